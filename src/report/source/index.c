/* The folders near a profile, so that a file is found by the end of its path: see source.h.
 *
 * Only folders are kept, level by level: a path "cart/build.go" can only be in a folder with a
 * subfolder "cart", so few files are looked at. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/io.h"
#include "base/path.h"
#include "base/vec.h"
#include "base/xalloc.h"
#include "report/source/source.h"

#define DEEPEST 5
#define MOST_FOLDERS 20000
#define MOST_ENTRIES 500000

struct folder {
	char *path;
	char *name; /* its last element; of a directory given as "." the real one */
	int depth;
};

struct cprof_source_index {
	VEC(char *) directory;
	VEC(struct folder) folder;
	size_t entries; /* read so far */
	bool walked;
};

struct cprof_source_index *cprof_source_index_new(const char *const *directories, size_t count)
{
	struct cprof_source_index *index = xcalloc(1, sizeof *index);
	for (size_t i = 0; i < count; i++)
		VEC_PUSH(&index->directory, xstrdup(directories[i]));
	return index;
}

const char *source_index_directory(const struct cprof_source_index *index, size_t n)
{
	return n < index->directory.count ? index->directory.at[n] : NULL;
}

static bool is_folder(const char *path, const struct dirent *entry, dev_t device)
{
	struct stat info;
	if (entry->d_type != DT_DIR && entry->d_type != DT_UNKNOWN)
		return false;
	return lstat(path, &info) == 0 && S_ISDIR(info.st_mode) && info.st_dev == device;
}

static int compare_folders(const void *a, const void *b)
{
	return strcmp(((const struct folder *)a)->name, ((const struct folder *)b)->name);
}

/* Appends the subfolders of the folder, by name. */
static void read_folder(struct cprof_source_index *index, const char *path, int depth)
{
	struct stat info;
	DIR *d = io_open_folder(path);
	size_t first = index->folder.count;
	if (d == NULL || fstat(dirfd(d), &info) != 0)
		info.st_dev = 0;
	for (const struct dirent *e; d != NULL && (e = readdir(d)) != NULL;) {
		if (index->entries++ >= MOST_ENTRIES || index->folder.count >= MOST_FOLDERS)
			break;
		if (e->d_name[0] == '.')
			continue;
		bool slash = path[strlen(path) - 1] == '/';
		char *below = xasprintf("%s%s%s", path, slash ? "" : "/", e->d_name);
		struct folder folder = { below, NULL, depth };
		if (is_folder(below, e, info.st_dev)) {
			folder.name = xstrdup(e->d_name);
			VEC_PUSH(&index->folder, folder);
		} else {
			free(below);
		}
	}
	if (d != NULL)
		closedir(d);
	if (index->folder.count > first)
		qsort(index->folder.at + first, index->folder.count - first,
		      sizeof *index->folder.at, compare_folders);
}

static void walk(struct cprof_source_index *index)
{
	index->walked = true;
	for (size_t i = 0; i < index->directory.count; i++) {
		struct buf name = BUF_INIT;
		char *real = realpath(index->directory.at[i], NULL);
		size_t at = index->folder.count;
		path_base(&name, real != NULL ? real : index->directory.at[i]);
		struct folder top = { xstrdup(index->directory.at[i]), buf_take(&name), 0 };
		VEC_PUSH(&index->folder, top);
		free(real);
		for (; at < index->folder.count; at++) {
			const struct folder *f = &index->folder.at[at];
			if (f->depth < DEEPEST)
				read_folder(index, f->path, f->depth + 1);
		}
	}
}

static bool is_file(const char *path)
{
	struct stat info;
	return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

/* Looks for the file in every folder that is called as the first element of `end`. */
static bool find_end(const struct cprof_source_index *index, const char *end, struct buf *out)
{
	size_t first = strcspn(end, "/");
	for (size_t i = 0; i < index->folder.count; i++) {
		const struct folder *f = &index->folder.at[i];
		if (strncmp(f->name, end, first) != 0 || f->name[first] != '\0')
			continue;
		char *path = xasprintf("%s%s", f->path, end + first);
		bool found = is_file(path);
		if (found)
			buf_puts(out, path);
		free(path);
		if (found)
			return true;
	}
	return false;
}

bool source_index_find(struct cprof_source_index *index, const char *path, struct buf *out)
{
	if (!index->walked)
		walk(index);
	for (const char *end = path + (*path == '/'); strchr(end, '/') != NULL;
	     end = strchr(end, '/') + 1)
		if (*end != '/' && find_end(index, end, out))
			return true;
	return false;
}

void cprof_source_index_free(struct cprof_source_index *index)
{
	if (index == NULL)
		return;
	for (size_t i = 0; i < index->directory.count; i++)
		free(index->directory.at[i]);
	for (size_t i = 0; i < index->folder.count; i++) {
		free(index->folder.at[i].path);
		free(index->folder.at[i].name);
	}
	VEC_DONE(&index->directory);
	VEC_DONE(&index->folder);
	free(index);
}
