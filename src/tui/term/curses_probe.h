/* Whether terminfo knows a terminal that can be used for a full screen. Stands alone because the
 * <term.h> of curses has a `struct term` too. */
#ifndef TUI_TERM_CURSES_PROBE_H
#define TUI_TERM_CURSES_PROBE_H

enum curses_probe {
	PROBE_OK,
	PROBE_UNKNOWN,  /* no description of that name */
	PROBE_NO_DATA,  /* no descriptions at all */
	PROBE_TOO_DUMB  /* it cannot move its cursor or clear its screen */
};

/* Looks the name up; writes nothing. */
enum curses_probe curses_probe(const char *name, int fd);

#endif
