/* Texts and attributes of graphviz's language. */
#ifndef REPORT_REPORTS_DOT_TEXT_H
#define REPORT_REPORTS_DOT_TEXT_H

#include "query/graph/graph.h"

/* Appends a text as it stands between quotes. */
void dot_escape(struct buf *out, const char *text, size_t length);

/* Controls and bytes that are no UTF-8, which names may have, become visible. */
void dot_clean(struct buf *text);

/* Appends the name of a node as a label of several lines, each with "\n" behind it. */
void dot_name(struct buf *out, const struct graph *g, const struct node *n);

/* Appends the colour of a share of the total, from green (-1) over grey to red (1): for lines and
 * texts, or what stands behind them. */
void dot_color(struct buf *out, double score, bool background);

#endif
