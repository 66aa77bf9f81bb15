// Tests of the front end: layout and reading undo each other, comments stay, spans count
// the whole of a literate file, and nesting has its limit.
//
// The golden files of tests/cases/tree and tests/cases/fmt show what trees and layouts are;
// here generated expressions check what must hold of all of them.
// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "grammar/parse.h"
#include "runtime/tree/dump.h"
#include "runtime/tree/fence.h"
#include "runtime/tree/print.h"

typedef struct Stage {
    Guard guard;
    Arena *arena;
    Sources sources;
    Diags diags;
    NodeId next_id;
} Stage;

static void begin(Stage *stage)
{
    guard_init(&stage->guard);
    stage->arena = arena_new(&stage->guard);
    source_init(&stage->sources, stage->arena);
    diag_init(&stage->diags, stage->arena);
    stage->next_id = 1;
}

static Tree *parse(Stage *stage, const char *path, Str text)
{
    FileId file = source_add(&stage->sources, str_of(path), text);
    return parse_file(stage->arena, &stage->sources, file, &stage->next_id, &stage->diags);
}

static Str dumped(Stage *stage, const Tree *tree)
{
    Buf out;
    buf_init(&out, stage->arena);
    dump_tree(&out, tree);
    return buf_done(&out);
}

static Str printed(Stage *stage, const Tree *tree)
{
    Buf out;
    buf_init(&out, stage->arena);
    print_tree(&out, &stage->sources, tree);
    return buf_done(&out);
}

static void assert_same(Str got, Str want)
{
    if (!str_eq(got, want)) {
        fail_msg("got:\n%.*s\nwant:\n%.*s", STR_ARG(got), STR_ARG(want));
    }
}

// -- generated expressions

typedef struct Maker {
    Buf out;
    uint32_t state;
} Maker;

static uint32_t pick(Maker *m, uint32_t n)
{
    m->state = m->state * 1664525u + 1013904223u;
    return (m->state >> 16) % n;
}

static void make_expr(Maker *m, int depth);

static void make_joined(Maker *m, int depth, const char *const *signs, uint32_t n)
{
    buf_char(&m->out, '(');
    make_expr(m, depth);
    buf_char(&m->out, ')');
    for (uint32_t k = 1 + pick(m, 3), sign = pick(m, n); k > 0; k--) {
        buf_addf(&m->out, " %s (", signs[sign]);
        make_expr(m, depth);
        buf_char(&m->out, ')');
    }
}

static void make_leaf(Maker *m)
{
    static const char *const LEAVES[] = {
        "x", "4_800", "5.92 TPP/mm2", "2023-11-17", "\"a \\\"text\\\"\"", "f(3A090.a.1)",
        "742.6(a)(6) = y", "true", "false", "none", "unknown", "a.when.b", "t[1, \"k\"]",
        "f()",
        "[CN, HK]", "[x, ...]", "[]", "Party {}", "source", "x is 3A090",
        "x is none of [EAR99, 734.13]", "y not in d5", "a_name_that_is_rather_long",
    };
    buf_text(&m->out, LEAVES[pick(m, countof(LEAVES))]);
}

static void make_expr(Maker *m, int depth)
{
    static const char *const CHAINS[] = {"and", "or"};
    static const char *const SIGNS[] = {"+", "-", "*", "/"};
    static const char *const COMPARE[] = {"=", "<=", "at least", "less than", "exceeding"};
    static const char *const WRAPS[][2] = {
        {"not (", ")"},
        {"-(", ")"},
        {"(", ")^2"},
        {"some i in items satisfies ", ""},
        {"if a then b otherwise ", ""},
        {"f(x, ", ")"},
        {"sum(", " for o in i.operations where o.digital)"},
        {"all of { (a) x; (b) ", "; }"},
        {"at least 2 of { (c) ", "; y; z }"},
        {"Party { share = ", "; name = \"n\" }"},
        {"(", ").field"},
        {"[x, ", "]"},
    };
    if (depth == 0) {
        make_leaf(m);
        return;
    }
    uint32_t kind = pick(m, 8);
    if (kind == 0) {
        make_joined(m, depth - 1, CHAINS, countof(CHAINS));
    } else if (kind == 1) {
        make_joined(m, depth - 1, SIGNS, countof(SIGNS));
    } else if (kind == 2) {
        uint32_t sign = pick(m, countof(COMPARE));
        buf_char(&m->out, '(');
        make_expr(m, depth - 1);
        buf_addf(&m->out, ") %s (", COMPARE[sign]);
        make_expr(m, depth - 1);
        buf_char(&m->out, ')');
    } else {
        uint32_t wrap = pick(m, countof(WRAPS));
        buf_text(&m->out, WRAPS[wrap][0]);
        make_expr(m, depth - 1);
        buf_text(&m->out, WRAPS[wrap][1]);
    }
}

static void assert_round_trip(Stage *stage, Str text)
{
    Tree *first = parse(stage, "a.licet", text);
    if (stage->diags.n_errors != 0) {
        fail_msg("%.*s: %.*s", STR_ARG(text), STR_ARG(stage->diags.list.items[0]->message));
    }
    Str layout = printed(stage, first);
    Tree *second = parse(stage, "b.licet", layout);
    assert_int_equal(stage->diags.n_errors, 0);
    assert_same(dumped(stage, second), dumped(stage, first));
    assert_same(printed(stage, second), layout);
    assert_int_equal(second->comments.n, first->comments.n);
}

static void test_layout_round_trip(void **state)
{
    (void)state;
    for (uint32_t seed = 0; seed < 3000; seed++) {
        Stage stage;
        begin(&stage);
        Maker m = {.state = seed * 2654435761u + 1};
        buf_init(&m.out, stage.arena);
        buf_text(&m.out, "define d: boolean = ");
        make_expr(&m, (int)(seed % 5));
        assert_round_trip(&stage, buf_done(&m.out));
        arena_free(stage.arena);
    }
}

// A comment after every token of a rule that has everything.
static void test_comments_stay(void **state)
{
    (void)state;
    static const char *const TOKENS[] = {
        "module", "m", "rule", "742.6(a)", "\"t\"", "for", "each", "i", "in", "items",
        "cites", "\"c\"", "in", "force", "from", "2024-01-01", "requires", "license", "(", "reason",
        ":", "RS", ",", "2 GB", ")", "when", "all", "of", "{", "(a)", "x", "and", "not",
        "y", ";", "f", "(", "1", "+", "2", ")", "in", "[", "CN", ",", "HK", "]", ";", "}",
        "except",
        "when", "some", "p", "in", "l", "satisfies", "p", ".", "q", "with", "duty", "d",
    };
    for (size_t at = 0; at < countof(TOKENS); at++) {
        for (int own = 0; own < 2; own++) {
            Stage stage;
            begin(&stage);
            Buf out;
            buf_init(&out, stage.arena);
            for (size_t i = 0; i < countof(TOKENS); i++) {
                buf_text(&out, TOKENS[i]);
                buf_text(&out, i != at ? " " : own ? "\n-- note\n" : " -- note\n");
            }
            assert_round_trip(&stage, buf_done(&out));
            arena_free(stage.arena);
        }
    }
}

// -- places

static void test_literate_spans(void **state)
{
    (void)state;
    Stage stage;
    begin(&stage);
    Str text = STR("# Prose == prose\n\n```licet\nfact a: boolean\n```\n\n"
                   "```c\nfact\n```\n~~~ licet\ndefine b: boolean = a -- why\n~~~\n");
    Tree *tree = parse(&stage, "x.md", text);
    assert_int_equal(stage.diags.n_errors, 0);
    const Node *decls = node_kid(tree->root, MODULE_DECLS);
    assert_int_equal(decls->n, 2);
    assert_same(source_text(&stage.sources, decls->kids[0]->span), STR("fact a: boolean"));
    assert_same(source_text(&stage.sources, decls->kids[1]->name_span), STR("b"));
    assert_same(source_text(&stage.sources, tree->comments.items[0].span), STR("-- why"));
    Str layout = printed(&stage, tree);
    Str want = STR("# Prose == prose\n\n```licet\nfact a: boolean\n```");
    assert_true(str_starts(layout, want));
    arena_free(stage.arena);
}

static void test_ids_are_dense(void **state)
{
    (void)state;
    Stage stage;
    begin(&stage);
    Tree *one = parse(&stage, "a.licet", STR("fact a: boolean"));
    Tree *two = parse(&stage, "b.licet", STR("fact b: boolean"));
    assert_int_equal(one->first_id, 1);
    assert_int_equal(two->first_id, one->end_id);
    assert_int_equal(two->end_id, stage.next_id);
    assert_true(two->root->id >= two->first_id && two->root->id < two->end_id);
    arena_free(stage.arena);
}

static void test_fences(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t blocks;
        bool closed; // the last one
    } CASES[] = {
        {"", 0, false},
        {"```licet\nx\n```\n", 1, true},
        {"```licet\nx\n", 1, false},
        {"```licet", 1, false},
        {"   ```licet\nx\n   ```", 1, true},
        {"    ```licet\nx\n    ```", 0, false},
        {"```licet-error\nx\n```\n", 0, false},
        {"```` licet more words\n```\n````\n", 1, true},
        {"~~~licet\n```\n~~~  \n", 1, true},
        {"````md\n```licet\nx\n```\n````\n", 0, false},
        {"``licet\n", 0, false},
        {"```licet `a`\n", 0, false},
        {"```licet\r\nx\r\n```\r\n```licet\r\n```\r\n", 2, true},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        size_t at = 0, blocks = 0;
        Fence fence = {.closed = false};
        bool closed = false;
        while (fence_next(str_of(CASES[i].text), &at, &fence)) {
            blocks++;
            closed = fence.closed;
        }
        if (blocks != CASES[i].blocks || closed != CASES[i].closed) {
            fail_msg("fence case %zu: %zu blocks", i, blocks);
        }
    }
}

// -- limits and recovery

static Str nested(Stage *stage, const char *open, const char *close, size_t n)
{
    Buf out;
    buf_init(&out, stage->arena);
    buf_text(&out, "define d: boolean = ");
    for (size_t i = 0; i < n; i++) {
        buf_text(&out, open);
    }
    buf_text(&out, "a");
    for (size_t i = 0; i < n; i++) {
        buf_text(&out, close);
    }
    return buf_done(&out);
}

static void test_nesting_limit(void **state)
{
    (void)state;
    static const struct {
        const char *open, *close;
        size_t most; // accepted; a few more are not
    } CASES[] = {
        {"(", ")", PARSE_DEPTH_MAX},
        {"[", "]", PARSE_DEPTH_MAX - 4},
        {"all of { ", " }", PARSE_DEPTH_MAX - 4},
        {"not ", "", PARSE_DEPTH_MAX - 3}, // below module, definition and the name itself
        {"- ", "", PARSE_DEPTH_MAX - 3},
        {"some i in l satisfies ", "", PARSE_DEPTH_MAX - 3},
    };
    static const size_t MORE[] = {0, 6, 5000, 100000};
    for (size_t i = 0; i < countof(CASES); i++) {
        for (size_t k = 0; k < countof(MORE); k++) {
            Stage stage;
            begin(&stage);
            size_t n = CASES[i].most + MORE[k];
            parse(&stage, "a.licet", nested(&stage, CASES[i].open, CASES[i].close, n));
            assert_int_equal(stage.diags.n_errors, k == 0 ? 0 : 1);
            assert_int_equal(diag_has(&stage.diags, DIAG_L0116), k > 0);
            arena_free(stage.arena);
        }
    }
}

static void test_one_message_per_slip(void **state)
{
    (void)state;
    Stage stage;
    begin(&stage);
    Tree *tree = parse(&stage, "a.licet",
                       STR("fact a boolean\n"
                           "rule x\n  requires y when all of { b c; (d e; [f }\n"
                           "rule z\n  requires y\n"));
    assert_int_equal(stage.diags.n_errors, 4);
    const Node *decls = node_kid(tree->root, MODULE_DECLS);
    assert_int_equal(decls->n, 3);
    assert_int_equal(decls->kids[0]->kind, NODE_ERROR);
    assert_int_equal(decls->kids[2]->kind, NODE_RULE);
    arena_free(stage.arena);
}

static void test_messages_end(void **state)
{
    (void)state;
    Stage stage;
    begin(&stage);
    Buf out;
    buf_init(&out, stage.arena);
    for (int i = 0; i < 1000; i++) {
        buf_text(&out, "fact a = 1\n");
    }
    parse(&stage, "a.licet", buf_done(&out));
    assert_int_equal(stage.diags.n_errors, DIAG_SHOWN_MAX);
    arena_free(stage.arena);
}

// -- single expressions

static void test_expression(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want; // NULL: an error
    } CASES[] = {
        {"1+2", "1 + 2"},
        {" [ CN ,HK ] ", "[CN, HK]"},
        {"all of {(a) x;y;}", "all of { (a) x; y }"},
        {"Party{located=CN}", "Party { located = CN }"},
        {"a and (b or c)", "a and (b or c)"},
        {"1 / 2", "1/2"},
        {"", NULL},
        {"a b", NULL},
        {"a and b or c", NULL},
        {"rule x requires y", NULL},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Stage stage;
        begin(&stage);
        FileId file = source_add(&stage.sources, STR("set"), str_of(CASES[i].text));
        const Node *expr = parse_expression(stage.arena, &stage.sources, file,
                                            &stage.next_id, &stage.diags);
        assert_int_equal(expr == NULL, CASES[i].want == NULL);
        assert_int_equal(stage.diags.n_errors > 0, CASES[i].want == NULL);
        if (expr != NULL) {
            Buf out;
            buf_init(&out, stage.arena);
            print_node(&out, expr);
            assert_same(buf_done(&out), str_of(CASES[i].want));
        }
        arena_free(stage.arena);
    }
}

static void test_labels(void **state)
{
    (void)state;
    Stage stage;
    begin(&stage);
    Tree *tree = parse(&stage, "a.licet",
                       STR("rule 742.6(a)(6)(iii) suspends 734.10, 3A090.a.1, a.b.c, x"));
    const Node *rule = node_kid(tree->root, MODULE_DECLS)->kids[0];
    assert_same(node_label(stage.arena, rule->kids[RULE_LABEL]), STR("742.6(a)(6)(iii)"));
    const Node *labels = rule->kids[RULE_EFFECT]->kids[EFFECT_WHAT];
    static const char *const WANT[] = {"734.10", "3A090.a.1", "a.b.c", "x"};
    assert_int_equal(labels->n, countof(WANT));
    for (uint32_t i = 0; i < labels->n; i++) {
        assert_same(node_label(stage.arena, labels->kids[i]), str_of(WANT[i]));
    }
    arena_free(stage.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layout_round_trip),
        cmocka_unit_test(test_comments_stay),
        cmocka_unit_test(test_literate_spans),
        cmocka_unit_test(test_ids_are_dense),
        cmocka_unit_test(test_fences),
        cmocka_unit_test(test_nesting_limit),
        cmocka_unit_test(test_one_message_per_slip),
        cmocka_unit_test(test_messages_end),
        cmocka_unit_test(test_expression),
        cmocka_unit_test(test_labels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
