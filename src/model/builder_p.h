/* The builder's state, shared by builder.c (taking in) and check.c (resolving and checking). */
#ifndef MODEL_BUILDER_P_H
#define MODEL_BUILDER_P_H

#include "model/builder.h"
#include "model/sample_table.h"

struct builder {
	struct profile_limits limits;
	struct header_def header;

	char *text;
	size_t text_size, text_room;
	VEC(size_t) text_start; /* where each string begins; the end is text_size */

	VEC(struct label_def) type; /* key and unit hold type and unit */
	VEC(struct mapping_def) mapping;
	VEC(struct function_def) function;
	struct idmap function_ids;
	VEC(struct location) location;
	VEC(uint64_t) location_mapping; /* mapping id of each location */
	VEC(bool) location_defined;
	struct idmap location_ids;
	VEC(loc_id) file_order;
	VEC(struct line_def) line;
	VEC(int64_t) comment;
	VEC(struct label_def) label;
	VEC(uint32_t) label_end; /* of set 1, 2, ... */

	bool unmapped; /* no mapping is made up where there is none */
	const char *binary, *build_id; /* borrowed; NULL: as the file says */

	struct sample_table samples;
	bool columns_known;
	bool count_differs;     /* some sample has another number of values than the first */
	size_t differing_count;
	size_t differing_after; /* samples before it */
	/* Where an id first stands that stood there before, counted from 1; 0: nowhere. */
	size_t function_twice, location_twice;
	uint64_t dropped_key;   /* the largest key, without its sign, of the labels left out */
};

#endif
