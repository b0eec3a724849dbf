/* One profile being explored: see session.h. A job holds the question and becomes the answer. */
#include "app/session/session.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/vec.h"
#include "base/xalloc.h"
#include "app/session/summary.h"
#include "app/session/load.h"
#include "app/session/path_map.h"
#include "app/output.h"
#include "app/session/table_cache.h"

#define TABLES_BYTES ((size_t)64 << 20)
#define SOURCES_BYTES ((size_t)16 << 20)

/* What answers under way may still use: of the profile before it was read again. */
struct retired {
	struct loaded *loaded;
	struct cprof_graph_cache *graph_cache;
	struct summary *summary;
	unsigned last; /* the newest question that may have been asked of it */
};

struct session {
	struct args args; /* borrowed, but for what can be changed since */
	bool search;
	struct jobs *jobs;
	struct loaded *loaded; /* set when the load's answer is taken */
	struct summary *summary;
	struct cprof_graph_cache *graph_cache; /* the worker's, and so is */
	struct cprof_source_cache *sources;
	bool forget_sources;   /* the next job begins with it */
	struct path_map path_map;
	bool outside; /* sources outside of the plan's folders are read */
	struct table_cache *table_cache;
	struct session_job *ready, **ready_end; /* answered out of the table cache, not taken yet */
	struct cprof_notes notes;               /* of the load */
	unsigned asked;
	unsigned taken;        /* the newest one that came back from the worker */
	VEC(struct retired) retired;
};

/* The answer comes first, so that a job can be handed out as one. */
struct session_job {
	struct session_answer answer;
	const struct args *args;
	bool search;
	const struct loaded *loaded;
	struct loaded *fresh; /* what a load made */
	struct cprof_graph_cache *graph_cache;
	struct cprof_source_cache *sources;
	bool forget_sources;
	struct path_map path_map;
	bool outside;             /* sources outside of the plan's folders are read */
	struct session_job *next; /* in session.ready */
};

struct session *session_new(const struct args *args, unsigned threads, bool search)
{
	struct session *s = xcalloc(1, sizeof *s);
	s->args = *args;
	s->search = search;
	s->jobs = jobs_new(threads);
	s->graph_cache = cprof_graph_cache_new();
	s->sources = cprof_source_cache_new(SOURCES_BYTES);
	s->table_cache = table_cache_new(TABLES_BYTES);
	s->ready_end = &s->ready;
	return s;
}

void session_answer_free(struct session_answer *a)
{
	struct session_job *job = (struct session_job *)(void *)a;
	if (a == NULL)
		return;
	cprof_query_done(&a->query);
	cprof_table_free(a->table);
	if (a->analysis != NULL) {
		cprof_parameters_done(a->analysis, a->parameters);
		a->analysis->free(a->found);
	}
	free(a->parameters);
	free(a->pattern);
	free(a->output);
	free(a->text);
	cprof_notes_done(&a->notes);
	cprof_error_done(&a->err);
	path_map_done(&job->path_map);
	load_free(job->fresh);
	free(job);
}

void *session_answer_found(struct session_answer *a, void *before)
{
	void *found = a->found;
	a->analysis->free(before);
	a->found = NULL;
	return found;
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

/* Frees what no job can use any more: they run in the order in which they were asked. */
static void free_retired(struct session *s, bool all)
{
	size_t kept = 0;
	for (size_t i = 0; i < s->retired.count; i++) {
		struct retired *r = &s->retired.at[i];
		if (!all && s->taken < r->last) {
			s->retired.at[kept++] = *r;
			continue;
		}
		cprof_graph_cache_free(r->graph_cache);
		profile_summary_free(r->summary);
		load_free(r->loaded);
	}
	s->retired.count = kept;
}

/* Puts a profile in the place of the one there was. */
static void use_loaded(struct session *s, struct loaded *fresh)
{
	struct retired old = { s->loaded, s->graph_cache, s->summary, s->asked };
	if (s->loaded != NULL) {
		VEC_PUSH(&s->retired, old);
		s->graph_cache = cprof_graph_cache_new();
		table_cache_free(s->table_cache);
		s->table_cache = table_cache_new(TABLES_BYTES);
	}
	s->loaded = fresh;
	s->summary = profile_summary_new(&s->args, fresh);
}

void session_free(struct session *s)
{
	if (s == NULL)
		return;
	jobs_free(s->jobs, drop_job);
	for (struct session_job *job = take_ready(s); job != NULL; job = take_ready(s))
		drop_job(job);
	free_retired(s, true);
	VEC_DONE(&s->retired);
	cprof_graph_cache_free(s->graph_cache);
	cprof_source_cache_free(s->sources);
	path_map_done(&s->path_map);
	table_cache_free(s->table_cache);
	profile_summary_free(s->summary);
	load_free(s->loaded);
	cprof_notes_done(&s->notes);
	free(s);
}

/* Putting a report into a file is part of the work: it may be large. */
static void run_report(struct session_job *job, struct cprof_request *request,
		       struct cprof_context *context)
{
	struct session_answer *a = &job->answer;
	struct output to = { a->output, true };
	bool wanted = cprof_report_is_text(a->report) || a->report->viewer != NULL;
	request->pattern = a->report->takes_pattern ? a->pattern : NULL;
	if (cprof_report_run(a->report, request, context, &a->text, &a->length, &a->err) !=
		    CPROF_OK ||
	    (wanted && a->output == NULL))
		return;
	output_report(a->report, a->text, a->length, &to, &a->notes, &a->err);
	free(a->text);
	a->text = NULL;
}

static void run_question(struct session_job *job, struct cprof_context *context)
{
	struct session_answer *a = &job->answer;
	struct cprof_source_plan plan = *job->loaded->plan;
	struct cprof_request request = { job->loaded->profile, &a->query, NULL, &plan };
	plan.map = job->path_map.rule.at;
	plan.maps = job->path_map.rule.count;
	plan.cache = job->sources;
	plan.outside = job->outside;
	if (a->question == SESSION_REPORT)
		run_report(job, &request, context);
	else if (a->question == SESSION_TABLE)
		cprof_table_new(&request, context, &a->table, &a->err);
	else
		a->analysis->run(&request, a->parameters, context, &a->found, &a->err);
}

static void run_job(void *argument, struct cprof_progress *progress)
{
	struct session_job *job = argument;
	struct cprof_context context = { progress, &job->answer.notes, job->graph_cache };
	if (job->forget_sources)
		cprof_source_cache_forget(job->sources);
	if (job->answer.question == SESSION_LOAD)
		load_profile(job->args, job->search, &context, &job->fresh, &job->answer.err);
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
	job->args = &s->args;
	job->search = s->search;
	job->loaded = s->loaded;
	job->graph_cache = s->graph_cache;
	job->sources = s->sources;
	job->forget_sources = s->forget_sources;
	s->forget_sources = false;
	path_map_copy(&job->path_map, &s->path_map);
	job->outside = s->outside;
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

static enum cprof_status check_again(char *const *name, size_t count, struct cprof_error *err)
{
	struct stat info;
	for (size_t i = 0; i < count && err->status == CPROF_OK; i++) {
		if (strcmp(name[i], "-") == 0)
			cprof_error_set(err, CPROF_ERR_UNSUPPORTED,
					"what came through standard input cannot be read again");
		else if (stat(name[i], &info) == 0 && !S_ISREG(info.st_mode))
			cprof_error_set(err, CPROF_ERR_UNSUPPORTED,
					"%s is no file that can be read again", name[i]);
	}
	return err->status;
}

enum cprof_status session_check_again(const struct session *s, struct cprof_error *err)
{
	const struct texts *bases = args_bases(&s->args);
	check_again(s->args.input, s->args.inputs, err);
	return check_again(bases->at, bases->count, err);
}

void session_normalize(struct session *s, bool normalize)
{
	s->args.flags.normalize = normalize;
}

unsigned session_ask_table(struct session *s, const struct cprof_query *query)
{
	struct session_job *job = new_job(s, SESSION_TABLE, query);
	job->answer.table = table_cache_get(s->table_cache, query, &job->answer.notes);
	if (job->answer.table == NULL)
		return submit(s, job);
	*s->ready_end = job;
	s->ready_end = &job->next;
	return job->answer.number;
}

unsigned session_ask_analysis(struct session *s, struct session_tag tag,
			      const struct cprof_analysis *analysis,
			      const struct cprof_query *query, const void *parameters)
{
	struct session_job *job = new_job(s, SESSION_ANALYSIS, query);
	job->answer.tag = tag;
	job->answer.analysis = analysis;
	job->answer.parameters = xmalloc(analysis->parameters);
	cprof_parameters_copy(analysis, job->answer.parameters, parameters);
	return submit(s, job);
}

unsigned session_ask_report(struct session *s, const struct cprof_report *report,
			    const struct cprof_query *query, const char *pattern,
			    const char *output)
{
	struct session_job *job = new_job(s, SESSION_REPORT, query);
	job->answer.report = report;
	if (pattern != NULL)
		job->answer.pattern = xstrdup(pattern);
	if (output != NULL)
		job->answer.output = xstrdup(output);
	return submit(s, job);
}

struct session_answer *session_take(struct session *s)
{
	free_retired(s, false);
	struct session_job *job = take_ready(s);
	if (job != NULL)
		return &job->answer;
	job = jobs_take(s->jobs);
	if (job == NULL)
		return NULL;
	struct session_answer *a = &job->answer;
	s->taken = a->number;
	if (a->question == SESSION_TABLE && a->err.status == CPROF_OK && job->loaded == s->loaded)
		table_cache_put(s->table_cache, &a->query, a->table, &a->notes);
	if (a->question == SESSION_LOAD)
		notes_move(&s->notes, &a->notes);
	if (job->fresh != NULL) {
		use_loaded(s, job->fresh);
		job->fresh = NULL;
	}
	return &job->answer;
}

bool session_read_outside(struct session *s)
{
	bool before = s->outside;
	s->outside = true;
	return !before;
}

struct path_map *session_path_map(struct session *s)
{
	return &s->path_map;
}

void session_forget_sources(struct session *s)
{
	s->forget_sources = true;
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

const struct cprof_progress *session_progress(struct session *s)
{
	return jobs_progress(s->jobs);
}

struct cprof_notes *session_notes(struct session *s)
{
	return &s->notes;
}

const struct args *session_args(const struct session *s)
{
	return &s->args;
}

const struct session_summary *session_summary(const struct session *s)
{
	return s->summary != NULL ? &s->summary->summary : NULL;
}
