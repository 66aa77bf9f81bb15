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
// What deceives who reads a text, from *at on, which becomes its offset (s.len: nothing does).
// utf8_doubt.c says which characters.
typedef enum Utf8Doubt {
    UTF8_CLEAR,
    UTF8_HIDDEN, // cannot be seen, or turns the direction of what follows
    UTF8_ALIKE,  // a letter that only looks like a plain Latin one, in a word with such
} Utf8Doubt;
Utf8Doubt utf8_doubt(Str s, size_t *at, uint32_t *point);
// How many letters a text has that wears a mask: each of them passes for a plain Latin one and is
// none, so that it reads as a name that it is not. 0: it has others, or none at all.
size_t utf8_masked(Str s);
// Blanks that nobody sees: at an end, or of another kind than the plain one between words.
bool utf8_padded(Str s);
// The first character as it is shown to people, U+FFFD for one that cannot be seen and for a
// byte that is no text; *n: its bytes.
Str utf8_shown(Str s, size_t *n);
// A whole text so, on one line: for control characters U+FFFD as well.
Str utf8_line(Arena *arena, Str s);
// NFC form; the same slice when already so.
Str utf8_nfc(Arena *arena, Str s);
// Letters, numbers and marks alone, case folded, without accents: names that differ in capitals,
// blanks and stops only are the same (GRAMMAR.md 4.3, `folded`). The same slice when it is so.
Str utf8_letters(Arena *arena, Str s);
// Case-folded NFKC form, for comparing spellings.
Str utf8_fold(Arena *arena, Str s);

#endif
