// Bundles through licet.h: the same answers wherever the bytes lie, and what is refused.
//
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include <cmocka.h>
#include <pthread.h>

#include "runtime/include/licet.h"
#include "tests/unit/miser.h"

// Of what a bundle may hold: tables in the source and in a file, a number beyond 64 bits, eras,
// versions of a definition, printed parts, countries, a scenario.
static const char POLICY[] =
    "module house \"a house\"\n"
    "verdicts { outside; free; excused; needed blocks \"a permit is needed\"; barred blocks }\n"
    "outcomes { permit raises needed }\n"
    "reasons { size }\n"
    "enum Wood { oak; pine }\n"
    "record Thing { name: text; size: number from 0 ..; wood: Wood; to: country }\n"
    "fact day: date\n"
    "law date = day\n"
    "fact things: list of Thing\n"
    "act asked: boolean\n"
    "table limits \"the limits\" columns key wood: Wood, most: number\n"
    "  hit unique rows { oak | 10; pine | 12 from 2024-02-01; }\n"
    "table friends columns key place: country, key letter: text\n"
    "  hit unique from \"friends.csv\"\n"
    "define huge: number in force from 2000-01-01 until 2024-02-01 = 123456789012345678901234567890\n"
    "define huge: number in force from 2024-02-01 = 98765432109876543210987654321/7\n"
    "rule 1 for each t in things in force from 2023-01-01 requires permit(reason: size)\n"
    "  when all of {\n"
    "    (a) t.size at least 10;\n"
    "    (b) not (some f in friends satisfies f.place = t.to);\n"
    "  }\n"
    "rule 2 for each t in things authorizes 1 when asked\n"
    "rule 3 for each t in things prohibits when t.size > huge\n"
    "scenario \"a large thing\" as of 2024-01-01\n"
    "  given { things = [Thing { name = \"sofa\"; size = 12; wood = oak; to = CN }] }\n"
    "  expect needed because 1\n";

static const char FRIENDS[] = "place,letter\nFR,a\nJP,b\n";

static const char *const FACTS[] = {
    "{\"day\": \"2024-05-01\", \"things\": [{\"name\": \"sofa\", \"size\": 12, \"wood\": \"oak\", \"to\": \"CN\"}, {\"size\": 3}]}",
    "{\"day\": \"2024-05-01\", \"things\": [{\"name\": \"bed\", \"size\": 12, \"wood\": \"pine\", \"to\": \"FR\"}]}",
    "{\"day\": \"2024-01-05\", \"asked\": true, \"things\": [{\"name\": \"x\", \"size\": 100, \"wood\": \"oak\", \"to\": \"CN\"}]}",
    "{\"day\": \"2022-01-05\", \"things\": [{\"size\": \"1e40\", \"to\": \"CN\"}]}",
    "{\"things\": []}",
};
enum { N_FACTS = sizeof FACTS / sizeof FACTS[0] };

typedef struct House {
    licet_engine *engine;
    licet_policy *policy;
    licet_buffer *bundle;
} House;

// -- hosts ------------------------------------------------------------------------------

static bool load(void *host, const char *path, licet_text *text, const char **shown)
{
    (void)host;
    const char *found = strcmp(path, "house.licet") == 0   ? POLICY
                        : strcmp(path, "friends.csv") == 0 ? FRIENDS
                                                           : NULL;
    *text = (licet_text){found, found != NULL ? strlen(found) : 0};
    *shown = path;
    return found != NULL;
}

static int make_house(void **state)
{
    static const char *const ROOTS[] = {"house.licet"};
    static const char *const DAYS[] = {"2024-05-01", "2022-01-05"};
    House *house = calloc(1, sizeof *house);
    licet_config config;
    licet_config_init(&config);
    config.load = load;
    assert_int_equal(licet_engine_new(&config, &house->engine), LICET_OK);
    assert_int_equal(licet_policy_load(house->engine, ROOTS, 1, &house->policy), LICET_OK);
    assert_int_equal(licet_policy_bundle(house->policy, DAYS, 2, &house->bundle), LICET_OK);
    *state = house;
    return 0;
}

static int end_house(void **state)
{
    House *house = *state;
    licet_buffer_free(house->bundle);
    licet_policy_free(house->policy);
    licet_engine_free(house->engine);
    free(house);
    return 0;
}

// -- answers ----------------------------------------------------------------------------

static char *copy_of(licet_buffer *buffer)
{
    char *copy = strdup(licet_buffer_text(buffer).at);
    licet_buffer_free(buffer);
    return copy;
}

// The whole document of the case, for the caller to free.
static char *document(const licet_policy *policy, const char *json)
{
    licet_facts *facts;
    licet_decision *decision;
    licet_buffer *buffer;
    licet_text text = {json, strlen(json)};
    assert_int_equal(licet_facts_new(policy, &facts), LICET_OK);
    assert_int_equal(licet_facts_read(facts, "facts", text, false), LICET_OK);
    assert_int_equal(licet_decide(policy, facts, NULL, &decision), LICET_OK);
    assert_int_equal(licet_decision_json(decision, "", true, &buffer), LICET_OK);
    licet_decision_free(decision);
    licet_facts_free(facts);
    return copy_of(buffer);
}

// Finding and gate of the case the short way.
static void short_answer(const licet_policy *policy, const char *json, char out[64])
{
    licet_decider *decider;
    licet_case *of;
    licet_text text = {json, strlen(json)};
    licet_line line = {.finding = "none"};
    assert_int_equal(licet_decider_new(policy, &decider), LICET_OK);
    assert_int_equal(licet_case_new(policy, &of), LICET_OK);
    assert_int_equal(licet_case_read(of, decider, text, false, false), LICET_OK);
    assert_int_equal(licet_decider_decide(decider, of, NULL), LICET_OK);
    (void)licet_decider_line(decider, 0, &line);
    snprintf(out, 64, "%s %s", line.finding, licet_gate_name(licet_decider_gate(decider)));
    licet_case_free(of);
    licet_decider_free(decider);
}

static void assert_same_policy(const licet_policy *one, const licet_policy *two)
{
    for (size_t i = 0; i < N_FACTS; i++) {
        char *a = document(one, FACTS[i]), *b = document(two, FACTS[i]);
        char c[64], d[64];
        short_answer(one, FACTS[i], c);
        short_answer(two, FACTS[i], d);
        assert_string_equal(a, b);
        assert_string_equal(c, d);
        free(a);
        free(b);
    }
}

static void assert_opens_alike(const House *house, licet_text bundle)
{
    licet_policy *policy;
    assert_int_equal(licet_policy_open(house->engine, bundle, &policy), LICET_OK);
    assert_same_policy(house->policy, policy);
    licet_policy_free(policy);
}

// -- tests ------------------------------------------------------------------------------

static void test_anywhere(void **state)
{
    House *house = *state;
    licet_text bundle = licet_buffer_text(house->bundle);
    char *room = malloc(bundle.len + 32);
    for (size_t shift = 0; shift < 32; shift += 1 + shift % 7) {
        memcpy(room + shift, bundle.at, bundle.len);
        assert_opens_alike(house, (licet_text){room + shift, bundle.len});
    }
    free(room);
}

static void test_in_place_and_never_written_to(void **state)
{
    House *house = *state;
    licet_text bundle = licet_buffer_text(house->bundle);
    void *wish = licet_bundle_address((licet_text){bundle.at, 128});
    void *at = mmap(wish, bundle.len, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    assert_true(at != MAP_FAILED);
    memcpy(at, bundle.at, bundle.len);
    assert_int_equal(mprotect(at, bundle.len, PROT_READ), 0);
    assert_opens_alike(house, (licet_text){at, bundle.len});
    munmap(at, bundle.len);
    assert_null(licet_bundle_address((licet_text){bundle.at, 127}));
    assert_null(licet_bundle_address((licet_text){POLICY, 128}));
}

static void test_the_same_bytes_again(void **state)
{
    static const char *const DAYS[] = {"2024-05-01", "2022-01-05"};
    House *house = *state;
    licet_text bundle = licet_buffer_text(house->bundle);
    licet_policy *policy;
    licet_buffer *again;
    assert_int_equal(licet_policy_open(house->engine, bundle, &policy), LICET_OK);
    assert_int_equal(licet_policy_bundle(policy, DAYS, 2, &again), LICET_OK);
    assert_int_equal(licet_buffer_text(again).len, bundle.len);
    assert_memory_equal(licet_buffer_text(again).at, bundle.at, bundle.len);
    licet_buffer_free(again);
    licet_policy_free(policy);
}

// What needs trees reads the texts in the bundle.
static void test_dumps_and_explanations(void **state)
{
    House *house = *state;
    licet_policy *policy;
    licet_buffer *one, *two;
    licet_source source;
    assert_int_equal(licet_policy_open(house->engine, licet_buffer_text(house->bundle), &policy), LICET_OK);
    for (int stage = LICET_STAGE_TREE; stage <= LICET_STAGE_PROVISIONS; stage++) {
        assert_int_equal(licet_policy_dump(house->policy, (licet_stage)stage, &one), LICET_OK);
        assert_int_equal(licet_policy_dump(policy, (licet_stage)stage, &two), LICET_OK);
        assert_string_equal(licet_buffer_text(one).at, licet_buffer_text(two).at);
        licet_buffer_free(one);
        licet_buffer_free(two);
    }
    assert_int_equal(licet_policy_explain(policy, "1", NULL, &one), LICET_OK);
    assert_non_null(strstr(licet_buffer_text(one).at, "at least 10"));
    licet_buffer_free(one);
    assert_int_equal(licet_policy_explain(policy, "9", NULL, &one), LICET_NOT_FOUND);
    licet_buffer_free(one);
    assert_int_equal(licet_policy_cost(policy, 10, &one), LICET_OK);
    licet_buffer_free(one);
    assert_true(licet_policy_source(policy, 2, &source));
    assert_string_equal(licet_policy_law_date(policy), "day");
    licet_policy_free(policy);
}

static const char *refusal(const House *house, licet_text bundle)
{
    static char code[8];
    licet_policy *policy;
    licet_diagnostic diag;
    assert_int_equal(licet_policy_open(house->engine, bundle, &policy), LICET_REJECTED);
    assert_true(licet_report_at(licet_policy_report(policy), 0, &diag));
    assert_int_equal(licet_report_count(licet_policy_report(policy)), 1);
    assert_true(strlen(diag.message) > 0 && strlen(diag.hint) > 0);
    snprintf(code, sizeof code, "%s", diag.code);
    licet_policy_free(policy);
    return code;
}

static void test_every_length_but_its_own(void **state)
{
    House *house = *state;
    licet_text bundle = licet_buffer_text(house->bundle);
    assert_string_equal(refusal(house, (licet_text){bundle.at, 0}), "R0901");
    for (size_t n = 1; n < bundle.len; n += n < 256 ? 1 : 61) {
        assert_string_equal(refusal(house, (licet_text){bundle.at, n}), "R0903");
    }
    char *longer = calloc(1, bundle.len + 16);
    memcpy(longer, bundle.at, bundle.len);
    assert_string_equal(refusal(house, (licet_text){longer, bundle.len + 16}), "R0904");
    free(longer);
}

// A byte of the head may make it foreign, of another build, or too short; no other may.
static void test_every_byte_flipped(void **state)
{
    House *house = *state;
    licet_text bundle = licet_buffer_text(house->bundle);
    char *room = malloc(bundle.len);
    memcpy(room, bundle.at, bundle.len);
    for (size_t i = 0; i < bundle.len; i += i < 4096 ? 1 : 7) {
        room[i] ^= (char)(1 << i % 8);
        const char *code = refusal(house, (licet_text){room, bundle.len});
        assert_string_equal(code, i < 8 ? "R0901" : i < 48 ? "R0902" : strcmp(code, "R0903") == 0 && i < 56 ? "R0903" : "R0904");
        room[i] ^= (char)(1 << i % 8);
    }
    assert_opens_alike(house, (licet_text){room, bundle.len});
    free(room);
}

static void *decide_often(void *given)
{
    const licet_policy *policy = given;
    char answer[64], first[64];
    short_answer(policy, FACTS[0], first);
    for (int i = 0; i < 50; i++) {
        short_answer(policy, FACTS[0], answer);
        assert_string_equal(answer, first);
        free(document(policy, FACTS[i % N_FACTS]));
    }
    return NULL;
}

static void test_threads_share_a_bundle(void **state)
{
    House *house = *state;
    licet_policy *policy;
    pthread_t threads[4];
    assert_int_equal(licet_policy_open(house->engine, licet_buffer_text(house->bundle), &policy), LICET_OK);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, decide_often, policy), 0);
    }
    for (size_t i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
    }
    licet_policy_free(policy);
}

static licet_status try_all(const licet_config *config)
{
    static const char *const ROOTS[] = {"house.licet"};
    licet_engine *engine = NULL;
    licet_policy *policy = NULL, *opened = NULL;
    licet_buffer *bundle = NULL;
    licet_status status = licet_engine_new(config, &engine);
    if (status == LICET_OK) {
        status = licet_policy_load(engine, ROOTS, 1, &policy);
    }
    if (status == LICET_OK) {
        status = licet_policy_bundle(policy, NULL, 0, &bundle);
    }
    if (status == LICET_OK) {
        status = licet_policy_open(engine, licet_buffer_text(bundle), &opened);
    }
    licet_policy_free(opened);
    licet_buffer_free(bundle);
    licet_policy_free(policy);
    licet_engine_free(engine);
    return status;
}

static void test_every_allocation_fails_once(void **state)
{
    (void)state;
    licet_config config;
    licet_config_init(&config);
    config.load = load;
    config.allocate = miser_allocate;
    licet_status status = LICET_NO_MEMORY;
    size_t n = 0;
    while (status != LICET_OK) {
        Miser miser = {.left = n++};
        config.allocate_host = &miser;
        status = try_all(&config);
        assert_true(status == LICET_OK || status == LICET_NO_MEMORY);
        assert_int_equal(miser.held, 0);
        assert_true(n < 1000);
    }
    assert_true(n > 30);
}

static void test_misuse(void **state)
{
    static const char *const DAYS[] = {"yesterday"};
    House *house = *state;
    licet_buffer *buffer;
    licet_policy *policy;
    licet_text bundle = licet_buffer_text(house->bundle);
    assert_int_equal(licet_policy_bundle(NULL, NULL, 0, &buffer), LICET_MISUSE);
    assert_int_equal(licet_policy_bundle(house->policy, NULL, 1, &buffer), LICET_MISUSE);
    assert_int_equal(licet_policy_bundle(house->policy, DAYS, 1, &buffer), LICET_MISUSE);
    assert_int_equal(licet_policy_bundle(house->policy, DAYS, LICET_BUNDLE_DAYS + 1, &buffer), LICET_MISUSE);
    assert_int_equal(licet_policy_open(NULL, bundle, &policy), LICET_MISUSE);
    assert_int_equal(licet_policy_open(house->engine, (licet_text){NULL, 8}, &policy), LICET_MISUSE);
    assert_int_equal(licet_policy_open(house->engine, (licet_text){NULL, 0}, &policy), LICET_REJECTED);
    licet_policy_free(policy);
    assert_null(licet_bundle_address((licet_text){NULL, 200}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_anywhere),
        cmocka_unit_test(test_in_place_and_never_written_to),
        cmocka_unit_test(test_the_same_bytes_again),
        cmocka_unit_test(test_dumps_and_explanations),
        cmocka_unit_test(test_every_length_but_its_own),
        cmocka_unit_test(test_every_byte_flipped),
        cmocka_unit_test(test_threads_share_a_bundle),
        cmocka_unit_test(test_every_allocation_fails_once),
        cmocka_unit_test(test_misuse),
    };
    return cmocka_run_group_tests(tests, make_house, end_house);
}
