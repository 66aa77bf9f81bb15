// Members of a JSON object under construction: the small words of statement making.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/put.h"

#include <stdlib.h>

void put_plain(Arena *arena, Json *object, const char *key, Str text)
{
    json_set(object, str_of(key), json_string(arena, text));
}

void put_null(Arena *arena, Json *object, const char *key)
{
    json_set(object, str_of(key), json_null(arena));
}

void put_text(Arena *arena, Json *object, const char *key, Str text)
{
    if (text.len == 0) {
        put_null(arena, object, key);
    } else {
        put_plain(arena, object, key, text);
    }
}

void put_truth(Arena *arena, Json *object, const char *key, bool truth)
{
    json_set(object, str_of(key), json_bool(arena, truth));
}

void put_count(Arena *arena, Json *object, const char *key, size_t count)
{
    json_set(object, str_of(key), json_number(arena, str_count(arena, count)));
}

void put_day(Arena *arena, Json *object, const char *key, Day day)
{
    if (day <= DAY_MIN || day > DAY_MAX) {
        put_null(arena, object, key);
    } else {
        put_plain(arena, object, key, date_text(arena, day));
    }
}

void put_digest(Arena *arena, Json *object, const char *key, Str digest)
{
    if (digest.len == 0 || str_starts(digest, STR("sha256:"))) {
        put_text(arena, object, key, digest);
    } else {
        put_plain(arena, object, key,
                  str_join(arena, STR("sha256:"), digest));
    }
}

Json *put_list(Arena *arena, Json *object, const char *key)
{
    Json *list = json_list(arena);
    json_set(object, str_of(key), list);
    return list;
}

Json *put_object(Arena *arena, Json *object, const char *key)
{
    Json *made = json_object(arena);
    json_set(object, str_of(key), made);
    return made;
}

Json *push_object(Arena *arena, Json *list)
{
    Json *made = json_object(arena);
    json_push(list, made);
    return made;
}

void push_text(Arena *arena, Json *list, Str text)
{
    json_push(list, json_string(arena, text));
}

void set_add(Arena *arena, TextSet *set, Str text)
{
    vec_push(arena, &set->texts, text);
}

bool set_has(const TextSet *set, Str text)
{
    for (size_t i = 0; i < set->texts.n; i++) {
        if (str_eq(set->texts.items[i], text)) {
            return true;
        }
    }
    return false;
}

void set_sort(TextSet *set)
{
    if (set->texts.n < 2) {
        return;
    }
    qsort(set->texts.items, set->texts.n, sizeof(Str), str_order);
    size_t kept = 1;
    for (size_t i = 1; i < set->texts.n; i++) {
        if (!str_eq(set->texts.items[i], set->texts.items[kept - 1])) {
            set->texts.items[kept++] = set->texts.items[i];
        }
    }
    set->texts.n = kept;
}

void put_set(Arena *arena, Json *object, const char *key, TextSet *set)
{
    set_sort(set);
    Json *list = put_list(arena, object, key);
    for (size_t i = 0; i < set->texts.n; i++) {
        push_text(arena, list, set->texts.items[i]);
    }
}
