// The parts of the printer that its files share.
//
// Each function adds the pieces of one construct to a layout. NULL nodes add nothing.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_TREE_PRINT_PART_H
#define LICET_TREE_PRINT_PART_H

#include "runtime/tree/layout.h"

// print_expr.c
void print_expr(Layout *out, const Node *expr);
void print_label(Layout *out, const Node *label);   // also paths and names
void print_labels(Layout *out, const Node *labels); // parted by commas
void print_string(Layout *out, const Node *string);
void print_term(Layout *out, const Node *term);
void print_sum(Layout *out, const Node *expr); // where no comparison may stand
// Items in braces; `whole` reaches from before the opening brace to behind the closing one.
void print_braces(Layout *out, const Node *items, Span whole,
                  void (*item)(Layout *, const Node *));
void print_bind(Layout *out, const Node *bind);

// print_type.c: types, heads and vocabulary
void print_type(Layout *out, const Node *type);
void print_params(Layout *out, const Node *params);
void print_title(Layout *out, const Node *title); // with the blank before it
void print_head(Layout *out, const Node *head);
void print_heads(Layout *out, const Node *heads); // on lines of their own, filled
void print_word(Layout *out, const Node *word);
void print_verdict(Layout *out, const Node *verdict);

// print_rule.c: rules and scenarios
void print_rule(Layout *out, const Node *rule);
void print_scenario(Layout *out, const Node *scenario);

// print_decl.c
void print_decl(Layout *out, const Node *decl);

#endif
