// Analyses of Core before run: what is wrong with a policy, and what its author should know.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_CORE_LINT_H
#define LICET_CORE_LINT_H

#include "runtime/core/core.h"

// Errors: cycles of the relation "reads" shown as cycles; acts used as facts (polarity);
// labels that match nothing; authorizes without a shared subject; a rule per item that beats
// one about the whole transaction; overlapping versions of a label; a `before` duty of an
// authorization without a condition on an act. Warnings: gaps between versions (unless the
// earlier says `lapses`), statically certain conflicts of reviews, conditions that can never
// hold (decidable part), unused facts are not reported.
void lint_core(const Core *core, Diags *diags);

// Upper bound of evaluated operations for one decision, as a formula over list lengths and
// as a number with every list at `list_length` elements.
typedef struct CostBound {
    Str formula;   // "412 + 87*items + 12*parties"
    Rat number;
} CostBound;

CostBound lint_cost(Arena *arena, const Core *core, uint32_t list_length);

#endif
