/* The commands that change keys. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/xalloc.h"
#include "app/cmdline/options.h"
#include "tui/explorer/action.h"

/* What a line of `bind` says: the texts are owned. */
struct bind_words {
	enum key_context context;
	char *key;
	const char *command; /* borrowed from the line */
};

/* The key's end: two keys stand in quotes, a quote alone is a key. */
static const char *read_key(const char *at, char **key)
{
	const char *end = *at == '"' && at[1] != '\0' ? strchr(at + 1, '"') : NULL;
	if (end != NULL && at[1] != ' ') {
		*key = xstrndup(at + 1, (size_t)(end - at - 1));
		return end + 1;
	}
	size_t length = strcspn(at, " \t");
	*key = xstrndup(at, length);
	return at + length;
}

static enum cprof_status read_words(const struct call *call, struct bind_words *w,
				    struct cprof_error *err)
{
	*w = (struct bind_words){ .context = keymap_context_find(call->argv[1]) };
	if (w->context == KEYS_CONTEXTS) {
		struct buf list = BUF_INIT;
		for (int i = 0; i < KEYS_CONTEXTS; i++)
			buf_printf(&list, " %s", keymap_context_name((enum key_context)i));
		cprof_error_set(err, CPROF_ERR_SYNTAX, "\"%s\" is none of:%s", call->argv[1],
				buf_text(&list));
		buf_done(&list);
		return err->status;
	}
	const char *at = call->rest + strlen(call->argv[1]);
	at = read_key(at + strspn(at, " \t"), &w->key);
	w->command = at + strspn(at, " \t");
	return CPROF_OK;
}

/* True if the line begins with something the prompt knows. */
static bool is_known(const struct interpreter *in, const char *line)
{
	int choice;
	char *word = xstrndup(line, strcspn(line, " \t="));
	bool known = command_find(in, word) != NULL || options_find(word) != NULL ||
		     options_find_choice(word, &choice) != NULL || setting_find(word) != NULL;
	for (size_t length = strlen(word); !known && length > 0; length--) {
		word[length] = '\0';
		known = cprof_report_find(word) != NULL;
		if (strchr("0123456789", word[length - 1]) == NULL)
			break;
	}
	free(word);
	return known || strcmp(line, ":") == 0;
}

static const char *help_of(const struct interpreter *in, const char *line)
{
	char *word = xstrndup(line, strcspn(line, " \t="));
	const struct command *c = command_find(in, word);
	free(word);
	return c != NULL && line[strlen(c->name)] == '\0' ? c->help : line;
}

static enum cprof_status bind_run(struct call *call, struct cprof_error *err)
{
	struct ui *ui = call->front;
	struct bind_words w;
	struct buf clash = BUF_INIT;
	if (call->argc == 1) {
		keymap_print(&ui->keymap, &call->reply->text);
		if (call->reply->text.size == 0)
			buf_puts(&call->reply->text, "Every key is as it came.\n");
		buf_puts(&call->reply->title, "changed keys");
		call->reply->kind = REPLY_PAGE;
		return CPROF_OK;
	}
	if (call->argc < 4)
		return cprof_error_set(err, CPROF_ERR_SYNTAX, "usage: bind CONTEXT KEY COMMAND");
	if (read_words(call, &w, err) != CPROF_OK)
		return err->status;
	if (!is_known(call->in, w.command))
		cprof_error_set(err, CPROF_ERR_SYNTAX, "there is no command \"%s\"", w.command);
	else if (strcasecmp(w.key, "Ctrl-C") == 0)
		cprof_error_set(err, CPROF_ERR_SYNTAX, "Ctrl-C keeps its meaning");
	else
		keymap_bind(&ui->keymap, w.context, w.key, w.command,
			    help_of(call->in, w.command), &clash, err);
	if (err->status == CPROF_OK)
		buf_printf(&call->reply->message, "%s in %s: %s", w.key, call->argv[1], w.command);
	if (clash.size > 0) {
		buf_clear(&call->reply->message);
		buf_puts(&call->reply->message, buf_text(&clash));
		call->reply->warns = true;
	}
	buf_done(&clash);
	free(w.key);
	return err->status;
}

static const char *context_name(const struct interpreter *in, size_t n)
{
	(void)in;
	return n < KEYS_CONTEXTS ? keymap_context_name((enum key_context)n) : NULL;
}

const struct command command_action_bind = {
	.name = "bind",
	.usage = "[CONTEXT KEY COMMAND]",
	.help = "let a key run a command; alone, list what is changed",
	.most = -1,
	.run = bind_run,
	.complete = context_name,
	.configures = true,
};

static enum cprof_status unbind_run(struct call *call, struct cprof_error *err)
{
	struct ui *ui = call->front;
	struct bind_words w;
	if (read_words(call, &w, err) != CPROF_OK)
		return err->status;
	if (*w.command != '\0')
		cprof_error_set(err, CPROF_ERR_SYNTAX, "usage: unbind CONTEXT KEY");
	else if (keymap_unbind(&ui->keymap, w.context, w.key, err) == CPROF_OK)
		buf_printf(&call->reply->message, "%s does nothing in %s", w.key, call->argv[1]);
	free(w.key);
	return err->status;
}

const struct command command_action_unbind = {
	.name = "unbind",
	.usage = "CONTEXT KEY",
	.help = "take a key's meaning away",
	.least = 2,
	.most = -1,
	.run = unbind_run,
	.complete = context_name,
	.configures = true,
};
