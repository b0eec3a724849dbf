/* The files near a profile, found by the end of their path: see source.h. */
#include "config.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/vec.h"
#include "report/source.h"

#define INDEX_DEPTH 4
#define INDEX_FILES 20000

struct source_index {
	VEC(char *) path;
};

static void walk(struct source_index *index, const char *directory, int depth);

static void visit(struct source_index *index, const char *directory, const struct dirent *entry,
		  int depth)
{
	struct stat info;
	char *path = xasprintf("%s/%s", directory, entry->d_name);
	bool folder = entry->d_type == DT_DIR;
	bool file = entry->d_type == DT_REG;
	if (entry->d_type == DT_UNKNOWN && lstat(path, &info) == 0) {
		folder = S_ISDIR(info.st_mode);
		file = S_ISREG(info.st_mode);
	}
	if (folder && depth < INDEX_DEPTH)
		walk(index, path, depth + 1);
	if (file)
		VEC_PUSH(&index->path, path);
	else
		free(path);
}

static void walk(struct source_index *index, const char *directory, int depth)
{
	DIR *d = opendir(directory);
	if (d == NULL)
		return;
	for (const struct dirent *e = readdir(d); e != NULL; e = readdir(d))
		if (e->d_name[0] != '.' && index->path.count < INDEX_FILES)
			visit(index, directory, e, depth);
	closedir(d);
}

static int compare_paths(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

struct source_index *source_index_new(const char *const *directories, size_t count)
{
	struct source_index *index = xcalloc(1, sizeof *index);
	for (size_t i = 0; i < count; i++)
		walk(index, directories[i], 0);
	if (index->path.count > 0)
		qsort(index->path.at, index->path.count, sizeof *index->path.at, compare_paths);
	return index;
}

/* How many whole path elements two paths share at their ends. */
static size_t common_elements(const char *a, const char *b)
{
	size_t i = strlen(a), j = strlen(b), elements = 0;
	while (i > 0 && j > 0 && a[i - 1] == b[j - 1]) {
		i--;
		j--;
		if (a[i] == '/')
			elements++;
	}
	bool whole = (i == 0 || a[i - 1] == '/') && (j == 0 || b[j - 1] == '/');
	return whole && (i == 0 || a[i] != '/') ? elements + 1 : elements;
}

bool source_index_find(const struct source_index *index, const char *path, struct buf *out)
{
	size_t best = 1;
	const char *found = NULL;
	for (size_t i = 0; i < index->path.count; i++) {
		size_t elements = common_elements(index->path.at[i], path);
		if (elements > best) {
			best = elements;
			found = index->path.at[i];
		}
	}
	if (found != NULL)
		buf_puts(out, found);
	return found != NULL;
}

void source_index_free(struct source_index *index)
{
	if (index == NULL)
		return;
	for (size_t i = 0; i < index->path.count; i++)
		free(index->path.at[i]);
	VEC_DONE(&index->path);
	free(index);
}
