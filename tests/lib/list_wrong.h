/* What must never be of a list that was drawn. */
#ifndef TESTS_LIB_LIST_WRONG_H
#define TESTS_LIB_LIST_WRONG_H

#include "tui/widgets/list.h"

/* NULL: nothing is wrong. */
static inline const char *list_wrong(const struct list *l)
{
	if (l->count == 0)
		return NULL;
	if (l->cursor >= l->count)
		return "the cursor is outside the list";
	if (l->rows > 0 && (l->cursor < l->scroll || l->cursor >= l->scroll + l->rows))
		return "the cursor's row is not on the screen";
	if (l->scroll > 0 && l->scroll + l->rows > l->count && l->rows > 0)
		return "empty rows below the last one";
	return NULL;
}

#endif
