// Tree constructors: what the actions of the grammar call, one call each.
//
// Also checks what a grammar cannot state: nesting, labels of paragraphs, 'and' beside
// 'or'. Nodes live in the tree's arena and are changed only while they are being built.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_GRAMMAR_BUILD_H
#define LICET_GRAMMAR_BUILD_H

#include "grammar/scan.h"

// The span of a right-hand side: Bison hands over n locations, right[1] to right[n], and
// right[0] before them.
Span build_span(const Span *right, int n);

// -- nodes and lists
Node *build_node(Parser *p, NodeKind kind, unsigned op, Span span, const Node **kids,
                 size_t n);
Node *build_named(Parser *p, NodeKind kind, unsigned op, Span span, const Node *name,
                  const Node **kids, size_t n);
Node *build_token(Parser *p, NodeKind kind, Span span, Str text);
Node *build_list(Parser *p, Node *first);
Node *build_empty(Parser *p, Span span);              // a list without members
Node *build_append(Parser *p, Node *list, Node *item); // list NULL: a new one
// The same node with its brackets as part of its span.
Node *build_enclosed(Parser *p, Span span, Node *inner);
// A list turned into a node of another kind with the same members; NULL has none.
Node *build_turn(Parser *p, NodeKind kind, unsigned op, Span span, Node *list);

// -- recovery: the parser goes on after these
Node *build_error(Parser *p, Span span);            // an ERROR node
Node *build_hole(Parser *p, Span span);             // a list with an ERROR node
Node *build_skip(Parser *p, Span at, Node *decls);  // the same in the list of declarations

// -- particular constructs
void build_root(Parser *p, Node *root);
Node *build_module(Parser *p, Span span, Node *header, Node *decls);
Node *build_range(Parser *p, Span span, Node *base, Node *low, Node *high);
Node *build_asserted(Parser *p, Span span, Node *name);
Node *build_unit_join(Parser *p, Span span, Node *left, const char *sign, Node *right);
Node *build_quantity(Parser *p, Span span, Span at, Str number, Span unit_at, Str unit);
Node *build_table(Parser *p, Span span, unsigned hit, const Node *name, const Node **kids,
                  size_t n);
Node *build_force(Parser *p, Span span, Node *dates);
Node *build_doubt(Parser *p, Span span, Node *dates, Node *text);
Node *build_pair(Parser *p, Span span, Node *subject, Node *list);
Node *build_rule(Parser *p, Span span, const Node *subject, const Node **kids, size_t n);
Node *build_duty(Parser *p, Span span, unsigned when, Node *term, Span at, Str number,
                 Span unit_at, Str unit, Node *anchor);
Node *build_group(Parser *p, Span span, Node *prefix, Node *expects);
Node *build_proposed(Parser *p, Node *labels);
Node *build_path(Parser *p, Node *name);
Node *build_path_join(Parser *p, Span span, Node *path, Span at, Str name);

// -- expressions
Node *build_chain(Parser *p, NodeKind kind, Span span, Span op, Node *left, Node *right);
Node *build_link(Parser *p, Span span, Span op, Node *chain, Node *next);
Node *build_mix(Parser *p, Span span, Span op, NodeKind kind, Node *left, Node *right);
Node *build_mixed(Parser *p, Span span, Node *mix);
Node *build_compare(Parser *p, Span span, unsigned op, CompareSpelling spelling, Node *left,
                    Node *right);
Node *build_is(Parser *p, Span span, IsKind kind, Node *value, Node *label);
Node *build_member(Parser *p, Span span, Node *of, Span at, Str name);
Node *build_call(Parser *p, Span span, const Node *name, Node *args);
Node *build_comprehend(Parser *p, Span span, const Node *name, const Node *variable,
                       const Node **kids, size_t n);
Node *build_elements(Parser *p, Span span, unsigned open, Node *items);
Node *build_paragraph(Parser *p, Span span, unsigned kind, Str number, Node *items);
Node *build_item(Parser *p, Span span, Span at, Str label, Node *of);

#endif
