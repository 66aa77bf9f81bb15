// The index: roots that need certain words in one place are found by the word that is there.
//
// The place is chosen among the conditions of each rule: the one with the fewest words. A
// place that few rules ask of is not worth an index. What is not known finds all.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/fast/program.h"

enum { WORTH_IT = 8 };

typedef struct Key {
    const Leaf *leaf;    // NULL: none
    uint32_t n_words;
} Key;

static uint32_t words_of(const Leaf *leaf)
{
    uint32_t n = 1;
    if (leaf->op == LEAF_IN) {
        const WordSet *set = leaf->to.set;
        n = 0;
        for (uint32_t i = 0; i < (set->n + 63) / 64; i++) {
            n += (uint32_t)__builtin_popcountll(set->bits[i]);
        }
    }
    return n;
}

static Key key_of(const Root *root)
{
    const Ask *body = root->act->body;
    Key key = {NULL, UINT32_MAX};
    for (uint32_t i = 0; body->op == ASK_ALL && i < body->n_leaves; i++) {
        const Leaf *leaf = &body->leaves[i];
        bool word = (leaf->op == LEAF_WORD || leaf->op == LEAF_IN) && leaf->slot != CALL_SLOT;
        if (word && words_of(leaf) < key.n_words) {
            key = (Key){leaf, words_of(leaf)};
        }
    }
    return key;
}

// ---- what remains to be asked

void make_test(Compiler *c, RootTest *test, const Root *root, bool (*asked)(const void *, const Leaf *),
               const void *by)
{
    const Ask *body = root->act->body;
    test->remembered = root->act->called;
    if (body->op != ASK_ALL) {
        test->rest = body;
        return;
    }
    Leaf *leaves = arena_array(c->arena, Leaf, body->n_leaves);
    for (uint32_t i = 0; i < body->n_leaves; i++) {
        if (!asked(by, &body->leaves[i])) {
            leaves[test->n_leaves++] = body->leaves[i];
        }
    }
    test->leaves = leaves;
    if (body->n == 1) {
        test->rest = body->kids[0];
    } else if (body->n > 1) {
        Ask *rest = ask_new(c, ASK_ALL, body->expr, body->n);
        for (uint32_t i = 0; i < body->n; i++) {
            ask_add(rest, i, body->kids[i]);
        }
        test->rest = rest;
    }
}

static bool is_key(const void *key, const Leaf *leaf)
{
    return leaf == key;
}

// ---- groups

// The places asked of often enough, and for each root the number of its index.
static void group(Compiler *c, RootSet *set, const Key *keys, uint32_t *index_of)
{
    VEC(Key) groups = {0}; // n_words: roots in it
    for (size_t i = 0; i < set->n; i++) {
        index_of[i] = UINT32_MAX;
        for (size_t g = 0; keys[i].leaf != NULL && g <= groups.n; g++) {
            if (g == groups.n) {
                Key fresh = {keys[i].leaf, 0};
                vec_push(c->arena, &groups, fresh);
            }
            if (same_place(groups.items[g].leaf, keys[i].leaf)) {
                groups.items[g].n_words++;
                index_of[i] = (uint32_t)g;
                break;
            }
        }
    }
    uint32_t *renamed = arena_array(c->arena, uint32_t, groups.n + 1);
    set->indexes = arena_array(c->arena, RootIndex, groups.n + 1);
    for (size_t g = 0; g < groups.n; g++) {
        renamed[g] = UINT32_MAX;
        if (groups.items[g].n_words >= WORTH_IT) {
            renamed[g] = (uint32_t)set->n_indexes;
            RootIndex *index = &set->indexes[set->n_indexes++];
            index->slot = groups.items[g].leaf->slot;
            index->at = groups.items[g].leaf->at;
            index->all = arena_array(c->arena, uint32_t, groups.items[g].n_words);
        }
    }
    for (size_t i = 0; i < set->n; i++) {
        index_of[i] = index_of[i] == UINT32_MAX ? UINT32_MAX : renamed[index_of[i]];
    }
}

// ---- one index

typedef void (*EachWord)(RootIndex *index, uint32_t word, uint32_t root);

static void each_word(RootIndex *index, const Leaf *leaf, uint32_t root, EachWord visit)
{
    if (leaf->op == LEAF_WORD) {
        visit(index, (uint32_t)leaf->num, root);
        return;
    }
    const WordSet *set = leaf->to.set;
    for (uint32_t i = 0; i < (set->n + 63) / 64; i++) {
        for (uint64_t left = set->bits[i]; left != 0; left &= left - 1) {
            visit(index, set->first + 64 * i + (uint32_t)__builtin_ctzll(left), root);
        }
    }
}

static void count_word(RootIndex *index, uint32_t word, uint32_t root)
{
    (void)root;
    index->starts[word + 2]++;
}

static void put_word(RootIndex *index, uint32_t word, uint32_t root)
{
    index->roots[index->starts[word + 1]++] = root;
}

static void fill_index(Compiler *c, RootIndex *index, const Key *keys)
{
    size_t n_words = c->plan->words.n;
    index->starts = arena_array(c->arena, uint32_t, n_words + 3);
    for (size_t i = 0; i < index->n_all; i++) {
        each_word(index, keys[index->all[i]].leaf, index->all[i], count_word);
    }
    for (size_t w = 0; w < n_words + 1; w++) {
        index->starts[w + 2] += index->starts[w + 1];
    }
    index->roots = arena_array(c->arena, uint32_t, index->starts[n_words + 2] + 1);
    for (size_t i = 0; i < index->n_all; i++) {
        each_word(index, keys[index->all[i]].leaf, index->all[i], put_word);
    }
}

// ---- screens

// The lane of a limit, and the least that must be reached there; false when it has none.
static bool lane_of(Screen *screen, const Leaf *leaf, size_t *lane, int32_t *least)
{
    bool below = leaf->op == LEAF_LT || leaf->op == LEAF_LE, above = leaf->op == LEAF_GT || leaf->op == LEAF_GE;
    bool place = leaf->slot == TOP_SLOT || leaf->slot == 0;
    if (!(below || above) || !place || leaf->to.den != 1 || leaf->num <= -SCREEN_LIMIT || leaf->num >= SCREEN_LIMIT) {
        return false;
    }
    bool strict = leaf->op == LEAF_LT || leaf->op == LEAF_GT;
    *least = (int32_t)(below ? -leaf->num : leaf->num) + strict;
    for (*lane = 0; *lane < screen->n; ++*lane) {
        if (screen->lanes[*lane].slot == leaf->slot && screen->lanes[*lane].at == leaf->at &&
            screen->lanes[*lane].negative == below) {
            return true;
        }
    }
    if (screen->n == SCREEN_LANES) {
        return false;
    }
    screen->lanes[screen->n].slot = leaf->slot;
    screen->lanes[screen->n].at = leaf->at;
    screen->lanes[screen->n++].negative = below;
    return true;
}

static void make_screen(Compiler *c, const RootSet *set, RootIndex *index)
{
    size_t n = index->starts[c->plan->words.n + 1];
    Lanes *limits = arena_array(c->arena, Lanes, n + 1);
    for (size_t i = 0; i < n; i++) {
        const RootTest *test = &set->tests[index->roots[i]];
        int32_t most[SCREEN_LANES] = {-SCREEN_LIMIT, -SCREEN_LIMIT, -SCREEN_LIMIT, -SCREEN_LIMIT}, least;
        size_t lane;
        for (uint32_t k = 0; k < test->n_leaves; k++) {
            if (lane_of(&index->screen, &test->leaves[k], &lane, &least)) {
                most[lane] = least > most[lane] ? least : most[lane];
            }
        }
        memcpy(&limits[i], most, sizeof most);
    }
    index->screen.limits = limits;
}

void index_roots(Compiler *c, RootSet *set)
{
    Key *keys = arena_array(c->arena, Key, set->n + 1);
    uint32_t *index_of = arena_array(c->arena, uint32_t, set->n + 1);
    set->tests = arena_array(c->arena, RootTest, set->n + 1);
    set->always = arena_array(c->arena, uint32_t, set->n + 1);
    set->exclusions = arena_array(c->arena, uint32_t, set->n + 1);
    for (uint32_t i = 0; i < set->n; i++) {
        keys[i] = key_of(&set->roots[i]);
        uint32_t n_slots = set->roots[i].act->n_slots;
        set->n_slots = n_slots > set->n_slots ? n_slots : set->n_slots;
        if (set->roots[i].rule->effect == EFFECT_EXCLUDES) {
            set->exclusions[set->n_exclusions++] = i;
        }
    }
    set->grid = grid_make(c, set);
    if (set->grid != NULL) {
        return;
    }
    if (set->n <= SIEVE_ROOTS_MAX) {
        sieve_roots(c, set);
        return;
    }
    group(c, set, keys, index_of);
    for (uint32_t i = 0; i < set->n; i++) {
        bool indexed = index_of[i] != UINT32_MAX;
        make_test(c, &set->tests[i], &set->roots[i], is_key, indexed ? keys[i].leaf : NULL);
        if (indexed) {
            RootIndex *index = &set->indexes[index_of[i]];
            index->all[index->n_all++] = i;
        } else {
            set->always[set->n_always++] = i;
        }
    }
    for (size_t i = 0; i < set->n_indexes; i++) {
        fill_index(c, &set->indexes[i], keys);
        make_screen(c, set, &set->indexes[i]);
    }
}
