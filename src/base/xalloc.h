/* Allocation for things of a small, fixed size: it never returns NULL.
 *
 * Out of memory calls the hook (the explorer restores the terminal there), says so in one line and
 * ends the program with the status of what could not be done. Anything whose size comes from a file
 * is checked against a limit before it is allocated here. */
#ifndef BASE_XALLOC_H
#define BASE_XALLOC_H

#include <stddef.h>

void *xmalloc(size_t size) __attribute__((malloc, returns_nonnull, alloc_size(1)));
void *xcalloc(size_t count, size_t size)
	__attribute__((malloc, returns_nonnull, alloc_size(1, 2)));
void *xrealloc(void *old, size_t size) __attribute__((returns_nonnull, alloc_size(2)));

/* count * size, ending the program when the product overflows. */
void *xreallocarray(void *old, size_t count, size_t size)
	__attribute__((returns_nonnull, alloc_size(2, 3)));

/* A copy of an array; NULL of NULL. */
void *xduparray(const void *array, size_t count, size_t size);
char *xstrdup(const char *text) __attribute__((malloc, returns_nonnull, nonnull));
char *xstrndup(const char *text, size_t length) __attribute__((malloc, returns_nonnull, nonnull));

/* A copy of the line that *text begins with, which is moved behind it; NULL at the end. */
char *xnextline(const char **text) __attribute__((nonnull));

char *xasprintf(const char *format, ...)
	__attribute__((malloc, returns_nonnull, format(printf, 1, 2)));

/* Called once before the program ends for want of memory, on whatever thread met it: it may only
 * use functions that are safe in a signal handler. */
void xalloc_set_hook(void (*hook)(void));

#endif
