// What all of lowering asks and makes: types and references of nodes, heads, expressions.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/core/lower.h"

const Type *lower_type(const Lowering *low, const Node *node)
{
    const Type *type = node->id < low->checked->n_nodes ? low->checked->types[node->id] : NULL;
    return type ? type : type_plain(TYPE_ERROR);
}

const Decl *lower_ref(const Lowering *low, const Node *node)
{
    return node->id < low->checked->n_nodes ? low->checked->refs[node->id] : NULL;
}

Expr *expr_new(Lowering *low, CoreOp op, const Type *type, const Node *node, uint32_t n)
{
    Expr *expr = arena_make(low->arena, Expr);
    expr->op = op;
    expr->id = (uint32_t)low->exprs.n;
    expr->type = type;
    expr->node = node;
    expr->written = node ? node->kind : NODE_LIST;
    if (node)
        expr->span = node->span;
    expr->n = n;
    expr->kids = n == 0 ? NULL : arena_array(low->arena, const Expr *, n);
    vec_push(low->arena, &low->exprs, expr);
    return expr;
}

Expr *expr_constant(Lowering *low, Fact *fact, const Node *node)
{
    Expr *expr = expr_new(low, CORE_CONST, fact->type, node, 0);
    fact->key = STR("constant");
    fact_complete(low->arena, fact); // constants are shared by all decisions
    expr->fact = fact;
    return expr;
}

Str head_text(const Node *heads, HeadKind kind)
{
    for (uint32_t i = 0; i < node_count(heads); i++) {
        const Node *head = heads->kids[i];
        if (head->kind == NODE_HEAD && head->op == kind && node_kid(head, 0))
            return node_kid(head, 0)->text;
    }
    return STR_NONE;
}
