// Inside of the analyses: what their files share. Not included outside core/.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_CORE_LINT_INNER_H
#define LICET_CORE_LINT_INNER_H

#include "runtime/core/lint.h"

typedef struct Lint {
    Arena *arena; // of the messages; scratch is taken from it as well
    const Core *core;
    Diags *diags;
} Lint;

// Where a rule names other rules.
typedef enum NamePlace { NAME_OVER, NAME_UNDER, NAME_TARGET } NamePlace;

// What is reached below an expression, itself first.
typedef void (*LintVisit)(void *to, const Expr *expr);

// lint_part.c
bool lint_meet(const CoreRule *a, const CoreRule *b); // some day is in both spans
bool lint_demands(const CoreRule *rule);              // requires or prohibits
const char *lint_verb(EffectKind effect);             // "requires"
Str lint_about(const Lint *lint, const CoreRule *rule); // "each of 'items'"
Str lint_days(const Lint *lint, Day from, Day until); // "from ... through ..."
// The label that the rule carries; the label at a place where it names others.
Span lint_label_site(const CoreRule *rule);
Span lint_name_site(const CoreRule *rule, NamePlace place, size_t index);
// The words `in force from ... until ...`, or the label when the rule has none.
Span lint_force_site(const CoreRule *rule);
void lint_walk(const Expr *expr, LintVisit visit, void *to); // NULL: nothing
void lint_walk_all(const Core *core, LintVisit visit, void *to); // conditions of rules, bodies of definitions
// The same operation on the same operands, wherever they were written.
bool lint_same(const Expr *a, const Expr *b);

// lint_label.c: labels that name nothing, or nothing that fits.
void lint_labels(Lint *lint);
// lint_version.c: versions of a label that overlap or leave gaps.
void lint_versions(Lint *lint);
// lint_compare.c: comparisons with constants that never or always hold.
void lint_comparisons(Lint *lint);
// lint_folded.c: folded texts compared with what is not folded.
void lint_folded(Lint *lint);
// lint_review.c: reviews that are in conflict on every day they share.
void lint_reviews(Lint *lint);

#endif
