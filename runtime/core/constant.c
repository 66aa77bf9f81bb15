// Constants: the value of tree nodes that need no facts, as places of a type.
//
// Used for table cells, records in the source, given values of scenarios and literals.
// What it cannot fold is left to be evaluated, or reported by the caller with the place.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/core/lower.h"

static Fact *known(Lowering *low, const Type *type)
{
    Fact *fact = fact_new(low->arena, type);
    fact->state = FACT_KNOWN;
    return fact;
}

static Fact *fold_number(Lowering *low, const Type *type, Rat number)
{
    Fact *fact = known(low, type);
    fact->number = number;
    return fact;
}

static Fact *fold_word(Lowering *low, const Type *type, Str text)
{
    Fact *fact = known(low, type);
    fact->text = str_copy(low->arena, text);
    return fact;
}

// 4800 TPP: the checker gave the amount a type whose display unit is the one written.
static Fact *fold_quantity(Lowering *low, const Node *node, const Type *type)
{
    const Type *own = lower_type(low, node);
    Rat number, scaled, shifted;
    if (!rat_parse(low->arena, node_kid(node, 0)->text, false, &number) ||
        !rat_mul(low->arena, number, own->unit_scale, &scaled) ||
        !rat_add(low->arena, scaled, own->unit_offset, &shifted))
        return NULL;
    return fold_number(low, type, shifted);
}

static Fact *fold_arith(Lowering *low, const Node *node, const Type *type, const Node **where)
{
    const Node *left = node_kid(node, 0), *right = node_kid(node, 1);
    const Type *left_type = lower_type(low, left), *right_type = lower_type(low, right);
    if (left_type->kind != TYPE_NUM || right_type->kind != TYPE_NUM) {
        *where = node;
        return NULL;
    }
    Fact *a = constant_fold(low, left, left_type, where);
    Fact *b = a ? constant_fold(low, right, right_type, where) : NULL;
    if (!b)
        return NULL;
    Rat result;
    bool good = false;
    switch ((ArithOp)node->op) {
    case ARITH_ADD: good = rat_add(low->arena, a->number, b->number, &result); break;
    case ARITH_SUB: good = rat_sub(low->arena, a->number, b->number, &result); break;
    case ARITH_MUL: good = rat_mul(low->arena, a->number, b->number, &result); break;
    case ARITH_DIV: good = rat_sign(b->number) != 0 && rat_div(low->arena, a->number, b->number, &result); break;
    }
    if (!good) {
        *where = node;
        return NULL;
    }
    return fold_number(low, type, result);
}

static Fact *fold_power(Lowering *low, const Node *node, const Type *type, const Node **where)
{
    const Node *base = node_kid(node, 0);
    Fact *a = constant_fold(low, base, lower_type(low, base), where);
    Rat exponent, result;
    int64_t n;
    if (!a)
        return NULL;
    if (!rat_parse(low->arena, node_kid(node, 1)->text, false, &exponent) ||
        !rat_to_int64(exponent, &n) || n < 0 || n > 100000 ||
        !rat_pow(low->arena, a->number, (int32_t)n, &result)) {
        *where = node;
        return NULL;
    }
    return fold_number(low, type, result);
}

static Fact *fold_negate(Lowering *low, const Node *node, const Type *type, const Node **where)
{
    const Node *of = node_kid(node, 0);
    Fact *a = constant_fold(low, of, lower_type(low, of), where);
    Rat result;
    if (!a || !rat_neg(low->arena, a->number, &result))
        return NULL;
    return fold_number(low, type, result);
}

static void adopt(Fact *parent, Fact *kid, Str key, size_t index)
{
    kid->parent = parent;
    kid->key = key;
    kid->index = index;
}

static Fact *fold_elements(Lowering *low, const Node *node, const Type *type, const Node **where)
{
    Fact *list = known(low, type);
    const Type *of = type->kind == TYPE_LIST ? type->of : type;
    list->open = node->op == 1;
    list->n = node->n;
    list->kids = arena_array(low->arena, Fact *, node->n);
    for (uint32_t i = 0; i < node->n; i++) {
        list->kids[i] = constant_fold(low, node->kids[i], of, where);
        if (!list->kids[i])
            return NULL;
        adopt(list, list->kids[i], STR_NONE, i);
    }
    return list;
}

static Fact *fold_record(Lowering *low, const Node *node, const Type *type, const Node **where)
{
    const Type *own = lower_type(low, node);
    Fact *record = known(low, type->kind == TYPE_RECORD ? type : own);
    record->n = own->record->n;
    record->kids = arena_array(low->arena, Fact *, record->n);
    const Node *binds = node_kid(node, 0);
    for (uint32_t i = 0; i < node_count(binds); i++) {
        const Node *bind = binds->kids[i];
        size_t index;
        const Field *field = type_field(own, node_label(low->arena, node_kid(bind, BIND_PATH)), &index);
        Fact *value = field ? constant_fold(low, node_kid(bind, BIND_VALUE), field->type, where) : NULL;
        if (!value)
            return NULL;
        adopt(record, value, field->name, index);
        record->kids[index] = value;
    }
    return record;
}

// union([..], [..]) of constants.
static Fact *fold_union(Lowering *low, const Node *node, const Type *type, const Node **where)
{
    Fact *all = known(low, type);
    size_t cap = 0;
    for (uint32_t i = 0; i < node->n; i++) {
        Fact *part = constant_fold(low, node->kids[i], lower_type(low, node->kids[i]), where);
        if (!part)
            return NULL;
        all->open = all->open || part->open;
        for (size_t k = 0; k < part->n; k++) {
            all->kids = arena_grow(low->arena, all->kids, all->n, &cap, sizeof(Fact *));
            adopt(all, part->kids[k], STR_NONE, all->n);
            all->kids[all->n++] = part->kids[k];
        }
    }
    return all;
}

static Fact *fold_name(Lowering *low, const Node *node, const Type *type, const Node **where)
{
    const Decl *decl = lower_ref(low, node);
    if (decl && (decl->kind == DECL_ENUM_VALUE || decl->kind == DECL_COUNTRY))
        return fold_word(low, type, decl->name);
    if (decl && decl->kind == DECL_DEFINE && decl->n_params == 0 && decl->n_versions == 1) {
        const Node *body = node_kid(decl->versions[0], DEFINE_BODY);
        Fact *fact = body && body->kind != NODE_CASES ? constant_fold(low, body, decl->type, where) : NULL;
        Str mark = head_text(node_kid(decl->versions[0], DEFINE_HEADS), HEAD_UNVERIFIED);
        if (fact && mark.len) {
            fact->unverified = mark;
            fact->origin = decl->name;
        }
        if (fact)
            return fact;
    }
    *where = node;
    return NULL;
}

Fact *constant_fold(Lowering *low, const Node *node, const Type *type, const Node **where)
{
    Rat number;
    Day day;
    Fact *fact;
    *where = node;
    switch (node->kind) {
    case NODE_NUMBER:
        return rat_parse(low->arena, node->text, false, &number) ? fold_number(low, type, number) : NULL;
    case NODE_QUANTITY:
        return fold_quantity(low, node, type);
    case NODE_DATE:
        return date_parse(node->text, &day) ? fold_number(low, type, rat_int(day)) : NULL;
    case NODE_STRING:
    case NODE_LABEL:
        return fold_word(low, type, node->text);
    case NODE_TRUE:
    case NODE_FALSE:
        fact = known(low, type);
        fact->truth = node->kind == NODE_TRUE;
        return fact;
    case NODE_NONE:
        fact = fact_new(low->arena, type);
        fact->state = FACT_NONE;
        return fact;
    case NODE_UNKNOWN:
        return fact_new(low->arena, type);
    case NODE_NAME:
        return fold_name(low, node, type, where);
    case NODE_PATH:
        return node->n == 1 ? constant_fold(low, node->kids[0], type, where) : NULL;
    case NODE_MAKE:
        return fold_record(low, node, type, where);
    case NODE_ELEMENTS:
        return fold_elements(low, node, type, where);
    case NODE_CALL:
        return str_is(node->text, "union") ? fold_union(low, node, type, where) : NULL;
    case NODE_NEGATE:
        return fold_negate(low, node, type, where);
    case NODE_ARITH:
        return fold_arith(low, node, type, where);
    case NODE_POWER:
        return fold_power(low, node, type, where);
    default:
        return NULL;
    }
}
