/* Telling URLs from names of files. */
#ifndef MODEL_URL_H
#define MODEL_URL_H

#include <stdbool.h>

/* True for what Go's net/url parses as an absolute URL: anything behind a scheme and a colon, be it
 * "http://host/x", "jit:abc" or "C:\x". */
bool url_is_absolute(const char *text);

#endif
