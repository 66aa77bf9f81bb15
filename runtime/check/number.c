// Arithmetic: dimensions, units and ranges of what numbers and dates give together.
//
// Ranges follow by interval arithmetic on exact numbers; where a bound cannot be told the
// side is open. They let a declared range be proved, never trusted.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/infer.h"
#include "runtime/check/unit.h"

enum { EXPONENT_MAX = 1000 };

static const Type *error_type(void)
{
    return type_plain(TYPE_ERROR);
}

static Rat or_else(bool defined, Rat value, Rat otherwise)
{
    return defined ? value : otherwise;
}

// -- literals

const Type *infer_number(Env *env, const Node *node)
{
    const Node *number = node->kind == NODE_QUANTITY ? node_kid(node, 0) : node;
    Pass *pass = env->pass;
    Type *type = pass_new_type(pass, TYPE_NUM);
    Rat value = RAT_ZERO;
    if (!number || !rat_parse(pass->arena, number->text, false, &value)) {
        diag_report(pass->diags, DIAG_L0436, node->span, RAT_DIGITS_MAX);
        return error_type();
    }
    type->whole = rat_is_whole(value);
    if (node->kind == NODE_QUANTITY) {
        const Decl *unit = NULL;
        if (!unit_read(pass, env->module, node->text, pass_place(node), type, &unit)) {
            return error_type();
        }
        pass_type(pass, number, type_plain(TYPE_NUM));
        pass_ref(pass, node, unit);
        type->whole = false;
        if (!rat_mul(pass->arena, value, type->unit_scale, &value) ||
            !rat_add(pass->arena, value, type->unit_offset, &value)) {
            diag_report(pass->diags, DIAG_L0436, node->span, RAT_DIGITS_MAX);
            return error_type();
        }
    }
    type->low = value;
    type->high = value;
    return type;
}

// -- operands

static bool is_time(const Pass *pass, const Type *type)
{
    return type->kind == TYPE_NUM && pass->days->dim.n > 0 &&
           dim_same(&type->dim, &pass->days->dim);
}

static const char *operator_text(const Node *node)
{
    static const char *const TEXTS[] = {"+", "-", "*", "/"};
    return TEXTS[node->op];
}

// -40 degC: the reading in the base unit, where it is above zero.
static void hint_below_zero(Env *env, const Node *node, const Type *type, Diag *diag)
{
    Pass *pass = env->pass;
    Rat value = RAT_ZERO;
    if (node->kind != NODE_NEGATE || !rat_eq(type->low, type->high) ||
        !rat_sub(pass->arena, type->low, type->unit_offset, &value) ||
        !rat_sub(pass->arena, type->unit_offset, value, &value)) {
        return;
    }
    Type base = *type;
    base.unit = STR_NONE;
    Buf text;
    buf_init(&text, pass->arena);
    type_print_number(&text, &base, value);
    Str shown = str_copy(pass->arena, buf_done(&text));
    diag_hint(pass->diags, diag, "Write the reading in the base unit: '%.*s'.",
              STR_ARG(shown));
}

// A number that may be computed with: neither text nor a reading on a scale.
static bool computable(Env *env, const Node *node, const Type *type, const char *what)
{
    Pass *pass = env->pass;
    if (type->kind == TYPE_ERROR) {
        return false;
    }
    const char *why = type->kind == TYPE_NUM ? unit_compare_only(type) : NULL;
    if (type->kind == TYPE_NUM && !why) {
        return true;
    }
    Str shown = pass_show(pass, type);
    if (!why) {
        diag_report(pass->diags, DIAG_L0441, node->span, what, STR_ARG(shown));
    } else if (strcmp(why, "affine") == 0) {
        Diag *diag = diag_report(pass->diags, DIAG_L0432, node->span, STR_ARG(shown));
        hint_below_zero(env, node, type, diag);
    } else {
        diag_report(pass->diags, DIAG_L0433, node->span, STR_ARG(shown));
    }
    return false;
}

// -- sums

static const Type *add_numbers(Env *env, const Node *node, const Type *a, const Type *b)
{
    Pass *pass = env->pass;
    if (!dim_same(&a->dim, &b->dim)) {
        Str left = pass_show(pass, a), right = pass_show(pass, b);
        Diag *diag = diag_report(pass->diags, DIAG_L0420, node->span,
                                 node->op == ARITH_ADD ? "add" : "subtract", STR_ARG(left),
                                 STR_ARG(right));
        diag_label(pass->diags, diag, node_kid(node, 0)->span, "'%.*s'", STR_ARG(left));
        diag_label(pass->diags, diag, node_kid(node, 1)->span, "'%.*s'", STR_ARG(right));
        infer_advise(pass, diag, node_kid(node, 1), b, a);
        infer_advise(pass, diag, node_kid(node, 0), a, b);
        return error_type();
    }
    Type *sum = pass_new_type(pass, TYPE_NUM);
    *sum = a->unit.len > 0 ? *a : *b;
    sum->whole = a->whole && b->whole;
    sum->optional = a->optional || b->optional;
    Rat low = RAT_NEG_INF, high = RAT_POS_INF;
    bool l, h;
    if (node->op == ARITH_ADD) {
        l = rat_add(pass->arena, a->low, b->low, &low);
        h = rat_add(pass->arena, a->high, b->high, &high);
    } else {
        l = rat_sub(pass->arena, a->low, b->high, &low);
        h = rat_sub(pass->arena, a->high, b->low, &high);
    }
    sum->low = or_else(l, low, RAT_NEG_INF);
    sum->high = or_else(h, high, RAT_POS_INF);
    return sum;
}

// A part of a day is seen here when it is a literal, else when it is added.
static void check_whole_days(Env *env, const Node *node, const Type *type)
{
    Rat days = RAT_ZERO;
    if (rat_eq(type->low, type->high) &&
        rat_div(env->pass->arena, type->low, env->pass->days->unit_scale, &days) &&
        !rat_is_whole(days)) {
        diag_report(env->pass->diags, DIAG_L0431, node->span);
    }
}

static const Type *add_to_date(Env *env, const Node *node, const Type *a, const Type *b)
{
    Pass *pass = env->pass;
    bool adds = node->op == ARITH_ADD;
    if (a->kind == TYPE_DATE && b->kind == TYPE_DATE) {
        if (adds) {
            diag_report(pass->diags, DIAG_L0430, node->span);
            return error_type();
        }
        return pass_optional(pass, pass->days, a->optional || b->optional);
    }
    const Type *date = a->kind == TYPE_DATE ? a : b, *other = a->kind == TYPE_DATE ? b : a;
    const Node *amount = node_kid(node, a->kind == TYPE_DATE ? 1 : 0);
    if (is_time(pass, other) && (adds || a->kind == TYPE_DATE)) {
        check_whole_days(env, amount, other);
        return pass_optional(pass, date, a->optional || b->optional);
    }
    Str shown = pass_show(pass, other);
    Diag *diag = diag_report(pass->diags, DIAG_L0429, amount->span, STR_ARG(shown));
    if (other->kind == TYPE_NUM && other->dim.n == 0 && amount->kind == NODE_NUMBER) {
        diag_hint(pass->diags, diag, "Write the unit after the number: '%.*s days'.",
                  STR_ARG(amount->text));
    }
    return error_type();
}

// -- products

static Rat lesser(Rat a, Rat b)
{
    return rat_cmp(a, b) <= 0 ? a : b;
}

static Rat greater(Rat a, Rat b)
{
    return rat_cmp(a, b) >= 0 ? a : b;
}

static void multiply_range(Pass *pass, const Type *a, const Type *b, Type *out)
{
    const Rat left[2] = {a->low, a->high}, right[2] = {b->low, b->high};
    Rat low = RAT_POS_INF, high = RAT_NEG_INF;
    for (size_t i = 0; i < 4; i++) {
        Rat product = RAT_ZERO;
        if (!rat_mul(pass->arena, left[i / 2], right[i % 2], &product)) {
            return;
        }
        low = lesser(low, product);
        high = greater(high, product);
    }
    out->low = low;
    out->high = high;
}

// a / b at the ends of both ranges; what both ends at infinity give lies at 0 or beyond it.
static void divide_positive(Pass *pass, const Type *a, const Type *b, Type *out)
{
    const Rat left[2] = {a->low, a->high}, right[2] = {b->low, b->high};
    Rat low = RAT_POS_INF, high = RAT_NEG_INF;
    for (size_t i = 0; i < 4; i++) {
        Rat quotient = RAT_ZERO;
        bool limit = rat_is_inf(right[i % 2]);
        if (!limit && !rat_div(pass->arena, left[i / 2], right[i % 2], &quotient)) {
            return;
        }
        low = lesser(low, quotient);
        high = greater(high, quotient);
    }
    out->low = low;
    out->high = high;
}

// Only for divisors that are not negative; division by zero is a fault, so it has no bound.
static void divide_range(Pass *pass, const Type *a, const Type *b, Type *out)
{
    Rat value = RAT_ZERO;
    if (rat_sign(b->low) > 0) {
        divide_positive(pass, a, b, out);
        return;
    }
    if (rat_sign(a->low) < 0 || rat_sign(b->low) < 0) {
        return;
    }
    out->low = RAT_ZERO;
    if (!rat_is_inf(b->high) && rat_sign(b->high) > 0 &&
        rat_div(pass->arena, a->low, b->high, &value)) {
        out->low = value;
    }
}

static bool has_join(Str unit)
{
    return memchr(unit.at, '/', unit.len) || memchr(unit.at, '*', unit.len);
}

// The unit in which a product is shown: composed when nothing cancels, else base units.
static void compose_unit(Pass *pass, const Type *a, const Type *b, int sign, Type *out)
{
    out->unit = STR_NONE;
    out->unit_scale = RAT_ONE;
    out->unit_offset = RAT_ZERO;
    if (out->dim.n == 0) {
        return;
    }
    if (b->dim.n == 0) {
        out->unit = a->unit;
        out->unit_scale = a->unit_scale;
        return;
    }
    if (a->dim.n == 0 && sign > 0) {
        out->unit = b->unit;
        out->unit_scale = b->unit_scale;
        return;
    }
    bool cancels = out->dim.n < a->dim.n + b->dim.n;
    if (cancels || a->unit.len == 0 || b->unit.len == 0 || has_join(b->unit) ||
        !(sign > 0
              ? rat_mul(pass->arena, a->unit_scale, b->unit_scale, &out->unit_scale)
              : rat_div(pass->arena, a->unit_scale, b->unit_scale, &out->unit_scale))) {
        out->unit_scale = RAT_ONE;
        return;
    }
    out->unit = str_format(pass->arena, "%.*s%c%.*s", STR_ARG(a->unit),
                           sign > 0 ? '*' : '/', STR_ARG(b->unit));
}

static const Type *multiply(Env *env, const Node *node, const Type *a, const Type *b)
{
    Pass *pass = env->pass;
    int sign = node->op == ARITH_MUL ? 1 : -1;
    Type *product = pass_new_type(pass, TYPE_NUM);
    if (!dim_multiply(&a->dim, &b->dim, sign, &product->dim)) {
        diag_report(pass->diags, DIAG_L0434, node->span);
        return error_type();
    }
    if (sign < 0 && rat_sign(b->low) == 0 && rat_sign(b->high) == 0) {
        diag_report(pass->diags, DIAG_L0437, node_kid(node, 1)->span);
        return error_type();
    }
    product->whole = sign > 0 && a->whole && b->whole;
    product->optional = a->optional || b->optional;
    compose_unit(pass, a, b, sign, product);
    if (sign > 0) {
        multiply_range(pass, a, b, product);
    } else {
        divide_range(pass, a, b, product);
    }
    return product;
}

const Type *infer_arith(Env *env, const Node *node)
{
    const Node *left = node_kid(node, 0), *right = node_kid(node, 1);
    const Type *a = infer(env, left, NULL), *b = infer(env, right, NULL);
    if (a->kind == TYPE_ERROR || b->kind == TYPE_ERROR) {
        return error_type();
    }
    bool sum = node->op == ARITH_ADD || node->op == ARITH_SUB;
    if (sum && (a->kind == TYPE_DATE || b->kind == TYPE_DATE)) {
        return add_to_date(env, node, a, b);
    }
    if (!computable(env, left, a, operator_text(node)) ||
        !computable(env, right, b, operator_text(node))) {
        return error_type();
    }
    return sum ? add_numbers(env, node, a, b) : multiply(env, node, a, b);
}

const Type *infer_negate(Env *env, const Node *node)
{
    const Node *of = node_kid(node, 0);
    Pass *pass = env->pass;
    const Type *type = infer(env, of, NULL);
    if (!computable(env, node, type, "-")) {
        return error_type();
    }
    Type *negated = pass_new_type(pass, TYPE_NUM);
    *negated = *type;
    Rat low = RAT_NEG_INF, high = RAT_POS_INF;
    bool l = rat_neg(pass->arena, type->high, &low),
         h = rat_neg(pass->arena, type->low, &high);
    negated->low = or_else(l, low, RAT_NEG_INF);
    negated->high = or_else(h, high, RAT_POS_INF);
    return negated;
}

// -- powers

static void raise_range(Pass *pass, const Type *base, int32_t power, Type *out)
{
    Rat low = RAT_ZERO, high = RAT_POS_INF;
    out->low = power % 2 == 0 ? RAT_ZERO : RAT_NEG_INF;
    out->high = RAT_POS_INF;
    if (rat_sign(base->low) < 0) {
        return;
    }
    out->low = RAT_ZERO;
    if (rat_pow(pass->arena, base->low, power, &low)) {
        out->low = low;
    }
    if (!rat_is_inf(base->high) && rat_pow(pass->arena, base->high, power, &high)) {
        out->high = high;
    }
}

const Type *infer_power(Env *env, const Node *node)
{
    const Node *base = node_kid(node, 0), *exponent = node_kid(node, 1);
    Pass *pass = env->pass;
    Rat value = RAT_ZERO;
    int64_t power = 0;
    const Type *type = infer(env, base, NULL);
    if (!computable(env, base ? base : node, type, "^") || !exponent) {
        return error_type();
    }
    pass_type(pass, exponent, type_plain(TYPE_NUM));
    if (!rat_parse(pass->arena, exponent->text, false, &value) ||
        !rat_to_int64(value, &power) || power < 0 || power > EXPONENT_MAX) {
        diag_report(pass->diags, DIAG_L0435, exponent->span);
        return error_type();
    }
    Type *raised = pass_new_type(pass, TYPE_NUM);
    if (!dim_power(&type->dim, (int)power, &raised->dim)) {
        diag_report(pass->diags, DIAG_L0434, node->span);
        return error_type();
    }
    raised->whole = type->whole;
    raised->optional = type->optional;
    raise_range(pass, type, (int32_t)power, raised);
    return raised;
}
