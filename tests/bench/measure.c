/* Runs a program with its output thrown away and prints what it took, in one line:
 *
 *     wall NS user US system US peak KIB status N
 *
 * The peak a process is told to have had begins with that of the process it was forked from; this
 * one is small, a script's interpreter is not. */
#include <errno.h>
#include <inttypes.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static int64_t now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int64_t micro(struct timeval t)
{
	return (int64_t)t.tv_sec * 1000000 + t.tv_usec;
}

int main(int argc, char *argv[])
{
	posix_spawn_file_actions_t files;
	struct rusage used;
	pid_t pid;
	int status;
	if (argc < 2) {
		fprintf(stderr, "usage: measure PROGRAM ARGS...\n");
		return 2;
	}
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	int64_t start = now();
	int error = posix_spawn(&pid, argv[1], &files, NULL, argv + 1, environ);
	if (error == 0 && wait4(pid, &status, 0, &used) != pid)
		error = errno;
	int64_t wall = now() - start;
	posix_spawn_file_actions_destroy(&files);
	if (error != 0) {
		fprintf(stderr, "measure: %s: %s\n", argv[1], strerror(error));
		return EXIT_FAILURE;
	}
	printf("wall %" PRId64 " user %" PRId64 " system %" PRId64 " peak %ld status %d\n", wall,
	       micro(used.ru_utime), micro(used.ru_stime), used.ru_maxrss,
	       WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	return EXIT_SUCCESS;
}
