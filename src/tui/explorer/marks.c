/* Marks: a letter for where the explorer was, with what was asked there.
 *
 * Upper-case ones are kept in the state folder for the program the profile is of, a line each:
 * fields with tabs between. What the present version does not know (a view, a column, an option) is
 * left at its default. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "app/filter_line.h"
#include "app/cmdline/options.h"
#include "app/config/state.h"
#include "tui/term/key.h"
#include "tui/explorer/action.h"
#include "tui/explorer/script.h"

#define FILE_LINES 1000 /* the oldest marks go first */

static void put_field(struct buf *out, const char *text)
{
	buf_putc(out, '\t');
	for (; text != NULL && *text != '\0'; text++) {
		if (*text == '\\' || *text == '\t' || *text == '\n')
			buf_putc(out, '\\');
		buf_putc(out, *text == '\t' ? 't' : *text == '\n' ? 'n' : *text);
	}
}

static void put_number(struct buf *out, int64_t number)
{
	buf_printf(out, "\t%" PRId64, number);
}

/* The next field as a text the caller frees; "" behind the last. */
static char *next_field(const char **at)
{
	struct buf text = BUF_INIT;
	const char *p = *at;
	for (; *p != '\0' && *p != '\t'; p++) {
		bool escaped = *p == '\\' && p[1] != '\0';
		p += escaped;
		buf_putc(&text, escaped && *p == 't' ? '\t' : escaped && *p == 'n' ? '\n' : *p);
	}
	*at = p + (*p == '\t');
	return buf_take(&text);
}

static int64_t next_number(const char **at)
{
	char *field = next_field(at);
	int64_t number = strtoll(field, NULL, 10);
	free(field);
	return number;
}

static void read_options(char *lines, struct cprof_query *q)
{
	char *rest = lines;
	for (char *line; (line = strsep(&rest, "\n")) != NULL;) {
		struct cprof_error ignored = CPROF_ERROR_INIT;
		char *equals = strchr(line, '=');
		if (equals == NULL)
			continue;
		*equals = '\0';
		const struct option *o = options_find(line);
		if (o != NULL && o->home == OPTION_QUERY)
			options_set(o, q, NULL, equals + 1, &ignored);
		cprof_error_done(&ignored);
	}
}

static void print_mark(const struct ui *ui, const struct mark *mark, struct buf *out)
{
	const struct view_query *asked = &mark->snapshot.asked;
	const struct selected *s = &mark->snapshot.selected;
	struct buf options = BUF_INIT, filters = BUF_INIT;
	script_put_options(&asked->query, &ui->args->query, true, &options);
	filter_line_print(&asked->query, &filters);
	buf_puts(out, ui->summary->program);
	buf_printf(out, "\t%c", mark->letter);
	put_field(out, ui->view[mark->snapshot.main]->name);
	put_field(out, ui->view[mark->snapshot.focus]->name);
	put_field(out, asked->sort->id);
	put_number(out, asked->reverse);
	put_field(out, buf_text(&options));
	put_field(out, buf_text(&filters));
	put_number(out, s->set);
	put_field(out, s->name);
	put_field(out, s->function);
	put_field(out, s->file);
	put_field(out, s->object);
	put_field(out, s->where_function);
	put_field(out, s->where_file);
	put_number(out, s->where_line);
	put_number(out, (int64_t)s->address);
	put_number(out, s->start_line);
	put_number(out, s->line);
	put_number(out, s->column);
	put_number(out, s->exact);
	put_number(out, asked->flame_inverted);
	put_field(out, asked->flame_zoom);
	put_number(out, asked->query.group);
	put_field(out, asked->query.group_label);
	put_field(out, asked->percent_row);
	put_field(out, s->package);
	put_field(out, s->module);
	buf_done(&options);
	buf_done(&filters);
}

static enum view_id next_view(const struct ui *ui, const char **at)
{
	char *name = next_field(at);
	enum view_id found = VIEW_top;
	for (size_t i = 0; i < VIEW_COUNT; i++)
		if (strcmp(ui->view[i]->name, name) == 0 && !ui->view[i]->overlay)
			found = (enum view_id)i;
	free(name);
	return found;
}

/* Replaces a text, where "" is NULL. */
static void next_text(const char **at, char **text)
{
	char *field = next_field(at);
	cprof_query_text(text, field);
	free(field);
}

/* A text of what was selected: NULL if nothing was. */
static char *next_if(bool set, const char **at)
{
	char *field = next_field(at);
	if (set)
		return field;
	free(field);
	return NULL;
}

static void read_view_query(const struct ui *ui, const char **at, struct view_query *asked)
{
	struct cprof_error ignored = CPROF_ERROR_INIT;
	char *sort = next_field(at);
	asked->sort = cprof_column_find(sort);
	/* The mark may be of a diff, and this be none. */
	if (asked->sort == NULL || !ui_has_column(ui, asked->sort))
		asked->sort = cprof_column_find("flat");
	asked->reverse = next_number(at) != 0;
	cprof_query_copy(&asked->query, &ui->args->query);
	char *options = next_field(at), *filters = next_field(at);
	read_options(options, &asked->query);
	filter_line_parse(&asked->query, filters, &ignored);
	cprof_error_done(&ignored);
	free(sort);
	free(options);
	free(filters);
}

static void read_selected(const char **at, struct selected *s)
{
	s->set = next_number(at) != 0;
	s->name = next_if(s->set, at);
	s->function = next_if(s->set, at);
	s->file = next_if(s->set, at);
	s->object = next_if(s->set, at);
	s->where_function = next_if(s->set, at);
	s->where_file = next_if(s->set, at);
	s->where_line = next_number(at);
	s->address = (uint64_t)next_number(at);
	s->start_line = next_number(at);
	s->line = next_number(at);
	s->column = next_number(at);
	s->exact = next_number(at) != 0;
}

/* What later versions put behind the rest; NULL and 0 in older lines. */
static void read_additions(const char **at, struct snapshot *s)
{
	s->asked.flame_inverted = next_number(at) != 0;
	next_text(at, &s->asked.flame_zoom);
	int64_t group = next_number(at);
	bool known = group >= CPROF_BY_PACKAGE && group <= CPROF_BY_LABEL;
	s->asked.query.group = known ? (int)group : 0;
	next_text(at, &s->asked.query.group_label);
	next_text(at, &s->asked.percent_row);
	s->selected.package = next_if(s->selected.set, at);
	s->selected.module = next_if(s->selected.set, at);
}

static bool parse_mark(const struct ui *ui, const char *line, struct mark *mark)
{
	const char *at = line;
	struct snapshot *s = &mark->snapshot;
	char *program = next_field(&at), *letter = next_field(&at);
	bool good = strcmp(program, ui->summary->program) == 0 && *letter >= 'A' &&
		    *letter <= 'Z' && letter[1] == '\0' && *at != '\0';
	*mark = (struct mark){ .letter = *letter, .snapshot.parts = SNAPSHOT_ALL };
	free(program);
	free(letter);
	if (!good)
		return false;
	s->main = next_view(ui, &at);
	s->focus = next_view(ui, &at);
	read_view_query(ui, &at, &s->asked);
	read_selected(&at, &s->selected);
	read_additions(&at, s);
	/* The panes go together: another version may pair them otherwise. */
	if (s->focus != s->main && ui->view[s->main]->companion != s->focus)
		s->focus = s->main;
	return true;
}

bool marks_is_letter(uint32_t key)
{
	return (key >= 'a' && key <= 'z') || (key >= 'A' && key <= 'Z');
}

static bool is_kept(char letter)
{
	return letter >= 'A' && letter <= 'Z';
}

/* NULL: nothing is kept. */
static char *marks_path(const struct ui *ui)
{
	return ui->config->path != NULL ? state_path("marks") : NULL;
}

static size_t find_mark(const struct ui *ui, char letter)
{
	size_t at = 0;
	while (at < ui->past.marks.count && ui->past.marks.at[at].letter != letter)
		at++;
	return at;
}

static int by_letter(const void *a, const void *b)
{
	return ((const struct mark *)a)->letter - ((const struct mark *)b)->letter;
}

/* Takes it over; an older one of its letter goes. */
static void put_mark(struct ui *ui, const struct mark *mark)
{
	size_t at = find_mark(ui, mark->letter);
	if (at < ui->past.marks.count) {
		snapshot_done(&ui->past.marks.at[at].snapshot);
		ui->past.marks.at[at] = *mark;
	} else {
		VEC_PUSH(&ui->past.marks, *mark);
		VEC_SORT(&ui->past.marks, by_letter);
	}
}

void marks_load(struct ui *ui)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	struct buf text = BUF_INIT;
	char *path = marks_path(ui);
	if (path != NULL)
		state_read(path, &text, &err);
	const char *at = buf_text(&text);
	for (char *line; (line = xnextline(&at)) != NULL; free(line)) {
		struct mark mark;
		if (parse_mark(ui, line, &mark))
			put_mark(ui, &mark);
	}
	buf_done(&text);
	free(path);
	cprof_error_done(&err);
}

void marks_done(struct ui *ui)
{
	for (size_t i = 0; i < ui->past.marks.count; i++)
		snapshot_done(&ui->past.marks.at[i].snapshot);
	VEC_DONE(&ui->past.marks);
	snapshot_done(&ui->past.before_mark);
}

/* Appends the lines of the file that are not of this letter, the newest ones. */
static void put_others(const struct ui *ui, const char *text, char letter, struct buf *out)
{
	size_t lines = 0, own = strlen(ui->summary->program);
	for (const char *p = text; *p != '\0'; p++)
		lines += *p == '\n';
	for (const char *p = text; *p != '\0'; p += *p == '\n', lines--) {
		size_t length = strcspn(p, "\n");
		bool same = length > own + 1 && strncmp(p, ui->summary->program, own) == 0 &&
			    p[own] == '\t' && p[own + 1] == letter;
		if (!same && length > 0 && lines < FILE_LINES)
			buf_printf(out, "%.*s\n", (int)length, p);
		p += length;
	}
}

/* Writes the file with this mark, or without the one of its letter. False if it is not kept. */
static bool keep(struct ui *ui, char letter, const struct mark *mark)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	struct buf old = BUF_INIT, text = BUF_INIT;
	char *path = marks_path(ui);
	bool kept = path != NULL && state_read(path, &old, &err) == CPROF_OK;
	if (kept) {
		put_others(ui, buf_text(&old), letter, &text);
		if (mark != NULL) {
			print_mark(ui, mark, &text);
			buf_putc(&text, '\n');
		}
		kept = state_replace(path, buf_text(&text), &err) == CPROF_OK;
	}
	free(path);
	buf_done(&old);
	buf_done(&text);
	cprof_error_done(&err);
	return kept;
}

/* In a view of lines the line at the cursor is meant. */
static void select_line(struct ui *ui, struct snapshot *s)
{
	struct buf at = BUF_INIT;
	ui_describe(ui, ui->panes.focus, PART_POSITION, &at);
	const char *colon = strrchr(buf_text(&at), ':');
	if (colon != NULL && s->selected.set) {
		s->selected.where_line = strtoll(colon + 1, NULL, 10);
		s->selected.exact = true;
	}
	buf_done(&at);
}

static void set_mark(struct ui *ui, char letter)
{
	struct mark mark = { .letter = letter };
	ui_close_overlay(ui);
	snapshot_take(ui, SNAPSHOT_ALL, &mark.snapshot);
	select_line(ui, &mark.snapshot);
	const char *name = ui->selected.set ? ui->selected.name : "this view";
	bool kept = is_kept(letter) && keep(ui, letter, &mark);
	ui_message(ui, "mark %c%s: %s", letter, is_kept(letter) && !kept ? " (for this run)" : "",
		   name);
	put_mark(ui, &mark);
}

/* Goes there, and remembers for '' where that began. */
static void go_to(struct ui *ui, const struct snapshot *mark)
{
	struct snapshot next;
	snapshot_copy(&next, mark);
	ui_push_jump(ui);
	snapshot_done(&ui->past.before_mark);
	snapshot_take(ui, SNAPSHOT_ALL, &ui->past.before_mark);
	select_line(ui, &ui->past.before_mark);
	snapshot_restore(ui, &next);
}

void marks_jump(struct ui *ui, char letter)
{
	size_t at = find_mark(ui, letter);
	if (letter == '\'' && ui->past.before_mark.parts != 0) {
		go_to(ui, &ui->past.before_mark);
		ui_message(ui, "back where the last jump began");
	} else if (letter == '\'') {
		ui_message(ui, "no jump to a mark yet");
	} else if (at == ui->past.marks.count) {
		ui_message(ui, "there is no mark %c; M lists them", letter);
	} else {
		go_to(ui, &ui->past.marks.at[at].snapshot);
		ui_message(ui, "mark %c", letter);
	}
}

void marks_remove(struct ui *ui, size_t n)
{
	char letter = ui->past.marks.at[n].letter;
	if (is_kept(letter))
		keep(ui, letter, NULL);
	snapshot_done(&ui->past.marks.at[n].snapshot);
	ui->past.marks.count--;
	memmove(ui->past.marks.at + n, ui->past.marks.at + n + 1,
		(ui->past.marks.count - n) * sizeof *ui->past.marks.at);
	ui_message(ui, "mark %c is gone", letter);
}

/* Without a letter the next key is it. */
static enum cprof_status with_letter(struct call *call, const char *extra,
				     void (*run)(struct ui *ui, char letter),
				     struct cprof_error *err)
{
	struct ui *ui = call->front;
	if (call->argc == 1) {
		ui->keys.letter_for = call->argv[0][0] == 'm' ? "mark" : "jump";
		ui_redraw(ui);
		return CPROF_OK;
	}
	char letter = call->argv[1][0];
	bool good = call->argv[1][1] == '\0' &&
		    (marks_is_letter((unsigned char)letter) || strchr(extra, letter) != NULL);
	if (!good)
		return cprof_error_set(err, CPROF_ERR_SYNTAX, "a mark is a letter, not %s",
				       call->argv[1]);
	run(ui, letter);
	return CPROF_OK;
}

static enum cprof_status mark_run(struct call *call, struct cprof_error *err)
{
	return with_letter(call, "", set_mark, err);
}

const struct command command_action_mark = {
	.name = "mark",
	.usage = "[LETTER]",
	.help = "mark this place; upper-case letters are kept",
	.most = 1,
	.run = mark_run,
};

static enum cprof_status jump_run(struct call *call, struct cprof_error *err)
{
	return with_letter(call, "'", marks_jump, err);
}

const struct command command_action_jump = {
	.name = "jump",
	.usage = "[LETTER]",
	.help = "go to a mark; ' leads back",
	.most = 1,
	.run = jump_run,
};
