/* The flame graph outside the screen: the frame at the cursor in words, and all frames as text. */
#include <inttypes.h>
#include <string.h>

#include "base/unit.h"
#include "tui/views/flame/flame.h"

#define INDENT_MOST 64 /* levels that stand further to the right in a text */

static void put_value(const struct ui *ui, const struct flame_view *v, int64_t value,
		      struct buf *out)
{
	flame_put_value(v, flame_has_signs(ui, v), value, out);
}

static void put_share(const struct ui *ui, const struct flame_view *v, const char *what,
		      int64_t value, int64_t of, struct buf *out)
{
	buf_printf(out, "%s ", what);
	unit_percentage_bare(out, value, of);
	buf_puts(out, ": that value as a share of ");
	/* The total of a diff is no change. */
	if (of == v->flame->total)
		unit_put(out, &v->flame->unit, of);
	else
		put_value(ui, v, of, out);
	buf_putc(out, '\n');
}

void flame_describe(struct ui *ui, enum part part, struct buf *out)
{
	const struct flame_view *v = ui_state(ui, VIEW_flame);
	const struct cprof_flame_cell *c = flame_cell(v);
	const struct cprof_flame *f = v->flame;
	if (c == NULL || part != PART_EXPLANATION)
		return;
	buf_puts(out, "VALUE ");
	put_value(ui, v, c->value, out);
	buf_printf(out, ": of the samples whose stacks %s, by this path\n",
		   c->merged > 0 ? "go through these frames" : "go through this frame");
	if (c->base != INT64_MAX)
		ui_put_sides(ui, &f->unit, c->base, c->now, "the same on both sides", out);
	if (c->merged == 0) {
		buf_puts(out, "SELF ");
		put_value(ui, v, c->self, out);
		buf_puts(out, ": of those that end here\n");
	}
	put_share(ui, v, "OF ALL", c->value, f->total, out);
	if (f->zoom != CPROF_FLAME_ROOT && v->cursor != f->zoom)
		put_share(ui, v, "OF ZOOM", c->value, f->cell[f->zoom].value, out);
	if (v->cursor != CPROF_FLAME_ROOT)
		put_share(ui, v, "OF PARENT", c->value, f->cell[c->parent].value, out);
	if (c->inlined)
		buf_puts(out, "(inline): compiled into its caller, wherever it stands "
			      "for a call\n");
	if (c->merged > 0)
		buf_printf(out, "%" PRIu32 " frames, each too narrow to be drawn\n", c->merged);
	else
		buf_printf(out, "%s\n", v->cursor == CPROF_FLAME_ROOT ? "all" : c->name);
}

/* The cell behind this one when each is followed by its children; the root: there is none. */
static uint32_t next_cell(const struct cprof_flame *f, uint32_t at)
{
	if (f->cell[at].children > 0)
		return f->cell[at].first;
	while (at != CPROF_FLAME_ROOT) {
		const struct cprof_flame_cell *parent = &f->cell[f->cell[at].parent];
		if (at + 1 < parent->first + parent->children)
			return at + 1;
		at = f->cell[at].parent;
	}
	return CPROF_FLAME_ROOT;
}

static void put_row(const struct ui *ui, const struct flame_view *v, uint32_t at,
		    enum print_form form, struct buf *out)
{
	const struct cprof_flame_cell *c = &v->flame->cell[at];
	put_value(ui, v, c->value, out);
	buf_putc(out, '\t');
	unit_percentage_bare(out, c->value, v->flame->total);
	buf_putc(out, '\t');
	if (c->merged == 0)
		put_value(ui, v, c->self, out);
	buf_printf(out, "\t%" PRIu32 "\t", c->level);
	size_t start = out->size;
	if (form == PRINT_TEXT)
		buf_pad(out, ' ', c->level < INDENT_MOST ? c->level : INDENT_MOST);
	if (c->merged > 0)
		buf_printf(out, "(%" PRIu32 " narrower frames)", c->merged);
	else
		buf_printf(out, "%s%s", at == CPROF_FLAME_ROOT ? "all" : c->name,
			   c->inlined ? " (inline)" : "");
	ui_clean_cell(out, start);
	buf_putc(out, '\n');
}

/* The frames that are drawn, each above those it calls. */
enum printed flame_print(struct ui *ui, enum print_form form, struct buf *out)
{
	const struct flame_view *v = ui_state(ui, VIEW_flame);
	uint32_t at = CPROF_FLAME_ROOT;
	if (v->flame == NULL || form == PRINT_FOLDED)
		return PRINT_NO_FORM;
	buf_puts(out, "value\tof all\tself\tlevel\tframe\n");
	do {
		put_row(ui, v, at, form, out);
		at = next_cell(v->flame, at);
	} while (at != CPROF_FLAME_ROOT);
	return PRINTED_CELLS;
}
