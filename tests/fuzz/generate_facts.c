// Whole policies and cases from bytes: the cases, and the changes that the laws speak of.
//
// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/generate.h"

#include <stdlib.h>

// Types by a letter: t text, c country, k kind of activity, e class, d date, b boolean, n number,
// s number from 0 to 1, p number not negative, i whole number, w wob not negative, v wob,
// u money, I item, P party, S stake; '?' behind it: may be none; '*': a closed list; '+': open.
typedef struct Place {
    const char *name, *type;
} Place;

static const Place STAKE[] = {{"owner", "c"}, {"part", "s"}, {"held", "p?"}, {NULL, NULL}};
static const Place PARTY[] = {{"name", "t"}, {"located", "c"}, {"hq", "c?"}, {"share", "s"},
                              {"stakes", "S+"}, {NULL, NULL}};
static const Place ITEM[] = {{"name", "t"}, {"size", "w"}, {"width", "v"}, {"rate", "n"},
                             {"units", "i"}, {"age", "p?"}, {"price", "u"}, {"kind", "k"},
                             {"special", "b"}, {"made", "d"}, {"class", "e"}, {"parts", "I+"},
                             {"marks", "n*"}, {"ports", "c+"}, {NULL, NULL}};
static const Place FACTS[] = {{"ship_date", "d"}, {"items", "I*"}, {"parties", "P+"}, {"end_user", "P"},
                              {"product", "I"}, {"destination", "c"}, {"activity", "k"}, {"total", "p"},
                              {"reach", "v"}, {"value", "u"}, {"urgent", "b"}, {"signed_on", "d?"},
                              {"paid_on", "d"}, {NULL, NULL}};
static const Place ACTS[] = {{"claims", "t*"}, {"purchase", "b"}, {"told_on", "d"}, {NULL, NULL}};

typedef struct Filler {
    Arena *arena;
    Draw *choices;
    unsigned gap; // one place in so many is unknown; 0: none
} Filler;

static Json *value(Filler *f, const char *type, int depth);

static Json *text(Filler *f, const char *const *words, size_t n)
{
    return json_string(f->arena, str_of(words[draw(f->choices, (unsigned)n)]));
}

static Json *with_state(Arena *arena, const char *state)
{
    Json *json = json_object(arena);
    json_set(json, STR("state"), json_string(arena, str_of(state)));
    return json;
}

static Json *unknown(Arena *arena, Draw *choices)
{
    static const char *const STATES[] = {"not_supplied", "refused", "could_not_determine"};
    unsigned n = draw(choices, 2 + countof(STATES));
    return n < 2 ? json_null(arena) : with_state(arena, STATES[n - 2]);
}

static Json *record(Filler *f, const Place *places, int depth)
{
    Json *json = json_object(f->arena);
    for (const Place *at = places; at->name != NULL; at++) {
        Json *inner = value(f, at->type, depth + 1);
        if (inner->kind != JSON_NULL || draw_once_in(f->choices, 2)) {
            json_set(json, str_of(at->name), inner);
        }
    }
    return json;
}

static Json *list(Filler *f, const char *type, bool open, int depth)
{
    static const char *const ONES[] = {"t", "c", "n", "I", "P", "S"};
    const char *element = "t";
    for (size_t i = 0; i < countof(ONES); i++) {
        element = ONES[i][0] == type[0] ? ONES[i] : element;
    }
    Json *members = json_list(f->arena);
    bool deep = depth > 2 || (depth > 1 && type[0] == 'I');
    for (unsigned n = deep ? 0 : draw(f->choices, 4); n > 0; n--) {
        json_push(members, value(f, element, depth + 1));
    }
    if (!open || f->gap == 0 || !draw_once_in(f->choices, f->gap)) {
        return members;
    }
    Json *json = json_object(f->arena);
    json_set(json, STR("list"), members);
    json_set(json, STR("complete"), json_bool(f->arena, false));
    return json;
}

static Json *scalar(Filler *f, char type)
{
    static const char *const TEXTS[] = {"a", "b", "c", "A.", "policy"}, *const KINDS[] = {"export", "reexport", "transfer"};
    static const char *const COUNTRIES[] = {"CN", "HK", "MO", "DE", "AU"};
    static const char *const CLASSES[] = {"3A090.a", "3A090", "3A090.a.1", "3A090.b", "4A090.a",
                                          "5A992.c", "0A919"};
    static const char *const NUMBERS[] = {"1", "0", "2", "3", "5", "10", "1/2", "2.5", "100", "-1"};
    static const char *const SHARES[] = {"1/2", "0", "1", "0.25"};
    static const char *const WOBS[] = {"1 wob", "0 wob", "2 kwob", "5 wob", "10 wob", "1/2 wob", "-3 wob"};
    static const char *const PRICES[] = {"1 USD", "0 USD", "5 USD", "1000 USD"};
    switch (type) {
    case 't': return text(f, TEXTS, countof(TEXTS));
    case 'c': return text(f, COUNTRIES, countof(COUNTRIES));
    case 'k': return text(f, KINDS, countof(KINDS));
    case 'e': return text(f, CLASSES, countof(CLASSES));
    case 'd': return json_string(f->arena, str_of(generate_day(f->choices)));
    case 'b': return json_bool(f->arena, draw_once_in(f->choices, 2));
    case 'n': return text(f, NUMBERS, countof(NUMBERS));
    case 'p': return text(f, NUMBERS, countof(NUMBERS) - 1);
    case 'i': return json_number(f->arena, str_of(NUMBERS[draw(f->choices, 6)]));
    case 's': return text(f, SHARES, countof(SHARES));
    case 'w': return text(f, WOBS, countof(WOBS) - 1);
    case 'v': return text(f, WOBS, countof(WOBS));
    default: return text(f, PRICES, countof(PRICES));
    }
}

static Json *value(Filler *f, const char *type, int depth)
{
    if (f->gap > 0 && draw_once_in(f->choices, f->gap)) {
        return unknown(f->arena, f->choices);
    }
    switch (type[1]) {
    case '*': return list(f, type, false, depth);
    case '+': return list(f, type, true, depth);
    case '?':
        if (draw_once_in(f->choices, 3)) {
            return with_state(f->arena, "none");
        }
    }
    switch (type[0]) {
    case 'I': return record(f, ITEM, depth);
    case 'P': return record(f, PARTY, depth);
    case 'S': return record(f, STAKE, depth);
    default: return scalar(f, type[0]);
    }
}

Json *generate_facts(Arena *arena, Draw *choices)
{
    static const unsigned GAPS[] = {0, 12, 6, 3, 0};
    Filler filler = {arena, choices, GAPS[draw(choices, countof(GAPS))]};
    Json *facts = record(&filler, FACTS, 0);
    filler.gap = 0;
    for (const Place *act = ACTS; act->name != NULL; act++) {
        if (!draw_once_in(choices, 3)) {
            json_set(facts, str_of(act->name), value(&filler, act->type, 1));
        }
    }
    return facts;
}

// -- changes ----------------------------------------------------------------------------

static const char *const ACT_NAMES[] = {"claims", "purchase", "told_on", NULL};
static const char *const OPEN_NAMES[] = {"parties", "stakes", "parts", "ports", NULL};
const Names generated_names = {ACT_NAMES, OPEN_NAMES};

static bool is_among(const char *const *names, Str name)
{
    while (*names != NULL && !str_is(name, *names)) {
        names++;
    }
    return *names != NULL;
}

static const Json *state_of(const Json *json)
{
    return json->kind == JSON_OBJECT ? json_get(json, STR("state")) : NULL;
}

static bool is_known(const Json *json)
{
    const Json *state = state_of(json);
    return json->kind != JSON_NULL && (state == NULL || str_is(state->text, "none"));
}

// The members of a list given plainly or as {"list": ..., "complete": ...}.
static Json *members_of(Json *json)
{
    Json *inner = json->kind == JSON_OBJECT ? json_get(json, STR("list")) : NULL;
    return json->kind == JSON_LIST ? json : inner != NULL && inner->kind == JSON_LIST ? inner : NULL;
}

typedef struct Found {
    VEC(Json *) places;
} Found;

// Every known place below, acts left out.
static void find(Arena *arena, const Names *names, Json *json, Found *found)
{
    if (!is_known(json) || state_of(json) != NULL) {
        return;
    }
    Json *members = members_of(json);
    Json *holder = members != NULL ? members : json;
    for (Json *at = holder->first; at != NULL; at = at->next) {
        if (at->key.len == 0 || !is_among(names->acts, at->key)) {
            if (is_known(at)) {
                vec_push(arena, &found->places, at);
            }
            find(arena, names, at, found);
        }
    }
}

static void replace(Json *place, const Json *by)
{
    Json *next = place->next;
    Str key = place->key;
    *place = *by;
    place->next = next;
    place->key = key;
}

static void drop_last(Json *members)
{
    Json *before = NULL;
    for (Json *at = members->first; at != members->last; at = at->next) {
        before = at;
    }
    members->last = before;
    members->n--;
    if (before == NULL) {
        members->first = NULL;
    } else {
        before->next = NULL;
    }
}

bool given_forget(Arena *arena, Draw *choices, const Names *names, Json *facts)
{
    Found found = {0};
    find(arena, names, facts, &found);
    if (found.places.n == 0) {
        return false;
    }
    unsigned high = draw(choices, 256);
    Json *place = found.places.items[(high * 256 + draw(choices, 256)) % found.places.n];
    Json *members = members_of(place);
    if (members == NULL || !is_among(names->open, place->key) || members->n == 0 || draw_once_in(choices, 4)) {
        replace(place, unknown(arena, choices));
        return true;
    }
    Json *open = json_object(arena), *less = json_list(arena);
    drop_last(members);
    *less = *members;
    less->next = NULL;
    json_set(open, STR("list"), less);
    json_set(open, STR("complete"), json_bool(arena, false));
    replace(place, open);
    return true;
}

bool given_withdraw(Arena *arena, Draw *choices, const Names *names, Json *facts)
{
    enum { ACTS_MOST = 64 };
    Json *done[ACTS_MOST];
    unsigned n = 0;
    for (Json *given = facts->first; given != NULL && n < ACTS_MOST; given = given->next) {
        if (is_among(names->acts, given->key) && given->kind != JSON_NULL &&
            given->kind != JSON_FALSE && !(given->kind == JSON_LIST && given->n == 0)) {
            done[n++] = given;
        }
    }
    if (n == 0) {
        return false;
    }
    Json *act = done[draw(choices, n)];
    if (act->kind == JSON_LIST && draw_once_in(choices, 2)) {
        drop_last(act);
    } else {
        replace(act, json_null(arena));
    }
    return true;
}

static void complete_record(Filler *f, const Place *places, Json *record, int depth);

static void complete_place(Filler *f, const char *type, Json *place, int depth)
{
    if (!is_known(place)) {
        replace(place, value(f, type, depth));
        return;
    }
    if (state_of(place) != NULL) {
        return; // none
    }
    char element[2] = {type[0], 0};
    Json *members = members_of(place);
    if (members != NULL) {
        bool open = place->kind == JSON_OBJECT;
        for (Json *at = members->first; at != NULL; at = at->next) {
            complete_place(f, element, at, depth + 1);
        }
        while (open && draw_once_in(f->choices, 2)) {
            json_push(members, value(f, element, depth + 1));
        }
        if (open) {
            replace(place, members);
        }
        return;
    }
    const Place *places = type[0] == 'I' ? ITEM : type[0] == 'P' ? PARTY : type[0] == 'S' ? STAKE : NULL;
    if (places != NULL && place->kind == JSON_OBJECT) {
        complete_record(f, places, place, depth);
    }
}

static void complete_record(Filler *f, const Place *places, Json *record, int depth)
{
    for (const Place *at = places; at->name != NULL; at++) {
        Json *given = json_get(record, str_of(at->name));
        if (given == NULL) {
            json_set(record, str_of(at->name), value(f, at->type, depth + 1));
        } else {
            complete_place(f, at->type, given, depth + 1);
        }
    }
}

void given_complete(Arena *arena, Draw *choices, Json *facts)
{
    Filler filler = {arena, choices, 0};
    complete_record(&filler, FACTS, facts, 0);
}

void given_shuffle(Draw *choices, Json *json)
{
    Json *members[64], *list = json->first;
    size_t n = 0;
    for (Json *at = list; at != NULL; at = at->next) {
        given_shuffle(choices, at);
    }
    if (json->kind != JSON_OBJECT || json->n > countof(members)) {
        return;
    }
    for (Json *at = list; at != NULL; at = at->next) {
        size_t to = draw(choices, (unsigned)n + 1);
        members[n++] = at;
        members[n - 1] = members[to];
        members[to] = at;
    }
    json->first = NULL;
    json->last = NULL;
    json->n = 0;
    for (size_t i = 0; i < n; i++) {
        members[i]->next = NULL;
        json_set(json, members[i]->key, members[i]);
    }
}

Json *given_copy(Arena *arena, const Json *json)
{
    Json *copy = arena_make(arena, Json);
    *copy = *json;
    copy->first = copy->last = copy->next = NULL;
    copy->n = 0;
    for (const Json *at = json->first; at != NULL; at = at->next) {
        Json *inner = given_copy(arena, at);
        if (json->kind == JSON_OBJECT) {
            json_set(copy, at->key, inner);
        } else {
            json_push(copy, inner);
        }
    }
    return copy;
}
