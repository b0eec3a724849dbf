/* Handing a text over to the user's own machine or desktop. */
#ifndef APP_CLIPBOARD_H
#define APP_CLIPBOARD_H

#include <stdbool.h>
#include <stddef.h>

#include <cprof/error.h>

#include "base/buf.h"

/* Terminals that take OSC 52 at all take so many bytes of base64. */
#define CLIPBOARD_MOST 74994
#define CLIPBOARD_MANY 3072 /* bytes of text behind which several of them stop */

/* Who stands between us and the terminal and has to pass the sequence on. */
enum clipboard_wrap { CLIPBOARD_BARE, CLIPBOARD_IN_TMUX, CLIPBOARD_IN_SCREEN };

/* Bytes of base64 that so many bytes become. */
size_t clipboard_encoded(size_t length);

/* Appends the sequence that puts the text into the terminal's clipboard. */
void clipboard_osc52(const char *text, size_t length, enum clipboard_wrap wrap, struct buf *out);

/* Gives the text to a program, words by blanks, on its standard input, and waits two seconds at
 * most. */
enum cprof_status clipboard_program(const char *command, const char *text, size_t length,
				    struct cprof_error *err);

/* The session is a remote one: a program here would fill this machine's clipboard. */
bool clipboard_is_remote(void);

/* The terminal is one of tmux. */
bool clipboard_in_tmux(void);

#endif
