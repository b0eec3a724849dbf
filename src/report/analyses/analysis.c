/* Parameters as values: see cprof/analysis.h. */
#include <cprof/analysis.h>

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

void cprof_parameters_copy(const struct cprof_analysis *analysis, void *to, const void *from)
{
	if (analysis->parameters > 0)
		memcpy(to, from, analysis->parameters);
	for (size_t i = 0; i < analysis->pointers; i++) {
		const struct cprof_pointer *p = &analysis->pointer[i];
		const void *old = *(const void *const *)((const char *)from + p->at);
		void *copy = NULL;
		if (p->size > 0)
			copy = xduparray(old, *(const size_t *)((const char *)from + p->count),
					 p->size);
		else if (old != NULL)
			copy = xstrdup(old);
		memcpy((char *)to + p->at, &copy, sizeof copy);
	}
}

void cprof_parameters_done(const struct cprof_analysis *analysis, void *parameters)
{
	for (size_t i = 0; i < analysis->pointers; i++) {
		void *owned;
		memcpy(&owned, (char *)parameters + analysis->pointer[i].at, sizeof owned);
		free(owned);
	}
}
