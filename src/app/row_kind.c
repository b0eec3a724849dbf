/* What rows of a table can stand for: see row_kind.h. */
#include "app/row_kind.h"

#include <string.h>

/* The ones that every profile has. */
static const struct row_kind plain[] = {
	{ "function", "functions", CPROF_BY_FUNCTION, 0 },
	{ "line", "lines of functions", CPROF_BY_LINE, 0 },
	{ "file", "source files", CPROF_BY_FILE, 0 },
	{ "package", "packages; Enter opens one", CPROF_BY_FUNCTION, CPROF_BY_PACKAGE },
	{ "module", "Go modules, std is the standard library; Enter opens one", CPROF_BY_FUNCTION,
	  CPROF_BY_MODULE },
};

#define PLAIN (sizeof plain / sizeof plain[0])

bool rowkind_get(const struct session_summary *summary, size_t n, struct row_kind *kind)
{
	if (n >= rowkind_count(summary))
		return false;
	*kind = n < PLAIN ? plain[n]
			  : (struct row_kind){ .word = summary->labels[n - PLAIN],
					       .help = "values of the label",
					       .group = CPROF_BY_LABEL };
	return true;
}

size_t rowkind_count(const struct session_summary *summary)
{
	return PLAIN + (summary != NULL ? summary->label_count : 0);
}

/* True if the word is the kind's, or more than one of it: "packages". A label has no plural. */
static bool is_named(const struct row_kind *kind, const char *word)
{
	size_t length = strlen(kind->word);
	return strncmp(kind->word, word, length) == 0 &&
	       (word[length] == '\0' ||
		(kind->group != CPROF_BY_LABEL && strcmp(word + length, "s") == 0));
}

enum cprof_status rowkind_find(const struct session_summary *summary, const char *word, size_t *n,
			       struct cprof_error *err)
{
	struct row_kind kind;
	for (*n = 0; rowkind_get(summary, *n, &kind); ++*n)
		if (is_named(&kind, word))
			return CPROF_OK;
	return cprof_error_set(err, CPROF_ERR_SYNTAX,
			       "rows cannot be \"%s\": function, line, file, package, module, or "
			       "the key of a label",
			       word);
}

static bool is_kind(const struct row_kind *kind, const struct cprof_query *q)
{
	if (q->group == CPROF_BY_LABEL && kind->group == CPROF_BY_LABEL)
		return cprof_query_same_text(q->group_label, kind->word);
	return q->group == kind->group && (q->group != 0 || q->granularity == kind->granularity);
}

size_t rowkind_of(const struct session_summary *summary, const struct cprof_query *q)
{
	struct row_kind kind;
	for (size_t n = 0; rowkind_get(summary, n, &kind); n++)
		if (is_kind(&kind, q))
			return n;
	return 0;
}

void rowkind_set(const struct row_kind *kind, struct cprof_query *q)
{
	q->group = kind->group;
	if (q->group == 0)
		q->granularity = kind->granularity;
	cprof_query_text(&q->group_label, q->group == CPROF_BY_LABEL ? kind->word : NULL);
}
