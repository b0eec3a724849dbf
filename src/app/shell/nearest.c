/* What a mistyped word was meant to be: see nearest.h. */
#include "app/shell/nearest.h"

#include <string.h>

#include "app/cmdline/options.h"

#define LONGEST 32 /* letters of a word that is looked for */

struct search {
	const char *word;
	size_t length;
	size_t distance;  /* of the best so far; at first one more than is near */
	const char *best; /* NULL: none */
};

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* How many changes of a letter make one text the other; exchanged neighbours are one change. */
static size_t distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
	size_t rows[3][LONGEST + 1];
	for (size_t j = 0; j <= b_length; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a_length; i++) {
		size_t *row = rows[i % 3], *above = rows[(i + 2) % 3];
		row[0] = i;
		for (size_t j = 1; j <= b_length; j++) {
			row[j] = least(above[j - 1] + (a[i - 1] != b[j - 1]),
				       least(above[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				row[j] = least(row[j], rows[(i + 1) % 3][j - 2] + 1);
		}
	}
	return rows[a_length % 3][b_length];
}

static void consider(struct search *s, const char *name)
{
	size_t length = strlen(name);
	if (length > LONGEST)
		return;
	size_t found = distance(s->word, s->length, name, length);
	if (found < s->distance && found < length) {
		s->distance = found;
		s->best = name;
	}
}

const char *nearest_word(const struct interpreter *in, const char *word)
{
	size_t length = strcspn(word, "=");
	struct search s = { word, length, length > 4 ? 3 : 2, NULL };
	if (length < 2 || length > LONGEST)
		return NULL;
	for (size_t i = 0; cprof_reports[i] != NULL; i++)
		if (cprof_reports[i]->run != NULL)
			consider(&s, cprof_reports[i]->name);
	for (const struct option *o = option_records; o->name != NULL; o++)
		if (options_assignable(o))
			consider(&s, o->name);
	for (size_t i = 0; command_list[i] != NULL; i++)
		consider(&s, command_list[i]->name);
	for (size_t i = 0; in->front_commands != NULL && in->front_commands[i] != NULL; i++)
		consider(&s, in->front_commands[i]->name);
	for (const struct setting *r = setting_records; r->name != NULL; r++)
		consider(&s, r->name);
	return s.best;
}
