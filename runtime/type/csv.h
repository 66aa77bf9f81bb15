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
// Text such as "5.00E+02" or "5E+02" where an ECCN is wanted: the ECCN a spreadsheet
// probably destroyed ("5E002"), or empty.
Str csv_spreadsheet_eccn(Arena *arena, Str text);

#endif
