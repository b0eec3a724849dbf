/* The commands that set: `set` shows and changes settings and takes pprof's options as well, so
 * that the configuration file needs one word only; `type` is what sample_index=NAME does, under a
 * word of its own. */
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "app/shell/command.h"
#include "app/cmdline/options.h"
#include "app/config/settings.h"

static void list_settings(const struct settings *settings, struct reply *reply)
{
	reply->kind = REPLY_PAGE;
	buf_puts(&reply->title, "settings");
	for (const struct setting *r = setting_records; r->name != NULL; r++) {
		struct buf value = BUF_INIT;
		setting_print(r, settings, &value);
		buf_printf(&reply->text, "%c %-17s = %-7s %s\n",
			   setting_is_default(r, settings) ? ' ' : '*', r->name,
			   value.size > 0 ? buf_text(&value) : "\"\"", r->help);
		if (r->choices != NULL)
			buf_printf(&reply->text, "  %-17s   %-7s %s\n", "", "", r->choices);
		buf_done(&value);
	}
	buf_puts(&reply->text, "\n* differs from the default. :write-config keeps it, :o lists "
			       "pprof's options.\n");
}

/* A name alone shows its value; for an option that is what is asked with. */
static enum cprof_status show(struct call *call, const char *name, struct cprof_error *err)
{
	const struct setting *r = call->in->settings != NULL ? setting_find(name) : NULL;
	const struct option *o = options_find(name);
	if (r != NULL) {
		reply_show_setting(call->reply, r, call->in->settings);
	} else if (o != NULL && (o->home == OPTION_QUERY || o->home == OPTION_FILTER)) {
		buf_printf(&call->reply->message, "%s=", name);
		options_print(o, call->in->query, &call->reply->message);
	} else {
		return cprof_error_set(err, CPROF_ERR_SYNTAX,
				       "there is no setting \"%s\"; set alone lists them", name);
	}
	return CPROF_OK;
}

static enum cprof_status set_run(struct call *call, struct cprof_error *err)
{
	const char *rest = call->rest;
	size_t length = strcspn(rest, " \t=");
	if (*rest == '\0' && call->in->settings != NULL) {
		list_settings(call->in->settings, call->reply);
		return CPROF_OK;
	}
	if (rest[length] == '\0')
		return show(call, rest, err);
	char *name = xstrndup(rest, length);
	const struct setting *r = call->in->settings != NULL ? setting_find(name) : NULL;
	const struct option *o = options_find(name);
	const char *value = rest + length;
	value += strspn(value, " \t");
	value += *value == '=';
	value += strspn(value, " \t");
	if (r != NULL)
		reply_set_setting(call->reply, call->in, r, value, err);
	else if (o != NULL && options_assignable(o))
		interpret_assignment(call, name, value, err);
	else
		show(call, name, err);
	free(name);
	return err->status;
}

const struct command command_set = {
	.name = "set",
	.usage = "[NAME[=VALUE]]",
	.help = "change a setting or an option, show it, or list the settings",
	.most = -1,
	.run = set_run,
	.takes_setting = true,
	.configures = true,
};

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
