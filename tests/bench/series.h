/* Measurements of one kind of thing, taken again and again: wall time, CPU time of the process and
 * calls of malloc() and its like from the program's own code.
 *
 * A program that counts allocations is linked with -Wl,--wrap for malloc, calloc and realloc. */
#ifndef BENCH_SERIES_H
#define BENCH_SERIES_H

#include <stddef.h>
#include <stdint.h>

struct sample {
	int64_t wall; /* nanoseconds */
	int64_t cpu;  /* nanoseconds, of all threads */
	int64_t allocations;
};

#define SERIES_MOST 512

struct series {
	const char *name;
	struct sample begun; /* the clocks when the measurement began */
	struct sample at[SERIES_MOST];
	size_t count;
};

void series_begin(struct series *s);

/* Ends the measurement and keeps it; beyond SERIES_MOST it is dropped. */
void series_end(struct series *s);

/* Prints "NAME wall MEDIAN MIN MAX cpu MEDIAN allocations MEDIAN count N", times in nanoseconds;
 * nothing if nothing was measured. */
void series_print(const struct series *s);

#endif
