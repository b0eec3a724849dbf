/* From RE2's syntax to PCRE2's: see translate.h.
 *
 * The pattern is read once. One scope per open group remembers its last atom, because a repetition
 * applies to that even when a flag group or an empty quotation stands between, and because it may
 * have to be wrapped in (?:...) where PCRE2 would refuse to repeat it.
 * Invariant: everything in the output was written here; no part of the pattern is copied unread. */
#include "query/regex/translate.h"

#include <string.h>

#include "query/regex/scan.h"

#define NESTING_MAX 1000
#define REPEAT_MAX 1000

struct atom {
	bool present;
	bool wrap;       /* must be wrapped before it is repeated */
	size_t start;    /* in the output */
	size_t end;
	int weight;      /* how often its innermost part is copied by the counts around it */
	unsigned groups; /* capturing ones in it */
};

struct scope {
	const char *from; /* the parenthesis */
	size_t start;     /* in the output */
	unsigned outer_flags;
	int weight;             /* the largest of its atoms */
	unsigned groups_before; /* capturing ones in front of it */
	bool alternatives;      /* it has more than one */
	struct atom last;
};

struct name {
	const char *text;
	size_t length;
	unsigned group;
};

struct parser {
	struct rx_scan scan;
	struct rx_translation *to;
	VEC(struct scope) scopes; /* the first is the whole pattern */
	VEC(struct name) names;
	unsigned groups;      /* capturing ones so far */
	const char *repeated; /* the repetition that ends right here, or NULL */
	bool possessible;     /* a '+' may follow it */
};

static struct scope *innermost(struct parser *p)
{
	return &p->scopes.at[p->scopes.count - 1];
}

static void set_atom(struct parser *p, size_t start, bool wrap, int weight)
{
	struct scope *s = innermost(p);
	s->last = (struct atom){ .present = true, .wrap = wrap, .start = start,
				 .end = p->scan.out->size, .weight = weight };
	if (s->weight < weight)
		s->weight = weight;
}

static void put_atom(struct parser *p, const char *text, bool wrap)
{
	size_t start = p->scan.out->size;
	buf_puts(p->scan.out, text);
	set_atom(p, start, wrap, 1);
}

/* `bytes` is how the pattern spells the character itself, NULL if it is an escape. */
static void put_rune(struct parser *p, uint32_t rune, const char *bytes, size_t length)
{
	struct buf *out = p->scan.out;
	size_t start = out->size;
	bool word = (rune >= '0' && rune <= '9') || (rune >= 'A' && rune <= 'Z') || rune == '_' ||
		    (rune >= 'a' && rune <= 'z');
	if (rune >= 0xd800 && rune < 0xe000)
		buf_puts(out, RX_CLASS_NOTHING);
	else if (bytes != NULL && (word || rune >= 0x80))
		buf_put(out, bytes, length);
	else
		buf_printf(out, "\\x{%x}", (unsigned)rune);
	set_atom(p, start, false, 1);
}

/* Characters that stand for themselves, up to `end`. */
static bool literals(struct parser *p, const char *end)
{
	while (p->scan.at < end) {
		const char *from = p->scan.at;
		uint32_t rune;
		if (!rx_scan_rune(&p->scan, &rune))
			return false;
		put_rune(p, rune, from, (size_t)(p->scan.at - from));
	}
	return true;
}

/* \Q...\E, where \E may be missing. */
static bool quotation(struct parser *p)
{
	p->scan.at += 2;
	const char *close = strstr(p->scan.at, "\\E");
	if (!literals(p, close != NULL ? close : p->scan.end))
		return false;
	if (close != NULL)
		p->scan.at = close + 2;
	else
		p->to->open_end = true;
	return true;
}

static void put_reference(struct parser *p, unsigned group, const char *end)
{
	size_t start = p->scan.out->size;
	buf_printf(p->scan.out, "\\g{%u}", group);
	set_atom(p, start, false, 1);
	buf_puts(p->scan.out, RX_STEP);
	p->to->refers = true;
	p->scan.at = end;
}

static bool escape(struct parser *p)
{
	const char *at = p->scan.at;
	if (at[1] == 'Q')
		return quotation(p);
	if (at[1] != '\0' && strchr("AbBz", at[1]) != NULL) {
		put_atom(p, (const char[]){ '\\', at[1], '\0' }, true);
		p->scan.at += 2;
		return true;
	}
	if (rx_class_is_escape(at)) {
		size_t start = p->scan.out->size;
		if (!rx_class_escape(&p->scan))
			return false;
		set_atom(p, start, false, 1);
		return true;
	}
	/* RE2 refuses \1 to \7 unless they are octal numbers; PCRE2 can do better. */
	bool lone_digit = at[1] >= '1' && at[1] <= '7' && !(at[2] >= '0' && at[2] <= '9');
	if (lone_digit && (unsigned)(at[1] - '0') <= p->groups) {
		put_reference(p, (unsigned)(at[1] - '0'), at + 2);
		return true;
	}
	uint32_t rune;
	if (!rx_scan_escape(&p->scan, &rune))
		return false;
	put_rune(p, rune, NULL, 0);
	return true;
}

static bool brackets(struct parser *p)
{
	size_t start = p->scan.out->size;
	if (!rx_class_brackets(&p->scan))
		return false;
	set_atom(p, start, false, 1);
	return true;
}

static void insert(struct buf *b, size_t at, const char *text, size_t length)
{
	buf_reserve(b, length);
	memmove(b->data + at + length, b->data + at, b->size - at + 1);
	memcpy(b->data + at, text, length);
	b->size += length;
}

static bool count_in_bounds(const struct rx_repeat *r)
{
	return r->min <= REPEAT_MAX && r->max <= REPEAT_MAX && (r->max < 0 || r->min <= r->max);
}

/* Counts of counts multiply; RE2 bounds the product. */
static bool add_weight(struct parser *p, const struct rx_repeat *r, struct atom *atom)
{
	int times = r->max < 0 ? r->min : r->max;
	if (!r->counted || times < 2)
		return true;
	atom->weight *= times;
	if (atom->weight > REPEAT_MAX)
		return rx_scan_fail(&p->scan, "invalid repeat count", p->scan.at, r->end);
	if (innermost(p)->weight < atom->weight)
		innermost(p)->weight = atom->weight;
	p->to->weight += (unsigned)times;
	return true;
}

/* A repetition right behind another: only PCRE2's possessive '+' makes sense of it. */
static bool repeat_again(struct parser *p, const struct rx_repeat *r)
{
	if (!p->possessible || *p->scan.at != '+' || r->lazy)
		return rx_scan_fail(&p->scan, "invalid nested repetition operator", p->repeated,
				    r->end);
	struct atom *atom = &innermost(p)->last;
	insert(p->scan.out, atom->end, "+", 1);
	atom->end++;
	p->possessible = false;
	p->scan.at = r->end;
	return true;
}

/* For x{0}. PCRE2 10.42 takes (?:a|\A){0}b to be anchored, so no x is left for it to see; its
 * groups stay, never set, because back references count them. */
static void erase_atom(struct buf *out, struct atom *atom)
{
	struct buf text = BUF_INIT;
	buf_puts(&text, atom->groups > 0 ? "(?:|(?!)" : "(?:");
	for (unsigned i = 0; i < atom->groups; i++)
		buf_puts(&text, "()");
	buf_putc(&text, ')');
	memmove(out->data + atom->start, out->data + atom->end, out->size - atom->end + 1);
	out->size -= atom->end - atom->start;
	insert(out, atom->start, text.data, text.size);
	atom->end = atom->start + text.size;
	buf_done(&text);
}

/* Writes the repetition behind its atom, which flags may have been written behind already. */
static void put_repetition(struct parser *p, const struct rx_repeat *r, struct atom *atom)
{
	struct buf *out = p->scan.out;
	bool lazy = r->lazy != ((p->scan.flags & RX_SWAP_GREED) != 0);
	size_t length = (size_t)(r->bare_end - p->scan.at);
	if (atom->wrap) {
		insert(out, atom->end, ")", 1);
		insert(out, atom->start, "(?:", 3);
		atom->end += 4;
	}
	insert(out, atom->end, p->scan.at, length);
	atom->end += length;
	if (lazy)
		insert(out, atom->end++, "?", 1);
	insert(out, atom->end, RX_STEP, strlen(RX_STEP));
	p->possessible = !lazy && !r->lazy;
}

static bool repetition(struct parser *p, const struct rx_repeat *r)
{
	const char *from = p->scan.at;
	struct atom *atom = &innermost(p)->last;
	if (r->counted && !count_in_bounds(r))
		return rx_scan_fail(&p->scan, "invalid repeat count", from, r->bare_end);
	if (p->repeated != NULL)
		return repeat_again(p, r);
	if (!atom->present)
		return rx_scan_fail(&p->scan, "missing argument to repetition operator", from,
				    r->end);
	if (!add_weight(p, r, atom))
		return false;
	if (r->counted && r->max == 0) {
		erase_atom(p->scan.out, atom);
		p->possessible = false;
	} else {
		put_repetition(p, r, atom);
	}
	atom->wrap = true;
	p->repeated = from;
	p->scan.at = r->end;
	return true;
}

static bool open_scope(struct parser *p, const char *text, unsigned flags, const char *next)
{
	if (p->scopes.count > NESTING_MAX)
		return rx_scan_fail(&p->scan, "expression nests too deeply", p->scan.pattern,
				    p->scan.end);
	VEC_PUSH(&p->scopes, (struct scope){ .from = p->scan.at, .start = p->scan.out->size,
					     .outer_flags = p->scan.flags, .weight = 1,
					     .groups_before = p->groups });
	buf_puts(p->scan.out, text);
	p->scan.flags = flags;
	p->scan.at = next;
	return true;
}

static bool open_capture(struct parser *p, const char *next)
{
	if (!open_scope(p, "(", p->scan.flags, next))
		return false;
	p->groups++;
	return true;
}

static bool close_scope(struct parser *p)
{
	if (p->scopes.count == 1)
		return rx_scan_fail(&p->scan, "unexpected )", p->scan.pattern, p->scan.end);
	struct scope closed = *innermost(p);
	p->scopes.count--;
	buf_putc(p->scan.out, ')');
	set_atom(p, closed.start, false, closed.weight);
	innermost(p)->last.groups = p->groups - closed.groups_before;
	p->scan.flags = closed.outer_flags;
	p->scan.at++;
	/* A repetition has its own. */
	struct rx_repeat repeat;
	if (closed.alternatives && !rx_scan_repeat(&p->scan, &repeat))
		buf_puts(p->scan.out, RX_STEP);
	return true;
}

static bool is_name_byte(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       c == '_';
}

static size_t name_length(const char *text)
{
	size_t length = 0;
	while (is_name_byte(text[length]))
		length++;
	return length;
}

/* (?P<name> or (?<name>; `name` is what follows the '<'. Names are numbers from here on, which
 * frees them of PCRE2's rules for length, first character and repetition. */
static bool named_group(struct parser *p, const char *name)
{
	const char *close = strchr(name, '>');
	size_t length = name_length(name);
	if (close == NULL || length == 0 || name + length != close)
		return rx_scan_fail(&p->scan, "invalid named capture", p->scan.at,
				    close != NULL ? close + 1 : p->scan.end);
	p->to->named = true;
	VEC_PUSH(&p->names, (struct name){ name, length, p->groups + 1 });
	return open_capture(p, close + 1);
}

/* (?P=name) */
static bool named_reference(struct parser *p, const char *name)
{
	size_t length = name_length(name);
	for (size_t i = 0; name[length] == ')' && i < p->names.count; i++) {
		const struct name *n = &p->names.at[i];
		if (n->length == length && memcmp(n->text, name, length) == 0) {
			put_reference(p, n->group, name + length + 1);
			return true;
		}
	}
	const char *close = strchr(name, ')');
	return rx_scan_fail(&p->scan, "invalid named capture", p->scan.at,
			    close != NULL ? close + 1 : p->scan.end);
}

/* PCRE2's spelling of the flags it shall know; greed is settled here. */
static void put_flags(struct buf *out, unsigned flags, char end)
{
	static const char letters[] = "ims";
	buf_puts(out, "(?");
	for (int i = 0; i < 3; i++) {
		if ((flags & 1u << i) != 0)
			buf_putc(out, letters[i]);
	}
	if ((flags & 7) != 7)
		buf_putc(out, '-');
	for (int i = 0; i < 3; i++) {
		if ((flags & 1u << i) == 0)
			buf_putc(out, letters[i]);
	}
	buf_putc(out, end);
}

/* Reads "i-s" and the like up to ')' or ':' and says which it was. */
static bool read_flags(struct rx_scan *s, unsigned *flags, char *end)
{
	static const char letters[] = "imsU";
	const char *from = s->at;
	bool off = false;
	bool some = false;
	*flags = s->flags;
	s->at += 2;
	while (s->at < s->end) {
		uint32_t c;
		if (!rx_scan_rune(s, &c))
			return false;
		const char *letter = c < 0x80 ? strchr(letters, (int)c) : NULL;
		if (letter != NULL) {
			unsigned flag = 1u << (letter - letters);
			*flags = off ? *flags & ~flag : *flags | flag;
			some = true;
		} else if (c == '-' && !off) {
			off = true;
			some = false;
		} else if ((c == ')' || c == ':') && (!off || some)) {
			*end = (char)c;
			return true;
		} else {
			break;
		}
	}
	return rx_scan_fail(s, "invalid or unsupported Perl syntax", from, s->at);
}

static bool flag_group(struct parser *p)
{
	const char *from = p->scan.at;
	unsigned flags = 0;
	char end = ')';
	if (!read_flags(&p->scan, &flags, &end))
		return false;
	const char *next = p->scan.at;
	p->scan.at = from;
	if (end == ':') {
		struct buf text = BUF_INIT;
		put_flags(&text, flags, end);
		bool opened = open_scope(p, text.data, flags, next);
		buf_done(&text);
		return opened;
	}
	put_flags(p->scan.out, flags, end);
	p->to->open_end |= p->scopes.count == 1;
	p->scan.flags = flags;
	p->scan.at = next;
	return true;
}

/* (?...: what RE2 knows, and PCRE2's look-around and atomic groups. */
static bool special_group(struct parser *p)
{
	static const char *const extras[] = { "(?=", "(?!", "(?<=", "(?<!", "(?>" };
	const char *at = p->scan.at;
	size_t left = (size_t)(p->scan.end - at);
	for (size_t i = 0; i < sizeof extras / sizeof extras[0]; i++) {
		size_t length = strlen(extras[i]);
		if (strncmp(at, extras[i], length) == 0)
			return open_scope(p, extras[i], p->scan.flags, at + length);
	}
	if (left > 4 && strncmp(at, "(?P<", 4) == 0)
		return named_group(p, at + 4);
	if (left > 3 && strncmp(at, "(?<", 3) == 0)
		return named_group(p, at + 3);
	if (left > 4 && strncmp(at, "(?P=", 4) == 0)
		return named_reference(p, at + 4);
	return flag_group(p);
}

/* The end of a method's receiver such as (*List[...]), or NULL if this is none. */
static const char *receiver_end(const char *at)
{
	bool arguments = false;
	at += 2;
	if (*at == ')')
		return NULL;
	for (; *at != ')'; at++) {
		bool letter = is_name_byte(*at) || *at == '.' || (unsigned char)*at >= 0x80;
		if (letter)
			continue;
		if (*at != '[' || arguments)
			return NULL;
		arguments = true;
		int depth = 0;
		do {
			depth += *at == '[' ? 1 : *at == ']' ? -1 : 0;
			at++;
		} while (depth > 0 && *at != '\0' && *at != '(' && *at != ')');
		if (depth > 0)
			return NULL;
		at--;
	}
	return at + 1;
}

static bool group(struct parser *p)
{
	const char *at = p->scan.at;
	if (at[1] == '?')
		return special_group(p);
	const char *end = at[1] == '*' ? receiver_end(at) : NULL;
	if (end != NULL)
		return literals(p, end);
	return open_capture(p, at + 1);
}

static bool alternative(struct parser *p)
{
	buf_putc(p->scan.out, '|');
	innermost(p)->last.present = false;
	innermost(p)->alternatives = true;
	p->to->weight++;
	p->scan.at++;
	return true;
}

static bool single(struct parser *p, bool wrap)
{
	put_atom(p, (const char[]){ *p->scan.at, '\0' }, wrap);
	p->scan.at++;
	return true;
}

static bool part(struct parser *p)
{
	struct rx_repeat repeat;
	if (rx_scan_repeat(&p->scan, &repeat))
		return repetition(p, &repeat);
	p->repeated = NULL;
	switch (*p->scan.at) {
	case '(':
		return group(p);
	case ')':
		return close_scope(p);
	case '|':
		return alternative(p);
	case '[':
		return brackets(p);
	case '\\':
		return escape(p);
	case '^':
	case '$':
		return single(p, true);
	case '.':
		return single(p, false);
	default:
		return literals(p, p->scan.at + 1);
	}
}

static bool parse(struct parser *p, struct rx_translation *to)
{
	while (p->scan.at < p->scan.end) {
		size_t in = (size_t)(p->scan.at - p->scan.pattern);
		VEC_PUSH(&to->origins, (struct rx_origin){ to->text.size, in });
		if (!part(p))
			return false;
	}
	if (p->scopes.count == 1)
		return true;
	const char *open = innermost(p)->from;
	rx_scan_fail(&p->scan, "missing closing )", p->scan.pattern, p->scan.end);
	*p->scan.offset = (size_t)(open - p->scan.pattern);
	return false;
}

enum cprof_status rx_translate(const char *pattern, bool fold, struct rx_translation *to,
			       size_t *offset, struct cprof_error *err)
{
	struct parser p = {
		.scan = {
			.pattern = pattern,
			.at = pattern,
			.end = pattern + strlen(pattern),
			.out = &to->text,
			.offset = offset,
			.err = err,
		},
		.to = to,
	};
	VEC_PUSH(&p.scopes, (struct scope){ .weight = 1 });
	if (fold) {
		p.scan.flags = RX_FOLD;
		buf_puts(&to->text, "(?i)");
	}
	bool good = parse(&p, to);
	VEC_DONE(&p.scopes);
	VEC_DONE(&p.names);
	return good ? CPROF_OK : err->status;
}

size_t rx_translation_origin(const struct rx_translation *t, size_t out)
{
	size_t in = 0;
	for (size_t i = 0; i < t->origins.count && t->origins.at[i].out <= out; i++)
		in = t->origins.at[i].in;
	return in;
}

void rx_translation_done(struct rx_translation *t)
{
	buf_done(&t->text);
	VEC_DONE(&t->origins);
}
