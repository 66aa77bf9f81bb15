// What may stand at a place: questions about it, and its wording.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_GRAMMAR_EXPECTED_H
#define LICET_GRAMMAR_EXPECTED_H

#include "runtime/source/diag.h"

enum { EXPECTED_MAX = 256 };

// The names that licet.y gives to the symbols accepted at a place.
typedef struct Expected {
    const char *const *names;
    size_t n;
} Expected;

bool expected_has(const Expected *expected, const char *name);
// At most five phrases: "';', '}' or an operator".
Str expected_words(Arena *arena, const Expected *expected);

// What kind of word a name is.
bool expected_is_declaration(const char *name);
bool expected_is_declaration_word(Str word);
bool expected_is_head(const char *name);
bool expected_is_effect(const char *name);
bool expected_is_reserved(const char *name);

// The nearest word that begins a declaration, or is accepted here; or STR_NONE.
Str expected_declaration_like(Str word);
Str expected_word_like(const Expected *expected, Str word);

#endif
