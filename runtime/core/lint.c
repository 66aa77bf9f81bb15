// Analyses of Core: their order.
//
// In:  Core as lowered, whose relations nobody has judged yet.
// Out: diagnostics. Errors first of what relations mean (labels, versions), then of what
//      evaluation rests on (circles, acts), then what an author should know.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/core/lint_inner.h"

#include "runtime/core/order.h"
#include "runtime/core/polarity.h"

void lint_core(const Core *core, Diags *diags)
{
    Lint lint = {diags->arena, core, diags};
    lint_labels(&lint);
    lint_versions(&lint);
    order_check(&lint);
    polarity_check(&lint);
    lint_comparisons(&lint);
    lint_folded(&lint);
    lint_reviews(&lint);
}
