/* The explorer's settings: one record each, in settings.def.
 *
 * A setting never changes a number; what does is an option (options.h). */
#ifndef APP_CONFIG_SETTINGS_H
#define APP_CONFIG_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include <cprof/error.h>

#include "base/buf.h"

/* In the order of the choices in settings.def. */
enum setting_charset { CHARSET_AUTO, CHARSET_ASCII, CHARSET_UTF8 };
enum setting_clipboard {
	CLIPBOARD_OSC52,
	CLIPBOARD_OSC52_TMUX,
	CLIPBOARD_OSC52_SCREEN,
	CLIPBOARD_COMMAND,
	CLIPBOARD_FILE
};
enum setting_colours { COLOURS_AUTO, COLOURS_NONE, COLOURS_8, COLOURS_16, COLOURS_256 };
enum setting_diff_colours { DIFF_COLOURS_RED_GREEN, DIFF_COLOURS_ORANGE_BLUE };
enum setting_line_graphics { LINES_AUTO, LINES_ASCII, LINES_TERMINAL, LINES_UTF8 };
enum setting_name_form { NAMES_FULL, NAMES_PACKAGE, NAMES_BASE, NAMES_FOLDED };

/* The values. Texts are owned and never NULL. */
struct settings {
#define SETTING_BOOL(name, initial, help) bool name;
#define SETTING_INT(name, initial, least, most, help) int name;
#define SETTING_TEXT(name, initial, help) char *name;
#define SETTING_CHOICE(name, choices, help) int name;
#include "app/config/settings.def"
#undef SETTING_BOOL
#undef SETTING_INT
#undef SETTING_TEXT
#undef SETTING_CHOICE
};

enum setting_kind { SETTING_BOOL, SETTING_INT, SETTING_TEXT, SETTING_CHOICE };

struct setting {
	const char *name;
	enum setting_kind kind;
	size_t offset;       /* in struct settings */
	const char *initial; /* as text */
	const char *choices; /* by blanks; NULL: none */
	int least, most;     /* of an int */
	const char *help;
};

/* All settings, by name; the last record has no name. */
extern const struct setting setting_records[];

/* `-` in a name stands for `_`. */
const struct setting *setting_find(const char *name);

/* Sets one from text. CPROF_ERR_SYNTAX says what it takes. */
enum cprof_status setting_set(const struct setting *r, struct settings *p, const char *text,
			      struct cprof_error *err);

/* Appends the value as setting_set() takes it. */
void setting_print(const struct setting *r, const struct settings *p, struct buf *out);
bool setting_is_default(const struct setting *r, const struct settings *p);

/* Choice number n as a text the caller frees, or NULL behind the last. */
char *setting_choice(const struct setting *r, size_t n);

/* The defaults. */
void settings_init(struct settings *p);
void settings_copy(struct settings *to, const struct settings *from);
void settings_done(struct settings *p);

#endif
