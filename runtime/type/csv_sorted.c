// Long CSV files that are sorted by their first column: rows are found where they lie.
//
// In:  the text of a source, the header that is wanted. Out: where the rows begin; cells are
//      unquoted only for the row that is asked for. A list of tens of thousands of names
//      costs one pass over its bytes when a policy is loaded, and a bisection for each name.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/type/csv.h"

#include "runtime/base/utf8.h"

// A cell as it stands: the text within its quotation marks, where quotes are doubled.
typedef struct RawCell {
    Str inside;
    bool doubled;
} RawCell;

// Reads the cell at *at and moves behind it; false when its quotes are faulty.
static bool raw_cell(Str line, size_t *at, RawCell *cell)
{
    *cell = (RawCell){.doubled = false};
    if (*at == line.len) {
        return true; // nothing stands there, and there may be no line at all
    }
    const char *from = line.at + *at, *end = line.at + line.len;
    if (*from != '"') {
        const char *comma = memchr(from, ',', (size_t)(end - from));
        comma = comma != NULL ? comma : end;
        cell->inside = (Str){from, (size_t)(comma - from)};
        *at = (size_t)(comma - line.at);
        return memchr(from, '"', cell->inside.len) == NULL;
    }
    from++;
    const char *close = memchr(from, '"', (size_t)(end - from));
    while (close != NULL && close + 1 < end && close[1] == '"') {
        cell->doubled = true;
        close = memchr(close + 2, '"', (size_t)(end - (close + 2)));
    }
    if (close == NULL || (close + 1 < end && close[1] != ',')) {
        return false;
    }
    cell->inside = (Str){from, (size_t)(close - from)};
    *at = (size_t)(close + 1 - line.at);
    return true;
}

// The bytewise order of two cells as they read without their doubled quotes.
static int raw_order(RawCell a, RawCell b)
{
    if (!a.doubled && !b.doubled) {
        size_t n = a.inside.len < b.inside.len ? a.inside.len : b.inside.len;
        int order = n == 0 ? 0 : memcmp(a.inside.at, b.inside.at, n);
        return order != 0 ? order : (a.inside.len > b.inside.len) - (a.inside.len < b.inside.len);
    }
    size_t i = 0, j = 0;
    while (i < a.inside.len && j < b.inside.len) {
        unsigned char x = (unsigned char)a.inside.at[i], y = (unsigned char)b.inside.at[j];
        if (x != y) {
            return x < y ? -1 : 1;
        }
        i += a.doubled && x == '"' ? 2u : 1u;
        j += b.doubled && y == '"' ? 2u : 1u;
    }
    return (i < a.inside.len) - (j < b.inside.len);
}

static Str line_at(const CsvSorted *csv, size_t row)
{
    uint32_t from = csv->starts[row];
    size_t to = row + 1 < csv->n ? csv->starts[row + 1] : csv->text.len;
    to -= to > from && csv->text.at[to - 1] == '\n';
    return str_sub(csv->text, from, to);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

// Whether as many cells follow as are wanted; most rows have no quotes behind their key.
static bool rest_is_plain(Str line, size_t at, size_t wanted)
{
    size_t commas = 0;
    const char *rest = line.at + at, *end = line.at + line.len;
    bool quoted = false;
    for (; rest < end; rest++) {
        commas += *rest == ',';
        quoted |= *rest == '"';
    }
    if (!quoted) {
        return commas == wanted;
    }
    for (; wanted > 0; wanted--) {
        RawCell cell;
        if (at >= line.len || line.at[at++] != ',' || !raw_cell(line, &at, &cell)) {
            return false;
        }
    }
    return at == line.len;
}

static bool row_is_plain(const CsvSorted *csv, size_t row, RawCell *key)
{
    Str line = line_at(csv, row);
    size_t at = 0;
    return raw_cell(line, &at, key) && key->inside.len > 0 && !is_space(key->inside.at[0]) &&
           !is_space(key->inside.at[key->inside.len - 1]) &&
           rest_is_plain(line, at, csv->columns - 1);
}

static bool text_is_plain(Str text)
{
    size_t bad, doubt = 0;
    uint32_t point;
    return utf8_valid(text, &bad) && memchr(text.at, 0, text.len) == NULL &&
           memchr(text.at, '\r', text.len) == NULL &&
           utf8_doubt(text, &doubt, &point) == UTF8_CLEAR;
}

// As a cell would be that is read: what is looked up is composed.
static bool is_composed(Arena *arena, Str line)
{
    return utf8_nfc(arena, line).at == line.at;
}

static bool rows_are_plain(Arena *arena, const CsvSorted *csv)
{
    RawCell before = {.inside = STR_NONE}, key;
    for (size_t row = 0; row < csv->n; row++, before = key) {
        if (!row_is_plain(csv, row, &key) || raw_order(before, key) >= 0 ||
            !is_composed(arena, line_at(csv, row))) {
            return false;
        }
    }
    return true;
}

static bool header_is(Str line, const Str *header, size_t columns)
{
    size_t at = 0;
    for (size_t i = 0; i < columns; i++) {
        Str cell = str_sub(line, at, at + header[i].len);
        at += header[i].len + 1;
        bool ends = at - 1 == line.len || line.at[at - 1] == ',';
        if (at - 1 > line.len || !ends || !str_eq(cell, header[i])) {
            return false;
        }
    }
    return at == line.len + 1;
}

const CsvSorted *csv_sorted(Arena *arena, const Sources *sources, FileId file,
                            const Str *header, size_t columns)
{
    const SourceFile *source = source_get(sources, file);
    Str text = source->text;
    size_t lines = source->n_lines;
    lines -= lines > 0 && source->line_starts[lines - 1] == text.len; // nothing behind the last
    if (lines < 2 || !header_is(str_sub(text, 0, source->line_starts[1] - 1), header, columns)) {
        return NULL;
    }
    CsvSorted *csv = arena_make(arena, CsvSorted);
    csv->text = text; // one by one: no hole (base/image.h)
    csv->starts = source->line_starts + 1;
    csv->n = lines - 1;
    csv->columns = columns;
    csv->carried = source->digest.len > 0;
    return csv->carried || (text_is_plain(text) && rows_are_plain(arena, csv)) ? csv : NULL;
}

size_t csv_sorted_find(const CsvSorted *csv, Str key)
{
    RawCell wanted = {key, false}, cell;
    size_t low = 0, high = csv->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2, at = 0;
        (void)raw_cell(line_at(csv, middle), &at, &cell);
        int order = raw_order(cell, wanted);
        if (order == 0) {
            return middle;
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return csv->n;
}

static Str without_doubles(Arena *arena, RawCell cell)
{
    if (!cell.doubled) {
        return cell.inside;
    }
    char *copy = arena_alloc(arena, cell.inside.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < cell.inside.len; i++) {
        copy[n++] = cell.inside.at[i];
        i += cell.inside.at[i] == '"'; // the next one is its double
    }
    return (Str){copy, n};
}

Str csv_sorted_key(Arena *arena, const CsvSorted *csv, size_t row)
{
    RawCell key;
    size_t at = 0;
    (void)raw_cell(line_at(csv, row), &at, &key);
    return without_doubles(arena, key);
}

Str *csv_sorted_cells(Arena *arena, const CsvSorted *csv, size_t row)
{
    Str *cells = arena_array(arena, Str, csv->columns + 1), line = line_at(csv, row);
    size_t at = 0;
    for (size_t i = 0; i < csv->columns; i++) {
        RawCell cell;
        (void)raw_cell(line, &at, &cell);
        cells[i] = without_doubles(arena, cell);
        at++; // the comma
    }
    return cells;
}
