/* Lines that lead to where the explorer is: see script.h. */
#include "tui/explorer/script.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "app/filter_line.h"
#include "app/row_kind.h"
#include "app/cmdline/options.h"
#include "app/cmdline/pprof_line.h"
#include "tui/explorer/action.h"

void script_put_options(const struct cprof_query *q, const struct cprof_query *usual, bool sort,
			struct buf *out)
{
	for (const struct option *o = option_records; o->name != NULL; o++) {
		struct buf now = BUF_INIT, then = BUF_INIT;
		if (o->home != OPTION_QUERY || (!sort && strcmp(o->name, "sort") == 0))
			continue;
		options_print(o, q, &now);
		options_print(o, usual, &then);
		const char *value = buf_text(&now);
		if (strcmp(value, buf_text(&then)) != 0)
			buf_printf(out, "%s=%s\n", o->name,
				   strcmp(value, "default") == 0 ? "-1"
				   : strcmp(value, "\"\"") == 0  ? ""
								 : value);
		buf_done(&now);
		buf_done(&then);
	}
}

/* What rows stand for, and which of them is 100 %. */
static void put_rows(const struct ui *ui, const struct view_query *asked, struct buf *out)
{
	struct row_kind kind;
	size_t n = rowkind_of(ui->summary, &asked->query);
	if (asked->query.group != 0 && rowkind_get(ui->summary, n, &kind))
		buf_printf(out, "aggregate %s\n", kind.word);
	if (asked->percent_row != NULL)
		buf_printf(out, "percent %s\n", asked->percent_row);
}

/* A line for each step of the flame graph's zoom. */
static void put_flame(const struct view_query *asked, struct buf *out)
{
	if (asked->flame_inverted)
		buf_puts(out, "turn-over\n");
	const char *at = asked->flame_zoom != NULL ? asked->flame_zoom : "";
	for (char *step; (step = xnextline(&at)) != NULL; free(step))
		buf_printf(out, "zoom-frame %s\n", step);
}

void script_here(struct ui *ui, struct buf *out)
{
	const struct view_query *asked = ui_own_query(ui);
	const struct selected *s = &ui->selected;
	struct buf now = BUF_INIT, then = BUF_INIT;
	script_put_options(&asked->query, &ui->args->query, false, out);
	put_rows(ui, asked, out);
	filter_line_print(&asked->query, &now);
	filter_line_print(&ui->args->query, &then);
	if (strcmp(buf_text(&now), buf_text(&then)) != 0)
		buf_printf(out, now.size > 0 ? "filter %s\n" : "clear\n", buf_text(&now));
	bool by_cum = ui->args->query.sort == CPROF_SORT_CUM;
	if (strcmp(asked->sort->id, by_cum ? "cum" : "flat") != 0)
		buf_printf(out, "sort %s\n", asked->sort->id);
	if (asked->reverse)
		buf_puts(out, "reverse\n");
	put_flame(asked, out);
	if (ui->past.report_words != NULL)
		buf_printf(out, "%s\n", ui->past.report_words);
	if (s->set && *s->where_function != '\0')
		buf_printf(out, "select %s\n", s->where_function);
	if (ui->panes.focus != VIEW_top)
		buf_printf(out, "view %s\n", ui->view[ui->panes.focus]->name);
	if (out->size == 0)
		buf_puts(out, "view top\n");
	buf_done(&now);
	buf_done(&then);
}

/* What reports are ordered by; the explorer sorts tables by more. */
static int report_sort(const struct view_query *asked)
{
	return strcmp(asked->sort->id, "cum") == 0 ? CPROF_SORT_CUM : CPROF_SORT_FLAT;
}

void script_pprof(struct ui *ui, struct buf *out, struct cprof_notes *notes)
{
	const char *name = ui->view[ui->panes.focus]->report;
	const struct cprof_report *report = cprof_report_find(name != NULL ? name : "top");
	struct cprof_query q = ui->current.query; /* borrowed */
	struct buf pattern = BUF_INIT;
	if (report->takes_pattern && ui->selected.set)
		narrow_quote(&pattern, ui->selected.where_function);
	else if (report->takes_pattern)
		report = cprof_report_find("top");
	q.sort = report_sort(&ui->current);
	pprof_line(&q, session_args(ui->session), report, buf_text(&pattern), out, notes);
	buf_done(&pattern);
}

void script_view(struct ui *ui, struct buf *out)
{
	const struct view_query *asked = ui_own_query(ui);
	struct cprof_query usual;
	cprof_query_init(&usual);
	script_put_options(&asked->query, &usual, false, out);
	cprof_query_done(&usual);
	put_rows(ui, asked, out);
	if (filter_line_count(&asked->query) > 0) {
		buf_puts(out, "filter ");
		filter_line_print(&asked->query, out);
		buf_putc(out, '\n');
	}
	buf_printf(out, "sort %s\n%s", asked->sort->id, asked->reverse ? "reverse\n" : "");
	buf_puts(out, "columns ");
	for (size_t i = 0; ui->columns[i] != NULL; i++)
		buf_printf(out, "%s%s", i > 0 ? "," : "", ui->columns[i]->id);
	buf_printf(out, "\nview %s\n", ui->view[ui->panes.main]->name);
}

/* What lines lead to, before any of it is put to use. */
struct script {
	struct ui *ui;
	struct view_query asked;
	struct buf rest; /* lines that are run afterwards */
};

/* True if the line is about this command; *words is what follows. */
static bool is_about(const char *line, const char *command, const char **words)
{
	size_t length = strlen(command);
	if (strncmp(line, command, length) != 0 || (line[length] != '\0' && line[length] != ' '))
		return false;
	*words = line + length + strspn(line + length, " ");
	return true;
}

static enum cprof_status take_option(struct script *s, const char *line, struct cprof_error *err)
{
	struct interpreter in;
	struct reply reply;
	ui_interpreter(s->ui, &in);
	in.query = &s->asked.query;
	in.front_commands = NULL;
	reply_init(&reply, &in);
	if (interpret(&in, line, &reply, err) == CPROF_OK && reply.kind == REPLY_QUERY) {
		struct cprof_query old = s->asked.query;
		s->asked.query = reply.query;
		reply.query = old;
	}
	reply_done(&reply);
	return err->status;
}

static enum cprof_status take_row_kind(struct script *s, const char *word, struct cprof_error *err)
{
	const struct session_summary *summary = s->ui->summary;
	struct row_kind kind;
	size_t n;
	if (rowkind_find(summary, word, &n, err) == CPROF_OK && rowkind_get(summary, n, &kind))
		rowkind_set(&kind, &s->asked.query);
	return err->status;
}

static enum cprof_status take_line(struct script *s, const char *line, struct cprof_error *err)
{
	const char *words;
	if (is_about(line, "filter", &words))
		return filter_line_parse(&s->asked.query, words, err);
	if (is_about(line, "aggregate", &words))
		return take_row_kind(s, words, err);
	if (is_about(line, "reverse", &words)) {
		s->asked.reverse = true;
		return CPROF_OK;
	}
	if (is_about(line, "percent", &words) && *words != '\0') {
		cprof_query_text(&s->asked.percent_row, words);
		return CPROF_OK;
	}
	if (is_about(line, "sort", &words)) {
		s->asked.sort = cprof_column_find(words);
		if (s->asked.sort == NULL || s->asked.sort->key == 0 ||
		    !ui_has_column(s->ui, s->asked.sort))
			return cprof_error_set(err, CPROF_ERR_SYNTAX, "cannot sort by \"%s\"",
					       words);
		s->asked.query.sort = report_sort(&s->asked);
		return CPROF_OK;
	}
	char *name = xstrndup(line, strcspn(line, " ="));
	struct interpreter in;
	ui_interpreter(s->ui, &in);
	bool action = command_find(&in, name) != NULL;
	free(name);
	if (!action)
		return take_option(s, line, err);
	buf_printf(&s->rest, "%s\n", line);
	return CPROF_OK;
}

enum cprof_status script_run(struct ui *ui, const char *lines, struct cprof_error *err)
{
	const struct cprof_query *own = &ui_own_query(ui)->query;
	struct script s = { .ui = ui, .rest = BUF_INIT, .asked.sort = cprof_column_find("flat") };
	char *line;
	cprof_query_init(&s.asked.query);
	/* Where source lies is no part of a view. */
	cprof_query_text(&s.asked.query.source_path, own->source_path);
	cprof_query_text(&s.asked.query.trim_path, own->trim_path);
	for (; err->status == CPROF_OK && (line = xnextline(&lines)) != NULL; free(line))
		if (*line != '\0')
			take_line(&s, line, err);
	if (err->status == CPROF_OK) {
		const char *rest = buf_text(&s.rest);
		ui_change_view_query(ui, &s.asked);
		for (; (line = xnextline(&rest)) != NULL; free(line))
			ui_command(ui, line);
	}
	view_query_done(&s.asked);
	buf_done(&s.rest);
	return err->status;
}

/* Breaks the line between words, as a shell reads on: in quotes a blank is none. */
static void put_broken(const char *line, struct buf *out)
{
	size_t column = 0;
	for (const char *p = line; *p != '\0';) {
		size_t length = 0;
		for (bool inside = false; p[length] != '\0' && (inside || p[length] != ' ');
		     length++)
			inside ^= p[length] == '\'';
		if (column > 0 && column + length + 1 > 74) {
			buf_puts(out, " \\\n   ");
			column = 3;
		}
		buf_printf(out, "%s%.*s", column > 0 ? " " : "", (int)length, p);
		column += length + 1;
		p += length + (p[length] == ' ');
	}
	buf_putc(out, '\n');
}

static enum cprof_status pprof_run(struct call *call, struct cprof_error *err)
{
	struct cprof_notes notes = { NULL, 0 };
	struct buf line = BUF_INIT;
	(void)err;
	script_pprof(call->front, &line, &notes);
	put_broken(buf_text(&line), &call->reply->text);
	buf_done(&line);
	for (size_t i = 0; i < notes.count; i++)
		buf_printf(&call->reply->text, "\n%s.\n", notes.text[i]);
	buf_puts(&call->reply->title, "the same of Go's pprof");
	call->reply->kind = REPLY_PAGE;
	cprof_notes_done(&notes);
	return CPROF_OK;
}

const struct command command_action_pprof = {
	.name = "pprof",
	.usage = "",
	.help = "the command of Go's pprof that shows the same",
	.run = pprof_run,
};

static enum cprof_status script_action_run(struct call *call, struct cprof_error *err)
{
	(void)err;
	script_here(call->front, &call->reply->text);
	buf_puts(&call->reply->title, "the commands that lead here");
	call->reply->kind = REPLY_PAGE;
	return CPROF_OK;
}

const struct command command_action_script = {
	.name = "script",
	.usage = "",
	.help = "the commands that lead here",
	.run = script_action_run,
};

/* `select NAME` puts the cursor on a function. */
static enum cprof_status select_run(struct call *call, struct cprof_error *err)
{
	struct ui *ui = call->front;
	const struct session_summary *f = ui->summary;
	size_t at = 0;
	while (at < f->function_count && strcmp(f->functions[at], call->rest) != 0)
		at++;
	if (at == f->function_count)
		return cprof_error_set(err, CPROF_ERR_NOTFOUND,
				       "the profile has no function \"%s\"", call->rest);
	ui_select_function(ui, VIEW_COUNT, call->rest, "", 0);
	ui_follow(ui);
	return CPROF_OK;
}

static const char *function_name(const struct interpreter *in, size_t n)
{
	return n < in->summary->function_count ? in->summary->functions[n] : NULL;
}

const struct command command_action_select = {
	.name = "select",
	.usage = "FUNCTION",
	.help = "go to the function of that name",
	.least = 1,
	.most = -1,
	.run = select_run,
	.complete = function_name,
};
