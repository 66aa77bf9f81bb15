// Values from text: scalars of every type, and lists as cells and --set write them.
//
// In:  text and the type wanted. Out: a Fact with state and value, or complaints.
// JSON strings and numbers come here too (fact_read.c), so that a value is understood the
// same way wherever it was written.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/utf8.h"
#include "runtime/type/fact_inner.h"

static bool complain(const FactReader *reader, DiagCode code, FactGiven given)
{
    Str quoted = reader_quote(reader, given);
    reader_mark(reader, diag_report_at(reader->diags, code, reader_pointer(reader),
                                       STR_ARG(quoted)));
    return false;
}

static bool read_bool(const FactReader *reader, FactGiven given, bool *out)
{
    *out = str_is(given.text, "true");
    if (*out || str_is(given.text, "false")) {
        return true;
    }
    static const struct {
        const char *word, *meant;
    } words[] = {{"yes", "true"}, {"y", "true"}, {"1", "true"}, {"True", "true"},
                 {"TRUE", "true"}, {"no", "false"}, {"n", "false"}, {"0", "false"},
                 {"False", "false"}, {"FALSE", "false"}, {"Yes", "true"}, {"No", "false"}};
    Str quoted = reader_quote(reader, given);
    Diag *diag = diag_report_at(reader->diags, DIAG_F0105, reader_pointer(reader),
                                STR_ARG(quoted));
    reader_mark(reader, diag);
    for (size_t i = 0; i < countof(words); i++) {
        if (str_is(given.text, words[i].word)) {
            diag_note(reader->diags, diag, "did you mean %s?", words[i].meant);
        }
    }
    return false;
}

// Four digits, two, two with '-': the form is right, so it is the day that does not exist.
static bool has_date_form(Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        bool dash = i == 4 || i == 7;
        if (dash ? text.at[i] != '-' : text.at[i] < '0' || text.at[i] > '9') {
            return false;
        }
    }
    return text.len == 10;
}

static int two_digits(Str text, size_t at)
{
    return (text.at[at] - '0') * 10 + text.at[at + 1] - '0';
}

static void note_month(const FactReader *reader, Diag *diag, Str text)
{
    static const char *const months[] = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};
    int year = two_digits(text, 0) * 100 + two_digits(text, 2), month = two_digits(text, 5);
    if (year < 1) {
        diag_note(reader->diags, diag, "years are counted from 0001");
    } else if (month < 1 || month > 12) {
        diag_note(reader->diags, diag, "the month is the number between the dashes");
    } else {
        Day day;
        int last = 31;
        while (!date_make(year, month, last, &day)) {
            last--;
        }
        diag_note(reader->diags, diag, "%s %d has %d days", months[month - 1], year, last);
    }
}

static bool read_date(const FactReader *reader, FactGiven given, Rat *out)
{
    Str text = str_trim(given.text);
    Day day;
    if (!given.bare && date_parse(text, &day)) {
        *out = rat_int(day);
        return true;
    }
    bool form = has_date_form(text);
    Str quoted = reader_quote(reader, given);
    Diag *diag = diag_report_at(reader->diags, form ? DIAG_F0114 : DIAG_F0113,
                                reader_pointer(reader), STR_ARG(quoted));
    reader_mark(reader, diag);
    if (form) {
        note_month(reader, diag, text);
    } else if (text.len > 10 && has_date_form(str_sub(text, 0, 10))) {
        diag_note(reader->diags, diag, "a date has no time of day");
    }
    return false;
}

// What nobody sees or tells apart would be another name to every list that it is looked up in.
bool reader_clear(const FactReader *reader, FactGiven given)
{
    size_t at = 0;
    uint32_t point;
    if (!utf8_valid(given.text, &at)) { // of a program or a command line: JSON is checked as a whole
        return complain(reader, DIAG_F0134, given);
    }
    at = 0;
    Utf8Doubt doubt = utf8_doubt(given.text, &at, &point);
    if (doubt == UTF8_CLEAR) {
        return true;
    }
    Str quoted = reader_quote(reader, given);
    Str letter = str_sub(given.text, at, at + utf8_step(str_sub(given.text, at, given.text.len)));
    Diag *diag =
        doubt == UTF8_HIDDEN
            ? diag_report_at(reader->diags, DIAG_F0130, reader_pointer(reader), STR_ARG(quoted),
                             point)
            : diag_report_at(reader->diags, DIAG_F0133, reader_pointer(reader), STR_ARG(quoted),
                             STR_ARG(letter), point);
    reader_mark(reader, diag);
    return false;
}

// What is taken: there are such texts, and who reads them does not see it.
static void warn(const FactReader *reader, FactGiven given, DiagCode code, bool doubtful)
{
    if (doubtful) {
        Str quoted = reader_quote(reader, given);
        reader_mark(reader, diag_report_at(reader->diags, code, reader_pointer(reader), STR_ARG(quoted)));
    }
}

static bool read_text(const FactReader *reader, FactGiven given, Str *out)
{
    if (given.bare) {
        return complain(reader, DIAG_F0115, given);
    }
    if (given.text.len > FACT_TEXT_MAX) {
        Str quoted = reader_quote(reader, given);
        Diag *diag = diag_report_at(reader->diags, DIAG_F0116, reader_pointer(reader),
                                    STR_ARG(quoted), given.text.len, FACT_TEXT_MAX);
        reader_mark(reader, diag);
        return false;
    }
    if (!reader_clear(reader, given)) {
        return false;
    }
    warn(reader, given, DIAG_F0135, utf8_masked(given.text) > 1);
    warn(reader, given, DIAG_F0137, utf8_padded(given.text));
    *out = utf8_nfc(reader->arena, given.text);
    return true;
}

bool reader_scalar(const FactReader *reader, const Type *type, FactGiven given, Fact *out)
{
    bool good = false;
    switch (type->kind) {
    case TYPE_BOOL: good = read_bool(reader, given, &out->truth); break;
    case TYPE_NUM: good = reader_number(reader, type, given, &out->number); break;
    case TYPE_DATE: good = read_date(reader, given, &out->number); break;
    case TYPE_TEXT: good = read_text(reader, given, &out->text); break;
    case TYPE_COUNTRY: good = reader_country(reader, given, &out->text); break;
    case TYPE_ECCN: good = reader_eccn(reader, given, &out->text); break;
    case TYPE_ENUM: good = reader_enum(reader, type, given, &out->text); break;
    case TYPE_ERROR: return true; // reported where the type was declared
    case TYPE_RECORD:
    case TYPE_LIST:
    case TYPE_NONE:
    case TYPE_UNKNOWN:
    case TYPE_DOUBLE: break; // no scalars, or never the type of a fact
    }
    out->state = good ? FACT_KNOWN : out->state;
    return good;
}

// Elements between ';'; "..." as the last one leaves the list open.
static bool read_elements(const FactReader *reader, const Type *type, Str text, Fact *out)
{
    VEC(Fact *) kids = {0};
    bool good = true, open = false;
    size_t from = 0;
    for (size_t at = 0; at <= text.len && str_trim(text).len > 0; at++) {
        if (at < text.len && text.at[at] != ';') {
            continue;
        }
        Str element = str_trim(str_sub(text, from, at));
        from = at + 1;
        open = at == text.len && str_is(element, "...");
        if (!open) {
            FactStep step = {reader->step, STR_NONE, kids.n};
            FactReader inner = *reader;
            inner.step = &step;
            Fact *kid = fact_new(reader->arena, type->of);
            good = reader_text(&inner, type->of, element, kid) && good;
            vec_push(reader->arena, &kids, kid);
        }
    }
    if (open && !type->open) {
        Buf buf;
        buf_init(&buf, reader->arena);
        type_print(&buf, type);
        Str name = buf_done(&buf);
        Diag *diag = diag_report_at(reader->diags, DIAG_F0123, reader_pointer(reader),
                                    STR_ARG(name));
        reader_mark(reader, diag);
        return false;
    }
    out->state = FACT_KNOWN;
    fact_set_elements(out, kids.items, kids.n, open);
    return good;
}

bool reader_text(const FactReader *reader, const Type *type, Str text, Fact *out)
{
    Str word = str_trim(text);
    if (str_is(word, "none") && (type->optional || type->kind != TYPE_TEXT)) {
        out->state = FACT_NONE;
        return type->optional || reader_refuse_none(reader, type);
    }
    if (type->kind != TYPE_TEXT && !reader->act && str_is(word, "unknown")) {
        return true;
    }
    if (type->kind == TYPE_LIST) {
        return read_elements(reader, type, text, out);
    }
    if (type->kind == TYPE_RECORD) {
        Str quoted = reader_quote(reader, (FactGiven){text, false});
        Diag *diag = diag_report_at(reader->diags, DIAG_F0121, reader_pointer(reader),
                                    STR_ARG(quoted), STR_ARG(type->record->name));
        reader_mark(reader, diag);
        return false;
    }
    Str value = type->kind == TYPE_TEXT ? text : word;
    return reader_scalar(reader, type, (FactGiven){value, false}, out);
}

// The first complaint without what it quotes at the start, which the caller shows.
static Str why_not(Arena *arena, const FactReader *reader, Str text)
{
    const Diag *diag = reader->diags->list.items[0];
    Str message = diag->message;
    Str forms[] = {text, str_trim(text)};
    for (size_t i = 0; i < countof(forms); i++) {
        Str quoted = reader_quote(reader, (FactGiven){forms[i], false});
        if (str_starts(message, quoted)) {
            message = str_sub(message, quoted.len + 2, message.len);
            break;
        }
    }
    if (diag->note.len == 0) {
        return message;
    }
    return str_format(arena, "%.*s; %.*s", STR_ARG(message), STR_ARG(diag->note));
}

bool fact_from_text_in(Arena *arena, const FactSchema *schema, const Type *type, Str text,
                       Fact *out, Str *why)
{
    Diags diags;
    diag_init(&diags, arena);
    FactReader reader = {.arena = arena, .schema = schema, .diags = &diags};
    *out = (Fact){.type = type, .state = FACT_NOT_SUPPLIED, .number = RAT_ZERO};
    bool good = reader_text(&reader, type, text, out);
    for (size_t i = 0; type->kind == TYPE_LIST && i < out->n; i++) {
        out->kids[i]->parent = out;
    }
    if (!good) {
        *why = why_not(arena, &reader, text);
    }
    return good;
}

bool fact_from_text(Arena *arena, const Type *type, Str text, Fact *out, Str *why)
{
    return fact_from_text_in(arena, NULL, type, text, out, why);
}
