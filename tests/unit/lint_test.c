// Analyses of Core: what they find by days and lengths, what they pass, and that bounds hold.
//
// The texts of messages are tested by tests/wrong/policies; here is what needs many rules,
// other dates of one policy, or an evaluation to compare with.
// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "runtime/base/os.h"
#include "runtime/core/lint.h"
#include "runtime/engine/pipeline.h"
#include "runtime/eval/evaluate.h"

static const char beginning[] =
    "module t\n"
    "verdicts { not_subject; no_license_required; authorized; license_required blocks; "
    "prohibited blocks }\n"
    "outcomes { license }\n"
    "reasons { RS \"regional stability\" code \"LR-LIST\" }\n"
    "policies { mild; severe }\nflags { odd }\nduties { tell }\n"
    "record Op { rate: number from 0 ..; digital: boolean }\n"
    "record Item { tpp: number from 0 ..; ops: list of Op; parts: list of Item }\n"
    "record Filing { code: text; on: date }\n"
    "fact day: date\nlaw date = day\nfact items: list of Item\nfact names: list of text\n"
    "fact x: number\nfact open: boolean\n"
    "act claims: list of text\nact order: boolean\nact told: date\nact copies: number\n"
    "act filings: list of Filing\nact filing: Filing\n";

typedef struct Run {
    Guard guard;
    Arena *arena;
    Pipeline *pipeline;
} Run;

static bool load_one(void *host, Arena *arena, Str path, Str *text, Str *shown)
{
    const char *why;
    *shown = path;
    if (!str_is(path, "t.licet")) // the units stand in the standard library
        return os_read(arena, str_format(arena, "stdlib/%.*s", STR_ARG(path)).at, 1 << 20,
                       text, &why);
    *text = str_of(host);
    return true;
}

static void run_start(Run *run, const char *rules)
{
    guard_init(&run->guard);
    run->arena = arena_new(&run->guard);
    Str text = str_format(run->arena, "%s%s", beginning, rules), root = STR("t.licet");
    run->pipeline = pipeline_run(run->arena, load_one, (void *)(uintptr_t)text.at, &root, 1);
}

// How many messages have the code; all others are printed and counted as wrong.
static size_t count(const Run *run, DiagCode code, size_t *others)
{
    size_t n = 0;
    *others = 0;
    for (size_t i = 0; i < run->pipeline->diags.list.n; i++) {
        const Diag *diag = run->pipeline->diags.list.items[i];
        n += diag->code == code;
        if (diag->code == code)
            continue;
        print_error("%s %.*s\n", diag_name(diag->code), STR_ARG(diag->message));
        (*others)++;
    }
    return n;
}

static void assert_found(const char *rules, DiagCode code, size_t n)
{
    Run run;
    size_t others;
    run_start(&run, rules);
    size_t found = count(&run, code, &others);
    if (found != n || others)
        print_error("%zu of %s in:\n%s\n", found, diag_name(code), rules);
    assert_int_equal(found, n);
    assert_int_equal(others, 0);
    arena_free(run.arena);
}

// Four rules in a ring, each of which meets the next, are a circle only when all four live.
static void test_circle_by_days(void **state)
{
    (void)state;
#define RING(end) \
    "rule 1.1 in force from 2020-01-01 until " end " notwithstanding 1.2 flags odd\n" \
    "rule 1.2 in force from 2020-06-01 until 2024-01-01 notwithstanding 1.3 flags odd\n" \
    "rule 1.3 in force from 2022-01-01 until 2025-01-01 notwithstanding 1.4 flags odd\n" \
    "rule 1.4 in force from 2020-06-01 until 2024-01-01 notwithstanding 1.1 flags odd\n"
    assert_found(RING("2022-01-01"), DIAG_L0610, 0);
    assert_found(RING("2022-01-02"), DIAG_L0610, 1);
#undef RING
    // The version of a definition that closes the circle is in force on other days.
#define ASKED(end) \
    "define asked(i: Item): boolean in force from 2020-01-01 until " end " = i is 1A001\n" \
    "define asked(i: Item): boolean in force from " end " = open\n" \
    "rule 1A001 for each i in items in force from 2022-01-01 until 2023-01-01\n" \
    "  classifies i as 1A001 when asked(i)\n"
    assert_found(ASKED("2022-01-01"), DIAG_L0610, 0);
    assert_found(ASKED("2022-01-02"), DIAG_L0610, 1);
#undef ASKED
}

// Neither a long chain of rules nor a long circle meets the limits of a stack.
static void test_long_chain(void **state)
{
    (void)state;
    enum { N = 4000 };
    Guard guard;
    guard_init(&guard);
    for (int closed = 0; closed < 2; closed++) {
        Arena *arena = arena_new(&guard);
        Buf rules;
        buf_init(&rules, arena);
        for (int i = 1; i < N; i++)
            buf_addf(&rules, "rule chain.r%d subject to chain.r%d flags odd\n", i, i + 1);
        buf_addf(&rules, "rule chain.r%d %s flags odd\n", N,
                 closed ? "subject to chain.r1" : "");
        assert_found(buf_done(&rules).at, DIAG_L0610, (size_t)closed);
        arena_free(arena);
    }
}

// A chain of definitions that ends in an act is followed to its end.
static void test_long_definitions(void **state)
{
    (void)state;
    enum { N = 800 };
    Guard guard;
    guard_init(&guard);
    Arena *arena = arena_new(&guard);
    Buf rules;
    buf_init(&rules, arena);
    buf_text(&rules, "define d0: boolean = order\n");
    for (int i = 1; i < N; i++)
        buf_addf(&rules, "define d%d: boolean = open and d%d\n", i, i - 1);
    buf_text(&rules, "rule 1.1 requires license(reason: RS)\n");
    Str start = str_copy(arena, buf_done(&rules));
    assert_found(str_format(arena, "%srule 2.1 authorizes 1.1 when d%d\n", start.at, N - 1).at,
                 DIAG_L0641, 0);
    assert_found(str_format(arena, "%srule 2.1 flags odd when d%d\n", start.at, N - 1).at,
                 DIAG_L0640, 1);
    assert_found(str_format(arena, "%srule 2.1 authorizes 1.1 when not d%d\n", start.at,
                            N - 1).at, DIAG_L0641, 1);
    arena_free(arena);
}

// Every form in which an act may stand (4.8), and its nearest neighbor in which it may not.
static void test_acts(void **state)
{
    (void)state;
    static const struct { const char *condition; bool fits; } forms[] = {
        {"order", true}, {"order = true", true}, {"order = false", false},
        {"order = open", false}, {"order != true", false}, {"not order", false},
        {"\"A\" in claims", true}, {"\"A\" not in claims", false},
        {"some c in claims satisfies c = \"A\"", true},
        {"some c in claims satisfies not (c = \"A\")", true},
        {"some n in names satisfies n in claims", true},
        {"some n in names satisfies not (n in claims)", false},
        {"every n in names satisfies n in claims", false},
        {"every c in claims satisfies c in names", false},
        {"some f in filings satisfies f.on <= day and f.code != \"x\"", true},
        {"filing.on <= day", true}, {"filing.code = \"x\"", true},
        {"filing.code != \"x\"", false}, {"filing.code = none", false},
        {"told <= day", true}, {"told + 25 days <= day", true}, {"day - 25 days >= told", true},
        {"day - told at least 25 days", true}, {"told < day and told > day - 90 days", true},
        {"told = day", true}, {"told != day", false}, {"told = none", false},
        {"copies at least 3", true}, {"copies at most 3", true}, {"copies + x > 3", true},
        {"2 * copies > 3", false}, {"copies / 2 > 1", false}, {"-copies < 1", false},
        {"count(c for c in claims) at least 2", true}, {"3 < length(claims)", true},
        {"count(c for c in claims) at most 2", false}, {"3 > length(claims)", false},
        {"count(f for f in filings where f.on <= day) more than 1", true},
        {"length(claims) = 2", false}, {"length(claims) + 1 > 2", false},
        {"greatest(f.on for f in filings) <= day", false},
        {"at least 2 of { order; open; \"A\" in claims }", true},
        {"any of { order; all of { open; \"A\" in claims } }", true},
        {"none of { order; open }", false}, {"no c in claims satisfies c = \"A\"", false},
        {"if order then open otherwise false", false}, {"if open then order otherwise false", false},
        {"\"A\" in union(claims, names)", false},
    };
    Guard guard;
    guard_init(&guard);
    Arena *arena = arena_new(&guard);
    for (size_t i = 0; i < countof(forms); i++) {
        Str rules = str_format(arena, "rule 1.1 requires license(reason: RS)\n"
                                      "rule 2.1 authorizes 1.1 when %s\n", forms[i].condition);
        assert_found(rules.at, DIAG_L0641, forms[i].fits ? 0 : 1);
    }
    arena_free(arena);
}

// -- the bound of cost, against what the machine runs

static void put_items(Buf *json, int n, int depth)
{
    buf_char(json, '[');
    for (int i = 0; i < n; i++) {
        buf_addf(json, "%s{\"tpp\":%d,\"ops\":[", i ? "," : "", 1000 * i);
        for (int k = 0; k < n; k++)
            buf_addf(json, "%s{\"rate\":%d,\"digital\":true}", k ? "," : "", k);
        buf_text(json, "],\"parts\":");
        put_items(json, depth > 0 ? n : 0, depth - 1);
        buf_char(json, '}');
    }
    buf_char(json, ']');
}

static uint64_t steps_with(const Run *run, int n)
{
    Buf json;
    buf_init(&json, run->arena);
    buf_text(&json, "{\"x\":3,\"names\":[");
    for (int i = 0; i < n; i++)
        buf_addf(&json, "%s\"n%d\"", i ? "," : "", i);
    buf_text(&json, "],\"items\":");
    put_items(&json, n, 2);
    buf_char(&json, '}');
    JsonError error;
    Json *object = json_parse(run->arena, buf_done(&json), &error);
    Facts *facts = facts_new(run->arena, run->pipeline->core->schema);
    assert_non_null(object);
    assert_true(facts_read(facts, object, false, &run->pipeline->diags));
    EvalOptions options = {.without = UINT32_MAX, .code = run->pipeline->code,
                           .has_date = true, .date = 20000};
    Evaluation *work = evaluate(run->arena, run->pipeline->core, facts, &options);
    assert_int_equal(work->status, EVAL_OK);
    return work->steps_run;
}

static void test_cost_is_a_bound(void **state)
{
    (void)state;
    static const char *const policies[] = {
        "rule 1.1 flags odd when x > 1 and open\n",
        "rule 1.1 for each i in items requires license(reason: RS) when i.tpp > 3\n"
        "rule 2.1 for each i in items authorizes 1.1 when order\n"
        "rule 3.1 suspends 1.1 when open\n",
        "rule 1A001.a for each i in items classifies i as 1A001.a when i.tpp > 3\n"
        "rule 1A001.b for each i in items classifies i as 1A001.b\n"
        "  when sum(o.rate for o in i.ops where o.digital) > 3\n"
        "rule 1.1 for each i in items requires license(reason: RS)\n"
        "  when i is 1A001 or (some p in i.parts satisfies p is 1A001.b)\n",
        "define rate(i: Item, f: number): number = f * greatest(o.rate for o in i.ops)\n"
        "define high(i: Item): boolean = rate(i, 2) > 3 and rate(i, 3) > 4\n"
        "define any_high: boolean = some i in items satisfies high(i)\n"
        "rule 1.1 for each i in items flags odd when high(i) and any_high\n"
        "rule 1.2 flags odd when any_high or (some p in items satisfies some q in p.parts "
        "satisfies high(q))\n",
        "define all_names: list of text = union(names, [\"a\", \"b\"], names)\n"
        "define those: list of text = if open then all_names otherwise names\n"
        "table t columns key k: text, v: number hit unique rows { \"a\" | 1; \"b\" | 2 }\n"
        "rule 1.1 flags odd when some n in those satisfies (some r in t satisfies r.k = n)\n",
    };
    for (size_t i = 0; i < countof(policies); i++) {
        Run run;
        run_start(&run, policies[i]);
        assert_true(run.pipeline->clean);
        for (int n = 0; n < 5; n++) {
            CostBound bound = lint_cost(run.arena, run.pipeline->core, (uint32_t)n);
            Rat steps = rat_int((int64_t)steps_with(&run, n));
            if (rat_cmp(steps, bound.number) > 0)
                print_error("%lld steps with %d: %.*s\n", (long long)steps.num, n,
                            STR_ARG(bound.formula));
            assert_true(rat_cmp(steps, bound.number) <= 0);
        }
        arena_free(run.arena);
    }
}

// Deep chains and wide sums end in a short formula that is still a bound.
static void test_cost_of_large(void **state)
{
    (void)state;
    Guard guard;
    guard_init(&guard);
    Arena *arena = arena_new(&guard);
    Buf rules;
    buf_init(&rules, arena);
    buf_text(&rules, "define l0: list of text = names\n");
    for (int i = 1; i < 60; i++) // doubles with every step
        buf_addf(&rules, "define l%d: list of text = union(l%d, l%d)\n", i, i - 1, i - 1);
    buf_text(&rules, "rule 1.1 flags odd when \"a\" in l59 and (some n in l59 satisfies n = \"a\")\n");
    for (int i = 0; i < 70; i++)
        buf_addf(&rules, "fact names_%d: list of text\n"
                         "rule 2.%d flags odd when some n in names_%d satisfies n = \"a\"\n",
                 i, i, i);
    Run run;
    run_start(&run, buf_done(&rules).at);
    assert_true(run.pipeline->clean);
    CostBound bound = lint_cost(arena, run.pipeline->core, 1);
    assert_true(bound.formula.len < 100);
    assert_true(str_starts(str_sub(bound.formula, bound.formula.len - 2, bound.formula.len),
                           STR("*n")));
    // 2^59 elements, five instructions each
    assert_true(rat_cmp(bound.number, rat_int(INT64_C(5) << 59)) > 0);
    arena_free(run.arena);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_circle_by_days), cmocka_unit_test(test_long_chain),
        cmocka_unit_test(test_long_definitions), cmocka_unit_test(test_acts),
        cmocka_unit_test(test_cost_is_a_bound), cmocka_unit_test(test_cost_of_large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
