/* A copy of a profile with other stacks: the same samples, values, labels and header, more
 * locations if need be. For frames that stand for no code. */
#ifndef MODEL_RESTACK_H
#define MODEL_RESTACK_H

#include <stdbool.h>

#include "model/profile.h"

struct restack;

/* Begins with the locations of the profile, which must outlive this. */
struct restack *restack_new(const struct profile *p);

/* Adds a string behind those of the profile; an empty one is string 0. */
str_id restack_string(struct restack *r, const char *text, size_t length);

/* Adds a location of one line in a function of its own: no mapping, no address, no line number. Ids
 * go on from the largest. */
loc_id restack_location(struct restack *r, str_id name, str_id file);

/* The stack of the next sample, root first. False: more than 65,535 frames. */
bool restack_sample(struct restack *r, const loc_id *stack, size_t depth);

/* Gives the copy; every sample must have got its stack. It shares nothing with the profile it was
 * made from. */
struct profile *restack_finish(struct restack *r);
void restack_free(struct restack *r);

#endif
