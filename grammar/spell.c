// Spelling: bytes of the source, parts of a token as places, and the table of keywords.
//
// What the scanner (scan.c) and the readers of literals (literal.c) both ask.
// SPDX-License-Identifier: Apache-2.0
#include "grammar/scan.h"

#include "licet_parse.h"

typedef struct Keyword {
    Str spelling;
    int token;
} Keyword;

static const Keyword KEYWORDS[] = {
#define K(token, spelling, class, group) {{spelling, sizeof(spelling) - 1}, TOK_##token},
#include "grammar/keywords.def"
#undef K
};

_Static_assert(countof(KEYWORDS) < 255, "an index must fit into a byte");

char scan_byte(const Parser *p, size_t at)
{
    return at < p->source.len ? p->copy[at] : '\0';
}

bool scan_is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '_' || (unsigned char)c >= 0x80;
}

Span scan_part(const Parser *p, Str text, size_t from, size_t to)
{
    uint32_t start = (uint32_t)(text.at - p->source.at);
    return (Span){p->file, start + (uint32_t)from, start + (uint32_t)to};
}

void scan_init(Parser *p)
{
    for (size_t i = 0; i < countof(KEYWORDS); i++) {
        uint32_t slot = str_hash(KEYWORDS[i].spelling) % WORD_SLOTS;
        while (p->words[slot] != 0) {
            slot = (slot + 1) % WORD_SLOTS;
        }
        p->words[slot] = (uint8_t)(i + 1);
    }
}

int scan_keyword(const Parser *p, Str word)
{
    uint32_t slot = str_hash(word) % WORD_SLOTS;
    for (; p->words[slot] != 0; slot = (slot + 1) % WORD_SLOTS) {
        const Keyword *keyword = &KEYWORDS[p->words[slot] - 1];
        if (str_eq(keyword->spelling, word)) {
            return keyword->token;
        }
    }
    return -1;
}
