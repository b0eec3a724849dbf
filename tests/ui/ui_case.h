/* A screen test: a file of lines, read into steps.
 *
 *   # a comment;          blank lines count for nothing
 *   size ROWS COLS        24 80 unless given
 *   colours 0|8|256       256 unless given
 *   ascii                 a terminal without UTF-8
 *   args WORD...          the command line; profile:NAME, behind = too, is profiles/NAME.txt
 *   config "LINE"         a line of the configuration file; without one there is no home
 *   state FILE "TEXT"     what a file of the state folder holds
 *   keys KEY...           j, <Enter>, <Ctrl-L>; j*40 is forty of them, <Space> a blank
 *   type "TEXT"           the characters of the text as keys
 *   paste "TEXT"
 *   click ROW COL         the left button; twice at once is a double click
 *   wheel up|down ROW COL
 *   resize ROWS COLS
 *   idle                  every timer runs out
 *   wait MS               the clock goes on by so much
 *   answers late|now      late: what is asked has no answer until `answers now`; `wait` goes on,
 *                         `idle` would never end
 *   screen [FIRST LAST]   the rows that follow, each behind a '|', are what stands there
 *   styles [FIRST LAST]   the same for styles, a letter for each: see ui_screen.h
 *   file NAME             the same for what the program wrote to a file, or with state:NAME to
 *                         one of the state folder; a tab is \t
 *   expect ROW "TEXT"     the row holds the text; for ROW '*' some row does
 *   absent ROW "TEXT"     it does not; for ROW '*' no row does
 *   style ROW WHERE NAME  WHERE: COL-COL, "TEXT" or * for the row; NAME: a style, or bold, faint,
 *                         underline, reverse
 *   cursor ROW COL        where the terminal's cursor stands; `cursor none`: hidden
 *   draws [N]             so many frames since the `draws` before; without N only counts anew
 *   mouse on|off          what the terminal was asked for
 *   sent "TEXT"           the terminal was sent these bytes since the `sent` before; "" nothing
 *   exit STATUS ["TEXT"]  the program has left, with this to say; the last line
 *
 * Rows and columns count from 1, negative rows from the bottom. Words in quotes know \n \t \" \\ \e
 * and \xNN. */
#ifndef TESTS_UI_CASE_H
#define TESTS_UI_CASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/vec.h"

enum step_kind {
	STEP_KEYS,
	STEP_PASTE,
	STEP_MOUSE,
	STEP_RESIZE,
	STEP_IDLE,
	STEP_WAIT,
	STEP_ANSWERS,
	STEP_SCREEN,
	STEP_STYLES,
	STEP_FILE,
	STEP_EXPECT,
	STEP_ABSENT,
	STEP_STYLE,
	STEP_CURSOR,
	STEP_DRAWS,
	STEP_SENT,
	STEP_HAS_MOUSE,
	STEP_EXIT
};

#define EVERY_ROW INT32_MIN

struct step {
	enum step_kind kind;
	size_t line;         /* of the file, from 0 */
	int a, b;            /* numbers as written */
	char *text;          /* NULL: none */
	char *style;
	VEC(uint32_t) key;
	size_t rows;         /* of a screen or styles: lines that follow in the file */
	struct buf got;      /* the rows as they are, when they are to be updated */
};

struct ui_case {
	const char *path;    /* borrowed */
	VEC(char *) line;
	int rows, cols, colours;
	bool utf8;
	struct buf config;   /* the configuration file */
	VEC(char *) state;   /* files of the state folder: a name, then its text */
	VEC(char *) argument; /* the program's name first, NULL last */
	VEC(struct step) step;
};

/* Reads the file; on failure says on standard output what is wrong with it. The profiles are in
 * `profiles`. */
bool ui_case_init(struct ui_case *c, const char *path, const char *profiles);
void ui_case_done(struct ui_case *c);

/* Writes the file anew, with the rows that were got. */
bool ui_case_update(const struct ui_case *c);

#endif
