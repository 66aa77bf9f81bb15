// Comparisons with constants that never or always hold, alone or beside each other.
//
// In:  the conditions of rules and the bodies of definitions.
// Out: warnings. Only what can be decided by looking: one value compared with constants,
//      within one `all of` or `any of`, or against the range that the value declares.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/core/lint_inner.h"

// A comparison as "term relation constant".
typedef struct Bound {
    const Expr *expr, *term;
    CoreOp relation;
    const Fact *constant;
} Bound;

typedef VEC(Bound) Bounds;

// A set of numbers without gaps.
typedef struct Range {
    Rat low, high;
    bool low_open, high_open;
} Range;

static CoreOp mirrored(CoreOp op)
{
    switch (op) {
    case CORE_LT: return CORE_GT;
    case CORE_LE: return CORE_GE;
    case CORE_GT: return CORE_LT;
    case CORE_GE: return CORE_LE;
    default: return op;
    }
}

static bool is_constant(const Expr *expr)
{
    return expr->op == CORE_CONST && expr->fact->state == FACT_KNOWN;
}

static bool find_bound(const Expr *expr, Bound *bound)
{
    if (expr->op < CORE_EQ || expr->op > CORE_GE)
        return false;
    const Expr *left = expr->kids[0], *right = expr->kids[1];
    if (is_constant(right))
        *bound = (Bound){expr, left, expr->op, right->fact};
    else if (is_constant(left))
        *bound = (Bound){expr, right, mirrored(expr->op), left->fact};
    else
        return false;
    return true;
}

static bool is_ordered(const Type *type)
{
    return type->kind == TYPE_NUM || type->kind == TYPE_DATE;
}

static bool is_word(const Type *type)
{
    return type->kind == TYPE_TEXT || type->kind == TYPE_COUNTRY || type->kind == TYPE_ENUM
        || type->kind == TYPE_ECCN;
}

// The values for which the comparison holds; false for `!=`.
static bool range_of(const Bound *bound, Range *range)
{
    Rat n = bound->constant->number;
    *range = (Range){RAT_NEG_INF, RAT_POS_INF, false, false};
    if (!is_ordered(bound->constant->type) || bound->relation == CORE_NE)
        return false;
    if (bound->relation != CORE_LT && bound->relation != CORE_LE)
        range->low = n;
    if (bound->relation != CORE_GT && bound->relation != CORE_GE)
        range->high = n;
    range->low_open = bound->relation == CORE_GT;
    range->high_open = bound->relation == CORE_LT;
    return true;
}

// No value lies in a and b.
static bool are_apart(const Range *a, const Range *b)
{
    int ab = rat_cmp(a->high, b->low), ba = rat_cmp(b->high, a->low);
    return ab < 0 || ba < 0 || (ab == 0 && (a->high_open || b->low_open))
        || (ba == 0 && (b->high_open || a->low_open));
}

// Every value lies in a or b.
static bool fill_all(const Range *a, const Range *b)
{
    bool a_below = rat_is_inf(a->low) && rat_is_inf(b->high);
    bool b_below = rat_is_inf(b->low) && rat_is_inf(a->high);
    if (a_below && !rat_is_inf(a->high) && !rat_is_inf(b->low)) {
        int order = rat_cmp(a->high, b->low);
        return order > 0 || (order == 0 && !(a->high_open && b->low_open));
    }
    if (b_below && !rat_is_inf(b->high) && !rat_is_inf(a->low)) {
        int order = rat_cmp(b->high, a->low);
        return order > 0 || (order == 0 && !(b->high_open && a->low_open));
    }
    return false;
}

// Every value of a lies in b.
static bool lies_within(const Range *a, const Range *b)
{
    int low = rat_cmp(a->low, b->low), high = rat_cmp(a->high, b->high);
    bool low_in = !b->low_open || a->low_open || rat_is_inf(a->low);
    bool high_in = !b->high_open || a->high_open || rat_is_inf(a->high);
    return (low > 0 || (low == 0 && low_in)) && (high < 0 || (high == 0 && high_in));
}

// -- two comparisons of one value

static bool never_both(const Bound *a, const Bound *b)
{
    Range x, y;
    if (is_word(a->constant->type))
        return a->relation == CORE_EQ && b->relation == CORE_EQ
            && !str_eq(a->constant->text, b->constant->text);
    return range_of(a, &x) && range_of(b, &y) && are_apart(&x, &y);
}

// Whether the value may be absent, so that no comparison of it holds.
static bool may_lack(const Lint *lint, const Expr *term)
{
    if (term->type->optional)
        return true;
    while (term->op == CORE_FIELD)
        term = term->kids[0];
    return (term->op == CORE_FACT && lint->core->schema->decls[term->index].act)
        || term->op == CORE_LOOKUP;
}

static bool always_one(const Lint *lint, const Bound *a, const Bound *b)
{
    Range x, y;
    return !may_lack(lint, a->term) && range_of(a, &x) && range_of(b, &y)
        && fill_all(&x, &y);
}

static void judge_pairs(Lint *lint, const Bounds *bounds, bool all)
{
    for (size_t i = 0; i < bounds->n; i++) {
        for (size_t j = 0; j < i; j++) {
            const Bound *a = &bounds->items[j], *b = &bounds->items[i];
            bool found = all ? never_both(a, b) : always_one(lint, a, b);
            if (!found || !lint_same(a->term, b->term))
                continue;
            Diag *diag = diag_report(lint->diags, all ? DIAG_L0650 : DIAG_L0651,
                                     b->expr->span);
            diag_label(lint->diags, diag, a->expr->span, "the other one");
        }
    }
}

// Comparisons among the parts, and among the parts of parts of the same kind.
static void gather(Lint *lint, const Expr *expr, CoreOp kind, Bounds *bounds)
{
    for (uint32_t i = 0; i < expr->n; i++) {
        Bound bound;
        const Expr *part = expr->kids[i];
        if (find_bound(part, &bound) && !is_constant(bound.term))
            vec_push(lint->arena, bounds, bound);
        else if (part->op == kind)
            gather(lint, part, kind, bounds);
    }
}

// -- one comparison

static bool holds(const Bound *bound, const Fact *value)
{
    if (!is_ordered(value->type)) {
        bool same = value->truth == bound->constant->truth
            && str_eq(value->text, bound->constant->text);
        return same == (bound->relation == CORE_EQ);
    }
    int order = rat_cmp(value->number, bound->constant->number);
    switch (bound->relation) {
    case CORE_EQ: return order == 0;
    case CORE_NE: return order != 0;
    case CORE_LT: return order < 0;
    case CORE_LE: return order <= 0;
    case CORE_GT: return order > 0;
    default: return order >= 0;
    }
}

static void judge_one(Lint *lint, const Bound *bound)
{
    const Expr *term = bound->term;
    const Type *type = term->type;
    if (is_constant(term)) {
        diag_report(lint->diags, holds(bound, term->fact) ? DIAG_L0653 : DIAG_L0652,
                    bound->expr->span);
        return;
    }
    Range range, declared = {type->low, type->high, false, false};
    bool place = term->op == CORE_FACT || term->op == CORE_FIELD;
    if (!place || type->kind != TYPE_NUM || !range_of(bound, &range))
        return;
    bool never = are_apart(&declared, &range);
    if (!never && (may_lack(lint, term) || !lies_within(&declared, &range)))
        return;
    DiagCode code = never ? DIAG_L0652 : DIAG_L0653;
    Diag *diag = diag_report(lint->diags, code, bound->expr->span);
    Buf text;
    buf_init(&text, lint->arena);
    type_print(&text, type);
    diag_note(lint->diags, diag, "its type is '%s'", buf_done(&text).at);
}

typedef struct Judging {
    Lint *lint;
    Bounds bounds; // of the junction at work
} Judging;

static void judge(void *to, const Expr *expr)
{
    Judging *judging = to;
    Bound bound;
    judging->bounds.n = 0;
    if (find_bound(expr, &bound)) {
        judge_one(judging->lint, &bound);
    } else if (expr->op == CORE_ALL) {
        gather(judging->lint, expr, CORE_ALL, &judging->bounds);
        judge_pairs(judging->lint, &judging->bounds, true);
    } else if (expr->op == CORE_ANY || expr->op == CORE_NONE_OF) {
        gather(judging->lint, expr, CORE_ANY, &judging->bounds);
        judge_pairs(judging->lint, &judging->bounds, false);
    }
}

void lint_comparisons(Lint *lint)
{
    Judging judging = {.lint = lint};
    lint_walk_all(lint->core, judge, &judging);
}
