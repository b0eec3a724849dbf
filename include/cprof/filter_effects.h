/* The filters as accounts: what the whole profile has, and what each filter leaves of it.
 *
 * `cprof_analysis_filter_effects` has no parameters and finds a struct cprof_filter_effects. An
 * entry says what is left when its filter is added to those before it; the last one that counts
 * says what the query itself is left with. */
#ifndef CPROF_FILTER_EFFECTS_H
#define CPROF_FILTER_EFFECTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cprof/analysis.h>
#include <cprof/query.h>
#include <cprof/unit.h>

/* What a filter does to samples. */
enum cprof_effect {
	CPROF_EFFECT_DROPS, /* drops samples */
	CPROF_EFFECT_MOVES, /* takes frames out: their cost moves to what is left of the stack; a
			     * stack without any frame is dropped */
	CPROF_EFFECT_LABELS /* hides labels: no value changes */
};

/* Values are sums of |value| as totals of reports are; with mean they are means. */
struct cprof_filter_effect {
	size_t pass;
	enum cprof_filter filter;
	enum cprof_effect effect;
	bool off;            /* it does nothing: the other numbers are those of the entry before */
	int64_t kept;        /* the total of what is left */
	int64_t removed;     /* what the total lost here */
	size_t samples;      /* left, those whose value is 0 too */
	size_t valued;       /* of them those that have a value */
};

struct cprof_filter_effects {
	int64_t total;       /* before the filters */
	size_t samples, valued;
	struct cprof_filter_effect *entry; /* in the order in which they apply */
	size_t count;
	size_t emptied_by;   /* the entry that left nothing with a value; count: none did */
	bool of_base;        /* in a diff the totals are its base's, as in reports */
	bool mean;           /* a mean loses nothing: `removed` is 0 */
	struct cprof_unit unit; /* one that all values can be read in */
	void *memory;           /* owner of all texts; private */
};

extern const struct cprof_analysis cprof_analysis_filter_effects;

/* What a filter of this kind does. */
enum cprof_effect cprof_filter_effect(enum cprof_filter f);

#endif
