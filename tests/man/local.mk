# What the documents say against what the program says.
TESTS += %D%/docs.test %D%/example.test
EXTRA_DIST += %D%/docs.test %D%/example.test
