// JSON: reading with number literals kept as text (simdjson), writing, canonical form (RFC 8785).
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_BASE_JSON_H
#define LICET_BASE_JSON_H

#include "runtime/base/buf.h"

typedef enum JsonKind {
    JSON_NULL, JSON_TRUE, JSON_FALSE, JSON_NUMBER, JSON_STRING, JSON_LIST, JSON_OBJECT,
} JsonKind;

typedef struct Json Json;
struct Json {
    JsonKind kind;
    uint32_t start, end; // byte span in the text read (0,0 for built values)
    Str text;            // number: its literal; string: decoded
    Str key;             // when a member of an object
    Json *first, *next;  // children in order; siblings
    Json *last;          // child; so that building a long list stays cheap
    size_t n;            // children
};

typedef struct JsonError {
    const char *message; // lower case, no full stop: "expected ',' or '}'"
    size_t at;           // byte offset
} JsonError;

enum { JSON_DEPTH_MAX = 128 };

// NULL on error. Refuses: duplicate keys, invalid UTF-8, depth over JSON_DEPTH_MAX,
// trailing content. The result points into the arena only.
Json *json_parse(Arena *arena, Str text, JsonError *error);
Json *json_get(const Json *object, Str key); // NULL when absent or no object
// Of a member: its text when it is a string, else none; whether it is true; its first child.
Str json_text(const Json *object, Str key);
bool json_true(const Json *object, Str key);
Json *json_first(const Json *object, Str key);
bool json_has_text(const Json *list, Str text); // some element is this string; NULL has none

// Building. Objects keep insertion order; json_canonical sorts.
Json *json_object(Arena *arena);
Json *json_list(Arena *arena);
Json *json_string(Arena *arena, Str text);
Json *json_number(Arena *arena, Str literal);
Json *json_bool(Arena *arena, bool value);
Json *json_null(Arena *arena);
void json_set(Json *object, Str key, Json *value);
void json_push(Json *list, Json *value);

void json_print(Buf *buf, const Json *value);             // compact, insertion order
void json_pretty(Buf *buf, const Json *value, int width); // indented by 2, short containers on one line
void json_canonical(Buf *buf, const Json *value);         // RFC 8785: sorted keys, no blanks
void json_quote(Buf *buf, Str text);                      // one string literal

// "/items/0/a~1b" (RFC 6901); NULL when there is no such place.
const Json *json_pointer(const Json *root, Str pointer);

#endif
