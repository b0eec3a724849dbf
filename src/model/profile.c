/* Memory of a profile; everything else about it is data. */
#include "model/profile.h"

#include <stdlib.h>

#include "base/xalloc.h"

void profile_free(struct profile *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < sizeof p->owned / sizeof p->owned[0]; i++)
		free(p->owned[i]);
	free(p->samples.depth);
	free(p->samples.shared);
	free(p->samples.frame16);
	free(p->samples.frame32);
	free(p->samples.block_start);
	for (uint32_t i = 0; i < p->type_count && p->samples.column != NULL; i++) {
		free(p->samples.column[i].narrow);
		free(p->samples.column[i].wide);
	}
	free(p->samples.column);
	free(p->samples.labels16);
	free(p->samples.labels32);
	free(p);
}

loc_id *profile_stack_new(const struct profile *p)
{
	return xcalloc((size_t)p->samples.deepest + PROFILE_SLACK, sizeof(loc_id));
}
