# Screens on the script back end: no terminal, a virtual clock. A case is a file in one of the
# folders and needs no entry here.
check_PROGRAMS += %D%/ui_run %D%/monkey %D%/sizes
ui_screen = %D%/ui_case.c %D%/ui_case.h %D%/ui_screen.c %D%/ui_screen.h
%C%_ui_run_SOURCES = \
	%D%/ui_home.c %D%/ui_home.h \
	%D%/ui_record.c %D%/ui_record.h \
	%D%/ui_replay.c %D%/ui_replay.h \
	%D%/ui_run.c $(ui_screen)
%C%_ui_run_CPPFLAGS = $(test_flags)
%C%_ui_run_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=session_take
%C%_ui_run_LDADD = $(test_doubles) $(tui_libs)
%C%_monkey_SOURCES = %D%/monkey.c $(ui_screen)
%C%_monkey_CPPFLAGS = $(test_flags)
%C%_monkey_LDADD = $(test_doubles) $(tui_libs)
%C%_sizes_SOURCES = %D%/sizes.c $(ui_screen)
%C%_sizes_CPPFLAGS = $(test_flags)
%C%_sizes_LDADD = $(test_doubles) $(tui_libs)
# make monkey KEYS=1000000
KEYS = 1000000
.PHONY: monkey
monkey: %D%/monkey$(EXEEXT)
	@$(AM_TESTS_ENVIRONMENT) MONKEY_KEYS=$(KEYS) $(srcdir)/tests/ui/monkey.test
TESTS += %D%/ui.test %D%/sizes.test %D%/monkey.test %D%/save.test %D%/numbers.test
EXTRA_DIST += %D%
