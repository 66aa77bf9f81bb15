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

// The place that a slot and a cell name: among the facts, or in the subject.
static inline const Cell *leaf_place(const Run *run, const Cell *subject, uint8_t slot, uint32_t at)
{
    return (slot == TOP_SLOT ? run->top : subject) + at;
}

// Whether what is there stands to the limit as the condition wants.
static inline bool order_holds(const Leaf *leaf, int64_t num, int64_t limit)
{
    switch ((LeafOp)leaf->op) {
    case LEAF_LT: return num < limit;
    case LEAF_LE: return num <= limit;
    case LEAF_GT: return num > limit;
    case LEAF_GE: return num >= limit;
    case LEAF_SAME: return num == limit;
    default: return num != limit; // LEAF_OTHER
    }
}

static inline bool word_holds(const Leaf *leaf, uint32_t word)
{
    switch ((LeafOp)leaf->op) {
    case LEAF_WORD: return word == (uint32_t)leaf->num;
    case LEAF_NOT_WORD: return word != (uint32_t)leaf->num;
    case LEAF_IN: return has_word(leaf->to.set, word);
    default: return !has_word(leaf->to.set, word); // LEAF_NOT_IN
    }
}

static inline Tri leaf_number(const Leaf *leaf, const Cell *cell)
{
    int64_t num = cell->as.num, limit = leaf->num;
    if (cell->den != leaf->to.den) {
        num = num_order(cell->as.num, cell->den, leaf->num, leaf->to.den);
        limit = 0;
    }
    return tri_of(order_holds(leaf, num, limit));
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
            return tri_of(word_holds(leaf, run_word(run, cell)));
        }
    } else if (tag != CELL_BLANK && tag != CELL_SPAN && tag != CELL_TOP && !(tag == CELL_BOOL && cell->tri == TRI_U)) {
        return tri_of((tag == CELL_NONE) == (leaf->op == LEAF_NONE));
    }
    return run_tri(run, leaf->full);
}

#endif
