/* Status codes and the error record.
 *
 * A function that can fail returns enum cprof_status and takes a struct cprof_error last, never
 * NULL. The record is filled once, where the failure is understood; callers may put context in
 * front of it. The text is one line without the program's name and without a final newline. */
#ifndef CPROF_ERROR_H
#define CPROF_ERROR_H

#include <stdarg.h>
#include <stdbool.h>

enum cprof_status {
	CPROF_OK,
	CPROF_ERR_IO,          /* the system refused: open, read, write */
	CPROF_ERR_FORMAT,      /* the input is not what it should be */
	CPROF_ERR_LIMIT,       /* a limit was reached; the text names it */
	CPROF_ERR_SYNTAX,      /* the user's words are wrong: a flag, a command, a pattern */
	CPROF_ERR_NOTFOUND,    /* nothing matches */
	CPROF_ERR_UNSUPPORTED, /* known, but not offered */
	CPROF_ERR_CANCELLED    /* stopped on request */
};

struct cprof_error {
	enum cprof_status status;
	char *text; /* owned; NULL while status is CPROF_OK */
};

#define CPROF_ERROR_INIT { CPROF_OK, NULL }

/* Replaces what the record holds. Returns status, so that `return cprof_error_set(...)` reads
 * well. */
enum cprof_status cprof_error_set(struct cprof_error *err, enum cprof_status status,
				  const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Puts text and ": " in front of the record's text. Returns the record's status. */
enum cprof_status cprof_error_prefix(struct cprof_error *err, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Frees the text and makes the record empty again; legal on an empty record. */
void cprof_error_done(struct cprof_error *err);

#endif
