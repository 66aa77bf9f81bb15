// Dependency order: no rule may, through what it reads, depend on whether it acts itself.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_CORE_ORDER_H
#define LICET_CORE_ORDER_H

#include "runtime/core/lint_inner.h"

// Reports every circle of "reads" among rules and definitions that are in force together:
// a rule reads those that beat it, those its condition asks by `is`, and definitions.
void order_check(Lint *lint);

#endif
