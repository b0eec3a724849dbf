/* Memory for zlib and protobuf-c: see memory.h. */
#include "codec/memory.h"

#include <stdlib.h>

#include "base/xalloc.h"

void *memory_zlib_alloc(void *context, unsigned count, unsigned size)
{
	(void)context;
	return xcalloc(count, size);
}

void memory_zlib_free(void *context, void *memory)
{
	(void)context;
	free(memory);
}

static void *protobuf_alloc(void *context, size_t size)
{
	(void)context;
	return xmalloc(size);
}

/* Not const for the sake of its users' prototypes. */
ProtobufCAllocator memory_protobuf = { protobuf_alloc, memory_zlib_free, NULL };
