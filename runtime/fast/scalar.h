// Scalars: values as they are mostly written, read in line.
//
// Every function gets the token of a value and gives the one behind it, or NULL when the value
// is not written in the plainest way: then the cell is as it was. The text has a zero and JSON_PADDING bytes behind its
// end; behind the last token stand two more, there.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_FAST_SCALAR_H
#define LICET_FAST_SCALAR_H

#include "runtime/base/utf8.h"
#include "runtime/fast/read.h"
#include "runtime/type/fact.h"

typedef const uint32_t *Token;

typedef struct Reader {
    const Plan *plan;
    Arena *arena;
    const char *text;
    size_t len;
    int level;
    bool ascii;    // no escapes and no other signs in the whole text
    bool extra_ok;
    Token id;      // the value of "id" among the facts
} Reader;

static inline char mark(const Reader *r, Token t)
{
    return r->text[*t];
}

static inline bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Behind a number or word of JSON in an object there is a mark or a blank.
static inline bool ends(char c)
{
    static const bool END[256] = {[','] = true, ['}'] = true, [']'] = true, [' '] = true,
                                  ['\t'] = true, ['\n'] = true, ['\r'] = true};
    return END[(unsigned char)c];
}

static inline uint64_t eight_bytes(const char *at)
{
    uint64_t bytes;
    memcpy(&bytes, at, sizeof bytes);
    return bytes;
}

// The first n bytes as they lie in memory, n at most 8.
static inline uint64_t first_bytes(uint64_t bytes, size_t n)
{
    static const uint8_t ONES[16] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};
    uint64_t mask;
    memcpy(&mask, ONES + 8 - n, sizeof mask);
    return bytes & mask;
}

// The string at the token, between its quotes, as it stands. The next token stands behind it,
// with only blanks between.
static inline bool string_at(const Reader *r, Token t, Str *out)
{
    size_t from = t[0], to = t[1] - 1;
    if (r->text[from] != '"') {
        return false;
    }
    while (to > from && is_blank(r->text[to])) {
        to--;
    }
    *out = (Str){r->text + from + 1, to - from - 1};
    return to > from && r->text[to] == '"';
}

// Plain: without escapes; *ascii: nor signs beyond ASCII, nor controls.
static inline bool is_plain(Str s, bool *ascii)
{
    const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
    uint64_t escape = 0, high = 0;
    for (size_t i = 0; i < s.len; i += 8) {
        uint64_t bytes = first_bytes(eight_bytes(s.at + i), s.len - i < 8 ? s.len - i : 8);
        uint64_t slash = bytes ^ (ones * '\\');
        escape |= (slash - ones) & ~slash & tops;
        high |= (bytes | (bytes + ones)) & tops; // 0x7f and above
    }
    *ascii = high == 0;
    return escape == 0;
}

// ---- kinds

static inline Token read_bool(const Reader *r, Token t, Cell *out)
{
    const char *word = r->text + *t;
    bool yes = memcmp(word, "true", 4) == 0, no = memcmp(word, "fals", 4) == 0 && word[4] == 'e';
    if (!(yes | no) || !ends(word[5 - yes])) {
        return NULL;
    }
    *out = cell_bool((Tri)(TRI_T * yes));
    return t + 1;
}

// Up to seven digits at once: how many there are, and their number.
static inline size_t few_digits(uint64_t bytes, uint64_t *out)
{
    const uint64_t zeros = 0x3030303030303030u;
    uint64_t digits = bytes ^ zeros; // 0 to 9, where there is one
    uint64_t others = (digits + 0x7676767676767676u) | digits;
    uint64_t stop = others & 0x8080808080808080u;
    size_t n = stop == 0 ? 8 : (size_t)__builtin_ctzll(stop) / 8;
    if (n == 0 || n == 8) {
        return 0;
    }
    digits <<= 64 - 8 * n; // the last one in the highest byte
    digits = (digits * 10 + (digits >> 8)) & 0x00ff00ff00ff00ffu;
    digits = (digits * 100 + (digits >> 16)) & 0x0000ffff0000ffffu;
    *out = (digits * 10000 + (digits >> 32)) & 0xffffffffu;
    return n;
}

// Plain digits, as most numbers are.
static inline Token read_whole(const Reader *r, Token t, Cell *out)
{
    const char *from = r->text + *t, *at = from;
    int64_t num = 0;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    uint64_t few;
    at += few_digits(eight_bytes(from), &few);
    num = at > from ? (int64_t)few : 0;
#endif
    for (; (unsigned)(*at - '0') < 10 && at - from < 18; at++) {
        num = num * 10 + (*at - '0');
    }
    if (at == from || (*from == '0' && at > from + 1) || !ends(*at)) {
        return NULL;
    }
    *out = cell_int(num);
    return t + 1;
}

static inline Token read_text(const Reader *r, Token t, Cell *out)
{
    Str text;
    bool ascii = r->ascii;
    if (!string_at(r, t, &text) || text.len > FACT_TEXT_MAX || (!ascii && !is_plain(text, &ascii))) {
        return NULL;
    }
    if (!ascii) {
        if (utf8_hidden(text) < text.len) {
            return NULL;
        }
        text = utf8_nfc(r->arena, text);
    }
    *out = cell_word(WORD_ASK, text);
    return t + 1;
}

static inline Token read_country(const Reader *r, Token t, Cell *out)
{
    const char *at = r->text + *t;
    unsigned first = (unsigned char)at[1] - 'A', second = (unsigned char)at[2] - 'A';
    uint32_t word = first < 26 && second < 26 ? r->plan->country[first * 26 + second] : WORD_NONE;
    if (at[0] != '"' || word == WORD_NONE || at[3] != '"') {
        return NULL;
    }
    *out = cell_word(word, (Str){at + 1, 2});
    return t + 1;
}

static inline Token read_enum(const Reader *r, Token t, const Place *place, const EnumType *type, Cell *out)
{
    Str text;
    if (!string_at(r, t, &text)) {
        return NULL;
    }
    uint64_t start = first_bytes(eight_bytes(text.at), text.len < 8 ? text.len : 8);
    for (size_t i = 0; i < type->n; i++) {
        const EnumWord *word = &place->words[i];
        if (word->start == start && word->len == text.len &&
            (text.len <= 8 || memcmp(type->values[i].at, text.at, text.len) == 0)) {
            *out = cell_word(word->word, text);
            return t + 1;
        }
    }
    return NULL;
}

static inline Token read_eccn(const Reader *r, Token t, Cell *out)
{
    Str text;
    if (!string_at(r, t, &text) || !fact_is_eccn(text)) {
        return NULL;
    }
    *out = cell_word(WORD_ASK, text);
    return t + 1;
}

static inline Token read_date(const Reader *r, Token t, Cell *out)
{
    const char *at = r->text + *t;
    Day day;
    if (at[0] != '"' || at[11] != '"' || !date_parse((Str){at + 1, 10}, &day)) {
        return NULL;
    }
    *out = cell_int(day);
    return t + 1;
}

// read_number.c: numbers with units, in ranges, with points, as texts.
Token read_number(const Reader *r, Token t, const Type *type, Cell *out);
// A number of JSON in its plainest form; the offset behind it, or 0.
size_t read_digits(const char *text, size_t at, size_t end, Cell *out);

#endif
