/* A profile from a few lines of text, by way of the builder:
 *
 * type cpu nanoseconds
 * map 1 /bin/prog [BUILDID]
 * loc 1 [m1] [@0x1000]: leaf a.c:2; caller b.c:3:7 s=1
 *	lines innermost first; no lines after "loc 1:"
 * sample 10 20: 1 2 [| user=ann bytes#16:kb thread#7]
 *	values, then locations leaf first, then labels
 * drop RE | keep RE | default TYPE | comment TEXT | duration NANOS
 *
 * A line is NAME FILE:LINE[:COLUMN] [s=START]; "-" is an empty name or file. Functions are known by
 * name, file and start line and numbered as they come. */
#ifndef TESTS_UNIT_SKETCH_H
#define TESTS_UNIT_SKETCH_H

#include "model/profile.h"

/* Fails the test when the text makes no valid profile. */
struct profile *sketch_profile(const char *text);

#endif
