/* A mark as a line of the file that keeps it: fields with tabs between. What the present version
 * does not know (a view, a column, an option) is left at its default. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "app/filter_line.h"
#include "app/cmdline/options.h"
#include "tui/explorer/marks.h"
#include "tui/explorer/script.h"

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

void marks_print(const struct ui *ui, const struct mark *mark, struct buf *out)
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

bool marks_parse(const struct ui *ui, const char *line, struct mark *mark)
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
