// What is known not to be none: `x != none and f(x)`, `if x = none then … otherwise f(x)`.
//
// In:  a condition that holds or does not where an expression stands.
// Out: the expressions that are then present, kept as a list in the environment; infer()
//      takes 'optional' off them. Sound since expressions have no effects: the same text in
//      the same scope has the same value.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/infer.h"

static bool same(const Node *a, const Node *b)
{
    if (!a || !b) {
        return a == b;
    }
    if (a->kind != b->kind || a->op != b->op || a->n != b->n || !str_eq(a->text, b->text) ||
        !str_eq(a->text2, b->text2)) {
        return false;
    }
    for (uint32_t i = 0; i < a->n; i++) {
        if (!same(a->kids[i], b->kids[i])) {
            return false;
        }
    }
    return true;
}

static void add(Env *env, const Node *value)
{
    Present *present = arena_make(env->pass->arena, Present);
    present->value = value;
    present->up = env->present;
    env->present = present;
}

static bool may_be_none(const Env *env, const Node *node)
{
    const Type *type = env->pass->types[node->id];
    return type && (type->optional || type->kind == TYPE_NONE);
}

// A comparison with a value holds only of values; one with none says it outright.
static void assume_compare(Env *env, const Node *node, bool truth)
{
    const Node *left = node_kid(node, 0), *right = node_kid(node, 1);
    bool none = left->kind == NODE_NONE || right->kind == NODE_NONE;
    if (none) {
        bool equal = node->op == COMPARE_EQ || node->op == COMPARE_NE;
        if (equal && (node->op == COMPARE_NE) == truth) {
            add(env, right->kind == NODE_NONE ? left : right);
        }
    } else if (truth && node->op != COMPARE_NE) {
        bool order = node->op != COMPARE_EQ;
        if (order || !may_be_none(env, right)) {
            add(env, left);
        }
        if (order || !may_be_none(env, left)) {
            add(env, right);
        }
    }
}

// Every part of the node holds (or does not): an `and` that holds, an `or` that does not.
static bool all_parts(const Node *node, bool truth, bool *each)
{
    *each = truth;
    switch ((int)node->kind) {
    case NODE_AND: return truth;
    case NODE_OR: return !truth;
    case NODE_NOT: *each = !truth; return true;
    case NODE_ITEM: return true;
    case NODE_PARAGRAPH:
        *each = node->op == PARAGRAPH_NONE ? false : truth;
        return truth ? node->op == PARAGRAPH_ALL || node->op == PARAGRAPH_NONE
                     : node->op == PARAGRAPH_ANY;
    default: return false;
    }
}

void infer_assume(Env *env, const Node *condition, bool truth)
{
    bool each = truth;
    if (!condition) {
        return;
    }
    if (condition->kind == NODE_COMPARE) {
        assume_compare(env, condition, truth);
    } else if (condition->kind == NODE_IN && truth && condition->op == 0) {
        add(env, node_kid(condition, 0)); // lists hold no none
    } else if (all_parts(condition, truth, &each)) {
        for (uint32_t i = 0; i < condition->n; i++) {
            infer_assume(env, condition->kids[i], each);
        }
    }
}

bool infer_is_present(const Env *env, const Node *node)
{
    for (const Present *present = env->present; present; present = present->up) {
        if (same(present->value, node)) {
            return true;
        }
    }
    return false;
}
