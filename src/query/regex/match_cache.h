/* One pattern's answer for every string of a profile, asked at most once per string. */
#ifndef QUERY_REGEX_MATCH_CACHE_H
#define QUERY_REGEX_MATCH_CACHE_H

#include "model/profile.h"
#include "query/regex/rx.h"

struct match_cache {
	const struct profile *profile;
	struct rx *rx;
	unsigned char *known;    /* per string: 0 not asked, 1 no, 2 yes */
	struct cprof_error *err; /* the first failure of a search; the answers after it are
				  * worthless */
	bool simplified;         /* asks for the simplified form of the string */
};

/* Compiles `pattern`; the error is prefixed with "parsing <what> regexp". An empty pattern gives
 * m->rx NULL and is asked nothing. */
enum cprof_status match_cache_init(struct match_cache *m, const struct profile *p, const char *what,
				   const char *pattern, struct cprof_error *err);
bool match_cache_string(struct match_cache *m, str_id s);

/* True if the function's name or file matches. */
bool match_cache_function(struct match_cache *m, fn_id f);

/* True if the file of the location's mapping matches. */
bool match_cache_mapping(struct match_cache *m, loc_id l);
void match_cache_done(struct match_cache *m);

/* The simplified form that drop_frames, keep_frames and prune_from look at (pprof's rule): without
 * one leading '.', and cut at the first '(' that is neither the start of "(anonymous namespace)"
 * nor part of "operator()". *start and *length give the part of `name` that is left. */
void match_cache_simplify(const char *name, size_t size, const char **start, size_t *length);

#endif
