/* What stands in the source pane: how it is asked for, and the rows it becomes: lines, what was
 * inlined into them, and what there is to say. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <cprof/source.h>

#include "base/unit.h"
#include "base/xalloc.h"
#include "tui/views/source/source.h"

#define TRIED_WIDTH 52 /* reasons stand in a column behind paths up to this width */

void source_drop_rows(struct source *s)
{
	for (size_t i = 0; i < s->row.count; i++)
		free(s->row.at[i].text);
	s->list.count = s->row.count = 0;
}

static void add_note(struct source *s, size_t routine, char *owned)
{
	VEC_PUSH(&s->row, (struct source_row){ SOURCE_NOTE, routine, 0, 0, owned });
}

/* Missing source is said; the costed lines follow without text, so that a small pane shows them,
 * then every path that was tried. */
static void add_missing(struct source *s, size_t routine)
{
	const struct cprof_routine *r = &s->listing->routine[routine];
	struct buf prefix = BUF_INIT;
	if (*r->file == '\0') {
		add_note(s, routine, xstrdup("The profile has no source information for it."));
		return;
	}
	if (r->outside != NULL) {
		add_note(s, routine,
			 xasprintf("Outside of your folders: %s. Show it?", r->outside));
		add_note(s, routine,
			 xstrdup("P shows it, and any other file that the profile names."));
		return;
	}
	path_map_guess(r->file, r->name, &prefix);
	add_note(s, routine, xasprintf("Source not found: %s. Only line numbers:", r->file));
	add_note(s, routine,
		 xasprintf("p maps %s to a folder that is here; what was tried is below.",
			   prefix.size > 0 ? buf_text(&prefix) : "the path"));
	buf_done(&prefix);
}

static void add_tries(struct source *s, size_t routine)
{
	const struct cprof_routine *r = &s->listing->routine[routine];
	int widest = 0;
	if (*r->file == '\0')
		return;
	add_note(s, routine, xstrdup("Tried, in this order:"));
	for (size_t i = 0; i < r->tries; i++) {
		int width = canvas_width(r->tried[i].path, strlen(r->tried[i].path), false);
		if (width > widest && width <= TRIED_WIDTH)
			widest = width;
	}
	for (size_t i = 0; i < r->tries; i++) {
		const struct cprof_source_try *t = &r->tried[i];
		int width = canvas_width(t->path, strlen(t->path), false);
		add_note(s, routine,
			 xasprintf("  %s%*s  %s", t->path, width < widest ? widest - width : 0, "",
				   t->reason));
	}
}

static void add_line(struct source *s, size_t routine, size_t number)
{
	const struct cprof_source_line *line = &s->listing->routine[routine].line[number];
	VEC_PUSH(&s->row, (struct source_row){ SOURCE_LINE, routine, number, 0, NULL });
	for (size_t i = 0; i < line->inlineds; i++)
		VEC_PUSH(&s->row, (struct source_row){ SOURCE_INLINED, routine, number,
						       line->inlined + i, NULL });
}

/* Line numbers are those of each side's own source: what only the base has stands apart, too. */
static void add_base_lines(struct source *s, size_t routine)
{
	const struct cprof_routine *r = &s->listing->routine[routine];
	bool any = false;
	for (size_t i = 0; i < r->lines; i++) {
		if (r->line[i].base == 0 || r->line[i].now != 0)
			continue;
		if (!any)
			add_note(s, routine,
				 xstrdup("Lines that only the base has, by its own numbers:"));
		any = true;
		struct buf text = BUF_INIT;
		unit_put(&text, &s->listing->unit, r->line[i].base);
		add_note(s, routine, xasprintf("%10s  line %" PRId64, buf_text(&text),
					       r->line[i].number));
		buf_done(&text);
	}
}

void source_make_rows(struct source *s)
{
	source_drop_rows(s);
	for (size_t i = 0; s->listing != NULL && i < s->listing->count; i++) {
		const struct cprof_routine *r = &s->listing->routine[i];
		if (s->pattern != NULL)
			VEC_PUSH(&s->row, (struct source_row){ SOURCE_HEADER, i, 0, 0, NULL });
		if (r->found == NULL)
			add_missing(s, i);
		for (size_t j = 0; j < r->lines; j++)
			add_line(s, i, j);
		if (r->found == NULL)
			add_tries(s, i);
		if (s->listing->diff)
			add_base_lines(s, i);
	}
	s->list.count = s->row.count;
}

void source_ask(struct ui *ui, const struct source *s, const struct cprof_query *query)
{
	struct cprof_query q;
	const struct cprof_source_parameters what = { s->function, s->pattern };
	cprof_query_copy(&q, query);
	q.noinlines |= s->charged;
	ui_ask_analysis(ui, (struct session_tag){ VIEW_source, SOURCE_LISTING },
			&cprof_analysis_source, &q, &what);
	cprof_query_done(&q);
}

void source_again(struct ui *ui)
{
	const struct source *s = ui_state(ui, VIEW_source);
	if (s->pattern != NULL)
		source_ask(ui, s, &s->pinned);
	else if (s->function != NULL)
		source_ask(ui, s, &ui->current.query);
}
