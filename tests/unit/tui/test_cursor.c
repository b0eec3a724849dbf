/* The cursor of a list: it stays among the rows and on the screen, whatever moves it. */
#include "unit/lib/check.h"

#include "lib/list_wrong.h"

static const enum motion motions[] = {
	MOTION_UP, MOTION_DOWN, MOTION_PAGE_UP, MOTION_PAGE_DOWN, MOTION_HALF_UP,
	MOTION_HALF_DOWN, MOTION_FIRST, MOTION_LAST, MOTION_CENTRE, MOTION_SCROLL_UP,
	MOTION_SCROLL_DOWN,
};

#define MOTIONS (sizeof motions / sizeof motions[0])

/* From every place of small lists, on screens of no row and of some. */
static void check_list(size_t count, size_t rows)
{
	for (size_t from = 0; from < count; from++)
		for (size_t i = 0; i < MOTIONS; i++) {
			struct list l = { .count = count, .rows = rows, .cursor = from };
			list_clamp(&l);
			list_move(&l, motions[i]);
			assert_null(list_wrong(&l));
		}
}

static void test_stays(void **state)
{
	(void)state;
	for (size_t count = 1; count < 12; count++)
		for (size_t rows = 0; rows < 14; rows++)
			check_list(count, rows);
}

static void test_empty(void **state)
{
	(void)state;
	for (size_t i = 0; i < MOTIONS; i++) {
		struct list l = { .rows = 5, .cursor = 3, .scroll = 2 };
		list_move(&l, motions[i]);
		assert_int_equal(l.cursor, 0);
		assert_int_equal(l.scroll, 0);
	}
}

/* Before it is drawn a list has no rows: the wheel does nothing. */
static void test_wheel_before_drawn(void **state)
{
	struct list l = { .count = 1 };
	(void)state;
	list_move(&l, MOTION_SCROLL_DOWN);
	assert_int_equal(l.cursor, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stays),
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_wheel_before_drawn),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
