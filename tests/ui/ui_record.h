/* Recording a screen test: the explorer runs on the real terminal, and what is typed goes into a
 * file.
 *
 * F12 takes the screen. A pause that let a timer run becomes `idle`. */
#ifndef TESTS_UI_RECORD_H
#define TESTS_UI_RECORD_H

#include <stdbool.h>

/* Explores with this command line (without the program's name) and writes the file, its screens
 * still empty. Says on standard error why it could not. */
bool ui_record(const char *path, int argc, char *const argv[]);

#endif
