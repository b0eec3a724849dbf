/* The program a generated profile is of: see gen_calls.h.
 *
 * A call site calls one function for ever, or one of a few when the call is dynamic, and hot
 * functions are called from many sites: so stacks recur, recursion happens and the sums are as
 * skewed as in a real program. The next stack keeps a piece of the one before from the root on,
 * since a profile lists what was met in the order of time. */
#include "gen_calls.h"

#include <stdio.h>
#include <stdlib.h>

#define DYNAMIC 6                /* functions a dynamic call may go to */
#define EVEN (UINT64_C(1) << 32) /* what draws stay below */
#define STEEPEST (EVEN / 4)
#define ROOTS 4      /* functions a stack may begin with */
#define USUAL 90     /* percent of calls that go the usual way */
#define INLINABLE 15 /* the numbers of the functions that are inlined end in these bits */

static uint64_t mix(uint64_t x)
{
	x ^= x >> 30;
	x *= UINT64_C(0xbf58476d1ce4e5b9);
	x ^= x >> 27;
	x *= UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

static uint64_t hash(const struct calls *c, uint64_t what, uint64_t of)
{
	return mix(c->seed + mix(what * UINT64_C(0x9e3779b97f4a7c15) + of));
}

static uint32_t draw(struct calls *c)
{
	c->state += UINT64_C(0x9e3779b97f4a7c15);
	return (uint32_t)(mix(c->state) >> 32);
}

static uint32_t below(struct calls *c, uint32_t limit)
{
	return (uint32_t)((uint64_t)draw(c) * limit >> 32);
}

static uint64_t square(uint64_t u)
{
	return u * u >> 32;
}

uint32_t calls_few(struct calls *c, uint32_t limit)
{
	uint64_t u = draw(c);
	return (uint32_t)((square(u) * u >> 32) * limit >> 32);
}

/* Most calls go to a hot core, the others nearly anywhere. The steepest end of the curve is cut
 * off: no single function is to be everywhere. */
static uint32_t skewed(const struct calls *c, uint64_t h)
{
	uint64_t u = h >> 32;
	if (h % 6 == 0)
		return (uint32_t)(square(u) * c->functions >> 32);
	u = square(square(square(STEEPEST + u * (EVEN - STEEPEST) / EVEN)));
	return (uint32_t)((u - square(square(square(STEEPEST)))) * c->functions >> 32);
}

void calls_init(struct calls *c, uint64_t seed, uint32_t functions)
{
	*c = (struct calls){ .seed = mix(seed), .functions = functions };
	c->state = c->seed;
	c->files = functions / 6 + 1;
	c->first = calloc((size_t)functions + 1, sizeof *c->first);
	if (c->first == NULL)
		abort();
	for (uint32_t i = 0; i < functions; i++) {
		uint64_t h = hash(c, 1, i);
		c->first[i + 1] = c->first[i] + 1 + (h & 3) + (h >> 8 & 3);
	}
}

void calls_done(struct calls *c)
{
	free(c->first);
}

uint32_t calls_sites(const struct calls *c)
{
	return c->first[c->functions];
}

/* Where the function on top goes on: mostly the way it usually does when called from there. That
 * depends on the depth too, or the usual way would end in a circle. */
static uint32_t next_site(struct calls *c, uint32_t function)
{
	uint32_t sites = c->first[function + 1] - c->first[function];
	uint64_t from = c->depth > 0 ? c->stack[c->depth - 1] : 0;
	uint64_t u = hash(c, 11, from * CALLS_DEPTH + c->depth) >> 32;
	if (below(c, 100) >= USUAL)
		u = draw(c);
	return c->first[function] + (uint32_t)(square(u) * sites >> 32);
}

static uint32_t called_from(struct calls *c, uint32_t site)
{
	uint64_t h = hash(c, 2, site);
	uint64_t which = h % 8 == 0 ? calls_few(c, DYNAMIC) : 0;
	return skewed(c, hash(c, 3, (uint64_t)site * DYNAMIC + which));
}

/* Mean 23; one in sixteen is deeper than the rest can be. */
static size_t next_depth(struct calls *c)
{
	size_t depth = 5 + below(c, 18) + below(c, 18);
	if (below(c, 16) == 0)
		depth += below(c, CALLS_DEPTH - 40);
	return depth;
}

void calls_next(struct calls *c)
{
	size_t depth = next_depth(c);
	size_t most = c->depth < depth ? c->depth : depth - 1;
	c->shared = most - calls_few(c, (uint32_t)most + 1);
	for (c->depth = c->shared; c->depth < depth; c->depth++) {
		uint32_t f = c->depth == 0 ? below(c, ROOTS) % c->functions
					   : called_from(c, c->stack[c->depth - 1]);
		c->owner[c->depth] = f;
		c->stack[c->depth] = next_site(c, f);
	}
}

void calls_set_leaf(struct calls *c, uint32_t function)
{
	c->owner[c->depth - 1] = function;
	c->stack[c->depth - 1] = c->first[function];
}

size_t calls_inlined(const struct calls *c, uint32_t site, uint32_t inlined[CALLS_INLINED_MAX])
{
	uint64_t h = hash(c, 4, site);
	size_t count = h % 100 < 14 ? 1 : h % 100 < 17 ? 2 : 0;
	/* Few functions are short enough, and they are inlined wherever they are called. */
	for (size_t i = 0; i < count; i++) {
		uint32_t f = skewed(c, hash(c, 5, (uint64_t)site * CALLS_INLINED_MAX + i));
		inlined[i] = (f | INLINABLE) < c->functions ? f | INLINABLE : f;
	}
	return count;
}

/* Steps of 8 and 16 bytes, then eight steps to each doubling. */
static int64_t class_size(uint32_t class)
{
	if (class < 4)
		return 8 * (class + 1);
	if (class < 10)
		return 32 + 16 * (class - 3);
	uint32_t step = class - 10;
	return (INT64_C(128) << step / 8) / 8 * (9 + step % 8);
}

int64_t calls_size(struct calls *c)
{
	uint64_t h = hash(c, 6, c->stack[c->depth - 1]);
	uint64_t u = square(square(h >> 32));
	if (h % 6 == 0)
		return class_size(calls_few(c, CALLS_CLASSES));
	return class_size((uint32_t)(u * CALLS_CLASSES >> 32));
}

uint32_t calls_file(const struct calls *c, uint32_t function)
{
	return (uint32_t)(hash(c, 7, function) % c->files);
}

int64_t calls_line(const struct calls *c, uint32_t function, uint32_t site)
{
	return (int64_t)(10 + hash(c, 8, function) % 1500 + hash(c, 9, site) % 60);
}

static const char *const places[] = { "ast",   "cache",  "codec",  "config", "crypto", "graph",
				      "index", "lexer",  "metric", "parse",  "plan",   "proto",
				      "query", "render", "router", "store" };
static const char *const nouns[] = { "Batch",  "Block",  "Cursor", "Entry", "Field",  "Frame",
				     "Handle", "Key",    "Node",   "Page",  "Record", "Scope",
				     "Table",  "Ticket", "Token",  "Value" };
static const char *const actions[] = { "append", "build", "check", "decode", "encode", "find",
				       "grow",   "load",  "make",  "merge",  "next",   "push",
				       "read",   "split", "visit", "write" };

void calls_name(const struct calls *c, uint32_t function, char name[CALLS_NAME])
{
	uint64_t h = hash(c, 10, function);
	const char *place = places[h & 15], *of = nouns[h >> 4 & 15], *noun = nouns[h >> 8 & 15];
	const char *action = actions[h >> 12 & 15];
	unsigned kind = h >> 16 & 15;
	if (kind < 8)
		snprintf(name, CALLS_NAME, "example.com/shop/%s.(*%s).%s%s%u", place, of, action,
			 noun, function);
	else if (kind < 14)
		snprintf(name, CALLS_NAME, "example.com/shop/%s.%s%s%u", place, action, noun,
			 function);
	else
		snprintf(name, CALLS_NAME, "example.com/shop/%s.%s%s%u.func1", place, action, noun,
			 function);
}

void calls_file_name(uint32_t file, char name[CALLS_NAME])
{
	snprintf(name, CALLS_NAME, "shop/%s/%s_%s_%u.go", places[file & 15],
		 actions[file >> 4 & 15], places[file >> 8 & 15], file);
}
