/* Threads, and everything that crosses them. No layer above makes threads of its own.
 *
 * A job gets immutable inputs and returns one owned result; nothing else is shared but the progress
 * record, whose fields are atomic. */
#ifndef BASE_WORKER_H
#define BASE_WORKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/progress.h"

/* One thread doing work(context). NULL when no thread could be made: the caller then does the work
 * itself. */
struct task;
struct task *task_start(void (*work)(void *context), void *context);

/* Waits for the end and frees the task. */
void task_join(struct task *task);

/* Does work(context, part) for every part of 0..parts-1, in that many threads; back when all are
 * done. */
void task_split(unsigned parts, void (*work)(void *context, unsigned part), void *context);

/* Calls tick(context) every so many milliseconds, on a thread of its own, until it is stopped. NULL
 * when no thread could be made: then nobody ticks. */
struct ticker;
struct ticker *ticker_start(unsigned milliseconds, void (*tick)(void *context), void *context);

/* No tick runs when it is back. NULL is nothing. */
void ticker_stop(struct ticker *t);

/* Processors this process may use, at least 1. */
unsigned worker_processors(void);

/* Blocks of bytes handed from one producing thread to one consuming thread, in order. */
struct ring;

struct ring_block {
	unsigned char *data; /* `headroom` writable bytes stand before it */
	size_t size;
};

struct ring *ring_new(unsigned blocks, size_t headroom, size_t block_size);

/* The next block to fill; NULL when the consumer has stopped listening. */
struct ring_block *ring_fill(struct ring *r);

/* Hands the block over, filled; `last` ends the stream. */
void ring_filled(struct ring *r, bool last);

/* The next filled block; NULL at the end of the stream. The one before it goes back to the producer
 * only with ring_release(). */
struct ring_block *ring_take(struct ring *r);
void ring_release(struct ring *r);

/* The consumer wants no more: ring_fill() gives NULL from now on. */
void ring_stop(struct ring *r);
void ring_free(struct ring *r);

/* One queue, one worker: jobs run one at a time in the order given. With `threads` 0 a job runs
 * inside jobs_submit(), so that tests are deterministic. */
struct jobs;

/* `run` makes a result from the job (both owned by the caller's types); it may poll the progress
 * record. */
typedef void job_run(void *job, struct cprof_progress *progress);

struct jobs *jobs_new(unsigned threads);

/* Queues a job; the caller gets it back from jobs_take() when it has run. */
void jobs_submit(struct jobs *jobs, job_run *run, void *job);

/* A job that has run, or NULL if there is none yet. */
void *jobs_take(struct jobs *jobs);

/* True while a job is queued or runs, or has run and was not taken. */
bool jobs_busy(struct jobs *jobs);

/* Tells the running job to stop; queued ones run with the cancel flag set, so that they end at
 * once. */
void jobs_cancel(struct jobs *jobs);

/* The progress of the running job. */
const struct cprof_progress *jobs_progress(struct jobs *jobs);

/* Becomes readable when a job has run; -1 with `threads` 0. jobs_take() empties it. */
int jobs_fd(struct jobs *jobs);

/* Cancels, waits, and hands what was not taken to `drop`. */
void jobs_free(struct jobs *jobs, void (*drop)(void *job));

#endif
