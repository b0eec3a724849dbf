/* Which rows are shown: see row_filter.h. To add a subject: a record in `subjects`. */
#include "query/filter/row_filter.h"

#include <stdlib.h>
#include <string.h>

#include "base/unit.h"
#include "base/vec.h"
#include "base/xalloc.h"
#include "query/value.h"

enum compare { LESS, LESS_EQUAL, MORE, MORE_EQUAL, EQUAL };

enum change { CHANGE_NEW, CHANGE_GONE, CHANGE_GREW, CHANGE_SHRANK, CHANGE_SAME, CHANGES };

struct test {
	const struct subject *subject;
	bool negated;
	enum change change;
	bool bare; /* no number is asked for */
	enum compare compare;
	double number;
	char *unit; /* "" for the type's own, "%"; NULL: bare */
	char *text; /* as written */
};

/* What can be tested. */
struct subject {
	const char *name;
	int measures; /* what the table needs to have */
	/* Reads what follows the name. */
	bool (*read)(const char *text, struct test *test);
	/* True if the table has what is asked for; NULL: always. */
	bool (*applies)(const struct cprof_table *t, const struct test *test);
	bool (*holds)(const struct cprof_table *t, const struct cprof_row *row,
		      const struct test *test);
};

struct row_filter {
	VEC(struct test) test;
};

/* Moves behind "<", "<=", ... */
static bool read_compare(const char **at, enum compare *compare)
{
	static const struct {
		const char *text;
		enum compare compare;
	} signs[] = { { "<=", LESS_EQUAL }, { ">=", MORE_EQUAL }, { "==", EQUAL },
		      { "<", LESS },        { ">", MORE },        { "=", EQUAL } };
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
		size_t length = strlen(signs[i].text);
		if (strncmp(*at, signs[i].text, length) != 0)
			continue;
		*compare = signs[i].compare;
		*at += length;
		return true;
	}
	return false;
}

/* A number with its unit; K, M, G and T alone are of bytes, as people write them. */
static bool read_number(const char *text, struct test *test)
{
	static const char *const bytes[] = { "K", "M", "G", "T" };
	char *end;
	if (strspn(text, "0123456789.") == 0)
		return false;
	test->number = strtod(text, &end);
	if (strcmp(end, "%") != 0 && end[strspn(end, "abcdefghijklmnopqrstuvwxyz"
						    "ABCDEFGHIJKLMNOPQRSTUVWXYZ\xc2\xb5")] != '\0')
		return false;
	for (size_t i = 0; i < sizeof bytes / sizeof bytes[0]; i++)
		if (strcmp(end, bytes[i]) == 0) {
			test->unit = xasprintf("%sB", end);
			return true;
		}
	test->unit = xstrdup(end);
	return true;
}

static bool read_value(const char *text, struct test *test)
{
	return read_compare(&text, &test->compare) && read_number(text, test);
}

static bool value_applies(const struct cprof_table *t, const struct test *test)
{
	return *test->unit == '\0' || strcmp(test->unit, "%") == 0 ||
	       unit_compatible(test->unit, t->unit.sample);
}

static bool compare(const struct test *test, double value)
{
	switch (test->compare) {
	case LESS:
		return value < test->number;
	case LESS_EQUAL:
		return value <= test->number;
	case MORE:
		return value > test->number;
	case MORE_EQUAL:
		return value >= test->number;
	case EQUAL:
		break;
	}
	return !(value < test->number || value > test->number);
}

/* `whole` is what percentages are of. */
static bool value_holds(const struct cprof_table *t, int64_t value, int64_t whole,
			const struct test *test)
{
	double size = (double)value;
	if (strcmp(test->unit, "%") == 0)
		size = whole != 0 ? size / (double)whole * 100 : 0;
	else if (*test->unit != '\0')
		size = unit_scale(unit_by_ratio(value, t->unit.ratio), t->unit.sample, test->unit)
			       .value;
	else
		size = (double)unit_by_ratio(value, t->unit.ratio);
	return compare(test, size < 0 ? -size : size);
}

static bool flat_holds(const struct cprof_table *t, const struct cprof_row *row,
		       const struct test *test)
{
	return value_holds(t, row->flat, t->total, test);
}

static bool cum_holds(const struct cprof_table *t, const struct cprof_row *row,
		      const struct test *test)
{
	return value_holds(t, row->cum, t->total, test);
}

static bool read_change(const char *text, struct test *test)
{
	static const char *const names[CHANGES] = { "new", "gone", "grew", "shrank", "same" };
	for (int i = 0; i < CHANGES; i++) {
		size_t length = strlen(names[i]);
		if (strncmp(text, names[i], length) != 0)
			continue;
		test->change = (enum change)i;
		test->bare = text[length] == '\0';
		return test->bare || ((i == CHANGE_GREW || i == CHANGE_SHRANK) &&
				      read_value(text + length, test));
	}
	return false;
}

static bool change_applies(const struct cprof_table *t, const struct test *test)
{
	return t->diff && (test->bare || value_applies(t, test));
}

/* True if that became of a value, by the sign of the change. */
static bool became(enum change change, int64_t was, int64_t is)
{
	switch (change) {
	case CHANGE_NEW:
		return was == 0 && is != 0;
	case CHANGE_GONE:
		return was != 0 && is == 0;
	case CHANGE_GREW:
		return value_subtract(is, was) > 0;
	case CHANGE_SHRANK:
		return value_subtract(is, was) < 0;
	case CHANGE_SAME:
	case CHANGES:
		break;
	}
	return was == is;
}

/* By flat, as the table shows a diff. What is new grew by more than any share of nothing. */
static bool change_holds(const struct cprof_table *t, const struct cprof_row *row,
			 const struct test *test)
{
	const struct cprof_amount *base = cprof_table_amount(t, row, CPROF_MEASURE_BASE);
	const struct cprof_amount *other = cprof_table_amount(t, row, CPROF_MEASURE_NEW);
	if (base == NULL || other == NULL || !became(test->change, base->flat, other->flat))
		return false;
	if (test->bare)
		return true;
	if (base->flat == 0 && strcmp(test->unit, "%") == 0)
		return test->compare == MORE || test->compare == MORE_EQUAL;
	return value_holds(t, value_subtract(other->flat, base->flat), base->flat, test);
}

static const struct subject subjects[] = {
	{ "flat", 0, read_value, value_applies, flat_holds },
	{ "cum", 0, read_value, value_applies, cum_holds },
	{ "d:", 1 << CPROF_MEASURE_BASE | 1 << CPROF_MEASURE_NEW, read_change, change_applies,
	  change_holds },
};

#define SUBJECTS (sizeof subjects / sizeof subjects[0])

static const struct subject *find_subject(const char *text)
{
	for (size_t i = 0; i < SUBJECTS; i++)
		if (strncmp(text, subjects[i].name, strlen(subjects[i].name)) == 0)
			return &subjects[i];
	return NULL;
}

bool row_filter_is(const char *word)
{
	word += *word == '!';
	const struct subject *subject = find_subject(word);
	if (subject == NULL)
		return false;
	size_t length = strlen(subject->name);
	char next = word[length];
	if (word[length - 1] == ':')
		return true;
	return strchr("<>=", next) != NULL && next != '\0';
}

static bool read_test(const char *text, struct test *test)
{
	test->negated = *text == '!';
	text += test->negated;
	test->subject = find_subject(text);
	return test->subject != NULL &&
	       test->subject->read(text + strlen(test->subject->name), test);
}

static void free_test(struct test *test)
{
	free(test->unit);
	free(test->text);
}

enum cprof_status row_filter_new(const char *list, struct row_filter **tests,
				 struct cprof_error *err)
{
	*tests = NULL;
	if (list == NULL || *list == '\0')
		return CPROF_OK;
	struct row_filter *made = xcalloc(1, sizeof *made);
	for (const char *p = list;; p++) {
		struct test test = { 0 };
		size_t length = strcspn(p, ",");
		test.text = xstrndup(p, length);
		if (!read_test(test.text, &test)) {
			cprof_error_set(err, CPROF_ERR_SYNTAX,
					"\"%s\" tests no row: flat or cum, < <= > >= or =, and a "
					"number, as in cum>=1%% or flat>1MB; d:new, d:gone, "
					"d:grew or d:shrank of a diff",
					test.text);
			free_test(&test);
			row_filter_free(made);
			return err->status;
		}
		VEC_PUSH(&made->test, test);
		p += length;
		if (*p == '\0')
			break;
	}
	*tests = made;
	return CPROF_OK;
}

void row_filter_free(struct row_filter *tests)
{
	if (tests == NULL)
		return;
	for (size_t i = 0; i < tests->test.count; i++)
		free_test(&tests->test.at[i]);
	VEC_DONE(&tests->test);
	free(tests);
}

int row_filter_measures(const struct row_filter *tests)
{
	int measures = 0;
	for (size_t i = 0; tests != NULL && i < tests->test.count; i++)
		measures |= tests->test.at[i].subject->measures;
	return measures;
}

static bool passes(const struct row_filter *tests, const struct cprof_table *t,
		   const struct cprof_row *row)
{
	for (size_t i = 0; i < tests->test.count; i++) {
		const struct test *test = &tests->test.at[i];
		const struct subject *subject = test->subject;
		if (subject->applies != NULL && !subject->applies(t, test))
			continue;
		if (subject->holds(t, row, test) == test->negated)
			return false;
	}
	return true;
}

static void sum_up(struct cprof_table *t)
{
	int64_t sum = 0;
	t->shown_flat = 0;
	for (size_t i = 0; i < t->count; i++) {
		struct cprof_row *row = &t->row[t->order[i]];
		row->sum = sum = value_add(sum, row->flat);
		if (i + 1 == t->shown)
			t->shown_flat = sum;
	}
}

void row_filter_apply(const struct row_filter *tests, struct cprof_table *t,
		      struct cprof_notes *notes)
{
	size_t kept = 0, failed = 0;
	if (tests == NULL)
		return;
	for (size_t i = 0; i < tests->test.count; i++) {
		const struct test *test = &tests->test.at[i];
		if (test->subject->applies != NULL && !test->subject->applies(t, test))
			notes_add(notes, "rows:%s is no question to %s in %s: not asked",
				  test->text, t->type, t->unit.sample);
	}
	uint32_t *behind = xcalloc(t->shown, sizeof *behind);
	for (size_t i = 0; i < t->shown; i++) {
		if (passes(tests, t, &t->row[t->order[i]]))
			t->order[kept++] = t->order[i];
		else
			behind[failed++] = t->order[i];
	}
	for (size_t i = 0; i < failed; i++)
		t->order[kept + i] = behind[i];
	free(behind);
	t->shown = kept;
	sum_up(t);
}
