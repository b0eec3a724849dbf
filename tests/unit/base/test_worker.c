/* Threads, the ring of blocks and the job queue. Nothing waits for time: every wait is for an
 * event. */
#include "unit/lib/check.h"

#include <poll.h>
#include <pthread.h>
#include <string.h>

#include "base/worker.h"

static void add_part(void *context, unsigned part)
{
	_Atomic unsigned *sum = context;
	atomic_fetch_add(sum, part + 1);
}

static void splits(void **state)
{
	(void)state;
	for (unsigned parts = 1; parts <= 9; parts++) {
		_Atomic unsigned sum = 0;
		task_split(parts, add_part, &sum);
		assert_int_equal(sum, parts * (parts + 1) / 2);
	}
	assert_true(worker_processors() >= 1);
}

#define BLOCK 64
#define HEADROOM 16
#define BYTES 100000

static unsigned char byte_at(size_t i)
{
	return (unsigned char)(i * 31 + i / 251);
}

struct producer {
	struct ring *ring;
	size_t made;
	bool stopped;
};

/* Blocks of all sizes, an empty one at the end. */
static void produce(void *context)
{
	struct producer *p = context;
	for (;;) {
		struct ring_block *block = ring_fill(p->ring);
		if (block == NULL) {
			p->stopped = true;
			return;
		}
		/* The room before a block is its own as well. */
		memset(block->data - HEADROOM, 0xee, HEADROOM);
		size_t size = p->made % BLOCK + 1;
		if (size > BYTES - p->made)
			size = BYTES - p->made;
		for (size_t i = 0; i < size; i++)
			block->data[i] = byte_at(p->made + i);
		p->made += size;
		block->size = size;
		ring_filled(p->ring, size == 0);
		if (size == 0)
			return;
	}
}

static void ring_keeps_order(void **state)
{
	(void)state;
	for (unsigned blocks = 2; blocks <= 5; blocks++) {
		struct producer p = { .ring = ring_new(blocks, HEADROOM, BLOCK) };
		struct task *task = task_start(produce, &p);
		size_t at = 0;
		bool held = false;
		assert_non_null(task);
		for (struct ring_block *b; (b = ring_take(p.ring)) != NULL && b->size > 0;) {
			/* The one before goes back only now, as the feed does it. */
			if (held)
				ring_release(p.ring);
			held = true;
			memset(b->data - HEADROOM, 0x55, HEADROOM);
			for (size_t i = 0; i < b->size; i++)
				if (b->data[i] != byte_at(at + i))
					fail_msg("byte %zu", at + i);
			at += b->size;
		}
		assert_int_equal(at, BYTES);
		assert_null(ring_take(p.ring));
		task_join(task);
		assert_false(p.stopped);
		ring_free(p.ring);
	}
}

static void ring_stops_the_producer(void **state)
{
	(void)state;
	struct producer p = { .ring = ring_new(2, HEADROOM, BLOCK) };
	struct task *task = task_start(produce, &p);
	assert_non_null(ring_take(p.ring));
	ring_stop(p.ring);
	task_join(task);
	assert_true(p.stopped);
	assert_true(p.made < BYTES);
	ring_free(p.ring);
}

/* A job that tells what it saw, and may wait for a door. */
struct errand {
	int number;
	bool ran, cancelled;
	struct door *door;
};

struct door {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	bool entered, open;
};

#define DOOR_INIT { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false, false }

static void door_pass(struct door *d)
{
	pthread_mutex_lock(&d->lock);
	d->entered = true;
	pthread_cond_broadcast(&d->changed);
	while (!d->open)
		pthread_cond_wait(&d->changed, &d->lock);
	pthread_mutex_unlock(&d->lock);
}

static void door_wait_entered(struct door *d)
{
	pthread_mutex_lock(&d->lock);
	while (!d->entered)
		pthread_cond_wait(&d->changed, &d->lock);
	pthread_mutex_unlock(&d->lock);
}

static void door_open(struct door *d)
{
	pthread_mutex_lock(&d->lock);
	d->open = true;
	pthread_cond_broadcast(&d->changed);
	pthread_mutex_unlock(&d->lock);
}

static void run_errand(void *job, struct cprof_progress *progress)
{
	struct errand *e = job;
	atomic_store(&progress->done, (uint64_t)e->number);
	if (e->door != NULL)
		door_pass(e->door);
	e->ran = true;
	e->cancelled = progress_cancelled(progress);
}

static void drop_errand(void *job)
{
	struct errand *e = job;
	e->number = -e->number;
}

static struct errand *take_waiting(struct jobs *jobs)
{
	struct pollfd fd = { jobs_fd(jobs), POLLIN, 0 };
	struct errand *e = jobs_take(jobs);
	while (e == NULL && poll(&fd, 1, 10000) > 0)
		e = jobs_take(jobs);
	return e;
}

static void jobs_inside(void **state)
{
	(void)state;
	struct jobs *jobs = jobs_new(0);
	struct errand e[3] = { { .number = 1 }, { .number = 2 }, { .number = 3 } };
	assert_int_equal(jobs_fd(jobs), -1);
	assert_false(jobs_busy(jobs));
	assert_null(jobs_take(jobs));
	for (int i = 0; i < 3; i++) {
		jobs_submit(jobs, run_errand, &e[i]);
		assert_true(e[i].ran);
		assert_int_equal(jobs_progress(jobs)->done, i + 1);
	}
	assert_true(jobs_busy(jobs));
	assert_ptr_equal(jobs_take(jobs), &e[0]);
	assert_ptr_equal(jobs_take(jobs), &e[1]);
	/* Nothing runs: a cancel has nothing to stop, not even the next job. */
	jobs_cancel(jobs);
	struct errand later = { .number = 4 };
	jobs_submit(jobs, run_errand, &later);
	assert_false(later.cancelled);
	jobs_free(jobs, drop_errand);
	assert_int_equal(e[2].number, -3);
	assert_int_equal(later.number, -4);
}

static void jobs_in_order(void **state)
{
	(void)state;
	struct jobs *jobs = jobs_new(1);
	struct errand e[50] = { { 0 } };
	for (int i = 0; i < 50; i++) {
		e[i].number = i;
		jobs_submit(jobs, run_errand, &e[i]);
	}
	for (int i = 0; i < 50; i++) {
		assert_ptr_equal(take_waiting(jobs), &e[i]);
		assert_true(e[i].ran);
		assert_false(e[i].cancelled);
	}
	assert_false(jobs_busy(jobs));
	assert_null(jobs_take(jobs));
	jobs_free(jobs, drop_errand);
}

static void jobs_are_cancelled(void **state)
{
	(void)state;
	struct jobs *jobs = jobs_new(1);
	struct door door = DOOR_INIT;
	struct errand running = { .number = 1, .door = &door }, queued = { .number = 2 };
	struct errand after = { .number = 3 };
	jobs_submit(jobs, run_errand, &running);
	jobs_submit(jobs, run_errand, &queued);
	door_wait_entered(&door);
	assert_true(jobs_busy(jobs));
	jobs_cancel(jobs);
	jobs_submit(jobs, run_errand, &after);
	door_open(&door);
	assert_ptr_equal(take_waiting(jobs), &running);
	assert_ptr_equal(take_waiting(jobs), &queued);
	assert_ptr_equal(take_waiting(jobs), &after);
	assert_true(running.cancelled);
	assert_true(queued.cancelled);
	/* What is asked after the cancel is not cancelled. */
	assert_false(after.cancelled);
	jobs_free(jobs, drop_errand);
}

static void jobs_are_dropped(void **state)
{
	(void)state;
	struct jobs *jobs = jobs_new(1);
	struct door door = DOOR_INIT;
	struct errand running = { .number = 1, .door = &door }, queued = { .number = 2 };
	jobs_submit(jobs, run_errand, &running);
	jobs_submit(jobs, run_errand, &queued);
	door_wait_entered(&door);
	door_open(&door);
	jobs_free(jobs, drop_errand);
	assert_true(running.ran && queued.ran);
	assert_int_equal(running.number, -1);
	assert_int_equal(queued.number, -2);
	jobs_free(NULL, drop_errand);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(splits),
		cmocka_unit_test(ring_keeps_order),
		cmocka_unit_test(ring_stops_the_producer),
		cmocka_unit_test(jobs_inside),
		cmocka_unit_test(jobs_in_order),
		cmocka_unit_test(jobs_are_cancelled),
		cmocka_unit_test(jobs_are_dropped),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
