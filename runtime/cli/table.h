// A table of many decisions for people: case, date, finding, what decides, what proposals change.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_CLI_TABLE_H
#define LICET_CLI_TABLE_H

#include "runtime/base/json.h"
#include "runtime/cli/cli.h"

enum { TABLE_PROPOSALS = 2 };

// One case: its document, and the same case with each proposal assumed (NULL: not asked).
typedef struct TableCase {
    const char *id, *title, *certainty, *unverified;
    const Json *document;
    const Json *assumed[TABLE_PROPOSALS];
    bool differs; // from what its scenario expects
} TableCase;

typedef struct Table {
    const char *title;
    const TableCase *cases; // in the order shown
    size_t n;
    const char *proposals[TABLE_PROPOSALS]; // labels
    size_t n_proposals;
} Table;

void table_write(Buf *out, const Table *table, bool color);

#endif
