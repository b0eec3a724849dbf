/* Any text as a pattern, as filter chips and as a command line: each is refused with a reason or
 * does what it says. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "app/filter_line.h"
#include "app/shell/command.h"
#include "app/narrow.h"
#include "base/xalloc.h"
#include "fuzz.h"
#include "query/regex/rx.h"

static void try_pattern(const char *text)
{
	static const char subject[] = "encoding/json.(*decodeState).object";
	struct cprof_error err = CPROF_ERROR_INIT;
	struct rx *rx = NULL;
	bool matched;
	if (rx_compile(text, &rx, NULL, &err) == CPROF_OK)
		rx_match(rx, subject, sizeof subject - 1, &matched, &err);
	rx_free(rx);
	cprof_error_done(&err);
}

/* What the bar prints, the bar reads back. */
static void try_chips(const char *text)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	struct cprof_query q, again;
	struct buf line = BUF_INIT;
	cprof_query_init(&q);
	cprof_query_init(&again);
	if (filter_line_parse(&q, text, &err) == CPROF_OK) {
		filter_line_print(&q, &line);
		assert(filter_line_parse(&again, buf_text(&line), &err) == CPROF_OK);
		assert(cprof_query_equal(&q, &again));
	}
	cprof_query_done(&q);
	cprof_query_done(&again);
	buf_done(&line);
	cprof_error_done(&err);
}

static void try_command(const char *text)
{
	static const struct session_type types[] = {
		{ .name = "alloc_space", .unit = "bytes", .total = 1 },
		{ .name = "inuse_space", .unit = "bytes", .total = 1 },
	};
	static const char *const functions[] = { "main.main", "runtime.mallocgc" };
	struct session_summary summary = {
		.type = types, .types = 2, .functions = functions, .function_count = 2
	};
	struct cprof_error err = CPROF_ERROR_INIT;
	struct cprof_query q;
	struct reply reply;
	struct buf list = BUF_INIT;
	size_t from;
	cprof_query_init(&q);
	struct interpreter in = { .summary = &summary, .query = &q };
	reply_init(&reply, &in);
	interpret(&in, text, &reply, &err);
	command_complete(&in, text, strlen(text), &from, &list);
	assert(from <= strlen(text));
	buf_done(&list);
	reply_done(&reply);
	cprof_query_done(&q);
	cprof_error_done(&err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = xstrndup((const char *)data, size);
	try_pattern(text);
	try_chips(text);
	try_command(text);
	free(text);
	return 0;
}
