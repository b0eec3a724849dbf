/* What the files of the explorer, and the views, do with its state. */
#ifndef TUI_EXPLORER_UI_H
#define TUI_EXPLORER_UI_H

#include "tui/explorer/state.h"

#define UI_FOLLOW_DELAY 80   /* ms without a key before the source pane follows the cursor */
#define UI_LIVE_DELAY 150    /* ms without a key before the filter bar asks */
#define UI_HOLD 50           /* ms a redraw waits for an answer, so that nothing flickers */
#define UI_WORKING_AFTER 200 /* ms before the status says that something runs */
#define UI_TICK 200          /* ms between two looks at the progress */
#define UI_SLOW_TICK 500     /* the same on a slow line */
#define UI_DOUBLE_CLICK 400  /* ms between two clicks that are one */
#define UI_TWICE 2000        /* ms within which a second q or Ctrl-C quits */

#define UI_MIN_ROWS 5
#define UI_MIN_COLS 20
#define UI_WIDE 160          /* from here on panes stand side by side */
#define UI_MANY_COLS 100     /* below, sentences are shorter */
#define UI_FULL_COLS 80      /* below, a message goes on in the row of the keys */
#define UI_LEAST_BELOW 5     /* rows that must be left below an overlay to show a pane there */
#define UI_TALL 20           /* from here on they are stacked */

/* ui.c: the view that keys go to: the overlay or the pane with the focus. */
enum view_id ui_front(const struct ui *ui);
const struct view *ui_view(const struct ui *ui);
void *ui_state(struct ui *ui, enum view_id id);

/* The screen is drawn before the next event is waited for. */
void ui_redraw(struct ui *ui);

void ui_message(struct ui *ui, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Says "BEFORE FIRST BETWEEN SECOND" with the names cut in the middle so that all of it is seen. */
void ui_message_names(struct ui *ui, const char *before, const char *first, const char *between,
		      const char *second);
void ui_fail(struct ui *ui, const struct cprof_error *err);

/* Takes the message back. */
void ui_clear_message(struct ui *ui);

/* True if something runs that the screen waits for. */
bool ui_waiting(const struct ui *ui);

/* To be called before something is asked: the time counts from the first question. */
void ui_begin_waiting(struct ui *ui);

/* rows.c: where the view in front is; false: on the selected function, or nowhere. */
bool ui_position_in_front(struct ui *ui, struct view_position *at);

/* Moves its cursor; to a number, that of a line or counted from 1; the same by a click. */
void ui_move(struct ui *ui, enum view_id id, enum motion motion);
void ui_move_to(struct ui *ui, enum view_id id, int64_t number);
enum click ui_click(struct ui *ui, enum view_id id, int row, int col);

/* Gives it a pattern, which is taken over; narrows a list by one, or with NULL no more. */
void ui_search(struct ui *ui, enum view_id id, struct narrow *narrow, enum search search);
void ui_narrow(struct ui *ui, enum view_id id, const char *pattern);

/* What a line around the panes says of it; a text about what its cursor is on, nothing if the view
 * has none. */
void ui_put_status(struct ui *ui, enum view_id id, enum status text, bool brief, struct buf *out);
void ui_describe(struct ui *ui, enum view_id id, enum part part, struct buf *out);

/* panes.c: the list that the state of a view begins with, with the number of its rows as it is
 * now. */
struct list *ui_list(struct ui *ui, enum view_id id);

void ui_open_overlay(struct ui *ui, enum view_id id);

/* Shows text in the pager. Both texts are copied. */
void ui_page(struct ui *ui, const char *title, const char *text);

/* Closes the one in front, which may have another one under it; all of them. */
void ui_close_overlay(struct ui *ui);
void ui_close_overlays(struct ui *ui);

enum view_id ui_companion(const struct ui *ui);
bool ui_visible(const struct ui *ui, enum view_id id);

/* Fills in ui->panes.area for a screen whose panes share `body`. */
void ui_layout(struct ui *ui, struct rect body);

/* Puts a view into the main pane. */
void ui_show(struct ui *ui, enum view_id id);

/* Closes the overlay or the view in front; false if only the first one is left. */
bool ui_close_view(struct ui *ui);

/* Tells a view what has changed; false: it does nothing about it. */
bool ui_tell(struct ui *ui, enum view_id id, enum told what);

/* All visible views that are old follow the selected function now. */
void ui_follow(struct ui *ui);

/* All views but one are old. */
void ui_all_old(struct ui *ui, enum view_id but);

/* ask.c: an older question with the same tag is forgotten. The view that the tag names gets the
 * answer. */
void ui_ask_analysis(struct ui *ui, struct session_tag tag, const struct cprof_analysis *analysis,
		     const struct cprof_query *query, const void *parameters);

/* The view has not got its answer yet. */
bool ui_analysing(const struct ui *ui, enum view_id view);

/* The worker writes a report of what is shown to a file. */
void ui_report_to_file(struct ui *ui, const char *report, const char *path);

/* reload.c: the profile was read again, or could not be. */
void ui_take_reload(struct ui *ui, struct session_answer *a);

/* All answers that are there. */
void ui_take_answers(struct ui *ui, struct cprof_error *err);

/* query.c: what is asked, and the way back. */
void view_query_done(struct view_query *v);

void snapshot_take(struct ui *ui, unsigned parts, struct snapshot *s);
void snapshot_copy(struct snapshot *to, const struct snapshot *from);
void snapshot_done(struct snapshot *s);

/* Goes there; the snapshot is used up. */
void snapshot_restore(struct ui *ui, struct snapshot *s);

void ui_undo(struct ui *ui);
void ui_redo(struct ui *ui);

/* Remembers where the explorer is before it goes elsewhere, for `[`. */
void ui_push_jump(struct ui *ui);
void ui_jump_back(struct ui *ui);
void ui_jump_forward(struct ui *ui);

/* Asks for the table of the current query. */
void ui_ask_table(struct ui *ui);

/* The table view shows these columns, which stay its own: asks for what they need that the table
 * does not have. */
void ui_use_columns(struct ui *ui, const struct cprof_column *const *columns);

/* The same when it is another query: all views ask anew, too. The same query in another order. */
void ui_ask_anew(struct ui *ui);
void ui_tell_order(struct ui *ui);

/* The order of a query that names one of pprof's two. */
const struct cprof_column *ui_sort_column(const struct ui *ui, const struct cprof_query *query);

/* Changes of the query, each one step for undo. */
void ui_change_query(struct ui *ui, const struct cprof_query *query);

/* The same, and narrows the table by a pattern or, without one, no more. */
void ui_change_narrowed(struct ui *ui, const struct cprof_query *query, const char *pattern);
void ui_change_view_query(struct ui *ui, const struct view_query *view_query);
void ui_change_sort(struct ui *ui, const struct cprof_column *column, bool reverse);
void ui_change_flame(struct ui *ui, const char *zoom, bool inverted);

/* What is 100 %: the row with this printed name, or, without one, the whole profile or what the
 * filters left. */
void ui_change_percent(struct ui *ui, const char *row, bool of_kept);

/* The user's own query, which a report command covers as long as it is shown; covers it; shows it
 * again, false if it is not covered. */
const struct view_query *ui_own_query(const struct ui *ui);
void ui_set_temporary(struct ui *ui, const struct cprof_query *query, const char *words);
bool ui_end_temporary(struct ui *ui);
void ui_queries_done(struct ui *ui);

/* Goes to a view: a pane that shows it gets the focus, else it becomes the main pane's. Where the
 * explorer was is remembered for `back`. */
void ui_go_to_view(struct ui *ui, enum view_id id);

/* Asks again for what was stopped of all views. */
void ui_ask_all_stopped(struct ui *ui);

/* Fills in what the explorer's commands run with; the query is what words start from. */
void ui_interpreter(struct ui *ui, struct interpreter *in);

/* selection.c */
void selected_copy(struct selected *to, const struct selected *from);
void selected_done(struct selected *s);

/* Selects what was selected before; takes it over. */
void ui_use_selected(struct ui *ui, struct selected *s);

/* The selected function: the one at the cursor of the view `by`; the others will follow. */
void ui_select(struct ui *ui, enum view_id by, const struct cprof_row *row);

/* The same for a function that is no row of the table. `file` may be "", `line` 0. */
void ui_select_function(struct ui *ui, enum view_id by, const char *function, const char *file,
			int64_t line);
/* The same for a line of the function, if it is `exact`: where_line is the one to look at. */
void ui_select_line(struct ui *ui, enum view_id by, const struct cprof_row *row, bool exact);

/* The same for a row that has the selected function as one of several: the others stay with it. */
void ui_select_around(struct ui *ui, enum view_id by, const struct cprof_row *row);

/* Selects what was selected when the prompt was opened. */
void ui_restore_selected(struct ui *ui);
bool ui_selected_is(const struct ui *ui, const struct cprof_row *row);

/* The cursor is on a row that stands for others: nothing is selected. */
void ui_select_nothing(struct ui *ui, enum view_id by);

/* Why nothing is selected, in a sentence. */
const char *ui_why_nothing(const struct ui *ui);

/* marks.c: reads the marks kept for this program; frees all. */
void marks_load(struct ui *ui);
void marks_done(struct ui *ui);

/* Goes to a mark; ' is where the last such jump began. */
void marks_jump(struct ui *ui, char letter);
void marks_remove(struct ui *ui, size_t n);
bool marks_is_letter(uint32_t key);

/* command.c: runs one command line, as if typed. */
void ui_command(struct ui *ui, const char *line);

/* Shows the report of a command line in the pager, as batch prints it, whether it has a view or
 * not. */
enum cprof_status ui_page_report(struct ui *ui, const char *line, struct cprof_error *err);

/* config.c: runs what the configuration file says beyond the settings; once the profile is
 * there. */
void ui_run_config(struct ui *ui);

/* The columns and the order that the table begins with; those of a diff are others. */
void ui_begin_table(struct ui *ui);

/* What a setting that has changed asks for. */
void ui_setting_changed(struct ui *ui, const struct setting *setting);

/* Writes the configuration file anew: what it says, without the lines that begin with the
 * word (NULL: with all of them), and these lines. */
enum cprof_status ui_amend_config(struct ui *ui, const char *without, const char *lines,
				  struct cprof_error *err);

/* save.c: the rows that were asked for in order to be saved are there. */
void ui_save_later(struct ui *ui);

/* Makes a cell of the text from `start` on: what would end it there becomes a blank. */
void ui_clean_cell(struct buf *out, size_t start);

/* prompt.c: reads the lines of earlier runs; opens and closes a prompt. */
void ui_prompt_load(struct ui *ui);
void ui_prompt_open(struct ui *ui, enum prompt_use use);

/* The filter bar with the cursor behind so many bytes of the line. */
void ui_prompt_open_filter(struct ui *ui, size_t cursor);
void ui_prompt_open_command(struct ui *ui, const char *text);

/* Says something on the status line until the next key; NULL: no more. */
void ui_prompt_hint(struct ui *ui, const char *text);

void ui_prompt_close(struct ui *ui, bool keep);

/* A key for the prompt; the pause after one. */
void ui_prompt_event(struct ui *ui, const struct term_event *event);
void ui_prompt_live(struct ui *ui);

/* terminal.c: how the terminal is to be opened; uses it as flags and settings say. */
void ui_terminal_options(const struct args *args, const struct settings *settings,
			 struct term_options *options);
void ui_terminal(struct ui *ui, const struct args *args);
void ui_terminal_changed(struct ui *ui, const struct setting *setting);

/* Every byte on its way to the terminal takes its time. */
bool ui_slow(const struct ui *ui);

/* mouse.c */
void ui_mouse(struct ui *ui, const struct term_mouse *mouse);

/* diff.c: what grew in a diff has a sign in front. */
void ui_put_sign(const struct ui *ui, int64_t value, struct buf *out);

/* A value with its sign; and behind it, "(24.40%)", what share it is. */
void ui_put_value(const struct ui *ui, const struct cprof_unit *unit, int64_t value,
		  struct buf *out);
void ui_put_share(const struct ui *ui, const struct cprof_unit *unit, int64_t value, int64_t of,
		  struct buf *out);

/* Draws it so that it ends in front of the column `right`; the same for a percentage. */
void ui_draw_value(struct ui *ui, int row, int right, enum style style,
		   const struct cprof_unit *unit, int64_t value);
void ui_draw_percentage(struct ui *ui, int row, int right, enum style style, int64_t value,
			int64_t of);

/* In a diff the sentence "BASE 1MB, NEW 2MB: " and what these are. */
void ui_put_sides(const struct ui *ui, const struct cprof_unit *unit, int64_t base, int64_t now,
		  const char *what, struct buf *out);

/* False for a column that only a diff has, outside of one. */
bool ui_has_column(const struct ui *ui, const struct cprof_column *column);

/* The look of a change; `base` is what it was before. */
enum style ui_change_style(const struct ui *ui, int64_t change, int64_t base);
void ui_draw_legend(struct ui *ui, int row, int cols);

/* draw.c */
void ui_draw(struct ui *ui);

/* named.c: views kept under a name, as lines for the configuration file. */
void ui_named_print(const struct ui *ui, struct buf *out);
void ui_named_done(struct ui *ui);

/* filter_line.c: the line that says what is filtered and narrowed, if anything is. */
bool ui_has_filters(struct ui *ui);

/* Draws what a view says in its area when the filters left nothing of the profile, as far as is
 * known; Enter there, which switches off the filter that did it. False: something is left. */
bool ui_draw_nothing(struct ui *ui, const struct rect *area);
bool ui_give_back(struct ui *ui);

/* Switches a filter on or off, by its number in the line, and says so. */
void ui_toggle_filter(struct ui *ui, size_t n);
void ui_draw_filters(struct ui *ui, int row, int cols);

/* Appends a function's name in the form that is set (`w`). What it stands for stays the name in
 * full. */
void ui_put_name(const struct ui *ui, const char *name, struct buf *out);

/* The type in words a newcomer can tell apart: "allocated since start (alloc_space)". */
void ui_type_words(const char *type, struct buf *out);

/* Help made from the keys of the view in front. */
void help_keys(struct ui *ui, struct buf *out);

#endif
