// Rationals as binary floating point: the nearest double, for natives that take one.
//
// No decision reads a double: a native may not give one back.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/rational_big.h"

#include <math.h>

// Whole numbers up to this are doubles, and one division rounds correctly.
#define EXACT_MOST (INT64_C(1) << 53)

static double after(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    bits++; // the next double away from zero
    memcpy(&x, &bits, sizeof x);
    return x;
}

static bool is_odd(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return (bits & 1) != 0;
}

// `low` is the number cut towards zero; the nearest is it or the next one outwards.
static double round_nearest(mpq_srcptr exact, double low)
{
    double high = after(low);
    if (!isfinite(high)) {
        return low;
    }
    mpq_t middle, other;
    mpq_init(middle);
    mpq_init(other);
    mpq_set_d(middle, low);
    mpq_set_d(other, high);
    mpq_add(middle, middle, other);
    mpq_div_2exp(middle, middle, 1);
    mpq_abs(middle, middle);
    mpq_abs(other, exact);
    int order = mpq_cmp(other, middle);
    mpq_clear(middle);
    mpq_clear(other);
    return order > 0 || (order == 0 && is_odd(low)) ? high : low;
}

double rat_to_double(Rat a)
{
    if (a.den == 0) {
        return a.num < 0 ? -INFINITY : INFINITY;
    }
    if (a.den > 0 && a.den <= EXACT_MOST && a.num <= EXACT_MOST && a.num >= -EXACT_MOST) {
        return (double)a.num / (double)a.den;
    }
    BigView view;
    big_view(&view, a);
    double cut = mpq_get_d(view.q);
    if (!isfinite(cut)) {
        return cut;
    }
    // after(0) has no sign, so a negative number that is cut to nothing stays nothing.
    return cut == 0 ? 0 : round_nearest(view.q, cut);
}
