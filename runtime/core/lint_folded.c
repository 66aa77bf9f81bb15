// Folded texts compared with texts that are not folded, which they never are.
//
// In:  conditions and definitions. Out: errors, for constants and for rows of tables that a
//      folded key is to find: a name that no fact can match would be missed in silence.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/core/lint_inner.h"

#include "runtime/base/utf8.h"

enum { CALLS_DEEP = 16 }; // definitions by definitions that are followed

typedef struct Folding {
    Lint *lint;
    bool **judged; // by table and column; NULL: none of the table
} Folding;

// Whether every value of the expression comes from `folded`, or of a list made of others every element.
static bool gives_folded(const Core *core, const Expr *expr, int calls)
{
    if (expr->op == CORE_CASES) {
        bool all = gives_folded(core, expr->kids[expr->n - 1], calls);
        for (uint32_t i = 1; all && i + 1 < expr->n; i += 2)
            all = gives_folded(core, expr->kids[i], calls);
        return all;
    }
    if (expr->op == CORE_LIST)
        return gives_folded(core, expr->kids[2], calls);
    if (expr->op != CORE_CALL || calls == CALLS_DEEP)
        return expr->op == CORE_FOLDED;
    const Func *func = core->funcs[expr->index];
    bool all = func->n_versions > 0;
    for (size_t v = 0; all && v < func->n_versions; v++)
        all = gives_folded(core, func->versions[v].body, calls + 1);
    return all;
}

static bool is_folded(Arena *arena, Str text, Str *folded)
{
    *folded = utf8_letters(arena, text);
    return str_eq(*folded, text);
}

static void judge_fact(Lint *lint, const Fact *fact, Span span)
{
    Str folded;
    for (size_t i = 0; i < fact->n; i++)
        judge_fact(lint, fact->kids[i], span);
    if (fact->state == FACT_KNOWN && fact->type->kind == TYPE_TEXT && !is_folded(lint->arena, fact->text, &folded))
        diag_report(lint->diags, DIAG_L0654, span, STR_ARG(fact->text), STR_ARG(folded));
}

// The constants that the other side of a comparison may be.
static void judge_other(Lint *lint, const Expr *other, int calls)
{
    if (other->op == CORE_CONST)
        judge_fact(lint, other->fact, other->span);
    for (uint32_t i = 0; (other->op == CORE_ELEMENTS || other->op == CORE_UNION) && i < other->n; i++)
        judge_other(lint, other->kids[i], calls);
    for (uint32_t i = 0; other->op == CORE_CASES && i < other->n; i++) {
        if (i % 2 == 1 || i + 1 == other->n) // not the conditions
            judge_other(lint, other->kids[i], calls);
    }
    if (other->op != CORE_CALL || calls == CALLS_DEEP)
        return;
    const Func *func = lint->core->funcs[other->index];
    for (size_t v = 0; v < func->n_versions; v++)
        judge_other(lint, func->versions[v].body, calls + 1);
}

static Str key_of(Arena *arena, const CoreTable *table, size_t row, size_t column)
{
    return table->rows ? table->rows[row].record->kids[column]->text : csv_sorted_key(arena, table->sorted, row);
}

// Another key of the look-up is a constant that the row does not have: it is not asked for.
static bool is_for_others(const CoreTable *table, size_t row, const Expr *lookup)
{
    size_t key = 0;
    for (size_t column = 0; table->rows && key < lookup->n; column++) {
        if (!table->key[column])
            continue;
        const Expr *asked = lookup->kids[key++];
        const Fact *cell = table->rows[row].record->kids[column];
        bool words = asked->op == CORE_CONST && asked->fact->state == FACT_KNOWN && asked->fact->text.len > 0;
        if (words && !str_eq(asked->fact->text, cell->text))
            return true;
    }
    return false;
}

// The first row that the key never finds tells; true when there is one.
static bool judge_rows(Lint *lint, const CoreTable *table, size_t column, const Expr *lookup, Span span)
{
    size_t n = table->sorted && table->sorted->carried ? 0 : table->n;
    for (size_t row = 0; row < n; row++) {
        Str key = key_of(lint->arena, table, row, column), folded;
        if (!is_folded(lint->arena, key, &folded) && !is_for_others(table, row, lookup)) {
            diag_report(lint->diags, DIAG_L0655, span, STR_ARG(key), STR_ARG(table->name), STR_ARG(folded));
            return true;
        }
    }
    return false;
}

// A long file is looked through once, and said to be wrong once.
static void judge_keys(Folding *folding, const Expr *lookup)
{
    Lint *lint = folding->lint;
    const CoreTable *table = &lint->core->tables[lookup->index];
    bool **judged = &folding->judged[lookup->index];
    size_t key = 0;
    for (size_t column = 0; key < lookup->n; column++) {
        if (!table->key[column])
            continue;
        const Expr *asked = lookup->kids[key++];
        if ((*judged && (*judged)[column]) || !gives_folded(lint->core, asked, 0))
            continue;
        *judged = *judged ? *judged : arena_array(lint->arena, bool, table->row->record->n + 1);
        (*judged)[column] = judge_rows(lint, table, column, lookup, asked->span) || !table->rows;
    }
}

static void judge(void *to, const Expr *expr)
{
    Folding *folding = to;
    Lint *lint = folding->lint;
    switch (expr->op) {
    case CORE_EQ: case CORE_NE: case CORE_IN:
        for (int i = 0; i < 2; i++) {
            if (gives_folded(lint->core, expr->kids[i], 0))
                judge_other(lint, expr->kids[1 - i], 0);
        }
        break;
    case CORE_LOOKUP:
        judge_keys(folding, expr);
        break;
    default:
        break;
    }
}

void lint_folded(Lint *lint)
{
    Folding folding = {lint, arena_array(lint->arena, bool *, lint->core->n_tables + 1)};
    lint_walk_all(lint->core, judge, &folding);
}
