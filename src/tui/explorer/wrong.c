/* What must never be while nothing waits to be drawn: asked by tests after every event. */
#include "tui/explorer/ui.h"

const char *view_cursor_wrong(size_t count, size_t rows, size_t cursor, size_t scroll)
{
	const struct list l = { .count = count, .rows = rows, .cursor = cursor, .scroll = scroll };
	return list_wrong(&l);
}
