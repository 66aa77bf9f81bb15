// Heads: which may stand where, how often, and which days they name.
//
// In:  the heads of rules, definitions, natives, tables and scenarios.
// Out: reports; the days in force; the versions of definitions sorted by them.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/shape.h"

#include "runtime/check/scope.h"

// Heads by the word that begins them; the first eight are those of HeadKind.
typedef enum Word {
    WORD_IN_FORCE = HEAD_LAPSES + 1,
    WORD_DOUBTFUL,
    WORD_NOTWITHSTANDING,
    WORD_SUBJECT_TO,
    WORD_COUNT
} Word;

static const struct {
    const char *word;
    bool single;
    bool rule, definition, native, table, scenario; // where it may stand
} WORDS[WORD_COUNT] = {
    [HEAD_CITES] = {"cites", false, true, true, true, true, true},
    [HEAD_SOURCE] = {"source", false, true, true, true, true, true},
    [HEAD_NOTE] = {"note", false, true, true, true, true, true},
    [HEAD_PROPOSED] = {"proposed", true, true, false, false, false, false},
    [HEAD_UNVERIFIED] = {"unverified", false, true, true, true, true, true},
    [HEAD_CASE] = {"case", true, false, false, false, false, true},
    [HEAD_CERTAINTY] = {"certainty", true, false, false, false, false, true},
    [HEAD_LAPSES] = {"lapses", true, true, true, false, false, false},
    [WORD_IN_FORCE] = {"in force", true, true, true, false, false, false},
    [WORD_DOUBTFUL] = {"doubtful", false, true, false, false, false, false},
    [WORD_NOTWITHSTANDING] = {"notwithstanding", true, true, false, false, false, false},
    [WORD_SUBJECT_TO] = {"subject to", true, true, false, false, false, false},
};

static unsigned word_of(const Node *head)
{
    if (head->kind == NODE_SPAN) {
        return (head->op & 1) != 0 ? WORD_DOUBTFUL : WORD_IN_FORCE;
    }
    if (head->kind == NODE_PRIORITY) {
        return head->op == 0 ? WORD_NOTWITHSTANDING : WORD_SUBJECT_TO;
    }
    return head->op;
}

static bool belongs(unsigned word, Construct on)
{
    switch (on) {
    case ON_RULE: return WORDS[word].rule;
    case ON_DEFINITION: return WORDS[word].definition;
    case ON_NATIVE: return WORDS[word].native;
    case ON_TABLE: return WORDS[word].table;
    case ON_SCENARIO: return WORDS[word].scenario;
    }
    return false;
}

static const char *construct_text(Construct on)
{
    static const char *const TEXTS[] = {"rule", "definition", "native function", "table",
                                        "scenario"};
    return TEXTS[on];
}

// [from, until) of a span; reports one that holds no day.
static void read_span(Pass *pass, const Node *span, Day *from, Day *until)
{
    const Node *first = node_kid(span, SPAN_FROM), *last = node_kid(span, SPAN_UNTIL);
    *from = DAY_MIN;
    *until = DAY_MAX + 1;
    if (first) {
        (void)date_parse(first->text, from);
    }
    if (last && date_parse(last->text, until) && (span->op & 2) != 0) {
        *until += 1;
    }
    if (*from >= *until) {
        diag_report(pass->diags, DIAG_L0503, span->span);
    }
}

static void check_doubt(Pass *pass, const Node *span, const Shape *shape)
{
    Day from = 0, until = 0;
    read_span(pass, span, &from, &until);
    if (from < shape->from || until > shape->until) {
        Diag *diag = diag_report(pass->diags, DIAG_L0504, span->span);
        diag_label(pass->diags, diag, shape->force->span, "in force");
    }
}

// A head that says nothing would count as none: `proposed ""` would make law of a draft.
static void check_words(Pass *pass, const Node *head, unsigned word)
{
    const Node *text = head->kind == NODE_HEAD   ? node_kid(head, 0)
                       : word == WORD_DOUBTFUL ? node_kid(head, SPAN_TEXT)
                                               : NULL;
    if (text != NULL && str_trim(pass_text(text)).len == 0) {
        diag_report(pass->diags, DIAG_L0542, text->span, WORDS[word].word);
    }
}

Shape shape_heads(Pass *pass, const Node *heads, Construct on)
{
    Shape shape = {.from = DAY_MIN, .until = DAY_MAX + 1};
    const Node *seen[WORD_COUNT] = {NULL};
    for (uint32_t i = 0; i < node_count(heads); i++) {
        const Node *head = heads->kids[i];
        unsigned word = word_of(head);
        if (!belongs(word, on)) {
            diag_report(pass->diags, DIAG_L0501, head->span, WORDS[word].word,
                        construct_text(on));
            continue;
        }
        if (seen[word] && WORDS[word].single) {
            Diag *diag = diag_report(pass->diags, DIAG_L0502, head->span, WORDS[word].word);
            diag_label(pass->diags, diag, seen[word]->span, "the first time");
            continue;
        }
        seen[word] = head;
        check_words(pass, head, word);
        if (word == WORD_IN_FORCE) {
            read_span(pass, head, &shape.from, &shape.until);
            shape.force = head;
        }
        shape.proposed = shape.proposed || word == HEAD_PROPOSED;
    }
    for (uint32_t i = 0; i < node_count(heads); i++) {
        if (on == ON_RULE && word_of(heads->kids[i]) == WORD_DOUBTFUL) {
            check_doubt(pass, heads->kids[i], &shape);
        }
    }
    return shape;
}

static void check_overlap(Pass *pass, const Decl *define, const Shape *shapes)
{
    for (size_t i = 1; i < define->n_versions; i++) {
        const Node *version = define->versions[i], *before = define->versions[i - 1];
        if (!shapes[i].force || !shapes[i - 1].force) {
            const Node *bare = shapes[i].force ? before : version;
            const Node *other = shapes[i].force ? version : before;
            Diag *diag = diag_report(pass->diags, DIAG_L0515, pass_place(bare),
                                     STR_ARG(define->name));
            diag_label(pass->diags, diag, pass_place(other), "another version");
        } else if (shapes[i].from < shapes[i - 1].until) {
            Diag *diag = diag_report(pass->diags, DIAG_L0513, shapes[i].force->span,
                                     STR_ARG(define->name));
            diag_label(pass->diags, diag, shapes[i - 1].force->span, "the other version");
        }
    }
}

void shape_versions(Pass *pass, Decl *define)
{
    size_t n = define->n_versions;
    Shape *shapes = arena_array(pass->arena, Shape, n + 1);
    for (size_t i = 0; i < n; i++) {
        const Node *version = define->versions[i];
        Shape shape = shape_heads(pass, node_kid(version, DEFINE_HEADS), ON_DEFINITION);
        size_t at = i;
        while (at > 0 && shape.from < shapes[at - 1].from) {
            shapes[at] = shapes[at - 1];
            define->versions[at] = define->versions[at - 1];
            at--;
        }
        shapes[at] = shape;
        define->versions[at] = version;
    }
    check_overlap(pass, define, shapes);
}
