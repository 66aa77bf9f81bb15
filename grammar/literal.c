// The scanner's decisions about numbers, labels, dates, units, texts and stray characters.
//
// In:  the coarse matches of licet.l.
// Out: the token, and how much of the match belongs to it. What is written wrongly but
//      meant clearly is reported once and delivered as what was meant.
// A number beside a word is never guessed at: 5E002 is a label, 1e6 an error.
// SPDX-License-Identifier: Apache-2.0
#include "grammar/scan.h"

#include "licet_parse.h"
#include "runtime/base/date.h"
#include "runtime/base/utf8.h"

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char at(Str s, size_t i)
{
    return i < s.len ? s.at[i] : '\0';
}

// Bytes of the match count from here in the file.
static uint32_t offset(const Parser *p, Str text)
{
    return (uint32_t)(text.at - p->source.at);
}

// Tokens behind the one that starts at `from` and before `to` are not delivered.
static void ignore(Parser *p, size_t from, size_t to)
{
    p->ignored_from = (uint32_t)from;
    p->ignored_to = (uint32_t)to;
}

static size_t word_end(Str s, size_t i)
{
    while (i < s.len && scan_is_word_byte(s.at[i])) {
        i++;
    }
    return i;
}

// -- numbers and labels

// The end of digits with single '_' between them, from i.
static size_t digits_end(Str s, size_t i)
{
    while (is_digit(at(s, i)) || (at(s, i) == '_' && is_digit(at(s, i + 1)))) {
        i++;
    }
    return i;
}

// 3A090 in either case; longer words are not.
static bool is_eccn(Str s)
{
    return s.len >= 5 && is_letter(s.at[1]) && is_digit(s.at[2]) && is_digit(s.at[3]) &&
           is_digit(s.at[4]) && !scan_is_word_byte(at(s, 5));
}

static int eccn(Parser *p, Str text, int *keep)
{
    size_t end = 5;
    while (at(text, end) == '.' && scan_is_word_byte(at(text, end + 1))) {
        end = word_end(text, end + 1);
    }
    *keep = (int)end;
    if (text.at[1] >= 'a') {
        Diag *diag = diag_report(p->diags, DIAG_L0109, scan_part(p, text, 0, end),
                                 (int)end, text.at);
        diag_hint(p->diags, diag, "Write '%c%c%.*s'.", text.at[0], text.at[1] - 'a' + 'A',
                  (int)end - 2, text.at + 2);
    }
    return TOK_LABEL;
}

// A number with a word glued to it: digits [0, n), all of it [0, end).
static int glued(Parser *p, Str text, size_t n, int *keep)
{
    size_t end = word_end(text, n);
    Str all = {text.at, end}, rest = {text.at + n, end - n};
    Span span = scan_part(p, text, 0, end);
    *keep = (int)end;
    if (at(rest, 0) == '_' || at(rest, rest.len - 1) == '_') {
        diag_report(p->diags, DIAG_L0112, span, STR_ARG(all));
        return TOK_NUMBER;
    }
    bool exponent = (rest.at[0] | 0x20) == 'e' && digits_end(rest, 1) == rest.len;
    if (exponent) {
        size_t i = offset(p, text) + end;
        if (rest.len == 1 && (scan_byte(p, i) == '-' || scan_byte(p, i) == '+') &&
            is_digit(scan_byte(p, i + 1))) {
            while (is_digit(scan_byte(p, ++i))) {}
            span.end = (uint32_t)i;
            ignore(p, span.start, i);
            all = (Str){text.at, i - offset(p, text)};
        }
        diag_report(p->diags, DIAG_L0107, span, STR_ARG(all));
        return TOK_NUMBER;
    }
    if (n == 1 && is_letter(rest.at[0]) && is_digit(at(rest, 1))) {
        diag_report(p->diags, DIAG_L0110, span, STR_ARG(all));
        return TOK_LABEL;
    }
    Diag *diag = diag_report(p->diags, DIAG_L0108, span, STR_ARG(all));
    diag_hint(p->diags, diag, "Put a blank between a number and its unit: '%.*s %.*s'.",
              (int)n, text.at, STR_ARG(rest));
    *keep = (int)n;
    return TOK_NUMBER;
}

// 15,832: a comma directly between digits, three of them behind it.
static void check_thousands(Parser *p, Str text, size_t n)
{
    size_t start = offset(p, text), i = start + n;
    bool ignored = start > p->ignored_from && start < p->ignored_to;
    bool grouped = n <= 3 && !ignored;
    while (grouped && scan_byte(p, i) == ',' && is_digit(scan_byte(p, i + 1)) &&
           is_digit(scan_byte(p, i + 2)) && is_digit(scan_byte(p, i + 3)) &&
           !scan_is_word_byte(scan_byte(p, i + 4))) {
        i += 4;
    }
    if (i == start + n) {
        return;
    }
    Str all = {text.at, i - start};
    char plain[64];
    size_t out = 0;
    for (size_t k = 0; k < all.len && out + 1 < sizeof plain; k++) {
        plain[out] = all.at[k];
        out += all.at[k] != ',';
    }
    Span span = {p->file, (uint32_t)start, (uint32_t)i};
    Diag *diag = diag_report(p->diags, DIAG_L0111, span, STR_ARG(all));
    diag_hint(p->diags, diag, "Write '%.*s'; in a list, put a blank after the comma.",
              (int)out, plain);
    ignore(p, start, i);
}

// 742.6 with the paragraphs behind it in brackets, or wrongly behind dots.
static int section(Parser *p, Str text, size_t n, int *keep)
{
    size_t end = n;
    while (at(text, end) == '(') {
        size_t close = word_end(text, end + 1);
        if (close == end + 1 || at(text, close) != ')') {
            break;
        }
        end = close + 1;
    }
    bool dotted = end == n && at(text, n) == '.' && scan_is_word_byte(at(text, n + 1));
    while (dotted && at(text, end) == '.' && scan_is_word_byte(at(text, end + 1))) {
        end = word_end(text, end + 1);
    }
    *keep = (int)end;
    if (dotted) {
        diag_report(p->diags, DIAG_L0113, scan_part(p, text, 0, end), (int)end, text.at);
    }
    return end == n ? TOK_NUMBER : TOK_LABEL;
}

int scan_number(Parser *p, Str text, int *keep)
{
    if (is_eccn(text)) {
        return eccn(p, text, keep);
    }
    size_t n = digits_end(text, 0);
    bool decimals = at(text, n) == '.' && is_digit(at(text, n + 1));
    if (decimals) {
        n = digits_end(text, n + 1);
    }
    *keep = (int)n;
    if (n < text.len && scan_is_word_byte(text.at[n])) {
        return glued(p, text, n, keep);
    }
    if (decimals) {
        return section(p, text, n, keep);
    }
    check_thousands(p, text, n);
    return TOK_NUMBER;
}

// -- dates

// The end of whatever is glued to a date, as in 2024-01-01T10:00.
static size_t date_tail(const Parser *p, size_t i)
{
    while (scan_is_word_byte(scan_byte(p, i)) ||
           (scan_byte(p, i) == ':' && is_digit(scan_byte(p, i + 1)))) {
        i++;
    }
    return i;
}

int scan_dated(Parser *p, Str text, int *keep)
{
    size_t month = 5, dash = digits_end(text, month), day = dash + 1;
    if (dash == month || at(text, dash) != '-' || !is_digit(at(text, day))) {
        *keep = 4;
        return scan_number(p, (Str){text.at, 4}, keep);
    }
    size_t start = offset(p, text), end = date_tail(p, start + text.len);
    Span span = {p->file, (uint32_t)start, (uint32_t)end};
    Str all = {text.at, end - start};
    Day unused;
    if (end > start + text.len && is_letter(scan_byte(p, start + text.len))) {
        ignore(p, start, end);
        Diag *diag = diag_report(p->diags, DIAG_L0106, span, STR_ARG(all));
        diag_hint(p->diags, diag, "A date has no time of day: write '%.*s'.",
                  STR_ARG(text));
    } else if (dash != 7 || text.len != 10 || end > start + text.len) {
        ignore(p, start, end);
        diag_report(p->diags, DIAG_L0106, span, STR_ARG(all));
    } else if (!date_parse(text, &unused)) {
        diag_report(p->diags, DIAG_L0105, span, STR_ARG(text));
    }
    return TOK_DATE;
}

// -- units

// After a number and blanks: GB/s/mm2 in one token, unless the word is a keyword.
int scan_unit(Parser *p, Str text, int *keep)
{
    Str word = {text.at, word_end(text, 0)};
    // 'else' and 'unless' are no units either: they get their own message.
    if (scan_keyword(p, word) >= 0 || str_is(word, "else") || str_is(word, "unless")) {
        *keep = 0;
        return -1;
    }
    for (size_t i = 0; i < text.len;) {
        Str point = {text.at + i, utf8_step((Str){text.at + i, text.len - i})};
        if ((unsigned char)point.at[0] >= 0x80 && !utf8_is_word(point)) {
            *keep = (int)i;
            return i == 0 ? -1 : TOK_UNIT;
        }
        i += point.len;
    }
    char last = text.at[text.len - 1];
    if (last == '/' || last == '*') {
        *keep = (int)text.len - 1;
        diag_report(p->diags, DIAG_L0115, scan_part(p, text, 0, text.len),
                    (int)text.len - 1, text.at, last);
    }
    return TOK_UNIT;
}

// -- texts

// Decodes text with escapes; [from, to) are the bytes between the quotes.
static Str decode(Parser *p, Str text, size_t from, size_t to)
{
    if (memchr(text.at + from, '\\', to - from) == NULL) {
        return str_sub(text, from, to);
    }
    char *out = arena_alloc(p->arena, to - from + 1);
    size_t n = 0;
    for (size_t i = from; i < to; i++) {
        char c = text.at[i];
        if (c == '\\' && i + 1 < to) {
            c = text.at[++i];
            if (c == 'n') {
                c = '\n';
            } else if (c != '"' && c != '\\') {
                size_t step = utf8_step(str_sub(text, i, to));
                diag_report(p->diags, DIAG_L0104, scan_part(p, text, i - 1, i + step),
                            (int)step, text.at + i);
            }
        }
        out[n++] = c;
    }
    return (Str){out, n};
}

static unsigned code_point(Str point)
{
    unsigned code = (unsigned char)point.at[0];
    if (point.len > 1) {
        code &= 0xFFu >> (point.len + 1);
    }
    for (size_t i = 1; i < point.len; i++) {
        code = code << 6 | ((unsigned char)point.at[i] & 0x3Fu);
    }
    return code;
}

int scan_string(Parser *p, Str text, int *keep, Str *decoded)
{
    (void)keep;
    size_t i = 1;
    while (i < text.len && text.at[i] != '"') {
        i += text.at[i] == '\\' ? 2 : 1;
    }
    if (i >= text.len) {
        diag_report(p->diags, DIAG_L0103, scan_part(p, text, 0, 1));
        i = text.len;
    }
    *decoded = decode(p, text, 1, i);
    return TOK_STRING;
}

// Length of a quotation mark at the start of s (', ", or a curly one), or 0.
static size_t quote_length(Str s, bool curly)
{
    if (at(s, 0) == '"' || (!curly && at(s, 0) == '\'')) {
        return 1;
    }
    return curly && s.len >= 3 && s.at[0] == '\xE2' && s.at[1] == '\x80' &&
                   (unsigned char)s.at[2] >= 0x98 && (unsigned char)s.at[2] <= 0x9F
               ? 3
               : 0;
}

// 'text' or a text in curly quotes; the match is the rest of the line.
int scan_quoted(Parser *p, Str text, int *keep, Str *decoded)
{
    bool curly = text.at[0] != '\'';
    size_t start = offset(p, text);
    if (!curly && start > 0 && scan_is_word_byte(p->copy[start - 1])) {
        *keep = (int)word_end(text, 1);
        diag_report(p->diags, DIAG_L0127, scan_part(p, text, 0, 1));
        return -1;
    }
    size_t from = curly ? 3 : 1, to = from, mark = 0;
    while (to < text.len && mark == 0) {
        mark = quote_length(str_sub(text, to, text.len), curly);
        to += mark == 0;
    }
    *keep = (int)(to + mark);
    *decoded = str_sub(text, from, to);
    Diag *diag = diag_report(p->diags, DIAG_L0102, scan_part(p, text, 0, to + mark),
                             curly ? "curly" : "single");
    if (mark != 0) {
        diag_hint(p->diags, diag, "Write \"%.*s\".", STR_ARG(*decoded));
    }
    return TOK_STRING;
}

// -- what other languages write

typedef struct Foreign {
    const char *spelling;
    int token; // what is meant; -1 nothing
    const char *hint;
} Foreign;

static const Foreign FOREIGN[] = {
    {"==", '=', "Write '='."},
    {":=", '=', "Write '='."},
    {"&&", TOK_AND, "Write 'and'."},
    {"||", TOK_OR, "Write 'or'."},
    {"!", TOK_NOT, "Write 'not'."},
    {"<>", TOK_NE, "Write '!='."},
    {"=<", TOK_LE, "Write '<=' or 'at most'."},
    {"=>", TOK_GE, "Write '>=' or 'at least'."},
    {"**", '^', "Write '^'."},
    {"\xE2\x89\xA4", TOK_LE, "Write '<=' or 'at most'."},
    {"\xE2\x89\xA5", TOK_GE, "Write '>=' or 'at least'."},
    {"\xE2\x89\xA0", TOK_NE, "Write '!='."},
    {"\xC3\x97", '*', "Write '*'."},
    {"\xC2\xB7", '*', "Write '*'."},
    {"\xC3\xB7", '/', "Write '/'."},
    {"\xE2\x88\xA7", TOK_AND, "Write 'and'."},
    {"\xE2\x88\xA8", TOK_OR, "Write 'or'."},
    {"\xC2\xAC", TOK_NOT, "Write 'not'."},
    {"\xE2\x88\x88", TOK_IN, "Write 'in'."},
    {"\xE2\x88\x92", '-', "This is a minus sign of typesetting: write a plain '-'."},
    {"\xE2\x80\x93", '-', "This is a dash: write a plain '-', or '--' before a comment."},
    {"\xE2\x80\x94", '-', "This is a dash: write a plain '-', or '--' before a comment."},
    {"\xE2\x80\xA6", TOK_ELLIPSIS, "Write three dots: '...'."},
    {"\xC2\xA7", -1, "Write the number of the section alone, as in 742.6(a)."},
    {"\xC2\xA0", -1, "This is a no-break space: write a plain blank."},
    {"\xE2\x80\xAF", -1, "This is a no-break space: write a plain blank."},
    {"\xE2\x80\x8B", -1, "This is a blank without width: delete it."},
    {"\xEF\xBB\xBF", -1, "This is a byte order mark inside the file: delete it."},
    {"\xC2\xAB", -1, "A text stands in double quotes: \"like this\"."},
    {"\xC2\xBB", -1, "A text stands in double quotes: \"like this\"."},
    {"$", -1, "Write an amount with its currency behind it: 100 USD."},
    {"\xE2\x82\xAC", -1, "Write an amount with its currency behind it: 100 EUR."},
    {"\xC2\xA3", -1, "Write an amount with its currency behind it: 100 GBP."},
    {"%", -1, "Write a share as a fraction: 50 percent is 0.5 or 1/2."},
    {"&", TOK_AND, "Write 'and'."},
    {"?", -1, "A value that is not known is written 'unknown'."},
};

static const Foreign *find_foreign(Str text)
{
    for (size_t i = 0; i < countof(FOREIGN); i++) {
        if (str_is(text, FOREIGN[i].spelling)) {
            return &FOREIGN[i];
        }
    }
    return NULL;
}

static int foreign_comment(Parser *p, Str text)
{
    size_t mark = text.at[0] == '#' ? 1 : 2;
    Str sign = {text.at, mark};
    diag_report(p->diags, DIAG_L0120, scan_part(p, text, 0, mark), STR_ARG(sign));
    if (mark == 2 && text.at[1] == '*') {
        uint32_t start = offset(p, text);
        for (size_t i = start + 2; i + 1 < p->source.len; i++) {
            if (p->copy[i] == '*' && p->copy[i + 1] == '/') {
                ignore(p, start, i + 2);
                break;
            }
        }
    }
    return -1;
}

int scan_foreign(Parser *p, Str text, int *keep)
{
    (void)keep;
    if (text.at[0] == '#' || str_starts(text, STR("//")) || str_starts(text, STR("/*"))) {
        return foreign_comment(p, text);
    }
    const Foreign *foreign = find_foreign(text);
    Diag *diag = diag_report(p->diags, DIAG_L0119, scan_part(p, text, 0, text.len),
                             STR_ARG(text));
    diag_hint(p->diags, diag, "%s", foreign->hint);
    return foreign->token;
}

// A character outside the language at the start of the match, or '.5'.
int scan_odd(Parser *p, Str text, int *keep)
{
    size_t start = offset(p, text);
    if (text.at[0] == '.') {
        bool named = start > 0 && scan_is_word_byte(p->copy[start - 1]);
        diag_report(p->diags, named ? DIAG_L0128 : DIAG_L0121,
                    scan_part(p, text, 0, text.len), STR_ARG(text));
        return TOK_NUMBER;
    }
    Str point = {text.at, utf8_step(str_sub(p->source, start, p->source.len))};
    *keep = (int)(point.len < text.len ? point.len : text.len);
    const Foreign *foreign = find_foreign(point);
    DiagCode code = foreign != NULL && foreign->token >= 0 ? DIAG_L0119 : DIAG_L0101;
    Diag *diag = diag_report(p->diags, code, scan_part(p, text, 0, point.len),
                             STR_ARG(point), code_point(point));
    if (foreign != NULL) {
        diag_hint(p->diags, diag, "%s", foreign->hint);
    }
    return foreign == NULL ? -1 : foreign->token;
}
