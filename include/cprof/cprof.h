/* The engine of cprof-tui: everything that can be asked of a profile, without a terminal.
 *
 *     open      cprof/profile.h         files become a profile; a profile becomes a file
 *     ask       cprof/query.h           which samples, grouped and trimmed how, in which unit
 *               cprof/request.h         what every question is given
 *     answers   cprof/table.h           rows and columns
 *               cprof/listing.h         source lines, asked for with cprof/source.h
 *               cprof/callers.h, flame.h, stacks.h, union.h, filter_effects.h, info.h, position.h:
 *                                       analyses, see cprof/analysis.h
 *               cprof/report.h          what pprof prints, as bytes
 *
 * doc/example.c opens a profile, asks for its largest functions and for the lines of one.
 *
 * Units: values are whole numbers in the unit of their sample type; struct cprof_unit says which,
 * and cprof_unit_text() prints one. Texts are UTF-8 as far as the profile has it, and end with
 * '\0'.
 *
 * Ownership: what goes in is borrowed for the time of the call, what comes out stands alone and is
 * freed with the function named beside it; texts inside of it are freed with it. A text that a
 * function returns as char * is freed with free().
 *
 * Threads: a profile may be asked by several threads at once, each with a context of its own. An
 * answer, a query, notes and a cache belong to one thread at a time. A long question uses threads
 * of its own and ends them before it returns.
 *
 * Errors: what can fail returns enum cprof_status and fills the record that it takes last, see
 * cprof/error.h. Out of memory ends the program. Nothing prints, exits or reads the environment;
 * only source files and the inputs of a profile are read.
 *
 * The rules for numbers, names and texts are those of Go's pprof, which the tests compare with.
 *
 * No part of this is stable: it changes with the program, and it is not installed. The archive
 * libcprof.a in the build folder holds it; beside it zlib, PCRE2 and protobuf-c are linked. */
#ifndef CPROF_CPROF_H
#define CPROF_CPROF_H

#include <cprof/analysis.h>
#include <cprof/callers.h>
#include <cprof/error.h>
#include <cprof/filter_effects.h>
#include <cprof/flame.h>
#include <cprof/info.h>
#include <cprof/listing.h>
#include <cprof/notes.h>
#include <cprof/position.h>
#include <cprof/profile.h>
#include <cprof/progress.h>
#include <cprof/query.h>
#include <cprof/report.h>
#include <cprof/request.h>
#include <cprof/source.h>
#include <cprof/source_plan.h>
#include <cprof/stacks.h>
#include <cprof/table.h>
#include <cprof/union.h>
#include <cprof/unit.h>

#endif
