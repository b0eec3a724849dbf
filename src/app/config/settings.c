/* The explorer's settings: see settings.h. */
#include "app/config/settings.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/xalloc.h"

#define SETTING_BOOL(name, initial, help)                                                          \
	{ #name, SETTING_BOOL, offsetof(struct settings, name), initial, NULL, 0, 0, help },
#define SETTING_INT(name, initial, least, most, help)                                              \
	{ #name, SETTING_INT, offsetof(struct settings, name), initial, NULL, least, most, help },
#define SETTING_TEXT(name, initial, help)                                                          \
	{ #name, SETTING_TEXT, offsetof(struct settings, name), initial, NULL, 0, 0, help },
#define SETTING_CHOICE(name, choices, help)                                                        \
	{ #name, SETTING_CHOICE, offsetof(struct settings, name), NULL, choices, 0, 0, help },
const struct setting setting_records[] = {
#include "app/config/settings.def"
	{ 0 },
};
#undef SETTING_BOOL
#undef SETTING_INT
#undef SETTING_TEXT
#undef SETTING_CHOICE

static bool same_name(const char *a, const char *b)
{
	for (; *a != '\0' && (*a == *b || (*a == '_' && *b == '-')); a++, b++)
		;
	return *a == *b;
}

const struct setting *setting_find(const char *name)
{
	for (const struct setting *r = setting_records; r->name != NULL; r++)
		if (same_name(r->name, name))
			return r;
	return NULL;
}

static void *value_of(const struct setting *r, struct settings *p)
{
	return (char *)p + r->offset;
}

static const void *constant_value_of(const struct setting *r, const struct settings *p)
{
	return (const char *)p + r->offset;
}

char *setting_choice(const struct setting *r, size_t n)
{
	const char *at = r->choices;
	for (; at != NULL && *at != '\0' && n > 0; n--)
		at += strcspn(at, " "), at += *at == ' ';
	return at == NULL || *at == '\0' ? NULL : xstrndup(at, strcspn(at, " "));
}

static bool is_one_of(const char *text, const char *const words[])
{
	for (size_t i = 0; words[i] != NULL; i++)
		if (strcasecmp(text, words[i]) == 0)
			return true;
	return false;
}

static enum cprof_status set_bool(const struct setting *r, bool *to, const char *text,
				  struct cprof_error *err)
{
	static const char *const yes[] = { "", "true", "on", "yes", "1", "t", "y", NULL };
	static const char *const no[] = { "false", "off", "no", "0", "f", "n", NULL };
	bool on = is_one_of(text, yes);
	if (!on && !is_one_of(text, no))
		return cprof_error_set(err, CPROF_ERR_SYNTAX, "%s is on or off, not \"%s\"",
				       r->name, text);
	*to = on;
	return CPROF_OK;
}

static enum cprof_status set_int(const struct setting *r, int *to, const char *text,
				 struct cprof_error *err)
{
	char *end;
	errno = 0;
	long value = strtol(text, &end, 10);
	if (end == text || *end != '\0' || errno != 0 || value < r->least || value > r->most)
		return cprof_error_set(err, CPROF_ERR_SYNTAX,
				       "%s is a number from %d to %d, not \"%s\"", r->name,
				       r->least, r->most, text);
	*to = (int)value;
	return CPROF_OK;
}

static enum cprof_status set_choice(const struct setting *r, int *to, const char *text,
				    struct cprof_error *err)
{
	char *choice;
	for (size_t i = 0; (choice = setting_choice(r, i)) != NULL; i++) {
		bool same = strcasecmp(choice, text) == 0;
		free(choice);
		if (same) {
			*to = (int)i;
			return CPROF_OK;
		}
	}
	return cprof_error_set(err, CPROF_ERR_SYNTAX, "%s is one of: %s, not \"%s\"", r->name,
			       r->choices, text);
}

static void set_text(char **to, const char *text)
{
	char *copy = xstrdup(text);
	free(*to);
	*to = copy;
}

enum cprof_status setting_set(const struct setting *r, struct settings *p, const char *text,
			      struct cprof_error *err)
{
	switch (r->kind) {
	case SETTING_BOOL:
		return set_bool(r, value_of(r, p), text, err);
	case SETTING_INT:
		return set_int(r, value_of(r, p), text, err);
	case SETTING_CHOICE:
		return set_choice(r, value_of(r, p), text, err);
	case SETTING_TEXT:
		set_text(value_of(r, p), text);
		break;
	}
	return CPROF_OK;
}

void setting_print(const struct setting *r, const struct settings *p, struct buf *out)
{
	const void *from = constant_value_of(r, p);
	char *choice = NULL;
	switch (r->kind) {
	case SETTING_BOOL:
		buf_puts(out, *(const bool *)from ? "true" : "false");
		break;
	case SETTING_INT:
		buf_printf(out, "%d", *(const int *)from);
		break;
	case SETTING_CHOICE:
		choice = setting_choice(r, (size_t) * (const int *)from);
		buf_puts(out, choice != NULL ? choice : "");
		free(choice);
		break;
	case SETTING_TEXT:
		buf_puts(out, *(char *const *)from);
		break;
	}
}

/* The first of the choices is the default of a choice. */
static char *initial(const struct setting *r)
{
	return r->kind == SETTING_CHOICE ? setting_choice(r, 0) : xstrdup(r->initial);
}

bool setting_is_default(const struct setting *r, const struct settings *p)
{
	struct buf value = BUF_INIT;
	char *usual = initial(r);
	setting_print(r, p, &value);
	bool same = strcmp(buf_text(&value), usual) == 0;
	buf_done(&value);
	free(usual);
	return same;
}

void settings_init(struct settings *p)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	*p = (struct settings){ 0 };
	for (const struct setting *r = setting_records; r->name != NULL; r++) {
		char *usual = initial(r);
		setting_set(r, p, usual, &err);
		free(usual);
	}
	cprof_error_done(&err);
}

void settings_copy(struct settings *to, const struct settings *from)
{
	*to = *from;
	for (const struct setting *r = setting_records; r->name != NULL; r++)
		if (r->kind == SETTING_TEXT) {
			char **text = value_of(r, to);
			*text = xstrdup(*text);
		}
}

void settings_done(struct settings *p)
{
	for (const struct setting *r = setting_records; r->name != NULL; r++)
		if (r->kind == SETTING_TEXT)
			free(*(char **)value_of(r, p));
	*p = (struct settings){ 0 };
}
