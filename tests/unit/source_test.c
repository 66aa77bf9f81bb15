// Tests of sources and diagnostics: places, the queue, and the exact text shown.
//
// The records are made from two facts messages and then given texts of their own, so that
// rewording a message elsewhere does not touch these tests.
// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "runtime/source/render.h"

typedef struct Stage {
    Guard *guard; // on the heap: the arena points at it and stages are copied
    Arena *arena;
    Sources sources;
    Diags diags;
} Stage;

static Stage fresh(void)
{
    Stage stage = {.guard = calloc(1, sizeof *stage.guard)};
    guard_init(stage.guard);
    stage.arena = arena_new(stage.guard);
    source_init(&stage.sources, stage.arena);
    diag_init(&stage.diags, stage.arena);
    return stage;
}

static void finish(Stage *stage)
{
    arena_free(stage->arena);
    assert_int_equal(stage->guard->used, 0);
    free(stage->guard);
}

// A record that says `message` and nothing else.
static Diag *say(Stage *stage, Span span, const char *message)
{
    Diag *diag = diag_report(&stage->diags, DIAG_F0101, span, message);
    diag->message = str_of(message);
    diag->hint = STR_NONE;
    return diag;
}

// The span of `word` in the file; its n-th, from 0.
static Span span_of(const Stage *stage, FileId file, const char *word, int nth)
{
    Str text = source_get(&stage->sources, file)->text;
    const char *at = strstr(text.at, word);
    while (nth-- > 0 && at != NULL) {
        at = strstr(at + 1, word);
    }
    if (at == NULL) {
        fail_msg("no '%s'", word);
        return (Span){0, 0, 0};
    }
    uint32_t start = (uint32_t)(at - text.at);
    return (Span){file, start, start + (uint32_t)strlen(word)};
}

static void expect_text(Stage *stage, bool color, const char *want, int line)
{
    Buf buf;
    buf_init(&buf, stage->arena);
    render_text(&buf, &stage->sources, &stage->diags, color);
    Str got = buf_done(&buf);
    if (!str_is(got, want)) {
        fail_msg("line %d: got\n%s\nwant\n%s", line, got.at, want);
    }
}

static void test_places(void **state)
{
    (void)state;
    static const struct {
        uint32_t at, line, column;
    } rows[] = {
        {0, 1, 1}, {2, 1, 3}, {3, 1, 4}, {4, 2, 1}, {5, 2, 2}, {7, 2, 3},
        {8, 3, 1}, {9, 4, 1}, {10, 4, 2}, {99, 4, 2},
    };
    Stage stage = fresh();
    FileId file = source_add(&stage.sources, STR("a.licet"), STR("ab\r\nx\xC3\xBC\n\nz"));
    for (size_t i = 0; i < countof(rows); i++) {
        uint32_t line, column;
        source_place(&stage.sources, file, rows[i].at, &line, &column);
        if (line != rows[i].line || column != rows[i].column) {
            fail_msg("at %u: got %u:%u", rows[i].at, line, column);
        }
    }
    static const char *const lines[] = {"", "ab", "x\xC3\xBC", "", "z", ""};
    for (uint32_t i = 0; i < countof(lines); i++) {
        assert_true(str_is(source_line(&stage.sources, file, i), lines[i]));
    }
    uint32_t line, column;
    source_place(&stage.sources, 0, 5, &line, &column);
    assert_int_equal(line, 0);
    assert_true(str_is(source_text(&stage.sources, (Span){file, 4, 5}), "x"));
    assert_int_equal(source_text(&stage.sources, (Span){0, 4, 5}).len, 0);
    assert_null(source_get(&stage.sources, 0));
    assert_null(source_get(&stage.sources, 9));
    assert_false(source_get(&stage.sources, file)->literate);
    FileId other = source_add(&stage.sources, STR("doc.md"), STR(""));
    assert_true(source_get(&stage.sources, other)->literate);
    assert_int_equal(source_get(&stage.sources, other)->n_lines, 1);
    finish(&stage);
}

static void test_span_join(void **state)
{
    (void)state;
    static const struct {
        int line;
        Span a, b, want;
    } rows[] = {
        {__LINE__, {1, 3, 5}, {1, 8, 9}, {1, 3, 9}},
        {__LINE__, {1, 3, 9}, {1, 4, 5}, {1, 3, 9}},
        {__LINE__, {0, 0, 0}, {1, 4, 5}, {1, 4, 5}},
        {__LINE__, {1, 4, 5}, {0, 0, 0}, {1, 4, 5}},
        {__LINE__, {1, 4, 5}, {2, 7, 8}, {1, 4, 5}},
    };
    for (size_t i = 0; i < countof(rows); i++) {
        Span got = span_join(rows[i].a, rows[i].b);
        if (got.file != rows[i].want.file || got.start != rows[i].want.start ||
            got.end != rows[i].want.end) {
            fail_msg("line %d: got %u %u-%u", rows[i].line, got.file, got.start, got.end);
        }
    }
}

static void test_queue(void **state)
{
    (void)state;
    Stage stage = fresh();
    Diags *diags = &stage.diags;
    FileId file = source_add(&stage.sources, STR("a"), STR("abc"));
    Diag *first = diag_report(diags, DIAG_F0101, (Span){file, 0, 1}, "x");
    assert_true(str_is(str_sub(first->message, first->message.len - 1, 99), "x"));
    assert_string_equal(diag_name(first->code), "F0101");
    Diag *again = diag_report(diags, DIAG_F0101, (Span){file, 0, 1}, "y");
    assert_ptr_not_equal(first, again);
    assert_int_equal(diags->list.n, 1);
    diag_report(diags, DIAG_F0101, (Span){file, 0, 2}, "x"); // another span
    diag_report_at(diags, DIAG_F0101, STR("/a"), "x");
    diag_report_at(diags, DIAG_F0101, STR("/b"), "x");
    diag_report_at(diags, DIAG_F0101, STR("/a"), "x");
    assert_int_equal(diags->list.n, 4);
    diag_report(diags, DIAG_F0101, (Span){0, 0, 0}, "one thing");
    diag_report(diags, DIAG_F0101, (Span){0, 0, 0}, "another");
    diag_report(diags, DIAG_F0101, (Span){0, 0, 0}, "another");
    assert_int_equal(diags->list.n, 6);
    assert_int_equal(diags->n_errors, 6);
    assert_int_equal(diags->n_warnings, 0);
    assert_true(diag_has(diags, DIAG_F0101));
    assert_false(diag_has(diags, DIAG_F0105));
    for (int i = 0; i < 5; i++) {
        diag_label(diags, first, (Span){file, 1, 2}, "label %d", i);
    }
    assert_int_equal(first->n_labels, DIAG_LABELS_MAX);
    assert_true(str_is(first->labels[2].text, "label 2"));
    diag_note(diags, first, "did you mean '%s'?", "y");
    diag_hint(diags, first, "Write '%s'.", "y");
    assert_true(str_is(first->note, "did you mean 'y'?"));
    assert_true(str_is(first->hint, "Write 'y'."));
    finish(&stage);
}

static void test_sorted(void **state)
{
    (void)state;
    Stage stage = fresh();
    for (int i = 0; i < 3; i++) {
        source_add(&stage.sources, STR("a"), STR("abc"));
    }
    uint64_t seed = 7;
    for (uint32_t i = 0; i < 500; i++) {
        seed = seed * 6364136223846793005u + 1;
        FileId file = (FileId)(seed >> 60) % 4;
        Str number = str_format(stage.arena, "%u", i);
        say(&stage, (Span){file, (uint32_t)(seed >> 33) % 20, 1000 + i}, number.at);
    }
    Diag **sorted = diag_sorted(&stage.diags, stage.arena);
    for (size_t i = 1; i < stage.diags.list.n; i++) {
        Span a = sorted[i - 1]->span, b = sorted[i]->span;
        bool later = a.start < b.start || (a.start == b.start && a.end < b.end);
        bool rising = a.file == b.file ? later
                                       : b.file == 0 || (a.file != 0 && a.file < b.file);
        assert_true(rising);
    }
    finish(&stage);
}

static void test_nearest(void **state)
{
    (void)state;
    static const Str names[] = {
        {"income", 6}, {"outcome", 7}, {"Ceiling", 7},
        {"ceilings", 8}, {"cat", 3}, {"bat", 3},
    };
    static const struct {
        int line;
        const char *word, *want;
    } rows[] = {
        {__LINE__, "incme", "income"},
        {__LINE__, "INCOME", "income"},
        {__LINE__, "ceiling", "Ceiling"}, // only the case differs
        {__LINE__, "rat", "bat"},         // equally near: byte order
        {__LINE__, "xyz", ""},
        {__LINE__, "inco", "income"},     // two letters, ceil(4/3)
        {__LINE__, "inc", ""},            // three, and only one is allowed
        {__LINE__, "", ""},
    };
    for (size_t i = 0; i < countof(rows); i++) {
        Str got = diag_nearest(str_of(rows[i].word), names, countof(names));
        if (!str_is(got, rows[i].want)) {
            fail_msg("line %d: got '%.*s'", rows[i].line, STR_ARG(got));
        }
    }
}

static const char *const POLICY = "ceiling: EUR\n"
                                  "\n"
                                  "rule a\n"
                                  "\tif income < ceiling\n"
                                  "  then \xE4\xB8\xAD\xE5\x9B\xBD is x\n"
                                  "end\n";

static void test_text_of_one(void **state)
{
    (void)state;
    Stage stage = fresh();
    FileId file = source_add(&stage.sources, STR("benefits.licet"), str_of(POLICY));
    Diag *diag = say(&stage, span_of(&stage, file, "income", 0), "cannot compare");
    Span second = span_of(&stage, file, "ceiling", 1);
    diag_label(&stage.diags, diag, second, "%s", "declared in EUR");
    diag_label(&stage.diags, diag, span_of(&stage, file, "ceiling", 0), "%s", "here");
    diag_note(&stage.diags, diag, "%s", "one\ntwo");
    diag_hint(&stage.diags, diag, "%s", "Write it.");
    expect_text(&stage, false,
                "error[F0101]: cannot compare\n"
                "  benefits.licet:4:5\n"
                "    1 | ceiling: EUR\n"
                "      | ~~~~~~~ here\n"
                "    4 |  if income < ceiling\n"
                "      |     ^^^^^^   ~~~~~~~ declared in EUR\n"
                "  one\n"
                "  two\n"
                "  hint: Write it.\n",
                __LINE__);
    finish(&stage);
}

static void test_text_of_labels(void **state)
{
    (void)state;
    Stage stage = fresh();
    FileId file = source_add(&stage.sources, STR("a.licet"), str_of(POLICY));
    FileId other = source_add(&stage.sources, STR("b.licet"), STR("x is 1"));
    Diag *diag = say(&stage, span_of(&stage, file, "x", 0), "wide");
    diag->severity = SEVERITY_WARNING;
    Span wide = span_of(&stage, file, "\xE4\xB8\xAD\xE5\x9B\xBD", 0);
    diag_label(&stage.diags, diag, wide, "%s", "this");
    diag_label(&stage.diags, diag, span_of(&stage, other, "1", 0), "%s", "and this");
    expect_text(&stage, false,
                "warning[F0101]: wide\n"
                "  a.licet:5:14\n"
                "    5 |   then \xE4\xB8\xAD\xE5\x9B\xBD is x\n"
                "      |        ~~~~    ^\n"
                "      |        this\n"
                "  b.licet:1:6\n"
                "    1 | x is 1\n"
                "      |      ~ and this\n",
                __LINE__);
    finish(&stage);
}

static void test_text_of_odd_spans(void **state)
{
    (void)state;
    Stage stage = fresh();
    FileId file = source_add(&stage.sources, STR("a.licet"), str_of(POLICY));
    uint32_t len = (uint32_t)strlen(POLICY);
    say(&stage, (Span){file, 9, 40}, "several lines");
    say(&stage, (Span){file, 12, 12}, "an empty span at a line's end");
    say(&stage, (Span){file, len, len}, "the end of the file");
    say(&stage, (Span){0, 0, 0}, "nowhere");
    expect_text(&stage, false,
                "error[F0101]: several lines\n"
                "  a.licet:1:10\n"
                "    1 | ceiling: EUR\n"
                "      |          ^^^\n"
                "\n"
                "error[F0101]: an empty span at a line's end\n"
                "  a.licet:1:13\n"
                "    1 | ceiling: EUR\n"
                "      |             ^\n"
                "\n"
                "error[F0101]: the end of the file\n"
                "  a.licet:7:1\n"
                "    7 |\n"
                "      | ^\n"
                "\n"
                "error[F0101]: nowhere\n",
                __LINE__);
    finish(&stage);
}

static void test_text_of_facts(void **state)
{
    (void)state;
    Stage stage = fresh();
    Diag *diag = diag_report_at(&stage.diags, DIAG_F0101, STR("/items/0/tpp"), "x");
    diag->message = STR("expected a number \x1B[31m");
    diag->hint = STR("Write 15832.");
    expect_text(&stage, false,
                "error[F0101]: expected a number \xEF\xBF\xBD[31m\n"
                "  at /items/0/tpp\n"
                "  hint: Write 15832.\n",
                __LINE__);
    finish(&stage);
}

static void test_text_is_clean(void **state)
{
    (void)state;
    Stage stage = fresh();
    FileId file = source_add(&stage.sources, STR("a.licet"),
                             STR("a\x1B" "b\xFF" "c\xE2\x80\xAE" "d\xC2\x9B" "e"));
    say(&stage, span_of(&stage, file, "e", 0), "m");
    expect_text(&stage, false,
                "error[F0101]: m\n"
                "  a.licet:1:9\n"
                "    1 | a\xEF\xBF\xBD" "b\xEF\xBF\xBD"
                "c\xEF\xBF\xBD" "d\xEF\xBF\xBD" "e\n"
                "      |         ^\n",
                __LINE__);
    finish(&stage);
}

// A line of 300 columns: ten digits thirty times, with one word somewhere.
static Str long_line(Arena *arena, size_t word_at)
{
    Buf buf;
    buf_init(&buf, arena);
    for (size_t i = 0; i < 300; i++) {
        buf_char(&buf, (char)('0' + i % 10));
    }
    Str line = buf_done(&buf);
    memcpy(buf.at + word_at, "word", 4);
    return line;
}

static void test_text_is_cut(void **state)
{
    (void)state;
    static const struct {
        int line;
        size_t at;
        const char *begins, *ends; // of the line shown
        size_t column;             // of the mark
    } rows[] = {
        {__LINE__, 0, "word456", "45678\xE2\x80\xA6", 0},
        {__LINE__, 90, "012", "9word45678\xE2\x80\xA6", 90},
        {__LINE__, 96, "\xE2\x80\xA6" "7890", "34\xE2\x80\xA6", 30},
        {__LINE__, 200, "\xE2\x80\xA6" "123456", "678\xE2\x80\xA6", 30},
        {__LINE__, 296, "\xE2\x80\xA6" "123456", "345word", 96},
    };
    for (size_t i = 0; i < countof(rows); i++) {
        Stage stage = fresh();
        Str text = long_line(stage.arena, rows[i].at);
        FileId file = source_add(&stage.sources, STR("a"), text);
        say(&stage, span_of(&stage, file, "word", 0), "m");
        Buf buf;
        buf_init(&buf, stage.arena);
        render_text(&buf, &stage.sources, &stage.diags, false);
        Str got = buf_done(&buf);
        const char *line = strstr(got.at, "1 | ") + 4, *end = strchr(line, '\n');
        Str shown = {line, (size_t)(end - line)};
        size_t tail = strlen(rows[i].ends);
        const char *mark = strchr(end, '^');
        const char *gutter = strstr(end, "| ") + 2;
        if (!str_starts(shown, str_of(rows[i].begins)) ||
            !str_is(str_sub(shown, shown.len - tail, shown.len), rows[i].ends) ||
            (size_t)(mark - gutter) != rows[i].column) {
            fail_msg("line %d: got\n%s", rows[i].line, got.at);
        }
        finish(&stage);
    }
}

static void test_text_far_apart(void **state)
{
    (void)state;
    Stage stage = fresh();
    FileId file = source_add(&stage.sources, STR("a"), long_line(stage.arena, 0));
    Diag *diag = say(&stage, (Span){file, 0, 4}, "m");
    diag_label(&stage.diags, diag, (Span){file, 250, 260}, "%s", "out there");
    Buf buf;
    buf_init(&buf, stage.arena);
    render_text(&buf, &stage.sources, &stage.diags, false);
    const char *row = strstr(buf_done(&buf).at, "| ^^^^");
    assert_non_null(row);
    assert_string_equal(strchr(row, '~'), "~ out there\n"); // below the "…"
    assert_int_equal(strchr(row, '~') - row, 2 + 99);
    finish(&stage);
}

static void test_text_stops_at_twenty(void **state)
{
    (void)state;
    Stage stage = fresh();
    FileId file = source_add(&stage.sources, STR("a"), STR("abcdefghijklmnopqrstuvwxyz"));
    for (uint32_t i = 0; i < 23; i++) {
        say(&stage, (Span){file, i, i + 1}, "m");
    }
    Buf buf;
    buf_init(&buf, stage.arena);
    render_text(&buf, &stage.sources, &stage.diags, false);
    Str got = buf_done(&buf);
    size_t n = 0;
    for (const char *at = got.at; (at = strstr(at, "error[")) != NULL; at++) {
        n++;
    }
    assert_int_equal(n, DIAG_SHOWN_MAX);
    const char *end = "\n\xE2\x80\xA6 and 3 more\n";
    assert_true(str_is(str_sub(got, got.len - strlen(end), got.len), end));
    finish(&stage);
}

static void test_text_in_color(void **state)
{
    (void)state;
    Stage stage = fresh();
    FileId file = source_add(&stage.sources, STR("a"), STR("ab"));
    Diag *diag = say(&stage, (Span){file, 0, 1}, "m");
    diag_label(&stage.diags, diag, (Span){file, 1, 2}, "%s", "l");
    expect_text(&stage, true,
                "\033[1;31merror[F0101]\033[0m\033[1m: m\033[0m\n"
                "  a:1:1\n"
                "\033[36m    1 |\033[0m ab\n"
                "\033[36m      |\033[0m \033[1;31m^\033[0m\033[36m~\033[0m l\n",
                __LINE__);
    finish(&stage);
}

static void test_json(void **state)
{
    (void)state;
    Stage stage = fresh();
    FileId file = source_add(&stage.sources, STR("a.licet"), STR("ab\ncd"));
    Diag *diag = say(&stage, (Span){file, 3, 5}, "m");
    diag_label(&stage.diags, diag, (Span){file, 0, 1}, "%s", "l");
    diag_report_at(&stage.diags, DIAG_F0101, STR("/x"), "y")->message = STR("n");
    Buf buf;
    buf_init(&buf, stage.arena);
    json_print(&buf, render_json(stage.arena, &stage.sources, &stage.diags));
    assert_string_equal(
        buf_done(&buf).at,
        "[{\"code\":\"F0101\",\"severity\":\"error\",\"message\":\"m\","
        "\"file\":\"a.licet\","
        "\"line\":2,\"column\":1,\"end_line\":2,\"end_column\":3,\"labels\":[{"
        "\"file\":\"a.licet\","
        "\"line\":1,\"column\":1,\"end_line\":1,\"end_column\":2,\"text\":\"l\"}]},"
        "{\"code\":\"F0101\",\"severity\":\"error\",\"message\":\"n\","
        "\"pointer\":\"/x\"}]");
    finish(&stage);
}

static Str at(const Json *root, const char *pointer)
{
    const Json *place = json_pointer(root, str_of(pointer));
    if (place == NULL) {
        fail_msg("nothing at %s", pointer);
        return STR_NONE;
    }
    return place->text;
}

static void expect_at(const Json *root, const char *pointer, const char *want)
{
    Str got = at(root, pointer);
    if (!str_is(got, want)) {
        fail_msg("%s: got '%.*s'", pointer, STR_ARG(got));
    }
}

static const Json *sarif_of(Stage *stage, const char *text)
{
    *stage = fresh();
    FileId file = source_add(&stage->sources, STR("dir/a b.licet"), str_of(text));
    Diag *diag = say(stage, span_of(stage, file, "bad", 0), "m");
    diag->hint = STR("Do.");
    diag_label(&stage->diags, diag, span_of(stage, file, "word", 0), "%s", "l");
    say(stage, span_of(stage, file, "bad", 1), "m");
    Diag *warning = diag_report_at(&stage->diags, DIAG_F0105, STR("/x"), STR_ARG(STR("y")));
    warning->severity = SEVERITY_WARNING;
    return render_sarif(stage->arena, &stage->sources, &stage->diags);
}

static void test_sarif(void **state)
{
    (void)state;
    Stage stage, moved;
    const Json *log = sarif_of(&stage, "word\n  bad bad\n");
    expect_at(log, "/version", "2.1.0");
    expect_at(log, "/runs/0/tool/driver/name", "licet");
    expect_at(log, "/runs/0/tool/driver/rules/0/id", "F0101");
    expect_at(log, "/runs/0/tool/driver/rules/1/id", "F0105");
    expect_at(log, "/runs/0/results/0/ruleId", "F0101");
    expect_at(log, "/runs/0/results/0/ruleIndex", "0");
    expect_at(log, "/runs/0/results/0/level", "error");
    expect_at(log, "/runs/0/results/0/message/text", "m\nDo.");
    const char *physical = "/runs/0/results/0/locations/0/physicalLocation";
    const Json *location = json_pointer(log, str_of(physical));
    expect_at(location, "/artifactLocation/uri", "dir/a%20b.licet");
    expect_at(location, "/region/startLine", "2");
    expect_at(location, "/region/startColumn", "3");
    expect_at(location, "/region/endLine", "2");
    expect_at(location, "/region/endColumn", "6");
    expect_at(log, "/runs/0/results/0/relatedLocations/0/message/text", "l");
    expect_at(log, "/runs/0/results/2/ruleIndex", "1");
    expect_at(log, "/runs/0/results/2/level", "warning");
    const Json *last = json_pointer(log, STR("/runs/0/results/2"));
    expect_at(last, "/locations/0/logicalLocations/0/fullyQualifiedName", "/x");
    // Lines inserted above and another indent change no fingerprint; two on a line differ.
    const Json *other = sarif_of(&moved, "-- new\n\nword\n    bad bad\n");
    const char *first = "/runs/0/results/0/partialFingerprints/licetLine~11";
    const char *second = "/runs/0/results/1/partialFingerprints/licetLine~11";
    assert_true(str_eq(at(log, first), at(other, first)));
    assert_true(str_eq(at(log, second), at(other, second)));
    assert_false(str_eq(at(log, first), at(log, second)));
    finish(&stage);
    finish(&moved);
}

static void test_github(void **state)
{
    (void)state;
    Stage stage = fresh();
    FileId file = source_add(&stage.sources, STR("a,b.licet"), STR("ab\ncd"));
    Diag *diag = say(&stage, (Span){file, 4, 5}, "100% wrong");
    diag->hint = STR("Do.");
    diag_report_at(&stage.diags, DIAG_F0101, STR("/x"), "y")->message = STR("n");
    Buf buf;
    buf_init(&buf, stage.arena);
    render_github(&buf, &stage.sources, &stage.diags);
    assert_string_equal(buf_done(&buf).at,
                        "::error file=a%2Cb.licet,line=2,col=2,title=F0101::"
                        "100%25 wrong%0ADo.\n"
                        "::error title=F0101::/x: n\n");
    finish(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_span_join),
        cmocka_unit_test(test_queue),
        cmocka_unit_test(test_sorted),
        cmocka_unit_test(test_nearest),
        cmocka_unit_test(test_text_of_one),
        cmocka_unit_test(test_text_of_labels),
        cmocka_unit_test(test_text_of_odd_spans),
        cmocka_unit_test(test_text_of_facts),
        cmocka_unit_test(test_text_is_clean),
        cmocka_unit_test(test_text_is_cut),
        cmocka_unit_test(test_text_far_apart),
        cmocka_unit_test(test_text_stops_at_twenty),
        cmocka_unit_test(test_text_in_color),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_sarif),
        cmocka_unit_test(test_github),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
