/* Runs a fuzz target over the files given, one test each: what `make check` does where there is no
 * libFuzzer. */
#include <stdio.h>

#include "base/buf.h"
#include "base/io.h"
#include "fuzz.h"

int main(int argc, char *argv[])
{
	int failed = 0;
	printf("1..%d\n", argc - 1);
	for (int i = 1; i < argc; i++) {
		struct buf data = BUF_INIT;
		struct cprof_error err = CPROF_ERROR_INIT;
		if (io_read_file(argv[i], (size_t)16 << 20, &data, &err) != CPROF_OK) {
			printf("not ok %d - %s: %s\n", i, argv[i], err.text);
			failed = 1;
		} else {
			LLVMFuzzerTestOneInput((const uint8_t *)buf_text(&data), data.size);
			printf("ok %d - %s\n", i, argv[i]);
		}
		fflush(stdout);
		buf_done(&data);
		cprof_error_done(&err);
	}
	return failed;
}
