/* A profile from a few lines of text, by way of the builder. The entries, one a line:
 *
 * - type cpu nanoseconds
 * - map 1 /bin/prog [BUILDID [1000-9000]], the range in hexadecimal
 * - loc 1 [m1] [@0x1000]: leaf a.c:2; caller b.c:3:7 s=1 with the lines innermost first; none after
 *   "loc 1:"
 * - sample 10 20: 1 2 [| KEY=TEXT KEY#NUMBER:UNIT], values, locations leaf first, labels
 * - drop RE, keep RE, default TYPE, comment TEXT, doc URL, time NANOS, duration NANOS
 * - period TYPE UNIT NUMBER
 *
 * A line is NAME FILE:LINE[:COLUMN] [s=START]; "-" is an empty name or file. Functions are known by
 * name, file and start line and numbered as they come. */
#ifndef TESTS_UNIT_SKETCH_H
#define TESTS_UNIT_SKETCH_H

#include "model/profile.h"

/* Fails the test when the text makes no valid profile. */
struct profile *sketch_profile(const char *text);

#endif
