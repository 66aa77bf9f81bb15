// Expressions to Core: one operation per construct, constants folded, variables as slots.
//
// Recursion follows the tree, whose depth the parser limits.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/core/lower.h"

static Expr *unary(Lowering *low, CoreOp op, const Node *node, const Expr *of)
{
    Expr *expr = expr_new(low, op, lower_type(low, node), node, 1);
    expr->kids[0] = of;
    return expr;
}

static Expr *binary(Lowering *low, CoreOp op, const Node *node, const Expr *a, const Expr *b)
{
    Expr *expr = expr_new(low, op, lower_type(low, node), node, 2);
    expr->kids[0] = a;
    expr->kids[1] = b;
    return expr;
}

static Expr *nary(Lowering *low, CoreOp op, const Node *node)
{
    const Expr **kids = arena_array(low->arena, const Expr *, node->n);
    for (uint32_t i = 0; i < node->n; i++)
        kids[i] = lower_expr(low, node->kids[i]);
    Expr *expr = expr_new(low, op, lower_type(low, node), node, node->n);
    expr->kids = kids;
    return expr;
}

static Expr *slot(Lowering *low, uint32_t index, const Type *type, const Node *node)
{
    Expr *expr = expr_new(low, CORE_SLOT, type, node, 0);
    expr->index = index;
    return expr;
}

static uint32_t open_local(Lowering *low, Str name)
{
    LocalSlot local = {name, low->n_slots++};
    vec_push(low->arena, &low->scope, local);
    return local.slot;
}

static uint32_t find_local(const Lowering *low, Str name)
{
    for (size_t i = low->scope.n; i-- > 0;) {
        if (str_eq(low->scope.items[i].name, name))
            return low->scope.items[i].slot;
    }
    return 0;
}

static Expr *lower_call_define(Lowering *low, const Node *node, const Decl *decl, uint32_t n)
{
    const Expr **kids = arena_array(low->arena, const Expr *, n);
    for (uint32_t i = 0; i < n; i++)
        kids[i] = lower_expr(low, node->kids[i]);
    Expr *expr = expr_new(low, CORE_CALL, decl->type, node, n);
    expr->kids = kids;
    expr->index = low->define_funcs[decl->index]->id;
    return expr;
}

static Expr *lower_name(Lowering *low, const Node *node)
{
    const Decl *decl = lower_ref(low, node);
    Expr *expr;
    switch (decl->kind) {
    case DECL_FACT:
        expr = expr_new(low, CORE_FACT, decl->type, node, 0);
        expr->index = decl->index;
        return expr;
    case DECL_PARAM:
    case DECL_LOCAL:
        return slot(low, find_local(low, node->text), lower_type(low, node), node);
    case DECL_DEFINE:
        return lower_call_define(low, node, decl, 0);
    case DECL_TABLE:
        expr = expr_new(low, CORE_ROWS, decl->type, node, 0);
        expr->index = decl->index;
        return expr;
    default: { // an enum value or a country
        const Node *where;
        Fact *word = constant_fold(low, node, lower_type(low, node), &where);
        return expr_constant(low, word ? word : fact_new(low->arena, lower_type(low, node)), node);
    }
    }
}

static Expr *lower_member(Lowering *low, const Node *node)
{
    const Expr *of = lower_expr(low, node_kid(node, 0));
    Expr *expr = unary(low, CORE_FIELD, node, of);
    size_t index = 0;
    type_field(of->type, node->text, &index);
    expr->index = (uint32_t)index;
    return expr;
}

// Days as a plain number: time in its base unit over the length of a day.
static Expr *in_days(Lowering *low, const Node *node, const Expr *time)
{
    Fact *day = fact_new(low->arena, type_plain(TYPE_NUM));
    day->state = FACT_KNOWN;
    day->number = low->day_scale;
    Expr *quotient = binary(low, CORE_DIV, node, time, expr_constant(low, day, NULL));
    quotient->type = type_plain(TYPE_NUM);
    Expr *whole = unary(low, CORE_WHOLE, node, quotient);
    whole->type = type_plain(TYPE_NUM);
    return whole;
}

static Expr *lower_arith(Lowering *low, const Node *node)
{
    static const CoreOp ops[] = {CORE_ADD, CORE_SUB, CORE_MUL, CORE_DIV};
    const Expr *a = lower_expr(low, node_kid(node, 0));
    const Expr *b = lower_expr(low, node_kid(node, 1));
    bool date_a = a->type->kind == TYPE_DATE, date_b = b->type->kind == TYPE_DATE;
    if (date_a && date_b) {
        Fact *day = fact_new(low->arena, type_plain(TYPE_NUM));
        day->state = FACT_KNOWN;
        day->number = low->day_scale;
        Expr *days = binary(low, CORE_SUB, node, a, b);
        days->type = type_plain(TYPE_NUM);
        return binary(low, CORE_MUL, node, days, expr_constant(low, day, NULL));
    }
    if (date_a)
        b = in_days(low, node_kid(node, 1), b);
    if (date_b)
        a = in_days(low, node_kid(node, 0), a);
    return binary(low, ops[node->op], node, a, b);
}

static Expr *lower_power(Lowering *low, const Node *node)
{
    Expr *expr = unary(low, CORE_POW, node, lower_expr(low, node_kid(node, 0)));
    Rat exponent;
    int64_t n = 1;
    if (rat_parse(low->arena, node_kid(node, 1)->text, false, &exponent))
        rat_to_int64(exponent, &n);
    expr->index = (uint32_t)(n + 128);
    return expr;
}

static Expr *lower_is(Lowering *low, const Node *node)
{
    const Expr *record = lower_expr(low, node_kid(node, 0));
    const Node *labels = node_kid(node, 1);
    uint32_t n = labels->kind == NODE_LIST ? labels->n : 1;
    const Expr **parts = arena_array(low->arena, const Expr *, n);
    Expr *is = NULL;
    for (uint32_t i = 0; i < n; i++) {
        const Node *label = labels->kind == NODE_LIST ? labels->kids[i] : labels;
        is = unary(low, CORE_IS, node, record);
        is->type = type_plain(TYPE_BOOL);
        is->label = node_label(low->arena, label);
        parts[i] = is;
    }
    IsKind kind = (IsKind)node->op;
    if (n == 1 && kind != IS_NOT && kind != IS_NONE_OF)
        return is;
    CoreOp op = kind == IS_NOT ? CORE_NOT : kind == IS_NONE_OF ? CORE_NONE_OF : CORE_ANY;
    Expr *expr = expr_new(low, op, type_plain(TYPE_BOOL), node, n);
    expr->kids = parts;
    return expr;
}

static Expr *lower_paragraph(Lowering *low, const Node *node)
{
    static const CoreOp ops[] = {CORE_ALL, CORE_ANY, CORE_NONE_OF, CORE_AT_LEAST};
    const Expr **kids = arena_array(low->arena, const Expr *, node->n);
    Str *parts = arena_array(low->arena, Str, node->n);
    for (uint32_t i = 0; i < node->n; i++) {
        const Node *item = node->kids[i];
        Expr *kid = lower_expr(low, item->kind == NODE_ITEM ? node_kid(item, 0) : item);
        if (item->kind == NODE_ITEM && item->text.len && kid->op != CORE_IS)
            kid->label = item->text;
        parts[i] = item->kind == NODE_ITEM ? item->text : STR_NONE;
        kids[i] = kid;
    }
    Expr *expr = expr_new(low, ops[node->op], type_plain(TYPE_BOOL), node, node->n);
    expr->kids = kids;
    expr->parts = parts;
    Rat count;
    int64_t n;
    if (node->op == PARAGRAPH_AT_LEAST && rat_parse(low->arena, node->text, false, &count) && rat_to_int64(count, &n))
        expr->index = (uint32_t)n;
    return expr;
}

static Expr *lower_quantified(Lowering *low, const Node *node)
{
    static const CoreOp ops[] = {CORE_SOME, CORE_EVERY, CORE_NO};
    const Expr *list = lower_expr(low, node_kid(node, QUANTIFIED_LIST));
    uint32_t variable = open_local(low, node->text);
    const Expr *body = lower_expr(low, node_kid(node, QUANTIFIED_BODY));
    low->scope.n--;
    Expr *expr = binary(low, ops[node->op], node, list, body);
    expr->slot = variable;
    return expr;
}

// 4.9: cannot be negative by its types.
static bool is_never_negative(const Expr *expr)
{
    if (!expr)
        return false;
    switch (expr->op) {
    case CORE_CONST:
        return expr->type->kind == TYPE_NUM && rat_sign(expr->fact->number) >= 0;
    case CORE_COUNT: case CORE_ABSOLUTE:
        return true;
    case CORE_MUL: case CORE_DIV: case CORE_ADD:
        return is_never_negative(expr->kids[0]) && is_never_negative(expr->kids[1]);
    case CORE_GREATEST: case CORE_LEAST: case CORE_SUM:
        return is_never_negative(expr->kids[2]);
    case CORE_POW:
        return expr->index % 2 == 0 || is_never_negative(expr->kids[0]);
    case CORE_FACT: case CORE_FIELD:
        return expr->type->kind == TYPE_NUM && rat_sign(expr->type->low) >= 0;
    default:
        return false;
    }
}

static CoreOp aggregate_op(Str name)
{
    if (str_is(name, "sum"))
        return CORE_SUM;
    if (str_is(name, "greatest"))
        return CORE_GREATEST;
    if (str_is(name, "least"))
        return CORE_LEAST;
    return str_is(name, "list") ? CORE_LIST : CORE_COUNT;
}

static Expr *aggregate(Lowering *low, const Node *node, const Expr *list, const Expr *where,
                       const Expr *value, uint32_t variable)
{
    Expr *expr = expr_new(low, aggregate_op(node->text), lower_type(low, node), node, 3);
    expr->kids[0] = list;
    expr->kids[1] = where;
    expr->kids[2] = value;
    expr->slot = variable;
    expr->index = expr->op == CORE_SUM && is_never_negative(value);
    return expr;
}

static Expr *lower_comprehend(Lowering *low, const Node *node)
{
    const Expr *list = lower_expr(low, node_kid(node, COMPREHEND_LIST));
    uint32_t variable = open_local(low, node->text2);
    const Node *condition = node_kid(node, COMPREHEND_WHERE);
    const Expr *where = condition ? lower_expr(low, condition) : NULL;
    const Expr *value = lower_expr(low, node_kid(node, COMPREHEND_VALUE));
    low->scope.n--;
    return aggregate(low, node, list, where, value, variable);
}

// greatest(L), length(L): the elements themselves.
static Expr *lower_plain_aggregate(Lowering *low, const Node *node)
{
    const Expr *list = lower_expr(low, node->kids[0]);
    uint32_t variable = low->n_slots++;
    const Type *of = list->type->kind == TYPE_LIST ? list->type->of : type_plain(TYPE_ERROR);
    return aggregate(low, node, list, NULL, slot(low, variable, of, NULL), variable);
}

static Expr *lower_builtin(Lowering *low, const Node *node, const Decl *decl)
{
    Expr *expr;
    switch ((Builtin)decl->index) {
    case BUILTIN_SUM: case BUILTIN_GREATEST: case BUILTIN_LEAST: case BUILTIN_COUNT:
    case BUILTIN_LIST: case BUILTIN_LENGTH:
        return lower_plain_aggregate(low, node);
    case BUILTIN_UNION:
        return nary(low, CORE_UNION, node);
    case BUILTIN_ROUND_DOWN:
        return nary(low, CORE_ROUND_DOWN, node);
    case BUILTIN_ROUND_UP:
        return nary(low, CORE_ROUND_UP, node);
    case BUILTIN_ABSOLUTE:
        return nary(low, CORE_ABSOLUTE, node);
    case BUILTIN_WITHIN:
        return nary(low, CORE_WITHIN, node);
    case BUILTIN_ENTRY:
        return nary(low, CORE_ENTRY, node);
    case BUILTIN_FOLDED:
        return nary(low, CORE_FOLDED, node);
    case BUILTIN_ADD_MONTHS:
        expr = binary(low, CORE_ADD_MONTHS, node, lower_expr(low, node->kids[0]),
                      lower_expr(low, node->kids[1]));
        expr->index = node->n > 2 && str_is(node->kids[2]->text, "next_month") ? DATE_NEXT_MONTH : DATE_LAST_DAY;
        return expr;
    }
    return nary(low, CORE_UNION, node);
}

static Expr *lower_call(Lowering *low, const Node *node)
{
    const Decl *decl = lower_ref(low, node);
    if (decl->kind == DECL_DEFINE)
        return lower_call_define(low, node, decl, node->n);
    if (decl->kind == DECL_NATIVE) {
        Expr *expr = nary(low, CORE_NATIVE, node);
        expr->index = decl->index;
        return expr;
    }
    return lower_builtin(low, node, decl);
}

static Expr *lower_cases(Lowering *low, const Node *node)
{
    const Node *list = node_kid(node, CASES_LIST);
    uint32_t n = node_count(list);
    const Expr **kids = arena_array(low->arena, const Expr *, 2 * n + 1);
    for (uint32_t i = 0; i < n; i++) {
        kids[2 * i] = lower_expr(low, node_kid(list->kids[i], CASE_WHEN));
        kids[2 * i + 1] = lower_expr(low, node_kid(list->kids[i], CASE_THEN));
    }
    kids[2 * n] = lower_expr(low, node_kid(node, CASES_OTHERWISE));
    Expr *expr = expr_new(low, CORE_CASES, kids[2 * n]->type, node, 2 * n + 1);
    expr->kids = kids;
    return expr;
}

static Expr *lower_lookup(Lowering *low, const Node *node)
{
    const Node *keys = node_kid(node, 1);
    const Expr **kids = arena_array(low->arena, const Expr *, keys->n);
    for (uint32_t i = 0; i < keys->n; i++)
        kids[i] = lower_expr(low, keys->kids[i]);
    Expr *expr = expr_new(low, CORE_LOOKUP, lower_type(low, node), node, keys->n);
    const Decl *table = lower_ref(low, node_kid(node, 0));
    expr->index = (table ? table : lower_ref(low, node))->index;
    expr->kids = kids;
    return expr;
}

static Expr *lower_constant(Lowering *low, const Node *node)
{
    const Node *where;
    const Type *type = lower_type(low, node);
    Fact *fact = constant_fold(low, node, type, &where);
    if (fact)
        return expr_constant(low, fact, node);
    if (node->kind == NODE_MAKE)
        diag_report(low->diags, DIAG_L0531, where->span);
    return expr_constant(low, fact_new(low->arena, type), node);
}

static Expr *lower_in(Lowering *low, const Node *node)
{
    Expr *in = binary(low, CORE_IN, node, lower_expr(low, node_kid(node, 0)), lower_expr(low, node_kid(node, 1)));
    in->type = type_plain(TYPE_BOOL);
    return node->op == 1 ? unary(low, CORE_NOT, node, in) : in;
}

static Expr *lower_if(Lowering *low, const Node *node)
{
    Expr *expr = expr_new(low, CORE_CASES, lower_type(low, node), node, 3);
    for (uint32_t i = 0; i < 3; i++)
        expr->kids[i] = lower_expr(low, node->kids[i]);
    return expr;
}

static Expr *lower_elements(Lowering *low, const Node *node)
{
    const Node *where;
    Fact *fact = constant_fold(low, node, lower_type(low, node), &where);
    if (fact)
        return expr_constant(low, fact, node);
    Expr *expr = nary(low, CORE_ELEMENTS, node);
    expr->index = node->op == 1;
    return expr;
}

Expr *lower_expr(Lowering *low, const Node *node)
{
    static const CoreOp compare[] = {CORE_EQ, CORE_NE, CORE_LT, CORE_LE, CORE_GT, CORE_GE};
    switch (node->kind) {
    case NODE_NAME: return lower_name(low, node);
    case NODE_PATH: return lower_path(low, node);
    case NODE_CALL: return lower_call(low, node);
    case NODE_COMPREHEND: return lower_comprehend(low, node);
    case NODE_ELEMENTS: return lower_elements(low, node);
    case NODE_LOOKUP: return lower_lookup(low, node);
    case NODE_MEMBER: return lower_member(low, node);
    case NODE_NEGATE: return unary(low, CORE_NEG, node, lower_expr(low, node->kids[0]));
    case NODE_POWER: return lower_power(low, node);
    case NODE_ARITH: return lower_arith(low, node);
    case NODE_COMPARE:
        return binary(low, compare[node->op], node, lower_expr(low, node->kids[0]), lower_expr(low, node->kids[1]));
    case NODE_IN: return lower_in(low, node);
    case NODE_IS: return lower_is(low, node);
    case NODE_NOT: return unary(low, CORE_NOT, node, lower_expr(low, node->kids[0]));
    case NODE_AND: return nary(low, CORE_ALL, node);
    case NODE_OR: return nary(low, CORE_ANY, node);
    case NODE_QUANTIFIED: return lower_quantified(low, node);
    case NODE_IF: return lower_if(low, node);
    case NODE_CASES: return lower_cases(low, node);
    case NODE_PARAGRAPH: return lower_paragraph(low, node);
    case NODE_ITEM: return lower_expr(low, node_kid(node, 0));
    default: return lower_constant(low, node);
    }
}

Expr *lower_path(Lowering *low, const Node *path)
{
    if (path->kind == NODE_NAME)
        return lower_name(low, path);
    Expr *expr = lower_name(low, path->kids[0]);
    for (uint32_t i = 1; i < path->n; i++) {
        size_t index = 0;
        const Field *field = type_field(expr->type, path->kids[i]->text, &index);
        Expr *next = expr_new(low, CORE_FIELD, field ? field->type : type_plain(TYPE_ERROR), path, 1);
        next->kids[0] = expr;
        next->index = (uint32_t)index;
        expr = next;
    }
    return expr;
}

static void span_of_heads(const Node *heads, Day *from, Day *until)
{
    *from = DAY_MIN;
    *until = DAY_MAX + 1;
    for (uint32_t i = 0; i < node_count(heads); i++) {
        const Node *span = heads->kids[i];
        if (span->kind != NODE_SPAN || (span->op & 1))
            continue;
        date_parse(node_kid(span, SPAN_FROM)->text, from);
        const Node *end = node_kid(span, SPAN_UNTIL);
        if (end && date_parse(end->text, until) && (span->op & 2))
            *until += 1;
    }
}

static void lower_define(Lowering *low, const Decl *decl, Func *func)
{
    func->n_versions = decl->n_versions;
    func->versions = arena_array(low->arena, FuncVersion, decl->n_versions);
    for (size_t v = 0; v < decl->n_versions; v++) {
        const Node *node = decl->versions[v];
        const Node *params = node_kid(node, DEFINE_PARAMS);
        low->scope.n = 0;
        low->n_slots = 0;
        for (uint32_t i = 0; i < node_count(params); i++)
            open_local(low, params->kids[i]->text);
        span_of_heads(node_kid(node, DEFINE_HEADS), &func->versions[v].from, &func->versions[v].until);
        func->versions[v].unverified = head_text(node_kid(node, DEFINE_HEADS), HEAD_UNVERIFIED);
        func->versions[v].body = lower_expr(low, node_kid(node, DEFINE_BODY));
        if (low->n_slots > func->n_slots)
            func->n_slots = low->n_slots;
    }
}

void lower_defines(Lowering *low)
{
    const Checked *checked = low->checked;
    low->define_funcs = arena_array(low->arena, const Func *, checked->defines.n + 1);
    for (size_t i = 0; i < checked->defines.n; i++) {
        const Decl *decl = checked->defines.items[i];
        Func *func = arena_make(low->arena, Func);
        func->kind = FUNC_DEFINE;
        func->id = (uint32_t)low->funcs.n;
        func->name = decl->name;
        func->title = decl->title;
        func->n_params = (uint32_t)decl->n_params;
        func->result = decl->type;
        vec_push(low->arena, &low->funcs, func);
        low->define_funcs[decl->index] = func;
    }
    for (size_t i = 0; i < checked->defines.n; i++) {
        const Decl *decl = checked->defines.items[i];
        lower_define(low, decl, (Func *)(uintptr_t)low->define_funcs[decl->index]);
    }
}
