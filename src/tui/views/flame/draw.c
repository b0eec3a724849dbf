/* What the flame graph says: on the screen a row of cells for each level; in words; as text.
 *
 * A frame begins with a sign: '|', or '>' at the cursor, '*' for a match, '+' and '-' for how it
 * changed in a diff. Without colours neighbours are plain and reverse in turn; with them a package
 * has a colour of its own. */
#include "tui/views/flame/flame.h"

#include <inttypes.h>
#include <string.h>

#include "base/hash.h"
#include "base/unit.h"
#include "base/utf8.h"

#define NAME_LEAST 24 /* columns of the name in the status line before the numbers get shorter */
#define INDENT_MOST 64 /* levels that stand further to the right in a text */
#define SHARES 4      /* the shortest way to say them */

struct drawing {
	struct ui *ui;
	const struct flame_view *v;
	struct rect area;
	bool signs; /* values have two signs: a diff */
};

/* Where the package of a name ends: behind it stand the type or function. A name may begin with
 * an address, and be followed by a place. */
static size_t package_length(const char *name)
{
	size_t folder = 0, end = strcspn(name, " [(");
	for (size_t i = 0; i < end; i++)
		if (name[i] == '/')
			folder = i + 1;
	return folder;
}

/* A name without the folders of its package. */
static const char *short_name(const char *name)
{
	return name + package_length(name);
}

/* The method or function alone. */
static const char *last_name(const char *name)
{
	const char *last = short_name(name);
	int depth = 0;
	for (const char *p = last; *p != '\0' && *p != ' '; p++) {
		depth += *p == '[' || *p == '(';
		depth -= (*p == ']' || *p == ')') && depth > 0;
		if (*p == '.' && depth == 0 && p[1] != '\0')
			last = p + 1;
	}
	return last;
}

static enum style package_style(const char *name)
{
	const char *base = short_name(name);
	size_t length = (size_t)(base - name) + strcspn(base, ". ");
	return (enum style)(STYLE_FLAME1 + hash_bytes(name, length) % 6);
}

static enum style cell_style(const struct drawing *x, uint32_t number)
{
	const struct cprof_flame *f = x->v->flame;
	const struct cprof_flame_cell *c = &f->cell[number];
	bool colours = x->ui->term->colours >= 8;
	if (number == x->v->cursor)
		return colours ? STYLE_CURSOR : STYLE_FLAME_CURSOR;
	if (flame_matches(x->v, number))
		return STYLE_MATCH;
	if (c->level < f->cell[f->zoom].level)
		return STYLE_DIM;
	if (!colours)
		return (number - f->level[c->level]) % 2 == 1 ? STYLE_FLAME_ODD : STYLE_NORMAL;
	if (x->signs)
		return ui_change_style(x->ui, c->value, c->base);
	return c->merged > 0 || number == CPROF_FLAME_ROOT ? STYLE_NORMAL : package_style(c->name);
}

static char cell_sign(const struct drawing *x, uint32_t number)
{
	const struct cprof_flame_cell *c = &x->v->flame->cell[number];
	if (number == x->v->cursor)
		return '>';
	if (flame_matches(x->v, number))
		return '*';
	if (x->signs && c->value != 0)
		return c->value > 0 ? '+' : '-';
	return c->merged > 0 ? '.' : '|';
}

static void put_value(const struct flame_view *v, bool signs, int64_t value, struct buf *out)
{
	if (signs && value > 0)
		buf_putc(out, '+');
	unit_put(out, &v->flame->unit, value);
}

static int columns_of(const struct drawing *x, const char *text)
{
	return canvas_width(text, strlen(text), x->ui->canvas.ascii);
}

/* Appends the value, and its share of all, as far as both fit into `room`. */
static void put_numbers(const struct drawing *x, const struct cprof_flame_cell *c, int room,
			struct buf *out)
{
	struct buf value = BUF_INIT, share = BUF_INIT;
	buf_putc(&value, ' ');
	put_value(x->v, x->signs, c->value, &value);
	buf_puts(&share, " (");
	unit_percentage_bare(&share, c->value, x->v->flame->total);
	buf_putc(&share, ')');
	room -= columns_of(x, buf_text(out));
	if ((int)value.size <= room)
		buf_puts(out, buf_text(&value));
	if ((int)(value.size + share.size) <= room && c->value != x->v->flame->total)
		buf_puts(out, buf_text(&share));
	buf_done(&value);
	buf_done(&share);
}

/* What a cell says in so many columns. */
static void put_label(const struct drawing *x, uint32_t number, int room, struct buf *out)
{
	const struct cprof_flame_cell *c = &x->v->flame->cell[number];
	if (c->merged > 0) {
		buf_printf(out, ".%" PRIu32, c->merged);
		if ((int)out->size > room)
			buf_clear(out);
		while ((int)out->size < room && out->size < 1)
			buf_putc(out, '.');
		put_numbers(x, c, room, out);
		return;
	}
	const char *name = number == CPROF_FLAME_ROOT ? "all" : short_name(c->name);
	const char *last = number == CPROF_FLAME_ROOT ? name : last_name(c->name);
	if (columns_of(x, name) <= room)
		buf_puts(out, name);
	else if (columns_of(x, last) <= room || room < 8)
		buf_puts(out, last);
	else
		utf8_fit(out, name, strlen(name), (size_t)room,
			 utf8_ellipsis(x->ui->canvas.ascii), x->ui->canvas.ascii);
	put_numbers(x, c, room, out);
}

static void draw_cell(const struct drawing *x, uint32_t number, int row)
{
	const struct cprof_flame_cell *c = &x->v->flame->cell[number];
	struct canvas *canvas = &x->ui->canvas;
	struct buf label = BUF_INIT;
	enum style style = cell_style(x, number);
	int col = x->area.col + (int)c->column, width = (int)c->width;
	put_label(x, number, width - 1, &label);
	char sign[2] = { cell_sign(x, number), '\0' };
	canvas_text(canvas, row, col, 1, 0, style, sign, 1);
	int end = canvas_text(canvas, row, col + 1, width - 1, 0, style, buf_text(&label),
			      label.size);
	/* The cursor covers what the cell says, so that a move costs few bytes. */
	if (style == STYLE_FLAME_ODD)
		canvas_fill(canvas, row, end, col + width - end, style, ' ');
	buf_done(&label);
}

/* The cursor is on the screen, unless the picture was scrolled away from it. */
static void scroll_to_cursor(struct flame_view *v)
{
	uint32_t level = v->flame->cell[v->cursor].level, rows = (uint32_t)v->rows;
	uint32_t most = v->flame->levels > rows ? v->flame->levels - rows : 0;
	if (v->scroll > most)
		v->scroll = most;
	if (v->loose || rows == 0)
		return;
	if (level < v->scroll)
		v->scroll = level;
	if (level >= v->scroll + rows)
		v->scroll = level - rows + 1;
}

bool flame_matches(const struct flame_view *v, uint32_t cell)
{
	const struct cprof_flame_cell *c = &v->flame->cell[cell];
	if (v->list.narrow == NULL)
		return false;
	if (c->merged > 0)
		return v->covered && c->hides;
	return narrow_matches(v->list.narrow, c->name, strlen(c->name));
}

static bool has_signs(const struct ui *ui, const struct flame_view *v)
{
	bool signs = ui->table != NULL && ui->table->diff;
	for (uint32_t i = 0; i < v->flame->cells && !signs; i++)
		signs = v->flame->cell[i].value < 0;
	return signs;
}

void flame_draw(struct ui *ui, struct rect area, bool focused)
{
	struct flame_view *v = ui_state(ui, VIEW_flame);
	(void)focused;
	v->rows = area.rows;
	if (v->columns != 0 && v->columns != area.cols)
		ui->panes.old[VIEW_flame] = true;
	if (flame_is_empty(v) && ui_draw_nothing(ui, &area))
		return;
	if (v->flame == NULL) {
		if (v->why != NULL)
			canvas_puts(&ui->canvas, area.row, area.col + 1, STYLE_DIM, v->why);
		return;
	}
	struct drawing x = { ui, v, area, has_signs(ui, v) };
	scroll_to_cursor(v);
	for (int row = 0; row < area.rows; row++) {
		uint32_t level = v->scroll + (uint32_t)row;
		if (level >= v->flame->levels)
			break;
		for (uint32_t i = v->flame->level[level]; i < v->flame->level[level + 1]; i++)
			draw_cell(&x, i, area.row + row);
	}
}

/* The value and its shares, in words of a length: 0 is the longest, SHARES one share alone. */
static void put_shares(const struct drawing *x, int length, struct buf *out)
{
	const struct cprof_flame *f = x->v->flame;
	const struct cprof_flame_cell *c = flame_cell(x->v);
	const char *of = length == 0 ? " of " : " ";
	if (length < SHARES) {
		put_value(x->v, x->signs, c->value, out);
		buf_puts(out, "  ");
	}
	unit_percentage_bare(out, c->value, f->total);
	if (length == SHARES)
		return;
	buf_printf(out, "%sall", of);
	if (length == 3)
		return;
	if (f->zoom != CPROF_FLAME_ROOT && x->v->cursor != f->zoom) {
		buf_puts(out, "  ");
		unit_percentage_bare(out, c->value, f->cell[f->zoom].value);
		buf_printf(out, "%szoom", of);
	}
	if (x->v->cursor == CPROF_FLAME_ROOT || length == 2)
		return;
	buf_puts(out, "  ");
	unit_percentage_bare(out, c->value, f->cell[c->parent].value);
	buf_printf(out, "%s", length == 0 ? " of its parent" : " parent");
}

void flame_put_name(const struct flame_view *v, struct buf *out)
{
	const struct cprof_flame_cell *c = flame_cell(v);
	if (c->merged > 0)
		buf_printf(out, "%" PRIu32 " frames; Enter opens", c->merged);
	else
		buf_printf(out, "%s%s", v->cursor == CPROF_FLAME_ROOT ? "all" : c->name,
			   c->inlined ? " (inline)" : "");
}

void flame_put_shares(struct ui *ui, const struct flame_view *v, struct buf *out)
{
	struct drawing x = { .ui = ui, .v = v, .signs = has_signs(ui, v) };
	struct buf name = BUF_INIT;
	flame_put_name(v, &name);
	/* The mode and the level stand in front. */
	int room = ui->canvas.cols - 20, wanted = columns_of(&x, buf_text(&name));
	int least = wanted < NAME_LEAST ? wanted : NAME_LEAST;
	for (int length = 0; length <= SHARES; length++) {
		buf_clear(out);
		put_shares(&x, length, out);
		if ((int)out->size + least <= room)
			break;
	}
	buf_done(&name);
}

/* --- Outside of the screen: in words, and as text. --- */

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
		put_value(v, has_signs(ui, v), of, out);
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
	put_value(v, has_signs(ui, v), c->value, out);
	buf_printf(out, ": of the samples whose stacks %s, by this path\n",
		   c->merged > 0 ? "go through these frames" : "go through this frame");
	if (c->base != INT64_MAX)
		ui_put_sides(ui, &f->unit, c->base, c->now, "the same on both sides", out);
	if (c->merged == 0) {
		buf_puts(out, "SELF ");
		put_value(v, has_signs(ui, v), c->self, out);
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
	put_value(v, has_signs(ui, v), c->value, out);
	buf_putc(out, '\t');
	unit_percentage_bare(out, c->value, v->flame->total);
	buf_putc(out, '\t');
	if (c->merged == 0)
		put_value(v, has_signs(ui, v), c->self, out);
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
