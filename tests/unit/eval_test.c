// Evaluation: what follows from the calculus, case by case, and the limits of a run.
//
// Each row is a policy (a common beginning and its own rules), facts, and what the calculus
// of GRAMMAR.md section 4 gives, worked out by hand. SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "runtime/base/os.h"
#include "runtime/engine/pipeline.h"
#include "runtime/eval/evaluate.h"
#include "runtime/eval/show.h"

// Six words of vocabulary and the facts that the rows use.
static const char beginning[] =
    "module t\n"
    "verdicts { not_subject; no_license_required; authorized; license_required blocks; prohibited blocks }\n"
    "outcomes { license }\nreasons { RS \"regional stability\" code \"LR-LIST\" }\n"
    "policies { mild; severe }\nflags { odd \"odd\" code \"RF-ODD\" }\nexclusions { outside \"outside\" code \"OK-NOEXP\" }\n"
    "enum Activity { export; remote }\n"
    "record Op { rate: number from 0 ..; bits: optional number }\n"
    "record Item { name: text; tpp: quantity in TPP from 0 ..; area: quantity in mm2 from 0 ..; datacenter: boolean; eccn: asserted eccn; ops: open list of Op; parts: open list of Item }\n"
    "fact day: date\nlaw date = day\nfact activity: Activity\nfact items: open list of Item\n"
    "fact parent: optional country\nfact x: number\nfact y: number\nfact serious: boolean\n"
    "act claims: list of text\nact order: boolean\nact told: date\n";

static bool load_one(void *host, Arena *arena, Str path, Str *text, Str *shown)
{
    const char *why;
    *shown = path;
    if (!str_is(path, "t.licet")) // the units stand in the standard library
        return os_read(arena, str_format(arena, "stdlib/%.*s", STR_ARG(path)).at, 1 << 20, text, &why);
    *text = str_of(host);
    return true;
}

// The loader of a golden case: its own file and the standard library.
static bool load_path(void *host, Arena *arena, Str path, Str *text, Str *shown)
{
    const char *why;
    (void)host;
    *shown = path;
    return os_read(arena, str_copy(arena, path).at, 4 << 20, text, &why) ||
           os_read(arena, str_format(arena, "stdlib/%.*s", STR_ARG(path)).at, 4 << 20, text, &why);
}

typedef struct Run {
    Guard guard;
    Arena *arena;
    Pipeline *pipeline;
    Facts *facts;
} Run;

static void run_start(Run *run, const char *rules, const char *json)
{
    guard_init(&run->guard);
    run->arena = arena_new(&run->guard);
    Str text = str_format(run->arena, "%s%s", beginning, rules), root = STR("t.licet");
    run->pipeline = pipeline_run(run->arena, load_one, (void *)(uintptr_t)text.at, &root, 1);
    for (size_t i = 0; i < run->pipeline->diags.list.n; i++) {
        const Diag *diag = run->pipeline->diags.list.items[i];
        if (diag->severity == SEVERITY_ERROR)
            print_error("%s %.*s\n", diag_name(diag->code), STR_ARG(diag->message));
    }
    assert_true(run->pipeline->clean);
    run->facts = facts_new(run->arena, run->pipeline->core->schema);
    JsonError error;
    Json *object = json_parse(run->arena, str_of(json), &error);
    assert_non_null(object);
    assert_true(facts_read(run->facts, object, false, &run->pipeline->diags));
}

static Evaluation *run_on(Run *run, const char *date, World world)
{
    EvalOptions options = {.world = world, .without = UINT32_MAX, .trace = true, .code = run->pipeline->code};
    options.has_date = date && date_parse(str_of(date), &options.date);
    return evaluate(run->arena, run->pipeline->core, run->facts, &options);
}

typedef struct Row {
    int line;
    const char *rules, *facts, *date, *want; // want: "low..high missing" of the first line
} Row;
#define ROW __LINE__

#define TABLE \
    "table g columns key place: country, key name: text hit unique rows { AE | \"D:4\" from 2023-11-17 until 2026-07-10; " \
    "MO | \"D:4\" } complete through 2026-07-31\nrule 1.1 requires license(reason: RS) when g[AE, \"D:4\"] != none\n"

static const Row rows[] = {
    {ROW, "rule 1.1 for each i in items requires license(reason: RS) when i.tpp at least 4800 TPP\n",
     "{\"items\":[{\"tpp\":\"4800 TPP\"}]}", "2024-01-01", "license_required"},
    {ROW, "rule 1.1 for each i in items requires license(reason: RS) when i.tpp more than 4800 TPP\n",
     "{\"items\":[{\"tpp\":\"4800 TPP\"}]}", "2024-01-01", "no_license_required"},
    {ROW, "rule 1.1 for each i in items requires license(reason: RS) when i.tpp at least 4800 TPP\n",
     "{\"items\":[{}]}", "2024-01-01", "no_license_required..license_required /items/0/tpp"},
    // exact: 1/3 + 1/3 + 1/3 is 1
    {ROW, "rule 1.1 requires license(reason: RS) when x + x + x = 1\n", "{\"x\":\"1/3\"}", "2024-01-01", "license_required"},
    // F and unknown is F: the fault does not show
    {ROW, "rule 1.1 requires license(reason: RS) when all of { x = 1; y / (x - 2) = 1 }\n", "{\"x\":2,\"y\":1}", "2024-01-01",
     "no_license_required"},
    {ROW, "rule 1.1 requires license(reason: RS) when y / x = 1\n", "{\"x\":0,\"y\":1}", "2024-01-01",
     "no_license_required..license_required fault: division by zero"},
    // what is not known at all, divided by nought, is a fault; by another number it stays unknown
    {ROW, "table t columns key place: country, n: number hit unique rows { AE | 1 } complete through 2020-01-01\n"
          "rule 1.1 requires license(reason: RS) when t[CN].n / x = 1\n", "{\"x\":0}", "2024-01-01",
     "no_license_required..license_required past the date of t, fault: division by zero"},
    {ROW, "table t columns key place: country, n: number hit unique rows { AE | 1 } complete through 2020-01-01\n"
          "rule 1.1 requires license(reason: RS) when t[CN].n / x = 1\n", "{\"x\":1}", "2024-01-01",
     "no_license_required..license_required past the date of t"},
    // an exclusion beats what is not notwithstanding it
    {ROW, "rule 2.1 excludes outside when activity = remote\nrule 1.1 requires license(reason: RS)\n",
     "{\"activity\":\"remote\"}", "2024-01-01", "not_subject"},
    {ROW, "rule 2.1 excludes outside when activity = remote\nrule 1.1 notwithstanding 2.1 requires license(reason: RS) when serious\n",
     "{\"activity\":\"remote\"}", "2024-01-01", "not_subject..license_required /serious"},
    // an authorization needs its act; withdrawn, the requirement stays
    {ROW, "rule 1.1 for each i in items requires license(reason: RS)\nrule 3.1 for each i in items authorizes 1.1 when all of { order; not i.datacenter }\n",
     "{\"items\":[{}],\"order\":true}", "2024-01-01", "authorized..license_required /items/0/datacenter"},
    {ROW, "rule 1.1 for each i in items requires license(reason: RS)\nrule 3.1 for each i in items authorizes 1.1 when all of { order; not i.datacenter }\n",
     "{\"items\":[{}]}", "2024-01-01", "license_required"},
    // greatest over an open list: a known member decides, or the list is asked for
    {ROW, "rule 1.1 for each i in items requires license(reason: RS) when greatest(o.rate for o in i.ops) at least 4800\n",
     "{\"items\":[{\"ops\":{\"list\":[{\"rate\":5000}],\"complete\":false}}]}", "2024-01-01", "license_required"},
    {ROW, "rule 1.1 for each i in items requires license(reason: RS) when greatest(o.rate for o in i.ops) at least 4800\n",
     "{\"items\":[{\"ops\":{\"list\":[{\"rate\":1000}],\"complete\":false}}]}", "2024-01-01",
     "no_license_required..license_required /items/0/ops incomplete"},
    {ROW, "rule 1.1 for each i in items requires license(reason: RS) when greatest(o.rate for o in i.ops) at least 4800\n",
     "{\"items\":[{\"ops\":[]}]}", "2024-01-01", "no_license_required..license_required fault: greatest of an empty list"},
    // a sum of shares that cannot be negative
    {ROW, "rule 1.1 for each i in items requires license(reason: RS) when sum(o.rate for o in i.ops) at least 0.5\n",
     "{\"items\":[{\"ops\":{\"list\":[{\"rate\":0.6}],\"complete\":false}}]}", "2024-01-01", "license_required"},
    {ROW, "rule 1.1 for each i in items requires license(reason: RS) when some o in i.ops satisfies o.rate > 3\n",
     "{\"items\":[{\"ops\":[]}]}", "2024-01-01", "no_license_required"},
    {ROW, "rule 1.1 for each i in items requires license(reason: RS) when some o in i.ops satisfies o.rate > 3\n",
     "{\"items\":[{}]}", "2024-01-01", "no_license_required..license_required /items/0/ops incomplete"},
    // none is a value; unknown is not none
    {ROW, "rule 1.1 requires license(reason: RS) when parent in [CN, HK]\n", "{\"parent\":{\"state\":\"none\"}}", "2024-01-01",
     "no_license_required"},
    {ROW, "rule 1.1 requires license(reason: RS) when parent in [CN, HK]\n", "{}", "2024-01-01",
     "no_license_required..license_required /parent"},
    // an exception that is unknown makes the rule unknown, never gone
    {ROW, "rule 1.1 requires license(reason: RS) except when serious\n", "{}", "2024-01-01",
     "no_license_required..license_required /serious"},
    // spans: from is inclusive, until exclusive
    {ROW, "rule 1.1 in force from 2023-11-17 until 2025-01-13 requires license(reason: RS)\n", "{}", "2023-11-16", "no_license_required"},
    {ROW, "rule 1.1 in force from 2023-11-17 until 2025-01-13 requires license(reason: RS)\n", "{}", "2023-11-17", "license_required"},
    {ROW, "rule 1.1 in force from 2023-11-17 until 2025-01-13 requires license(reason: RS)\n", "{}", "2025-01-12", "license_required"},
    {ROW, "rule 1.1 in force from 2023-11-17 until 2025-01-13 requires license(reason: RS)\n", "{}", "2025-01-13", "no_license_required"},
    {ROW, "rule 1.1 requires license(reason: RS)\nrule stay in force from 2025-11-10 through 2026-11-09\n"
          " doubtful from 2026-11-09 through 2026-11-09 \"the day can be read both ways\" suspends 1.1\n", "{}", "2026-11-08", "no_license_required"},
    {ROW, "rule 1.1 requires license(reason: RS)\nrule stay in force from 2025-11-10 through 2026-11-09\n"
          " doubtful from 2026-11-09 through 2026-11-09 \"the day can be read both ways\" suspends 1.1\n", "{}", "2026-11-09",
     "no_license_required..license_required doubt: stay"},
    {ROW, "rule 1.1 requires license(reason: RS)\nrule stay in force from 2025-11-10 through 2026-11-09\n"
          " doubtful from 2026-11-09 through 2026-11-09 \"the day can be read both ways\" suspends 1.1\n", "{}", "2026-11-10", "license_required"},
    // without a date the eras are joined
    {ROW, "rule 1.1 in force from 2023-11-17 requires license(reason: RS)\n", "{}", NULL, "no_license_required..license_required /day"},
    {ROW, "rule 1.1 requires license(reason: RS)\n", "{}", NULL, "license_required"},
    // classification: by rules, of parts too; what no rule classifies is asked of the assertion
    {ROW, "rule 3A090.a for each i in items classifies i as 3A090.a when i.tpp at least 4800 TPP\n"
          "rule 1.1 for each i in items requires license(reason: RS) when some p in i.parts satisfies p is 3A090\n",
     "{\"items\":[{\"parts\":[{\"tpp\":\"5000 TPP\"}]}]}", "2024-01-01", "license_required"},
    {ROW, "rule 1.1 for each i in items requires license(reason: RS) when i is 5A002\n",
     "{\"items\":[{\"eccn\":\"5A002.a\"}]}", "2024-01-01", "license_required"},
    {ROW, "rule 1.1 for each i in items requires license(reason: RS) when i is 5A002.a\n",
     "{\"items\":[{\"eccn\":\"5A002\"}]}", "2024-01-01", "no_license_required..license_required nothing classifies 5A002.a"},
    {ROW, "rule 1.1 for each i in items requires license(reason: RS) when i is 5A002\n",
     "{\"items\":[{\"eccn\":\"EAR99\"}]}", "2024-01-01", "no_license_required"},
    // a classification is within another by whole segments; its entry is the first of them
    {ROW, "rule 1.1 for each i in items requires license(reason: RS) when within(i.eccn, 3A001.a)\n",
     "{\"items\":[{\"eccn\":\"3A001.a.5\"}]}", "2024-01-01", "license_required"},
    {ROW, "rule 1.1 for each i in items requires license(reason: RS) when within(i.eccn, 3A001.a)\n",
     "{\"items\":[{\"eccn\":\"3A001.ab\"}]}", "2024-01-01", "no_license_required"},
    {ROW, "rule 1.1 for each i in items requires license(reason: RS) when within(i.eccn, 3A001.a)\n",
     "{\"items\":[{\"eccn\":\"3A001\"}]}", "2024-01-01", "no_license_required"},
    {ROW, "rule 1.1 for each i in items requires license(reason: RS) when within(i.eccn, 3A001.a)\n",
     "{\"items\":[{\"eccn\":\"EAR99\"}]}", "2024-01-01", "no_license_required"},
    {ROW, "rule 1.1 for each i in items requires license(reason: RS) when within(i.eccn, 3A001.a)\n",
     "{\"items\":[{}]}", "2024-01-01", "no_license_required..license_required /items/0/eccn"},
    {ROW, "rule 1.1 for each i in items requires license(reason: RS) when entry(i.eccn) = 3A001\n",
     "{\"items\":[{\"eccn\":\"3A001.a.5\"}]}", "2024-01-01", "license_required"},
    {ROW, "rule 1.1 for each i in items requires license(reason: RS) when entry(i.eccn) = 3A001\n",
     "{\"items\":[{}]}", "2024-01-01", "no_license_required..license_required /items/0/eccn"},
    // two of three
    {ROW, "rule 1.1 requires license(reason: RS) when at least 2 of { serious; x = 1; y = 2 }\n", "{\"x\":1,\"y\":2}", "2024-01-01",
     "license_required"},
    {ROW, "rule 1.1 requires license(reason: RS) when at least 2 of { serious; x = 1; y = 2 }\n", "{\"x\":1,\"y\":3}", "2024-01-01",
     "no_license_required..license_required /serious"},
    // dates: whole days only, and an act that is absent is not done
    {ROW, "rule 1.1 requires license(reason: RS)\nrule 3.1 authorizes 1.1 when told + 25 days <= day\n",
     "{\"day\":\"2024-03-26\",\"told\":\"2024-03-01\"}", "2024-03-26", "authorized"},
    {ROW, "rule 1.1 requires license(reason: RS)\nrule 3.1 authorizes 1.1 when told + 25 days <= day\n",
     "{\"day\":\"2024-03-25\",\"told\":\"2024-03-01\"}", "2024-03-25", "license_required"},
    {ROW, "rule 1.1 requires license(reason: RS)\nrule 3.1 authorizes 1.1 when told + 25 days <= day\n",
     "{\"day\":\"2024-03-26\"}", "2024-03-26", "license_required"},
    {ROW, "rule 1.1 requires license(reason: RS) when add_months(day, 1, last_day) = 2024-02-29\n", "{\"day\":\"2024-01-31\"}", "2024-01-31",
     "license_required"},
    {ROW, "rule 1.1 requires license(reason: RS) when add_months(day, 1, next_month) = 2024-03-01\n", "{\"day\":\"2024-01-31\"}", "2024-01-31",
     "license_required"},
    // an unknown list of items: lines may come that are excluded, or prohibited
    {ROW, "rule 1.1 for each i in items requires license(reason: RS)\n", "{}", "2024-01-01",
     "not_subject..prohibited /items incomplete"},
    // cases that both hold and differ
    {ROW, "define f: number = { when x > 0 then 1; when y > 0 then 2; otherwise 3 }\nrule 1.1 requires license(reason: RS) when f = 1\n",
     "{\"x\":1,\"y\":1}", "2024-01-01", "no_license_required..license_required conflicting cases"},
    {ROW, "define f: number = { when x > 0 then 1; when y > 0 then 1; otherwise 3 }\nrule 1.1 requires license(reason: RS) when f = 1\n",
     "{\"x\":1,\"y\":1}", "2024-01-01", "license_required"},
    // two of one kind are the same only when both are exact; none is no number
    {ROW, "define f(i: Item): quantity in TPP = { when serious then 0 TPP; otherwise i.tpp }\n"
          "rule 1.1 for each i in items requires license(reason: RS) when f(i) at least 1 TPP\n", "{\"items\":[{}]}", "2024-01-01",
     "no_license_required..license_required /serious, /items/0/tpp"},
    {ROW, "define f: optional number = { when serious then none; otherwise 2 }\nrule 1.1 requires license(reason: RS) when f = 2\n",
     "{}", "2024-01-01", "no_license_required..license_required /serious"},
    {ROW, "define f: optional number = { when x > 0 then none; when y > 0 then 2; otherwise 3 }\nrule 1.1 requires license(reason: RS) when f = 2\n",
     "{\"x\":1,\"y\":1}", "2024-01-01", "no_license_required..license_required conflicting cases"},
    // a list whose first member is doubtful is not the list in which it is sure: either, so any number of them
    {ROW, "define f(i: Item): open list of Op = { when serious then list(o for o in i.ops where o.bits = 1); otherwise i.ops }\n"
          "rule 1.1 for each i in items requires license(reason: RS) when count(o for o in f(i)) > 1\n",
     "{\"items\":[{\"ops\":[{\"rate\":1}]}]}", "2024-01-01", "no_license_required..license_required /serious, /items/0/ops/0/bits"},
    // tables: dated rows, and open past their date
    {ROW, TABLE, "{}", "2026-07-09", "license_required"},
    {ROW, TABLE, "{}", "2026-07-10", "no_license_required"},
    {ROW, TABLE, "{}", "2026-08-01", "no_license_required..license_required past the date of g"},
};

static Str verdict_of(Run *run, const Evaluation *work)
{
    Buf out;
    const Line *line = &work->lines[0];
    buf_init(&out, run->arena);
    buf_str(&out, line->regime->chain[line->low].name);
    if (line->low != line->high) {
        buf_text(&out, "..");
        buf_str(&out, line->regime->chain[line->high].name);
    }
    for (uint32_t i = 0; line->missing && i < line->missing->n; i++) {
        buf_text(&out, i ? ", " : " ");
        show_cause(&out, work, &work->causes[line->missing->ids[i]]);
    }
    return buf_done(&out);
}

static void test_what_follows(void **state)
{
    (void)state;
    for (size_t i = 0; i < countof(rows); i++) {
        Run run;
        run_start(&run, rows[i].rules, rows[i].facts);
        Str got = verdict_of(&run, run_on(&run, rows[i].date, WORLD_ENFORCED));
        if (!str_is(got, rows[i].want))
            fail_msg("eval_test.c:%d: got '%.*s', want '%s'", rows[i].line, STR_ARG(got), rows[i].want);
        arena_free(run.arena);
    }
}

static Str trace_of(Arena *arena, Str path)
{
    const char *why;
    Str root = str_format(arena, "%.*s.licet", STR_ARG(path)), given;
    Pipeline *pipeline = pipeline_run(arena, load_path, NULL, &root, 1);
    assert_true(pipeline->clean);
    assert_true(os_read(arena, str_format(arena, "%.*s.json", STR_ARG(path)).at, 1 << 20, &given, &why));
    JsonError error;
    Facts *facts = facts_new(arena, pipeline->core->schema);
    assert_true(facts_read(facts, json_parse(arena, given, &error), false, &pipeline->diags));
    const Fact *law = facts->top[pipeline->core->schema->law_date];
    int64_t day = 0;
    EvalOptions options = {.without = UINT32_MAX, .trace = true, .code = pipeline->code};
    options.has_date = law->state == FACT_KNOWN && rat_to_int64(law->number, &day);
    options.date = (Day)day;
    Buf out;
    buf_init(&out, arena);
    show_evaluation(&out, evaluate(arena, pipeline->core, facts, &options), true);
    return buf_done(&out);
}

// Every tests/cases/trace/X.licet with its facts, against X.trace; UPDATE=1 writes anew.
static void test_traces(void **state)
{
    static const char *const cases[] = {"notice", "undated"};
    (void)state;
    for (size_t i = 0; i < countof(cases); i++) {
        Guard guard;
        const char *why;
        guard_init(&guard);
        Arena *arena = arena_new(&guard);
        Str path = str_format(arena, "tests/cases/trace/%s", cases[i]), want;
        Str got = trace_of(arena, path);
        const char *file = str_format(arena, "%.*s.trace", STR_ARG(path)).at;
        if (os_env("UPDATE"))
            assert_true(os_write(file, got, &why));
        assert_true(os_read(arena, file, 1 << 20, &want, &why));
        if (!str_eq(got, want))
            fail_msg("%s: got\n%.*s", file, STR_ARG(got));
        arena_free(arena);
    }
}

static void test_text_world(void **state)
{
    (void)state;
    Run run;
    run_start(&run, "rule 1.1 requires license(reason: RS)\nrule press unenforces 1.1\n", "{}");
    assert_int_equal(run_on(&run, "2024-01-01", WORLD_ENFORCED)->lines[0].high, 1);
    assert_int_equal(run_on(&run, "2024-01-01", WORLD_TEXT)->lines[0].low, 3);
    arena_free(run.arena);
}

static void test_step_limit(void **state)
{
    (void)state;
    Run run;
    run_start(&run, "rule 1.1 requires license(reason: RS) when x + 1 = 2\n", "{\"x\":1}");
    EvalOptions options = {.has_date = true, .without = UINT32_MAX, .code = run.pipeline->code};
    uint64_t needed = evaluate(run.arena, run.pipeline->core, run.facts, &options)->steps_run;
    options.step_limit = needed;
    assert_int_equal(evaluate(run.arena, run.pipeline->core, run.facts, &options)->status, EVAL_OK);
    options.step_limit = needed - 1;
    assert_int_equal(evaluate(run.arena, run.pipeline->core, run.facts, &options)->status, EVAL_STEP_LIMIT);
    arena_free(run.arena);
}

// Repeated squaring through definitions: 2^(2^k) has 4,933 digits at k = 14, 2,467 at 13.
static void test_digit_limit(void **state)
{
    (void)state;
    Buf rules;
    Run run;
    Guard guard;
    guard_init(&guard);
    Arena *arena = arena_new(&guard);
    buf_init(&rules, arena);
    buf_text(&rules, "define d0: number = x\n");
    for (int k = 1; k <= 14; k++)
        buf_addf(&rules, "define d%d: number = d%d * d%d\n", k, k - 1, k - 1);
    buf_text(&rules, "rule 1.1 requires license(reason: RS) when d13 > 0\nrule 1.2 requires license(reason: RS) when d14 > 0\n");
    run_start(&run, buf_done(&rules).at, "{\"x\":2}");
    Evaluation *work = run_on(&run, "2024-01-01", WORLD_ENFORCED);
    assert_int_equal(work->lines[0].rules[0].act, TRI_T);
    assert_int_equal(work->lines[0].rules[1].act, TRI_U);
    arena_free(run.arena);
    arena_free(arena);
}

// A chain of definitions longer than the depth limit is an outcome, not a crash.
static void test_depth_limit(void **state)
{
    (void)state;
    for (int over = 0; over < 2; over++) {
        Buf rules;
        Run run;
        Guard guard;
        guard_init(&guard);
        Arena *arena = arena_new(&guard);
        buf_init(&rules, arena);
        buf_text(&rules, "define d0: number = x\n");
        int links = EVAL_DEPTH_MAX - 2 + over; // the act of the rule and d0 are frames too
        for (int k = 1; k <= links; k++)
            buf_addf(&rules, "define d%d: number = d%d + 1\n", k, k - 1);
        buf_addf(&rules, "rule 1.1 requires license(reason: RS) when d%d > 0\n", links);
        run_start(&run, buf_done(&rules).at, "{\"x\":2}");
        assert_int_equal(run_on(&run, "2024-01-01", WORLD_ENFORCED)->status, over ? EVAL_DEPTH_LIMIT : EVAL_OK);
        arena_free(run.arena);
        arena_free(arena);
    }
}

// ---- evaluating again: what it says of every rule is what evaluating afresh says

static void assert_same(const Evaluation *a, const Evaluation *b, Day before)
{
    assert_int_equal(a->status, b->status);
    assert_int_equal(a->n_lines, b->n_lines);
    for (size_t i = 0; i < a->n_lines && a->status == EVAL_OK; i++) {
        const Line *x = &a->lines[i], *y = &b->lines[i];
        assert_int_equal(x->low, y->low);
        assert_int_equal(x->high, y->high);
        for (size_t r = 0; r < a->core->n_rules; r++) {
            const RuleState *one = &x->rules[r], *other = &y->rules[r];
            bool same = one->dead == other->dead &&
                        (one->dead || (one->act == other->act && one->open == other->open));
            if (!same)
                fail_msg("%.*s of line %zu differs", STR_ARG(a->core->rules[r].label), i);
        }
    }
    for (size_t i = 0; i < a->n_regimes && a->status == EVAL_OK; i++) {
        assert_int_equal(a->regimes[i].low, b->regimes[i].low);
        assert_int_equal(a->regimes[i].high, b->regimes[i].high);
    }
    if (a->status == EVAL_OK)
        assert_int_equal(evaluation_next_row(a, before), evaluation_next_row(b, before));
}

static void check_again(Repeated *again, Arena *arena, const Core *core, const Facts *facts,
                        const EvalOptions *options)
{
    const Evaluation *afresh = evaluate(arena, core, facts, options);
    const Evaluation *said = repeated_run(again, options, arena);
    assert_same(said, afresh, DAY_MAX + 1);
    assert_same(said, afresh, options->date + 100);
}

// All days on which the law changes; then there and back, in both worlds, each third day without
// one rule or under one proposal, and each seventh with the law date moved.
static void run_again(Arena *arena, const Core *core, const Facts *facts, const Code *code)
{
    EvalOptions plain = {.has_date = true, .without = UINT32_MAX, .code = code};
    Repeated *again = repeated_new(arena, core, facts, &plain);
    for (size_t i = 0; i < core->breaks.n; i++) {
        plain.date = core->breaks.days[i];
        check_again(again, arena, core, facts, &plain);
    }
    for (size_t i = 0; i < 2 * core->breaks.n; i++) {
        EvalOptions options = plain;
        size_t at = i < core->breaks.n ? i : 2 * core->breaks.n - 1 - i;
        const CoreRule *rule = &core->rules[(i * 31) % core->n_rules];
        options.date = core->breaks.days[at];
        options.world = i % 2 ? WORLD_TEXT : WORLD_ENFORCED;
        options.without = i % 3 ? UINT32_MAX : rule->id;
        options.assumed = &rule->label;
        options.n_assumed = i % 5 == 0;
        options.move_law_date = i % 7 == 0;
        options.step_limit = i % 11 == 0 ? 1000 : 0;
        check_again(again, arena, core, facts, &options);
    }
}

static void test_again(void **state)
{
    static const char *const files[] = {"examples/diligence/order.json",
                                        "examples/diligence/kyc.json"};
    (void)state;
    Guard guard;
    guard_init(&guard);
    Arena *arena = arena_new(&guard);
    Str root = STR("us.ear"), text;
    const char *why;
    Pipeline *pipeline = pipeline_run(arena, load_path, NULL, &root, 1);
    assert_true(pipeline->clean);
    Facts *facts = facts_new(arena, pipeline->core->schema);
    for (size_t i = 0; i < countof(files); i++) {
        JsonError error;
        assert_true(os_read(arena, files[i], 1 << 20, &text, &why));
        assert_true(facts_read(facts, json_parse(arena, text, &error), false, &pipeline->diags));
        run_again(arena, pipeline->core, facts, pipeline->code);
    }
    arena_free(arena);
}

// A definition without a version on some days, a row, a doubtful day, the law date itself.
static void test_again_small(void **state)
{
    (void)state;
    Run run;
    run_start(&run,
              "define d(a: optional country): optional country in force from 2020-01-01 until 2024-01-01\n  = a\n"
              "define d(a: optional country): optional country in force from 2025-01-01\n  = CN\n"
              "table g columns key place: country, level: number hit unique rows { AE | 1 from 2023-05-01 until 2024-02-01; "
              "AE | 2 from 2024-02-01 } complete through 2026-07-31\n"
              "rule 1.1 requires license(reason: RS) when d(parent) = CN and g[AE].level = 1\n"
              "rule 1.2 in force from 2023-02-01 doubtful from 2023-03-01 through 2023-04-01 \"why\"\n"
              "  flags odd when day more than 2023-06-01\n"
              "rule 1.3 in force from 2023-01-01 until 2025-06-01 suspends 1.1 when x more than 1\n"
              "rule 1.4 proposed \"a bill\" excludes outside when serious\n",
              "{\"parent\":\"CN\",\"x\":1}");
    run_again(run.arena, run.pipeline->core, run.facts, run.pipeline->code);
    arena_free(run.arena);
}

// A number of which only one bound moves from version to version.
static void test_again_bounds(void **state)
{
    (void)state;
    Run run;
    run_start(&run,
              "define f(i: Item): quantity in TPP in force from 2020-01-01 until 2024-01-01 = i.tpp\n"
              "define f(i: Item): quantity in TPP in force from 2024-01-01 = i.tpp + 5 TPP\n"
              "define g(i: Item): boolean = f(i) at least 5 TPP\n"
              "rule 1.1 for each i in items requires license(reason: RS) when g(i)\n",
              "{\"items\":[{}]}");
    run_again(run.arena, run.pipeline->core, run.facts, run.pipeline->code);
    arena_free(run.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_again), cmocka_unit_test(test_again_small), cmocka_unit_test(test_again_bounds), cmocka_unit_test(test_what_follows), cmocka_unit_test(test_traces), cmocka_unit_test(test_text_world), cmocka_unit_test(test_step_limit),
        cmocka_unit_test(test_digit_limit), cmocka_unit_test(test_depth_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
