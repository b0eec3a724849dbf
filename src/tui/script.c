/* Lines that lead to a place: see script.h. */
#include "config.h"

#include "tui/script.h"

#include <string.h>

#include "app/chips.h"
#include "app/options.h"
#include "tui/verb.h"

/* Appends the options in which two queries differ, as `format` writes a name and its value. */
static void put_options(const struct cprof_query *q, const struct cprof_query *usual, bool filters,
			void (*put)(struct buf *out, const struct option *o, const char *value),
			struct buf *out)
{
	for (const struct option *o = option_records; o->name != NULL; o++) {
		struct buf now = BUF_INIT, then = BUF_INIT;
		if (o->home != OPTION_QUERY && (o->home != OPTION_FILTER || !filters))
			continue;
		options_print(o, q, &now);
		options_print(o, usual, &then);
		if (strcmp(buf_text(&now), buf_text(&then)) != 0)
			put(out, o, strcmp(buf_text(&now), "default") == 0 ? "-1" : buf_text(&now));
		buf_done(&now);
		buf_done(&then);
	}
}

static void put_line(struct buf *out, const struct option *o, const char *value)
{
	buf_printf(out, "%s=%s\n", o->name, strcmp(value, "\"\"") == 0 ? "" : value);
}

void script_here(struct ui *ui, struct buf *out)
{
	const struct shape *shape = ui->temporary ? &ui->lasting : &ui->shape;
	const struct selected *s = &ui->selected;
	struct buf now = BUF_INIT, then = BUF_INIT;
	put_options(&shape->query, &ui->args->query, false, put_line, out);
	chips_print(&shape->query, &now);
	chips_print(&ui->args->query, &then);
	if (strcmp(buf_text(&now), buf_text(&then)) != 0)
		buf_printf(out, now.size > 0 ? "filter %s\n" : "clear\n", buf_text(&now));
	bool by_cum = ui->args->query.sort == CPROF_SORT_CUM;
	if (strcmp(shape->sort->id, by_cum ? "cum" : "flat") != 0)
		buf_printf(out, "sort %s\n", shape->sort->id);
	if (shape->reverse)
		buf_puts(out, "reverse\n");
	if (ui->temporary)
		buf_printf(out, "%s\n", ui->temporary_words);
	if (s->set && *s->where_function != '\0')
		buf_printf(out, "select %s\n", s->where_function);
	if (ui->focus != VIEW_top)
		buf_printf(out, "view %s\n", ui->view[ui->focus]->name);
	if (out->size == 0)
		buf_puts(out, "view top\n");
	buf_done(&now);
	buf_done(&then);
}

/* A word of the user's own shell. */
static void put_quoted(struct buf *out, const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789_-=+,./:@%";
	if (*word != '\0' && strspn(word, plain) == strlen(word)) {
		buf_puts(out, word);
		return;
	}
	buf_putc(out, '\'');
	for (; *word != '\0'; word++) {
		if (*word == '\'')
			buf_puts(out, "'\\''");
		else
			buf_putc(out, *word);
	}
	buf_putc(out, '\'');
}

static void put_flag(struct buf *out, const struct option *o, const char *value)
{
	struct buf flag = BUF_INIT;
	if (o->kind == OPTION_CHOICE)
		buf_printf(&flag, "-%s", value);
	else
		buf_printf(&flag, "-%s=%s", o->name, strcmp(value, "\"\"") == 0 ? "" : value);
	buf_putc(out, ' ');
	put_quoted(out, buf_text(&flag));
	buf_done(&flag);
}

static void put_bases(struct buf *out, const char *flag, const struct texts *bases)
{
	for (size_t i = 0; i < bases->count; i++) {
		struct buf word = BUF_INIT;
		buf_printf(&word, "-%s=%s", flag, bases->at[i]);
		buf_putc(out, ' ');
		put_quoted(out, buf_text(&word));
		buf_done(&word);
	}
}

void script_pprof(struct ui *ui, struct buf *out)
{
	const struct args *args = ui->args;
	const struct view *view = ui_view(ui);
	struct cprof_query usual;
	cprof_query_init(&usual);
	buf_printf(out, "go tool pprof");
	bool lists = view->report != NULL && strcmp(view->report, "list") == 0;
	if (lists && ui->selected.set) {
		struct buf pattern = BUF_INIT;
		buf_puts(&pattern, "-list=");
		narrow_quote(&pattern, ui->selected.where_function);
		buf_putc(out, ' ');
		put_quoted(out, buf_text(&pattern));
		buf_done(&pattern);
	} else {
		buf_puts(out, " -top");
	}
	put_options(&ui->shape.query, &usual, true, put_flag, out);
	put_bases(out, "base", &args->settings.base);
	put_bases(out, "diff_base", &args->settings.diff_base);
	if (args->settings.normalize)
		buf_puts(out, " -normalize");
	for (size_t i = 0; i < args->sources; i++) {
		buf_putc(out, ' ');
		put_quoted(out, args->source[i]);
	}
	if (ui->shape.query.passes > 1)
		buf_puts(out, "  # the last of several passes of filters only");
	cprof_query_done(&usual);
}

/* `select NAME` puts the cursor on a function. */
static enum cprof_status select_run(struct call *call, struct cprof_error *err)
{
	struct ui *ui = call->front;
	const struct session_facts *f = ui->facts;
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
	return n < in->facts->function_count ? in->facts->functions[n] : NULL;
}

const struct command command_verb_select = {
	.name = "select",
	.usage = "FUNCTION",
	.help = "go to the function of that name",
	.least = 1,
	.most = -1,
	.run = select_run,
	.complete = function_name,
};
