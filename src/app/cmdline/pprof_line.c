/* The command of Go's pprof: see pprof_line.h. It is made from the option records, so that none is
 * forgotten. */
#include "app/cmdline/pprof_line.h"

#include <string.h>

#include "base/xalloc.h"
#include "app/filter_line.h"

/* Options of ours that pprof does not have. */
static bool is_own(const struct option *o)
{
	return strcmp(o->name, "all_frames") == 0;
}

static void put_quoted(struct buf *out, const char *text)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789_./:=,@%+-";
	if (*text != '\0' && text[strspn(text, plain)] == '\0') {
		buf_puts(out, text);
		return;
	}
	buf_putc(out, '\'');
	for (const char *p = text; *p != '\0'; p++)
		if (*p == '\'')
			buf_puts(out, "'\\''");
		else
			buf_putc(out, *p);
	buf_putc(out, '\'');
}

static void put_flag(struct buf *out, const char *name, const char *value)
{
	buf_printf(out, " -%s=", name);
	put_quoted(out, value);
}

static void put_option(const struct option *o, const char *value, struct buf *out)
{
	if (o->kind == OPTION_CHOICE)
		buf_printf(out, " -%s", value);
	else if (o->kind == OPTION_BOOL && strcmp(value, "true") == 0)
		buf_printf(out, " -%s", o->name);
	else
		put_flag(out, o->name, value);
}

/* Options that are not as usual. */
static void put_options(const struct cprof_query *q, struct buf *out, struct cprof_notes *notes)
{
	struct cprof_query usual;
	cprof_query_init(&usual);
	for (const struct option *o = option_records; o->name != NULL; o++) {
		struct buf value = BUF_INIT;
		if (o->home != OPTION_QUERY || options_equal(o, q, &usual))
			continue;
		options_print(o, q, &value);
		if (is_own(o))
			notes_add(notes, "%s can't be said to pprof", o->name);
		else
			put_option(o, buf_text(&value), out);
		buf_done(&value);
	}
	cprof_query_done(&usual);
}

/* The filters of the first pass that does something; the others cannot be told. */
static void put_filters(const struct cprof_query *q, struct buf *out, struct cprof_notes *notes)
{
	size_t passes = 0;
	for (size_t i = 0; i < q->passes; i++) {
		bool any = false;
		for (enum cprof_filter f = CPROF_FOCUS; f < CPROF_FILTERS; f++) {
			const char *pattern = cprof_pass_filter(&q->pass[i], f);
			if (pattern == NULL)
				continue;
			any = true;
			if (passes == 0)
				put_flag(out, cprof_filter_name(f), pattern);
		}
		passes += any;
	}
	if (passes > 1)
		notes_add(notes, "%zu more pass%s can't be said to pprof", passes - 1,
			  passes == 2 ? "" : "es");
	if (q->rows != NULL && !q->rows_off)
		notes_add(notes, "rows:%s can't be said to pprof", q->rows);
}

static void put_texts(const struct texts *texts, const char *name, struct buf *out)
{
	for (size_t i = 0; i < texts->count; i++)
		put_flag(out, name, texts->at[i]);
}

/* What was loaded, and what belongs to loading it. */
static void put_profiles(const struct args *args, struct buf *out, struct cprof_notes *notes)
{
	const struct flags *s = &args->flags;
	if (s->add_comment != NULL)
		put_flag(out, "add_comment", s->add_comment);
	put_texts(&s->base, "base", out);
	if (s->build_id != NULL)
		put_flag(out, "buildid", s->build_id);
	put_texts(&s->diff_base, "diff_base", out);
	if (s->normalize)
		buf_puts(out, " -normalize");
	if (args->binary != NULL) {
		buf_putc(out, ' ');
		put_quoted(out, args->binary);
	}
	for (size_t i = 0; i < args->inputs; i++) {
		bool piped = strcmp(args->input[i], "-") == 0;
		buf_putc(out, ' ');
		put_quoted(out, piped ? "FILE" : args->input[i]);
		if (piped)
			notes_add(notes, "FILE stands for what came from standard input");
	}
}

void pprof_line(const struct cprof_query *q, const struct args *args,
		const struct cprof_report *report, const char *pattern, struct buf *out,
		struct cprof_notes *notes)
{
	buf_puts(out, "go tool pprof");
	if (report != NULL && report->takes_pattern)
		put_flag(out, report->name, pattern != NULL ? pattern : ".");
	else if (report != NULL)
		buf_printf(out, " -%s", report->name);
	put_options(q, out, notes);
	put_filters(q, out, notes);
	put_profiles(args, out, notes);
}
