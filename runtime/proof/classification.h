// Classification: what classifying rules say of items, on one day or by periods of the law.
//
// In:  facts with the list of items. Out: one JSON value (GRAMMAR.md, section 5.1). No
//      license requirement, exception or list of parties is asked.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_PROOF_CLASSIFICATION_H
#define LICET_PROOF_CLASSIFICATION_H

#include "runtime/proof/statement.h"

// Path of the list whose elements the policy classifies ("items"); empty when there is none.
Str classification_list(const Core *core);

// With `periods` every period from before the first classifying rule on; else the date of
// the options, or what all days have in common. NULL after a limit.
Json *classification_make(Arena *arena, const StatementInput *input, bool periods);

#endif
