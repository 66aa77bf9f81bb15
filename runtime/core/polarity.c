// Polarity: where acts may be read, and what the rules that read them may do (4.8).
//
// In:  Core without circles, or with circles already reported.
// Out: errors, each at the act or at the call through which it is read.
// Which definitions read acts is found once; nothing here recurses from one to another.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/core/polarity.h"

typedef struct Polarity {
    Lint *lint;
    bool *reads;          // by function: some version reads an act, directly or by calls
    uint8_t *below;       // by expression: whether an act is read below, once that was asked
    bool *judged;         // by function: its conditions have been judged, or will be
    VEC(const Func *) to_judge;
    const CoreRule *rule; // at work
} Polarity;

// -- which expressions read an act

static bool is_act(const Polarity *p, const Expr *expr)
{
    const FactSchema *schema = p->lint->core->schema;
    return expr->op == CORE_FACT && schema->decls[expr->index].act;
}

typedef VEC(uint32_t) FuncIds;

// A definition looked at: whether it reads acts itself, and who calls what.
typedef struct Reading {
    Polarity *p;
    FuncIds *callers; // by function
    uint32_t at;
} Reading;

static void find_readings(void *to, const Expr *expr)
{
    Reading *reading = to;
    if (is_act(reading->p, expr))
        reading->p->reads[reading->at] = true;
    else if (expr->op == CORE_CALL)
        vec_push(reading->p->lint->arena, &reading->callers[expr->index], reading->at);
}

// Definitions that read acts, then those that call them, and so on; chains may be long.
static void find_reading_funcs(Polarity *p)
{
    const Core *core = p->lint->core;
    Arena *arena = p->lint->arena;
    Reading reading = {.p = p, .callers = arena_array(arena, FuncIds, core->n_funcs + 1)};
    FuncIds queue = {0};
    for (uint32_t i = 0; i < core->n_funcs; i++) {
        const Func *func = core->funcs[i];
        reading.at = i;
        for (size_t v = 0; func->kind == FUNC_DEFINE && v < func->n_versions; v++)
            lint_walk(func->versions[v].body, find_readings, &reading);
        if (p->reads[i])
            vec_push(arena, &queue, i);
    }
    for (size_t i = 0; i < queue.n; i++) {
        const FuncIds *callers = &reading.callers[queue.items[i]];
        for (size_t c = 0; c < callers->n; c++) {
            if (!p->reads[callers->items[c]])
                vec_push(arena, &queue, callers->items[c]);
            p->reads[callers->items[c]] = true;
        }
    }
}

enum { NOT_ASKED, READS_NONE, READS_ACT };

// Asked of every part of every condition: so each is looked through once.
static bool reads_act(const Polarity *p, const Expr *expr)
{
    uint8_t *known = &p->below[expr->id];
    if (*known == NOT_ASKED) {
        bool reads = is_act(p, expr) || (expr->op == CORE_CALL && p->reads[expr->index]);
        for (uint32_t i = 0; i < expr->n && !reads; i++)
            reads = expr->kids[i] && reads_act(p, expr->kids[i]);
        *known = reads ? READS_ACT : READS_NONE;
    }
    return *known == READS_ACT;
}

// The first act below, or the first call of a definition that reads one; else NULL.
static const Expr *find_act(const Polarity *p, const Expr *expr)
{
    if (!expr || !reads_act(p, expr))
        return NULL;
    if (is_act(p, expr) || (expr->op == CORE_CALL && p->reads[expr->index]))
        return expr;
    const Expr *found = NULL;
    for (uint32_t i = 0; i < expr->n && !found; i++)
        found = find_act(p, expr->kids[i]);
    return found;
}

// The act itself behind a call.
static const Expr *last_act(const Polarity *p, const Expr *found)
{
    while (found->op == CORE_CALL) {
        const Func *func = p->lint->core->funcs[found->index];
        const Expr *inner = NULL;
        for (size_t v = 0; v < func->n_versions && !inner; v++)
            inner = find_act(p, func->versions[v].body);
        if (!inner)
            break;
        found = inner;
    }
    return found;
}

static Str act_name(const Polarity *p, const Expr *found)
{
    const Expr *act = last_act(p, found);
    return act->op == CORE_FACT ? p->lint->core->schema->decls[act->index].name : STR_NONE;
}

static void label_inner(const Polarity *p, Diag *diag, const Expr *found)
{
    const Expr *act = last_act(p, found);
    if (act != found)
        diag_label(p->lint->diags, diag, act->span, "the act is read here");
}

// -- where an act may stand in a condition

static void report_place(Polarity *p, const Expr *expr, const Expr *within,
                         const char *where)
{
    const Expr *found = find_act(p, expr);
    Str name = act_name(p, found);
    Diag *diag = diag_report(p->lint->diags, DIAG_L0641, found->span, STR_ARG(name), where);
    if (within && within != found)
        diag_label(p->lint->diags, diag, within->span, "%s", "");
    label_inner(p, diag, found);
}

// An act, or a field of one.
static bool is_act_place(const Polarity *p, const Expr *expr)
{
    while (expr->op == CORE_FIELD)
        expr = expr->kids[0];
    return is_act(p, expr);
}

// A scalar act, plus or minus something.
static bool is_shifted(const Polarity *p, const Expr *expr)
{
    if (!find_act(p, expr))
        return true;
    if (is_act_place(p, expr))
        return expr->type->kind != TYPE_LIST && expr->type->kind != TYPE_RECORD
            && expr->type->kind != TYPE_BOOL;
    if (expr->op == CORE_ADD || expr->op == CORE_SUB)
        return is_shifted(p, expr->kids[0]) && is_shifted(p, expr->kids[1]);
    // What lowering makes of dates and days: its constants were written by nobody.
    bool scaled = (expr->op == CORE_MUL || expr->op == CORE_DIV)
        && expr->kids[1]->op == CORE_CONST && !expr->kids[1]->node;
    return (scaled || expr->op == CORE_WHOLE) && is_shifted(p, expr->kids[0]);
}

static const char *place_text(const Expr *expr)
{
    bool is_if = expr->node && expr->node->kind == NODE_IF;
    bool is_in = expr->node && expr->node->kind == NODE_IN;
    switch (expr->op) {
    case CORE_NOT: return is_in ? "stands under 'not in'" : "stands under 'not'";
    case CORE_NONE_OF: return "stands inside 'none of'";
    case CORE_EVERY: return "stands inside 'every'";
    case CORE_NO: return "stands inside 'no'";
    case CORE_NE: return "is compared by '!='";
    case CORE_CASES:
        return is_if ? "stands inside 'if'" : "stands in a definition by 'when'";
    case CORE_NATIVE: return "is handed to a native function";
    case CORE_IS: return "is asked for its classification";
    case CORE_LOOKUP: return "is a key of a table";
    case CORE_CALL: return "stands behind a definition that is no condition";
    case CORE_COUNT: return "is counted, but not as 'at least' or 'more than'";
    case CORE_SUM: case CORE_GREATEST: case CORE_LEAST: return "stands inside an aggregate";
    default: return "is computed with before it is compared";
    }
}

// What keeps a value that reads an act from being a shifted act.
static const char *value_text(const Polarity *p, const Expr *expr)
{
    bool open = expr->op == CORE_ADD || expr->op == CORE_SUB || expr->op == CORE_WHOLE
        || expr->op == CORE_FIELD;
    for (uint32_t i = 0; open && i < expr->n; i++) {
        if (!is_shifted(p, expr->kids[i]))
            return value_text(p, expr->kids[i]);
    }
    return place_text(expr);
}

// Whether the value can be known to be absent, so that none = none.
static bool can_be_none(const Expr *expr)
{
    if (expr->op == CORE_CONST)
        return expr->fact->state != FACT_KNOWN;
    if (expr->type->optional || expr->op == CORE_LOOKUP)
        return true;
    if (expr->op == CORE_FIELD)
        return can_be_none(expr->kids[0]);
    return (expr->op == CORE_ADD || expr->op == CORE_SUB)
        && (can_be_none(expr->kids[0]) || can_be_none(expr->kids[1]));
}

static void judge(Polarity *p, const Expr *expr);

static void judge_equal(Polarity *p, const Expr *expr)
{
    const Expr *a = expr->kids[0], *b = expr->kids[1];
    const Expr *act = find_act(p, a) ? a : b, *other = act == a ? b : a;
    bool is_true = other->op == CORE_CONST && other->type->kind == TYPE_BOOL
        && other->fact->state == FACT_KNOWN && other->fact->truth;
    if (act->type->kind == TYPE_BOOL && is_act_place(p, act)) {
        if (!is_true)
            report_place(p, act, expr, "is compared with something other than 'true'");
    } else if (other->op == CORE_CONST && other->fact->state == FACT_NONE) {
        report_place(p, act, expr, "is compared with 'none'");
    } else if (find_act(p, other)) {
        report_place(p, other, expr, "is compared with another, and both may be undone");
    } else if (!is_shifted(p, act)) {
        report_place(p, act, expr, value_text(p, act));
    } else if (can_be_none(other)) {
        report_place(p, act, expr, "is compared with what may be absent as well");
    }
}

// count(x for x in acts) at least n: the more was done, the sooner.
static bool is_count(Polarity *p, const Expr *expr)
{
    if (expr->op != CORE_COUNT || !is_act_place(p, expr->kids[0]))
        return false;
    if (expr->kids[1])
        judge(p, expr->kids[1]);
    return !find_act(p, expr->kids[2]);
}

static void judge_order(Polarity *p, const Expr *expr)
{
    bool upper = expr->op == CORE_LT || expr->op == CORE_LE;
    const Expr *more = expr->kids[upper], *less = expr->kids[!upper];
    if (less->op == CORE_COUNT && find_act(p, less)) {
        report_place(p, less, expr, "is counted with an upper bound");
    } else if (more->op == CORE_COUNT && is_count(p, more)) {
        if (find_act(p, less))
            report_place(p, less, expr, "is compared with a count of acts");
    } else if (!is_shifted(p, more) || !is_shifted(p, less)) {
        const Expr *side = is_shifted(p, more) ? less : more;
        report_place(p, side, expr, value_text(p, side));
    }
}

static void judge_call(Polarity *p, const Expr *expr)
{
    const Func *func = p->lint->core->funcs[expr->index];
    for (uint32_t i = 0; i < expr->n; i++) {
        if (find_act(p, expr->kids[i])) {
            report_place(p, expr->kids[i], expr, "is handed to a definition");
            return;
        }
    }
    if (func->n_params > 0) {
        report_place(p, expr, NULL, "is read by a definition with parameters");
        return;
    }
    if (!p->judged[func->id])
        vec_push(p->lint->arena, &p->to_judge, func);
    p->judged[func->id] = true;
}

static void judge_in(Polarity *p, const Expr *expr)
{
    if (find_act(p, expr->kids[0]))
        report_place(p, expr->kids[0], expr, "stands on the left of 'in'");
    else if (!is_act_place(p, expr->kids[1]))
        report_place(p, expr->kids[1], expr, "is part of a list that is put together");
}

static void judge_some(Polarity *p, const Expr *expr)
{
    if (find_act(p, expr->kids[0]) && !is_act_place(p, expr->kids[0]))
        report_place(p, expr->kids[0], expr, "is part of a list that is put together");
    judge(p, expr->kids[1]);
}

// A condition in which withdrawing an act must not turn F into T.
static void judge(Polarity *p, const Expr *expr)
{
    if (!find_act(p, expr))
        return;
    switch (expr->op) {
    case CORE_ALL: case CORE_ANY: case CORE_AT_LEAST:
        for (uint32_t i = 0; i < expr->n; i++)
            judge(p, expr->kids[i]);
        return;
    case CORE_FACT: case CORE_FIELD:
        if (!is_act_place(p, expr))
            report_place(p, expr, expr, "is used as a value");
        return;
    case CORE_SOME: judge_some(p, expr); return;
    case CORE_IN: judge_in(p, expr); return;
    case CORE_EQ: judge_equal(p, expr); return;
    case CORE_LT: case CORE_LE: case CORE_GT: case CORE_GE: judge_order(p, expr); return;
    case CORE_CALL: judge_call(p, expr); return;
    default: report_place(p, expr, expr, place_text(expr)); return;
    }
}

// -- rules

static bool may_read(const CoreRule *rule)
{
    return rule->effect == EFFECT_AUTHORIZES || rule->effect == EFFECT_REVIEWS;
}

static void report_reader(Polarity *p, const Expr *found)
{
    Str name = act_name(p, found);
    Diag *diag = diag_report(p->lint->diags, DIAG_L0640, found->span, STR_ARG(name),
                             lint_verb(p->rule->effect));
    diag_label(p->lint->diags, diag, node_kid(p->rule->node, RULE_EFFECT)->span,
               "the rule %s", lint_verb(p->rule->effect));
    label_inner(p, diag, found);
}

static void check_condition(Polarity *p, const CoreRule *rule)
{
    const Expr *found = find_act(p, rule->when);
    if (found && !may_read(rule))
        report_reader(p, found);
    else if (found)
        judge(p, rule->when);
    while (p->to_judge.n > 0) {
        const Func *func = p->to_judge.items[--p->to_judge.n];
        for (size_t v = 0; v < func->n_versions; v++)
            judge(p, func->versions[v].body);
    }
    for (size_t i = 0; i < rule->n_exceptions; i++) {
        const Expr *except = rule->exceptions[i].when;
        if (!find_act(p, except))
            continue;
        if (may_read(rule))
            report_place(p, except, NULL, "stands in an exception");
        else
            report_reader(p, find_act(p, except));
    }
}

static void check_elsewhere(Polarity *p, const CoreRule *rule)
{
    const Expr *found = find_act(p, rule->subjects);
    if (found) {
        Str name = act_name(p, found);
        diag_report(p->lint->diags, DIAG_L0642, node_kid(rule->node, RULE_LIST)->span,
                    STR_ARG(name), "the list that a rule is about");
    }
    for (size_t i = 0; i < rule->n_duties; i++) {
        found = find_act(p, rule->duties[i].anchor);
        if (!found)
            continue;
        Str name = act_name(p, found);
        diag_report(p->lint->diags, DIAG_L0642, found->span, STR_ARG(name),
                    "the date that a duty counts from");
    }
}

static void check_duties(Polarity *p, const CoreRule *rule)
{
    if (rule->effect != EFFECT_AUTHORIZES || find_act(p, rule->when))
        return;
    const Node *duties = node_kid(rule->node, RULE_DUTIES);
    for (size_t i = 0; i < rule->n_duties && i < node_count(duties); i++) {
        if (rule->duties[i].when == DUTY_BEFORE)
            diag_report(p->lint->diags, DIAG_L0646, duties->kids[i]->span,
                        STR_ARG(rule->duties[i].term.word->name), STR_ARG(rule->label));
    }
}

// -- what rules that read acts do to others

// By rule: an act in its own condition, or in that of a rule that beats it, and so on.
static const CoreRule **find_readers(Polarity *p)
{
    const Core *core = p->lint->core;
    Arena *arena = p->lint->arena;
    const CoreRule **reader = arena_array(arena, const CoreRule *, core->n_rules + 1);
    for (size_t i = 0; i < core->n_rules; i++)
        reader[i] = find_act(p, core->rules[i].when) ? &core->rules[i] : NULL;
    for (bool again = true; again;) {
        again = false;
        for (size_t i = 0; i < core->n_rules; i++) {
            const CoreRule *rule = &core->rules[i];
            for (size_t b = 0; b < rule->n_beaten_by && !reader[i]; b++) {
                reader[i] = reader[rule->beaten_by[b]];
                again = again || reader[i];
            }
        }
    }
    return reader;
}

static Span beating_site(const CoreRule *s, const CoreRule *r)
{
    for (size_t i = 0; i < s->n_over; i++) {
        if (label_covers(s->over[i], r->label))
            return lint_name_site(s, NAME_OVER, i);
    }
    for (size_t i = 0; i < r->n_under; i++) {
        if (label_covers(r->under[i], s->label))
            return lint_name_site(r, NAME_UNDER, i);
    }
    return lint_label_site(s);
}

static void report_beating(Polarity *p, const CoreRule *s, const CoreRule *reader,
                           const CoreRule *r)
{
    Diags *diags = p->lint->diags;
    const Expr *found = find_act(p, reader->when);
    Str name = act_name(p, found);
    Diag *diag = diag_report(diags, DIAG_L0644, beating_site(s, r), STR_ARG(s->label),
                             STR_ARG(name), STR_ARG(r->label), lint_verb(r->effect));
    if (reader != s)
        diag_note(diags, diag, "'%.*s' depends on the act by '%.*s', which beats it",
                  STR_ARG(s->label), STR_ARG(reader->label));
    diag_label(diags, diag, found->span, "the act is read here");
    diag_label(diags, diag, node_kid(r->node, RULE_EFFECT)->span, "'%.*s' %s",
               STR_ARG(r->label), lint_verb(r->effect));
}

static void report_worse(Polarity *p, const CoreRule *s, const CoreRule *r, Span site)
{
    Diags *diags = p->lint->diags;
    const Expr *found = find_act(p, s->when);
    Str name = act_name(p, found), mild = r->policy->name, severe = s->policy->name;
    Diag *diag = diag_report(diags, DIAG_L0645, site, STR_ARG(s->label), STR_ARG(name),
                             STR_ARG(severe), STR_ARG(r->label), STR_ARG(mild));
    diag_label(diags, diag, found->span, "the act is read here");
    diag_label(diags, diag, node_kid(r->node, RULE_EFFECT)->span, "the milder review");
}

static void check_beating(Polarity *p, const CoreRule *r, const CoreRule *const *reader)
{
    const Core *core = p->lint->core;
    for (size_t i = 0; i < r->n_beaten_by; i++) {
        const CoreRule *s = &core->rules[r->beaten_by[i]];
        if (!reader[s->id] || !may_read(reader[s->id]))
            continue;
        if (r->effect != EFFECT_REVIEWS)
            report_beating(p, s, reader[s->id], r);
        else if (reader[s->id] == s && s->effect == EFFECT_REVIEWS && s->policy && r->policy
                 && r->policy->severity < s->policy->severity)
            report_worse(p, s, r, beating_site(s, r));
    }
}

static bool has_acts(const FactSchema *schema)
{
    bool any = false;
    for (size_t i = 0; i < schema->n; i++)
        any = any || schema->decls[i].act;
    return any;
}

void polarity_check(Lint *lint)
{
    const Core *core = lint->core;
    if (!has_acts(core->schema))
        return;
    Polarity p = {.lint = lint,
                  .reads = arena_array(lint->arena, bool, core->n_funcs + 1),
                  .below = arena_array(lint->arena, uint8_t, core->n_exprs + 1),
                  .judged = arena_array(lint->arena, bool, core->n_funcs + 1)};
    find_reading_funcs(&p);
    for (size_t i = 0; i < core->n_rules; i++) {
        p.rule = &core->rules[i];
        check_condition(&p, p.rule);
        check_elsewhere(&p, p.rule);
        check_duties(&p, p.rule);
    }
    const CoreRule *const *reader = find_readers(&p);
    for (size_t i = 0; i < core->n_rules; i++)
        check_beating(&p, &core->rules[i], reader);
}
