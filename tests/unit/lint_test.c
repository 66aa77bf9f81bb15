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

// Three rules in a ring are a circle only while all three live.
static void test_circle_by_days(void **state)
{
    (void)state;
    static const char ring[] =
        "rule 1.1 in force from 2020-01-01 until 2021-01-01 notwithstanding 1.2 flags odd\n"
        "rule 1.2 in force from 2020-06-01 until 2022-01-01 notwithstanding 1.3 flags odd\n"
        "rule 1.3 in force from %s notwithstanding 1.1 flags odd\n";
    Run run;
    guard_init(&run.guard);
    Arena *arena = arena_new(&run.guard);
    Str met = str_format(arena, "rule 1.1 in force from 2020-01-01 until 2021-01-01 "
                                "notwithstanding 1.2 flags odd\n%s", strchr(ring, '\n') + 1);
    Buf text;
    for (int late = 0; late < 2; late++) {
        buf_init(&text, arena);
        size_t at = (size_t)(strstr(met.at, "%s") - met.at);
        buf_add(&text, met.at, at);
        // On 2020-12-31 all three live; from 2020-12-31 the second could still meet the third.
        buf_text(&text, late ? "2020-12-31 until 2020-06-02" : "2020-12-31");
        buf_text(&text, met.at + at + 2);
        if (!late)
            assert_found(buf_done(&text).at, DIAG_L0610, 1);
    }
    // Each pair meets, yet the ring never closes: the first ended before the third began.
    assert_found("rule 1.1 in force from 2020-01-01 until 2021-01-01 notwithstanding 1.2 "
                 "flags odd\n"
                 "rule 1.2 in force from 2020-06-01 until 2022-01-01 notwithstanding 1.3 "
                 "flags odd\n"
                 "rule 1.3 in force from 2020-12-31 subject to 1.2 flags odd\n",
                 DIAG_L0610, 0);
    arena_free(arena);
}
