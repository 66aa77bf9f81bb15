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

// What opens with this line, and its info string; false when nothing does.
static bool opens(Str line, size_t *start, char *mark, size_t *n, Str *info)
{
    *start = fence_start(line, mark, n);
    *info = *start < line.len ? str_trim(str_sub(line, *start + *n, line.len)) : STR_NONE;
    bool inline_code = *mark == '`' && info->len > 0 && memchr(info->at, '`', info->len);
    return *start < line.len && !inline_code;
}

// "Licet", "{licet}", "{.licet key=1}": meant, and not what is read.
static bool is_meant(Str info)
{
    static const char WORD[] = "licet";
    size_t at = 0, n = sizeof WORD - 1;
    while (at < info.len && (info.at[at] == '{' || info.at[at] == '.' || info.at[at] == ' ')) {
        at++;
    }
    for (size_t i = 0; i < n; i++) {
        if (at + i >= info.len || (info.at[at + i] | 0x20) != WORD[i]) {
            return false;
        }
    }
    char behind = at + n < info.len ? info.at[at + n] : ' ';
    return strchr(" \t}{.,:", behind) != NULL;
}

// A fence in a quotation, a list or a block of code by indentation: for Markdown it may be one.
static bool is_inner(Str line, size_t *start)
{
    size_t at = 0, n = 0;
    while (at < line.len && strchr(" \t>-*+", line.at[at]) != NULL) {
        at++;
    }
    while (at + n < line.len && (line.at[at] == '`' || line.at[at] == '~') && line.at[at + n] == line.at[at]) {
        n++;
    }
    *start = at;
    return at > 0 && n >= FENCE_MIN && is_meant(str_trim(str_sub(line, at + n, line.len)));
}

bool fence_missed(Str text, size_t *at, size_t *where)
{
    while (*at < text.len) {
        size_t next, n, start, here = *at;
        char mark;
        Str info, line = line_at(text, here, &next);
        bool open = opens(line, &start, &mark, &n, &info), missed;
        *at = next;
        if (open) {
            Fence fence;
            find_end(text, at, mark, n, &fence);
            missed = is_meant(info) && !str_is(first_word(info), "licet");
        } else {
            missed = is_inner(line, &start);
        }
        if (missed) {
            *where = here + start;
            return true;
        }
    }
    return false;
}

bool fence_next(Str text, size_t *at, Fence *fence)
{
    while (*at < text.len) {
        size_t next, n, start;
        char mark;
        Str info, line = line_at(text, *at, &next);
        bool open = opens(line, &start, &mark, &n, &info);
        *fence = (Fence){.open = *at + start, .start = next};
        *at = next;
        if (open) {
            find_end(text, at, mark, n, fence);
            if (str_is(first_word(info), "licet")) {
                return true;
            }
        }
    }
    return false;
}
