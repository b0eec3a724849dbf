/* A mark as a line of the file that keeps it: fields with tabs between. What the present version
 * does not know (a view, a column, an option) is left at its default. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "app/filter_line.h"
#include "app/cmdline/options.h"
#include "tui/explorer/marks.h"

static void put_field(struct buf *out, const char *text)
{
	buf_putc(out, '\t');
	for (; *text != '\0'; text++) {
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

/* Options in which the query differs from the command line's, as lines. */
static void put_options(struct buf *out, const struct cprof_query *q,
			const struct cprof_query *given)
{
	struct buf lines = BUF_INIT;
	for (const struct option *o = option_records; o->name != NULL; o++) {
		struct buf now = BUF_INIT, then = BUF_INIT;
		if (o->home != OPTION_QUERY)
			continue;
		options_print(o, q, &now);
		options_print(o, given, &then);
		if (strcmp(buf_text(&now), buf_text(&then)) != 0)
			buf_printf(&lines, "%s=%s\n", o->name,
				   strcmp(buf_text(&now), "default") == 0 ? "-1"
				   : strcmp(buf_text(&now), "\"\"") == 0 ? ""
									  : buf_text(&now));
		buf_done(&now);
		buf_done(&then);
	}
	put_field(out, buf_text(&lines));
	buf_done(&lines);
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

/* What rows are and what is 100 %, and where the selected function belongs. */
static void put_rows(struct buf *out, const struct place *p)
{
	const struct view_query *s = &p->view_query;
	put_number(out, s->query.group);
	put_field(out, s->query.group_label != NULL ? s->query.group_label : "");
	put_field(out, s->percent_row != NULL ? s->percent_row : "");
	put_field(out, p->selected.set ? p->selected.package : "");
	put_field(out, p->selected.set ? p->selected.module : "");
}

void marks_print(const struct ui *ui, const struct mark *mark, struct buf *out)
{
	const struct place *p = &mark->place;
	const struct selected *s = &p->selected;
	struct buf chips = BUF_INIT;
	buf_puts(out, ui->summary->program);
	buf_printf(out, "\t%c", mark->letter);
	put_field(out, ui->view[p->main]->name);
	put_field(out, ui->view[p->focus]->name);
	put_field(out, p->view_query.sort->id);
	put_number(out, p->view_query.reverse);
	put_options(out, &p->view_query.query, &ui->args->query);
	filter_line_print(&p->view_query.query, &chips);
	put_field(out, buf_text(&chips));
	put_number(out, s->set);
	put_field(out, s->set ? s->name : "");
	put_field(out, s->set ? s->function : "");
	put_field(out, s->set ? s->file : "");
	put_field(out, s->set ? s->object : "");
	put_field(out, s->set ? s->where_function : "");
	put_field(out, s->set ? s->where_file : "");
	put_number(out, s->where_line);
	put_number(out, (int64_t)s->address);
	put_number(out, s->start_line);
	put_number(out, s->line);
	put_number(out, s->column);
	put_number(out, s->exact);
	put_number(out, p->view_query.flame_inverted);
	put_field(out, p->view_query.flame_zoom != NULL ? p->view_query.flame_zoom : "");
	put_rows(out, p);
	buf_done(&chips);
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

static void read_view_query(const struct ui *ui, const char **at, struct view_query *view_query)
{
	struct cprof_error ignored = CPROF_ERROR_INIT;
	char *sort = next_field(at);
	view_query->sort = cprof_column_find(sort);
	/* The mark may be of a diff, and this be none. */
	if (view_query->sort == NULL || !ui_has_column(ui, view_query->sort))
		view_query->sort = cprof_column_find("flat");
	view_query->reverse = next_number(at) != 0;
	cprof_query_copy(&view_query->query, &ui->args->query);
	char *options = next_field(at), *chips = next_field(at);
	read_options(options, &view_query->query);
	filter_line_parse(&view_query->query, chips, &ignored);
	cprof_error_done(&ignored);
	free(sort);
	free(options);
	free(chips);
}

static void read_selected(const char **at, struct selected *s)
{
	bool set = next_number(at) != 0;
	char **texts[] = { &s->name, &s->function, &s->file, &s->object, &s->where_function,
			   &s->where_file };
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		*texts[i] = next_field(at);
		if (set)
			continue;
		free(*texts[i]);
		*texts[i] = NULL;
	}
	s->set = set;
	s->where_line = next_number(at);
	s->address = (uint64_t)next_number(at);
	s->start_line = next_number(at);
	s->line = next_number(at);
	s->column = next_number(at);
	s->exact = next_number(at) != 0;
}

static void read_rows(const char **at, struct place *p)
{
	int64_t group = next_number(at);
	char *label = next_field(at), *row = next_field(at);
	bool known = group >= CPROF_BY_PACKAGE && group <= CPROF_BY_LABEL;
	p->view_query.query.group = known ? (int)group : 0;
	cprof_query_text(&p->view_query.query.group_label, label);
	cprof_query_text(&p->view_query.percent_row, row);
	free(label);
	free(row);
	char *package = next_field(at), *module = next_field(at);
	if (p->selected.set) {
		p->selected.package = package;
		p->selected.module = module;
	} else {
		free(package);
		free(module);
	}
}

bool marks_parse(const struct ui *ui, const char *line, struct mark *mark)
{
	const char *at = line;
	char *program = next_field(&at);
	bool own = strcmp(program, ui->summary->program) == 0;
	free(program);
	char *letter = next_field(&at);
	*mark = (struct mark){ .letter = *letter };
	bool kept = *letter >= 'A' && *letter <= 'Z' && letter[1] == '\0' && *at != '\0';
	free(letter);
	if (!own || !kept)
		return false;
	mark->place.main = next_view(ui, &at);
	mark->place.focus = next_view(ui, &at);
	read_view_query(ui, &at, &mark->place.view_query);
	read_selected(&at, &mark->place.selected);
	mark->place.view_query.flame_inverted = next_number(&at) != 0;
	char *zoom = next_field(&at);
	mark->place.view_query.flame_zoom = *zoom != '\0' ? xstrdup(zoom) : NULL;
	free(zoom);
	read_rows(&at, &mark->place);
	/* The panes go together: another version may pair them otherwise. */
	if (mark->place.focus != mark->place.main &&
	    ui->view[mark->place.main]->companion != mark->place.focus)
		mark->place.focus = mark->place.main;
	return true;
}
