// Fenced blocks of a literate file, found line by line as CommonMark has them.
//
// In:  the whole text. Out: the content of each block marked 'licet', by offsets.
// Allocates nothing.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/tree/fence.h"

enum { INDENT_MAX = 3, FENCE_MIN = 3 };

// One line, without its end, and the offset of the next.
static Str line_at(Str text, size_t at, size_t *next)
{
    const char *end = memchr(text.at + at, '\n', text.len - at);
    size_t stop = end == NULL ? text.len : (size_t)(end - text.at);
    *next = end == NULL ? text.len : stop + 1;
    return str_sub(text, at, stop);
}

// Offset of the fence characters in the line, or its length; *mark and *n describe them.
static size_t fence_start(Str line, char *mark, size_t *n)
{
    size_t i = 0;
    while (i < line.len && line.at[i] == ' ') {
        i++;
    }
    *mark = i < line.len ? line.at[i] : '\0';
    *n = 0;
    if (i > INDENT_MAX || (*mark != '`' && *mark != '~')) {
        return line.len;
    }
    while (i + *n < line.len && line.at[i + *n] == *mark) {
        ++*n;
    }
    return *n < FENCE_MIN ? line.len : i;
}

static Str first_word(Str s)
{
    size_t n = 0;
    while (n < s.len && s.at[n] != ' ' && s.at[n] != '\t') {
        n++;
    }
    return str_sub(s, 0, n);
}

// Moves *at behind the closing line of a block opened by n marks.
static void find_end(Str text, size_t *at, char mark, size_t n, Fence *fence)
{
    while (*at < text.len) {
        size_t next, count;
        char other;
        Str line = line_at(text, *at, &next);
        size_t start = fence_start(line, &other, &count);
        if (start < line.len && other == mark && count >= n &&
            str_trim(str_sub(line, start + count, line.len)).len == 0) {
            fence->end = *at;
            fence->closed = true;
            *at = next;
            return;
        }
        *at = next;
    }
    fence->end = text.len;
    fence->closed = false;
}

bool fence_next(Str text, size_t *at, Fence *fence)
{
    while (*at < text.len) {
        size_t next, n;
        char mark;
        Str line = line_at(text, *at, &next);
        size_t start = fence_start(line, &mark, &n);
        Str info = STR_NONE;
        if (start < line.len) {
            info = str_trim(str_sub(line, start + n, line.len));
        }
        bool inline_code = mark == '`' && info.len > 0 && memchr(info.at, '`', info.len);
        bool opens = start < line.len && !inline_code;
        *fence = (Fence){.open = *at + start, .start = next};
        *at = next;
        if (opens) {
            find_end(text, at, mark, n, fence);
            if (str_is(first_word(info), "licet")) {
                return true;
            }
        }
    }
    return false;
}
