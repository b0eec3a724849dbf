# Checks of the sources themselves. Scripts, so they need no build but three: needed.test and
# hardened.test look at the program, headers.test at generated headers.
lint_tests = \
	%D%/layers.test \
	%D%/headers.test \
	%D%/lengths.test \
	%D%/banned.test \
	%D%/shell.test \
	%D%/man.test \
	%D%/needed.test \
	%D%/hardened.test \
	%D%/traces.test
TESTS += $(lint_tests)
EXTRA_DIST += $(lint_tests) %D%/lint.py

.PHONY: check-lint
check-lint:
	$(MAKE) $(AM_MAKEFLAGS) check TESTS='$(lint_tests)'
