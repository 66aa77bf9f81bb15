// Growing text for output, held in an arena.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_BASE_BUF_H
#define LICET_BASE_BUF_H

#include "runtime/base/str.h"

typedef struct Buf {
    Arena *arena;
    char *at; // not terminated until buf_str
    size_t len, cap;
} Buf;

void buf_init(Buf *buf, Arena *arena);
void buf_reserve(Buf *buf, size_t n); // room for n more bytes and a zero byte
void buf_str(Buf *buf, Str s);
void buf_text(Buf *buf, const char *terminated);

static inline void buf_add(Buf *buf, const char *bytes, size_t n)
{
    if (buf->cap - buf->len <= n) {
        buf_reserve(buf, n);
    }
    if (n != 0) {
        memcpy(buf->at + buf->len, bytes, n);
    }
    buf->len += n;
}

static inline void buf_char(Buf *buf, char c)
{
    if (buf->cap - buf->len <= 1) {
        buf_reserve(buf, 1);
    }
    buf->at[buf->len++] = c;
}

void buf_fill(Buf *buf, char c, size_t n);
void buf_addf(Buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
// What was written, terminated; valid until the next write.
Str buf_done(Buf *buf);

#endif
