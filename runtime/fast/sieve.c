// Sieves: for each value of a place, the roots that are still possible, as bits.
//
// In:  the conditions that roots ask of single cells. Out: one sieve for each place that is
//      asked of more than once. What passes all sieves has only the rest to be asked; when a
//      place is not known, what passes is asked everything.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/fast/leaf.h"

typedef struct Group {
    SieveKind kind;
    uint8_t slot;
    uint32_t at, leaves;
    bool mixed;
} Group;

typedef struct Sifting {
    Compiler *c;
    RootSet *set;
    VEC(Group) groups;
} Sifting;

static SieveKind kind_of(const Leaf *leaf)
{
    switch ((LeafOp)leaf->op) {
    case LEAF_TRUE: case LEAF_FALSE: return SIEVE_FLAG;
    case LEAF_LT: case LEAF_LE: case LEAF_GT: case LEAF_GE: case LEAF_SAME: case LEAF_OTHER: return SIEVE_NUMBER;
    case LEAF_WORD: case LEAF_NOT_WORD: case LEAF_IN: case LEAF_NOT_IN: return SIEVE_WORD;
    case LEAF_NONE: case LEAF_SOME: break;
    }
    return SIEVE_PRESENCE;
}

static bool same_place(const Group *group, const Leaf *leaf)
{
    return group->slot == leaf->slot && group->at == leaf->at;
}

// Presence goes with words and flags; a number that may be none has no sieve.
static void join_kind(Group *group, SieveKind kind)
{
    SieveKind one = group->kind < kind ? group->kind : kind, other = group->kind < kind ? kind : group->kind;
    bool fits = one == other || (other == SIEVE_PRESENCE && one != SIEVE_NUMBER);
    group->mixed = group->mixed || !fits;
    group->kind = one;
}

static void add_leaf(Sifting *s, const Leaf *leaf)
{
    if (leaf->slot == CALL_SLOT || (leaf->slot != TOP_SLOT && leaf->slot != 0)) {
        return;
    }
    for (size_t i = 0; i < s->groups.n; i++) {
        if (same_place(&s->groups.items[i], leaf)) {
            s->groups.items[i].leaves++;
            join_kind(&s->groups.items[i], kind_of(leaf));
            return;
        }
    }
    Group group = {kind_of(leaf), leaf->slot, leaf->at, 1, false};
    vec_push(s->c->arena, &s->groups, group);
}

// ---- classes

// What the condition says of a class of values: of a word, of a number, of a flag, of none.
static bool word_passes(const Leaf *leaf, uint32_t word, bool none)
{
    switch ((LeafOp)leaf->op) {
    case LEAF_WORD: return !none && word == (uint32_t)leaf->num;
    case LEAF_NOT_WORD: return none || word != (uint32_t)leaf->num;
    case LEAF_IN: return !none && has_word(leaf->to.set, word);
    case LEAF_NOT_IN: return none || !has_word(leaf->to.set, word);
    case LEAF_NONE: return none;
    default: return !none; // LEAF_SOME
    }
}

static bool flag_passes(const Leaf *leaf, size_t class)
{
    enum { YES, NO, NONE };
    switch ((LeafOp)leaf->op) {
    case LEAF_TRUE: return class == YES;
    case LEAF_FALSE: return class != YES;
    case LEAF_NONE: return class == NONE;
    default: return class != NONE;
    }
}

// Classes of numbers: below the first limit, the first limit, between it and the second, ...
static bool number_passes(const Leaf *leaf, const Sieve *sieve, size_t class)
{
    Rat limit = {leaf->num, leaf->to.den};
    size_t at = 0;
    while (num_order(sieve->limits[at].num, sieve->limits[at].den, limit.num, limit.den) != 0) {
        at++;
    }
    bool below = class < 2 * at + 1, above = class > 2 * at + 1;
    switch ((LeafOp)leaf->op) {
    case LEAF_LT: return below;
    case LEAF_LE: return !above;
    case LEAF_GT: return above;
    case LEAF_GE: return !below;
    case LEAF_SAME: return !below && !above;
    default: return below || above;
    }
}

typedef struct Classes {
    size_t n;
    const uint32_t *words; // WORD: an example of each class from the third on
} Classes;

static bool passes(const Sieve *sieve, const Classes *classes, const Leaf *leaf, size_t class)
{
    switch ((SieveKind)sieve->kind) {
    case SIEVE_WORD: return word_passes(leaf, class < 2 ? WORD_NONE : classes->words[class - 2], class == 1);
    case SIEVE_FLAG: return flag_passes(leaf, class);
    case SIEVE_NUMBER: return number_passes(leaf, sieve, class);
    case SIEVE_PRESENCE: break;
    }
    return (class == 0) == (leaf->op == LEAF_NONE);
}

// ---- one sieve

typedef void (*EachLeaf)(void *to, const Leaf *leaf, size_t root);

static void each_leaf(const RootSet *set, const Group *group, EachLeaf visit, void *to)
{
    for (size_t i = 0; i < set->n; i++) {
        const Ask *body = set->roots[i].act->body;
        for (uint32_t k = 0; body->op == ASK_ALL && k < body->n_leaves; k++) {
            if (same_place(group, &body->leaves[k])) {
                visit(to, &body->leaves[k], i);
            }
        }
    }
}

typedef struct Naming {
    Compiler *c;
    uint32_t low, high;
    uint16_t *class_of;      // NULL while the span is looked for
    VEC(uint32_t) words;
    VEC(Rat) limits;
} Naming;

static void name_word(Naming *naming, uint32_t word)
{
    if (naming->class_of == NULL) {
        naming->low = word < naming->low ? word : naming->low;
        naming->high = word > naming->high ? word : naming->high;
    } else if (naming->class_of[word - naming->low] == 0 && naming->words.n < UINT16_MAX - 2) {
        vec_push(naming->c->arena, &naming->words, word);
        naming->class_of[word - naming->low] = (uint16_t)(naming->words.n + 1);
    }
}

static void name_classes(void *to, const Leaf *leaf, size_t root)
{
    Naming *naming = to;
    (void)root;
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
    if (kind_of(leaf) != SIEVE_NUMBER) {
        return;
    }
    Rat limit = {leaf->num, leaf->to.den};
    size_t at = 0;
    for (; at < naming->limits.n && rat_cmp(naming->limits.items[at], limit) < 0; at++) {
    }
    if (at == naming->limits.n || rat_cmp(naming->limits.items[at], limit) != 0) {
        vec_push(naming->c->arena, &naming->limits, limit);
        for (size_t i = naming->limits.n - 1; i > at; i--) {
            naming->limits.items[i] = naming->limits.items[i - 1];
        }
        naming->limits.items[at] = limit;
    }
}

typedef struct Masking {
    const Sieve *sieve;
    const Classes *classes;
    uint64_t *masks;
    size_t n_masks;
} Masking;

static void mask_leaf(void *to, const Leaf *leaf, size_t root)
{
    Masking *masking = to;
    for (size_t class = 0; class < masking->classes->n; class++) {
        if (!passes(masking->sieve, masking->classes, leaf, class)) {
            masking->masks[class * masking->n_masks + root / 64] &= ~((uint64_t)1 << root % 64);
        }
    }
}

static bool make_sieve(Sifting *s, const Group *group, Sieve *out)
{
    Naming naming = {.c = s->c, .low = UINT32_MAX};
    each_leaf(s->set, group, name_classes, &naming);
    uint32_t n_words = naming.high > 0 ? naming.high - naming.low + 1 : 0;
    naming.class_of = arena_array(s->c->arena, uint16_t, n_words + 1);
    each_leaf(s->set, group, name_classes, &naming);
    *out = (Sieve){.kind = (uint8_t)group->kind, .slot = group->slot, .at = group->at,
                   .first = naming.low, .n_words = n_words,
                   .class_of = naming.class_of, .limits = naming.limits.items,
                   .n_limits = (uint32_t)naming.limits.n};
    size_t counts[] = {[SIEVE_WORD] = naming.words.n + 2, [SIEVE_FLAG] = 3,
                       [SIEVE_NUMBER] = 2 * naming.limits.n + 1, [SIEVE_PRESENCE] = 2};
    Classes classes = {counts[group->kind], naming.words.items};
    if (naming.limits.n > SIEVE_LIMITS_MAX || naming.words.n + 2 >= UINT16_MAX) {
        return false;
    }
    uint64_t *masks = arena_array(s->c->arena, uint64_t, classes.n * s->set->n_masks + 1);
    memset(masks, 0xff, classes.n * s->set->n_masks * sizeof *masks);
    Masking masking = {out, &classes, masks, s->set->n_masks};
    each_leaf(s->set, group, mask_leaf, &masking);
    out->masks = masks;
    return true;
}

static bool is_sifted(const void *by, const Leaf *leaf)
{
    const RootSet *set = by;
    for (size_t i = 0; i < set->n_sieves; i++) {
        if (set->sieves[i].slot == leaf->slot && set->sieves[i].at == leaf->at) {
            return true;
        }
    }
    return false;
}

void sieve_roots(Compiler *c, RootSet *set)
{
    Sifting s = {.c = c, .set = set};
    set->n_masks = (set->n + 63) / 64;
    for (size_t i = 0; i < set->n; i++) {
        const Ask *body = set->roots[i].act->body;
        for (uint32_t k = 0; body->op == ASK_ALL && k < body->n_leaves; k++) {
            add_leaf(&s, &body->leaves[k]);
        }
    }
    set->sieves = arena_array(c->arena, Sieve, s.groups.n + 1);
    for (size_t i = 0; i < s.groups.n; i++) {
        const Group *group = &s.groups.items[i];
        set->n_sieves += group->leaves > 1 && !group->mixed && make_sieve(&s, group, &set->sieves[set->n_sieves]);
    }
    for (size_t i = 0; i < set->n; i++) {
        make_test(c, &set->tests[i], &set->roots[i], is_sifted, set);
    }
}
