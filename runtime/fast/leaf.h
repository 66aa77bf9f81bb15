// Leaves: conditions on one cell, looked at in line.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_FAST_LEAF_H
#define LICET_FAST_LEAF_H

#include "runtime/fast/run.h"

static inline Tri tri_of(bool holds)
{
    return holds ? TRI_T : TRI_F;
}

static inline bool has_word(const WordSet *set, uint32_t word)
{
    uint32_t bit = word - set->first;
    return bit < set->n && (set->bits[bit / 64] >> bit % 64 & 1) != 0;
}

// NULL when the variable is no record.
static inline const Cell *leaf_cell(Run *run, const Leaf *leaf)
{
    if (leaf->slot == TOP_SLOT) {
        return run->top + leaf->at;
    }
    uint8_t slot = leaf->slot == CALL_SLOT ? leaf->arg : leaf->slot;
    const Cell *record = NULL;
    if (slot != NO_ARG) {
        if (run->frame[slot].tag != CELL_RECORD) {
            return NULL;
        }
        record = run->frame[slot].as.record;
    }
    if (leaf->slot != CALL_SLOT) {
        return record + leaf->at;
    }
    const Memo *memo = &run->memos[leaf->at];
    bool known = memo->when == run->generation && memo->subject == record;
    return known ? &memo->value : run_remembered(run, leaf->at, record);
}

static inline Tri leaf_number(const Leaf *leaf, const Cell *cell)
{
    int64_t num = cell->as.num, limit = leaf->num;
    if (cell->den != leaf->to.den) {
        num = num_order(cell->as.num, cell->den, leaf->num, leaf->to.den);
        limit = 0;
    }
    switch (leaf->op) {
    case LEAF_LT: return tri_of(num < limit);
    case LEAF_LE: return tri_of(num <= limit);
    case LEAF_GT: return tri_of(num > limit);
    case LEAF_GE: return tri_of(num >= limit);
    case LEAF_SAME: return tri_of(num == limit);
    default: return tri_of(num != limit);
    }
}

static inline Tri leaf_word(const Run *run, const Leaf *leaf, const Cell *cell)
{
    uint32_t word = run_word(run, cell);
    switch (leaf->op) {
    case LEAF_WORD: return tri_of(word == (uint32_t)leaf->num);
    case LEAF_NOT_WORD: return tri_of(word != (uint32_t)leaf->num);
    case LEAF_IN: return tri_of(has_word(leaf->to.set, word));
    default: return tri_of(!has_word(leaf->to.set, word));
    }
}

static inline Tri run_leaf(Run *run, const Leaf *leaf)
{
    const Cell *cell = leaf_cell(run, leaf);
    uint8_t tag = cell != NULL ? cell->tag : CELL_BLANK;
    if (leaf->op <= LEAF_FALSE) {
        if (tag == CELL_BOOL) {
            return leaf->op == LEAF_TRUE ? (Tri)cell->tri : (Tri)(TRI_T - cell->tri);
        }
    } else if (leaf->op <= LEAF_OTHER) {
        if (tag == CELL_NUM) {
            return leaf_number(leaf, cell);
        }
    } else if (leaf->op <= LEAF_NOT_IN) {
        if (tag == CELL_WORD) {
            return leaf_word(run, leaf, cell);
        }
    } else if (tag != CELL_BLANK && tag != CELL_SPAN && tag != CELL_TOP && !(tag == CELL_BOOL && cell->tri == TRI_U)) {
        return tri_of((tag == CELL_NONE) == (leaf->op == LEAF_NONE));
    }
    return run_tri(run, leaf->full);
}

#endif
