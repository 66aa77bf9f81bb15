// Hash map from text to pointer, in insertion order, held in an arena.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_BASE_MAP_H
#define LICET_BASE_MAP_H

#include "runtime/base/str.h"

typedef struct MapEntry {
    Str key;
    void *value;
} MapEntry;

typedef struct Map {
    Arena *arena;
    MapEntry *entries; // in insertion order: iteration is deterministic
    size_t n, cap;
    uint32_t *slots;
    size_t n_slots;
} Map;

void map_init(Map *map, Arena *arena);
void *map_find(const Map *map, Str key);      // NULL when absent
void map_put(Map *map, Str key, void *value); // keeps the key's bytes by reference; replaces
// In a map of counts: that of the key, 0 at first, under a copy of the key.
size_t *map_count(Map *map, Str key);

#endif
