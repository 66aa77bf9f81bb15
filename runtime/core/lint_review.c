// Reviews that are in conflict whenever they apply: nothing sets one above the other.
//
// In:  rules with the reviews that name them.
// Out: warnings, for the certain case only: two reviews that nothing beats, under different
//      policies, of one requirement, on common days, under no or the same condition.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/core/lint_inner.h"

static bool is_plain(const CoreRule *review)
{
    return review->n_beaten_by == 0 && review->n_exceptions == 0 && review->policy
        && review->proposed.len == 0;
}

// Some day is in all three spans.
static bool share_day(const CoreRule *a, const CoreRule *b, const CoreRule *c)
{
    return lint_meet(a, b) && lint_meet(b, c) && lint_meet(a, c);
}

static void report(Lint *lint, const CoreRule *demand, const CoreRule *a, const CoreRule *b)
{
    Str of = demand->label, one = a->policy->name, other = b->policy->name;
    Diag *diag = diag_report(lint->diags, DIAG_L0660, node_kid(b->node, RULE_EFFECT)->span,
                             STR_ARG(b->label), STR_ARG(a->label), STR_ARG(of));
    diag_label(lint->diags, diag, node_kid(a->node, RULE_EFFECT)->span,
               "'%.*s' says '%.*s'", STR_ARG(a->label), STR_ARG(one));
    diag_note(lint->diags, diag, "'%.*s' says '%.*s'", STR_ARG(b->label), STR_ARG(other));
}

static void check_reviews(Lint *lint, const CoreRule *demand)
{
    const CoreRule *rules = lint->core->rules;
    for (size_t i = 0; i < demand->n_reviewed_by; i++) {
        const CoreRule *b = &rules[demand->reviewed_by[i]];
        for (size_t j = 0; j < i && is_plain(b); j++) {
            const CoreRule *a = &rules[demand->reviewed_by[j]];
            if (is_plain(a) && a->policy != b->policy && share_day(a, b, demand)
                && lint_same(a->when, b->when))
                report(lint, demand, a, b);
        }
    }
}

void lint_reviews(Lint *lint)
{
    for (size_t i = 0; i < lint->core->n_rules; i++)
        check_reviews(lint, &lint->core->rules[i]);
}
