/* The error record: see cprof/error.h. */
#include <cprof/error.h>

#include <stdlib.h>

#include "base/buf.h"
#include "base/xalloc.h"

enum cprof_status cprof_error_set(struct cprof_error *err, enum cprof_status status,
				  const char *format, ...)
{
	struct buf text = BUF_INIT;
	va_list args;
	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	cprof_error_done(err);
	err->status = status;
	err->text = buf_take(&text);
	return status;
}

enum cprof_status cprof_error_prefix(struct cprof_error *err, const char *format, ...)
{
	struct buf text = BUF_INIT;
	va_list args;
	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	buf_puts(&text, ": ");
	buf_puts(&text, err->text != NULL ? err->text : "");
	free(err->text);
	err->text = buf_take(&text);
	return err->status;
}

void cprof_error_done(struct cprof_error *err)
{
	free(err->text);
	*err = (struct cprof_error)CPROF_ERROR_INIT;
}
