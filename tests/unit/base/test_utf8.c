/* Decoding, widths, cleaning, fitting and steps by grapheme. */
#include "unit/lib/check.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

#define E_ACUTE "\xc3\xa9"
#define ACUTE "\xcc\x81" /* combining, U+0301 */
#define KANJI "\xe6\xbc\xa2"
#define DOTS "\xe2\x80\xa6"

static void check_decode(const char *text, size_t length, uint32_t code)
{
	uint32_t got = 0;
	assert_int_equal(utf8_decode(text, text + strlen(text), &got), length);
	assert_int_equal(got, code);
}

static void decodes(void **state)
{
	(void)state;
	check_decode("a", 1, 'a');
	check_decode(E_ACUTE "x", 2, 0xe9);
	check_decode("\xdf\xbf", 2, 0x7ff);
	check_decode("\xe0\xa0\x80", 3, 0x800);
	check_decode(KANJI, 3, 0x6f22);
	check_decode("\xef\xbf\xbd", 3, 0xfffd);
	check_decode("\xf0\x90\x80\x80", 4, 0x10000);
	check_decode("\xf4\x8f\xbf\xbf", 4, 0x10ffff);
	const char nul[] = "\0x";
	uint32_t code = 1;
	assert_int_equal(utf8_decode(nul, nul + 2, &code), 1);
	assert_int_equal(code, 0);
}

static void refuses_bad_bytes(void **state)
{
	(void)state;
	check_decode("\x80", 1, 0xfffd0080);
	check_decode("\xff", 1, 0xfffd00ff);
	check_decode("\xc0\x80", 1, 0xfffd00c0);         /* overlong NUL */
	check_decode("\xc1\xbf", 1, 0xfffd00c1);
	check_decode("\xe0\x9f\xbf", 1, 0xfffd00e0);     /* overlong */
	check_decode("\xf0\x8f\xbf\xbf", 1, 0xfffd00f0); /* overlong */
	check_decode("\xed\xa0\x80", 1, 0xfffd00ed);     /* surrogate */
	check_decode("\xf4\x90\x80\x80", 1, 0xfffd00f4); /* above 0x10ffff */
	check_decode("\xf5\x80\x80\x80", 1, 0xfffd00f5);
	check_decode("\xe6\xbc", 1, 0xfffd00e6);         /* cut off */
	check_decode("\xe6\xbcx", 1, 0xfffd00e6);
	check_decode("\xc3", 1, 0xfffd00c3);
}

static void counts(void **state)
{
	(void)state;
	assert_int_equal(utf8_count("", 0), 0);
	assert_int_equal(utf8_count("abc", 3), 3);
	assert_int_equal(utf8_count(E_ACUTE KANJI "x", 6), 3);
	assert_int_equal(utf8_count("\xe6\xbc", 2), 2);
	assert_int_equal(utf8_count("e" ACUTE, 3), 2);
}

static void widths(void **state)
{
	(void)state;
	static const struct { uint32_t code; int columns; } cases[] = {
		{ 0, -1 },      { 0x1f, -1 },    { ' ', 1 },       { '~', 1 },      { 0x7f, -1 },
		{ 0x85, -1 },   { 0xa0, 1 },     { 0xad, -1 },     { 0xe9, 1 },     { 0x301, 0 },
		{ 0x5d0, 1 },   { 0x61c, -1 },   { 0x1100, 2 },    { 0x1160, 0 },   { 0x180e, -1 },
		{ 0x200b, -1 }, { 0x200d, -1 },  { 0x200e, -1 },   { 0x2010, 1 },   { 0x2026, 1 },
		{ 0x2028, -1 }, { 0x202e, -1 },  { 0x2060, -1 },   { 0x2066, -1 },  { 0x20ac, 1 },
		{ 0x20dd, 0 },  { 0x2500, 1 },   { 0x3000, 2 },    { 0x3042, 2 },   { 0xac00, 2 },
		{ 0xd800, -1 }, { 0xe000, 1 },   { 0xfe0f, 0 },    { 0xfeff, -1 },  { 0xff01, 2 },
		{ 0xff61, 1 },  { 0xffff, -1 },  { 0x1f600, 2 },   { 0x20000, 2 },  { 0xe0001, -1 },
		{ 0xe0100, 0 }, { 0x10ffff, -1 }, { 0x110000, -1 }, { 0xfffd0041, -1 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		if (utf8_columns(cases[i].code) != cases[i].columns)
			fail_msg("U+%04X: %d columns, expected %d", (unsigned)cases[i].code,
				 utf8_columns(cases[i].code), cases[i].columns);
	}
}

struct range {
	uint32_t first;
	uint32_t last;
};

static void table_is_ordered(void **state)
{
	(void)state;
#define M(first, last) { first, last },
#define W(first, last) { first, last },
#define X(first, last) { first, last },
	static const struct range ranges[] = {
#include "base/utf8_width.def"
	};
#undef M
#undef W
#undef X
	size_t count = sizeof ranges / sizeof ranges[0];
	for (size_t i = 0; i < count; i++) {
		assert_true(ranges[i].first <= ranges[i].last);
		assert_true(i == 0 || ranges[i - 1].last < ranges[i].first);
	}
}

static void check_clean(const char *text, size_t length, bool ascii, const char *expected,
			size_t width)
{
	struct buf got = BUF_INIT;
	utf8_clean(&got, text, length, ascii);
	assert_string_equal(buf_text(&got), expected);
	assert_int_equal(utf8_width(text, length, ascii), width);
	buf_done(&got);
}

static void cleans(void **state)
{
	(void)state;
	check_clean("", 0, false, "", 0);
	check_clean("main.run", 8, false, "main.run", 8);
	check_clean("\x1b[31m", 5, false, "\\x1b[31m", 8);
	check_clean("a\0b", 3, false, "a\\x00b", 6);
	check_clean("\x7f\r\n", 3, false, "\\x7f\\x0d\\x0a", 12);
	check_clean("a\tb", 3, false, "a\tb", 3);
	check_clean("\xc2\x9b" "1m", 4, false, "\\u009b1m", 8);
	check_clean("\xe2\x80\xae" "x", 4, false, "\\u202ex", 7);
	check_clean("\xef\xbb\xbf" "x", 4, false, "\\ufeffx", 7);
	check_clean("a\xe2\x80\x8d" "b", 5, false, "a\\u200db", 8);
	check_clean("\xf3\xa0\x80\x81", 4, false, "\\U000e0001", 10);
	check_clean("\xff\xc3", 2, false, "\\xff\\xc3", 8);
	check_clean(KANJI E_ACUTE, 5, false, KANJI E_ACUTE, 3);
	check_clean("e" ACUTE "x", 4, false, "e" ACUTE "x", 2);
	check_clean(ACUTE "x", 3, false, "\\u0301x", 7);
	check_clean("\x01" ACUTE, 3, false, "\\x01\\u0301", 10);
	check_clean("\xe2\x9d\xa4\xef\xb8\x8f", 6, false, "\xe2\x9d\xa4", 1);
}

static void cleans_to_ascii(void **state)
{
	(void)state;
	check_clean("caf" E_ACUTE, 5, true, "caf?", 4);
	check_clean(KANJI KANJI, 6, true, "??", 2);
	check_clean("e" ACUTE "x", 4, true, "ex", 2);
	check_clean("\x1b\xff\xe2\x80\xae", 5, true, "\\x1b\\xff\\u202e", 14);
}

static void limits_marks(void **state)
{
	(void)state;
	struct buf text = BUF_INIT;
	buf_puts(&text, "\xf0\x9f\x98\x80");
	for (int i = 0; i < 1000; i++)
		buf_puts(&text, "\xf3\xa0\x84\x80"); /* U+E0100, four bytes */
	buf_puts(&text, "z");
	struct utf8_glyph g = utf8_glyph(text.data, text.data + text.size, false);
	assert_int_equal(strlen(g.text), 28);
	assert_int_equal(g.width, 2);
	assert_int_equal(*g.next, 'z');
	assert_int_equal(utf8_width(text.data, text.size, false), 3);
	buf_done(&text);
}

static void check_fit(const char *text, size_t columns, const char *ellipsis, const char *expected,
		      size_t width)
{
	struct buf got = BUF_INIT;
	buf_puts(&got, "|");
	assert_int_equal(utf8_fit(&got, text, strlen(text), columns, ellipsis, false), width);
	assert_string_equal(got.data + 1, expected);
	assert_int_equal(utf8_width(got.data + 1, got.size - 1, false), width);
	buf_done(&got);
}

static void fits(void **state)
{
	(void)state;
	check_fit("", 0, DOTS, "", 0);
	check_fit("abcdef", 6, DOTS, "abcdef", 6);
	check_fit("abcdef", 80, DOTS, "abcdef", 6);
	check_fit("a\tb", 3, DOTS, "a b", 3);
	check_fit("abcdefghijkl", 10, DOTS, "abc" DOTS "ghijkl", 10);
	check_fit("abcdefghijkl", 10, "..", "ab..ghijkl", 10);
	check_fit("abcdef", 4, DOTS, "a" DOTS "ef", 4);
	check_fit("abcdef", 2, DOTS, DOTS "f", 2);
	check_fit("abcdef", 1, DOTS, DOTS, 1);
	check_fit("abcdef", 1, "..", "f", 1);
	check_fit("abcdef", 0, DOTS, "", 0);
	/* A wide character that would be cut is left out. */
	check_fit(KANJI KANJI KANJI, 5, DOTS, DOTS KANJI KANJI, 5);
	check_fit(KANJI KANJI KANJI, 4, DOTS, DOTS KANJI, 3);
	/* So is an escape; marks stay with their base. */
	check_fit("ab\x1b", 3, DOTS, DOTS, 1);
	check_fit("abcde" ACUTE, 3, DOTS, DOTS "de" ACUTE, 3);
}

static void steps(void **state)
{
	(void)state;
	static const char text[] = "a" "e" ACUTE ACUTE KANJI "\xff" ACUTE "\x01" ACUTE "z";
	static const size_t stops[] = { 0, 1, 6, 9, 10, 12, 13, 15, 16 };
	size_t length = sizeof text - 1;
	size_t count = sizeof stops / sizeof stops[0];
	for (size_t i = 0; i + 1 < count; i++) {
		assert_int_equal(utf8_next(text, length, stops[i]), stops[i + 1]);
		assert_int_equal(utf8_previous(text, length, stops[i + 1]), stops[i]);
	}
	assert_int_equal(utf8_next(text, length, length), length);
	assert_int_equal(utf8_next(text, length, 99), length);
	assert_int_equal(utf8_previous(text, length, 0), 0);
	assert_int_equal(utf8_previous(text, length, 99), 15);
	assert_int_equal(utf8_previous(ACUTE ACUTE "x", 5, 4), 2);
}

/* Steps agree with glyphs, and no glyph holds a control byte, on bytes of every kind. */
static void steps_agree_with_glyphs(void **state)
{
	(void)state;
	static const unsigned char pieces[] = { 'a', 0xcc, 0x81, 0xe6, 0xbc, 0xa2, 0x1b, 0xff,
						0xf0, 0x9f, 0x98, 0x80, 0xe2, 0xae, '\t', 0 };
	char text[64];
	uint32_t random = 12345;
	for (int round = 0; round < 3000; round++) {
		for (size_t i = 0; i < sizeof text; i++) {
			random = random * 1103515245u + 12345u;
			text[i] = (char)pieces[random >> 16 & 15];
		}
		const char *end = text + sizeof text;
		for (const char *p = text; p < end;) {
			struct utf8_glyph g = utf8_glyph(p, end, false);
			assert_true(g.next > p && g.next <= end && g.width >= 1);
			size_t next = (size_t)(g.next - text);
			assert_int_equal(utf8_next(text, sizeof text, (size_t)(p - text)), next);
			assert_int_equal(utf8_previous(text, sizeof text, next), p - text);
			for (const char *c = g.text; *c != '\0'; c++)
				assert_true((unsigned char)*c >= ' ' || *c == '\t');
			p = g.next;
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decodes),          cmocka_unit_test(refuses_bad_bytes),
		cmocka_unit_test(counts),           cmocka_unit_test(widths),
		cmocka_unit_test(table_is_ordered), cmocka_unit_test(cleans),
		cmocka_unit_test(cleans_to_ascii),  cmocka_unit_test(limits_marks),
		cmocka_unit_test(fits),             cmocka_unit_test(steps),
		cmocka_unit_test(steps_agree_with_glyphs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
