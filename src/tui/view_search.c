/* From match to match in a text, and round its end. */
#include "config.h"

#include "tui/ui.h"

static void say_match(struct ui *ui, const struct searched *s, size_t at, bool round)
{
	size_t count = 0, number = 0;
	for (size_t i = 0; i < s->count; i++) {
		count += s->matches(s->state, i);
		if (i == at)
			number = count;
	}
	ui_say(ui, "%smatch %zu of %zu", round ? "round the end: " : "", number, count);
}

bool view_next_match(struct ui *ui, const struct searched *s, int direction, size_t *cursor)
{
	size_t at = *cursor;
	if (s->narrow == NULL || s->count == 0) {
		ui_say(ui, "no pattern; %s", s->without);
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
	ui_say(ui, "no %s matches %s", s->noun, narrow_pattern(s->narrow));
	return false;
}
