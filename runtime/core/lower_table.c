// Tables and natives to Core: every row a constant record, with its days.
//
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE // qsort_r
#include <stdlib.h>

#include "runtime/base/digest.h"
#include "runtime/core/lower.h"

static Fact *cell_value(Lowering *low, const Table *table, const TableRow *row, size_t column)
{
    const Type *type = table->row->fields[column].type;
    if (!row->cells || !row->cells[column])
        return fact_new(low->arena, type);
    const Node *where = NULL;
    Fact *value = constant_fold(low, row->cells[column], type, &where);
    if (!value)
        diag_report(low->diags, DIAG_L0533, where ? where->span : row->span);
    return value ? value : fact_new(low->arena, type);
}

// A cell of a file was read by the checker and belongs to nobody yet.
static Fact *placed_cell(Lowering *low, const Table *table, const TableRow *row, Fact *record, size_t i)
{
    Str name = table->row->fields[i].name;
    if (!row->values)
        return fact_copy(low->arena, cell_value(low, table, row, i), record, name, i);
    Fact *cell = row->values[i];
    cell->parent = record;
    cell->key = name;
    cell->index = i;
    return cell;
}

static CoreRow lower_row(Lowering *low, const Table *table, const CoreTable *out, size_t index)
{
    const TableRow *row = &table->rows[index];
    Fact *record = fact_new(low->arena, out->row);
    record->state = FACT_KNOWN;
    record->n = table->row->n;
    record->kids = arena_array(low->arena, Fact *, record->n);
    record->key = str_numbered(low->arena, out->name, index);
    for (size_t i = 0; i < record->n; i++)
        record->kids[i] = placed_cell(low, table, row, record, i);
    return (CoreRow){row->from, row->until, record, row->unverified};
}

static Str rows_digest(Lowering *low, const CoreTable *table)
{
    Buf text;
    buf_init(&text, low->arena);
    for (size_t i = 0; i < table->n; i++) {
        date_print(&text, table->rows[i].from);
        buf_char(&text, ' ');
        if (table->rows[i].until <= DAY_MAX)
            date_print(&text, table->rows[i].until);
        json_canonical(&text, fact_json(low->arena, table->rows[i].record));
        buf_char(&text, '\n');
    }
    return str_of(arena_copy(low->arena, digest_of(buf_done(&text)).hex, 64));
}

// Of a file: of its bytes, so that anybody can check it.
static Str table_digest(Lowering *low, const Table *table, const CoreTable *out)
{
    const SourceFile *file = source_get(low->checked->sources, table->file);
    if (!file)
        return rows_digest(low, out);
    return file->digest.len > 0 ? file->digest
                                : str_of(arena_copy(low->arena, digest_of(file->text).hex, 64));
}

// -- rows in the order of their keys

static bool key_is_word(const Fact *cell)
{
    return cell->state == FACT_KNOWN && cell->type->kind != TYPE_NUM && cell->type->kind != TYPE_DATE &&
           cell->type->kind != TYPE_BOOL && cell->type->kind != TYPE_RECORD && cell->type->kind != TYPE_LIST;
}

static bool keys_are_words(const CoreTable *table)
{
    bool any = false, words = true;
    for (size_t column = 0; column < table->row->record->n && words; column++) {
        any = any || table->key[column];
        for (size_t i = 0; table->key[column] && i < table->n && words; i++)
            words = key_is_word(table->rows[i].record->kids[column]);
    }
    return any && words;
}

static int row_order(const void *a, const void *b, void *table)
{
    const CoreTable *of = table;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    const Fact *one = of->rows[x].record, *other = of->rows[y].record;
    for (size_t column = 0; column < one->n; column++) {
        int order = of->key[column] ? str_cmp(one->kids[column]->text, other->kids[column]->text) : 0;
        if (order != 0)
            return order;
    }
    return (x > y) - (x < y); // as written
}

static void order_by_key(Lowering *low, CoreTable *table)
{
    if (!keys_are_words(table))
        return;
    uint32_t *rows = arena_array(low->arena, uint32_t, table->n + 1);
    for (size_t i = 0; i < table->n; i++)
        rows[i] = (uint32_t)i;
    qsort_r(rows, table->n, sizeof *rows, row_order, table);
    table->by_key = rows;
}

static void lower_table(Lowering *low, const Table *table, CoreTable *out)
{
    out->name = table->decl->name;
    out->title = table->decl->title;
    out->row = table->decl->type->kind == TYPE_LIST ? table->decl->type->of : table->decl->type;
    out->key = table->key;
    out->hit = table->hit;
    out->complete_through = table->complete_through;
    out->n = table->n;
    out->sorted = table->sorted;
    if (!table->sorted) {
        out->rows = arena_array(low->arena, CoreRow, table->n + 1);
        for (size_t i = 0; i < table->n; i++)
            out->rows[i] = lower_row(low, table, out, i);
        order_by_key(low, out);
    }
    out->digest = table_digest(low, table, out);
}

static void lower_native(Lowering *low, const Decl *decl, CoreNative *out)
{
    out->name = decl->name;
    out->symbol = node_kid(decl->node, NATIVE_SYMBOL)->text;
    out->library = node_kid(decl->node, NATIVE_LIBRARY)->text;
    out->n_params = decl->n_params;
    out->params = arena_array(low->arena, const Type *, decl->n_params + 1);
    for (size_t i = 0; i < decl->n_params; i++)
        out->params[i] = decl->params[i]->type;
    out->result = decl->type;
    out->span = decl->node->span;
}

void lower_tables(Lowering *low)
{
    Core *core = low->core;
    const Checked *checked = low->checked;
    core->n_tables = checked->tables.n;
    core->tables = arena_array(low->arena, CoreTable, core->n_tables + 1);
    for (size_t i = 0; i < core->n_tables; i++) {
        const Table *table = checked->tables.items[i];
        lower_table(low, table, &core->tables[table->decl->index]);
    }
    core->n_natives = checked->natives.n;
    core->natives = arena_array(low->arena, CoreNative, core->n_natives + 1);
    for (size_t i = 0; i < core->n_natives; i++)
        lower_native(low, checked->natives.items[i], &core->natives[checked->natives.items[i]->index]);
}
