// Cases and deciders, used as an embedder would: the short way, the long way, no allocation.
//
// A case that goes the short way must answer as licet_decide does, and allocate nothing after
// the first ones; a host without memory gets a status at every single allocation.
// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <pthread.h>

#include "runtime/include/licet.h"
#include "tests/unit/miser.h"

static const char POLICY[] =
    "module shop \"a shop\"\n"
    "verdicts { outside; free; excused; needed blocks; barred blocks }\n"
    "outcomes { permit raises needed }\n"
    "reasons { size code \"LR-LIST\" }\n"
    "flags { odd code \"RF-1\" }\n"
    "enum Use { art; trade }\n"
    "record Thing { name: text; size: number from 0 ..; mass: quantity in kg; old: optional text }\n"
    "fact day: date\n"
    "law date = day\n"
    "fact things: list of Thing\n"
    "fact destination: country\n"
    "fact use: Use\n"
    "act asked: boolean\n"
    "define near: list of country = [CA, MX]\n"
    "rule 0 flags odd when some x in things satisfies x.size = 999\n" // a variable of its own
    "rule 1 for each t in things in force from 2020-01-01 requires permit(reason: size)\n"
    "  when t.size / 2 at least 5 and destination not in near\n"
    "rule 2 for each t in things authorizes 1 when asked\n"
    "rule 3 for each t in things proposed \"a draft\" requires permit(reason: size) when t.size > 1\n"
    "rule 4 for each t in things flags odd when t.mass more than 2 kg and use = trade\n"
    "rule 5 for each t in things prohibits permit(reason: size) when t.old != none and t.size = 7/2\n"
    "rule 6 for each t in things authorizes 1 when asked and t.size = 12\n";

static const char *const CASES[] = {
    "{\"day\":\"2024-05-01\",\"things\":[{\"name\":\"sofa\",\"size\":12,\"mass\":\"2.5 kg\",\"old\":{\"state\":\"none\"}}],"
    "\"destination\":\"BR\",\"use\":\"trade\"}",
    "{\"day\":\"2024-05-01\",\"things\":[{\"size\":3.5,\"mass\":\"1 kg\",\"old\":\"yes\"},{\"size\":1,\"mass\":\"3 kg\","
    "\"old\":\"no\"}],\"destination\":\"CA\",\"use\":\"art\"}",
    "{\"day\":\"2019-12-31\",\"things\":[{\"size\":100,\"mass\":\"1 kg\",\"old\":{\"state\":\"none\"}}],"
    "\"destination\":\"BR\",\"use\":\"art\"}",
    "{\"day\":\"2024-05-01\",\"things\":[],\"destination\":\"BR\",\"use\":\"art\"}",
    "{\"day\":\"2024-05-01\",\"things\":[{\"name\":\"Stuhl \\u00e4\",\"size\":\"7/2\",\"mass\":\"1000 g\",\"old\":\"x\"}],"
    "\"destination\":\"BRA\",\"use\":\"art\"}", // another spelling, but all is known
};

enum { N_CASES = sizeof CASES / sizeof *CASES };

// Decisive facts are missing: the long way.
static const char UNKNOWN[] = "{\"day\":\"2024-05-01\",\"things\":[{\"size\":12}],\"use\":\"trade\"}";

// A demand that is met.
static const char ASKED[] = "{\"day\":\"2024-05-01\",\"things\":[{\"size\":12,\"mass\":\"1 kg\",\"old\":{\"state\":\"none\"}}],"
                            "\"destination\":\"BR\",\"use\":\"art\",\"asked\":true}";

// -- hosts ------------------------------------------------------------------------------

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

typedef struct Shop {
    Miser host;
    licet_engine *engine;
    licet_policy *policy;
} Shop;

static void open_shop(Shop *shop)
{
    static const char *const ROOTS[] = {"shop.licet"};
    licet_config config;
    licet_config_init(&config);
    shop->host = (Miser){.left = SIZE_MAX};
    config.load = load;
    config.allocate = miser_allocate;
    config.allocate_host = &shop->host;
    assert_int_equal(licet_engine_new(&config, &shop->engine), LICET_OK);
    assert_int_equal(licet_policy_load(shop->engine, ROOTS, 1, &shop->policy), LICET_OK);
}

static void close_shop(Shop *shop)
{
    licet_policy_free(shop->policy);
    licet_engine_free(shop->engine);
    assert_int_equal(shop->host.held, 0);
}

static licet_text text_of(const char *json)
{
    return (licet_text){json, strlen(json)};
}

// -- the same answers -------------------------------------------------------------------

static void same_line(const licet_line *a, const licet_line *b)
{
    assert_string_equal(a->id, b->id);
    assert_string_equal(a->regime, b->regime);
    assert_string_equal(a->finding, b->finding);
    assert_string_equal(a->low, b->low);
    assert_string_equal(a->high, b->high);
    assert_int_equal(a->gate, b->gate);
    assert_int_equal(a->code_count, b->code_count);
    for (size_t i = 0; i < a->code_count; i++) {
        assert_string_equal(a->codes[i], b->codes[i]);
    }
}

static void same_answer(const licet_decider *decider, const licet_decision *decision)
{
    licet_line a, b;
    licet_regime c, d;
    assert_int_equal(licet_decider_gate(decider), licet_decision_gate(decision));
    assert_int_equal(licet_decider_exit(decider), licet_decision_exit(decision));
    assert_int_equal(licet_decider_line_count(decider), licet_decision_line_count(decision));
    assert_int_equal(licet_decider_regime_count(decider), licet_decision_regime_count(decision));
    for (size_t i = 0; licet_decision_line(decision, i, &b); i++) {
        assert_true(licet_decider_line(decider, i, &a));
        same_line(&a, &b);
    }
    assert_false(licet_decider_line(decider, licet_decision_line_count(decision), &a));
    assert_true(licet_decider_regime(decider, 0, &c) && licet_decision_regime(decision, 0, &d));
    assert_string_equal(c.name, d.name);
    assert_string_equal(c.finding, d.finding);
    assert_int_equal(c.gate, d.gate);
}

static licet_decision *decided(const Shop *shop, const char *json, const licet_options *options)
{
    licet_facts *facts;
    licet_decision *decision;
    assert_int_equal(licet_facts_new(shop->policy, &facts), LICET_OK);
    assert_int_equal(licet_facts_read(facts, "case", text_of(json), false), LICET_OK);
    assert_int_equal(licet_decide(shop->policy, facts, options, &decision), LICET_OK);
    licet_facts_free(facts);
    return decision;
}

static void compare(const Shop *shop, licet_decider *decider, licet_case *of, const char *json,
                    const licet_options *options, bool quick)
{
    licet_decision *decision = decided(shop, json, options);
    assert_int_equal(licet_case_read(of, decider, text_of(json), false, false), LICET_OK);
    assert_int_equal(licet_decider_decide(decider, of, options), LICET_OK);
    assert_int_equal(licet_decider_decision(decider) == NULL, quick);
    same_answer(decider, decision);
    licet_decision_free(decision);
}

static void test_both_ways_agree(void **state)
{
    Shop shop;
    licet_decider *decider;
    licet_case *of;
    licet_options options;
    const char *labels[] = {"3"};
    (void)state;
    open_shop(&shop);
    assert_int_equal(licet_decider_new(shop.policy, &decider), LICET_OK);
    assert_int_equal(licet_case_new(shop.policy, &of), LICET_OK);
    for (size_t i = 0; i < N_CASES; i++) {
        compare(&shop, decider, of, CASES[i], NULL, true);
    }
    licet_options_init(&options);
    options.as_of = "2021-06-01";
    options.assume = labels;
    options.assume_count = 1;
    for (size_t i = 0; i < N_CASES; i++) {
        options.text_world = i % 2 == 1;
        compare(&shop, decider, of, CASES[i], &options, true);
    }
    compare(&shop, decider, of, UNKNOWN, NULL, false);
    compare(&shop, decider, of, CASES[0], NULL, true); // and back
    licet_case_free(of);
    licet_decider_free(decider);
    close_shop(&shop);
}

static void test_provisions(void **state)
{
    Shop shop;
    licet_decider *decider;
    licet_case *of;
    (void)state;
    open_shop(&shop);
    licet_decider_new(shop.policy, &decider);
    licet_case_new(shop.policy, &of);
    licet_case_read(of, decider, text_of(CASES[0]), false, false);
    licet_decider_decide(decider, of, NULL);
    assert_string_equal(licet_decider_provision(decider, 0, 0), "1");
    assert_string_equal(licet_decider_provision(decider, 0, 1), "4");
    assert_null(licet_decider_provision(decider, 0, 2));
    assert_null(licet_decider_provision(decider, 1, 0));
    licet_case_read(of, decider, text_of(ASKED), false, false); // and what meets a demand
    licet_decider_decide(decider, of, NULL);
    assert_string_equal(licet_decider_provision(decider, 0, 0), "1");
    assert_string_equal(licet_decider_provision(decider, 0, 1), "2");
    assert_string_equal(licet_decider_provision(decider, 0, 2), "6");
    assert_null(licet_decider_provision(decider, 0, 3));
    licet_case_free(of);
    licet_decider_free(decider);
    close_shop(&shop);
}

// -- lines ------------------------------------------------------------------------------

static void test_lines(void **state)
{
    static const char LINE[] = "{\"id\": \"A 7\", \"facts\": {\"things\": [], \"destination\": \"BR\"}, "
                               "\"as_of\": \"2021-01-01\", \"world\": \"text\"}";
    static const char *const OTHERS[] = {"{\"id\": 1, \"facts\": [{}]}", "[1]", "{", "",
                                         "{\"facts\": {}, \"x\": 1}", "{\"day\": \"2021-02-30\"}",
                                         "{\"day\": \"2021-02-03\", \"day\": \"2021-02-03\"}",
                                         "{\"day\": \"2021-02-03\"} x", "{\"destination\": \"XX\"}"};
    Shop shop;
    licet_decider *decider;
    licet_case *of;
    (void)state;
    open_shop(&shop);
    licet_decider_new(shop.policy, &decider);
    licet_case_new(shop.policy, &of);
    assert_int_equal(licet_case_read(of, decider, text_of(LINE), false, true), LICET_OK);
    assert_memory_equal(licet_case_id(of).at, "\"A 7\"", licet_case_id(of).len);
    assert_int_equal(licet_decider_decide(decider, of, NULL), LICET_OK);
    assert_int_equal(licet_decider_gate(decider), LICET_PROCEED);
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) {
        assert_int_equal(licet_case_read(of, decider, text_of(OTHERS[i]), false, true), LICET_NOT_FOUND);
    }
    assert_int_equal(licet_case_read(of, decider, text_of(OTHERS[8]), false, false), LICET_REJECTED);
    assert_int_equal(licet_decider_decide(decider, of, NULL), LICET_MISUSE);
    assert_int_equal(licet_case_read(NULL, decider, text_of(LINE), false, true), LICET_MISUSE);
    assert_int_equal(licet_decider_decide(decider, NULL, NULL), LICET_MISUSE);
    licet_case_free(of);
    licet_decider_free(decider);
    close_shop(&shop);
}

// -- memory -----------------------------------------------------------------------------

static void decide_all(licet_decider *decider, licet_case *of)
{
    for (size_t i = 0; i + 1 < N_CASES; i++) { // the last is not spelled plainly
        assert_int_equal(licet_case_read(of, decider, text_of(CASES[i]), false, false), LICET_OK);
        assert_int_equal(licet_decider_decide(decider, of, NULL), LICET_OK);
    }
}

static void test_nothing_is_allocated(void **state)
{
    Shop shop;
    licet_decider *decider;
    licet_case *of;
    (void)state;
    open_shop(&shop);
    licet_decider_new(shop.policy, &decider);
    licet_case_new(shop.policy, &of);
    decide_all(decider, of);
    decide_all(decider, of);
    size_t before = shop.host.asked;
    for (int i = 0; i < 1000; i++) {
        decide_all(decider, of);
    }
    assert_int_equal(shop.host.asked, before);
    licet_case_free(of);
    licet_decider_free(decider);
    close_shop(&shop);
}

// Every allocation fails once: a status, or another way, and nothing is lost.
static void test_without_memory(void **state)
{
    (void)state;
    for (size_t left = 0; left < 60; left++) {
        Shop shop;
        licet_decider *decider = NULL;
        licet_case *of = NULL;
        open_shop(&shop);
        shop.host.left = left;
        if (licet_decider_new(shop.policy, &decider) == LICET_OK && licet_case_new(shop.policy, &of) == LICET_OK &&
            licet_case_read(of, decider, text_of(CASES[0]), false, false) == LICET_OK &&
            licet_decider_decide(decider, of, NULL) == LICET_OK) {
            assert_int_equal(licet_decider_gate(decider), LICET_STOP);
        }
        shop.host.left = SIZE_MAX;
        licet_case_free(of);
        licet_decider_free(decider);
        close_shop(&shop);
    }
}

// -- threads ----------------------------------------------------------------------------

static void *decide_often(void *host)
{
    const Shop *shop = host;
    licet_decider *decider;
    licet_case *of;
    size_t wrong = licet_decider_new(shop->policy, &decider) != LICET_OK;
    wrong += licet_case_new(shop->policy, &of) != LICET_OK;
    for (size_t i = 0; i < 400 && wrong == 0; i++) {
        wrong += licet_case_read(of, decider, text_of(CASES[i % N_CASES]), false, false) != LICET_OK;
        wrong += licet_decider_decide(decider, of, NULL) != LICET_OK;
        wrong += (licet_decider_gate(decider) == LICET_STOP) != (i % N_CASES == 0 || i % N_CASES == 1 || i % N_CASES == 4);
    }
    licet_case_free(of);
    licet_decider_free(decider);
    return wrong > 0 ? host : NULL;
}

static void *plain(void *host, void *old, size_t size)
{
    (void)host;
    if (size == 0) {
        free(old);
        return NULL;
    }
    return realloc(old, size);
}

static void test_threads(void **state)
{
    static const char *const ROOTS[] = {"shop.licet"};
    Shop shop;
    pthread_t threads[4];
    licet_config config;
    (void)state;
    licet_config_init(&config);
    config.load = load;
    config.allocate = plain; // the counting one is for one thread
    assert_int_equal(licet_engine_new(&config, &shop.engine), LICET_OK);
    assert_int_equal(licet_policy_load(shop.engine, ROOTS, 1, &shop.policy), LICET_OK);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, decide_often, &shop), 0);
    }
    for (size_t i = 0; i < 4; i++) {
        void *failed;
        pthread_join(threads[i], &failed);
        assert_null(failed);
    }
    licet_policy_free(shop.policy);
    licet_engine_free(shop.engine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_both_ways_agree), cmocka_unit_test(test_provisions),
        cmocka_unit_test(test_lines),           cmocka_unit_test(test_nothing_is_allocated),
        cmocka_unit_test(test_without_memory),  cmocka_unit_test(test_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
