/* pprof's reports that this version does not build: known by name, so that nobody is told they do
 * not exist. */
#include "config.h"

#include <cprof/report.h>

#define PENDING(id, text, pattern)                                                              \
	const struct cprof_report report_##id = {                                               \
		.name = #id, .help = text, .takes_pattern = pattern, .granularity = -1,         \
	}

PENDING(comments, "comments of the profile", false);
PENDING(disasm, "instructions of functions that match", true);
PENDING(peek, "callers and callees of functions that match", true);
PENDING(proto, "the profile itself, compressed", false);
PENDING(raw, "every record of the profile as text", false);
PENDING(tags, "labels and what they add up to", false);
PENDING(topproto, "the top rows as a profile", false);
PENDING(traces, "every sample with its stack", false);
PENDING(tree, "functions with their callers and callees", false);
PENDING(weblist, "source and instructions in a browser", true);
