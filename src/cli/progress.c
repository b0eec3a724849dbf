/* The progress line of batch: see cli.h. */
#include "cli/cli.h"

#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/io.h"
#include "base/unit.h"
#include "base/utf8.h"
#include "base/xalloc.h"

#define PROGRESS_AFTER 1000 /* ms */
#define PROGRESS_EVERY 200  /* ms */
#define PROGRESS_WIDTH 79   /* narrower than any terminal people use, so that it stays one line */

/* Blanks over the line, which every terminal understands. */
#define ERASE "\r%*s\r", PROGRESS_WIDTH, ""

struct progress_line {
	const char *input;
	const struct cprof_progress *progress;
	struct ticker *ticker;
	int64_t start;
	bool shown;
	struct sigaction interrupt, terminate; /* as they were */
};

/* Nobody is left to be told when standard error fails. */
static void put_line(const struct buf *line)
{
	if (io_write_all(STDERR_FILENO, line->data, line->size) != 0)
		return;
}

static void put_bytes(struct buf *out, uint64_t bytes)
{
	unit_label(out, (int64_t)bytes, "bytes", "auto");
}

static void put_progress(const struct progress_line *t, int64_t elapsed, struct buf *out)
{
	uint64_t done = atomic_load(&t->progress->done), total = atomic_load(&t->progress->total);
	buf_puts(out, "reading ");
	put_bytes(out, done);
	if (total > 0) {
		buf_puts(out, " of ");
		put_bytes(out, total);
	}
	buf_printf(out, ", %" PRIu64 " samples, %.1fs  ",
		   (uint64_t)atomic_load(&t->progress->samples), (double)elapsed / 1000);
}

static void tick(void *context)
{
	struct progress_line *t = context;
	struct buf line = BUF_INIT;
	int64_t elapsed = clock_milliseconds() - t->start;
	if (elapsed < PROGRESS_AFTER)
		return;
	buf_printf(&line, ERASE);
	size_t erase = line.size;
	put_progress(t, elapsed, &line);
	size_t used = line.size - erase;
	if (used < PROGRESS_WIDTH)
		utf8_fit(&line, t->input, strlen(t->input), PROGRESS_WIDTH - used, "..", false);
	put_line(&line);
	t->shown = true;
	buf_done(&line);
}

/* Only what a signal handler may do; the line is taken away even where none was written yet. */
static void interrupted(int number)
{
	char erase[PROGRESS_WIDTH + 2];
	memset(erase, ' ', sizeof erase);
	erase[0] = erase[sizeof erase - 1] = '\r';
	if (write(STDERR_FILENO, erase, sizeof erase) < 0)
		erase[0] = 0;
	signal(number, SIG_DFL);
	raise(number);
}

/* A signal the caller ignores stays ignored. */
static void catch(int number, struct sigaction *before)
{
	struct sigaction action = { .sa_handler = interrupted };
	sigemptyset(&action.sa_mask);
	sigaction(number, NULL, before);
	if (before->sa_handler != SIG_IGN)
		sigaction(number, &action, NULL);
}

struct progress_line *progress_line_start(const char *input, const struct cprof_progress *progress)
{
	if (!isatty(STDERR_FILENO))
		return NULL;
	struct progress_line *t = xcalloc(1, sizeof *t);
	t->input = input;
	t->progress = progress;
	t->start = clock_milliseconds();
	catch(SIGINT, &t->interrupt);
	catch(SIGTERM, &t->terminate);
	t->ticker = ticker_start(PROGRESS_EVERY, tick, t);
	return t;
}

void progress_line_stop(struct progress_line *t)
{
	struct buf line = BUF_INIT;
	if (t == NULL)
		return;
	ticker_stop(t->ticker);
	buf_printf(&line, ERASE);
	if (t->shown)
		put_line(&line);
	buf_done(&line);
	sigaction(SIGINT, &t->interrupt, NULL);
	sigaction(SIGTERM, &t->terminate, NULL);
	free(t);
}
