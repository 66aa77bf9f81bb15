// Numbers in their less frequent forms: with a point, with a unit, in a range, as a text.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/fast/scalar.h"

enum { PLACES_MAX = 18, BROKEN_MAX = 9 }; // digits, and digits behind the point: den has 32 bits

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// Digits with at most one point.
size_t read_digits(const char *text, size_t at, size_t end, Cell *out)
{
    bool minus = at < end && text[at] == '-';
    size_t from = at += minus, places = 0;
    int64_t num = 0;
    uint32_t den = 1;
    for (; at < end && is_digit(text[at]) && places < PLACES_MAX; at++, places++) {
        num = num * 10 + (text[at] - '0');
    }
    if (at == from || (text[from] == '0' && at > from + 1)) {
        return 0;
    }
    if (at < end && text[at] == '.') {
        size_t point = at++;
        for (; at < end && is_digit(text[at]) && places < PLACES_MAX && at - point <= BROKEN_MAX; at++, places++) {
            num = num * 10 + (text[at] - '0');
            den *= 10;
        }
        if (at == point + 1) {
            return 0;
        }
    }
    *out = (Cell){.tag = CELL_NUM, .as.num = minus ? -num : num, .den = den};
    return at < end && is_digit(text[at]) ? 0 : at; // more than there is room for
}

static bool within(const Type *type, const Cell *number)
{
    if (number->den != 1 && type->whole && number->as.num % number->den != 0) {
        return false;
    }
    if (rat_is_inf(type->low) && rat_is_inf(type->high)) {
        return true;
    }
    Rat value = {number->as.num, number->den}; // not reduced: only compared
    return (rat_is_inf(type->low) || rat_cmp(value, type->low) >= 0) &&
           (rat_is_inf(type->high) || rat_cmp(value, type->high) <= 0);
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
    size_t end = text.len, at = read_digits(text.at, 0, end, out);
    if (type->unit.len == 0 || at == 0 || end - at != type->unit.len + 1 || text.at[at] != ' ' ||
        memcmp(text.at + at + 1, type->unit.at, type->unit.len) != 0) {
        return false;
    }
    return scale(type, out);
}

// "12", "5/2": a number as a text.
static bool read_numeral(Str text, Cell *out)
{
    Cell below = cell_int(1);
    size_t at = read_digits(text.at, 0, text.len, out);
    if (at != 0 && at < text.len && text.at[at] == '/' && out->den == 1) {
        at = read_digits(text.at, at + 1, text.len, &below);
        if (at == 0 || below.as.num <= 0 || below.as.num > UINT32_MAX || below.den != 1) {
            return false;
        }
        out->den = (uint32_t)below.as.num;
    }
    return at == text.len && at != 0;
}

Token read_number(const Reader *r, Token t, const Type *type, Cell *out)
{
    Str text;
    Cell number;
    bool good;
    if (mark(r, t) == '"') {
        bool unit = type->dim.n > 0 || type->unit.len > 0;
        good = string_at(r, t, &text) && (unit ? read_quantity(text, type, &number) : read_numeral(text, &number));
    } else {
        size_t at = type->dim.n > 0 || type->unit.len > 0 ? 0 : read_digits(r->text, *t, r->len, &number);
        good = at != 0 && ends(r->text[at]);
    }
    if (!good || !within(type, &number)) {
        return NULL;
    }
    *out = number;
    return t + 1;
}
