/* The command line: see args.h. Flags are looked up in the records of options and reports; the
 * choices of an option and the names of Go's sample types are flags too. */
#include "app/cmdline/args.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/io.h"
#include "base/vec.h"

const struct type_flag type_flags[] = {
	{ "total_delay", "delay", false, "show the total delay at each region" },
	{ "mean_delay", "delay", true, "show the mean delay at each region" },
	{ "contentions", "contentions", false, "show the number of delays" },
	{ "inuse_space", "inuse_space", false, "show bytes in use" },
	{ "inuse_objects", "inuse_objects", false, "show objects in use" },
	{ "alloc_space", "alloc_space", false, "show bytes allocated since start" },
	{ "alloc_objects", "alloc_objects", false, "show objects allocated since start" },
	{ NULL, NULL, false, NULL },
};

#define TYPE_FLAGS (sizeof type_flags / sizeof type_flags[0] - 1)
#define CHOICES 8

struct parsing {
	struct args *args;
	struct cprof_error *err;
	bool type_given[TYPE_FLAGS];
	/* Choices given, to find two of one group. */
	const struct option *chosen[CHOICES];
	int choice[CHOICES];
	size_t choices;
	VEC(char *) input;
};

/* A flag's record, whatever kind it is. */
struct flag {
	const struct option *option;
	const struct option *group; /* the flag is a choice of this option */
	int choice;
	const struct cprof_report *report;
	size_t type;                /* TYPE_FLAGS: none */
	bool takes_value;
};

static bool find_flag(const char *name, struct flag *f)
{
	*f = (struct flag){ .type = TYPE_FLAGS };
	f->option = options_find(name);
	if (f->option != NULL && f->option->kind != OPTION_CHOICE) {
		f->takes_value = f->option->kind != OPTION_BOOL;
		return true;
	}
	f->option = NULL;
	f->group = options_find_choice(name, &f->choice);
	if (f->group != NULL)
		return true;
	f->report = cprof_report_find(name);
	if (f->report != NULL) {
		f->takes_value = f->report->takes_pattern;
		return true;
	}
	for (f->type = 0; f->type < TYPE_FLAGS; f->type++)
		if (strcmp(type_flags[f->type].name, name) == 0)
			return true;
	return false;
}

/* A flag that is on or off. */
static bool bool_value(struct parsing *x, const char *name, const char *value)
{
	struct option o = { .name = name, .kind = OPTION_BOOL, .home = OPTION_QUERY };
	struct cprof_query q = { 0 };
	o.offset = offsetof(struct cprof_query, mean);
	options_set(&o, &q, NULL, value, x->err);
	return q.mean;
}

static void set_report(struct parsing *x, const struct cprof_report *report, const char *value)
{
	struct args *args = x->args;
	bool given = report->takes_pattern ? *value != '\0' : bool_value(x, report->name, value);
	if (!given || x->err->status != CPROF_OK)
		return;
	if (args->report != NULL && args->report != report) {
		cprof_error_set(x->err, CPROF_ERR_SYNTAX, "must set at most one output format");
		return;
	}
	args->report = report;
	if (report->takes_pattern)
		cprof_query_text(&args->pattern, value);
}

static void set_flag(struct parsing *x, const struct flag *f, const char *name, const char *value)
{
	struct args *args = x->args;
	if (f->option != NULL) {
		options_set(f->option, &args->query, &args->flags, value, x->err);
	} else if (f->report != NULL) {
		set_report(x, f->report, value);
	} else if (f->group != NULL) {
		if (bool_value(x, name, value) && x->choices < CHOICES) {
			x->chosen[x->choices] = f->group;
			x->choice[x->choices++] = f->choice;
		}
	} else {
		x->type_given[f->type] = bool_value(x, name, value);
	}
}

/* One argument that begins with '-'. Returns how many arguments it used up, 0 on failure. */
static int parse_flag(struct parsing *x, int argc, char *const argv[])
{
	const char *argument = argv[0];
	const char *name = argument + (argument[1] == '-' ? 2 : 1);
	struct flag f;
	if (*name == '\0' || *name == '-' || *name == '=') {
		cprof_error_set(x->err, CPROF_ERR_SYNTAX, "bad flag syntax: %s", argument);
		return 0;
	}
	size_t length = strcspn(name, "=");
	char *key = xstrndup(name, length);
	const char *value = name[length] == '=' ? name + length + 1 : NULL;
	int used = 1;
	if (!find_flag(key, &f)) {
		cprof_error_set(x->err, CPROF_ERR_SYNTAX,
				"flag provided but not defined: -%s (see -help)", key);
	} else if (value != NULL && !f.takes_value && !options_is_bool(value)) {
		cprof_error_set(x->err, CPROF_ERR_SYNTAX,
				"invalid boolean value \"%s\" for -%s: parse error", value, key);
	} else if (value == NULL && f.takes_value && argc < 2) {
		cprof_error_set(x->err, CPROF_ERR_SYNTAX, "flag needs an argument: -%s", key);
	} else {
		if (value == NULL && f.takes_value) {
			value = argv[1];
			used = 2;
		}
		set_flag(x, &f, key, value != NULL ? value : "true");
	}
	free(key);
	return x->err->status == CPROF_OK ? used : 0;
}

static void apply_choices(struct parsing *x)
{
	for (size_t i = 0; i < x->choices; i++) {
		const struct option *o = x->chosen[i];
		for (size_t j = 0; j < i; j++)
			if (x->chosen[j] == o && x->choice[j] != x->choice[i]) {
				cprof_error_set(x->err, CPROF_ERR_SYNTAX,
						"conflicting options set: [%s %s]",
						o->choices[x->choice[j]],
						o->choices[x->choice[i]]);
				return;
			}
		options_set(o, &x->args->query, &x->args->flags, o->choices[x->choice[i]], x->err);
	}
}

static void apply_types(struct parsing *x)
{
	struct cprof_query *q = &x->args->query;
	for (size_t i = 0; i < TYPE_FLAGS; i++) {
		if (!x->type_given[i])
			continue;
		q->mean |= type_flags[i].mean;
		if (q->sample_index != NULL)
			notes_add(&x->args->notes, "Multiple value selections, ignoring -%s",
				  type_flags[i].name);
		else
			cprof_query_text(&q->sample_index, type_flags[i].type);
	}
}

/* True if the file begins like a program. */
static bool is_program(const char *path)
{
	static const char *const magics[] = {
		"\177ELF",         "\xfe\xed\xfa\xce", "\xfe\xed\xfa\xcf",
		"\xce\xfa\xed\xfe", "\xcf\xfa\xed\xfe", "\xca\xfe\xba\xbe",
	};
	char bytes[4] = { 0 };
	int fd = io_open(path, O_RDONLY | O_NONBLOCK, 0);
	bool yes = false;
	if (fd < 0)
		return false;
	if (read(fd, bytes, sizeof bytes) == (ssize_t)sizeof bytes) {
		for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++)
			yes |= memcmp(bytes, magics[i], sizeof bytes) == 0;
		yes |= bytes[0] == 'M' && bytes[1] == 'Z';
	}
	close(fd);
	return yes;
}

static void take_inputs(struct parsing *x)
{
	struct args *args = x->args;
	args->input = x->input.at;
	args->inputs = x->input.count;
	if (args->inputs >= 2 && is_program(args->input[0])) {
		args->binary = args->input[0];
		memmove(args->input, args->input + 1, --args->inputs * sizeof *args->input);
	}
}

static void check_bases(struct parsing *x)
{
	const struct flags *s = &x->args->flags;
	if (s->base.count > 0 && s->diff_base.count > 0)
		cprof_error_set(x->err, CPROF_ERR_SYNTAX,
				"-base and -diff_base flags cannot both be specified");
	else if (s->normalize && s->base.count == 0 && s->diff_base.count == 0)
		cprof_error_set(x->err, CPROF_ERR_SYNTAX,
				"must have base profile to normalize by");
}

const struct texts *args_bases(const struct args *args)
{
	const struct flags *s = &args->flags;
	return s->diff_base.count > 0 ? &s->diff_base : &s->base;
}

bool args_take_stdin(const struct args *args)
{
	for (size_t i = 0; i < args->inputs; i++)
		if (strcmp(args->input[i], "-") == 0)
			return true;
	return false;
}

/* Commands, a shell and a report flag are three ways to ask, and standard input is read once. */
static enum cprof_status check_shell(const struct args *args, struct cprof_error *err)
{
	const struct texts *commands = &args->flags.commands;
	size_t reads = (args_take_stdin(args) ? 1 : 0) + (args->flags.line ? 1 : 0);
	for (size_t i = 0; i < commands->count; i++)
		reads += strcmp(commands->at[i], "-") == 0;
	if (args->flags.line && commands->count > 0)
		return cprof_error_set(err, CPROF_ERR_SYNTAX,
				       "-c and -line are two ways to give commands: use one");
	if (args->report != NULL && (args->flags.line || commands->count > 0))
		return cprof_error_set(err, CPROF_ERR_SYNTAX,
				       "-%s is a report and -%s takes commands: use one",
				       args->report->name, commands->count > 0 ? "c" : "line");
	if (reads > 1)
		return cprof_error_set(err, CPROF_ERR_SYNTAX,
				       "standard input can be read once: as the profile or as "
				       "commands");
	return CPROF_OK;
}

enum cprof_status args_parse(struct args *args, int argc, char *const argv[],
			     struct cprof_error *err)
{
	struct parsing x = { .args = args, .err = err };
	bool flags = true;
	*args = (struct args){ 0 };
	cprof_query_init(&args->query);
	flags_init(&args->flags);
	for (int i = 1; i < argc && err->status == CPROF_OK;) {
		if (flags && strcmp(argv[i], "--") == 0) {
			flags = false;
			i++;
		} else if (flags && argv[i][0] == '-' && argv[i][1] != '\0') {
			i += parse_flag(&x, argc - i, argv + i);
		} else {
			VEC_PUSH(&x.input, xstrdup(argv[i]));
			i++;
		}
	}
	if (err->status == CPROF_OK)
		apply_choices(&x);
	if (err->status == CPROF_OK)
		check_bases(&x);
	apply_types(&x);
	take_inputs(&x);
	if (err->status == CPROF_OK)
		check_shell(args, err);
	return err->status;
}

void args_done(struct args *args)
{
	cprof_query_done(&args->query);
	flags_done(&args->flags);
	for (size_t i = 0; i < args->inputs; i++)
		free(args->input[i]);
	free(args->input);
	free(args->binary);
	free(args->pattern);
	cprof_notes_done(&args->notes);
}

static void usage_line(struct buf *out, const char *name, const char *value, const char *help)
{
	struct buf flag = BUF_INIT;
	buf_printf(&flag, "-%s%s", name, value);
	buf_printf(out, "  %-24s %s\n", buf_text(&flag), help);
	buf_done(&flag);
}

static void usage_choice(struct buf *out, const struct option *o, int choice)
{
	struct buf help = BUF_INIT;
	buf_printf(&help, "%s: %s", o->help, o->choices[choice]);
	usage_line(out, o->choices[choice], "", buf_text(&help));
	buf_done(&help);
}

static const char *value_hint(const struct option *o)
{
	static const char *const hints[] = {
		[OPTION_BOOL] = "", [OPTION_INT] = "=N", [OPTION_FLOAT] = "=X",
		[OPTION_TEXT] = "=TEXT", [OPTION_CHOICE] = "", [OPTION_SIZE] = "=N",
		[OPTION_TEXTS] = "=TEXT",
	};
	return o->home == OPTION_FILTER ? "=REGEXP" : hints[o->kind];
}

void args_usage(struct buf *out)
{
	buf_puts(out, "usage: cprof-tui [flags] [program] profile...\n\n"
		      "Explores a pprof profile in the terminal. With a report flag it prints\n"
		      "what pprof prints. The profile is a file, or - for standard input; several\n"
		      "are merged.\n\n"
		      "Reports:\n");
	for (size_t i = 0; cprof_reports[i] != NULL; i++) {
		const struct cprof_report *r = cprof_reports[i];
		if (r->run != NULL)
			usage_line(out, r->name, r->takes_pattern ? "=REGEXP" : "", r->help);
	}
	buf_puts(out, "\nSample types of Go profiles:\n");
	for (size_t i = 0; i < TYPE_FLAGS; i++)
		usage_line(out, type_flags[i].name, "", type_flags[i].help);
	buf_puts(out, "\nOptions:\n");
	for (const struct option *o = option_records; o->name != NULL; o++) {
		if (!options_offered(o))
			continue;
		if (o->kind != OPTION_CHOICE) {
			usage_line(out, o->name, value_hint(o), o->help);
			continue;
		}
		for (int i = 0; o->choices[i] != NULL; i++)
			usage_choice(out, o, i);
	}
}
