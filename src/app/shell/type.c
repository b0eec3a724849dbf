/* The sample type under a word of its own: what sample_index=NAME does. */
#include "app/shell/command.h"

static enum cprof_status type_run(struct call *call, struct cprof_error *err)
{
	return interpret_assignment(call, "sample_index", call->rest, err);
}

static const char *type_name(const struct interpreter *in, size_t n)
{
	return n < in->summary->types ? in->summary->type[n].name : NULL;
}

const struct command command_type = {
	.name = "type",
	.usage = "NAME",
	.help = "show another sample type",
	.least = 1,
	.most = 1,
	.run = type_run,
	.complete = type_name,
};
