/* Every option of the program: one record each.
 *
 * Flags, the `:` prompt, `o`, help, completion and the man page all come from these records. Names,
 * types and defaults of pprof's options are pprof's. */
#ifndef APP_CMDLINE_OPTIONS_H
#define APP_CMDLINE_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include <cprof/error.h>
#include <cprof/profile.h>
#include <cprof/query.h>

#include "base/buf.h"

enum option_kind {
	OPTION_BOOL,
	OPTION_INT,
	OPTION_FLOAT,
	OPTION_TEXT,
	OPTION_CHOICE, /* one of `choices`; on the command line each choice is a flag of its own */
	OPTION_SIZE,   /* a number of at least 1, 64 bits */
	OPTION_TEXTS   /* may be given several times */
};

/* Where the value lives. */
enum option_home {
	OPTION_QUERY,   /* struct cprof_query, at `offset` */
	OPTION_FILTER,  /* the last pass of the query; `offset` is an enum cprof_filter */
	OPTION_PROGRAM, /* struct flags, at `offset`; a flag only */
	OPTION_OUTPUT,  /* struct flags, at `offset`; the shell keeps a value of its own */
	OPTION_IDLE,    /* struct flags, at `offset`; a flag of pprof's that changes nothing about a
			 * profile in a file */
	OPTION_PENDING  /* an option of pprof's that this version does not offer; `instead` says
			 * what to do */
};

struct option {
	const char *name;
	enum option_kind kind;
	enum option_home home;
	size_t offset;
	const char *const *choices; /* NULL-terminated, in the order of the enum */
	const char *instead;
	const char *help;
};

/* Texts in the order they were given. */
struct texts {
	char **at;
	size_t count;
};

/* What the command line says beyond the query. Texts are owned. */
struct flags {
	bool help, version;
	bool no_color, ascii, utf8; /* how the explorer draws */
	bool mouse, slow;
	bool no_config;        /* neither configuration nor histories nor marks */
	bool print_on_exit;    /* repeat the last yank on the normal screen */
	bool line;             /* the shell, in lines, on standard input */
	struct texts commands; /* of -c; "-" stands for a script on standard input */
	char *output;
	char *add_comment;
	struct texts base, diff_base; /* profiles to subtract; one of them is empty */
	bool normalize;
	char *build_id;
	char *symbolize; /* see demangle_options_read() */
	/* One place for the values of each kind that are checked and no more. */
	struct {
		bool yes;
		int number;
		char *text;
	} idle;
	struct cprof_limits limits;
};

/* All options, by name; the last record has no name. */
extern const struct option option_records[];

const struct option *options_find(const char *name);

/* True if the option does something here. */
bool options_offered(const struct option *o);

/* True if NAME=VALUE works in the shell. */
bool options_assignable(const struct option *o);

/* The option that has this choice; *value is its number. */
const struct option *options_find_choice(const char *choice, int *value);

/* Sets an option from text. CPROF_ERR_SYNTAX says what is wrong with the value, in pprof's words
 * for flags; an empty text means true for a bool and "not given" for a text. `flags` may be NULL
 * when options of the program cannot occur. */
enum cprof_status options_set(const struct option *o, struct cprof_query *q, struct flags *flags,
			      const char *text, struct cprof_error *err);

/* True if the text is one of the words the command line takes for a bool; the prompt takes more. */
bool options_is_bool(const char *text);

/* Reads a bool as the prompt takes it, in any case; an empty text means true. */
enum cprof_status options_bool(bool *to, const char *text, struct cprof_error *err);

/* True if both queries have the same value. */
bool options_equal(const struct option *o, const struct cprof_query *a,
		   const struct cprof_query *b);

/* Appends the value as text. */
void options_print(const struct option *o, const struct cprof_query *q, struct buf *out);

void flags_init(struct flags *flags);
void flags_done(struct flags *flags);

#endif
