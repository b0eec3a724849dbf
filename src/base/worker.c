/* Threads and the ring of blocks: see worker.h. The job queue is in jobs.c. */
#include "base/worker.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <time.h>

#include "base/xalloc.h"

struct task {
	pthread_t thread;
	void (*work)(void *context);
	void *context;
};

static void *task_main(void *argument)
{
	struct task *task = argument;
	task->work(task->context);
	return NULL;
}

struct task *task_start(void (*work)(void *context), void *context)
{
	struct task *task = xmalloc(sizeof *task);
	task->work = work;
	task->context = context;
	if (pthread_create(&task->thread, NULL, task_main, task) != 0) {
		free(task);
		return NULL;
	}
	return task;
}

void task_join(struct task *task)
{
	pthread_join(task->thread, NULL);
	free(task);
}

struct part {
	void (*work)(void *context, unsigned part);
	void *context;
	unsigned number;
};

static void part_main(void *argument)
{
	struct part *part = argument;
	part->work(part->context, part->number);
}

void task_split(unsigned parts, void (*work)(void *context, unsigned part), void *context)
{
	struct part *part = xcalloc(parts, sizeof *part);
	struct task **task = xcalloc(parts, sizeof *task);
	for (unsigned i = 1; i < parts; i++) {
		part[i] = (struct part){ work, context, i };
		task[i] = task_start(part_main, &part[i]);
	}
	work(context, 0);
	for (unsigned i = 1; i < parts; i++) {
		if (task[i] != NULL)
			task_join(task[i]);
		else
			work(context, i);
	}
	free(task);
	free(part);
}

struct ticker {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct task *task;
	bool stopped;
	unsigned milliseconds;
	void (*tick)(void *context);
	void *context;
};

/* Waits for the next tick with the lock held; false: no more. */
static bool ticker_wait(struct ticker *t)
{
	struct timespec at;
	clock_gettime(CLOCK_MONOTONIC, &at);
	at.tv_nsec += (long)(t->milliseconds % 1000) * 1000000;
	at.tv_sec += t->milliseconds / 1000 + at.tv_nsec / 1000000000;
	at.tv_nsec %= 1000000000;
	int waited = 0;
	while (!t->stopped && waited != ETIMEDOUT)
		waited = pthread_cond_timedwait(&t->changed, &t->lock, &at);
	return !t->stopped;
}

static void ticker_main(void *context)
{
	struct ticker *t = context;
	pthread_mutex_lock(&t->lock);
	while (ticker_wait(t))
		t->tick(t->context);
	pthread_mutex_unlock(&t->lock);
}

static void ticker_free(struct ticker *t)
{
	pthread_mutex_destroy(&t->lock);
	pthread_cond_destroy(&t->changed);
	free(t);
}

struct ticker *ticker_start(unsigned milliseconds, void (*tick)(void *context), void *context)
{
	struct ticker *t = xcalloc(1, sizeof *t);
	pthread_condattr_t clock;
	t->milliseconds = milliseconds;
	t->tick = tick;
	t->context = context;
	pthread_mutex_init(&t->lock, NULL);
	pthread_condattr_init(&clock);
	pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
	pthread_cond_init(&t->changed, &clock);
	pthread_condattr_destroy(&clock);
	t->task = task_start(ticker_main, t);
	if (t->task == NULL) {
		ticker_free(t);
		return NULL;
	}
	return t;
}

void ticker_stop(struct ticker *t)
{
	if (t == NULL)
		return;
	pthread_mutex_lock(&t->lock);
	t->stopped = true;
	pthread_cond_signal(&t->changed);
	pthread_mutex_unlock(&t->lock);
	task_join(t->task);
	ticker_free(t);
}

unsigned worker_processors(void)
{
	cpu_set_t set;
	if (sched_getaffinity(0, sizeof set, &set) != 0)
		return 1;
	int count = CPU_COUNT(&set);
	return count < 1 ? 1 : (unsigned)count;
}

struct ring {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	unsigned blocks;
	unsigned filled; /* blocks handed over in all */
	unsigned taken;  /* blocks given to the consumer */
	unsigned released;
	bool ended;
	bool stopped;
	unsigned char *memory;
	struct ring_block block[];
};

struct ring *ring_new(unsigned blocks, size_t headroom, size_t block_size)
{
	struct ring *r = xcalloc(1, sizeof *r + blocks * sizeof r->block[0]);
	pthread_mutex_init(&r->lock, NULL);
	pthread_cond_init(&r->changed, NULL);
	r->blocks = blocks;
	r->memory = xmalloc(blocks * (headroom + block_size));
	for (unsigned i = 0; i < blocks; i++)
		r->block[i].data = r->memory + i * (headroom + block_size) + headroom;
	return r;
}

struct ring_block *ring_fill(struct ring *r)
{
	pthread_mutex_lock(&r->lock);
	while (!r->stopped && r->filled - r->released == r->blocks)
		pthread_cond_wait(&r->changed, &r->lock);
	struct ring_block *block = r->stopped ? NULL : &r->block[r->filled % r->blocks];
	pthread_mutex_unlock(&r->lock);
	return block;
}

void ring_filled(struct ring *r, bool last)
{
	pthread_mutex_lock(&r->lock);
	r->filled++;
	r->ended = last;
	pthread_cond_broadcast(&r->changed);
	pthread_mutex_unlock(&r->lock);
}

struct ring_block *ring_take(struct ring *r)
{
	pthread_mutex_lock(&r->lock);
	while (r->taken == r->filled && !r->ended)
		pthread_cond_wait(&r->changed, &r->lock);
	struct ring_block *block = NULL;
	if (r->taken != r->filled)
		block = &r->block[r->taken++ % r->blocks];
	pthread_mutex_unlock(&r->lock);
	return block;
}

void ring_release(struct ring *r)
{
	pthread_mutex_lock(&r->lock);
	r->released++;
	pthread_cond_broadcast(&r->changed);
	pthread_mutex_unlock(&r->lock);
}

void ring_stop(struct ring *r)
{
	pthread_mutex_lock(&r->lock);
	r->stopped = true;
	pthread_cond_broadcast(&r->changed);
	pthread_mutex_unlock(&r->lock);
}

void ring_free(struct ring *r)
{
	pthread_mutex_destroy(&r->lock);
	pthread_cond_destroy(&r->changed);
	free(r->memory);
	free(r);
}
