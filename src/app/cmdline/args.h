/* The command line: pprof's flag grammar, with flags allowed behind the file. */
#ifndef APP_CMDLINE_ARGS_H
#define APP_CMDLINE_ARGS_H

#include <cprof/report.h>

#include "base/notes.h"
#include "app/cmdline/options.h"

/* Flags that choose a sample type; in this order the first one given wins. The last has no name. */
struct type_flag {
	const char *name;
	const char *type;
	bool mean;
	const char *help;
};

extern const struct type_flag type_flags[];

struct args {
	struct cprof_query query;
	struct flags flags;
	const struct cprof_report *report; /* NULL: the explorer */
	char *pattern;                     /* the report's argument */
	char **input;                      /* profiles, owned; "-" is standard input */
	size_t inputs;
	char *binary;                      /* the program given before the profile; owned, NULL:
					    * none */
	struct cprof_notes notes;          /* "Multiple value selections, ignoring -x" */
};

/* Reads the command line. On failure (CPROF_ERR_SYNTAX, CPROF_ERR_UNSUPPORTED) args must still be
 * freed. */
enum cprof_status args_parse(struct args *args, int argc, char *const argv[],
			     struct cprof_error *err);
void args_done(struct args *args);

/* What is taken away from the profile: the bases of -diff_base or of -base, which do not go
 * together. */
const struct texts *args_bases(const struct args *args);

/* True if a profile comes from standard input. */
bool args_take_stdin(const struct args *args);

/* Appends the text of -help, made from the records. */
void args_usage(struct buf *out);

#endif
