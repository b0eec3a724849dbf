/* Running a screen test: the explorer on the script back end, fed step by step. */
#ifndef TESTS_UI_REPLAY_H
#define TESTS_UI_REPLAY_H

#include "ui_case.h"

/* Runs the case and says on standard output, in lines that begin with '#', what is not as it
 * should be. With `update` screens are taken as they are, into the steps. Returns true if all is
 * well. */
bool ui_replay(struct ui_case *c, bool update);

#endif
