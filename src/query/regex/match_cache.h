/* One pattern's answer for every string of a profile, asked at most once per string. */
#ifndef QUERY_REGEX_MATCH_CACHE_H
#define QUERY_REGEX_MATCH_CACHE_H

#include "model/profile.h"
#include "query/regex/rx.h"

struct verdict {
	const struct profile *profile;
	struct rx *rx;
	unsigned char *known;    /* per string: 0 not asked, 1 no, 2 yes */
	struct cprof_error *err; /* the first failure of a search; the answers after it are
				  * worthless */
	bool simplified;         /* asks for the simplified form of the string */
};

/* Compiles `pattern`; the error is prefixed with "parsing <what> regexp". An empty pattern gives
 * v->rx NULL and is asked nothing. */
enum cprof_status match_cache_init(struct verdict *v, const struct profile *p, const char *what,
				   const char *pattern, struct cprof_error *err);
bool match_cache_string(struct verdict *v, str_id s);

/* True if the function's name or file matches. */
bool match_cache_function(struct verdict *v, fn_id f);

/* True if the file of the location's mapping matches. */
bool match_cache_mapping(struct verdict *v, loc_id l);
void match_cache_done(struct verdict *v);

#endif
