/* Cells by their path: see callers.h. */
#include "query/callers/callers.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

uint64_t callers_path(const struct graph *g, uint64_t above, enum callers_kind kind, uint32_t node)
{
	return hash_mix(hash_mix(above + (uint64_t)kind) ^ node_id(g, &g->node[node]));
}

static uint64_t path_of(const struct callers_table *t, const struct callers_key *key)
{
	const struct profile *p = t->g->selection->profile;
	uint64_t above = t->cell.at[key->parent].path;
	if (key->kind == CALLERS_CALLER || key->kind == CALLERS_CALLEE)
		return callers_path(t->g, above, key->kind, key->node);
	uint64_t h = hash_mix(above + (uint64_t)key->kind);
	h = hash_mix(h ^ hash_bytes(profile_text(p, key->file), profile_length(p, key->file)));
	return hash_mix(h ^ (uint64_t)key->line);
}

static int compare_paths(const void *left, const void *right)
{
	const uint64_t *a = left, *b = right;
	return (*a > *b) - (*a < *b);
}

static bool is_open(const struct callers_question *q, uint64_t path)
{
	return q->opened > 0 &&
	       bsearch(&path, q->open, q->opened, sizeof path, compare_paths) != NULL;
}

static size_t find_slot(const struct callers_table *t, const struct callers_key *key)
{
	uint64_t h = hash_mix((uint64_t)key->parent << 32 | key->node);
	h = hash_mix(h ^ ((uint64_t)key->file << 3 | key->kind));
	size_t at = (size_t)hash_mix(h ^ (uint64_t)key->line) & (t->slots - 1);
	while (t->slot[at] != 0) {
		const struct callers_cell *c = &t->cell.at[t->slot[at]];
		if (c->parent == key->parent && c->kind == key->kind && c->node == key->node &&
		    c->file == key->file && c->line == key->line)
			break;
		at = (at + 1) & (t->slots - 1);
	}
	return at;
}

static struct callers_key key_of(const struct callers_cell *c)
{
	return (struct callers_key){ c->parent, c->kind, c->node, c->file, c->line };
}

static void grow(struct callers_table *t)
{
	t->slots = t->slots == 0 ? 256 : t->slots * 2;
	free(t->slot);
	t->slot = xcalloc(t->slots, sizeof *t->slot);
	for (uint32_t i = CALLERS_ROOT + 1; i < t->cell.count; i++) {
		struct callers_key key = key_of(&t->cell.at[i]);
		t->slot[find_slot(t, &key)] = i;
	}
}

void callers_table_init(struct callers_table *t, const struct graph *g,
			const struct callers_question *question)
{
	struct callers_cell root = { .kind = CALLERS_PIVOT, .node = PROFILE_NONE, .open = true };
	*t = (struct callers_table){ .g = g, .question = question };
	VEC_PUSH(&t->cell, root);
}

uint32_t callers_table_cell(struct callers_table *t, const struct callers_key *key)
{
	if (t->cell.count >= t->slots / 2)
		grow(t);
	size_t at = find_slot(t, key);
	if (t->slot[at] == 0) {
		struct callers_cell new = {
			.kind = key->kind,
			.parent = key->parent,
			.node = key->node,
			.file = key->file,
			.line = key->line,
			.path = path_of(t, key),
			.inlined = true,
		};
		new.open = is_open(t->question, new.path);
		t->slot[at] = (uint32_t)t->cell.count;
		VEC_PUSH(&t->cell, new);
	}
	return t->slot[at];
}

/* Both runs go on together only so far. */
static void merge_runs(struct callers_cell *to, const struct callers_cell *from)
{
	uint32_t length = 0;
	if (!from->met) {
		to->beyond |= from->beyond;
		return;
	}
	if (!to->met) {
		to->run = xduparray(from->run, from->run_length, sizeof *from->run);
		to->run_length = from->run_length;
		to->met = true;
		to->beyond |= from->beyond;
		return;
	}
	while (length < to->run_length && length < from->run_length &&
	       to->run[length] == from->run[length])
		length++;
	to->beyond |= from->beyond || length < to->run_length || length < from->run_length;
	to->run_length = length;
}

void callers_table_merge(struct callers_table *to, const struct callers_table *from)
{
	uint32_t *number = xcalloc(from->cell.count, sizeof *number);
	for (uint32_t i = 0; i < from->cell.count; i++) {
		const struct callers_cell *c = &from->cell.at[i];
		struct callers_key key = key_of(c);
		key.parent = number[c->parent];
		number[i] = i == CALLERS_ROOT ? CALLERS_ROOT : callers_table_cell(to, &key);
		struct callers_cell *sum = &to->cell.at[number[i]];
		sum->value = value_add(sum->value, c->value);
		sum->div = value_add(sum->div, c->div);
		sum->taken = value_add(sum->taken, c->taken);
		sum->inlined &= c->inlined;
		merge_runs(sum, c);
	}
	free(number);
}

void callers_table_done(struct callers_table *t)
{
	for (size_t i = 0; i < t->cell.count; i++)
		free(t->cell.at[i].run);
	VEC_DONE(&t->cell);
	free(t->slot);
}
