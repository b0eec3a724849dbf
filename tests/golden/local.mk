# Golden texts: one test for each folder with a `cmd`, which needs no entry here.
TESTS += %D%/golden.test
EXTRA_DIST += %D%
