/* Screen tests: runs the files named, each in a process of its own, and prints TAP.
 *
 * With UPDATE=1 in the environment the screens in the files are replaced by what is there, to be
 * looked at with `git diff`. `ui_run --record FILE ARGS...` makes a new file from a session at the
 * terminal: see ui_record.h. UI_PROFILES is the folder of the profiles made for the tests. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ui_case.h"
#include "ui_record.h"
#include "ui_replay.h"

#define LONGEST 60 /* seconds for one file, also below a sanitizer */

static const char *variable(const char *name, const char *otherwise)
{
	const char *value = getenv(name);
	return value != NULL && *value != '\0' ? value : otherwise;
}

static bool run(const char *path, bool update)
{
	struct ui_case c;
	bool read = ui_case_init(&c, path, variable("UI_PROFILES", "."));
	bool good = read && ui_replay(&c, update);
	if (read && update && !ui_case_update(&c)) {
		printf("# %s cannot be written\n", path);
		good = false;
	}
	ui_case_done(&c);
	return good;
}

/* A case that crashes or never ends is one that fails. */
static bool run_apart(const char *path, bool update)
{
	int status = 0;
	fflush(stdout);
	pid_t pid = fork();
	if (pid == 0) {
		alarm(LONGEST);
		bool good = run(path, update);
		fflush(stdout);
		exit(good ? EXIT_SUCCESS : EXIT_FAILURE);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		return false;
	if (WIFSIGNALED(status))
		printf("# ended by signal %d\n", WTERMSIG(status));
	return WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS;
}

int main(int argc, char *argv[])
{
	bool update = strcmp(variable("UPDATE", "0"), "1") == 0;
	int failures = 0;
	if (argc > 2 && strcmp(argv[1], "--record") == 0)
		return ui_record(argv[2], argc - 3, argv + 3) && run(argv[2], true) ? EXIT_SUCCESS
										    : EXIT_FAILURE;
	if (argc < 2) {
		fprintf(stderr, "usage: ui_run FILE.ui... | --record FILE.ui ARGS...\n");
		return 2;
	}
	printf("1..%d\n", argc - 1);
	for (int i = 1; i < argc; i++) {
		bool good = run_apart(argv[i], update);
		printf("%sok %d - %s\n", good ? "" : "not ", i, argv[i]);
		failures += !good;
	}
	return failures > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
