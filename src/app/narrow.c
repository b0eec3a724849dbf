/* Narrowing a list by a pattern: see narrow.h. */
#include "app/narrow.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "query/regex/rx.h"

struct narrow {
	struct rx *rx;
};

enum cprof_status narrow_new(const char *pattern, struct narrow **narrow, struct cprof_error *err)
{
	static const char lead[] = "error parsing regexp: ";
	struct rx *rx;
	size_t offset = 0;
	if (rx_compile_smart(pattern, &rx, &offset, err) != CPROF_OK) {
		const char *text = err->text;
		if (strncmp(text, lead, sizeof lead - 1) == 0)
			text += sizeof lead - 1;
		char *why = xstrndup(text, strcspn(text, ":"));
		cprof_error_set(err, CPROF_ERR_SYNTAX, "%s at %zu", why, offset + 1);
		free(why);
		return err->status;
	}
	*narrow = xcalloc(1, sizeof **narrow);
	(*narrow)->rx = rx;
	return CPROF_OK;
}

bool narrow_matches(const struct narrow *n, const char *text, size_t length)
{
	size_t start, end;
	return rx_find(n->rx, text, length, 0, &start, &end);
}

size_t narrow_rows(const struct narrow *n, const struct cprof_table *t, uint32_t *rows)
{
	size_t count = 0;
	rx_round(n->rx, true);
	for (size_t i = 0; i < t->count; i++) {
		const char *name = t->row[t->order[i]].name;
		if (narrow_matches(n, name, strlen(name)))
			rows[count++] = (uint32_t)i;
	}
	rx_round(n->rx, false);
	return count;
}

bool narrow_find(const struct narrow *n, const char *text, size_t length, size_t from,
		 size_t *start, size_t *end)
{
	return rx_find(n->rx, text, length, from, start, end);
}

bool narrow_gave_up(const struct narrow *n)
{
	return rx_gave_up(n->rx);
}

const char *narrow_pattern(const struct narrow *n)
{
	return rx_pattern(n->rx);
}

void narrow_free(struct narrow *n)
{
	if (n == NULL)
		return;
	rx_free(n->rx);
	free(n);
}

void narrow_quote(struct buf *out, const char *name)
{
	buf_putc(out, '^');
	rx_quote(out, name);
	buf_putc(out, '$');
}
