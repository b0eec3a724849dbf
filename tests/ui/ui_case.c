/* Reading screen tests: see ui_case.h. A line is a word and what belongs to it; each word has a
 * record.
 *
 * Invariant: `line` holds the file as it is, so that an update changes nothing but screens. */
#include "ui_case.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/io.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "tui/term/key.h"

#define FILE_LIMIT ((size_t)1 << 20)

struct case_reader {
	struct ui_case *c;
	const char *profiles;
	size_t line;
	const char *at;  /* behind the words read so far */
	struct buf word;
	bool quoted;     /* the word stood in quotes */
	bool failed;
};

static void fail(struct case_reader *r, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void fail(struct case_reader *r, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	printf("# %s:%zu: ", r->c->path, r->line + 1);
	vprintf(format, args);
	printf("\n");
	va_end(args);
	r->failed = true;
}

static char escaped(struct case_reader *r)
{
	static const char from[] = "nte\"\\", to[] = "\n\t\x1b\"\\";
	char c = *r->at != '\0' ? *r->at++ : '\\';
	const char *known = strchr(from, c);
	if (c == 'x' && isxdigit((unsigned char)r->at[0]) && isxdigit((unsigned char)r->at[1])) {
		char digits[3] = { r->at[0], r->at[1], '\0' };
		r->at += 2;
		return (char)strtol(digits, NULL, 16);
	}
	return known != NULL && c != '\0' ? to[known - from] : c;
}

/* The next word of the line; false at its end. */
static bool next_word(struct case_reader *r)
{
	r->at += strspn(r->at, " \t");
	buf_clear(&r->word);
	r->quoted = *r->at == '"';
	if (*r->at == '\0')
		return false;
	if (!r->quoted) {
		size_t length = strcspn(r->at, " \t");
		buf_put(&r->word, r->at, length);
		r->at += length;
		return true;
	}
	r->at++;
	while (*r->at != '\0' && *r->at != '"') {
		char c = *r->at++;
		buf_putc(&r->word, c == '\\' ? escaped(r) : c);
	}
	if (*r->at == '\0')
		fail(r, "a quote is not closed");
	else
		r->at++;
	return true;
}

static int number(struct case_reader *r)
{
	char *end;
	if (!next_word(r)) {
		fail(r, "a number is missing");
		return 0;
	}
	long value = strtol(buf_text(&r->word), &end, 10);
	if (*end != '\0' || end == buf_text(&r->word))
		fail(r, "%s is no number", buf_text(&r->word));
	return (int)value;
}

static char *text(struct case_reader *r)
{
	if (!next_word(r) || !r->quoted) {
		fail(r, "a text in quotes is missing");
		return NULL;
	}
	return xstrdup(buf_text(&r->word));
}

static void read_size(struct case_reader *r, struct step *step)
{
	(void)step;
	r->c->rows = number(r);
	r->c->cols = number(r);
}

static void read_colours(struct case_reader *r, struct step *step)
{
	(void)step;
	r->c->colours = number(r);
}

static void read_ascii(struct case_reader *r, struct step *step)
{
	(void)step;
	r->c->utf8 = false;
}

static void read_config(struct case_reader *r, struct step *step)
{
	char *line = text(r);
	(void)step;
	if (line != NULL)
		buf_printf(&r->c->config, "%s\n", line);
	free(line);
}

static void read_state(struct case_reader *r, struct step *step)
{
	(void)step;
	if (!next_word(r)) {
		fail(r, "it is missing which file");
		return;
	}
	VEC_PUSH(&r->c->state, xstrdup(buf_text(&r->word)));
	char *content = text(r);
	VEC_PUSH(&r->c->state, content != NULL ? content : xstrdup(""));
}

static void read_args(struct case_reader *r, struct step *step)
{
	static const char lead[] = "profile:";
	(void)step;
	while (next_word(r)) {
		const char *word = buf_text(&r->word), *at = strstr(word, lead);
		bool made = at != NULL && (at == word || at[-1] == '=');
		char *argument = made ? xasprintf("%.*s%s/%s.pb.gz", (int)(at - word), word,
						  r->profiles, at + sizeof lead - 1)
				      : xstrdup(word);
		VEC_PUSH(&r->c->argument, argument);
	}
}

static void push_keys(struct step *step, uint32_t key, long count)
{
	for (; count > 0; count--)
		VEC_PUSH(&step->key, key);
}

/* KEY, <KEY> or one of them with *COUNT behind it. */
static void read_keys(struct case_reader *r, struct step *step)
{
	while (next_word(r)) {
		const char *word = buf_text(&r->word);
		const char *star = *word != '\0' ? strchr(word + 1, '*') : NULL;
		size_t length = star != NULL ? (size_t)(star - word) : strlen(word);
		bool named = length > 2 && *word == '<' && word[length - 1] == '>';
		char *name = named ? xstrndup(word + 1, length - 2) : xstrndup(word, length);
		uint32_t key = key_parse(name);
		if (key == KEY_NONE_ || (!named && utf8_count(name, strlen(name)) != 1))
			fail(r, "%s is no key", word);
		push_keys(step, key, star != NULL ? strtol(star + 1, NULL, 10) : 1);
		free(name);
	}
}

static void read_type(struct case_reader *r, struct step *step)
{
	char *typed = text(r);
	uint32_t code;
	for (const char *p = typed; p != NULL && *p != '\0';) {
		p += utf8_decode(p, p + strlen(p), &code);
		VEC_PUSH(&step->key, code == '\n' ? (uint32_t)KEY_ENTER_ : code);
	}
	free(typed);
}

static void read_text(struct case_reader *r, struct step *step)
{
	step->text = text(r);
}

static void read_two_numbers(struct case_reader *r, struct step *step)
{
	step->a = number(r);
	step->b = number(r);
}

static void read_number(struct case_reader *r, struct step *step)
{
	step->a = number(r);
}

static void read_draws(struct case_reader *r, struct step *step)
{
	step->a = -1;
	if (*(r->at + strspn(r->at, " \t")) != '\0')
		step->a = number(r);
}

static void read_wheel(struct case_reader *r, struct step *step)
{
	if (next_word(r))
		step->text = xstrdup(buf_text(&r->word));
	read_two_numbers(r, step);
}

static void read_word_or_none(struct case_reader *r, struct step *step)
{
	step->text = xstrdup(next_word(r) ? buf_text(&r->word) : "");
}

static void read_nothing(struct case_reader *r, struct step *step)
{
	(void)r;
	(void)step;
}

/* The expected rows are the lines that follow. */
static void read_rows(struct case_reader *r, struct step *step)
{
	while (r->line + 1 < r->c->line.count && *r->c->line.at[r->line + 1] == '|') {
		step->rows++;
		r->line++;
	}
}

static void read_screen(struct case_reader *r, struct step *step)
{
	step->a = 1;
	step->b = -1;
	if (*(r->at + strspn(r->at, " \t")) != '\0')
		read_two_numbers(r, step);
	read_rows(r, step);
}

static void read_file(struct case_reader *r, struct step *step)
{
	read_word_or_none(r, step);
	read_rows(r, step);
}

static void read_row(struct case_reader *r, struct step *step)
{
	const char *before = r->at;
	if (next_word(r) && strcmp(buf_text(&r->word), "*") == 0) {
		step->a = EVERY_ROW;
		return;
	}
	r->at = before;
	step->a = number(r);
}

static void read_row_text(struct case_reader *r, struct step *step)
{
	read_row(r, step);
	step->text = text(r);
}

/* WHERE is kept as a text with its kind in front: "=" for a text to look for. */
static void read_style(struct case_reader *r, struct step *step)
{
	step->a = number(r);
	if (!next_word(r)) {
		fail(r, "it is missing where");
		return;
	}
	step->text = xasprintf("%s%s", r->quoted ? "=" : "", buf_text(&r->word));
	if (next_word(r))
		step->style = xstrdup(buf_text(&r->word));
	else
		fail(r, "a style is missing");
}

static void read_cursor(struct case_reader *r, struct step *step)
{
	const char *before = r->at;
	step->a = step->b = 0;
	if (next_word(r) && strcmp(buf_text(&r->word), "none") == 0)
		return;
	r->at = before;
	read_two_numbers(r, step);
}

static void read_exit(struct case_reader *r, struct step *step)
{
	step->a = number(r);
	if (*(r->at + strspn(r->at, " \t")) != '\0')
		step->text = text(r);
}

struct word {
	const char *name;
	void (*read)(struct case_reader *r, struct step *step);
	int kind; /* enum step_kind; -1: a setting */
};

static const struct word words[] = {
	{ "size", read_size, -1 },
	{ "colours", read_colours, -1 },
	{ "ascii", read_ascii, -1 },
	{ "args", read_args, -1 },
	{ "config", read_config, -1 },
	{ "state", read_state, -1 },
	{ "keys", read_keys, STEP_KEYS },
	{ "type", read_type, STEP_KEYS },
	{ "paste", read_text, STEP_PASTE },
	{ "click", read_two_numbers, STEP_MOUSE },
	{ "wheel", read_wheel, STEP_MOUSE },
	{ "mouse", read_word_or_none, STEP_HAS_MOUSE },
	{ "resize", read_two_numbers, STEP_RESIZE },
	{ "idle", read_nothing, STEP_IDLE },
	{ "wait", read_number, STEP_WAIT },
	{ "answers", read_word_or_none, STEP_ANSWERS },
	{ "screen", read_screen, STEP_SCREEN },
	{ "styles", read_screen, STEP_STYLES },
	{ "file", read_file, STEP_FILE },
	{ "expect", read_row_text, STEP_EXPECT },
	{ "absent", read_row_text, STEP_ABSENT },
	{ "style", read_style, STEP_STYLE },
	{ "cursor", read_cursor, STEP_CURSOR },
	{ "draws", read_draws, STEP_DRAWS },
	{ "sent", read_text, STEP_SENT },
	{ "exit", read_exit, STEP_EXIT },
};

static void read_line(struct case_reader *r)
{
	r->at = r->c->line.at[r->line];
	if (*r->at == '#' || !next_word(r))
		return;
	const struct word *word = NULL;
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strcmp(words[i].name, buf_text(&r->word)) == 0)
			word = &words[i];
	if (word == NULL) {
		fail(r, "%s is no step", buf_text(&r->word));
		return;
	}
	struct step step = { .line = r->line };
	word->read(r, &step);
	if (!r->failed && next_word(r))
		fail(r, "too many words");
	if (word->kind >= 0) {
		step.kind = (enum step_kind)word->kind;
		VEC_PUSH(&r->c->step, step);
	}
}

static bool read_lines(struct ui_case *c)
{
	struct buf all = BUF_INIT;
	struct cprof_error err = CPROF_ERROR_INIT;
	if (io_read_file(c->path, FILE_LIMIT, &all, &err) != CPROF_OK)
		printf("# %s: %s\n", c->path, err.text);
	for (const char *p = buf_text(&all); *p != '\0'; p += strcspn(p, "\n"), p += *p == '\n')
		VEC_PUSH(&c->line, xstrndup(p, strcspn(p, "\n")));
	bool good = err.status == CPROF_OK;
	cprof_error_done(&err);
	buf_done(&all);
	return good;
}

bool ui_case_init(struct ui_case *c, const char *path, const char *profiles)
{
	struct case_reader r = { .c = c, .profiles = profiles };
	*c = (struct ui_case){
		.path = path, .rows = 24, .cols = 80, .colours = 256, .utf8 = true
	};
	VEC_PUSH(&c->argument, xstrdup("cprof-tui"));
	if (!read_lines(c))
		return false;
	for (; r.line < c->line.count && !r.failed; r.line++)
		read_line(&r);
	buf_done(&r.word);
	VEC_PUSH(&c->argument, NULL);
	c->argument.count--;
	return !r.failed;
}

void ui_case_done(struct ui_case *c)
{
	for (size_t i = 0; i < c->line.count; i++)
		free(c->line.at[i]);
	for (size_t i = 0; i < c->argument.count; i++)
		free(c->argument.at[i]);
	for (size_t i = 0; i < c->step.count; i++) {
		free(c->step.at[i].text);
		free(c->step.at[i].style);
		VEC_DONE(&c->step.at[i].key);
		buf_done(&c->step.at[i].got);
	}
	for (size_t i = 0; i < c->state.count; i++)
		free(c->state.at[i]);
	VEC_DONE(&c->state);
	buf_done(&c->config);
	VEC_DONE(&c->line);
	VEC_DONE(&c->argument);
	VEC_DONE(&c->step);
}

bool ui_case_update(const struct ui_case *c)
{
	size_t at = 0;
	FILE *file = fopen(c->path, "w");
	if (file == NULL)
		return false;
	for (size_t i = 0; i < c->step.count; i++) {
		const struct step *s = &c->step.at[i];
		if (s->got.size == 0)
			continue;
		for (; at <= s->line; at++)
			fprintf(file, "%s\n", c->line.at[at]);
		fputs(buf_text(&s->got), file);
		at += s->rows;
	}
	for (; at < c->line.count; at++)
		fprintf(file, "%s\n", c->line.at[at]);
	return fclose(file) == 0;
}
