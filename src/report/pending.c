/* pprof's reports that this version does not build: known by name, so that nobody is told they do
 * not exist. */
#include "config.h"

#include <cprof/report.h>

#define PENDING(id, text, pattern)                                                              \
	const struct cprof_report report_##id = {                                               \
		.name = #id, .help = text, .takes_pattern = pattern, .granularity = -1,         \
	}

PENDING(callgrind, "graph in callgrind format", false);
PENDING(disasm, "instructions of functions that match", true);
PENDING(dot, "graph in dot format", false);
PENDING(eog, "graph in the viewer eog", false);
PENDING(evince, "graph in the viewer evince", false);
PENDING(gif, "graph as a GIF picture", false);
PENDING(gv, "graph in the viewer gv", false);
PENDING(kcachegrind, "graph in the viewer kcachegrind", false);
PENDING(pdf, "graph as a PDF file", false);
PENDING(png, "graph as a PNG picture", false);
PENDING(ps, "graph as a PostScript file", false);
PENDING(svg, "graph as an SVG picture", false);
PENDING(web, "graph in a browser", false);
