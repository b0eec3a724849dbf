/* One profile being explored: it is loaded and asked on a worker, and answers come back in order.
 *
 * Only the thread that made a session calls these functions. A question is a copy of what the
 * caller has; an answer belongs to the caller. With `threads` 0 everything happens inside the call,
 * so that tests are deterministic. */
#ifndef APP_SESSION_SESSION_H
#define APP_SESSION_SESSION_H

#include <cprof/analysis.h>
#include <cprof/report.h>

#include "base/notes.h"
#include "base/worker.h"
#include "app/cmdline/args.h"
#include "app/session/summary.h"
#include "app/session/path_map.h"

struct session;

enum session_question {
	SESSION_LOAD,     /* the profile */
	SESSION_TABLE,    /* the table of a query */
	SESSION_ANALYSIS, /* what a view asks beside it */
	SESSION_REPORT    /* a report as batch prints it */
};

/* Who asks, and which of its questions it is: numbers of the asker's own that come back with the
 * answer. */
struct session_tag {
	unsigned asker;
	unsigned question;
};

struct session_answer {
	enum session_question question;
	unsigned number;              /* of the question, as session_ask() gave it */
	struct cprof_query query;     /* what was asked */
	struct cprof_table *table;    /* whoever takes it sets NULL, as with `found` */
	struct session_tag tag;       /* of an analysis */
	const struct cprof_analysis *analysis;
	void *parameters;
	void *found; /* what the analysis found */
	const struct cprof_report *report;
	char *pattern;                /* its argument; NULL: none */
	char *text;                   /* the report if it has not been put anywhere, and is one to
				       * read or to be shown by a viewer; owned */
	size_t length;
	char *output;                 /* owned; that file, NULL: none */
	struct cprof_notes notes;
	struct cprof_error err;       /* status CPROF_OK: answered */
};

/* With `search` source is looked for beyond pprof's rule. */
struct session *session_new(const struct args *args, unsigned threads, bool search);
void session_free(struct session *s);

/* Each asks, and returns the question's number. A table that was asked for before may be answered
 * at once: session_take() has it, without a word on session_fd(). */
unsigned session_ask_load(struct session *s, const struct cprof_query *query);
unsigned session_ask_table(struct session *s, const struct cprof_query *query);
unsigned session_ask_analysis(struct session *s, struct session_tag tag,
			      const struct cprof_analysis *analysis,
			      const struct cprof_query *query, const void *parameters);

/* The profile may be loaded again at any time: once the answer is taken, facts and everything asked
 * afterwards are of the new one. After a failure the old one stays. The facts before are valid
 * until the next answer is taken. This says whether it can be: CPROF_ERR_UNSUPPORTED for a pipe. */
enum cprof_status session_check_again(const struct session *s, struct cprof_error *err);

/* Asks for a report; `pattern` is its argument, NULL or "" if it takes none. With `output` the
 * worker writes it to that file. */
unsigned session_ask_report(struct session *s, const struct cprof_report *report,
			    const struct cprof_query *query, const char *pattern,
			    const char *output);

/* The user's rules for finding sources; what they are counts for every question asked
 * afterwards. */
struct path_map *session_path_map(struct session *s);

/* The user allows to read sources outside of the folders they are looked for in, for as long as the
 * session lasts; false if they were allowed already. */
bool session_read_outside(struct session *s);

/* Source files are read anew from the next question on. */
void session_forget_sources(struct session *s);

/* The next load scales the profile to its base, or not; never while one runs. */
void session_normalize(struct session *s, bool normalize);

/* The next answer, or NULL if there is none yet. */
struct session_answer *session_take(struct session *s);
void session_answer_free(struct session_answer *a);

/* Hands over what an analysis found; what it had found before is freed. */
void *session_answer_found(struct session_answer *a, void *before);

/* Stops what runs; its answer has the status CPROF_ERR_CANCELLED. */
void session_cancel(struct session *s);

/* True while some question has no answer taken. */
bool session_busy(struct session *s);

/* Readable when an answer waits; -1 without threads. */
int session_fd(struct session *s);
const struct cprof_progress *session_progress(struct session *s);

/* What loading had to say; the caller may move it away. */
struct cprof_notes *session_notes(struct session *s);

/* The command line it was made with. */
const struct args *session_args(const struct session *s);

/* NULL before the load was answered. */
const struct session_summary *session_summary(const struct session *s);

#endif
