// The public door for a host with values of its own: typed setters in, nodes out, no text read.
//
// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/include/licet.h"

static const char POLICY[] =
    "module shop\n"
    "verdicts { outside; free; excused; needed blocks; barred blocks }\n"
    "outcomes { permit raises needed }\n"
    "reasons { fast \"a fast machine\" code \"LR-LIST\" }\n"
    "duties { tell \"tell the office\" code \"DU-NOTICE\" }\n"
    "enum Use { art; industry }\n"
    "record Machine { name: text; rate: quantity in GB/s from 0 GB/s ..; class: asserted eccn }\n"
    "fact day: date\nlaw date = day\n"
    "fact machines: open list of Machine\n"
    "fact place: country\nfact parent: optional country\nfact sold: boolean\nfact use: Use\n"
    "fact share: number from 0 .. 1\n"
    "act asked: boolean\n"
    "rule 1 for each m in machines cites \"shop law, 1\"\n"
    "  requires permit(reason: fast) when m.rate at least 600 GB/s and place = CN\n"
    "rule 2 for each m in machines authorizes 1 when all of { (a) asked }\n"
    "rule 3 obliges tell when share more than 1/3 and sold and parent = none and use = art\n";

static bool load(void *host, const char *path, licet_text *text, const char **shown)
{
    (void)host;
    *shown = path;
    *text = (licet_text){POLICY, strlen(POLICY)};
    return strcmp(path, "shop.licet") == 0;
}

typedef struct Shop {
    licet_engine *engine;
    licet_policy *policy;
    licet_facts *facts;
} Shop;

static int open_shop(void **state)
{
    static Shop shop;
    static const char *const ROOTS[] = {"shop.licet"};
    licet_config config;
    licet_config_init(&config);
    config.load = load;
    assert_int_equal(licet_engine_new(&config, &shop.engine), LICET_OK);
    assert_int_equal(licet_policy_load(shop.engine, ROOTS, 1, &shop.policy), LICET_OK);
    assert_int_equal(licet_facts_new(shop.policy, &shop.facts), LICET_OK);
    *state = &shop;
    return 0;
}

static int close_shop(void **state)
{
    Shop *shop = *state;
    licet_facts_free(shop->facts);
    licet_policy_free(shop->policy);
    licet_engine_free(shop->engine);
    return 0;
}

static licet_text text_of(const char *s)
{
    return (licet_text){s, strlen(s)};
}

static void fill(licet_facts *facts)
{
    assert_int_equal(licet_facts_set_date(facts, "day", 2024, 3, 15), LICET_OK);
    assert_int_equal(licet_facts_set_list(facts, "machines", true), LICET_OK);
    assert_int_equal(licet_facts_set_text(facts, "machines[0].name", text_of("press")), LICET_OK);
    assert_int_equal(licet_facts_set_number(facts, "machines[0].rate", 3, 5, "TB/s"), LICET_OK);
    assert_int_equal(licet_facts_set_text(facts, "machines[0].class", text_of("3A090.a")), LICET_OK);
    assert_int_equal(licet_facts_set_text(facts, "place", text_of("CN")), LICET_OK);
    assert_int_equal(licet_facts_set_state(facts, "parent", LICET_NONE), LICET_OK);
    assert_int_equal(licet_facts_set_boolean(facts, "sold", true), LICET_OK);
    assert_int_equal(licet_facts_set_text(facts, "use", text_of("art")), LICET_OK);
    assert_int_equal(licet_facts_set_number(facts, "share", 1, 3, NULL), LICET_OK);
    assert_int_equal(licet_facts_set_boolean(facts, "asked", false), LICET_OK);
}

// The same facts typed and as JSON are the same case.
static void test_typed_is_the_same_as_text(void **state)
{
    static const char JSON[] =
        "{\"day\": \"2024-03-15\", \"place\": \"CN\", \"parent\": {\"state\": \"none\"},"
        " \"sold\": true, \"use\": \"art\", \"share\": \"1/3\", \"asked\": false,"
        " \"machines\": [{\"name\": \"press\", \"rate\": \"600 GB/s\", \"class\": \"3A090.a\"}]}";
    Shop *shop = *state;
    licet_facts *read;
    licet_decision *typed, *from_text;
    fill(shop->facts);
    assert_int_equal(licet_facts_new(shop->policy, &read), LICET_OK);
    assert_int_equal(licet_facts_read(read, "json", text_of(JSON), false), LICET_OK);
    assert_int_equal(licet_decide(shop->policy, shop->facts, NULL, &typed), LICET_OK);
    assert_int_equal(licet_decide(shop->policy, read, NULL, &from_text), LICET_OK);
    assert_string_equal(licet_decision_id(typed), licet_decision_id(from_text));
    assert_int_equal(licet_decision_exit(typed), 10);
    licet_decision_free(typed);
    licet_decision_free(from_text);
    licet_facts_free(read);
}

static void test_elements_and_states(void **state)
{
    Shop *shop = *state;
    licet_buffer *buffer;
    licet_facts *facts = shop->facts;
    assert_int_equal(licet_facts_set_list(facts, "machines", false), LICET_OK);
    assert_int_equal(licet_facts_set_number(facts, "machines[0].rate", 1, 1, NULL), LICET_OK);
    assert_int_equal(licet_facts_set_number(facts, "machines[1].rate", 2, 1, NULL), LICET_OK);
    assert_int_equal(licet_facts_set_state(facts, "place", LICET_REFUSED), LICET_OK);
    assert_int_equal(licet_facts_set_boolean(facts, "asked", true), LICET_OK);
    assert_int_equal(licet_facts_set_state(facts, "asked", LICET_NONE), LICET_OK);
    assert_int_equal(licet_facts_json(facts, &buffer), LICET_OK);
    const char *json = licet_buffer_text(buffer).at;
    assert_non_null(strstr(json, "\"1 GB/s\""));
    assert_non_null(strstr(json, "\"2 GB/s\""));
    assert_non_null(strstr(json, "\"complete\": false"));
    assert_non_null(strstr(json, "\"refused\""));
    licet_buffer_free(buffer);
}

typedef struct Wrong {
    const char *path;
    int kind; // b boolean, n number, t text, l incomplete list, s state none, u state refused
    const char *message;
} Wrong;

static licet_status try_wrong(licet_facts *facts, const Wrong *wrong)
{
    switch (wrong->kind) {
    case 'b': return licet_facts_set_boolean(facts, wrong->path, true);
    case 'n': return licet_facts_set_number(facts, wrong->path, 3, 2, NULL);
    case 'k': return licet_facts_set_number(facts, wrong->path, 3, 2, "kg");
    case 't': return licet_facts_set_text(facts, wrong->path, text_of("nowhere"));
    case 'l': return licet_facts_set_list(facts, wrong->path, false);
    case 's': return licet_facts_set_state(facts, wrong->path, LICET_NONE);
    default: return licet_facts_set_state(facts, wrong->path, LICET_REFUSED);
    }
}

static void test_wrong_values_are_named(void **state)
{
    static const Wrong WRONG[] = {
        {"sold", 'n', "'sold' has the type boolean and takes no number"},
        {"share", 'b', "'share' has the type number from 0 .. 1 and takes no boolean"},
        {"machines", 't', "'machines' has the type open list of Machine and takes no text"},
        {"share", 'n', "1.5: expected a number from 0 to 1"},
        {"share", 'k', "1.5 kg: expected a number without a unit, such as 1.5"},
        {"machines[0].rate", 'k', "1.5 kg: expected a quantity in GB/s, and 'kg' measures something else"},
        {"place", 't', "\"nowhere\": expected a country by its ISO 3166 code, such as \"CN\""},
        {"place", 's', "'none' does not fit: country is not optional"},
        {"asked", 'u', "refused: an act is done or not done, it cannot be unknown"},
        {"machines[4].rate", 'n', "'machines' has 0 elements, and there is no [4]"},
        {"plaice", 't', "the policy declares no fact 'plaice'"},
    };
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        Shop *shop = *state;
        licet_diagnostic diag;
        licet_facts *facts;
        assert_int_equal(licet_facts_new(shop->policy, &facts), LICET_OK);
        assert_int_equal(try_wrong(facts, &WRONG[i]), LICET_REJECTED);
        assert_true(licet_report_at(licet_facts_report(facts), 0, &diag));
        assert_string_equal(diag.message, WRONG[i].message);
        licet_facts_free(facts);
    }
}

static void test_misuse(void **state)
{
    Shop *shop = *state;
    licet_text nothing = {NULL, 3};
    assert_int_equal(licet_facts_set_boolean(NULL, "sold", true), LICET_MISUSE);
    assert_int_equal(licet_facts_set_boolean(shop->facts, NULL, true), LICET_MISUSE);
    assert_int_equal(licet_facts_set_number(shop->facts, "share", 1, 0, NULL), LICET_MISUSE);
    assert_int_equal(licet_facts_set_number(shop->facts, "share", 1, -2, NULL), LICET_MISUSE);
    assert_int_equal(licet_facts_set_date(shop->facts, "day", 2023, 2, 29), LICET_MISUSE);
    assert_int_equal(licet_facts_set_text(shop->facts, "place", nothing), LICET_MISUSE);
    assert_int_equal(licet_facts_set_state(shop->facts, "place", (licet_state)9), LICET_MISUSE);
}

static bool is(licet_text text, const char *expected)
{
    return text.len == strlen(expected) && memcmp(text.at, expected, text.len) == 0;
}

static void test_walk(void **state)
{
    Shop *shop = *state;
    licet_decision *decision;
    fill(shop->facts);
    assert_int_equal(licet_decide(shop->policy, shop->facts, NULL, &decision), LICET_OK);
    const licet_node *root = licet_decision_node(decision, "");
    assert_int_equal(licet_node_kind_of(root), LICET_NODE_OBJECT);
    assert_true(is(licet_node_text(licet_node_member(root, "schema")), "licet.decision/1"));
    const licet_node *statement = licet_node_member(root, "statement");
    assert_int_equal(licet_node_integer(licet_node_member(statement, "exit")), 10);
    const licet_node *line = licet_node_first(licet_node_member(statement, "lines"));
    assert_null(licet_node_next(line));
    const licet_node *reasons = licet_node_member(line, "reasons");
    assert_int_equal(licet_node_kind_of(reasons), LICET_NODE_LIST);
    assert_int_equal(licet_node_count(reasons), 1);
    const licet_node *reason = licet_decision_node(decision, "/statement/lines/0/reasons/0");
    assert_ptr_equal(reason, licet_node_first(reasons));
    assert_true(is(licet_node_text(licet_node_member(reason, "cite")), "shop law, 1"));
    assert_true(licet_node_boolean(licet_node_member(reason, "certain")));
    assert_int_equal(licet_node_kind_of(licet_node_member(reason, "review")), LICET_NODE_NULL);
    assert_true(is(licet_node_name(licet_node_first(reason)), "code"));
    const licet_node *limb = licet_decision_node(decision, "/statement/lines/0/exceptions/0/fails/0");
    assert_true(is(licet_node_text(limb), "(a)"));
    licet_decision_free(decision);
}

static void test_sources(void **state)
{
    Shop *shop = *state;
    licet_source source;
    bool found = false;
    size_t i = 0;
    for (; licet_policy_source(shop->policy, i, &source); i++) {
        found = found || (strcmp(source.path, "shop.licet") == 0 && is(source.text, POLICY) &&
                          strcmp(source.table, "") == 0);
    }
    assert_true(found);
    assert_int_equal(i, 2); // and licet.units
    assert_false(licet_policy_source(NULL, 0, &source));
}

static void test_walk_past_the_end(void **state)
{
    (void)state;
    assert_null(licet_decision_node(NULL, ""));
    assert_null(licet_node_member(NULL, "x"));
    assert_null(licet_node_first(NULL));
    assert_null(licet_node_next(NULL));
    assert_int_equal(licet_node_kind_of(NULL), LICET_NODE_NULL);
    assert_int_equal(licet_node_count(NULL), 0);
    assert_int_equal(licet_node_text(NULL).len, 0);
    assert_int_equal(licet_node_integer(NULL), 0);
    assert_false(licet_node_boolean(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_typed_is_the_same_as_text, open_shop, close_shop),
        cmocka_unit_test_setup_teardown(test_elements_and_states, open_shop, close_shop),
        cmocka_unit_test_setup_teardown(test_wrong_values_are_named, open_shop, close_shop),
        cmocka_unit_test_setup_teardown(test_misuse, open_shop, close_shop),
        cmocka_unit_test_setup_teardown(test_walk, open_shop, close_shop),
        cmocka_unit_test_setup_teardown(test_sources, open_shop, close_shop),
        cmocka_unit_test(test_walk_past_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
