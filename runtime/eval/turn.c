// Turns: the days on which a comparison that the law date takes part in comes out otherwise.
//
// In:  a comparison and its sides. Out: the next day to look at, beside those of rows that
//      were asked for (GRAMMAR.md 4.6).
// SPDX-License-Identifier: Apache-2.0
#include "runtime/eval/again.h"

static bool is_constant(const Expr *expr)
{
    return expr->op == CORE_CONST && expr->type->kind == TYPE_NUM;
}

// How much the expression grows from one day to the next, as it is written; false when it
// moves with the law date in another way or beyond all limits.
static bool slope_of(Vm *vm, const Expr *expr, Rat *out)
{
    Rat left, right;
    *out = RAT_ZERO;
    if (expr->op == CORE_FACT && expr->index == vm->core->schema->law_date) {
        *out = RAT_ONE;
        return true;
    }
    if (expr->op < CORE_ADD || expr->op > CORE_DIV)
        return true;
    if (!slope_of(vm, expr->kids[0], &left))
        return false;
    switch (expr->op) {
    case CORE_ADD: case CORE_SUB:
        return slope_of(vm, expr->kids[1], &right) &&
               (expr->op == CORE_ADD ? rat_add(vm->arena, left, right, out)
                                     : rat_sub(vm->arena, left, right, out));
    case CORE_MUL:
        return !is_constant(expr->kids[1]) ||
               rat_mul(vm->arena, left, expr->kids[1]->fact->number, out);
    default:
        return !is_constant(expr->kids[1]) || rat_sign(expr->kids[1]->fact->number) == 0 ||
               rat_div(vm->arena, left, expr->kids[1]->fact->number, out);
    }
}

// The law date among the facts is this day, or moves with it.
static bool law_date_moves(const Vm *vm)
{
    const FactSchema *schema = vm->core->schema;
    if (!vm->date_known || schema->law_date >= schema->n)
        return false;
    if (vm->work->options.move_law_date)
        return true;
    const Fact *fact = vm->facts->top[schema->law_date];
    return !vm->again && !fact_is_unknown(fact) && rat_cmp(fact->number, rat_int(vm->day)) == 0;
}

static void note(Vm *vm, int64_t day)
{
    if (day <= vm->day || day > DAY_MAX)
        return;
    Day *next = &vm->work->next_row_day;
    *next = (Day)day < *next ? (Day)day : *next;
    again_turn(vm, (Day)day);
}

// The day on which the bounds meet, and the day after.
static void note_meeting(Vm *vm, Rat from, Rat to, Rat speed)
{
    Rat way, days;
    int64_t day;
    if (!rat_is_inf(from) && !rat_is_inf(to) && rat_sub(vm->arena, to, from, &way) &&
        rat_div(vm->arena, way, speed, &days) && rat_to_int64(rat_floor(vm->arena, days), &day) &&
        day > -(int64_t)DAY_MAX && day < DAY_MAX) {
        note(vm, vm->day + day);
        note(vm, vm->day + day + 1);
    }
}

void note_turn(Vm *vm, const Expr *expr, const Value *a, const Value *b)
{
    Rat left, right, speed;
    if (a->kind != VALUE_NUM || b->kind != VALUE_NUM || !law_date_moves(vm) ||
        !slope_of(vm, expr->kids[0], &left) || !slope_of(vm, expr->kids[1], &right) ||
        !rat_sub(vm->arena, left, right, &speed) || rat_sign(speed) == 0)
        return;
    note_meeting(vm, a->as.num.hi, b->as.num.lo, speed);
    note_meeting(vm, a->as.num.lo, b->as.num.hi, speed);
}
