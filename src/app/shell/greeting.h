/* What the shell says when a person sits in front of it: the profile's labels, and how to go on. */
#ifndef APP_SHELL_GREETING_H
#define APP_SHELL_GREETING_H

#include <cprof/report.h>

/* Not in the list of reports: nobody asks for it by name. Filters do not change it. */
extern const struct cprof_report greeting_report;

#endif
