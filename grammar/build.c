// Tree constructors: nodes, lists, and what particular constructs need.
//
// In:  values and spans from the actions of licet.y.
// Out: nodes of runtime/tree/tree.h in the tree's arena, with dense ids.
// A list grows in place while it is built; its capacity is the next power of two.
// build_expr.c has the expressions.
// SPDX-License-Identifier: Apache-2.0
#include "grammar/build.h"

enum { LIST_FIRST = 4 };

Span build_span(const Span *right, int n)
{
    if (n == 0) {
        return (Span){right[0].file, right[0].end, right[0].end};
    }
    return (Span){right[1].file, right[1].start, right[n].end};
}

// -- nesting

// Kinds that only hold others together and do not count as a level.
static bool is_level(NodeKind kind)
{
    return kind != NODE_LIST && kind != NODE_ITEM && kind != NODE_ARG && kind != NODE_BIND;
}

static uint8_t height_of(const Parser *p, const Node *node)
{
    return node == NULL ? 0 : p->heights.items[node->id - p->tree->first_id];
}

// Makes a too deep node a leaf, so that no later pass can run out of stack.
static void limit_height(Parser *p, Node *node, unsigned height)
{
    if (height > PARSE_DEPTH_MAX) {
        if (!p->told_depth) {
            diag_report(p->diags, DIAG_L0116, node->span, PARSE_DEPTH_MAX);
        }
        p->told_depth = true;
        node->kind = NODE_ERROR;
        node->n = 0;
        height = 1;
    }
    p->heights.items[node->id - p->tree->first_id] = (uint8_t)height;
}

static void measure(Parser *p, Node *node)
{
    unsigned height = 0;
    for (uint32_t i = 0; i < node->n; i++) {
        uint8_t kid = height_of(p, node->kids[i]);
        height = kid > height ? kid : height;
    }
    limit_height(p, node, height + is_level(node->kind));
}

// -- nodes and lists

static Node *make(Parser *p, NodeKind kind, Span span)
{
    Node *node = arena_make(p->arena, Node);
    node->kind = kind;
    node->id = p->next_id++;
    node->span = span;
    vec_push(p->arena, &p->heights, (uint8_t)is_level(kind));
    return node;
}

static bool is_power_of_two(uint32_t n)
{
    return (n & (n - 1)) == 0;
}

static void add_kid(Parser *p, Node *node, const Node *kid)
{
    if (node->n == 0) {
        node->kids = arena_array(p->arena, const Node *, LIST_FIRST);
    } else if (node->n >= LIST_FIRST && is_power_of_two(node->n)) {
        const Node **kids = arena_array(p->arena, const Node *, (size_t)node->n * 2);
        for (uint32_t i = 0; i < node->n; i++) {
            kids[i] = node->kids[i];
        }
        node->kids = kids;
    }
    node->kids[node->n++] = kid;
}

Node *build_node(Parser *p, NodeKind kind, unsigned op, Span span, const Node **kids,
                 size_t n)
{
    Node *node = make(p, kind, span);
    node->op = (uint8_t)op;
    node->n = (uint32_t)n;
    node->kids = arena_array(p->arena, const Node *, n);
    for (size_t i = 0; i < n; i++) {
        node->kids[i] = kids[i];
    }
    measure(p, node);
    return node;
}

Node *build_named(Parser *p, NodeKind kind, unsigned op, Span span, const Node *name,
                  const Node **kids, size_t n)
{
    Node *node = build_node(p, kind, op, span, kids, n);
    node->text = name->text;
    node->name_span = name->span;
    return node;
}

Node *build_token(Parser *p, NodeKind kind, Span span, Str text)
{
    Node *node = make(p, kind, span);
    node->text = text;
    return node;
}

Node *build_empty(Parser *p, Span span)
{
    return make(p, NODE_LIST, span);
}

Node *build_list(Parser *p, Node *first)
{
    return build_append(p, NULL, first);
}

Node *build_append(Parser *p, Node *list, Node *item)
{
    if (list == NULL) {
        list = make(p, NODE_LIST, item->span);
    }
    add_kid(p, list, item);
    list->span = list->n == 1 ? item->span : span_join(list->span, item->span);
    uint8_t own = height_of(p, list), kid = height_of(p, item);
    p->heights.items[list->id - p->tree->first_id] = own > kid ? own : kid;
    return list;
}

Node *build_turn(Parser *p, NodeKind kind, unsigned op, Span span, Node *list)
{
    Node *node = list == NULL ? make(p, kind, span) : list;
    node->kind = kind;
    node->op = (uint8_t)op;
    node->span = span;
    measure(p, node);
    return node;
}

Node *build_enclosed(Parser *p, Span span, Node *inner)
{
    (void)p;
    inner->span = span;
    return inner;
}

// -- recovery

Node *build_error(Parser *p, Span span)
{
    p->recovering = false;
    return make(p, NODE_ERROR, span);
}

Node *build_hole(Parser *p, Span span)
{
    return build_list(p, build_error(p, span));
}

Node *build_skip(Parser *p, Span at, Node *decls)
{
    if (decls->n > 0 && decls->kids[decls->n - 1]->kind == NODE_ERROR) {
        p->recovering = false;
        return decls;
    }
    return build_append(p, decls, build_error(p, at));
}

// -- modules and types

void build_root(Parser *p, Node *root)
{
    p->root = root;
}

Node *build_module(Parser *p, Span span, Node *header, Node *decls)
{
    if (header == NULL) {
        const Node *kids[] = {NULL, NULL, NULL, decls};
        return build_node(p, NODE_MODULE, 0, span, kids, countof(kids));
    }
    header->kids[MODULE_DECLS] = decls;
    header->span = span;
    return header;
}

Node *build_range(Parser *p, Span span, Node *base, Node *low, Node *high)
{
    (void)p;
    base->kids[TYPE_LOW] = low;
    base->kids[TYPE_HIGH] = high;
    base->span = span;
    return base;
}

Node *build_asserted(Parser *p, Span span, Node *name)
{
    const Node *range[] = {NULL, NULL};
    Node *of = build_named(p, NODE_TYPE_NAME, 0, name->span, name, range, countof(range));
    return build_node(p, NODE_TYPE_ASSERTED, 0, span, (const Node *[]){of}, 1);
}

Node *build_unit_join(Parser *p, Span span, Node *left, const char *sign, Node *right)
{
    left->text = str_format(p->arena, "%.*s%s%.*s", STR_ARG(left->text), sign,
                            STR_ARG(right->text));
    left->span = span;
    return left;
}

Node *build_quantity(Parser *p, Span span, Span at, Str number, Span unit_at, Str unit)
{
    Node *amount = build_token(p, NODE_NUMBER, at, number);
    Node *node = build_node(p, NODE_QUANTITY, 0, span, (const Node *[]){amount}, 1);
    node->text = unit;
    node->name_span = unit_at;
    return node;
}

// -- tables and heads

Node *build_table(Parser *p, Span span, unsigned hit, const Node *name, const Node **kids,
                  size_t n)
{
    bool rows = kids[TABLE_ROWS] != NULL, file = kids[TABLE_FILE] != NULL;
    if (rows == file) {
        diag_report(p->diags, DIAG_L0216, name->span, STR_ARG(name->text),
                    rows ? "both rows and a file" : "neither rows nor a file");
    }
    return build_named(p, NODE_TABLE, hit, span, name, kids, n);
}

Node *build_force(Parser *p, Span span, Node *dates)
{
    (void)p;
    dates->span = span;
    return dates;
}

Node *build_doubt(Parser *p, Span span, Node *dates, Node *text)
{
    if (dates->kids[SPAN_UNTIL] == NULL) {
        diag_report(p->diags, DIAG_L0217, span);
    }
    dates->kids[SPAN_TEXT] = text;
    dates->op |= 1;
    dates->span = span;
    return dates;
}

// -- rules and scenarios

Node *build_pair(Parser *p, Span span, Node *subject, Node *list)
{
    return build_node(p, NODE_LIST, 0, span, (const Node *[]){subject, list}, 2);
}

Node *build_rule(Parser *p, Span span, const Node *subject, const Node **kids, size_t n)
{
    Node *rule = build_node(p, NODE_RULE, 0, span, kids, n);
    if (subject != NULL) {
        rule->kids[RULE_SUBJECT] = subject->kids[0];
        rule->kids[RULE_LIST] = subject->kids[1];
    }
    return rule;
}

Node *build_duty(Parser *p, Span span, unsigned when, Node *term, Span at, Str number,
                 Span unit_at, Str unit, Node *anchor)
{
    Span both = span_join(at, unit_at);
    Node *amount = build_quantity(p, both, at, number, unit_at, unit);
    return build_node(p, NODE_DUTY, when, span, (const Node *[]){term, amount, anchor}, 3);
}

Node *build_group(Parser *p, Span span, Node *prefix, Node *expects)
{
    (void)p;
    const Node *assume = prefix->kids[GROUP_ASSUME];
    prefix->kids[GROUP_EXPECTS] = expects;
    prefix->op = assume == NULL ? 0 : assume->op;
    prefix->span = span;
    return prefix;
}

// The group takes the mark over: how 'assuming proposed' was written, for fmt.
Node *build_proposed(Parser *p, Node *labels)
{
    (void)p;
    labels->op = 1;
    return labels;
}

Node *build_path(Parser *p, Node *name)
{
    Node *path = build_list(p, name);
    path->kind = NODE_PATH;
    return path;
}

Node *build_path_join(Parser *p, Span span, Node *path, Span at, Str name)
{
    add_kid(p, path, build_token(p, NODE_NAME, at, name));
    path->span = span;
    return path;
}
