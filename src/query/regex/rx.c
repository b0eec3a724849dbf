/* Regular expressions: see rx.h.
 *
 * Invariant: PCRE2 sees valid UTF-8 only. Invalid bytes of a text are shown to it as U+FFFD, which
 * is how Go's engine sees them, and the positions it finds are mapped back. The compiled code is
 * not changed by a search; match data and stack belong to one struct rx, hence to one thread. */
#include "query/regex/rx.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <inttypes.h>
#include <pcre2.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "query/regex/scan.h"
#include "query/regex/translate.h"

#define MATCH_LIMIT 10000000 /* returns to an earlier choice, from one place of one text */

/* Steps of all searches with one pattern together; one takes about ten nanoseconds. */
#define STEP_LIMIT UINT64_C(200000000)

/* Steps of a search that somebody waits for at the keyboard, and of a round of such searches. */
#define FIND_LIMIT UINT64_C(1000000)
#define ROUND_LIMIT UINT64_C(20000000)

/* So many bytes that are looked at, or alternatives that are tried, count as a step. */
#define BYTES_A_STEP 4
#define TRIES_A_STEP 8
#define HEAP_LIMIT_KB 32768 /* without JIT only */
#define JIT_STACK_FIRST (64 * 1024)
#define JIT_STACK_LAST (1024 * 1024)

/* Above what the translation lets through, wrapping included. */
#define NESTING_LIMIT 2500

#define OPTIONS                                                                                   \
	(PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C |   \
	 PCRE2_ALT_CIRCUMFLEX)

/* In front of every pattern, and closed behind it. JIT code up to 10.42 skips starting points
 * after a failed repetition and overlooks that another alternative may begin before them: without
 * the empty assertion, which keeps that out, (Foo|)1*F finds nothing in "Foo". The callout stands
 * where every place of a text begins. */
#define GUARD "(?=)(?C1)(?:"
#define GUARD_CALLOUT 1

#define REPLACEMENT "\xef\xbf\xbd"

/* What all searches took so far. */
struct effort {
	uint64_t steps;
	size_t at;      /* of the text, at the last callout */
	uint64_t place; /* steps to begin at a place */
	bool refers;    /* a reference may compare all that was matched */
	uint64_t limit; /* of steps, for the search at hand */
	bool in_round;
	bool gave_up; /* a search that only finds came to its limit */
};

struct rx {
	char *pattern;
	struct effort *effort;
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack; /* NULL if the interpreter runs */
};

/* A text as PCRE2 may see it. */
struct subject {
	const char *text;
	size_t length;
	struct buf copy; /* holds it if it had to be changed */
};

/* Called by PCRE2 where a search goes on; ends it when there were too many steps. */
static int count_step(pcre2_callout_block *block, void *context)
{
	struct effort *e = context;
	size_t at = block->current_position;
	if (block->callout_number == GUARD_CALLOUT) {
		e->steps += e->place;
	} else {
		size_t moved = at > e->at ? at - e->at : e->at - at;
		if (e->refers)
			moved = at > block->start_match ? at - block->start_match : moved;
		e->steps += 1 + moved / BYTES_A_STEP;
	}
	e->at = at;
	return e->steps > e->limit ? PCRE2_ERROR_CALLOUT : 0;
}

static void *allocate(size_t size, void *unused)
{
	(void)unused;
	return xmalloc(size);
}

static void release(void *memory, void *unused)
{
	(void)unused;
	free(memory);
}

/* Where the first invalid byte is, or the length. */
static size_t valid_length(const char *text, size_t length)
{
	size_t at = 0;
	while (at < length) {
		uint64_t eight;
		if (length - at >= sizeof eight) {
			memcpy(&eight, text + at, sizeof eight);
			if ((eight & 0x8080808080808080u) == 0) {
				at += sizeof eight;
				continue;
			}
		}
		uint32_t code;
		size_t step = utf8_decode(text + at, text + length, &code);
		if (code > 0x10ffff)
			break;
		at += step;
	}
	return at;
}

static void subject_init(struct subject *s, const char *text, size_t length)
{
	size_t at = valid_length(text, length);
	*s = (struct subject){ length > 0 ? text : "", length, BUF_INIT };
	if (at == length)
		return;
	buf_put(&s->copy, text, at);
	while (at < length) {
		uint32_t code;
		size_t step = utf8_decode(text + at, text + length, &code);
		if (code > 0x10ffff)
			buf_puts(&s->copy, REPLACEMENT);
		else
			buf_put(&s->copy, text + at, step);
		at += step;
	}
	s->text = s->copy.data;
	s->length = s->copy.size;
}

static void subject_done(struct subject *s)
{
	buf_done(&s->copy);
}

/* Walks the text until `stop` bytes of the original or of the copy were passed, whichever is asked;
 * the other count comes back. Both end between characters. */
static size_t map_offset(const char *text, size_t length, size_t stop, bool to_copy)
{
	size_t original = 0;
	size_t copied = 0;
	while (original < length && (to_copy ? original : copied) < stop) {
		uint32_t code;
		size_t step = utf8_decode(text + original, text + length, &code);
		original += step;
		copied += code > 0x10ffff ? strlen(REPLACEMENT) : step;
	}
	return to_copy ? copied : original;
}

/* Nothing made with this is ever NULL for want of memory. */
static pcre2_general_context *general_new(void)
{
	return pcre2_general_context_create(allocate, release, NULL);
}

/* Compiles to machine code where that is allowed, and prepares what a search needs. */
static struct rx *rx_new(char *pattern, pcre2_code *code, const struct effort *effort)
{
	struct rx *rx = xcalloc(1, sizeof *rx);
	pcre2_general_context *general = general_new();
	rx->effort = xcalloc(1, sizeof *rx->effort);
	*rx->effort = (struct effort){ .place = effort->place, .refers = effort->refers };
	rx->pattern = pattern;
	rx->code = code;
	rx->data = pcre2_match_data_create(1, general);
	rx->context = pcre2_match_context_create(general);
	pcre2_set_match_limit(rx->context, MATCH_LIMIT);
	pcre2_set_depth_limit(rx->context, MATCH_LIMIT);
	pcre2_set_heap_limit(rx->context, HEAP_LIMIT_KB);
	pcre2_set_callout(rx->context, count_step, rx->effort);
	if (pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) == 0) {
		rx->stack = pcre2_jit_stack_create(JIT_STACK_FIRST, JIT_STACK_LAST, general);
		pcre2_jit_stack_assign(rx->context, NULL, rx->stack);
	}
	pcre2_general_context_free(general);
	return rx;
}

static const char *words_for(int error, char *room, size_t size)
{
	if (error == PCRE2_ERROR_PATTERN_TOO_LARGE)
		return "expression too large";
	if (error == PCRE2_ERROR_PARENTHESES_NEST_TOO_DEEP)
		return "expression nests too deeply";
	if (pcre2_get_error_message(error, (PCRE2_UCHAR *)room, size) < 0)
		return "cannot be compiled";
	return room;
}

static pcre2_code *compile(const struct rx_translation *t, const char *pattern, size_t *offset,
			   struct cprof_error *err)
{
	int error;
	PCRE2_SIZE where;
	pcre2_general_context *general = general_new();
	pcre2_compile_context *context = pcre2_compile_context_create(general);
	pcre2_set_newline(context, PCRE2_NEWLINE_LF);
	pcre2_set_parens_nest_limit(context, NESTING_LIMIT);
	struct buf guarded = BUF_INIT;
	buf_printf(&guarded, GUARD "%s)", buf_text(&t->text));
	/* Without references nobody asks for what a group matched, and to keep that costs a copy of
	 * it at each step. */
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)guarded.data, guarded.size,
					 OPTIONS | (t->refers ? 0 : PCRE2_NO_AUTO_CAPTURE), &error,
					 &where, context);
	buf_done(&guarded);
	pcre2_compile_context_free(context);
	pcre2_general_context_free(general);
	if (code == NULL) {
		char room[128];
		size_t front = strlen(GUARD);
		*offset = rx_translation_origin(t, where > front ? where - front : 0);
		struct buf shown = BUF_INIT;
		rx_scan_show(&shown, pattern, strlen(pattern));
		cprof_error_set(err, CPROF_ERR_SYNTAX, "error parsing regexp: %s: `%s`",
				words_for(error, room, sizeof room), buf_text(&shown));
		buf_done(&shown);
	}
	return code;
}

/* `shown` is what rx_pattern() will say. */
static enum cprof_status build(const char *pattern, const char *shown, bool fold, struct rx **rx,
			       size_t *offset, struct cprof_error *err)
{
	size_t unwanted;
	struct rx_translation t = { .text = BUF_INIT };
	if (offset == NULL)
		offset = &unwanted;
	*rx = NULL;
	if (rx_translate(pattern, fold, &t, offset, err) == CPROF_OK) {
		pcre2_code *code = compile(&t, pattern, offset, err);
		const struct effort effort = { .place = 1 + t.weight / TRIES_A_STEP,
					       .refers = t.refers };
		if (code != NULL)
			*rx = rx_new(xstrdup(shown), code, &effort);
	}
	rx_translation_done(&t);
	return *rx != NULL ? CPROF_OK : err->status;
}

enum cprof_status rx_compile(const char *pattern, struct rx **rx, size_t *offset,
			     struct cprof_error *err)
{
	return build(pattern, pattern, false, rx, offset, err);
}

enum cprof_status rx_compile_argument(const char *pattern, struct rx **rx, struct cprof_error *err)
{
	struct buf shown = BUF_INIT;
	if (rx_compile(pattern, rx, NULL, err) != CPROF_OK) {
		rx_scan_show(&shown, pattern, strlen(pattern));
		cprof_error_prefix(err, "parsing argument regexp %s", buf_text(&shown));
	}
	buf_done(&shown);
	return err->status;
}

enum cprof_status rx_no_match(const char *pattern, struct cprof_error *err)
{
	struct buf shown = BUF_INIT;
	rx_scan_show(&shown, pattern, strlen(pattern));
	cprof_error_set(err, CPROF_ERR_NOTFOUND, "no matches found for regexp: %s",
			buf_text(&shown));
	buf_done(&shown);
	return err->status;
}

/* Letters outside ASCII are looked up in PCRE2's tables, so that no locale has a say. */
static bool has_upper_case(const char *text)
{
	bool found = false;
	bool ascii = true;
	for (const char *p = text; *p != '\0'; p++) {
		found = found || (*p >= 'A' && *p <= 'Z');
		ascii = ascii && (unsigned char)*p < 0x80;
	}
	if (found || ascii)
		return found;
	struct rx *upper;
	struct cprof_error err = CPROF_ERROR_INIT;
	if (rx_compile("[\\p{Lu}\\p{Lt}]", &upper, NULL, &err) == CPROF_OK)
		rx_match(upper, text, strlen(text), &found, &err);
	rx_free(upper);
	cprof_error_done(&err);
	return found;
}

enum cprof_status rx_compile_smart(const char *pattern, struct rx **rx, size_t *offset,
				   struct cprof_error *err)
{
	bool fold = !has_upper_case(pattern);
	if (*pattern != '=')
		return build(pattern, pattern, fold, rx, offset, err);
	struct buf quoted = BUF_INIT;
	rx_quote(&quoted, pattern + 1);
	if (offset != NULL)
		*offset = 0;
	enum cprof_status status = build(buf_text(&quoted), pattern, fold, rx, NULL, err);
	buf_done(&quoted);
	return status;
}

static int find_match(const struct rx *rx, const struct subject *s, size_t from)
{
	rx->effort->steps += 1 + s->length / BYTES_A_STEP / 4;
	rx->effort->at = from;
	if (rx->effort->steps > rx->effort->limit)
		return PCRE2_ERROR_CALLOUT;
	return pcre2_match(rx->code, (PCRE2_SPTR)s->text, s->length, from, 0, rx->data,
			   rx->context);
}

enum cprof_status rx_match(const struct rx *rx, const char *text, size_t length, bool *matched,
			   struct cprof_error *err)
{
	struct subject s;
	subject_init(&s, text, length);
	rx->effort->limit = STEP_LIMIT;
	int result = find_match(rx, &s, 0);
	subject_done(&s);
	*matched = result >= 0;
	if (result >= 0 || result == PCRE2_ERROR_NOMATCH)
		return CPROF_OK;
	struct buf pattern = BUF_INIT, shown = BUF_INIT;
	rx_scan_show(&pattern, rx->pattern, strlen(rx->pattern));
	utf8_fit(&shown, text, length, 80, "...", false);
	if (result == PCRE2_ERROR_CALLOUT)
		cprof_error_set(err, CPROF_ERR_LIMIT,
				"pattern `%s` takes more than %" PRIu64 " steps, at `%s`",
				buf_text(&pattern), STEP_LIMIT, buf_text(&shown));
	else if (result == PCRE2_ERROR_MATCHLIMIT)
		cprof_error_set(err, CPROF_ERR_LIMIT,
				"pattern `%s` has more than %d ways to match `%s`",
				buf_text(&pattern), MATCH_LIMIT, buf_text(&shown));
	else
		cprof_error_set(err, CPROF_ERR_LIMIT,
				"pattern `%s` takes more than %d bytes of memory on `%s`",
				buf_text(&pattern), JIT_STACK_LAST, buf_text(&shown));
	buf_done(&pattern);
	buf_done(&shown);
	return CPROF_ERR_LIMIT;
}

bool rx_find(const struct rx *rx, const char *text, size_t length, size_t from, size_t *start,
	     size_t *end)
{
	struct effort *e = rx->effort;
	if (from > length || e->gave_up)
		return false;
	struct subject s;
	if (!e->in_round)
		e->steps = 0;
	e->limit = e->in_round ? ROUND_LIMIT : FIND_LIMIT;
	subject_init(&s, text, length);
	bool changed = s.copy.size > 0;
	if (from > 0)
		from = map_offset(text, length, from, changed);
	int result = find_match(rx, &s, from);
	subject_done(&s);
	e->gave_up = result < 0 && result != PCRE2_ERROR_NOMATCH;
	if (result < 0)
		return false;
	const PCRE2_SIZE *found = pcre2_get_ovector_pointer(rx->data);
	*start = changed ? map_offset(text, length, found[0], false) : found[0];
	*end = changed ? map_offset(text, length, found[1], false) : found[1];
	return true;
}

void rx_round(const struct rx *rx, bool begins)
{
	rx->effort->in_round = begins;
	rx->effort->steps = 0;
}

bool rx_gave_up(const struct rx *rx)
{
	return rx->effort->gave_up;
}

bool rx_joins(const char *pattern)
{
	struct rx_translation t = { .text = BUF_INIT };
	struct cprof_error err = CPROF_ERROR_INIT;
	size_t offset;
	bool good = rx_translate(pattern, false, &t, &offset, &err) == CPROF_OK;
	bool joins = good && !t.named && !t.open_end && !t.refers;
	rx_translation_done(&t);
	cprof_error_done(&err);
	return joins;
}

void rx_quote(struct buf *out, const char *text)
{
	const char *end = text + strlen(text);
	while (text < end) {
		uint32_t code;
		size_t length = utf8_decode(text, end, &code);
		if (code > 0x10ffff) {
			buf_puts(out, "\\x{fffd}");
		} else {
			if (code < 0x80 && strchr("\\.+*?()|[]{}^$", (int)code) != NULL)
				buf_putc(out, '\\');
			buf_put(out, text, length);
		}
		text += length;
	}
}

const char *rx_pattern(const struct rx *rx)
{
	return rx->pattern;
}

void rx_free(struct rx *rx)
{
	if (rx == NULL)
		return;
	pcre2_jit_stack_free(rx->stack);
	pcre2_match_context_free(rx->context);
	pcre2_match_data_free(rx->data);
	pcre2_code_free(rx->code);
	free(rx->pattern);
	free(rx->effort);
	free(rx);
}
