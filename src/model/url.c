/* URLs as Go's net/url takes them apart: see url.h. It is asked for a yes or no only, so nothing is
 * unescaped or kept; whatever makes the parsing fail makes the text no URL. */
#include "model/url.h"

#include <ctype.h>
#include <string.h>

/* A part of the text. */
struct part {
	const char *at, *end;
};

static const char *find(struct part p, char c)
{
	return p.at < p.end ? memchr(p.at, c, (size_t)(p.end - p.at)) : NULL;
}

static const char *find_last(struct part p, char c)
{
	for (const char *at = p.end; at > p.at; at--)
		if (at[-1] == c)
			return at - 1;
	return NULL;
}

/* Every '%' begins a byte in hexadecimal. */
static bool escapes_well(struct part p)
{
	for (; (p.at = find(p, '%')) != NULL; p.at += 3)
		if (p.end - p.at < 3 || !isxdigit((unsigned char)p.at[1]) ||
		    !isxdigit((unsigned char)p.at[2]))
			return false;
	return true;
}

/* Letters, digits and the punctuation of `also`. */
static bool consists_of(struct part p, const char *also)
{
	for (; p.at < p.end; p.at++)
		if (!isalnum((unsigned char)*p.at) && strchr(also, *p.at) == NULL)
			return false;
	return true;
}

/* Nothing, or a colon and digits. */
static bool is_port(struct part p)
{
	if (p.at == p.end)
		return true;
	if (*p.at != ':')
		return false;
	for (p.at++; p.at < p.end; p.at++)
		if (!isdigit((unsigned char)*p.at))
			return false;
	return true;
}

/* In the name of a host '%' stands before what is not ASCII, and before '%' itself in the zone of
 * an address. */
static bool is_host_name(struct part p)
{
	for (; p.at < p.end; p.at++) {
		if (*p.at == '%' && p.at[1] < '8' && strncmp(p.at, "%25", 3) != 0)
			return false;
		if ((unsigned char)*p.at < 0x80 && *p.at != '%' && !isalnum((unsigned char)*p.at) &&
		    strchr("-_.~!$&'()*+,;=:[]<>\"", *p.at) == NULL)
			return false;
	}
	return true;
}

static bool is_host(struct part p)
{
	const char *end = p.at < p.end && *p.at == '[' ? find_last(p, ']') : NULL;
	const char *colon = find_last(p, ':');
	if (p.at < p.end && *p.at == '[' && end == NULL)
		return false;
	struct part port = { end != NULL ? end + 1 : colon != NULL ? colon : p.end, p.end };
	return is_port(port) && escapes_well(p) && is_host_name(p);
}

static bool is_authority(struct part p)
{
	const char *at = find_last(p, '@');
	struct part user = { p.at, at };
	if (at == NULL)
		return is_host(p);
	p.at = at + 1;
	return is_host(p) && escapes_well(user) && consists_of(user, "-._:~!$&'()*+,;=%@");
}

/* What stands behind the scheme's colon; NULL if there is no scheme. */
static const char *after_scheme(const char *text)
{
	const char *p = text + (isalpha((unsigned char)*text) != 0);
	while (p > text &&
	       (isalnum((unsigned char)*p) || (*p != '\0' && strchr("+-.", *p) != NULL)))
		p++;
	return p > text && *p == ':' ? p + 1 : NULL;
}

bool url_is_absolute(const char *text)
{
	const char *rest = after_scheme(text);
	if (rest == NULL)
		return false;
	for (const char *p = text; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			return false;
	struct part path = { rest, rest + strcspn(rest, "#") };
	struct part fragment = { path.end, path.end + strlen(path.end) };
	if (!escapes_well(fragment))
		return false;
	path.end = rest + strcspn(rest, "?#");
	if (*rest != '/')
		return true;
	if (rest[1] == '/') {
		struct part authority = { rest + 2, rest + 2 + strcspn(rest + 2, "/?#") };
		path.at = authority.end;
		if (!is_authority(authority))
			return false;
	}
	return escapes_well(path);
}
