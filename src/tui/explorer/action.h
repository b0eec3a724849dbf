/* How a file of this layer writes a verb: a function and its record. */
#ifndef TUI_VERB_H
#define TUI_VERB_H

#include "app/shell/command.h"
#include "tui/explorer/ui.h"

#define VERB(id) extern const struct command command_verb_##id;
#include "tui/explorer/actions.def"
#undef VERB

/* A verb without words: the function gets the explorer. */
#define VERB_RECORD(id, verb_name, verb_help)                                                   \
	static enum cprof_status id##_run(struct call *call, struct cprof_error *err)           \
	{                                                                                       \
		(void)err;                                                                      \
		verb_##id(call->front);                                                         \
		return CPROF_OK;                                                                \
	}                                                                                       \
	const struct command command_verb_##id = {                                              \
		.name = verb_name, .usage = "", .help = verb_help, .run = id##_run,             \
	}

#endif
