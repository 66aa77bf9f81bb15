// Growing text for output: doubling by copying, in an arena.
//
// The room kept is always one byte longer than the text, for the zero byte of buf_done.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

void buf_init(Buf *buf, Arena *arena)
{
    *buf = (Buf){.arena = arena};
}

void buf_reserve(Buf *buf, size_t n)
{
    if (buf->cap - buf->len > n) {
        return;
    }
    size_t cap = buf->cap == 0 ? 64 : buf->cap * 2;
    while (cap - buf->len <= n) {
        cap *= 2;
    }
    char *larger = arena_alloc_raw(buf->arena, cap);
    if (buf->len != 0) {
        memcpy(larger, buf->at, buf->len);
    }
    buf->at = larger;
    buf->cap = cap;
}

void buf_str(Buf *buf, Str s)
{
    buf_add(buf, s.at, s.len);
}

void buf_text(Buf *buf, const char *terminated)
{
    buf_add(buf, terminated, strlen(terminated));
}

void buf_fill(Buf *buf, char c, size_t n)
{
    buf_reserve(buf, n);
    memset(buf->at + buf->len, c, n);
    buf->len += n;
}

void buf_addf(Buf *buf, const char *format, ...)
{
    assert(format != NULL);
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int n = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (n > 0) {
        buf_reserve(buf, (size_t)n);
        vsnprintf(buf->at + buf->len, (size_t)n + 1, format, again);
        buf->len += (size_t)n;
    }
    va_end(again);
}

Str buf_done(Buf *buf)
{
    buf_reserve(buf, 0);
    buf->at[buf->len] = '\0';
    return (Str){buf->at, buf->len};
}
