// Byte slices: comparing, hashing, trimming, formatting.
//
// Nothing here looks at letters beyond ASCII; that is utf8.c.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/str.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

Str str_of(const char *terminated)
{
    return terminated == NULL ? STR_NONE : (Str){terminated, strlen(terminated)};
}

Str str_copy(Arena *arena, Str s)
{
    return (Str){arena_copy(arena, s.at, s.len), s.len};
}

bool str_is(Str a, const char *literal)
{
    return str_eq(a, str_of(literal));
}

int str_cmp(Str a, Str b)
{
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common == 0 ? 0 : memcmp(a.at, b.at, common);
    if (order != 0) {
        return order < 0 ? -1 : 1;
    }
    return (a.len > b.len) - (a.len < b.len);
}

int str_order(const void *a, const void *b)
{
    return str_cmp(*(const Str *)a, *(const Str *)b);
}

// Eight bytes a step, multiplied and folded; the order of a Map never shows the hash.
uint32_t str_hash(Str s)
{
    const uint64_t prime = UINT64_C(0x9E3779B97F4A7C15);
    uint64_t hash = prime ^ s.len;
    size_t i = 0;
    for (; i + 8 <= s.len; i += 8) {
        uint64_t word;
        memcpy(&word, s.at + i, 8);
        hash = (hash ^ word) * prime;
        hash ^= hash >> 32;
    }
    uint64_t rest = 0;
    for (unsigned shift = 0; i < s.len; i++, shift += 8) {
        rest |= (uint64_t)(unsigned char)s.at[i] << shift;
    }
    hash = (hash ^ rest) * prime;
    hash = (hash ^ (hash >> 29)) * prime;
    return (uint32_t)(hash >> 32);
}

Str str_trim(Str s)
{
    while (s.len > 0 && is_blank(s.at[0])) {
        s.at++;
        s.len--;
    }
    while (s.len > 0 && is_blank(s.at[s.len - 1])) {
        s.len--;
    }
    return s;
}

Str str_sub(Str s, size_t from, size_t to)
{
    if (to > s.len) {
        to = s.len;
    }
    return from >= to ? STR_NONE : (Str){s.at + from, to - from};
}

Str str_format(Arena *arena, const char *format, ...)
{
    assert(format != NULL);
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int n = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    size_t len = n < 0 ? 0 : (size_t)n;
    char *text = arena_alloc(arena, len + 1);
    vsnprintf(text, len + 1, format, again);
    va_end(again);
    return (Str){text, len};
}

enum { DIGITS_MOST = 20 }; // of a size_t

// Writes the digits at the end of the room and says how many they are.
static size_t digits_of(char room[DIGITS_MOST], size_t n)
{
    size_t at = DIGITS_MOST;
    do {
        room[--at] = (char)('0' + n % 10);
        n /= 10;
    } while (n > 0);
    return DIGITS_MOST - at;
}

Str str_count(Arena *arena, size_t n)
{
    char room[DIGITS_MOST];
    size_t count = digits_of(room, n);
    return (Str){arena_copy(arena, room + DIGITS_MOST - count, count), count};
}

Str str_join(Arena *arena, Str a, Str b)
{
    char *text = arena_alloc_raw(arena, a.len + b.len + 1);
    if (a.len > 0) {
        memcpy(text, a.at, a.len);
    }
    if (b.len > 0) {
        memcpy(text + a.len, b.at, b.len);
    }
    text[a.len + b.len] = '\0';
    return (Str){text, a.len + b.len};
}

Str str_numbered(Arena *arena, Str name, size_t n)
{
    char room[DIGITS_MOST + 1];
    size_t count = digits_of(room + 1, n) + 1;
    room[DIGITS_MOST + 1 - count] = '/';
    return str_join(arena, name, (Str){room + DIGITS_MOST + 1 - count, count});
}

enum { DISTANCE_LENGTH_MAX = 127 }; // longer words are never misspellings of one another

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

// Optimal string alignment: rows of the usual table, with the row before last for swaps.
size_t str_distance(Str a, Str b, size_t most)
{
    size_t apart = a.len > b.len ? a.len - b.len : b.len - a.len;
    if (apart > most || a.len > DISTANCE_LENGTH_MAX || b.len > DISTANCE_LENGTH_MAX) {
        return str_eq(a, b) ? 0 : most + 1;
    }
    size_t rows[3][DISTANCE_LENGTH_MAX + 1];
    for (size_t j = 0; j <= b.len; j++) {
        rows[0][j] = j;
    }
    for (size_t i = 1; i <= a.len; i++) {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t replace = above[j - 1] + (a.at[i - 1] == b.at[j - 1] ? 0 : 1);
            row[j] = smaller(replace, smaller(above[j], row[j - 1]) + 1);
            bool swapped = i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] &&
                           a.at[i - 2] == b.at[j - 1];
            if (swapped) {
                row[j] = smaller(row[j], before[j - 2] + 1);
            }
        }
    }
    return smaller(rows[a.len % 3][b.len], most + 1);
}
