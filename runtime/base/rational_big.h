// The wide half of rationals: what no longer fits 64 bits, by GMP. Private to base.
//
// GMP's own memory never outlives a call: operands are read-only views on arena limbs, and
// results are copied out and cleared before the arena, which may jump, is asked for room.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_BASE_RATIONAL_BIG_H
#define LICET_BASE_RATIONAL_BIG_H

#include <gmp.h>

#include "runtime/base/rational.h"
#include "runtime/base/wide.h"

// Limbs of numerator, then denominator, least significant first.
typedef struct BigRat {
    int32_t num_size; // in limbs; negative for a negative number
    int32_t den_size;
    mp_limb_t limbs[];
} BigRat;

enum { WORD_LIMBS = 64 / GMP_NUMB_BITS }; // that hold 64 bits

// A finite rational as GMP sees it; valid as long as the view and the arena.
typedef struct BigView {
    mpq_t q; // read only, never cleared
    mp_limb_t small[2 * WORD_LIMBS];
} BigView;

static inline bool rat_is_big(Rat a)
{
    return a.den == -1;
}

const BigRat *big_of(Rat a);
void big_view(BigView *view, Rat a);

// Takes the canonical value and clears it. False when it has too many digits.
bool big_settle(Arena *arena, mpq_t value, Rat *out);

#ifdef __SIZEOF_INT128__
// num/den in lowest terms, den not 0.
Rat big_from_wide(Arena *arena, bool negative, Wide num, Wide den);
#endif

#endif
