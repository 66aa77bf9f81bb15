// Tests of native functions: binding, each kind of value both ways, and each way to fail.
//
// The library is tests/native/example.c, built beside the unit tests as
// ../native/libexample.so.
// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "runtime/ffi/ffi.h"
#include "runtime/source/render.h"

static Guard guard;
static const char *program; // argv[0]

typedef struct World {
    Arena *arena;
    Sources sources;
    Diags diags;
    Str path; // of the library
} World;

static World fresh(void)
{
    World world = {0};
    guard_init(&guard);
    world.arena = arena_new(&guard);
    source_init(&world.sources, world.arena);
    diag_init(&world.diags, world.arena);
    const char *slash = strrchr(program, '/');
    int n = slash == NULL ? 1 : (int)(slash - program);
    world.path = str_format(world.arena, "%.*s/../native/libexample.so", n,
                            slash == NULL ? "." : program);
    return world;
}

// One letter for each type: n number, i integer, d double, t text, b boolean, D date,
// p a percentage (integer from 0 to 100), s a share (number from 0 to 1).
static const Type *type_of(Arena *arena, char letter)
{
    Type *type = arena_make(arena, Type);
    switch (letter) {
    case 'd': return type_plain(TYPE_DOUBLE);
    case 't': return type_plain(TYPE_TEXT);
    case 'b': return type_plain(TYPE_BOOL);
    case 'D': return type_plain(TYPE_DATE);
    case 'C': return type_plain(TYPE_COUNTRY);
    default: break;
    }
    *type = *type_plain(TYPE_NUM);
    type->whole = letter == 'i' || letter == 'p';
    if (letter == 'p' || letter == 's') {
        type->low = RAT_ZERO;
        type->high = letter == 'p' ? rat_int(100) : RAT_ONE;
    }
    return type;
}

// "i:DD" is an integer of two dates.
static FfiSignature signature(Arena *arena, const char *symbol, const char *shape)
{
    size_t n = strlen(shape) - 2;
    const Type **params = arena_array(arena, const Type *, n + 1);
    for (size_t i = 0; i < n; i++) {
        params[i] = type_of(arena, shape[i + 2]);
    }
    return (FfiSignature){
        .name = str_of(symbol), .symbol = str_of(symbol), .library = STR("libexample.so"),
        .params = params, .n_params = n, .result = type_of(arena, shape[0]),
    };
}

static Fact *argument(Arena *arena, const Type *type, const char *text)
{
    Fact *fact = fact_new(arena, type);
    Str why;
    if (type->kind == TYPE_DOUBLE) {
        fact->state = FACT_KNOWN;
        assert_true(rat_parse(arena, str_of(text), false, &fact->number));
    } else if (!fact_from_text(arena, type, str_of(text), fact, &why)) {
        fail_msg("%s: %.*s", text, STR_ARG(why));
    }
    return fact;
}

static Str shown(Arena *arena, const Fact *fact)
{
    Buf buf;
    buf_init(&buf, arena);
    fact_print(&buf, fact);
    return buf_done(&buf);
}

typedef struct Row {
    int line;
    const char *symbol, *shape;
    const char *args[6];
    const char *want; // the value, or why there is none
    bool fails;
} Row;

static void run(const Row *row, const FfiBack *back)
{
    World world = fresh();
    FfiSignature native = signature(world.arena, row->symbol, row->shape);
    Ffi *ffi = ffi_bind(world.arena, &native, 1, &world.path, 1, &world.diags);
    if (world.diags.n_errors > 0) {
        Buf buf;
        buf_init(&buf, world.arena);
        render_text(&buf, &world.sources, &world.diags, false);
        fail_msg("line %d: %s", row->line, buf_done(&buf).at);
    }
    const Fact *args[6] = {0};
    for (size_t i = 0; i < native.n_params; i++) {
        args[i] = argument(world.arena, native.params[i], row->args[i]);
    }
    Fact *result = fact_new(world.arena, native.result);
    Str why = STR_NONE;
    bool good = ffi_invoke_with(ffi, 0, world.arena, args, back, result, &why);
    Str got = good ? shown(world.arena, result) : why;
    if (good == row->fails || !str_is(got, row->want)) {
        fail_msg("line %d: got %.*s", row->line, STR_ARG(got));
    }
    ffi_close(ffi);
    arena_free(world.arena);
}

#define BIG "123456789012345678901234567890123456789"

static void test_values(void **state)
{
    (void)state;
    static const Row rows[] = {
        {__LINE__, "days_between", "i:DD", {"2024-02-28", "2024-03-01"}, "2", false},
        {__LINE__, "days_between", "i:DD", {"9999-12-31", "0001-01-01"}, "-3,652,058",
         false},
        {__LINE__, "day_after", "D:D", {"2023-12-31"}, "2024-01-01", false},
        {__LINE__, "day_after", "D:D", {"1969-12-30"}, "1969-12-31", false},
        {__LINE__, "is_leap_year", "b:i", {"2024"}, "true", false},
        {__LINE__, "is_leap_year", "b:i", {"1900"}, "false", false},
        {__LINE__, "not_so", "b:b", {"true"}, "false", false},
        {__LINE__, "not_so", "b:b", {"false"}, "true", false},
        {__LINE__, "share_through", "s:nn", {"1/2", "1/2"}, "0.25", false},
        {__LINE__, "share_through", "s:nn", {"0.3", "0.5"}, "0.15", false},
        {__LINE__, "same_number", "n:n", {"-0.125"}, "-0.125", false},
        {__LINE__, "same_number", "n:n", {"-7/8"}, "-0.875", false},
        {__LINE__, "same_number", "n:n", {"0"}, "0", false},
        {__LINE__, "end_use_class", "t:t", {"missile parts"}, "\"military\"", false},
        {__LINE__, "end_use_class", "t:t", {"Müllabfuhr"}, "\"civil\"", false},
        {__LINE__, "end_use_class", "t:t", {""}, "\"\"", false},
        {__LINE__, "mixed", "i:bdtDni",
         {"true", "2.5", "four", "1970-01-03", "100", "1000"},
         "1,117", false},
        {__LINE__, "nothing_taken", "i:", {NULL}, "42", false},
    };
    for (size_t i = 0; i < countof(rows); i++) {
        run(&rows[i], NULL);
    }
}

// No digit is lost on the way over and back.
static void test_big_numbers(void **state)
{
    (void)state;
    static const char *const rows[] = {BIG, "-" BIG, BIG "/7", "-1/" BIG, "0." BIG, "1/3",
                                       BIG "." BIG};
    for (size_t i = 0; i < countof(rows); i++) {
        World world = fresh();
        FfiSignature native = signature(world.arena, "same_number", "n:n");
        Ffi *ffi = ffi_bind(world.arena, &native, 1, &world.path, 1, &world.diags);
        const Fact *given = argument(world.arena, native.params[0], rows[i]);
        Fact *result = fact_new(world.arena, native.result);
        Str why;
        assert_true(ffi_invoke(ffi, 0, world.arena, &given, result, &why));
        assert_true(rat_eq(given->number, result->number));
        ffi_close(ffi);
        arena_free(world.arena);
    }
}

#define FAILED(name) "the native function '" name "' failed: "

static void test_failures(void **state)
{
    (void)state;
    static const Row rows[] = {
        {__LINE__, "always_fails", "i:i", {"0"},
         FAILED("always_fails") "it reports: register 7 is closed", true},
        {__LINE__, "always_fails", "i:i", {"1"},
         FAILED("always_fails") "it reports: a reason that is not UTF-8", true},
        {__LINE__, "always_fails", "i:i", {"2"},
         FAILED("always_fails") "it reports: no reason given", true},
        {__LINE__, "null_text", "t:", {NULL},
         FAILED("null_text") "its result is no text", true},
        {__LINE__, "bad_text", "t:", {NULL},
         FAILED("bad_text") "its result is not UTF-8", true},
        {__LINE__, "long_text", "t:", {NULL},
         FAILED("long_text") "its result has 20000 bytes, at most 16384 are taken", true},
        {__LINE__, "too_much", "p:", {NULL},
         FAILED("too_much") "its result 101 is more than 100", true},
        {__LINE__, "share_through", "s:nn", {"3", "1/2"},
         FAILED("share_through") "its result 1.5 is more than 1", true},
        {__LINE__, "share_through", "s:nn", {"-3", "1/2"},
         FAILED("share_through") "its result -1.5 is less than 0", true},
        {__LINE__, "no_day", "D:", {NULL},
         FAILED("no_day") "its result is no date of the calendar", true},
        {__LINE__, "is_leap_year", "b:i", {BIG},
         FAILED("is_leap_year") "an integer does not fit in 64 bits", true},
        {__LINE__, "asks_nobody", "b:", {NULL},
         FAILED("asks_nobody") "it asked for '?': no name was given", true},
        {__LINE__, "twice_of", "n:t", {"tpp"},
         FAILED("twice_of") "it asked for 'tpp': nothing can be asked here", true},
    };
    for (size_t i = 0; i < countof(rows); i++) {
        run(&rows[i], NULL);
    }
    for (int how = 0; how < 9; how++) {
        char digit[] = {(char)('0' + how), 0};
        Row row = {how, "no_number", "n:i", {digit},
                   FAILED("no_number") "its result is no number", true};
        run(&row, NULL);
    }
}

// Text with a zero byte cannot be told from a shorter one in C; unknowns never cross.
static void test_arguments_refused(void **state)
{
    (void)state;
    World world = fresh();
    FfiSignature native = signature(world.arena, "end_use_class", "t:t");
    Ffi *ffi = ffi_bind(world.arena, &native, 1, &world.path, 1, &world.diags);
    Fact *given = fact_new(world.arena, native.params[0]);
    Fact *result = fact_new(world.arena, native.result);
    const Fact *args[] = {given};
    Str why;
    assert_false(ffi_invoke(ffi, 0, world.arena, args, result, &why));
    assert_true(str_is(why, FAILED("end_use_class") "an argument is not known"));
    given->state = FACT_KNOWN;
    given->text = (Str){"a\0b", 3};
    assert_false(ffi_invoke(ffi, 0, world.arena, args, result, &why));
    assert_true(str_is(why, FAILED("end_use_class") "a text holds a zero byte"));
    assert_int_equal(result->state, FACT_NOT_SUPPLIED);
    ffi_close(ffi);
    assert_false(ffi_invoke(ffi, 0, world.arena, args, result, &why));
    ffi_close(NULL);
    arena_free(world.arena);
}

// Answers: "ten" is 10 times its argument, "five" checks its arguments, "open" is unknown.
static bool answer(void *host, Str define, const Fact *const *args, size_t n, Fact *result,
                   Str *why)
{
    Arena *arena = host;
    if (str_is(define, "ten") && n == 1) {
        *result = *fact_new(arena, type_plain(TYPE_NUM));
        result->state = FACT_KNOWN;
        return rat_mul(arena, args[0]->number, rat_int(10), &result->number);
    }
    if (str_is(define, "five") && n == 5) {
        Rat half;
        rat_div(arena, RAT_ONE, rat_int(2), &half);
        *result = *fact_new(arena, type_plain(TYPE_BOOL));
        result->state = FACT_KNOWN;
        result->truth = rat_eq(args[0]->number, half) &&
                        rat_eq(args[1]->number, rat_int(-7)) &&
                        str_is(args[2]->text, "x") && args[3]->truth &&
                        args[4]->type->kind == TYPE_DATE &&
                        rat_eq(args[4]->number, rat_int(2));
        return true;
    }
    if (str_is(define, "open")) {
        *result = *fact_new(arena, type_plain(TYPE_NUM));
        return true;
    }
    *why = STR("there is no such definition");
    return false;
}

static void test_asking_back(void **state)
{
    (void)state;
    static const Row rows[] = {
        {__LINE__, "twice_of", "n:t", {"ten"}, "60", false},
        {__LINE__, "asks_with_all_kinds", "b:D", {"1970-01-03"}, "true", false},
        {__LINE__, "twice_of", "n:t", {"open"},
         FAILED("twice_of") "it asked for 'open': it is not known", true},
        {__LINE__, "twice_of", "n:t", {"nine"},
         FAILED("twice_of") "it asked for 'nine': there is no such definition", true},
        {__LINE__, "asks_badly", "b:", {NULL},
         FAILED("asks_badly") "it asked for 'any': an argument has no value of its kind",
         true},
    };
    guard_init(&guard);
    Guard own = guard;
    Arena *arena = arena_new(&own);
    FfiBack back = {.ask = answer, .host = arena};
    for (size_t i = 0; i < countof(rows); i++) {
        run(&rows[i], &back);
    }
    back.depth = FFI_DEPTH_MAX;
    Row deep = {__LINE__, "twice_of", "n:t", {"ten"},
                FAILED("twice_of") "it asked for 'ten': natives ask each other more than "
                                   "16 deep", true};
    run(&deep, &back);
    arena_free(arena);
}

static void test_binding(void **state)
{
    (void)state;
    World world = fresh();
    Str path = world.path;
    const struct {
        int line;
        const char *symbol, *shape, *library;
        Str allow;
        const char *want; // start of what is said; NULL: bound
    } rows[] = {
        {__LINE__, "days_between", "i:DD", "libexample.so", path, NULL},
        {__LINE__, "days_between", "i:DD", "law.so",
         str_format(world.arena, "law.so=%.*s", STR_ARG(path)), NULL},
        {__LINE__, "days_between", "i:DD", "libexample.so", STR("libother.so"),
         "warning[R0801]: the native function 'days_between' is refused: the host does not "
         "allow the library 'libexample.so'\n"},
        {__LINE__, "days_between", "i:DD", "libexample.so", STR("libexample.so="),
         "warning[R0801]"},
        {__LINE__, "days_between", "i:DD", "libexample.so", STR("/nowhere/libexample.so"),
         "error[R0802]: the library 'libexample.so' cannot be opened: "},
        {__LINE__, "hours_between", "i:DD", "libexample.so", path,
         "error[R0803]: the library 'libexample.so' has no symbol 'hours_between'\n"},
        {__LINE__, "days_between", "n:DD", "libexample.so", path,
         "error[R0804]: 'days_between' is declared as number(date,date), but the library "
         "'libexample.so' describes it as integer(date, date)\n"},
        {__LINE__, "described_otherwise", "i:i", "libexample.so", path,
         "error[R0804]: 'described_otherwise' is declared as integer(integer), but the "
         "library 'libexample.so' describes it as number(number,text)\n"},
    };
    for (size_t i = 0; i < countof(rows); i++) {
        Diags diags;
        diag_init(&diags, world.arena);
        FfiSignature native = signature(world.arena, rows[i].symbol, rows[i].shape);
        native.library = str_of(rows[i].library);
        Ffi *ffi = ffi_bind(world.arena, &native, 1, &rows[i].allow, 1, &diags);
        Buf buf;
        buf_init(&buf, world.arena);
        render_text(&buf, &world.sources, &diags, false);
        Str said = buf_done(&buf);
        bool good = rows[i].want == NULL ? said.len == 0
                                         : str_starts(said, str_of(rows[i].want));
        if (!good) {
            fail_msg("line %d: %.*s", rows[i].line, STR_ARG(said));
        }
        if (rows[i].want != NULL) { // not bound, so it faults
            Str why;
            Fact *result = fact_new(world.arena, native.result);
            assert_false(ffi_invoke(ffi, 0, world.arena, NULL, result, &why));
        }
        ffi_close(ffi);
    }
    arena_free(world.arena);
}

// Several natives of one library; types that cannot cross stay unbound without a word.
static void test_binding_many(void **state)
{
    (void)state;
    World world = fresh();
    FfiSignature natives[] = {
        signature(world.arena, "not_so", "b:b"),
        signature(world.arena, "day_after", "D:C"),
        signature(world.arena, "day_after", "d:D"),
        signature(world.arena, "day_after", "D:D"),
    };
    Ffi *ffi = ffi_bind(world.arena, natives, 4, &world.path, 1, &world.diags);
    assert_int_equal(world.diags.n_errors, 0);
    const Fact *day = argument(world.arena, type_plain(TYPE_DATE), "2024-02-29");
    Fact *result = fact_new(world.arena, natives[3].result);
    Str why;
    assert_false(ffi_invoke(ffi, 1, world.arena, &day, result, &why));
    assert_false(ffi_invoke(ffi, 2, world.arena, &day, result, &why));
    assert_true(ffi_invoke(ffi, 3, world.arena, &day, result, &why));
    assert_true(str_is(shown(world.arena, result), "2024-03-01"));
    ffi_close(ffi);
    arena_free(world.arena);
}

int main(int argc, char **argv)
{
    (void)argc;
    program = argv[0];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),      cmocka_unit_test(test_big_numbers),
        cmocka_unit_test(test_failures),    cmocka_unit_test(test_arguments_refused),
        cmocka_unit_test(test_asking_back), cmocka_unit_test(test_binding),
        cmocka_unit_test(test_binding_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
