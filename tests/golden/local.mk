# Golden texts: one test for each folder with a `cmd`.
TESTS += %D%/golden.test
EXTRA_DIST += \
	%D%/golden.test %D%/run %D%/profiles \
	%D%/errors %D%/filters %D%/list %D%/options %D%/shell %D%/text %D%/top \
	tests/tools/mkprofile.py
