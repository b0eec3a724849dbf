/* Labels and what they add up to: see tags.h; and the report `tags`, which says nothing else.
 * Samples are summed by label set, and the sums of sets added to the tags in them. */
#include "report/tags.h"

#include <stdlib.h>
#include <string.h>

#include <cprof/table.h>

#include "base/intern.h"
#include "base/unit.h"
#include "base/vec.h"
#include "query/labels.h"
#include "report/align.h"
#include "report/header.h"
#include "report/result.h"

/* A value of a key. */
struct tag {
	const char *key, *text;
	int64_t sum; /* in the unit of the sample type */
};

struct tags {
	struct cprof_table table; /* how values are printed */
	struct label_units units;
	struct intern key, name;   /* names: the number of the key, then the text */
	VEC(int64_t) sum;          /* of each name */
	VEC(struct tag) tag;       /* sorted */
};

/* Sums of one label set. */
struct set_sum {
	int64_t sum;
	bool seen;
};

static void add_tag(struct tags *t, const char *key, const char *text, size_t length, int64_t sum)
{
	struct buf name = BUF_INIT;
	uint32_t key_number = intern_put(&t->key, key, strlen(key));
	buf_put(&name, &key_number, sizeof key_number);
	buf_put(&name, text, length);
	uint32_t number = intern_put(&t->name, name.data, name.size);
	if (number == t->sum.count)
		VEC_PUSH(&t->sum, 0);
	t->sum.at[number] = value_add(t->sum.at[number], sum);
	buf_done(&name);
}

static void add_set(struct tags *t, const struct selection *s, uint32_t set, int64_t sum)
{
	const struct profile *p = s->profile;
	struct buf text = BUF_INIT;
	for (uint32_t i = p->label_set_start[set]; i < p->label_set_start[set + 1]; i++) {
		const struct label *l = &p->label[i];
		if (!selection_label_visible(s, i))
			continue;
		const char *key = profile_text(p, l->key);
		buf_clear(&text);
		if (l->text != 0)
			buf_puts(&text, profile_text(p, l->text));
		else
			unit_label(&text, l->number, label_unit(&t->units, key),
				   t->table.unit.shown);
		add_tag(t, key, buf_text(&text), text.size, sum);
	}
	buf_done(&text);
}

static void add_samples(struct tags *t, const struct run *run)
{
	const struct selection *s = run->selection;
	const struct profile *p = s->profile;
	const struct column *column = &p->samples.column[run->value.column];
	struct set_sum *set = xcalloc(p->label_set_count, sizeof *set);
	for (size_t i = 0; i < p->samples.count; i++) {
		if (s->dropped != NULL && s->dropped[i])
			continue;
		struct set_sum *to = &set[profile_label_set(p, i)];
		to->sum = value_add(to->sum, column_value(column, i));
		to->seen = true;
	}
	for (uint32_t i = 1; i < p->label_set_count; i++)
		if (set[i].seen)
			add_set(t, s, i, set[i].sum);
	free(set);
}

/* By key, then the largest first. */
static int compare_tags(const void *a, const void *b)
{
	const struct tag *x = a, *y = b;
	int order = strcmp(x->key, y->key);
	if (order == 0)
		order = value_compare_size(x->sum, y->sum);
	return order != 0 ? order : strcmp(x->text, y->text);
}

static void sort_tags(struct tags *t)
{
	VEC_RESERVE(&t->tag, t->sum.count);
	for (uint32_t i = 0; i < t->sum.count; i++) {
		const char *name = intern_text(&t->name, i);
		uint32_t key;
		memcpy(&key, name, sizeof key);
		VEC_PUSH(&t->tag, (struct tag){ .key = intern_text(&t->key, key),
						.text = name + sizeof key,
						.sum = t->sum.at[i] });
	}
	VEC_SORT(&t->tag, compare_tags);
}

static void put_percentage(const struct tags *t, int64_t sum, struct buf *out)
{
	if (t->table.total <= 0)
		return;
	buf_puts(out, " (");
	unit_percentage(out, sum, t->table.total);
	buf_putc(out, ')');
}

/* The lines of the key that the first of `count` tags has, with tabs behind their columns. */
static void put_lines(const struct tags *t, const struct tag *tag, size_t count, struct buf *out)
{
	int64_t sum = 0;
	for (size_t i = 0; i < count; i++)
		sum = value_add(sum, tag[i].sum);
	buf_printf(out, "%s:\t Total ", tag->key);
	unit_put(out, &t->table.unit, sum);
	buf_puts(out, " of ");
	unit_put(out, &t->table.unit, t->table.total);
	put_percentage(t, sum, out);
	buf_putc(out, '\n');
	for (size_t i = 0; i < count; i++) {
		buf_puts(out, " \t");
		unit_put(out, &t->table.unit, tag[i].sum);
		put_percentage(t, tag[i].sum, out);
		buf_printf(out, ":\t %s\n", tag[i].text);
	}
}

static void put_tags(const struct tags *t, struct buf *out)
{
	struct buf lines = BUF_INIT;
	for (size_t i = 0; i < t->tag.count;) {
		size_t count = 1;
		while (i + count < t->tag.count && t->tag.at[i + count].key == t->tag.at[i].key)
			count++;
		buf_clear(&lines);
		put_lines(t, &t->tag.at[i], count, &lines);
		align_columns(buf_text(&lines), lines.size, out);
		buf_putc(out, '\n');
		i += count;
	}
	buf_done(&lines);
}

void tags_print(const struct run *run, struct buf *out)
{
	struct tags t = { 0 };
	struct buf type = BUF_INIT;
	header_table(run, &type, &t.table);
	label_units_init(&t.units, run->selection->profile, NULL);
	add_samples(&t, run);
	sort_tags(&t);
	put_tags(&t, out);
	label_units_done(&t.units);
	intern_done(&t.key);
	intern_done(&t.name);
	VEC_DONE(&t.sum);
	VEC_DONE(&t.tag);
	buf_done(&type);
}

static enum cprof_status tags_run(const struct cprof_request *request,
				  struct cprof_context *context, struct cprof_report_result *result,
				  struct cprof_error *err)
{
	struct run run;
	enum cprof_status status = run_start(request->profile, request->query, context, &run, err);
	if (status != CPROF_OK)
		return status;
	tags_print(&run, &result->text);
	run_done(&run);
	return CPROF_OK;
}

const struct cprof_report report_tags = {
	.name = "tags",
	.help = "labels and what they add up to",
	.granularity = -1,
	.run = tags_run,
};
