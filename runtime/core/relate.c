// Priority: which rule beats, authorizes and reviews which, and what act and open of a rule are.
//
// Rules are sorted by label segments, so all rules that a label covers stand together.
// The relations are those of 4.4; whether they make sense is asked by lint.c.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/core/lower.h"

typedef VEC(RuleId) RuleIds;

typedef struct Relations {
    RuleIds *beaten_by, *authorized_by, *reviewed_by; // by rule
} Relations;

static bool spans_meet(const CoreRule *a, const CoreRule *b)
{
    return a->from < b->until && b->from < a->until;
}

// First rule of the regime whose label is not before `label`.
static size_t lower_bound(const Core *core, const Regime *regime, Str label)
{
    size_t low = 0, high = core->n_rules;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const CoreRule *rule = &core->rules[middle];
        bool before = rule->regime->index != regime->index ? rule->regime->index < regime->index
                                                           : label_compare(rule->label, label) < 0;
        if (before)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void add_once(Lowering *low, RuleIds *ids, RuleId id)
{
    for (size_t i = 0; i < ids->n; i++) {
        if (ids->items[i] == id)
            return;
    }
    vec_push(low->arena, ids, id);
}

static bool is_over(const CoreRule *r, const CoreRule *s)
{
    for (size_t i = 0; i < r->n_over; i++) {
        if (label_covers(r->over[i], s->label))
            return true;
    }
    return false;
}

typedef enum Relation { BEATS, IS_BEATEN_BY, AUTHORIZES, REVIEWS } Relation;

static void relate(Lowering *low, Relations *all, const CoreRule *s, const CoreRule *r, Relation relation)
{
    bool whole_s = s->subject_list == UINT32_MAX;
    bool same = s->subject_list == r->subject_list;
    switch (relation) {
    case BEATS:
        if ((whole_s || same) && (is_over(s, r) || !is_over(r, s)))
            add_once(low, &all->beaten_by[r->id], s->id);
        break;
    case IS_BEATEN_BY:
        if ((r->subject_list == UINT32_MAX || same) && !is_over(s, r))
            add_once(low, &all->beaten_by[s->id], r->id);
        break;
    case AUTHORIZES:
        if (same && (r->effect == EFFECT_REQUIRES || r->effect == EFFECT_PROHIBITS))
            add_once(low, &all->authorized_by[r->id], s->id);
        break;
    case REVIEWS:
        if ((whole_s || same) && (r->effect == EFFECT_REQUIRES || r->effect == EFFECT_PROHIBITS))
            add_once(low, &all->reviewed_by[r->id], s->id);
        break;
    }
}

static void relate_labels(Lowering *low, Relations *all, const CoreRule *s, const Str *labels, size_t n,
                          Relation relation)
{
    const Core *core = low->core;
    for (size_t i = 0; i < n; i++) {
        for (size_t at = lower_bound(core, s->regime, labels[i]); at < core->n_rules; at++) {
            const CoreRule *r = &core->rules[at];
            if (r->regime != s->regime || !label_covers(labels[i], r->label))
                break;
            if (r != s && spans_meet(s, r))
                relate(low, all, s, r, relation);
        }
    }
}

static void relate_exclusion(Lowering *low, Relations *all, const CoreRule *s)
{
    for (size_t i = 0; i < low->core->n_rules; i++) {
        const CoreRule *r = &low->core->rules[i];
        bool requirement = r->effect == EFFECT_REQUIRES || r->effect == EFFECT_PROHIBITS;
        if (r->regime == s->regime && requirement && spans_meet(s, r))
            relate(low, all, s, r, BEATS);
    }
}

// Every requirement, but what the labels cover; prohibitions are none.
static void relate_all_but(Lowering *low, Relations *all, const CoreRule *s)
{
    for (size_t i = 0; i < low->core->n_rules; i++) {
        const CoreRule *r = &low->core->rules[i];
        bool left_out = r->regime != s->regime || r->effect != EFFECT_REQUIRES;
        for (size_t t = 0; t < s->n_targets; t++)
            left_out = left_out || label_covers(s->targets[t], r->label);
        if (!left_out && spans_meet(s, r))
            relate(low, all, s, r, AUTHORIZES);
    }
}

static void relate_rule(Lowering *low, Relations *all, const CoreRule *s)
{
    relate_labels(low, all, s, s->over, s->n_over, BEATS);
    relate_labels(low, all, s, s->under, s->n_under, IS_BEATEN_BY);
    switch (s->effect) {
    case EFFECT_SUSPENDS: case EFFECT_UNENFORCES:
        relate_labels(low, all, s, s->targets, s->n_targets, BEATS);
        break;
    case EFFECT_AUTHORIZES:
        if (s->all_but)
            relate_all_but(low, all, s);
        else
            relate_labels(low, all, s, s->targets, s->n_targets, AUTHORIZES);
        break;
    case EFFECT_REVIEWS:
        relate_labels(low, all, s, s->targets, s->n_targets, REVIEWS);
        break;
    case EFFECT_EXCLUDES:
        relate_exclusion(low, all, s);
        break;
    case EFFECT_CLASSIFIES: case EFFECT_REQUIRES: case EFFECT_PROHIBITS: case EFFECT_OBLIGES: case EFFECT_FLAGS:
        break;
    }
}

static void sort_ids(RuleIds *ids)
{
    for (size_t i = 1; i < ids->n; i++) {
        RuleId id = ids->items[i];
        size_t at = i;
        for (; at > 0 && ids->items[at - 1] > id; at--)
            ids->items[at] = ids->items[at - 1];
        ids->items[at] = id;
    }
}

static Expr *act_of(Lowering *low, const CoreRule *rule)
{
    bool each = rule->subject_list != UINT32_MAX;
    Expr *act = expr_new(low, CORE_ACT, type_plain(TYPE_BOOL), NULL, each);
    act->index = rule->id;
    act->span = rule->span;
    if (each) {
        Expr *slot = expr_new(low, CORE_SLOT, low->subject_lists.items[rule->subject_list].element, NULL, 0);
        act->kids[0] = slot;
    }
    return act;
}

static Expr *negation(Lowering *low, const Expr *of)
{
    Expr *expr = expr_new(low, CORE_NOT, type_plain(TYPE_BOOL), of->node, 1);
    expr->span = of->span;
    expr->kids[0] = of;
    return expr;
}

// ALL [LIVE, condition, NOT exceptions ..., NOT ACT of beaters ...]
static const Expr *act_body(Lowering *low, const CoreRule *rule)
{
    uint32_t n = 0;
    Expr *body = expr_new(low, CORE_ALL, type_plain(TYPE_BOOL), rule->node,
                          (uint32_t)(1 + (uint32_t)(rule->when != NULL) + rule->n_exceptions + rule->n_beaten_by));
    Expr *live = expr_new(low, CORE_LIVE, type_plain(TYPE_BOOL), rule->node, 0);
    live->index = rule->id;
    body->kids[n++] = live;
    if (rule->when)
        body->kids[n++] = rule->when;
    for (size_t i = 0; i < rule->n_exceptions; i++)
        body->kids[n++] = negation(low, rule->exceptions[i].when);
    for (size_t i = 0; i < rule->n_beaten_by; i++)
        body->kids[n++] = negation(low, act_of(low, &low->core->rules[rule->beaten_by[i]]));
    return body;
}

// ALL [ACT r, NOT ANY [ACT a ...]]
static const Expr *open_body(Lowering *low, const CoreRule *rule)
{
    bool authorized = rule->n_authorized_by > 0;
    Expr *body = expr_new(low, CORE_ALL, type_plain(TYPE_BOOL), rule->node, 1 + (uint32_t)authorized);
    body->kids[0] = act_of(low, rule);
    if (!authorized)
        return body;
    Expr *any = expr_new(low, CORE_ANY, type_plain(TYPE_BOOL), rule->node, (uint32_t)rule->n_authorized_by);
    for (uint32_t i = 0; i < rule->n_authorized_by; i++)
        any->kids[i] = act_of(low, &low->core->rules[rule->authorized_by[i]]);
    body->kids[1] = negation(low, any);
    return body;
}

static void set_body(Lowering *low, Func *func, const Expr *body)
{
    func->id = (uint32_t)low->funcs.n;
    func->n_versions = 1;
    func->versions = arena_make(low->arena, FuncVersion);
    *func->versions = (FuncVersion){.from = DAY_MIN, .until = DAY_MAX + 1, .body = body};
    vec_push(low->arena, &low->funcs, func);
}

static void make_functions(Lowering *low, CoreRule *rule)
{
    Func *act = (Func *)(uintptr_t)rule->act;
    act->site = act_of(low, rule);
    set_body(low, act, act_body(low, rule));
    if (rule->effect != EFFECT_REQUIRES && rule->effect != EFFECT_PROHIBITS)
        return;
    Func *open = arena_make(low->arena, Func);
    *open = *rule->act;
    open->kind = FUNC_OPEN;
    rule->open = open;
    set_body(low, open, open_body(low, rule));
}

// `x is L`: the rules that classify records of this type as L or below.
static void find_classifiers(Lowering *low, Expr *is)
{
    RuleIds ids = {0};
    const Type *record = is->kids[0]->type;
    Str first = label_first(is->label); // what is covered begins with it
    for (size_t i = 0; i < low->core->n_rules; i++) {
        const CoreRule *rule = &low->core->rules[i];
        if (rule->effect != EFFECT_CLASSIFIES || !str_starts(rule->classifies, first) ||
            !label_covers(is->label, rule->classifies))
            continue;
        const Type *element = low->subject_lists.items[rule->subject_list].element;
        if (element->kind == TYPE_RECORD && element->record == record->record)
            vec_push(low->arena, &ids, rule->id);
    }
    is->rules = ids.items;
    is->n_rules = ids.n;
}

void relate_rules(Lowering *low)
{
    Core *core = low->core;
    Relations all = {arena_array(low->arena, RuleIds, core->n_rules + 1),
                     arena_array(low->arena, RuleIds, core->n_rules + 1),
                     arena_array(low->arena, RuleIds, core->n_rules + 1)};
    for (size_t i = 0; i < core->n_rules; i++)
        relate_rule(low, &all, &core->rules[i]);
    for (size_t i = 0; i < core->n_rules; i++) {
        CoreRule *rule = &core->rules[i];
        sort_ids(&all.beaten_by[i]);
        sort_ids(&all.authorized_by[i]);
        sort_ids(&all.reviewed_by[i]);
        rule->beaten_by = all.beaten_by[i].items;
        rule->n_beaten_by = all.beaten_by[i].n;
        rule->authorized_by = all.authorized_by[i].items;
        rule->n_authorized_by = all.authorized_by[i].n;
        rule->reviewed_by = all.reviewed_by[i].items;
        rule->n_reviewed_by = all.reviewed_by[i].n;
    }
    for (size_t i = 0; i < low->exprs.n; i++) {
        if (low->exprs.items[i]->op == CORE_IS)
            find_classifiers(low, (Expr *)(uintptr_t)low->exprs.items[i]);
    }
    for (size_t i = 0; i < core->n_rules; i++)
        make_functions(low, &core->rules[i]);
}
