// Types of facts and results: dimensions, sameness, fitting, printing.
//
// In:  types built by check/. Out: answers about them, and their spelling for messages.
// Owns nothing; printing allocates only what exact arithmetic needs, in the buffer's arena.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/type/type.h"

// -- dimensions

bool dim_same(const Dim *a, const Dim *b)
{
    if (a->n != b->n) {
        return false;
    }
    for (size_t i = 0; i < a->n; i++) {
        if (a->terms[i].base != b->terms[i].base ||
            a->terms[i].power != b->terms[i].power) {
            return false;
        }
    }
    return true;
}

// Appends a power of a base unit; a power of zero vanishes.
static bool append(Dim *dim, const Unit *base, int power)
{
    if (power == 0) {
        return true;
    }
    if (dim->n == DIM_TERMS_MAX || power < INT8_MIN || power > INT8_MAX) {
        return false;
    }
    dim->terms[dim->n].base = base;
    dim->terms[dim->n].power = (int8_t)power;
    dim->n++;
    return true;
}

bool dim_multiply(const Dim *a, const Dim *b, int sign, Dim *out)
{
    Dim product = {0};
    size_t i = 0, j = 0;
    while (i < a->n || j < b->n) {
        bool left =
            j == b->n || (i < a->n && a->terms[i].base->order <= b->terms[j].base->order);
        bool right =
            i == a->n || (j < b->n && b->terms[j].base->order <= a->terms[i].base->order);
        const Unit *base = left ? a->terms[i].base : b->terms[j].base;
        int power = 0;
        if (left) {
            power += a->terms[i++].power;
        }
        if (right) {
            power += sign * b->terms[j++].power;
        }
        if (!append(&product, base, power)) {
            return false;
        }
    }
    *out = product;
    return true;
}

bool dim_power(const Dim *a, int power, Dim *out)
{
    Dim raised = {0};
    if (power > INT8_MAX || power < INT8_MIN) {
        *out = raised;
        return a->n == 0;
    }
    for (size_t i = 0; i < a->n; i++) {
        if (!append(&raised, a->terms[i].base, a->terms[i].power * power)) {
            return false;
        }
    }
    *out = raised;
    return true;
}

// The factors on one side of the fraction bar, joined by `join`; how many there were.
static size_t print_side(Buf *out, const Dim *dim, int sign, const char *join)
{
    size_t shown = 0;
    for (size_t i = 0; i < dim->n; i++) {
        int power = dim->terms[i].power * sign;
        if (power <= 0) {
            continue;
        }
        if (shown++ > 0 || sign < 0) {
            buf_text(out, join);
        }
        buf_str(out, dim->terms[i].base->name);
        if (power > 1) {
            buf_addf(out, "%d", power);
        }
    }
    return shown;
}

void dim_print(Buf *out, const Dim *dim)
{
    if (dim->n == 0) {
        buf_text(out, "number");
        return;
    }
    if (print_side(out, dim, 1, "*") == 0) {
        buf_char(out, '1');
    }
    print_side(out, dim, -1, "/");
}

// -- sameness and fitting

bool type_same(const Type *a, const Type *b)
{
    if (a == b) {
        return true;
    }
    if (a->kind != b->kind || a->optional != b->optional) {
        return false;
    }
    switch (a->kind) {
    case TYPE_NUM: return a->whole == b->whole && dim_same(&a->dim, &b->dim);
    case TYPE_ENUM: return a->enumeration == b->enumeration;
    case TYPE_RECORD: return a->record == b->record;
    case TYPE_LIST: return a->open == b->open && type_same(a->of, b->of);
    case TYPE_ERROR:
    case TYPE_BOOL:
    case TYPE_DATE:
    case TYPE_TEXT:
    case TYPE_COUNTRY:
    case TYPE_ECCN:
    case TYPE_NONE:
    case TYPE_UNKNOWN:
    case TYPE_DOUBLE: return true;
    }
    return false;
}

// Kinds agree and neither is optional where that matters.
static bool fits_kind(const Type *given, const Type *wanted)
{
    switch (wanted->kind) {
    case TYPE_NUM:
        return dim_same(&given->dim, &wanted->dim) && (given->whole || !wanted->whole);
    case TYPE_ENUM: return given->enumeration == wanted->enumeration;
    case TYPE_RECORD: return given->record == wanted->record;
    case TYPE_LIST:
        // Whether a list is complete travels with its value, so it fits either way.
        return type_fits(given->of, wanted->of);
    case TYPE_ERROR:
    case TYPE_BOOL:
    case TYPE_DATE:
    case TYPE_TEXT:
    case TYPE_COUNTRY:
    case TYPE_ECCN:
    case TYPE_NONE:
    case TYPE_UNKNOWN:
    case TYPE_DOUBLE: return true;
    }
    return false;
}

int type_beside(const Type *type, Rat base)
{
    if (!rat_is_inf(type->low) && rat_cmp(base, type->low) < 0) {
        return -1;
    }
    return !rat_is_inf(type->high) && rat_cmp(base, type->high) > 0;
}

bool type_fits(const Type *given, const Type *wanted)
{
    if (given == wanted || given->kind == TYPE_ERROR || wanted->kind == TYPE_ERROR ||
        given->kind == TYPE_UNKNOWN) {
        return true;
    }
    if (given->kind == TYPE_NONE) {
        return wanted->optional || wanted->kind == TYPE_NONE;
    }
    if (given->optional && !wanted->optional) {
        return false;
    }
    if (wanted->kind == TYPE_DOUBLE && given->kind == TYPE_NUM) {
        return given->dim.n == 0;
    }
    return given->kind == wanted->kind && fits_kind(given, wanted);
}

const Field *type_field(const Type *record, Str name, size_t *index)
{
    const RecordType *of = record->kind == TYPE_RECORD ? record->record : NULL;
    for (size_t i = 0; of && i < of->n; i++) {
        if (str_eq(of->fields[i].name, name)) {
            if (index) {
                *index = i;
            }
            return &of->fields[i];
        }
    }
    return NULL;
}

// -- printing

static void print_numeric(Buf *out, const Type *type)
{
    bool money = type->dim.n == 1 && type->dim.terms[0].power == 1 &&
                 type->dim.terms[0].base->currency;
    if (type->dim.n == 0 && type->unit.len == 0) {
        buf_text(out, type->whole ? "integer" : "number");
    } else {
        buf_text(out, money ? "money in " : "quantity in ");
        if (type->unit.len > 0) {
            buf_str(out, type->unit);
        } else {
            dim_print(out, &type->dim);
        }
    }
}

static void print_bound(Buf *out, const Type *type, Rat bound)
{
    Rat shown = bound;
    if (!rat_is_inf(bound) && type->unit_scale.num != 0 &&
        rat_sub(out->arena, bound, type->unit_offset, &shown)) {
        (void)rat_div(out->arena, shown, type->unit_scale, &shown);
    }
    rat_print(out, shown);
}

// " from 0 .. 1", when the type has a range.
static void print_range(Buf *out, const Type *type)
{
    if (type->kind != TYPE_NUM || rat_is_inf(type->low)) {
        return;
    }
    buf_text(out, " from ");
    print_bound(out, type, type->low);
    buf_text(out, " ..");
    if (!rat_is_inf(type->high)) {
        buf_char(out, ' ');
        print_bound(out, type, type->high);
    }
}

static const char *plain_name(TypeKind kind)
{
    switch (kind) {
    case TYPE_BOOL: return "boolean";
    case TYPE_DATE: return "date";
    case TYPE_TEXT: return "text";
    case TYPE_COUNTRY: return "country";
    case TYPE_ECCN: return "eccn";
    case TYPE_NONE: return "none";
    case TYPE_UNKNOWN: return "unknown";
    case TYPE_DOUBLE: return "double";
    case TYPE_ERROR:
    case TYPE_NUM:
    case TYPE_ENUM:
    case TYPE_RECORD:
    case TYPE_LIST: break;
    }
    return "?";
}

void type_print(Buf *out, const Type *type)
{
    if (type->optional) {
        buf_text(out, "optional ");
    }
    switch (type->kind) {
    case TYPE_NUM:
        print_numeric(out, type);
        print_range(out, type);
        return;
    case TYPE_ENUM: buf_str(out, type->enumeration->name); return;
    case TYPE_RECORD: buf_str(out, type->record->name); return;
    case TYPE_LIST:
        buf_text(out, type->open ? "open list of " : "list of ");
        type_print(out, type->of);
        return;
    case TYPE_ERROR:
    case TYPE_BOOL:
    case TYPE_DATE:
    case TYPE_TEXT:
    case TYPE_COUNTRY:
    case TYPE_ECCN:
    case TYPE_NONE:
    case TYPE_UNKNOWN:
    case TYPE_DOUBLE:
        if (type->asserted) {
            buf_text(out, "asserted ");
        }
        buf_text(out, plain_name(type->kind));
        return;
    }
}

// The value in the display unit; the value itself when it cannot be had.
static Rat in_unit(Arena *arena, const Type *type, Rat base)
{
    Rat shown = base;
    if (type->unit.len == 0 || type->unit_scale.num == 0 || rat_is_inf(base)) {
        return base;
    }
    if (!rat_sub(arena, base, type->unit_offset, &shown) ||
        !rat_div(arena, shown, type->unit_scale, &shown)) {
        return base;
    }
    return shown;
}

static void print_unit(Buf *out, const Type *type)
{
    if (type->unit.len > 0) {
        buf_char(out, ' ');
        buf_str(out, type->unit);
    } else if (type->dim.n > 0) {
        buf_char(out, ' ');
        dim_print(out, &type->dim);
    }
}

static bool print_as_date(Buf *out, const Type *type, Rat base)
{
    int64_t day = 0;
    if (type->kind != TYPE_DATE || !rat_to_int64(base, &day) || day < DAY_MIN ||
        day > DAY_MAX) {
        return false;
    }
    date_print(out, (Day)day);
    return true;
}

void type_print_number(Buf *out, const Type *type, Rat base)
{
    if (print_as_date(out, type, base)) {
        return;
    }
    rat_print(out, in_unit(out->arena, type, base));
    print_unit(out, type);
}

void type_print_human(Buf *out, const Type *type, Rat base)
{
    enum { PLACES = 4 };
    if (print_as_date(out, type, base)) {
        return;
    }
    rat_print_human(out, in_unit(out->arena, type, base), PLACES);
    print_unit(out, type);
}

const Type *type_plain(TypeKind kind)
{
#define PLAIN(name)                                                                        \
    [name] = {                                                                             \
        .kind = name,                                                                      \
        .unit_scale = {1, 1},                                                              \
        .unit_offset = {0, 1},                                                             \
        .low = {-1, 0},                                                                    \
        .high = {1, 0}                                                                     \
    }
    static const Type PLAINS[] = {
        PLAIN(TYPE_ERROR),  PLAIN(TYPE_BOOL),    PLAIN(TYPE_NUM),  PLAIN(TYPE_DATE),
        PLAIN(TYPE_TEXT),   PLAIN(TYPE_COUNTRY), PLAIN(TYPE_ECCN), PLAIN(TYPE_ENUM),
        PLAIN(TYPE_RECORD), PLAIN(TYPE_LIST),    PLAIN(TYPE_NONE), PLAIN(TYPE_UNKNOWN),
        PLAIN(TYPE_DOUBLE),
    };
#undef PLAIN
    return &PLAINS[kind];
}
