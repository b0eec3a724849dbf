/* How a file of this layer writes a action: a function and its record. */
#ifndef TUI_EXPLORER_ACTION_H
#define TUI_EXPLORER_ACTION_H

#include "app/shell/command.h"
#include "tui/explorer/ui.h"

#define ACTION(id) extern const struct command command_action_##id;
#include "tui/explorer/actions.def"
#undef ACTION

/* A action without words: the function gets the explorer. */
#define ACTION_RECORD(id, action_name, action_help)                                                \
	static enum cprof_status id##_run(struct call *call, struct cprof_error *err)              \
	{                                                                                          \
		(void)err;                                                                         \
		action_##id(call->front);                                                          \
		return CPROF_OK;                                                                   \
	}                                                                                          \
	const struct command command_action_##id = {                                               \
		.name = action_name,                                                               \
		.usage = "",                                                                       \
		.help = action_help,                                                               \
		.run = id##_run,                                                                   \
	}

#endif
