/* The explorer's own commands: how a file of it, or of a view, writes one. */
#ifndef TUI_EXPLORER_ACTION_H
#define TUI_EXPLORER_ACTION_H

#include "app/shell/command.h"
#include "tui/explorer/ui.h"

#define ACTION(id) extern const struct command command_action_##id;
#include "tui/explorer/actions.def"
#undef ACTION

/* The record of an action without words, which is one call; `ui` is the explorer there. */
#define ACTION_CALL(id, action_name, action_help, action_call)                                     \
	static enum cprof_status id##_run(struct call *call, struct cprof_error *err)              \
	{                                                                                          \
		struct ui *ui = call->front;                                                       \
		(void)err;                                                                         \
		action_call;                                                                       \
		return CPROF_OK;                                                                   \
	}                                                                                          \
	const struct command command_action_##id = {                                               \
		.name = action_name,                                                               \
		.usage = "",                                                                       \
		.help = action_help,                                                               \
		.run = id##_run,                                                                   \
	}

/* The same of a function action_ID(), which stands above it. */
#define ACTION_RECORD(id, action_name, action_help)                                                \
	ACTION_CALL(id, action_name, action_help, action_##id(ui))

#endif
