// Words with a form of their own in facts: countries, classifications, values of enums.
//
// In:  text as given. Out: the canonical word ("CN", "3A090.a", "export"), or a complaint
//      that names the word that was probably meant.
// Countries are ISO 3166-1: alpha-2, or alpha-3 converted.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/utf8.h"
#include "runtime/type/country.h"
#include "runtime/type/csv.h"
#include "runtime/type/fact_inner.h"

// Everyday codes that ISO 3166-1 does not have.
static const struct {
    const char *used, *iso;
} EVERYDAY[] = {{"UK", "GB"}, {"EL", "GR"}, {"USA", "US"}, {"UAE", "AE"}, {"PRC", "CN"},
                {"ROC", "TW"}, {"DPRK", "KP"}, {"ROK", "KR"}, {"KSA", "SA"}};

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static Str upper(Arena *arena, Str text)
{
    char *copy = arena_copy(arena, text.at, text.len);
    for (size_t i = 0; i < text.len; i++) {
        copy[i] = is_lower(copy[i]) ? (char)(copy[i] - 'a' + 'A') : copy[i];
    }
    return (Str){copy, text.len};
}

// The country of a code, in any writing of it; empty when none.
static Str country_of_code(Str code)
{
    if (country_exists(code)) {
        return code;
    }
    for (size_t i = 0; i < countof(EVERYDAY); i++) {
        if (str_is(code, EVERYDAY[i].used)) {
            return str_of(EVERYDAY[i].iso);
        }
    }
    return country_from_alpha3(code);
}

static void add_meant(Buf *out, Str code)
{
    buf_addf(out, "%s'%.*s' (%.*s)", out->len > 0 ? " or " : "", STR_ARG(code),
             STR_ARG(country_name(code)));
}

// The countries of an English name, exactly or nearly: all that come equally near, since a
// wrong one would be believed.
static void add_of_name(Buf *out, Str given)
{
    Arena *arena = out->arena;
    size_t n = country_count();
    Str *names = arena_array(arena, Str, n + 1);
    Str folded = utf8_fold(arena, given);
    for (size_t i = 0; i < n; i++) {
        names[i] = utf8_fold(arena, country_name(country_at(i)));
    }
    Str near = given.len > 3 ? diag_nearest(folded, names, n) : STR_NONE;
    size_t distance = str_distance(folded, near, folded.len);
    for (size_t i = 0; i < n && near.len > 0; i++) {
        if (str_distance(folded, names[i], distance) == distance) {
            add_meant(out, country_at(i));
        }
    }
}

bool reader_country(const FactReader *reader, FactGiven given, Str *out)
{
    Str text = str_trim(given.text);
    if (text.len == 2 && country_exists(text)) {
        *out = text;
        return true;
    }
    Str converted = text.len == 3 ? country_from_alpha3(text) : STR_NONE;
    if (converted.len > 0) {
        *out = converted;
        return true;
    }
    Str quoted = reader_quote(reader, given);
    Diag *diag = diag_report_at(reader->diags, DIAG_F0117, reader_pointer(reader),
                                STR_ARG(quoted));
    reader_mark(reader, diag);
    Str meant = text.len <= 4 ? country_of_code(upper(reader->arena, text)) : STR_NONE;
    Buf near;
    buf_init(&near, reader->arena);
    if (meant.len > 0) {
        add_meant(&near, meant);
    } else {
        add_of_name(&near, text);
    }
    if (near.len > 0) {
        Str words = str_copy(reader->arena, buf_done(&near));
        diag_note(reader->diags, diag, "did you mean %.*s?", STR_ARG(words));
    }
    return false;
}

// [0-9][A-Z][0-9]{3} and sub-paragraphs after dots: 3A090, 3A090.a, 3A001.a.5.a
bool fact_is_eccn(Str text)
{
    if (str_is(text, "EAR99")) {
        return true;
    }
    if (text.len < 5 || !is_digit(text.at[0]) || !is_upper(text.at[1]) ||
        !is_digit(text.at[2]) || !is_digit(text.at[3]) || !is_digit(text.at[4])) {
        return false;
    }
    for (size_t i = 5; i < text.len; i++) {
        bool dot = text.at[i] == '.';
        bool word = is_lower(text.at[i]) || is_digit(text.at[i]);
        bool starts = text.at[i - 1] == '.' || i == 5;
        if ((i == 5 && !dot) || !(word || dot) || (dot && i > 5 && starts)) {
            return false;
        }
    }
    return text.at[text.len - 1] != '.';
}

// Whether a sub-paragraph of its own starts at text[i], after `last`: letters and numbers
// take turns, and brackets or dots divide.
static bool starts_paragraph(Str text, size_t i, const Buf *so_far)
{
    char before = i == 0 ? ' ' : text.at[i - 1], last = so_far->at[so_far->len - 1];
    return so_far->len == 5 || before == '(' || before == '.' ||
           is_digit(text.at[i]) != is_digit(last);
}

// What was meant by "3a090.a", "3A090A", "3A090(a)(1)", "ECCN 3A090.a"; empty when unclear.
static Str meant_eccn(Arena *arena, Str text)
{
    if (str_starts(upper(arena, text), STR("ECCN"))) {
        text = str_sub(text, 4, text.len);
    }
    Buf buf;
    buf_init(&buf, arena);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (strchr("(). -:", c) != NULL) {
            continue;
        }
        bool first = buf.len < 5;
        if (!first && starts_paragraph(text, i, &buf)) {
            buf_char(&buf, '.');
        }
        c = first && is_lower(c) ? (char)(c - 'a' + 'A') : c;
        c = !first && is_upper(c) ? (char)(c - 'A' + 'a') : c;
        buf_char(&buf, c);
    }
    Str meant = buf_done(&buf);
    return fact_is_eccn(meant) ? meant : STR_NONE;
}

bool reader_eccn(const FactReader *reader, FactGiven given, Str *out)
{
    Str text = str_trim(given.text);
    if (!given.bare && fact_is_eccn(text)) {
        *out = text;
        return true;
    }
    Str quoted = reader_quote(reader, given);
    Str spoiled = given.bare ? STR_NONE : csv_spreadsheet_eccn(reader->arena, text);
    if (spoiled.len > 0) {
        Diag *diag = diag_report_at(reader->diags, DIAG_F0119, reader_pointer(reader),
                                    STR_ARG(quoted), STR_ARG(spoiled));
        reader_mark(reader, diag);
        return false;
    }
    Diag *diag = diag_report_at(reader->diags, DIAG_F0118, reader_pointer(reader),
                                STR_ARG(quoted));
    reader_mark(reader, diag);
    Str meant = meant_eccn(reader->arena, text);
    if (given.bare && meant.len > 0) {
        diag_hint(reader->diags, diag, "Write \"%.*s\" in double quotes.", STR_ARG(meant));
    } else {
        reader_suggest(reader, diag, text, &meant, meant.len > 0);
    }
    return false;
}

// "export, reexport or transfer", at most eight of them.
static Str list_words(Arena *arena, const Str *words, size_t n)
{
    enum { LISTED_MAX = 8 };
    Buf buf;
    buf_init(&buf, arena);
    size_t shown = n > LISTED_MAX ? LISTED_MAX : n;
    for (size_t i = 0; i < shown; i++) {
        buf_text(&buf, i == 0 ? "" : i + 1 == n ? " or " : ", ");
        buf_str(&buf, words[i]);
    }
    if (shown < n) {
        buf_addf(&buf, " or %zu other%s", n - shown, n - shown == 1 ? "" : "s");
    }
    return buf_done(&buf);
}

bool reader_enum(const FactReader *reader, const Type *type, FactGiven given, Str *out)
{
    Str text = utf8_nfc(reader->arena, str_trim(given.text));
    const EnumType *words = type->enumeration;
    for (size_t i = 0; i < words->n && !given.bare; i++) {
        if (str_eq(words->values[i], text)) {
            *out = words->values[i];
            return true;
        }
    }
    Str quoted = reader_quote(reader, given);
    Str list = list_words(reader->arena, words->values, words->n);
    Diag *diag = diag_report_at(reader->diags, DIAG_F0120, reader_pointer(reader),
                                STR_ARG(quoted), STR_ARG(list));
    reader_mark(reader, diag);
    for (size_t i = 0; i < words->n && words->titles != NULL; i++) {
        if (str_eq(words->titles[i], text)) { // what the value stands for was given
            reader_suggest(reader, diag, text, &words->values[i], 1);
            return false;
        }
    }
    Str near = diag_nearest(text, words->values, words->n);
    reader_suggest(reader, diag, text, &near, 1);
    return false;
}
