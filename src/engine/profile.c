/* Opening and writing profiles: see cprof/profile.h. As in pprof, damage to one of several inputs
 * is no reason to stop, but inputs that do not go together are. */
#include <cprof/profile.h>

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "model/amend.h"
#include "model/merge.h"
#include "codec/codec.h"
#include "symbol/demangle.h"
#include "query/labels.h"
#include "query/run.h"
#include "engine/fetch.h"

/* Inputs are merged so many at a time, so that not all of them are in memory. pprof does it with
 * the same number, and what is rounded or cancelled on the way depends on it. */
#define CHUNK 128

struct inputs {
	const struct cprof_inputs *from;
	struct cprof_context *context;
	const char *kind; /* "source" or "base" */
	char *const *name;
	size_t count;
	size_t read; /* how many of them could be read */
};

static enum cprof_status read_input(const struct inputs *in, const char *name,
				    struct profile **profile, struct cprof_error *err)
{
	struct cprof_progress *progress = in->context->progress;
	struct codec_options options = {
		.limits = in->from->limits,
		.threads = worker_processors() > 1,
		.progress = progress,
		.binary = in->from->binary,
		.build_id = in->from->build_id,
	};
	struct fetch fetch;
	if (fetch_open(&fetch, name, progress, err) == CPROF_OK) {
		if (progress != NULL) {
			atomic_store(&progress->done, 0);
			atomic_store(&progress->total, fetch.reader.size);
		}
		codec_load(&fetch.reader, &options, profile, err);
		fetch_close(&fetch);
	}
	if (err->status != CPROF_OK)
		cprof_error_prefix(err, "%s", strcmp(name, "-") == 0 ? "standard input" : name);
	return err->status;
}

/* Reads inputs [first, end) and merges those that can be read; *profile is NULL if none can. */
static enum cprof_status read_chunk(struct inputs *in, size_t first, size_t end,
				    struct profile **profile, struct cprof_error *err)
{
	struct profile *list[CHUNK];
	size_t count = 0;
	*profile = NULL;
	for (size_t i = first; i < end; i++) {
		struct cprof_error failure = CPROF_ERROR_INIT;
		if (read_input(in, in->name[i], &list[count], &failure) == CPROF_OK)
			count++;
		else
			notes_add(in->context->notes, "%s", failure.text);
		cprof_error_done(&failure);
	}
	in->read += count;
	if (count == 0)
		return CPROF_OK;
	return merge_profiles(list, count, &in->from->limits, profile, err);
}

static enum cprof_status read_all(struct inputs *in, struct profile **profile,
				  struct cprof_error *err)
{
	*profile = NULL;
	for (size_t at = 0; at < in->count && err->status == CPROF_OK; at += CHUNK) {
		size_t end = at + CHUNK < in->count ? at + CHUNK : in->count;
		struct profile *list[] = { *profile, NULL };
		if (read_chunk(in, at, end, &list[1], err) != CPROF_OK) {
			profile_free(*profile);
			*profile = NULL;
		} else if (list[1] != NULL && list[0] != NULL) {
			*profile = NULL;
			merge_profiles(list, 2, &in->from->limits, profile, err);
		} else if (list[1] != NULL) {
			*profile = list[1];
		}
	}
	return err->status;
}

/* The words of pprof for what went wrong with all the inputs of a kind. */
static bool judge(const struct inputs *in, const char *end, struct cprof_error *failure,
		  struct cprof_error *err)
{
	if (failure->status != CPROF_OK)
		cprof_error_set(err, failure->status, "problem fetching %s profiles: %s%s",
				in->kind, failure->text, end);
	else if (in->count > 0 && in->read == 0)
		cprof_error_set(err, CPROF_ERR_IO, "failed to fetch any %s profiles", in->kind);
	return err->status == CPROF_OK;
}

static void note_failures(const struct inputs *in)
{
	if (in->read < in->count)
		notes_add(in->context->notes, "Fetched %zu %s profiles out of %zu", in->read,
			  in->kind, in->count);
}

/* One profile, and nothing to take from it: what is wrong with it is the whole answer. */
static enum cprof_status read_only_one(struct inputs *in, struct profile **profile,
				       struct cprof_error *err)
{
	struct profile *list[1];
	if (read_input(in, in->name[0], list, err) != CPROF_OK)
		return err->status;
	in->read = 1;
	if (merge_profiles(list, 1, &in->from->limits, profile, err) != CPROF_OK)
		cprof_error_prefix(err, "problem fetching source profiles");
	return err->status;
}

/* Merges everything into one profile, which nobody shares yet. */
static enum cprof_status read_inputs(const struct cprof_inputs *from, struct cprof_context *context,
				     struct profile **profile, struct cprof_found *found,
				     struct cprof_error *err)
{
	struct inputs inputs = { from, context, "source", from->name, from->count, 0 };
	struct inputs bases = { from, context, "base", from->base, from->bases, 0 };
	struct merge_base how = { from->diff, from->normalize };
	struct cprof_error input_error = CPROF_ERROR_INIT, base_error = CPROF_ERROR_INIT;
	struct profile *made = NULL, *base = NULL;
	if (inputs.count == 1 && bases.count == 0) {
		read_only_one(&inputs, profile, err);
	} else {
		read_all(&inputs, &made, &input_error);
		read_all(&bases, &base, &base_error);
		if (judge(&inputs, "", &input_error, err) && judge(&bases, ",", &base_error, err)) {
			note_failures(&inputs);
			note_failures(&bases);
			*profile = made;
			made = NULL;
		}
	}
	*found = (struct cprof_found){ .inputs = inputs.read, .bases = bases.read };
	if (err->status == CPROF_OK && base != NULL) {
		found->input_time = (*profile)->time_nanos;
		found->base_time = base->time_nanos;
		merge_subtract(*profile, base, &how, &from->limits, profile, err);
		base = NULL;
	}
	if (err->status == CPROF_OK && from->comment != NULL)
		amend_comment(*profile, from->comment);
	profile_free(made);
	profile_free(base);
	cprof_error_done(&input_error);
	cprof_error_done(&base_error);
	return err->status;
}

/* Says which keys of labels have several units. */
static void note_units(const struct profile *profile, struct cprof_notes *notes)
{
	struct label_units units;
	label_units_init(&units, profile, notes);
	label_units_done(&units);
}

/* Gives functions their readable names, as the option wants them. */
static void demangle(struct profile *profile, const char *symbolize, struct cprof_notes *notes)
{
	struct demangle_options options;
	size_t unknown = demangle_options_read(symbolize, &options);
	for (size_t i = 0; i < unknown; i++) {
		notes_add(notes, "ignoring unrecognized symbolization option: %s", symbolize);
		notes_add(notes, "expecting -symbolize=[local|fastlocal|remote|none][:force]"
				 "[:demangle=[none|full|templates|default]");
	}
	demangle_profile(profile, &options);
}

enum cprof_status cprof_profile_open(const struct cprof_inputs *inputs,
				     struct cprof_context *context, struct cprof_profile **profile,
				     struct cprof_error *err)
{
	struct cprof_profile opened = { .data = NULL };
	if (inputs->count == 0)
		return cprof_error_set(err, CPROF_ERR_SYNTAX, "no profile is named");
	if (read_inputs(inputs, context, &opened.data, &opened.found, err) != CPROF_OK)
		return err->status;
	amend_urls(opened.data);
	demangle(opened.data, inputs->symbolize, context->notes);
	opened.whole = selection_new(opened.data);
	opened.pruned = selection_copy(opened.whole);
	selection_drop_frames(opened.pruned, inputs->explain ? context->notes : NULL);
	note_units(opened.data, context->notes);
	*profile = xmalloc(sizeof **profile);
	**profile = opened;
	return CPROF_OK;
}

void cprof_profile_free(struct cprof_profile *profile)
{
	if (profile == NULL)
		return;
	selection_free(profile->whole);
	selection_free(profile->pruned);
	profile_free(profile->data);
	free(profile);
}

const struct cprof_found *cprof_profile_found(const struct cprof_profile *profile)
{
	return &profile->found;
}

void cprof_profile_save(const struct cprof_profile *profile, char **bytes, size_t *length)
{
	struct buf out = BUF_INIT;
	codec_encode(profile->data, &out);
	*length = out.size;
	*bytes = buf_take(&out);
}
