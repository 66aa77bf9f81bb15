// Small questions that all analyses of Core ask: days, labels, places, likeness.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/core/lint_inner.h"

bool lint_meet(const CoreRule *a, const CoreRule *b)
{
    return a->from < b->until && b->from < a->until;
}

bool lint_demands(const CoreRule *rule)
{
    return rule->effect == EFFECT_REQUIRES || rule->effect == EFFECT_PROHIBITS;
}

const char *lint_verb(EffectKind effect)
{
    switch (effect) {
    case EFFECT_CLASSIFIES: return "classifies";
    case EFFECT_REQUIRES: return "requires";
    case EFFECT_PROHIBITS: return "prohibits";
    case EFFECT_EXCLUDES: return "excludes";
    case EFFECT_AUTHORIZES: return "authorizes";
    case EFFECT_REVIEWS: return "reviews";
    case EFFECT_OBLIGES: return "obliges";
    case EFFECT_FLAGS: return "flags";
    case EFFECT_SUSPENDS: return "suspends";
    case EFFECT_UNENFORCES: return "unenforces";
    }
    return "";
}

Str lint_about(const Lint *lint, const CoreRule *rule)
{
    if (rule->subject_list == UINT32_MAX)
        return STR("the whole transaction");
    Str path = lint->core->subject_lists[rule->subject_list].path;
    return str_format(lint->arena, "each of '%.*s'", STR_ARG(path));
}

Str lint_days(const Lint *lint, Day from, Day until)
{
    Buf text;
    buf_init(&text, lint->arena);
    if (from == DAY_MIN && until > DAY_MAX)
        buf_text(&text, "always");
    else if (until == from + 1)
        buf_text(&text, "on ");
    else if (from > DAY_MIN)
        buf_text(&text, "from ");
    if (from > DAY_MIN)
        date_print(&text, from);
    if (until <= DAY_MAX && until != from + 1) {
        buf_text(&text, from > DAY_MIN ? " through " : "through ");
        date_print(&text, until - 1);
    }
    return buf_done(&text);
}

Span lint_label_site(const CoreRule *rule)
{
    return node_kid(rule->node, RULE_LABEL)->span;
}

static const Node *priority_labels(const CoreRule *rule, NamePlace place)
{
    const Node *heads = node_kid(rule->node, RULE_HEADS);
    for (uint32_t i = 0; i < node_count(heads); i++) {
        const Node *head = heads->kids[i];
        if (head->kind == NODE_PRIORITY && (head->op == 0) == (place == NAME_OVER))
            return node_kid(head, 0);
    }
    return NULL;
}

Span lint_name_site(const CoreRule *rule, NamePlace place, size_t index)
{
    const Node *effect = node_kid(rule->node, RULE_EFFECT);
    uint32_t targets = rule->all_but ? EFFECT_AS : EFFECT_WHAT;
    const Node *labels = place == NAME_TARGET ? node_kid(effect, targets)
                                              : priority_labels(rule, place);
    return index < node_count(labels) ? labels->kids[index]->span : lint_label_site(rule);
}

Span lint_force_site(const CoreRule *rule)
{
    const Node *heads = node_kid(rule->node, RULE_HEADS);
    for (uint32_t i = 0; i < node_count(heads); i++) {
        if (heads->kids[i]->kind == NODE_SPAN && (heads->kids[i]->op & 1) == 0)
            return heads->kids[i]->span;
    }
    return lint_label_site(rule);
}

void lint_walk(const Expr *expr, LintVisit visit, void *to)
{
    if (!expr)
        return;
    visit(to, expr);
    for (uint32_t i = 0; i < expr->n; i++)
        lint_walk(expr->kids[i], visit, to);
}

void lint_walk_all(const Core *core, LintVisit visit, void *to)
{
    for (size_t i = 0; i < core->n_rules; i++) {
        const CoreRule *rule = &core->rules[i];
        lint_walk(rule->when, visit, to);
        for (size_t e = 0; e < rule->n_exceptions; e++)
            lint_walk(rule->exceptions[e].when, visit, to);
    }
    for (size_t i = 0; i < core->n_funcs; i++) {
        const Func *func = core->funcs[i];
        for (size_t v = 0; func->kind == FUNC_DEFINE && v < func->n_versions; v++)
            lint_walk(func->versions[v].body, visit, to);
    }
}

static bool same_fact(const Fact *a, const Fact *b)
{
    if (a->state != b->state || a->n != b->n || a->open != b->open || a->truth != b->truth)
        return false;
    for (size_t i = 0; i < a->n; i++) {
        if (!same_fact(a->kids[i], b->kids[i]))
            return false;
    }
    return rat_eq(a->number, b->number) && str_eq(a->text, b->text);
}

bool lint_same(const Expr *a, const Expr *b)
{
    if (!a || !b)
        return a == b;
    if (a->op != b->op || a->index != b->index || a->slot != b->slot || a->n != b->n)
        return false;
    if (a->op == CORE_CONST && !same_fact(a->fact, b->fact))
        return false;
    if (a->op == CORE_IS && !str_eq(a->label, b->label))
        return false;
    for (uint32_t i = 0; i < a->n; i++) {
        if (!lint_same(a->kids[i], b->kids[i]))
            return false;
    }
    return true;
}
