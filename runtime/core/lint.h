// Analyses of Core before run: what is wrong with a policy, what its author should know.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_CORE_LINT_H
#define LICET_CORE_LINT_H

#include "runtime/core/core.h"

// Errors: circles of the relation "reads" shown as circles; acts read where they may not be
// (4.8); labels that name nothing, or nothing that fits; authorizes without a shared
// subject; a rule per item that beats one about the whole transaction; overlapping versions
// of a label; a `before` duty of an authorization without a condition on an act; constants and
// keys of tables that a folded text never meets. Warnings:
// gaps between versions (unless the earlier says `lapses`), definitions asked on days
// without a version, certain conflicts of reviews, comparisons with constants that never or
// always hold (decidable part).
void lint_core(const Core *core, Diags *diags);

// Upper bound of the instructions of one evaluation (one world, one known day), as a
// formula over list lengths and as a number with every list at `list_length` elements.
typedef struct CostBound {
    Str formula;   // "412 + 87*items + 12*parties"
    Rat number;
} CostBound;

CostBound lint_cost(Arena *arena, const Core *core, uint32_t list_length);

#endif
