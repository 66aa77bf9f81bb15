// Columns: which column of a CSV file gives which fact, so that rows can be cases.
//
// In:  a map as JSON: {"id": COLUMN, "as_of": COLUMN, "facts": {PATH: COLUMN or {"column",
//      "unit", "values"} or {"value": TEXT}}}. Out: for each row settings "path=value".
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_BATCH_COLUMNS_H
#define LICET_BATCH_COLUMNS_H

#include "runtime/base/json.h"
#include "runtime/cli/cli.h"
#include "runtime/source/diag.h"

typedef struct Column {
    Str path, name;      // of the fact; of the column, empty for a fixed value
    Str unit, value;     // put behind a bare number; fixed value
    const Json *values;  // what cells mean, or NULL
    size_t index;        // in the header
    uint32_t start;      // in the text of the map
} Column;

typedef struct Columns {
    VEC(Column) list;
    Str id, as_of;              // columns, or empty
    size_t id_index, as_of_index;
    const char *file;           // of the map
    Str text;                   // of the map
    Str header;                 // first record of the CSV
} Columns;

// One row as a case.
typedef struct RowCase {
    VEC(Str) settings;
    Str id, as_of; // empty when there is none
} RowCase;

// `list` is set before paths of the goal classify: the fields of its first element.
bool columns_read(const Cli *cli, const char *path, const char *list, Columns *out);
// What would go wrong with each row, whatever its cells: a path that the policy does not
// declare, a fixed value or a unit that does not fit. False after a message.
bool columns_fit(const Cli *cli, const Columns *columns, const licet_policy *policy);
// Finds the columns in the first record; false after a message.
bool columns_bind(const Cli *cli, Columns *columns, Str header);
// A blank cell says nothing. False when something was reported.
bool columns_row(Arena *arena, const Columns *columns, Str record, RowCase *out, Diags *diags);
// A row as a JSON object of its cells; false when it is none.
bool columns_object(Arena *arena, const Columns *columns, Str record, Buf *out);

#endif
