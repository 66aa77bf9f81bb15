// JSON trees: building them, and finding places in them.
//
// A value has one parent at most: json_set and json_push link it, they do not copy.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/json.h"

static Json *make(Arena *arena, JsonKind kind)
{
    Json *value = arena_make(arena, Json);
    value->kind = kind;
    return value;
}

Json *json_object(Arena *arena)
{
    return make(arena, JSON_OBJECT);
}

Json *json_list(Arena *arena)
{
    return make(arena, JSON_LIST);
}

Json *json_string(Arena *arena, Str text)
{
    Json *value = make(arena, JSON_STRING);
    value->text = text;
    return value;
}

Json *json_number(Arena *arena, Str literal)
{
    Json *value = make(arena, JSON_NUMBER);
    value->text = literal;
    return value;
}

Json *json_bool(Arena *arena, bool value)
{
    return make(arena, value ? JSON_TRUE : JSON_FALSE);
}

Json *json_null(Arena *arena)
{
    return make(arena, JSON_NULL);
}

Json *json_get(const Json *object, Str key)
{
    if (object == NULL || object->kind != JSON_OBJECT) {
        return NULL;
    }
    for (Json *member = object->first; member != NULL; member = member->next) {
        if (str_eq(member->key, key)) {
            return member;
        }
    }
    return NULL;
}

Str json_text(const Json *object, Str key)
{
    const Json *member = json_get(object, key);
    return member != NULL && member->kind == JSON_STRING ? member->text : STR_NONE;
}

bool json_true(const Json *object, Str key)
{
    const Json *member = json_get(object, key);
    return member != NULL && member->kind == JSON_TRUE;
}

Json *json_first(const Json *object, Str key)
{
    const Json *member = json_get(object, key);
    return member != NULL ? member->first : NULL;
}

bool json_has_text(const Json *list, Str text)
{
    for (const Json *at = list != NULL ? list->first : NULL; at != NULL; at = at->next) {
        if (at->kind == JSON_STRING && str_eq(at->text, text)) {
            return true;
        }
    }
    return false;
}

void json_push(Json *list, Json *value)
{
    if (list->last == NULL) {
        list->first = value;
    } else {
        list->last->next = value;
    }
    list->last = value;
    list->n++;
}

void json_set(Json *object, Str key, Json *value)
{
    value->key = key;
    Json *before = NULL;
    for (Json *member = object->first; member != NULL; member = member->next) {
        if (str_eq(member->key, key)) {
            value->next = member->next;
            *(before == NULL ? &object->first : &before->next) = value;
            object->last = object->last == member ? value : object->last;
            return;
        }
        before = member;
    }
    json_push(object, value);
}

// Whether the escaped token of a pointer names the key.
static bool token_is(Str token, Str key)
{
    size_t at = 0;
    for (size_t i = 0; i < token.len; i++, at++) {
        char c = token.at[i];
        char next = i + 1 < token.len ? token.at[i + 1] : '\0';
        if (c == '~' && (next == '0' || next == '1')) {
            c = next == '0' ? '~' : '/';
            i++;
        }
        if (at == key.len || key.at[at] != c) {
            return false;
        }
    }
    return at == key.len;
}

static const Json *item_at(const Json *list, Str token)
{
    size_t index = 0;
    if (token.len == 0 || token.len > 9 || (token.at[0] == '0' && token.len > 1)) {
        return NULL;
    }
    for (size_t i = 0; i < token.len; i++) {
        if (token.at[i] < '0' || token.at[i] > '9') {
            return NULL;
        }
        index = index * 10 + (size_t)(token.at[i] - '0');
    }
    const Json *item = list->first;
    while (item != NULL && index-- > 0) {
        item = item->next;
    }
    return item;
}

static const Json *member_at(const Json *object, Str token)
{
    const Json *member = object->first;
    while (member != NULL && !token_is(token, member->key)) {
        member = member->next;
    }
    return member;
}

const Json *json_pointer(const Json *root, Str pointer)
{
    const Json *place = root;
    while (place != NULL && pointer.len > 0) {
        if (pointer.at[0] != '/') {
            return NULL;
        }
        pointer = (Str){pointer.at + 1, pointer.len - 1};
        const char *slash = pointer.len == 0 ? NULL : memchr(pointer.at, '/', pointer.len);
        size_t n = slash == NULL ? pointer.len : (size_t)(slash - pointer.at);
        Str token = {pointer.at, n};
        pointer = (Str){pointer.at + n, pointer.len - n};
        if (place->kind == JSON_LIST) {
            place = item_at(place, token);
        } else if (place->kind == JSON_OBJECT) {
            place = member_at(place, token);
        } else {
            place = NULL;
        }
    }
    return place;
}
