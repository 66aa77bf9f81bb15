// Sieves: for each class of values of a place, the roots that are still possible, as bits.
//
// In:  the conditions that roots ask of single cells. Out: one sieve for each place that is
//      asked of more than once. What passes all sieves has only the rest to be asked; when a
//      place is not known, what passes is asked everything.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/fast/scale.h"

typedef struct Group {
    ScaleKind kind;
    VEC(const Leaf *) leaves;
    VEC(uint32_t) roots;   // of each leaf
    bool mixed;
} Group;

typedef struct Sifting {
    Compiler *c;
    RootSet *set;
    VEC(Group) groups;
} Sifting;

static Group *group_of(Sifting *s, const Leaf *leaf)
{
    for (size_t i = 0; i < s->groups.n; i++) {
        if (same_place(s->groups.items[i].leaves.items[0], leaf)) {
            return &s->groups.items[i];
        }
    }
    Group fresh = {.kind = scale_kind(leaf)};
    vec_push(s->c->arena, &s->groups, fresh);
    return &s->groups.items[s->groups.n - 1];
}

static void add_leaf(Sifting *s, const Leaf *leaf, uint32_t root)
{
    if (leaf->slot == CALL_SLOT || (leaf->slot != TOP_SLOT && leaf->slot != 0)) {
        return;
    }
    Group *group = group_of(s, leaf);
    ScaleKind kind = scale_kind(leaf);
    group->mixed = group->mixed || !scale_joins(group->kind, kind);
    group->kind = kind < group->kind ? kind : group->kind;
    vec_push(s->c->arena, &group->leaves, leaf);
    vec_push(s->c->arena, &group->roots, root);
}

static bool make_sieve(Sifting *s, const Group *group, Sieve *out)
{
    const Leaf *first = group->leaves.items[0];
    size_t n = group->leaves.n, n_masks = s->set->n_masks;
    *out = (Sieve){.slot = first->slot, .at = first->at};
    if (!scale_make(s->c, group->kind, group->leaves.items, n, &out->scale)) {
        return false;
    }
    size_t n_words = out->scale.n_classes * n_masks;
    uint64_t *masks = arena_array(s->c->arena, uint64_t, n_words + 1);
    memset(masks, 0xff, n_words * sizeof *masks);
    for (size_t class = 0; class < out->scale.n_classes; class++) {
        for (size_t i = 0; i < n; i++) {
            uint32_t root = group->roots.items[i];
            if (!scale_passes(&out->scale, group->leaves.items[i], class)) {
                masks[class * n_masks + root / 64] &= ~((uint64_t)1 << root % 64);
            }
        }
    }
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
    for (uint32_t i = 0; i < set->n; i++) {
        const Ask *body = set->roots[i].act->body;
        for (uint32_t k = 0; body->op == ASK_ALL && k < body->n_leaves; k++) {
            add_leaf(&s, &body->leaves[k], i);
        }
    }
    set->sieves = arena_array(c->arena, Sieve, s.groups.n + 1);
    for (size_t i = 0; i < s.groups.n; i++) {
        const Group *group = &s.groups.items[i];
        bool worth_it = group->leaves.n > 1 && !group->mixed;
        set->n_sieves += worth_it && make_sieve(&s, group, &set->sieves[set->n_sieves]);
    }
    for (size_t i = 0; i < set->n; i++) {
        make_test(c, &set->tests[i], &set->roots[i], is_sifted, set);
    }
}
