// Tree to s-expression, for golden tests.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_TREE_DUMP_H
#define LICET_TREE_DUMP_H

#include "runtime/base/buf.h"
#include "runtime/tree/tree.h"

// One node a line, children indented by 2; slots are shown by name, spans left out.
void dump_tree(Buf *out, const Tree *tree);

#endif
