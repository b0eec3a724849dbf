/* Help, made from the live key table: the keys of the view in front first, then the words of the
 * trade. */
#include <string.h>

#include "tui/explorer/ui.h"

static const char glossary[] =
	"\nWords\n"
	"  flat        the function's own samples, without what it called\n"
	"  cum         samples with the function anywhere on the stack, each once\n"
	"  in use      allocated and not yet freed when the profile was taken\n"
	"  allocated   everything allocated since the program started, freed or not\n"
	"  objects     how many allocations; space: their bytes\n"
	"  inline      compiled into its callers; partial-inline: into some of them\n"
	"  heat        . : + # beside a source line: over 0, from 5%, 15% and 40% of\n"
	"              the function's cum\n"
	"  !           in the title: there are messages, L shows them\n";

/* The keys of one command on one line: the first has the help. */
static void put_binding(const struct key_binding *b, struct buf *out)
{
	struct buf keys = BUF_INIT;
	buf_puts(&keys, b->key);
	for (const struct key_binding *more = b + 1; more->key != NULL && *more->help == '\0' &&
						     strcmp(more->command, b->command) == 0;
	     more++)
		buf_printf(&keys, ", %s", more->key);
	buf_printf(out, "  %-23s %s\n", buf_text(&keys), b->help);
	buf_done(&keys);
}

static void put_context(const struct keymap *keys, enum key_context context, const char *title,
			struct buf *out)
{
	bool any = false;
	for (const struct key_binding *b = keys->all.at; b->key != NULL; b++) {
		if (b->context != context || *b->help == '\0')
			continue;
		if (!any)
			buf_printf(out, "\n%s\n", title);
		any = true;
		put_binding(b, out);
	}
}

/* Another view: how it is read, and its keys. */
static void put_view(const struct keymap *keys, const struct view *view, struct buf *out)
{
	struct buf title = BUF_INIT;
	buf_printf(&title, "View %s: %s", view->name, view->help);
	if (view->reading != NULL)
		buf_printf(&title, "\n%s", view->reading);
	put_context(keys, view->context, buf_text(&title), out);
	buf_done(&title);
}

void help_keys(struct ui *ui, struct buf *out)
{
	const struct view *view = ui_view(ui);
	struct buf title = BUF_INIT;
	if (view->reading != NULL)
		buf_printf(out, "What you are looking at\n%s\n", view->reading);
	buf_printf(&title, "Keys here: %s", view->help);
	put_context(&ui->keymap, view->context, buf_text(&title), out);
	buf_done(&title);
	put_context(&ui->keymap, KEYS_EVERYWHERE, "Keys everywhere", out);
	put_context(&ui->keymap, KEYS_MOVE, "Moving", out);
	for (size_t i = 0; i < VIEW_COUNT; i++)
		if (ui->view[i] != view && ui->view[i]->context != KEYS_PAGER)
			put_view(&ui->keymap, ui->view[i], out);
	buf_puts(out, glossary);
	buf_puts(out, "\n:help lists the commands, :o the options.\n");
}
