// UTF-8: validation, normal form and display width, by utf8proc.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_BASE_UTF8_H
#define LICET_BASE_UTF8_H

#include "runtime/base/str.h"

// True when valid; else *at is the offset of the first bad byte.
bool utf8_valid(Str s, size_t *at);
// Columns on a terminal (combining marks 0, wide characters 2).
size_t utf8_width(Str s);
// Number of code points.
size_t utf8_count(Str s);
// Length in bytes of the code point at s (at least 1).
size_t utf8_step(Str s);
// A letter or digit or mark in Unicode's sense: may stand in a name.
bool utf8_is_word(Str s);
// Offset of the first code point that deceives who reads the text: a control character other
// than tab and line ends, or one that overrides the direction of what follows; s.len if none.
size_t utf8_hidden(Str s);
// NFC form; the same slice when already so.
Str utf8_nfc(Arena *arena, Str s);
// Case-folded NFKC form, for comparing spellings.
Str utf8_fold(Arena *arena, Str s);

#endif
