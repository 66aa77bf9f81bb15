// Facts and table rows as partial values.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/eval/again.h"

static Value new_list(Vm *vm, const Fact *fact)
{
    Element *items = arena_array(vm->arena, Element, fact->n + 1);
    bool known = fact->state == FACT_KNOWN;
    size_t n = known ? fact->n : 0;
    for (size_t i = 0; i < n; i++)
        items[i] = (Element){value_of_fact(vm, fact->kids[i]), TRI_T, NULL};
    bool open = !known || fact->open;
    bool has_path = fact->parent || !str_is(fact->key, "constant"); // a literal list has no place to ask about
    const Causes *why = open && has_path ? causes_one(vm, (Cause){.kind = CAUSE_OPEN_LIST, .fact = fact}) : NULL;
    return value_list(vm, items, n, open, why);
}

// A list that was asked for, under the place of its fact.
typedef struct KeptList {
    const Fact *fact;
    Value value;
} KeptList;

// Each list is made once: constants and facts are asked for by many provisions.
static Value of_list(Vm *vm, const Fact *fact)
{
    Str place = {(const char *)&fact, sizeof fact};
    if (!vm->lists.arena)
        map_init(&vm->lists, vm->arena);
    KeptList *kept = map_find(&vm->lists, place);
    if (!kept) {
        kept = arena_make(vm->arena, KeptList);
        *kept = (KeptList){fact, new_list(vm, fact)};
        map_put(&vm->lists, (Str){(const char *)&kept->fact, sizeof kept->fact}, kept);
    }
    return kept->value;
}

static Value of_unknown(Vm *vm, const Fact *fact)
{
    const Type *type = fact->type;
    const Causes *why = causes_one(vm, (Cause){.kind = CAUSE_FACT, .fact = fact});
    if (type->optional)
        return value_top(why);
    if (type->kind == TYPE_BOOL)
        return value_bool(TRI_U, why);
    if (type->kind != TYPE_NUM && type->kind != TYPE_DATE)
        return value_top(why);
    Value value = {.kind = VALUE_NUM, .causes = why, .as.num = {RAT_NEG_INF, RAT_POS_INF}};
    if (type->kind == TYPE_NUM) {
        value.as.num.lo = type->low;
        value.as.num.hi = type->high;
        if (rat_eq(type->low, type->high))
            value.causes = NULL;
    }
    return value;
}

Value value_of_fact(Vm *vm, const Fact *fact)
{
    const Type *type = fact->type;
    if (fact->state == FACT_NONE)
        return (Value){.kind = VALUE_NONE};
    if (type->kind == TYPE_RECORD && !(fact_is_unknown(fact) && type->optional))
        return (Value){.kind = VALUE_RECORD, .as.record = fact};
    if (type->kind == TYPE_LIST && !(fact_is_unknown(fact) && type->optional))
        return of_list(vm, fact);
    if (fact_is_unknown(fact))
        return of_unknown(vm, fact);
    if (type->kind == TYPE_BOOL)
        return value_bool(fact->truth ? TRI_T : TRI_F, NULL);
    if (type->kind == TYPE_NUM || type->kind == TYPE_DATE)
        return value_number(fact->number);
    return (Value){.kind = VALUE_WORD, .as.word = fact->text};
}

Value value_of_field(Vm *vm, const Value *record, const Expr *expr)
{
    if (record->kind == VALUE_NONE)
        return *record;
    if (record->kind != VALUE_RECORD)
        return value_top(record->causes);
    return value_of_fact(vm, fact_field(vm->facts->arena, record->as.record, expr->index));
}

static bool row_is_live(const Vm *vm, const CoreRow *row)
{
    return row->from <= vm->day && vm->day < row->until;
}

// Looking ahead: only rows that were asked for can change the answer by their days.
static void note_days(Vm *vm, const CoreRow *row)
{
    Day *next = &vm->work->next_row_day;
    *next = row->from > vm->day && row->from < *next ? row->from : *next;
    *next = row->until > vm->day && row->until < *next ? row->until : *next;
    again_row(vm, row->from, row->until);
}

// The day is past the last that the table is known for.
static bool is_open(Vm *vm, uint32_t table)
{
    Day last = vm->core->tables[table].complete_through;
    bool open = vm->day > last;
    again_days(vm, open ? last + 1 : DAY_MIN, open || last == DAY_MAX ? DAY_MAX + 1 : last + 1);
    return open;
}

static const Causes *why_open(Vm *vm, uint32_t table)
{
    return causes_one(vm, (Cause){.kind = CAUSE_TABLE, .table = table});
}

// Rows as a list that is known as far as the table is.
static Value list_of_rows(Vm *vm, Element *rows, size_t n, uint32_t table)
{
    bool open = is_open(vm, table);
    return value_list(vm, rows, n, open, open ? why_open(vm, table) : NULL);
}

static Value of_row(const CoreRow *row)
{
    return (Value){.kind = VALUE_RECORD, .as.record = row->record};
}

static const CoreRow *row_in_file(Vm *vm, uint32_t table, uint32_t index)
{
    Str name = str_format(vm->arena, "%u/%u", table, index);
    if (!vm->made.arena)
        map_init(&vm->made, vm->arena);
    CoreRow *row = map_find(&vm->made, name);
    if (!row) {
        row = arena_make(vm->arena, CoreRow);
        *row = core_row(vm->arena, &vm->core->tables[table], index);
        map_put(&vm->made, name, row);
    }
    return row;
}

Value value_of_rows(Vm *vm, uint32_t index)
{
    const CoreTable *table = &vm->core->tables[index];
    Element *items = arena_array(vm->arena, Element, table->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < table->n; i++) {
        const CoreRow *row = table->rows ? &table->rows[i] : row_in_file(vm, index, (uint32_t)i);
        note_days(vm, row);
        if (row_is_live(vm, row))
            items[n++] = (Element){of_row(row), TRI_T, NULL};
    }
    return list_of_rows(vm, items, n, index);
}

// Whether the row's key columns equal the keys: the conjunction of the equalities.
static Value row_matches(Vm *vm, const CoreTable *table, const CoreRow *row, const Entry *keys)
{
    Value all = value_bool(TRI_T, NULL);
    size_t k = 0;
    for (size_t column = 0; column < row->record->n; column++) {
        if (!table->key[column])
            continue;
        Value cell = value_of_fact(vm, row->record->kids[column]);
        Entry both[2] = {{all, 0}, {op_equal(vm, &cell, &keys[k++].value), 0}};
        all = op_all(vm, both, 2);
    }
    return all;
}

// The rows that may have the keys: those in the order of the keys when the keys are words.
typedef struct Candidates {
    const uint32_t *rows; // NULL: all rows, as written
    size_t n;
} Candidates;

static Candidates candidates(Vm *vm, const CoreTable *table, const Expr *expr, const Entry *keys)
{
    Candidates all = {NULL, table->n};
    Str *words = table->by_key ? arena_array(vm->arena, Str, expr->n + 1) : NULL;
    for (uint32_t i = 0; words && i < expr->n; i++) {
        if (keys[i].value.kind != VALUE_WORD)
            return all;
        words[i] = keys[i].value.as.word;
    }
    size_t first = 0, n = words ? core_rows_of(table, words, &first) : 0;
    return words ? (Candidates){table->by_key + first, n} : all;
}

static const CoreRow *candidate(const CoreTable *table, const Candidates *among, size_t i)
{
    return &table->rows[among->rows ? among->rows[i] : i];
}

static Value missed(Vm *vm, const Expr *expr)
{
    return is_open(vm, expr->index) ? value_top(why_open(vm, expr->index)) : (Value){.kind = VALUE_NONE};
}

static Value lookup_unique(Vm *vm, const Expr *expr, const Entry *keys)
{
    const CoreTable *table = &vm->core->tables[expr->index];
    const Causes *causes = NULL;
    bool exact = true;
    for (uint32_t i = 0; i < expr->n; i++) {
        if (!value_is_exact(&keys[i].value)) {
            exact = false;
            causes = causes_join(vm, causes, keys[i].value.causes);
        }
    }
    if (!exact)
        return value_top(causes);
    if (table->sorted) {
        bool word = keys[0].value.kind == VALUE_WORD;
        size_t found = word ? core_sorted_row(table, keys[0].value.as.word) : table->n;
        return found < table->n ? of_row(row_in_file(vm, expr->index, (uint32_t)found)) : missed(vm, expr);
    }
    Candidates among = candidates(vm, table, expr, keys);
    const CoreRow *found = NULL;
    for (size_t i = 0; i < among.n; i++) {
        const CoreRow *row = candidate(table, &among, i);
        if (row_matches(vm, table, row, keys).tri != TRI_T)
            continue;
        note_days(vm, row);
        if (!found && row_is_live(vm, row))
            found = row;
    }
    return found ? of_row(found) : missed(vm, expr);
}

Value value_lookup(Vm *vm, const Expr *expr, const Entry *keys)
{
    const CoreTable *table = &vm->core->tables[expr->index];
    for (uint32_t i = 0; i < expr->n; i++)
        note_unfollowed(vm, &keys[i].value);
    if (table->hit == HIT_UNIQUE)
        return lookup_unique(vm, expr, keys);
    Candidates among = candidates(vm, table, expr, keys);
    Element *items = arena_array(vm->arena, Element, among.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < among.n; i++) {
        const CoreRow *row = candidate(table, &among, i);
        Value match = row_matches(vm, table, row, keys);
        if (match.tri == TRI_F)
            continue;
        note_days(vm, row);
        if (row_is_live(vm, row))
            items[n++] = (Element){of_row(row), (Tri)match.tri, match.causes};
    }
    return list_of_rows(vm, items, n, expr->index);
}

Fact *fact_of_value(Vm *vm, const Type *type, const Value *value)
{
    Fact *fact = fact_new(vm->arena, type);
    fact->state = FACT_KNOWN;
    switch ((ValueKind)value->kind) {
    case VALUE_BOOL:
        fact->truth = value->tri == TRI_T;
        break;
    case VALUE_NUM:
        fact->number = value->as.num.lo;
        break;
    case VALUE_WORD:
        fact->text = value->as.word;
        break;
    case VALUE_NONE:
        fact->state = FACT_NONE;
        break;
    case VALUE_RECORD: case VALUE_LIST: case VALUE_TOP:
        break;
    }
    return fact;
}
