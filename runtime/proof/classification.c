// Classification: what classifying rules say of items, on one day or by periods of the law.
//
// In:  facts with the list of items. Out: one JSON value (GRAMMAR.md, section 5.1). Days
//      between which the answer stays the same become one period.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/classification.h"

#include "runtime/proof/inner.h"

// A run of eras with one answer for one item.
typedef struct Period {
    Day from, until;
    Json *answer;
    Str printed;
} Period;

typedef struct Item {
    Str id, name, asserted;
    VEC(Period) periods;
} Item;

typedef struct Classifying {
    Arena *arena;
    const StatementInput *input;
    VEC(Item) items;
    bool limit;
} Classifying;

static bool classifies(const CoreRule *rule)
{
    return rule->effect == EFFECT_CLASSIFIES && rule->subject_list != UINT32_MAX;
}

static uint32_t list_index(const Core *core)
{
    for (size_t i = 0; i < core->n_rules; i++) {
        if (classifies(&core->rules[i])) {
            return core->rules[i].subject_list;
        }
    }
    return UINT32_MAX;
}

Str classification_list(const Core *core)
{
    uint32_t list = list_index(core);
    return list == UINT32_MAX ? STR_NONE : core->subject_lists[list].path;
}

// "classified", "cannot_say" when something may still classify it, or "outside".
static const char *result_of(size_t sure, size_t possible)
{
    return sure > 0 ? "classified" : possible > 0 ? "cannot_say" : "outside";
}

static void copy_list(Arena *arena, Json *out, const char *key, const Json *from)
{
    Json *list = put_list(arena, out, key);
    for (const Json *at = from->first; at != NULL; at = at->next) {
        push_text(arena, list, at->text);
    }
}

static Json *answer_of(Making *m, const Line *line)
{
    Json *all = json_object(m->arena), *out = json_object(m->arena);
    line_put_classes(m, line, all);
    const Json *sure = json_get(all, STR("sure")), *possible = json_get(all, STR("possible"));
    const Json *asserted = json_get(all, STR("asserted"));
    put_plain(m->arena, out, "result", str_of(result_of(sure->n, possible->n)));
    copy_list(m->arena, out, "sure", sure);
    copy_list(m->arena, out, "possible", possible);
    if (asserted->kind == JSON_STRING) {
        JsonKind agrees = json_get(all, STR("agrees"))->kind;
        put_plain(m->arena, out, "stated", agrees == JSON_TRUE    ? STR("agrees")
                                           : agrees == JSON_FALSE ? STR("differs")
                                                                  : STR("cannot_say"));
    } else {
        put_null(m->arena, out, "stated");
    }
    margins_put(m, line, out);
    missing_put_classes(m, line, out);
    return out;
}

// The facts as they are attested on the day: those of packs that have ended are stale.
static const Facts *facts_on(Classifying *work, Day day)
{
    const Facts *given = work->input->facts;
    for (size_t i = 0; i < given->packs.n; i++) {
        if (given->packs.items[i]->until < day) {
            Facts *facts = facts_copy(work->arena, given);
            facts_expire(facts, day);
            return facts;
        }
    }
    return given;
}

static Making making_on(Classifying *work, bool dated, Day day)
{
    EvalOptions options = work->input->options;
    options.trace = true;
    options.classes_only = true;
    if (dated) {
        options.has_date = true;
        options.date = day;
        options.move_law_date = true;
    }
    Making m = {.of_period = dated, .arena = work->arena, .input = work->input, .core = work->input->core,
                .facts = dated ? facts_on(work, day) : work->input->facts};
    m.eval = evaluate(work->arena, m.core, m.facts, &options);
    m.seen = arena_array(work->arena, uint32_t, m.core->n_exprs + 1);
    map_init(&m.texts, work->arena);
    return m;
}

static Item *item_of(Classifying *work, Making *m, const Line *line)
{
    for (size_t i = 0; i < work->items.n; i++) {
        if (str_eq(work->items.items[i].id, line->id)) {
            return &work->items.items[i];
        }
    }
    Json *classes = json_object(work->arena);
    line_put_classes(m, line, classes);
    const Json *asserted = json_get(classes, STR("asserted"));
    Item item = {.id = line->id, .name = line_name(line->subject),
                 .asserted = asserted->kind == JSON_STRING ? asserted->text : STR_NONE};
    vec_push(work->arena, &work->items, item);
    return &work->items.items[work->items.n - 1];
}

static void add_period(Classifying *work, Item *item, Day from, Day until, Json *answer)
{
    Buf printed;
    buf_init(&printed, work->arena);
    json_print(&printed, answer);
    Period *last = item->periods.n > 0 ? &item->periods.items[item->periods.n - 1] : NULL;
    if (last != NULL && str_eq(last->printed, buf_done(&printed))) {
        last->until = until;
        return;
    }
    Period period = {from, until, answer, buf_done(&printed)};
    // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): vec_push makes room
    vec_push(work->arena, &item->periods, period);
}

// The first day after `from`, before `until`, on which rows that were asked for, comparisons
// or attestations change; or `until`.
static Day next_change(Classifying *work, const Evaluation *seen, Day from, Day until)
{
    const Facts *facts = work->input->facts;
    for (size_t i = 0; i < facts->packs.n; i++) {
        Day end = facts->packs.items[i]->until;
        until = end >= from && end < until - 1 ? end + 1 : until;
    }
    return evaluation_next_row(seen, until);
}

// What the rules of all regimes say of an item; NULL when a line of it has been looked at.
static const Line *item_line(Making *m, uint32_t list, size_t index)
{
    const Line *first = &m->eval->lines[index];
    if (first->subject == NULL || first->subject_list != list) {
        return NULL;
    }
    if (m->eval->n_regimes == 1) {
        return first;
    }
    Line *all = arena_make(m->arena, Line);
    *all = *first;
    all->regime = NULL;
    all->rules = arena_array(m->arena, RuleState, m->core->n_rules + 1);
    memcpy(all->rules, first->rules, m->core->n_rules * sizeof *all->rules);
    for (size_t i = 0; i < m->eval->n_lines; i++) {
        const Line *line = &m->eval->lines[i];
        if (i == index || line->subject != first->subject) {
            continue;
        }
        if (i < index) {
            return NULL;
        }
        for (size_t r = 0; r < m->core->n_rules; r++) {
            all->rules[r] = all->rules[r].dead ? line->rules[r] : all->rules[r];
        }
    }
    return all;
}

// An item that is not there on these days: what told of it has ended.
static Json *answer_of_none(Classifying *work, const Item *item)
{
    Arena *arena = work->arena;
    Json *out = json_object(arena);
    size_t end = item->id.len;
    while (end > 0 && item->id.at[end - 1] != '/') {
        end--;
    }
    put_plain(arena, out, "result", STR("cannot_say"));
    put_list(arena, out, "sure");
    put_list(arena, out, "possible");
    put_text(arena, out, "stated", item->asserted.len > 0 ? STR("cannot_say") : STR_NONE);
    put_list(arena, out, "margins");
    Json *missing = push_object(arena, put_list(arena, out, "missing"));
    put_plain(arena, missing, "fact", str_sub(item->id, 0, end - 1));
    put_plain(arena, missing, "state", STR("stale"));
    put_plain(arena, missing, "ask", STR(""));
    put_null(arena, missing, "unit");
    put_list(arena, missing, "for");
    return out;
}

// One evaluation, for the days before `until`, past DAY_MAX when they do not end; gives the
// day up to which it serves.
static Day add_day(Classifying *work, bool dated, Day from, Day until)
{
    uint32_t list = list_index(work->input->core);
    Making m = making_on(work, dated, from);
    until = dated ? next_change(work, m.eval, from, until) : until;
    work->limit = work->limit || m.eval->status != EVAL_OK;
    for (size_t i = 0; !work->limit && i < m.eval->n_lines; i++) {
        const Line *line = item_line(&m, list, i);
        if (line != NULL) {
            add_period(work, item_of(work, &m, line), from, until, answer_of(&m, line));
        }
    }
    for (size_t i = 0; dated && !work->limit && i < work->items.n; i++) {
        Item *item = &work->items.items[i];
        if (item->periods.items[item->periods.n - 1].until < until) {
            add_period(work, item, from, until, answer_of_none(work, item));
        }
    }
    return until;
}

static void add_periods(Classifying *work)
{
    const Core *core = work->input->core;
    for (size_t i = 0; i < core->breaks.n && !work->limit; i++) {
        Day until = i + 1 < core->breaks.n ? core->breaks.days[i + 1] : DAY_MAX + 1;
        for (Day day = core->breaks.days[i]; day < until && !work->limit;) {
            day = add_day(work, true, day, until);
        }
    }
}

static void put_period(Arena *arena, const Period *period, bool periods, Json *list)
{
    Json *out = push_object(arena, list);
    if (periods) {
        put_day(arena, out, "from", period->from);
        put_day(arena, out, "through", period->until > DAY_MAX ? DAY_MIN : period->until - 1);
    }
    for (Json *at = period->answer->first, *next; at != NULL; at = next) {
        next = at->next;
        at->next = NULL;
        json_set(out, at->key, at);
    }
}

static void put_law(Classifying *work, Json *document)
{
    Arena *arena = work->arena;
    const StatementInput *input = work->input;
    Json *law = put_object(arena, document, "law");
    put_day(arena, law, "as_of", input->options.has_date ? input->options.date : DAY_MIN);
    put_text(arena, law, "as_of_from", input->as_of_from);
    Day known = core_read_through(input->core);
    put_day(arena, law, "known_to", known == DAY_MAX ? DAY_MIN : known);
    put_digest(arena, law, "policy", input->core->digest);
}

Json *classification_make(Arena *arena, const StatementInput *input, bool periods)
{
    Classifying work = {.arena = arena, .input = input};
    if (periods) {
        add_periods(&work);
    } else {
        add_day(&work, false, 0, DAY_MAX + 1);
    }
    if (work.limit) {
        return NULL;
    }
    Json *document = json_object(arena);
    put_plain(arena, document, "schema", STR("licet.classification/1"));
    put_law(&work, document);
    Json *items = put_list(arena, document, "items");
    for (size_t i = 0; i < work.items.n; i++) {
        const Item *item = &work.items.items[i];
        Json *out = push_object(arena, items);
        put_plain(arena, out, "id", item->id);
        put_text(arena, out, "name", item->name);
        put_text(arena, out, "asserted", item->asserted);
        Json *list = put_list(arena, out, "periods");
        for (size_t k = 0; k < item->periods.n; k++) {
            put_period(arena, &item->periods.items[k], periods, list);
        }
    }
    return document;
}
