// The declarations of tests/wrong/facts/policy.licet as a FactSchema made by hand.
//
// So the reading of facts is tested without scanner, parser and checker. Whoever changes
// one of the two changes the other. Everything lives in the arena given.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_TESTS_FACT_POLICY_H
#define LICET_TESTS_FACT_POLICY_H

#include "runtime/type/fact.h"

enum { POLICY_UNITS_MAX = 20, POLICY_FACTS_MAX = 24 };

typedef struct Policy {
    Arena *arena;
    FactSchema schema;
    const Unit *units[POLICY_UNITS_MAX];
    FactDecl decls[POLICY_FACTS_MAX];
} Policy;

static inline Unit *policy_unit(Policy *policy, const char *name)
{
    Unit *unit = arena_make(policy->arena, Unit);
    unit->name = str_of(name);
    unit->order = (uint32_t)policy->schema.n_units;
    unit->scale = RAT_ONE;
    unit->offset = RAT_ZERO;
    unit->dim.n = 1;
    unit->dim.terms[0].base = unit;
    unit->dim.terms[0].power = 1;
    policy->units[policy->schema.n_units++] = unit;
    return unit;
}

// scale * base^power + offset
static inline void policy_derived(Policy *policy, const char *name, const Unit *base,
                                  int power, const char *scale, const char *offset)
{
    Unit *unit = policy_unit(policy, name);
    dim_power(&base->dim, power, &unit->dim);
    rat_parse(policy->arena, str_of(scale), false, &unit->scale);
    rat_parse(policy->arena, str_of(offset), false, &unit->offset);
    unit->affine = rat_sign(unit->offset) != 0;
}

static inline void policy_units(Policy *policy)
{
    Unit *b = policy_unit(policy, "B"), *m = policy_unit(policy, "m");
    policy_unit(policy, "s");
    policy_unit(policy, "kg");
    policy_unit(policy, "TPP");
    Unit *kelvin = policy_unit(policy, "K");
    policy_unit(policy, "dBm")->logarithmic = true;
    policy_unit(policy, "USD")->currency = true;
    policy_unit(policy, "EUR")->currency = true;
    policy_derived(policy, "KB", b, 1, "1000", "0");
    policy_derived(policy, "GB", b, 1, "1_000_000_000", "0");
    policy_derived(policy, "TB", b, 1, "1_000_000_000_000", "0");
    policy_derived(policy, "cm", m, 1, "1/100", "0");
    policy_derived(policy, "mm2", m, 2, "1/1_000_000", "0");
    policy_derived(policy, "inch", m, 1, "0.0254", "0");
    policy_derived(policy, "degC", kelvin, 1, "1", "273.15");
    policy_derived(policy, "percent", b, 0, "1/100", "0");
}

static inline Type *policy_type(Policy *policy, TypeKind kind)
{
    Type *type = arena_make(policy->arena, Type);
    *type = *type_plain(kind);
    return type;
}

static inline const Unit *policy_find_unit(const Policy *policy, const char *name)
{
    for (size_t i = 0; i < policy->schema.n_units; i++) {
        if (str_is(policy->units[i]->name, name)) {
            return policy->units[i];
        }
    }
    return NULL;
}

// Units joined by '/', as in "GB/s/mm2".
static inline Type *policy_quantity(Policy *policy, const char *spelling)
{
    Type *type = policy_type(policy, TYPE_NUM);
    type->unit = str_of(spelling);
    size_t from = 0;
    for (size_t at = 0; at <= type->unit.len; at++) {
        if (at == type->unit.len || spelling[at] == '/') {
            Str name = str_copy(policy->arena, str_sub(type->unit, from, at));
            const Unit *unit = policy_find_unit(policy, name.at);
            dim_multiply(&type->dim, &unit->dim, from == 0 ? 1 : -1, &type->dim);
            if (from == 0) {
                rat_mul(policy->arena, type->unit_scale, unit->scale, &type->unit_scale);
            } else {
                rat_div(policy->arena, type->unit_scale, unit->scale, &type->unit_scale);
            }
            type->unit_offset = unit->offset;
            from = at + 1;
        }
    }
    return type;
}

// Bounds in the type's unit; NULL for none.
static inline Type *policy_range(Policy *policy, Type *type, const char *low,
                                 const char *high)
{
    const char *given[] = {low, high};
    Rat *bounds[] = {&type->low, &type->high};
    for (size_t i = 0; i < 2; i++) {
        Rat value;
        if (given[i] != NULL && rat_parse(policy->arena, str_of(given[i]), false, &value)) {
            rat_mul(policy->arena, value, type->unit_scale, &value);
            rat_add(policy->arena, value, type->unit_offset, bounds[i]);
        }
    }
    return type;
}

static inline Type *policy_integer(Policy *policy, const char *low, const char *high)
{
    Type *type = policy_range(policy, policy_type(policy, TYPE_NUM), low, high);
    type->whole = true;
    return type;
}

static inline Type *policy_list(Policy *policy, const Type *of, bool open)
{
    Type *type = policy_type(policy, TYPE_LIST);
    type->of = of;
    type->open = open;
    return type;
}

static inline Type *policy_optional(Policy *policy, const Type *of)
{
    Type *type = policy_type(policy, of->kind);
    *type = *of;
    type->optional = true;
    return type;
}

static inline Type *policy_record(Policy *policy, const char *name, const char *title,
                                  size_t most)
{
    Type *type = policy_type(policy, TYPE_RECORD);
    RecordType *record = arena_make(policy->arena, RecordType);
    record->name = str_of(name);
    record->title = str_of(title);
    record->fields = arena_array(policy->arena, Field, most);
    record->asserted = SIZE_MAX;
    type->record = record;
    return type;
}

static inline void policy_field(Policy *policy, const Type *record, const char *name,
                                const Type *type, const char *title)
{
    RecordType *filled = (RecordType *)(uintptr_t)record->record;
    (void)policy;
    if (type->asserted) {
        filled->asserted = filled->n;
    }
    filled->fields[filled->n++] = (Field){str_of(name), str_of(title), type};
}

static inline const Type *policy_party(Policy *policy)
{
    Type *address = policy_record(policy, "Address", "", 3);
    policy_field(policy, address, "street", type_plain(TYPE_TEXT), "");
    policy_field(policy, address, "state", type_plain(TYPE_TEXT), "state or province");
    policy_field(policy, address, "country", type_plain(TYPE_COUNTRY), "");
    Type *party = policy_record(policy, "Party", "a party to the transaction", 8);
    Type *stake = policy_record(policy, "Stake", "", 2);
    policy_field(policy, stake, "owner", party, "");
    policy_field(policy, stake, "share",
                 policy_range(policy, policy_type(policy, TYPE_NUM), "0", "1"), "");
    policy_field(policy, party, "name", type_plain(TYPE_TEXT), "name as in its register");
    policy_field(policy, party, "located", type_plain(TYPE_COUNTRY), "");
    policy_field(policy, party, "headquartered", type_plain(TYPE_COUNTRY), "");
    policy_field(policy, party, "parent", policy_optional(policy, type_plain(TYPE_COUNTRY)),
                 "where its ultimate parent has its headquarters; none = has no parent");
    policy_field(policy, party, "address", policy_optional(policy, address), "");
    policy_field(policy, party, "employees", policy_integer(policy, "0", NULL), "");
    policy_field(policy, party, "foreign_person", type_plain(TYPE_BOOL), "");
    policy_field(policy, party, "stakes", policy_list(policy, stake, true), "who owns it");
    return party;
}

static inline const Type *policy_operation(Policy *policy)
{
    Type *operation = policy_record(policy, "Operation", "", 3);
    policy_field(policy, operation, "bits", policy_integer(policy, "1", "128"), "");
    policy_field(policy, operation, "tops",
                 policy_range(policy, policy_type(policy, TYPE_NUM), "0", NULL), "");
    policy_field(policy, operation, "digital", type_plain(TYPE_BOOL), "");
    return operation;
}

static inline const Type *policy_item(Policy *policy)
{
    Type *item = policy_record(policy, "Item", "a line of the order", 13);
    Type *eccn = policy_type(policy, TYPE_ECCN);
    eccn->asserted = true;
    policy_field(policy, item, "name", type_plain(TYPE_TEXT), "");
    policy_field(policy, item, "classified", eccn, "class its supplier states");
    policy_field(policy, item, "tpp", policy_quantity(policy, "TPP"),
                 "total processing performance");
    policy_field(policy, item, "die_area",
                 policy_range(policy, policy_quantity(policy, "mm2"), "0", "10_000"),
                 "area of its logic dies");
    policy_field(policy, item, "bandwidth", policy_quantity(policy, "GB/s"), "");
    policy_field(policy, item, "bandwidth_density", policy_quantity(policy, "GB/s/mm2"),
                 "");
    policy_field(policy, item, "warmest",
                 policy_range(policy, policy_quantity(policy, "degC"), "0", NULL), "");
    policy_field(policy, item, "noise", policy_quantity(policy, "dBm"), "");
    policy_field(policy, item, "price", policy_quantity(policy, "USD"), "");
    policy_field(policy, item, "pieces", policy_integer(policy, "1", "1_000_000"), "");
    policy_field(policy, item, "released", type_plain(TYPE_DATE), "");
    policy_field(policy, item, "operations",
                 policy_list(policy, policy_operation(policy), false), "");
    policy_field(policy, item, "contains", policy_list(policy, item, false), "");
    return item;
}

static inline const Type *policy_activity(Policy *policy)
{
    static Str values[] = {{"export", 6}, {"reexport", 8}, {"transfer", 8},
                           {"remote_access", 13}};
    static Str titles[] = {{"export", 6}, {"reexport", 8}, {"transfer in the country", 23},
                           {"remote access", 13}};
    Type *type = policy_type(policy, TYPE_ENUM);
    EnumType *words = arena_make(policy->arena, EnumType);
    *words = (EnumType){STR("Activity"), STR("what is done"), values, titles,
                        countof(values)};
    type->enumeration = words;
    return type;
}

static inline void policy_fact(Policy *policy, bool act, const char *name, const Type *type,
                               const char *title)
{
    policy->decls[policy->schema.n++] =
        (FactDecl){.name = str_of(name), .title = str_of(title), .type = type, .act = act};
}

static inline void policy_acts(Policy *policy)
{
    Type *undertaking = policy_record(policy, "Undertaking", "", 2);
    policy_field(policy, undertaking, "signed_by", type_plain(TYPE_TEXT), "");
    policy_field(policy, undertaking, "signed_on", type_plain(TYPE_DATE), "");
    policy_fact(policy, true, "claims", policy_list(policy, type_plain(TYPE_TEXT), false),
                "license exceptions the exporter elects to use");
    policy_fact(policy, true, "certified", type_plain(TYPE_BOOL), "");
    policy_fact(policy, true, "notified_on", type_plain(TYPE_DATE), "");
    policy_fact(policy, true, "undertaking", undertaking, "");
}

static inline const FactSchema *policy_schema(Arena *arena)
{
    Policy *policy = arena_make(arena, Policy);
    policy->arena = arena;
    policy_units(policy);
    const Type *party = policy_party(policy);
    policy_fact(policy, false, "shipped_on", type_plain(TYPE_DATE), "day of export");
    policy_fact(policy, false, "activity", policy_activity(policy), "");
    policy_fact(policy, false, "destination", type_plain(TYPE_COUNTRY), "");
    policy_fact(policy, false, "transit",
                policy_list(policy, type_plain(TYPE_COUNTRY), false), "");
    policy_fact(policy, false, "end_user", party, "");
    policy_fact(policy, false, "parties", policy_list(policy, party, true), "");
    policy_fact(policy, false, "items", policy_list(policy, policy_item(policy), false),
                "complete when given");
    policy_fact(policy, false, "order_value", policy_quantity(policy, "EUR"), "");
    policy_fact(policy, false, "military_use", type_plain(TYPE_BOOL), "");
    policy_fact(policy, false, "remark", policy_optional(policy, type_plain(TYPE_TEXT)),
                "");
    policy_fact(policy, false, "consignees", policy_integer(policy, "1", "99"), "");
    policy_fact(policy, false, "us_content",
                policy_range(policy, policy_type(policy, TYPE_NUM), "0", "1"), "");
    policy_fact(policy, false, "heaviest", policy_quantity(policy, "kg"), "");
    policy_acts(policy);
    policy->schema.decls = policy->decls;
    policy->schema.law_date = 0;
    policy->schema.units = policy->units;
    return &policy->schema;
}

#endif
