// Types, heads and vocabulary as canonical text.
//
// In:  nodes. Out: pieces of a layout.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/tree/print_part.h"

// -- types

// A bound has no brackets: -3/2 is its sign and a fraction.
static void put_bound(Layout *out, const Node *bound)
{
    const Node *number = bound->kind == NODE_NEGATE ? node_kid(bound, 0) : NULL;
    if (number != NULL && number->kind == NODE_ARITH) {
        layout_word(out, "-", bound->span.start);
        bound = number;
    }
    print_expr(out, bound);
}

static void put_range(Layout *out, const Node *type)
{
    const Node *low = node_kid(type, TYPE_LOW), *high = node_kid(type, TYPE_HIGH);
    if (low == NULL) {
        return;
    }
    layout_word(out, " from ", LAYOUT_NOWHERE);
    put_bound(out, low);
    layout_word(out, " ..", high == NULL ? type->span.end - 2 : LAYOUT_NOWHERE);
    if (high != NULL) {
        layout_word(out, " ", LAYOUT_NOWHERE);
        put_bound(out, high);
    }
}

void print_type(Layout *out, const Node *type)
{
    uint32_t at = type->span.start;
    switch (type->kind) {
    case NODE_TYPE_LIST:
        layout_word(out, type->op == 1 ? "open list of " : "list of ", at);
        print_type(out, type->kids[0]);
        return;
    case NODE_TYPE_OPTIONAL:
        layout_word(out, "optional ", at);
        print_type(out, type->kids[0]);
        return;
    case NODE_TYPE_ASSERTED:
        layout_word(out, "asserted ", at);
        print_type(out, type->kids[0]);
        return;
    case NODE_TYPE_QUANTITY:
        layout_word(out, type->op == 1 ? "money in " : "quantity in ", at);
        layout_text(out, type->text, type->name_span.start);
        put_range(out, type);
        return;
    default:
        layout_text(out, type->text, at);
        put_range(out, type);
        return;
    }
}

void print_params(Layout *out, const Node *params)
{
    if (params == NULL) {
        return;
    }
    layout_word(out, "(", LAYOUT_NOWHERE);
    layout_begin(out, params->span);
    layout_in(out);
    for (uint32_t i = 0; i < params->n; i++) {
        const Node *param = params->kids[i];
        if (i > 0) {
            layout_word(out, ",", LAYOUT_NOWHERE);
            layout_break(out, BREAK_FILL);
        }
        layout_text(out, param->text, param->span.start);
        layout_word(out, ": ", LAYOUT_NOWHERE);
        print_type(out, param->kids[0]);
    }
    layout_word(out, ")", params->span.end - 1);
    layout_out(out);
    layout_end(out);
}

// -- heads

void print_title(Layout *out, const Node *title)
{
    if (title != NULL) {
        layout_in(out);
        layout_break(out, BREAK_FILL);
        print_string(out, title);
        layout_out(out);
    }
}

static void put_date(Layout *out, const char *before, const Node *date)
{
    if (date != NULL) {
        layout_word(out, before, LAYOUT_NOWHERE);
        layout_text(out, date->text, date->span.start);
    }
}

static void put_span(Layout *out, const Node *span)
{
    layout_word(out, span->op & 1 ? "doubtful" : "in force", span->span.start);
    put_date(out, " from ", span->kids[SPAN_FROM]);
    put_date(out, span->op & 2 ? " through " : " until ", span->kids[SPAN_UNTIL]);
    print_title(out, span->kids[SPAN_TEXT]);
}

void print_head(Layout *out, const Node *head)
{
    static const char *const WORDS[] = {
        "cites ", "source ", "note ", "proposed ", "unverified ", "case ", "certainty ",
        "lapses",
    };
    uint32_t at = head->span.start;
    if (head->kind == NODE_SPAN) {
        put_span(out, head);
    } else if (head->kind == NODE_PRIORITY) {
        layout_word(out, head->op == 0 ? "notwithstanding " : "subject to ", at);
        print_labels(out, head->kids[0]);
    } else {
        layout_word(out, WORDS[head->op], at);
        if (head->kids[0] != NULL) {
            print_string(out, head->kids[0]);
        }
    }
}

void print_heads(Layout *out, const Node *heads)
{
    for (uint32_t i = 0; i < node_count(heads); i++) {
        layout_break(out, i == 0 ? BREAK_HARD : BREAK_FILL);
        print_head(out, heads->kids[i]);
    }
}

// -- vocabulary

void print_word(Layout *out, const Node *word)
{
    const Node *raises = node_kid(word, WORD_RAISES), *code = node_kid(word, WORD_CODE);
    layout_text(out, word->text, word->span.start);
    print_title(out, node_kid(word, WORD_TITLE));
    layout_in(out);
    if (raises != NULL) {
        layout_break(out, BREAK_FILL);
        layout_word(out, "raises ", raises->span.start);
        layout_text(out, raises->text, LAYOUT_NOWHERE);
    }
    if (code != NULL) {
        layout_break(out, BREAK_FILL);
        layout_word(out, "code ", code->span.start);
        print_string(out, code);
    }
    const Node *from = node_kid(word, WORD_FROM);
    if (from != NULL) {
        layout_break(out, BREAK_FILL);
        layout_word(out, "from ", from->span.start);
        layout_text(out, from->text, LAYOUT_NOWHERE);
    }
    layout_out(out);
}

void print_verdict(Layout *out, const Node *verdict)
{
    const Node *roles = verdict->kids[VERDICT_ROLES];
    layout_text(out, verdict->text, verdict->span.start);
    if (roles != NULL) {
        layout_word(out, " for ", LAYOUT_NOWHERE);
        print_labels(out, roles);
    }
    layout_word(out, verdict->op == 1 ? " blocks" : "", LAYOUT_NOWHERE);
    print_title(out, verdict->kids[VERDICT_TITLE]);
}
