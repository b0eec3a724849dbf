/* The sample type under a word of its own: what sample_index=NAME does. */
#include "config.h"

#include "app/command.h"

static enum cprof_status type_run(struct call *call, struct cprof_error *err)
{
	struct buf line = BUF_INIT;
	buf_printf(&line, "sample_index=%s", call->rest);
	interpret(call->in, buf_text(&line), call->reply, err);
	buf_done(&line);
	return err->status;
}

static const char *type_name(const struct interpreter *in, size_t n)
{
	return n < in->facts->types ? in->facts->type[n].name : NULL;
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
