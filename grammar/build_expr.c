// Tree constructors for expressions, and the two readings of mixed connectives.
//
// In:  values and spans from the actions of licet.y.
// Out: expression nodes. While an AND or OR is built its name_span is the place of its
//      first connective (build.c keeps everything else). A mix of both is a LIST of
//      operands and NAMEs, reported and given up when it is complete.
// SPDX-License-Identifier: Apache-2.0
#include "grammar/build.h"

#include "runtime/base/buf.h"

enum { OPERAND_SHOWN = 40 }; // bytes of an operand in the two readings

// -- and, or

static const char *word_of(NodeKind kind)
{
    return kind == NODE_AND ? "and" : "or";
}

// 'x is A or B': the label alone is no condition.
static void check_is(Parser *p, const Node *left, const Node *right)
{
    bool label = right->kind == NODE_LABEL || right->kind == NODE_NUMBER;
    if (!label || left->kind != NODE_IS) {
        return;
    }
    Str value = source_text(p->sources, left->kids[0]->span);
    const Node *labels = left->kids[1];
    Diag *diag = diag_report(p->diags, DIAG_L0207, right->span);
    if (left->op == IS && labels->n == 1) {
        Str first = source_text(p->sources, labels->span);
        diag_hint(p->diags, diag, "Write '%.*s is any of [%.*s, %.*s]'.", STR_ARG(value),
                  STR_ARG(first), STR_ARG(right->text));
    }
}

Node *build_chain(Parser *p, NodeKind kind, Span span, Span op, Node *left, Node *right)
{
    if (kind == NODE_OR) {
        check_is(p, left, right);
    }
    Node *node = build_turn(p, kind, 0, span, build_append(p, build_list(p, left), right));
    node->name_span = op;
    return node;
}

Node *build_link(Parser *p, Span span, Span op, Node *chain, Node *next)
{
    (void)op;
    Node *node = build_append(p, chain, next);
    node->span = span;
    return node;
}

static void mix_push(Parser *p, Node *mix, NodeKind kind, Span op, Node *operand)
{
    if (mix->n > 0) {
        build_append(p, mix, build_token(p, NODE_NAME, op, str_of(word_of(kind))));
    }
    build_append(p, mix, operand);
}

Node *build_mix(Parser *p, Span span, Span op, NodeKind kind, Node *left, Node *right)
{
    Node *mix = left;
    if (left->kind != NODE_LIST) {
        mix = build_empty(p, span);
        for (uint32_t i = 0; i < left->n; i++) {
            Node *operand = build_token(p, NODE_NAME, left->kids[i]->span, STR_NONE);
            mix_push(p, mix, left->kind, left->name_span, operand);
        }
    }
    mix_push(p, mix, kind, op, right);
    mix->span = span;
    return mix;
}

// One operand in its own words, on one line, cut when long.
static void show_operand(const Parser *p, Buf *out, const Node *operand)
{
    Str text = source_text(p->sources, operand->span);
    size_t shown = 0;
    bool gap = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
            gap = true;
            continue;
        }
        if (shown >= OPERAND_SHOWN && ((unsigned char)c & 0xC0) != 0x80) {
            buf_text(out, " …");
            return;
        }
        if (gap) {
            buf_char(out, ' ');
        }
        gap = false;
        buf_char(out, c);
        shown++;
    }
}

// The reading in which `tight` binds its operands first.
static Str reading(const Parser *p, const Node *mix, const char *tight)
{
    Buf out;
    buf_init(&out, p->arena);
    for (uint32_t i = 0; i < mix->n; i += 2) {
        bool joined = i > 0 && str_is(mix->kids[i - 1]->text, tight);
        bool joins = i + 1 < mix->n && str_is(mix->kids[i + 1]->text, tight);
        if (i > 0) {
            buf_char(&out, ' ');
            buf_str(&out, mix->kids[i - 1]->text);
            buf_char(&out, ' ');
        }
        buf_text(&out, joins && !joined ? "(" : "");
        show_operand(p, &out, mix->kids[i]);
        buf_text(&out, joined && !joins ? ")" : "");
    }
    return buf_done(&out);
}

Node *build_mixed(Parser *p, Span span, Node *mix)
{
    const Node *first = mix->kids[1], *other = first;
    for (uint32_t i = 3; i < mix->n && str_eq(other->text, first->text); i += 2) {
        other = mix->kids[i];
    }
    Str by_and = reading(p, mix, "and"), by_or = reading(p, mix, "or");
    Diag *diag = diag_report(p->diags, DIAG_L0205, other->span);
    diag_label(p->diags, diag, first->span, "%s", "");
    diag_note(p->diags, diag, "read as  (1) %.*s\nor as    (2) %.*s", STR_ARG(by_and),
              STR_ARG(by_or));
    bool recovering = p->recovering;
    Node *node = build_error(p, span);
    p->recovering = recovering;
    return node;
}

// -- comparisons

Node *build_compare(Parser *p, Span span, unsigned op, CompareSpelling spelling, Node *left,
                    Node *right)
{
    Node *node = build_node(p, NODE_COMPARE, op, span, (const Node *[]){left, right}, 2);
    node->op2 = (uint8_t)spelling;
    return node;
}

Node *build_is(Parser *p, Span span, IsKind kind, Node *value, Node *label)
{
    Node *labels = build_list(p, label);
    return build_node(p, NODE_IS, kind, span, (const Node *[]){value, labels}, 2);
}

// -- primaries

Node *build_member(Parser *p, Span span, Node *of, Span at, Str name)
{
    Node *node = build_node(p, NODE_MEMBER, 0, span, (const Node *[]){of}, 1);
    node->text = name;
    node->name_span = at;
    return node;
}

Node *build_call(Parser *p, Span span, const Node *name, Node *args)
{
    Node *node = build_turn(p, NODE_CALL, 0, span, args);
    node->text = name->text;
    node->name_span = name->span;
    return node;
}

Node *build_comprehend(Parser *p, Span span, const Node *name, const Node *variable,
                       const Node **kids, size_t n)
{
    Node *node = build_named(p, NODE_COMPREHEND, 0, span, name, kids, n);
    node->text2 = variable->text;
    return node;
}

Node *build_elements(Parser *p, Span span, unsigned open, Node *items)
{
    return build_turn(p, NODE_ELEMENTS, open, span, items);
}

// Paragraphs are short: comparing all pairs is cheap, and needs no table.
static void check_items(Parser *p, const Node *items)
{
    for (uint32_t i = 1; i < items->n; i++) {
        const Node *item = items->kids[i];
        for (uint32_t k = 0; k < i && item->text.len > 0; k++) {
            const Node *before = items->kids[k];
            if (str_eq(before->text, item->text)) {
                Diag *diag = diag_report(p->diags, DIAG_L0215, item->name_span,
                                         STR_ARG(item->text));
                diag_label(p->diags, diag, before->name_span, "the first one");
                break;
            }
        }
    }
}

Node *build_paragraph(Parser *p, Span span, unsigned kind, Str number, Node *items)
{
    check_items(p, items);
    Node *node = build_turn(p, NODE_PARAGRAPH, kind, span, items);
    node->text = number;
    return node;
}

Node *build_item(Parser *p, Span span, Span at, Str label, Node *of)
{
    Node *node = build_node(p, NODE_ITEM, 0, span, (const Node *[]){of}, 1);
    node->text = label;
    node->name_span = at;
    return node;
}
