// Tests of facts: reading, overlaying, setting, showing, expiring; and every wrong file.
//
// tests/wrong/facts holds faulty files and the exact text said about each. With UPDATE=1 in
// the environment the texts are written anew, to be reviewed like code.
// SPDX-License-Identifier: Apache-2.0
#define _POSIX_C_SOURCE 200809L // mkdtemp
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "runtime/base/os.h"
#include "runtime/source/render.h"
#include "tests/unit/fact_policy.h"

#define WRONG "tests/wrong/facts"

static Guard guard;

typedef struct World {
    Arena *arena;
    const FactSchema *schema;
    Facts *facts;
    Diags diags;
    Sources sources;
} World;

static World fresh(void)
{
    World world = {0};
    guard_init(&guard);
    world.arena = arena_new(&guard);
    world.schema = policy_schema(world.arena);
    world.facts = facts_new(world.arena, world.schema);
    diag_init(&world.diags, world.arena);
    source_init(&world.sources, world.arena);
    return world;
}

static Str said(World *world)
{
    Buf buf;
    buf_init(&buf, world->arena);
    render_text(&buf, &world->sources, &world->diags, false);
    return buf_done(&buf);
}

static void read_ok(World *world, const char *text, int line)
{
    FileId file = source_add(&world->sources, STR("facts.json"), str_of(text));
    if (!facts_read_file(world->facts, &world->sources, file, false, &world->diags)) {
        fail_msg("line %d: %.*s", line, STR_ARG(said(world)));
    }
}

static void set_ok(World *world, const char *assignment, int line)
{
    if (!facts_set(world->facts, str_of(assignment), &world->diags)) {
        fail_msg("line %d: %.*s", line, STR_ARG(said(world)));
    }
}

static void expect_place(World *world, const char *path, const char *want, int line)
{
    Fact *place = facts_find(world->facts, str_of(path));
    if (place == NULL) {
        fail_msg("line %d: no place %s", line, path);
        return;
    }
    Buf buf;
    buf_init(&buf, world->arena);
    fact_print(&buf, place);
    Str got = buf_done(&buf);
    if (!str_is(got, want)) {
        fail_msg("line %d: %s is %.*s, want %s", line, path, STR_ARG(got), want);
    }
}

static void expect_json(World *world, const char *want, int line)
{
    Buf buf;
    buf_init(&buf, world->arena);
    json_print(&buf, facts_json(world->arena, world->facts));
    Str got = buf_done(&buf);
    if (!str_is(got, want)) {
        fail_msg("line %d: got  %.*s\n want %s", line, STR_ARG(got), want);
    }
}

static void test_values(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *json, *path, *want;
    } rows[] = {
        {__LINE__, "{\"military_use\":true}", "military_use", "true"},
        {__LINE__, "{\"us_content\":0.25}", "us_content", "0.25"},
        {__LINE__, "{\"us_content\":\"1/3\"}", "us_content", "~0.3333"},
        {__LINE__, "{\"consignees\":1e1}", "consignees", "10"},
        {__LINE__, "{\"consignees\":\"12\"}", "consignees", "12"},
        {__LINE__, "{\"heaviest\":\"1e26 kg\"}", "heaviest",
         "100,000,000,000,000,000,000,000,000 kg"},
        {__LINE__, "{\"order_value\":\"12.50 EUR\"}", "order_value", "12.5 EUR"},
        {__LINE__, "{\"shipped_on\":\"2024-02-29\"}", "shipped_on", "2024-02-29"},
        {__LINE__, "{\"destination\":\"CN\"}", "destination", "CN"},
        {__LINE__, "{\"destination\":\"CHN\"}", "destination", "CN"},
        {__LINE__, "{\"activity\":\"export\"}", "activity", "export"},
        {__LINE__, "{\"remark\":{\"state\":\"none\"}}", "remark", "none"},
        {__LINE__, "{\"remark\":\"a\\tb\"}", "remark", "\"a\\tb\""},
        {__LINE__, "{\"remark\":null}", "remark", "not given"},
        {__LINE__, "{\"remark\":{\"state\":\"refused\"}}", "remark", "refused"},
        {__LINE__, "{\"military_use\":{\"state\":\"could_not_determine\"}}", "military_use",
         "could not be determined"},
        {__LINE__, "{\"items\":[{\"tpp\":\"15832 TPP\"}]}", "items[0].tpp", "15,832 TPP"},
        {__LINE__, "{\"items\":[{\"die_area\":\"7 cm2\"}]}", "items[0].die_area",
         "700 mm2"},
        {__LINE__, "{\"items\":[{\"die_area\":\"0.5 inch2\"}]}", "items[0].die_area",
         "322.58 mm2"},
        {__LINE__, "{\"items\":[{\"bandwidth\":\"1.5 TB/s\"}]}", "items[0].bandwidth",
         "1,500 GB/s"},
        {__LINE__, "{\"items\":[{\"bandwidth_density\":\"2 TB/s/cm2\"}]}",
         "items[0].bandwidth_density", "20 GB/s/mm2"},
        {__LINE__, "{\"items\":[{\"warmest\":\"25 degC\"}]}", "items[0].warmest",
         "25 degC"},
        {__LINE__, "{\"items\":[{\"warmest\":\"298.15 K\"}]}", "items[0].warmest",
         "25 degC"},
        {__LINE__, "{\"items\":[{\"noise\":\"-10 dBm\"}]}", "items[0].noise", "-10 dBm"},
        {__LINE__, "{\"items\":[{\"classified\":\"3A090.a\"}]}", "items[0].classified",
         "3A090.a"},
        {__LINE__, "{\"items\":[{\"classified\":\"EAR99\"}]}", "items[0].classified",
         "EAR99"},
        {__LINE__, "{\"transit\":[]}", "transit", "[]"},
        {__LINE__, "{\"transit\":{\"list\":[\"DE\"],\"complete\":true}}", "transit",
         "[DE]"},
        {__LINE__, "{\"parties\":{\"list\":[null],\"complete\":false}}", "parties",
         "[not given, ...]"},
        {__LINE__, "{\"end_user\":{\"name\":\"A\",\"parent\":{\"state\":\"none\"}}}",
         "end_user",
         "Party { name = \"A\"; parent = none }"},
        {__LINE__, "{\"end_user\":{\"address\":{\"state\":\"Hebei\"}}}",
         "end_user.address.state",
         "\"Hebei\""},
        {__LINE__, "{\"certified\":null}", "certified", "false"},
        {__LINE__, "{\"claims\":null}", "claims", "[]"},
        {__LINE__, "{\"notified_on\":{\"state\":\"none\"}}", "notified_on", "none"},
        {__LINE__, "{}", "undertaking.signed_by", "none"},
        {__LINE__, "{}", "/end_user/address/state", "not given"},
        {__LINE__, "{\"items\":{\"state\":\"refused\"}}", "items", "refused"},
        {__LINE__, "{\"end_user\":{\"state\":\"refused\"}}", "end_user.name", "refused"},
    };
    for (size_t i = 0; i < countof(rows); i++) {
        World world = fresh();
        read_ok(&world, rows[i].json, rows[i].line);
        expect_place(&world, rows[i].path, rows[i].want, rows[i].line);
        arena_free(world.arena);
    }
}

// What facts_json writes, facts_read takes back with the same meaning.
static void test_round_trip(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "{}",
        "{\"shipped_on\":\"2024-03-15\",\"activity\":\"export\",\"destination\":\"CN\"}",
        ("{\"end_user\":{\"name\":\"A\",\"parent\":{\"state\":\"none\"},"
         "\"employees\":\"3\","
         "\"stakes\":{\"list\":[{\"owner\":{\"name\":\"B\"},\"share\":\"1/3\"}],"
         "\"complete\":false}}}"),
        ("{\"items\":[{\"tpp\":\"15832 TPP\",\"bandwidth\":\"1500 GB/s\","
         "\"price\":\"9.99 USD\","
         "\"operations\":[{\"bits\":\"8\",\"digital\":false}],\"contains\":[]},null]}"),
        ("{\"order_value\":{\"state\":\"refused\"},\"military_use\":false,"
         "\"remark\":{\"state\":\"stale\"}}"),
        "{\"claims\":[\"NAC\"],\"certified\":true,\"undertaking\":{\"signed_by\":\"C\"}}",
    };
    for (size_t i = 0; i < countof(rows); i++) {
        World world = fresh();
        read_ok(&world, rows[i], (int)i);
        expect_json(&world, rows[i], (int)i);
        arena_free(world.arena);
    }
}

static void test_overlay(void **state)
{
    (void)state;
    World world = fresh();
    read_ok(&world,
            "{\"end_user\":{\"name\":\"A\",\"located\":\"CN\"},\"transit\":[\"DE\"]}",
            __LINE__);
    read_ok(&world, "{\"end_user\":{\"located\":\"HK\"},\"transit\":[\"FR\",\"GB\"]}",
            __LINE__);
    expect_json(&world,
                "{\"transit\":[\"FR\",\"GB\"],"
                "\"end_user\":{\"name\":\"A\",\"located\":\"HK\"}}",
                __LINE__);
    read_ok(&world, "{\"end_user\":{\"name\":null},\"transit\":null}", __LINE__);
    expect_json(&world, "{\"end_user\":{\"located\":\"HK\"}}", __LINE__);
    read_ok(&world, "{\"end_user\":{\"state\":\"refused\"}}", __LINE__);
    read_ok(&world, "{\"end_user\":{\"name\":\"B\"}}", __LINE__);
    expect_json(&world, "{\"end_user\":{\"name\":\"B\"}}", __LINE__);
    arena_free(world.arena);
}

static void test_set(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *assignment, *path, *want;
    } rows[] = {
        {__LINE__, "destination=CN", "destination", "CN"},
        {__LINE__, " end_user.located = HKG ", "end_user.located", "HK"},
        {__LINE__, "remark=plain text; with = signs", "remark",
         "\"plain text; with = signs\""},
        {__LINE__, "remark=\"none\"", "remark", "\"none\""},
        {__LINE__, "remark=none", "remark", "none"},
        {__LINE__, "remark={\"state\":\"refused\"}", "remark", "refused"},
        {__LINE__, "remark={braces", "remark", "\"{braces\""},
        {__LINE__, "military_use=unknown", "military_use", "not given"},
        {__LINE__, "military_use=true", "military_use", "true"},
        {__LINE__, "military_use=null", "military_use", "not given"},
        {__LINE__, "transit=DE; FRA;GB", "transit", "[DE, FR, GB]"},
        {__LINE__, "transit=[\"DE\"]", "transit", "[DE]"},
        {__LINE__, "transit[1]=AT", "transit", "[DE, AT]"},
        {__LINE__, "transit[0]=CH", "transit", "[CH, AT]"},
        {__LINE__, "items[0].tpp=4800 TPP", "items[0].tpp", "4,800 TPP"},
        {__LINE__, "items[0].operations[0].bits=8", "items",
         "[Item { tpp = 4,800 TPP; operations = [Operation { bits = 8 }] }]"},
        {__LINE__, "items[1]={\"name\":\"H20\"}", "items[1].name", "\"H20\""},
        {__LINE__, "parties[0].name=A", "parties", "[Party { name = \"A\" }, ...]"},
        {__LINE__, "end_user.address.state=Hebei", "end_user.address",
         "Address { state = \"Hebei\" }"},
        {__LINE__, "end_user.address=none", "end_user.address", "none"},
        {__LINE__, "end_user.address.street=x", "end_user.address",
         "Address { street = \"x\" }"},
        {__LINE__, "claims=NAC;ACA", "claims", "[\"NAC\", \"ACA\"]"},
        {__LINE__, "certified=true", "certified", "true"},
        {__LINE__, "certified=none", "certified", "false"},
        {__LINE__, "undertaking.signed_by=B", "undertaking",
         "Undertaking { signed_by = \"B\" }"},
        {__LINE__, "us_content=3/4", "us_content", "0.75"},
        {__LINE__, "items={\"list\":[],\"complete\":true}", "items", "[]"},
    };
    World world = fresh();
    for (size_t i = 0; i < countof(rows); i++) {
        set_ok(&world, rows[i].assignment, rows[i].line);
        expect_place(&world, rows[i].path, rows[i].want, rows[i].line);
    }
    arena_free(world.arena);
}

// A value that is refused leaves no half-made places behind.
static void test_set_fails_cleanly(void **state)
{
    (void)state;
    World world = fresh();
    assert_false(facts_set(world.facts, STR("items[0].tpp=many"), &world.diags));
    assert_false(facts_set(world.facts, STR("items[0].operations[0].bits=0"),
            &world.diags));
    assert_false(facts_set(world.facts, STR("end_user.located=XX"), &world.diags));
    expect_json(&world, "{}", __LINE__);
    arena_free(world.arena);
}

static void test_find(void **state)
{
    (void)state;
    World world = fresh();
    read_ok(&world, "{\"items\":[{},{\"contains\":[{}]}]}", __LINE__);
    static const struct {
        const char *path, *pointer;
    } rows[] = {
        {"items[1].contains[0].tpp", "/items/1/contains/0/tpp"},
        {"/items/1/contains/0/tpp", "/items/1/contains/0/tpp"},
        {"end_user.address.street", "/end_user/address/street"},
        {"items", "/items"},
        {"items[2]", NULL}, {"items.tpp", NULL}, {"items[x]", NULL}, {"items[0", NULL},
        {"", NULL}, {"/", NULL}, {"end_user[0]", NULL}, {"end_user.", NULL}, {"nobody",
         NULL},
        {"items[0]tpp", NULL}, {"/items/a", NULL}, {"items[99999999999999999999]", NULL},
    };
    for (size_t i = 0; i < countof(rows); i++) {
        Fact *place = facts_find(world.facts, str_of(rows[i].path));
        if (rows[i].pointer == NULL) {
            assert_null(place);
            continue;
        }
        assert_non_null(place);
        Buf buf;
        buf_init(&buf, world.arena);
        fact_pointer(&buf, place);
        assert_true(str_is(buf_done(&buf), rows[i].pointer));
    }
    Buf buf;
    buf_init(&buf, world.arena);
    fact_path(&buf, facts_find(world.facts, STR("/items/1/contains/0/tpp")));
    assert_true(str_is(buf_done(&buf), "items[1].contains[0].tpp"));
    arena_free(world.arena);
}

static void expire_on(World *world, const char *date)
{
    Day day;
    assert_true(date_parse(str_of(date), &day));
    facts_expire(world->facts, day);
}

static void test_packs_expire(void **state)
{
    (void)state;
    static const char *const pack =
        "{\"pack\":{\"id\":\"kyc\",\"by\":\"a.chen\",\"on\":\"2024-03-01\","
        "\"until\":\"2024-09-01\"},\"facts\":{"
        "\"end_user\":{\"name\":\"A\",\"located\":\"CN\"},"
        "\"transit\":[\"DE\"],\"certified\":true,\"claims\":[\"NAC\"]}}";
    World world = fresh();
    read_ok(&world, pack, __LINE__);
    read_ok(&world, "{\"end_user\":{\"headquartered\":\"HK\"}}", __LINE__);
    assert_int_equal(world.facts->packs.n, 1);
    assert_true(str_is(facts_find(world.facts, STR("transit"))->pack->by, "a.chen"));
    expire_on(&world, "2024-09-01"); // the last day counts
    expect_place(&world, "end_user.name", "\"A\"", __LINE__);
    expire_on(&world, "2024-09-02");
    expect_place(&world, "end_user.name", "no longer attested", __LINE__);
    expect_place(&world, "end_user.headquartered", "HK", __LINE__);
    expect_place(&world, "transit", "no longer attested", __LINE__);
    expect_place(&world, "certified", "false", __LINE__); // withdrawn, not unknown
    expect_place(&world, "claims", "[]", __LINE__);
    arena_free(world.arena);

    world = fresh();
    read_ok(&world, pack, __LINE__);
    expire_on(&world, "2025-01-01");
    expect_place(&world, "end_user", "no longer attested", __LINE__);
    expect_place(&world, "end_user.name", "no longer attested", __LINE__);
    arena_free(world.arena);
}

static void test_copy_and_replace(void **state)
{
    (void)state;
    World world = fresh();
    read_ok(&world, "{\"items\":[{\"name\":\"A\",\"operations\":[{\"bits\":8}]}]}",
            __LINE__);
    Fact *item = facts_find(world.facts, STR("items[0]"));
    Arena *other = arena_new(&guard);
    Fact *copy = fact_copy(other, item, NULL, STR("item"), 0);
    for (size_t i = 0; i < copy->n; i++) {
        assert_non_null(copy->kids[i]);
        assert_ptr_equal(copy->kids[i]->parent, copy);
    }
    assert_null(item->kids[3]); // none is made in the source
    Facts *facts = facts_new(world.arena, world.schema);
    Fact *place = facts_find(facts, STR("end_user.address.state"));
    Fact text = {.type = type_plain(TYPE_TEXT), .state = FACT_KNOWN, .text = STR("Hebei")};
    fact_replace(world.arena, place, &text);
    world.facts = facts;
    expect_place(&world, "end_user", "Party { address = Address { state = \"Hebei\" } }",
                 __LINE__);
    Fact unknown = {.type = type_plain(TYPE_UNKNOWN), .state = FACT_NOT_SUPPLIED};
    fact_replace(world.arena, facts_find(facts, STR("end_user")), &unknown);
    expect_json(&world, "{}", __LINE__);
    arena_free(other);
    arena_free(world.arena);
}

static void test_from_text(void **state)
{
    (void)state;
    World world = fresh();
    const Type *tpp = facts_find(world.facts, STR("heaviest"))->type;
    const Type *transit = facts_find(world.facts, STR("transit"))->type;
    const Type *open = facts_find(world.facts, STR("parties"))->type;
    const Type *area;
    read_ok(&world, "{\"items\":[{}]}", __LINE__);
    area = facts_find(world.facts, STR("items[0].die_area"))->type;
    const struct {
        int line;
        const Type *type;
        const char *text, *want;
        bool good;
    } rows[] = {
        {__LINE__, tpp, "12 kg", "12 kg", true},
        {__LINE__, tpp, "15,832", "expected a number with a unit, such as \"15832 kg\"",
         false},
        {__LINE__, area, "7 mm2", "7 mm2", true},
        {__LINE__, area, "7 m2", "expected a number from 0 mm2 to 10000 mm2", false},
        {__LINE__, transit, "DE;FR", "[DE, FR]", true},
        {__LINE__, transit, "", "[]", true},
        {__LINE__, transit, "DE;...",
         "the list is marked incomplete, and a 'list of country' is complete when given",
                 false},
        {__LINE__, open, "...", "[...]", true},
        {__LINE__, type_plain(TYPE_TEXT), " as it is ", "\" as it is \"", true},
        {__LINE__, type_plain(TYPE_COUNTRY), " UK",
         "expected a country by its ISO 3166 code, such as \"CN\"; "
         "did you mean 'GB' (United Kingdom)?", false},
        {__LINE__, type_plain(TYPE_ECCN), "5.00E+02",
         "a spreadsheet seems to have turned the classification '5E002' into a number",
                 false},
    };
    for (size_t i = 0; i < countof(rows); i++) {
        Fact out;
        Str why = STR_NONE;
        bool good = fact_from_text(world.arena, rows[i].type, str_of(rows[i].text), &out,
                &why);
        Buf buf;
        buf_init(&buf, world.arena);
        if (good) {
            fact_print(&buf, &out);
        } else {
            buf_str(&buf, why);
        }
        Str got = buf_done(&buf);
        if (good != rows[i].good || !str_is(got, rows[i].want)) {
            fail_msg("line %d: got %.*s", rows[i].line, STR_ARG(got));
        }
    }
    arena_free(world.arena);
}

static void test_extra_facts(void **state)
{
    (void)state;
    World world = fresh();
    JsonError error;
    Json *json = json_parse(world.arena,
                            STR("{\"po_number\":7,"
                                "\"end_user\":{\"vat\":1,\"name\":\"A\"}}"),
                            &error);
    assert_false(facts_read(world.facts, json, false, &world.diags));
    assert_int_equal(world.diags.n_errors, 2);
    assert_true(facts_read(world.facts, json, true, &world.diags));
    expect_json(&world, "{\"end_user\":{\"name\":\"A\"}}", __LINE__);
    arena_free(world.arena);
}

// The form can be read as it is and says nothing but that lists have an element.
static void test_template(void **state)
{
    (void)state;
    World world = fresh();
    Json *form = facts_template(world.arena, world.schema);
    assert_true(facts_read(world.facts, form, false, &world.diags));
    expect_json(&world,
                "{\"end_user\":{\"stakes\":{\"list\":[{}],\"complete\":false}},"
                "\"parties\":{\"list\":[{\"stakes\":{\"list\":[{}],\"complete\":false}}],"
                "\"complete\":false},\"items\":[{\"operations\":[{}]}]}",
                __LINE__);
    arena_free(world.arena);
}

static void write_file(const char *path, Str text)
{
    const char *why;
    if (!os_write(path, text, &why)) {
        fail_msg("%s: %s", path, why);
    }
}

// The schema is itself valid, accepts what facts_read accepts and refuses what it cannot.
static void test_schema(void **state)
{
    (void)state;
    if (system("python3 -c 'import jsonschema' 2>/dev/null") != 0) {
        skip();
    }
    World world = fresh();
    Buf buf;
    buf_init(&buf, world.arena);
    json_pretty(&buf, facts_schema(world.arena, world.schema), 88);
    char folder[] = "/tmp/licet-schema-XXXXXX";
    assert_non_null(mkdtemp(folder));
    Str path = str_format(world.arena, "%s/schema.json", folder);
    write_file(path.at, buf_done(&buf));
    Buf form;
    buf_init(&form, world.arena);
    json_print(&form, facts_template(world.arena, world.schema));
    write_file(str_format(world.arena, "%s/form.json", folder).at, buf_done(&form));
    Str command = str_format(world.arena, "python3 tests/wrong/facts/schema_check.py %s",
                             folder);
    assert_int_equal(system(command.at), 0);
    arena_free(world.arena);
}

static bool ends(Str name, const char *ending)
{
    Str end = str_of(ending);
    return name.len > end.len && str_eq(str_sub(name, name.len - end.len, name.len), end);
}

static void compare(World *world, Str name, Str got)
{
    const char *why, *update = os_env("UPDATE");
    Str stem = str_sub(name, 0, (size_t)((const char *)strrchr(name.at, '.') - name.at));
    Str path = str_format(world->arena, WRONG "/%.*s.err", STR_ARG(stem)), want;
    if (update != NULL) {
        write_file(path.at, got);
        return;
    }
    if (!os_read(world->arena, path.at, 1 << 20, &want, &why)) {
        fail_msg("%s: %s", path.at, why);
    } else if (!str_eq(got, want)) {
        fail_msg("%s\n--- got\n%.*s--- want\n%.*s", path.at, STR_ARG(got), STR_ARG(want));
    }
}

static void test_wrong_files(void **state)
{
    (void)state;
    Str *names;
    size_t n, tried = 0;
    const char *why;
    guard_init(&guard);
    Arena *arena = arena_new(&guard);
    if (!os_list(arena, WRONG, &names, &n, &why)) {
        fail_msg(WRONG ": %s", why);
    }
    for (size_t i = 0; i < n; i++) {
        Guard outer = guard;
        bool json = ends(names[i], ".json"), set = ends(names[i], ".set");
        if (!json && !set) {
            continue;
        }
        World world = fresh();
        Str text, path = str_format(world.arena, WRONG "/%.*s", STR_ARG(names[i]));
        assert_true(os_read(world.arena, path.at, 1 << 20, &text, &why));
        FileId file = json ? source_add(&world.sources, names[i], text) : 0;
        bool good = json ? facts_read_file(world.facts, &world.sources, file, false,
                                           &world.diags)
                         : facts_set(world.facts, str_trim(text), &world.diags);
        if (good || world.diags.n_errors == 0) {
            fail_msg("%.*s is not wrong", STR_ARG(names[i]));
        }
        compare(&world, str_copy(world.arena, names[i]), said(&world));
        arena_free(world.arena);
        guard = outer;
        tried++;
    }
    arena_free(arena);
    assert_true(tried >= 90);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_overlay),
        cmocka_unit_test(test_set),
        cmocka_unit_test(test_set_fails_cleanly),
        cmocka_unit_test(test_find),
        cmocka_unit_test(test_packs_expire),
        cmocka_unit_test(test_copy_and_replace),
        cmocka_unit_test(test_from_text),
        cmocka_unit_test(test_extra_facts),
        cmocka_unit_test(test_template),
        cmocka_unit_test(test_schema),
        cmocka_unit_test(test_wrong_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
