# Golden texts: one test for each folder with a `cmd`.
TESTS += %D%/golden.test
EXTRA_DIST += \
	%D%/golden.test %D%/run %D%/profiles \
	%D%/callgrind %D%/comments %D%/diff %D%/dot %D%/errors %D%/filters %D%/list %D%/merge \
	%D%/options %D%/peek %D%/proto %D%/raw %D%/tags %D%/text %D%/top %D%/traces %D%/tree \
	%D%/shell %D%/weblist \
	tests/tools/mkprofile.py
