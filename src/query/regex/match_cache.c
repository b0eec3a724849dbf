/* One pattern's answer for every string: see match_cache.h. */
#include "query/regex/match_cache.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

static bool begins(const char *text, size_t length, const char *with)
{
	size_t n = strlen(with);
	return length >= n && memcmp(text, with, n) == 0;
}

static bool ends(const char *text, size_t length, const char *with)
{
	size_t n = strlen(with);
	return length >= n && memcmp(text + length - n, with, n) == 0;
}

void match_cache_simplify(const char *name, size_t size, const char **start, size_t *length)
{
	static const char anonymous[] = "(anonymous namespace)";
	if (size > 0 && *name == '.') {
		name++;
		size--;
	}
	size_t at = 0;
	while (at < size) {
		if (name[at] != '(') {
			at++;
		} else if (begins(name + at, size - at, anonymous)) {
			at += sizeof anonymous - 1;
		} else if (begins(name + at, size - at, "()") && ends(name, at, "operator")) {
			at += 2;
		} else {
			break;
		}
	}
	*start = name;
	*length = at;
}

enum cprof_status match_cache_init(struct match_cache *m, const struct profile *p, const char *what,
				   const char *pattern, struct cprof_error *err)
{
	*m = (struct match_cache){ .profile = p, .err = err };
	if (pattern == NULL || *pattern == '\0')
		return CPROF_OK;
	if (rx_compile(pattern, &m->rx, NULL, err) != CPROF_OK)
		return cprof_error_prefix(err, "parsing %s regexp", what);
	m->known = xcalloc(p->string_count, sizeof *m->known);
	return CPROF_OK;
}

bool match_cache_string(struct match_cache *m, str_id s)
{
	if (m->known[s] == 0) {
		const char *text = profile_text(m->profile, s);
		size_t length = profile_length(m->profile, s);
		bool yes = false;
		if (m->simplified)
			match_cache_simplify(text, length, &text, &length);
		if (m->err->status == CPROF_OK)
			rx_match(m->rx, text, length, &yes, m->err);
		m->known[s] = yes ? 2 : 1;
	}
	return m->known[s] == 2;
}

bool match_cache_function(struct match_cache *m, fn_id f)
{
	const struct function *function = &m->profile->function[f];
	return match_cache_string(m, function->name) || match_cache_string(m, function->file);
}

bool match_cache_mapping(struct match_cache *m, loc_id l)
{
	uint32_t mapping = m->profile->location[l].mapping;
	return mapping != PROFILE_NONE && match_cache_string(m, m->profile->mapping[mapping].file);
}

void match_cache_done(struct match_cache *m)
{
	rx_free(m->rx);
	free(m->known);
	*m = (struct match_cache){ 0 };
}
