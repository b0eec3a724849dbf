/* What must never be in the state of the explorer. */
#ifndef TESTS_LIB_UI_WRONG_H
#define TESTS_LIB_UI_WRONG_H

struct ui;

/* What is wrong with a running explorer that has drawn everything; NULL: nothing. */
const char *ui_wrong(struct ui *ui);

#endif
