// Rationals as text: reading literals, and writing them for machines and for people.
//
// Texts longer than TEXT_MOST are refused unread: no number of RAT_DIGITS_MAX digits needs
// more, since 1/2^13606 has 13 606 decimals.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/rational_big.h"

enum {
    TEXT_MOST = 4 * RAT_DIGITS_MAX,
    SHIFT_MOST = 2 * TEXT_MOST, // beyond, no text could bring the digits down again
    FAST_DIGITS = 18,           // always fit 64 bits
    HUMAN_PLACES_MAX = 1000,
};

// What stands in a literal, as slices of its text.
typedef struct Literal {
    bool negative;
    Str whole, decimals; // with '_'
    Str den;             // empty unless a fraction
    int32_t exponent;
} Literal;

// Takes digits with single '_' between them from the front of the rest.
static bool take_digits(Str *rest, Str *digits)
{
    size_t n = 0;
    while (n < rest->len && (is_digit(rest->at[n]) ||
                             (rest->at[n] == '_' && n > 0 && rest->at[n - 1] != '_'))) {
        n++;
    }
    *digits = (Str){rest->at, n};
    *rest = str_sub(*rest, n, rest->len);
    return n > 0 && digits->at[n - 1] != '_';
}

static bool take_char(Str *rest, char c)
{
    if (rest->len == 0 || rest->at[0] != c) {
        return false;
    }
    *rest = (Str){rest->at + 1, rest->len - 1};
    return true;
}

static bool take_exponent(Str *rest, int32_t *exponent)
{
    bool negative = take_char(rest, '-');
    if (!negative) {
        take_char(rest, '+');
    }
    Str digits;
    if (!take_digits(rest, &digits)) {
        return false;
    }
    int32_t value = 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.at[i] == '_') {
            return false;
        }
        if (value <= SHIFT_MOST * 2) {
            value = value * 10 + (digits.at[i] - '0');
        }
    }
    *exponent = negative ? -value : value;
    return true;
}

static bool scan(Str text, bool exponents, Literal *literal)
{
    *literal = (Literal){.negative = take_char(&text, '-')};
    if (!take_digits(&text, &literal->whole)) {
        return false;
    }
    if (take_char(&text, '/')) {
        return take_digits(&text, &literal->den) && text.len == 0;
    }
    if (take_char(&text, '.') && !take_digits(&text, &literal->decimals)) {
        return false;
    }
    if (exponents && (take_char(&text, 'e') || take_char(&text, 'E')) &&
        !take_exponent(&text, &literal->exponent)) {
        return false;
    }
    return text.len == 0;
}

// Appends the digits of s at `to`, without '_'; returns the end.
static char *copy_digits(char *to, Str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] != '_') {
            *to++ = s.at[i];
        }
    }
    return to;
}

static int64_t small_value(int64_t value, Str digits)
{
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.at[i] != '_') {
            value = value * 10 + (digits.at[i] - '0');
        }
    }
    return value;
}

static bool parse_small(const Literal *literal, Rat *out)
{
    int64_t num = small_value(small_value(0, literal->whole), literal->decimals), den = 1;
    if (literal->den.len > 0) {
        den = small_value(0, literal->den);
    }
    for (size_t i = 0; i < literal->decimals.len; i++) {
        den *= literal->decimals.at[i] == '_' ? 1 : 10;
    }
    // Both are whole and small, so this cannot need an arena.
    return rat_div(NULL, rat_int(literal->negative ? -num : num), rat_int(den), out);
}

// value * 10^shift
static void shift_decimal(mpq_t value, int64_t shift)
{
    mpz_t power;
    mpz_init(power);
    mpz_ui_pow_ui(power, 10, (unsigned long)(shift < 0 ? -shift : shift));
    if (shift < 0) {
        mpz_set(mpq_denref(value), power);
    } else {
        mpz_mul(mpq_numref(value), mpq_numref(value), power);
    }
    mpz_clear(power);
}

static bool parse_big(Arena *arena, const Literal *literal, Rat *out)
{
    size_t room = literal->whole.len + literal->decimals.len + literal->den.len + 2;
    char *num = arena_alloc(arena, room);
    char *end = copy_digits(num, literal->whole);
    char *decimals_end = copy_digits(end, literal->decimals);
    char *den = decimals_end + 1;
    copy_digits(den, literal->den);
    int64_t shift = literal->exponent - (int64_t)(decimals_end - end);
    mpq_t value;
    mpq_init(value);
    bool good = mpz_set_str(mpq_numref(value), num, 10) == 0;
    if (good && literal->den.len > 0) {
        good = mpz_set_str(mpq_denref(value), den, 10) == 0 &&
               mpz_sgn(mpq_denref(value)) != 0;
    } else if (mpz_sgn(mpq_numref(value)) != 0) {
        good = good && shift >= -SHIFT_MOST && shift <= SHIFT_MOST;
        if (good) {
            shift_decimal(value, shift);
        }
    }
    if (!good) {
        mpq_clear(value);
        return false;
    }
    mpq_canonicalize(value);
    if (literal->negative) {
        mpq_neg(value, value);
    }
    return big_settle(arena, value, out);
}

bool rat_parse(Arena *arena, Str text, bool exponents, Rat *out)
{
    Literal literal;
    if (text.len > TEXT_MOST || !scan(text, exponents, &literal)) {
        return false;
    }
    bool is_small = literal.whole.len + literal.decimals.len <= FAST_DIGITS &&
                    literal.den.len <= FAST_DIGITS && literal.exponent == 0;
    return is_small ? parse_small(&literal, out) : parse_big(arena, &literal, out);
}

static void print_whole(Buf *buf, uint64_t n)
{
    char digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + n % 10);
        n /= 10;
    } while (n != 0);
    buf_add(buf, digits + at, sizeof digits - at);
}

static bool terminates(uint64_t den)
{
    den >>= __builtin_ctzll(den);
    while (den % 5 == 0) {
        den /= 5;
    }
    return den == 1;
}

// The next decimal of rest/den, below 1; ten times the rest need not fit, twice does.
static char next_digit(uint64_t *rest, uint64_t den)
{
    uint64_t left = 0;
    char digit = '0';
    for (int i = 0; i < 10; i++) {
        left += *rest;
        if (left >= den) {
            left -= den;
            digit++;
        }
    }
    *rest = left;
    return digit;
}

static void print_small(Buf *buf, Rat a)
{
    uint64_t num = a.num < 0 ? 0 - (uint64_t)a.num : (uint64_t)a.num, den = (uint64_t)a.den;
    if (a.num < 0) {
        buf_char(buf, '-');
    }
    if (!terminates(den)) {
        print_whole(buf, num);
        buf_char(buf, '/');
        print_whole(buf, den);
        return;
    }
    print_whole(buf, num / den);
    uint64_t rest = num % den;
    if (rest != 0) {
        buf_char(buf, '.');
    }
    while (rest != 0) {
        buf_char(buf, next_digit(&rest, den));
    }
}

// The number of decimals of a number with this denominator, or -1 when they never end.
static long decimals_needed(mpz_srcptr den)
{
    mp_bitcnt_t twos = mpz_scan1(den, 0);
    mpz_t rest, five;
    mpz_init(rest);
    mpz_init_set_ui(five, 5);
    mpz_tdiv_q_2exp(rest, den, twos);
    mp_bitcnt_t fives = mpz_remove(rest, rest, five);
    bool ends = mpz_cmp_ui(rest, 1) == 0;
    mpz_clear(rest);
    mpz_clear(five);
    return !ends ? -1 : (long)(twos > fives ? twos : fives);
}

// |a| * 10^places rounded half away from zero, as digits with leading zeros so that at
// least one stands before the point. *exact tells whether nothing was lost.
static Str scaled_digits(Arena *arena, const BigView *a, size_t places, bool *exact)
{
    size_t room = mpz_sizeinbase(mpq_numref(a->q), 10) + 2 * places + 8;
    char *text = arena_alloc(arena, room);
    mpz_t value, rest;
    mpz_init(value);
    mpz_init(rest);
    mpz_ui_pow_ui(value, 10, places);
    mpz_mul(value, value, mpq_numref(a->q));
    mpz_abs(value, value);
    mpz_tdiv_qr(value, rest, value, mpq_denref(a->q));
    *exact = mpz_sgn(rest) == 0;
    mpz_mul_2exp(rest, rest, 1);
    if (mpz_cmp(rest, mpq_denref(a->q)) >= 0) {
        mpz_add_ui(value, value, 1);
    }
    size_t zeros = places + 1;
    memset(text, '0', zeros);
    mpz_get_str(text + zeros, 10, value);
    mpz_clear(value);
    mpz_clear(rest);
    size_t len = strlen(text + zeros);
    size_t lead = len > places ? 0 : places + 1 - len;
    return (Str){text + zeros - lead, lead + len};
}

// |n|
static void print_integer(Buf *buf, mpz_srcptr n)
{
    char *text = arena_alloc(buf->arena, mpz_sizeinbase(n, 10) + 2);
    mpz_get_str(text, 10, n);
    buf_text(buf, text[0] == '-' ? text + 1 : text);
}

static void print_big(Buf *buf, Rat a)
{
    BigView view;
    big_view(&view, a);
    long places = decimals_needed(mpq_denref(view.q));
    if (rat_sign(a) < 0) {
        buf_char(buf, '-');
    }
    if (places <= 0) {
        print_integer(buf, mpq_numref(view.q));
        if (places < 0) {
            buf_char(buf, '/');
            print_integer(buf, mpq_denref(view.q));
        }
        return;
    }
    bool exact;
    Str digits = scaled_digits(buf->arena, &view, (size_t)places, &exact);
    size_t whole = digits.len - (size_t)places;
    buf_add(buf, digits.at, whole);
    buf_char(buf, '.');
    buf_add(buf, digits.at + whole, (size_t)places);
}

void rat_print(Buf *buf, Rat a)
{
    if (rat_is_inf(a)) {
        buf_text(buf, a.num < 0 ? "-inf" : "inf");
    } else if (rat_is_big(a)) {
        print_big(buf, a);
    } else {
        print_small(buf, a);
    }
}

static bool all_zero(Str digits)
{
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.at[i] != '0') {
            return false;
        }
    }
    return true;
}

void rat_print_human(Buf *buf, Rat a, int places)
{
    if (rat_is_inf(a)) {
        rat_print(buf, a);
        return;
    }
    size_t decimals = places < 0 ? 0 : places > HUMAN_PLACES_MAX ? HUMAN_PLACES_MAX
                                                                  : (size_t)places;
    BigView view;
    big_view(&view, a);
    bool exact;
    Str digits = scaled_digits(buf->arena, &view, decimals, &exact);
    size_t whole = digits.len - decimals;
    if (!exact) {
        buf_char(buf, '~');
    }
    if (rat_sign(a) < 0 && !all_zero(digits)) {
        buf_char(buf, '-');
    }
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0) {
            buf_char(buf, ',');
        }
        buf_char(buf, digits.at[i]);
    }
    Str rest = str_sub(digits, whole, digits.len);
    while (rest.len > 0 && rest.at[rest.len - 1] == '0') {
        rest.len--;
    }
    if (rest.len > 0) {
        buf_char(buf, '.');
        buf_str(buf, rest);
    }
}
