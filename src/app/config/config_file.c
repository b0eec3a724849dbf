/* The configuration file: see config_file.h. */
#include "app/config/config_file.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "app/cmdline/options.h"
#include "app/config/state.h"

static const char file_name[] = "config";

void config_file_init(struct config_file *s)
{
	*s = (struct config_file){ .path = NULL };
	settings_init(&s->settings);
}

void config_file_done(struct config_file *s)
{
	settings_done(&s->settings);
	free(s->path);
	for (size_t i = 0; i < s->line.count; i++)
		free(s->line.at[i].text);
	VEC_DONE(&s->line);
	VEC_FREE(&s->taken);
	cprof_notes_done(&s->notes);
}

static char *trimmed(const char *text, size_t length)
{
	while (length > 0 && isspace((unsigned char)text[length - 1]))
		length--;
	while (length > 0 && isspace((unsigned char)*text))
		text++, length--;
	return xstrndup(text, length);
}

static bool is_comment(const char *line)
{
	return *line == '\0' || *line == '#';
}

/* The setting a line is about, and where its value begins; NULL if it is about none. */
static const struct setting *setting_of(const char *line, const char **value)
{
	size_t word = strcspn(line, " \t");
	if (word != 3 || strncmp(line, "set", word) != 0)
		return NULL;
	line += word;
	line += strspn(line, " \t");
	size_t length = strcspn(line, " \t=");
	char *name = xstrndup(line, length);
	const struct setting *r = setting_find(name);
	free(name);
	line += length;
	line += strspn(line, " \t");
	line += *line == '=';
	*value = line + strspn(line, " \t");
	return r;
}

static void take_line(struct config_file *s, size_t number, char *text)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	const char *value;
	const struct setting *r = setting_of(text, &value);
	if (r != NULL)
		setting_set(r, &s->settings, value, &err);
	cprof_error_done(&err);
	VEC_PUSH(&s->line, (struct config_file_line){ number, text });
}

void config_file_read(struct config_file *s)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	struct buf all = BUF_INIT;
	size_t number = 0;
	s->path = state_config_path(file_name);
	if (s->path != NULL && state_read(s->path, &all, &err) != CPROF_OK)
		notes_add(&s->notes, "%s", err.text);
	for (const char *p = buf_text(&all); *p != '\0'; p += *p == '\n') {
		size_t length = strcspn(p, "\n");
		char *text = trimmed(p, length);
		number++;
		p += length;
		if (is_comment(text))
			free(text);
		else
			take_line(s, number, text);
	}
	buf_done(&all);
	cprof_error_done(&err);
}

/* Lines of a text that is being merged into the file. */
struct merging {
	VEC(char *) line;
	VEC(bool) used;
	struct buf out;
};

static bool is_taken(const struct config_file *s, const char *text)
{
	for (size_t i = 0; i < s->taken.count; i++)
		if (strcmp(s->taken.at[i], text) == 0)
			return true;
	return false;
}

/* The line that stands for this one: the same, or another value of the same setting. */
static const char *replacement(struct merging *m, const char *text)
{
	const char *value;
	const struct setting *r = setting_of(text, &value);
	for (size_t i = 0; i < m->line.count; i++) {
		bool same = strcmp(m->line.at[i], text) == 0 ||
			    (r != NULL && setting_of(m->line.at[i], &value) == r);
		if (same && !m->used.at[i]) {
			m->used.at[i] = true;
			return m->line.at[i];
		}
	}
	return NULL;
}

bool config_file_is_option(const char *text)
{
	const char *value;
	return strncmp(text, "set", 3) == 0 && strchr(" \t", text[3]) != NULL &&
	       setting_of(text, &value) == NULL;
}

static void merge_line(struct config_file *s, struct merging *m, const char *raw, size_t length)
{
	char *text = trimmed(raw, length);
	const char *with = is_comment(text) ? NULL : replacement(m, text);
	if (with != NULL && strcmp(with, text) != 0)
		buf_printf(&m->out, "%s\n", with);
	else if (with != NULL || is_comment(text) || config_file_is_option(text) ||
		 !is_taken(s, text))
		buf_printf(&m->out, "%.*s\n", (int)length, raw);
	free(text);
}

static void split_lines(struct merging *m, const char *lines)
{
	for (const char *p = lines; *p != '\0'; p += strcspn(p, "\n"), p += *p == '\n') {
		VEC_PUSH(&m->line, xstrndup(p, strcspn(p, "\n")));
		VEC_PUSH(&m->used, false);
	}
}

static void put_rest(struct config_file *s, struct merging *m)
{
	for (size_t i = 0; i < m->line.count; i++) {
		if (!m->used.at[i])
			buf_printf(&m->out, "%s\n", m->line.at[i]);
		if (!is_taken(s, m->line.at[i]))
			VEC_PUSH(&s->taken, xstrdup(m->line.at[i]));
		free(m->line.at[i]);
	}
	VEC_DONE(&m->line);
	VEC_DONE(&m->used);
}

enum cprof_status config_file_write(struct config_file *s, const char *lines,
				    struct cprof_error *err)
{
	struct merging m = { .out = BUF_INIT };
	struct buf all = BUF_INIT;
	if (s->path == NULL)
		return cprof_error_set(err, CPROF_ERR_IO,
				       "there is no configuration file: -no-config, or no home");
	if (state_read(s->path, &all, err) == CPROF_OK) {
		split_lines(&m, lines);
		for (const char *p = buf_text(&all); *p != '\0'; p += *p == '\n') {
			size_t length = strcspn(p, "\n");
			merge_line(s, &m, p, length);
			p += length;
		}
		put_rest(s, &m);
		if (strcmp(buf_text(&m.out), buf_text(&all)) != 0)
			state_replace(s->path, buf_text(&m.out), err);
	}
	buf_done(&m.out);
	buf_done(&all);
	return err->status;
}
