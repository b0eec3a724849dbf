/* Bytes through the program's decoder: see load.h. */
#include "unit/lib/load.h"

#include "unit/lib/check.h"

#include <string.h>

#include "unit/lib/dump.h"
#include "unit/lib/encode.h"

enum cprof_status load_bytes(const void *bytes, size_t length, const struct loading *how,
			     struct profile **profile, struct cprof_error *err)
{
	static const struct cprof_limits defaults = CPROF_LIMITS_INIT;
	struct memory memory = { bytes, length, how->most, 0 };
	struct reader reader = memory_reader(&memory);
	struct codec_options options = {
		.limits = how->limits != NULL ? *how->limits : defaults,
		.threads = how->threads,
		.binary = how->binary,
		.build_id = how->build_id,
	};
	*profile = NULL;
	return codec_load(&reader, &options, profile, err);
}

bool load_dump(const void *bytes, size_t length, const struct loading *how, struct buf *out)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	struct profile *profile;
	enum cprof_status status = load_bytes(bytes, length, how, &profile, &err);
	buf_clear(out);
	if (status == CPROF_OK)
		dump_model(profile, out);
	else
		buf_puts(out, err.text);
	profile_free(profile);
	cprof_error_done(&err);
	return status == CPROF_OK;
}

void assert_same_dump(const struct buf *left, const struct buf *right, const char *what)
{
	const char *a = buf_text(left), *b = buf_text(right);
	if (left->size == right->size && memcmp(a, b, left->size) == 0)
		return;
	while (*a != '\0' && *b != '\0') {
		size_t x = strcspn(a, "\n"), y = strcspn(b, "\n");
		if (x != y || memcmp(a, b, x) != 0)
			break;
		a += x + (a[x] == '\n');
		b += y + (b[y] == '\n');
	}
	fail_msg("%s:\n%.*s\n%.*s", what, (int)strcspn(a, "\n"), a, (int)strcspn(b, "\n"), b);
}
