/* One profile being explored: see session.h. A job holds the question and becomes the answer. */
#include "config.h"

#include "app/session.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "query/recent.h"
#include "app/facts.h"
#include "app/load.h"
#include "app/output.h"
#include "app/results.h"

#define RESULTS_BYTES ((size_t)64 << 20)

struct session {
	const struct args *args;
	bool search;
	struct jobs *jobs;
	struct loaded *loaded; /* set when the load's answer is taken */
	struct facts *facts;
	struct recent *recent; /* the worker's */
	struct results *results;
	struct session_job *ready, **ready_end; /* answered out of `results`, not taken yet */
	struct notes notes;    /* of the load */
	unsigned asked;
};

/* The answer comes first, so that a job can be handed out as one. */
struct session_job {
	struct session_answer answer;
	const struct args *args;
	bool search;
	const struct loaded *loaded;
	struct loaded *fresh; /* what a load made */
	struct recent *recent;
	struct session_job *next; /* in session.ready */
};

struct session *session_new(const struct args *args, unsigned threads, bool search)
{
	struct session *s = xcalloc(1, sizeof *s);
	s->args = args;
	s->search = search;
	s->jobs = jobs_new(threads);
	s->recent = recent_new();
	s->results = results_new(RESULTS_BYTES);
	s->ready_end = &s->ready;
	return s;
}

void session_answer_free(struct session_answer *a)
{
	struct session_job *job = (struct session_job *)(void *)a;
	if (a == NULL)
		return;
	cprof_query_done(&a->query);
	cprof_ask_done(&a->ask);
	if (a->inquiry != NULL)
		a->inquiry->free(a->found);
	free(a->output);
	buf_done(&a->text);
	cprof_result_done(&a->result);
	notes_done(&a->notes);
	cprof_error_done(&a->err);
	load_free(job->fresh);
	free(job);
}

static void drop_job(void *job)
{
	session_answer_free(job);
}

static struct session_job *take_ready(struct session *s)
{
	struct session_job *job = s->ready;
	if (job != NULL) {
		s->ready = job->next;
		if (s->ready == NULL)
			s->ready_end = &s->ready;
	}
	return job;
}

void session_free(struct session *s)
{
	if (s == NULL)
		return;
	jobs_free(s->jobs, drop_job);
	for (struct session_job *job = take_ready(s); job != NULL; job = take_ready(s))
		drop_job(job);
	recent_free(s->recent);
	results_free(s->results);
	facts_free(s->facts);
	load_free(s->loaded);
	notes_done(&s->notes);
	free(s);
}

/* A text is moved, not copied: it may be larger than the profile. */
static void take_text(struct session_answer *a)
{
	if (a->result.text == NULL) {
		a->report->print(&a->result, &a->text);
	} else {
		a->text = *a->result.text;
		*a->result.text = (struct buf)BUF_INIT;
	}
}

/* Printing is part of the work: a report may be large. */
static void run_report(struct session_job *job, struct run_context *context)
{
	struct session_answer *a = &job->answer;
	struct cprof_request request = {
		&job->loaded->source, &a->query,
		a->report->takes_pattern ? a->ask.pattern : NULL, &job->loaded->plan
	};
	if (cprof_report_run(a->report, &request, context, &a->result, &a->err) != CPROF_OK)
		return;
	struct output to = { a->output, true };
	if (cprof_report_is_text(a->report) && a->output == NULL)
		take_text(a);
	else if (a->report->viewer == NULL || a->output != NULL)
		output_result(a->report, &a->result, &to, &a->notes, &a->err);
	else
		return; /* whoever asked shows it */
	cprof_result_done(&a->result);
}

static void run_question(struct session_job *job, struct run_context *context)
{
	struct session_answer *a = &job->answer;
	struct cprof_request request = {
		&job->loaded->source, &a->query, NULL, &job->loaded->plan
	};
	if (a->question == SESSION_REPORT)
		run_report(job, context);
	else if (a->question == SESSION_TABLE)
		cprof_report_run(cprof_report_find("top"), &request, context, &a->result, &a->err);
	else
		a->inquiry->run(&request, &a->ask, context, &a->found, &a->err);
}

static void run_job(void *argument, struct progress *progress)
{
	struct session_job *job = argument;
	struct run_context context = { progress, &job->answer.notes, job->recent };
	if (job->answer.question == SESSION_LOAD)
		load_profile(job->args, job->search, progress, &job->answer.notes, &job->fresh,
			     &job->answer.err);
	else if (progress_cancelled(progress))
		cprof_error_set(&job->answer.err, CPROF_ERR_CANCELLED, "cancelled");
	else
		run_question(job, &context);
}

static struct session_job *new_job(struct session *s, enum session_question question,
				   const struct cprof_query *query)
{
	struct session_job *job = xcalloc(1, sizeof *job);
	job->answer.question = question;
	job->answer.number = ++s->asked;
	cprof_query_copy(&job->answer.query, query);
	job->args = s->args;
	job->search = s->search;
	job->loaded = s->loaded;
	job->recent = s->recent;
	return job;
}

/* To the worker. */
static unsigned submit(struct session *s, struct session_job *job)
{
	unsigned number = job->answer.number;
	jobs_submit(s->jobs, run_job, job);
	return number;
}

unsigned session_ask_load(struct session *s, const struct cprof_query *query)
{
	return submit(s, new_job(s, SESSION_LOAD, query));
}

unsigned session_ask_table(struct session *s, const struct cprof_query *query)
{
	struct session_job *job = new_job(s, SESSION_TABLE, query);
	job->answer.result.table = results_get(s->results, query, &job->answer.notes);
	if (job->answer.result.table == NULL)
		return submit(s, job);
	*s->ready_end = job;
	s->ready_end = &job->next;
	return job->answer.number;
}

unsigned session_inquire(struct session *s, const struct cprof_inquiry *inquiry,
			 const struct cprof_query *query, const struct cprof_ask *ask)
{
	struct session_job *job = new_job(s, SESSION_INQUIRY, query);
	job->answer.inquiry = inquiry;
	cprof_ask_copy(&job->answer.ask, ask);
	return submit(s, job);
}

unsigned session_ask_report(struct session *s, const struct cprof_report *report,
			    const struct cprof_query *query, const char *pattern,
			    const char *output)
{
	struct session_job *job = new_job(s, SESSION_REPORT, query);
	job->answer.report = report;
	if (pattern != NULL)
		job->answer.ask.pattern = xstrdup(pattern);
	if (output != NULL)
		job->answer.output = xstrdup(output);
	return submit(s, job);
}

struct session_answer *session_take(struct session *s)
{
	struct session_job *job = take_ready(s);
	if (job != NULL)
		return &job->answer;
	job = jobs_take(s->jobs);
	if (job == NULL)
		return NULL;
	struct session_answer *a = &job->answer;
	if (a->question == SESSION_TABLE && a->err.status == CPROF_OK)
		results_put(s->results, &a->query, a->result.table, &a->notes);
	if (a->question == SESSION_LOAD)
		notes_move(&s->notes, &a->notes);
	if (job->fresh != NULL) {
		s->loaded = job->fresh;
		job->fresh = NULL;
		s->facts = facts_new(s->args, s->loaded->profile, s->loaded->pruned);
	}
	return &job->answer;
}

void session_cancel(struct session *s)
{
	jobs_cancel(s->jobs);
}

bool session_busy(struct session *s)
{
	return s->ready != NULL || jobs_busy(s->jobs);
}

int session_fd(struct session *s)
{
	return jobs_fd(s->jobs);
}

const struct progress *session_progress(struct session *s)
{
	return jobs_progress(s->jobs);
}

struct notes *session_notes(struct session *s)
{
	return &s->notes;
}

const struct args *session_args(const struct session *s)
{
	return s->args;
}

const struct session_facts *session_facts(const struct session *s)
{
	return s->facts != NULL ? &s->facts->facts : NULL;
}
