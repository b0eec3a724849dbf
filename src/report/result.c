/* What a report has found: a table, a listing, a profile or a text. */
#include <cprof/report.h>

#include <stdlib.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "model/profile.h"

void cprof_result_done(struct cprof_result *result)
{
	cprof_table_free(result->table);
	cprof_listing_free(result->listing);
	profile_free(result->profile);
	if (result->text != NULL)
		buf_done(result->text);
	free(result->text);
	*result = (struct cprof_result){ NULL, NULL, NULL, NULL };
}

struct buf *cprof_result_text(struct cprof_result *result)
{
	result->text = xcalloc(1, sizeof *result->text);
	return result->text;
}

void cprof_result_print_text(const struct cprof_result *result, struct buf *out)
{
	buf_put(out, result->text->data, result->text->size);
}
