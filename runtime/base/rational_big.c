// The wide half of rationals: views for GMP, and results brought back into the arena.
//
// Results that fit 64 bits come back small, so that equal numbers have one form.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/rational_big.h"

#include <assert.h>

_Static_assert(GMP_NUMB_BITS == 64 || GMP_NUMB_BITS == 32, "limbs are full words");

// 4096 decimal digits in two numbers are 13 607 bits and less than two limbs of rounding.
enum { LIMBS_MAX = (RAT_DIGITS_MAX * 10 / 3 + 63) / GMP_NUMB_BITS + 4 * WORD_LIMBS };

const BigRat *big_of(Rat a)
{
    assert(a.den == -1);
    return (const BigRat *)(uintptr_t)a.num;
}

static uint64_t magnitude(int64_t n)
{
    return n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
}

// The limbs of a word, least significant first; how many are not zero.
static size_t put_word(mp_limb_t *limbs, uint64_t word)
{
    size_t n = 0;
    for (size_t i = 0; i < WORD_LIMBS; i++) {
        limbs[i] = (mp_limb_t)(word >> (i * GMP_NUMB_BITS % 64));
        n = limbs[i] != 0 ? i + 1 : n;
    }
    return n;
}

void big_view(BigView *view, Rat a)
{
    if (rat_is_big(a)) {
        const BigRat *big = big_of(a);
        size_t num_limbs = (size_t)(big->num_size < 0 ? -big->num_size : big->num_size);
        mpz_roinit_n(mpq_numref(view->q), big->limbs, big->num_size);
        mpz_roinit_n(mpq_denref(view->q), big->limbs + num_limbs, big->den_size);
        return;
    }
    mp_limb_t *num = view->small, *den = view->small + WORD_LIMBS;
    mp_size_t n = (mp_size_t)put_word(num, magnitude(a.num));
    mpz_roinit_n(mpq_numref(view->q), num, a.num < 0 ? -n : n);
    mpz_roinit_n(mpq_denref(view->q), den, (mp_size_t)put_word(den, magnitude(a.den)));
}

// Exact number of decimal digits, given that GMP's own count may be one too large.
static size_t digits_of(mpz_srcptr n)
{
    size_t most = mpz_sizeinbase(n, 10);
    if (most < 2) {
        return most;
    }
    mpz_t power;
    mpz_init(power);
    mpz_ui_pow_ui(power, 10, most - 1);
    size_t digits = mpz_cmpabs(n, power) < 0 ? most - 1 : most;
    mpz_clear(power);
    return digits;
}

// A denominator of 1 is not written, so it does not count.
static bool has_too_many_digits(mpq_srcptr value)
{
    bool whole = mpz_cmp_ui(mpq_denref(value), 1) == 0;
    size_t guess = mpz_sizeinbase(mpq_numref(value), 10) +
                   (whole ? 0 : mpz_sizeinbase(mpq_denref(value), 10));
    if (guess <= RAT_DIGITS_MAX || guess > RAT_DIGITS_MAX + 2) {
        return guess > RAT_DIGITS_MAX;
    }
    return digits_of(mpq_numref(value)) + (whole ? 0 : digits_of(mpq_denref(value))) >
           RAT_DIGITS_MAX;
}

static Rat make_big(Arena *arena, bool negative, const mp_limb_t *limbs, size_t num_limbs,
                    size_t den_limbs)
{
    size_t bytes = (num_limbs + den_limbs) * sizeof(mp_limb_t);
    BigRat *big = arena_alloc(arena, sizeof *big + bytes);
    big->num_size = negative ? -(int32_t)num_limbs : (int32_t)num_limbs;
    big->den_size = (int32_t)den_limbs;
    memcpy(big->limbs, limbs, bytes);
    return (Rat){(int64_t)(uintptr_t)big, -1};
}

static bool fits_word(mpz_srcptr n, int64_t *out)
{
    uint64_t word = 0;
    bool negative = mpz_sgn(n) < 0;
    if (mpz_size(n) > WORD_LIMBS) {
        return false;
    }
    for (size_t i = 0; i < mpz_size(n); i++) {
        word |= (uint64_t)mpz_getlimbn(n, (mp_size_t)i) << (i * GMP_NUMB_BITS % 64);
    }
    *out = (int64_t)(negative ? 0 - word : word);
    return word <= (uint64_t)INT64_MAX + negative;
}

bool big_settle(Arena *arena, mpq_t value, Rat *out)
{
    mpz_srcptr num = mpq_numref(value), den = mpq_denref(value);
    Rat small;
    if (fits_word(num, &small.num) && fits_word(den, &small.den)) {
        *out = small;
        mpq_clear(value);
        return true;
    }
    if (has_too_many_digits(value)) {
        mpq_clear(value);
        return false;
    }
    mp_limb_t limbs[LIMBS_MAX];
    size_t num_limbs = mpz_size(num), den_limbs = mpz_size(den);
    assert(num_limbs + den_limbs <= LIMBS_MAX);
    memcpy(limbs, mpz_limbs_read(num), num_limbs * sizeof *limbs);
    memcpy(limbs + num_limbs, mpz_limbs_read(den), den_limbs * sizeof *limbs);
    bool negative = mpz_sgn(num) < 0;
    mpq_clear(value);
    *out = make_big(arena, negative, limbs, num_limbs, den_limbs);
    return true;
}

#ifdef __SIZEOF_INT128__

Rat big_from_wide(Arena *arena, bool negative, Wide num, Wide den)
{
    const Wide most = INT64_MAX;
    if (den <= most && num <= most + negative) {
        uint64_t bits = negative ? 0 - (uint64_t)num : (uint64_t)num;
        return (Rat){(int64_t)bits, (int64_t)den};
    }
    mp_limb_t limbs[4];
    size_t n = 0;
    limbs[n++] = (mp_limb_t)num;
    if (num >> 64 != 0) {
        limbs[n++] = (mp_limb_t)(num >> 64);
    }
    size_t num_limbs = n;
    limbs[n++] = (mp_limb_t)den;
    if (den >> 64 != 0) {
        limbs[n++] = (mp_limb_t)(den >> 64);
    }
    return make_big(arena, negative, limbs, num_limbs, n - num_limbs);
}

#endif
