EXTRA_DIST += %D%/env.sh
include %D%/lint/local.mk

clean-local:
	-rm -rf tests-home
