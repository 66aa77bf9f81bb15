// Tests of exact rationals: hand-known values, edges, and every operation against GMP.
//
// Texts in, texts out: an operand is parsed, the result printed.
// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <gmp.h>

#include "runtime/base/rational.h"

static Guard guard;

static Arena *fresh(void)
{
    guard_init(&guard);
    return arena_new(&guard);
}

static Rat rat(Arena *arena, const char *text)
{
    Rat value;
    if (strcmp(text, "inf") == 0) {
        return RAT_POS_INF;
    }
    if (strcmp(text, "-inf") == 0) {
        return RAT_NEG_INF;
    }
    if (!rat_parse(arena, str_of(text), true, &value)) {
        fail_msg("'%s' is not a number", text);
    }
    return value;
}

static const char *shown(Arena *arena, Rat a)
{
    Buf buf;
    buf_init(&buf, arena);
    rat_print(&buf, a);
    return buf_done(&buf).at;
}

static void test_parse_and_print(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *text, *want; // NULL: refused
        bool exponents;
    } rows[] = {
        {__LINE__, "0", "0", false},
        {__LINE__, "-0", "0", false},
        {__LINE__, "-0.0", "0", false},
        {__LINE__, "007", "7", false},
        {__LINE__, "12", "12", false},
        {__LINE__, "-0.5", "-0.5", false},
        {__LINE__, "1.50", "1.5", false},
        {__LINE__, "4_800", "4800", false},
        {__LINE__, "0.000_1", "0.0001", false},
        {__LINE__, "1/3", "1/3", false},
        {__LINE__, "2/6", "1/3", false},
        {__LINE__, "-6/4", "-1.5", false},
        {__LINE__, "1/1_000", "0.001", false},
        {__LINE__, "1/7", "1/7", false},
        {__LINE__, "9223372036854775807", "9223372036854775807", false},
        {__LINE__, "-9223372036854775808", "-9223372036854775808", false},
        {__LINE__, "9223372036854775808", "9223372036854775808", false},
        {__LINE__, "-9223372036854775809", "-9223372036854775809", false},
        {__LINE__, "0.1234567890123456789", "0.1234567890123456789", false},
        {__LINE__, "100000000000000000000.5", "100000000000000000000.5", false},
        {__LINE__, "1/100000000000000000003", "1/100000000000000000003", false},
        {__LINE__, "1/9223372036854775808",
         "0.000000000000000000108420217248550443400745280086994171142578125", false},
        {__LINE__, "1/4611686018427387904",
         "0.00000000000000000021684043449710088680149056017398834228515625", false},
        {__LINE__, "40000000000000000000/20000000000000000000", "2", false},
        {__LINE__, "1e26", "100000000000000000000000000", true},
        {__LINE__, "5.00E+02", "500", true},
        {__LINE__, "25e-1", "2.5", true},
        {__LINE__, "-1.5e-3", "-0.0015", true},
        {__LINE__, "0e999999999999999999999", "0", true},
        {__LINE__, "1e26", NULL, false},
        {__LINE__, "1e", NULL, true},
        {__LINE__, "1e1_0", NULL, true},
        {__LINE__, "1e+-1", NULL, true},
        {__LINE__, "1/3e2", NULL, true},
        {__LINE__, "1e5000", NULL, true},
        {__LINE__, "1e-5000", NULL, true},
        {__LINE__, "1e999999999999999999999", NULL, true},
        {__LINE__, "1e-999999999999999999999", NULL, true},
        {__LINE__, "", NULL, false},
        {__LINE__, "-", NULL, false},
        {__LINE__, "+1", NULL, false},
        {__LINE__, ".5", NULL, false},
        {__LINE__, "5.", NULL, false},
        {__LINE__, "15,832", NULL, false},
        {__LINE__, "1__0", NULL, false},
        {__LINE__, "_1", NULL, false},
        {__LINE__, "1_", NULL, false},
        {__LINE__, "1_.5", NULL, false},
        {__LINE__, "1._5", NULL, false},
        {__LINE__, "1/0", NULL, false},
        {__LINE__, "1/000000000000000000000", NULL, false},
        {__LINE__, "1/-3", NULL, false},
        {__LINE__, "1.5/2", NULL, false},
        {__LINE__, "1 ", NULL, false},
        {__LINE__, "--1", NULL, false},
        {__LINE__, "0x10", NULL, false},
        {__LINE__, "inf", NULL, false},
    };
    Arena *arena = fresh();
    for (size_t i = 0; i < countof(rows); i++) {
        Rat value;
        bool good = rat_parse(arena, str_of(rows[i].text), rows[i].exponents, &value);
        if (good != (rows[i].want != NULL)) {
            fail_msg("line %d: '%s' gives %d", rows[i].line, rows[i].text, good);
        }
        if (good && strcmp(shown(arena, value), rows[i].want) != 0) {
            fail_msg("line %d: got %s", rows[i].line, shown(arena, value));
        }
    }
    arena_free(arena);
}

typedef enum Op { ADD, SUB, MUL, DIV } Op;

static bool apply(Arena *arena, Op op, Rat a, Rat b, Rat *out)
{
    switch (op) {
    case ADD: return rat_add(arena, a, b, out);
    case SUB: return rat_sub(arena, a, b, out);
    case MUL: return rat_mul(arena, a, b, out);
    case DIV: return rat_div(arena, a, b, out);
    }
    return false;
}

static void test_arithmetic(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *a;
        Op op;
        const char *b, *want; // NULL: undefined
    } rows[] = {
        {__LINE__, "1/3", ADD, "1/6", "0.5"},
        {__LINE__, "0.1", ADD, "0.2", "0.3"},
        {__LINE__, "1/3", SUB, "1/3", "0"},
        {__LINE__, "2/3", MUL, "3/2", "1"},
        {__LINE__, "-2/3", DIV, "4/9", "-1.5"},
        {__LINE__, "1", DIV, "3", "1/3"},
        {__LINE__, "0", MUL, "-5", "0"},
        {__LINE__, "9223372036854775807", ADD, "1", "9223372036854775808"},
        {__LINE__, "9223372036854775808", SUB, "1", "9223372036854775807"},
        {__LINE__, "-9223372036854775808", SUB, "1", "-9223372036854775809"},
        {__LINE__, "-9223372036854775808", MUL, "-1", "9223372036854775808"},
        {__LINE__, "-9223372036854775808", DIV, "-1", "9223372036854775808"},
        {__LINE__, "1", DIV, "-9223372036854775808",
         "-0.000000000000000000108420217248550443400745280086994171142578125"},
        {__LINE__, "-9223372036854775808", DIV, "-9223372036854775808", "1"},
        {__LINE__, "-9223372036854775808", ADD, "-9223372036854775808",
         "-18446744073709551616"},
        {__LINE__, "0", SUB, "-9223372036854775808", "9223372036854775808"},
        {__LINE__, "1/9223372036854775807", ADD, "1/9223372036854775806",
         "18446744073709551613/85070591730234615838173535747377725442"},
        {__LINE__, "10000000000", MUL, "10000000000", "100000000000000000000"},
        {__LINE__, "100000000000000000000", DIV, "10000000000", "10000000000"},
        {__LINE__, "1", DIV, "0", NULL},
        {__LINE__, "inf", ADD, "1", "inf"},
        {__LINE__, "1", SUB, "inf", "-inf"},
        {__LINE__, "inf", ADD, "inf", "inf"},
        {__LINE__, "inf", SUB, "inf", NULL},
        {__LINE__, "-inf", ADD, "inf", NULL},
        {__LINE__, "inf", MUL, "-2", "-inf"},
        {__LINE__, "-inf", MUL, "-inf", "inf"},
        {__LINE__, "0", MUL, "inf", "0"},
        {__LINE__, "inf", DIV, "-2", "-inf"},
        {__LINE__, "5", DIV, "-inf", "0"},
        {__LINE__, "inf", DIV, "inf", NULL},
        {__LINE__, "inf", DIV, "0", NULL},
        {__LINE__, "inf", MUL, "-100000000000000000000", "-inf"},
        {__LINE__, "100000000000000000000", SUB, "-inf", "inf"},
    };
    Arena *arena = fresh();
    for (size_t i = 0; i < countof(rows); i++) {
        Rat out;
        Rat a = rat(arena, rows[i].a), b = rat(arena, rows[i].b);
        bool good = apply(arena, rows[i].op, a, b, &out);
        if (good != (rows[i].want != NULL)) {
            fail_msg("line %d: %d", rows[i].line, good);
        }
        if (good && (strcmp(shown(arena, out), rows[i].want) != 0 ||
                     !rat_eq(out, rat(arena, rows[i].want)))) {
            fail_msg("line %d: got %s", rows[i].line, shown(arena, out));
        }
    }
    arena_free(arena);
}

static void test_order(void **state)
{
    (void)state;
    static const char *const sorted[] = {
        "-inf", "-100000000000000000000", "-9223372036854775809", "-9223372036854775808",
        "-9223372036854775807", "-1.5", "-1", "-1/3", "-1/100000000000000000000", "0",
        "1/100000000000000000000", "1/9223372036854775807", "1/9223372036854775806", "1/3",
        "0.5", "1", "9223372036854775806/9223372036854775805", "9223372036854775807",
        "9223372036854775808", "100000000000000000000.25", "1e4000", "inf",
    };
    Arena *arena = fresh();
    for (size_t i = 0; i < countof(sorted); i++) {
        for (size_t j = 0; j < countof(sorted); j++) {
            Rat a = rat(arena, sorted[i]), b = rat(arena, sorted[j]);
            int want = (i > j) - (i < j);
            if (rat_cmp(a, b) != want || rat_eq(a, b) != (want == 0)) {
                fail_msg("%s against %s: %d", sorted[i], sorted[j], rat_cmp(a, b));
            }
            if (i == j && rat_hash(a) != rat_hash(b)) {
                fail_msg("%s: two hashes", sorted[i]);
            }
        }
        int sign = (i > 9) - (i < 9);
        assert_int_equal(rat_sign(rat(arena, sorted[i])), sign);
    }
    arena_free(arena);
}

static void test_digits_limit(void **state)
{
    (void)state;
    Arena *arena = fresh();
    char text[RAT_DIGITS_MAX + 3];
    memset(text, '9', sizeof text);
    Rat most, out, one = RAT_ONE;
    assert_true(rat_parse(arena, (Str){text, RAT_DIGITS_MAX}, false, &most));
    assert_false(rat_parse(arena, (Str){text, RAT_DIGITS_MAX + 1}, false, &out));
    assert_false(rat_add(arena, most, one, &out));
    assert_true(rat_sub(arena, most, one, &out));
    assert_true(rat_neg(arena, most, &out));
    assert_false(rat_mul(arena, most, most, &out));
    assert_false(rat_div(arena, one, most, &out)); // numerator 1 makes 4097 digits
    assert_true(rat_div(arena, most, most, &out));
    assert_true(rat_eq(out, one));
    assert_int_equal(strlen(shown(arena, most)), RAT_DIGITS_MAX);
    // The longest power of ten, and of two, where GMP's own count of digits is a guess.
    assert_true(rat_pow(arena, rat_int(10), RAT_DIGITS_MAX - 1, &out));
    assert_false(rat_pow(arena, rat_int(10), RAT_DIGITS_MAX, &out));
    assert_true(rat_pow(arena, rat_int(2), 13606, &out)); // log10: 4095.8
    assert_false(rat_pow(arena, rat_int(2), 13607, &out));
    // The longest decimals that fit: 1/2^13602 is 1 digit over 4095.
    assert_true(rat_pow(arena, rat_int(2), -13602, &out));
    assert_int_equal(strlen(shown(arena, out)), 13602 + 2);
    Rat back;
    assert_true(rat_parse(arena, str_of(shown(arena, out)), false, &back));
    assert_true(rat_eq(out, back));
    assert_false(rat_pow(arena, rat_int(2), -13606, &out));
    // Leading and trailing zeros are no digits of the number.
    memset(text, '0', sizeof text);
    text[0] = '1';
    text[RAT_DIGITS_MAX + 1] = '5';
    assert_true(rat_parse(arena, (Str){text + 1, RAT_DIGITS_MAX + 1}, false, &out));
    assert_true(rat_eq(out, rat_int(5)));
    arena_free(arena);
}

static void test_pow(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *base;
        int32_t exponent;
        const char *want;
    } rows[] = {
        {__LINE__, "2", 10, "1024"},
        {__LINE__, "2", 62, "4611686018427387904"},
        {__LINE__, "2", 64, "18446744073709551616"},
        {__LINE__, "-2", 63, "-9223372036854775808"},
        {__LINE__, "2", -2, "0.25"},
        {__LINE__, "2/3", 3, "8/27"},
        {__LINE__, "-2/3", -3, "-3.375"},
        {__LINE__, "0", 0, "1"},
        {__LINE__, "0", 5, "0"},
        {__LINE__, "0", -1, NULL},
        {__LINE__, "5", 0, "1"},
        {__LINE__, "1", INT32_MAX, "1"},
        {__LINE__, "1", INT32_MIN, "1"},
        {__LINE__, "-1", INT32_MAX, "-1"},
        {__LINE__, "-1", INT32_MIN, "1"},
        {__LINE__, "1.01", INT32_MAX, NULL},
        {__LINE__, "inf", 2, "inf"},
        {__LINE__, "-inf", 3, "-inf"},
        {__LINE__, "inf", -1, "0"},
        {__LINE__, "inf", 0, NULL},
    };
    Arena *arena = fresh();
    for (size_t i = 0; i < countof(rows); i++) {
        Rat out;
        bool good = rat_pow(arena, rat(arena, rows[i].base), rows[i].exponent, &out);
        if (good != (rows[i].want != NULL) ||
            (good && strcmp(shown(arena, out), rows[i].want) != 0)) {
            fail_msg("line %d: %d", rows[i].line, good);
        }
    }
    arena_free(arena);
}

static void test_whole_and_floor(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *value, *floor;
    } rows[] = {
        {__LINE__, "1.5", "1"},   {__LINE__, "-1.5", "-2"}, {__LINE__, "2", "2"},
        {__LINE__, "-2", "-2"},   {__LINE__, "-1/3", "-1"}, {__LINE__, "0", "0"},
        {__LINE__, "inf", "inf"},
        {__LINE__, "100000000000000000000.5", "100000000000000000000"},
        {__LINE__, "-100000000000000000000.5", "-100000000000000000001"},
        {__LINE__, "1/100000000000000000000", "0"},
        {__LINE__, "-1/100000000000000000000", "-1"},
        {__LINE__, "100000000000000000000", "100000000000000000000"},
    };
    Arena *arena = fresh();
    for (size_t i = 0; i < countof(rows); i++) {
        Rat value = rat(arena, rows[i].value), floor = rat_floor(arena, value);
        bool is_whole = strcmp(rows[i].value, rows[i].floor) == 0 && !rat_is_inf(value);
        const char *got = shown(arena, floor);
        if (strcmp(got, rows[i].floor) != 0 || rat_is_whole(value) != is_whole) {
            fail_msg("line %d: got %s", rows[i].line, got);
        }
    }
    int64_t n;
    assert_true(rat_to_int64(rat_int(INT64_MIN), &n) && n == INT64_MIN);
    assert_false(rat_to_int64(rat(arena, "0.5"), &n));
    assert_false(rat_to_int64(RAT_POS_INF, &n));
    assert_false(rat_to_int64(rat(arena, "9223372036854775808"), &n));
    arena_free(arena);
}

static void test_copy_outlives(void **state)
{
    (void)state;
    Arena *arena = fresh(), *other = arena_new(&guard);
    Rat copy = rat_copy(arena, rat(other, "-100000000000000000000/3"));
    arena_free(other);
    assert_string_equal(shown(arena, copy), "-100000000000000000000/3");
    arena_free(arena);
}

static void test_print_human(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *value;
        int places;
        const char *want;
    } rows[] = {
        {__LINE__, "0", 2, "0"},
        {__LINE__, "999", 2, "999"},
        {__LINE__, "1000", 2, "1,000"},
        {__LINE__, "-15832", 0, "-15,832"},
        {__LINE__, "1234567.5", 2, "1,234,567.5"},
        {__LINE__, "1e26", 0, "100,000,000,000,000,000,000,000,000"},
        {__LINE__, "1/3", 2, "~0.33"},
        {__LINE__, "2/3", 2, "~0.67"},
        {__LINE__, "-2/3", 0, "~-1"},
        {__LINE__, "0.125", 2, "~0.13"},
        {__LINE__, "0.125", 3, "0.125"},
        {__LINE__, "0.9999", 2, "~1"},
        {__LINE__, "-0.001", 2, "~0"},
        {__LINE__, "999.9999", 1, "~1,000"},
        {__LINE__, "1.05", 5, "1.05"},
        {__LINE__, "-inf", 2, "-inf"},
    };
    Arena *arena = fresh();
    for (size_t i = 0; i < countof(rows); i++) {
        Buf buf;
        buf_init(&buf, arena);
        rat_print_human(&buf, rat(arena, rows[i].value), rows[i].places);
        Str got = buf_done(&buf);
        if (!str_is(got, rows[i].want)) {
            fail_msg("line %d: got %s", rows[i].line, got.at);
        }
    }
    arena_free(arena);
}

static void test_doubles(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *value;
        double near;
    } rows[] = {
        {__LINE__, "0", 0.0},
        {__LINE__, "0.5", 0.5},
        {__LINE__, "-0.1", -0.1},
        {__LINE__, "1/3", 1.0 / 3},
        {__LINE__, "9007199254740993", 9007199254740992.0},
        {__LINE__, "9007199254740995", 9007199254740996.0},
        {__LINE__, "9007199254740994", 9007199254740994.0},
        {__LINE__, "18446744073709551616", 18446744073709551616.0},
        {__LINE__, "100000000000000000000000000", 1e26},
        {__LINE__, "0.30000000000000000000000000001", 0.3},
        {__LINE__, "-12345678901234567890.123", -12345678901234567890.123},
    };
    Arena *arena = fresh();
    for (size_t i = 0; i < countof(rows); i++) {
        double near = rat_to_double(rat(arena, rows[i].value));
        if (memcmp(&near, &rows[i].near, sizeof near) != 0) {
            fail_msg("line %d: %.17g", rows[i].line, near);
        }
    }
    assert_true(rat_to_double(rat(arena, "-1e-400")) == 0);
    assert_true(rat_to_double(rat(arena, "5e-324")) > 0);
    assert_true(rat_to_double(RAT_NEG_INF) < -1e308);
    arena_free(arena);
}

// A generator of our own, so that every run and machine tries the same numbers.
static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

// Numbers of all sizes, and often the edges of 64 bits.
static void random_text(uint64_t *seed, char *text, size_t room)
{
    static const char *const edges[] = {
        "9223372036854775807", "9223372036854775808", "4294967296", "1", "0", "2",
        "6074001000", "3037000500", "18446744073709551615",
    };
    char num[64], den[64];
    char *const parts[] = {num, den};
    for (size_t i = 0; i < 2; i++) {
        uint64_t kind = next_random(seed) % 8;
        uint64_t a = next_random(seed), b = next_random(seed);
        if (kind < 3) {
            snprintf(parts[i], sizeof num, "%s", edges[a % countof(edges)]);
        } else if (kind < 7) {
            snprintf(parts[i], sizeof num, "%llu", (unsigned long long)(a >> b % 64));
        } else {
            snprintf(parts[i], sizeof num, "%llu%019llu", (unsigned long long)a,
                     (unsigned long long)b >> 1);
        }
    }
    const char *shown_den = den;
    if (strspn(den, "0") == strlen(den) || next_random(seed) % 3 == 0) {
        shown_den = "1";
    }
    snprintf(text, room, "%s%s/%s", next_random(seed) % 2 == 0 ? "-" : "", num, shown_den);
}

static void expect_same(Arena *arena, Rat got, mpq_t want, const char *what)
{
    char text[512];
    gmp_snprintf(text, sizeof text, "%Zd/%Zd", mpq_numref(want), mpq_denref(want));
    Rat expected = rat(arena, text);
    bool fits = mpz_fits_slong_p(mpq_numref(want)) && mpz_fits_slong_p(mpq_denref(want));
    if (!rat_eq(got, expected) || rat_cmp(got, expected) != 0 ||
        rat_hash(got) != rat_hash(expected) || (got.den > 0) != fits) {
        fail_msg("%s: got %s, want %s", what, shown(arena, got), text);
    }
    if (fits && (got.num != mpz_get_si(mpq_numref(want)) ||
                 got.den != mpz_get_si(mpq_denref(want)))) {
        fail_msg("%s: not in lowest terms", what);
    }
    Rat back = rat(arena, shown(arena, got));
    if (!rat_eq(back, got)) {
        fail_msg("%s: printed as %s", what, shown(arena, got));
    }
}

static void test_against_gmp(void **state)
{
    (void)state;
    static void (*const operations[])(mpq_ptr, mpq_srcptr, mpq_srcptr) = {
        mpq_add, mpq_sub, mpq_mul, mpq_div,
    };
    Arena *arena = fresh();
    uint64_t seed = 20240315;
    mpq_t p, q, want;
    mpq_inits(p, q, want, NULL);
    for (int round = 0; round < 20000; round++) {
        char a_text[200], b_text[200], what[500];
        random_text(&seed, a_text, sizeof a_text);
        random_text(&seed, b_text, sizeof b_text);
        mpq_set_str(p, a_text, 10);
        mpq_set_str(q, b_text, 10);
        mpq_canonicalize(p);
        mpq_canonicalize(q);
        Rat a = rat(arena, a_text), b = rat(arena, b_text), out;
        int order = mpq_cmp(p, q);
        assert_int_equal(rat_cmp(a, b), (order > 0) - (order < 0));
        for (Op op = ADD; op <= DIV; op++) {
            snprintf(what, sizeof what, "%s %c %s", a_text, "+-*/"[op], b_text);
            bool good = apply(arena, op, a, b, &out);
            assert_int_equal(good, op != DIV || mpq_sgn(q) != 0);
            if (good) {
                operations[op](want, p, q);
                expect_same(arena, out, want, what);
            }
        }
        mpz_fdiv_q(mpq_numref(want), mpq_numref(p), mpq_denref(p));
        mpz_set_ui(mpq_denref(want), 1);
        expect_same(arena, rat_floor(arena, a), want, a_text);
        arena_reset(arena);
    }
    mpq_clears(p, q, want, NULL);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse_and_print), cmocka_unit_test(test_arithmetic),
        cmocka_unit_test(test_order),           cmocka_unit_test(test_digits_limit),
        cmocka_unit_test(test_pow),             cmocka_unit_test(test_whole_and_floor),
        cmocka_unit_test(test_copy_outlives),   cmocka_unit_test(test_print_human),
        cmocka_unit_test(test_doubles),         cmocka_unit_test(test_against_gmp),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
