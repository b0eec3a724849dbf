/* Sizes from 1x1 to 120 rows of 400 columns: each screen is a sane one, with the panes that such a
 * screen has room for. All small ones and those where the layout changes, of the others some; all
 * 288,000 with SIZES=all. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/session/session.h"
#include "tui/term/key.h"
#include "tui/tui.h"
#include "lib/term_script.h"
#include "lib/ui_wrong.h"
#include "ui_screen.h"

#define MOST_ROWS 120
#define MOST_COLS 400
#define WIDE 160
#define TALL 20

struct sizes {
	struct term *term;
	const char *const *view; /* the key of the next one */
	int rows, cols;          /* of the last size fed; rows 0: none yet */
	size_t screens;
	bool all;
	const char *wrong;
	struct tui_end end;
};

/* True if a cell of the screen is this text. */
static bool has(const struct canvas *screen, const char *text)
{
	size_t cells = (size_t)screen->rows * (size_t)screen->cols;
	for (size_t i = 0; i < cells; i++)
		if (strcmp(screen->cells[i].text, text) == 0)
			return true;
	return false;
}

/* The panes of the table, which has no title of its own. */
static const char *panes_wrong(const struct canvas *screen)
{
	bool small = screen->rows < 5 || screen->cols < 20;
	bool beside = !small && screen->cols >= WIDE;
	bool below = !small && !beside && screen->rows >= TALL;
	if (has(screen, "\xe2\x94\x82") != beside)
		return beside ? "no panes side by side" : "panes side by side";
	if (has(screen, "\xe2\x94\x80") != (beside || below))
		return below ? "no pane below the other" : "a pane below the other";
	return NULL;
}

static int next_rows(const struct sizes *s)
{
	return s->rows < 30 || s->all ? s->rows + 1 : s->rows + 10;
}

static int next_cols(const struct sizes *s)
{
	bool border = s->cols >= WIDE - 2 && s->cols <= WIDE;
	return s->cols < 60 || border || s->all ? s->cols + 1 : s->cols + 7;
}

static bool next_size(struct sizes *s)
{
	s->cols = next_cols(s);
	if (s->rows == 0 || s->cols > MOST_COLS) {
		s->rows = next_rows(s);
		s->cols = 1;
	}
	return s->rows <= MOST_ROWS;
}

static bool feed(struct term *t, void *context)
{
	struct sizes *s = context;
	const struct canvas *screen = term_script_screen(t);
	if (s->rows > 0) {
		s->wrong = ui_screen_wrong(screen);
		if (s->wrong == NULL && (screen->rows != s->rows || screen->cols != s->cols))
			s->wrong = "a screen of another size";
		if (s->wrong == NULL)
			s->wrong = ui_wrong(s->end.ui);
		if (s->wrong == NULL && **s->view == '1')
			s->wrong = panes_wrong(screen);
		s->screens++;
	} else {
		term_script_key(t, (uint32_t)(unsigned char)**s->view);
		term_script_idle(t);
	}
	if (s->wrong != NULL || !next_size(s))
		term_script_end(t, 0);
	else
		term_script_resize(t, s->rows, s->cols);
	return true;
}

/* All sizes of one view; false if a screen was wrong. */
static bool run(struct sizes *s)
{
	char name[] = "cprof-tui", *source = strdup("data/mem.out");
	char *argv[] = { name, source, NULL };
	struct cprof_error err = CPROF_ERROR_INIT;
	struct config_file config;
	struct args args;
	s->rows = s->cols = 0;
	s->term = term_script_open(24, 80, 256, true);
	term_script_feed(s->term, feed, s);
	if (args_parse(&args, 2, argv, &err) == CPROF_OK) {
		config_file_init(&config);
		struct session *session = tui_load(&args, 0);
		if (tui_wait(session, 0, &err) == CPROF_OK)
			tui_run(&args, &config, session, s->term, &s->end, &err);
		free(s->end.yanked);
		session_free(session);
		config_file_done(&config);
	}
	if (err.status != CPROF_OK)
		s->wrong = "the explorer failed";
	if (s->wrong != NULL)
		printf("# view %s, %d rows of %d: %s\n", *s->view, s->rows, s->cols, s->wrong);
	s->term->close(s->term);
	args_done(&args);
	cprof_error_done(&err);
	free(source);
	return s->wrong == NULL;
}

int main(void)
{
	static const char *const views[] = { "1", "2", "3", "4", "5", "6" };
	const int count = (int)(sizeof views / sizeof views[0]);
	int bad = 0;
	printf("1..%d\n", count);
	for (int i = 0; i < count; i++) {
		struct sizes s = { .view = &views[i], .all = getenv("SIZES") != NULL };
		bool good = run(&s);
		printf("%sok %d - view %s, %zu sizes\n", good ? "" : "not ", i + 1, views[i],
		       s.screens);
		bad += !good;
	}
	return bad == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
