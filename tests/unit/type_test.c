// Tests of types: dimensions, fitting, spelling; and of the list of countries.
//
// Units are made by hand here; what the language makes of them is tested by golden files.
// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "runtime/type/country.h"
#include "runtime/type/type.h"

static Guard guard;

static Arena *fresh(void)
{
    guard_init(&guard);
    return arena_new(&guard);
}

static void expect_str(Str got, const char *want, int line)
{
    if (!str_is(got, want)) {
        fail_msg("line %d: got '%.*s', want '%s'", line, STR_ARG(got), want);
    }
}

// Seven base units, so that one more than fits can be tried.
static Unit *base_units(Arena *arena)
{
    static const char *const NAMES[] = {"B", "s", "m", "TPP", "kg", "USD", "K"};
    Unit *units = arena_array(arena, Unit, countof(NAMES));
    for (size_t i = 0; i < countof(NAMES); i++) {
        units[i].name = str_of(NAMES[i]);
        units[i].order = (uint32_t)i;
        units[i].dim.n = 1;
        units[i].dim.terms[0].base = &units[i];
        units[i].dim.terms[0].power = 1;
        units[i].scale = RAT_ONE;
        units[i].offset = RAT_ZERO;
        units[i].currency = i == 5;
    }
    return units;
}

static Dim product(const Unit *units, const int *powers, size_t n)
{
    Dim all = {0};
    for (size_t i = 0; i < n; i++) {
        Dim factor;
        assert_true(dim_power(&units[i].dim, powers[i], &factor));
        assert_true(dim_multiply(&all, &factor, 1, &all));
    }
    return all;
}

static void test_dimensions_print(void **state)
{
    (void)state;
    static const struct {
        int line, powers[6];
        const char *want;
    } ROWS[] = {
        {__LINE__, {0}, "number"},
        {__LINE__, {1, -1}, "B/s"},
        {__LINE__, {1, -1, -2}, "B/s/m2"},
        {__LINE__, {0, -1}, "1/s"},
        {__LINE__, {0, -2, 1, 0, 1}, "m*kg/s2"},
        {__LINE__, {0, 0, -2, 1}, "TPP/m2"},
        {__LINE__, {0, 0, 3}, "m3"},
    };
    Arena *arena = fresh();
    const Unit *units = base_units(arena);
    for (size_t i = 0; i < countof(ROWS); i++) {
        Dim dim = product(units, ROWS[i].powers, countof(ROWS[i].powers));
        Buf text;
        buf_init(&text, arena);
        dim_print(&text, &dim);
        expect_str(buf_done(&text), ROWS[i].want, ROWS[i].line);
    }
    arena_free(arena);
}

static void test_dimensions_cancel(void **state)
{
    (void)state;
    Arena *arena = fresh();
    const Unit *units = base_units(arena);
    Dim speed = product(units, (const int[]){1, -1}, 2), back = {0};
    Dim other = product(units, (const int[]){1, -2}, 2);
    assert_true(dim_multiply(&speed, &speed, -1, &back));
    assert_int_equal(back.n, 0);
    assert_true(dim_multiply(&speed, &units[1].dim, 1, &back));
    assert_true(dim_same(&back, &units[0].dim));
    assert_false(dim_same(&speed, &other));
    assert_true(dim_power(&speed, 0, &back));
    assert_int_equal(back.n, 0);
    arena_free(arena);
}

static void test_dimensions_have_limits(void **state)
{
    (void)state;
    Arena *arena = fresh();
    const Unit *units = base_units(arena);
    Dim six = product(units, (const int[]){1, 1, 1, 1, 1, 1}, 6), out = {0};
    assert_int_equal(six.n, DIM_TERMS_MAX);
    assert_false(dim_multiply(&six, &units[6].dim, 1, &out));
    assert_true(dim_multiply(&six, &units[0].dim, -1, &out));
    assert_int_equal(out.n, 5);
    assert_true(dim_power(&units[0].dim, 127, &out));
    assert_false(dim_power(&units[0].dim, 128, &out));
    assert_true(dim_power(&units[0].dim, -128, &out));
    assert_false(dim_power(&units[0].dim, 1000, &out));
    Dim none = {0};
    assert_true(dim_power(&none, 1000, &out));
    arena_free(arena);
}

static Type number_type(const Unit *unit, const char *shown, int64_t scale)
{
    Type type = *type_plain(TYPE_NUM);
    if (unit) {
        type.dim = unit->dim;
    }
    type.unit = str_of(shown);
    type.unit_scale = rat_int(scale);
    return type;
}

static void test_types_print(void **state)
{
    (void)state;
    Arena *arena = fresh();
    const Unit *units = base_units(arena);
    EnumType activity = {.name = STR("Activity")};
    RecordType item = {.name = STR("Item")};
    Type tpp = number_type(&units[3], "TPP", 1), money = number_type(&units[5], "USD", 1);
    Type speed = number_type(&units[0], "", 1), share = *type_plain(TYPE_NUM);
    Type giga = number_type(&units[0], "GB", 1000000000), whole = *type_plain(TYPE_NUM);
    Type record = {.kind = TYPE_RECORD, .record = &item};
    Type word = {.kind = TYPE_ENUM, .enumeration = &activity, .optional = true};
    Type list = {.kind = TYPE_LIST, .of = &record}, open = {.kind = TYPE_LIST, .of = &list};
    Type asserted = *type_plain(TYPE_ECCN);
    open.open = true;
    asserted.asserted = true;
    whole.whole = true;
    share.low = RAT_ZERO;
    share.high = RAT_ONE;
    giga.low = rat_int(2000000000);
    const struct {
        int line;
        const Type *type;
        const char *want;
    } rows[] = {
        {__LINE__, type_plain(TYPE_BOOL), "boolean"},
        {__LINE__, type_plain(TYPE_DATE), "date"},
        {__LINE__, type_plain(TYPE_NUM), "number"},
        {__LINE__, &whole, "integer"},
        {__LINE__, &share, "number from 0 .. 1"},
        {__LINE__, &tpp, "quantity in TPP"},
        {__LINE__, &speed, "quantity in B"},
        {__LINE__, &giga, "quantity in GB from 2 .."},
        {__LINE__, &money, "money in USD"},
        {__LINE__, &record, "Item"},
        {__LINE__, &word, "optional Activity"},
        {__LINE__, &list, "list of Item"},
        {__LINE__, &open, "open list of list of Item"},
        {__LINE__, &asserted, "asserted eccn"},
        {__LINE__, type_plain(TYPE_DOUBLE), "double"},
    };
    for (size_t i = 0; i < countof(rows); i++) {
        Buf text;
        buf_init(&text, arena);
        type_print(&text, rows[i].type);
        expect_str(buf_done(&text), rows[i].want, rows[i].line);
    }
    arena_free(arena);
}

static void test_numbers_print_in_their_unit(void **state)
{
    (void)state;
    Arena *arena = fresh();
    const Unit *units = base_units(arena);
    Type giga = number_type(&units[0], "GB", 1000000000),
         celsius = number_type(&units[6], "degC", 1);
    Type plain = *type_plain(TYPE_NUM), bytes = number_type(&units[0], "", 1);
    Rat zero_c = RAT_ZERO, third = RAT_ZERO;
    assert_true(rat_div(arena, rat_int(27315), rat_int(100), &zero_c));
    assert_true(rat_div(arena, rat_int(1), rat_int(3), &third));
    celsius.unit_offset = zero_c;
    const struct {
        int line;
        const Type *type;
        Rat base;
        const char *exact, *human;
    } rows[] = {
        {__LINE__, &giga, rat_int(4800000000000), "4800 GB", "4,800 GB"},
        {__LINE__, &giga, rat_int(500000000), "0.5 GB", "0.5 GB"},
        {__LINE__, &celsius, zero_c, "0 degC", "0 degC"},
        {__LINE__, &celsius, rat_int(0), "-273.15 degC", "-273.15 degC"},
        {__LINE__, &plain, third, "1/3", "~0.3333"},
        {__LINE__, &bytes, rat_int(12), "12 B", "12 B"},
        {__LINE__, type_plain(TYPE_DATE), rat_int(0), "1970-01-01", "1970-01-01"},
        {__LINE__, &giga, RAT_POS_INF, "inf GB", NULL},
    };
    for (size_t i = 0; i < countof(rows); i++) {
        Buf text;
        buf_init(&text, arena);
        type_print_number(&text, rows[i].type, rows[i].base);
        expect_str(buf_done(&text), rows[i].exact, rows[i].line);
        if (rows[i].human) {
            buf_init(&text, arena);
            type_print_human(&text, rows[i].type, rows[i].base);
            expect_str(buf_done(&text), rows[i].human, rows[i].line);
        }
    }
    arena_free(arena);
}

static void test_fitting(void **state)
{
    (void)state;
    Arena *arena = fresh();
    const Unit *units = base_units(arena);
    Type whole = *type_plain(TYPE_NUM), maybe = *type_plain(TYPE_NUM);
    Type tpp = number_type(&units[3], "TPP", 1), kilo = number_type(&units[0], "KB", 1000);
    Type bytes = number_type(&units[0], "B", 1);
    const Type *number = type_plain(TYPE_NUM), *country = type_plain(TYPE_COUNTRY);
    Type wholes = {.kind = TYPE_LIST, .of = &whole},
         numbers = {.kind = TYPE_LIST, .of = number};
    Type open = {.kind = TYPE_LIST, .of = number, .open = true};
    Type nothing = {.kind = TYPE_LIST, .of = type_plain(TYPE_UNKNOWN)};
    whole.whole = true;
    maybe.optional = true;
    const struct {
        int line;
        const Type *given, *wanted;
        bool fits;
    } rows[] = {
        {__LINE__, number, number, true},
        {__LINE__, &whole, number, true},
        {__LINE__, number, &whole, false},
        {__LINE__, number, &maybe, true},
        {__LINE__, &maybe, number, false},
        {__LINE__, type_plain(TYPE_NONE), &maybe, true},
        {__LINE__, type_plain(TYPE_NONE), number, false},
        {__LINE__, type_plain(TYPE_UNKNOWN), country, true},
        {__LINE__, type_plain(TYPE_ERROR), country, true},
        {__LINE__, country, type_plain(TYPE_ERROR), true},
        {__LINE__, &tpp, number, false},
        {__LINE__, number, &tpp, false},
        {__LINE__, &kilo, &bytes, true},
        {__LINE__, number, type_plain(TYPE_DOUBLE), true},
        {__LINE__, &tpp, type_plain(TYPE_DOUBLE), false},
        {__LINE__, type_plain(TYPE_DOUBLE), number, false},
        {__LINE__, type_plain(TYPE_TEXT), country, false},
        {__LINE__, &wholes, &numbers, true},
        {__LINE__, &numbers, &wholes, false},
        {__LINE__, &numbers, &open, true},
        {__LINE__, &open, &numbers, true},
        {__LINE__, &nothing, &numbers, true},
        {__LINE__, &numbers, number, false},
    };
    for (size_t i = 0; i < countof(rows); i++) {
        if (type_fits(rows[i].given, rows[i].wanted) != rows[i].fits) {
            fail_msg("line %d: fits should be %d", rows[i].line, rows[i].fits);
        }
    }
    assert_true(type_same(&kilo, &bytes));
    assert_false(type_same(&whole, number));
    assert_false(type_same(&maybe, number));
    assert_false(type_same(&open, &numbers));
    arena_free(arena);
}

static void test_fields(void **state)
{
    (void)state;
    Field fields[] = {{STR("name"), STR_NONE, type_plain(TYPE_TEXT)},
                      {STR("located"), STR("where"), type_plain(TYPE_COUNTRY)}};
    RecordType party = {.name = STR("Party"), .fields = fields, .n = 2, .asserted = 2};
    Type record = {.kind = TYPE_RECORD, .record = &party};
    size_t index = 9;
    assert_ptr_equal(type_field(&record, STR("located"), &index), &fields[1]);
    assert_int_equal(index, 1);
    assert_ptr_equal(type_field(&record, STR("name"), NULL), &fields[0]);
    assert_null(type_field(&record, STR("Name"), NULL));
    assert_null(type_field(type_plain(TYPE_TEXT), STR("name"), NULL));
}

static void test_countries(void **state)
{
    (void)state;
    assert_int_equal(country_count(), 249);
    for (size_t i = 0; i < country_count(); i++) {
        Str code = country_at(i);
        assert_true(country_exists(code));
        assert_true(country_name(code).len > 0);
        assert_true(i == 0 || str_cmp(country_at(i - 1), code) < 0);
    }
    expect_str(country_name(STR("CN")), "China", __LINE__);
    expect_str(country_name(STR("MO")), "Macao", __LINE__);
    expect_str(country_name(STR("TW")), "Taiwan", __LINE__);
    expect_str(country_from_alpha3(STR("CHN")), "CN", __LINE__);
    expect_str(country_from_alpha3(STR("HKG")), "HK", __LINE__);
    expect_str(country_from_alpha3(STR("XXX")), "", __LINE__);
    static const char *const NONE[] = {"", "C", "UK", "cn", "CHN", "ZZ", "A\0"};
    for (size_t i = 0; i < countof(NONE); i++) {
        assert_false(country_exists(str_of(NONE[i])));
        assert_int_equal(country_name(str_of(NONE[i])).len, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dimensions_print),
        cmocka_unit_test(test_dimensions_cancel),
        cmocka_unit_test(test_dimensions_have_limits),
        cmocka_unit_test(test_types_print),
        cmocka_unit_test(test_numbers_print_in_their_unit),
        cmocka_unit_test(test_fitting),
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_countries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
