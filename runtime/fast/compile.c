// Compilation: expressions of Core become nodes, those without facts become constants.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/fast/run.h"

enum { DEPTH_MAX = 600 };

Ask *ask_new(Compiler *c, AskOp op, const Expr *expr, uint32_t n)
{
    Ask *node = arena_make(c->arena, Ask);
    node->op = (uint8_t)op;
    node->slot = TOP_SLOT;
    node->expr = expr;
    node->n = n;
    node->kids = n > 0 ? arena_array(c->arena, const Ask *, n) : NULL;
    return node;
}

void ask_add(Ask *node, uint32_t i, const Ask *kid)
{
    // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): i is below n
    node->kids[i] = kid;
    if (kid == NULL) {
        return;
    }
    node->asks_facts = node->asks_facts || kid->asks_facts;
    node->slots |= kid->slots;
    node->depth = kid->depth >= node->depth ? (uint16_t)(kid->depth + 1) : node->depth;
}

const Ask *ask_constant(Compiler *c, Cell value)
{
    Ask *node = ask_new(c, ASK_CONST, NULL, 0);
    node->value = value;
    return node;
}

static void use_slot(Compiler *c, Ask *node, uint32_t slot)
{
    if (slot >= SLOTS_MASKED) {
        c->failed = true;
    } else {
        node->slots |= (uint64_t)1 << slot;
    }
}

// One room for all that is worked out while compiling; its values stay.
static Run *folding_run(Compiler *c)
{
    if (c->run == NULL) {
        c->run = arena_make(c->arena, Run);
        run_init(c->run, c->arena, c->arena);
        c->run->program = c->program;
        c->run->words = &c->plan->words;
        c->run->top = c->plan->blank;
        c->run->memos = arena_array(c->arena, Memo, c->core->n_funcs + 1);
    }
    c->run->generation++;
    return c->run;
}

const Ask *ask_fold(Compiler *c, Ask *node)
{
    if (node->depth > DEPTH_MAX) {
        c->failed = true;
    }
    if (node->asks_facts || node->slots != 0 || node->op == ASK_CONST || c->failed) {
        return node;
    }
    Run *run = folding_run(c);
    Cell value = run_cell(run, node);
    if (run->declined) {
        c->failed = true;
    }
    return ask_constant(c, value);
}

// ---- places

static const Ask *path_node(Compiler *c, const Expr *expr, const Place *place, uint8_t slot, uint32_t base,
                             uint64_t slots)
{
    Ask *node = ask_new(c, place->within ? ASK_RECORD : ASK_PATH, expr, 0);
    c->failed = c->failed || !(place->within || place->asked);
    node->slot = slot;
    node->at = base + place->at;
    node->blank = place->blank;
    node->slots = slots;
    node->asks_facts = slot == TOP_SLOT;
    return node;
}

static const Ask *compile_field(Compiler *c, const Expr *expr)
{
    const Ask *record = compile_expr(c, expr->kids[0]);
    const Type *type = expr->kids[0]->type;
    const Shape *shape = type->kind == TYPE_RECORD ? plan_shape(c->plan, type->record) : NULL;
    if (shape == NULL || expr->index >= shape->n) {
        c->failed = true;
        return record;
    }
    const Place *place = &shape->places[expr->index];
    if (record->op == ASK_RECORD) {
        return path_node(c, expr, place, record->slot, record->at, record->slots);
    }
    if (record->op == ASK_SLOT && !type->optional && record->slot < SLOTS_MASKED) {
        return path_node(c, expr, place, record->slot, 0, record->slots);
    }
    Ask *node = ask_new(c, ASK_FIELD, expr, 1);
    c->failed = c->failed || !(place->within || place->asked);
    node->at = place->at;
    node->blank = place->blank;
    ask_add(node, 0, record);
    return ask_fold(c, node);
}

static const Ask *compile_slot(Compiler *c, const Expr *expr)
{
    if (expr->index >= c->n_slots) {
        return ask_constant(c, cell_of(CELL_TOP));
    }
    Ask *node = ask_new(c, ASK_SLOT, expr, 0);
    use_slot(c, node, expr->index);
    node->slot = (uint8_t)expr->index;
    return node;
}

// ---- operations

static const Ask *compile_kids(Compiler *c, const Expr *expr, AskOp op)
{
    Ask *node = ask_new(c, op, expr, expr->n);
    for (uint32_t i = 0; i < expr->n; i++) {
        ask_add(node, i, compile_expr(c, expr->kids[i]));
    }
    node->at = expr->index;
    return ask_fold(c, node);
}

static const Ask *compile_cases(Compiler *c, const Expr *expr)
{
    Ask *node = ask_new(c, ASK_CASES, expr, expr->n);
    for (uint32_t i = 0; i < expr->n; i++) {
        const Ask *kid = compile_expr(c, expr->kids[i]);
        bool condition = i % 2 == 0 && i + 1 < expr->n;
        ask_add(node, i, condition ? compile_condition(c, kid) : kid);
    }
    return ask_fold(c, node);
}

static const Ask *compile_not(Compiler *c, const Expr *expr, const Ask *of)
{
    Ask *node = ask_new(c, ASK_NOT, expr, 1);
    ask_add(node, 0, of);
    return ask_fold(c, node);
}

// The words of a complete list of known words; NULL for any other.
static const WordSet *word_set(Compiler *c, const Cell *list)
{
    if (list->tag != CELL_LIST || list->as.list->open) {
        return NULL;
    }
    uint32_t low = UINT32_MAX, high = 0;
    for (size_t i = 0; i < list->as.list->n; i++) {
        const CellItem *item = &list->as.list->items[i];
        if (item->member != TRI_T || item->value.tag != CELL_WORD || item->value.word == WORD_NONE) {
            return NULL;
        }
        low = item->value.word < low ? item->value.word : low;
        high = item->value.word > high ? item->value.word : high;
    }
    uint32_t n = list->as.list->n == 0 ? 0 : high - low + 1;
    WordSet *set = arena_alloc(c->arena, sizeof *set + (n / 64 + 1) * sizeof(uint64_t));
    set->first = low;
    set->n = n;
    for (size_t i = 0; i < list->as.list->n; i++) {
        uint32_t bit = list->as.list->items[i].value.word - low;
        set->bits[bit / 64] |= (uint64_t)1 << bit % 64;
    }
    return set;
}

static const Ask *compile_in(Compiler *c, const Expr *expr)
{
    const Ask *value = compile_expr(c, expr->kids[0]), *list = compile_expr(c, expr->kids[1]);
    const WordSet *set = list->op == ASK_CONST ? word_set(c, &list->value) : NULL;
    Ask *node = ask_new(c, set != NULL ? ASK_IN_SET : ASK_IN, expr, 2);
    node->of.set = set;
    ask_add(node, 0, value);
    ask_add(node, 1, list);
    return ask_fold(c, node);
}

// `act`: of what is no record it is false.
static const Ask *call_node(Compiler *c, const Expr *expr, FuncCode *func, const Ask **args, uint32_t n, bool act)
{
    Ask *node = ask_new(c, ASK_CALL, expr, n);
    for (uint32_t i = 0; i < n; i++) {
        ask_add(node, i, args[i]);
    }
    node->of.func = func;
    func->called = true;
    node->asks_facts = node->asks_facts || func->asks_facts;
    node->depth = (uint16_t)(node->depth + func->depth + 1);
    node->at = act;
    bool plain = func->n_params == 0 && func->body->n == 0 && func->body->n_leaves == 0;
    if (plain || (func->body->op == ASK_CONST && !(act && n > 0 && func->body->value.tri != TRI_F))) {
        return func->body; // nothing to remember
    }
    return ask_fold(c, node);
}

static const Ask *compile_call(Compiler *c, const Expr *expr)
{
    const Func *callee = c->core->funcs[expr->index];
    const Ask *args[16];
    if (expr->n > countof(args)) {
        c->failed = true;
        return ask_constant(c, cell_of(CELL_TOP));
    }
    for (uint32_t i = 0; i < expr->n; i++) {
        args[i] = compile_expr(c, expr->kids[i]);
    }
    FuncCode *func = compile_func(c, callee);
    if (func == NULL) { // no version in force: a fault
        return ask_constant(c, cell_of(CELL_TOP));
    }
    return call_node(c, expr, func, args, expr->n, false);
}

// A rule asked of a subject; dead rules, and what is no record, never act.
static const Ask *compile_act_of(Compiler *c, const Expr *expr, RuleId id, const Ask *subject)
{
    const CoreRule *rule = &c->core->rules[id];
    bool each = rule->subject_list != UINT32_MAX;
    if (c->program->live[id] == TRI_F || (each && subject == NULL)) {
        return ask_constant(c, cell_bool(TRI_F));
    }
    return call_node(c, expr, compile_func(c, rule->act), &subject, each ? 1 : 0, true);
}

static const Ask *compile_is(Compiler *c, const Expr *expr)
{
    const Ask *record = compile_expr(c, expr->kids[0]);
    if (expr->n_rules == 0) {
        Ask *node = ask_new(c, ASK_ASSERTED, expr, 1);
        ask_add(node, 0, record);
        const RecordType *type = expr->kids[0]->type->record;
        const Shape *shape = expr->kids[0]->type->kind == TYPE_RECORD ? plan_shape(c->plan, type) : NULL;
        node->at = shape != NULL && type->asserted < type->n ? shape->places[type->asserted].at : UINT32_MAX;
        return ask_fold(c, node);
    }
    Ask *node = ask_new(c, ASK_IS, expr, (uint32_t)expr->n_rules + 1);
    ask_add(node, 0, record);
    uint32_t n = 1;
    for (size_t i = 0; i < expr->n_rules; i++) {
        const Ask *act = compile_act_of(c, expr, expr->rules[i], record);
        if (act->op != ASK_CONST || act->value.tri != TRI_F) {
            ask_add(node, n++, act);
        }
    }
    node->n = n;
    return ask_fold(c, node);
}

static const Ask *compile_loop(Compiler *c, const Expr *expr, AskOp op)
{
    Ask *node = ask_new(c, op, expr, expr->n);
    Ask inner = {0};
    const Ask *kids[3] = {NULL, NULL, NULL};
    if (expr->slot >= SLOTS_MASKED) {
        c->failed = true;
        return node;
    }
    inner.kids = kids;
    for (uint32_t i = 1; i < expr->n; i++) {
        if (expr->kids[i] != NULL) {
            ask_add(&inner, i, compile_expr(c, expr->kids[i]));
        }
    }
    ask_add(node, 0, compile_expr(c, expr->kids[0]));
    for (uint32_t i = 1; i < expr->n; i++) {
        node->kids[i] = kids[i];
    }
    node->asks_facts = node->asks_facts || inner.asks_facts;
    node->slots |= inner.slots & ~((uint64_t)1 << expr->slot);
    node->depth = inner.depth >= node->depth ? (uint16_t)(inner.depth + 1) : node->depth;
    return ask_fold(c, node);
}

static const Ask *compile_fact(Compiler *c, const Expr *expr)
{
    return path_node(c, expr, &c->plan->top.places[expr->index], TOP_SLOT, 0, 0);
}

static const Ask *compile_none_of(Compiler *c, const Expr *expr)
{
    return compile_not(c, expr, compile_junction(c, expr, ASK_ANY));
}

const Ask *compile_expr(Compiler *c, const Expr *expr)
{
    switch (expr->op) {
    case CORE_CONST: return ask_constant(c, plan_cell(c->plan, c->arena, expr->fact));
    case CORE_FACT: return compile_fact(c, expr);
    case CORE_SLOT: return compile_slot(c, expr);
    case CORE_FIELD: return compile_field(c, expr);
    case CORE_ALL: return compile_junction(c, expr, ASK_ALL);
    case CORE_ANY: return compile_junction(c, expr, ASK_ANY);
    case CORE_NONE_OF: return compile_none_of(c, expr);
    case CORE_AT_LEAST: return compile_kids(c, expr, ASK_AT_LEAST);
    case CORE_NOT: return compile_not(c, expr, compile_expr(c, expr->kids[0]));
    case CORE_EQ: return compile_kids(c, expr, ASK_EQ);
    case CORE_NE: return compile_kids(c, expr, ASK_NE);
    case CORE_LT: case CORE_LE: case CORE_GT: case CORE_GE: return compile_kids(c, expr, ASK_COMPARE);
    case CORE_ADD: case CORE_SUB: case CORE_MUL: case CORE_DIV: return compile_kids(c, expr, ASK_ARITH);
    case CORE_NEG: case CORE_POW: case CORE_WHOLE: case CORE_ROUND_DOWN: case CORE_ROUND_UP:
    case CORE_ABSOLUTE: case CORE_ADD_MONTHS: return compile_kids(c, expr, ASK_NUMBER);
    case CORE_IN: return compile_in(c, expr);
    case CORE_WITHIN: return compile_kids(c, expr, ASK_WITHIN);
    case CORE_ENTRY: return compile_kids(c, expr, ASK_ENTRY);
    case CORE_FOLDED: return compile_kids(c, expr, ASK_FOLDED);
    case CORE_IS: return compile_is(c, expr);
    case CORE_CASES: return compile_cases(c, expr);
    case CORE_CALL: return compile_call(c, expr);
    case CORE_ROWS: return compile_rows(c, expr);
    case CORE_LOOKUP: return compile_lookup(c, expr);
    case CORE_SOME: case CORE_EVERY: case CORE_NO: return compile_loop(c, expr, ASK_SOME);
    case CORE_SUM: case CORE_GREATEST: case CORE_LEAST: case CORE_COUNT:
        return compile_loop(c, expr, ASK_AGGREGATE);
    case CORE_LIST: return compile_loop(c, expr, ASK_LIST);
    case CORE_UNION: return compile_kids(c, expr, ASK_UNION);
    case CORE_ELEMENTS: return compile_kids(c, expr, ASK_ELEMENTS);
    case CORE_LIVE: return ask_constant(c, cell_bool(c->program->live[expr->index]));
    case CORE_ACT:
        return compile_act_of(c, expr, expr->index, expr->n > 0 ? compile_expr(c, expr->kids[0]) : NULL);
    case CORE_NATIVE: case CORE_OP_COUNT: break;
    }
    c->failed = true; // natives are called the long way
    return ask_constant(c, cell_of(CELL_TOP));
}

// ---- functions

static bool is_condition(const Ask *node)
{
    switch ((AskOp)node->op) {
    case ASK_ALL: case ASK_ANY: case ASK_NOT: case ASK_AT_LEAST: case ASK_EQ: case ASK_NE:
    case ASK_COMPARE: case ASK_IN: case ASK_IN_SET: case ASK_WITHIN: case ASK_IS: case ASK_ASSERTED:
    case ASK_SOME:
        return true;
    default:
        return false;
    }
}

FuncCode *compile_func(Compiler *c, const Func *func)
{
    if (c->program->funcs[func->id] != NULL) {
        return c->program->funcs[func->id];
    }
    const FuncVersion *version = func_on(func, c->day);
    if (version == NULL) {
        return NULL;
    }
    FuncCode *code = arena_make(c->arena, FuncCode);
    code->n_params = func->n_params;
    code->n_slots = func->n_slots > func->n_params ? func->n_slots : func->n_params;
    uint32_t outer = c->n_slots;
    c->n_slots = code->n_slots;
    code->body = compile_expr(c, version->body);
    c->n_slots = outer;
    code->asks_facts = code->body->asks_facts;
    code->depth = code->body->depth;
    code->condition = is_condition(code->body);
    code->index = (uint32_t)c->program->memos.n;
    vec_push(c->arena, &c->program->memos, code);
    c->program->funcs[func->id] = code;
    return code;
}
