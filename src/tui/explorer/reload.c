/* Reading the profile's file again: the question, the view and the cursor stay as they are. */
#include <string.h>

#include "base/unit.h"
#include "tui/explorer/action.h"

/* Reads the profile again: ui_take_reload() has what comes of it. */
static void reload(struct ui *ui)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	if (ui->wait.reloading) {
		ui_message(ui, "it is being read");
	} else if (session_check_again(ui->session, &err) != CPROF_OK) {
		ui_fail(ui, &err);
	} else {
		ui_begin_waiting(ui);
		ui->wait.reloading = true;
		session_ask_load(ui->session, &ui->current.query);
	}
	cprof_error_done(&err);
}

static const struct session_type *find_type(const struct session_summary *f, const char *name)
{
	for (size_t i = 0; i < f->types; i++)
		if (name == NULL ? i == f->default_type : strcmp(f->type[i].name, name) == 0)
			return &f->type[i];
	return NULL;
}

static void put_total(struct buf *out, const char *what, const struct session_type *was,
		      const struct session_type *is, int64_t before, int64_t now)
{
	if (now == before && strcmp(is->unit, was->unit) == 0)
		return;
	buf_printf(out, "  %s ", what);
	unit_label(out, now, is->unit, "minimum");
	buf_puts(out, ", was ");
	unit_label(out, before, was->unit, "minimum");
}

static void put_change(struct buf *out, bool diff, const struct session_type *was,
		       const struct session_type *is)
{
	if (diff) {
		put_total(out, "new", was, is, was->other, is->other);
		put_total(out, "base", was, is, was->base, is->base);
	} else {
		put_total(out, "total", was, is, was->total, is->total);
	}
}

/* What is another than before, in words. */
static void say_changes(struct ui *ui, const struct session_summary *was)
{
	const struct session_summary *is = ui->summary;
	const char *type = ui->current.query.sample_index;
	const struct session_type *now = find_type(is, type), *before = find_type(was, type);
	struct buf text = BUF_INIT;
	if (is->normalized != was->normalized) {
		ui_message(ui, is->normalized
				       ? "normalized: the new profile is scaled to its base"
				       : "no longer normalized: both sides as they were taken");
		return;
	}
	if (now != NULL && before != NULL)
		put_change(&text, is->diff, before, now);
	if (is->samples != was->samples)
		buf_printf(&text, "  %s samples, were %s", unit_count(is->samples).text,
			   unit_count(was->samples).text);
	if (strcmp(is->time, was->time) != 0 && *is->time != '\0')
		buf_printf(&text, "  of %s", is->time);
	ui_message(ui, "read again:%s", text.size > 0 ? buf_text(&text) : " nothing has changed");
	buf_done(&text);
}

void ui_take_reload(struct ui *ui, struct session_answer *a)
{
	const struct session_summary *was = ui->summary;
	ui->wait.reloading = false;
	ui_redraw(ui);
	if (a->err.status != CPROF_OK)
		session_normalize(ui->session, was->normalized);
	if (a->err.status == CPROF_ERR_CANCELLED) {
		ui_message(ui, "reading was stopped; this is the profile as it was");
		return;
	}
	if (a->err.status != CPROF_OK) {
		cprof_error_prefix(&a->err, "not read again");
		ui_fail(ui, &a->err);
		return;
	}
	ui->summary = session_summary(ui->session);
	notes_move(&ui->message.log, session_notes(ui->session));
	if (find_type(ui->summary, ui->current.query.sample_index) == NULL)
		cprof_query_text(&ui->current.query.sample_index, NULL);
	say_changes(ui, was);
	session_forget_sources(ui->session);
	ui_ask_anew(ui);
}

ACTION_CALL(reload, "reload", "read the profile's file again", reload(ui));

/* Both sides of a diff are read again, the new one scaled to its base or not. */
static void action_normalize(struct ui *ui)
{
	if (args_bases(session_args(ui->session))->count == 0) {
		ui_message(ui, "only a profile with a base can be scaled to it: see -diff_base");
		return;
	}
	if (ui->wait.reloading) {
		ui_message(ui, "it is being read");
		return;
	}
	session_normalize(ui->session, !ui->summary->normalized);
	reload(ui);
	if (!ui->wait.reloading)
		session_normalize(ui->session, ui->summary->normalized);
}
ACTION_RECORD(normalize, "normalize", "scale a profile to its base, and back");
