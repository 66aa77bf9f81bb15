// Turns: how values move with the law date, and the days on which a comparison comes out otherwise.
//
// In:  values and what is done with them. Out: how fast their bounds grow, and the next day to
//      look at, beside those of rows that were asked for (GRAMMAR.md 4.6).
// SPDX-License-Identifier: Apache-2.0
#include "runtime/eval/again.h"

enum { SPEEDS_MAX = 255, MONTHS_SWAY = 6 }; // days by which a shift by months differs, at most

static Rat speed_of(const Vm *vm, uint8_t grows)
{
    return grows > 0 ? vm->speeds.items[grows - 1] : RAT_ZERO;
}

// ---- days to look at

static void note(Vm *vm, int64_t day)
{
    if (day <= vm->day || day > DAY_MAX)
        return;
    Day *next = &vm->work->next_row_day;
    *next = (Day)day < *next ? (Day)day : *next;
    again_turn(vm, (Day)day);
}

static void note_tomorrow(Vm *vm)
{
    again_law_date(vm); // it is seen from this day alone
    note(vm, (int64_t)vm->day + 1);
}

// Itself, or what is in it.
static bool moves(const Value *value)
{
    bool any = value_moves(value);
    for (size_t i = 0; value->kind == VALUE_LIST && !any && i < value->as.list->n; i++)
        any = moves(&value->as.list->items[i].value);
    return any;
}

void note_unfollowed(Vm *vm, const Value *value)
{
    if (moves(value))
        note_tomorrow(vm);
}

// ---- how values grow

static uint8_t grows_by(Vm *vm, Rat speed)
{
    if (rat_sign(speed) == 0)
        return 0;
    for (size_t i = 0; i < vm->speeds.n; i++) {
        if (rat_eq(vm->speeds.items[i], speed))
            return (uint8_t)(i + 1);
    }
    if (vm->speeds.n == SPEEDS_MAX) {
        note_tomorrow(vm);
        return 0;
    }
    vec_push(vm->arena, &vm->speeds, speed);
    return (uint8_t)vm->speeds.n;
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

Value grow_date(Vm *vm, Value date)
{
    if (date.kind == VALUE_NUM && law_date_moves(vm))
        date.grows[0] = date.grows[1] = grows_by(vm, RAT_ONE);
    return date;
}

uint8_t grow_mirrored(Vm *vm, uint8_t grows)
{
    Rat speed;
    return grows > 0 && rat_neg(vm->arena, speed_of(vm, grows), &speed) ? grows_by(vm, speed) : 0;
}

static uint8_t grow_sum(Vm *vm, uint8_t a, uint8_t b, bool minus)
{
    Rat left = speed_of(vm, a), right = speed_of(vm, b), speed;
    bool good = minus ? rat_sub(vm->arena, left, right, &speed) : rat_add(vm->arena, left, right, &speed);
    if (!good)
        note_tomorrow(vm);
    return good ? grows_by(vm, speed) : 0;
}

// A point that stays where it is.
static bool is_factor(const Value *value)
{
    return !value_moves(value) && value_is_exact(value) && rat_sign(value->as.num.lo) != 0;
}

static void grow_scaled(Vm *vm, bool divide, const Value *a, Rat factor, Value *out)
{
    bool good = !a->months; // else it sways by more days
    out->months = a->months;
    for (int i = 0; i < 2; i++) {
        Rat speed = speed_of(vm, a->grows[rat_sign(factor) > 0 ? i : 1 - i]);
        bool scaled = divide ? rat_div(vm->arena, speed, factor, &speed) : rat_mul(vm->arena, speed, factor, &speed);
        out->grows[i] = scaled ? grows_by(vm, speed) : 0;
        good = good && scaled;
    }
    if (!good)
        note_tomorrow(vm);
}

void grow_arith(Vm *vm, CoreOp op, const Value *a, const Value *b, Value *out)
{
    if (op == CORE_ADD || op == CORE_SUB) {
        out->months = a->months || b->months;
        if (a->months && b->months)
            note_tomorrow(vm);
        for (int i = 0; i < 2; i++)
            out->grows[i] = grow_sum(vm, a->grows[i], b->grows[op == CORE_ADD ? i : 1 - i], op == CORE_SUB);
    } else if (is_factor(b)) {
        grow_scaled(vm, op == CORE_DIV, a, b->as.num.lo, out);
    } else if (op == CORE_MUL && is_factor(a)) {
        grow_scaled(vm, false, b, a->as.num.lo, out);
    } else {
        note_tomorrow(vm);
    }
}

void note_whole(Vm *vm, const Value *number)
{
    bool stays = value_is_exact(number) && number->grows[0] == number->grows[1] &&
                 rat_is_whole(number->as.num.lo) && rat_is_whole(speed_of(vm, number->grows[0]));
    if (!stays)
        note_unfollowed(vm, number);
}

// ---- days on which that tells

static bool is_slow(Rat speed)
{
    return rat_cmp(speed, RAT_ONE) < 0 && rat_cmp(speed, rat_int(-1)) > 0;
}

// The day on which the bounds meet, and the day after; when one moves by months every day
// around it, when both do or they near by less than a day a day, every day.
static void note_meeting(Vm *vm, Rat from, uint8_t grows, Rat to, uint8_t others, int by_months)
{
    Rat way, days, speed;
    int64_t day, sway = by_months ? MONTHS_SWAY : 0;
    if (rat_is_inf(from) || rat_is_inf(to) || !rat_sub(vm->arena, to, from, &way) ||
        !rat_sub(vm->arena, speed_of(vm, grows), speed_of(vm, others), &speed))
        return;
    if (by_months > 1 || (by_months && is_slow(speed))) {
        note_tomorrow(vm);
        return;
    }
    if (rat_sign(speed) == 0 || !rat_div(vm->arena, way, speed, &days) ||
        !rat_to_int64(rat_floor(vm->arena, days), &day) || day < -sway || day > DAY_MAX)
        return;
    note(vm, vm->day + (day > sway ? day - sway : 1));
    note(vm, vm->day + day + 1);
}

void note_turn(Vm *vm, const Value *a, const Value *b)
{
    if (a->kind != VALUE_NUM || b->kind != VALUE_NUM || !(value_moves(a) || value_moves(b)))
        return;
    again_law_date(vm); // it is seen from this day alone
    note_meeting(vm, a->as.num.hi, a->grows[1], b->as.num.lo, b->grows[0], a->months + b->months);
    note_meeting(vm, a->as.num.lo, a->grows[0], b->as.num.hi, b->grows[1], a->months + b->months);
}

bool grow_beyond(Vm *vm, Rat at, uint8_t grows, Rat other, uint8_t others, int sign, int by_months)
{
    int order = rat_cmp(other, at) * sign;
    if (grows == others && !by_months)
        return order > 0;
    again_law_date(vm);
    note_meeting(vm, at, grows, other, others, by_months);
    return order > 0 || (order == 0 && rat_cmp(speed_of(vm, others), speed_of(vm, grows)) * sign > 0);
}
