/* From match to match, and round the end. */
#include "base/unit.h"
#include "tui/explorer/ui.h"

static void say_match(struct ui *ui, const struct searched *s, size_t at, bool round)
{
	size_t count = 0, number = 0;
	for (size_t i = 0; i < s->count; i++) {
		count += s->matches(s->state, i);
		if (i == at)
			number = count;
	}
	ui_message(ui, "%smatch %s of %s", round ? "round the end: " : "", unit_count(number).text,
		   unit_count(count).text);
}

bool view_next_match(struct ui *ui, const struct searched *s, int direction, size_t *cursor)
{
	size_t at = *cursor;
	if (s->narrow == NULL || s->count == 0) {
		ui_message(ui, "no pattern; %s", s->without);
		return false;
	}
	for (size_t i = 0; i < s->count; i++) {
		at = direction > 0 ? (at + 1) % s->count : (at + s->count - 1) % s->count;
		if (!s->matches(s->state, at))
			continue;
		/* While the pattern is typed, its line says how many there are. */
		if (ui->prompting == PROMPT_NONE)
			say_match(ui, s, at, direction > 0 ? at <= *cursor : at >= *cursor);
		*cursor = at;
		return true;
	}
	ui_message(ui, "no %s matches %s", s->noun, narrow_pattern(s->narrow));
	return false;
}

void view_next_row(struct ui *ui, enum view_id id, const struct narrow *narrow, size_t count,
		   size_t cursor, int direction)
{
	bool at_end = direction > 0 ? cursor + 1 >= count : cursor == 0;
	enum motion motion = direction > 0 ? MOTION_DOWN : MOTION_UP;
	if (narrow == NULL || count == 0) {
		ui_message(ui,
			   narrow == NULL ? "no pattern; / narrows the list" : "no row matches");
		return;
	}
	if (at_end) {
		motion = direction > 0 ? MOTION_FIRST : MOTION_LAST;
		ui_message(ui, "round the end");
	}
	ui->view[id]->move(ui, ui->state[id], motion);
}
