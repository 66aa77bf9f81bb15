// The whole public door under a host whose allocator fails once, at every place in turn.
//
// Each call gives LICET_NO_MEMORY or what it gives with memory; asked again it gives that; facts
// that were torn are not decided by; nothing stays allocated. Big numbers and JSON of every
// kind are among what is done.
// SPDX-License-Identifier: Apache-2.0
#define _POSIX_C_SOURCE 200809L // strdup
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/include/licet.h"
#include "tests/unit/miser.h"

static const char POLICY[] =
    "module shop \"a shop\"\n"
    "verdicts { outside; free; excused; needed blocks; barred blocks }\n"
    "outcomes { permit raises needed }\n"
    "reasons { size code \"LR-LIST\" }\n"
    "flags { odd code \"RF-1\" }\n"
    "enum Use { art; trade }\n"
    "record Thing { name: text; size: number from 0 ..; class: asserted eccn; made: date }\n"
    "fact day: date\n"
    "law date = day\n"
    "fact things: list of Thing\n"
    "fact destination: country\n"
    "fact use: Use\n"
    "act asked: boolean\n"
    "table near \"near countries\" columns key place: country, level: integer\n"
    "  hit unique rows { CA | 1; MX | 2 from 2023-01-01; } complete through 2026-01-01\n"
    "rule 1A001 for each t in things in force from 2020-01-01 classifies t as 1A001\n"
    "  when t.size * 100000000000000000000000001 / 7 at least 100000000000000000000000000\n"
    "rule 1 for each t in things in force from 2020-01-01 requires permit(reason: size)\n"
    "  when t is 1A001 and near[destination].level at most 1\n"
    "rule 2 for each t in things authorizes 1 when asked\n"
    "rule 3 for each t in things proposed \"a draft\" requires permit(reason: size) when t.size > 1\n"
    "rule 4 flags odd when use = trade\n"
    "scenario \"a sofa\"\n"
    "  case \"S1\"\n"
    "  as of 2024-05-01\n"
    "  given { things = [Thing { name = \"sofa\"; size = 12 }]; destination = CA; asked = true }\n"
    "  expect excused\n"
    "  given { asked = false } expect needed because 1\n";

static const char FACTS[] =
    "{\"day\": \"2024-05-01\", \"destination\": \"CA\", \"use\": \"trade\", \"asked\": false, \"things\": "
    "[{\"name\": \"sofa\", \"size\": \"123456789012345678901234567890/7\", \"class\": \"EAR99\", "
    "\"made\": \"2020-01-01\"}, {\"size\": 1e3}]}";
static const char PLAIN[] =
    "{\"day\":\"2024-05-01\",\"things\":[{\"name\":\"sofa\",\"size\":12,\"class\":\"EAR99\",\"made\":"
    "\"2020-01-01\"}],\"destination\":\"CA\",\"use\":\"art\"}";

// -- the host ---------------------------------------------------------------------------

static bool load(void *host, const char *path, licet_text *text, const char **shown)
{
    (void)host;
    if (strcmp(path, "shop.licet") != 0) {
        return false;
    }
    *text = (licet_text){POLICY, sizeof POLICY - 1};
    *shown = "shop.licet";
    return true;
}

// -- what was said, to compare with ------------------------------------------------------

enum { SAID_MOST = 80 };

typedef struct Play {
    Miser host;
    char *said[SAID_MOST];
    size_t n;
    const struct Play *good; // the one with memory, or NULL
    licet_engine *engine;
    licet_policy *policy;
} Play;

static void say(Play *play, const char *text)
{
    assert_true(play->n < SAID_MOST);
    if (play->good != NULL) {
        assert_true(play->n < play->good->n);
        assert_string_equal(text, play->good->said[play->n]);
    }
    play->said[play->n] = strdup(text);
    assert_non_null(play->said[play->n++]);
}

static void say_buffer(Play *play, licet_buffer *buffer)
{
    say(play, licet_buffer_text(buffer).at);
    licet_buffer_free(buffer);
}

// Done at once, or when asked again.
#define DO(call) \
    do { \
        licet_status status_ = (call); \
        status_ = status_ == LICET_NO_MEMORY ? (call) : status_; \
        assert_int_equal(status_, LICET_OK); \
    } while (0)

#define SAY(play, call) \
    do { \
        licet_buffer *buffer = NULL; \
        DO(call); \
        say_buffer(play, buffer); \
    } while (0)

static licet_text text_of(const char *text)
{
    return (licet_text){text, strlen(text)};
}

// -- the parts --------------------------------------------------------------------------

static void open_policy(Play *play)
{
    static const char *const ROOTS[] = {"shop.licet"};
    licet_config config;
    licet_config_init(&config);
    config.load = load;
    config.allocate = miser_allocate;
    config.allocate_host = &play->host;
    DO(licet_engine_new(&config, &play->engine));
    DO(licet_policy_load(play->engine, ROOTS, 1, &play->policy));
}

static void say_policy(Play *play)
{
    const licet_report *report = licet_policy_report(play->policy);
    for (int stage = 0; stage <= LICET_STAGE_PROVISIONS; stage++) {
        SAY(play, licet_policy_dump(play->policy, (licet_stage)stage, &buffer));
    }
    for (int form = 0; form < 3; form++) {
        SAY(play, licet_policy_facts(play->policy, (licet_facts_form)form, &buffer));
    }
    for (int format = 0; format <= LICET_FORMAT_GITHUB; format++) {
        SAY(play, licet_report_render(report, (licet_format)format, &buffer));
    }
    SAY(play, licet_policy_cost(play->policy, 10, &buffer));
    SAY(play, licet_policy_explain(play->policy, "1A001", NULL, &buffer));
    SAY(play, licet_format_source(play->engine, "x.licet", text_of("fact  a :boolean"), &buffer));
}

static licet_facts *read_facts(Play *play)
{
    licet_facts *facts = NULL;
    licet_decision *decision = NULL;
    DO(licet_facts_new(play->policy, &facts));
    licet_status status = licet_facts_read(facts, "facts", text_of(FACTS), false);
    if (status == LICET_NO_MEMORY) {
        assert_int_equal(licet_decide(play->policy, facts, NULL, &decision), LICET_MISUSE);
        assert_null(decision);
        licet_facts_free(facts);
        return read_facts(play);
    }
    assert_int_equal(status, LICET_OK);
    SAY(play, licet_facts_json(facts, &buffer));
    return facts;
}

static licet_status set_all(licet_facts *facts)
{
    const licet_status statuses[] = {
        licet_facts_set(facts, "day=2024-05-01"),
        licet_facts_set_text(facts, "destination", text_of("CA")),
        licet_facts_set_boolean(facts, "asked", true),
        licet_facts_set_list(facts, "things", true),
        licet_facts_set_text(facts, "things[0].name", text_of("sofa")),
        licet_facts_set_number(facts, "things[0].size", INT64_MIN, 7, NULL),
        licet_facts_set_number(facts, "things[0].size", INT64_MAX, 7, NULL),
        licet_facts_set_date(facts, "things[0].made", 2020, 2, 29),
        licet_facts_set_state(facts, "use", LICET_REFUSED),
    };
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        bool refused = i == 5; // below its range
        if (statuses[i] != (refused ? LICET_REJECTED : LICET_OK)) {
            return statuses[i];
        }
    }
    return LICET_REJECTED;
}

static void say_setters(Play *play)
{
    licet_facts *facts = NULL;
    DO(licet_facts_new(play->policy, &facts));
    licet_status status = set_all(facts);
    if (status == LICET_NO_MEMORY) {
        licet_facts_free(facts);
        DO(licet_facts_new(play->policy, &facts));
        status = set_all(facts);
    }
    assert_int_equal(status, LICET_REJECTED);
    SAY(play, licet_report_render(licet_facts_report(facts), LICET_FORMAT_TEXT, &buffer));
    SAY(play, licet_facts_json(facts, &buffer));
    licet_facts_free(facts);
}

static void say_decision(Play *play)
{
    static const char *const ASSUMED[] = {"3"};
    licet_facts *facts = read_facts(play);
    licet_decision *decision = NULL;
    licet_options options;
    licet_options_init(&options);
    options.assume = ASSUMED;
    options.assume_count = 1;
    DO(licet_decide(play->policy, facts, &options, &decision));
    const licet_decision *const all[] = {decision};
    licet_write_options full = {.full = true};
    say(play, licet_decision_id(decision));
    SAY(play, licet_decision_json(decision, "", true, &buffer));
    SAY(play, licet_decision_json(decision, "/statement/lines/0", false, &buffer));
    SAY(play, licet_decision_text(decision, &full, &buffer));
    SAY(play, licet_decision_resolutions(decision, &buffer));
    SAY(play, licet_decisions_html(all, 1, NULL, &buffer));
    const licet_node *lines = licet_decision_node(decision, "/statement/lines");
    assert_int_equal(licet_node_count(lines), licet_decision_line_count(decision));
    licet_decision_free(decision);
    licet_classification *made = NULL;
    DO(licet_classify(play->policy, facts, NULL, true, &made));
    SAY(play, licet_classification_json(made, "", true, &buffer));
    SAY(play, licet_classification_text(made, NULL, &buffer));
    licet_classification_free(made);
    licet_facts_free(facts);
}

static void say_scenario(Play *play)
{
    licet_coverage *coverage = NULL;
    licet_outcome *outcome = NULL;
    licet_facts *facts = NULL;
    licet_covered covered;
    DO(licet_coverage_new(play->policy, &coverage));
    licet_status status = licet_scenario_run(play->policy, 0, coverage, &outcome);
    if (status == LICET_NO_MEMORY) { // what was counted before it ended would count twice
        licet_coverage_free(coverage);
        DO(licet_coverage_new(play->policy, &coverage));
        status = licet_scenario_run(play->policy, 0, coverage, &outcome);
    }
    assert_int_equal(status, LICET_OK);
    assert_int_equal(licet_outcome_failures(outcome), 0);
    for (size_t i = 0; licet_coverage_at(coverage, i, &covered); i++) {
        char line[200];
        snprintf(line, sizeof line, "%s %s %llu", covered.label, covered.from,
                 (unsigned long long)covered.reached);
        say(play, line);
    }
    licet_outcome_free(outcome);
    licet_coverage_free(coverage);
    DO(licet_scenario_facts(play->policy, 0, 1, &facts));
    SAY(play, licet_facts_json(facts, &buffer));
    licet_facts_free(facts);
}

// -- deciders ---------------------------------------------------------------------------

static void say_answer(Play *play, const licet_decider *decider)
{
    char text[400];
    size_t n = (size_t)snprintf(text, sizeof text, "%d %d", (int)licet_decider_gate(decider),
                                licet_decider_exit(decider));
    licet_line line;
    for (size_t i = 0; licet_decider_line(decider, i, &line); i++) {
        n += (size_t)snprintf(text + n, sizeof text - n, " %s %s", line.id, line.finding);
        for (size_t j = 0; j < line.code_count; j++) {
            n += (size_t)snprintf(text + n, sizeof text - n, " %s", line.codes[j]);
        }
        const char *label;
        for (size_t j = 0; (label = licet_decider_provision(decider, i, j)) != NULL; j++) {
            n += (size_t)snprintf(text + n, sizeof text - n, " [%s]", label);
        }
    }
    say(play, text);
}

// A case that was not read is not decided.
static void decide(Play *play, licet_decider *decider, licet_case *of, const char *json,
                   const licet_options *options)
{
    licet_status status = licet_case_read(of, decider, text_of(json), false, false);
    if (status == LICET_NO_MEMORY) {
        status = licet_decider_decide(decider, of, options);
        assert_true(status == LICET_MISUSE || status == LICET_OK);
        status = licet_case_read(of, decider, text_of(json), false, false);
    }
    assert_int_equal(status, LICET_OK);
    DO(licet_decider_decide(decider, of, options));
    say_answer(play, decider);
}

static void say_deciders(Play *play)
{
    static const char *const ASSUMED[] = {"3"};
    licet_decider *decider = NULL;
    licet_case *of = NULL;
    licet_options options, text;
    licet_options_init(&options);
    licet_options_init(&text);
    options.assume = ASSUMED;
    options.assume_count = 1;
    text.text_world = true;
    text.as_of = "2019-01-01";
    DO(licet_decider_new(play->policy, &decider));
    DO(licet_case_new(play->policy, &of));
    for (int round = 0; round < 2; round++) { // back to programs that are known
        decide(play, decider, of, PLAIN, NULL);
        decide(play, decider, of, FACTS, NULL);
        decide(play, decider, of, PLAIN, &options);
        decide(play, decider, of, PLAIN, &text);
    }
    licet_facts *facts = read_facts(play);
    DO(licet_case_take(of, facts));
    DO(licet_decider_decide(decider, of, NULL));
    say_answer(play, decider);
    licet_case_free(of);
    licet_facts_free(facts);
    licet_decider_free(decider);
}

static void play_all(Play *play, void (*part)(Play *play))
{
    open_policy(play);
    part(play);
    licet_policy_free(play->policy);
    licet_engine_free(play->engine);
    assert_int_equal(play->host.held, 0);
}

static void forget(Play *play)
{
    for (size_t i = 0; i < play->n; i++) {
        free(play->said[i]);
    }
}

// Every place, or where an arena asks for each piece by itself (V=grain) about so many of them.
enum { PLACES = 1500 };

static void fail_everywhere(void (*part)(Play *play))
{
    Play good = {.host = {.left = SIZE_MAX}};
    play_all(&good, part);
    assert_true(good.n > 0);
    size_t step = good.host.asked / PLACES + 1;
    for (size_t at = 0; at < good.host.asked; at += step) {
        Play play = {.host = {.left = at, .once = true}, .good = &good};
        play_all(&play, part);
        assert_int_equal(play.n, good.n);
        forget(&play);
    }
    print_message("%zu of %zu allocations failed in turn\n", (good.host.asked + step - 1) / step,
                  good.host.asked);
    forget(&good);
}

static void test_policy(void **state)
{
    (void)state;
    fail_everywhere(say_policy);
}

static void test_setters(void **state)
{
    (void)state;
    fail_everywhere(say_setters);
}

static void test_decision(void **state)
{
    (void)state;
    fail_everywhere(say_decision);
}

static void test_scenario(void **state)
{
    (void)state;
    fail_everywhere(say_scenario);
}

static void test_deciders(void **state)
{
    (void)state;
    fail_everywhere(say_deciders);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_policy),   cmocka_unit_test(test_setters),
        cmocka_unit_test(test_decision), cmocka_unit_test(test_scenario),
        cmocka_unit_test(test_deciders),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
