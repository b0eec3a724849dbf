/* The option records and their values: see options.h. */
#include "app/cmdline/options.h"

#include <errno.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/number.h"
#include "base/vec.h"
#include "base/xalloc.h"

static const char *const granularities[] = { "functions", "filefunctions", "files", "lines",
					     "addresses", NULL };
static const char *const sorts[] = { "flat", "cum", NULL };

#define QUERY(id, type, text)                                                                   \
	{ #id, type, OPTION_QUERY, offsetof(struct cprof_query, id), NULL, NULL, text }
#define CHOICE(id, list, text)                                                                  \
	{ #id, OPTION_CHOICE, OPTION_QUERY, offsetof(struct cprof_query, id), list, NULL, text }
#define FILTER(id, which, text) { id, OPTION_TEXT, OPTION_FILTER, which, NULL, NULL, text }
#define PROGRAM(id, field, type, text)                                                             \
	{                                                                                          \
		id, type, OPTION_PROGRAM, offsetof(struct flags, field), NULL, NULL, text          \
	}
#define LIMIT(field, text)                                                                         \
	{                                                                                          \
		"limit_" #field, OPTION_SIZE, OPTION_PROGRAM,                                      \
			offsetof(struct flags, limits.field), NULL, NULL, text                     \
	}
#define IDLE(id, field, type, text)                                                                \
	{                                                                                          \
		id, type, OPTION_IDLE, offsetof(struct flags, idle.field), NULL, NULL, text        \
	}
#define PENDING(id, type, hint, text) { id, type, OPTION_PENDING, 0, NULL, hint, text }

const struct option option_records[] = {
	PROGRAM("C", no_color, OPTION_BOOL, "no colours: attributes only"),
	PROGRAM("add_comment", add_comment, OPTION_TEXT, "comment to add to the profile"),
	QUERY(all_frames, OPTION_BOOL, "ignore the profile's own drop_frames and keep_frames"),
	PROGRAM("ascii", ascii, OPTION_BOOL, "draw nothing beyond ASCII"),
	PROGRAM("base", base, OPTION_TEXTS, "profile to subtract; several are added up"),
	PROGRAM("buildid", build_id, OPTION_TEXT, "build id of the first mapping, if it has none"),
	PROGRAM("c", commands, OPTION_TEXTS,
		"run a command of the shell; - reads them from standard input"),
	QUERY(call_tree, OPTION_BOOL, "keep call paths apart in graphs"),
	QUERY(compact_labels, OPTION_BOOL, "no lines about the profile above a report"),
	PROGRAM("diff_base", diff_base, OPTION_TEXTS,
		"profile to compare with: percentages are of its total"),
	QUERY(divide_by, OPTION_FLOAT, "divide every value by this"),
	QUERY(drop_negative, OPTION_BOOL, "leave nodes with negative values out"),
	QUERY(edgefraction, OPTION_FLOAT, "hide edges below this share of the total"),
	FILTER("focus", CPROF_FOCUS, "keep only samples with a frame that matches"),
	CHOICE(granularity, granularities, "what a row stands for"),
	PROGRAM("h", help, OPTION_BOOL, "show this help"),
	PROGRAM("help", help, OPTION_BOOL, "show this help"),
	FILTER("hide", CPROF_HIDE, "take frames that match out of every stack"),
	PENDING("http", OPTION_TEXT,
		"not offered; the explorer is the answer to it (run without -http)",
		"serve a web page"),
	FILTER("ignore", CPROF_IGNORE, "drop samples with a frame that matches"),
	IDLE("intel_syntax", yes, OPTION_BOOL, "assembler in Intel syntax"),
	LIMIT(functions, "most functions taken from a profile"),
	LIMIT(inflated_bytes, "most bytes a profile may have after decompression"),
	LIMIT(locations, "most locations taken from a profile"),
	LIMIT(stack_depth, "most frames in one stack, at most 65535"),
	LIMIT(string_bytes, "most bytes in one name"),
	LIMIT(strings, "most names taken from a profile"),
	PROGRAM("line", line, OPTION_BOOL, "the shell line by line, without the screen"),
	QUERY(mean, OPTION_BOOL, "divide values by the first sample type's"),
	PROGRAM("mouse", mouse, OPTION_BOOL, "clicks and the wheel; Shift selects text then"),
	PROGRAM("no-config", no_config, OPTION_BOOL,
		"read no configuration, keep no history and no marks"),
	PENDING("no_browser", OPTION_BOOL, "only makes sense with -http, which is not offered",
		"do not open a browser"),
	QUERY(nodecount, OPTION_INT, "most rows to show; 0: all of them"),
	QUERY(nodefraction, OPTION_FLOAT, "hide rows below this share of the total"),
	QUERY(noinlines, OPTION_BOOL, "charge inlined functions to their caller"),
	PROGRAM("normalize", normalize, OPTION_BOOL, "scale the profile to its base"),
	{ "output", OPTION_TEXT, OPTION_OUTPUT, offsetof(struct flags, output), NULL, NULL,
	  "file to write the report to" },
	PROGRAM("print-on-exit", print_on_exit, OPTION_BOOL,
		"repeat on the normal screen what was yanked last"),
	FILTER("prune_from", CPROF_PRUNE_FROM, "drop the frames below one that matches"),
	QUERY(relative_percentages, OPTION_BOOL, "percentages of what the filters left"),
	QUERY(sample_index, OPTION_TEXT, "sample type to show, by name or number"),
	IDLE("seconds", number, OPTION_INT, "how long a server should profile"),
	FILTER("show", CPROF_SHOW, "keep only frames that match"),
	FILTER("show_from", CPROF_SHOW_FROM, "drop the frames above the outermost match"),
	QUERY(showcolumns, OPTION_BOOL, "column numbers with line numbers"),
	CHOICE(sort, sorts, "what rows are ordered by"),
	PROGRAM("slow", slow, OPTION_BOOL, "spare the line: no colours, one pane at first"),
	QUERY(source_path, OPTION_TEXT, "where to look for source files"),
	PROGRAM("symbolize", symbolize, OPTION_TEXT,
		"how names are read: demangle=full, templates, none"),
	FILTER("tagfocus", CPROF_TAGFOCUS, "keep only samples with a label that matches"),
	FILTER("taghide", CPROF_TAGHIDE, "leave out labels whose key matches"),
	FILTER("tagignore", CPROF_TAGIGNORE, "drop samples with a label that matches"),
	QUERY(tagleaf, OPTION_TEXT, "keys of labels to show as frames at the leaf"),
	QUERY(tagroot, OPTION_TEXT, "keys of labels to show as frames at the root"),
	FILTER("tagshow", CPROF_TAGSHOW, "keep only labels whose key matches"),
	IDLE("timeout", number, OPTION_INT, "how long to wait for a server"),
	IDLE("tls_ca", text, OPTION_TEXT, "certificates to trust"),
	IDLE("tls_cert", text, OPTION_TEXT, "certificate to show"),
	IDLE("tls_key", text, OPTION_TEXT, "key of the certificate"),
	IDLE("tools", text, OPTION_TEXT, "where to look for binutils"),
	QUERY(trim, OPTION_BOOL, "honour nodecount, nodefraction and edgefraction"),
	QUERY(trim_path, OPTION_TEXT, "prefixes to remove from file names"),
	QUERY(unit, OPTION_TEXT, "unit of values"),
	PROGRAM("utf8", utf8, OPTION_BOOL, "draw with UTF-8 even if the locale does not say so"),
	PROGRAM("version", version, OPTION_BOOL, "show the version"),
	{ 0 },
};

const struct option *options_find(const char *name)
{
	for (const struct option *o = option_records; o->name != NULL; o++)
		if (strcmp(o->name, name) == 0)
			return o;
	return NULL;
}

bool options_offered(const struct option *o)
{
	return o->home != OPTION_IDLE && o->home != OPTION_PENDING;
}

bool options_assignable(const struct option *o)
{
	return o->home == OPTION_QUERY || o->home == OPTION_FILTER || o->home == OPTION_OUTPUT;
}

const struct option *options_find_choice(const char *choice, int *value)
{
	for (const struct option *o = option_records; o->name != NULL; o++)
		for (int i = 0; o->choices != NULL && o->choices[i] != NULL; i++)
			if (strcmp(o->choices[i], choice) == 0) {
				*value = i;
				return o;
			}
	return NULL;
}

static char *value_of(const struct option *o, struct cprof_query *q, struct flags *flags)
{
	if (o->home == OPTION_FILTER)
		return (char *)&q->pass[q->passes - 1].filter[o->offset];
	return (o->home == OPTION_QUERY ? (char *)q : (char *)flags) + o->offset;
}

static enum cprof_status bad_value(const struct option *o, const char *text, const char *why,
				   struct cprof_error *err)
{
	return cprof_error_set(err, CPROF_ERR_SYNTAX, "invalid value \"%s\" for flag -%s: %s", text,
			       o->name, why);
}

bool options_is_bool(const char *text)
{
	static const char *const words[] = { "1", "t",     "T",     "true", "TRUE", "True",
					     "0", "f",     "F",     "false", "FALSE", "False" };
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strcmp(text, words[i]) == 0)
			return true;
	return false;
}

enum cprof_status options_bool(bool *to, const char *text, struct cprof_error *err)
{
	static const char *const yes[] = { "", "1", "t", "y", "yes", "true" };
	static const char *const no[] = { "0", "f", "n", "no", "false" };
	for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++)
		if (strcasecmp(text, yes[i]) == 0) {
			*to = true;
			return CPROF_OK;
		}
	for (size_t i = 0; i < sizeof no / sizeof no[0]; i++)
		if (strcasecmp(text, no[i]) == 0) {
			*to = false;
			return CPROF_OK;
		}
	return cprof_error_set(err, CPROF_ERR_SYNTAX,
			       "illegal value \"%s\" for bool variable", text);
}

static enum cprof_status bad_number(const struct option *o, const char *text,
				    enum number_result why, struct cprof_error *err)
{
	return bad_value(o, text, why == NUMBER_RANGE ? "value out of range" : "parse error", err);
}

static enum cprof_status set_int(const struct option *o, int *to, const char *text,
				 struct cprof_error *err)
{
	int64_t value = 0;
	enum number_result result = number_integer(&value, text);
	if (result != NUMBER_OK)
		return bad_number(o, text, result, err);
	*to = (int)(value > INT32_MAX ? INT32_MAX : value < INT32_MIN ? INT32_MIN : value);
	return CPROF_OK;
}

static enum cprof_status set_float(const struct option *o, double *to, const char *text,
				   struct cprof_error *err)
{
	enum number_result result = number_real(to, text);
	return result != NUMBER_OK ? bad_number(o, text, result, err) : CPROF_OK;
}

static enum cprof_status set_size(const struct option *o, uint64_t *to, const char *text,
				  struct cprof_error *err)
{
	int64_t value = 0;
	enum number_result result = number_decimal(&value, text);
	if (result == NUMBER_OK && value <= 0)
		result = NUMBER_SYNTAX;
	if (result != NUMBER_OK)
		return bad_number(o, text, result, err);
	*to = (uint64_t)value;
	if (strcmp(o->name, "limit_stack_depth") == 0 && value > UINT16_MAX)
		*to = UINT16_MAX;
	return CPROF_OK;
}

static enum cprof_status set_choice(const struct option *o, int *to, const char *text,
				    struct cprof_error *err)
{
	for (int i = 0; o->choices[i] != NULL; i++)
		if (strcmp(o->choices[i], text) == 0) {
			*to = i;
			return CPROF_OK;
		}
	return cprof_error_set(err, CPROF_ERR_SYNTAX, "invalid \"%s\" value \"%s\"", o->name, text);
}

static void add_text(struct texts *to, const char *text)
{
	if (*text == '\0')
		return;
	to->at = xreallocarray(to->at, to->count + 1, sizeof *to->at);
	to->at[to->count++] = xstrdup(text);
}

enum cprof_status options_set(const struct option *o, struct cprof_query *q, struct flags *flags,
			      const char *text, struct cprof_error *err)
{
	if (o->home == OPTION_PENDING)
		return cprof_error_set(err, CPROF_ERR_UNSUPPORTED, "-%s: %s", o->name, o->instead);
	char *to = value_of(o, q, flags);
	switch (o->kind) {
	case OPTION_BOOL:
		return options_bool((bool *)to, text, err);
	case OPTION_INT:
		return set_int(o, (int *)(void *)to, text, err);
	case OPTION_FLOAT:
		return set_float(o, (double *)(void *)to, text, err);
	case OPTION_SIZE:
		return set_size(o, (uint64_t *)(void *)to, text, err);
	case OPTION_CHOICE:
		return set_choice(o, (int *)(void *)to, text, err);
	case OPTION_TEXT:
		cprof_query_text((char **)(void *)to, text);
		if (o->home == OPTION_FILTER)
			q->pass[q->passes - 1].off[o->offset] = false;
		return CPROF_OK;
	case OPTION_TEXTS:
		add_text((struct texts *)(void *)to, text);
		return CPROF_OK;
	}
	return CPROF_OK;
}

void options_print(const struct option *o, const struct cprof_query *q, struct buf *out)
{
	struct cprof_query *query = (struct cprof_query *)(uintptr_t)q;
	const char *from = value_of(o, query, NULL);
	switch (o->kind) {
	case OPTION_BOOL:
		buf_puts(out, *(const bool *)from ? "true" : "false");
		break;
	case OPTION_INT:
		if (*(const int *)(const void *)from == -1)
			buf_puts(out, "default");
		else
			buf_printf(out, "%d", *(const int *)(const void *)from);
		break;
	case OPTION_FLOAT:
		buf_printf(out, "%g", *(const double *)(const void *)from);
		break;
	case OPTION_SIZE:
		buf_printf(out, "%" PRIu64, *(const uint64_t *)(const void *)from);
		break;
	case OPTION_CHOICE:
		buf_puts(out, o->choices[*(const int *)(const void *)from]);
		break;
	case OPTION_TEXT: {
		const char *text = *(char *const *)(const void *)from;
		if (o->home == OPTION_FILTER && q->pass[q->passes - 1].off[o->offset])
			text = NULL;
		buf_puts(out, text != NULL ? text : "\"\"");
		break;
	}
	case OPTION_TEXTS: {
		const struct texts *list = (const struct texts *)(const void *)from;
		for (size_t i = 0; i < list->count; i++)
			buf_printf(out, "%s%s", i > 0 ? " " : "", list->at[i]);
		break;
	}
	}
}

bool options_equal(const struct option *o, const struct cprof_query *a, const struct cprof_query *b)
{
	struct buf one = BUF_INIT, other = BUF_INIT;
	options_print(o, a, &one);
	options_print(o, b, &other);
	bool same = strcmp(buf_text(&one), buf_text(&other)) == 0;
	buf_done(&one);
	buf_done(&other);
	return same;
}

void flags_init(struct flags *flags)
{
	*flags = (struct flags){ .limits = CPROF_LIMITS_INIT };
}

static void free_texts(struct texts *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->at[i]);
	free(list->at);
}

void flags_done(struct flags *flags)
{
	free(flags->output);
	free(flags->build_id);
	free(flags->symbolize);
	free(flags->idle.text);
	free(flags->add_comment);
	free_texts(&flags->base);
	free_texts(&flags->diff_base);
	free_texts(&flags->commands);
	*flags = (struct flags){ 0 };
}
