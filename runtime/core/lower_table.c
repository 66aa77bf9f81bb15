// Tables and natives to Core: every row a constant record, with its days.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/digest.h"
#include "runtime/core/lower.h"

static Fact *cell_value(Lowering *low, const Table *table, const TableRow *row, size_t column)
{
    const Type *type = table->row->fields[column].type;
    if (row->cells && row->cells[column]) {
        const Node *where = NULL;
        Fact *value = constant_fold(low, row->cells[column], type, &where);
        if (!value)
            diag_report(low->diags, DIAG_L0533, where ? where->span : row->span);
        return value ? value : fact_new(low->arena, type);
    }
    Fact *value = fact_new(low->arena, type);
    Str why;
    if (row->texts && !fact_from_text_in(low->arena, low->core->schema, type, row->texts[column].text, value, &why))
        value = fact_new(low->arena, type); // reported by the checker
    return value;
}

static CoreRow lower_row(Lowering *low, const Table *table, const CoreTable *out, size_t index)
{
    const TableRow *row = &table->rows[index];
    Fact *record = fact_new(low->arena, out->row);
    record->state = FACT_KNOWN;
    record->n = table->row->n;
    record->kids = arena_array(low->arena, Fact *, record->n);
    record->key = str_format(low->arena, "%.*s/%zu", STR_ARG(out->name), index);
    for (size_t i = 0; i < record->n; i++) {
        Fact *value = cell_value(low, table, row, i);
        record->kids[i] = fact_copy(low->arena, value, record, table->row->fields[i].name, i);
    }
    return (CoreRow){row->from, row->until, record, row->unverified, (uint32_t)index};
}

static Str table_digest(Lowering *low, const CoreTable *table)
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

static void lower_table(Lowering *low, const Table *table, CoreTable *out)
{
    out->name = table->decl->name;
    out->title = table->decl->title;
    out->cites = table->decl->node ? head_text(node_kid(table->decl->node, TABLE_HEADS), HEAD_CITES) : STR_NONE;
    out->row = table->decl->type->kind == TYPE_LIST ? table->decl->type->of : table->decl->type;
    out->key = table->key;
    out->hit = table->hit;
    out->complete_through = table->complete_through;
    out->n = table->n;
    out->rows = arena_array(low->arena, CoreRow, table->n + 1);
    for (size_t i = 0; i < table->n; i++)
        out->rows[i] = lower_row(low, table, out, i);
    out->digest = table_digest(low, out);
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
