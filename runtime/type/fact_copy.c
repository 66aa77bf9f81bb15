// A copy of all facts of a case, with the packs that attest them and the resolutions beside.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/type/fact.h"

static void repoint_packs(Fact *fact, const Facts *from, const Facts *to)
{
    for (size_t i = 0; i < from->packs.n && fact->pack != NULL; i++) {
        if (fact->pack == from->packs.items[i]) {
            fact->pack = to->packs.items[i];
            break;
        }
    }
    for (size_t i = 0; i < fact->n; i++) {
        if (fact->kids[i] != NULL) {
            repoint_packs(fact->kids[i], from, to);
        }
    }
}

static void copy_packs(Arena *arena, const Facts *from, Facts *to)
{
    for (size_t i = 0; i < from->packs.n; i++) {
        Pack *pack = arena_make(arena, Pack);
        *pack = *from->packs.items[i];
        pack->id = str_copy(arena, pack->id);
        pack->by = str_copy(arena, pack->by);
        vec_push(arena, &to->packs, pack);
    }
}

static void copy_resolutions(Arena *arena, const Facts *from, Facts *to)
{
    for (size_t i = 0; i < from->resolutions.n; i++) {
        Resolution *copy = arena_make(arena, Resolution);
        *copy = *from->resolutions.items[i];
        Str *const texts[] = {&copy->code, &copy->flag,      &copy->line,     &copy->outcome,
                              &copy->by,   &copy->second_by, &copy->evidence, &copy->facts};
        for (size_t k = 0; k < countof(texts); k++) {
            *texts[k] = str_copy(arena, *texts[k]);
        }
        vec_push(arena, &to->resolutions, copy);
    }
}

Facts *facts_copy(Arena *arena, const Facts *facts)
{
    Facts *copy = facts_new(arena, facts->schema);
    copy_packs(arena, facts, copy);
    for (size_t i = 0; i < facts->schema->n; i++) {
        const Fact *top = facts->top[i];
        copy->top[i] = fact_copy(arena, top, NULL, top->key, top->index);
        if (facts->packs.n > 0) {
            repoint_packs(copy->top[i], facts, copy);
        }
    }
    copy_resolutions(arena, facts, copy);
    return copy;
}
