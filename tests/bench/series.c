/* Measurements taken again and again: see series.h.
 *
 * The clocks are read last when a measurement begins and first when it ends, so that the reading
 * costs as little of it as can be. */
#include "series.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static _Atomic int64_t allocations;

/* The linker's names for the functions wrapped and for what stands in front of them. */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

static void count(void)
{
	atomic_fetch_add_explicit(&allocations, 1, memory_order_relaxed);
}

void *__wrap_malloc(size_t size)
{
	count();
	return __real_malloc(size);
}

void *__wrap_calloc(size_t elements, size_t size)
{
	count();
	return __real_calloc(elements, size);
}

void *__wrap_realloc(void *old, size_t size)
{
	count();
	return __real_realloc(old, size);
}

static int64_t clock_now(clockid_t clock)
{
	struct timespec t;
	clock_gettime(clock, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

void series_begin(struct series *s)
{
	s->begun.allocations = atomic_load(&allocations);
	s->begun.cpu = clock_now(CLOCK_PROCESS_CPUTIME_ID);
	s->begun.wall = clock_now(CLOCK_MONOTONIC);
}

void series_end(struct series *s)
{
	int64_t wall = clock_now(CLOCK_MONOTONIC);
	int64_t cpu = clock_now(CLOCK_PROCESS_CPUTIME_ID);
	if (s->count == SERIES_MOST)
		return;
	s->at[s->count++] = (struct sample){ wall - s->begun.wall, cpu - s->begun.cpu,
					     atomic_load(&allocations) - s->begun.allocations };
}

static int by_size(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
	return (left > right) - (left < right);
}

/* Sorts one number of every sample into `sorted`. */
static void sort(const struct series *s, size_t offset, int64_t sorted[SERIES_MOST])
{
	for (size_t i = 0; i < s->count; i++)
		sorted[i] = *(const int64_t *)(const void *)((const char *)&s->at[i] + offset);
	qsort(sorted, s->count, sizeof *sorted, by_size);
}

void series_print(const struct series *s)
{
	int64_t wall[SERIES_MOST], cpu[SERIES_MOST], calls[SERIES_MOST];
	size_t middle = s->count / 2;
	if (s->count == 0)
		return;
	sort(s, offsetof(struct sample, wall), wall);
	sort(s, offsetof(struct sample, cpu), cpu);
	sort(s, offsetof(struct sample, allocations), calls);
	printf("%s wall %" PRId64 " %" PRId64 " %" PRId64 " cpu %" PRId64 " allocations %" PRId64
	       " count %zu\n",
	       s->name, wall[middle], wall[0], wall[s->count - 1], cpu[middle], calls[middle],
	       s->count);
}
