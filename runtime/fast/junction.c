// Junctions: `all of` and `any of` flattened, with the conditions on single cells in front.
//
// The order in which parts are looked at cannot be seen: F decides the one, T the other,
// whatever the rest is. So what is cheap comes first.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/fast/program.h"

typedef struct Parts {
    VEC(Leaf) leaves;
    VEC(const Ask *) kids;
    bool decided;          // a constant part settles it
} Parts;

static const LeafOp INVERSE[] = {
    [LEAF_TRUE] = LEAF_FALSE, [LEAF_FALSE] = LEAF_TRUE, [LEAF_LT] = LEAF_GE, [LEAF_LE] = LEAF_GT,
    [LEAF_GT] = LEAF_LE, [LEAF_GE] = LEAF_LT, [LEAF_SAME] = LEAF_OTHER, [LEAF_OTHER] = LEAF_SAME,
    [LEAF_WORD] = LEAF_NOT_WORD, [LEAF_NOT_WORD] = LEAF_WORD, [LEAF_IN] = LEAF_NOT_IN,
    [LEAF_NOT_IN] = LEAF_IN,
};

static bool small_constant(const Ask *node)
{
    return node->op == ASK_CONST && node->value.tag == CELL_NUM;
}

static bool word_constant(const Ask *node)
{
    return node->op == ASK_CONST && node->value.tag == CELL_WORD && node->value.word != WORD_NONE;
}

static bool compare_leaf(const Ask *node, Leaf *out)
{
    static const LeafOp OPS[] = {LEAF_LT, LEAF_LE, LEAF_GT, LEAF_GE};
    static const LeafOp SWAPPED[] = {LEAF_GT, LEAF_GE, LEAF_LT, LEAF_LE};
    const Ask *left = node->kids[0], *right = node->kids[1];
    uint32_t op = node->expr->op - CORE_LT;
    if (left->op == ASK_PATH && small_constant(right)) {
        *out = (Leaf){.op = (uint8_t)OPS[op], .slot = left->slot, .at = left->at,
                      .num = right->value.as.num, .to.den = right->value.to.den, .full = node};
        return true;
    }
    if (right->op == ASK_PATH && small_constant(left)) {
        *out = (Leaf){.op = (uint8_t)SWAPPED[op], .slot = right->slot, .at = right->at,
                      .num = left->value.as.num, .to.den = left->value.to.den, .full = node};
        return true;
    }
    return false;
}

static bool equal_leaf(const Ask *node, Leaf *out)
{
    const Ask *path = node->kids[0], *constant = node->kids[1];
    if (path->op != ASK_PATH) {
        path = node->kids[1];
        constant = node->kids[0];
    }
    if (path->op != ASK_PATH || (!small_constant(constant) && !word_constant(constant))) {
        return false;
    }
    bool word = word_constant(constant), same = node->op == ASK_EQ;
    LeafOp op = word ? (same ? LEAF_WORD : LEAF_NOT_WORD) : same ? LEAF_SAME : LEAF_OTHER;
    *out = (Leaf){.op = (uint8_t)op, .slot = path->slot, .at = path->at, .full = node};
    out->num = word ? (int64_t)constant->value.word : constant->value.as.num;
    out->to.den = word ? 0 : constant->value.to.den;
    return true;
}

bool leaf_of(Compiler *c, const Ask *node, Leaf *out)
{
    switch ((AskOp)node->op) {
    case ASK_PATH:
        *out = (Leaf){.op = LEAF_TRUE, .slot = node->slot, .at = node->at, .full = node};
        return node->expr->type->kind == TYPE_BOOL;
    case ASK_NOT:
        if (!leaf_of(c, node->kids[0], out)) {
            return false;
        }
        out->op = (uint8_t)INVERSE[out->op];
        out->full = node;
        return true;
    case ASK_COMPARE:
        return compare_leaf(node, out);
    case ASK_EQ: case ASK_NE:
        return equal_leaf(node, out);
    case ASK_IN_SET:
        *out = (Leaf){.op = LEAF_IN, .slot = node->kids[0]->slot, .at = node->kids[0]->at,
                      .to.set = node->of.set, .full = node};
        return node->kids[0]->op == ASK_PATH;
    case ASK_CALL: // a definition that is a condition on one cell
        return node->of.func->n_params == 0 && leaf_of(c, node->of.func->body, out);
    case ASK_CONST: case ASK_RECORD: case ASK_SLOT: case ASK_FIELD: case ASK_ALL: case ASK_ANY:
    case ASK_AT_LEAST: case ASK_ARITH: case ASK_NUMBER: case ASK_IN: case ASK_IS:
    case ASK_ASSERTED: case ASK_CASES: case ASK_LOOKUP: case ASK_SORTED: case ASK_WITHIN: case ASK_ENTRY: case ASK_SOME: case ASK_AGGREGATE:
    case ASK_LIST: case ASK_UNION: case ASK_ELEMENTS:
        return false;
    }
    return false;
}

static void add_part(Compiler *c, Parts *parts, AskOp op, const Ask *kid)
{
    Tri neutral = op == ASK_ALL ? TRI_T : TRI_F;
    Leaf leaf;
    if (kid->op == ASK_CONST) {
        Tri tri = cell_tri(&kid->value);
        if (tri == neutral) {
            return;
        }
        parts->decided = parts->decided || tri != TRI_U;
    }
    if (kid->op == op) {
        for (uint32_t i = 0; i < kid->n_leaves; i++) {
            vec_push(c->arena, &parts->leaves, kid->leaves[i]);
        }
        for (uint32_t i = 0; i < kid->n; i++) {
            vec_push(c->arena, &parts->kids, kid->kids[i]);
        }
    } else if (leaf_of(c, kid, &leaf)) {
        vec_push(c->arena, &parts->leaves, leaf);
    } else {
        vec_push(c->arena, &parts->kids, kid);
    }
}

const Ask *compile_junction(Compiler *c, const Expr *expr, AskOp op)
{
    Parts parts = {0};
    for (uint32_t i = 0; i < expr->n; i++) {
        add_part(c, &parts, op, compile_expr(c, expr->kids[i]));
    }
    if (parts.decided || (parts.leaves.n == 0 && parts.kids.n == 0)) {
        bool all = op == ASK_ALL;
        return ask_constant(c, cell_bool(parts.decided == all ? TRI_F : TRI_T));
    }
    if (parts.leaves.n == 0 && parts.kids.n == 1 && parts.kids.items[0]->expr != NULL &&
        parts.kids.items[0]->expr->type->kind == TYPE_BOOL && !parts.kids.items[0]->expr->type->optional) {
        return parts.kids.items[0];
    }
    Ask *node = ask_new(c, op, expr, (uint32_t)parts.kids.n);
    for (uint32_t i = 0; i < parts.kids.n; i++) {
        ask_add(node, i, parts.kids.items[i]);
    }
    node->leaves = parts.leaves.items;
    node->n_leaves = (uint32_t)parts.leaves.n;
    for (uint32_t i = 0; i < node->n_leaves; i++) {
        const Ask *full = node->leaves[i].full;
        node->asks_facts = node->asks_facts || full->asks_facts;
        node->slots |= full->slots;
        node->depth = full->depth >= node->depth ? (uint16_t)(full->depth + 1) : node->depth;
    }
    return ask_fold(c, node);
}
