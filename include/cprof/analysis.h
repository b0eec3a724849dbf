/* What is asked beside tables and reports.
 *
 * An analysis is a record: a function that answers, one that frees the answer, and what its
 * parameters are. Its header has the struct of its parameters, cprof_NAME_parameters, and says what
 * it finds. What it finds stands alone. */
#ifndef CPROF_ANALYSIS_H
#define CPROF_ANALYSIS_H

#include <stddef.h>

#include <cprof/error.h>
#include <cprof/request.h>

/* A member of parameters that leads out of their struct. */
struct cprof_pointer {
	size_t at;    /* where it stands in the struct */
	size_t count; /* where the number of what it leads to stands; unused for a text */
	size_t size;  /* of one of them; 0: it is a text, or NULL */
};

#define CPROF_TEXT(type, member)                                                                   \
	{                                                                                          \
		offsetof(type, member), 0, 0                                                       \
	}
#define CPROF_ARRAY(type, member, count)                                                           \
	{                                                                                          \
		offsetof(type, member), offsetof(type, count), sizeof *((type *)NULL)->member      \
	}

struct cprof_analysis {
	const char *name;
	/* On failure nothing is in *found. CPROF_ERR_NOTFOUND: what the parameters name is not
	 * left. */
	enum cprof_status (*run)(const struct cprof_request *request, const void *parameters,
				 struct cprof_context *context, void **found,
				 struct cprof_error *err);
	void (*free)(void *found); /* legal on NULL */
	size_t parameters;         /* bytes of their struct; 0: it has none, which are NULL */
	const struct cprof_pointer *pointer;
	size_t pointers;
};

/* Copies parameters with all they lead to; `to` must not be initialised. */
void cprof_parameters_copy(const struct cprof_analysis *analysis, void *to, const void *from);

/* Frees what such a copy owns. */
void cprof_parameters_done(const struct cprof_analysis *analysis, void *parameters);

#endif
