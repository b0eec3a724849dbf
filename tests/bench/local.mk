# Time, memory and bytes: `make bench` measures, `make bench-compare REV=...` measures next to
# another revision. `make check` only sees that all of it works.
bench_programs = \
	%D%/engine$(EXEEXT) %D%/gen$(EXEEXT) %D%/measure$(EXEEXT) %D%/screen$(EXEEXT) \
	%D%/zcat$(EXEEXT)
check_PROGRAMS += %D%/engine %D%/gen %D%/measure %D%/screen %D%/zcat

count_allocations = -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc
%C%_engine_SOURCES = %D%/engine.c %D%/series.c %D%/series.h
%C%_engine_LDFLAGS = $(AM_LDFLAGS) $(count_allocations)
%C%_engine_LDADD = $(app_libs)
%C%_gen_SOURCES = %D%/gen.c %D%/gen_calls.c %D%/gen_calls.h
%C%_gen_LDADD = $(ZLIB_LIBS)
%C%_measure_SOURCES = %D%/measure.c
%C%_screen_SOURCES = %D%/screen.c %D%/series.c %D%/series.h
%C%_screen_LDFLAGS = $(AM_LDFLAGS) $(count_allocations)
%C%_screen_CPPFLAGS = $(test_flags)
%C%_screen_LDADD = $(test_doubles) $(tui_libs)
%C%_zcat_SOURCES = %D%/zcat.c
%C%_zcat_LDADD = $(ZLIB_LIBS)

TESTS += %D%/bench.test
EXTRA_DIST += \
	%D%/bench.test %D%/compare.py %D%/explorer.py %D%/profiles.py %D%/rounds.py %D%/run.py \
	%D%/smoke.py

bench_environment = \
	CPROF_TUI='$(abs_builddir)/cprof-tui$(EXEEXT)' top_srcdir='$(abs_top_srcdir)' \
	top_builddir='$(abs_top_builddir)' CC='$(CC)' CFLAGS='$(CFLAGS)' PYTHONDONTWRITEBYTECODE=1

.PHONY: bench bench-compare clean-bench
bench: cprof-tui$(EXEEXT) $(bench_programs)
	@$(bench_environment) $(PYTHON3) $(srcdir)/%D%/run.py

bench-compare: cprof-tui$(EXEEXT) $(bench_programs)
	@$(bench_environment) REV='$(REV)' $(PYTHON3) $(srcdir)/%D%/compare.py

# What is kept from run to run; `make clean` leaves it, since it takes minutes to make.
clean-bench:
	-rm -rf %D%/profiles %D%/revisions
distclean-local: clean-bench
