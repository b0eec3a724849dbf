/* Small changes to a profile: see amend.h. The owner's pointers are the ones that are changed:
 * the constant ones are views of them. */
#include "model/amend.h"

#include <math.h>
#include <stdlib.h>

#include "base/unit.h"
#include "base/xalloc.h"
#include "model/url.h"

str_id amend_string(struct profile *p, const char *text, size_t length)
{
	size_t size = p->text_start[p->string_count];
	char *all = xrealloc(p->owned[0], size + length + 1);
	size_t *start = xreallocarray(p->owned[1], (size_t)p->string_count + 2, sizeof *start);
	if (length > 0)
		memcpy(all + size, text, length);
	all[size + length] = '\0';
	start[p->string_count + 1] = size + length + 1;
	p->text = p->owned[0] = all;
	p->text_start = p->owned[1] = start;
	return p->string_count++;
}

void amend_comment(struct profile *p, const char *text)
{
	str_id *comment = xreallocarray(p->owned[3], (size_t)p->comment_count + 1,
					sizeof *comment);
	comment[p->comment_count++] = amend_string(p, text, strlen(text));
	p->comment = p->owned[3] = comment;
}

void amend_names(struct profile *p, const struct amend_name *list, size_t count)
{
	size_t size = p->text_start[p->string_count], more = 0;
	if (count == 0)
		return;
	for (size_t i = 0; i < count; i++)
		more += list[i].length + 1;
	char *text = xrealloc(p->owned[0], size + more);
	size_t *start = xreallocarray(p->owned[1], p->string_count + count + 1, sizeof *start);
	struct function *function = p->owned[5];
	p->text = p->owned[0] = text;
	p->text_start = p->owned[1] = start;
	for (size_t i = 0; i < count; i++) {
		memcpy(text + size, list[i].name, list[i].length);
		text[size + list[i].length] = '\0';
		function[list[i].function].name = p->string_count++;
		size += list[i].length + 1;
		start[p->string_count] = size;
	}
}

void amend_urls(struct profile *p)
{
	struct mapping *mapping = p->owned[4];
	for (uint32_t i = 0; i < p->mapping_count; i++)
		if (profile_length(p, mapping[i].build_id) == 0 &&
		    url_is_absolute(profile_text(p, mapping[i].file)))
			mapping[i].file = 0;
}

void amend_types(struct profile *p, const uint32_t *keep, uint32_t count)
{
	struct value_type *type = xcalloc(count, sizeof *type);
	struct column *column = NULL;
	for (uint32_t i = 0; i < count; i++)
		type[i] = p->type[keep[i]];
	if (p->samples.column != NULL) {
		column = xcalloc(count, sizeof *column);
		for (uint32_t i = 0; i < count; i++) {
			column[i] = p->samples.column[keep[i]];
			p->samples.column[keep[i]] = (struct column){ NULL, NULL };
		}
		columns_free(p->samples.column, p->type_count);
	}
	free(p->owned[2]);
	p->type = p->owned[2] = type;
	p->type_count = count;
	p->samples.column = column;
}

void amend_unit(struct profile *p, uint32_t i, str_id unit)
{
	struct value_type *type = p->owned[2];
	type[i].unit = unit;
}

static bool is_one(double ratio)
{
	return !(ratio < 1 || ratio > 1);
}

void amend_scale(struct profile *p, const double *ratio)
{
	struct samples *s = &p->samples;
	bool any = false;
	for (uint32_t t = 0; t < p->type_count; t++)
		any |= !is_one(ratio[t]);
	if (!any || s->column == NULL)
		return;
	for (uint32_t t = 0; t < p->type_count; t++)
		column_widen(&s->column[t], s->count, s->count);
	for (size_t i = 0; i < s->count; i++) {
		bool left = false;
		for (uint32_t t = 0; t < p->type_count; t++) {
			int64_t *value = &s->column[t].wide[i];
			if (is_one(ratio[t]))
				continue;
			*value = unit_truncate(round((double)*value * ratio[t]));
			left |= *value != 0;
		}
		for (uint32_t t = 0; t < p->type_count && !left; t++)
			s->column[t].wide[i] = 0;
	}
}
