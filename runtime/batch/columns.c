// Columns: which column of a CSV file gives which fact, so that rows can be cases.
//
// Each row is read together with the header, so that quotes, byte order marks and a wrong
// number of cells are judged in one place (type/csv.c).
// SPDX-License-Identifier: Apache-2.0
#include "runtime/batch/columns.h"

#include "runtime/base/utf8.h"
#include "runtime/type/csv.h"

// -- the map ----------------------------------------------------------------------------

static bool wrong(const Cli *cli, const char *file, Str where, const char *expected)
{
    cli_fail(cli, EXIT_USAGE, "%s: '%.*s': expected %s", file, STR_ARG(where), expected);
    return false;
}

static bool take_text(const Cli *cli, const char *file, const Json *json, Str *out)
{
    if (json->kind != JSON_STRING) {
        return wrong(cli, file, json->key, "a text");
    }
    *out = json->text;
    return true;
}

static bool read_values(const Cli *cli, const char *file, const Json *json, Column *out)
{
    bool good = json->kind == JSON_OBJECT;
    for (const Json *at = good ? json->first : NULL; at != NULL; at = at->next) {
        good = good && at->kind == JSON_STRING;
    }
    out->values = json;
    return good || wrong(cli, file, json->key, "an object that gives a text for each cell");
}

static bool read_detail(const Cli *cli, const char *file, const Json *json, Column *out)
{
    for (const Json *at = json->first; at != NULL; at = at->next) {
        bool good = str_is(at->key, "column")   ? take_text(cli, file, at, &out->name)
                    : str_is(at->key, "unit")   ? take_text(cli, file, at, &out->unit)
                    : str_is(at->key, "value")  ? take_text(cli, file, at, &out->value)
                    : str_is(at->key, "values") ? read_values(cli, file, at, out)
                                                : wrong(cli, file, at->key,
                                                        "column, unit, value or values");
        if (!good) {
            return false;
        }
    }
    bool one = (out->name.len > 0) != (out->value.len > 0);
    return one || wrong(cli, file, json->key, "a column or a value, one of the two");
}

static bool read_column(const Cli *cli, Columns *columns, const char *list, const Json *json)
{
    Column column = {.path = json->key, .start = json->start};
    Str head = str_of(list);
    bool inside = head.len > 0 && !str_starts(json->key, head);
    if (inside) {
        column.path = str_format(cli->arena, "%s[0].%.*s", list, STR_ARG(json->key));
    }
    bool good = json->kind == JSON_OBJECT
                    ? read_detail(cli, columns->file, json, &column)
                    : take_text(cli, columns->file, json, &column.name);
    vec_push(cli->arena, &columns->list, column);
    return good;
}

// Whether `path` lies within `whole`: items[0].name within items[0], and both within items.
static bool lies_within(Str path, Str whole)
{
    return path.len > whole.len && str_starts(path, whole) &&
           (path.at[whole.len] == '.' || path.at[whole.len] == '[');
}

// A later column for the whole of what an earlier one has given a part of would undo it.
static bool undoes_none(const Cli *cli, const Columns *columns)
{
    const Column *last = &columns->list.items[columns->list.n - 1];
    for (size_t i = 0; i + 1 < columns->list.n; i++) {
        Str path = columns->list.items[i].path;
        if (str_eq(path, last->path) || lies_within(path, last->path)) {
            cli_fail(cli, EXIT_USAGE, "%s: '%.*s' would undo '%.*s' before it: expected the whole "
                     "before its parts, each once", columns->file, STR_ARG(last->path), STR_ARG(path));
            return false;
        }
    }
    return true;
}

static bool read_facts(const Cli *cli, Columns *columns, const char *list, const Json *json)
{
    if (json->kind != JSON_OBJECT || json->n == 0) {
        return wrong(cli, columns->file, json->key, "an object of paths and columns");
    }
    for (const Json *at = json->first; at != NULL; at = at->next) {
        if (!read_column(cli, columns, list, at) || !undoes_none(cli, columns)) {
            return false;
        }
    }
    return true;
}

bool columns_read(const Cli *cli, const char *path, const char *list, Columns *out)
{
    Str text;
    JsonError error;
    *out = (Columns){.file = path};
    if (!cli_read(cli, path, &text)) {
        return false;
    }
    out->text = text;
    const Json *json = json_parse(cli->arena, text, &error);
    if (json == NULL || json->kind != JSON_OBJECT) {
        cli_fail(cli, EXIT_USAGE, "%s: not a map of columns: %s", path,
                 json == NULL ? error.message : "expected an object");
        return false;
    }
    bool facts = false;
    for (const Json *at = json->first; at != NULL; at = at->next) {
        bool good = str_is(at->key, "id")      ? take_text(cli, path, at, &out->id)
                    : str_is(at->key, "as_of") ? take_text(cli, path, at, &out->as_of)
                    : str_is(at->key, "facts") ? (facts = true, read_facts(cli, out, list, at))
                                               : wrong(cli, path, at->key, "id, as_of or facts");
        if (!good) {
            return false;
        }
    }
    return facts || wrong(cli, path, STR("facts"), "it to be there");
}

// -- what is set ------------------------------------------------------------------------

static bool is_bare_number(Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (!((c >= '0' && c <= '9') || c == '.' || c == '/' || c == '-')) {
            return false;
        }
    }
    return text.len > 0;
}

static Str assign(Arena *arena, const Column *column, Str value)
{
    bool unit = column->unit.len > 0 && is_bare_number(value);
    return str_format(arena, "%.*s=%.*s%s%.*s", STR_ARG(column->path), STR_ARG(value), unit ? " " : "",
                      STR_ARG(unit ? column->unit : STR_NONE));
}

// -- the map beside the policy ----------------------------------------------------------

typedef enum Probe {
    PROBE_PATH,  // nothing is said: only the path can be wrong
    PROBE_UNIT,  // some number before the unit: how large it may be is for the rows
    PROBE_VALUE, // what will stand there
} Probe;

static bool is_of_map(const char *code, Probe probe)
{
    bool path = strcmp(code, "F0103") == 0 || strcmp(code, "F0104") == 0 ||
                (strncmp(code, "F020", 4) == 0 && code[4] < '7');
    bool size = strcmp(code, "F0111") == 0 || strcmp(code, "F0120") == 0;
    return path || probe == PROBE_VALUE || (probe == PROBE_UNIT && !size);
}

static void refuse(const Cli *cli, const Columns *columns, const Column *column, const licet_diagnostic *diag)
{
    size_t line = 1;
    for (uint32_t i = 0; i < column->start; i++) {
        line += columns->text.at[i] == '\n';
    }
    cli_fail(cli, EXIT_USAGE, "%s:%zu: '%.*s': %s%s%s", columns->file, line, STR_ARG(column->path),
             diag->message, diag->note[0] != 0 ? "; " : "", diag->note);
}

static bool fits(const Cli *cli, const Columns *columns, const Column *column, licet_facts *facts,
                 Probe probe, Str value)
{
    const licet_report *report = licet_facts_report(facts);
    size_t at = licet_report_count(report);
    licet_diagnostic diag;
    licet_status status = licet_facts_set(facts, assign(cli->arena, column, value).at);
    for (; status == LICET_REJECTED && licet_report_at(report, at, &diag); at++) {
        if (diag.severity == LICET_ERROR && is_of_map(diag.code, probe)) {
            refuse(cli, columns, column, &diag);
            return false;
        }
    }
    return true;
}

static bool column_fits(const Cli *cli, const Columns *columns, const Column *column, licet_facts *facts)
{
    static const licet_diagnostic equals = {.message = "a path holds no '='", .note = ""};
    if (memchr(column->path.at, '=', column->path.len) != NULL) {
        refuse(cli, columns, column, &equals);
        return false;
    }
    for (const Json *at = column->values != NULL ? column->values->first : NULL; at != NULL; at = at->next) {
        if (at->text.len > 0 && !fits(cli, columns, column, facts, PROBE_VALUE, at->text)) {
            return false;
        }
    }
    if (column->value.len > 0) {
        return fits(cli, columns, column, facts, PROBE_VALUE, column->value);
    }
    return column->unit.len > 0 && column->values == NULL
               ? fits(cli, columns, column, facts, PROBE_UNIT, STR("1"))
               : fits(cli, columns, column, facts, PROBE_PATH, STR("null"));
}

bool columns_fit(const Cli *cli, const Columns *columns, const licet_policy *policy)
{
    licet_facts *facts = NULL;
    cli_must(licet_facts_new(policy, &facts));
    bool good = true;
    for (size_t i = 0; good && i < columns->list.n; i++) {
        good = column_fits(cli, columns, &columns->list.items[i], facts);
    }
    licet_facts_free(facts);
    return good;
}

// -- the header -------------------------------------------------------------------------

static Csv *parse(Arena *arena, Str header, Str record, Diags *diags)
{
    Sources *sources = arena_make(arena, Sources);
    Buf text; // any byte may be among it
    source_init(sources, arena);
    buf_init(&text, arena);
    buf_str(&text, header);
    buf_char(&text, '\n');
    buf_str(&text, record);
    buf_char(&text, '\n');
    return csv_parse(arena, sources, source_add(sources, STR("row"), buf_done(&text)), diags);
}

static bool find(const Cli *cli, const Columns *columns, const CsvRow *header, Str name,
                 size_t *index)
{
    Str *names = arena_array(cli->arena, Str, header->n + 1);
    for (size_t i = 0; i < header->n; i++) {
        names[i] = utf8_nfc(cli->arena, str_trim(header->cells[i].text));
        if (str_eq(names[i], utf8_nfc(cli->arena, name))) {
            *index = i;
            return true;
        }
    }
    Str near = diag_nearest(name, names, header->n);
    cli_fail(cli, EXIT_USAGE, "%s: the file has no column '%.*s'%s%.*s%s", columns->file,
             STR_ARG(name), near.len > 0 ? "; did you mean '" : "", STR_ARG(near),
             near.len > 0 ? "'?" : "");
    return false;
}

bool columns_bind(const Cli *cli, Columns *columns, Str header)
{
    Diags diags;
    diag_init(&diags, cli->arena);
    columns->header = str_copy(cli->arena, header);
    Csv *csv = parse(cli->arena, columns->header, STR_NONE, &diags);
    if (diags.n_errors > 0 || csv->header.n == 0) {
        cli_fail(cli, EXIT_USAGE, "the first line names the columns: %s",
                 diags.n_errors > 0 ? diags.list.items[0]->message.at : "it is empty");
        return false;
    }
    if (csv->n > 0) {
        cli_fail(cli, EXIT_USAGE, "the first line names the columns: it ends in CR alone; expected LF or CR LF");
        return false;
    }
    bool good = columns->id.len == 0 ||
                find(cli, columns, &csv->header, columns->id, &columns->id_index);
    good = good && (columns->as_of.len == 0 ||
                    find(cli, columns, &csv->header, columns->as_of, &columns->as_of_index));
    for (size_t i = 0; good && i < columns->list.n; i++) {
        Column *column = &columns->list.items[i];
        good = column->name.len == 0 ||
               find(cli, columns, &csv->header, column->name, &column->index);
    }
    return good;
}

// -- a row ------------------------------------------------------------------------------

static bool meaning_of(const Column *column, Str *cell, Diags *diags)
{
    const Json *said = json_get(column->values, *cell);
    if (said == NULL) {
        diag_report(diags, DIAG_R0508, (Span){0}, STR_ARG(*cell), STR_ARG(column->name));
        return false;
    }
    *cell = said->text;
    return true;
}

static bool set_cell(Arena *arena, const Column *column, const CsvRow *row, RowCase *out,
                     Diags *diags)
{
    Str cell = column->name.len == 0 ? column->value : str_trim(row->cells[column->index].text);
    if (cell.len == 0) {
        return true;
    }
    if (column->values != NULL && !meaning_of(column, &cell, diags)) {
        return false;
    }
    vec_push(arena, &out->settings, assign(arena, column, cell));
    return true;
}

bool columns_row(Arena *arena, const Columns *columns, Str record, RowCase *out, Diags *diags)
{
    Csv *csv = parse(arena, columns->header, record, diags);
    *out = (RowCase){0};
    if (diags->n_errors > 0 || csv->n == 0) {
        return diags->n_errors == 0;
    }
    if (csv->n > 1) {
        diag_report(diags, DIAG_F0411, (Span){0});
        return false;
    }
    const CsvRow *row = &csv->rows[0];
    bool good = true;
    for (size_t i = 0; i < columns->list.n; i++) {
        good = set_cell(arena, &columns->list.items[i], row, out, diags) && good;
    }
    out->id = columns->id.len > 0 ? row->cells[columns->id_index].text : STR_NONE;
    out->as_of = columns->as_of.len > 0 ? str_trim(row->cells[columns->as_of_index].text)
                                        : STR_NONE;
    return good;
}

bool columns_object(Arena *arena, const Columns *columns, Str record, Buf *out)
{
    Diags diags;
    diag_init(&diags, arena);
    Csv *csv = parse(arena, columns->header, record, &diags);
    if (diags.n_errors > 0 || csv->n == 0) {
        return false;
    }
    buf_char(out, '{');
    for (size_t i = 0; i < csv->header.n; i++) {
        buf_text(out, i > 0 ? "," : "");
        json_quote(out, str_trim(csv->header.cells[i].text));
        buf_char(out, ':');
        json_quote(out, csv->rows[0].cells[i].text);
    }
    buf_char(out, '}');
    return true;
}
