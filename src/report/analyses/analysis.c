/* Asks as values: see cprof/analysis.h. */
#include <cprof/analysis.h>

#include <stdlib.h>

#include <cprof/query.h>

#include "base/xalloc.h"

void cprof_ask_copy(struct cprof_ask *to, const struct cprof_ask *from)
{
	*to = *from;
#define ASK_TEXT(name) to->name = from->name != NULL ? xstrdup(from->name) : NULL;
#define ASK_INT(name)
#define ASK_BOOL(name)
#include <cprof/analysis.def>
#undef ASK_TEXT
#undef ASK_INT
#undef ASK_BOOL
}

bool cprof_ask_equal(const struct cprof_ask *a, const struct cprof_ask *b)
{
	bool same = true;
#define ASK_TEXT(name) same = same && cprof_query_same_text(a->name, b->name);
#define ASK_INT(name) same = same && a->name == b->name;
#define ASK_BOOL(name) same = same && a->name == b->name;
#include <cprof/analysis.def>
#undef ASK_TEXT
#undef ASK_INT
#undef ASK_BOOL
	return same;
}

void cprof_ask_done(struct cprof_ask *ask)
{
#define ASK_TEXT(name) free(ask->name);
#define ASK_INT(name)
#define ASK_BOOL(name)
#include <cprof/analysis.def>
#undef ASK_TEXT
#undef ASK_INT
#undef ASK_BOOL
	*ask = (struct cprof_ask){ 0 };
}
