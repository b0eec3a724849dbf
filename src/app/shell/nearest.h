/* What a mistyped word was meant to be. */
#ifndef APP_SHELL_NEAREST_H
#define APP_SHELL_NEAREST_H

#include "app/shell/command.h"

/* The command, report, option or setting that is nearest to the word up to its '=', borrowed; NULL:
 * none is near. Near is one letter more, less, other or exchanged with its neighbour; in a word of
 * more than four letters two of these. */
const char *nearest_word(const struct interpreter *in, const char *word);

#endif
