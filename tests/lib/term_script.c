/* The back end without a terminal: see term_script.h.
 *
 * Invariant: nothing here depends on real time or on another thread, so the same events give the
 * same frames. Workers run inline in such a test; their news is there before the next key. */
#include "lib/term_script.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/vec.h"
#include "base/xalloc.h"

/* An event of the queue; a size travels with TERM_RESIZE. */
struct script_event {
	struct term_event event;
	bool idle;     /* no event: hold the queue until no deadline is left */
	int64_t pause; /* no event if above 0: hold the queue for so many milliseconds */
	int rows, cols;
};

struct script_term {
	struct term term; /* first, so that one can be cast to the other */
	VEC(struct script_event) queue;
	size_t next; /* of queue */
	int64_t clock;
	int64_t paused_until; /* -1: no pause has begun */
	int rows, cols;
	struct canvas screen;
	unsigned draws;
	struct buf sent;
	bool mouse, deaf;
	int colours; /* of the terminal */
	bool utf8;
	bool (*feed)(struct term *t, void *context);
	void *context;
};

static struct script_term *script_of(struct term *t)
{
	return (struct script_term *)t;
}

static void script_size(struct term *t, int *rows, int *cols)
{
	*rows = script_of(t)->rows;
	*cols = script_of(t)->cols;
}

static void script_draw(struct term *t, const struct canvas *canvas)
{
	struct script_term *s = script_of(t);
	canvas_copy(&s->screen, canvas);
	s->draws++;
}

/* Every draw replaces the whole frame: there is nothing to repaint and nothing to leave. */
static void script_nothing(struct term *t)
{
	(void)t;
}

static void script_send(struct term *t, const char *bytes, size_t length)
{
	buf_put(&script_of(t)->sent, bytes, length);
}

static bool script_mouse(struct term *t, bool on)
{
	script_of(t)->mouse = on;
	return true;
}

static void script_configure(struct term *t, const struct term_options *o)
{
	const struct script_term *s = script_of(t);
	int most = o->no_colour ? 1 : o->colours;
	t->colours = most == 0 || most > s->colours ? s->colours : most >= 8 ? most : 0;
	t->utf8 = o->charset == TERM_CHARSET_UTF8 ||
		  (o->charset == TERM_CHARSET_AUTO && s->utf8);
	t->lines = o->lines == TERM_LINES_AUTO ? t->utf8 : o->lines != TERM_LINES_ASCII;
}

static int64_t script_now(struct term *t)
{
	return script_of(t)->clock;
}

static bool is_readable(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	return fd >= 0 && poll(&p, 1, 0) > 0;
}

/* The event whose turn it is, NULL if there is none yet: the queue is empty or held back. */
static struct script_event *next_event(struct script_term *s, int64_t deadline)
{
	for (;;) {
		while (s->next < s->queue.count && s->queue.at[s->next].idle && deadline < 0)
			s->next++;
		if (s->next < s->queue.count)
			break;
		if (s->feed == NULL || !s->feed(&s->term, s->context))
			return NULL;
	}
	return s->queue.at[s->next].idle ? NULL : &s->queue.at[s->next];
}

/* A timer that comes before the end of the pause runs first. */
static void pause_until(struct script_term *s, int64_t pause, int64_t deadline)
{
	if (s->paused_until < 0)
		s->paused_until = s->clock + pause;
	if (deadline >= 0 && deadline < s->paused_until) {
		s->clock = deadline > s->clock ? deadline : s->clock;
		return;
	}
	s->clock = s->paused_until;
	s->paused_until = -1;
	s->next++;
}

static void script_wait(struct term *t, int64_t deadline, int wake_fd, struct term_event *event)
{
	struct script_term *s = script_of(t);
	*event = (struct term_event){ .kind = TERM_WAKE };
	if (!s->deaf && is_readable(wake_fd))
		return;
	struct script_event *e = next_event(s, deadline);
	event->kind = TERM_TIMER;
	if (e != NULL && e->pause > 0) {
		pause_until(s, e->pause, deadline);
	} else if (e != NULL) {
		*event = e->event;
		e->event.paste = NULL;
		if (event->kind == TERM_RESIZE) {
			s->rows = e->rows;
			s->cols = e->cols;
		}
		if (event->kind != TERM_END)
			s->next++;
	} else if (deadline >= 0) {
		if (deadline > s->clock)
			s->clock = deadline;
	} else {
		event->kind = TERM_END;
	}
}

static void script_close(struct term *t)
{
	struct script_term *s = script_of(t);
	for (size_t i = s->next; i < s->queue.count; i++)
		free(s->queue.at[i].event.paste);
	VEC_DONE(&s->queue);
	canvas_done(&s->screen);
	buf_done(&s->sent);
	free(s);
}

struct term *term_script_open(int rows, int cols, int colours, bool utf8)
{
	struct script_term *s = xcalloc(1, sizeof *s);
	s->term = (struct term){
		.size = script_size,
		.draw = script_draw,
		.repaint = script_nothing,
		.wait = script_wait,
		.now = script_now,
		.leave = script_nothing,
		.enter = script_nothing,
		.suspend = script_nothing,
		.send = script_send,
		.mouse = script_mouse,
		.restyle = script_nothing,
		.configure = script_configure,
		.close = script_close,
		.colours = colours,
		.utf8 = utf8,
		.lines = utf8,
	};
	s->colours = colours;
	s->utf8 = utf8;
	s->rows = rows;
	s->cols = cols;
	s->paused_until = -1;
	theme_init(&s->term.theme);
	canvas_init(&s->screen, !utf8);
	canvas_reset(&s->screen, rows, cols);
	return &s->term;
}

static void feed(struct term *t, struct script_event event)
{
	struct script_term *s = script_of(t);
	VEC_PUSH(&s->queue, event);
}

void term_script_key(struct term *t, uint32_t key)
{
	feed(t, (struct script_event){ .event = { .kind = TERM_KEY, .key = key } });
}

void term_script_paste(struct term *t, const char *text)
{
	feed(t, (struct script_event){ .event = { .kind = TERM_PASTE, .paste = xstrdup(text) } });
}

void term_script_mouse(struct term *t, struct term_mouse mouse)
{
	feed(t, (struct script_event){ .event = { .kind = TERM_MOUSE, .mouse = mouse } });
}

void term_script_resize(struct term *t, int rows, int cols)
{
	feed(t, (struct script_event){
			.event = { .kind = TERM_RESIZE }, .rows = rows, .cols = cols });
}

void term_script_end(struct term *t, int signal_number)
{
	feed(t, (struct script_event){
			.event = { .kind = TERM_END, .signal_number = signal_number } });
}

void term_script_idle(struct term *t)
{
	feed(t, (struct script_event){ .idle = true });
}

void term_script_pause(struct term *t, int milliseconds)
{
	feed(t, (struct script_event){ .pause = milliseconds });
}

void term_script_feed(struct term *t, bool (*more)(struct term *t, void *context), void *context)
{
	struct script_term *s = script_of(t);
	s->feed = more;
	s->context = context;
}

void term_script_deaf(struct term *t, bool deaf)
{
	script_of(t)->deaf = deaf;
}

const struct canvas *term_script_screen(struct term *t)
{
	return &script_of(t)->screen;
}

unsigned term_script_draws(struct term *t)
{
	return script_of(t)->draws;
}

const char *term_script_sent(struct term *t, size_t *length)
{
	*length = script_of(t)->sent.size;
	return buf_text(&script_of(t)->sent);
}

bool term_script_has_mouse(struct term *t)
{
	return script_of(t)->mouse;
}
