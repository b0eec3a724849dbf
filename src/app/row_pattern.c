/* Rows as filters: see row_pattern.h. */
#include "app/row_pattern.h"

#include <string.h>

#include "base/intern.h"
#include "model/profile.h"
#include "query/package.h"
#include "query/regex/rx.h"

/* Appends what the listed names are as one pattern: "^a$", "^(a|b)$". */
static void put_names(struct buf *out, const struct intern *names)
{
	buf_puts(out, names->count == 1 ? "^" : "^(");
	for (uint32_t i = 0; i < names->count; i++) {
		buf_puts(out, i > 0 ? "|" : "");
		rx_quote(out, intern_text(names, i));
	}
	buf_puts(out, names->count == 1 ? "$" : ")$");
}

static bool put_exact(struct buf *out, const struct cprof_row *const *row, size_t rows, bool files)
{
	struct intern names = { 0 };
	bool all = rows > 0;
	for (size_t i = 0; i < rows; i++) {
		const char *name = files ? row[i]->where_file : row[i]->where_function;
		intern_put(&names, name, strlen(name));
		all &= *name != '\0';
	}
	if (all)
		put_names(out, &names);
	intern_done(&names);
	return all;
}

/* The packages of a module that the profile has. */
static void find_packages(const struct profile *p, const char *module, struct intern *packages)
{
	struct buf has = BUF_INIT, package = BUF_INIT;
	for (fn_id i = 0; i < p->function_count; i++) {
		const char *name = profile_text(p, p->function[i].name);
		const char *file = profile_text(p, p->function[i].file);
		buf_clear(&has);
		buf_clear(&package);
		if (module_of(&has, name, file) && strcmp(buf_text(&has), module) == 0 &&
		    package_of(&package, name, file))
			intern_put(packages, buf_text(&package), package.size);
	}
	buf_done(&has);
	buf_done(&package);
}

static bool put_module(struct buf *out, const struct profile *p, const char *module)
{
	struct intern packages = { 0 };
	find_packages(p, module, &packages);
	bool some = packages.count > 0;
	buf_puts(out, !some ? "" : packages.count == 1 ? "^" : "^(");
	for (uint32_t i = 0; i < packages.count; i++) {
		buf_puts(out, i > 0 ? "|" : "");
		some &= package_quote(out, intern_text(&packages, i));
	}
	buf_puts(out, packages.count > 1 ? ")\\." : "\\.");
	intern_done(&packages);
	return some;
}

/* A number is a range of its own; a text with a comma would be two patterns. */
static bool put_label(struct buf *out, const char *key, const struct cprof_row *const *row,
		      size_t rows)
{
	buf_printf(out, "%s=", key);
	for (size_t i = 0; i < rows; i++)
		if (*row[i]->name == '(' || strchr(row[i]->name, ',') != NULL)
			return false;
	const char *first = row[0]->name;
	bool number = strspn(first, "0123456789") > 0 &&
		      strspn(first, "0123456789abcdefghijklmnopqrstuvwxyzBMGTP") == strlen(first);
	if (number) {
		buf_puts(out, first);
		return rows == 1;
	}
	struct intern names = { 0 };
	for (size_t i = 0; i < rows; i++)
		intern_put(&names, row[i]->name, strlen(row[i]->name));
	put_names(out, &names);
	intern_done(&names);
	return true;
}

bool rowpattern_put(struct buf *out, const struct session_summary *summary,
		    const struct cprof_query *q, const struct cprof_row *const *row, size_t rows)
{
	bool all = rows > 0;
	if (rows > 0 && q->group == CPROF_BY_LABEL)
		return put_label(out, q->group_label, row, rows);
	if (q->group == 0)
		return put_exact(out, row, rows, q->granularity == CPROF_BY_FILE);
	for (size_t i = 0; i < rows && all; i++) {
		buf_puts(out, i > 0 ? "|" : "");
		all = q->group == CPROF_BY_PACKAGE
			      ? package_pattern(out, row[i]->name, row[i]->where_function)
			      : put_module(out, summary->profile, row[i]->name);
	}
	return all;
}

bool rowpattern_open(struct buf *out, const struct session_summary *summary,
		     const struct cprof_query *q, const struct cprof_row *row)
{
	struct intern packages = { 0 };
	if (q->group == CPROF_BY_PACKAGE)
		return package_pattern(out, row->name, row->where_function);
	if (q->group != CPROF_BY_MODULE)
		return false;
	find_packages(summary->profile, row->name, &packages);
	bool some = packages.count > 0;
	if (some)
		put_names(out, &packages);
	intern_done(&packages);
	return some;
}

const char *rowpattern_noun(const struct cprof_query *q, bool several)
{
	static const char *const nouns[][2] = {
		[CPROF_BY_FUNCTION] = { "function", "functions" },
		[CPROF_BY_FILEFUNCTION] = { "function", "functions" },
		[CPROF_BY_FILE] = { "file", "files" },
		[CPROF_BY_LINE] = { "line", "lines" },
		[CPROF_BY_ADDRESS] = { "address", "addresses" },
		[CPROF_BY_PACKAGE] = { "package", "packages" },
		[CPROF_BY_MODULE] = { "module", "modules" },
		[CPROF_BY_LABEL] = { "value", "values" },
	};
	return nouns[q->group != 0 ? q->group : q->granularity][several];
}
