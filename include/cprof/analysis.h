/* What a view asks beside tables and reports.
 *
 * An analysis is a record: a function that answers, and one that frees the answer. Its header says
 * what it reads of the ask and what it finds. What it finds stands alone. */
#ifndef CPROF_ANALYSIS_H
#define CPROF_ANALYSIS_H

#include <stdbool.h>
#include <stdint.h>

#include <cprof/error.h>

struct cprof_request;
struct run_context;

/* Texts are owned; an ask of zeros asks for everything. */
struct cprof_ask {
#define ASK_TEXT(name) char *name;
#define ASK_INT(name) int64_t name;
#define ASK_BOOL(name) bool name;
#include <cprof/analysis.def>
#undef ASK_TEXT
#undef ASK_INT
#undef ASK_BOOL
};

struct cprof_analysis {
	const char *name;
	/* On failure nothing is in *found. CPROF_ERR_NOTFOUND: what the ask names is not left. */
	enum cprof_status (*run)(const struct cprof_request *request, const struct cprof_ask *ask,
				 struct run_context *context, void **found,
				 struct cprof_error *err);
	void (*free)(void *found); /* legal on NULL */
};

/* A deep copy; `to` must not be initialised. */
void cprof_ask_copy(struct cprof_ask *to, const struct cprof_ask *from);
bool cprof_ask_equal(const struct cprof_ask *a, const struct cprof_ask *b);
void cprof_ask_done(struct cprof_ask *ask);

#endif
