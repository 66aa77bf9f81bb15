// Fenced blocks of a literate file: where the rules stand between the prose.
//
// A block is a CommonMark code fence (``` or ~~~) whose info string begins with the word
// 'licet'. Fences of other languages are skipped whole, whatever they contain.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_TREE_FENCE_H
#define LICET_TREE_FENCE_H

#include "runtime/base/str.h"

typedef struct Fence {
    size_t open;       // offset of the opening line's fence characters
    size_t start, end; // the content: whole lines
    bool closed;       // false: the text ends before the closing line
} Fence;

// The next block at or after *at, which must be the start of a line outside of any block;
// *at is moved behind it. False when there is none.
bool fence_next(Str text, size_t *at, Fence *fence);

// The next opening of a block, at or after *at, that looks as if it were meant to be read and is
// not: 'Licet' or '{licet}', or in a quotation, a list, an indented block.
bool fence_missed(Str text, size_t *at, size_t *where);

#endif
