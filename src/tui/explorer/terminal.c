/* How the terminal is used: what the flags of the command line say, else the settings; and the
 * looks of the roles. A setting that is changed while the explorer runs ends what a flag said. */
#include <stdlib.h>
#include <string.h>

#include "tui/explorer/action.h"

static void flags_of(const struct args *args, struct ui_flags *flags)
{
	const struct flags *s = &args->flags;
	*flags = (struct ui_flags){ .no_colour = s->no_color, .ascii = s->ascii, .utf8 = s->utf8,
				    .slow = s->slow, .mouse = s->mouse };
}

static void options_of(const struct ui_flags *flags, const struct settings *settings,
		       struct term_options *o)
{
	static const int colours[] = {
		[COLOURS_AUTO] = 0, [COLOURS_NONE] = 1, [COLOURS_8] = 8, [COLOURS_16] = 16,
		[COLOURS_256] = 256
	};
	static const enum term_charset charsets[] = {
		[CHARSET_AUTO] = TERM_CHARSET_AUTO, [CHARSET_ASCII] = TERM_CHARSET_ASCII,
		[CHARSET_UTF8] = TERM_CHARSET_UTF8
	};
	static const enum term_lines lines[] = {
		[LINES_AUTO] = TERM_LINES_AUTO, [LINES_ASCII] = TERM_LINES_ASCII,
		[LINES_TERMINAL] = TERM_LINES_TERMINAL, [LINES_UTF8] = TERM_LINES_UTF8
	};
	*o = (struct term_options){
		.no_colour = flags->no_colour || flags->slow || settings->slow,
		.colours = colours[settings->colours],
		.charset = charsets[settings->charset],
		.lines = lines[settings->line_graphics],
		.escape_delay = settings->escape_delay,
	};
	if (flags->ascii || flags->utf8)
		o->charset = flags->ascii ? TERM_CHARSET_ASCII : TERM_CHARSET_UTF8;
}

void ui_terminal_options(const struct args *args, const struct settings *settings,
			 struct term_options *options)
{
	struct ui_flags flags;
	flags_of(args, &flags);
	options_of(&flags, settings, options);
}

bool ui_slow(const struct ui *ui)
{
	return ui->flags.slow || ui->settings.slow;
}

static void configure(struct ui *ui)
{
	struct term_options options;
	options_of(&ui->flags, &ui->settings, &options);
	ui->term->configure(ui->term, &options);
	ui->canvas.ascii = !ui->term->utf8;
	ui->canvas.lines = ui->term->lines;
}

static void style(struct ui *ui)
{
	ui->term->theme.spare = ui_slow(ui);
	theme_change_pair(&ui->term->theme, ui->settings.diff_colours == DIFF_COLOURS_ORANGE_BLUE);
	ui->term->restyle(ui->term);
}

static void ask_for_mouse(struct ui *ui)
{
	if (!ui->term->mouse(ui->term, ui->flags.mouse || ui->settings.mouse))
		ui_message(ui, "this terminal has no mouse");
}

void ui_terminal(struct ui *ui, const struct args *args)
{
	flags_of(args, &ui->flags);
	configure(ui);
	style(ui);
	/* Two panes come when they are asked for. */
	ui->panes.zoomed = ui_slow(ui);
	ask_for_mouse(ui);
}

void ui_terminal_changed(struct ui *ui, const struct setting *setting)
{
	const char *name = setting->name;
	if (strcmp(name, "charset") == 0)
		ui->flags.ascii = ui->flags.utf8 = false;
	if (strcmp(name, "colours") == 0)
		ui->flags.no_colour = false;
	if (strcmp(name, "slow") == 0) {
		ui->flags.slow = false;
		ui->panes.zoomed = ui->settings.slow;
	}
	if (strcmp(name, "mouse") == 0) {
		ui->flags.mouse = false;
		ask_for_mouse(ui);
	} else {
		configure(ui);
		style(ui);
	}
	ui_redraw(ui);
}

static void list_roles(struct ui *ui, struct reply *reply)
{
	reply->kind = REPLY_PAGE;
	buf_puts(&reply->title, "colours");
	for (int i = 0; i < STYLE_COUNT; i++) {
		buf_printf(&reply->text, "  %-12s ", theme_role_name((enum style)i));
		theme_print(&ui->term->theme, (enum style)i, &reply->text);
		buf_putc(&reply->text, '\n');
	}
	buf_puts(&reply->text, "\n:colour ROLE WORD... gives a role another look: bold, dim, "
			       "underline, reverse,\nand one of black, red, green, yellow, blue, "
			       "magenta, cyan, white, default or 0 to 255.\n");
}

static enum cprof_status colour_run(struct call *call, struct cprof_error *err)
{
	struct ui *ui = call->front;
	if (call->argc == 1) {
		list_roles(ui, call->reply);
		return CPROF_OK;
	}
	const char *spec = call->rest + strspn(call->rest, " \t");
	spec += strcspn(spec, " \t");
	if (theme_set(&ui->term->theme, call->argv[1], spec, err) != CPROF_OK)
		return err->status;
	ui->term->restyle(ui->term);
	ui_redraw(ui);
	return CPROF_OK;
}

static const char *role_name(const struct interpreter *in, size_t n)
{
	(void)in;
	return n < STYLE_COUNT ? theme_role_name((enum style)n) : NULL;
}

const struct command command_action_colour = {
	.name = "colour",
	.usage = "[ROLE [LOOK...]]",
	.help = "list what each part of the screen looks like, or change it",
	.least = 0,
	.most = 6,
	.run = colour_run,
	.complete = role_name,
	.configures = true,
};
