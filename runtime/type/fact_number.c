// Numbers in facts: plain, whole, quantities with units and amounts of money.
//
// In:  text such as "15832", "1/3", "1.5 TB/s", "12.50 USD", or a JSON number's literal.
// Out: an exact number in base units, within the range of its type; or a complaint that
//      shows how this very number should have been written.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/type/fact_inner.h"

// "15,832" has its commas where thousands end; "1,5" has not.
static bool has_thousands_commas(Str text)
{
    size_t since = 0;
    bool comma = false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == ',') {
            if (since == 0 || since > 3 || (comma && since != 3)) {
                return false;
            }
            comma = true;
            since = 0;
        } else if (text.at[i] == '.') {
            break;
        } else {
            since += is_digit(text.at[i]);
        }
    }
    return comma && since == 3;
}

// A number that the type takes, in its unit.
static Str example_number(Arena *arena, const Type *type)
{
    Rat base = RAT_ZERO, twelve = rat_int(12);
    bool good = rat_mul(arena, twelve, type->unit_scale, &base) &&
                rat_add(arena, base, type->unit_offset, &base);
    if (good && type_beside(type, base) == 0) {
        return STR("12");
    }
    Rat bound = rat_is_inf(type->high) ? type->low : type->high;
    Buf buf;
    buf_init(&buf, arena);
    if (good && rat_sub(arena, bound, type->unit_offset, &bound) &&
        rat_div(arena, bound, type->unit_scale, &bound)) {
        rat_print(&buf, bound);
    }
    return buf_done(&buf);
}

// The number somebody meant: its digits at the start or after a sign such as '$', commas
// put right; an example when there is none.
static Str meant_number(Arena *arena, const Type *type, Str text)
{
    while (text.len > 0 && !is_digit(text.at[0]) && text.at[0] != '-') {
        text = str_sub(text, 1, text.len);
    }
    size_t end = 0;
    while (end < text.len && (is_digit(text.at[end]) || strchr(".,-_/", text.at[end]))) {
        end++;
    }
    text = str_sub(text, 0, end);
    bool thousands = has_thousands_commas(text);
    Buf buf;
    buf_init(&buf, arena);
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] != ',') {
            buf_char(&buf, text.at[i]);
        } else if (!thousands) {
            buf_char(&buf, '.');
        }
    }
    Str meant = buf_done(&buf);
    Rat number;
    return rat_parse(arena, meant, false, &number) ? meant : example_number(arena, type);
}

static void expect_unit(const FactReader *reader, const Type *type, FactGiven given)
{
    Str number = meant_number(reader->arena, type, given.text);
    Str quoted = reader_quote(reader, given);
    Str example =
        str_format(reader->arena, "%.*s %.*s", STR_ARG(number), STR_ARG(type->unit));
    reader_mark(reader, diag_report_at(reader->diags, DIAG_F0107, reader_pointer(reader),
                                       STR_ARG(quoted), STR_ARG(example)));
}

static bool divides_by_zero(Str text)
{
    const char *slash = text.len == 0 ? NULL : memchr(text.at, '/', text.len);
    size_t at = slash == NULL ? text.len : (size_t)(slash - text.at) + 1;
    bool zero = at < text.len;
    for (; at < text.len; at++) {
        zero = zero && text.at[at] == '0';
    }
    return zero;
}

static void expect_number(const FactReader *reader, const Type *type, FactGiven given)
{
    Str number = meant_number(reader->arena, type, given.text);
    Str quoted = reader_quote(reader, given);
    Diag *diag = diag_report_at(reader->diags, DIAG_F0106, reader_pointer(reader),
                                STR_ARG(quoted), STR_ARG(number));
    reader_mark(reader, diag);
    if (divides_by_zero(given.text)) {
        diag_note(reader->diags, diag, "nothing can be divided by zero");
    }
    Rat value;
    if (given.text.len > 1 && given.text.at[given.text.len - 1] == '%' &&
        rat_parse(reader->arena, number, false, &value) &&
        rat_div(reader->arena, value, rat_int(100), &value)) {
        Buf buf;
        buf_init(&buf, reader->arena);
        rat_print(&buf, value);
        Str share = buf_done(&buf);
        diag_note(reader->diags, diag, "%.*s %% is %.*s", STR_ARG(number), STR_ARG(share));
    }
}

static void expect_bare_number(const FactReader *reader, FactGiven given, Str number)
{
    Str quoted = reader_quote(reader, given);
    reader_mark(reader, diag_report_at(reader->diags, DIAG_F0131, reader_pointer(reader),
                                       STR_ARG(quoted), STR_ARG(number)));
}

static void complain_unit(const FactReader *reader, const Type *type, FactGiven given,
                          DiagCode code, Str unit)
{
    Str quoted = reader_quote(reader, given);
    Diag *diag = diag_report_at(reader->diags, code, reader_pointer(reader),
                                STR_ARG(quoted), STR_ARG(type->unit), STR_ARG(unit));
    reader_mark(reader, diag);
    if (memchr(unit.at, ' ', unit.len) != NULL) {
        diag_note(reader->diags, diag, "a unit has no blanks in it");
    } else if (code == DIAG_F0108) {
        Str near = diag_nearest(unit, &type->unit, 1);
        near = near.len > 0 ? near
                            : measure_nearest(reader->arena, reader->schema, type, unit);
        reader_suggest(reader, diag, unit, &near, near.len > 0);
    }
}

static bool too_long(const FactReader *reader, FactGiven given)
{
    Str quoted = reader_quote(reader, given);
    reader_mark(reader, diag_report_at(reader->diags, DIAG_F0112, reader_pointer(reader),
                                       STR_ARG(quoted), RAT_DIGITS_MAX));
    return false;
}

static size_t skip_digits(Str text, size_t at)
{
    while (at < text.len && is_digit(text.at[at])) {
        at++;
    }
    return at;
}

// Written as a number, so that what was refused nevertheless has too many digits.
static bool is_numeral(Str text)
{
    size_t from = text.len > 0 && text.at[0] == '-' ? 1 : 0;
    size_t at = skip_digits(text, from);
    if (at == from) {
        return false;
    }
    if (at < text.len && text.at[at] == '.') {
        at = skip_digits(text, at + 1);
    }
    if (at < text.len && (text.at[at] == 'e' || text.at[at] == 'E')) {
        at++;
        at += at < text.len && (text.at[at] == '-' || text.at[at] == '+');
        at = skip_digits(text, at);
    }
    return at == text.len && is_digit(text.at[at - 1]);
}

static void complain_range(const FactReader *reader, const Type *type, FactGiven given)
{
    Buf buf;
    buf_init(&buf, reader->arena);
    buf_text(&buf, type->whole ? "a whole number" : "a number");
    bool below = !rat_is_inf(type->low), above = !rat_is_inf(type->high);
    buf_text(&buf, below && above ? " from " : below ? " of at least " : " of at most ");
    if (below) {
        type_print_number(&buf, type, type->low);
    }
    buf_text(&buf, below && above ? " to " : "");
    if (above) {
        type_print_number(&buf, type, type->high);
    }
    Str quoted = reader_quote(reader, given), range = buf_done(&buf);
    reader_mark(reader, diag_report_at(reader->diags, DIAG_F0110, reader_pointer(reader),
                                       STR_ARG(quoted), STR_ARG(range)));
}

static bool check_number(const FactReader *reader, const Type *type, FactGiven given,
                         Rat out)
{
    if (type->whole && !rat_is_whole(out)) {
        Str quoted = reader_quote(reader, given);
        Diag *diag = diag_report_at(reader->diags, DIAG_F0111, reader_pointer(reader),
                                    STR_ARG(quoted));
        reader_mark(reader, diag);
        return false;
    }
    if (type_beside(type, out) != 0) {
        complain_range(reader, type, given);
        return false;
    }
    return true;
}

// Value in the unit to base units.
static bool to_base(const FactReader *reader, const Type *type, FactGiven given, Str unit,
                    Rat *value)
{
    Measure measure = {.scale = RAT_ONE, .offset = RAT_ZERO};
    Str word = unit;
    MeasureFault fault =
        measure_parse(reader->arena, reader->schema, type, unit, &measure, &word);
    if (fault != MEASURE_GOOD) {
        DiagCode code = fault == MEASURE_UNKNOWN ? DIAG_F0108 : DIAG_F0109;
        bool whole = word.len == 0 || memchr(unit.at, ' ', unit.len) != NULL;
        complain_unit(reader, type, given, code, whole ? unit : word);
        return false;
    }
    if (!dim_same(&measure.dim, &type->dim)) {
        bool money = measure_is_money(type) && measure.dim.n == 1 &&
                     measure.dim.terms[0].base->currency;
        if (!money) {
            complain_unit(reader, type, given, DIAG_F0109, unit);
            return false;
        }
        Str quoted = reader_quote(reader, given);
        Diag *diag = diag_report_at(reader->diags, DIAG_F0129, reader_pointer(reader),
                                    STR_ARG(quoted), STR_ARG(type->unit));
        reader_mark(reader, diag);
        return false;
    }
    if (measure.scale.num == 1 && measure.scale.den == 1 && measure.offset.num == 0) {
        return true; // already in base units, as most are
    }
    return (rat_mul(reader->arena, *value, measure.scale, value) &&
            rat_add(reader->arena, *value, measure.offset, value)) ||
           too_long(reader, given);
}

bool reader_number(const FactReader *reader, const Type *type, FactGiven given, Rat *out)
{
    Str text = str_trim(given.text), unit = STR_NONE;
    const char *blank = text.len == 0 ? NULL : memchr(text.at, ' ', text.len);
    if (blank != NULL) {
        size_t at = (size_t)(blank - text.at);
        unit = str_trim(str_sub(text, at, text.len));
        text = str_sub(text, 0, at);
    }
    bool wants_unit = type->dim.n > 0 || type->unit.len > 0;
    if (!rat_parse(reader->arena, text, true, out)) {
        if (is_numeral(text)) {
            return too_long(reader, given);
        }
        wants_unit ? expect_unit(reader, type, given) : expect_number(reader, type, given);
        return false;
    }
    if (wants_unit && unit.len == 0) {
        expect_unit(reader, type, given);
        return false;
    }
    if (!wants_unit && unit.len > 0) {
        if (str_is(unit, "%")) {
            expect_number(reader, type, given);
        } else {
            expect_bare_number(reader, given, text);
        }
        return false;
    }
    return (!wants_unit || to_base(reader, type, given, unit, out)) &&
           check_number(reader, type, given, *out);
}

bool reader_measured(const FactReader *reader, const Type *type, Rat number, Str unit,
                     Rat *out)
{
    bool wants_unit = type->dim.n > 0 || type->unit.len > 0;
    Buf buf;
    buf_init(&buf, reader->arena);
    rat_print(&buf, number);
    if (unit.len > 0) {
        buf_char(&buf, ' ');
        buf_str(&buf, unit);
    }
    FactGiven given = {buf_done(&buf), true};
    if (!wants_unit && unit.len > 0) {
        expect_bare_number(reader, given, str_sub(given.text, 0, given.text.len - unit.len - 1));
        return false;
    }
    *out = number;
    return (!wants_unit ||
            to_base(reader, type, given, unit.len > 0 ? unit : type->unit, out)) &&
           check_number(reader, type, given, *out);
}
