/* Random keys: whatever is typed or clicked, every screen is a sane one.
 *
 * MONKEY_KEYS says how many (20000), MONKEY_SEED where the dice begin (1); a failure prints seed,
 * session and the keys that led to it, and MONKEY_SESSION begins there. Half of the keys are
 * bindings, the rest words into prompts, commands by name, clicks, pastes, pauses and other sizes.
 * The profiles are the example's and those of UI_PROFILES. Files that come of it are left in the
 * folder it runs in. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/vec.h"
#include "app/session/session.h"
#include "app/shell/command.h"
#include "tui/term/key.h"
#include "tui/input/keymap.h"
#include "tui/tui.h"
#include "lib/term_script.h"
#include "lib/ui_wrong.h"
#include "ui_screen.h"

#define KEYS 20000
#define KEYS_OF_A_RUN 1000
#define LAST_KEYS 60 /* printed on failure */

struct monkey {
	struct term *term;
	uint64_t dice;
	unsigned seed;
	size_t session;
	size_t left;      /* keys of this session */
	size_t done;      /* keys in all */
	struct buf line;  /* what is being typed, if it was made up */
	const char *type; /* being typed; NULL: nothing */
	VEC(uint32_t) key; /* of this run; 0: something else than a key */
	int rows, cols;
	const char *profile, *wrong;
	struct tui_end end;
};

/* For whoever ends the program in the middle of it. */
static struct monkey *running;

static const int sizes[][2] = {
	{ 24, 80 }, { 40, 120 }, { 60, 200 }, { 10, 40 }, { 5, 20 },
	{ 8, 30 }, { 4, 19 }, { 1, 1 }, { 20, 160 }, { 6, 250 },
};

static const char *const typed[] = {
	"/json\n", "/cart\n", "/(\n", "/=(*B\n", "/zzz\n", "/.\n", "/\n", "/[a-", "/main",
	"fjson\n", "f!json\n", "fhide:cart\n", "fshow:json|cart\n", "fignore:(", "f\n",
	":top5 -cum\n", ":top\n", ":list Sorted\n", ":list .\n", ":list zzz\n", ":o\n", ":help\n",
	":help list\n", ":nonsense\n", ":granularity=lines\n", ":granularity=functions\n",
	":addresses\n", ":files\n", ":nodecount=3\n", ":nodecount=-1\n", ":nodefraction=0\n",
	":nodefraction=1\n", ":sample_index=0\n", ":sample_index=alloc_space\n", ":mean=1\n",
	":mean=0\n", ":unit=kb\n", ":unit=minimum\n", ":divide_by=0\n", ":divide_by=1\n",
	":noinlines\n", ":noinlines=false\n", ":columns name,flat\n", ":columns\n",
	":columns flat,flat%,sum%,cum,cum%,name,file\n", ":sort file\n", "::\n", ":focus=\t\t",
	":gran\t\t", ":relative_percentages\n", ":trim=false\n", ":trim=true\n",
	":drop_negative=true\n", ":show_from=cart\n", ":prune_from=json\n", ":view source\n",
	":page top\n", ":page list Sorted\n", ":page text zzz\n", ":page\n", ":output=\n",
};

static const char *const pastes[] = { "json", "two\nlines\n", "\x1b[31m", "\xff\xfe", "", "\t" };

/* xorshift: the same dice on every machine. */
static unsigned roll(struct monkey *m, unsigned sides)
{
	m->dice ^= m->dice << 13;
	m->dice ^= m->dice >> 7;
	m->dice ^= m->dice << 17;
	return (unsigned)((m->dice >> 11) % sides);
}

static size_t bindings(void)
{
	size_t count = 0;
	while (key_bindings[count].key != NULL)
		count++;
	return count;
}

static void press(struct monkey *m, uint32_t key)
{
	VEC_PUSH(&m->key, key);
	term_script_key(m->term, key);
}

/* What would ask for a file's name, stop the program or run another one. */
static bool is_avoided(const char *command)
{
	static const char *const avoided[] = { "save", "suspend", "edit", "editor" };
	for (size_t i = 0; i < sizeof avoided / sizeof avoided[0]; i++)
		if (strcmp(command, avoided[i]) == 0)
			return true;
	return false;
}

static void press_binding(struct monkey *m)
{
	char name[16] = "";
	const struct key_binding *binding = &key_bindings[roll(m, (unsigned)bindings())];
	const char *keys = binding->key;
	const char *blank = strchr(keys, ' ');
	size_t length = blank != NULL ? (size_t)(blank - keys) : strlen(keys);
	if (length < sizeof name)
		memcpy(name, keys, length);
	if (is_avoided(binding->command))
		return;
	/* To leave is part of it, but not the most of it. */
	if (strcmp(name, "Q") == 0 && roll(m, 10) != 0)
		return;
	press(m, key_parse(name));
	if (blank != NULL)
		press(m, key_parse(blank + 1));
}

/* A command, with a word behind it or none. */
static void make_up_command(struct monkey *m)
{
	static const char *const words[] = { "", "", "", "cum", "5", "-cum", "json", "on", "(",
					     "name", "flat", "cart.Concat", "a", "top" };
	size_t count = 0;
	while (action_list[count] != NULL)
		count++;
	const char *name = action_list[roll(m, (unsigned)count)]->name;
	if (is_avoided(name))
		return;
	buf_clear(&m->line);
	buf_printf(&m->line, ":%s %s\n", name, words[roll(m, sizeof words / sizeof words[0])]);
	m->type = buf_text(&m->line);
}

static void click(struct monkey *m)
{
	static const enum term_button buttons[] = { TERM_BUTTON, TERM_BUTTON, TERM_BUTTON,
						    TERM_WHEEL_UP, TERM_WHEEL_DOWN };
	struct term_mouse mouse = {
		.button = buttons[roll(m, sizeof buttons / sizeof buttons[0])],
		.row = (int)roll(m, (unsigned)m->rows + 2),
		.col = (int)roll(m, (unsigned)m->cols + 2),
	};
	for (unsigned times = 1 + roll(m, 2); times > 0; times--)
		term_script_mouse(m->term, mouse);
	VEC_PUSH(&m->key, 0);
}

static void change_size(struct monkey *m)
{
	const int *size = sizes[roll(m, sizeof sizes / sizeof sizes[0])];
	bool any = roll(m, 3) == 0;
	m->rows = any ? 1 + (int)roll(m, 120) : size[0];
	m->cols = any ? 1 + (int)roll(m, 400) : size[1];
	VEC_PUSH(&m->key, 0);
	term_script_resize(m->term, m->rows, m->cols);
}

static void type_next(struct monkey *m)
{
	char c = *m->type++;
	press(m, c == '\n'   ? (uint32_t)KEY_ENTER_
		 : c == '\t' ? (uint32_t)KEY_TAB_
			     : (uint32_t)(unsigned char)c);
	if (*m->type == '\0')
		m->type = NULL;
}

static void do_something(struct monkey *m)
{
	unsigned what = roll(m, 100);
	if (m->type != NULL) {
		type_next(m);
	} else if (what < 56) {
		press_binding(m);
	} else if (what < 60) {
		click(m);
	} else if (what < 64) {
		make_up_command(m);
	} else if (what < 76) {
		m->type = typed[roll(m, sizeof typed / sizeof typed[0])];
		type_next(m);
	} else if (what < 80) {
		press(m, ' ' + roll(m, 95));
	} else if (what < 86) {
		press(m, (uint32_t)KEY_ESC_);
	} else if (what < 90) {
		VEC_PUSH(&m->key, 0);
		term_script_paste(m->term, pastes[roll(m, sizeof pastes / sizeof pastes[0])]);
	} else if (what < 93) {
		change_size(m);
	} else if (what < 97) {
		VEC_PUSH(&m->key, 0);
		term_script_idle(m->term);
	} else {
		VEC_PUSH(&m->key, 0);
		term_script_pause(m->term, 1 + (int)roll(m, 200));
	}
}

/* The number of bytes, or of whatever it is, in a text as "12.40MB"; -1 if it is none. */
static double size_of(const char *text)
{
	static const struct {
		const char *unit;
		double factor;
	} units[] = { { "GB", 1073741824.0 }, { "MB", 1048576.0 }, { "kB", 1024.0 }, { "B", 1.0 } };
	char *end;
	double value = strtod(text, &end);
	if (end == text)
		return -1;
	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
		if (strncmp(end, units[i].unit, strlen(units[i].unit)) == 0)
			return value * units[i].factor;
	return *end == ' ' ? value : -1;
}

/* "11.83MB of 60.46MB kept" in the title: no more is kept than there is. Two decimals are shown. */
static const char *title_wrong(const char *title)
{
	const char *kept = strstr(title, " kept"), *of = strstr(title, " of ");
	const char *start = of;
	/* The mean of a part may well be above the mean of all. */
	if (kept == NULL || of == NULL || of > kept || strstr(title, "mean_") != NULL)
		return NULL;
	while (start > title && start[-1] != ' ')
		start--;
	double part = size_of(start), whole = size_of(of + 4);
	if (part < 0 || whole < 0)
		return NULL;
	return part <= whole * 1.006 + 0.01 ? NULL : "more is kept than there is";
}

/* A list that has rows has its cursor on the screen, in one row. `status` begins with the mode and
 * the place, as "TOP  3 of 61". */
static const char *cursor_wrong(const struct canvas *screen, const char *status)
{
	size_t number = 0, count = 0, length = 0;
	char mode[16] = "", plain[64] = "";
	int marked = 0;
	/* "1,042" is a number. */
	for (status += strspn(status, " "); *status != '\0' && length + 1 < sizeof plain; status++)
		if (*status != ',')
			plain[length++] = *status;
	if (sscanf(plain, "%15s %zu of %zu", mode, &number, &count) != 3 || count == 0)
		return NULL;
	if (strcmp(mode, "TOP") != 0 && strcmp(mode, "TYPES") != 0)
		return NULL;
	if (number < 1 || number > count)
		return "the cursor is outside the list";
	for (int row = 0; row < screen->rows; row++) {
		bool here = false;
		/* The pane may begin behind another one. */
		for (int col = 0; col < screen->cols; col++)
			here |= ui_cell(screen, row, col)->style == STYLE_CURSOR;
		marked += here;
	}
	return marked == 1 ? NULL : "the cursor's row is not on the screen, or twice";
}

static const char *screen_wrong(const struct monkey *m, const struct canvas *screen)
{
	struct buf title = BUF_INIT, status = BUF_INIT;
	const char *wrong = ui_screen_wrong(screen);
	if (screen->rows != m->rows || screen->cols != m->cols)
		wrong = "a screen of another size";
	if (wrong == NULL && screen->rows >= 5 && screen->cols >= 20) {
		/* A low screen has no line of keys. */
		int row = screen->rows >= 8 ? screen->rows - 2 : screen->rows - 1;
		ui_row_text(screen, 0, &title);
		ui_row_text(screen, row, &status);
		wrong = title_wrong(buf_text(&title));
		if (wrong == NULL)
			wrong = cursor_wrong(screen, buf_text(&status));
	}
	buf_done(&title);
	buf_done(&status);
	return wrong;
}

static bool feed(struct term *t, void *context)
{
	struct monkey *m = context;
	const struct canvas *screen = term_script_screen(t);
	m->wrong = screen_wrong(m, screen);
	if (m->wrong == NULL)
		m->wrong = ui_wrong(m->end.ui);
	if (m->wrong != NULL || m->left == 0) {
		term_script_end(t, 0);
		return true;
	}
	size_t before = m->key.count;
	while (m->key.count == before)
		do_something(m);
	m->left--;
	m->done++;
	return true;
}

static void report(const struct monkey *m)
{
	const struct canvas *screen = term_script_screen(m->term);
	size_t from = m->key.count > LAST_KEYS ? m->key.count - LAST_KEYS : 0;
	printf("# %s: %s\n# MONKEY_SEED=%u MONKEY_SESSION=%zu, key %zu, %d rows of %d; the last "
	       "keys:\n#",
	       m->profile, m->wrong, m->seed, m->session, m->done, m->rows, m->cols);
	for (size_t i = from; i < m->key.count; i++) {
		char name[16] = "...";
		if (m->key.at[i] != 0)
			key_name(m->key.at[i], name);
		printf(" %s", name);
	}
	printf("\n");
	for (int row = 0; row < screen->rows; row++) {
		struct buf text = BUF_INIT;
		ui_row_text(screen, row, &text);
		printf("#  |%s\n", buf_text(&text));
		buf_done(&text);
	}
}

/* The program ends in the middle of a session. */
static void died(void)
{
	if (running == NULL)
		return;
	running->wrong = "the program died";
	report(running);
	fflush(stdout);
	running = NULL;
}

static void on_signal(int number)
{
	died();
	signal(number, SIG_DFL);
	raise(number);
}

/* Where a sanitizer ends the program it says so. */
void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));

static void watch_the_end(void)
{
	signal(SIGABRT, on_signal);
	if (__sanitizer_set_death_callback != NULL)
		__sanitizer_set_death_callback(died);
	else
		signal(SIGSEGV, on_signal);
}

static void explore(struct monkey *m, const struct args *args, struct cprof_error *err)
{
	struct config_file config;
	int status = 1;
	config_file_init(&config);
	struct session *session = tui_load(args, 0);
	m->end = (struct tui_end){ 0 };
	running = m;
	if (tui_wait(session, 0, err) == CPROF_OK)
		status = tui_run(args, &config, session, m->term, &m->end, err);
	running = NULL;
	if (m->wrong == NULL && (status != 0 || err->status != CPROF_OK))
		m->wrong = err->text != NULL ? err->text : "another status than 0";
	if (m->wrong != NULL)
		report(m);
	free(m->end.yanked);
	session_free(session);
	config_file_done(&config);
}

/* One session, with a flag unless it is NULL; false if a screen was wrong. */
static bool run(struct monkey *m, const char *profile, const char *flag)
{
	char name[] = "cprof-tui", *source = strdup(profile);
	char *with = flag != NULL ? strdup(flag) : NULL;
	char *argv[] = { name, source, with, NULL };
	struct cprof_error err = CPROF_ERROR_INIT;
	struct args args;
	const int *size = sizes[roll(m, 3)];
	m->rows = size[0];
	m->cols = size[1];
	m->key.count = 0;
	m->type = NULL;
	m->profile = profile;
	m->wrong = NULL;
	m->term = term_script_open(m->rows, m->cols, 256, roll(m, 4) != 0);
	term_script_feed(m->term, feed, m);
	if (args_parse(&args, flag != NULL ? 3 : 2, argv, &err) == CPROF_OK)
		explore(m, &args, &err);
	else
		m->wrong = "the command line";
	m->term->close(m->term);
	args_done(&args);
	cprof_error_done(&err);
	free(source);
	free(with);
	return m->wrong == NULL;
}

static unsigned number(const char *name, unsigned otherwise)
{
	const char *value = getenv(name);
	return value != NULL && *value != '\0' ? (unsigned)strtoul(value, NULL, 10) : otherwise;
}

/* Two of three sessions are the example's, some of them compare it with `base`. */
static bool run_session(struct monkey *m, const char *folder, const char *example, const char *base)
{
	static const char *const profiles[] = { "hostile", "union", "folded", "nothing",
						"gone",	   "zero",  "bare",   "notes" };
	const size_t count = sizeof profiles / sizeof profiles[0];
	struct buf path = BUF_INIT, flag = BUF_INIT;
	m->dice = 0x9e3779b97f4a7c15U * (m->seed * 1000003U + m->session + 1U);
	if (folder == NULL || m->session % 3 != 2)
		buf_puts(&path, example);
	else
		buf_printf(&path, "%s/%s.pb.gz", folder, profiles[m->session / 3 % count]);
	if (m->session % 6 == 4)
		buf_printf(&flag, "-diff_base=%s", base);
	else if (m->session % 6 == 1)
		buf_puts(&flag, m->session % 4 == 1 ? "-slow" : "-noinlines");
	bool good = run(m, buf_text(&path), flag.size > 0 ? buf_text(&flag) : NULL);
	buf_done(&path);
	buf_done(&flag);
	return good;
}

int main(int argc, char *argv[])
{
	const char *example = argc > 1 ? argv[1] : "data/mem.out";
	const char *base = argc > 2 ? argv[2] : example;
	const char *folder = getenv("UI_PROFILES");
	size_t keys = number("MONKEY_KEYS", KEYS), first = number("MONKEY_SESSION", 0);
	struct monkey m = { .seed = number("MONKEY_SEED", 1), .session = first };
	bool good = true;
	watch_the_end();
	printf("1..1\n");
	for (; good && m.done < keys; m.session++) {
		m.left = keys - m.done < KEYS_OF_A_RUN ? keys - m.done : KEYS_OF_A_RUN;
		good = run_session(&m, folder, example, base);
	}
	printf("%sok 1 - %zu keys in %zu sessions\n", good ? "" : "not ", m.done,
	       m.session - first);
	VEC_DONE(&m.key);
	buf_done(&m.line);
	return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
