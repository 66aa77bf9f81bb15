// Units in facts: what "TB/s" or "GB/s/mm2" measures, from the declared units.
//
// In:  the unit text of a quantity, and the units of the schema (or only those that the
//      wanted type is made of). Out: dimension, scale and offset to base units, exact.
// A word with digits at its end that is no unit itself is a power: cm2 = cm*cm.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/type/fact_inner.h"

typedef struct Parse {
    Arena *arena;
    const FactSchema *schema;
    const Type *type;
    Measure sum;
    size_t factors;
    bool pure; // no affine or logarithmic unit so far
} Parse;

static const Unit *find_unit(const Parse *parse, Str name)
{
    for (size_t i = 0; parse->schema != NULL && i < parse->schema->n_units; i++) {
        if (str_eq(parse->schema->units[i]->name, name)) {
            return parse->schema->units[i];
        }
    }
    for (size_t i = 0; i < parse->type->dim.n; i++) {
        if (str_eq(parse->type->dim.terms[i].base->name, name)) {
            return parse->type->dim.terms[i].base;
        }
    }
    return NULL;
}

// The unit of a word such as "mm2" or "s"; *power is 1 unless digits were split off.
static const Unit *find_word(const Parse *parse, Str word, int *power)
{
    *power = 1;
    const Unit *unit = find_unit(parse, word);
    if (unit != NULL || word.len < 2) {
        return unit;
    }
    char last = word.at[word.len - 1];
    if (last < '2' || last > '9') {
        return NULL;
    }
    *power = last - '0';
    Str stem = str_sub(word, 0, word.len - 1);
    if (stem.at[stem.len - 1] == '^') {
        stem.len--;
    }
    return find_unit(parse, stem);
}

static bool multiply(Parse *parse, const Unit *unit, int power, int sign)
{
    Measure *sum = &parse->sum;
    Dim dim;
    Rat scale;
    if (!dim_power(&unit->dim, power, &dim) ||
        !dim_multiply(&sum->dim, &dim, sign, &sum->dim) ||
        !rat_pow(parse->arena, unit->scale, power, &scale)) {
        return false;
    }
    return sign > 0 ? rat_mul(parse->arena, sum->scale, scale, &sum->scale)
                    : rat_div(parse->arena, sum->scale, scale, &sum->scale);
}

static MeasureFault take_word(Parse *parse, Str word, int sign, Str *unknown)
{
    int power;
    const Unit *unit = find_word(parse, word, &power);
    if (unit == NULL) {
        *unknown = word;
        return MEASURE_UNKNOWN;
    }
    parse->factors++;
    parse->pure = parse->pure && !unit->affine && !unit->logarithmic;
    if (!parse->pure) {
        if (parse->factors > 1 || power != 1) {
            return MEASURE_MIXED;
        }
        parse->sum.offset = unit->offset;
    }
    return multiply(parse, unit, power, sign) ? MEASURE_GOOD : MEASURE_MIXED;
}

MeasureFault measure_parse(Arena *arena, const FactSchema *schema, const Type *type,
                           Str text, Measure *out, Str *word)
{
    if (str_eq(text, type->unit)) {
        *out = (Measure){type->dim, type->unit_scale, type->unit_offset};
        return MEASURE_GOOD;
    }
    Parse parse = {
        .arena = arena, .schema = schema, .type = type, .pure = true,
        .sum = {.scale = RAT_ONE, .offset = RAT_ZERO},
    };
    int sign = 1;
    for (size_t from = 0, at = 0; at <= text.len; at++) {
        if (at == text.len || text.at[at] == '/' || text.at[at] == '*') {
            MeasureFault fault = take_word(&parse, str_sub(text, from, at), sign, word);
            if (fault != MEASURE_GOOD) {
                return fault;
            }
            from = at + 1;
            sign = at < text.len && text.at[at] == '/' ? -1 : 1;
        }
    }
    *out = parse.sum;
    return MEASURE_GOOD;
}

Str measure_nearest(Arena *arena, const FactSchema *schema, const Type *type, Str word)
{
    size_t n = 0, most = type->dim.n + (schema == NULL ? 0 : schema->n_units);
    Str *names = arena_array(arena, Str, most + 1);
    for (size_t i = 0; schema != NULL && i < schema->n_units; i++) {
        names[n++] = schema->units[i]->name;
    }
    for (size_t i = 0; i < type->dim.n; i++) {
        names[n++] = type->dim.terms[i].base->name;
    }
    return diag_nearest(word, names, n);
}

bool measure_is_money(const Type *type)
{
    return type->kind == TYPE_NUM && type->dim.n == 1 && type->dim.terms[0].power == 1 &&
           type->dim.terms[0].base->currency;
}
