/* What long work tells, and is told, while it runs: see cprof/progress.h. */
#ifndef BASE_PROGRESS_H
#define BASE_PROGRESS_H

#include <stddef.h>

#include <cprof/progress.h>

/* True if work was asked to stop; p may be NULL. */
static inline bool progress_cancelled(const struct cprof_progress *p)
{
	return p != NULL && atomic_load_explicit(&p->cancel, memory_order_relaxed);
}

static inline void progress_add(struct cprof_progress *p, uint64_t done)
{
	if (p != NULL)
		atomic_fetch_add_explicit(&p->done, done, memory_order_relaxed);
}

/* Done in percent, at most 99; -1 when nobody knows. */
static inline int progress_percent(const struct cprof_progress *p)
{
	uint64_t done = atomic_load_explicit(&p->done, memory_order_relaxed);
	uint64_t total = atomic_load_explicit(&p->total, memory_order_relaxed);
	if (total == 0)
		return -1;
	return done < total ? (int)(done * 99 / total) : 99;
}

#endif
