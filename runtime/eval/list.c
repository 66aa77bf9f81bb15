// Lists that may be open, quantifiers over them, and aggregates.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/eval/vm.h"

Value value_list(Vm *vm, Element *items, size_t n, bool open, const Causes *why_open)
{
    List *list = arena_make(vm->arena, List);
    *list = (List){items, n, open, why_open};
    const Causes *causes = why_open;
    for (size_t i = 0; i < n; i++)
        causes = causes_join(vm, causes, items[i].doubt);
    return (Value){.kind = VALUE_LIST, .causes = causes, .as.list = list};
}

Value op_union(Vm *vm, const Entry *parts, uint32_t n)
{
    size_t total = 0, at = 0;
    bool open = false;
    const Causes *why = NULL;
    for (uint32_t i = 0; i < n; i++) {
        const Value *part = &parts[i].value;
        if (part->kind == VALUE_LIST) {
            total += part->as.list->n;
            open = open || part->as.list->open;
            why = causes_join(vm, why, part->as.list->why_open);
        } else if (part->kind != VALUE_NONE) {
            open = true; // an unknown list may have any elements
            why = causes_join(vm, why, part->causes);
        }
    }
    Element *items = arena_array(vm->arena, Element, total + 1);
    for (uint32_t i = 0; i < n; i++) {
        if (parts[i].value.kind != VALUE_LIST)
            continue;
        const List *list = parts[i].value.as.list;
        for (size_t k = 0; k < list->n; k++)
            items[at++] = list->items[k];
    }
    return value_list(vm, items, total, open, why);
}

Value op_elements(Vm *vm, const Entry *parts, uint32_t n, bool open)
{
    Element *items = arena_array(vm->arena, Element, n + 1);
    for (uint32_t i = 0; i < n; i++)
        items[i] = (Element){parts[i].value, TRI_T, NULL};
    return value_list(vm, items, n, open, NULL);
}

void loop_begin(Vm *vm, Loop *loop, const Expr *expr, const Entry *list)
{
    *loop = (Loop){.expr = expr, .source = list->value, .lo = RAT_ZERO, .hi = RAT_ZERO};
    if (list->value.kind == VALUE_LIST) {
        loop->list = list->value.as.list;
        if (expr->op == CORE_LIST)
            loop->elements = arena_array(vm->arena, Element, loop->list->n + 1);
    }
}

static Tri member_and(const Element *element, const Value *condition)
{
    Tri tri = condition->kind == VALUE_BOOL ? (Tri)condition->tri : condition->kind == VALUE_NONE ? TRI_F : TRI_U;
    return element->member < tri ? element->member : tri;
}

// Why a part is unknown: the doubtful membership and the unknown condition.
static const Causes *doubt_of(Vm *vm, const Element *element, const Value *condition)
{
    const Causes *causes = element->doubt;
    return condition ? causes_join(vm, causes, condition->causes) : causes;
}

static void take_quantified(Vm *vm, Loop *loop, const Element *element, const Value *body)
{
    Value condition = loop->expr->op == CORE_EVERY ? op_not(*body) : *body;
    Tri part = member_and(element, &condition);
    loop->some_t = loop->some_t || part == TRI_T;
    loop->some_u = loop->some_u || part == TRI_U;
    if (part == TRI_U)
        loop->causes = causes_join(vm, loop->causes, doubt_of(vm, element, &condition));
}

static void widen(Vm *vm, Loop *loop, Rat lo, Rat hi, const Value *value, bool sure)
{
    bool greatest = loop->expr->op == CORE_GREATEST;
    int near = greatest ? 0 : 1; // the bound that only sure members set; any possible one moves the other
    const Rat bounds[2] = {lo, hi};
    Rat *at[2] = {&loop->lo, &loop->hi};
    int sign = greatest ? 1 : -1, by_months = loop->months + value->months;
    loop->months = by_months > 0;
    for (int i = 0; i < 2; i++) {
        bool first = i == near ? loop->sure == 0 : loop->possible == 0;
        if ((i == near && !sure) || (!first && !grow_beyond(vm, *at[i], loop->grows[i], bounds[i], value->grows[i], sign, by_months)))
            continue;
        *at[i] = bounds[i];
        loop->grows[i] = value->grows[i];
    }
}

// ⊤ may turn out none and then is no member: only a possible one, anywhere on the line.
static void bounds_of(const Loop *loop, const Value *value, Rat *lo, Rat *hi)
{
    bool number = value->kind == VALUE_NUM;
    bool never_negative = loop->expr->op == CORE_SUM && loop->expr->index;
    *lo = number ? value->as.num.lo : never_negative ? RAT_ZERO : RAT_NEG_INF;
    *hi = number ? value->as.num.hi : RAT_POS_INF;
}

static void add_to_sum(Vm *vm, Loop *loop, Rat lo, Rat hi, bool sure)
{
    if (!sure && rat_sign(lo) > 0)
        lo = RAT_ZERO;
    if (!sure && rat_sign(hi) < 0)
        hi = RAT_ZERO;
    loop->fault = loop->fault || !rat_add(vm->arena, loop->lo, lo, &loop->lo) ||
                  !rat_add(vm->arena, loop->hi, hi, &loop->hi);
}

static void take_aggregated(Vm *vm, Loop *loop, const Element *element, const Value *where, const Value *value)
{
    static const Value always = {.kind = VALUE_BOOL, .tri = TRI_T};
    Tri part = member_and(element, where ? where : &always);
    if (part == TRI_F || (loop->expr->op != CORE_LIST && loop->expr->op != CORE_COUNT && value->kind == VALUE_NONE))
        return;
    bool sure = part == TRI_T;
    if (!sure)
        loop->causes = causes_join(vm, loop->causes, doubt_of(vm, element, where));
    if (loop->expr->op == CORE_LIST) {
        loop->elements[loop->n_elements++] = (Element){*value, part, sure ? NULL : doubt_of(vm, element, where)};
        return;
    }
    if (loop->expr->op != CORE_COUNT) {
        Rat lo, hi;
        bounds_of(loop, value, &lo, &hi);
        sure = sure && value->kind == VALUE_NUM;
        loop->causes = causes_join(vm, loop->causes, value->causes);
        if (loop->expr->op == CORE_SUM) {
            note_unfollowed(vm, value);
            add_to_sum(vm, loop, lo, hi, sure);
        } else {
            widen(vm, loop, lo, hi, value, sure);
        }
    }
    loop->sure += sure;
    loop->possible++;
}

void loop_take(Vm *vm, Loop *loop, const Entry *where, const Entry *value)
{
    const Element *element = &loop->list->items[loop->next - 1];
    switch (loop->expr->op) {
    case CORE_SOME: case CORE_EVERY: case CORE_NO:
        take_quantified(vm, loop, element, &value->value);
        break;
    default:
        take_aggregated(vm, loop, element, where ? &where->value : NULL, &value->value);
        break;
    }
}

static Value quantified(Vm *vm, const Loop *loop)
{
    bool open = !loop->list || loop->list->open;
    const Causes *causes = loop->causes;
    if (open)
        causes = causes_join(vm, causes, loop->list ? loop->list->why_open : loop->source.causes);
    Tri some = loop->some_t ? TRI_T : loop->some_u || open ? TRI_U : TRI_F;
    Value value = value_bool(some, causes);
    return loop->expr->op == CORE_SOME ? value : op_not(value);
}

// greatest and least.
static Value extreme(Vm *vm, const Loop *loop, bool open, const Causes *causes)
{
    if (loop->possible == 0 && !open)
        return value_top(cause_fault(vm, loop->expr, loop->expr->op == CORE_GREATEST
                                                         ? "greatest of an empty list" : "least of an empty list"));
    if (loop->sure == 0)
        return value_top(causes);
    Value value = {.kind = VALUE_NUM, .causes = causes, .as.num = {loop->lo, loop->hi},
                   .grows = {loop->grows[0], loop->grows[1]}, .months = loop->months};
    if (open && loop->expr->op == CORE_GREATEST)
        value.as.num.hi = RAT_POS_INF;
    if (open && loop->expr->op == CORE_LEAST)
        value.as.num.lo = RAT_NEG_INF;
    return value;
}

static Value aggregated(Vm *vm, const Loop *loop, bool open, const Causes *causes)
{
    Value value = {.kind = VALUE_NUM, .causes = causes};
    if (loop->fault)
        return value_top(causes_join(vm, cause_fault(vm, loop->expr, "the number has more than 4096 digits"), causes));
    if (loop->expr->op == CORE_COUNT) {
        value.as.num.lo = rat_int((int64_t)loop->sure);
        value.as.num.hi = open ? RAT_POS_INF : rat_int((int64_t)loop->possible);
        return value;
    }
    if (!loop->list && open && loop->expr->op == CORE_SUM)
        return value_top(causes);
    if (loop->expr->op != CORE_SUM)
        return extreme(vm, loop, open, causes);
    value.as.num.lo = open && !loop->expr->index ? RAT_NEG_INF : loop->lo;
    value.as.num.hi = open ? RAT_POS_INF : loop->hi;
    return value;
}

Value loop_result(Vm *vm, Loop *loop)
{
    CoreOp op = loop->expr->op;
    if (op == CORE_SOME || op == CORE_EVERY || op == CORE_NO) {
        if (!loop->list && loop->source.kind == VALUE_NONE)
            return value_bool(op == CORE_SOME ? TRI_F : TRI_T, NULL);
        return quantified(vm, loop);
    }
    bool none = !loop->list && loop->source.kind == VALUE_NONE;
    bool open = !none && (!loop->list || loop->list->open);
    const Causes *why = loop->list ? loop->list->why_open : loop->source.causes;
    if (op == CORE_LIST && !loop->list && open)
        return value_top(why);
    if (op == CORE_LIST)
        return value_list(vm, loop->elements, loop->n_elements, open, open ? why : NULL);
    Value value = aggregated(vm, loop, open, open ? causes_join(vm, loop->causes, why) : loop->causes);
    if (value_is_exact(&value))
        value.causes = NULL;
    return value;
}
