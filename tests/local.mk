# One folder per kind of test; each has its own list.
EXTRA_DIST += %D%/env.sh %D%/tools/mkprofile.py %D%/lib/built %D%/lib/missing
# What stands for the terminal in tests, and what looks into a running explorer.
test_flags = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
check_LIBRARIES += %D%/lib/libdoubles.a
%C%_lib_libdoubles_a_SOURCES = \
	%D%/lib/list_wrong.h %D%/lib/term_script.c %D%/lib/term_script.h \
	%D%/lib/ui_wrong.c %D%/lib/ui_wrong.h
%C%_lib_libdoubles_a_CPPFLAGS = $(test_flags)
test_doubles = %D%/lib/libdoubles.a

include %D%/unit/local.mk
include %D%/lint/local.mk
include %D%/golden/local.mk
include %D%/hostile/local.mk
include %D%/conformance/local.mk
include %D%/pictures/local.mk
include %D%/fuzz/local.mk
include %D%/man/local.mk
include %D%/ui/local.mk
include %D%/bench/local.mk
include %D%/pty/local.mk
include %D%/mutants/local.mk

clean-local:
	-rm -rf tests-home tests/ui/made
