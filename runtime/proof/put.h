// Members of a JSON object under construction, one call each.
//
// Absent things are null: an empty text, a day that is not said. Lists that are sets are
// gathered in a TextSet and put sorted, each once. All memory comes from the arena given.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_PROOF_PUT_H
#define LICET_PROOF_PUT_H

#include "runtime/base/date.h"
#include "runtime/base/json.h"

void put_text(Arena *arena, Json *object, const char *key, Str text);
// The text even when empty.
void put_plain(Arena *arena, Json *object, const char *key, Str text);
void put_truth(Arena *arena, Json *object, const char *key, bool truth);
void put_null(Arena *arena, Json *object, const char *key);
void put_count(Arena *arena, Json *object, const char *key, size_t count);
// DAY_MIN and days past DAY_MAX are not said.
void put_day(Arena *arena, Json *object, const char *key, Day day);
// "sha256:" is set before a bare digest.
void put_digest(Arena *arena, Json *object, const char *key, Str digest);
Json *put_list(Arena *arena, Json *object, const char *key);
Json *put_object(Arena *arena, Json *object, const char *key);
Json *push_object(Arena *arena, Json *list);
void push_text(Arena *arena, Json *list, Str text);

typedef struct TextSet {
    VEC(Str) texts;
} TextSet;

void set_add(Arena *arena, TextSet *set, Str text);
bool set_has(const TextSet *set, Str text);
// Sorted bytewise, each once.
void set_sort(TextSet *set);
void put_set(Arena *arena, Json *object, const char *key, TextSet *set);

#endif
