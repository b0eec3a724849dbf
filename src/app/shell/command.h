/* The language behind `:`: pprof's shell, and actions of the front that uses it.
 *
 * A command is a record. The lists of records, the options and the reports are all the interpreter
 * knows; help and completion are made from them. */
#ifndef APP_SHELL_COMMAND_H
#define APP_SHELL_COMMAND_H

#include <cprof/report.h>

#include "base/buf.h"
#include "app/config/settings.h"
#include "app/session/session.h"

/* What a line asks its front to do. */
enum reply_kind {
	REPLY_DONE,    /* nothing more than showing `message` */
	REPLY_QUERY,   /* `query` and `output` are the new ones */
	REPLY_REPORT,  /* show `report` with `query` and `pattern` for as long as its view is
			* open, or write it to `output` */
	REPLY_PAGE,    /* show `text` under `title` */
	REPLY_QUIT
};

struct reply {
	enum reply_kind kind;
	struct buf message;
	struct cprof_query query; /* of REPLY_QUERY and REPLY_REPORT, else empty: most lines change
				   * nothing */
	char *output; /* owned; the file reports go to, NULL: none. Starts as the current one */
	const struct cprof_report *report;
	struct buf pattern;
	struct buf title, text;
	bool warns;              /* `message` is something to look at */
	const struct setting *setting; /* the setting that was changed; NULL: none */
};

struct interpreter;

struct call {
	const struct interpreter *in;
	int argc;            /* words, the command's name first */
	char *const *argv;
	const char *rest;    /* everything behind the name, trimmed */
	struct reply *reply;
	void *front;         /* what the command's list belongs to */
};

struct command {
	const char *name;
	const char *usage;  /* arguments: "[RE]" */
	const char *help;
	int least, most;    /* words behind the name; most -1: any number */
	enum cprof_status (*run)(struct call *call, struct cprof_error *err);
	/* Candidate number n for the first word, or NULL behind the last; NULL: nothing to
	 * complete. */
	const char *(*complete)(const struct interpreter *in, size_t n);
	bool takes_file;    /* what is completed is a file's name */
	bool takes_setting; /* what is completed is NAME=VALUE */
	bool configures;    /* may stand in the configuration file */
};

struct interpreter {
	const struct session_summary *summary;
	const struct cprof_query *query;
	const char *output; /* the file reports go to; NULL: none */
	struct settings *settings; /* what `set` sets; NULL: pprof's options alone */
	const struct command *const *front_commands; /* NULL-terminated; asked after the built-in
						      * ones */
	void *front;
	/* Appends help for a name the interpreter does not know; false if the front does not
	 * either. May be NULL. */
	bool (*front_help)(const char *topic, struct buf *out);
};

/* What the shell says when a person sits in front of it: the profile's labels, and how to go on.
 * Not in the list of reports: nobody asks for it by name. Filters do not change it. */
extern const struct cprof_report report_greeting;

#define COMMAND(name) extern const struct command command_##name;
#include "app/shell/commands.def"
#undef COMMAND

/* The commands every front has; NULL-terminated. */
extern const struct command *const command_list[];

const struct command *command_find(const struct interpreter *in, const char *name);

/* Runs one line. The reply must be initialised by reply_init() and freed by reply_done(). */
enum cprof_status interpret(const struct interpreter *in, const char *line, struct reply *reply,
			    struct cprof_error *err);

/* The same for NAME=VALUE, also where the name alone is a command. */
enum cprof_status interpret_assignment(struct call *call, const char *name, const char *value,
				       struct cprof_error *err);

/* Runs a line of the configuration file. What it changes of the query counts only where `given`,
 * the query of the command line, has the default. The reply is as interpret() leaves it. */
enum cprof_status interpret_configuration(const struct interpreter *in,
					  const struct cprof_query *given, const char *line,
					  struct reply *reply, struct cprof_error *err);

void reply_init(struct reply *reply, const struct interpreter *in);
void reply_done(struct reply *reply);

/* Says what a setting is; sets it in in->settings and says so. */
void reply_show_setting(struct reply *reply, const struct setting *r,
			const struct settings *settings);
enum cprof_status reply_set_setting(struct reply *reply, const struct interpreter *in,
				    const struct setting *r, const char *value,
				    struct cprof_error *err);

/* What could stand where the cursor is: sets *from to the first byte of the word at hand and
 * appends the candidates, sorted, each with a newline, to `out`. Returns their number. */
size_t command_complete(const struct interpreter *in, const char *line, size_t cursor, size_t *from,
			struct buf *out);

/* True if the line so far is the name of an option that wants "=VALUE". */
bool command_takes_value(const char *line);

/* The command, report, option or setting that is nearest to a mistyped word up to its '=',
 * borrowed; NULL: none is near. Near is one letter more, less, other or exchanged with its
 * neighbour; in a word of more than four letters two of these. */
const char *command_nearest(const struct interpreter *in, const char *word);

/* The longest text all lines of `candidates` begin with. */
size_t command_common(const char *candidates);

#endif
