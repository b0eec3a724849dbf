/* A profile from a few lines of text: see sketch.h. */
#include "unit/lib/sketch.h"

#include "unit/lib/check.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "model/builder.h"

#define MOST 1000 /* frames, lines or values in one line of text */

struct sketch {
	struct builder *b;
	struct intern text;
	struct intern labels;    /* texts of label sets; a set is the number + 1 */
	struct intern functions; /* keys of functions; id is the number + 1 */
	struct cprof_error err;
};

static int64_t text_of(struct sketch *x, const char *text, size_t length)
{
	if (length == 1 && *text == '-')
		length = 0;
	return intern_put(&x->text, text, length);
}

static int64_t text_all(struct sketch *x, const char *text)
{
	return text_of(x, text, strlen(text));
}

static char *trim(char *text)
{
	text += strspn(text, " \t");
	for (size_t n = strlen(text); n > 0 && strchr(" \t", text[n - 1]) != NULL; n--)
		text[n - 1] = '\0';
	return text;
}

static uint64_t function_of(struct sketch *x, const char *name, const char *file, int64_t start)
{
	char key[500];
	snprintf(key, sizeof key, "%s\n%s\n%" PRId64, name, file, start);
	uint32_t before = x->functions.count;
	uint32_t number = intern_put(&x->functions, key, strlen(key));
	if (number == before) {
		struct function_def def = { .id = number + 1, .start_line = start };
		def.name = text_all(x, name);
		def.file = text_all(x, file);
		assert_int_equal(builder_function(x->b, &def, &x->err), CPROF_OK);
	}
	return number + 1;
}

/* NAME FILE:LINE[:COLUMN] [s=START] */
static struct line_def read_line(struct sketch *x, char *text)
{
	struct line_def line = { 0 };
	int64_t start = 0;
	text = trim(text);
	char *last = strrchr(text, ' ');
	if (last != NULL && strncmp(last, " s=", 3) == 0) {
		start = strtoll(last + 3, NULL, 10);
		*last = '\0';
		last = strrchr(text, ' ');
	}
	char *file = last != NULL ? last + 1 : text, *colon = strchr(file, ':');
	if (last == NULL || colon == NULL)
		fail_msg("no place in: %s", text);
	else
		*last = *colon = '\0';
	line.line = strtoll(colon + 1, &colon, 10);
	if (*colon == ':')
		line.column = strtoll(colon + 1, NULL, 10);
	line.function_id = function_of(x, trim(text), file, start);
	return line;
}

static void read_location(struct sketch *x, char *text)
{
	struct location_def def = { 0 };
	struct line_def line[MOST];
	size_t lines = 0;
	char *colon = strchr(text, ':'), *rest = NULL;
	assert_non_null(colon);
	*colon = '\0';
	for (char *word = strtok_r(text, " ", &rest); word != NULL;
	     word = strtok_r(NULL, " ", &rest)) {
		if (*word == 'm')
			def.mapping_id = strtoull(word + 1, NULL, 10);
		else if (*word == '@')
			def.address = strtoull(word + 1, NULL, 16);
		else
			def.id = strtoull(word, NULL, 10);
	}
	for (char *part = strtok_r(colon + 1, ";", &rest); part != NULL && lines < MOST;
	     part = strtok_r(NULL, ";", &rest))
		if (*trim(part) != '\0')
			line[lines++] = read_line(x, part);
	assert_int_equal(builder_location(x->b, &def, line, lines, &x->err), CPROF_OK);
}

/* KEY=TEXT, KEY#NUMBER or KEY#NUMBER:UNIT */
static struct label_def read_label(struct sketch *x, char *word)
{
	struct label_def def = { 0 };
	char *mark = strpbrk(word, "=#"), *end;
	assert_non_null(mark);
	def.key = text_of(x, word, (size_t)(mark - word));
	if (*mark == '=') {
		def.text = text_all(x, mark + 1);
	} else {
		def.number = strtoll(mark + 1, &end, 10);
		if (*end == ':')
			def.unit = text_all(x, end + 1);
	}
	return def;
}

static uint32_t read_labels(struct sketch *x, char *text)
{
	struct label_def def[MOST];
	size_t count = 0;
	char *rest = NULL;
	text = trim(text);
	uint32_t before = x->labels.count;
	uint32_t number = intern_put(&x->labels, text, strlen(text));
	if (number < before)
		return number + 1;
	for (char *word = strtok_r(text, " ", &rest); word != NULL && count < MOST;
	     word = strtok_r(NULL, " ", &rest))
		def[count++] = read_label(x, word);
	builder_label_set(x->b, def, count);
	return number + 1;
}

static void read_sample(struct sketch *x, char *text)
{
	char *bar = strchr(text, '|');
	uint32_t set = bar != NULL ? read_labels(x, bar + 1) : 0;
	if (bar != NULL)
		*bar = '\0';
	int64_t value[MOST];
	uint64_t id[MOST];
	size_t values = 0, ids = 0;
	char *colon = strchr(text, ':'), *rest = NULL;
	assert_non_null(colon);
	*colon = '\0';
	for (char *word = strtok_r(text, " ", &rest); word != NULL && values < MOST;
	     word = strtok_r(NULL, " ", &rest))
		value[values++] = strtoll(word, NULL, 10);
	for (char *word = strtok_r(colon + 1, " ", &rest); word != NULL && ids < MOST;
	     word = strtok_r(NULL, " ", &rest))
		id[ids++] = strtoull(word, NULL, 10);
	struct sample_def def = { id, ids, 0, value, values, set };
	assert_int_equal(builder_sample(x->b, &def, &x->err), CPROF_OK);
}

static void read_mapping(struct sketch *x, char *text)
{
	struct mapping_def def = { 0 };
	char *rest = NULL;
	def.mapping.id = strtoull(strtok_r(text, " ", &rest), NULL, 10);
	char *file = strtok_r(NULL, " ", &rest), *build_id = strtok_r(NULL, " ", &rest);
	def.file = text_all(x, file != NULL ? file : "");
	char *range = strtok_r(NULL, " ", &rest);
	def.build_id = text_all(x, build_id != NULL ? build_id : "");
	if (range != NULL) {
		def.mapping.start = strtoull(range, &range, 16);
		def.mapping.limit = strtoull(range + 1, NULL, 16);
	}
	assert_int_equal(builder_mapping(x->b, &def, &x->err), CPROF_OK);
}

static void read_entry(struct sketch *x, const char *key, char *rest)
{
	struct header_def *h = builder_header(x->b);
	if (strcmp(key, "type") == 0) {
		char *unit = strchr(rest, ' ');
		assert_non_null(unit);
		*unit++ = '\0';
		int64_t type = text_all(x, rest);
		builder_type(x->b, type, text_all(x, unit));
	} else if (strcmp(key, "period") == 0) {
		char *unit = strchr(rest, ' ');
		assert_non_null(unit);
		*unit++ = '\0';
		h->period_type = text_all(x, rest);
		char *count = strchr(unit, ' ');
		assert_non_null(count);
		*count++ = '\0';
		h->period_unit = text_all(x, unit);
		h->period = strtoll(count, NULL, 10);
	} else if (strcmp(key, "time") == 0) {
		h->time_nanos = strtoll(rest, NULL, 10);
	} else if (strcmp(key, "doc") == 0) {
		h->doc_url = text_all(x, rest);
	} else if (strcmp(key, "map") == 0) {
		read_mapping(x, rest);
	} else if (strcmp(key, "loc") == 0) {
		read_location(x, rest);
	} else if (strcmp(key, "sample") == 0) {
		read_sample(x, rest);
	} else if (strcmp(key, "drop") == 0) {
		h->drop_frames = text_all(x, rest);
	} else if (strcmp(key, "keep") == 0) {
		h->keep_frames = text_all(x, rest);
	} else if (strcmp(key, "default") == 0) {
		h->default_type = text_all(x, rest);
	} else if (strcmp(key, "comment") == 0) {
		builder_comment(x->b, text_all(x, rest));
	} else if (strcmp(key, "duration") == 0) {
		h->duration_nanos = strtoll(rest, NULL, 10);
	} else {
		fail_msg("no such entry: %s", key);
	}
}

struct profile *sketch_profile(const char *text)
{
	static const struct cprof_limits limits = CPROF_LIMITS_INIT;
	struct sketch x = { .b = builder_new(&limits) };
	struct profile *profile = NULL;
	char *copy = strdup(text), *rest = NULL;
	text_all(&x, "");
	for (char *line = strtok_r(copy, "\n", &rest); line != NULL;
	     line = strtok_r(NULL, "\n", &rest)) {
		char *value = strchr(line, ' ');
		assert_non_null(value);
		*value = '\0';
		read_entry(&x, line, trim(value + 1));
	}
	for (uint32_t i = 0; i < x.text.count; i++)
		assert_int_equal(builder_string(x.b, intern_text(&x.text, i),
						intern_length(&x.text, i), &x.err), CPROF_OK);
	if (builder_finish(x.b, &profile, &x.err) != CPROF_OK)
		fail_msg("%s", x.err.text);
	builder_free(x.b);
	intern_done(&x.text);
	intern_done(&x.functions);
	intern_done(&x.labels);
	free(copy);
	return profile;
}
