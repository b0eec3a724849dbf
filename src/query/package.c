/* Packages and modules: see package.h. Nothing but the name and the file is known, so hosts of Go
 * modules and the standard library are known by heart. */
#include "query/package.h"

#include <stdlib.h>
#include <string.h>

#include "query/regex/rx.h"

/* First elements of the standard library's import paths, in the order of their bytes. */
static const char *const std_roots[] = {
	"archive", "arena",    "bufio",   "builtin", "bytes",	 "cmd",	    "cmp",	"compress",
	"container", "context", "crypto",  "database", "debug",	 "embed",   "encoding", "errors",
	"expvar",  "flag",     "fmt",	  "go",	     "hash",	 "html",    "image",	"index",
	"internal", "io",      "iter",	  "log",     "maps",	 "math",    "mime",	"net",
	"os",	   "path",     "plugin",  "reflect", "regexp",	 "runtime", "slices",	"sort",
	"strconv", "strings",  "structs", "sync",    "syscall",	 "testing", "text",	"time",
	"unicode", "unique",   "unsafe",  "vendor",  "weak",
};

#define STD_ROOTS (sizeof std_roots / sizeof std_roots[0])

/* Hosts whose modules are HOST/USER/NAME; elsewhere HOST/NAME is taken for one. */
static const char *const deep_hosts[] = {
	"bitbucket.org", "codeberg.org", "gitee.com", "github.com", "gitlab.com", "golang.org",
	"git.sr.ht",
};

static bool ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), tail = strlen(end);
	return length >= tail && strcmp(text + length - tail, end) == 0;
}

static bool is_go_file(const char *file)
{
	return ends_with(file, ".go") || ends_with(file, ".s");
}

static bool is_java_file(const char *file)
{
	return ends_with(file, ".java") || ends_with(file, ".kt") || ends_with(file, ".scala");
}

/* The end of a name before the arguments of a generic, of a template or of a call. */
static size_t plain_length(const char *name, bool go)
{
	size_t length = 0;
	for (; name[length] != '\0'; length++) {
		if (name[length] == '[')
			break;
		/* "(anonymous namespace)::" and "operator<" begin or end what they stand in. */
		if (!go && length > 0 && (name[length] == '<' || name[length] == '(') &&
		    name[length - 1] != ':')
			break;
	}
	return length;
}

/* Where "namespace::Class::method" parts; 0: nowhere. */
static size_t last_colons(const char *name, size_t length)
{
	for (size_t i = length; i > 2; i--)
		if (name[i - 1] == ':' && name[i - 2] == ':')
			return i - 2;
	return 0;
}

/* Functions that the compiler makes for types, such as type:.eq.main.T. */
static bool is_generated(const char *name)
{
	return strncmp(name, "type:", 5) == 0 || strncmp(name, "type..", 6) == 0;
}

static int hex_digit(char c)
{
	return c >= '0' && c <= '9'   ? c - '0'
	       : c >= 'a' && c <= 'f' ? c - 'a' + 10
				      : -1;
}

/* The linker writes some bytes of the last element as %2e. */
static void put_unescaped(struct buf *out, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		int high = i + 2 < length && text[i] == '%' ? hex_digit(text[i + 1]) : -1;
		int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
		buf_putc(out, low >= 0 ? (char)(high * 16 + low) : text[i]);
		i += low >= 0 ? 2 : 0;
	}
}

/* The import path before the first '.' behind the last '/'. */
static bool go_package(struct buf *out, const char *name)
{
	if (is_generated(name)) {
		buf_puts(out, PACKAGE_GENERATED);
		return true;
	}
	size_t length = plain_length(name, true), slash = length;
	while (slash > 0 && name[slash - 1] != '/')
		slash--;
	const char *dot = memchr(name + slash, '.', length - slash);
	if (dot == NULL || dot == name + slash || strchr("*(", *name) != NULL ||
	    memchr(name, ' ', (size_t)(dot - name)) != NULL)
		return false;
	put_unescaped(out, name, (size_t)(dot - name));
	return true;
}

/* "com.example" of "com.example.Class.method". */
static bool java_package(struct buf *out, const char *name)
{
	const char *p = name, *end = NULL;
	while (*p >= 'a' && *p <= 'z') {
		p += strcspn(p, ".(");
		if (*p != '.')
			break;
		end = p++;
	}
	if (end == NULL)
		return false;
	buf_put(out, name, (size_t)(end - name));
	return true;
}

bool package_of(struct buf *out, const char *name, const char *file)
{
	if (is_java_file(file))
		return java_package(out, name);
	bool go = is_go_file(file);
	size_t colons = go ? 0 : last_colons(name, plain_length(name, false));
	if (colons > 0) {
		buf_put(out, name, colons);
		return true;
	}
	return (go || *file == '\0') && go_package(out, name);
}

static int compare_root(const void *key, const void *item)
{
	return strcmp(key, *(const char *const *)item);
}

/* The first `elements` of a path, and one more if it is a major version: "v2". */
static size_t elements(const char *path, int count)
{
	size_t length = strcspn(path, "/");
	while (--count > 0 && path[length] == '/')
		length += 1 + strcspn(path + length + 1, "/");
	const char *next = path + length;
	if (next[0] == '/' && next[1] == 'v' && next[2] >= '2' && next[2] <= '9')
		length += 2 + strspn(next + 2, "0123456789");
	return length;
}

/* Appends the module of a Go package whose file is not known. */
static void module_of_package(struct buf *out, const char *package)
{
	char first[64];
	size_t length = strcspn(package, "/");
	if (length < sizeof first) {
		memcpy(first, package, length);
		first[length] = '\0';
		if (bsearch(first, std_roots, STD_ROOTS, sizeof *std_roots, compare_root) != NULL) {
			buf_puts(out, "std");
			return;
		}
		for (size_t i = 0; i < sizeof deep_hosts / sizeof deep_hosts[0]; i++)
			if (strcmp(first, deep_hosts[i]) == 0) {
				buf_put(out, package, elements(package, 3));
				return;
			}
	}
	bool host = memchr(package, '.', length) != NULL;
	buf_put(out, package, elements(package, host ? 2 : 1));
}

/* The module cache says it: ".../pkg/mod/github.com/!name/x@v1.2.3/file.go". */
static bool module_of_file(struct buf *out, const char *file)
{
	static const char cache[] = "/pkg/mod/";
	const char *start = strstr(file, cache), *at;
	start = start != NULL ? start + sizeof cache - 1 : file;
	at = strchr(start, '@');
	if (at == NULL || *start == '/' || strncmp(at, "@v", 2) != 0)
		return false;
	for (const char *p = start; p < at; p++) {
		bool upper = p[0] == '!' && p[1] >= 'a' && p[1] <= 'z';
		p += upper;
		buf_putc(out, upper ? (char)(*p - 'a' + 'A') : *p);
	}
	return true;
}

bool module_of(struct buf *out, const char *name, const char *file)
{
	struct buf package = BUF_INIT;
	bool go = (is_go_file(file) || *file == '\0') && go_package(&package, name);
	if (go && is_generated(name))
		buf_puts(out, PACKAGE_GENERATED);
	else if (go && !module_of_file(out, file))
		module_of_package(out, buf_text(&package));
	buf_done(&package);
	return go;
}

/* A byte of a name as a pattern that also matches what the linker makes of it. */
static void quote_byte(struct buf *out, char c, bool last_element)
{
	char text[2] = { c, '\0' };
	struct buf quoted = BUF_INIT;
	bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		     strchr("_-/", c) != NULL;
	rx_quote(&quoted, text);
	if (last_element && !plain)
		buf_printf(out, "(%s|%%%02x)", buf_text(&quoted), (unsigned char)c);
	else
		buf_puts(out, buf_text(&quoted));
	buf_done(&quoted);
}

bool package_quote(struct buf *out, const char *package)
{
	const char *slash = strrchr(package, '/');
	if (*package == '(')
		return false;
	for (const char *p = package; *p != '\0'; p++)
		quote_byte(out, *p, slash != NULL && p > slash);
	return true;
}

bool package_pattern(struct buf *out, const char *package, const char *function)
{
	size_t length = strlen(package);
	bool colons = strncmp(function, package, length) == 0 && function[length] == ':';
	bool java = strchr(package, '/') == NULL && strchr(package, '.') != NULL;
	if (strcmp(package, PACKAGE_GENERATED) == 0) {
		buf_puts(out, "^type(:|\\.\\.)");
		return true;
	}
	if (*package == '(')
		return false;
	buf_putc(out, '^');
	if (colons || java)
		rx_quote(out, package);
	else
		package_quote(out, package);
	buf_puts(out, colons ? "::[^:<(]+([<(]|$)" : java ? "\\.[^a-z]" : "\\.");
	return true;
}
