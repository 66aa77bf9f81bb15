// Exact rational numbers: 64-bit fractions, GMP beyond, and the two infinities of intervals.
//
// Always in lowest terms with a positive denominator, so equal numbers are equal structs
// unless big. den > 0: num/den. den == 0: minus or plus infinity by the sign of num
// (only bounds of intervals; arithmetic on them follows the extended line where defined).
// den == -1: num is a pointer to a BigRat in the arena. Nothing here is floating point.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_BASE_RATIONAL_H
#define LICET_BASE_RATIONAL_H

#include "runtime/base/buf.h"

typedef struct Rat {
    int64_t num, den;
} Rat;

// Numbers with more digits than this (numerator and denominator together) are refused.
enum { RAT_DIGITS_MAX = 4096 };

#define RAT_ZERO ((Rat){0, 1})
#define RAT_ONE ((Rat){1, 1})
#define RAT_NEG_INF ((Rat){-1, 0})
#define RAT_POS_INF ((Rat){1, 0})

Rat rat_int(int64_t n);
bool rat_is_inf(Rat a);
bool rat_is_whole(Rat a);
int rat_sign(Rat a);           // -1, 0, 1
int rat_cmp(Rat a, Rat b);     // -1, 0, 1; infinities ordered
bool rat_eq(Rat a, Rat b);
uint32_t rat_hash(Rat a);

// False when the result has more than RAT_DIGITS_MAX digits (then *out is unset), or is
// undefined (inf - inf, 0 * inf is 0, x / 0, inf / inf).
bool rat_add(Arena *arena, Rat a, Rat b, Rat *out);
bool rat_sub(Arena *arena, Rat a, Rat b, Rat *out);
bool rat_mul(Arena *arena, Rat a, Rat b, Rat *out);
bool rat_div(Arena *arena, Rat a, Rat b, Rat *out);
bool rat_neg(Arena *arena, Rat a, Rat *out);
bool rat_pow(Arena *arena, Rat a, int32_t exponent, Rat *out);
Rat rat_floor(Arena *arena, Rat a);
// A copy whose big part, if any, lives in another arena.
Rat rat_copy(Arena *arena, Rat a);

// "12", "-0.5", "1/3", "4_800", "15,832" is refused. Exponents are refused unless allowed
// (facts in JSON may hold 1e26 as number text). False when not a number or too long.
bool rat_parse(Arena *arena, Str text, bool exponents, Rat *out);
// Decimal when it terminates, else a fraction "n/d"; "inf", "-inf". Canonical.
void rat_print(Buf *buf, Rat a);
// As rat_print, with ',' between thousands; fractions get at most `places` decimals and a
// leading '~' when that is not exact. For people only.
void rat_print_human(Buf *buf, Rat a, int places);
bool rat_to_int64(Rat a, int64_t *out);
double rat_to_double(Rat a); // the nearest

#endif
