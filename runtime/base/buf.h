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
void buf_add(Buf *buf, const char *bytes, size_t n);
void buf_str(Buf *buf, Str s);
void buf_text(Buf *buf, const char *terminated);
void buf_char(Buf *buf, char c);
void buf_fill(Buf *buf, char c, size_t n);
void buf_addf(Buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
// What was written, terminated; valid until the next write.
Str buf_done(Buf *buf);

#endif
