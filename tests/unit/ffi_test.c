// Tests of native functions: binding, each kind of value both ways, and each way to fail.
//
// The libraries are tests/native/*.c, built beside the unit tests as ../native/lib*.so.
// SPDX-License-Identifier: Apache-2.0
#define _DEFAULT_SOURCE // usleep

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "runtime/ffi/ffi.h"
#include "runtime/source/render.h"

static Guard guard;
static const char *program; // argv[0]

typedef struct World {
    Arena *arena;
    Sources sources;
    Diags diags;
    Str folder, path; // of the libraries; of libexample.so
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
    world.folder = str_format(world.arena, "%.*s/../native", n, slash == NULL ? "." : program);
    world.path = str_format(world.arena, "%.*s/libexample.so", STR_ARG(world.folder));
    return world;
}

static Str beside(const World *world, const char *library)
{
    return str_format(world->arena, "%.*s/%s", STR_ARG(world->folder), library);
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

enum { SOON = 150, PATIENT = 60000 }; // milliseconds: for those that hang; for all others

// One call of one native in a policy of its own.
static void run_in(const char *library, uint32_t milliseconds, const Row *row, const FfiBack *back)
{
    World world = fresh();
    FfiSignature native = signature(world.arena, row->symbol, row->shape);
    native.library = str_of(library);
    Str path = beside(&world, library);
    Ffi *ffi = ffi_bind(world.arena, &native, 1, &path, 1, milliseconds, &world.diags);
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

static void run(const Row *row, const FfiBack *back)
{
    run_in("libexample.so", PATIENT, row, back);
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
        Ffi *ffi = ffi_bind(world.arena, &native, 1, &world.path, 1, PATIENT, &world.diags);
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
    Ffi *ffi = ffi_bind(world.arena, &native, 1, &world.path, 1, PATIENT, &world.diags);
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
        Ffi *ffi = ffi_bind(world.arena, &native, 1, &rows[i].allow, 1, 0, &diags);
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
    Ffi *ffi = ffi_bind(world.arena, natives, 4, &world.path, 1, PATIENT, &world.diags);
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

// Whatever a native does, there is an outcome with its reason, and the host is what it was.
static void test_hostile(void **state)
{
    (void)state;
#define CRASHED(name, signal) {__LINE__, name, "i:", {NULL}, FAILED(name) "it crashed (" signal ")", true}
#define LATE(name) {__LINE__, name, "i:", {NULL}, FAILED(name) "it took longer than a call may (150 milliseconds)", true}
#define BROKE(name) {__LINE__, name, "i:", {NULL}, FAILED(name) "it broke its connection to the engine", true}
#define GIVES(name, value) {__LINE__, name, "i:", {NULL}, value, false}
    static const Row rows[] = {
        CRASHED("crashes", "SIGSEGV"),
        CRASHED("aborts", "SIGABRT"),
        CRASHED("divides_by_zero", "SIGFPE"),
        CRASHED("kills_itself", "SIGKILL"),
        CRASHED("runs_out_of_stack", "SIGSEGV"),
        CRASHED("reports_and_crashes", "SIGSEGV"),
        {__LINE__, "ends_by_exit", "i:", {NULL},
         FAILED("ends_by_exit") "it ended its process (exit status 3)", true},
        {__LINE__, "ends_at_once", "i:", {NULL},
         FAILED("ends_at_once") "it ended its process (exit status 0)", true},
        LATE("spins"),
        LATE("sleeps"),
        LATE("stops"),
        LATE("hides_and_spins"),
        BROKE("closes_everything_and_stays"),
        BROKE("writes_everywhere"),
        BROKE("forges_results"),
        GIVES("changes_its_world", "7"),
        GIVES("crashes_later", "7"),
        GIVES("forks", "0"),
        GIVES("runs_a_command", "0"),
        GIVES("signals_the_host", "0"),
        GIVES("writes_a_file", "0"),
        GIVES("connects", "0"),
        GIVES("looks_at_the_environment", "0"),
        GIVES("has_descriptors", "0"),
        {__LINE__, "writes_over_arguments", "i:tn", {"text", "1/3"}, "7", false},
        GIVES("scribbles_over_the_call", "7"),
        {__LINE__, "asks_for_memory", "i:", {NULL},
         FAILED("asks_for_memory") "it asked for more memory than the 512 MiB of its process", true},
        {__LINE__, "asks_for_all_memory", "i:", {NULL},
         FAILED("asks_for_all_memory") "it asked for more memory than the 512 MiB of its process",
         true},
        {__LINE__, "asks_with_garbage", "i:", {NULL},
         FAILED("asks_with_garbage") "it asked for 'five': an argument is of no kind", true},
        {__LINE__, "asks_with_too_much", "i:", {NULL},
         FAILED("asks_with_too_much") "it asked for 'five': more than 64 arguments", true},
        LATE("asks_without_end"),
        {__LINE__, "gives_its_text_otherwise", "t:", {NULL},
         FAILED("gives_its_text_otherwise") "its result is no text", true},
        {__LINE__, "takes_a_text_instead", "i:i", {"3"},
         FAILED("takes_a_text_instead") "it crashed (SIGSEGV)", true},
        {__LINE__, "gives_a_turned_text", "t:", {NULL},
         FAILED("gives_a_turned_text") "its result holds U+202E, which cannot be seen or only "
                                       "looks like another letter", true},
        {__LINE__, "gives_a_bad_pointer", "t:", {NULL},
         FAILED("gives_a_bad_pointer") "it crashed (SIGSEGV)", true},
        {__LINE__, "gives_an_endless_text", "t:", {NULL},
         FAILED("gives_an_endless_text") "its result has 104857599 bytes, at most 16384 are taken",
         true},
        {__LINE__, "gives_endless_digits", "n:", {NULL},
         FAILED("gives_endless_digits") "its result is no number", true},
        {__LINE__, "gives_not_a_number", "n:", {NULL},
         FAILED("gives_not_a_number") "its result is no number", true},
        {__LINE__, "gives_an_exponent", "n:", {NULL},
         FAILED("gives_an_exponent") "its result is no number", true},
    };
    guard_init(&guard);
    Guard own = guard;
    Arena *arena = arena_new(&own);
    FfiBack back = {.ask = answer, .host = arena};
    for (size_t i = 0; i < countof(rows); i++) {
        bool hangs = strstr(rows[i].want, "milliseconds") != NULL;
        run_in("libhostile.so", hangs ? SOON : PATIENT, &rows[i], &back);
    }
    arena_free(arena);
}

// Several natives of one policy, and one worker after the other that calls them.
typedef struct Bound {
    World world;
    Ffi *ffi;
    FfiSignature natives[8];
} Bound;

static Bound bind_hostile(const char *const *symbols, size_t n)
{
    Bound bound = {.world = fresh()};
    Arena *arena = bound.world.arena;
    Str path = beside(&bound.world, "libhostile.so");
    for (size_t i = 0; i < n; i++) {
        bound.natives[i] = signature(arena, symbols[i], "i:");
        bound.natives[i].library = STR("libhostile.so");
    }
    bound.ffi = ffi_bind(arena, bound.natives, n, &path, 1, PATIENT, &bound.world.diags);
    assert_int_equal(bound.world.diags.n_errors, 0);
    return bound;
}

static void release(Bound *bound)
{
    ffi_close(bound->ffi);
    arena_free(bound->world.arena);
}

static bool gives(const Bound *bound, size_t native, const char *value, Str *why)
{
    Fact *result = fact_new(bound->world.arena, bound->natives[native].result);
    return ffi_invoke(bound->ffi, native, bound->world.arena, NULL, result, why) &&
           str_is(shown(bound->world.arena, result), value);
}

// What comes of a jump into a frame that is gone is the C library's to say.
static void test_jumps_away(void **state)
{
    (void)state;
    Bound bound = bind_hostile((const char *const[]){"jumps_away", "needs_order"}, 2);
    Str why;
    assert_false(gives(&bound, 0, "", &why));
    assert_true(str_starts(why, STR(FAILED("jumps_away") "it ")));
    assert_true(gives(&bound, 1, "7", &why));
    release(&bound);
}

// A call never answers for the one before, whatever that left behind.
static void test_after_a_mess(void **state)
{
    (void)state;
    static const char *const symbols[] = {"needs_order",     "leaves_a_mess", "crashes",
                                          "closes_everything", "crashes_later", "changes_its_world"};
    Bound bound = bind_hostile(symbols, countof(symbols));
    Str why;
    for (int round = 0; round < 3; round++) {
        assert_true(gives(&bound, 0, "7", &why));
        assert_true(gives(&bound, 1, "1", &why));
        assert_true(gives(&bound, 0, "7", &why)); // crashed, and was tried again
        assert_false(gives(&bound, 2, "", &why));
        assert_true(gives(&bound, 0, "7", &why));
        assert_false(gives(&bound, 3, "", &why));
        assert_true(gives(&bound, 5, "7", &why));
        assert_true(gives(&bound, 0, "7", &why));
        assert_true(gives(&bound, 4, "7", &why));
        usleep(60000);
        assert_true(gives(&bound, 0, "7", &why));
    }
    release(&bound);
}

// 512 MiB, less what its program and the C library take.
static void test_memory_of_a_worker(void **state)
{
    (void)state;
    static const char *const symbols[] = {"takes_memory"};
    Bound bound = bind_hostile(symbols, 1);
    Fact *result = fact_new(bound.world.arena, bound.natives[0].result);
    Str why;
    if (!ffi_invoke(bound.ffi, 0, bound.world.arena, NULL, result, &why)) {
        fail_msg("%.*s", STR_ARG(why));
    }
    assert_in_range(result->number.num, 256, 512);
    release(&bound);
}

// The host takes its children's status itself, ignores SIGCHLD, or forks: all is as before.
static void test_hosts(void **state)
{
    (void)state;
    static const char *const symbols[] = {"needs_order", "crashes"};
    Bound bound = bind_hostile(symbols, 2);
    Str why;
    assert_true(gives(&bound, 0, "7", &why));
    signal(SIGCHLD, SIG_IGN);
    assert_false(gives(&bound, 1, "", &why));
    assert_true(str_is(why, FAILED("crashes") "it broke its connection to the engine"));
    assert_true(gives(&bound, 0, "7", &why));
    signal(SIGCHLD, SIG_DFL);
    pid_t child = fork();
    if (child == 0) {
        bool good = gives(&bound, 0, "7", &why);
        ffi_close(bound.ffi);
        _exit(good ? 0 : 1);
    }
    int status;
    assert_true(gives(&bound, 0, "7", &why)); // its worker was not the child's to end
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_true(gives(&bound, 0, "7", &why));
    release(&bound);
    assert_int_equal(waitpid(-1, &status, WNOHANG), -1); // no child is left
}

// Memory that runs out while a native asks back ends the call's worker with it.
static bool take_all(void *host, Str define, const Fact *const *args, size_t n, Fact *result,
                     Str *why)
{
    (void)define, (void)args, (void)n, (void)result, (void)why;
    for (;;) {
        arena_alloc(host, 1 << 20);
    }
    return false;
}

static void test_memory_of_the_host(void **state)
{
    (void)state;
    Bound bound = bind_hostile((const char *const[]){"asks_without_end", "needs_order"}, 2);
    Guard small;
    guard_init(&small);
    small.limit = 8 << 20;
    Arena *volatile arena = NULL;
    if (setjmp(small.recovery) == 0) {
        small.armed = true;
        arena = arena_new(&small);
        FfiBack back = {.ask = take_all, .host = arena};
        Fact *result = fact_new(arena, bound.natives[0].result);
        Str why;
        ffi_invoke_with(bound.ffi, 0, arena, NULL, &back, result, &why);
        fail_msg("it came back");
    }
    assert_int_equal(small.why, GUARD_LIMIT);
    assert_null(small.holds);
    arena_free(arena);
    int status;
    assert_int_equal(waitpid(-1, &status, WNOHANG), -1); // it was ended
    Str why;
    assert_true(gives(&bound, 1, "7", &why));
    release(&bound);
}

// A library that ends the process that opens it is named; the others are bound.
static void test_crash_while_opening(void **state)
{
    (void)state;
    World world = fresh();
    Str allow[] = {beside(&world, "libconstructor.so"), world.path};
    FfiSignature natives[] = {
        signature(world.arena, "nothing_taken", "i:"),
        signature(world.arena, "anything", "i:"),
        signature(world.arena, "nothing_taken", "i:"),
    };
    natives[1].library = STR("libconstructor.so");
    Ffi *ffi = ffi_bind(world.arena, natives, 3, allow, 2, PATIENT, &world.diags);
    Buf buf;
    buf_init(&buf, world.arena);
    render_text(&buf, &world.sources, &world.diags, false);
    assert_true(str_starts(buf_done(&buf), STR("error[R0802]: the library 'libconstructor.so' cannot "
                                               "be opened: it crashed (SIGABRT)\n")));
    assert_int_equal(world.diags.n_errors, 1);
    Str why;
    Fact *result = fact_new(world.arena, natives[2].result);
    assert_true(ffi_invoke(ffi, 2, world.arena, NULL, result, &why));
    assert_false(ffi_invoke(ffi, 1, world.arena, NULL, result, &why));
    ffi_close(ffi);
    arena_free(world.arena);
}

// Threads take workers of their own.
typedef struct Caller {
    const Bound *bound;
    size_t native;
    int good;
} Caller;

static void *call_often(void *given)
{
    Caller *caller = given;
    Guard own;
    guard_init(&own);
    Arena *arena = arena_new(&own);
    for (int i = 0; i < 50; i++) {
        Fact *result = fact_new(arena, caller->bound->natives[0].result);
        Str why;
        caller->good += ffi_invoke(caller->bound->ffi, caller->native, arena, NULL, result, &why);
    }
    arena_free(arena);
    return NULL;
}

static void test_threads(void **state)
{
    (void)state;
    Bound bound = bind_hostile((const char *const[]){"needs_order", "crashes"}, 2);
    Caller callers[] = {{&bound, 0, 0}, {&bound, 0, 0}, {&bound, 1, 0}, {&bound, 0, 0}};
    pthread_t threads[countof(callers)];
    for (size_t i = 0; i < countof(callers); i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, call_often, &callers[i]), 0);
    }
    for (size_t i = 0; i < countof(callers); i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(callers[i].good, callers[i].native == 1 ? 0 : 50);
    }
    release(&bound);
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
        cmocka_unit_test(test_hostile),     cmocka_unit_test(test_jumps_away),
        cmocka_unit_test(test_after_a_mess),
        cmocka_unit_test(test_memory_of_a_worker), cmocka_unit_test(test_hosts),
        cmocka_unit_test(test_memory_of_the_host), cmocka_unit_test(test_crash_while_opening),
        cmocka_unit_test(test_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
