/* How far a long piece of work is, and how it is stopped. The fields are atomic: another thread may
 * read and set them while the work runs. */
#ifndef CPROF_PROGRESS_H
#define CPROF_PROGRESS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/* Zeros before the work begins. */
struct cprof_progress {
	atomic_bool cancel;       /* set by the owner: stop soon, with CPROF_ERR_CANCELLED */
	_Atomic uint64_t done;    /* of total; bytes while loading, else samples */
	_Atomic uint64_t total;   /* 0: unknown */
	_Atomic uint64_t samples; /* read so far, while loading */
};

#endif
