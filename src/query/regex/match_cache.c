/* One pattern's answer for every string: see match_cache.h. */
#include "query/regex/match_cache.h"

#include <stdlib.h>

#include "base/xalloc.h"
#include "model/names.h"

enum cprof_status match_cache_init(struct verdict *v, const struct profile *p, const char *what,
				   const char *pattern, struct cprof_error *err)
{
	*v = (struct verdict){ .profile = p, .err = err };
	if (pattern == NULL || *pattern == '\0')
		return CPROF_OK;
	if (rx_compile(pattern, &v->rx, NULL, err) != CPROF_OK)
		return cprof_error_prefix(err, "parsing %s regexp", what);
	v->known = xcalloc(p->string_count, sizeof *v->known);
	return CPROF_OK;
}

bool match_cache_string(struct verdict *v, str_id s)
{
	if (v->known[s] == 0) {
		const char *text = profile_text(v->profile, s);
		size_t length = profile_length(v->profile, s);
		bool yes = false;
		if (v->simplified)
			names_simplify(text, length, &text, &length);
		if (v->err->status == CPROF_OK)
			rx_match(v->rx, text, length, &yes, v->err);
		v->known[s] = yes ? 2 : 1;
	}
	return v->known[s] == 2;
}

bool match_cache_function(struct verdict *v, fn_id f)
{
	const struct function *function = &v->profile->function[f];
	return match_cache_string(v, function->name) || match_cache_string(v, function->file);
}

bool match_cache_mapping(struct verdict *v, loc_id l)
{
	uint32_t mapping = v->profile->location[l].mapping;
	return mapping != PROFILE_NONE && match_cache_string(v, v->profile->mapping[mapping].file);
}

void match_cache_done(struct verdict *v)
{
	rx_free(v->rx);
	free(v->known);
	*v = (struct verdict){ 0 };
}
