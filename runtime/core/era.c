// Eras: the days on which the law changes cut time into spans that can be decided alike.
//
// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>

#include "runtime/core/lower.h"

typedef VEC(Day) Days;

static void add_day(Lowering *low, Days *days, int64_t day)
{
    if (day > DAY_MIN && day <= DAY_MAX)
        vec_push(low->arena, days, (Day)day);
}

// law date ± constant, as the constant; false for anything else.
static bool law_date_offset(const Core *core, const Expr *expr, Arena *arena, Rat *offset)
{
    if (expr->op == CORE_FACT && expr->index == core->schema->law_date) {
        *offset = RAT_ZERO;
        return true;
    }
    if ((expr->op != CORE_ADD && expr->op != CORE_SUB) || expr->type->kind != TYPE_DATE)
        return false;
    const Expr *date = expr->kids[0], *days = expr->kids[1];
    if (date->op != CORE_FACT || date->index != core->schema->law_date || days->op != CORE_WHOLE)
        return false;
    const Expr *quotient = days->kids[0];
    if (quotient->op != CORE_DIV || quotient->kids[0]->op != CORE_CONST)
        return false;
    Rat amount;
    if (!rat_div(arena, quotient->kids[0]->fact->number, quotient->kids[1]->fact->number, &amount))
        return false;
    return expr->op == CORE_SUB ? rat_neg(arena, amount, offset) : (*offset = amount, true);
}

// The day on which a comparison of the law date with a constant changes: that day itself, where
// the law date is less or not less than it, the next day, where it is at most it or more.
static void add_change(Lowering *low, Days *days, CoreOp op, bool flipped, int64_t day)
{
    bool before = op == (flipped ? CORE_GT : CORE_LT) || op == (flipped ? CORE_LE : CORE_GE);
    bool equal = op == CORE_EQ || op == CORE_NE;
    if (before || equal)
        add_day(low, days, day);
    if (!before || equal)
        add_day(low, days, day + 1);
}

static void add_root(Lowering *low, Days *days, const Expr *expr)
{
    if (expr->op < CORE_EQ || expr->op > CORE_GE)
        return;
    for (uint32_t side = 0; side < 2; side++) {
        const Expr *constant = expr->kids[1 - side];
        Rat offset, root;
        int64_t day;
        if (constant->op != CORE_CONST || constant->type->kind != TYPE_DATE ||
            !law_date_offset(low->core, expr->kids[side], low->arena, &offset) ||
            !rat_sub(low->arena, constant->fact->number, offset, &root) || !rat_to_int64(root, &day))
            continue;
        add_change(low, days, expr->op, side == 1, day);
    }
}

static void add_rule_days(Lowering *low, Days *days, const CoreRule *rule)
{
    add_day(low, days, rule->from);
    add_day(low, days, rule->until);
    for (size_t i = 0; i < rule->n_doubts; i++) {
        add_day(low, days, rule->doubts[i].from);
        add_day(low, days, rule->doubts[i].until);
    }
}

static void add_table_days(Lowering *low, Days *days, const CoreTable *table)
{
    for (size_t i = 0; table->rows && i < table->n; i++) {
        add_day(low, days, table->rows[i].from);
        add_day(low, days, table->rows[i].until);
    }
}

static size_t sort_days(Days *days)
{
    // NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker): DAY_MIN is always one
    qsort(days->items, days->n, sizeof(Day), date_order);
    size_t n = 0;
    for (size_t i = 0; i < days->n; i++) {
        if (n == 0 || days->items[n - 1] != days->items[i])
            days->items[n++] = days->items[i];
    }
    return n;
}

// The days of rules, versions and tables as a whole.
static void add_provision_days(Lowering *low, Days *days)
{
    const Core *core = low->core;
    vec_push(low->arena, days, (Day)DAY_MIN);
    for (size_t i = 0; i < core->n_rules; i++)
        add_rule_days(low, days, &core->rules[i]);
    for (size_t i = 0; i < core->n_funcs; i++) {
        for (size_t v = 0; v < core->funcs[i]->n_versions; v++) {
            add_day(low, days, core->funcs[i]->versions[v].from);
            add_day(low, days, core->funcs[i]->versions[v].until);
        }
    }
    for (size_t i = 0; i < core->n_tables; i++) {
        if (core->tables[i].complete_through < DAY_MAX)
            add_day(low, days, (int64_t)core->tables[i].complete_through + 1);
    }
}

static void add_comparison_days(Lowering *low, Days *days)
{
    for (size_t i = 0; i < low->core->n_exprs; i++)
        add_root(low, days, low->core->exprs[i]);
}

static void add_row_days(Lowering *low, Days *days)
{
    for (size_t i = 0; i < low->core->n_tables; i++)
        add_table_days(low, days, &low->core->tables[i]);
}

// The days of both, each once.
static Breaks breaks_of(Lowering *low, const Days *some, const Days *others)
{
    Days days = {.items = arena_array(low->arena, Day, some->n + others->n + 1)};
    for (size_t i = 0; i < some->n; i++)
        days.items[days.n++] = some->items[i];
    for (size_t i = 0; i < others->n; i++)
        days.items[days.n++] = others->items[i];
    size_t n = sort_days(&days);
    return (Breaks){days.items, n};
}

void find_eras(Lowering *low)
{
    Core *core = low->core;
    Days provisions = {0}, comparisons = {0}, rows = {0};
    add_provision_days(low, &provisions);
    add_comparison_days(low, &comparisons);
    add_row_days(low, &rows);
    core->law_breaks = breaks_of(low, &provisions, &comparisons);
    core->text_breaks = breaks_of(low, &provisions, &rows);
    Days law = {.items = (Day *)(uintptr_t)core->law_breaks.days, .n = core->law_breaks.n};
    core->breaks = breaks_of(low, &law, &rows);
}
