// Interval arithmetic on exact rationals, comparisons, rounding and calendar months.
//
// A number is [lo, hi] in base units; a point is exactly known and has no causes. ⊤ and none
// pass through as section 4.3 of the language reference says.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/eval/vm.h"

static const char division_by_zero[] = "division by zero";
static const char too_long[] = "the number has more than 4096 digits";

Value value_number(Rat number)
{
    return (Value){.kind = VALUE_NUM, .as.num = {number, number}};
}

static Value interval(Rat lo, Rat hi, const Causes *causes)
{
    return (Value){.kind = VALUE_NUM, .causes = rat_eq(lo, hi) ? NULL : causes, .as.num = {lo, hi}};
}

// None or ⊤ among the operands decides the result; *out is it.
static bool passes_through(Vm *vm, const Value *a, const Value *b, Value *out)
{
    if (a->kind == VALUE_NONE || b->kind == VALUE_NONE) {
        *out = (Value){.kind = VALUE_NONE};
        return true;
    }
    if (a->kind != VALUE_NUM || b->kind != VALUE_NUM) {
        *out = value_top(causes_join(vm, a->causes, b->causes));
        return true;
    }
    return false;
}

static Value fault(Vm *vm, const Expr *expr, const char *message, const Causes *causes)
{
    return value_top(causes_join(vm, cause_fault(vm, expr, message), causes));
}

// The bounds of a product or quotient are among the four of the bounds.
static bool corners(Vm *vm, const Value *a, const Value *b,
                    bool (*op)(Arena *, Rat, Rat, Rat *), Rat *lo, Rat *hi)
{
    const Rat left[2] = {a->as.num.lo, a->as.num.hi}, right[2] = {b->as.num.lo, b->as.num.hi};
    for (size_t i = 0; i < 4; i++) {
        Rat corner;
        if (!op(vm->arena, left[i / 2], right[i % 2], &corner))
            return false;
        if (i == 0 || rat_cmp(corner, *lo) < 0)
            *lo = corner;
        if (i == 0 || rat_cmp(corner, *hi) > 0)
            *hi = corner;
    }
    return true;
}

// A finite number over an infinity is 0, an infinity over a number keeps its sign; infinity
// over infinity cannot be told and widens to the line, by way of a corner at either side.
static bool divide(Arena *arena, Rat a, Rat b, Rat *out)
{
    if (!rat_is_inf(b))
        return rat_div(arena, a, b, out);
    *out = RAT_ZERO;
    return true;
}

static Value op_divide(Vm *vm, const Expr *expr, const Value *a, const Value *b)
{
    const Causes *causes = causes_join(vm, a->causes, b->causes);
    int low = rat_sign(b->as.num.lo), high = rat_sign(b->as.num.hi);
    note_unfollowed(vm, b);
    if (low == 0 && high == 0)
        return fault(vm, expr, division_by_zero, causes);
    if (low <= 0 && high >= 0)
        return value_top(causes);
    Rat lo, hi;
    if (!corners(vm, a, b, divide, &lo, &hi))
        return fault(vm, expr, too_long, causes);
    Value result = interval(lo, hi, causes);
    if (value_moves(a))
        grow_arith(vm, CORE_DIV, a, b, &result);
    return result;
}

Value op_arith(Vm *vm, const Expr *expr, const Value *a, const Value *b)
{
    Value through;
    const Causes *causes = causes_join(vm, a->causes, b->causes);
    bool by_zero = expr->op == CORE_DIV && b->kind == VALUE_NUM && value_is_exact(b) && rat_sign(b->as.num.lo) == 0;
    if (by_zero && a->kind == VALUE_TOP)
        return fault(vm, expr, division_by_zero, causes);
    if (passes_through(vm, a, b, &through))
        return through;
    Rat lo, hi;
    bool good = false;
    switch (expr->op) {
    case CORE_ADD:
        good = rat_add(vm->arena, a->as.num.lo, b->as.num.lo, &lo) &&
               rat_add(vm->arena, a->as.num.hi, b->as.num.hi, &hi);
        break;
    case CORE_SUB:
        good = rat_sub(vm->arena, a->as.num.lo, b->as.num.hi, &lo) &&
               rat_sub(vm->arena, a->as.num.hi, b->as.num.lo, &hi);
        break;
    case CORE_MUL:
        good = corners(vm, a, b, rat_mul, &lo, &hi);
        break;
    default:
        return op_divide(vm, expr, a, b);
    }
    if (!good)
        return fault(vm, expr, too_long, causes);
    Value result = interval(lo, hi, causes);
    if (value_moves(a) || value_moves(b))
        grow_arith(vm, expr->op, a, b, &result);
    return result;
}

Value op_negate(Vm *vm, const Value *a)
{
    if (a->kind != VALUE_NUM)
        return a->kind == VALUE_NONE ? *a : value_top(a->causes);
    Rat lo = RAT_NEG_INF, hi = RAT_POS_INF;
    rat_neg(vm->arena, a->as.num.hi, &lo);
    rat_neg(vm->arena, a->as.num.lo, &hi);
    Value mirrored = interval(lo, hi, a->causes);
    mirrored.months = a->months;
    mirrored.grows[0] = grow_mirrored(vm, a->grows[1]);
    mirrored.grows[1] = grow_mirrored(vm, a->grows[0]);
    return mirrored;
}

static bool power(Vm *vm, Rat base, int32_t exponent, Rat *out)
{
    if (!rat_is_inf(base))
        return rat_pow(vm->arena, base, exponent, out);
    *out = exponent == 0 ? RAT_ONE : exponent % 2 == 0 ? RAT_POS_INF : base;
    return true;
}

Value op_power(Vm *vm, const Expr *expr, const Value *a, int32_t exponent)
{
    if (a->kind != VALUE_NUM)
        return a->kind == VALUE_NONE ? *a : value_top(a->causes);
    Rat at_lo, at_hi;
    note_unfollowed(vm, a);
    if (!power(vm, a->as.num.lo, exponent, &at_lo) || !power(vm, a->as.num.hi, exponent, &at_hi))
        return fault(vm, expr, too_long, a->causes);
    Rat lo = rat_cmp(at_lo, at_hi) < 0 ? at_lo : at_hi, hi = rat_cmp(at_lo, at_hi) < 0 ? at_hi : at_lo;
    bool over_zero = rat_sign(a->as.num.lo) < 0 && rat_sign(a->as.num.hi) > 0;
    if (exponent % 2 == 0 && exponent > 0 && over_zero)
        lo = RAT_ZERO;
    return interval(lo, hi, a->causes);
}

Value op_whole(Vm *vm, const Expr *expr, const Value *a)
{
    if (a->kind == VALUE_NUM)
        note_whole(vm, a);
    if (a->kind != VALUE_NUM || !value_is_exact(a))
        return a->kind == VALUE_NONE ? *a : value_top(a->causes);
    if (!rat_is_whole(a->as.num.lo))
        return fault(vm, expr, "the time is not a whole number of days", NULL);
    return *a;
}

static Tri less(const Value *a, const Value *b, bool or_equal)
{
    int sure = rat_cmp(a->as.num.hi, b->as.num.lo), never = rat_cmp(a->as.num.lo, b->as.num.hi);
    if (sure < 0 || (or_equal && sure == 0))
        return TRI_T;
    return never > 0 || (!or_equal && never == 0) ? TRI_F : TRI_U;
}

Value op_compare(Vm *vm, CoreOp op, const Value *a, const Value *b)
{
    if (a->kind == VALUE_NONE || b->kind == VALUE_NONE)
        return value_bool(TRI_F, NULL);
    const Causes *causes = causes_join(vm, a->causes, b->causes);
    if (a->kind != VALUE_NUM || b->kind != VALUE_NUM)
        return value_bool(TRI_U, causes);
    bool swap = op == CORE_GT || op == CORE_GE;
    bool or_equal = op == CORE_LE || op == CORE_GE;
    return value_bool(swap ? less(b, a, or_equal) : less(a, b, or_equal), causes);
}

static bool round_to(Vm *vm, Rat x, Rat step, bool up, Rat *out)
{
    Rat quotient;
    if (rat_is_inf(x)) {
        *out = x;
        return true;
    }
    if (!rat_div(vm->arena, x, step, &quotient))
        return false;
    if (up && !rat_neg(vm->arena, quotient, &quotient))
        return false;
    quotient = rat_floor(vm->arena, quotient);
    if (up && !rat_neg(vm->arena, quotient, &quotient))
        return false;
    return rat_mul(vm->arena, quotient, step, out);
}

Value op_round(Vm *vm, const Expr *expr, const Value *a, const Value *step, bool up)
{
    Value through;
    if (passes_through(vm, a, step, &through))
        return through;
    const Causes *causes = causes_join(vm, a->causes, step->causes);
    note_unfollowed(vm, a);
    note_unfollowed(vm, step);
    if (!value_is_exact(step))
        return value_top(causes);
    if (rat_sign(step->as.num.lo) <= 0)
        return fault(vm, expr, "the step of a rounding must be positive", causes);
    Rat lo, hi;
    if (!round_to(vm, a->as.num.lo, step->as.num.lo, up, &lo) ||
        !round_to(vm, a->as.num.hi, step->as.num.lo, up, &hi))
        return fault(vm, expr, too_long, causes);
    return interval(lo, hi, causes);
}

Value op_absolute(Vm *vm, const Value *a)
{
    static const Value zero = {.kind = VALUE_NUM, .as.num = {{0, 1}, {0, 1}}};
    if (a->kind == VALUE_NUM && value_moves(a))
        note_turn(vm, a, &zero);
    if (a->kind != VALUE_NUM || rat_sign(a->as.num.lo) >= 0)
        return a->kind == VALUE_NUM || a->kind == VALUE_NONE ? *a : value_top(a->causes);
    Value mirrored = op_negate(vm, a);
    if (rat_sign(a->as.num.hi) <= 0)
        return mirrored;
    bool other = grow_beyond(vm, a->as.num.hi, a->grows[1], mirrored.as.num.hi, mirrored.grows[1], 1, a->months);
    Value result = interval(RAT_ZERO, other ? mirrored.as.num.hi : a->as.num.hi, a->causes);
    result.grows[1] = other ? mirrored.grows[1] : a->grows[1];
    result.months = a->months;
    return result;
}

// False when the day leaves the calendar; *out is then as far as that side of an interval goes.
static bool shift_months(Rat day, int64_t months, DateRounding rounding, Rat beyond, Rat *out)
{
    *out = beyond;
    int64_t number;
    Day shifted;
    if (rat_is_inf(day)) {
        *out = day;
        return true;
    }
    if (!rat_to_int64(day, &number) || number < DAY_MIN || number > DAY_MAX ||
        !date_add_months((Day)number, months, rounding, &shifted))
        return false;
    *out = rat_int(shifted);
    return true;
}

Value op_add_months(Vm *vm, const Expr *expr, const Value *date, const Value *months)
{
    Value through;
    int64_t n;
    if (passes_through(vm, date, months, &through))
        return through;
    const Causes *causes = causes_join(vm, date->causes, months->causes);
    note_unfollowed(vm, months);
    if (date->months)
        note_unfollowed(vm, date);
    if (!value_is_exact(months))
        return value_top(causes);
    if (!rat_to_int64(months->as.num.lo, &n))
        return fault(vm, expr, "the number of months is not whole", causes);
    Rat lo, hi;
    DateRounding rounding = (DateRounding)expr->index;
    bool low = shift_months(date->as.num.lo, n, rounding, RAT_NEG_INF, &lo);
    bool high = shift_months(date->as.num.hi, n, rounding, RAT_POS_INF, &hi);
    if (value_is_exact(date) && !(low && high))
        return fault(vm, expr, "the date leaves the years 1 to 9999", causes);
    Value result = interval(lo, hi, causes);
    memcpy(result.grows, date->grows, sizeof result.grows);
    result.months = value_moves(date);
    return result;
}
