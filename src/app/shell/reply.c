/* What a command line comes to, until its front has shown it: see command.h. */
#include <stdlib.h>
#include <string.h>

#include "app/shell/command.h"

void reply_init(struct reply *reply, const struct interpreter *in)
{
	*reply = (struct reply){ .kind = REPLY_DONE };
	cprof_query_copy(&reply->query, in->query);
	cprof_query_text(&reply->output, in->output);
}

void reply_done(struct reply *reply)
{
	buf_done(&reply->message);
	buf_done(&reply->pattern);
	buf_done(&reply->title);
	buf_done(&reply->text);
	free(reply->output);
	cprof_query_done(&reply->query);
}

void reply_show_pref(struct reply *reply, const struct setting *r, const struct settings *settings)
{
	buf_printf(&reply->message, "%s=", r->name);
	setting_print(r, settings, &reply->message);
}

enum cprof_status reply_set_pref(struct reply *reply, const struct interpreter *in,
				 const struct setting *r, const char *value,
				 struct cprof_error *err)
{
	/* Two quotes are how an empty text is shown. */
	if (strcmp(value, "\"\"") == 0)
		value = "";
	if (setting_set(r, in->settings, value, err) != CPROF_OK)
		return err->status;
	reply->setting = r;
	reply_show_pref(reply, r, in->settings);
	return CPROF_OK;
}
