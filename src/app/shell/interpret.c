/* One line of the shell language: see command.h. The order is pprof's: shortcuts, assignments,
 * words. Where pprof only says "did you mean: NAME=VALUE", this does it. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/vec.h"
#include "app/filter_line.h"
#include "app/shell/command.h"
#include "app/cmdline/options.h"

void reply_init(struct reply *reply, const struct interpreter *in)
{
	*reply = (struct reply){ .kind = REPLY_DONE };
	cprof_query_text(&reply->output, in->output);
}

void reply_done(struct reply *reply)
{
	buf_done(&reply->message);
	buf_done(&reply->pattern);
	buf_done(&reply->title);
	buf_done(&reply->text);
	free(reply->output);
	cprof_query_done(&reply->query);
}

/* The reply is a query: a copy of the current one, to be changed. */
static void begin_query(struct reply *reply, const struct interpreter *in, enum reply_kind kind)
{
	reply->kind = kind;
	if (reply->query.passes == 0)
		cprof_query_copy(&reply->query, in->query);
}

void reply_show_setting(struct reply *reply, const struct setting *r,
			const struct settings *settings)
{
	buf_printf(&reply->message, "%s=", r->name);
	setting_print(r, settings, &reply->message);
}

enum cprof_status reply_set_setting(struct reply *reply, const struct interpreter *in,
				    const struct setting *r, const char *value,
				    struct cprof_error *err)
{
	/* Two quotes are how an empty text is shown. */
	if (strcmp(value, "\"\"") == 0)
		value = "";
	if (setting_set(r, in->settings, value, err) != CPROF_OK)
		return err->status;
	reply->setting = r;
	reply_show_setting(reply, r, in->settings);
	return CPROF_OK;
}

/* The name of a sample type the word stands for, with what mean must be (-1: as it is). */
static const char *shortcut_type(const struct interpreter *in, const char *word, int *mean)
{
	*mean = -1;
	/* Before the profile is there no type has a name. */
	for (size_t i = 0; in->summary != NULL && i < in->summary->types; i++) {
		const char *name = in->summary->type[i].name;
		if (strcmp(word, name) == 0)
			return name;
		if (strncmp(word, "mean_", 5) == 0 && strcmp(word + 5, name) == 0) {
			*mean = 1;
			return name;
		}
		if (strncmp(word, "total_", 6) == 0 && strcmp(word + 6, name) == 0) {
			*mean = 0;
			return name;
		}
	}
	return NULL;
}

static bool run_shortcut(const struct interpreter *in, const char *line, struct reply *reply)
{
	int mean;
	const char *type = shortcut_type(in, line, &mean);
	if (strcmp(line, ":") == 0) {
		begin_query(reply, in, REPLY_QUERY);
		struct cprof_pass *pass = &reply->query.pass[reply->query.passes - 1];
		static const enum cprof_filter cleared[] = { CPROF_FOCUS, CPROF_IGNORE, CPROF_HIDE,
							     CPROF_TAGFOCUS, CPROF_TAGIGNORE };
		for (size_t i = 0; i < sizeof cleared / sizeof cleared[0]; i++)
			cprof_pass_set(pass, cleared[i], NULL);
		return true;
	}
	if (type == NULL)
		return false;
	begin_query(reply, in, REPLY_QUERY);
	cprof_query_text(&reply->query.sample_index, type);
	if (mean >= 0)
		reply->query.mean = mean == 1;
	return true;
}

/* The name of the type that the word stands for, in pprof's sense; NULL: of none. */
static const char *find_type(const struct session_summary *summary, const char *word)
{
	bool inuse = strncmp(word, "inuse_", 6) == 0;
	for (size_t i = 0; i < summary->types; i++) {
		const char *name = summary->type[i].name;
		if (strcmp(name, word) == 0 || (inuse && strcmp(name, word + 6) == 0))
			return name;
	}
	return NULL;
}

static enum cprof_status no_type(const struct session_summary *summary, const char *word,
				 struct cprof_error *err)
{
	struct buf list = BUF_INIT;
	for (size_t i = 0; i < summary->types; i++)
		buf_printf(&list, "%s%s", i > 0 ? " " : "", summary->type[i].name);
	cprof_error_set(err, CPROF_ERR_SYNTAX, "sample_index \"%s\" must be one of: [%s]", word,
			buf_text(&list));
	buf_done(&list);
	return err->status;
}

/* A sample index, a number or a name, is checked at once and kept as the type's name. */
static enum cprof_status set_type(const struct interpreter *in, struct reply *reply,
				  const char *value, struct cprof_error *err)
{
	const struct session_summary *summary = in->summary;
	const char *name = value;
	int64_t index = 0;
	bool number = number_decimal(&index, value) == NUMBER_OK;
	if (number && (index < 0 || (uint64_t)index >= summary->types))
		return cprof_error_set(err, CPROF_ERR_SYNTAX,
				       "sample_index %s is outside the range [0..%zu]", value,
				       summary->types - 1);
	/* pprof's shell turns what is empty into a name as well, which then finds the first type it
	 * fits. */
	if (*value == '\0' && in->settings == NULL && summary->types > 0)
		name = summary->type[summary->default_type].name;
	else if (*value != '\0')
		name = number ? summary->type[index].name : find_type(summary, value);
	if (name == NULL)
		return no_type(summary, value, err);
	cprof_query_text(&reply->query.sample_index, name);
	return CPROF_OK;
}

/* What pprof's shell takes although it changes nothing there. */
static bool comes_too_late(const struct interpreter *in, const struct option *o)
{
	return in->settings == NULL &&
	       (strcmp(o->name, "normalize") == 0 || strcmp(o->name, "intel_syntax") == 0);
}

/* In the shell a whole number is a decimal one. */
static bool is_refused(const struct option *o, const char *value)
{
	int64_t number;
	return o->kind == OPTION_INT && number_decimal(&number, value) != NUMBER_OK;
}

static enum cprof_status assign(const struct interpreter *in, const struct option *o,
				const char *value, struct reply *reply, struct cprof_error *err)
{
	bool ignored;
	if (comes_too_late(in, o))
		return options_bool(&ignored, value, err);
	if (o->home == OPTION_PROGRAM || o->home == OPTION_IDLE)
		return cprof_error_set(err, CPROF_ERR_SYNTAX, "%s is a flag of the command line",
				       o->name);
	if (o->home == OPTION_PENDING)
		return cprof_error_set(err, CPROF_ERR_UNSUPPORTED, "%s: %s", o->name, o->instead);
	begin_query(reply, in, REPLY_QUERY);
	if (o->home == OPTION_OUTPUT) {
		cprof_query_text(&reply->output, value);
		return CPROF_OK;
	}
	if (strcmp(o->name, "sample_index") == 0)
		return set_type(in, reply, value, err);
	bool refused = is_refused(o, value) ||
		       options_set(o, &reply->query, NULL, value, err) != CPROF_OK;
	if (refused && o->kind != OPTION_BOOL && o->kind != OPTION_CHOICE)
		cprof_error_set(err, CPROF_ERR_SYNTAX, "invalid value \"%s\" for %s", value,
				o->name);
	return err->status;
}

/* "cum=true" takes a choice, in Go's words for true; to take it back another one is needed. */
static void assign_choice(const struct interpreter *in, const struct option *group,
			  const char *choice, const char *value, struct reply *reply,
			  struct cprof_error *err)
{
	bool yes = false;
	if (options_bool(&yes, value, err) != CPROF_OK)
		return;
	if (yes && options_is_bool(value))
		assign(in, group, choice, reply, err);
	else
		cprof_error_set(err, CPROF_ERR_SYNTAX, "%s=%s: use %s=%s or another of its choices",
				choice, value, group->name, choice);
}

/* Trims blanks; also drops the comment that `o` prints behind a value. */
static char *trimmed(const char *text, size_t length, bool value)
{
	char *copy = xstrndup(text, length);
	char *comment = NULL;
	for (char *p = strstr(copy, "//:"); value && p != NULL; p = strstr(p + 1, "//:"))
		comment = p;
	if (comment != NULL)
		*comment = '\0';
	size_t end = strlen(copy), start = strspn(copy, " \t\r\n");
	while (end > start && isspace((unsigned char)copy[end - 1]))
		end--;
	memmove(copy, copy + start, end - start);
	copy[end - start] = '\0';
	return copy;
}

/* The setting of that name, where there are settings. */
static const struct setting *find_setting(const struct interpreter *in, const char *name)
{
	return in->settings != NULL ? setting_find(name) : NULL;
}

/* The option of that name; a flag of the command line gives way to the setting. */
static const struct option *find_option(const struct interpreter *in, const char *name)
{
	const struct option *o = options_find(name);
	bool gives_way = o != NULL && o->home == OPTION_PROGRAM && find_setting(in, name) != NULL;
	return gives_way ? NULL : o;
}

/* "name=value"; false when the left side is no option and no setting. */
static bool run_assignment(const struct interpreter *in, const char *line, struct reply *reply,
			   struct cprof_error *err)
{
	const char *equals = strchr(line, '=');
	if (equals == NULL)
		return false;
	char *name = trimmed(line, (size_t)(equals - line), false);
	char *value = trimmed(equals + 1, strlen(equals + 1), true);
	int choice;
	const struct option *o = find_option(in, name);
	const struct option *group = o == NULL ? options_find_choice(name, &choice) : NULL;
	const struct setting *setting = o == NULL && group == NULL ? find_setting(in, name) : NULL;
	if (o != NULL)
		assign(in, o, value, reply, err);
	else if (group != NULL)
		assign_choice(in, group, name, value, reply, err);
	else if (setting != NULL)
		reply_set_setting(reply, in, setting, value, err);
	free(name);
	free(value);
	return o != NULL || group != NULL || setting != NULL;
}

static void add_pattern(struct buf *to, const char *pattern)
{
	if (to->size > 0 && *pattern != '\0')
		buf_putc(to, '|');
	buf_puts(to, pattern);
}

/* A word of a report command: a count, -cum, a pattern to ignore or to focus on. */
static void report_word(const char *word, struct reply *reply, struct buf *focus,
			struct buf *ignore)
{
	int64_t count = 0;
	if (number_decimal(&count, word) == NUMBER_OK && count <= INT32_MAX && count >= INT32_MIN)
		reply->query.nodecount = (int)count;
	else if (strcmp(word, "-cum") == 0 || strcmp(word, "--cum") == 0)
		reply->query.sort = CPROF_SORT_CUM;
	else if (*word == '-')
		add_pattern(ignore, word + 1);
	else
		add_pattern(focus, word);
}

/* ">FILE", or ">" and the file as the next word. Returns the number of words. A second ">" would
 * name a file ">FILE" in pprof; whoever writes it wants to append, which a report never does. */
static int report_file(int words, char **word, struct reply *reply, struct cprof_error *err)
{
	const char *file = word[0] + 1;
	int used = 1;
	if (*file == '\0' && words > 1) {
		file = word[1];
		used = 2;
	}
	if (*file == '\0')
		cprof_error_set(err, CPROF_ERR_SYNTAX, "unexpected end of line after >");
	else if (*file == '>')
		cprof_error_set(err, CPROF_ERR_SYNTAX,
				">> is not offered: a report takes the whole file (use >)");
	else
		cprof_query_text(&reply->output, file);
	return used;
}

/* The words of `tags` are patterns for labels. */
static enum cprof_status report_words(const struct cprof_report *report, int words, char **word,
				      struct reply *reply, struct cprof_error *err)
{
	bool of_labels = strcmp(report->name, "tags") == 0;
	struct buf focus = BUF_INIT, ignore = BUF_INIT;
	struct cprof_pass *pass = &reply->query.pass[reply->query.passes - 1];
	for (int at = 0; at < words && err->status == CPROF_OK;) {
		if (*word[at] == '>')
			at += report_file(words - at, word + at, reply, err);
		else
			report_word(word[at++], reply, &focus, &ignore);
	}
	if (focus.size > 0)
		cprof_pass_set(pass, of_labels ? CPROF_TAGFOCUS : CPROF_FOCUS, buf_text(&focus));
	if (ignore.size > 0)
		cprof_pass_set(pass, of_labels ? CPROF_TAGIGNORE : CPROF_IGNORE,
			       buf_text(&ignore));
	buf_done(&focus);
	buf_done(&ignore);
	return err->status;
}

static enum cprof_status run_report(const struct interpreter *in, const struct cprof_report *report,
				    int argc, char **argv, struct reply *reply,
				    struct cprof_error *err)
{
	int at = 1;
	if (report->run == NULL)
		return cprof_error_set(err, CPROF_ERR_UNSUPPORTED, "%s: not built yet",
				       report->name);
	if (report->takes_pattern) {
		if (argc < 2)
			return cprof_error_set(err, CPROF_ERR_SYNTAX,
					       "command %s requires an argument", report->name);
		buf_puts(&reply->pattern, argv[at++]);
	}
	begin_query(reply, in, REPLY_REPORT);
	if (report_words(report, argc - at, argv + at, reply, err) != CPROF_OK)
		return err->status;
	if (report->shell_nodecount > 0 && reply->query.nodecount == -1)
		reply->query.nodecount = report->shell_nodecount;
	reply->report = report;
	return CPROF_OK;
}

/* "top20" is "top 20": the digits become the first word. Returns the report, or NULL. */
static const struct cprof_report *report_of(const char *word, char **digits)
{
	const struct cprof_report *report = cprof_report_find(word);
	size_t length = strlen(word);
	*digits = NULL;
	if (report != NULL)
		return report;
	while (length > 0 && isdigit((unsigned char)word[length - 1]))
		length--;
	if (word[length] == '\0' || length == 0)
		return NULL;
	char *name = xstrndup(word, length);
	report = cprof_report_find(name);
	free(name);
	if (report != NULL)
		*digits = xstrdup(word + length);
	return report;
}

struct words {
	char **at;
	size_t count, room;
};

static void split_words(const char *line, struct words *words)
{
	for (const char *p = line; *(p += strspn(p, " \t")) != '\0'; p += strcspn(p, " \t"))
		VEC_PUSH(words, xstrndup(p, strcspn(p, " \t")));
}

static enum cprof_status run_option_word(const struct interpreter *in, const struct words *words,
					 const char *rest, struct reply *reply,
					 struct cprof_error *err)
{
	const char *name = words->at[0];
	int choice;
	const struct option *o = find_option(in, name);
	const struct option *group = options_find_choice(name, &choice);
	if (o != NULL && o->kind == OPTION_BOOL)
		return assign(in, o, rest, reply, err);
	if (o != NULL && *rest == '\0' && o->home != OPTION_PENDING)
		return cprof_error_set(err, CPROF_ERR_SYNTAX,
				       "please specify a value, e.g. %s=<val>", name);
	if (o != NULL)
		return assign(in, o, rest, reply, err);
	if (group != NULL)
		return assign(in, group, name, reply, err);
	const struct setting *setting = find_setting(in, name);
	if (setting != NULL && (*rest != '\0' || setting->kind == SETTING_BOOL))
		return reply_set_setting(reply, in, setting, rest, err);
	if (setting != NULL)
		return cprof_error_set(err, CPROF_ERR_SYNTAX,
				       "please specify a value, e.g. %s=<val>", name);
	/* pprof's shell, which has no settings, says no more. */
	const char *nearest = in->settings != NULL ? command_nearest(in, name) : NULL;
	return cprof_error_set(err, CPROF_ERR_SYNTAX, "unrecognized command: \"%s\"%s%s%s", name,
			       nearest != NULL ? "; " : "", nearest != NULL ? nearest : "",
			       nearest != NULL ? "?" : "");
}

static enum cprof_status run_command(const struct interpreter *in, const struct command *c,
				     const struct words *words, const char *rest,
				     struct reply *reply, struct cprof_error *err)
{
	struct call call = { in, (int)words->count, words->at, rest, reply, in->front };
	int given = call.argc - 1;
	if (given < c->least || (c->most >= 0 && given > c->most))
		return cprof_error_set(err, CPROF_ERR_SYNTAX, "usage: %s %s", c->name, c->usage);
	return c->run(&call, err);
}

static enum cprof_status run_words(const struct interpreter *in, const char *line,
				   struct reply *reply, struct cprof_error *err)
{
	struct words words = { 0 };
	char *digits = NULL;
	split_words(line, &words);
	if (words.count == 0)
		return CPROF_OK;
	const char *rest = line + strlen(words.at[0]);
	rest += strspn(rest, " \t");
	const struct command *command = command_find(in, words.at[0]);
	const struct cprof_report *report =
		command == NULL ? report_of(words.at[0], &digits) : NULL;
	if (digits != NULL) {
		VEC_PUSH(&words, NULL);
		memmove(words.at + 2, words.at + 1, (words.count - 2) * sizeof *words.at);
		words.at[1] = digits;
	}
	if (command != NULL)
		run_command(in, command, &words, rest, reply, err);
	else if (report != NULL)
		run_report(in, report, (int)words.count, words.at, reply, err);
	else
		run_option_word(in, &words, rest, reply, err);
	VEC_FREE(&words);
	return err->status;
}

static enum cprof_status check_query(const struct cprof_query *q, struct cprof_error *err)
{
	if (q->divide_by <= 0 && q->divide_by >= 0)
		return cprof_error_set(err, CPROF_ERR_SYNTAX, "zero divisor specified");
	return filter_line_check(q, err);
}

/* pprof's shell takes what no report can be asked with, and every report after it fails. Where
 * numbers are on the screen it is refused at once, unless the query was as bad before. */
static enum cprof_status check_reply(const struct interpreter *in, const struct reply *reply,
				     struct cprof_error *err)
{
	struct cprof_error before = CPROF_ERROR_INIT;
	bool asks = reply->kind == REPLY_QUERY || reply->kind == REPLY_REPORT;
	if (err->status == CPROF_OK && asks && in->settings != NULL &&
	    check_query(in->query, &before) == CPROF_OK)
		check_query(&reply->query, err);
	cprof_error_done(&before);
	return err->status;
}

enum cprof_status interpret(const struct interpreter *in, const char *line, struct reply *reply,
			    struct cprof_error *err)
{
	char *text = trimmed(line, strlen(line), false);
	if (*text != '\0' && !run_shortcut(in, text, reply) &&
	    !run_assignment(in, text, reply, err))
		run_words(in, text, reply, err);
	free(text);
	return check_reply(in, reply, err);
}

enum cprof_status interpret_assignment(struct call *call, const char *name, const char *value,
				       struct cprof_error *err)
{
	char *line = xasprintf("%s=%s", name, value);
	interpret(call->in, line, call->reply, err);
	free(line);
	return err->status;
}

/* True if the line changes an option that the command line has given. */
static bool is_given(const struct cprof_query *given, const struct cprof_query *before,
		     const struct cprof_query *after)
{
	struct cprof_query usual;
	bool found = false;
	cprof_query_init(&usual);
	for (const struct option *o = option_records; o->name != NULL && !found; o++)
		if (o->home == OPTION_QUERY || o->home == OPTION_FILTER)
			found = !options_equal(o, before, after) &&
				!options_equal(o, given, &usual);
	cprof_query_done(&usual);
	return found;
}

enum cprof_status interpret_configuration(const struct interpreter *in,
					  const struct cprof_query *given, const char *line,
					  struct reply *reply, struct cprof_error *err)
{
	char *word = xstrndup(line, strcspn(line, " \t"));
	const struct command *command = command_find(in, word);
	if (command == NULL)
		cprof_error_set(err, CPROF_ERR_SYNTAX, "unknown word \"%s\"", word);
	else if (!command->configures)
		cprof_error_set(err, CPROF_ERR_SYNTAX, "\"%s\" is for the prompt only", word);
	else if (interpret(in, line, reply, err) == CPROF_OK && reply->kind == REPLY_QUERY &&
		 is_given(given, in->query, &reply->query))
		reply->kind = REPLY_DONE;
	free(word);
	return err->status;
}
