/* uidrive: runs scripts that drive a program on a pseudo-terminal, and reports in TAP.
 *
 * Every script gets a process, a session, a terminal and a home folder of its own, so none can
 * disturb the next; a script whose driver crashes or hangs is one failed test. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "run.h"

/* No script takes longer, whatever happens. */
#define SCRIPT_SECONDS 120

/* "cases/start" of "/a/b/cases/start.pty". */
static void script_name(const char *path, struct bytes *name)
{
	const char *start = path + strlen(path);
	for (int slashes = 0; start > path; start--)
		if (start[-1] == '/' && ++slashes == 2)
			break;
	size_t len = strlen(start);
	if (len > 4 && !strcmp(start + len - 4, ".pty"))
		len -= 4;
	bytes_add(name, start, len);
}

/* A clean environment: nothing of the user's may change what the program does. */
static void set_environment(const char *folder, int number)
{
	static const char *const gone[] = { "NO_COLOR",     "COLUMNS",  "LINES",    "ESCDELAY",
					    "PAGER",        "EDITOR",   "VISUAL",   "COLORTERM",
					    "LANG",         "LANGUAGE", "TERMINFO", "XDG_DATA_HOME",
					    "PPROF_TMPDIR", "TMUX",     "STY" };
	static const char *const own[] = { "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME" };
	char home[PATH_MAX], path[PATH_MAX + 32], self[PATH_MAX];
	for (size_t i = 0; i < sizeof(gone) / sizeof(gone[0]); i++)
		unsetenv(gone[i]);
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("TZ", "UTC", 1);
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	if (n > 0) {
		self[n] = '\0';
		setenv("UIDRIVE", self, 1);
	}
	snprintf(home, sizeof(home), "%s/%03d", folder, number);
	mkdir(folder, 0700);
	mkdir(home, 0700);
	setenv("HOME", home, 1);
	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", home, own[i]);
		setenv(own[i], path, 1);
	}
}

/* In the script's own process: writes "P", "S", "F", or "A" when a failed script wants another
 * try, then the reason, a newline and the details. */
static _Noreturn void run_one(const char *path, const char *folder, int number, int tried,
			      int report)
{
	struct run r;
	struct bytes out = { 0 }, detail = { 0 };
	static const int ignored[] = { SIGHUP, SIGINT, SIGPIPE, SIGTTOU, SIGTTIN, SIGTSTP };
	setsid();
	for (size_t i = 0; i < sizeof(ignored) / sizeof(ignored[0]); i++)
		signal(ignored[i], SIG_IGN);
	signal(SIGCHLD, SIG_DFL);
	signal(SIGALRM, SIG_DFL);
	alarm(SCRIPT_SECONDS);
	set_environment(folder, number);
	bool ok = run_script(&r, path, &detail);
	bytes_add_char(&out, ok ? (r.skipped ? 'S' : 'P') : tried < r.tries ? 'A' : 'F');
	bytes_add(&out, bytes_text(&r.reason), r.reason.len);
	bytes_add_char(&out, '\n');
	bytes_add(&out, bytes_text(&detail), detail.len);
	for (size_t done = 0; done < out.len;) {
		ssize_t n = write(report, out.data + done, out.len - done);
		if (n < 0 && errno != EINTR)
			break;
		done += n > 0 ? (size_t)n : 0;
	}
	run_done(&r);
	bytes_done(&out);
	bytes_done(&detail);
	exit(0);
}

/* A `#` would start a TAP directive. */
static void print_text(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '#')
			putchar('\\');
		putchar(text[i]);
	}
}

static bool print_result(int number, const char *path, const struct bytes *report, int status)
{
	struct bytes name = { 0 };
	const char *text = bytes_text(report);
	char kind = *text ? *text++ : '?';
	size_t line = strcspn(text, "\n");
	script_name(path, &name);
	printf("%s %d - ", kind == 'P' || kind == 'S' ? "ok" : "not ok", number);
	print_text(bytes_text(&name), name.len);
	if (kind == 'S')
		printf(" # SKIP ");
	else if (kind == 'F')
		printf(": ");
	else if (kind == '?')
		printf(": the driver itself ended, wait status 0x%x", (unsigned)status);
	print_text(text, line);
	putchar('\n');
	text += line + (text[line] == '\n');
	while (*text) {
		line = strcspn(text, "\n");
		printf("# %.*s\n", (int)line, text);
		text += line + (text[line] == '\n');
	}
	fflush(stdout);
	bytes_done(&name);
	return kind == 'P' || kind == 'S';
}

/* Runs the script in its own process; its report is appended. Returns the wait status. */
static int run_process(const char *path, const char *folder, int number, int tried,
		       struct bytes *report)
{
	int fd[2], status = 0;
	char block[4096];
	ssize_t n;
	fflush(stdout);
	if (pipe2(fd, O_CLOEXEC)) {
		perror("uidrive: pipe");
		exit(2);
	}
	pid_t pid = fork();
	if (pid < 0) {
		perror("uidrive: fork");
		exit(2);
	}
	if (pid == 0) {
		close(fd[0]);
		run_one(path, folder, number, tried, fd[1]);
	}
	close(fd[1]);
	while ((n = read(fd[0], block, sizeof(block))) > 0)
		bytes_add(report, block, (size_t)n);
	close(fd[0]);
	waitpid(pid, &status, 0);
	return status;
}

static bool run_and_print(const char *path, const char *folder, int number)
{
	struct bytes report = { 0 };
	int status, tried = 0;
	do {
		report.len = 0;
		status = run_process(path, folder, number, ++tried, &report);
	} while (*bytes_text(&report) == 'A');
	bool ok = print_result(number, path, &report, status);
	bytes_done(&report);
	return ok;
}

int main(int argc, char **argv)
{
	const char *folder = "uidrive.tmp";
	int option;
	while ((option = getopt(argc, argv, "d:h")) != -1) {
		if (option == 'd') {
			folder = optarg;
			continue;
		}
		printf("usage: uidrive [-d FOLDER] SCRIPT...\n"
		       "Runs each script and prints TAP; homes are made below FOLDER.\n"
		       "A script has one step a line; rows and columns count from 1,\n"
		       "negative ones from the end:\n");
		run_help();
		return option == 'h' ? 0 : 2;
	}
	int count = argc - optind;
	bool ok = count > 0;
	printf("1..%d\n", count);
	for (int i = 0; i < count; i++)
		ok &= run_and_print(argv[optind + i], folder, i + 1);
	return ok ? 0 : 1;
}
