// Tests of the ground floor: arena, text, buffers, maps, UTF-8, dates, digests, files.
//
// Tables of {input, want}; the limit and the recovery of the arena are tried for every n.
// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "runtime/base/date.h"
#include "runtime/base/digest.h"
#include "runtime/base/map.h"
#include "runtime/base/os.h"
#include "runtime/base/utf8.h"

static Guard guard;

static Arena *fresh(void)
{
    guard_init(&guard);
    return arena_new(&guard);
}

static void expect_str(Str got, const char *want, int line)
{
    if (!str_is(got, want)) {
        fail_msg("line %d: got '%.*s', want '%s'", line, STR_ARG(got), want);
    }
}

static void test_arena_zeroes_and_aligns(void **state)
{
    (void)state;
    Arena *arena = fresh();
    for (size_t round = 0; round < 2; round++) {
        for (size_t n = 0; n < 300; n++) {
            unsigned char *bytes = arena_alloc(arena, n * 7);
            assert_int_equal((uintptr_t)bytes % 16, 0);
            for (size_t i = 0; i < n * 7; i++) {
                assert_int_equal(bytes[i], 0);
            }
            memset(bytes, 0xFF, n * 7);
        }
        assert_true(arena_used(arena) >= 7 * 300 * 299 / 2);
        size_t held = guard.used;
        arena_reset(arena);
        assert_int_equal(arena_used(arena), 0);
        assert_int_equal(guard.used, held);
    }
    arena_free(arena);
    arena_free(NULL);
    assert_int_equal(guard.used, 0);
}

static void test_arena_keeps_blocks_on_reset(void **state)
{
    (void)state;
    Arena *arena = fresh();
    size_t held = 0;
    for (int round = 0; round < 20; round++) {
        arena_alloc(arena, 100);
        arena_alloc(arena, 3000000);
        for (int i = 0; i < 100; i++) {
            arena_alloc(arena, 1000);
        }
        if (round == 3) {
            held = guard.used;
        }
        arena_reset(arena);
    }
    assert_int_equal(guard.used, held);
    arena_free(arena);
}

static void test_arena_limit_jumps(void **state)
{
    (void)state;
    Arena *volatile arena = fresh();
    guard.limit = 100000;
    guard.armed = true;
    volatile size_t rounds = 0;
    if (setjmp(guard.recovery) == 0) {
        for (;;) {
            arena_alloc(arena, 1000);
            rounds++;
        }
    }
    assert_int_equal(guard.why, GUARD_LIMIT);
    assert_true(guard.used <= guard.limit);
    assert_in_range(rounds, 50, 100);
    arena_free(arena);
    assert_int_equal(guard.used, 0);
}

static void test_arena_refuses_absurd_size(void **state)
{
    (void)state;
    Arena *volatile arena = fresh();
    guard.armed = true;
    if (setjmp(guard.recovery) == 0) {
        arena_alloc(arena, SIZE_MAX - 3);
        fail_msg("no jump");
    }
    assert_int_equal(guard.why, GUARD_LIMIT);
    arena_free(arena);
}

// A host whose allocator fails at the n-th call.
typedef struct Scarce {
    int left;
    int live;
} Scarce;

static void *scarce_allocate(void *host, void *old, size_t n)
{
    Scarce *scarce = host;
    if (n == 0) {
        scarce->live -= old != NULL;
        free(old);
        return NULL;
    }
    if (scarce->left-- <= 0) {
        return NULL;
    }
    scarce->live++;
    return malloc(n);
}

static void test_arena_survives_failing_host(void **state)
{
    (void)state;
    volatile bool finished = false;
    for (volatile int n = 0; !finished; n++) {
        Scarce scarce = {.left = n};
        guard_init(&guard);
        guard.allocate = scarce_allocate;
        guard.host = &scarce;
        guard.armed = true;
        Arena *volatile arena = NULL;
        if (setjmp(guard.recovery) == 0) {
            arena = arena_new(&guard);
            for (int i = 0; i < 100; i++) {
                str_format(arena, "%0500d", i);
            }
            finished = true;
        } else {
            assert_int_equal(guard.why, GUARD_NO_MEMORY);
        }
        arena_free(arena);
        assert_int_equal(scarce.live, 0);
        assert_true(n < 20);
    }
}

static void test_vec_grows(void **state)
{
    (void)state;
    Arena *arena = fresh();
    VEC(int) list = {0};
    for (int i = 0; i < 1000; i++) {
        vec_push(arena, &list, i * i);
    }
    assert_int_equal(list.n, 1000);
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(list.items[i], i * i);
    }
    arena_free(arena);
}

static void test_str(void **state)
{
    (void)state;
    Arena *arena = fresh();
    assert_true(str_eq(STR_NONE, STR("")));
    assert_true(str_eq(str_of(NULL), STR_NONE));
    assert_int_equal(str_cmp(STR("a"), STR("ab")), -1);
    assert_int_equal(str_cmp(STR("b"), STR("ab")), 1);
    assert_int_equal(str_cmp(STR("\xC3\xA4"), STR("z")), 1);
    assert_int_equal(str_cmp(STR_NONE, STR_NONE), 0);
    assert_true(str_starts(STR("3A090.a"), STR("3A0")));
    assert_false(str_starts(STR("3A"), STR("3A0")));
    expect_str(str_trim(STR(" \t a b \r\n")), "a b", __LINE__);
    expect_str(str_trim(STR(" \n ")), "", __LINE__);
    expect_str(str_sub(STR("abcdef"), 2, 4), "cd", __LINE__);
    expect_str(str_sub(STR("abc"), 2, 99), "c", __LINE__);
    expect_str(str_sub(STR("abc"), 3, 1), "", __LINE__);
    Str formatted = str_format(arena, "%s-%d-%.*s", "x", 7, STR_ARG(STR("yz!")));
    expect_str(formatted, "x-7-yz!", __LINE__);
    Str copy = str_copy(arena, STR("abc"));
    assert_int_equal(copy.at[3], 0);
    assert_true(str_hash(STR("abcdefgh")) != str_hash(STR("abcdefgi")));
    assert_true(str_hash(STR("a")) != str_hash(STR("a\0")));
    arena_free(arena);
}

static void test_str_distance(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *a, *b;
        size_t most, want;
    } rows[] = {
        {__LINE__, "", "", 3, 0},
        {__LINE__, "income", "income", 2, 0},
        {__LINE__, "income", "incone", 2, 1},
        {__LINE__, "income", "icnome", 2, 1}, // two neighbours swapped
        {__LINE__, "income", "incom", 2, 1},
        {__LINE__, "income", "incomes", 2, 1},
        {__LINE__, "kitten", "sitting", 5, 3},
        {__LINE__, "kitten", "sitting", 2, 3}, // no more than most + 1
        {__LINE__, "abc", "xyz", 1, 2},
        {__LINE__, "", "abc", 3, 3},
        {__LINE__, "a", "abcdefgh", 3, 4},
    };
    for (size_t i = 0; i < countof(rows); i++) {
        size_t got = str_distance(str_of(rows[i].a), str_of(rows[i].b), rows[i].most);
        size_t back = str_distance(str_of(rows[i].b), str_of(rows[i].a), rows[i].most);
        if (got != rows[i].want || back != got) {
            fail_msg("line %d: got %zu and %zu", rows[i].line, got, back);
        }
    }
}

static void test_buf(void **state)
{
    (void)state;
    Arena *arena = fresh();
    Buf buf;
    buf_init(&buf, arena);
    expect_str(buf_done(&buf), "", __LINE__);
    for (int i = 0; i < 200; i++) {
        buf_addf(&buf, "%03d", i);
        buf_char(&buf, ',');
        buf_fill(&buf, '.', 2);
    }
    Str text = buf_done(&buf);
    assert_int_equal(text.len, 200 * 6);
    assert_int_equal(text.at[text.len], 0);
    expect_str(str_sub(text, 199 * 6, 200 * 6), "199,..", __LINE__);
    buf_init(&buf, arena);
    buf_fill(&buf, 'x', 255); // the first block exactly, but for the zero byte
    assert_int_equal(buf_done(&buf).len, 255);
    buf_addf(&buf, "%s", "y");
    assert_int_equal(buf_done(&buf).at[255], 'y');
    arena_free(arena);
}

static void test_map(void **state)
{
    (void)state;
    Arena *arena = fresh();
    Map map;
    map_init(&map, arena);
    assert_null(map_find(&map, STR("none")));
    int values[1000];
    for (int i = 0; i < 1000; i++) {
        map_put(&map, str_format(arena, "key %d", i), &values[i]);
        for (int j = i < 20 ? 0 : i; j <= i; j++) {
            assert_ptr_equal(map_find(&map, str_format(arena, "key %d", j)), &values[j]);
        }
        assert_null(map_find(&map, str_format(arena, "key %d", i + 1)));
    }
    map_put(&map, STR("key 3"), &values[0]);
    assert_int_equal(map.n, 1000);
    assert_ptr_equal(map_find(&map, STR("key 3")), &values[0]);
    for (int i = 0; i < 1000; i++) {
        assert_true(str_eq(map.entries[i].key, str_format(arena, "key %d", i)));
    }
    map_put(&map, STR_NONE, &values[1]);
    assert_ptr_equal(map_find(&map, STR("")), &values[1]);
    arena_free(arena);
}

static void test_utf8_valid(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *text;
        long bad; // -1: valid
    } rows[] = {
        {__LINE__, "", -1},
        {__LINE__, "plain ascii, longer than eight bytes", -1},
        {__LINE__, "Z\xC3\xBCrich \xE2\x82\xAC \xF0\x9F\x98\x80", -1},
        {__LINE__, "\xF4\x8F\xBF\xBF", -1},         // U+10FFFF
        {__LINE__, "12345678\x80", 8},              // lone continuation
        {__LINE__, "a\xC3", 1},                     // cut off
        {__LINE__, "a\xC0\xAF", 1},                 // overlong '/'
        {__LINE__, "ab\xE0\x80\xAF", 2},            // overlong
        {__LINE__, "\xED\xA0\x80", 0},              // surrogate
        {__LINE__, "\xF4\x90\x80\x80", 0},          // beyond U+10FFFF
        {__LINE__, "\xC3\xBC\xFF", 2},
    };
    for (size_t i = 0; i < countof(rows); i++) {
        size_t at = 99;
        bool valid = utf8_valid(str_of(rows[i].text), &at);
        if (valid != (rows[i].bad < 0) || (!valid && (long)at != rows[i].bad)) {
            fail_msg("line %d: %d at %zu", rows[i].line, valid, at);
        }
    }
}

static void test_utf8_measures(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *text;
        size_t width, count;
    } rows[] = {
        {__LINE__, "abc", 3, 3},
        {__LINE__, "\xC3\xBC", 1, 1},
        {__LINE__, "u\xCC\x88", 1, 2},          // combining diaeresis
        {__LINE__, "\xE4\xB8\xAD\xE5\x9B\xBD", 4, 2}, // two Han characters
        {__LINE__, "\xFF\xFE", 2, 2},           // bytes that are no text count as one each
        {__LINE__, "", 0, 0},
    };
    for (size_t i = 0; i < countof(rows); i++) {
        size_t width = utf8_width(str_of(rows[i].text));
        size_t count = utf8_count(str_of(rows[i].text));
        if (width != rows[i].width || count != rows[i].count) {
            fail_msg("line %d: width %zu, count %zu", rows[i].line, width, count);
        }
    }
    assert_int_equal(utf8_step(STR("\xE2\x82\xAC")), 3);
    assert_int_equal(utf8_step(STR("\xE2\x82")), 1);
    assert_int_equal(utf8_step(STR_NONE), 1);
    assert_true(utf8_is_word(STR("\xC3\x9F")));
    assert_true(utf8_is_word(STR("7")));
    assert_true(utf8_is_word(STR("\xE4\xB8\xAD")));
    assert_false(utf8_is_word(STR("_")));
    assert_false(utf8_is_word(STR("\xE2\x82\xAC")));
    assert_false(utf8_is_word(STR("\xFF")));
    assert_false(utf8_is_word(STR_NONE));
}

static void test_utf8_forms(void **state)
{
    (void)state;
    Arena *arena = fresh();
    Str composed = STR("Z\xC3\xBCrich");
    expect_str(utf8_nfc(arena, STR("Zu\xCC\x88rich")), composed.at, __LINE__);
    assert_ptr_equal(utf8_nfc(arena, composed).at, composed.at);
    Str invalid = STR("a\xFF");
    assert_ptr_equal(utf8_nfc(arena, invalid).at, invalid.at);
    expect_str(utf8_fold(arena, STR("Stra\xC3\x9F""E")), "strasse", __LINE__);
    Str full_width = STR("\xEF\xBC\xA1\xEF\xBC\xA2");
    expect_str(utf8_fold(arena, full_width), "ab", __LINE__);
    expect_str(utf8_fold(arena, STR("Z\xC3\x9CRICH")), "z\xC3\xBCrich", __LINE__);
    expect_str(utf8_fold(arena, STR("")), "", __LINE__);
    expect_str(utf8_letters(arena, STR("Soci\xC3\xA9t\xC3\xA9 X-1, S.A.")), "societex1sa", __LINE__);
    expect_str(utf8_letters(arena, STR("SOCIE\xCC\x81TE\xCC\x81 (X1) SA")), "societex1sa", __LINE__);
    expect_str(utf8_letters(arena, STR("\xEF\xBC\xB8\xC2\xB2 \xC3\x9F")), "x2ss", __LINE__);
    expect_str(utf8_letters(arena, STR("\xE5\x8D\x8E\xE4\xB8\xBA\xEF\xBC\x89")), "\xE5\x8D\x8E\xE4\xB8\xBA", __LINE__);
    expect_str(utf8_letters(arena, STR("?!")), "", __LINE__);
    Str letters = STR("huawei1");
    assert_ptr_equal(utf8_letters(arena, letters).at, letters.at);
    arena_free(arena);
}

static void test_date_parse(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *text;
        bool good;
        Day day;
    } rows[] = {
        {__LINE__, "1970-01-01", true, 0},
        {__LINE__, "1969-12-31", true, -1},
        {__LINE__, "0001-01-01", true, DAY_MIN},
        {__LINE__, "9999-12-31", true, DAY_MAX},
        {__LINE__, "2000-02-29", true, 11016},
        {__LINE__, "2000-03-01", true, 11017},
        {__LINE__, "2024-02-29", true, 19782},
        {__LINE__, "2026-11-09", true, 20766},
        {__LINE__, "1600-02-29", true, -135081},
        {__LINE__, "2023-02-29", false, 0},
        {__LINE__, "1900-02-29", false, 0},
        {__LINE__, "2100-02-29", false, 0},
        {__LINE__, "2023-04-31", false, 0},
        {__LINE__, "2023-13-01", false, 0},
        {__LINE__, "2023-00-01", false, 0},
        {__LINE__, "2023-01-00", false, 0},
        {__LINE__, "0000-01-01", false, 0},
        {__LINE__, "2023-1-01", false, 0},
        {__LINE__, "2023/01/01", false, 0},
        {__LINE__, "2023-01-01 ", false, 0},
        {__LINE__, "+023-01-01", false, 0},
        {__LINE__, "", false, 0},
    };
    for (size_t i = 0; i < countof(rows); i++) {
        Day day = 0;
        bool good = date_parse(str_of(rows[i].text), &day);
        if (good != rows[i].good || day != rows[i].day) {
            fail_msg("line %d: %d, day %d", rows[i].line, good, day);
        }
    }
}

// Every day there is, walked with a calendar kept by hand.
static void test_date_every_day(void **state)
{
    (void)state;
    int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = 1, month = 1, day = 1;
    for (Day at = DAY_MIN; at <= DAY_MAX; at++) {
        int y, m, d;
        Day back;
        date_split(at, &y, &m, &d);
        bool same = y == year && m == month && d == day;
        if (!same || !date_make(y, m, d, &back) || back != at) {
            fail_msg("day %d: got %d-%d-%d, want %d-%d-%d", at, y, m, d, year, month, day);
        }
        lengths[1] = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) ? 29 : 28;
        if (++day > lengths[month - 1]) {
            day = 1;
            month++;
        }
        if (month > 12) {
            month = 1;
            year++;
        }
    }
    assert_int_equal(year, 10000);
}

static void test_date_add_months(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *from;
        int64_t months;
        const char *last_day, *next_month; // NULL: out of range
    } rows[] = {
        {__LINE__, "2024-01-31", 1, "2024-02-29", "2024-03-01"},
        {__LINE__, "2023-01-31", 1, "2023-02-28", "2023-03-01"},
        {__LINE__, "2023-01-29", 1, "2023-02-28", "2023-03-01"},
        {__LINE__, "2023-01-28", 1, "2023-02-28", "2023-02-28"},
        {__LINE__, "2024-02-29", 12, "2025-02-28", "2025-03-01"},
        {__LINE__, "2024-02-29", 48, "2028-02-29", "2028-02-29"},
        {__LINE__, "2024-03-31", -1, "2024-02-29", "2024-03-01"},
        {__LINE__, "2024-01-15", -1, "2023-12-15", "2023-12-15"},
        {__LINE__, "2024-12-31", 0, "2024-12-31", "2024-12-31"},
        {__LINE__, "9999-12-31", 1, NULL, NULL},
        {__LINE__, "9999-11-30", 1, "9999-12-30", "9999-12-30"},
        {__LINE__, "0001-01-01", -1, NULL, NULL},
        {__LINE__, "0001-02-01", -1, "0001-01-01", "0001-01-01"},
        {__LINE__, "2024-01-01", INT64_MAX, NULL, NULL},
        {__LINE__, "2024-01-01", INT64_MIN, NULL, NULL},
    };
    Arena *arena = fresh();
    for (size_t i = 0; i < countof(rows); i++) {
        for (int kind = 0; kind < 2; kind++) {
            const char *want = kind == 0 ? rows[i].last_day : rows[i].next_month;
            Day day = 0, result = 0;
            Buf buf;
            buf_init(&buf, arena);
            assert_true(date_parse(str_of(rows[i].from), &day));
            DateRounding rounding = kind == 0 ? DATE_LAST_DAY : DATE_NEXT_MONTH;
            bool good = date_add_months(day, rows[i].months, rounding, &result);
            if (good != (want != NULL)) {
                fail_msg("line %d: %d", rows[i].line, good);
            }
            date_print(&buf, result);
            if (good) {
                expect_str(buf_done(&buf), want, rows[i].line);
            }
        }
    }
    arena_free(arena);
}

// The processor's own instructions, for each length around two blocks, against libsodium's.
static void test_digest_lengths(void **state)
{
    (void)state;
    char bytes[300];
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (char)(i * 37 + 11);
    }
    for (size_t n = 0; n <= sizeof bytes; n++) {
        DigestState pieces;
        digest_begin(&pieces);
        digest_add(&pieces, (Str){bytes, n / 2});
        digest_add(&pieces, (Str){bytes + n / 2, n - n / 2});
        assert_string_equal(digest_of((Str){bytes, n}).hex, digest_end(&pieces).hex);
    }
}

static void test_digest(void **state)
{
    (void)state;
    assert_string_equal(digest_of(STR("abc")).hex,
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_string_equal(digest_of(STR_NONE).hex,
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void test_os_files(void **state)
{
    (void)state;
    Arena *arena = fresh();
    const char *why = NULL, *base = os_env("TMPDIR");
    Str path = str_format(arena, "%s/licet_base_test_%llu", base == NULL ? "/tmp" : base,
                          (unsigned long long)os_micros());
    Str text, back;
    text = STR("line\nwith \0 byte");
    OsKind kind;
    assert_true(os_look(path.at, &kind, &why));
    assert_int_equal(kind, OS_NOTHING);
    assert_false(os_read(arena, path.at, 100, &back, &why));
    assert_string_equal(why, "no such file or directory");
    assert_true(os_write(path.at, text, &why));
    assert_true(os_read(arena, path.at, text.len, &back, &why));
    assert_true(str_eq(text, back));
    assert_false(os_read(arena, path.at, text.len - 1, &back, &why));
    assert_string_equal(why, "too large");
    assert_true(os_write(path.at, STR_NONE, &why));
    assert_true(os_read(arena, path.at, 100, &back, &why));
    assert_int_equal(back.len, 0);
    assert_true(os_look(path.at, &kind, &why));
    assert_int_equal(kind, OS_FILE);
    assert_int_equal(remove(path.at), 0);
    assert_false(os_read(arena, "/", 100, &back, &why));
    assert_string_equal(why, "is a directory");
    assert_false(os_write("/", text, &why));
    assert_false(os_write("/nowhere/at/all", text, &why));
    assert_true(os_look("/", &kind, &why));
    assert_int_equal(kind, OS_FOLDER);
    Str *names;
    size_t n;
    assert_true(os_list(arena, "/", &names, &n, &why));
    for (size_t i = 1; i < n; i++) {
        assert_true(str_cmp(names[i - 1], names[i]) < 0);
    }
    assert_false(os_list(arena, "/nowhere/at/all", &names, &n, &why));
    assert_string_equal(why, "no such file or directory");
    assert_true(os_read(arena, "/proc/self/status", 1 << 20, &back, &why));
    assert_true(back.len > 0);
    assert_null(os_library_open(arena, "/nowhere/at/all.so", &why));
    assert_true(strlen(why) > 0);
    arena_free(arena);
}

static void test_os_clock(void **state)
{
    (void)state;
    char now[21];
    Day day;
    os_now(now);
    assert_int_equal(strlen(now), 20);
    assert_true(date_parse((Str){now, 10}, &day));
    assert_in_range(os_today() - day + 1, 0, 2);
    uint64_t before = os_micros();
    assert_true(os_micros() >= before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arena_zeroes_and_aligns),
        cmocka_unit_test(test_arena_keeps_blocks_on_reset),
        cmocka_unit_test(test_arena_limit_jumps),
        cmocka_unit_test(test_arena_refuses_absurd_size),
        cmocka_unit_test(test_arena_survives_failing_host),
        cmocka_unit_test(test_vec_grows),
        cmocka_unit_test(test_str),
        cmocka_unit_test(test_str_distance),
        cmocka_unit_test(test_buf),
        cmocka_unit_test(test_map),
        cmocka_unit_test(test_utf8_valid),
        cmocka_unit_test(test_utf8_measures),
        cmocka_unit_test(test_utf8_forms),
        cmocka_unit_test(test_date_parse),
        cmocka_unit_test(test_date_every_day),
        cmocka_unit_test(test_date_add_months),
        cmocka_unit_test(test_digest),
        cmocka_unit_test(test_digest_lengths),
        cmocka_unit_test(test_os_files),
        cmocka_unit_test(test_os_clock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
