// CSV files: header, rows and cells with their places (RFC 4180, UTF-8, optional BOM).
//
// In:  the text of a source. Out: cells as slices of it, copied only where quotation marks
//      were doubled. Faulty rows are reported and left out, the rest is read.
// Lines end in LF, CR LF or CR; empty lines are passed over. Blanks belong to their cell.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/type/csv.h"

#include "runtime/base/utf8.h"

typedef struct Parser {
    Arena *arena;
    Diags *diags;
    FileId file;
    Str text;
    size_t at;
    bool faulty; // the row being read was reported
    bool broken; // nothing further can be read
} Parser;

static Span span_of(const Parser *parser, size_t from, size_t to)
{
    return (Span){parser->file, (uint32_t)from, (uint32_t)to};
}

static bool at_line_end(const Parser *parser)
{
    return parser->at >= parser->text.len || parser->text.at[parser->at] == '\n' ||
           parser->text.at[parser->at] == '\r';
}

static bool at_cell_end(const Parser *parser)
{
    return at_line_end(parser) || parser->text.at[parser->at] == ',';
}

static void skip_line_end(Parser *parser)
{
    if (parser->at < parser->text.len && parser->text.at[parser->at] == '\r') {
        parser->at++;
    }
    if (parser->at < parser->text.len && parser->text.at[parser->at] == '\n') {
        parser->at++;
    }
}

static Str undouble(Arena *arena, Str inside)
{
    char *copy = arena_alloc(arena, inside.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < inside.len; i++) {
        copy[n++] = inside.at[i];
        i += inside.at[i] == '"'; // the next one is its double
    }
    return (Str){copy, n};
}

static void complain(Parser *parser, DiagCode code, size_t from, size_t to)
{
    diag_report(parser->diags, code, span_of(parser, from, to));
    parser->faulty = true;
}

static Str quoted_cell(Parser *parser)
{
    size_t open = parser->at++, from = parser->at;
    bool doubled = false;
    for (;; parser->at++) {
        if (parser->at >= parser->text.len) {
            complain(parser, DIAG_F0403, open, open + 1);
            parser->broken = true;
            return STR_NONE;
        }
        if (parser->text.at[parser->at] != '"') {
            continue;
        }
        bool again = parser->at + 1 < parser->text.len &&
                     parser->text.at[parser->at + 1] == '"';
        if (!again) {
            break;
        }
        doubled = true;
        parser->at++;
    }
    Str inside = str_sub(parser->text, from, parser->at++);
    size_t stray = parser->at;
    while (!at_cell_end(parser)) {
        parser->at++;
    }
    if (parser->at > stray) {
        complain(parser, DIAG_F0404, stray, parser->at);
    }
    return doubled ? undouble(parser->arena, inside) : inside;
}

static Str plain_cell(Parser *parser)
{
    size_t from = parser->at;
    for (; !at_cell_end(parser); parser->at++) {
        if (parser->text.at[parser->at] == '"' && !parser->faulty) {
            complain(parser, DIAG_F0405, parser->at, parser->at + 1);
        }
    }
    return str_sub(parser->text, from, parser->at);
}

static CsvRow read_row(Parser *parser, size_t expected)
{
    VEC(CsvCell) cells = {0};
    if (expected > 0) {
        cells.items = arena_array(parser->arena, CsvCell, expected);
        cells.cap = expected;
    }
    size_t start = parser->at;
    parser->faulty = false;
    for (;;) {
        size_t from = parser->at;
        bool quoted = !at_cell_end(parser) && parser->text.at[parser->at] == '"';
        Str text = quoted ? quoted_cell(parser) : plain_cell(parser);
        CsvCell cell = {text, span_of(parser, from, parser->at)};
        vec_push(parser->arena, &cells, cell);
        if (parser->broken || at_line_end(parser)) {
            break;
        }
        parser->at++; // the comma
    }
    CsvRow row = {cells.items, cells.n, span_of(parser, start, parser->at)};
    skip_line_end(parser);
    return row;
}

static bool skip_empty_lines(Parser *parser)
{
    while (parser->at < parser->text.len && at_line_end(parser)) {
        skip_line_end(parser);
    }
    return parser->at < parser->text.len;
}

static void check_names(Parser *parser, CsvRow *header)
{
    for (size_t i = 0; i < header->n; i++) {
        CsvCell *cell = &header->cells[i];
        cell->text = str_trim(cell->text);
        if (cell->text.len == 0) {
            diag_report(parser->diags, DIAG_F0407, cell->span, i + 1);
            continue;
        }
        for (size_t j = 0; j < i; j++) {
            if (str_eq(header->cells[j].text, cell->text)) {
                Diag *diag = diag_report(parser->diags, DIAG_F0406, cell->span,
                                         STR_ARG(cell->text));
                diag_label(parser->diags, diag, header->cells[j].span, "named here");
                break;
            }
        }
    }
}

// One column whose name holds what others separate columns with.
static bool has_other_separator(Parser *parser, const CsvRow *header)
{
    const CsvCell *cell = &header->cells[0];
    if (header->n != 1 || cell->text.len == 0) {
        return false;
    }
    bool semicolon = memchr(cell->text.at, ';', cell->text.len) != NULL;
    bool tab = memchr(cell->text.at, '\t', cell->text.len) != NULL;
    if (semicolon || tab) {
        diag_report(parser->diags, DIAG_F0410, cell->span,
                    semicolon ? "semicolons" : "tabs");
    }
    return semicolon || tab;
}

static bool is_readable(Parser *parser)
{
    size_t bad;
    Str text = parser->text;
    if (!utf8_valid(text, &bad)) {
        complain(parser, DIAG_F0408, bad, bad + 1);
        return false;
    }
    const char *zero = text.len == 0 ? NULL : memchr(text.at, 0, text.len);
    if (zero != NULL) {
        size_t at = (size_t)(zero - text.at);
        complain(parser, DIAG_F0409, at, at + 1);
    }
    return zero == NULL;
}

static bool read_header(Parser *parser, Csv *csv)
{
    if (!skip_empty_lines(parser)) {
        complain(parser, DIAG_F0401, 0, 0);
        return false;
    }
    csv->header = read_row(parser, 0);
    if (parser->broken || has_other_separator(parser, &csv->header)) {
        return false;
    }
    check_names(parser, &csv->header);
    return true;
}

Csv *csv_parse(Arena *arena, const Sources *sources, FileId file, Diags *diags)
{
    Csv *csv = arena_make(arena, Csv);
    Parser parser = {
        .arena = arena, .diags = diags, .file = file,
        .text = source_get(sources, file)->text,
    };
    VEC(CsvRow) rows = {0};
    parser.at = str_starts(parser.text, STR("\xEF\xBB\xBF")) ? 3 : 0;
    if (!is_readable(&parser) || !read_header(&parser, csv)) {
        return csv;
    }
    while (!parser.broken && skip_empty_lines(&parser)) {
        CsvRow row = read_row(&parser, csv->header.n);
        if (!parser.faulty && row.n != csv->header.n) {
            diag_report(diags, DIAG_F0402, row.span, row.n, row.n == 1 ? "cell" : "cells",
                        csv->header.n);
            continue;
        }
        if (!parser.faulty) {
            vec_push(arena, &rows, row);
        }
    }
    csv->rows = rows.items;
    csv->n = rows.n;
    return csv;
}

// A spreadsheet reads 5E002 as 5 * 10^2 and writes 5.00E+02: one digit, zeros, the power.
Str csv_spreadsheet_eccn(Arena *arena, Str text)
{
    size_t at = 1;
    text = str_trim(text);
    if (text.len < 4 || !is_digit(text.at[0]) || text.at[0] == '0') {
        return STR_NONE;
    }
    if (text.at[at] == '.' || text.at[at] == ',') {
        at++;
        while (at < text.len && text.at[at] == '0') {
            at++;
        }
    }
    if (at + 1 >= text.len || (text.at[at] != 'E' && text.at[at] != 'e') ||
        text.at[at + 1] != '+') {
        return STR_NONE;
    }
    Str power = str_sub(text, at + 2, text.len);
    for (size_t i = 0; i < power.len; i++) {
        if (!is_digit(power.at[i])) {
            return STR_NONE;
        }
    }
    while (power.len > 3 && power.at[0] == '0') {
        power = str_sub(power, 1, power.len);
    }
    if (power.len == 0 || power.len > 3) {
        return STR_NONE;
    }
    static const char *const zeros[] = {"", "00", "0", ""};
    return str_format(arena, "%cE%s%.*s", text.at[0], zeros[power.len], STR_ARG(power));
}
