/* Allocation that ends the program rather than fail: see xalloc.h. The hook is the one piece of
 * state below app: it belongs to the process, not to a profile. */
#include "base/xalloc.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define OUT_OF_MEMORY_STATUS 1 /* as of everything that could not be done */

static void (*out_of_memory_hook)(void);

void xalloc_set_hook(void (*hook)(void))
{
	out_of_memory_hook = hook;
}

static _Noreturn void out_of_memory(void)
{
	static const char message[] = "cprof-tui: out of memory\n";
	if (out_of_memory_hook != NULL)
		out_of_memory_hook();
	/* Nothing is left to tell anybody when standard error fails. */
	if (write(STDERR_FILENO, message, sizeof message - 1) < 0)
		_exit(OUT_OF_MEMORY_STATUS);
	_exit(OUT_OF_MEMORY_STATUS);
}

static void *checked(void *memory)
{
	if (memory == NULL)
		out_of_memory();
	return memory;
}

void *xmalloc(size_t size)
{
	return checked(malloc(size == 0 ? 1 : size));
}

void *xcalloc(size_t count, size_t size)
{
	return checked(count == 0 || size == 0 ? calloc(1, 1) : calloc(count, size));
}

void *xrealloc(void *old, size_t size)
{
	return checked(realloc(old, size == 0 ? 1 : size));
}

void *xreallocarray(void *old, size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / size)
		out_of_memory();
	return xrealloc(old, count * size);
}

char *xstrndup(const char *text, size_t length)
{
	char *copy = xmalloc(length + 1);
	memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

char *xnextline(const char **text)
{
	size_t length = strcspn(*text, "\n");
	char *line = **text != '\0' ? xstrndup(*text, length) : NULL;
	*text += length + ((*text)[length] == '\n');
	return line;
}

void *xduparray(const void *array, size_t count, size_t size)
{
	if (array == NULL)
		return NULL;
	void *copy = xreallocarray(NULL, count, size);
	if (count > 0)
		memcpy(copy, array, count * size);
	return copy;
}

char *xstrdup(const char *text)
{
	return xstrndup(text, strlen(text));
}

char *xasprintf(const char *format, ...)
{
	va_list args;
	char *text = NULL;
	va_start(args, format);
	if (vasprintf(&text, format, args) < 0)
		out_of_memory();
	va_end(args);
	return text;
}
