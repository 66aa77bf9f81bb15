// Scales: the classes into which the values of one place fall, as conditions tell them apart.
//
// In:  conditions on one place. Out: which class a cell is of, and what each condition says of
//      each class.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_FAST_SCALE_H
#define LICET_FAST_SCALE_H

#include "runtime/fast/run.h"

enum { SCALE_UNKNOWN = -1, SCALE_LIMITS_MAX = 12 };

// Words: any other, none, then each word that is named. Flags: false, none, true, as Tri has
// them. Presence: none, some. Numbers: below the first limit, the first limit, between it and the second, ...
static inline ScaleKind scale_kind(const Leaf *leaf)
{
    static const uint8_t KINDS[] = {
        [LEAF_TRUE] = SCALE_FLAG, [LEAF_FALSE] = SCALE_FLAG, [LEAF_LT] = SCALE_NUMBER, [LEAF_LE] = SCALE_NUMBER,
        [LEAF_GT] = SCALE_NUMBER, [LEAF_GE] = SCALE_NUMBER, [LEAF_SAME] = SCALE_NUMBER,
        [LEAF_OTHER] = SCALE_NUMBER, [LEAF_WORD] = SCALE_WORD, [LEAF_NOT_WORD] = SCALE_WORD,
        [LEAF_IN] = SCALE_WORD, [LEAF_NOT_IN] = SCALE_WORD, [LEAF_NONE] = SCALE_PRESENCE,
        [LEAF_SOME] = SCALE_PRESENCE,
    };
    return (ScaleKind)KINDS[leaf->op];
}

// Whether one scale can serve both: presence goes with words and flags.
static inline bool scale_joins(ScaleKind a, ScaleKind b)
{
    return a == b || (a != SCALE_NUMBER && b != SCALE_NUMBER && (a == SCALE_PRESENCE || b == SCALE_PRESENCE));
}

// False when there are too many limits or words for a scale to be worth it.
bool scale_make(Compiler *c, ScaleKind kind, const Leaf *const *leaves, size_t n, Scale *out);
bool scale_passes(const Scale *scale, const Leaf *leaf, size_t class);

static inline int scale_number(const Scale *scale, const Cell *cell)
{
    int class = 0;
    if (cell->den == scale->den) {
        for (uint32_t i = 0; i < scale->n_limits; i++) {
            class += (cell->as.num > scale->limits[i]) + (cell->as.num >= scale->limits[i]);
        }
        return class;
    }
    for (uint32_t i = 0; i < scale->n_limits; i++) {
        int order = wide_order(cell->as.num, scale->den, scale->limits[i], cell->den);
        class += (order > 0) + (order >= 0);
    }
    return class;
}

static inline __attribute__((always_inline)) int scale_class(const Run *run, const Scale *scale, ScaleKind kind, const Cell *cell)
{
    uint8_t tag = cell->tag;
    switch (kind) {
    case SCALE_WORD:
        if (tag == CELL_WORD) {
            uint32_t word = run_word(run, cell) - scale->first;
            return scale->class_of[word < scale->n_words ? word : scale->n_words];
        }
        return tag == CELL_NONE ? 1 : SCALE_UNKNOWN;
    case SCALE_FLAG:
        if (tag == CELL_BOOL) {
            return cell->tri != TRI_U ? cell->tri : SCALE_UNKNOWN;
        }
        return tag == CELL_NONE ? 1 : SCALE_UNKNOWN;
    case SCALE_NUMBER:
        return tag == CELL_NUM ? scale_number(scale, cell) : SCALE_UNKNOWN;
    case SCALE_PRESENCE:
        break;
    }
    bool unknown = tag == CELL_BLANK || tag == CELL_TOP || tag == CELL_SPAN || (tag == CELL_BOOL && cell->tri == TRI_U);
    return tag == CELL_NONE ? 0 : unknown ? SCALE_UNKNOWN : 1;
}

#endif
