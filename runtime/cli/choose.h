// Chooses the scenario that the user means: FILE#name, --scenario NAME, or the only one.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_CLI_CHOOSE_H
#define LICET_CLI_CHOOSE_H

#include "runtime/cli/cli.h"

// By title, by case id, by number from 1, or by a part of the title that only one has. NULL
// name: the only scenario. False after a message that lists them.
bool choose_scenario(const Cli *cli, const licet_policy *policy, const char *name, size_t *out);

#endif
