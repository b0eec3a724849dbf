/* pprof's reports that this version does not build: known by name, so that nobody is told they do
 * not exist. */
#include <cprof/report.h>

#define PENDING(id, text, pattern)                                                              \
	const struct cprof_report report_##id = {                                               \
		.name = #id, .help = text, .takes_pattern = pattern, .granularity = -1,         \
	}

PENDING(disasm, "instructions of functions that match", true);
