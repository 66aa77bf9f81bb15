// Numbers in their less frequent forms: with a point, with a unit, in a range, as a text.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/fast/scalar.h"

enum { PLACES_MAX = 18, BROKEN_MAX = 9 }; // digits, and digits behind the point: den has 32 bits

const char *read_odd_string(const char *at, Str *out, bool *ascii)
{
    const char *close = at + 1;
    size_t bad;
    for (; *close != '"'; close++) {
        if ((unsigned char)*close < ' ' || *close == '\\') {
            return NULL;
        }
    }
    *out = (Str){at + 1, (size_t)(close - at - 1)};
    *ascii = false;
    return utf8_valid(*out, &bad) ? close + 1 : NULL;
}

// Digits with at most one point.
const char *read_digits(const char *at, const char *end, Cell *out)
{
    bool minus = at < end && *at == '-';
    const char *from = at += minus;
    int places = 0;
    int64_t num = 0;
    uint32_t den = 1;
    for (; at < end && is_digit(*at) && places < PLACES_MAX; at++, places++) {
        num = num * 10 + (*at - '0');
    }
    if (at == from || (*from == '0' && at > from + 1)) {
        return NULL;
    }
    if (at < end && *at == '.') {
        const char *point = at++;
        for (; at < end && is_digit(*at) && places < PLACES_MAX && at - point <= BROKEN_MAX; at++, places++) {
            num = num * 10 + (*at - '0');
            den *= 10;
        }
        if (at == point + 1) {
            return NULL;
        }
    }
    *out = (Cell){.tag = CELL_NUM, .as.num = minus ? -num : num, .den = den};
    return at < end && is_digit(*at) ? NULL : at; // more than there is room for
}

static bool within(const Type *type, const Cell *number)
{
    if (number->den != 1 && type->whole && number->as.num % number->den != 0) {
        return false;
    }
    return type_beside(type, (Rat){number->as.num, number->den}) == 0; // not reduced: only compared
}

// In the unit of the type, whose scale is a small whole number or fraction.
static bool scale(const Type *type, Cell *number)
{
    Rat by = type->unit_scale;
    if (type->unit_offset.num != 0 || by.den <= 0) {
        return false;
    }
    return !__builtin_mul_overflow(number->as.num, by.num, &number->as.num) &&
           !__builtin_mul_overflow(number->den, by.den, &number->den);
}

// "15832 TPP"
static bool read_quantity(Str text, const Type *type, Cell *out)
{
    const char *end = text.at + text.len, *at = read_digits(text.at, end, out);
    if (type->unit.len == 0 || at == NULL || (size_t)(end - at) != type->unit.len + 1 || *at != ' ' ||
        memcmp(at + 1, type->unit.at, type->unit.len) != 0) {
        return false;
    }
    return scale(type, out);
}

// "12", "5/2": a number as a text.
static bool read_numeral(Str text, Cell *out)
{
    const char *end = text.at + text.len, *at = read_digits(text.at, end, out);
    Cell below = cell_int(1);
    if (at != NULL && at < end && *at == '/' && out->den == 1) {
        at = read_digits(at + 1, end, &below);
        if (at == NULL || below.as.num <= 0 || below.as.num > UINT32_MAX || below.den != 1) {
            return false;
        }
        out->den = (uint32_t)below.as.num;
    }
    return at == end;
}

const char *read_number(const Reader *r, const char *at, const Type *type, Cell *out)
{
    bool unit = type->dim.n > 0 || type->unit.len > 0, good, ascii;
    const char *behind;
    Cell number;
    Str text;
    if (*at == '"') {
        behind = read_string(at, &text, &ascii);
        good = behind != NULL && (unit ? read_quantity(text, type, &number) : read_numeral(text, &number));
    } else {
        behind = unit ? NULL : read_digits(at, r->end, &number);
        good = behind != NULL && ends(*behind);
    }
    if (!good || !within(type, &number)) {
        return NULL;
    }
    *out = number;
    return behind;
}
