/* The builder: what makes a profile malformed and in which order that is said, labels, mappings,
 * limits. */
#include "unit/lib/check.h"

#include <string.h>

#include "model/builder.h"

struct made {
	struct builder *b;
	struct profile *p;
	struct cprof_error err;
};

static const char *const strings[] = { "", "one", "two", "three", "four" };

static void begin(struct made *m)
{
	static const struct cprof_limits limits = CPROF_LIMITS_INIT;
	*m = (struct made){ .b = builder_new(&limits) };
	for (size_t i = 0; i < sizeof strings / sizeof strings[0]; i++)
		builder_string(m->b, strings[i], strlen(strings[i]), &m->err);
}

static void function(struct made *m, uint64_t id)
{
	builder_function(m->b, &(struct function_def){ .id = id, .name = 1 }, &m->err);
}

static void location(struct made *m, uint64_t id, uint64_t mapping, uint64_t function_id)
{
	struct location_def def = { .id = id, .mapping_id = mapping };
	struct line_def line = { .function_id = function_id };
	builder_location(m->b, &def, &line, 1, &m->err);
}

static void sample(struct made *m, uint64_t location_id, size_t values, uint32_t labels)
{
	static const int64_t value[] = { 5, 6, 7 };
	struct sample_def def = { &location_id, location_id == 0 ? 0 : 1, 0, value, values,
				  labels };
	assert_int_equal(builder_sample(m->b, &def, &m->err), CPROF_OK);
}

static void mapping(struct made *m, uint64_t id, int64_t file, int64_t build_id)
{
	struct mapping_def def = { .mapping = { .id = id }, .file = file, .build_id = build_id };
	builder_mapping(m->b, &def, &m->err);
}

static void finish(struct made *m, const char *error)
{
	enum cprof_status status = builder_finish(m->b, &m->p, &m->err);
	if (error == NULL && status != CPROF_OK)
		fail_msg("%s", m->err.text);
	if (error != NULL) {
		assert_int_equal(status, CPROF_ERR_FORMAT);
		assert_string_equal(m->err.text, error);
	}
	builder_free(m->b);
}

static void end(struct made *m)
{
	profile_free(m->p);
	cprof_error_done(&m->err);
}

/* What can be wrong, in the order in which it is found. */
enum wrong {
	NO_TYPES, VALUES, NIL_LOCATION, MAPPING_ZERO, MAPPING_TWICE, FUNCTION_ZERO, FUNCTION_TWICE,
	LOCATION_ZERO, LOCATION_TWICE, NIL_FUNCTION, WRONGS
};

static const char *const words[WRONGS] = {
	"missing sample type information",
	"mismatch: sample has 2 values vs. 1 types",
	"sample has nil location",
	"found mapping with reserved ID=0",
	"multiple mappings with same id: 4",
	"found function with reserved ID=0",
	"multiple functions with same id: 7",
	"found location with reserved id=0",
	"multiple locations with same id: 1",
	"location id: 2 has a line with nil function",
};

/* A profile with everything wrong that `wrong` has a bit for. */
static void build(struct made *m, unsigned wrong)
{
	begin(m);
	if (!(wrong & 1u << NO_TYPES))
		builder_type(m->b, 1, 2);
	sample(m, 1, 1, 0);
	if (wrong & 1u << VALUES)
		sample(m, 1, 2, 0);
	if (wrong & 1u << NIL_LOCATION)
		sample(m, 99, 1, 0);
	if (wrong & 1u << MAPPING_ZERO)
		mapping(m, 0, 1, 0);
	mapping(m, 4, 1, 0);
	if (wrong & 1u << MAPPING_TWICE)
		mapping(m, 4, 1, 0);
	if (wrong & 1u << FUNCTION_ZERO)
		function(m, 0);
	function(m, 7);
	if (wrong & 1u << FUNCTION_TWICE)
		function(m, 7);
	if (wrong & 1u << LOCATION_ZERO)
		location(m, 0, 0, 7);
	location(m, 1, 4, 7);
	if (wrong & 1u << LOCATION_TWICE)
		location(m, 1, 4, 7);
	if (wrong & 1u << NIL_FUNCTION)
		location(m, 2, 0, 0);
}

static void expect_wrong(unsigned wrong, enum wrong first)
{
	struct made m;
	char text[200] = "malformed profile: ";
	build(&m, wrong);
	strncat(text, words[first], sizeof text - strlen(text) - 1);
	finish(&m, text);
	end(&m);
}

/* Each alone, then each with all that come after it. */
static void validity(void **state)
{
	(void)state;
	struct made m;
	build(&m, 0);
	finish(&m, NULL);
	end(&m);
	for (unsigned i = 0; i < WRONGS; i++) {
		expect_wrong(1u << i, (enum wrong)i);
		expect_wrong(((1u << WRONGS) - 1) & ~((1u << i) - 1), (enum wrong)i);
	}
}

/* Inside a table the first record counts, whatever is wrong with it. */
static void earlier_record_first(void **state)
{
	(void)state;
	struct made m;
	begin(&m);
	builder_type(m.b, 1, 2);
	sample(&m, 99, 1, 0);
	sample(&m, 1, 2, 0);
	finish(&m, "malformed profile: sample has nil location");
	end(&m);
	begin(&m);
	builder_type(m.b, 1, 2);
	sample(&m, 1, 3, 0);
	sample(&m, 1, 2, 0);
	finish(&m, "malformed profile: mismatch: sample has 3 values vs. 1 types");
	end(&m);
	begin(&m);
	mapping(&m, 5, 0, 0);
	mapping(&m, 5, 0, 0);
	mapping(&m, 0, 0, 0);
	finish(&m, "malformed profile: multiple mappings with same id: 5");
	end(&m);
	begin(&m);
	function(&m, 5);
	function(&m, 5);
	function(&m, 0);
	finish(&m, "malformed profile: multiple functions with same id: 5");
	end(&m);
	begin(&m);
	location(&m, 8, 0, 77);
	location(&m, 0, 0, 0);
	finish(&m, "malformed profile: location id: 8 has a line with nil function");
	end(&m);
}

static void tolerated(void **state)
{
	(void)state;
	struct made m;
	/* Nothing at all but the empty string. */
	begin(&m);
	finish(&m, NULL);
	assert_int_equal(m.p->samples.count, 0);
	assert_int_equal(m.p->location_count, 0);
	end(&m);
	/* Unused records, an empty stack, zero and negative values. */
	begin(&m);
	builder_type(m.b, 1, 2);
	function(&m, 3);
	location(&m, UINT64_MAX, 12345, 3);
	sample(&m, 0, 1, 0);
	finish(&m, NULL);
	assert_int_equal(m.p->samples.count, 1);
	assert_int_equal(m.p->samples.depth[0], 0);
	assert_int_equal(m.p->location_count, 1);
	end(&m);
}

static void string_indices(void **state)
{
	(void)state;
	struct made m;
	begin(&m);
	builder_type(m.b, 1, 5);
	finish(&m, "unrecognized profile format: a sample unit is string 5 of 5");
	end(&m);
	begin(&m);
	builder_header(m.b)->doc_url = -1;
	finish(&m, "unrecognized profile format: the doc URL is string -1 of 5");
	end(&m);
	/* Without any string not even string 0 exists. */
	static const struct cprof_limits limits = CPROF_LIMITS_INIT;
	m = (struct made){ .b = builder_new(&limits) };
	builder_type(m.b, 0, 0);
	finish(&m, "unrecognized profile format: a sample type is string 0 of 0");
	end(&m);
	m = (struct made){ .b = builder_new(&limits) };
	builder_string(m.b, "x", 1, &m.err);
	finish(&m, "unrecognized profile format: string 0 is not empty");
	end(&m);
}

static void expect_label(const struct profile *p, uint32_t at, const char *key, const char *text,
			 int64_t number, const char *unit)
{
	const struct label *l = &p->label[at];
	assert_string_equal(profile_text(p, l->key), key);
	assert_string_equal(profile_text(p, l->text), text);
	assert_int_equal(l->number, number);
	assert_string_equal(profile_text(p, l->unit), unit);
}

static void labels(void **state)
{
	static const struct label_def sets[] = {
		{ 1, 2, 0, 0 },  /* text */
		{ 1, 0, 9, 0 },  /* number */
		{ 1, 0, 0, 0 },  /* nothing: left out */
		{ 1, 0, 0, 3 },  /* 0 with a unit stays */
		{ 1, 2, 8, 3 },  /* text wins over number */
		{ 1, 3, 0, 0 },  /* another value of the key */
	};
	(void)state;
	struct made m;
	begin(&m);
	builder_type(m.b, 1, 2);
	sample(&m, 0, 1, 0);
	sample(&m, 0, 1, 1);
	sample(&m, 0, 1, 2);
	builder_label_set(m.b, sets, 6);
	builder_label_set(m.b, sets + 2, 1);
	finish(&m, NULL);
	assert_int_equal(m.p->label_set_count, 3);
	assert_int_equal(m.p->label_set_start[0], 0);
	assert_int_equal(m.p->label_set_start[1], 0);
	assert_int_equal(m.p->label_set_start[2], 5);
	assert_int_equal(m.p->label_set_start[3], 5);
	assert_int_equal(m.p->samples.labels16[0], 0);
	assert_int_equal(m.p->samples.labels16[1], 1);
	assert_int_equal(m.p->samples.labels16[2], 2);
	expect_label(m.p, 0, "one", "two", 0, "");
	expect_label(m.p, 1, "one", "", 9, "");
	expect_label(m.p, 2, "one", "", 0, "three");
	expect_label(m.p, 3, "one", "two", 0, "");
	expect_label(m.p, 4, "one", "three", 0, "");
	end(&m);
	/* Even the key of a label that is left out must exist; the unit of a text is not looked
	 * at. */
	for (int64_t key = -1; key <= 5; key += 6) {
		begin(&m);
		builder_label_set(m.b, &(struct label_def){ key, 0, 0, 0 }, 1);
		finish(&m, key < 0 ? "unrecognized profile format: a label's key is string -1 of 5"
				   : "unrecognized profile format: a label's key is string 5 of 5");
		end(&m);
	}
	begin(&m);
	builder_label_set(m.b, &(struct label_def){ 1, 2, 0, 77 }, 1);
	finish(&m, NULL);
	end(&m);
}

static void mappings(void **state)
{
	(void)state;
	struct made m;
	begin(&m);
	mapping(&m, 1u << 31, 1, 0);
	mapping(&m, 3, 2, 0);
	function(&m, 1);
	location(&m, 1, 3, 1);
	location(&m, 2, 1u << 31, 1);
	location(&m, 3, 0, 1);
	location(&m, 4, 99, 1);
	finish(&m, NULL);
	assert_int_equal(m.p->location[0].mapping, 1);
	assert_int_equal(m.p->location[1].mapping, 0);
	assert_int_equal(m.p->location[2].mapping, PROFILE_NONE);
	assert_int_equal(m.p->location[3].mapping, PROFILE_NONE);
	end(&m);
	/* Without any mapping there is a nameless one, and everything belongs to it. */
	begin(&m);
	function(&m, 1);
	location(&m, 1, 0, 1);
	location(&m, 2, 99, 1);
	finish(&m, NULL);
	assert_int_equal(m.p->mapping_count, 1);
	assert_int_equal(m.p->mapping[0].id, 1);
	assert_int_equal(m.p->mapping[0].file, 0);
	assert_int_equal(m.p->mapping[0].limit, 0);
	assert_int_equal(m.p->location[0].mapping, 0);
	assert_int_equal(m.p->location[1].mapping, 0);
	end(&m);
}

static void overrides(void **state)
{
	(void)state;
	struct made m;
	begin(&m);
	mapping(&m, 1, 1, 0);
	mapping(&m, 2, 2, 0);
	builder_override(m.b, "a.out", "beef");
	finish(&m, NULL);
	assert_string_equal(profile_text(m.p, m.p->mapping[0].file), "a.out");
	assert_string_equal(profile_text(m.p, m.p->mapping[0].build_id), "beef");
	assert_string_equal(profile_text(m.p, m.p->mapping[1].file), "two");
	assert_string_equal(profile_text(m.p, m.p->mapping[1].build_id), "");
	end(&m);
	/* A build id of the file's own stays. */
	begin(&m);
	mapping(&m, 1, 1, 3);
	builder_override(m.b, NULL, "beef");
	finish(&m, NULL);
	assert_string_equal(profile_text(m.p, m.p->mapping[0].file), "one");
	assert_string_equal(profile_text(m.p, m.p->mapping[0].build_id), "three");
	end(&m);
	/* The texts do not become strings of the file. */
	begin(&m);
	mapping(&m, 1, 5, 0);
	builder_override(m.b, "a.out", NULL);
	finish(&m, "unrecognized profile format: a mapping's file is string 5 of 5");
	end(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(validity),       cmocka_unit_test(earlier_record_first),
		cmocka_unit_test(tolerated),      cmocka_unit_test(string_indices),
		cmocka_unit_test(labels),         cmocka_unit_test(mappings),
		cmocka_unit_test(overrides),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
