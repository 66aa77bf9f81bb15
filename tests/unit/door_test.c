// The public door, used as an embedder would: through licet.h alone.
//
// Covers misuse, reports, decisions and their getters, scenarios, two threads on one policy,
// a host without memory at every single allocation, and limits of memory and steps.
// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <pthread.h>

#include "runtime/include/licet.h"
#include "tests/unit/miser.h"

static const char POLICY[] =
    "module house \"a house\"\n"
    "verdicts { outside; free; excused; needed blocks \"a permit is needed\"; barred blocks }\n"
    "outcomes { permit raises needed }\n"
    "reasons { size }\n"
    "record Thing { name: text; size: number from 0 .. }\n"
    "fact day: date\n"
    "law date = day\n"
    "fact things: list of Thing\n"
    "act asked: boolean\n"
    "rule 1 for each t in things requires permit(reason: size) when t.size at least 10\n"
    "  except small_note when t.size more than 100\n"
    "rule 2 for each t in things authorizes 1 when asked\n"
    "rule 3 for each t in things proposed \"a draft\" requires permit(reason: size) when t.size > 1\n"
    "scenario \"a large thing\" case \"A-1\" as of 2024-01-01\n"
    "  given { things = [Thing { name = \"sofa\"; size = 12 }] }\n"
    "  expect needed because 1\n"
    "  given { asked = true } expect excused\n"
    "scenario \"wrong on purpose\" as of 2024-01-01 given { things = [] } expect needed\n";

static const char FACTS[] =
    "{\"day\": \"2024-05-01\", \"things\": [{\"name\": \"sofa\", \"size\": 12}, {\"size\": 3}]}";

static const char FLAGGED[] =
    "module house\n"
    "verdicts { outside; free; excused; needed blocks; barred blocks }\n"
    "flags { odd \"something is odd\" code \"RF-ODD\" }\n"
    "fact day: date\n"
    "law date = day\n"
    "fact strange: boolean\n"
    "fact color: text\n"
    "rule 1 flags odd when strange\n";

// -- hosts ------------------------------------------------------------------------------

static bool load(void *host, const char *path, licet_text *text, const char **shown)
{
    const char *given = host;
    if (strcmp(path, "house.licet") != 0) {
        return false;
    }
    *text = (licet_text){given, strlen(given)};
    *shown = "house.licet";
    return true;
}

static void configure(licet_config *config, const char *policy)
{
    licet_config_init(config);
    config->load = load;
    config->load_host = (void *)(uintptr_t)policy;
}

typedef struct House {
    licet_engine *engine;
    licet_policy *policy;
} House;

static House open_house(const char *text)
{
    static const char *const ROOTS[] = {"house.licet"};
    House house;
    licet_config config;
    configure(&config, text);
    assert_int_equal(licet_engine_new(&config, &house.engine), LICET_OK);
    licet_policy_load(house.engine, ROOTS, 1, &house.policy);
    assert_non_null(house.policy);
    return house;
}

static void close_house(House *house)
{
    licet_policy_free(house->policy);
    licet_engine_free(house->engine);
}

static licet_decision *decide(const House *house, const char *json, const char *set,
                              const licet_options *options)
{
    licet_facts *facts;
    licet_decision *decision;
    assert_int_equal(licet_facts_new(house->policy, &facts), LICET_OK);
    assert_int_equal(licet_facts_read(facts, "facts", (licet_text){json, strlen(json)}, false),
                     LICET_OK);
    if (set != NULL) {
        assert_int_equal(licet_facts_set(facts, set), LICET_OK);
    }
    assert_int_equal(licet_decide(house->policy, facts, options, &decision), LICET_OK);
    licet_facts_free(facts);
    return decision;
}

// -- tests ------------------------------------------------------------------------------

static void test_null_is_allowed_where_said(void **state)
{
    (void)state;
    licet_engine_free(NULL);
    licet_policy_free(NULL);
    licet_facts_free(NULL);
    licet_decision_free(NULL);
    licet_outcome_free(NULL);
    licet_coverage_free(NULL);
    licet_buffer_free(NULL);
    assert_int_equal(licet_buffer_text(NULL).len, 0);
    assert_int_equal(licet_report_count(NULL), 0);
    assert_string_equal(licet_status_name(LICET_OK), "ok");
    assert_string_equal(licet_gate_name(LICET_HOLD), "hold");
}

static void test_misuse(void **state)
{
    (void)state;
    House house = open_house(POLICY);
    licet_policy *policy;
    licet_facts *facts;
    licet_decision *decision;
    licet_buffer *buffer;
    licet_scenario scenario;
    licet_outcome *outcome;
    assert_int_equal(licet_policy_load(house.engine, NULL, 0, &policy), LICET_MISUSE);
    assert_int_equal(licet_facts_new(NULL, &facts), LICET_MISUSE);
    assert_int_equal(licet_decide(house.policy, NULL, NULL, &decision), LICET_MISUSE);
    assert_int_equal(licet_policy_explain(house.policy, "1", "soon", &buffer), LICET_MISUSE);
    assert_int_equal(licet_scenario_facts(house.policy, 9, SIZE_MAX, &facts), LICET_MISUSE);
    assert_int_equal(licet_scenario_run(house.policy, 9, NULL, &outcome), LICET_MISUSE);
    assert_false(licet_scenario_at(house.policy, 9, &scenario));
    close_house(&house);
}

// Options that promise labels which are not there, and texts that are none.
static void test_options_that_do_not_fit(void **state)
{
    (void)state;
    House house = open_house(POLICY);
    const char *const labels[] = {NULL};
    const licet_options bad[] = {
        {.assume_count = 2},
        {.assume = labels, .assume_count = 1},
        {.case_id = "\xff"},
        {.case_title = "a\xc0\xaf"},
        {.as_of_from = "\xed\xa0\x80"},
        {.decided_at = "\x80"},
    };
    licet_facts *facts;
    licet_decider *decider;
    licet_case *of;
    assert_int_equal(licet_facts_new(house.policy, &facts), LICET_OK);
    assert_int_equal(licet_decider_new(house.policy, &decider), LICET_OK);
    assert_int_equal(licet_case_new(house.policy, &of), LICET_OK);
    assert_int_equal(licet_case_take(of, facts), LICET_OK);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        licet_decision *decision;
        licet_classification *classes;
        assert_int_equal(licet_decide(house.policy, facts, &bad[i], &decision), LICET_MISUSE);
        assert_null(decision);
        assert_int_equal(licet_classify(house.policy, facts, &bad[i], false, &classes), LICET_MISUSE);
        assert_int_equal(licet_decider_decide(decider, of, &bad[i]), LICET_MISUSE);
    }
    assert_int_equal(licet_decider_decide(decider, of, NULL), LICET_OK);
    licet_case_free(of);
    licet_decider_free(decider);
    licet_facts_free(facts);
    close_house(&house);
}

static void test_facts_of_another_policy(void **state)
{
    (void)state;
    House house = open_house(POLICY), other = open_house(POLICY);
    licet_facts *facts;
    licet_decision *decision;
    assert_int_equal(licet_facts_new(other.policy, &facts), LICET_OK);
    assert_int_equal(licet_decide(house.policy, facts, NULL, &decision), LICET_MISUSE);
    assert_null(decision);
    licet_facts_free(facts);
    close_house(&other);
    close_house(&house);
}

static void test_rejected_policy(void **state)
{
    (void)state;
    House house = open_house("module house\nfact a: lengths\nrule x flags y\n");
    const licet_report *report = licet_policy_report(house.policy);
    licet_diagnostic diag;
    licet_facts *facts;
    licet_buffer *buffer;
    assert_true(licet_report_errors(report) > 0);
    assert_true(licet_report_at(report, 0, &diag));
    assert_string_equal(diag.file, "house.licet");
    assert_int_equal(diag.line, 2);
    assert_int_equal(diag.severity, LICET_ERROR);
    assert_int_equal(licet_facts_new(house.policy, &facts), LICET_MISUSE);
    assert_int_equal(licet_policy_dump(house.policy, LICET_STAGE_CORE, &buffer), LICET_NOT_FOUND);
    for (licet_format format = LICET_FORMAT_TEXT; format <= LICET_FORMAT_GITHUB; format++) {
        assert_int_equal(licet_report_render(report, format, &buffer), LICET_OK);
        assert_true(licet_buffer_text(buffer).len > 0);
        licet_buffer_free(buffer);
    }
    close_house(&house);
}

static void test_decision(void **state)
{
    (void)state;
    House house = open_house(POLICY);
    licet_regime regime;
    licet_line line;
    licet_buffer *buffer;
    licet_decision *decision = decide(&house, FACTS, NULL, NULL);
    assert_int_equal(licet_decision_gate(decision), LICET_STOP);
    assert_int_equal(licet_decision_exit(decision), 10);
    assert_int_equal(strlen(licet_decision_id(decision)), 71);
    assert_true(licet_decision_regime(decision, 0, &regime));
    assert_string_equal(regime.finding, "needed");
    assert_int_equal(licet_decision_line_count(decision), 2);
    assert_true(licet_decision_line(decision, 1, &line));
    assert_string_equal(line.id, "/things/1");
    assert_string_equal(line.finding, "free");
    assert_false(licet_decision_line(decision, 2, &line));
    assert_int_equal(licet_decision_json(decision, "/statement/exit", false, &buffer), LICET_OK);
    assert_string_equal(licet_buffer_text(buffer).at, "10\n");
    licet_buffer_free(buffer);
    assert_int_equal(licet_decision_json(decision, "/nothing", false, &buffer), LICET_NOT_FOUND);
    assert_int_equal(licet_decision_text(decision, NULL, &buffer), LICET_OK);
    licet_buffer_free(buffer);
    const licet_decision *all[] = {decision, decision};
    assert_int_equal(licet_decisions_html(all, 2, NULL, &buffer), LICET_OK);
    licet_buffer_free(buffer);
    licet_decision_free(decision);
    close_house(&house);
}

// The form of the open flags, filled in.
static char *resolved_by(const licet_decision *decision, const char *second)
{
    licet_buffer *form;
    assert_int_equal(licet_decision_resolutions(decision, &form), LICET_OK);
    const char *facts = strstr(licet_buffer_text(form).at, "sha256:");
    assert_non_null(facts);
    char *out = malloc(512);
    snprintf(out, 512,
             "{\"resolutions\": [{\"code\": \"RF-ODD\", \"outcome\": \"cleared\", \"by\": \"a\","
             " \"second_by\": \"%s\", \"on\": \"2024-01-01\", \"until\": \"2024-12-31\","
             " \"evidence\": \"seen\", \"facts\": \"%.71s\"}]}", second, facts);
    licet_buffer_free(form);
    return out;
}

static int exit_with(const House *house, const char *json, const char *resolutions)
{
    licet_facts *facts;
    licet_decision *decision;
    licet_facts_new(house->policy, &facts);
    licet_facts_read(facts, "facts", (licet_text){json, strlen(json)}, false);
    assert_int_equal(licet_facts_read(facts, "resolutions",
                                      (licet_text){resolutions, strlen(resolutions)}, false),
                     LICET_OK);
    assert_int_equal(licet_decide(house->policy, facts, NULL, &decision), LICET_OK);
    licet_facts_free(facts); // the decision keeps what it says of them
    licet_buffer *buffer;
    assert_int_equal(licet_decision_json(decision, "/statement/resolutions/0/evidence", false,
                                         &buffer), LICET_OK);
    assert_string_equal(licet_buffer_text(buffer).at, "\"seen\"\n");
    licet_buffer_free(buffer);
    int status = licet_decision_exit(decision);
    licet_decision_free(decision);
    return status;
}

static void test_resolutions(void **state)
{
    (void)state;
    static const char ODD[] = "{\"day\": \"2024-05-01\", \"strange\": true}";
    static const char PAINTED[] =
        "{\"day\": \"2024-05-01\", \"strange\": true, \"color\": \"red\"}";
    static const char LATER[] = "{\"day\": \"2025-01-01\", \"strange\": true}";
    static const char UNKNOWN[] = "{\"day\": \"2024-05-01\"}";
    licet_buffer *buffer;
    House house = open_house(FLAGGED);
    licet_decision *decision = decide(&house, ODD, NULL, NULL);
    assert_int_equal(licet_decision_exit(decision), 11);
    char *two = resolved_by(decision, "b"), *one = resolved_by(decision, "A");
    assert_int_equal(exit_with(&house, ODD, two), 0);
    assert_int_equal(exit_with(&house, PAINTED, two), 0);
    assert_int_equal(exit_with(&house, ODD, one), 11);
    assert_int_equal(exit_with(&house, LATER, two), 11);
    assert_int_equal(exit_with(&house, UNKNOWN, two), 11);
    assert_int_equal(licet_decision_resolutions(NULL, &buffer), LICET_MISUSE);
    free(two);
    free(one);
    licet_decision_free(decision);
    close_house(&house);
}

static void test_options(void **state)
{
    (void)state;
    static const char *const DRAFT[] = {"3"}, *const NOTHING[] = {"4"};
    House house = open_house(POLICY);
    licet_options options;
    licet_options_init(&options);
    licet_decision *decision = decide(&house, FACTS, "asked=true", &options);
    assert_int_equal(licet_decision_exit(decision), 0);
    licet_decision_free(decision);
    options.assume = DRAFT;
    options.assume_count = 1;
    decision = decide(&house, FACTS, "asked=true", &options);
    assert_int_equal(licet_decision_exit(decision), 10);
    licet_decision_free(decision);
    licet_facts *facts;
    licet_facts_new(house.policy, &facts);
    options.assume = NOTHING;
    assert_int_equal(licet_decide(house.policy, facts, &options, &decision), LICET_REJECTED);
    assert_int_equal(licet_report_errors(licet_decision_report(decision)), 1);
    licet_decision_free(decision);
    options.assume_count = 0;
    options.as_of = "2024-02-30";
    assert_int_equal(licet_decide(house.policy, facts, &options, &decision), LICET_REJECTED);
    licet_decision_free(decision);
    licet_facts_free(facts);
    close_house(&house);
}

static void test_faulty_facts(void **state)
{
    (void)state;
    House house = open_house(POLICY);
    licet_facts *facts;
    licet_decision *decision;
    licet_diagnostic diag;
    licet_text text = {"{\"day\": 3}", 10};
    assert_int_equal(licet_facts_new(house.policy, &facts), LICET_OK);
    assert_false(licet_facts_have_law_date(facts));
    assert_int_equal(licet_facts_read(facts, "mine", text, false), LICET_REJECTED);
    assert_true(licet_report_at(licet_facts_report(facts), 0, &diag));
    assert_string_equal(diag.pointer, "/day");
    assert_string_equal(diag.file, "mine");
    assert_int_equal(licet_decide(house.policy, facts, NULL, &decision), LICET_MISUSE);
    licet_facts_free(facts);
    close_house(&house);
}

static void test_scenarios(void **state)
{
    (void)state;
    House house = open_house(POLICY);
    licet_scenario scenario;
    licet_group group;
    licet_coverage *coverage;
    licet_outcome *outcome;
    licet_failure failure;
    licet_covered covered;
    assert_int_equal(licet_scenario_count(house.policy), 2);
    assert_true(licet_scenario_at(house.policy, 0, &scenario));
    assert_string_equal(scenario.case_id, "A-1");
    assert_string_equal(scenario.as_of, "2024-01-01");
    assert_int_equal(scenario.group_count, 2);
    assert_true(licet_scenario_group(house.policy, 0, 1, &group));
    assert_true(group.changes_facts);
    assert_string_equal(group.expects, "excused");
    assert_int_equal(licet_coverage_new(house.policy, &coverage), LICET_OK);
    assert_int_equal(licet_scenario_run(house.policy, 0, coverage, &outcome), LICET_OK);
    assert_int_equal(licet_outcome_expects(outcome), 2);
    assert_int_equal(licet_outcome_failures(outcome), 0);
    licet_outcome_free(outcome);
    assert_int_equal(licet_scenario_run(house.policy, 1, coverage, &outcome), LICET_OK);
    assert_true(licet_outcome_failure(outcome, 0, &failure));
    assert_string_equal(failure.message, "expected needed, found free");
    licet_outcome_free(outcome);
    assert_true(licet_coverage_at(coverage, 0, &covered));
    assert_string_equal(covered.label, "1");
    assert_int_equal(covered.reached, 2);
    assert_true(licet_coverage_at(coverage, 1, &covered));
    assert_true(covered.exception);
    assert_int_equal(covered.reached, 0);
    licet_coverage_free(coverage);
    close_house(&house);
}

// -- many threads, little memory --------------------------------------------------------

static void *decide_often(void *host)
{
    House *house = host;
    licet_decision *first = decide(house, FACTS, NULL, NULL);
    for (int i = 0; i < 50; i++) {
        licet_decision *again = decide(house, FACTS, NULL, NULL);
        if (strcmp(licet_decision_id(first), licet_decision_id(again)) != 0) {
            return house;
        }
        licet_decision_free(again);
    }
    licet_decision_free(first);
    return NULL;
}

static void test_threads_share_a_policy(void **state)
{
    (void)state;
    House house = open_house(POLICY);
    pthread_t threads[4];
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, decide_often, &house), 0);
    }
    for (size_t i = 0; i < 4; i++) {
        void *failed;
        pthread_join(threads[i], &failed);
        assert_null(failed);
    }
    close_house(&house);
}

// Everything a host does, stopped at the first failure; what was made is freed.
static licet_status try_all(const licet_config *config)
{
    static const char *const ROOTS[] = {"house.licet"};
    licet_engine *engine = NULL;
    licet_policy *policy = NULL;
    licet_facts *facts = NULL;
    licet_decision *decision = NULL;
    licet_buffer *buffer = NULL;
    licet_status status = licet_engine_new(config, &engine);
    if (status == LICET_OK) {
        status = licet_policy_load(engine, ROOTS, 1, &policy);
    }
    if (status == LICET_OK) {
        status = licet_facts_new(policy, &facts);
    }
    if (status == LICET_OK) {
        status = licet_facts_read(facts, "f", (licet_text){FACTS, strlen(FACTS)}, false);
    }
    if (status == LICET_OK) {
        status = licet_decide(policy, facts, NULL, &decision);
    }
    if (status == LICET_OK) {
        status = licet_decision_text(decision, NULL, &buffer);
    }
    licet_buffer_free(buffer);
    licet_decision_free(decision);
    licet_facts_free(facts);
    licet_policy_free(policy);
    licet_engine_free(engine);
    return status;
}

static void test_every_allocation_fails_once(void **state)
{
    (void)state;
    licet_config config;
    configure(&config, POLICY);
    config.allocate = miser_allocate;
    licet_status status = LICET_NO_MEMORY;
    size_t n = 0;
    while (status != LICET_OK) {
        Miser miser = {.left = n++};
        config.allocate_host = &miser;
        status = try_all(&config);
        assert_true(status == LICET_OK || status == LICET_NO_MEMORY);
        assert_int_equal(miser.held, 0);
        assert_true(n < 100000);
    }
    assert_true(n > 10);
}

static void test_memory_limit(void **state)
{
    (void)state;
    licet_config config;
    configure(&config, POLICY);
    config.memory_limit = 1 << 12;
    assert_int_equal(try_all(&config), LICET_LIMIT);
    config.memory_limit = 1 << 26;
    assert_int_equal(try_all(&config), LICET_OK);
}

static void test_step_limit(void **state)
{
    (void)state;
    static const char *const ROOTS[] = {"house.licet"};
    House house;
    licet_config config;
    configure(&config, POLICY);
    config.step_limit = 3;
    assert_int_equal(licet_engine_new(&config, &house.engine), LICET_OK);
    assert_int_equal(licet_policy_load(house.engine, ROOTS, 1, &house.policy), LICET_OK);
    licet_decision *decision = decide(&house, FACTS, NULL, NULL);
    assert_int_equal(licet_decision_exit(decision), 5);
    licet_decision_free(decision);
    close_house(&house);
}

static void test_changes(void **state)
{
    (void)state;
    char other[sizeof POLICY];
    memcpy(other, POLICY, sizeof POLICY);
    memcpy(strstr(other, "at least 10"), "at least 20", 11);
    House then = open_house(POLICY), now = open_house(other);
    licet_buffer *buffer = NULL;
    assert_int_equal(licet_policy_changes(then.policy, then.policy, &buffer), LICET_OK);
    assert_string_equal(licet_buffer_text(buffer).at, "{\"vocabulary\":false,\"rules\":[],\"tables\":[]}\n");
    licet_buffer_free(buffer);
    assert_int_equal(licet_policy_changes(then.policy, now.policy, &buffer), LICET_OK);
    assert_string_equal(licet_buffer_text(buffer).at,
                        "{\"vocabulary\":false,\"rules\":[{\"label\":\"1\",\"version\":null,\"change\":\"condition\","
                        "\"spans\":[[null,null],[null,null]]}],\"tables\":[]}\n");
    licet_buffer_free(buffer);
    assert_int_equal(licet_policy_changes(then.policy, NULL, &buffer), LICET_MISUSE);
    assert_null(buffer);
    close_house(&now);
    close_house(&then);
}

static void test_what_it_carries(void **state)
{
    (void)state;
    licet_code code;
    assert_non_null(licet_stdlib_path(0));
    assert_non_null(licet_stdlib_find(licet_stdlib_path(0)).at);
    assert_null(licet_stdlib_find("no/such.licet").at);
    assert_non_null(strstr(licet_decision_schema().at, "2020-12"));
    assert_true(licet_code_at(0, &code));
    assert_string_equal(code.code, "LR-LIST");
    assert_false(licet_code_at(1000, &code));
}

static void test_layout(void **state)
{
    (void)state;
    House house = open_house(POLICY);
    licet_buffer *buffer;
    licet_text good = {"fact  a :boolean", 16}, bad = {"fact fact", 9};
    assert_int_equal(licet_format_source(house.engine, "x.licet", good, &buffer), LICET_OK);
    assert_string_equal(licet_buffer_text(buffer).at, "fact a: boolean\n");
    licet_buffer_free(buffer);
    assert_int_equal(licet_format_source(house.engine, "x.licet", bad, &buffer), LICET_REJECTED);
    assert_non_null(strstr(licet_buffer_text(buffer).at, "x.licet:1:6"));
    licet_buffer_free(buffer);
    close_house(&house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_null_is_allowed_where_said),
        cmocka_unit_test(test_misuse),
        cmocka_unit_test(test_options_that_do_not_fit),
        cmocka_unit_test(test_facts_of_another_policy),
        cmocka_unit_test(test_rejected_policy),
        cmocka_unit_test(test_decision),
        cmocka_unit_test(test_resolutions),
        cmocka_unit_test(test_options),
        cmocka_unit_test(test_faulty_facts),
        cmocka_unit_test(test_scenarios),
        cmocka_unit_test(test_threads_share_a_policy),
        cmocka_unit_test(test_every_allocation_fails_once),
        cmocka_unit_test(test_memory_limit),
        cmocka_unit_test(test_step_limit),
        cmocka_unit_test(test_changes),
        cmocka_unit_test(test_what_it_carries),
        cmocka_unit_test(test_layout),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
