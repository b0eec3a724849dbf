/* The program a generated profile is of: functions, their call sites, and who calls whom.
 *
 * Everything follows from the seed by hashing, so nothing is stored but a number per function, and
 * the arithmetic is all integer: a seed means the same on every machine. */
#ifndef BENCH_GEN_CALLS_H
#define BENCH_GEN_CALLS_H

#include <stddef.h>
#include <stdint.h>

#define CALLS_DEPTH 64   /* the deepest stack */
#define CALLS_NAME 128   /* room for a name */
#define CALLS_CLASSES 90 /* sizes an allocation can have */
#define CALLS_INLINED_MAX 2

struct calls {
	uint64_t seed;
	uint64_t state; /* of the random numbers */
	uint32_t functions;
	uint32_t files;
	uint32_t *first;             /* functions + 1: the first site of each; owned */
	uint32_t stack[CALLS_DEPTH]; /* sites, root first */
	uint32_t owner[CALLS_DEPTH]; /* their functions */
	size_t depth;
	size_t shared; /* sites at the root kept from the stack before */
};

void calls_init(struct calls *c, uint64_t seed, uint32_t functions);
void calls_done(struct calls *c);

/* All sites there are, also those no stack ever shows. */
uint32_t calls_sites(const struct calls *c);

/* Moves on to the next stack. */
void calls_next(struct calls *c);

/* Puts another function at the leaf: every function can be made to appear. */
void calls_set_leaf(struct calls *c, uint32_t function);

/* The functions inlined at a site, innermost first; returns how many. */
size_t calls_inlined(const struct calls *c, uint32_t site, uint32_t inlined[CALLS_INLINED_MAX]);

/* The bytes an allocation at the leaf asks for: of CALLS_CLASSES values. */
int64_t calls_size(struct calls *c);

/* A number below `limit`, small ones far likelier: the cube of an even draw. */
uint32_t calls_few(struct calls *c, uint32_t limit);

uint32_t calls_file(const struct calls *c, uint32_t function);
int64_t calls_line(const struct calls *c, uint32_t function, uint32_t site);
void calls_name(const struct calls *c, uint32_t function, char name[CALLS_NAME]);
void calls_file_name(uint32_t file, char name[CALLS_NAME]);

#endif
