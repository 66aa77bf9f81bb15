// Logic of three values, equality, membership, classification and cases.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/utf8.h"
#include "runtime/eval/vm.h"

Value value_bool(Tri tri, const Causes *causes)
{
    return (Value){.kind = VALUE_BOOL, .tri = (uint8_t)tri, .causes = tri == TRI_U ? causes : NULL};
}

Value value_top(const Causes *causes)
{
    return (Value){.kind = VALUE_TOP, .causes = causes};
}

// A condition that came out as no boolean at all (unknown) counts as U.
static Tri truth_of(const Value *value)
{
    return value->kind == VALUE_BOOL ? (Tri)value->tri : value->kind == VALUE_NONE ? TRI_F : TRI_U;
}

static const Causes *unknown_causes(Vm *vm, const Entry *parts, uint32_t n)
{
    const Causes *all = NULL;
    for (uint32_t i = 0; i < n; i++) {
        if (truth_of(&parts[i].value) == TRI_U)
            all = causes_join(vm, all, parts[i].value.causes);
    }
    return all;
}

Value op_all(Vm *vm, const Entry *parts, uint32_t n)
{
    Tri tri = TRI_T;
    for (uint32_t i = 0; i < n; i++) {
        Tri part = truth_of(&parts[i].value);
        tri = part < tri ? part : tri;
    }
    return value_bool(tri, tri == TRI_U ? unknown_causes(vm, parts, n) : NULL);
}

Value op_any(Vm *vm, const Entry *parts, uint32_t n)
{
    Tri tri = TRI_F;
    for (uint32_t i = 0; i < n; i++) {
        Tri part = truth_of(&parts[i].value);
        tri = part > tri ? part : tri;
    }
    return value_bool(tri, tri == TRI_U ? unknown_causes(vm, parts, n) : NULL);
}

Value op_not(Value a)
{
    return value_bool((Tri)(TRI_T - truth_of(&a)), a.causes);
}

Value op_at_least(Vm *vm, const Entry *parts, uint32_t n, uint32_t wanted)
{
    uint32_t sure = 0, possible = 0;
    for (uint32_t i = 0; i < n; i++) {
        Tri part = truth_of(&parts[i].value);
        sure += part == TRI_T;
        possible += part != TRI_F;
    }
    Tri tri = sure >= wanted ? TRI_T : possible < wanted ? TRI_F : TRI_U;
    return value_bool(tri, tri == TRI_U ? unknown_causes(vm, parts, n) : NULL);
}

static Tri equal_numbers(const Value *a, const Value *b)
{
    if (value_is_exact(a) && value_is_exact(b))
        return rat_eq(a->as.num.lo, b->as.num.lo) ? TRI_T : TRI_F;
    bool apart = rat_cmp(a->as.num.hi, b->as.num.lo) < 0 || rat_cmp(b->as.num.hi, a->as.num.lo) < 0;
    return apart ? TRI_F : TRI_U;
}

static Tri equal(const Value *a, const Value *b)
{
    if (a->kind == VALUE_TOP || b->kind == VALUE_TOP)
        return TRI_U;
    if (a->kind != b->kind)
        return TRI_F; // none against a value
    switch ((ValueKind)a->kind) {
    case VALUE_BOOL:
        return a->tri == TRI_U || b->tri == TRI_U ? TRI_U : a->tri == b->tri ? TRI_T : TRI_F;
    case VALUE_NUM:
        return equal_numbers(a, b);
    case VALUE_WORD:
        return str_eq(a->as.word, b->as.word) ? TRI_T : TRI_F;
    case VALUE_NONE:
        return TRI_T;
    case VALUE_RECORD:
        return a->as.record == b->as.record ? TRI_T : TRI_U;
    case VALUE_LIST:
        return value_same(a, b) ? TRI_T : TRI_U;
    case VALUE_TOP:
        break;
    }
    return TRI_U;
}

Value op_equal(Vm *vm, const Value *a, const Value *b)
{
    Tri tri = equal(a, b);
    return value_bool(tri, tri == TRI_U ? causes_join(vm, a->causes, b->causes) : NULL);
}

Value op_in(Vm *vm, const Value *value, const Value *list)
{
    if (list->kind != VALUE_LIST) {
        Tri tri = list->kind == VALUE_NONE ? TRI_F : TRI_U;
        return value_bool(tri, causes_join(vm, value->causes, list->causes));
    }
    Tri tri = TRI_F;
    const Causes *causes = NULL;
    for (size_t i = 0; i < list->as.list->n; i++) {
        const Element *element = &list->as.list->items[i];
        Value same = op_equal(vm, value, &element->value);
        if (value_moves(value) || value_moves(&element->value))
            note_turn(vm, value, &element->value);
        Tri part = (Tri)same.tri < element->member ? (Tri)same.tri : element->member;
        tri = part > tri ? part : tri;
        if (part == TRI_U) {
            causes = causes_join(vm, causes, same.causes);
            causes = causes_join(vm, causes, element->doubt);
        }
    }
    if (list->as.list->open && tri != TRI_T) {
        tri = TRI_U;
        causes = causes_join(vm, causes, list->as.list->why_open);
    }
    return value_bool(tri, causes);
}

Value op_within(Vm *vm, const Value *label, const Value *above)
{
    if (label->kind == VALUE_NONE || above->kind == VALUE_NONE)
        return value_bool(TRI_F, NULL);
    if (label->kind != VALUE_WORD || above->kind != VALUE_WORD)
        return value_bool(TRI_U, causes_join(vm, label->causes, above->causes));
    return value_bool(label_covers(above->as.word, label->as.word) ? TRI_T : TRI_F, NULL);
}

Value op_entry(const Value *label)
{
    if (label->kind != VALUE_WORD)
        return label->kind == VALUE_NONE ? *label : value_top(label->causes);
    Value entry = *label;
    entry.as.word = label_first(label->as.word);
    return entry;
}

Value op_folded(Vm *vm, const Value *text)
{
    if (text->kind != VALUE_WORD)
        return text->kind == VALUE_NONE ? *text : value_top(text->causes);
    Value folded = *text;
    folded.as.word = utf8_letters(vm->arena, text->as.word);
    return folded;
}

// Nothing loaded classifies the label: what somebody asserted of the record is asked.
static Value is_asserted(Vm *vm, const Expr *expr, const Value *record, const Fact **asserted)
{
    const RecordType *type = expr->kids[0]->type->record;
    const Causes *by_label = causes_one(vm, (Cause){.kind = CAUSE_LABEL, .text = expr->label});
    if (record->kind == VALUE_NONE)
        return value_bool(TRI_F, NULL);
    if (record->kind != VALUE_RECORD || !type || type->asserted >= type->n)
        return value_bool(TRI_U, record->kind == VALUE_RECORD ? by_label : record->causes);
    const Fact *fact = fact_field(vm->facts->arena, record->as.record, type->asserted);
    *asserted = fact;
    if (fact->state == FACT_NONE)
        return value_bool(TRI_F, NULL);
    if (fact_is_unknown(fact))
        return value_bool(TRI_U, causes_one(vm, (Cause){.kind = CAUSE_FACT, .fact = fact}));
    if (label_covers(expr->label, fact->text))
        return value_bool(TRI_T, NULL);
    if (label_covers(fact->text, expr->label))
        return value_bool(TRI_U, by_label);
    return value_bool(TRI_F, NULL);
}

Value op_is(Vm *vm, const Expr *expr, const Value *record, const Entry *acts, uint32_t n, const Fact **asserted)
{
    if (n == 0)
        return is_asserted(vm, expr, record, asserted);
    if (record->kind == VALUE_NONE)
        return value_bool(TRI_F, NULL);
    if (record->kind != VALUE_RECORD)
        return value_bool(TRI_U, record->causes);
    return op_any(vm, acts, n);
}

// On the next day it may be the same as another, or no more.
static void note_list(Vm *vm, const Value *value)
{
    if (value->kind == VALUE_LIST)
        note_unfollowed(vm, value);
}

// The hull of two values of one type: both are possible.
static Value hull(Vm *vm, const Value *a, const Value *b)
{
    const Causes *causes = causes_join(vm, a->causes, b->causes);
    note_list(vm, a);
    note_list(vm, b);
    if (value_same(a, b) && !(value_moves(a) || value_moves(b)))
        return *a;
    if (a->kind == VALUE_BOOL && b->kind == VALUE_BOOL)
        return (Value){.kind = VALUE_BOOL, .tri = TRI_U, .causes = causes};
    if (a->kind == VALUE_NUM && b->kind == VALUE_NUM) {
        Value both = {.kind = VALUE_NUM, .causes = causes, .as.num = a->as.num, .months = a->months || b->months};
        int by_months = a->months + b->months;
        bool low = grow_beyond(vm, a->as.num.lo, a->grows[0], b->as.num.lo, b->grows[0], -1, by_months);
        bool high = grow_beyond(vm, a->as.num.hi, a->grows[1], b->as.num.hi, b->grows[1], 1, by_months);
        both.as.num.lo = low ? b->as.num.lo : a->as.num.lo;
        both.as.num.hi = high ? b->as.num.hi : a->as.num.hi;
        both.grows[0] = low ? b->grows[0] : a->grows[0];
        both.grows[1] = high ? b->grows[1] : a->grows[1];
        return both;
    }
    return value_top(causes);
}

Value op_cases(Vm *vm, const Expr *expr, const Entry *parts, uint32_t n)
{
    const Value *exact = NULL, *otherwise = &parts[n - 1].value;
    const Causes *doubts = NULL;
    bool any = false, sure = false, differ = false;
    Value all = {.kind = VALUE_TOP};
    for (uint32_t i = 0; i + 1 < n; i += 2) {
        Tri when = truth_of(&parts[i].value);
        const Value *then = &parts[i + 1].value;
        if (when == TRI_F)
            continue;
        if (when == TRI_U)
            doubts = causes_join(vm, doubts, parts[i].value.causes);
        sure = sure || when == TRI_T;
        if (when == TRI_T && value_is_exact(then)) {
            differ = differ || (exact && !value_same(exact, then));
            exact = then;
        }
        all = any ? hull(vm, &all, then) : *then;
        any = true;
    }
    if (differ)
        doubts = causes_join(vm, doubts, causes_one(vm, (Cause){.kind = CAUSE_CONFLICT, .span = expr->span}));
    if (!sure)
        all = any ? hull(vm, &all, otherwise) : *otherwise;
    if (!value_is_exact(&all))
        all.causes = causes_join(vm, all.causes, doubts);
    return all;
}
