// The door of this folder: source text in, tree and diagnostics out.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_GRAMMAR_PARSE_H
#define LICET_GRAMMAR_PARSE_H

#include "runtime/source/diag.h"
#include "runtime/tree/tree.h"

// Nesting deeper than this is refused with a message.
enum { PARSE_DEPTH_MAX = 200 };

// Parses one file of `sources`. Node ids continue from *next_id, which is advanced. Always
// returns a tree; with errors reported in diags it may have holes (NODE_ERROR, NULL slots).
Tree *parse_file(Arena *arena, const Sources *sources, FileId file, NodeId *next_id, Diags *diags);

// Parses a single expression (for --set values and tests). NULL after an error.
const Node *parse_expression(Arena *arena, const Sources *sources, FileId file, NodeId *next_id,
                             Diags *diags);

#endif
