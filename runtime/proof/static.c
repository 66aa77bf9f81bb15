// Static questions on expressions: what stands in them, whatever the facts.
//
// Each question walks the expression and what it calls with an explicit list; marks by
// expression id keep shared parts from being walked twice.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/inner.h"

typedef struct Walk {
    Making *m;
    VEC(const Expr *) waiting;
} Walk;

static void walk_push(Walk *walk, const Expr *expr)
{
    Making *m = walk->m;
    if (expr != NULL && m->seen[expr->id] != m->walks) {
        m->seen[expr->id] = m->walks;
        vec_push(m->arena, &walk->waiting, expr);
    }
}

static Walk walk_start(Making *m, const Expr *expr)
{
    Walk walk = {.m = m};
    m->walks++;
    walk_push(&walk, expr);
    return walk;
}

// The next expression, its kids and the bodies it calls put in line; NULL at the end.
static const Expr *walk_next(Walk *walk)
{
    if (walk->waiting.n == 0) {
        return NULL;
    }
    const Expr *expr = walk->waiting.items[--walk->waiting.n];
    for (uint32_t i = 0; i < expr->n; i++) {
        walk_push(walk, expr->kids[i]);
    }
    if (expr->op == CORE_CALL) {
        const Func *func = walk->m->core->funcs[expr->index];
        for (size_t i = 0; i < func->n_versions; i++) {
            walk_push(walk, func->versions[i].body);
        }
    }
    return expr;
}

bool expr_reads_act(Making *m, const Expr *expr)
{
    Walk walk = walk_start(m, expr);
    for (const Expr *e = walk_next(&walk); e != NULL; e = walk_next(&walk)) {
        if (e->op == CORE_FACT && m->core->schema->decls[e->index].act) {
            return true;
        }
    }
    return false;
}

bool expr_is_constant(Making *m, const Expr *expr)
{
    Walk walk = walk_start(m, expr);
    for (const Expr *e = walk_next(&walk); e != NULL; e = walk_next(&walk)) {
        switch (e->op) {
        case CORE_FACT: case CORE_SLOT: case CORE_FIELD: case CORE_IS: case CORE_CALL:
        case CORE_NATIVE: case CORE_ROWS: case CORE_LOOKUP: case CORE_LIVE: case CORE_ACT:
            return false;
        case CORE_CONST: case CORE_ALL: case CORE_ANY: case CORE_NONE_OF: case CORE_AT_LEAST:
        case CORE_NOT: case CORE_EQ: case CORE_NE: case CORE_LT: case CORE_LE: case CORE_GT:
        case CORE_GE: case CORE_ADD: case CORE_SUB: case CORE_MUL: case CORE_DIV:
        case CORE_NEG: case CORE_POW: case CORE_WHOLE: case CORE_IN: case CORE_CASES:
        case CORE_SOME: case CORE_EVERY: case CORE_NO: case CORE_SUM: case CORE_GREATEST:
        case CORE_LEAST: case CORE_COUNT: case CORE_LIST: case CORE_UNION:
        case CORE_ELEMENTS: case CORE_ROUND_DOWN: case CORE_ROUND_UP: case CORE_ABSOLUTE:
        case CORE_ADD_MONTHS: case CORE_WITHIN: case CORE_ENTRY: case CORE_FOLDED:
        case CORE_OP_COUNT:
            break;
        }
    }
    return true;
}

Str expr_part_label(const Expr *parent, uint32_t part)
{
    return parent->parts != NULL && part < parent->n ? parent->parts[part] : STR_NONE;
}
