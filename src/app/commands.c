/* The list of commands, and completion over everything the language knows. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "app/command.h"
#include "app/options.h"

#define COMMAND(name) &command_##name,
const struct command *const command_list[] = {
#include "app/commands.def"
	NULL
};
#undef COMMAND

struct candidates {
	VEC(const char *) name;
	const char *word;
	size_t length;
};

/* Takes a name that begins with the word; with `anywhere` one that contains it. */
static void offer(struct candidates *c, const char *name, bool anywhere)
{
	bool fits = anywhere ? memmem(name, strlen(name), c->word, c->length) != NULL
			     : strncmp(name, c->word, c->length) == 0;
	if (fits)
		VEC_PUSH(&c->name, name);
}

static void offer_first_words(struct candidates *c, const struct interpreter *in)
{
	for (size_t i = 0; command_list[i] != NULL; i++)
		offer(c, command_list[i]->name, false);
	for (size_t i = 0; in->front_commands != NULL && in->front_commands[i] != NULL; i++)
		offer(c, in->front_commands[i]->name, false);
	for (size_t i = 0; cprof_reports[i] != NULL; i++)
		if (cprof_report_explorable(cprof_reports[i]))
			offer(c, cprof_reports[i]->name, false);
	for (const struct option *o = option_records; o->name != NULL; o++)
		if (o->home == OPTION_QUERY || o->home == OPTION_FILTER)
			offer(c, o->name, false);
	for (size_t i = 0; i < in->facts->types; i++)
		offer(c, in->facts->type[i].name, false);
}

static void offer_values(struct candidates *c, const struct interpreter *in,
			 const struct option *o)
{
	for (size_t i = 0; o->choices != NULL && o->choices[i] != NULL; i++)
		offer(c, o->choices[i], false);
	if (strcmp(o->name, "sample_index") == 0)
		for (size_t i = 0; i < in->facts->types; i++)
			offer(c, in->facts->type[i].name, false);
	if (o->kind == OPTION_BOOL) {
		offer(c, "false", false);
		offer(c, "true", false);
	}
	if (o->home == OPTION_FILTER)
		for (size_t i = 0; i < in->facts->function_count; i++)
			offer(c, in->facts->functions[i], true);
}

static void offer_arguments(struct candidates *c, const struct interpreter *in, const char *first)
{
	const struct command *command = command_find(in, first);
	if (command != NULL && strcmp(first, "help") == 0) {
		offer_first_words(c, in);
	} else if (command != NULL && command->complete != NULL) {
		const char *name;
		for (size_t i = 0; (name = command->complete(in, i)) != NULL; i++)
			offer(c, name, false);
	} else if (command == NULL) {
		/* A word of a report: part of a function's name, perhaps behind '-'. */
		if (c->length > 0 && *c->word == '-') {
			c->word++;
			c->length--;
		}
		for (size_t i = 0; i < in->facts->function_count; i++)
			offer(c, in->facts->functions[i], true);
	}
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

size_t command_complete(const struct interpreter *in, const char *line, size_t cursor, size_t *from,
			struct buf *out)
{
	struct candidates c = { 0 };
	size_t start = strspn(line, " \t");
	size_t begin = cursor;
	while (begin > start && strchr(" \t=", line[begin - 1]) == NULL)
		begin--;
	c.word = line + begin;
	c.length = cursor - begin;
	char *first = xstrndup(line + start, strcspn(line + start, " \t="));
	const struct option *o = options_find(first);
	if (begin <= start)
		offer_first_words(&c, in);
	else if (o != NULL)
		offer_values(&c, in, o);
	else
		offer_arguments(&c, in, first);
	*from = (size_t)(c.word - line);
	if (c.name.count > 0)
		qsort(c.name.at, c.name.count, sizeof *c.name.at, compare_names);
	size_t count = 0;
	for (size_t i = 0; i < c.name.count; i++) {
		if (i > 0 && strcmp(c.name.at[i], c.name.at[i - 1]) == 0)
			continue;
		buf_printf(out, "%s\n", c.name.at[i]);
		count++;
	}
	free(first);
	VEC_DONE(&c.name);
	return count;
}

bool command_takes_value(const char *line)
{
	const struct option *o = options_find(line);
	return o != NULL && o->kind != OPTION_BOOL;
}

size_t command_common(const char *candidates)
{
	size_t common = strcspn(candidates, "\n");
	for (const char *p = candidates; *p != '\0'; p += strcspn(p, "\n") + 1) {
		size_t i = 0;
		while (i < common && p[i] == candidates[i])
			i++;
		common = i;
	}
	return common;
}
