/* A fuzz target: a function over bytes. With libFuzzer the library has main(); else replay.c runs
 * it over the files of the corpus. */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
