/* Profiles made from a seed: see generate.h. Each kind of record is written by one function; the
 * order of the records is drawn, the order within a kind is not. */
#include "unit/lib/generate.h"

#include <stdlib.h>

#include "base/xalloc.h"

/* Kinds of records, by field number; the scalars of the header stand for themselves. */
enum {
	TYPE = 1, SAMPLE, MAPPING, LOCATION, FUNCTION, STRING,
	COMMENT = 13, HEADER, UNKNOWN, KINDS
};

struct generator {
	const struct shape *shape;
	struct dice dice;
	struct buf *out;
	struct buf message, inner;
	unsigned made[KINDS];
	uint64_t *stack; /* of the last sample; owned */
	size_t depth;
};

/* An id that is never 0 and never the same for two numbers of a table. */
static uint64_t id_of(const struct generator *g, unsigned table, unsigned number)
{
	if (g->shape->dense)
		return number + 1;
	struct dice d = { (uint64_t)table << 32 | number };
	/* Odd multiples of different numbers differ; some ids are small, some need all 64 bits. */
	return number % 3 == 0 ? (uint64_t)number * 7 + 1
			       : (dice_next(&d) << 34 | (uint64_t)number << 1 | 1) | 1ull << 33;
}

static uint64_t any_string(struct generator *g)
{
	return dice_below(&g->dice, g->shape->strings);
}

/* A field nobody knows, of one of the wire types that are skipped. */
static void put_unknown(struct generator *g, struct buf *b)
{
	static const unsigned fields[] = { 16, 17, 99, 2047, 70000, (1u << 29) - 1 };
	unsigned field = fields[dice_below(&g->dice, sizeof fields / sizeof fields[0])];
	switch (dice_below(&g->dice, 4)) {
	case 0:
		encode_number(b, field, dice_next(&g->dice));
		break;
	case 1:
		encode_key(b, field, 1);
		buf_put(b, "\xff\x00\x80\x01\x02\x03\x04\x05", 8);
		break;
	case 2:
		encode_bytes(b, field, "\x08\xff\xff", dice_below(&g->dice, 4));
		break;
	default:
		encode_key(b, field, 5);
		buf_put(b, "\xff\xff\xff\xff", 4);
	}
}

static bool spice(struct generator *g)
{
	return !g->shape->plain && dice_one_in(&g->dice, 8);
}

/* A scalar; now and then twice, where the last one counts, or in more bytes than it needs. */
static void put_scalar(struct generator *g, struct buf *b, unsigned field, uint64_t value)
{
	if (spice(g))
		put_unknown(g, b);
	if (spice(g))
		encode_number(b, field, dice_below(&g->dice, 5000));
	encode_key(b, field, 0);
	if (spice(g))
		encode_long_varint(b, value, 10);
	else
		encode_varint(b, value);
}

/* A repeated number as runs of either form, empty packed runs among them. */
static void put_repeated(struct generator *g, unsigned field, const uint64_t *value, size_t count)
{
	struct buf *b = &g->message;
	for (size_t at = 0; at < count;) {
		size_t run = g->shape->plain ? count : 1 + dice_below(&g->dice, 4);
		if (run > count - at)
			run = count - at;
		if (spice(g))
			encode_packed(b, field, value, 0);
		if (g->shape->plain || dice_one_in(&g->dice, 2))
			encode_packed(b, field, value + at, run);
		else
			for (size_t i = 0; i < run; i++)
				encode_number(b, field, value[at + i]);
		at += run;
	}
}

static void put_type(struct generator *g, unsigned field)
{
	if (!g->shape->plain && dice_one_in(&g->dice, 4))
		encode_message(g->out, field, &g->message); /* empty: "" in "" */
	else {
		put_scalar(g, &g->message, 1, any_string(g));
		put_scalar(g, &g->message, 2, any_string(g));
		encode_message(g->out, field, &g->message);
	}
}

static void put_label(struct generator *g, unsigned number)
{
	struct buf *b = &g->inner;
	if (g->shape->one_label) {
		put_scalar(g, b, 1, 1);
		put_scalar(g, b, 3, number + 1);
	} else if (!dice_one_in(&g->dice, 6)) {
		put_scalar(g, b, 1, any_string(g));
		if (dice_one_in(&g->dice, 2))
			put_scalar(g, b, 2, any_string(g));
		if (dice_one_in(&g->dice, 2))
			put_scalar(g, b, 3, dice_below(&g->dice, 3) - 1);
		if (dice_one_in(&g->dice, 2))
			put_scalar(g, b, 4, any_string(g));
	}
	encode_message(&g->message, 3, b);
}

static uint64_t value_of(struct generator *g, unsigned sample, unsigned type)
{
	bool wide = g->shape->wide_from > 0 && sample >= g->shape->wide_from && type == 0;
	uint64_t value = dice_below(&g->dice, wide ? UINT64_C(1) << 40 : 1 << 20);
	return dice_one_in(&g->dice, 4) ? 0 - value : value;
}

/* Draws a stack; most have outer frames in common with the one before, as in a real profile. */
static void draw_stack(struct generator *g, size_t depth)
{
	uint64_t *ids = xcalloc(depth, sizeof *ids);
	size_t most = g->depth < depth ? g->depth : depth, kept = 0;
	if (!dice_one_in(&g->dice, 4))
		kept = dice_below(&g->dice, most + 1);
	for (size_t i = 0; i < depth; i++)
		ids[i] = i < depth - kept ? id_of(g, LOCATION,
						  (unsigned)dice_below(&g->dice,
								       g->shape->locations))
					  : g->stack[g->depth - (depth - i)];
	free(g->stack);
	g->stack = ids;
	g->depth = depth;
}

static void put_sample(struct generator *g, unsigned number)
{
	const struct shape *s = g->shape;
	size_t depth = number == s->samples ? s->deep_stack : dice_below(&g->dice, s->depth + 1);
	uint64_t *values = xcalloc(s->types, sizeof *values);
	draw_stack(g, depth);
	for (unsigned i = 0; i < s->types; i++)
		values[i] = value_of(g, number, i);
	size_t labels = s->one_label ? 1 : dice_below(&g->dice, 3);
	bool first = dice_one_in(&g->dice, 2);
	if (first)
		put_repeated(g, 2, values, s->types);
	put_repeated(g, 1, g->stack, depth);
	for (size_t i = 0; i < labels; i++)
		put_label(g, number);
	if (!first)
		put_repeated(g, 2, values, s->types);
	if (spice(g))
		put_unknown(g, &g->message);
	encode_message(g->out, SAMPLE, &g->message);
	free(values);
}

static void put_mapping(struct generator *g, unsigned number)
{
	struct buf *b = &g->message;
	put_scalar(g, b, 1, id_of(g, MAPPING, number));
	for (unsigned field = 2; field <= 4; field++)
		if (!dice_one_in(&g->dice, 4))
			put_scalar(g, b, field, dice_next(&g->dice) >> dice_below(&g->dice, 64));
	put_scalar(g, b, 5, any_string(g));
	put_scalar(g, b, 6, any_string(g));
	for (unsigned field = 7; field <= 10; field++)
		if (dice_one_in(&g->dice, 2))
			put_scalar(g, b, field, dice_below(&g->dice, 3));
	encode_message(g->out, MAPPING, b);
}

static void put_location(struct generator *g, unsigned number)
{
	static const unsigned counts[] = { 0, 1, 1, 1, 2, 5 };
	const struct shape *s = g->shape;
	struct buf *b = &g->message;
	unsigned lines = counts[dice_below(&g->dice, sizeof counts / sizeof counts[0])];
	if (s->functions == 0)
		lines = 0;
	put_scalar(g, b, 1, id_of(g, LOCATION, number));
	/* Sometimes no mapping, sometimes one that does not exist. */
	if (!dice_one_in(&g->dice, 5))
		put_scalar(g, b, 2, id_of(g, MAPPING,
					  (unsigned)dice_below(&g->dice, s->mappings + 1)));
	put_scalar(g, b, 3, dice_next(&g->dice) >> dice_below(&g->dice, 64));
	for (unsigned i = 0; i < lines; i++) {
		put_scalar(g, &g->inner, 1,
			   id_of(g, FUNCTION, (unsigned)dice_below(&g->dice, s->functions)));
		if (!dice_one_in(&g->dice, 4))
			put_scalar(g, &g->inner, 2, dice_below(&g->dice, 1000) - 10);
		if (dice_one_in(&g->dice, 3))
			put_scalar(g, &g->inner, 3, dice_below(&g->dice, 80));
		encode_message(b, 4, &g->inner);
	}
	if (dice_one_in(&g->dice, 4))
		put_scalar(g, b, 5, dice_below(&g->dice, 3));
	encode_message(g->out, LOCATION, b);
}

static void put_function(struct generator *g, unsigned number)
{
	struct buf *b = &g->message;
	put_scalar(g, b, 1, id_of(g, FUNCTION, number));
	for (unsigned field = 2; field <= 4; field++)
		put_scalar(g, b, field, any_string(g));
	if (dice_one_in(&g->dice, 2))
		put_scalar(g, b, 5, dice_next(&g->dice) >> dice_below(&g->dice, 64));
	encode_message(g->out, FUNCTION, b);
}

static void put_string(struct generator *g, unsigned number)
{
	size_t length = number == 0 ? 0 : 1 + dice_below(&g->dice, 12);
	if (number == g->shape->strings / 2 && number > 0 && g->shape->long_string > 0)
		length = g->shape->long_string;
	for (size_t i = 0; i < length; i++)
		buf_putc(&g->message, (char)dice_next(&g->dice));
	encode_message(g->out, STRING, &g->message);
}

static void put_header(struct generator *g, unsigned number)
{
	static const unsigned fields[] = { 7, 8, 14, 15, 10, 12, 7, 10, 14 };
	if (number == 0) {
		/* A time of 0 is no time yet. */
		encode_number(g->out, 9, 0);
		encode_number(g->out, 9, dice_next(&g->dice));
	} else if (number <= 2) {
		put_type(g, 11);
	} else {
		unsigned field = fields[number - 3];
		bool text = field != 10 && field != 12;
		encode_number(g->out, field, text ? any_string(g) : dice_next(&g->dice));
	}
}

static void put_comment(struct generator *g)
{
	uint64_t three[] = { any_string(g), any_string(g), any_string(g) };
	if (dice_one_in(&g->dice, 2))
		encode_packed(g->out, COMMENT, three, dice_below(&g->dice, 4));
	else
		encode_number(g->out, COMMENT, three[0]);
}

static void put_record(struct generator *g, unsigned kind)
{
	unsigned number = g->made[kind]++;
	switch (kind) {
	case TYPE:
		put_type(g, TYPE);
		break;
	case SAMPLE:
		put_sample(g, number);
		break;
	case MAPPING:
		put_mapping(g, number);
		break;
	case LOCATION:
		put_location(g, number);
		break;
	case FUNCTION:
		put_function(g, number);
		break;
	case STRING:
		put_string(g, number);
		break;
	case COMMENT:
		put_comment(g);
		break;
	case HEADER:
		put_header(g, number);
		break;
	default:
		put_unknown(g, g->out);
	}
}

void generate_profile(struct buf *out, const struct shape *shape, uint64_t seed)
{
	struct generator g = { .shape = shape, .dice = { seed }, .out = out };
	const unsigned count[KINDS] = {
		[TYPE] = shape->types,
		[SAMPLE] = shape->samples + (shape->deep_stack > 0),
		[MAPPING] = shape->mappings,
		[LOCATION] = shape->locations,
		[FUNCTION] = shape->functions,
		[STRING] = shape->strings,
		[COMMENT] = 3,
		[HEADER] = 12,
		[UNKNOWN] = shape->plain ? 0 : 6,
	};
	size_t total = 0, at = 0;
	for (unsigned kind = 0; kind < KINDS; kind++)
		total += count[kind];
	unsigned char *order = xmalloc(total);
	for (unsigned kind = 0; kind < KINDS; kind++)
		for (unsigned i = 0; i < count[kind]; i++)
			order[at++] = (unsigned char)kind;
	for (size_t i = total; i > 1 && !shape->in_order; i--) {
		size_t j = dice_below(&g.dice, i);
		unsigned char other = order[j];
		order[j] = order[i - 1];
		order[i - 1] = other;
	}
	for (size_t i = 0; i < total; i++)
		put_record(&g, order[i]);
	free(order);
	free(g.stack);
	buf_done(&g.message);
	buf_done(&g.inner);
}
