// Exact rational numbers: comparing and arithmetic.
//
// Two small operands are worked in 64 and 128 bits, where no step can overflow; only
// results that do not fit, and operands that never did, go to GMP (rational_big.c). On machines
// without integers of 128 bits all that does not stay whole in 64 goes there.
// Reduction follows Knuth, The Art of Computer Programming, 4.5.1: the greatest common
// divisors are taken of the parts, before they are multiplied.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/rational_big.h"

#include <stdlib.h>

#include "runtime/base/wide.h"

Rat rat_int(int64_t n)
{
    return (Rat){n, 1};
}

bool rat_is_inf(Rat a)
{
    return a.den == 0;
}

bool rat_is_whole(Rat a)
{
    return rat_is_big(a) ? big_of(a)->den_size == 1 &&
                               big_of(a)->limbs[labs(big_of(a)->num_size)] == 1
                         : a.den == 1;
}

static int sign_of(int64_t n)
{
    return (n > 0) - (n < 0);
}

int rat_sign(Rat a)
{
    return sign_of(rat_is_big(a) ? big_of(a)->num_size : a.num);
}

int rat_cmp(Rat a, Rat b)
{
    if (a.den == b.den && a.den > 0) {
        return (a.num > b.num) - (a.num < b.num);
    }
    if (a.den == 0 || b.den == 0) {
        int left = a.den == 0 ? sign_of(a.num) : 0, right = b.den == 0 ? sign_of(b.num) : 0;
        return (left > right) - (left < right);
    }
    if (a.den > 0 && b.den > 0) {
        return wide_order(a.num, b.den, b.num, a.den);
    }
    BigView left, right;
    big_view(&left, a);
    big_view(&right, b);
    int order = mpq_cmp(left.q, right.q);
    return (order > 0) - (order < 0);
}

bool rat_eq(Rat a, Rat b)
{
    if (!rat_is_big(a) || !rat_is_big(b)) {
        return a.den == b.den && a.num == b.num;
    }
    const BigRat *left = big_of(a), *right = big_of(b);
    size_t limbs = (size_t)(labs(left->num_size) + left->den_size);
    return left->num_size == right->num_size && left->den_size == right->den_size &&
           memcmp(left->limbs, right->limbs, limbs * sizeof(mp_limb_t)) == 0;
}

static uint64_t mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ (hash >> 32);
}

uint32_t rat_hash(Rat a)
{
    if (!rat_is_big(a)) {
        return (uint32_t)mix(mix(0, (uint64_t)a.num), (uint64_t)a.den);
    }
    const BigRat *big = big_of(a);
    uint64_t hash = mix(0, (uint64_t)big->num_size);
    for (long i = 0; i < labs(big->num_size) + big->den_size; i++) {
        hash = mix(hash, big->limbs[i]);
    }
    return (uint32_t)hash;
}

typedef void BigOp(mpq_ptr result, mpq_srcptr a, mpq_srcptr b);

static bool big_apply(Arena *arena, BigOp *op, Rat a, Rat b, Rat *out)
{
    BigView left, right;
    big_view(&left, a);
    big_view(&right, b);
    mpq_t result;
    mpq_init(result);
    op(result, left.q, right.q);
    return big_settle(arena, result, out);
}

// -- two small ones ---------------------------------------------------------------------

#ifdef __SIZEOF_INT128__

static uint64_t divisor(uint64_t a, uint64_t b)
{
    if (a == 0 || b == 0) {
        return a | b;
    }
    int shift = __builtin_ctzll(a | b);
    a >>= __builtin_ctzll(a);
    while (b != 0) {
        b >>= __builtin_ctzll(b);
        if (a > b) {
            uint64_t larger = a;
            a = b;
            b = larger;
        }
        b -= a;
    }
    return a << shift;
}

static uint64_t magnitude(int64_t n)
{
    return n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
}

static Rat add_small(Arena *arena, Rat a, Rat b)
{
    uint64_t g = divisor((uint64_t)a.den, (uint64_t)b.den);
    uint64_t a_rest = (uint64_t)a.den / g, b_rest = (uint64_t)b.den / g;
    // Each product is at most 2^126, so the sum is below 2^127.
    WideSigned sum = (WideSigned)a.num * (int64_t)b_rest + (WideSigned)b.num * (int64_t)a_rest;
    bool negative = sum < 0;
    Wide num = negative ? 0 - (Wide)sum : (Wide)sum;
    if (num == 0) {
        return RAT_ZERO;
    }
    uint64_t shared = g == 1 ? 1 : divisor((uint64_t)(num % g), g);
    Wide den = (Wide)a_rest * ((uint64_t)b.den / shared);
    return big_from_wide(arena, negative, num / shared, den);
}

// (a_num / a_den) * (b_num / b_den), each in lowest terms.
static Rat multiply(Arena *arena, bool negative, uint64_t a_num, uint64_t a_den,
                    uint64_t b_num, uint64_t b_den)
{
    if (a_num == 0 || b_num == 0) {
        return RAT_ZERO;
    }
    uint64_t across = divisor(a_num, b_den), back = divisor(b_num, a_den);
    Wide num = (Wide)(a_num / across) * (b_num / back);
    Wide den = (Wide)(a_den / back) * (b_den / across);
    return big_from_wide(arena, negative, num, den);
}

static Rat mul_small(Arena *arena, int sign, Rat a, Rat b)
{
    return multiply(arena, sign < 0, magnitude(a.num), (uint64_t)a.den, magnitude(b.num),
                    (uint64_t)b.den);
}

static Rat div_small(Arena *arena, int sign, Rat a, Rat b)
{
    return multiply(arena, sign < 0, magnitude(a.num), (uint64_t)a.den, (uint64_t)b.den,
                    magnitude(b.num));
}

#else

static Rat by_gmp(Arena *arena, BigOp *op, Rat a, Rat b)
{
    Rat out = RAT_ZERO; // small operands give few digits
    big_apply(arena, op, a, b, &out);
    return out;
}

static Rat add_small(Arena *arena, Rat a, Rat b)
{
    return by_gmp(arena, mpq_add, a, b);
}

static Rat mul_small(Arena *arena, int sign, Rat a, Rat b)
{
    return sign == 0 ? RAT_ZERO : by_gmp(arena, mpq_mul, a, b);
}

static Rat div_small(Arena *arena, int sign, Rat a, Rat b)
{
    return sign == 0 ? RAT_ZERO : by_gmp(arena, mpq_div, a, b);
}

#endif

// -- any two ----------------------------------------------------------------------------

bool rat_add(Arena *arena, Rat a, Rat b, Rat *out)
{
    if (a.den == 1 && b.den == 1 && !__builtin_add_overflow(a.num, b.num, &out->num)) {
        out->den = 1;
        return true;
    }
    if (a.den == 0 || b.den == 0) {
        if (a.den == b.den && a.num != b.num) {
            return false;
        }
        *out = a.den == 0 ? a : b;
        return true;
    }
    if (rat_is_big(a) || rat_is_big(b)) {
        return big_apply(arena, mpq_add, a, b, out);
    }
    *out = add_small(arena, a, b);
    return true;
}

bool rat_sub(Arena *arena, Rat a, Rat b, Rat *out)
{
    if (a.den == 1 && b.den == 1 && !__builtin_sub_overflow(a.num, b.num, &out->num)) {
        out->den = 1;
        return true;
    }
    if (rat_is_big(a) && rat_is_big(b)) {
        return big_apply(arena, mpq_sub, a, b, out);
    }
    Rat negative;
    return rat_neg(arena, b, &negative) && rat_add(arena, a, negative, out);
}

bool rat_mul(Arena *arena, Rat a, Rat b, Rat *out)
{
    if (a.den == 1 && b.den == 1 && !__builtin_mul_overflow(a.num, b.num, &out->num)) {
        out->den = 1;
        return true;
    }
    int sign = rat_sign(a) * rat_sign(b);
    if (a.den == 0 || b.den == 0) {
        *out = sign == 0 ? RAT_ZERO : (Rat){sign, 0};
        return true;
    }
    if (rat_is_big(a) || rat_is_big(b)) {
        return big_apply(arena, mpq_mul, a, b, out);
    }
    *out = mul_small(arena, sign, a, b);
    return true;
}

bool rat_div(Arena *arena, Rat a, Rat b, Rat *out)
{
    int sign = rat_sign(a) * rat_sign(b);
    if (rat_sign(b) == 0 || (a.den == 0 && b.den == 0)) {
        return false;
    }
    if (a.den == 0) {
        *out = (Rat){sign, 0};
        return true;
    }
    if (b.den == 0) {
        *out = RAT_ZERO;
        return true;
    }
    if (rat_is_big(a) || rat_is_big(b)) {
        return big_apply(arena, mpq_div, a, b, out);
    }
    *out = div_small(arena, sign, a, b);
    return true;
}

bool rat_neg(Arena *arena, Rat a, Rat *out)
{
    if (!rat_is_big(a) && a.num != INT64_MIN) {
        *out = (Rat){-a.num, a.den};
        return true;
    }
    return rat_mul(arena, a, rat_int(-1), out);
}

bool rat_pow(Arena *arena, Rat a, int32_t exponent, Rat *out)
{
    if (a.den == 0 && exponent == 0) {
        return false;
    }
    uint32_t left = exponent < 0 ? 0 - (uint32_t)exponent : (uint32_t)exponent;
    if (a.den == 1 && (a.num == 1 || a.num == -1)) {
        left %= 2;
    }
    Rat power = a, result = RAT_ONE;
    while (left != 0) {
        if (left % 2 == 1 && !rat_mul(arena, result, power, &result)) {
            return false;
        }
        left /= 2;
        // The last square is not needed and might be too long.
        if (left != 0 && !rat_mul(arena, power, power, &power)) {
            return false;
        }
    }
    if (exponent < 0) {
        return rat_div(arena, RAT_ONE, result, out);
    }
    *out = result;
    return true;
}

Rat rat_floor(Arena *arena, Rat a)
{
    if (!rat_is_big(a)) {
        if (a.den <= 1) {
            return a;
        }
        return rat_int(a.num / a.den - (a.num % a.den < 0));
    }
    BigView view;
    big_view(&view, a);
    mpq_t whole;
    mpq_init(whole);
    mpz_fdiv_q(mpq_numref(whole), mpq_numref(view.q), mpq_denref(view.q));
    Rat result = a; // never more digits than a has
    big_settle(arena, whole, &result);
    return result;
}

Rat rat_copy(Arena *arena, Rat a)
{
    if (!rat_is_big(a)) {
        return a;
    }
    const BigRat *big = big_of(a);
    size_t limbs = (size_t)(labs(big->num_size) + big->den_size);
    size_t bytes = sizeof *big + limbs * sizeof(mp_limb_t);
    void *copy = arena_alloc(arena, bytes);
    memcpy(copy, big, bytes);
    return (Rat){(int64_t)(uintptr_t)copy, -1};
}

bool rat_to_int64(Rat a, int64_t *out)
{
    if (a.den != 1) {
        return false;
    }
    *out = a.num;
    return true;
}
