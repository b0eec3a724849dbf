/* A copy of a profile with other stacks: the same samples, values, labels and header, more
 * locations if need be. For frames that stand for no code. */
#ifndef MODEL_STACK_REWRITE_H
#define MODEL_STACK_REWRITE_H

#include <stdbool.h>

#include "model/profile.h"

struct stack_rewrite;

/* Begins with the locations of the profile, which must outlive this. */
struct stack_rewrite *stack_rewrite_new(const struct profile *p);

/* Adds a string behind those of the profile; an empty one is string 0. */
str_id stack_rewrite_string(struct stack_rewrite *r, const char *text, size_t length);

/* Adds a location of one line in a function of its own: no mapping, no address, no line number. Ids
 * go on from the largest. */
loc_id stack_rewrite_location(struct stack_rewrite *r, str_id name, str_id file);

/* The stack of the next sample, root first. False: more than 65,535 frames. */
bool stack_rewrite_sample(struct stack_rewrite *r, const loc_id *stack, size_t depth);

/* Gives the copy; every sample must have got its stack. It shares nothing with the profile it was
 * made from. */
struct profile *stack_rewrite_finish(struct stack_rewrite *r);
void stack_rewrite_free(struct stack_rewrite *r);

#endif
