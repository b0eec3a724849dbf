/* Memory for the libraries of this layer: theirs as ours is never refused, so no failure of theirs
 * means that there was too little of it. */
#ifndef CODEC_MEMORY_H
#define CODEC_MEMORY_H

#include <protobuf-c/protobuf-c.h>

/* For z_stream. */
void *memory_zlib_alloc(void *context, unsigned count, unsigned size);
void memory_zlib_free(void *context, void *memory);

/* For messages that protobuf-c unpacks. */
extern ProtobufCAllocator memory_protobuf;

#endif
