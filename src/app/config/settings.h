/* The explorer's settings: one record each, in prefs.def.
 *
 * A setting never changes a number; what does is an option (options.h). */
#ifndef APP_PREFS_H
#define APP_PREFS_H

#include <stdbool.h>
#include <stddef.h>

#include <cprof/error.h>

#include "base/buf.h"

/* In the order of the choices in prefs.def. */
enum pref_charset { CHARSET_AUTO, CHARSET_ASCII, CHARSET_UTF8 };
enum pref_clipboard {
	CLIPBOARD_OSC52,
	CLIPBOARD_OSC52_TMUX,
	CLIPBOARD_OSC52_SCREEN,
	CLIPBOARD_COMMAND,
	CLIPBOARD_FILE
};
enum pref_colours { COLOURS_AUTO, COLOURS_NONE, COLOURS_8, COLOURS_16, COLOURS_256 };
enum pref_diff_colours { DIFF_COLOURS_RED_GREEN, DIFF_COLOURS_ORANGE_BLUE };
enum pref_line_graphics { LINES_AUTO, LINES_ASCII, LINES_TERMINAL, LINES_UTF8 };
enum pref_name_form { NAMES_FULL, NAMES_PACKAGE, NAMES_BASE, NAMES_FOLDED };

/* The values. Texts are owned and never NULL. */
struct prefs {
#define PREF_BOOL(name, initial, help) bool name;
#define PREF_INT(name, initial, least, most, help) int name;
#define PREF_TEXT(name, initial, help) char *name;
#define PREF_CHOICE(name, choices, help) int name;
#include "app/config/settings.def"
#undef PREF_BOOL
#undef PREF_INT
#undef PREF_TEXT
#undef PREF_CHOICE
};

enum pref_kind { PREF_BOOL, PREF_INT, PREF_TEXT, PREF_CHOICE };

struct pref {
	const char *name;
	enum pref_kind kind;
	size_t offset;       /* in struct prefs */
	const char *initial; /* as text */
	const char *choices; /* by blanks; NULL: none */
	int least, most;     /* of an int */
	const char *help;
};

/* All settings, by name; the last record has no name. */
extern const struct pref pref_records[];

/* `-` in a name stands for `_`. */
const struct pref *pref_find(const char *name);

/* Sets one from text. CPROF_ERR_SYNTAX says what it takes. */
enum cprof_status pref_set(const struct pref *r, struct prefs *p, const char *text,
			   struct cprof_error *err);

/* Appends the value as pref_set() takes it. */
void pref_print(const struct pref *r, const struct prefs *p, struct buf *out);
bool pref_is_default(const struct pref *r, const struct prefs *p);

/* Choice number n as a text the caller frees, or NULL behind the last. */
char *pref_choice(const struct pref *r, size_t n);

/* The defaults. */
void prefs_init(struct prefs *p);
void prefs_copy(struct prefs *to, const struct prefs *from);
void prefs_done(struct prefs *p);

#endif
