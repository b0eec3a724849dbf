/* Reading with a limit, writing through a pipe, and the words for errors. */
#include "unit/lib/check.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"

/* A file of its own for each test, removed by the test. */
static void make_file(char path[64], const void *bytes, size_t length)
{
	snprintf(path, 64, "test_io.%ld.XXXXXX", (long)getpid());
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(io_write_all(fd, bytes, length), 0);
	close(fd);
}

static void reads_a_file(void **state)
{
	(void)state;
	char path[64];
	struct buf out = BUF_INIT;
	struct cprof_error err = CPROF_ERROR_INIT;
	make_file(path, "a\0b\n", 4);
	buf_puts(&out, "> ");
	assert_int_equal(io_read_file(path, 4, &out, &err), CPROF_OK);
	assert_int_equal(out.size, 6);
	assert_memory_equal(out.data, "> a\0b\n", 7);
	assert_int_equal(io_read_file(path, 1000, &out, &err), CPROF_OK);
	assert_int_equal(out.size, 10);
	unlink(path);
	buf_done(&out);
}

static void reads_more_than_a_chunk(void **state)
{
	(void)state;
	char path[64];
	struct buf out = BUF_INIT;
	struct cprof_error err = CPROF_ERROR_INIT;
	size_t length = 300001;
	char *bytes = test_malloc(length);
	for (size_t i = 0; i < length; i++)
		bytes[i] = (char)(i * 7);
	make_file(path, bytes, length);
	assert_int_equal(io_read_file(path, SIZE_MAX, &out, &err), CPROF_OK);
	assert_int_equal(out.size, length);
	assert_memory_equal(out.data, bytes, length);
	unlink(path);
	test_free(bytes);
	buf_done(&out);
}

static void keeps_the_limit(void **state)
{
	(void)state;
	char path[64];
	struct buf out = BUF_INIT;
	struct cprof_error err = CPROF_ERROR_INIT;
	make_file(path, "12345", 5);
	buf_puts(&out, "old");
	assert_int_equal(io_read_file(path, 4, &out, &err), CPROF_ERR_LIMIT);
	assert_string_equal(err.text, "more than 4 bytes");
	assert_string_equal(buf_text(&out), "old");
	unlink(path);
	cprof_error_done(&err);
	buf_done(&out);
}

static void says_what_is_wrong(void **state)
{
	(void)state;
	struct buf out = BUF_INIT;
	struct cprof_error err = CPROF_ERROR_INIT;
	assert_int_equal(io_read_file("does/not/exist", 10, &out, &err), CPROF_ERR_IO);
	assert_string_equal(err.text, "no such file or directory");
	assert_int_equal(io_read_file(".", 10, &out, &err), CPROF_ERR_IO);
	assert_string_equal(err.text, "is a directory");
	assert_string_equal(buf_text(&out), "");
	cprof_error_done(&err);
	buf_done(&out);
}

/* Nobody writes to the pipe, and the device never ends: neither is waited for. */
static void reads_regular_files_only(void **state)
{
	(void)state;
	char path[64];
	struct buf out = BUF_INIT;
	struct cprof_error err = CPROF_ERROR_INIT;
	snprintf(path, sizeof path, "test_io.%ld.pipe", (long)getpid());
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_int_equal(io_read_file(path, 10, &out, &err), CPROF_ERR_IO);
	assert_string_equal(err.text, "not a regular file");
	cprof_error_done(&err);
	assert_int_equal(io_read_file("/dev/zero", 10, &out, &err), CPROF_ERR_IO);
	assert_string_equal(err.text, "not a regular file");
	assert_string_equal(buf_text(&out), "");
	unlink(path);
	cprof_error_done(&err);
	buf_done(&out);
}

struct waiting {
	pthread_t thread;
	const char *path;
};

/* Wakes whoever waits for somebody to write to a pipe, again and again, and then writes. */
static void *wake(void *argument)
{
	const struct waiting *w = argument;
	for (int i = 0; i < 50; i++) {
		pthread_kill(w->thread, SIGUSR1);
		sched_yield();
	}
	int fd = io_open(w->path, O_WRONLY, 0);
	assert_true(fd >= 0);
	close(fd);
	return NULL;
}

static void on_signal(int number)
{
	(void)number;
}

/* Opening a pipe waits, and a signal without SA_RESTART ends the wait of open(). */
static void opens_in_spite_of_signals(void **state)
{
	(void)state;
	char path[64];
	struct sigaction action = { .sa_handler = on_signal }, before;
	snprintf(path, sizeof path, "test_io.%ld.pipe", (long)getpid());
	assert_int_equal(mkfifo(path, 0600), 0);
	sigaction(SIGUSR1, &action, &before);
	struct waiting w = { pthread_self(), path };
	pthread_t thread;
	assert_int_equal(pthread_create(&thread, NULL, wake, &w), 0);
	int fd = io_open(path, O_RDONLY, 0);
	assert_true(fd >= 0);
	pthread_join(thread, NULL);
	close(fd);
	sigaction(SIGUSR1, &before, NULL);
	unlink(path);
}

static void words(void **state)
{
	(void)state;
	assert_string_equal(io_strerror(EACCES).text, "permission denied");
	assert_string_equal(io_strerror(ENOTDIR).text, "not a directory");
	assert_string_equal(io_strerror(EIO).text, "input/output error");
	assert_string_equal(io_strerror(ECONNREFUSED).text, "connection refused");
	assert_non_null(io_strerror(0).text);
	assert_non_null(io_strerror(-1).text);
	assert_non_null(io_strerror(99999).text);
}

struct sending {
	int fd;
	const char *bytes;
	size_t length;
	int result;
};

static void *send_all(void *argument)
{
	struct sending *s = argument;
	s->result = io_write_all(s->fd, s->bytes, s->length);
	close(s->fd);
	return NULL;
}

/* More than a pipe holds, so that writes come back short. */
static void passes_a_pipe(void **state)
{
	(void)state;
	int ends[2];
	size_t length = 1000003;
	char *bytes = test_malloc(length);
	memset(bytes, 'x', length);
	bytes[length - 1] = 'y';
	assert_int_equal(pipe(ends), 0);
	struct sending s = { ends[1], bytes, length, -1 };
	pthread_t thread;
	assert_int_equal(pthread_create(&thread, NULL, send_all, &s), 0);
	struct reader r = io_fd_reader(&ends[0]);
	assert_int_equal(r.size, 0);
	char part[4096];
	char last = 0;
	size_t total = 0;
	ssize_t got;
	while ((got = r.read(r.context, part, sizeof part)) > 0) {
		total += (size_t)got;
		last = part[got - 1];
	}
	assert_int_equal(got, 0);
	assert_int_equal(total, length);
	assert_int_equal(last, 'y');
	pthread_join(thread, NULL);
	assert_int_equal(s.result, 0);
	close(ends[0]);
	test_free(bytes);
}

static void reports_failures(void **state)
{
	(void)state;
	int fd = -1;
	char byte;
	struct reader r = io_fd_reader(&fd);
	errno = 0;
	assert_int_equal(r.read(r.context, &byte, 1), -1);
	assert_int_equal(errno, EBADF);
	assert_int_equal(io_write_all(-1, "x", 1), -1);
	assert_int_equal(io_write_all(-1, "x", 0), 0);
}

static void knows_the_size(void **state)
{
	(void)state;
	char path[64];
	make_file(path, "12345", 5);
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	int fd = fileno(file);
	assert_int_equal(io_fd_reader(&fd).size, 5);
	fclose(file);
	unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_a_file),
		cmocka_unit_test(reads_more_than_a_chunk),
		cmocka_unit_test(keeps_the_limit),
		cmocka_unit_test(says_what_is_wrong),
		cmocka_unit_test(words),
		cmocka_unit_test(passes_a_pipe),
		cmocka_unit_test(reports_failures),
		cmocka_unit_test(knows_the_size),
		cmocka_unit_test(reads_regular_files_only),
		cmocka_unit_test(opens_in_spite_of_signals),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
