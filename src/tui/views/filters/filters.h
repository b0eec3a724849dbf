/* The filter panel's state: the chip at the cursor, and the ledger. */
#ifndef TUI_VIEWS_FILTERS_FILTERS_H
#define TUI_VIEWS_FILTERS_FILTERS_H

#include <cprof/filter_effects.h>

#include "app/filter_line.h"
#include "tui/explorer/ui.h"

struct filters {
	struct list list;   /* of the chips */
	size_t scroll;      /* lines above the first one shown: rules stand between chips */
	char *at;           /* the chip at the cursor as text, so that it is found again; NULL:
			     * none */
	struct cprof_filter_effects *effects; /* NULL before the first answer */
	struct cprof_query query;    /* what the ledger answers */
	bool answered;               /* `query` is set */
};

/* The filter that left nothing of the present query: its number; false if none did, or it is not
 * known. */
bool filters_emptied(struct ui *ui, size_t *n);

/* empty.c: the filters left nothing of the profile, as far as is known; the rows of a
 * view that say so and which filter it was; Enter there, which switches that one off: false if
 * something is left. */
bool filters_left_nothing(const struct ui *ui);
void filters_draw_nothing(struct ui *ui, const struct rect *area);
bool filters_give_back(struct ui *ui);

/* Puts the cursor on a chip. */
void filters_select(struct ui *ui, size_t n);

/* Switches a chip on or off, and says so. */
void filters_toggle(struct ui *ui, size_t n);

#endif
