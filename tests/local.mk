# One folder per kind of test; each has its own list.
EXTRA_DIST += %D%/env.sh %D%/tools/mkprofile.py
include %D%/unit/local.mk
include %D%/lint/local.mk
include %D%/golden/local.mk
include %D%/conformance/local.mk
include %D%/pictures/local.mk
include %D%/fuzz/local.mk
include %D%/man/local.mk
include %D%/ui/local.mk
include %D%/bench/local.mk
include %D%/pty/local.mk

clean-local:
	-rm -rf tests-home tests/ui/made
