// Polarity: an act may only ease, so that withdrawing one never makes an answer milder.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_CORE_POLARITY_H
#define LICET_CORE_POLARITY_H

#include "runtime/core/lint_inner.h"

// Reports acts outside of conditions, in rules that may not read them, and in conditions
// where withdrawing one could turn F into T; rules that read acts and beat others than
// reviews; reviews that an act could worsen; duties before a date that no act fulfills.
void polarity_check(Lint *lint);

#endif
