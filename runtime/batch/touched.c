// Whether anything that a decision depends on has changed: facts, provisions, rows of tables.
//
// In:  depends_on of its statement. What stands outside can change nothing in finding, gate and
//      reasons (GRAMMAR.md, 4.7), so nothing else is looked at.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/batch/recheck.h"

static Why nothing(void)
{
    return (Why){.kind = WHY_NOTHING};
}

// -- what has changed ---------------------------------------------------------------------

static Str rule_name(Arena *arena, const Json *rule)
{
    Str version = json_text(rule, STR("version"));
    return str_format(arena, "%.*s%s%.*s", STR_ARG(json_text(rule, STR("label"))), version.len > 0 ? " of " : "",
                      STR_ARG(version));
}

void changes_read(PolicyChanges *changes, Arena *arena, const Json *json)
{
    *changes = (PolicyChanges){.vocabulary = json_true(json, STR("vocabulary")),
                               .first_rule = json_first(json, STR("rules"))};
    map_init(&changes->rules, arena);
    map_init(&changes->rows, arena);
    map_init(&changes->tables, arena);
    for (const Json *at = json_first(json, STR("rules")); at != NULL; at = at->next) {
        map_put(&changes->rules, rule_name(arena, at), (void *)(uintptr_t)at);
    }
    for (const Json *at = json_first(json, STR("tables")); at != NULL; at = at->next) {
        map_put(&changes->tables, json_text(at, STR("name")), (void *)(uintptr_t)at);
        for (const Json *row = json_first(at, STR("rows")); row != NULL; row = row->next) {
            map_put(&changes->rows, row->text, (void *)(uintptr_t)row);
        }
    }
    changes->any = changes->vocabulary || changes->rules.n > 0 || changes->tables.n > 0;
}

// -- the policy ---------------------------------------------------------------------------

// Whether the rule lives, or lived, on the day; with the day unknown, it may.
static bool lives(const Json *rule, const Json *day)
{
    bool known = day != NULL && day->kind == JSON_STRING;
    for (const Json *span = json_first(rule, STR("spans")); span != NULL; span = span->next) {
        const Json *from = span->first, *until = span->last;
        bool begun = from->kind != JSON_STRING || !known || str_cmp(from->text, day->text) <= 0;
        bool ended = until->kind == JSON_STRING && known && str_cmp(until->text, day->text) <= 0;
        if (begun && !ended) {
            return true;
        }
    }
    return false;
}

static Why by_rule(Arena *arena, const Json *rule)
{
    Str change = json_text(rule, STR("change"));
    return (Why){WHY_PROVISION, rule_name(arena, rule),
                 str_is(change, "added")     ? STR("is new")
                 : str_is(change, "removed") ? STR("is gone")
                                             : STR("has changed")};
}

static Why touched_by_rules(Arena *arena, const PolicyChanges *changes, const Json *statement)
{
    const Json *day = json_get(json_get(statement, STR("law")), STR("as_of"));
    const Json *depends = json_get(statement, STR("depends_on"));
    for (const Json *at = json_first(depends, STR("provisions")); at != NULL; at = at->next) {
        const Json *rule = map_find(&changes->rules, rule_name(arena, at));
        if (rule != NULL) {
            return by_rule(arena, rule);
        }
    }
    for (const Json *at = changes->first_rule; at != NULL; at = at->next) {
        if (!str_is(json_text(at, STR("change")), "condition") && lives(at, day)) {
            return by_rule(arena, at);
        }
    }
    return nothing();
}

// Keys of a look-up and of a row: alike unless two that are known differ.
static bool alike(const Json *asked, const Json *row)
{
    const Json *b = row->first;
    for (const Json *a = asked->first; a != NULL && b != NULL; a = a->next, b = b->next) {
        bool known = a->kind == JSON_STRING && b->kind == JSON_STRING;
        if (known && !str_eq(a->text, b->text)) {
            return false;
        }
    }
    return true;
}

static bool lookup_touched(const Json *lookup, const Json *table)
{
    const Json *key = json_get(lookup, STR("key"));
    if (json_true(table, STR("whole")) || key == NULL || key->kind != JSON_LIST) {
        return true;
    }
    for (const Json *row = json_first(table, STR("keys")); row != NULL; row = row->next) {
        if (alike(key, row)) {
            return true;
        }
    }
    return false;
}

static Why touched_by_tables(const PolicyChanges *changes, const Json *statement)
{
    const Json *depends = json_get(statement, STR("depends_on"));
    const Json *lookups = json_get(depends, STR("lookups"));
    for (const Json *at = json_first(depends, STR("rows")); at != NULL; at = at->next) {
        if (map_find(&changes->rows, at->text) != NULL) {
            return (Why){.kind = WHY_TABLE, .name = at->text};
        }
    }
    for (const Json *at = lookups != NULL ? lookups->first : NULL; at != NULL; at = at->next) {
        const Json *table = map_find(&changes->tables, json_text(at, STR("table")));
        if (table != NULL && lookup_touched(at, table)) {
            return (Why){.kind = WHY_TABLE, .name = json_text(at, STR("table"))};
        }
    }
    // A statement of before look-ups were written: any change of a table that was read counts.
    const Json *read = json_first(json_get(statement, STR("law")), STR("tables"));
    for (const Json *at = lookups == NULL ? read : NULL; at != NULL; at = at->next) {
        if (map_find(&changes->tables, json_text(at, STR("name"))) != NULL) {
            return (Why){.kind = WHY_TABLE, .name = json_text(at, STR("name"))};
        }
    }
    return nothing();
}

Why touched_by_policy(Arena *arena, const PolicyChanges *changes, const Json *statement)
{
    if (!changes->any) {
        return nothing();
    }
    if (changes->vocabulary) {
        return (Why){.kind = WHY_VOCABULARY};
    }
    Why why = touched_by_rules(arena, changes, statement);
    return why.kind != WHY_NOTHING ? why : touched_by_tables(changes, statement);
}

// -- facts --------------------------------------------------------------------------------

// A list with others that nobody told is written {"list": [...], "complete": false}.
static const Json *list_in(const Json *json)
{
    const Json *list = json_get(json, STR("list"));
    return list != NULL && json_get(json, STR("complete")) != NULL ? list : json;
}

static const Json *child(Arena *arena, const Json *json, Str token)
{
    Str pointer = str_format(arena, "/%.*s", STR_ARG(token));
    return json != NULL ? json_pointer(list_in(json), pointer) : NULL;
}

// {"state": "refused"} and its kin: not known, and why.
static const Json *state_of(const Json *json)
{
    return json != NULL && json->kind == JSON_OBJECT && json->n == 1 ? json_get(json, STR("state")) : NULL;
}

// The value at a pointer of the facts, or of the record around it when that is not known; NULL
// when it was not given.
static const Json *value_at(Arena *arena, const Json *facts, Str pointer)
{
    const Json *at = facts;
    for (size_t i = 0; i < pointer.len && at != NULL && state_of(at) == NULL;) {
        size_t end = ++i;
        while (end < pointer.len && pointer.at[end] != '/') {
            end++;
        }
        at = child(arena, at, str_sub(pointer, i, end));
        i = end;
    }
    return at;
}

// Of records only that they are there: what is read of their fields stands under these.
static bool same_value(const Json *a, const Json *b)
{
    if (a == NULL || b == NULL || a->kind == JSON_NULL || b->kind == JSON_NULL) {
        return (a == NULL || a->kind == JSON_NULL) && (b == NULL || b->kind == JSON_NULL);
    }
    const Json *x = list_in(a), *y = list_in(b);
    if (x->kind != y->kind || (x == a) != (y == b)) {
        return false;
    }
    if (x->kind == JSON_OBJECT) {
        const Json *s = state_of(x), *t = state_of(y);
        return s == NULL || t == NULL ? s == t : str_eq(s->text, t->text);
    }
    if (x->kind != JSON_LIST) {
        return str_eq(x->text, y->text);
    }
    bool same = x->n == y->n;
    for (const Json *p = x->first, *q = y->first; same && p != NULL; p = p->next, q = q->next) {
        same = same_value(p, q);
    }
    return same;
}

// How many elements the lists have, and whether there may be others, counts everywhere: that an
// element is there is said nowhere when nothing of it is read.
static bool same_lists(const Json *a, const Json *b)
{
    const Json *x = a != NULL ? list_in(a) : NULL, *y = b != NULL ? list_in(b) : NULL;
    bool is_list = x != NULL && x->kind == JSON_LIST, was_list = y != NULL && y->kind == JSON_LIST;
    if (is_list || was_list) {
        bool same = is_list && was_list && x->n == y->n && (x == a) == (y == b);
        for (const Json *p = x != NULL ? x->first : NULL, *q = y != NULL ? y->first : NULL; same && p != NULL;
             p = p->next, q = q->next) {
            same = same_lists(p, q);
        }
        return same;
    }
    bool same = true;
    for (const Json *at = x != NULL && x->kind == JSON_OBJECT ? x->first : NULL; at != NULL && same; at = at->next) {
        same = same_lists(at, json_get(y, at->key));
    }
    for (const Json *at = y != NULL && y->kind == JSON_OBJECT ? y->first : NULL; at != NULL && same; at = at->next) {
        same = json_get(x, at->key) != NULL || same_lists(NULL, at);
    }
    return same;
}

Why touched_by_facts(Arena *arena, const Json *statement, const Json *then, const Json *now)
{
    const Json *depends = json_get(statement, STR("depends_on"));
    for (const Json *at = json_first(depends, STR("facts")); at != NULL; at = at->next) {
        if (!same_value(value_at(arena, then, at->text), value_at(arena, now, at->text))) {
            return (Why){.kind = WHY_FACT, .name = at->text};
        }
    }
    for (const Json *at = then->first; at != NULL; at = at->next) {
        if (!same_lists(at, json_get(now, at->key))) {
            return (Why){.kind = WHY_FACT, .name = str_format(arena, "/%.*s", STR_ARG(at->key))};
        }
    }
    for (const Json *at = now->first; at != NULL; at = at->next) {
        if (json_get(then, at->key) == NULL && !same_lists(NULL, at)) {
            return (Why){.kind = WHY_FACT, .name = str_format(arena, "/%.*s", STR_ARG(at->key))};
        }
    }
    return nothing();
}
