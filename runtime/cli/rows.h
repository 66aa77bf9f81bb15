// Rows: one case decided many times, each answer on a row: over time, or by the values of a fact.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_CLI_ROWS_H
#define LICET_CLI_ROWS_H

#include "runtime/cli/cli.h"

typedef struct RowsInput {
    Cli *cli;
    const licet_policy *policy;
    licet_facts *facts;    // changed on the way
    licet_options options; // date, assumptions, world, case
    bool own_day;          // the date is that of the scenario, for facts without one
    bool json;
} RowsInput;

// Whether --over-time or --alternatives was given; false with *status set when they do not
// fit the other options.
bool rows_asked(const Cli *cli, int *status);
// Decides row by row and writes the table; an exit status.
int rows_write(RowsInput *input);

#endif
