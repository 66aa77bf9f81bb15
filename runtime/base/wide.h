// Products of 64-bit numbers, compared without overflow; with and without integers of 128 bits.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_BASE_WIDE_H
#define LICET_BASE_WIDE_H

#include <stdint.h>

#ifdef __SIZEOF_INT128__

__extension__ typedef unsigned __int128 Wide;
__extension__ typedef __int128 WideSigned;

// The order of a*b and c*d: -1, 0 or 1.
static inline int wide_order(int64_t a, int64_t b, int64_t c, int64_t d)
{
    WideSigned left = (WideSigned)a * b, right = (WideSigned)c * d;
    return (left > right) - (left < right);
}

#else

typedef struct WideProduct {
    uint64_t high, low;
    int sign;
} WideProduct;

static inline WideProduct wide_product(int64_t a, int64_t b)
{
    uint64_t x = a < 0 ? 0 - (uint64_t)a : (uint64_t)a, y = b < 0 ? 0 - (uint64_t)b : (uint64_t)b;
    uint64_t low = (x & UINT32_MAX) * (y & UINT32_MAX), left = (x >> 32) * (y & UINT32_MAX);
    uint64_t right = (x & UINT32_MAX) * (y >> 32), high = (x >> 32) * (y >> 32);
    uint64_t middle = (low >> 32) + (left & UINT32_MAX) + (right & UINT32_MAX);
    return (WideProduct){
        .high = high + (left >> 32) + (right >> 32) + (middle >> 32),
        .low = (middle << 32) | (low & UINT32_MAX),
        .sign = a == 0 || b == 0 ? 0 : (a < 0) == (b < 0) ? 1 : -1,
    };
}

static inline int wide_order(int64_t a, int64_t b, int64_t c, int64_t d)
{
    WideProduct left = wide_product(a, b), right = wide_product(c, d);
    if (left.sign != right.sign) {
        return left.sign > right.sign ? 1 : -1;
    }
    int order = left.high != right.high ? (left.high > right.high ? 1 : -1)
                                        : (left.low > right.low) - (left.low < right.low);
    return left.sign < 0 ? -order : order;
}

#endif
#endif
