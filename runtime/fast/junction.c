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
    [LEAF_NOT_IN] = LEAF_IN, [LEAF_NONE] = LEAF_SOME, [LEAF_SOME] = LEAF_NONE,
};

static bool small_constant(const Ask *node)
{
    return node->op == ASK_CONST && node->value.tag == CELL_NUM;
}

static bool word_constant(const Ask *node)
{
    return node->op == ASK_CONST && node->value.tag == CELL_WORD && node->value.word != WORD_NONE;
}

// The one cell that a node stands for.
static bool cell_of_node(const Ask *node, Leaf *out)
{
    if (node->op == ASK_PATH) {
        out->slot = node->slot;
        out->at = node->at;
        return true;
    }
    if (node->op != ASK_CALL || node->of.func->n_params > 1 ||
        (node->of.func->n_params == 1 && node->kids[0]->op != ASK_SLOT)) {
        return false;
    }
    out->slot = CALL_SLOT;
    out->at = node->of.func->index;
    out->arg = node->of.func->n_params == 1 ? node->kids[0]->slot : NO_ARG;
    return true;
}

static bool compare_leaf(const Ask *node, Leaf *out)
{
    static const LeafOp OPS[] = {LEAF_LT, LEAF_LE, LEAF_GT, LEAF_GE};
    static const LeafOp SWAPPED[] = {LEAF_GT, LEAF_GE, LEAF_LT, LEAF_LE};
    const Ask *left = node->kids[0], *right = node->kids[1];
    uint32_t op = node->expr->op - CORE_LT;
    bool swapped = small_constant(left);
    const Ask *constant = swapped ? left : right;
    if (!small_constant(constant) || !cell_of_node(swapped ? right : left, out)) {
        return false;
    }
    out->op = (uint8_t)(swapped ? SWAPPED[op] : OPS[op]);
    out->num = constant->value.as.num;
    out->to.den = constant->value.den;
    return true;
}

static bool equal_leaf(const Ask *node, Leaf *out)
{
    bool swapped = node->kids[0]->op == ASK_CONST, same = node->op == ASK_EQ;
    const Ask *constant = node->kids[swapped ? 0 : 1];
    if (constant->op != ASK_CONST || !cell_of_node(node->kids[swapped ? 1 : 0], out)) {
        return false;
    }
    if (word_constant(constant)) {
        out->op = same ? LEAF_WORD : LEAF_NOT_WORD;
        out->num = (int64_t)constant->value.word;
    } else if (small_constant(constant)) {
        out->op = same ? LEAF_SAME : LEAF_OTHER;
        out->num = constant->value.as.num;
        out->to.den = constant->value.den;
    } else {
        out->op = same ? LEAF_NONE : LEAF_SOME;
        return constant->value.tag == CELL_NONE;
    }
    return true;
}

bool leaf_of(Compiler *c, const Ask *node, Leaf *out)
{
    *out = (Leaf){.op = LEAF_TRUE, .full = node};
    switch ((AskOp)node->op) {
    case ASK_PATH:
        return node->expr->type->kind == TYPE_BOOL && cell_of_node(node, out);
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
        out->op = LEAF_IN;
        out->to.set = node->of.set;
        return cell_of_node(node->kids[0], out);
    case ASK_CALL: // a definition that is a condition on one cell, or is remembered
        if (node->of.func->n_params == 0 && leaf_of(c, node->of.func->body, out) && out->slot != CALL_SLOT) {
            return true;
        }
        *out = (Leaf){.op = LEAF_TRUE, .full = node};
        return cell_of_node(node, out);
    case ASK_CONST: case ASK_RECORD: case ASK_SLOT: case ASK_FIELD: case ASK_ALL: case ASK_ANY:
    case ASK_AT_LEAST: case ASK_ARITH: case ASK_NUMBER: case ASK_IN: case ASK_IS:
    case ASK_ASSERTED: case ASK_CASES: case ASK_LOOKUP: case ASK_SORTED: case ASK_WITHIN:
    case ASK_ENTRY: case ASK_FOLDED: case ASK_SOME: case ASK_AGGREGATE: case ASK_LIST: case ASK_UNION: case ASK_ELEMENTS:
        return false;
    }
    return false;
}

// A definition without parameters that is itself such a junction, and a small one, costs less
// where it stands than a call; and its conditions on single cells then count for the index.
static const Ask *opened(const Ask *kid, AskOp op)
{
    enum { LEAVES_MOST = 8, KIDS_MOST = 2 };
    if (kid->op != ASK_CALL || kid->of.func->n_params > 0) {
        return kid;
    }
    const Ask *body = kid->of.func->body;
    bool small = body->op == op && body->n_leaves <= LEAVES_MOST && body->n <= KIDS_MOST;
    for (uint32_t i = 0; small && i < body->n; i++) {
        const Ask *part = body->kids[i];
        small = (part->op == ASK_ALL || part->op == ASK_ANY) && part->n == 0;
    }
    return small ? body : kid;
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
    kid = opened(kid, op);
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

// Cells that are there, then functions that may still have to be run.
static void cheap_first(Compiler *c, Leaf *leaves, size_t n)
{
    VEC(Leaf) calls = {0};
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        if (leaves[i].slot == CALL_SLOT) {
            vec_push(c->arena, &calls, leaves[i]);
        } else {
            leaves[at++] = leaves[i];
        }
    }
    for (size_t i = 0; i < calls.n; i++) {
        leaves[at++] = calls.items[i];
    }
}

// A condition that stands alone: a junction of one, when it looks at one cell.
const Ask *compile_condition(Compiler *c, const Ask *node)
{
    Leaf leaf;
    bool known = node->op == ASK_CONST || node->op == ASK_ALL || node->op == ASK_ANY;
    if (known || !leaf_of(c, node, &leaf)) {
        return node;
    }
    Ask *junction = ask_new(c, ASK_ALL, node->expr, 0);
    Leaf *only = arena_make(c->arena, Leaf);
    *only = leaf;
    junction->leaves = only;
    junction->n_leaves = 1;
    junction->asks_facts = node->asks_facts;
    junction->slots = node->slots;
    junction->depth = (uint16_t)(node->depth + 1);
    return junction;
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
    cheap_first(c, parts.leaves.items, parts.leaves.n);
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
