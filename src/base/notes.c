/* Messages that travel with a result: see notes.h. */
#include "base/notes.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/xalloc.h"

static void append(struct cprof_notes *n, char *owned)
{
	if (n == NULL) {
		free(owned);
		return;
	}
	n->text = xreallocarray(n->text, n->count + 1, sizeof *n->text);
	n->text[n->count++] = owned;
}

void notes_add(struct cprof_notes *n, const char *format, ...)
{
	struct buf text = BUF_INIT;
	va_list args;
	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	append(n, buf_take(&text));
}

void notes_copy(struct cprof_notes *to, const struct cprof_notes *from)
{
	for (size_t i = 0; i < from->count; i++)
		notes_add(to, "%s", from->text[i]);
}

void notes_move(struct cprof_notes *to, struct cprof_notes *from)
{
	for (size_t i = 0; i < from->count; i++)
		append(to, from->text[i]);
	from->count = 0;
	cprof_notes_done(from);
}

void cprof_notes_done(struct cprof_notes *n)
{
	for (size_t i = 0; i < n->count; i++)
		free(n->text[i]);
	free(n->text);
	*n = (struct cprof_notes){ NULL, 0 };
}
