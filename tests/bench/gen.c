/* Writes a heap profile as a Go program would: see usage() below.
 *
 * The order is Go's: a location stands before the first sample that names it, its functions right
 * behind it, the string table last; ids count up from 1 as things are met. Memory does not grow
 * with the samples. The same numbers give the same file, as long as zlib stays the same. */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "gen_calls.h"

/* Field numbers and wire types, as tags. */
enum tag {
	PROFILE_SAMPLE_TYPE = 1 << 3 | 2,
	PROFILE_SAMPLE = 2 << 3 | 2,
	PROFILE_MAPPING = 3 << 3 | 2,
	PROFILE_LOCATION = 4 << 3 | 2,
	PROFILE_FUNCTION = 5 << 3 | 2,
	PROFILE_STRING = 6 << 3 | 2,
	PROFILE_TIME = 9 << 3,
	PROFILE_PERIOD_TYPE = 11 << 3 | 2,
	PROFILE_PERIOD = 12 << 3,
	PROFILE_DEFAULT_TYPE = 14 << 3,
	VALUE_TYPE = 1 << 3,
	VALUE_UNIT = 2 << 3,
	SAMPLE_LOCATIONS = 1 << 3 | 2,
	SAMPLE_VALUES = 2 << 3 | 2,
	SAMPLE_LABEL = 3 << 3 | 2,
	LABEL_KEY = 1 << 3,
	LABEL_NUMBER = 3 << 3,
	MAPPING_ID = 1 << 3,
	MAPPING_START = 2 << 3,
	MAPPING_LIMIT = 3 << 3,
	MAPPING_FILE = 5 << 3,
	MAPPING_HAS_FUNCTIONS = 7 << 3,
	LOCATION_ID = 1 << 3,
	LOCATION_MAPPING = 2 << 3,
	LOCATION_ADDRESS = 3 << 3,
	LOCATION_LINE = 4 << 3 | 2,
	LINE_FUNCTION = 1 << 3,
	LINE_NUMBER = 2 << 3,
	FUNCTION_ID = 1 << 3,
	FUNCTION_NAME = 2 << 3,
	FUNCTION_SYSTEM_NAME = 3 << 3,
	FUNCTION_FILE = 4 << 3
};

/* Strings every profile has; files and names follow them in the table. */
static const char *const fixed_strings[] = {
	"",      "alloc_objects", "count", "alloc_space", "bytes", "inuse_objects", "inuse_space",
	"space", "shop.test"
};
enum {
	S_NONE,
	S_ALLOC_OBJECTS,
	S_COUNT,
	S_ALLOC_SPACE,
	S_BYTES,
	S_INUSE_OBJECTS,
	S_INUSE_SPACE,
	S_SPACE,
	S_PROGRAM,
	S_FIXED
};

#define TEXT_START 0x400000u
#define SITE_BYTES 24u

/* Holds any one message: the largest is a sample of CALLS_DEPTH ids. */
struct message {
	uint8_t data[2048];
	size_t size;
};

struct counts {
	uint64_t samples, frames, shared, lines, bytes;
	uint32_t locations, functions;
};

struct gen {
	struct calls calls;
	gzFile out;
	uint32_t *location_id; /* by site; 0: not written yet; owned */
	uint32_t *function_id; /* by function; owned */
	uint32_t *order;       /* functions as they were written; owned */
	struct counts counts;
};

static void put_varint(struct message *m, uint64_t value)
{
	for (; value >= 0x80; value >>= 7)
		m->data[m->size++] = (uint8_t)(value | 0x80);
	m->data[m->size++] = (uint8_t)value;
}

static void put(struct message *m, enum tag tag, uint64_t value)
{
	put_varint(m, tag);
	put_varint(m, value);
}

static void put_bytes(struct message *m, enum tag tag, const void *bytes, size_t size)
{
	put(m, tag, size);
	memcpy(m->data + m->size, bytes, size);
	m->size += size;
}

static void put_message(struct message *m, enum tag tag, const struct message *inner)
{
	put_bytes(m, tag, inner->data, inner->size);
}

static void fail(const char *what)
{
	fprintf(stderr, "gen: %s\n", what);
	exit(EXIT_FAILURE);
}

static void flush(struct gen *g, struct message *m)
{
	if (gzwrite(g->out, m->data, (unsigned)m->size) != (int)m->size)
		fail("the profile cannot be written");
	g->counts.bytes += m->size;
	m->size = 0;
}

static void write_message(struct gen *g, enum tag tag, const struct message *inner)
{
	struct message m = { .size = 0 };
	put_message(&m, tag, inner);
	flush(g, &m);
}

static void write_string(struct gen *g, const char *text)
{
	struct message m = { .size = 0 };
	put_bytes(&m, PROFILE_STRING, text, strlen(text));
	flush(g, &m);
}

static void write_type(struct gen *g, enum tag tag, uint64_t type, uint64_t unit)
{
	struct message m = { .size = 0 };
	put(&m, VALUE_TYPE, type);
	put(&m, VALUE_UNIT, unit);
	write_message(g, tag, &m);
}

static void write_head(struct gen *g)
{
	struct message m = { .size = 0 };
	write_type(g, PROFILE_SAMPLE_TYPE, S_ALLOC_OBJECTS, S_COUNT);
	write_type(g, PROFILE_SAMPLE_TYPE, S_ALLOC_SPACE, S_BYTES);
	write_type(g, PROFILE_SAMPLE_TYPE, S_INUSE_OBJECTS, S_COUNT);
	write_type(g, PROFILE_SAMPLE_TYPE, S_INUSE_SPACE, S_BYTES);
	write_type(g, PROFILE_PERIOD_TYPE, S_SPACE, S_BYTES);
	put(&m, PROFILE_PERIOD, 1);
	put(&m, PROFILE_DEFAULT_TYPE, S_ALLOC_SPACE);
	flush(g, &m);
}

static void write_function(struct gen *g, uint32_t function)
{
	struct message m = { .size = 0 };
	uint32_t id = g->function_id[function];
	uint64_t name = S_FIXED + (uint64_t)g->calls.files + id - 1;
	put(&m, FUNCTION_ID, id);
	put(&m, FUNCTION_NAME, name);
	put(&m, FUNCTION_SYSTEM_NAME, name);
	put(&m, FUNCTION_FILE, S_FIXED + calls_file(&g->calls, function));
	write_message(g, PROFILE_FUNCTION, &m);
}

/* Returns true if the function must be written. */
static bool number_function(struct gen *g, uint32_t function)
{
	if (g->function_id[function] != 0)
		return false;
	g->order[g->counts.functions] = function;
	g->function_id[function] = ++g->counts.functions;
	return true;
}

static void write_location(struct gen *g, uint32_t site, uint32_t owner)
{
	uint32_t function[CALLS_INLINED_MAX + 1], fresh[CALLS_INLINED_MAX + 1];
	size_t lines = calls_inlined(&g->calls, site, function), news = 0;
	struct message m = { .size = 0 };
	function[lines++] = owner;
	g->location_id[site] = ++g->counts.locations;
	put(&m, LOCATION_ID, g->location_id[site]);
	put(&m, LOCATION_MAPPING, 1);
	put(&m, LOCATION_ADDRESS, TEXT_START + (uint64_t)site * SITE_BYTES + 7);
	for (size_t i = 0; i < lines; i++) {
		struct message line = { .size = 0 };
		if (number_function(g, function[i]))
			fresh[news++] = function[i];
		put(&line, LINE_FUNCTION, g->function_id[function[i]]);
		put(&line, LINE_NUMBER, (uint64_t)calls_line(&g->calls, function[i], site));
		put_message(&m, LOCATION_LINE, &line);
	}
	write_message(g, PROFILE_LOCATION, &m);
	for (size_t i = 0; i < news; i++)
		write_function(g, fresh[i]);
	g->counts.lines += lines;
}

/* Most of what was allocated is free again; what is in use was allocated. */
static void put_values(struct message *m, struct calls *calls, int64_t size)
{
	uint64_t objects = 1;
	if (calls_few(calls, 64) > 4)
		objects += calls_few(calls, calls_few(calls, 64) > 32 ? 12000 : 40);
	uint64_t used = calls_few(calls, 10) < 5 ? 0 : 1 + calls_few(calls, (uint32_t)objects);
	put_varint(m, objects);
	put_varint(m, objects * (uint64_t)size);
	put_varint(m, used);
	put_varint(m, used * (uint64_t)size);
}

static void write_sample(struct gen *g)
{
	struct calls *calls = &g->calls;
	struct message m = { .size = 0 }, ids = { .size = 0 }, values = { .size = 0 };
	struct message label = { .size = 0 };
	for (size_t i = calls->depth; i-- > 0;) {
		if (g->location_id[calls->stack[i]] == 0)
			write_location(g, calls->stack[i], calls->owner[i]);
		put_varint(&ids, g->location_id[calls->stack[i]]);
	}
	int64_t size = calls_size(calls);
	put_values(&values, calls, size);
	put(&label, LABEL_KEY, S_BYTES);
	put(&label, LABEL_NUMBER, (uint64_t)size);
	put_message(&m, SAMPLE_LOCATIONS, &ids);
	put_message(&m, SAMPLE_VALUES, &values);
	put_message(&m, SAMPLE_LABEL, &label);
	write_message(g, PROFILE_SAMPLE, &m);
	g->counts.samples++;
	g->counts.frames += calls->depth;
	g->counts.shared += calls->shared;
}

static void write_tail(struct gen *g)
{
	struct message m = { .size = 0 };
	char name[CALLS_NAME];
	put(&m, PROFILE_TIME, UINT64_C(1700000000000000000));
	flush(g, &m);
	put(&m, MAPPING_ID, 1);
	put(&m, MAPPING_START, TEXT_START);
	put(&m, MAPPING_LIMIT, TEXT_START + ((uint64_t)calls_sites(&g->calls) + 1) * SITE_BYTES);
	put(&m, MAPPING_FILE, S_PROGRAM);
	put(&m, MAPPING_HAS_FUNCTIONS, 1);
	write_message(g, PROFILE_MAPPING, &m);
	for (size_t i = 0; i < S_FIXED; i++)
		write_string(g, fixed_strings[i]);
	for (uint32_t i = 0; i < g->calls.files; i++) {
		calls_file_name(i, name);
		write_string(g, name);
	}
	for (uint32_t i = 0; i < g->counts.functions; i++) {
		calls_name(&g->calls, g->order[i], name);
		write_string(g, name);
	}
}

static void generate(const char *path, uint64_t samples, uint64_t seed, uint32_t functions,
		     bool every_name)
{
	struct gen g = { .out = gzopen(path, "wb1") };
	calls_init(&g.calls, seed, functions);
	g.location_id = calloc(calls_sites(&g.calls), sizeof *g.location_id);
	g.function_id = calloc(functions, sizeof *g.function_id);
	g.order = calloc(functions, sizeof *g.order);
	if (g.out == NULL)
		fail("the file cannot be opened for writing");
	if (g.location_id == NULL || g.function_id == NULL || g.order == NULL)
		fail("out of memory");
	gzbuffer(g.out, 1 << 18);
	write_head(&g);
	for (uint64_t i = 0; i < samples; i++) {
		calls_next(&g.calls);
		if (every_name && i < functions)
			calls_set_leaf(&g.calls, (uint32_t)i);
		write_sample(&g);
	}
	write_tail(&g);
	if (gzclose(g.out) != Z_OK)
		fail("the profile cannot be written");
	printf("samples %" PRIu64 " frames %" PRIu64 " shared %" PRIu64
	       " locations %u lines %" PRIu64 " functions %u bytes %" PRIu64 "\n",
	       g.counts.samples, g.counts.frames, g.counts.shared, g.counts.locations,
	       g.counts.lines, g.counts.functions, g.counts.bytes);
	free(g.location_id);
	free(g.function_id);
	free(g.order);
	calls_done(&g.calls);
}

static void usage(void)
{
	fprintf(stderr,
		"usage: gen [-samples N] [-seed N] [-names N] FILE\n"
		"  -names N   so many functions (3000), and with at least as many samples\n"
		"             each of them is in the profile\n"
		"Prints what went into the file; `shared` are the frames that a stack has in\n"
		"common with the stack before, from the root on.\n");
	exit(2);
}

/* A number of 1 to `most`; anything else ends the program. */
static uint64_t number(const char *text, uint64_t most)
{
	char *end;
	uint64_t value = strtoull(text, &end, 10);
	if (*text == '-' || *end != '\0' || value == 0 || value > most)
		usage();
	return value;
}

int main(int argc, char *argv[])
{
	uint64_t samples = 50000, seed = 1, names = 0;
	int i = 1;
	for (; i + 1 < argc && argv[i][0] == '-'; i += 2) {
		if (strcmp(argv[i], "-samples") == 0)
			samples = number(argv[i + 1], UINT32_MAX);
		else if (strcmp(argv[i], "-seed") == 0)
			seed = number(argv[i + 1], UINT64_MAX);
		else if (strcmp(argv[i], "-names") == 0)
			names = number(argv[i + 1], 1 << 24);
		else
			usage();
	}
	if (i + 1 != argc)
		usage();
	generate(argv[i], samples, seed, names != 0 ? (uint32_t)names : 3000, names != 0);
	return EXIT_SUCCESS;
}
