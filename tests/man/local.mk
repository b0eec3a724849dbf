# What the documents say against what the program says.
TESTS += %D%/docs.test
EXTRA_DIST += %D%/docs.test
