/* The only way to make a profile: a decoder hands in what it finds, in any order, and
 * builder_finish() resolves ids, checks and freezes.
 *
 * Ids become indices at first sight, so a sample may name a location before the location is
 * defined. */
#ifndef MODEL_BUILDER_H
#define MODEL_BUILDER_H

#include <cprof/error.h>
#include <cprof/profile.h>

#include "base/idmap.h"
#include "base/intern.h"
#include "base/vec.h"
#include "model/profile.h"

/* A location as the file says it; lines follow by builder_line(). */
struct location_def {
	uint64_t id, mapping_id, address;
	bool folded;
};

struct line_def {
	uint64_t function_id;
	int64_t line, column;
};

struct function_def {
	uint64_t id;
	int64_t name, system_name, file; /* string indices of the file, checked by
					  * builder_finish() */
	int64_t start_line;
};

struct mapping_def {
	struct mapping mapping;  /* file and build_id are not used */
	int64_t file, build_id;
};

/* What stands once in a profile; strings are indices of the file. */
struct header_def {
	int64_t drop_frames, keep_frames, default_type, doc_url;
	int64_t period_type, period_unit;
	int64_t period, time_nanos, duration_nanos;
};

/* A label with string indices of the file. */
struct label_def {
	int64_t key, text, number, unit;
};

/* One sample. Its stack, leaf first, is `ids` location ids and then the `shared` outermost frames
 * of the sample before: a decoder that sees that they are the same need not read them again. */
struct sample_def {
	const uint64_t *id;
	size_t ids, shared;
	const int64_t *value;
	size_t values;
	uint32_t label_set; /* 0: none */
};

struct builder;

struct builder *builder_new(const struct cprof_limits *limits);

/* Strings come in the order of the file's table. */
enum cprof_status builder_string(struct builder *b, const void *bytes, size_t length,
				 struct cprof_error *err);
void builder_type(struct builder *b, int64_t type, int64_t unit);
enum cprof_status builder_mapping(struct builder *b, const struct mapping_def *def,
				  struct cprof_error *err);
enum cprof_status builder_function(struct builder *b, const struct function_def *def,
				   struct cprof_error *err);

/* Defines a location with its lines. */
enum cprof_status builder_location(struct builder *b, const struct location_def *def,
				   const struct line_def *lines, size_t count,
				   struct cprof_error *err);
void builder_comment(struct builder *b, int64_t text);
struct header_def *builder_header(struct builder *b);

enum cprof_status builder_sample(struct builder *b, const struct sample_def *def,
				 struct cprof_error *err);

/* Label sets are numbered from 1 in the order of first use; the decoder keeps their bytes and
 * describes each once, before builder_finish(). Labels that carry nothing are left out by the rules
 * of the format. */
void builder_label_set(struct builder *b, const struct label_def *labels, size_t count);

/* What the command line says about the main binary: the file name of the first mapping is replaced,
 * a build id is given to it if it has none. Either may be NULL. */
void builder_override(struct builder *b, const char *binary, const char *build_id);

/* A profile without any mapping otherwise gets a nameless one that every location belongs to. */
void builder_leave_unmapped(struct builder *b);

/* Checks everything and gives the profile. On failure the text is pprof's: "malformed profile: ..."
 * for what its validity check finds, "unrecognized profile format: ..." with a reason for the rest.
 * The builder can only be freed afterwards. */
enum cprof_status builder_finish(struct builder *b, struct profile **profile,
				 struct cprof_error *err);
void builder_free(struct builder *b);

/* Samples so far, for progress. */
size_t builder_samples(const struct builder *b);

#endif
