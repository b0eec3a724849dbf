# Fuzz targets: compiled and replayed over their corpus in `make check`. `make fuzz T=pprof SECS=60`
# in a build configured with CC=clang --enable-fuzzers searches for more.
fuzz_programs = %D%/fuzz_pprof %D%/fuzz_query
%C%_fuzz_pprof_SOURCES = %D%/fuzz_pprof.c %D%/fuzz.h
%C%_fuzz_pprof_LDADD = $(app_libs)
%C%_fuzz_query_SOURCES = %D%/fuzz_query.c %D%/fuzz.h
%C%_fuzz_query_LDADD = $(app_libs)
if FUZZERS
%C%_fuzz_pprof_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
%C%_fuzz_query_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
EXTRA_PROGRAMS = $(fuzz_programs)
else
%C%_fuzz_pprof_SOURCES += %D%/replay.c
%C%_fuzz_query_SOURCES += %D%/replay.c
check_PROGRAMS += $(fuzz_programs)
TESTS += %D%/pprof.test %D%/query.test
endif
EXTRA_DIST += %D%/pprof.test %D%/query.test %D%/replay.c %D%/corpus

.PHONY: fuzz
fuzz: tests/fuzz/fuzz_$(T)
	$(MKDIR_P) fuzz-$(T)
	tests/fuzz/fuzz_$(T) -max_total_time=$(SECS) fuzz-$(T) $(top_srcdir)/tests/fuzz/corpus/$(T)
