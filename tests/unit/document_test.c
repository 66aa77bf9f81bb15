// Tests of the writers: sample decision documents as text, as HTML and as a table.
//
// Each tests/cases/documents/x.json has its text in x.txt; UPDATE=1 writes these. The HTML is
// checked for what it promises: one file, nothing loaded, nothing that can break out of it.
// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "runtime/base/os.h"
#include "runtime/base/utf8.h"
#include "runtime/proof/to_table.h"
#include "runtime/proof/writers.h"

#define FOLDER "tests/cases/documents"

static Guard guard;

static Arena *fresh(void)
{
    guard_init(&guard);
    return arena_new(&guard);
}

static const Json *document(Arena *arena, const char *name)
{
    Str path = str_format(arena, FOLDER "/%s.json", name), text;
    const char *why = "";
    JsonError error;
    if (!os_read(arena, path.at, 1 << 24, &text, &why)) {
        fail_msg("%s: %s", path.at, why);
    }
    const Json *json = json_parse(arena, text, &error);
    if (json == NULL) {
        fail_msg("%s: %s", path.at, error.message);
    }
    return json;
}

static const char *const names[] = {"authorized", "provider", "resolved", "seed-01",
                                    "seed-02",    "suspended", "undetermined"};

static Str text_of(Arena *arena, const char *name, const WriteOptions *options)
{
    Buf out;
    buf_init(&out, arena);
    to_text(&out, document(arena, name), options);
    return buf_done(&out);
}

static Str html_of(Arena *arena, const Json *const *documents, size_t n, const char *header)
{
    Buf out;
    buf_init(&out, arena);
    WriteOptions options = {.header = str_of(header), .matter = str_of("42/7")};
    to_html(&out, documents, n, &options);
    return buf_done(&out);
}

static size_t count_of(Str text, const char *part)
{
    size_t n = 0, len = strlen(part);
    for (size_t i = 0; i + len <= text.len; i++) {
        n += memcmp(text.at + i, part, len) == 0;
    }
    return n;
}

static void test_text_is_as_written_down(void **state)
{
    (void)state;
    for (size_t i = 0; i < countof(names); i++) {
        Arena *arena = fresh();
        const char *why = "";
        WriteOptions options = {.columns = 100};
        Str got = text_of(arena, names[i], &options), want = STR_NONE;
        Str path = str_format(arena, FOLDER "/%s.txt", names[i]);
        if (os_env("UPDATE") != NULL) {
            assert_true(os_write(path.at, got, &why));
        } else if (!os_read(arena, path.at, 1 << 20, &want, &why) || !str_eq(got, want)) {
            fail_msg("%s: %s; got\n%.*s", path.at, why, STR_ARG(got));
        }
        arena_free(arena);
    }
}

static void test_text_keeps_to_its_columns(void **state)
{
    (void)state;
    static const size_t widths[] = {60, 80, 100, 160};
    for (size_t i = 0; i < countof(names) * countof(widths); i++) {
        Arena *arena = fresh();
        WriteOptions options = {.columns = widths[i % countof(widths)], .full = true};
        Str text = text_of(arena, names[i / countof(widths)], &options);
        size_t start = 0;
        for (size_t at = 0; at < text.len; at++) {
            if (text.at[at] != '\n') {
                continue;
            }
            Str line = str_sub(text, start, at);
            bool one_word = count_of(str_trim(line), " ") == 0;
            if (utf8_width(line) > options.columns && !one_word) {
                fail_msg("%s at %zu: '%.*s'", names[i / countof(widths)], options.columns,
                         STR_ARG(line));
            }
            start = at + 1;
        }
        arena_free(arena);
    }
}

// Without color the text is the same: colors are an addition only.
static void test_color_only_adds(void **state)
{
    (void)state;
    for (size_t i = 0; i < countof(names); i++) {
        Arena *arena = fresh();
        WriteOptions plain = {.columns = 100}, colored = {.columns = 100, .color = true};
        Str a = text_of(arena, names[i], &plain), b = text_of(arena, names[i], &colored);
        Buf stripped;
        buf_init(&stripped, arena);
        for (size_t at = 0; at < b.len; at++) {
            if (b.at[at] == '\033') {
                while (b.at[at] != 'm') {
                    at++;
                }
            } else {
                buf_char(&stripped, b.at[at]);
            }
        }
        assert_true(str_eq(buf_done(&stripped), a));
        arena_free(arena);
    }
}

static void test_html_loads_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < countof(names); i++) {
        Arena *arena = fresh();
        const Json *one = document(arena, names[i]);
        Str html = html_of(arena, &one, 1, "Privileged & Confidential");
        assert_int_equal(count_of(html, "http"),
                         count_of(html, "href=\"https://www.ecfr.gov/on/") +
                             count_of(html, "<meta http-equiv"));
        assert_int_equal(count_of(html, "<script"), 1);
        assert_int_equal(count_of(html, "<script type=\"application/json\""), 1);
        assert_int_equal(count_of(html, "src="), 0);
        assert_int_equal(count_of(html, "url("), count_of(html, "url(#"));
        assert_int_equal(count_of(html, "@import"), 0);
        for (unsigned n = 1; n <= 9; n++) {
            assert_int_equal(count_of(html, str_format(arena, "id=\"d1-s%u\"", n).at), 1);
        }
        arena_free(arena);
    }
}

static void test_html_elements_are_closed(void **state)
{
    (void)state;
    static const char *const tags[] = {"section", "article", "details", "summary", "table",
                                       "tbody", "tr", "td", "th", "ul", "li", "svg", "h1",
                                       "h2", "h3", "p", "aside", "div", "span", "a", "dl",
                                       "dt", "dd", "figure", "code", "b", "time", "main"};
    for (size_t i = 0; i < countof(names); i++) {
        Arena *arena = fresh();
        const Json *one = document(arena, names[i]);
        Str html = html_of(arena, &one, 1, "");
        for (size_t t = 0; t < countof(tags); t++) {
            size_t open = count_of(html, str_format(arena, "<%s>", tags[t]).at) +
                          count_of(html, str_format(arena, "<%s ", tags[t]).at);
            size_t closed = count_of(html, str_format(arena, "</%s>", tags[t]).at);
            if (open != closed) {
                fail_msg("%s: <%s> %zu times opened, %zu closed", names[i], tags[t], open,
                         closed);
            }
        }
        arena_free(arena);
    }
}

// Texts of facts and options are never markup, style or script.
static void test_html_stays_closed(void **state)
{
    (void)state;
    static const char *evil = "</script><script>alert(1)</script></style>\"};<b onload='x'>";
    Arena *arena = fresh();
    Str text;
    const char *why = "";
    assert_true(os_read(arena, FOLDER "/seed-02.json", 1 << 24, &text, &why));
    Buf made;
    buf_init(&made, arena);
    Buf quoted;
    buf_init(&quoted, arena);
    json_quote(&quoted, str_of(evil));
    Str inner = buf_done(&quoted), name = STR("Shenzhen University buys the same boards");
    inner = str_sub(inner, 1, inner.len - 1);
    for (size_t at = 0; at < text.len; at++) {
        if (str_starts(str_sub(text, at, text.len), name)) {
            buf_str(&made, inner);
            at += name.len - 1;
        } else {
            buf_char(&made, text.at[at]);
        }
    }
    JsonError error;
    const Json *one = json_parse(arena, buf_done(&made), &error);
    assert_non_null(one);
    Str html = html_of(arena, &one, 1, evil);
    assert_int_equal(count_of(html, "<script"), 1);
    assert_int_equal(count_of(html, "</script"), 1);
    assert_int_equal(count_of(html, "</style"), 1);
    assert_int_equal(count_of(html, "<b onload"), 0);
    arena_free(arena);
}

static void test_html_of_many(void **state)
{
    (void)state;
    Arena *arena = fresh();
    const Json *all[countof(names)];
    for (size_t i = 0; i < countof(names); i++) {
        all[i] = document(arena, names[i]);
    }
    Str html = html_of(arena, all, countof(names), "");
    assert_int_equal(count_of(html, "<article"), countof(names));
    assert_int_equal(count_of(html, "<script type=\"application/json\""), countof(names));
    assert_true(count_of(html, "href=\"#d6\"") == 1);
    arena_free(arena);
}

static void test_table_says_what_proposals_change(void **state)
{
    (void)state;
    Arena *arena = fresh();
    const Json *rents = document(arena, "seed-01"), *open = document(arena, "undetermined");
    const Json *same[] = {rents}, *other[] = {open};
    TableCase cases[] = {
        {STR("A"), STR("first"), STR("stated in a text"), STR_NONE, rents, same},
        {STR("B"), STR("second"), STR("unverified"), STR("heard only"), rents, other},
        {STR("C"), STR("third"), STR("stated in a text"), STR_NONE,
         document(arena, "provider"), NULL}};
    Str titles[] = {STR("A bill")};
    Buf out;
    buf_init(&out, arena);
    WriteOptions options = {.columns = 160};
    to_table(&out, cases, countof(cases), titles, 1, &options);
    Str text = buf_done(&out);
    assert_int_equal(count_of(text, "3 cases, each under the law of its day"), 1);
    assert_int_equal(count_of(text, "not subject · 3 red flags"), 2);
    assert_int_equal(count_of(text, "BARRED · anthropic"), 1);
    assert_int_equal(count_of(text, "(?) B: heard only"), 1);
    assert_int_equal(count_of(text, "2 stated in a text · 1 unverified"), 1);
    assert_int_equal(count_of(text, "cannot say: die area? and 2 more"), 1);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_is_as_written_down),
        cmocka_unit_test(test_text_keeps_to_its_columns),
        cmocka_unit_test(test_color_only_adds),
        cmocka_unit_test(test_html_loads_nothing),
        cmocka_unit_test(test_html_elements_are_closed),
        cmocka_unit_test(test_html_stays_closed),
        cmocka_unit_test(test_html_of_many),
        cmocka_unit_test(test_table_says_what_proposals_change),
    };
    return cmocka_run_group_tests_name("documents", tests, NULL, NULL);
}
