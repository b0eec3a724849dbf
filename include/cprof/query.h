/* A question about a profile: which values, which samples, how grouped, how trimmed, in which unit.
 *
 * A plain struct: a pane, a report, the filter bar and a `:` command all fill one. Text fields are
 * owned by the query and NULL or "" when not given; defaults are pprof's. */
#ifndef CPROF_QUERY_H
#define CPROF_QUERY_H

#include <stdbool.h>
#include <stddef.h>

/* The filters of one pass, in the order reports list them and pprof applies them. Those with TAG go
 * by labels. */
enum cprof_filter {
	CPROF_FOCUS,
	CPROF_IGNORE,
	CPROF_HIDE,
	CPROF_SHOW,
	CPROF_SHOW_FROM,
	CPROF_TAGFOCUS,
	CPROF_TAGIGNORE,
	CPROF_TAGSHOW,
	CPROF_TAGHIDE,
	CPROF_PRUNE_FROM,
	CPROF_FILTERS
};

/* pprof's whole filter set, at most one value per option, evaluated as pprof does. One that is
 * switched off stays listed and does nothing; batch has none. */
struct cprof_pass {
	char *filter[CPROF_FILTERS];
	bool off[CPROF_FILTERS]; /* false where there is no filter */
};

enum cprof_granularity {
	CPROF_BY_FUNCTION,
	CPROF_BY_FILEFUNCTION,
	CPROF_BY_FILE,
	CPROF_BY_LINE,
	CPROF_BY_ADDRESS,
	/* For tables alone, see query.group: pprof has no words for them. */
	CPROF_BY_PACKAGE,
	CPROF_BY_MODULE,
	CPROF_BY_LABEL
};

/* Values a row may have beside the one the query is about: of another sample type, or of a part of
 * the samples. Types are found by their units and names, whatever the profile is of. */
enum cprof_measure {
	CPROF_MEASURE_COUNT, /* how many: the count that belongs to the type (inuse_objects) */
	CPROF_MEASURE_SIZE,  /* how much: the type that belongs to the count (inuse_space) */
	CPROF_MEASURE_INUSE, /* in use now, of the kind of the type: bytes or objects */
	CPROF_MEASURE_ALLOC, /* allocated since start, of that kind */
	CPROF_MEASURE_BASE,  /* the base of a diff, as it was before it was subtracted */
	CPROF_MEASURE_NEW,   /* the other side of it */
	CPROF_MEASURES
};

enum cprof_sort { CPROF_SORT_FLAT, CPROF_SORT_CUM };

struct cprof_query {
	struct cprof_pass *pass; /* each sees what the ones before it left; batch has exactly one */
	size_t passes;           /* at least 1 */
#define QUERY_TEXT(name, initial) char *name;
#define QUERY_BOOL(name, initial) bool name;
#define QUERY_INT(name, initial) int name;
#define QUERY_REAL(name, initial) double name;
#include <cprof/query.def>
#undef QUERY_TEXT
#undef QUERY_BOOL
#undef QUERY_INT
#undef QUERY_REAL
};

/* Fills in the defaults; one empty pass. */
void cprof_query_init(struct cprof_query *q);

/* A deep copy; `to` must not be initialised. */
void cprof_query_copy(struct cprof_query *to, const struct cprof_query *from);

/* True if both ask the same and list the same filters. */
bool cprof_query_equal(const struct cprof_query *a, const struct cprof_query *b);

/* True if both leave the same samples, frames and labels. */
bool cprof_query_selects_same(const struct cprof_query *a, const struct cprof_query *b);

/* True if both start from the same frames, before any pass. */
bool cprof_query_starts_same(const struct cprof_query *a, const struct cprof_query *b);

/* Replaces a text field; NULL and "" both clear it. */
void cprof_query_text(char **field, const char *text);

/* The unit that values are printed in: "minimum", "auto", one by name; "" is the base unit of each
 * value's family. */
static inline const char *cprof_query_unit(const struct cprof_query *q)
{
	return q->unit != NULL ? q->unit : "";
}

/* True if both texts are the same; NULL is "". */
bool cprof_query_same_text(const char *a, const char *b);

/* Appends an empty pass and returns it. */
struct cprof_pass *cprof_query_add_pass(struct cprof_query *q);

/* Takes a pass out; the last one is emptied instead. */
void cprof_query_drop_pass(struct cprof_query *q, size_t pass);

/* Sets a filter and switches it on; NULL and "" take it off the list. */
void cprof_pass_set(struct cprof_pass *pass, enum cprof_filter f, const char *pattern);

/* The filter as far as it counts: NULL if there is none or it is switched off. */
static inline const char *cprof_pass_filter(const struct cprof_pass *pass, enum cprof_filter f)
{
	return pass->off[f] ? NULL : pass->filter[f];
}

/* True if some filter counts. */
bool cprof_query_filtered(const struct cprof_query *q);

/* "focus", "ignore", ... */
const char *cprof_filter_name(enum cprof_filter f);
void cprof_query_done(struct cprof_query *q);

#endif
