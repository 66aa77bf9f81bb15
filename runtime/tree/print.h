// Tree to canonical source text: what `licet fmt` writes.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_TREE_PRINT_H
#define LICET_TREE_PRINT_H

#include "runtime/base/buf.h"
#include "runtime/tree/tree.h"

// Canonical text with all comments kept; for a literate file the prose is untouched and
// only the fenced blocks are laid out. Idempotent; parsing it gives the same tree.
void print_tree(Buf *out, const Sources *sources, const Tree *tree);

// One expression or rule in canonical layout, without comments; for messages and proofs.
void print_node(Buf *out, const Node *node);

#endif
