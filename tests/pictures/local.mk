# Pictures of the graph and programs that show them; needs graphviz, skipped without it.
TESTS += %D%/pictures.test
EXTRA_DIST += %D%/pictures.test
