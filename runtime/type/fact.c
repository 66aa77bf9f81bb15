// Facts as a tree of places: made when asked for, copied, overlaid, found by path, expired.
//
// In:  the declarations of a policy; fact_read.c and fact_set.c fill the places.
// Out: places with their states, for the evaluation.
// Everything lives in the arena given. A record that is unknown or none holds no given
// field: whoever gives a field makes the records around it known first.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/type/fact_inner.h"

static const char *const STATE_NAMES[] = {
    [FACT_KNOWN] = "known",
    [FACT_NONE] = "none",
    [FACT_NOT_SUPPLIED] = "not_supplied",
    [FACT_REFUSED] = "refused",
    [FACT_COULD_NOT_DETERMINE] = "could_not_determine",
    [FACT_STALE] = "stale",
};

const char *fact_state_name(FactState state)
{
    return STATE_NAMES[state];
}

bool fact_is_unknown(const Fact *fact)
{
    return fact->state >= FACT_NOT_SUPPLIED;
}

Fact *fact_new(Arena *arena, const Type *type)
{
    Fact *fact = arena_make(arena, Fact);
    fact->type = type;
    fact->state = FACT_NOT_SUPPLIED;
    fact->number = RAT_ZERO;
    if (type->kind == TYPE_RECORD) {
        fact->n = type->record->n;
        fact->kids = arena_array(arena, Fact *, fact->n + 1);
    }
    return fact;
}

// No Fact is a constant object: const only says that no given value changes, and a place
// made on demand changes none.
static Fact *without_const(const Fact *fact)
{
    return (Fact *)(uintptr_t)fact;
}

Fact *fact_field(Arena *arena, const Fact *record, size_t field)
{
    Fact *kid = record->kids[field];
    if (kid == NULL) {
        const Field *declared = &record->type->record->fields[field];
        kid = fact_new(arena, declared->type);
        kid->state = record->state == FACT_KNOWN ? FACT_NOT_SUPPLIED : record->state;
        kid->parent = without_const(record);
        kid->key = declared->name;
        kid->index = field;
        record->kids[field] = kid;
    }
    return kid;
}

void fact_make_blank(Fact *fact, bool act)
{
    fact->state = FACT_NOT_SUPPLIED;
    if (act) {
        bool has_value = fact->type->kind == TYPE_BOOL || fact->type->kind == TYPE_LIST;
        fact->state = has_value ? FACT_KNOWN : FACT_NONE;
    }
    fact->truth = false;
    fact->open = false;
}

static void forget_kids(Fact *place)
{
    if (place->type->kind == TYPE_RECORD) {
        for (size_t i = 0; i < place->n; i++) {
            place->kids[i] = NULL;
        }
    } else {
        place->kids = NULL;
        place->n = 0;
    }
}

// Who vouches longer for a record that several sources give.
static const Pack *longer(const Pack *a, const Pack *b)
{
    if (a == NULL || b == NULL) {
        return NULL;
    }
    return a->until >= b->until ? a : b;
}

void fact_make_known(const FactReader *reader, Fact *place)
{
    if (place->state == FACT_KNOWN && place->type->kind == TYPE_RECORD) {
        place->pack = longer(place->pack, reader->pack);
        return;
    }
    forget_kids(place);
    place->state = FACT_KNOWN;
    place->pack = reader->pack;
}

void fact_make_unknown(const FactReader *reader, Fact *place, FactState state)
{
    forget_kids(place);
    place->state = state;
    place->open = false;
    place->truth = false;
    place->pack = reader->pack;
}

void fact_set_elements(Fact *list, Fact **kids, size_t n, bool open)
{
    list->kids = kids;
    list->n = n;
    list->open = open;
    for (size_t i = 0; i < n; i++) {
        kids[i]->parent = list;
        kids[i]->index = i;
    }
}

// Whether a record of this type is already being made around the place: its own places
// then are cut, or they would never end.
static bool is_within_itself(const Fact *place)
{
    for (const Fact *up = place->parent; up != NULL; up = up->parent) {
        if (up->type->kind == TYPE_RECORD && up->type->record == place->type->record) {
            return true;
        }
    }
    return false;
}

static void make_places(Arena *arena, const Fact *place)
{
    if (place->type->kind == TYPE_RECORD && !is_within_itself(place)) {
        for (size_t i = 0; i < place->n; i++) {
            make_places(arena, fact_field(arena, place, i));
        }
    }
}

void fact_complete(Arena *arena, Fact *fact)
{
    for (size_t i = 0; i < fact->n; i++) {
        if (fact->kids[i] != NULL) {
            fact_complete(arena, fact->kids[i]);
        } else if (fact->state == FACT_KNOWN || !is_within_itself(fact)) {
            make_places(arena, fact_field(arena, fact, i));
        }
    }
}

// The source may live in a longer-lived arena: no place is made in it.
static void copy_into(Arena *arena, const Fact *fact, Fact *to)
{
    to->state = fact->state;
    to->truth = fact->truth;
    to->open = fact->open;
    to->number = rat_copy(arena, fact->number);
    to->text = fact->text.len == 0 ? STR_NONE : str_copy(arena, fact->text);
    to->pack = fact->pack;
    to->unverified = fact->unverified;
    to->origin = fact->origin;
    to->n = fact->n;
    to->kids = fact->n == 0 ? NULL : arena_array(arena, Fact *, fact->n);
    for (size_t i = 0; i < fact->n; i++) {
        const Fact *kid = fact->kids[i];
        if (kid != NULL) {
            to->kids[i] = fact_copy(arena, kid, to, kid->key, i);
        } else if (fact->state == FACT_KNOWN || !is_within_itself(to)) {
            make_places(arena, fact_field(arena, to, i));
        }
    }
}

Fact *fact_copy(Arena *arena, const Fact *fact, Fact *parent, Str key, size_t index)
{
    Fact *copy = arena_make(arena, Fact);
    copy->type = fact->type;
    copy->parent = parent;
    copy->key = key;
    copy->index = index;
    copy_into(arena, fact, copy);
    return copy;
}

static void append(Arena *arena, Fact *list, Fact *element)
{
    Fact **kids = arena_array(arena, Fact *, list->n + 1);
    for (size_t i = 0; i < list->n; i++) {
        kids[i] = list->kids[i];
    }
    kids[list->n++] = element;
    list->kids = kids;
}

void fact_open_way(const FactReader *reader, Fact *place)
{
    Fact *up = place->parent;
    if (up == NULL) {
        return;
    }
    fact_open_way(reader, up);
    if (up->type->kind == TYPE_RECORD) {
        fact_make_known(reader, up);
    } else if (up->state != FACT_KNOWN) {
        fact_make_known(reader, up);
        up->open = up->type->open && !reader->act;
    }
    if (place->index == up->n && up->type->kind == TYPE_LIST) {
        append(reader->arena, up, place);
    }
    // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): append made room
    up->kids[place->index] = place;
}

void fact_replace(Arena *arena, Fact *place, const Fact *value)
{
    FactReader nobody = {.arena = arena};
    fact_open_way(&nobody, place);
    if (place->type->kind == value->type->kind) {
        copy_into(arena, value, place);
    } else { // the literals none and unknown have types of their own
        fact_make_unknown(&nobody, place, value->state);
    }
}

Facts *facts_new(Arena *arena, const FactSchema *schema)
{
    Facts *facts = arena_make(arena, Facts);
    facts->arena = arena;
    facts->schema = schema;
    facts->top = arena_array(arena, Fact *, schema->n + 1);
    for (size_t i = 0; i < schema->n; i++) {
        Fact *fact = fact_new(arena, schema->decls[i].type);
        fact->key = schema->decls[i].name;
        fact->index = i;
        fact_make_blank(fact, schema->decls[i].act);
        facts->top[i] = fact;
    }
    return facts;
}

// Whether anything given remains in the place. Fields of other sources keep a record alive.
static bool expire(Fact *fact, Day day)
{
    bool ended = fact->pack != NULL && fact->pack->until < day;
    bool remains = false;
    for (size_t i = 0; i < fact->n; i++) {
        if (fact->kids[i] != NULL && expire(fact->kids[i], day)) {
            remains = true;
        }
    }
    if (ended && !(remains && fact->type->kind == TYPE_RECORD)) {
        FactReader same = {.pack = fact->pack};
        fact_make_unknown(&same, fact, FACT_STALE);
    }
    return fact->state == FACT_KNOWN || fact->state == FACT_NONE;
}

void facts_expire(Facts *facts, Day day)
{
    for (size_t i = 0; i < facts->schema->n && facts->packs.n > 0; i++) {
        Fact *fact = facts->top[i];
        expire(fact, day);
        if (fact->state == FACT_STALE && facts->schema->decls[i].act) {
            fact_make_blank(fact, true); // an act nobody vouches for is not done
        }
    }
}
