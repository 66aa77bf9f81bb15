// Scalars: values as they are mostly written, read in line.
//
// Every function stands before a value and gives the place behind it, or NULL when the value is
// not written in the plainest way: then the cell is as it was. The text has no escapes, and
// JSON_PADDING zeros behind its end.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_FAST_SCALAR_H
#define LICET_FAST_SCALAR_H

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "runtime/base/utf8.h"
#include "runtime/fast/read.h"
#include "runtime/type/fact.h"

typedef struct Reader {
    const Plan *plan;
    Arena *arena;
    const char *end;
    int level;
    bool extra_ok;
    const char *id;    // the value of "id" among the facts
} Reader;

// To the next sign that is no blank.
static inline const char *skip(const char *at)
{
    while ((unsigned char)*at <= ' ' && is_blank(*at)) {
        at++;
    }
    return at;
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

// ---- strings

// Which of the next 32 bytes are not simply within a string: quotes, backslashes, controls and
// what is beyond ASCII, as bits.
static inline uint32_t specials(const char *at)
{
    uint32_t bits = 0;
#ifdef __SSE2__
    for (int half = 0; half < 32; half += 16) {
        __m128i part = _mm_loadu_si128((const __m128i *)(const void *)(at + half));
        __m128i ends = _mm_or_si128(_mm_cmpeq_epi8(part, _mm_set1_epi8('"')), _mm_cmpeq_epi8(part, _mm_set1_epi8('\\')));
        __m128i odd = _mm_or_si128(_mm_cmplt_epi8(part, _mm_set1_epi8(' ')), _mm_cmpeq_epi8(part, _mm_set1_epi8(0x7f)));
        bits |= (uint32_t)_mm_movemask_epi8(_mm_or_si128(ends, odd)) << half;
    }
#else
    for (uint32_t i = 0; i < 32; i++) {
        unsigned char c = (unsigned char)at[i];
        bits |= (uint32_t)(c == '"' || c == '\\' || c < ' ' || c >= 0x7f) << i;
    }
#endif
    return bits;
}

// read_number.c: a string with signs beyond ASCII.
const char *read_odd_string(const char *at, Str *out, bool *ascii);

// The string between its quotes, as it stands: without escapes or controls, and UTF-8.
static inline const char *read_string(const char *at, Str *out, bool *ascii)
{
    const char *close = at + 1;
    uint32_t found;
    if (*at != '"') {
        return NULL;
    }
    while ((found = specials(close)) == 0) {
        close += 32; // behind the text are zeros
    }
    close += __builtin_ctz(found);
    *out = (Str){at + 1, (size_t)(close - at - 1)};
    *ascii = true;
    return *close == '"' ? close + 1 : read_odd_string(at, out, ascii);
}

// ---- kinds

// Branches, so that what follows need not wait for the value.
static inline const char *read_bool(const char *at, Cell *out)
{
    if (memcmp(at, "true", 4) == 0 && ends(at[4])) {
        *out = cell_bool(TRI_T);
        return at + 4;
    }
    if (memcmp(at, "fals", 4) == 0 && at[4] == 'e' && ends(at[5])) {
        *out = cell_bool(TRI_F);
        return at + 5;
    }
    return NULL;
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
static inline const char *read_whole(const char *from, Cell *out)
{
    const char *at = from;
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
    return at;
}

static inline const char *read_text(const Reader *r, const char *at, Cell *out)
{
    Str text;
    bool ascii;
    const char *behind = read_string(at, &text, &ascii);
    if (behind == NULL || text.len > FACT_TEXT_MAX) {
        return NULL;
    }
    bool padded = text.len > 0 && (text.at[0] == ' ' || behind[-2] == ' ');
    if (!ascii || padded) { // the long way says why, or warns
        size_t from = 0;
        uint32_t point;
        if (padded || utf8_doubt(text, &from, &point) != UTF8_CLEAR || utf8_masked(text) > 1 || utf8_padded(text)) {
            return NULL;
        }
        text = utf8_nfc(r->arena, text);
    }
    *out = cell_word(WORD_ASK, text);
    return behind;
}

static inline const char *read_country(const Plan *plan, const char *at, Cell *out)
{
    unsigned first = (unsigned)((unsigned char)at[1] - 'A');
    unsigned second = (unsigned)((unsigned char)at[2] - 'A');
    uint32_t word = first < 26 && second < 26 ? plan->country[first * 26 + second] : WORD_NONE;
    if (at[0] != '"' || word == WORD_NONE || at[3] != '"') {
        return NULL;
    }
    *out = cell_word(word, (Str){at + 1, 2});
    return at + 4;
}

static inline const char *read_enum(const char *at, const Place *place, const EnumType *type, Cell *out)
{
    uint64_t start = eight_bytes(at + 1);
    for (size_t i = 0; i < type->n && at[0] == '"'; i++) {
        const EnumWord *word = &place->words[i];
        if (((start ^ word->start) & word->mask) == 0 && (word->len <= 8 || memcmp(word->rest, at + 9, word->len - 8) == 0) &&
            at[1 + word->len] == '"') {
            *out = cell_word(word->word, (Str){at + 1, word->len});
            return at + word->len + 2;
        }
    }
    return NULL;
}

static inline const char *read_eccn(const char *at, Cell *out)
{
    Str label;
    bool ascii;
    const char *behind = read_string(at, &label, &ascii);
    if (behind == NULL || !fact_is_eccn(label)) {
        return NULL;
    }
    *out = cell_word(WORD_ASK, label);
    return behind;
}

static inline const char *read_date(const char *at, Cell *out)
{
    Day day;
    if (at[0] != '"' || at[11] != '"' || !date_parse((Str){at + 1, 10}, &day)) {
        return NULL;
    }
    *out = cell_int(day);
    return at + 12;
}

// read_number.c: numbers with units, in ranges, with points, as texts.
const char *read_number(const Reader *r, const char *at, const Type *type, Cell *out);
// A number of JSON in its plainest form; the place behind it, or NULL.
const char *read_digits(const char *at, const char *end, Cell *out);

#endif
