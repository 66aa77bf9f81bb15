// Tables: the rows that live, as a list, and found by their first key.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/fast/run.h"

static bool is_live(const Compiler *c, const CoreRow *row)
{
    return row->from <= c->day && c->day < row->until;
}

static bool is_open(const Compiler *c, const CoreTable *table)
{
    return c->day > table->complete_through;
}

const Ask *compile_rows(Compiler *c, const Expr *expr)
{
    const CoreTable *table = &c->core->tables[expr->index];
    CellList *list = arena_make(c->arena, CellList);
    if (table->rows == NULL) { // a long list as a whole: the long way
        c->failed = true;
        return ask_constant(c, cell_of(CELL_TOP));
    }
    list->items = arena_array(c->arena, CellItem, table->n + 1);
    list->open = is_open(c, table);
    for (size_t i = 0; i < table->n; i++) {
        if (is_live(c, &table->rows[i])) {
            list->items[list->n++] = (CellItem){.value = c->plan->rows[expr->index][i], .member = TRI_T};
        }
    }
    return ask_constant(c, (Cell){.tag = CELL_LIST, .as.list = list});
}

// ---- the index

static void gather_rows(Compiler *c, RowIndex *index, size_t t)
{
    const CoreTable *table = &c->core->tables[t];
    const Cell **rows = arena_array(c->arena, const Cell *, table->n + 1);
    for (size_t i = 0; i < table->n; i++) {
        if (is_live(c, &table->rows[i])) {
            rows[index->n++] = c->plan->rows[t][i].as.record;
        }
    }
    index->rows = rows;
}

static void gather_keys(Compiler *c, RowIndex *index, const CoreTable *table)
{
    const Shape *shape = plan_shape(c->plan, table->row->record);
    uint32_t *places = arena_array(c->arena, uint32_t, shape->n + 1);
    const Place **keys = arena_array(c->arena, const Place *, shape->n + 1);
    for (size_t i = 0; i < shape->n; i++) {
        if (table->key[i]) {
            places[index->n_keys] = shape->places[i].at;
            keys[index->n_keys++] = &shape->places[i];
        }
    }
    index->places = places;
    index->keys = keys;
}

// Rows by the word of their first key, when each has one.
static void sort_rows(Compiler *c, RowIndex *index)
{
    uint32_t low = UINT32_MAX, high = 0;
    for (size_t i = 0; i < index->n; i++) {
        const Cell *key = &index->rows[i][index->places[0]];
        if (key->tag != CELL_WORD || key->word == WORD_NONE) {
            return;
        }
        low = key->word < low ? key->word : low;
        high = key->word > high ? key->word : high;
    }
    uint32_t n_words = index->n == 0 ? 0 : high - low + 1;
    uint32_t *starts = arena_array(c->arena, uint32_t, n_words + 2);
    uint32_t *order = arena_array(c->arena, uint32_t, index->n + 1);
    for (size_t i = 0; i < index->n; i++) {
        starts[index->rows[i][index->places[0]].word - low + 1]++;
    }
    for (size_t w = 0; w < n_words; w++) {
        starts[w + 1] += starts[w];
    }
    uint32_t *at = arena_array(c->arena, uint32_t, n_words + 1);
    memcpy(at, starts, n_words * sizeof *at);
    for (size_t i = 0; i < index->n; i++) {
        order[at[index->rows[i][index->places[0]].word - low]++] = (uint32_t)i;
    }
    index->first = low;
    index->n_words = n_words;
    index->starts = starts;
    index->order = order;
}

static const RowIndex *index_of(Compiler *c, size_t t)
{
    const CoreTable *table = &c->core->tables[t];
    if (c->program->rows[t] != NULL) {
        return c->program->rows[t];
    }
    RowIndex *index = arena_make(c->arena, RowIndex);
    c->program->rows[t] = index;
    index->unique = table->hit == HIT_UNIQUE;
    index->open = is_open(c, table);
    gather_rows(c, index, t);
    gather_keys(c, index, table);
    if (index->n_keys > 0) {
        sort_rows(c, index);
    }
    return index;
}

const Ask *compile_lookup(Compiler *c, const Expr *expr)
{
    const CoreTable *table = &c->core->tables[expr->index];
    Ask *node = ask_new(c, table->rows != NULL ? ASK_LOOKUP : ASK_SORTED, expr, expr->n);
    for (uint32_t i = 0; i < expr->n; i++) {
        ask_add(node, i, compile_expr(c, expr->kids[i]));
    }
    if (table->rows == NULL) {
        node->at = is_open(c, table);
        node->asks_facts = true; // of no use as a constant
        c->failed = c->failed || table->hit != HIT_UNIQUE;
        return node;
    }
    node->of.rows = index_of(c, expr->index);
    if (expr->n > 8 || node->of.rows->n_keys != expr->n) {
        c->failed = true;
        return node;
    }
    return ask_fold(c, node);
}

// ---- asked

static Tri row_matches(Run *run, const RowIndex *index, const Cell *row, const Cell *keys)
{
    Tri all = TRI_T;
    for (size_t k = 0; k < index->n_keys && all != TRI_F; k++) {
        const Cell *cell = &row[index->places[k]];
        Tri same = cell_equal(run, cell->tag == CELL_BLANK ? index->keys[k]->blank : cell, &keys[k]);
        all = same < all ? same : all;
    }
    return all;
}

// The rows that may match: a part of order, or all of them.
static void candidates(Run *run, const RowIndex *index, const Cell *key, size_t *from, size_t *to)
{
    *from = 0;
    *to = index->n;
    // NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): a table has a key
    if (index->starts != NULL && key->tag == CELL_WORD) {
        uint32_t word = run_word(run, key) - index->first;
        bool named = word < index->n_words; // no word is before all
        *from = named ? index->starts[word] : 0;
        *to = named ? index->starts[word + 1] : 0;
    }
}

static Cell unique_row(Run *run, const RowIndex *index, const Cell *keys, size_t from, size_t to, bool sorted)
{
    for (size_t k = 0; k < index->n_keys; k++) {
        if (!cell_exact(&keys[k])) {
            return cell_of(CELL_TOP);
        }
    }
    for (size_t i = from; i < to; i++) {
        const Cell *row = index->rows[sorted ? index->order[i] : i];
        if (row_matches(run, index, row, keys) == TRI_T) {
            return (Cell){.tag = CELL_RECORD, .as.record = row};
        }
    }
    return cell_of(index->open ? CELL_TOP : CELL_NONE);
}

Cell run_lookup(Run *run, const Ask *node)
{
    const RowIndex *index = node->of.rows;
    Cell keys[8];
    size_t from, to;
    for (uint32_t i = 0; i < node->n; i++) {
        keys[i] = run_cell(run, node->kids[i]);
    }
    candidates(run, index, &keys[0], &from, &to);
    bool sorted = index->starts != NULL && keys[0].tag == CELL_WORD;
    if (index->unique) {
        return unique_row(run, index, keys, from, to, sorted);
    }
    CellList *list = arena_make(run->arena, CellList);
    list->items = arena_array(run->arena, CellItem, to - from + 1);
    list->open = index->open;
    for (size_t i = from; i < to; i++) {
        const Cell *row = index->rows[sorted ? index->order[i] : i];
        Tri match = row_matches(run, index, row, keys);
        if (match != TRI_F) {
            list->items[list->n++] = (CellItem){.value = {.tag = CELL_RECORD, .as.record = row}, .member = match};
        }
    }
    return (Cell){.tag = CELL_LIST, .as.list = list};
}

// ---- files that stay where they lie

static Cell made_row(Run *run, uint32_t table, size_t index)
{
    for (size_t i = 0; i < run->made.n; i++) {
        if (run->made.items[i].table == table && run->made.items[i].index == index) {
            return run->made.items[i].row;
        }
    }
    CoreRow row = core_row(run->arena, &run->program->core->tables[table], index);
    MadeRow made = {table, index, plan_cell(run->program->plan, run->arena, row.record)};
    vec_push(run->arena, &run->made, made);
    return made.row;
}

Cell run_sorted(Run *run, const Ask *node)
{
    const CoreTable *table = &run->program->core->tables[node->expr->index];
    for (uint32_t i = 1; i < node->n; i++) {
        Cell key = run_cell(run, node->kids[i]);
        if (!cell_exact(&key)) {
            return cell_of(CELL_TOP);
        }
    }
    Cell key = run_cell(run, node->kids[0]);
    if (!cell_exact(&key)) {
        return cell_of(CELL_TOP);
    }
    size_t found = key.tag == CELL_WORD ? core_sorted_row(table, cell_text(&key)) : table->n;
    return found < table->n ? made_row(run, node->expr->index, found)
                            : cell_of(node->at != 0 ? CELL_TOP : CELL_NONE);
}
