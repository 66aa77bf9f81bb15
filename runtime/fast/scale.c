// Scales made from conditions, and what a condition says of a class.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/fast/scale.h"

#include "runtime/fast/leaf.h"

enum { DEN_MAX = INT32_MAX };

// ---- what passes

static bool word_passes(const Leaf *leaf, uint32_t word, bool none)
{
    if (leaf->op == LEAF_NONE || leaf->op == LEAF_SOME) {
        return none == (leaf->op == LEAF_NONE);
    }
    return none ? leaf->op == LEAF_NOT_WORD || leaf->op == LEAF_NOT_IN : word_holds(leaf, word);
}

static bool flag_passes(const Leaf *leaf, size_t class)
{
    enum { NO, NONE, YES };
    switch ((LeafOp)leaf->op) {
    case LEAF_TRUE: return class == YES;
    case LEAF_FALSE: return class != YES;
    case LEAF_NONE: return class == NONE;
    default: return class != NONE;
    }
}

static bool number_passes(const Scale *scale, const Leaf *leaf, size_t class)
{
    size_t at = 0;
    while (num_order(scale->limits[at], scale->den, leaf->num, leaf->to.den) != 0) {
        at++;
    }
    return order_holds(leaf, (int64_t)class, 2 * (int64_t)at + 1); // classes ascend as numbers do
}

bool scale_passes(const Scale *scale, const Leaf *leaf, size_t class)
{
    switch ((ScaleKind)scale->kind) {
    case SCALE_WORD: return word_passes(leaf, class < 2 ? WORD_NONE : scale->named[class - 2], class == 1);
    case SCALE_FLAG: return flag_passes(leaf, class);
    case SCALE_NUMBER: return number_passes(scale, leaf, class);
    case SCALE_PRESENCE: break;
    }
    return (class == 0) == (leaf->op == LEAF_NONE);
}

// ---- words

typedef struct Naming {
    Arena *arena;
    uint32_t low, high;
    uint16_t *class_of;      // NULL while the span is looked for
    VEC(uint32_t) words;
} Naming;

static void name_word(Naming *naming, uint32_t word)
{
    if (naming->class_of == NULL) {
        naming->low = word < naming->low ? word : naming->low;
        naming->high = word > naming->high ? word : naming->high;
    } else if (naming->class_of[word - naming->low] == 0 && naming->words.n < UINT16_MAX - 2) {
        vec_push(naming->arena, &naming->words, word);
        naming->class_of[word - naming->low] = (uint16_t)(naming->words.n + 1);
    }
}

static void name_words(Naming *naming, const Leaf *leaf)
{
    if (leaf->op == LEAF_WORD || leaf->op == LEAF_NOT_WORD) {
        name_word(naming, (uint32_t)leaf->num);
    }
    if (leaf->op == LEAF_IN || leaf->op == LEAF_NOT_IN) {
        const WordSet *set = leaf->to.set;
        for (uint32_t i = 0; i < set->n; i++) {
            if (has_word(set, set->first + i)) {
                name_word(naming, set->first + i);
            }
        }
    }
}

static bool scale_of_words(Compiler *c, const Leaf *const *leaves, size_t n, Scale *out)
{
    Naming naming = {.arena = c->arena, .low = UINT32_MAX};
    for (size_t i = 0; i < n; i++) {
        name_words(&naming, leaves[i]);
    }
    out->first = naming.low;
    out->n_words = naming.high > 0 ? naming.high - naming.low + 1 : 0;
    out->class_of = naming.class_of = arena_array(c->arena, uint16_t, out->n_words + 1);
    for (size_t i = 0; i < n; i++) {
        name_words(&naming, leaves[i]);
    }
    out->named = naming.words.items;
    out->n_classes = naming.words.n + 2;
    return out->n_classes < UINT16_MAX;
}

// ---- numbers

// Limits over one denominator, ascending.
static bool scale_of_numbers(Compiler *c, const Leaf *const *leaves, size_t n, Scale *out)
{
    int64_t *limits = arena_array(c->arena, int64_t, SCALE_LIMITS_MAX);
    int64_t den = 1;
    for (size_t i = 0; i < n; i++) {
        int64_t of = leaves[i]->to.den;
        if (of > DEN_MAX || __builtin_mul_overflow(den, den % of == 0 ? 1 : of, &den) || den > DEN_MAX) {
            return false;
        }
    }
    for (size_t i = 0; i < n; i++) {
        int64_t limit;
        uint32_t at = 0;
        if (__builtin_mul_overflow(leaves[i]->num, den / leaves[i]->to.den, &limit)) {
            return false;
        }
        while (at < out->n_limits && limits[at] < limit) {
            at++;
        }
        if (at < out->n_limits && limits[at] == limit) {
            continue;
        }
        if (out->n_limits == SCALE_LIMITS_MAX) {
            return false;
        }
        memmove(limits + at + 1, limits + at, (out->n_limits++ - at) * sizeof *limits);
        limits[at] = limit;
    }
    out->den = (uint32_t)den;
    out->limits = limits;
    out->n_classes = 2 * (size_t)out->n_limits + 1;
    return true;
}

bool scale_make(Compiler *c, ScaleKind kind, const Leaf *const *leaves, size_t n, Scale *out)
{
    *out = (Scale){.kind = (uint8_t)kind, .n_classes = kind == SCALE_FLAG ? 3 : 2};
    return kind == SCALE_WORD     ? scale_of_words(c, leaves, n, out)
           : kind == SCALE_NUMBER ? scale_of_numbers(c, leaves, n, out)
                                  : true;
}
