/* The look at terminfo before curses starts: see curses_probe.h.
 *
 * newterm() would take a terminal that cannot move its cursor and then fail in the middle. The
 * description read here is given back; newterm() reads it again. */
#include "tui/term/curses_probe.h"

#include <stdbool.h>

#include <curses.h>
#include <term.h>

static bool has(const char *capability)
{
	const char *text = tigetstr(capability);
	return text != NULL && text != (const char *)-1 && text[0] != '\0';
}

enum curses_probe curses_probe(const char *name, int fd)
{
	int answer = 0;
	if (setupterm(name, fd, &answer) == ERR) {
		/* 1: found, but a printer or only a family of terminals */
		if (answer == 1)
			return PROBE_TOO_DUMB;
		return answer == 0 ? PROBE_UNKNOWN : PROBE_NO_DATA;
	}
	bool able = has("cup") && has("clear");
	del_curterm(cur_term);
	return able ? PROBE_OK : PROBE_TOO_DUMB;
}
