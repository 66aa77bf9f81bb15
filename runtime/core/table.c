// Rows of tables while a decision is made: by their keys, and from files that stay where they lie.
//
// In:  Core, which nothing changes any more. Out: rows; those of a sorted file are made in the
//      arena of whoever asks, so that threads share nothing but the text.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/core/core.h"

static Fact *made_row(Arena *arena, const CoreTable *table, size_t index)
{
    const Str *cells = csv_sorted_cells(arena, table->sorted, index);
    const RecordType *type = table->row->record;
    Fact *record = fact_new(arena, table->row);
    record->state = FACT_KNOWN;
    record->n = type->n;
    record->kids = arena_array(arena, Fact *, type->n + 1);
    record->key = str_numbered(arena, table->name, index);
    for (size_t i = 0; i < type->n; i++) {
        Fact *cell = fact_new(arena, type->fields[i].type);
        Str why;
        (void)fact_from_text(arena, cell->type, cells[i], cell, &why); // refused: not known
        record->kids[i] = fact_copy(arena, cell, record, type->fields[i].name, i);
    }
    return record;
}

CoreRow core_row(Arena *arena, const CoreTable *table, size_t index)
{
    if (table->rows)
        return table->rows[index];
    return (CoreRow){DAY_MIN, DAY_MAX + 1, made_row(arena, table, index), STR_NONE};
}

static int key_order(const CoreTable *table, size_t at, const Str *keys)
{
    const Fact *record = table->rows[table->by_key[at]].record;
    for (size_t column = 0, k = 0; column < record->n; column++) {
        int order = table->key[column] ? str_cmp(record->kids[column]->text, keys[k++]) : 0;
        if (order != 0)
            return order;
    }
    return 0;
}

// The first row that is not before the keys (or, with `behind`, that is behind them).
static size_t bound(const CoreTable *table, const Str *keys, bool behind)
{
    size_t low = 0, high = table->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = key_order(table, middle, keys);
        bool right = behind ? order <= 0 : order < 0;
        low = right ? middle + 1 : low;
        high = right ? high : middle;
    }
    return low;
}

size_t core_rows_of(const CoreTable *table, const Str *keys, size_t *first)
{
    *first = bound(table, keys, false);
    return bound(table, keys, true) - *first;
}

size_t core_sorted_row(const CoreTable *table, Str key)
{
    return csv_sorted_find(table->sorted, key);
}
