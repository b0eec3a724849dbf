/* A home of its own for a test that has a configuration or a state; the others have none. */
#ifndef TESTS_UI_HOME_H
#define TESTS_UI_HOME_H

#include "app/config/config_file.h"
#include "ui_case.h"

/* Makes the folders below that of the profiles, and reads the configuration into `setup`. */
void ui_home_open(const struct ui_case *c, struct config_file *config);

/* Removes them, if they were made. */
void ui_home_close(void);

#endif
