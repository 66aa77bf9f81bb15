// Cells of the case table in few words: findings, who decided, what a proposal changes.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_PROOF_TABLE_CELL_H
#define LICET_PROOF_TABLE_CELL_H

#include "runtime/proof/view.h"

// The regime that is not a provider's: the first of them. NULL when there is none.
const Json *cell_main_regime(const View *view);
bool cell_is_provider(const Json *regime);
// "no license · 3 red flags", "LICENSE · presumption of denial", "cannot say: die_area"
Str cell_finding(const View *view, const Json *regime);
// "742.6(a)(6)(iii), 744.11"
Str cell_decided_by(const View *view, const Json *regime);
// Findings under providers' own terms; empty when there are none.
Str cell_provider(const View *view);
// "same", "authority; not yet", "identify customer; report?"
Str cell_change(const View *base, const View *assumed);
// Something on which the answer rests is not verified, or in doubt.
bool cell_is_doubtful(const View *view);

#endif
