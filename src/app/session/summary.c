/* What the title line and completion need to know: see summary.h. */
#include "app/session/summary.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/intern.h"
#include "base/path.h"
#include "base/xalloc.h"
#include "query/run.h"

static const char *time_text(struct summary *f, int64_t nanos)
{
	time_t seconds = (time_t)(nanos / 1000000000);
	struct tm local;
	char text[64];
	if (nanos == 0 || localtime_r(&seconds, &local) == NULL ||
	    strftime(text, sizeof text, "%Y-%m-%d %H:%M %Z", &local) == 0)
		return "";
	return arena_text(&f->memory, text, strlen(text));
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void list_functions(struct summary *f, const struct profile *p)
{
	const char **name = arena_alloc(&f->memory, (p->function_count + 1) * sizeof *name);
	size_t count = 0;
	for (fn_id i = 0; i < p->function_count; i++)
		name[i] = profile_text(p, p->function[i].name);
	if (p->function_count > 0)
		qsort(name, p->function_count, sizeof *name, compare_names);
	for (fn_id i = 0; i < p->function_count; i++)
		if (*name[i] != '\0' && (count == 0 || strcmp(name[count - 1], name[i]) != 0))
			name[count++] = name[i];
	f->summary.functions = name;
	f->summary.function_count = count;
}

static void list_labels(struct summary *f, const struct profile *p)
{
	uint32_t labels = p->label_set_count > 0 ? p->label_set_start[p->label_set_count] : 0;
	struct intern keys = { 0 };
	str_id last = 0;
	for (uint32_t i = 0; i < labels; i++) {
		if (i == 0 || p->label[i].key != last)
			intern_put(&keys, profile_text(p, p->label[i].key),
				   profile_length(p, p->label[i].key));
		last = p->label[i].key;
	}
	const char **name = arena_alloc(&f->memory, (keys.count + 1) * sizeof *name);
	for (uint32_t i = 0; i < keys.count; i++)
		name[i] = arena_text(&f->memory, intern_text(&keys, i), intern_length(&keys, i));
	qsort(name, keys.count, sizeof *name, compare_names);
	f->summary.labels = name;
	f->summary.label_count = keys.count;
	intern_done(&keys);
}

static void list_types(struct summary *f, const struct profile *p, const struct selection *s)
{
	struct session_type *type = arena_alloc(&f->memory, p->type_count * sizeof *type);
	struct cprof_error ignored = CPROF_ERROR_INIT;
	uint32_t column = 0;
	for (uint32_t i = 0; i < p->type_count; i++) {
		struct value_spec value = { .column = i };
		type[i].name = profile_text(p, p->type[i].type);
		type[i].unit = profile_text(p, p->type[i].unit);
		type[i].total = value_total(s, &value);
		struct value_sides sides = { 0, 0 };
		value_sides(s, &value, &sides);
		type[i].base = sides.base;
		type[i].other = sides.other;
		type[i].change = value_subtract(sides.other, sides.base);
	}
	value_column(p, NULL, &column, &ignored);
	f->summary.type = type;
	f->summary.types = p->type_count;
	f->summary.default_type = column;
	cprof_error_done(&ignored);
}

/* "3 profiles merged", "2 of 3 profiles merged", "1 of 2 profiles". */
static void put_profiles(struct buf *out, size_t read, size_t count)
{
	if (read < count)
		buf_printf(out, "%zu of ", read);
	buf_printf(out, "%zu profiles%s", count, read > 1 ? " merged" : "");
}

/* What is looked at, in the words of the title. */
static const char *file_text(struct summary *f, const struct args *args, const struct loaded *l)
{
	const struct profile *p = l->profile->data;
	const char *binary = p->mapping_count > 0 ? profile_text(p, p->mapping[0].file) : "";
	const struct texts *bases = args_bases(args);
	struct buf text = BUF_INIT;
	/* What is subtracted is often of the same binary: then the files tell them apart. */
	if (args->inputs > 1)
		put_profiles(&text, l->found->inputs, args->inputs);
	else
		path_base(&text, *binary != '\0' && bases->count == 0 ? binary : args->input[0]);
	if (bases->count > 0)
		buf_puts(&text, " - ");
	if (bases->count == 1)
		path_base(&text, bases->at[0]);
	else if (bases->count > 1)
		put_profiles(&text, l->found->bases, bases->count);
	const char *kept = arena_text(&f->memory, buf_text(&text), text.size);
	buf_done(&text);
	return kept;
}

/* Without control characters, so that it can stand in a line. */
static const char *program_text(struct summary *f, const struct args *args, const struct profile *p)
{
	const char *id = p->mapping_count > 0 ? profile_text(p, p->mapping[0].build_id) : "";
	const char *binary = p->mapping_count > 0 ? profile_text(p, p->mapping[0].file) : "";
	struct buf text = BUF_INIT;
	if (*id != '\0')
		buf_puts(&text, id);
	else
		path_base(&text, *binary != '\0' ? binary : args->input[0]);
	for (size_t i = 0; i < text.size; i++)
		if ((unsigned char)text.data[i] < ' ' || text.data[i] == '\\')
			text.data[i] = '_';
	const char *kept = arena_text(&f->memory, buf_text(&text), text.size);
	buf_done(&text);
	return kept;
}

/* A merged profile has the earliest time of all: a diff has two. */
static const char *times_text(struct summary *f, const struct loaded *l)
{
	if (l->found->base_time == 0 || l->found->input_time == 0)
		return time_text(f, l->profile->data->time_nanos);
	const char *input = time_text(f, l->found->input_time);
	const char *base = time_text(f, l->found->base_time);
	struct buf both = BUF_INIT;
	buf_printf(&both, "%s - %s", input, base);
	const char *kept = arena_text(&f->memory, buf_text(&both), both.size);
	buf_done(&both);
	return kept;
}

static const char *side_text(struct summary *f, char *const *name, size_t read, size_t count)
{
	struct buf text = BUF_INIT;
	if (count == 1)
		buf_puts(&text, name[0]);
	else
		put_profiles(&text, read, count);
	const char *kept = arena_text(&f->memory, buf_text(&text), text.size);
	buf_done(&text);
	return kept;
}

static void list_sides(struct summary *f, const struct args *args, const struct loaded *l)
{
	const struct texts *bases = args_bases(args);
	f->summary.subtracted = bases->count > 0;
	if (!f->summary.subtracted)
		return;
	f->summary.other.file = side_text(f, args->input, l->found->inputs, args->inputs);
	f->summary.other.time = time_text(f, l->found->input_time);
	f->summary.base.file = side_text(f, bases->at, l->found->bases, bases->count);
	f->summary.base.time = time_text(f, l->found->base_time);
}

struct summary *profile_summary_new(const struct args *args, const struct loaded *l)
{
	const struct profile *p = l->profile->data;
	struct summary *f = xcalloc(1, sizeof *f);
	f->summary.file = file_text(f, args, l);
	f->summary.unread = l->found->inputs < args->inputs ||
			    l->found->bases < args_bases(args)->count;
	f->summary.program = program_text(f, args, p);
	f->summary.samples = p->samples.count;
	f->summary.diff = args->flags.diff_base.count > 0;
	f->summary.normalized = args->flags.normalize;
	f->summary.time = times_text(f, l);
	list_sides(f, args, l);
	list_types(f, p, l->profile->pruned);
	list_functions(f, p);
	list_labels(f, p);
	f->summary.profile = p;
	return f;
}

size_t profile_summary_type(const struct session_summary *f, const char *sample_index)
{
	struct cprof_error ignored = CPROF_ERROR_INIT;
	uint32_t column;
	bool known = value_column(f->profile, sample_index, &column, &ignored) == CPROF_OK;
	cprof_error_done(&ignored);
	return known ? column : f->default_type;
}

void profile_summary_free(struct summary *f)
{
	if (f == NULL)
		return;
	arena_done(&f->memory);
	free(f);
}
