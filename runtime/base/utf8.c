// UTF-8: a thin layer over utf8proc that keeps all memory in the arena.
//
// utf8proc's own allocating calls are not used: text is decomposed into a buffer of ours
// and encoded back in place.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/utf8.h"

#include <utf8proc.h>

// The code point at s, or -1; *len is its length, 1 when invalid.
static utf8proc_int32_t decode(Str s, size_t *len)
{
    utf8proc_int32_t point = -1;
    utf8proc_ssize_t n = 0;
    if (s.len > 0) {
        utf8proc_ssize_t most = s.len < 4 ? (utf8proc_ssize_t)s.len : 4;
        n = utf8proc_iterate((const utf8proc_uint8_t *)s.at, most, &point);
    }
    *len = n > 0 ? (size_t)n : 1;
    return n > 0 ? point : -1;
}

// Offset of the first byte at or after i that is not ASCII.
static size_t skip_ascii(Str s, size_t i)
{
    for (; i + 8 <= s.len; i += 8) {
        uint64_t word;
        memcpy(&word, s.at + i, 8);
        if ((word & UINT64_C(0x8080808080808080)) != 0) {
            break;
        }
    }
    while (i < s.len && (unsigned char)s.at[i] < 0x80) {
        i++;
    }
    return i;
}

// Offset of the first byte at or after i that is no printable ASCII character.
static size_t skip_printable(Str s, size_t i)
{
    while (i < s.len && s.at[i] >= ' ' && s.at[i] < 0x7F) {
        i++;
    }
    return i;
}

bool utf8_valid(Str s, size_t *at)
{
    size_t i = skip_ascii(s, 0);
    while (i < s.len) {
        size_t n;
        if (decode((Str){s.at + i, s.len - i}, &n) < 0) {
            *at = i;
            return false;
        }
        i = skip_ascii(s, i + n);
    }
    return true;
}

size_t utf8_width(Str s)
{
    size_t width = 0;
    for (size_t i = 0, n; i < s.len; i += n) {
        n = skip_printable(s, i) - i;
        if (n > 0) {
            width += n;
            continue;
        }
        utf8proc_int32_t point = decode((Str){s.at + i, s.len - i}, &n);
        int columns = point < 0 ? 1 : utf8proc_charwidth(point);
        width += columns > 0 ? (size_t)columns : 0;
    }
    return width;
}

size_t utf8_count(Str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; count++) {
        i += utf8_step((Str){s.at + i, s.len - i});
    }
    return count;
}

size_t utf8_step(Str s)
{
    if (s.len == 0 || (unsigned char)s.at[0] < 0x80) {
        return 1;
    }
    size_t n;
    decode(s, &n);
    return n;
}

bool utf8_is_word(Str s)
{
    size_t n;
    utf8proc_int32_t point = decode(s, &n);
    if (point < 0) {
        return false;
    }
    switch (utf8proc_category(point)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
        return true;
    default: // utf8proc's list, not ours
        return false;
    }
}

// The text under utf8proc's options, only the points that `keeps` allows (NULL: all); s itself
// when invalid or unchanged.
static Str transform(Arena *arena, Str s, utf8proc_option_t options,
                     bool (*keeps)(utf8proc_int32_t))
{
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)s.at;
    utf8proc_ssize_t len = (utf8proc_ssize_t)s.len;
    utf8proc_ssize_t n = utf8proc_decompose(bytes, len, NULL, 0, options);
    if (n < 0) {
        return s;
    }
    utf8proc_int32_t *points = arena_array(arena, utf8proc_int32_t, (size_t)n + 1);
    n = utf8proc_decompose(bytes, len, points, n, options);
    if (n < 0) {
        return s;
    }
    utf8proc_ssize_t kept = 0;
    for (utf8proc_ssize_t i = 0; i < n; i++) {
        if (keeps == NULL || keeps(points[i])) {
            points[kept++] = points[i];
        }
    }
    n = utf8proc_reencode(points, kept, options);
    if (n < 0) {
        return s;
    }
    Str changed = {(const char *)points, (size_t)n};
    return str_eq(changed, s) ? s : changed;
}

// Letters before the combining marks, dashes and quotation marks: none of them is composed
// of others or joins what stands before it.
static bool stands_alone(utf8proc_int32_t point)
{
    return (point >= 0 && point < 0x300) || (point >= 0x2010 && point <= 0x2027);
}

Str utf8_nfc(Arena *arena, Str s)
{
    size_t i = skip_ascii(s, 0), n;
    while (i < s.len && stands_alone(decode((Str){s.at + i, s.len - i}, &n))) {
        i = skip_ascii(s, i + n);
    }
    if (i == s.len) {
        return s;
    }
    return transform(arena, s, UTF8PROC_STABLE | UTF8PROC_COMPOSE, NULL);
}

Str utf8_fold(Arena *arena, Str s)
{
    if (s.len == 0) {
        return s;
    }
    return transform(arena, s,
                     UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
                         UTF8PROC_CASEFOLD | UTF8PROC_IGNORE,
                     NULL);
}

// A letter, number or mark, but no accent.
static bool is_letter(utf8proc_int32_t point)
{
    utf8proc_category_t category = utf8proc_category(point);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO &&
           !(point >= 0x300 && point <= 0x36F);
}

Str utf8_letters(Arena *arena, Str s)
{
    size_t plain = 0;
    while (plain < s.len && ((s.at[plain] >= 'a' && s.at[plain] <= 'z') ||
                             (s.at[plain] >= '0' && s.at[plain] <= '9'))) {
        plain++;
    }
    if (plain == s.len) {
        return s;
    }
    // What is left out may have stood between marks: they are put in order once more.
    return utf8_nfc(arena, transform(arena, s,
                                     UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                                         UTF8PROC_CASEFOLD,
                                     is_letter));
}
