// Tests of JSON: what is accepted, each error with its offset, spans, pointers, writers.
//
// Accepted texts are written back compactly; numbers must come back as they stood.
// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "runtime/base/json.h"

static Guard guard;

static Arena *fresh(void)
{
    guard_init(&guard);
    return arena_new(&guard);
}

typedef void Print(Buf *buf, const Json *value);

static Str printed(Arena *arena, Print *print, const Json *value)
{
    Buf buf;
    buf_init(&buf, arena);
    print(&buf, value);
    return buf_done(&buf);
}

static Json *parsed(Arena *arena, const char *text)
{
    JsonError error;
    Json *value = json_parse(arena, str_of(text), &error);
    if (value == NULL) {
        fail_msg("'%s': %s at %zu", text, error.message, error.at);
    }
    return value;
}

static void test_accepts(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *text, *want; // NULL: as it stands
    } rows[] = {
        {__LINE__, "null", NULL},
        {__LINE__, " true\n", "true"},
        {__LINE__, "\tfalse\r\n", "false"},
        {__LINE__, "0", NULL},
        {__LINE__, "-0", NULL},
        {__LINE__, "15832.0", NULL},
        {__LINE__, "1e26", NULL},
        {__LINE__, "5.00E+02", NULL},
        {__LINE__, "123456789012345678901234567890.123456789", NULL},
        {__LINE__, "1e999999", NULL},
        {__LINE__, "\"\"", NULL},
        {__LINE__, "[]", NULL},
        {__LINE__, "{}", NULL},
        {__LINE__, "[ 1 , [ 2 , { } ] , \"x\" ]", "[1,[2,{}],\"x\"]"},
        {__LINE__, "{ \"b\" : 1, \"a\" : { \"b\" : null } }",
         "{\"b\":1,\"a\":{\"b\":null}}"},
        {__LINE__, "{\"\":0}", NULL},
        {__LINE__, "\"\\u0041\\n\\/\\\\\\\"\"", "\"A\\n/\\\\\\\"\""},
        {__LINE__, "\"\\ud83d\\ude00 \\u20AC \\u00fc\"",
         "\"\xF0\x9F\x98\x80 \xE2\x82\xAC \xC3\xBC\""},
        {__LINE__, "\"\\u0000\\u001f\"", NULL},
        {__LINE__, "\"\x7F\xC3\xBC\"", NULL},
        {__LINE__, "\xEF\xBB\xBF[1]", "[1]"},
        {__LINE__, "[\"a\",\"\\\\\",\"b\"]", NULL},
        {__LINE__, "[\"]\",\"{\",\",\",\":\"]", NULL},
    };
    Arena *arena = fresh();
    for (size_t i = 0; i < countof(rows); i++) {
        Str got = printed(arena, json_print, parsed(arena, rows[i].text));
        if (!str_is(got, rows[i].want == NULL ? rows[i].text : rows[i].want)) {
            fail_msg("line %d: got %s", rows[i].line, got.at);
        }
    }
    arena_free(arena);
}

static void test_refuses(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *text, *message;
        size_t at;
    } rows[] = {
        {__LINE__, "", "expected a value", 0},
        {__LINE__, "  ", "expected a value", 2},
        {__LINE__, "\xEF\xBB\xBF", "expected a value", 3},
        {__LINE__, "[", "expected ',' or ']'", 1},
        {__LINE__, "[1", "expected ',' or ']'", 2},
        {__LINE__, "[1,", "expected a value", 3},
        {__LINE__, "[1,]", "expected a value", 3},
        {__LINE__, "[,1]", "expected a value", 1},
        {__LINE__, "[1 2]", "expected ',' or ']'", 3},
        {__LINE__, "[1}", "expected ',' or ']'", 2},
        {__LINE__, "]", "expected a value", 0},
        {__LINE__, "{", "expected ',' or '}'", 1},
        {__LINE__, "{\"a\"", "expected ':'", 4},
        {__LINE__, "{\"a\" 1}", "expected ':'", 5},
        {__LINE__, "{\"a\":", "expected a value", 5},
        {__LINE__, "{\"a\":1", "expected ',' or '}'", 6},
        {__LINE__, "{\"a\":1,}", "expected a key in double quotes", 7},
        {__LINE__, "{\"a\":1 \"b\":2}", "expected ',' or '}'", 7},
        {__LINE__, "{a:1}", "expected a key in double quotes", 1},
        {__LINE__, "{'a':1}", "expected a key in double quotes", 1},
        {__LINE__, "{1:1}", "expected a key in double quotes", 1},
        {__LINE__, "{\"a\":1,\"b\":2,\"a\":3}", "key 'a' stands here a second time", 13},
        {__LINE__, "{\"a\":1,\"\\u0061\":3}", "key 'a' stands here a second time", 7},
        {__LINE__,
         "{\"0\":0,\"1\":0,\"2\":0,\"3\":0,\"4\":0,\"5\":0,\"6\":0,"
         "\"7\":0,\"8\":0,\"9\":0,\"9\":1}",
         "key '9' stands here a second time", 61},
        {__LINE__,
         "{\"0\":0,\"1\":0,\"2\":0,\"3\":0,\"4\":0,\"5\":0,\"6\":0,"
         "\"7\":0,\"8\":0,\"9\":0,\"0\":1}",
         "key '0' stands here a second time", 61},
        {__LINE__, "1 2", "expected nothing more after the value", 2},
        {__LINE__, "{} ]", "expected nothing more after the value", 3},
        {__LINE__, "{}x", "expected nothing more after the value", 2},
        {__LINE__, "tru", "expected a value", 0},
        {__LINE__, "truex", "expected a value", 0},
        {__LINE__, "True", "expected a value", 0},
        {__LINE__, "NaN", "expected a value", 0},
        {__LINE__, "[nul]", "expected a value", 1},
        {__LINE__, "'a'", "expected a value", 0},
        {__LINE__, "+1", "expected a value", 0},
        {__LINE__, ".5", "expected a value", 0},
        {__LINE__, "// x", "expected a value", 0},
        {__LINE__, "01", "not a number as JSON writes it", 0},
        {__LINE__, "[1.]", "not a number as JSON writes it", 1},
        {__LINE__, "-", "not a number as JSON writes it", 0},
        {__LINE__, "-a", "not a number as JSON writes it", 0},
        {__LINE__, "1e", "not a number as JSON writes it", 0},
        {__LINE__, "1e+", "not a number as JSON writes it", 0},
        {__LINE__, "1a", "not a number as JSON writes it", 0},
        {__LINE__, "15_000", "not a number as JSON writes it", 0},
        {__LINE__, "1\"a\"", "not a number as JSON writes it", 0},
        {__LINE__, "\"a", "text without a closing '\"'", 0},
        {__LINE__, "[\"a\", \"b]", "text without a closing '\"'", 6},
        {__LINE__, "\"a\\\"", "text without a closing '\"'", 0},
        {__LINE__, "{\"a: 1, \"b\": 2}", "expected ':'", 9},
        {__LINE__, "\"a\\x\"", "unknown escape in text", 2},
        {__LINE__, "\"\\u12g4\"", "unknown escape in text", 1},
        {__LINE__, "\"\\u12\"", "unknown escape in text", 1},
        {__LINE__, "\"\\ud800\"", "unknown escape in text", 1},
        {__LINE__, "\"\\ud800\\u0041\"", "unknown escape in text", 1},
        {__LINE__, "\"\\udc00\"", "unknown escape in text", 1},
        {__LINE__, "[1, \"a\nb\"]", "control character in text; write it as an escape", 6},
        {__LINE__, "\"\t\"", "control character in text; write it as an escape", 1},
        {__LINE__, "[\"a\xFF\"]", "not valid UTF-8", 3},
        {__LINE__, "[1]\x80", "not valid UTF-8", 3},
    };
    Arena *arena = fresh();
    for (size_t i = 0; i < countof(rows); i++) {
        JsonError error;
        Json *value = json_parse(arena, str_of(rows[i].text), &error);
        if (value != NULL) {
            fail_msg("line %d: accepted", rows[i].line);
        }
        if (!str_is(str_of(error.message), rows[i].message) || error.at != rows[i].at) {
            fail_msg("line %d: got '%s' at %zu", rows[i].line, error.message, error.at);
        }
    }
    JsonError error;
    assert_null(json_parse(arena, STR("[1]\0"), &error));
    assert_int_equal(error.at, 3);
    arena_free(arena);
}

static void test_depth(void **state)
{
    (void)state;
    Arena *arena = fresh();
    JsonError error;
    for (size_t depth = JSON_DEPTH_MAX - 1; depth <= JSON_DEPTH_MAX + 1; depth++) {
        Buf buf;
        buf_init(&buf, arena);
        buf_fill(&buf, '[', depth);
        buf_fill(&buf, ']', depth);
        bool good = json_parse(arena, buf_done(&buf), &error) != NULL;
        assert_int_equal(good, depth <= JSON_DEPTH_MAX);
    }
    assert_string_equal(error.message, "nested deeper than 128 levels");
    assert_int_equal(error.at, JSON_DEPTH_MAX);
    arena_free(arena);
}

static void test_spans(void **state)
{
    (void)state;
    static const struct {
        const char *pointer, *span, *key;
    } rows[] = {
        {"/items", "[ {\"tpp\": 15832.0, \"name\":\"H\\u0031\"} , true ]", "items"},
        {"/items/0", "{\"tpp\": 15832.0, \"name\":\"H\\u0031\"}", ""},
        {"/items/0/tpp", "15832.0", "tpp"},
        {"/items/0/name", "\"H\\u0031\"", "name"},
        {"/items/1", "true", ""},
        {"/n\xC3\xBCr", "null", "n\xC3\xBCr"},
    };
    const char *text = "  {\"items\" : [ "
                       "{\"tpp\": 15832.0, \"name\":\"H\\u0031\"} , true ] ,"
                       " \"n\xC3\xBCr\":null}  ";
    Arena *arena = fresh();
    const Json *root = parsed(arena, text);
    assert_int_equal(root->start, 2);
    assert_int_equal(root->end, strlen(text) - 2);
    for (size_t i = 0; i < countof(rows); i++) {
        const Json *place = json_pointer(root, str_of(rows[i].pointer));
        assert_non_null(place);
        assert_true(str_is(str_sub(str_of(text), place->start, place->end), rows[i].span));
        assert_true(str_is(place->key, rows[i].key));
    }
    assert_true(str_is(json_pointer(root, STR("/items/0/name"))->text, "H1"));
    arena_free(arena);
}

static void test_result_keeps_nothing_of_the_text(void **state)
{
    (void)state;
    Arena *arena = fresh();
    JsonError error;
    char text[] = "{\"key\":[\"value\",12]}";
    Json *value = json_parse(arena, str_of(text), &error);
    memset(text, 'x', sizeof text);
    assert_true(str_is(printed(arena, json_print, value), "{\"key\":[\"value\",12]}"));
    arena_free(arena);
}

// More tokens than the first guess of room, and members enough for the map.
static void test_long(void **state)
{
    (void)state;
    Arena *arena = fresh();
    Buf buf;
    buf_init(&buf, arena);
    buf_char(&buf, '[');
    for (int i = 0; i < 5000; i++) {
        buf_text(&buf, i == 0 ? "[]" : ",[]");
    }
    buf_text(&buf, ",{");
    for (int i = 0; i < 1000; i++) {
        buf_addf(&buf, "%s\"key %d\":%d", i == 0 ? "" : ",", i, i);
    }
    buf_text(&buf, "}]");
    Str text = buf_done(&buf);
    Json *value = parsed(arena, text.at);
    assert_int_equal(value->n, 5001);
    assert_int_equal(value->last->n, 1000);
    assert_true(str_eq(printed(arena, json_print, value), text));
    arena_free(arena);
}

static void test_pointer(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *pointer, *want; // NULL: no such place
    } rows[] = {
        {__LINE__, "",
         "{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/b\":1,\"m~n\":8,\"x\":{\"y\":[[5]]}}"},
        {__LINE__, "/foo", "[\"bar\",\"baz\"]"},
        {__LINE__, "/foo/0", "\"bar\""},
        {__LINE__, "/foo/1", "\"baz\""},
        {__LINE__, "/", "0"},
        {__LINE__, "/a~1b", "1"},
        {__LINE__, "/m~0n", "8"},
        {__LINE__, "/x/y/0/0", "5"},
        {__LINE__, "/foo/2", NULL},
        {__LINE__, "/foo/00", NULL},
        {__LINE__, "/foo/-", NULL},
        {__LINE__, "/foo/", NULL},
        {__LINE__, "/foo/0/x", NULL},
        {__LINE__, "/fo", NULL},
        {__LINE__, "/fooo", NULL},
        {__LINE__, "foo", NULL},
        {__LINE__, "/a~01b", NULL},
        {__LINE__, "/foo/99999999999999999999", NULL},
    };
    Arena *arena = fresh();
    const Json *root = parsed(arena, rows[0].want);
    for (size_t i = 0; i < countof(rows); i++) {
        const Json *place = json_pointer(root, str_of(rows[i].pointer));
        if ((place != NULL) != (rows[i].want != NULL) ||
            (place != NULL && !str_is(printed(arena, json_print, place), rows[i].want))) {
            fail_msg("line %d", rows[i].line);
        }
    }
    assert_null(json_get(NULL, STR("a")));
    assert_null(json_get(json_pointer(root, STR("/foo")), STR("0")));
    arena_free(arena);
}

// The example of RFC 8785, section 3.2.3, and keys on both sides of the surrogates.
static void test_canonical(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *text, *want;
    } rows[] = {
        {__LINE__,
         "{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\",\"\\ufb33\":\"Hebrew\","
         "\"1\":\"One\",\"\\ud83d\\ude00\":\"Emoji\","
         "\"\\u0080\":\"Control\",\"\\u00f6\":\"o\"}",
         "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\xC2\x80\":\"Control\","
         "\"\xC3\xB6\":\"o\","
         "\"\xE2\x82\xAC\":\"Euro Sign\",\"\xF0\x9F\x98\x80\":\"Emoji\","
         "\"\xEF\xAC\xB3\":\"Hebrew\"}"},
        {__LINE__, "{\"\\ue000\":1,\"\\ud800\\udc00\":2,\"\\ud7ff\":3}",
         "{\"\xED\x9F\xBF\":3,\"\xF0\x90\x80\x80\":2,\"\xEE\x80\x80\":1}"},
        {__LINE__, "{\"\\ud83d\\ude01\":1,\"\\ud83d\\ude00\":2}",
         "{\"\xF0\x9F\x98\x80\":2,\"\xF0\x9F\x98\x81\":1}"},
        {__LINE__, "{\"ab\": 1, \"a\": {\"d\":[3,2,1],\"c\":{}}, \"\": null}",
         "{\"\":null,\"a\":{\"c\":{},\"d\":[3,2,1]},\"ab\":1}"},
        {__LINE__, "\"\\u000f\\u001F\\b\\t\\n\\f\\r\\\"\\\\\\/\\u007f\"",
         "\"\\u000f\\u001f\\b\\t\\n\\f\\r\\\"\\\\/\x7F\""},
    };
    Arena *arena = fresh();
    for (size_t i = 0; i < countof(rows); i++) {
        Str got = printed(arena, json_canonical, parsed(arena, rows[i].text));
        if (!str_is(got, rows[i].want)) {
            fail_msg("line %d: got %s", rows[i].line, got.at);
        }
        Str again = printed(arena, json_canonical, parsed(arena, got.at));
        assert_true(str_eq(got, again));
    }
    arena_free(arena);
}

static void test_pretty(void **state)
{
    (void)state;
    static const struct {
        int line;
        int width;
        const char *text, *want;
    } rows[] = {
        {__LINE__, 80, "{\"a\":[1,2],\"b\":{}}", "{\"a\": [1, 2], \"b\": {}}"},
        {__LINE__, 16, "{\"a\":[1,2],\"b\":{}}", "{\n  \"a\": [1, 2],\n  \"b\": {}\n}"},
        {__LINE__, 1, "[[],{},[1]]", "[\n  [],\n  {},\n  [\n    1\n  ]\n]"},
        {__LINE__, 12, "{\"k\":[1,2,3,4]}",
         "{\n  \"k\": [\n    1,\n    2,\n    3,\n    4\n  ]\n}"},
        {__LINE__, 40, "\"x\"", "\"x\""},
    };
    Arena *arena = fresh();
    for (size_t i = 0; i < countof(rows); i++) {
        Buf buf;
        buf_init(&buf, arena);
        json_pretty(&buf, parsed(arena, rows[i].text), rows[i].width);
        Str got = buf_done(&buf);
        if (!str_is(got, rows[i].want)) {
            fail_msg("line %d: got %s", rows[i].line, got.at);
        }
    }
    arena_free(arena);
}

static void test_building(void **state)
{
    (void)state;
    Arena *arena = fresh();
    Json *object = json_object(arena), *list = json_list(arena);
    json_set(object, STR("z"), json_number(arena, STR("1")));
    json_set(object, STR("a"), json_string(arena, STR("\xFFx\"\x01")));
    json_set(object, STR("l"), list);
    json_push(list, json_bool(arena, true));
    json_push(list, json_bool(arena, false));
    json_push(list, json_null(arena));
    Str first = printed(arena, json_print, object);
    assert_true(str_is(first,
                       "{\"z\":1,\"a\":\"\xEF\xBF\xBDx\\\"\\u0001\","
                       "\"l\":[true,false,null]}"));
    json_set(object, STR("l"), json_number(arena, STR("2"))); // replaces the last
    json_set(object, STR("z"), json_number(arena, STR("0"))); // and the first
    json_set(object, STR("new"), json_list(arena));
    assert_int_equal(object->n, 4);
    Str got = printed(arena, json_print, object);
    assert_true(str_is(got, "{\"z\":0,\"a\":\"\xEF\xBF\xBDx\\\"\\u0001\","
                            "\"l\":2,\"new\":[]}"));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_accepts),
        cmocka_unit_test(test_refuses),
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_spans),
        cmocka_unit_test(test_result_keeps_nothing_of_the_text),
        cmocka_unit_test(test_long),
        cmocka_unit_test(test_pointer),
        cmocka_unit_test(test_canonical),
        cmocka_unit_test(test_pretty),
        cmocka_unit_test(test_building),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
