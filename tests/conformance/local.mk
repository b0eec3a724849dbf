# Differential tests against the pprof of an installed Go; skipped without one.
TESTS += %D%/conformance.test %D%/shell.test
EXTRA_DIST += \
	%D%/conformance.test %D%/shell.test %D%/run.py %D%/shell.py \
	%D%/list %D%/combos.py %D%/goprofiles.py %D%/graphs.py %D%/rules.py %D%/synth.py \
	%D%/texts.py %D%/ties.py \
	%D%/gobench/go.mod %D%/gobench/gobench.go %D%/gobench/gobench_test.go
