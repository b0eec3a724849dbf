/* The job queue: see worker.h. One thread at most, so results come back in the order of the
 * requests. */
#include "base/worker.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/xalloc.h"

struct entry {
	struct entry *next;
	job_run *run;
	void *job;
	bool cancelled;
};

struct queue {
	struct entry *first;
	struct entry **end;
};

struct jobs {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct task *task; /* NULL: jobs run inside jobs_submit() */
	struct queue waiting;
	struct queue done;
	bool running;
	bool leaving;
	struct cprof_progress progress;
	int wake[2];
};

static void queue_put(struct queue *q, struct entry *entry)
{
	entry->next = NULL;
	*q->end = entry;
	q->end = &entry->next;
}

static struct entry *queue_get(struct queue *q)
{
	struct entry *entry = q->first;
	if (entry != NULL) {
		q->first = entry->next;
		if (q->first == NULL)
			q->end = &q->first;
	}
	return entry;
}

static void run_entry(struct jobs *jobs, struct entry *entry)
{
	atomic_store(&jobs->progress.done, 0);
	atomic_store(&jobs->progress.total, 0);
	atomic_store(&jobs->progress.samples, 0);
	entry->run(entry->job, &jobs->progress);
}

/* Called with the lock held; gives it up while the job runs. */
static void run_next(struct jobs *jobs)
{
	struct entry *entry = queue_get(&jobs->waiting);
	jobs->running = true;
	atomic_store(&jobs->progress.cancel, entry->cancelled);
	pthread_mutex_unlock(&jobs->lock);
	run_entry(jobs, entry);
	pthread_mutex_lock(&jobs->lock);
	jobs->running = false;
	queue_put(&jobs->done, entry);
	/* A full pipe is readable already: nothing is lost. */
	if (jobs->wake[1] >= 0 && write(jobs->wake[1], "", 1) < 0)
		return;
}

static void jobs_main(void *context)
{
	struct jobs *jobs = context;
	pthread_mutex_lock(&jobs->lock);
	for (;;) {
		while (jobs->waiting.first == NULL && !jobs->leaving)
			pthread_cond_wait(&jobs->changed, &jobs->lock);
		if (jobs->waiting.first == NULL)
			break;
		run_next(jobs);
	}
	pthread_mutex_unlock(&jobs->lock);
}

struct jobs *jobs_new(unsigned threads)
{
	struct jobs *jobs = xcalloc(1, sizeof *jobs);
	pthread_mutex_init(&jobs->lock, NULL);
	pthread_cond_init(&jobs->changed, NULL);
	jobs->waiting.end = &jobs->waiting.first;
	jobs->done.end = &jobs->done.first;
	jobs->wake[0] = jobs->wake[1] = -1;
	if (threads > 0 && pipe2(jobs->wake, O_CLOEXEC | O_NONBLOCK) == 0)
		jobs->task = task_start(jobs_main, jobs);
	return jobs;
}

void jobs_submit(struct jobs *jobs, job_run *run, void *job)
{
	struct entry *entry = xcalloc(1, sizeof *entry);
	entry->run = run;
	entry->job = job;
	pthread_mutex_lock(&jobs->lock);
	queue_put(&jobs->waiting, entry);
	if (jobs->task == NULL)
		run_next(jobs);
	pthread_cond_signal(&jobs->changed);
	pthread_mutex_unlock(&jobs->lock);
}

void *jobs_take(struct jobs *jobs)
{
	char drain[64];
	while (jobs->wake[0] >= 0 && read(jobs->wake[0], drain, sizeof drain) > 0)
		continue;
	pthread_mutex_lock(&jobs->lock);
	struct entry *entry = queue_get(&jobs->done);
	pthread_mutex_unlock(&jobs->lock);
	if (entry == NULL)
		return NULL;
	void *job = entry->job;
	free(entry);
	return job;
}

bool jobs_busy(struct jobs *jobs)
{
	pthread_mutex_lock(&jobs->lock);
	bool busy = jobs->running || jobs->waiting.first != NULL || jobs->done.first != NULL;
	pthread_mutex_unlock(&jobs->lock);
	return busy;
}

void jobs_cancel(struct jobs *jobs)
{
	pthread_mutex_lock(&jobs->lock);
	for (struct entry *entry = jobs->waiting.first; entry != NULL; entry = entry->next)
		entry->cancelled = true;
	if (jobs->running)
		atomic_store(&jobs->progress.cancel, true);
	pthread_mutex_unlock(&jobs->lock);
}

const struct cprof_progress *jobs_progress(struct jobs *jobs)
{
	return &jobs->progress;
}

int jobs_fd(struct jobs *jobs)
{
	return jobs->wake[0];
}

void jobs_free(struct jobs *jobs, void (*drop)(void *job))
{
	if (jobs == NULL)
		return;
	jobs_cancel(jobs);
	if (jobs->task != NULL) {
		pthread_mutex_lock(&jobs->lock);
		jobs->leaving = true;
		pthread_cond_signal(&jobs->changed);
		pthread_mutex_unlock(&jobs->lock);
		task_join(jobs->task);
	}
	for (void *job = jobs_take(jobs); job != NULL; job = jobs_take(jobs))
		drop(job);
	if (jobs->wake[0] >= 0) {
		close(jobs->wake[0]);
		close(jobs->wake[1]);
	}
	pthread_mutex_destroy(&jobs->lock);
	pthread_cond_destroy(&jobs->changed);
	free(jobs);
}
