/* docgen: prints the tables of the manual page as mdoc, from the records the program itself uses.
 *
 * `docgen NAME` prints one table, `docgen` alone the names of all of them. Built for the tests
 * only: tests/man compares what it says with what the page holds, `make docs` puts it there. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/io.h"
#include "app/cmdline/args.h"
#include "app/shell/command.h"
#include "app/config/settings.h"
#include "tui/input/keymap.h"
#include "tui/tui.h"

/* Text that mdoc shall not take for anything else. */
static void put_text(struct buf *out, const char *text)
{
	if (*text == '.' || *text == '\'')
		buf_puts(out, "\\&");
	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '\\')
			buf_puts(out, "\\e");
		else if (*p == '"')
			buf_puts(out, "\\(dq");
		else if (*p == '^')
			buf_puts(out, "\\(ha");
		else if (*p == '~')
			buf_puts(out, "\\(ti");
		else
			buf_putc(out, *p);
	}
}

/* The help of a record as a sentence on a line of its own. */
static void put_help(struct buf *out, const char *help)
{
	struct buf sentence = BUF_INIT;
	buf_puts(&sentence, help);
	if (sentence.size > 0 && *help >= 'a' && *help <= 'z')
		sentence.data[0] = (char)(*help - 'a' + 'A');
	put_text(out, buf_text(&sentence));
	buf_puts(out, ".\n");
	buf_done(&sentence);
}

/* Words of a macro's line: a delimiter and what looks like a macro must stand for themselves. */
static void put_words(struct buf *out, const char *text)
{
	for (const char *p = text; *(p += strspn(p, " ")) != '\0'; p += strcspn(p, " ")) {
		char word[64];
		size_t length = strcspn(p, " ");
		bool delimiter = length == 1 && strchr("()[].,:;?!|", *p) != NULL;
		bool macro = length == 2 && *p >= 'A' && *p <= 'Z';
		snprintf(word, sizeof word, "%.*s", (int)length, p);
		buf_puts(out, delimiter || macro ? " \\&" : " ");
		put_text(out, word);
	}
}

static void begin_list(struct buf *out, const char *width)
{
	buf_printf(out, ".Bl -tag -width \"%s\" -compact\n", width);
}

static const char end_list[] = ".El\n";

/* ".It Fl name", with "= value" behind it unless value is "". */
static void put_flag(struct buf *out, const char *name, const char *value)
{
	buf_puts(out, ".It Fl");
	put_words(out, name);
	if (*value != '\0')
		buf_printf(out, " Ns = Ns Ar %s", value);
	buf_putc(out, '\n');
}

static void print_reports(struct buf *out)
{
	begin_list(out, "relative_percentages");
	for (size_t i = 0; cprof_reports[i] != NULL; i++) {
		const struct cprof_report *r = cprof_reports[i];
		if (r->run == NULL)
			continue;
		put_flag(out, r->name, r->takes_pattern ? "regexp" : "");
		put_help(out, r->help);
	}
	buf_puts(out, end_list);
}

static void print_types(struct buf *out)
{
	begin_list(out, "relative_percentages");
	for (const struct type_flag *t = type_flags; t->name != NULL; t++) {
		put_flag(out, t->name, "");
		put_help(out, t->help);
		if (strcmp(t->name, t->type) != 0)
			buf_printf(out, "The sample type is\n.Cm %s .\n", t->type);
		if (t->mean)
			buf_puts(out, "Values are divided by those of the first type.\n");
	}
	buf_puts(out, end_list);
}

static const char *value_name(const struct option *o)
{
	static const char *const names[] = {
		[OPTION_BOOL] = "",     [OPTION_INT] = "integer", [OPTION_FLOAT] = "number",
		[OPTION_TEXT] = "text", [OPTION_CHOICE] = "",     [OPTION_SIZE] = "integer",
		[OPTION_TEXTS] = "text",
	};
	if (o->home == OPTION_FILTER)
		return o->offset == CPROF_TAGFOCUS || o->offset == CPROF_TAGIGNORE ? "labels"
										   : "regexp";
	return names[o->kind];
}

/* The default of an option; nothing for a text and a switch that are not set. */
static void put_default(struct buf *out, const struct option *o, const struct cprof_query *q,
			const struct flags *s)
{
	struct buf value = BUF_INIT;
	if (o->kind == OPTION_SIZE)
		buf_printf(&value, "%" PRIu64,
			   *(const uint64_t *)(const void *)((const char *)s + o->offset));
	else if (o->home == OPTION_QUERY)
		options_print(o, q, &value);
	if (value.size > 0 && strcmp(buf_text(&value), "false") != 0 &&
	    strcmp(buf_text(&value), "\"\"") != 0)
		buf_printf(out, "Default: %s.\n", buf_text(&value));
	buf_done(&value);
}

static void put_option(struct buf *out, const struct option *o, const struct cprof_query *q,
		       const struct flags *s)
{
	if (o->kind != OPTION_CHOICE)
		put_flag(out, o->name, value_name(o));
	for (size_t i = 0; o->choices != NULL && o->choices[i] != NULL; i++)
		buf_printf(out, "%s %s", i == 0 ? ".It Fl" : " | Fl", o->choices[i]);
	if (o->kind == OPTION_CHOICE)
		buf_putc(out, '\n');
	put_help(out, o->help);
	if (o->kind == OPTION_CHOICE)
		buf_printf(out, "The option is\n.Cm %s .\n", o->name);
	put_default(out, o, q, s);
}

/* Options of one kind: those of the query, or those of the command line alone. */
static void put_options(struct buf *out, bool program)
{
	struct cprof_query q;
	struct flags s;
	cprof_query_init(&q);
	flags_init(&s);
	begin_list(out, "relative_percentages");
	for (const struct option *o = option_records; o->name != NULL; o++)
		if (options_offered(o) && (o->home == OPTION_PROGRAM) == program)
			put_option(out, o, &q, &s);
	buf_puts(out, end_list);
	cprof_query_done(&q);
	flags_done(&s);
}

static void print_options(struct buf *out)
{
	put_options(out, false);
}

static void print_flags(struct buf *out)
{
	put_options(out, true);
}

/* A setting with what it may be and what it is to begin with. */
static void put_setting(struct buf *out, const struct setting *r)
{
	struct settings usual;
	struct buf value = BUF_INIT;
	buf_printf(out, ".It Cm %s", r->name);
	if (r->choices != NULL)
		for (const char *p = r->choices; *p != '\0'; p += strcspn(p, " "), p += *p == ' ')
			buf_printf(out, "%s%.*s", p == r->choices ? " Ns = Ns Cm " : " | ",
				   (int)strcspn(p, " "), p);
	else
		buf_printf(out, " Ns = Ns %s",
			   r->kind == SETTING_BOOL  ? "Cm true | false"
			   : r->kind == SETTING_INT ? "Ar number"
						    : "Ar text");
	buf_putc(out, '\n');
	put_help(out, r->help);
	settings_init(&usual);
	setting_print(r, &usual, &value);
	if (r->choices == NULL && value.size > 0)
		buf_printf(out, "Default: %s.\n", buf_text(&value));
	buf_done(&value);
	settings_done(&usual);
}

static void print_settings(struct buf *out)
{
	begin_list(out, "clipboard");
	for (const struct setting *r = setting_records; r->name != NULL; r++)
		put_setting(out, r);
	buf_puts(out, end_list);
}

static void print_columns(struct buf *out)
{
	begin_list(out, "function");
	for (size_t i = 0; cprof_columns[i].id != NULL; i++) {
		buf_puts(out, ".It Cm");
		put_words(out, cprof_columns[i].id);
		buf_putc(out, '\n');
		put_help(out, cprof_columns[i].help);
	}
	buf_puts(out, end_list);
}

static void print_views(struct buf *out)
{
	begin_list(out, "function");
	for (size_t i = 0; i < VIEW_COUNT; i++) {
		buf_printf(out, ".It Cm %s\n", view_list[i]->name);
		put_help(out, view_list[i]->help);
	}
	buf_puts(out, end_list);
}

/* A binding, with the other keys of its command, which follow it in the list. */
static void put_binding(struct buf *out, const struct key_binding *b)
{
	buf_puts(out, ".It Ic");
	put_words(out, b->key);
	for (const struct key_binding *more = b + 1; more->key != NULL; more++) {
		if (*more->help != '\0' || strcmp(more->command, b->command) != 0)
			break;
		buf_puts(out, " ,");
		put_words(out, more->key);
	}
	buf_putc(out, '\n');
	put_help(out, b->help);
}

static void print_keys(struct buf *out)
{
	for (int context = 0; context < KEYS_CONTEXTS; context++) {
		bool any = false;
		for (const struct key_binding *b = key_bindings; b->key != NULL; b++) {
			if ((int)b->context != context || *b->help == '\0')
				continue;
			if (!any) {
				buf_printf(out, ".Ss Keys: %s\n", keymap_context_name(b->context));
				begin_list(out, "Space, PgDn, Ctrl-F");
			}
			any = true;
			put_binding(out, b);
		}
		if (any)
			buf_puts(out, end_list);
	}
}

static void put_commands(struct buf *out, const struct command *const *list)
{
	begin_list(out, "show-from-row");
	for (size_t i = 0; list[i] != NULL; i++) {
		buf_puts(out, ".It Ic");
		put_words(out, list[i]->name);
		buf_puts(out, *list[i]->usage != '\0' ? " Ar" : "");
		put_words(out, list[i]->usage);
		buf_putc(out, '\n');
		put_help(out, list[i]->help);
	}
	buf_puts(out, end_list);
}

static void print_commands(struct buf *out)
{
	put_commands(out, command_list);
}

static void print_actions(struct buf *out)
{
	put_commands(out, action_list);
}

/* pprof's reports and options that are known and refused. */
static void print_later(struct buf *out)
{
	static const char usual[] = "not built yet";
	begin_list(out, "relative_percentages");
	for (size_t i = 0; cprof_reports[i] != NULL; i++) {
		if (cprof_reports[i]->run != NULL)
			continue;
		put_flag(out, cprof_reports[i]->name, "");
		put_help(out, cprof_reports[i]->help);
	}
	for (const struct option *o = option_records; o->name != NULL; o++) {
		if (o->home != OPTION_PENDING)
			continue;
		put_flag(out, o->name, "");
		put_help(out, o->help);
		if (strncmp(o->instead, usual, sizeof usual - 1) != 0)
			put_help(out, o->instead);
	}
	buf_puts(out, end_list);
}

#define TABLE(id) { #id, print_##id }
static const struct table {
	const char *name;
	void (*print)(struct buf *out);
} tables[] = {
	TABLE(reports), TABLE(types), TABLE(options),  TABLE(flags),
	TABLE(columns), TABLE(views), TABLE(keys),     TABLE(commands),
	TABLE(actions), TABLE(later), TABLE(settings),
};

int main(int argc, char *argv[])
{
	struct buf out = BUF_INIT;
	for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
		if (argc < 2)
			buf_printf(&out, "%s\n", tables[i].name);
		else if (strcmp(argv[1], tables[i].name) == 0)
			tables[i].print(&out);
	}
	bool known = out.size > 0;
	bool written = io_write_all(STDOUT_FILENO, buf_text(&out), out.size) == 0;
	buf_done(&out);
	return known && written ? 0 : 1;
}
