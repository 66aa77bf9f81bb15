// Hash map from text to pointer: a table of entry numbers over a list of entries.
//
// Up to LINEAR_MAX entries are searched one by one and need no table. The table is open
// addressing with linear probing, at most half full; a slot holds entry number + 1.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/map.h"

enum { LINEAR_MAX = 8 };

void map_init(Map *map, Arena *arena)
{
    *map = (Map){.arena = arena};
}

// The slot that holds the key, or the free slot where it belongs.
static uint32_t *slot_of(const Map *map, Str key)
{
    size_t mask = map->n_slots - 1;
    size_t i = str_hash(key) & mask;
    while (map->slots[i] != 0 && !str_eq(map->entries[map->slots[i] - 1].key, key)) {
        i = (i + 1) & mask;
    }
    return &map->slots[i];
}

static MapEntry *entry_of(const Map *map, Str key)
{
    if (map->n_slots != 0) {
        uint32_t slot = *slot_of(map, key);
        return slot == 0 ? NULL : &map->entries[slot - 1];
    }
    for (size_t i = 0; i < map->n; i++) {
        if (str_eq(map->entries[i].key, key)) {
            return &map->entries[i];
        }
    }
    return NULL;
}

static void rebuild(Map *map)
{
    map->n_slots = map->n_slots == 0 ? 4 * LINEAR_MAX : map->n_slots * 2;
    map->slots = arena_array(map->arena, uint32_t, map->n_slots);
    for (size_t i = 0; i < map->n; i++) {
        *slot_of(map, map->entries[i].key) = (uint32_t)(i + 1);
    }
}

void *map_find(const Map *map, Str key)
{
    const MapEntry *entry = entry_of(map, key);
    return entry == NULL ? NULL : entry->value;
}

void map_put(Map *map, Str key, void *value)
{
    MapEntry *present = entry_of(map, key);
    if (present != NULL) {
        present->value = value;
        return;
    }
    map->entries = arena_grow(map->arena, map->entries, map->n, &map->cap,
                              sizeof *map->entries);
    map->entries[map->n++] = (MapEntry){key, value};
    if (map->n <= LINEAR_MAX) {
        return;
    }
    if (map->n * 2 > map->n_slots) {
        rebuild(map);
    } else {
        *slot_of(map, key) = (uint32_t)map->n;
    }
}

size_t *map_count(Map *map, Str key)
{
    size_t *count = map_find(map, key);
    if (count == NULL) {
        count = arena_make(map->arena, size_t);
        map_put(map, str_copy(map->arena, key), count);
    }
    return count;
}
