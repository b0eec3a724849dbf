/* Recording screen tests: see ui_record.h. A terminal that stands between the explorer and the real
 * one and writes down what passes. */
#include "ui_record.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/vec.h"
#include "app/session/session.h"
#include "tui/term/key.h"
#include "tui/term/term.h"
#include "tui/tui.h"

#define KEYS_IN_A_LINE 16

struct recorder {
	struct term term; /* first, so that one can be cast to the other */
	struct term *real;
	struct buf text;
	int keys;         /* in the line being written; 0: it is not a line of keys */
	bool waited;      /* a timer ran since the last event */
};

static struct recorder *recorder_of(struct term *t)
{
	return (struct recorder *)t;
}

static void end_line(struct recorder *r)
{
	if (r->keys > 0)
		buf_putc(&r->text, '\n');
	r->keys = 0;
}

static void put_key(struct recorder *r, uint32_t key)
{
	char name[16];
	key_name(key, name);
	if (r->keys == KEYS_IN_A_LINE)
		end_line(r);
	if (r->keys++ == 0)
		buf_puts(&r->text, "keys");
	bool plain = name[1] == '\0' || (unsigned char)*name >= 0x80;
	buf_printf(&r->text, plain ? " %s" : " <%s>", name);
}

static void put_quoted(struct recorder *r, const char *text)
{
	buf_puts(&r->text, "paste \"");
	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '"' || *p == '\\')
			buf_putc(&r->text, '\\');
		if (*p == '\n')
			buf_puts(&r->text, "\\n");
		else
			buf_putc(&r->text, *p);
	}
	buf_puts(&r->text, "\"\n");
}

static void put_event(struct recorder *r, const struct term_event *event)
{
	int rows, cols;
	if (r->waited) {
		end_line(r);
		buf_puts(&r->text, "idle\n");
	}
	r->waited = false;
	if (event->kind == TERM_KEY && event->key != KEY_F0_ + 12) {
		put_key(r, event->key);
		return;
	}
	end_line(r);
	if (event->kind == TERM_KEY)
		buf_puts(&r->text, "screen\n");
	if (event->kind == TERM_PASTE)
		put_quoted(r, event->paste);
	if (event->kind == TERM_RESIZE) {
		r->real->size(r->real, &rows, &cols);
		buf_printf(&r->text, "resize %d %d\n", rows, cols);
	}
}

static void record_wait(struct term *t, int64_t deadline, int wake_fd, struct term_event *event)
{
	struct recorder *r = recorder_of(t);
	r->real->wait(r->real, deadline, wake_fd, event);
	if (event->kind == TERM_TIMER)
		r->waited = true;
	else if (event->kind != TERM_WAKE && event->kind != TERM_END)
		put_event(r, event);
	/* The explorer never sees the key that takes the screen. */
	if (event->kind == TERM_KEY && event->key == KEY_F0_ + 12)
		event->kind = TERM_WAKE;
}

static void record_size(struct term *t, int *rows, int *cols)
{
	struct term *real = recorder_of(t)->real;
	real->size(real, rows, cols);
}

static void record_draw(struct term *t, const struct canvas *canvas)
{
	struct term *real = recorder_of(t)->real;
	real->draw(real, canvas);
}

static void record_repaint(struct term *t)
{
	struct term *real = recorder_of(t)->real;
	real->repaint(real);
}

static int64_t record_now(struct term *t)
{
	struct term *real = recorder_of(t)->real;
	return real->now(real);
}

static void record_leave(struct term *t)
{
	struct term *real = recorder_of(t)->real;
	real->leave(real);
}

static void record_enter(struct term *t)
{
	struct term *real = recorder_of(t)->real;
	real->enter(real);
}

static void record_suspend(struct term *t)
{
	struct term *real = recorder_of(t)->real;
	real->suspend(real);
}

static void start(struct recorder *r, int argc, char *const argv[])
{
	int rows, cols;
	r->term = (struct term){
		.size = record_size,
		.draw = record_draw,
		.repaint = record_repaint,
		.wait = record_wait,
		.now = record_now,
		.leave = record_leave,
		.enter = record_enter,
		.suspend = record_suspend,
		.colours = r->real->colours,
		.utf8 = r->real->utf8,
	};
	r->real->size(r->real, &rows, &cols);
	buf_printf(&r->text, "size %d %d\nargs", rows, cols);
	for (int i = 0; i < argc; i++)
		buf_printf(&r->text, strpbrk(argv[i], " \t\"") != NULL ? " \"%s\"" : " %s",
			   argv[i]);
	buf_puts(&r->text, "\n");
	if (!r->real->utf8)
		buf_puts(&r->text, "ascii\n");
}

static bool write_file(const char *path, const struct buf *text)
{
	FILE *file = fopen(path, "w");
	if (file == NULL)
		return false;
	fputs(buf_text(text), file);
	return fclose(file) == 0;
}

bool ui_record(const char *path, int argc, char *const argv[])
{
	struct recorder r = { .real = NULL };
	struct cprof_error err = CPROF_ERROR_INIT;
	struct term_options options = { .no_colour = false };
	VEC(char *) word = { 0 };
	struct args args;
	struct tui_end end = { 0 };
	struct config_file config;
	setlocale(LC_CTYPE, "");
	VEC_PUSH(&word, argv[-1]);
	for (int i = 0; i < argc; i++)
		VEC_PUSH(&word, argv[i]);
	if (args_parse(&args, (int)word.count, word.at, &err) == CPROF_OK &&
	    term_curses_open(&options, &r.real, &err) == CPROF_OK) {
		struct session *session = tui_load(&args, 0);
		start(&r, argc, argv);
		config_file_init(&config);
		tui_run(&args, &config, session, &r.term, &end, &err);
		config_file_done(&config);
		free(end.yanked);
		r.real->close(r.real);
		session_free(session);
		end_line(&r);
		/* The keys that left it are part of the session: nothing may follow them. */
		if (end.signal_number == 0)
			buf_puts(&r.text, "exit 0\n");
	}
	bool good = err.status == CPROF_OK && write_file(path, &r.text);
	if (!good)
		fprintf(stderr, "%s: %s\n", path,
			err.text != NULL ? err.text : "cannot be written");
	args_done(&args);
	VEC_DONE(&word);
	buf_done(&r.text);
	cprof_error_done(&err);
	return good;
}
