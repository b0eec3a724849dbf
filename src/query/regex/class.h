/* Character classes of RE2, written for PCRE2 as explicit ranges. */
#ifndef QUERY_REGEX_CLASS_H
#define QUERY_REGEX_CLASS_H

#include <stdbool.h>

#include "query/regex/scan.h"

/* A class that no character is in. */
#define RX_CLASS_NOTHING "[^\\x{0}-\\x{10ffff}]"

/* True for \d \s \w \p and their opposites. */
bool rx_class_is_escape(const char *text);

/* Translates such an escape at s->at. */
bool rx_class_escape(struct rx_scan *s);

/* Translates the class whose '[' is at s->at. */
bool rx_class_brackets(struct rx_scan *s);

#endif
