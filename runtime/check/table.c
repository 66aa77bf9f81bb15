// Tables: rows in the source and in CSV files, against their columns.
//
// In:  columns with their types (resolve.c), rows as nodes, files found by the loader.
// Out: the TableRows, cells in the order of columns. Texts of CSV cells are tried here, so
//      that a bad cell is an error of the policy and not of a decision.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/table.h"

#include "runtime/base/utf8.h"
#include "runtime/check/infer.h"
#include "runtime/check/resolve.h"
#include "runtime/check/scope.h"
#include "runtime/check/shape.h"

bool table_file_name_is_good(Str name)
{
    if (name.len == 0 || name.at[0] == '/' || memchr(name.at, '\\', name.len)) {
        return false;
    }
    for (size_t i = 0; i + 1 < name.len; i++) {
        if (name.at[i] == '.' && name.at[i + 1] == '.') {
            return false;
        }
    }
    return true;
}

// -- rows in the source

static void row_dates(Pass *pass, const Node *node, TableRow *row)
{
    const Node *from = node_kid(node, ROW_FROM), *until = node_kid(node, ROW_UNTIL);
    row->from = DAY_MIN;
    row->until = DAY_MAX + 1;
    if (from) {
        (void)date_parse(from->text, &row->from);
    }
    if (until && date_parse(until->text, &row->until) && node->op == 1) {
        row->until += 1;
    }
    if (row->from >= row->until) {
        diag_report(
            pass->diags, DIAG_L0709,
            span_join(from ? from->span : node->span, until ? until->span : node->span));
    }
}

static void read_node_row(Env *env, const Table *table, const Node *node, TableRow *row)
{
    Pass *pass = env->pass;
    const Node *cells = node_kid(node, ROW_CELLS);
    *row = (TableRow){.span = node->span,
                      .unverified = pass_text(node_kid(node, ROW_UNVERIFIED))};
    const Node *mark = node_kid(node, ROW_UNVERIFIED);
    if (mark != NULL && str_trim(row->unverified).len == 0) {
        diag_report(pass->diags, DIAG_L0542, mark->span, "unverified");
    }
    row->cells = arena_array(pass->arena, const Node *, table->row->n + 1);
    row_dates(pass, node, row);
    // Columns named twice are reported; then cells cannot be counted.
    const Node *columns = node_kid(table->decl->node, TABLE_COLUMNS);
    if (node_count(columns) != table->row->n) {
        return;
    }
    if (node_count(cells) != table->row->n) {
        Diag *diag = diag_report(pass->diags, DIAG_L0701, node->span, node_count(cells),
                                 node_count(cells) == 1 ? "" : "s", STR_ARG(table->decl->name),
                                 table->row->n, table->row->n == 1 ? "" : "s");
        diag_label(pass->diags, diag, columns->span, "the columns");
    }
    for (uint32_t i = 0; i < node_count(cells) && i < table->row->n; i++) {
        const Decl *column = resolve_field(table->row, i);
        row->cells[i] = cells->kids[i];
        infer_as(env, cells->kids[i], column->type,
                 (Role){"column", column->name, pass_place(column->node)});
    }
}

static void read_rows(Pass *pass, Table *table, const Node *rows)
{
    Env env = {.pass = pass, .module = scope_index(pass, table->decl->module)};
    env.no_facts = "a cell of a table";
    table->rows = arena_array(pass->arena, TableRow, node_count(rows) + 1);
    for (uint32_t i = 0; i < node_count(rows); i++) {
        read_node_row(&env, table, rows->kids[i], &table->rows[table->n++]);
    }
}

// -- files

// Where each column stands in the file: index + 1, or 0 when it does not.
typedef struct Header {
    size_t *columns;
    size_t from, until, unverified;
} Header;

static void report_unknown_column(Pass *pass, const Table *table, const CsvCell *cell,
                                  Str name)
{
    Diag *diag = diag_report(pass->diags, DIAG_L0704, cell->span, STR_ARG(name),
                             STR_ARG(table->decl->name));
    diag_label(pass->diags, diag, node_kid(table->decl->node, TABLE_COLUMNS)->span,
               "the columns");
    Candidates names = {0};
    for (size_t i = 0; i < table->row->n; i++) {
        vec_push(pass->arena, &names.list, table->row->fields[i].name);
    }
    vec_push(pass->arena, &names.list, STR("from"));
    vec_push(pass->arena, &names.list, STR("until"));
    vec_push(pass->arena, &names.list, STR("unverified"));
    scope_suggest(pass, diag, name, &names);
}

static Header read_header(Pass *pass, const Table *table, const Csv *csv)
{
    Header header = {.columns = arena_array(pass->arena, size_t, table->row->n + 1)};
    for (size_t i = 0; i < csv->header.n; i++) {
        const CsvCell *cell = &csv->header.cells[i];
        Str name = str_trim(cell->text);
        size_t *slot = str_is(name, "from")         ? &header.from
                       : str_is(name, "until")      ? &header.until
                       : str_is(name, "unverified") ? &header.unverified
                                                    : NULL;
        for (size_t j = 0; j < table->row->n; j++) {
            slot = str_eq(table->row->fields[j].name, name) ? &header.columns[j] : slot;
        }
        if (!slot) {
            report_unknown_column(pass, table, cell, name);
        } else {
            *slot = i + 1; // a column named twice was reported by the reader
        }
    }
    return header;
}

// False when a column is missing: then cells cannot be read.
static bool header_is_complete(Pass *pass, const Table *table, const Csv *csv,
                               const Header *header)
{
    bool complete = true;
    for (size_t i = 0; i < table->row->n; i++) {
        if (header->columns[i] == 0) {
            const Decl *column = resolve_field(table->row, i);
            Diag *diag = diag_report(pass->diags, DIAG_L0703, csv->header.span,
                                     STR_ARG(column->name));
            diag_label(pass->diags, diag, pass_place(column->node), "declared here");
            complete = false;
        }
    }
    return complete;
}

// The value of a cell; unknown when it was reported.
static Fact *read_cell(Pass *pass, const Decl *column, const CsvCell *cell)
{
    Fact *value = fact_new(pass->arena, column->type);
    Str why = STR_NONE;
    if (column->type->kind == TYPE_ERROR) {
        return value;
    }
    Str destroyed = column->type->kind == TYPE_ECCN
                        ? csv_spreadsheet_eccn(pass->arena, cell->text)
                        : STR_NONE;
    if (destroyed.len > 0) {
        diag_report(pass->diags, DIAG_L0707, cell->span, STR_ARG(cell->text),
                    STR_ARG(destroyed));
        return value;
    }
    if (!fact_from_text_in(pass->arena, &pass->out->schema, column->type, cell->text, value, &why)) {
        Diag *diag = diag_report(pass->diags, DIAG_L0706, cell->span, STR_ARG(column->name),
                                 STR_ARG(why));
        diag_label(pass->diags, diag, pass_place(column->node), "declared here");
        return fact_new(pass->arena, column->type);
    }
    return value;
}

static void date_cell(Pass *pass, const CsvRow *row, size_t column, Day *day)
{
    if (column == 0) {
        return;
    }
    const CsvCell *cell = &row->cells[column - 1];
    Str text = str_trim(cell->text);
    if (text.len > 0 && !date_parse(text, day)) {
        diag_report(pass->diags, DIAG_L0716, cell->span, STR_ARG(text));
    }
}

static TableRow read_csv_row(Pass *pass, const Table *table, const Header *header,
                             const CsvRow *from)
{
    TableRow row = {.from = DAY_MIN, .until = DAY_MAX + 1, .span = from->span};
    CsvCell *texts = arena_array(pass->arena, CsvCell, table->row->n + 1);
    Fact **values = arena_array(pass->arena, Fact *, table->row->n + 1);
    for (size_t i = 0; i < table->row->n; i++) {
        texts[i] = from->cells[header->columns[i] - 1];
        if (utf8_masked(texts[i].text) > 1) {
            diag_report(pass->diags, DIAG_L0131, texts[i].span, STR_ARG(texts[i].text));
        }
        values[i] = read_cell(pass, resolve_field(table->row, i), &texts[i]);
    }
    row.texts = texts;
    row.values = values;
    date_cell(pass, from, header->from, &row.from);
    date_cell(pass, from, header->until, &row.until);
    if (row.from >= row.until) {
        diag_report(pass->diags, DIAG_L0709, from->span);
    }
    if (header->unverified != 0) {
        row.unverified = str_trim(from->cells[header->unverified - 1].text);
    }
    return row;
}

enum { LONG_FILE = 32 * 1024 }; // bytes from which rows may stay where they lie

// One text by the first column finds a row of texts: then nothing has to be read beforehand.
static bool may_stay(const Table *table, const SourceFile *source)
{
    bool plain = table->hit == HIT_UNIQUE && source->text.len >= LONG_FILE;
    for (size_t i = 0; i < table->row->n; i++) {
        const Type *type = table->row->fields[i].type;
        plain = plain && type->kind == TYPE_TEXT && !type->optional && table->key[i] == (i == 0);
    }
    return plain;
}

static bool left_where_it_lies(Pass *pass, Table *table, FileId file)
{
    if (!may_stay(table, source_get(pass->out->sources, file))) {
        return false;
    }
    Str *header = arena_array(pass->arena, Str, table->row->n + 1);
    for (size_t i = 0; i < table->row->n; i++) {
        header[i] = table->row->fields[i].name;
    }
    table->sorted = csv_sorted(pass->arena, pass->out->sources, file, header, table->row->n);
    table->n = table->sorted ? table->sorted->n : 0;
    return table->sorted != NULL;
}

static void read_csv(Pass *pass, Table *table, FileId file)
{
    table->file = file;
    if (left_where_it_lies(pass, table, file)) {
        return;
    }
    Csv *csv = csv_parse(pass->arena, pass->out->sources, file, pass->diags);
    Header header = read_header(pass, table, csv);
    if (csv->header.n == 0 || !header_is_complete(pass, table, csv, &header)) {
        return;
    }
    table->rows = arena_array(pass->arena, TableRow, csv->n + 1);
    for (size_t i = 0; i < csv->n; i++) {
        table->rows[table->n++] = read_csv_row(pass, table, &header, &csv->rows[i]);
    }
}

static void read_file(Pass *pass, Table *table, const Node *name)
{
    for (size_t i = 0; i < pass->n_files; i++) {
        if (pass->files[i].table == table->decl->node) {
            read_csv(pass, table, pass->files[i].file);
            return;
        }
    }
    const SourceFile *module =
        source_get(pass->out->sources, table->decl->module->tree->file);
    Str path = module ? module->path : STR_NONE;
    if (table_file_name_is_good(name->text)) {
        diag_report(pass->diags, DIAG_L0702, name->span, STR_ARG(name->text),
                    STR_ARG(path));
    } else {
        diag_report(pass->diags, DIAG_L0708, name->span, STR_ARG(name->text));
    }
}

// -- hit policy unique

// A key as text, for literals and CSV cells; false when a cell is something composed.
static bool key_text(Pass *pass, const Table *table, const TableRow *row, Str *out)
{
    Buf text;
    buf_init(&text, pass->arena);
    for (size_t i = 0; i < table->row->n; i++) {
        if (!table->key[i]) {
            continue;
        }
        if (row->texts) {
            buf_str(&text, str_trim(row->texts[i].text));
        } else if (row->cells[i] && row->cells[i]->n == 0) {
            buf_str(&text, row->cells[i]->text);
            buf_text(&text, node_name(row->cells[i]->kind));
        } else {
            return false;
        }
        buf_char(&text, '\n');
    }
    *out = str_copy(pass->arena, buf_done(&text));
    return true;
}

// The rows of one key, newest first.
typedef struct SameKey {
    const TableRow *row;
    const struct SameKey *before;
} SameKey;

static void report_same_key(Pass *pass, const Table *table, const TableRow *a,
                            const TableRow *b)
{
    Buf day;
    buf_init(&day, pass->arena);
    Day common = a->from > b->from ? a->from : b->from;
    if (common > DAY_MIN) {
        buf_text(&day, " on ");
        date_print(&day, common);
    }
    Str on = str_copy(pass->arena, buf_done(&day));
    Diag *diag = diag_report(pass->diags, DIAG_L0711, a->span, STR_ARG(table->decl->name),
                             STR_ARG(on));
    diag_label(pass->diags, diag, b->span, "the other row");
}

static void check_unique(Pass *pass, const Table *table)
{
    Map keys;
    map_init(&keys, pass->arena);
    for (size_t i = 0; i < table->n; i++) {
        const TableRow *row = &table->rows[i];
        Str key = STR_NONE;
        if (!key_text(pass, table, row, &key)) {
            continue;
        }
        SameKey *same = arena_make(pass->arena, SameKey);
        same->row = row;
        same->before = map_find(&keys, key);
        for (const SameKey *other = same->before; other; other = other->before) {
            if (row->from < other->row->until && other->row->from < row->until) {
                report_same_key(pass, table, row, other->row);
                break;
            }
        }
        map_put(&keys, key, same);
    }
}

void table_check_all(Pass *pass)
{
    for (size_t i = 0; i < pass->out->tables.n; i++) {
        Table *table = pass->out->tables.items[i];
        const Node *node = table->decl->node;
        const Node *rows = node_kid(node, TABLE_ROWS), *file = node_kid(node, TABLE_FILE);
        const Node *through = node_kid(node, TABLE_THROUGH);
        shape_heads(pass, node_kid(node, TABLE_HEADS), ON_TABLE);
        if (rows) {
            read_rows(pass, table, rows);
        } else if (file) {
            read_file(pass, table, file);
        }
        if (through) {
            (void)date_parse(through->text, &table->complete_through);
        }
        bool keyed = false;
        for (size_t j = 0; j < table->row->n; j++) {
            keyed = keyed || table->key[j];
        }
        if (table->hit == HIT_UNIQUE && keyed && !table->sorted) {
            check_unique(pass, table);
        }
    }
}
