/* Giving functions other names: see rename.h. The owner's pointers are the ones that are changed:
 * the constant ones are views of them. */
#include "model/rename.h"

#include <string.h>

#include "base/xalloc.h"

void rename_functions(struct profile *p, const struct rename_one *list, size_t count)
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
