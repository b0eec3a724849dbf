/* The explorer on the script back end, on one profile: what each kind of key costs from its arrival
 * to the finished frame, without a terminal. Prints the lines of series.h.
 *
 * The feed is called when the explorer has done everything the last event asked for, timers aside;
 * so a measurement lasts from one call to the next. Workers run inline. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/session/session.h"
#include "tui/term/key.h"
#include "tui/tui.h"
#include "lib/term_script.h"
#include "series.h"

enum kind { K_FIRST, K_MOVE, K_PANE, K_PAGE, K_END, K_SORT, K_NARROW, K_TYPE, K_OTHER, KINDS };

static const char *const names[KINDS] = { "first-screen", "move", "pane", "page", "end",
					  "sort",         "key",  "type", "other" };

#define KEYS_MOST 256
#define IDLE UINT32_MAX /* among the keys: let the timers run out */

struct stroke {
	enum kind kind;
	uint32_t key;
};

struct screen {
	struct term *term;
	struct series series[KINDS];
	struct stroke stroke[KEYS_MOST];
	size_t strokes, next;
	enum kind running;
};

static void add(struct screen *s, enum kind kind, uint32_t key, size_t times)
{
	while (times-- > 0 && s->strokes < KEYS_MOST)
		s->stroke[s->strokes++] = (struct stroke){ kind, key };
}

static void plan(struct screen *s)
{
	add(s, K_PANE, IDLE, 1);
	for (int i = 0; i < 10; i++) {
		add(s, K_MOVE, 'j', 5);
		add(s, K_PANE, IDLE, 1);
	}
	add(s, K_PAGE, KEY_PGDN_, 10);
	add(s, K_PAGE, KEY_PGUP_, 10);
	add(s, K_END, KEY_END_, 1);
	add(s, K_END, KEY_HOME_, 1);
	add(s, K_OTHER, IDLE, 1);
	for (const char *order = "ncf"; *order != '\0'; order++) {
		add(s, K_OTHER, 's', 1);
		add(s, K_SORT, (uint32_t)*order, 1);
		add(s, K_OTHER, IDLE, 1);
	}
	add(s, K_OTHER, '/', 1);
	for (const char *typed = "check.*[0-9]7"; *typed != '\0'; typed++)
		add(s, K_NARROW, (uint32_t)*typed, 1);
	add(s, K_OTHER, KEY_ESC_, 1);
	add(s, K_OTHER, IDLE, 1);
	add(s, K_TYPE, 't', 3);
}

static bool inflate_stream(struct term *t, void *context)
{
	struct screen *s = context;
	series_end(&s->series[s->running]);
	if (s->next == s->strokes) {
		term_script_end(t, 0);
		return true;
	}
	struct stroke stroke = s->stroke[s->next++];
	s->running = stroke.kind;
	if (stroke.key == IDLE)
		term_script_idle(t);
	else
		term_script_key(t, stroke.key);
	series_begin(&s->series[s->running]);
	return true;
}

int main(int argc, char *argv[])
{
	static struct screen s;
	struct cprof_error err = CPROF_ERROR_INIT;
	struct args args;
	if (argc != 2 || args_parse(&args, argc, argv, &err) != CPROF_OK) {
		fprintf(stderr, "usage: screen FILE\n");
		return 2;
	}
	for (size_t i = 0; i < KINDS; i++)
		s.series[i].name = names[i];
	plan(&s);
	struct tui_end end = { 0 };
	struct config_file config;
	config_file_init(&config);
	struct session *session = tui_load(&args, 0);
	s.term = term_script_open(24, 80, 256, true);
	term_script_feed(s.term, inflate_stream, &s);
	series_begin(&s.series[K_FIRST]);
	if (tui_wait(session, 0, &err) == CPROF_OK)
		tui_run(&args, &config, session, s.term, &end, &err);
	if (err.status != CPROF_OK)
		fprintf(stderr, "screen: %s\n", err.text);
	for (size_t i = 0; i < K_OTHER; i++)
		series_print(&s.series[i]);
	s.term->close(s.term);
	session_free(session);
	config_file_done(&config);
	free(end.yanked);
	args_done(&args);
	int status = err.status == CPROF_OK ? EXIT_SUCCESS : EXIT_FAILURE;
	cprof_error_done(&err);
	return status;
}
