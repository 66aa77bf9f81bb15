// Expressions as canonical text: brackets only where the grammar needs them.
//
// In:  nodes. Out: pieces of a layout; blanks around every operator, 'and' and 'or' at the
// beginning of their lines, paragraphs with one item a line when they do not fit on one.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/tree/print_part.h"

// What an operand may be without brackets, from loose to tight.
typedef enum Level {
    LEVEL_EXPR, LEVEL_CHAIN, LEVEL_UNARY, LEVEL_COMPARE, LEVEL_SUM, LEVEL_PROD, LEVEL_NEG,
    LEVEL_POWER, LEVEL_POSTFIX, LEVEL_PRIM,
} Level;

static Level level_of(const Node *expr)
{
    switch (expr->kind) {
    case NODE_QUANTIFIED: case NODE_IF: return LEVEL_EXPR;
    case NODE_AND: case NODE_OR: return LEVEL_CHAIN;
    case NODE_NOT: return LEVEL_UNARY;
    case NODE_COMPARE: case NODE_IN: case NODE_IS: return LEVEL_COMPARE;
    case NODE_ARITH: return expr->op <= ARITH_SUB ? LEVEL_SUM : LEVEL_PROD;
    case NODE_NEGATE: return LEVEL_NEG;
    case NODE_POWER: return LEVEL_POWER;
    case NODE_MEMBER: case NODE_LOOKUP: return LEVEL_POSTFIX;
    case NODE_QUANTITY: return LEVEL_POSTFIX; // '5 m ^ 2' would look like 5 m2
    default: return LEVEL_PRIM;
    }
}

static void put(Layout *out, const Node *expr, Level least)
{
    bool brackets = level_of(expr) < least;
    if (brackets) {
        layout_word(out, "(", expr->span.start);
    }
    print_expr(out, expr);
    if (brackets) {
        layout_word(out, ")", expr->span.end - 1);
    }
}

void print_sum(Layout *out, const Node *expr)
{
    put(out, expr, LEVEL_SUM);
}

// -- names and texts

void print_label(Layout *out, const Node *label)
{
    layout_text(out, node_label(out->arena, label), label->span.start);
}

static void put_joined(Layout *out, const Node *list, LayoutBreak kind,
                       void (*member)(Layout *, const Node *))
{
    for (uint32_t i = 0; i < node_count(list); i++) {
        if (i > 0) {
            layout_word(out, ",", LAYOUT_NOWHERE);
            layout_break(out, kind);
        }
        member(out, list->kids[i]);
    }
}

void print_labels(Layout *out, const Node *labels)
{
    layout_begin(out, labels->span);
    layout_in(out);
    put_joined(out, labels, BREAK_FILL, print_label);
    layout_out(out);
    layout_end(out);
}

void print_string(Layout *out, const Node *string)
{
    Buf text;
    buf_init(&text, out->arena);
    buf_char(&text, '"');
    for (size_t i = 0; i < string->text.len; i++) {
        char c = string->text.at[i];
        if (c == '\n') {
            buf_text(&text, "\\n");
            continue;
        }
        if (c == '"' || c == '\\') {
            buf_char(&text, '\\');
        }
        buf_char(&text, c);
    }
    buf_char(&text, '"');
    layout_text(out, buf_done(&text), string->span.start);
}

// -- brackets

void print_braces(Layout *out, const Node *items, Span whole,
                  void (*item)(Layout *, const Node *))
{
    if (node_count(items) == 0) {
        layout_word(out, "{}", LAYOUT_NOWHERE);
        return;
    }
    layout_begin(out, whole);
    layout_word(out, "{", LAYOUT_NOWHERE);
    layout_in(out);
    for (uint32_t i = 0; i < items->n; i++) {
        layout_word(out, i == 0 ? "" : ";", LAYOUT_NOWHERE);
        layout_break(out, i == 0 ? BREAK_SPACE : BREAK_ITEM);
        item(out, items->kids[i]);
    }
    layout_if_broken(out, ";");
    layout_comments(out, whole.end - 1);
    layout_out(out);
    layout_break(out, BREAK_SPACE);
    layout_word(out, "}", LAYOUT_NOWHERE);
    layout_end(out);
}

static void put_args(Layout *out, const Node *list, Span whole,
                     void (*member)(Layout *, const Node *))
{
    layout_word(out, "(", LAYOUT_NOWHERE);
    if (node_count(list) > 0) {
        layout_begin(out, whole);
        layout_in(out);
        layout_break(out, BREAK_SOFT);
        put_joined(out, list, BREAK_SPACE, member);
        layout_comments(out, whole.end - 1);
        layout_out(out);
        layout_break(out, BREAK_SOFT);
        layout_word(out, ")", LAYOUT_NOWHERE);
        layout_end(out);
        return;
    }
    layout_word(out, ")", whole.end - 1);
}

static void put_arg(Layout *out, const Node *arg)
{
    if (arg->text.len > 0) {
        layout_text(out, arg->text, arg->span.start);
        layout_word(out, ": ", LAYOUT_NOWHERE);
    }
    print_expr(out, arg->kids[0]);
}

void print_term(Layout *out, const Node *term)
{
    layout_text(out, term->text, term->span.start);
    if (node_kid(term, 0) != NULL) {
        put_args(out, term->kids[0], term->span, put_arg);
    }
}

void print_bind(Layout *out, const Node *bind)
{
    print_label(out, bind->kids[BIND_PATH]);
    layout_word(out, " = ", LAYOUT_NOWHERE);
    print_expr(out, bind->kids[BIND_VALUE]);
}

static void put_elements(Layout *out, const Node *list)
{
    layout_begin(out, list->span);
    layout_word(out, "[", list->span.start);
    layout_in(out);
    put_joined(out, list, BREAK_FILL, print_expr);
    if (list->op == 1 && list->n > 0) {
        layout_word(out, ",", LAYOUT_NOWHERE);
        layout_break(out, BREAK_FILL);
    }
    layout_word(out, list->op == 1 ? "..." : "", LAYOUT_NOWHERE);
    layout_out(out);
    layout_word(out, "]", list->span.end - 1);
    layout_end(out);
}

// -- operators

// left, a break, the operator, right.
static void put_binary(Layout *out, const Node *expr, const char *op, Level left,
                       Level right)
{
    layout_begin(out, expr->span);
    put(out, expr->kids[0], left);
    layout_in(out);
    layout_break(out, BREAK_SPACE);
    layout_word(out, op, expr->kids[1]->span.start);
    layout_word(out, " ", LAYOUT_NOWHERE);
    put(out, expr->kids[1], right);
    layout_out(out);
    layout_end(out);
}

static void put_chain(Layout *out, const Node *chain)
{
    layout_begin(out, chain->span);
    for (uint32_t i = 0; i < chain->n; i++) {
        if (i > 0) {
            layout_break(out, BREAK_SPACE);
            layout_word(out, chain->kind == NODE_AND ? "and " : "or ",
                        chain->kids[i]->span.start);
        }
        put(out, chain->kids[i], LEVEL_UNARY);
        if (i == 0) {
            layout_in(out);
        }
    }
    layout_out(out);
    layout_end(out);
}

static void put_compare(Layout *out, const Node *expr)
{
    static const char *const SYMBOLS[] = {"=", "!=", "<", "<=", ">", ">="};
    static const char *const WORDS[] = {
        "=", "!=", "less than", "at most", "more than", "at least",
    };
    const char *op = expr->op2 == SPELL_SYMBOL  ? SYMBOLS[expr->op]
                     : expr->op2 == SPELL_WORDS ? WORDS[expr->op]
                                                : "exceeding";
    put_binary(out, expr, op, LEVEL_SUM, LEVEL_SUM);
}

static bool is_numeral(const Node *expr)
{
    return expr->kind == NODE_NUMBER ||
           (expr->kind == NODE_POWER && expr->kids[0]->kind == NODE_NUMBER);
}

// Operators have blanks around them, except in a fraction such as 1/2 or 1/10^6.
static void put_arith(Layout *out, const Node *expr)
{
    if (expr->op == ARITH_DIV && is_numeral(expr->kids[0]) && is_numeral(expr->kids[1])) {
        print_expr(out, expr->kids[0]);
        layout_word(out, "/", LAYOUT_NOWHERE);
        print_expr(out, expr->kids[1]);
        return;
    }
    static const char *const SIGNS[] = {"+", "-", "*", "/"};
    Level own = level_of(expr), right = own == LEVEL_SUM ? LEVEL_PROD : LEVEL_NEG;
    put_binary(out, expr, SIGNS[expr->op], own, right);
}

static void put_is(Layout *out, const Node *expr)
{
    static const char *const WORDS[] = {
        " is ", " is not ", " is any of [", " is none of [",
    };
    put(out, expr->kids[0], LEVEL_SUM);
    layout_word(out, WORDS[expr->op], LAYOUT_NOWHERE);
    print_labels(out, expr->kids[1]);
    if (expr->op >= IS_ANY_OF) {
        layout_word(out, "]", expr->span.end - 1);
    }
}

// A '-' must not meet another: '--' begins a comment.
static void put_negate(Layout *out, const Node *expr)
{
    layout_word(out, "-", expr->span.start);
    put(out, expr->kids[0], LEVEL_POWER);
}

// -- longer constructs

static void put_quantified(Layout *out, const Node *expr)
{
    static const char *const WORDS[] = {"some ", "every ", "no "};
    layout_begin(out, expr->span);
    layout_word(out, WORDS[expr->op], expr->span.start);
    layout_text(out, expr->text, LAYOUT_NOWHERE);
    layout_word(out, " in ", LAYOUT_NOWHERE);
    put(out, expr->kids[QUANTIFIED_LIST], LEVEL_POSTFIX);
    layout_word(out, " satisfies", LAYOUT_NOWHERE);
    layout_in(out);
    layout_break(out, BREAK_SPACE);
    print_expr(out, expr->kids[QUANTIFIED_BODY]);
    layout_out(out);
    layout_end(out);
}

// The cases of a chain of 'if' stand below one another.
static void put_if(Layout *out, const Node *expr)
{
    layout_begin(out, expr->span);
    layout_word(out, "if ", expr->span.start);
    layout_in(out);
    for (;;) {
        put(out, expr->kids[0], LEVEL_CHAIN);
        layout_break(out, BREAK_SPACE);
        layout_word(out, "then ", expr->kids[1]->span.start);
        put(out, expr->kids[1], LEVEL_CHAIN);
        layout_break(out, BREAK_SPACE);
        layout_word(out, "otherwise ", expr->kids[2]->span.start);
        if (expr->kids[2]->kind != NODE_IF) {
            break;
        }
        expr = expr->kids[2];
        layout_word(out, "if ", LAYOUT_NOWHERE);
    }
    print_expr(out, expr->kids[2]);
    layout_out(out);
    layout_end(out);
}

static void put_comprehend(Layout *out, const Node *expr)
{
    layout_text(out, expr->text, expr->span.start);
    layout_word(out, "(", LAYOUT_NOWHERE);
    layout_begin(out, expr->span);
    layout_in(out);
    layout_break(out, BREAK_SOFT);
    print_expr(out, expr->kids[COMPREHEND_VALUE]);
    layout_break(out, BREAK_SPACE);
    layout_word(out, "for ", LAYOUT_NOWHERE);
    layout_text(out, expr->text2, LAYOUT_NOWHERE);
    layout_word(out, " in ", expr->kids[COMPREHEND_LIST]->span.start);
    put(out, expr->kids[COMPREHEND_LIST], LEVEL_POSTFIX);
    const Node *where = node_kid(expr, COMPREHEND_WHERE);
    if (where != NULL) {
        layout_break(out, BREAK_SPACE);
        layout_word(out, "where ", where->span.start);
        print_expr(out, where);
    }
    layout_comments(out, expr->span.end - 1);
    layout_out(out);
    layout_break(out, BREAK_SOFT);
    layout_word(out, ")", LAYOUT_NOWHERE);
    layout_end(out);
}

static void put_item(Layout *out, const Node *item)
{
    if (item->text.len > 0) {
        layout_text(out, item->text, item->span.start);
        layout_word(out, " ", LAYOUT_NOWHERE);
    }
    print_expr(out, item->kids[0]);
}

static void put_paragraph(Layout *out, const Node *expr)
{
    static const char *const WORDS[] = {"all of ", "any of ", "none of ", "at least "};
    layout_word(out, WORDS[expr->op], expr->span.start);
    if (expr->op == PARAGRAPH_AT_LEAST) {
        layout_text(out, expr->text, LAYOUT_NOWHERE);
        layout_word(out, " of ", LAYOUT_NOWHERE);
    }
    Node items = *expr;
    items.kind = NODE_LIST;
    print_braces(out, &items, expr->span, put_item);
}

static void put_quantity(Layout *out, const Node *expr)
{
    Str text = str_format(out->arena, "%.*s %.*s", STR_ARG(expr->kids[0]->text),
                          STR_ARG(expr->text));
    layout_text(out, text, expr->span.start);
}

static void put_postfix(Layout *out, const Node *expr)
{
    put(out, expr->kids[0], expr->kids[0]->kind == NODE_MEMBER ||
                                    expr->kids[0]->kind == NODE_LOOKUP
                                ? LEVEL_POSTFIX
                                : LEVEL_PRIM);
    if (expr->kind == NODE_MEMBER) {
        // Glued to a number or a label, the dot would belong to it.
        NodeKind of = expr->kids[0]->kind;
        bool apart = of == NODE_NUMBER || of == NODE_LABEL;
        layout_word(out, apart ? " ." : ".", expr->name_span.start);
        layout_text(out, expr->text, LAYOUT_NOWHERE);
        return;
    }
    layout_word(out, "[", LAYOUT_NOWHERE);
    put_joined(out, expr->kids[1], BREAK_FILL, print_expr);
    layout_word(out, "]", expr->span.end - 1);
}

static void put_power(Layout *out, const Node *expr)
{
    Level least = expr->kids[0]->kind == NODE_QUANTITY ? LEVEL_PRIM : LEVEL_POSTFIX;
    put(out, expr->kids[0], least);
    layout_word(out, "^", LAYOUT_NOWHERE);
    print_expr(out, expr->kids[1]);
}

static void put_make(Layout *out, const Node *expr)
{
    layout_text(out, expr->text, expr->span.start);
    layout_word(out, " ", LAYOUT_NOWHERE);
    print_braces(out, expr->kids[0], expr->span, print_bind);
}

static void put_call(Layout *out, const Node *expr)
{
    Node args = *expr;
    args.kind = NODE_LIST;
    layout_text(out, expr->text, expr->span.start);
    put_args(out, &args, expr->span, print_expr);
}

void print_expr(Layout *out, const Node *expr)
{
    uint32_t at = expr->span.start;
    switch (expr->kind) {
    case NODE_TRUE: layout_word(out, "true", at); return;
    case NODE_FALSE: layout_word(out, "false", at); return;
    case NODE_UNKNOWN: layout_word(out, "unknown", at); return;
    case NODE_NONE: layout_word(out, "none", at); return;
    case NODE_STRING: print_string(out, expr); return;
    case NODE_QUANTITY: put_quantity(out, expr); return;
    case NODE_CALL: put_call(out, expr); return;
    case NODE_COMPREHEND: put_comprehend(out, expr); return;
    case NODE_MAKE: put_make(out, expr); return;
    case NODE_ELEMENTS: put_elements(out, expr); return;
    case NODE_LOOKUP: case NODE_MEMBER: put_postfix(out, expr); return;
    case NODE_NEGATE: put_negate(out, expr); return;
    case NODE_POWER: put_power(out, expr); return;
    case NODE_ARITH: put_arith(out, expr); return;
    case NODE_COMPARE: put_compare(out, expr); return;
    case NODE_IN:
        put_binary(out, expr, expr->op == 1 ? "not in" : "in", LEVEL_SUM, LEVEL_SUM);
        return;
    case NODE_IS: put_is(out, expr); return;
    case NODE_NOT:
        layout_word(out, "not ", at);
        put(out, expr->kids[0], LEVEL_UNARY);
        return;
    case NODE_AND: case NODE_OR: put_chain(out, expr); return;
    case NODE_QUANTIFIED: put_quantified(out, expr); return;
    case NODE_IF: put_if(out, expr); return;
    case NODE_PARAGRAPH: put_paragraph(out, expr); return;
    case NODE_ITEM: put_item(out, expr); return;
    default: layout_text(out, node_label(out->arena, expr), at); return;
    }
}
