/* Writing profiles: pprof's protocol buffer, compressed. */
#ifndef CODEC_ENCODE_H
#define CODEC_ENCODE_H

#include "base/buf.h"
#include "model/profile.h"

/* Appends the profile. Tables keep their order, and the string table is in the order of first use;
 * labels are written in the order they stand in, which is sorted in what model/carry.h made. */
void encode_profile(const struct profile *p, struct buf *out);

#endif
