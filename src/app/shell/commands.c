/* The list of commands; completion, and what a mistyped word was meant to be, over everything the
 * language knows. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/io.h"
#include "base/vec.h"
#include "base/xalloc.h"
#include "app/shell/command.h"
#include "app/cmdline/options.h"

#define LONGEST 32 /* letters of a word that is looked for */

#define COMMAND(name) &command_##name,
const struct command *const command_list[] = {
#include "app/shell/commands.def"
	NULL
};
#undef COMMAND

const struct command *command_find(const struct interpreter *in, const char *name)
{
	for (size_t i = 0; command_list[i] != NULL; i++)
		if (strcmp(command_list[i]->name, name) == 0)
			return command_list[i];
	for (size_t i = 0; in->front_commands != NULL && in->front_commands[i] != NULL; i++)
		if (strcmp(in->front_commands[i]->name, name) == 0)
			return in->front_commands[i];
	return NULL;
}

struct candidates {
	VEC(const char *) name;
	VEC(char *) owned; /* those of the names that nobody else holds */
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

/* A candidate is a line and a word of the shell, so a name has no blank and no control byte. */
static bool is_word(const char *name)
{
	for (const char *p = name; *p != '\0'; p++)
		if ((unsigned char)*p <= ' ' || *p == 0x7f)
			return false;
	return true;
}

/* Files whose path begins with the word, folders with a slash behind them; hidden ones only when
 * the dot was typed. */
static void offer_files(struct candidates *c)
{
	size_t folder = c->length;
	while (folder > 0 && c->word[folder - 1] != '/')
		folder--;
	char *path = folder > 0 ? xstrndup(c->word, folder) : xstrdup(".");
	DIR *dir = io_open_folder(path);
	const struct dirent *entry;
	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		if (!is_word(entry->d_name) ||
		    (*entry->d_name == '.' && (folder == c->length || c->word[folder] != '.')))
			continue;
		char *name = xasprintf("%.*s%s%s", (int)folder, c->word, entry->d_name,
				       entry->d_type == DT_DIR ? "/" : "");
		VEC_PUSH(&c->owned, name);
		offer(c, name, false);
	}
	if (dir != NULL)
		closedir(dir);
	free(path);
}

/* True if the word is a file: the one behind '>', which may be glued to it. */
static bool is_file(struct candidates *c, const char *line)
{
	const char *before = c->word;
	if (c->length > 0 && *c->word == '>') {
		c->word++;
		c->length--;
		return true;
	}
	while (before > line && (before[-1] == ' ' || before[-1] == '\t'))
		before--;
	return before > line + 1 && before[-1] == '>' && (before[-2] == ' ' || before[-2] == '\t');
}

static void offer_first_words(struct candidates *c, const struct interpreter *in)
{
	for (size_t i = 0; command_list[i] != NULL; i++)
		offer(c, command_list[i]->name, false);
	for (size_t i = 0; in->front_commands != NULL && in->front_commands[i] != NULL; i++)
		offer(c, in->front_commands[i]->name, false);
	for (size_t i = 0; cprof_reports[i] != NULL; i++)
		if (cprof_reports[i]->run != NULL)
			offer(c, cprof_reports[i]->name, false);
	for (const struct option *o = option_records; o->name != NULL; o++)
		if (options_assignable(o))
			offer(c, o->name, false);
	for (size_t i = 0; i < in->summary->types; i++)
		offer(c, in->summary->type[i].name, false);
}

static void offer_values(struct candidates *c, const struct interpreter *in,
			 const struct option *o)
{
	for (size_t i = 0; o->choices != NULL && o->choices[i] != NULL; i++)
		offer(c, o->choices[i], false);
	if (o->home == OPTION_OUTPUT)
		offer_files(c);
	if (strcmp(o->name, "sample_index") == 0)
		for (size_t i = 0; i < in->summary->types; i++)
			offer(c, in->summary->type[i].name, false);
	if (o->kind == OPTION_BOOL) {
		offer(c, "false", false);
		offer(c, "true", false);
	}
	if (o->home == OPTION_FILTER)
		for (size_t i = 0; i < in->summary->function_count; i++)
			offer(c, in->summary->functions[i], true);
}

/* "NAME=VALUE" behind `set`. */
static void offer_setting(struct candidates *c, const struct interpreter *in, const char *rest)
{
	char *name = xstrndup(rest, strcspn(rest, " \t="));
	const struct option *o = options_find(name);
	const struct setting *r = setting_find(name);
	char *choice;
	if (c->word <= rest) {
		for (r = setting_records; r->name != NULL && in->settings != NULL; r++)
			offer(c, r->name, false);
		for (o = option_records; o->name != NULL; o++)
			if (o->home == OPTION_QUERY || o->home == OPTION_FILTER)
				offer(c, o->name, false);
	} else if (r != NULL && r->kind == SETTING_BOOL) {
		offer(c, "false", false);
		offer(c, "true", false);
	} else if (r != NULL) {
		for (size_t i = 0; (choice = setting_choice(r, i)) != NULL; i++) {
			VEC_PUSH(&c->owned, choice);
			offer(c, choice, false);
		}
	} else if (o != NULL) {
		offer_values(c, in, o);
	}
	free(name);
}

static void offer_arguments(struct candidates *c, const struct interpreter *in, const char *line,
			    const char *first)
{
	const struct command *command = command_find(in, first);
	if (command != NULL && command->takes_setting) {
		const char *rest = line + strspn(line, " \t");
		rest += strcspn(rest, " \t");
		offer_setting(c, in, rest + strspn(rest, " \t"));
	} else if (command != NULL && command->takes_file) {
		offer_files(c);
	} else if (command != NULL && strcmp(first, "help") == 0) {
		offer_first_words(c, in);
	} else if (command != NULL && command->complete != NULL) {
		const char *name;
		for (size_t i = 0; (name = command->complete(in, i)) != NULL; i++)
			offer(c, name, false);
	} else if (command == NULL && is_file(c, line)) {
		offer_files(c);
	} else if (command == NULL) {
		/* A word of a report: part of a function's name, perhaps behind '-'. */
		if (c->length > 0 && *c->word == '-') {
			c->word++;
			c->length--;
		}
		for (size_t i = 0; i < in->summary->function_count; i++)
			offer(c, in->summary->functions[i], true);
	}
}

/* True if the line is a command with words of its own that has the name of an option: it is not
 * followed by '='. */
static bool is_command(const struct interpreter *in, const char *line, const char *first)
{
	const struct command *command = command_find(in, first);
	const char *behind = line + strspn(line, " \t") + strlen(first);
	return command != NULL && command->complete != NULL && behind[strspn(behind, " \t")] != '=';
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
	else if (o != NULL && !is_command(in, line, first))
		offer_values(&c, in, o);
	else
		offer_arguments(&c, in, line, first);
	*from = (size_t)(c.word - line);
	VEC_SORT(&c.name, vec_compare_texts);
	size_t count = 0;
	for (size_t i = 0; i < c.name.count; i++) {
		if (i > 0 && strcmp(c.name.at[i], c.name.at[i - 1]) == 0)
			continue;
		buf_printf(out, "%s\n", c.name.at[i]);
		count++;
	}
	free(first);
	VEC_FREE(&c.owned);
	VEC_DONE(&c.name);
	return count;
}

bool command_takes_value(const char *line)
{
	bool set = strncmp(line, "set ", 4) == 0;
	const char *name = set ? line + 4 + strspn(line + 4, " ") : line;
	const struct option *o = options_find(name);
	return o != NULL ? set || o->kind != OPTION_BOOL : set && setting_find(name) != NULL;
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

const char *command_nearest(const struct interpreter *in, const char *word)
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
