// Byte slices: text that somebody else owns.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_BASE_STR_H
#define LICET_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "runtime/base/arena.h"

// UTF-8 bytes; not terminated unless made by str_of or str_copy. {NULL,0} is empty.
typedef struct Str {
    const char *at;
    size_t len;
} Str;

#define STR(literal) ((Str){(literal), sizeof(literal) - 1})
#define STR_ARG(s) (int)(s).len, (s).at // for "%.*s"
#define STR_NONE ((Str){NULL, 0})

// Of ASCII, whatever the locale.
static inline bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}
static inline bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

Str str_of(const char *terminated); // NULL gives STR_NONE
Str str_copy(Arena *arena, Str s);  // terminated copy
static inline bool str_eq(Str a, Str b)
{
    return a.len == b.len && (a.len == 0 || (a.at[0] == b.at[0] && memcmp(a.at, b.at, a.len) == 0));
}
static inline bool str_starts(Str s, Str prefix)
{
    return s.len >= prefix.len && str_eq((Str){s.at, prefix.len}, prefix);
}
static inline bool str_ends(Str s, Str ending)
{
    return s.len >= ending.len && str_eq((Str){s.at + s.len - ending.len, ending.len}, ending);
}
bool str_is(Str a, const char *literal);
int str_cmp(Str a, Str b); // bytewise order, shorter first
int str_order(const void *a, const void *b); // the same of two Str, for qsort
uint32_t str_hash(Str s);
Str str_trim(Str s);            // without blanks, tabs, line ends at both sides
Str str_sub(Str s, size_t from, size_t to);
Str str_numbered(Arena *arena, Str name, size_t n); // "name/n"
Str str_count(Arena *arena, size_t n); // as decimal digits
Str str_join(Arena *arena, Str a, Str b);
// printf into the arena; terminated.
Str str_format(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
// Edit distance (insert, delete, replace, swap neighbours), at most `most`+1.
size_t str_distance(Str a, Str b, size_t most);

#endif
