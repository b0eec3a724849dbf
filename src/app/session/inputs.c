/* Reading what the command line names: see inputs.h. As in pprof, damage to one of several inputs
 * is no reason to stop, but inputs that do not go together are. */
#include "app/session/inputs.h"

#include <string.h>

#include "base/xalloc.h"
#include "model/amend.h"
#include "model/merge.h"
#include "codec/codec.h"
#include "app/session/fetch.h"

/* Inputs are merged so many at a time, so that not all of them are in memory. pprof does it with
 * the same number, and what is rounded or cancelled on the way depends on it. */
#define CHUNK 128

struct inputs {
	const struct args *args;
	struct cprof_progress *progress;
	struct cprof_notes *notes;
	const char *kind; /* "source" or "base" */
	char *const *name;
	size_t count;
	size_t read;      /* how many of them could be read */
};

static enum cprof_status read_input(const struct inputs *in, const char *source,
				    struct profile **profile, struct cprof_error *err)
{
	const struct args *args = in->args;
	struct codec_options options = {
		.limits = args->flags.limits,
		.threads = worker_processors() > 1,
		.progress = in->progress,
		.binary = args->binary,
		.build_id = args->flags.build_id,
	};
	struct fetch fetch;
	if (fetch_open(&fetch, source, in->progress, err) == CPROF_OK) {
		if (in->progress != NULL) {
			atomic_store(&in->progress->done, 0);
			atomic_store(&in->progress->total, fetch.reader.size);
		}
		codec_load(&fetch.reader, &options, profile, err);
		fetch_close(&fetch);
	}
	if (err->status != CPROF_OK)
		cprof_error_prefix(err, "%s", strcmp(source, "-") == 0 ? "standard input" : source);
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
			notes_add(in->notes, "%s", failure.text);
		cprof_error_done(&failure);
	}
	in->read += count;
	if (count == 0)
		return CPROF_OK;
	return merge_profiles(list, count, &in->args->flags.limits, profile, err);
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
			merge_profiles(list, 2, &in->args->flags.limits, profile, err);
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
		notes_add(in->notes, "Fetched %zu %s profiles out of %zu", in->read, in->kind,
			  in->count);
}

/* One profile, and nothing to take from it: what is wrong with it is the whole answer. */
static enum cprof_status read_only_one(struct inputs *in, struct profile **profile,
				       struct cprof_error *err)
{
	struct profile *list[1];
	if (read_input(in, in->name[0], list, err) != CPROF_OK)
		return err->status;
	in->read = 1;
	if (merge_profiles(list, 1, &in->args->flags.limits, profile, err) != CPROF_OK)
		cprof_error_prefix(err, "problem fetching source profiles");
	return err->status;
}

enum cprof_status inputs_load(const struct args *args, struct cprof_progress *progress,
			      struct cprof_notes *notes, struct profile **profile,
			      struct inputs_found *found, struct cprof_error *err)
{
	const struct flags *s = &args->flags;
	bool diff = s->diff_base.count > 0;
	const struct texts *names = args_bases(args);
	struct inputs sources = { args, progress, notes, "source", args->input, args->inputs, 0 };
	struct inputs bases = { args, progress, notes, "base", names->at, names->count, 0 };
	struct merge_base how = { diff, s->normalize };
	struct cprof_error source_error = CPROF_ERROR_INIT, base_error = CPROF_ERROR_INIT;
	struct profile *source = NULL, *base = NULL;
	if (sources.count == 1 && bases.count == 0) {
		read_only_one(&sources, profile, err);
	} else {
		read_all(&sources, &source, &source_error);
		read_all(&bases, &base, &base_error);
		if (judge(&sources, "", &source_error, err) &&
		    judge(&bases, ",", &base_error, err)) {
			note_failures(&sources);
			note_failures(&bases);
			*profile = source;
			source = NULL;
		}
	}
	*found = (struct inputs_found){ .sources = sources.read, .bases = bases.read };
	if (err->status == CPROF_OK && base != NULL) {
		found->source_time = (*profile)->time_nanos;
		found->base_time = base->time_nanos;
		merge_subtract(*profile, base, &how, &s->limits, profile, err);
		base = NULL;
	}
	if (err->status == CPROF_OK && s->add_comment != NULL)
		amend_comment(*profile, s->add_comment);
	profile_free(source);
	profile_free(base);
	cprof_error_done(&source_error);
	cprof_error_done(&base_error);
	return err->status;
}
