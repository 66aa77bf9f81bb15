// What deceives who reads a text: characters that cannot be seen, letters that look like others.
//
// In:  valid UTF-8. Out: the first place of doubt. The look-alikes are those of Unicode's
//      confusables that pass for a Latin letter in common fonts. A Greek or Cyrillic word is as
//      good as a Latin one; a word that mixes them is in doubt where one passes for the other.
// SPDX-License-Identifier: Apache-2.0
#include <utf8proc.h>

#include "runtime/base/buf.h"
#include "runtime/base/utf8.h"

typedef struct Range {
    int32_t from, to;
} Range;

// Controls but tab and line ends, marks of direction, blanks without width, fillers, tags.
static const Range HIDDEN[] = {
    {0x0000, 0x0008},   {0x000B, 0x000C},   {0x000E, 0x001F},   {0x007F, 0x009F},
    {0x00AD, 0x00AD},   {0x034F, 0x034F},   {0x061C, 0x061C},   {0x115F, 0x1160},
    {0x17B4, 0x17B5},   {0x180E, 0x180E},   {0x200B, 0x200B},   {0x200E, 0x200F},
    {0x2028, 0x202E},   {0x2060, 0x206F},   {0x3164, 0x3164},   {0xFEFF, 0xFEFF},
    {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFFB},   {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A},
    {0xE0000, 0xE0FFF},
};

// Joiners and variants, of use only behind letters of scripts that join, signs and pictures.
static const Range JOINERS[] = {{0x200C, 0x200D}, {0xFE00, 0xFE0F}};
enum { JOINING_FROM = 0x0590 };

// Latin letters and digits in another width or font.
static const Range DRESSED[] = {
    {0xFF10, 0xFF19}, {0xFF21, 0xFF3A}, {0xFF41, 0xFF5A}, {0x1D400, 0x1D7FF},
};

// Letters of other scripts, and of phonetic writing, that pass for plain Latin ones.
static const Range ALIKE[] = {
    {0x01C0, 0x01C0}, {0x0251, 0x0251}, {0x0261, 0x0261}, {0x0391, 0x0392}, {0x0395, 0x0397},
    {0x0399, 0x039A}, {0x039C, 0x039D}, {0x039F, 0x039F}, {0x03A1, 0x03A1}, {0x03A4, 0x03A5},
    {0x03A7, 0x03A7}, {0x03B1, 0x03B1}, {0x03B9, 0x03BA}, {0x03BD, 0x03BD}, {0x03BF, 0x03BF},
    {0x03C1, 0x03C1}, {0x03C5, 0x03C5}, {0x03C7, 0x03C7}, {0x03F2, 0x03F3}, {0x03F9, 0x03F9},
    {0x0405, 0x0406}, {0x0408, 0x0408}, {0x0410, 0x0410}, {0x0412, 0x0412}, {0x0415, 0x0415},
    {0x041A, 0x041A}, {0x041C, 0x041E}, {0x0420, 0x0423}, {0x0425, 0x0425}, {0x0430, 0x0430},
    {0x0432, 0x0432}, {0x0435, 0x0435}, {0x043A, 0x043A}, {0x043C, 0x043E}, {0x0440, 0x0443},
    {0x0445, 0x0445}, {0x0455, 0x0456}, {0x0458, 0x0458}, {0x04AE, 0x04AF}, {0x04BB, 0x04BB},
    {0x04C0, 0x04C0}, {0x04CF, 0x04CF}, {0x0501, 0x0501}, {0x050C, 0x050C}, {0x051A, 0x051D},
    {0x053C, 0x053C}, {0x054D, 0x054D}, {0x054F, 0x054F}, {0x0555, 0x0555}, {0x0566, 0x0566},
    {0x0570, 0x0570}, {0x0578, 0x0578}, {0x057D, 0x057D}, {0x0581, 0x0581}, {0x0584, 0x0585},
    {0x13A0, 0x13F5}, {0x2160, 0x217F}, {0x2C80, 0x2CE3}, {0xA4D0, 0xA4F7}, {0xAB70, 0xABBF},
};

static bool within(const Range *ranges, size_t n, int32_t point)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (point > ranges[middle].to) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < n && point >= ranges[low].from;
}

static int32_t point_at(Str s, size_t at, size_t *len)
{
    utf8proc_int32_t point = -1;
    utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s.at + at,
                                          (utf8proc_ssize_t)(s.len - at), &point);
    *len = n > 0 ? (size_t)n : 1;
    return point;
}

static size_t point_before(Str s, size_t at)
{
    do {
        at--;
    } while (at > 0 && ((unsigned char)s.at[at] & 0xC0) == 0x80);
    return at;
}

static bool is_plain_latin(int32_t point)
{
    return (point >= 'A' && point <= 'Z') || (point >= 'a' && point <= 'z') ||
           (point >= 0xC0 && point <= 0x24F && point != 0xD7 && point != 0xF7 && point != 0x1C0);
}

// The word around an offset has a plain Latin letter.
static bool beside_latin(Str s, size_t at)
{
    size_t from = at, n;
    while (from > 0) {
        size_t before = point_before(s, from);
        if (!utf8_is_word(str_sub(s, before, from))) {
            break;
        }
        from = before;
    }
    for (; from < s.len; from += n) {
        int32_t point = point_at(s, from, &n);
        if (!utf8_is_word(str_sub(s, from, from + n))) {
            break;
        }
        if (is_plain_latin(point)) {
            return true;
        }
    }
    return false;
}

static Utf8Doubt doubt_of(Str s, size_t at, size_t *len)
{
    size_t n;
    int32_t point = point_at(s, at, len);
    if (within(HIDDEN, countof(HIDDEN), point)) {
        return UTF8_HIDDEN;
    }
    if (within(JOINERS, countof(JOINERS), point)) {
        bool bare = at == 0 || point_at(s, point_before(s, at), &n) < JOINING_FROM;
        return bare ? UTF8_HIDDEN : UTF8_CLEAR;
    }
    if (within(DRESSED, countof(DRESSED), point)) {
        return UTF8_ALIKE;
    }
    bool alike = within(ALIKE, countof(ALIKE), point) && beside_latin(s, at);
    return alike ? UTF8_ALIKE : UTF8_CLEAR;
}

static bool is_ascii_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

size_t utf8_masked(Str s)
{
    size_t letters = 0, n;
    for (size_t i = 0; i < s.len; i += n) {
        if (is_ascii_letter(s.at[i])) { // as most texts begin
            return 0;
        }
        int32_t point = point_at(s, i, &n);
        bool word = utf8_is_word(str_sub(s, i, i + n));
        bool digit = point >= '0' && point <= '9';
        if (word && !digit && !within(ALIKE, countof(ALIKE), point)) {
            return 0;
        }
        letters += word && !digit;
    }
    return letters;
}

// Blanks of other widths than the plain one.
static const Range BLANKS[] = {{0x00A0, 0x00A0}, {0x1680, 0x1680}, {0x2000, 0x200A}, {0x202F, 0x202F},
                               {0x205F, 0x205F}, {0x3000, 0x3000}};

static bool is_plain_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool utf8_padded(Str s)
{
    size_t n;
    bool padded = s.len > 0 && (is_plain_blank(s.at[0]) || is_plain_blank(s.at[s.len - 1]));
    for (size_t i = 0; i < s.len && !padded; i += n) {
        n = 1;
        padded = s.at[i] == '\t' || ((unsigned char)s.at[i] >= 0x80 &&
                                     within(BLANKS, countof(BLANKS), point_at(s, i, &n)));
    }
    return padded;
}

// Eight bytes of which none is a control character or above ASCII.
static bool is_ordinary(const char *at)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones * 0x80;
    uint64_t bytes;
    memcpy(&bytes, at, sizeof bytes);
    uint64_t low = (bytes - ones * 0x20) & ~bytes, high = bytes | (bytes + ones);
    return ((low | high) & tops) == 0;
}

Utf8Doubt utf8_doubt(Str s, size_t *at, uint32_t *point)
{
    size_t n;
    for (size_t i = *at; i < s.len; i += n) {
        n = 8;
        if (s.len - i >= 8 && is_ordinary(s.at + i)) {
            continue;
        }
        n = 1;
        if (s.at[i] >= 0x20 && s.at[i] < 0x7F) {
            continue;
        }
        Utf8Doubt doubt = doubt_of(s, i, &n);
        if (doubt != UTF8_CLEAR) {
            size_t len;
            *at = i;
            *point = (uint32_t)point_at(s, i, &len);
            return doubt;
        }
    }
    *at = s.len;
    return UTF8_CLEAR;
}

Str utf8_shown(Str s, size_t *n)
{
    bool hidden = point_at(s, 0, n) < 0 || within(HIDDEN, countof(HIDDEN), point_at(s, 0, n));
    return hidden ? STR("\xEF\xBF\xBD") : str_sub(s, 0, *n);
}

Str utf8_line(Arena *arena, Str s)
{
    Buf line;
    buf_init(&line, arena);
    for (size_t i = 0, n; i < s.len; i += n) {
        Str shown = utf8_shown(str_sub(s, i, s.len), &n);
        buf_str(&line, (unsigned char)s.at[i] < 0x20 ? STR("\xEF\xBF\xBD") : shown);
    }
    return buf_done(&line);
}
