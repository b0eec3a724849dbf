/* What the title line and completion need to know of a profile, worked out once. */
#ifndef APP_FACTS_H
#define APP_FACTS_H

#include "app/session.h"
#include "base/arena.h"
#include "query/selection.h"

struct facts {
	struct session_facts facts;
	struct arena memory;
};

struct facts *facts_new(const char *source, const struct profile *p, const struct selection *s);
void facts_free(struct facts *f);

#endif
