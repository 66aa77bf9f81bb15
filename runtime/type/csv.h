// CSV (RFC 4180, UTF-8, optional BOM): records of text cells with their places.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_TYPE_CSV_H
#define LICET_TYPE_CSV_H

#include "runtime/source/diag.h"

typedef struct CsvCell {
    Str text;   // unquoted
    Span span;
} CsvCell;

typedef struct CsvRow {
    CsvCell *cells;
    size_t n;
    Span span;
} CsvRow;

typedef struct Csv {
    CsvRow header;
    CsvRow *rows;
    size_t n;
} Csv;

// Rows whose number of cells differs from the header are reported and left out.
Csv *csv_parse(Arena *arena, const Sources *sources, FileId file, Diags *diags);

// A long file that is sorted by its first column: its rows are found where they lie.
typedef struct CsvSorted {
    Str text;
    const uint32_t *starts; // of the rows, in the text
    size_t n;
    size_t columns;
    bool carried; // in the library, whose rows the tests look at
} CsvSorted;

// NULL unless the header is as said and every row is plain: as many cells, no empty line,
// the first cells strictly ascending (bytewise). Then csv_parse reads it or says why not.
const CsvSorted *csv_sorted(Arena *arena, const Sources *sources, FileId file,
                            const Str *header, size_t columns);
size_t csv_sorted_find(const CsvSorted *csv, Str key); // index of the row, or n
Str csv_sorted_key(Arena *arena, const CsvSorted *csv, size_t row);
Str *csv_sorted_cells(Arena *arena, const CsvSorted *csv, size_t row);
// Text such as "5.00E+02" or "5E+02" where an ECCN is wanted: the ECCN a spreadsheet
// probably destroyed ("5E002"), or empty.
Str csv_spreadsheet_eccn(Arena *arena, Str text);

#endif
