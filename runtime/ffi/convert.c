// Values between facts and C: exact both ways, or a reason why not.
//
// In:  known facts of plain types; results of natives, which are not trusted: every number,
//      date and text is checked before it becomes a fact.
// Out: C values in the arena, which live as long as it does.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/utf8.h"
#include "runtime/ffi/inner.h"

static bool refuse(Str *why, Str reason)
{
    *why = reason;
    return false;
}

// From how it is printed: "1/3" has both, "-3.5" is -35 over 10.
licet_number convert_rational(Arena *arena, Rat number)
{
    Buf buf, num, den;
    buf_init(&buf, arena);
    buf_init(&num, arena);
    buf_init(&den, arena);
    rat_print(&buf, number);
    Str text = buf_done(&buf);
    Buf *to = &num;
    bool decimals = false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '/') {
            to = &den;
        } else if (text.at[i] == '.') {
            decimals = true;
            buf_char(&den, '1');
        } else {
            buf_char(to, text.at[i]);
            buf_fill(&den, '0', decimals);
        }
    }
    if (den.len == 0) {
        buf_char(&den, '1');
    }
    return (licet_number){buf_done(&num).at, buf_done(&den).at};
}

bool convert_number(Arena *arena, const licet_number *number, Rat *out)
{
    const char *texts[] = {number->num, number->den == NULL ? "1" : number->den};
    for (size_t i = 0; i < countof(texts); i++) {
        const char *at = texts[i];
        if (at == NULL) {
            return false;
        }
        at += i == 0 && *at == '-';
        if (*at == '\0' || strspn(at, "0123456789") != strlen(at)) {
            return false;
        }
    }
    Str whole = str_format(arena, "%s/%s", texts[0], texts[1]);
    return rat_parse(arena, whole, false, out); // refuses too many digits and /0
}

bool convert_text(Arena *arena, const char *text, Str *out, Str *why)
{
    size_t bad;
    if (text == NULL) {
        return refuse(why, STR("its result is no text"));
    }
    Str slice = str_of(text);
    if (!utf8_valid(slice, &bad)) {
        return refuse(why, STR("its result is not UTF-8"));
    }
    if (slice.len > FACT_TEXT_MAX) {
        Str reason = str_format(arena, "its result has %zu bytes, at most %d are taken",
                                slice.len, FACT_TEXT_MAX);
        return refuse(why, reason);
    }
    size_t at = 0;
    uint32_t point;
    if (utf8_doubt(slice, &at, &point) != UTF8_CLEAR) { // as in a fact: fact_text.c
        Str reason = str_format(arena, "its result holds U+%04X, which cannot be seen or only "
                                       "looks like another letter", point);
        return refuse(why, reason);
    }
    *out = utf8_nfc(arena, str_copy(arena, slice));
    return true;
}

bool convert_argument(Arena *arena, FfiKind kind, const Fact *fact, FfiSlot *slot,
                      Str *why)
{
    switch (kind) {
    case FFI_NUMBER: slot->number = convert_rational(arena, fact->number); return true;
    case FFI_INTEGER:
        return rat_to_int64(fact->number, &slot->integer) ||
               refuse(why, STR("an integer does not fit in 64 bits"));
    case FFI_DOUBLE: slot->real = rat_to_double(fact->number); return true;
    case FFI_TEXT:
        if (fact->text.len > 0 && memchr(fact->text.at, 0, fact->text.len) != NULL) {
            return refuse(why, STR("a text holds a zero byte"));
        }
        slot->text = str_copy(arena, fact->text).at;
        return true;
    case FFI_BOOLEAN: slot->boolean = fact->truth; return true;
    case FFI_DATE: slot->date = (int32_t)fact->number.num; return true;
    }
    return false;
}

static bool check_range(Arena *arena, const Fact *fact, Str *why)
{
    const Type *type = fact->type;
    int beside = type_beside(type, fact->number);
    if (beside == 0) {
        return true;
    }
    Buf buf;
    buf_init(&buf, arena);
    buf_text(&buf, "its result ");
    type_print_number(&buf, type, fact->number);
    buf_text(&buf, beside > 0 ? " is more than " : " is less than ");
    type_print_number(&buf, type, beside > 0 ? type->high : type->low);
    return refuse(why, buf_done(&buf));
}

bool convert_result(Arena *arena, FfiKind kind, const FfiSlot *slot, Fact *fact, Str *why)
{
    switch (kind) {
    case FFI_NUMBER:
        if (!convert_number(arena, &slot->number, &fact->number)) {
            return refuse(why, STR("its result is no number"));
        }
        return check_range(arena, fact, why);
    case FFI_INTEGER:
        fact->number = rat_int(slot->integer);
        return check_range(arena, fact, why);
    case FFI_TEXT: return convert_text(arena, slot->text, &fact->text, why);
    case FFI_BOOLEAN: fact->truth = slot->boolean != 0; return true;
    case FFI_DATE:
        fact->number = rat_int(slot->date);
        return (slot->date >= DAY_MIN && slot->date <= DAY_MAX) ||
               refuse(why, STR("its result is no date of the calendar"));
    case FFI_DOUBLE: break; // refused when bound
    }
    return refuse(why, STR("its result has no exact form"));
}
