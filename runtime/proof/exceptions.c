// Exceptions tried: each authorization of each requirement, and the limb that failed.
//
// The body of an act is ALL [LIVE, condition, NOT exceptions ..., NOT beaters ...]; the
// trace keeps its parts in that order, so a failing limb is found by its position.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/inner.h"

#include "runtime/proof/words.h"

// The failing limbs of one authorization, and which of them do not wait for an act.
typedef struct Fails {
    Making *m;
    const CoreRule *rule;
    Json *list;
    Json *others; // limbs that no act could meet
} Fails;

static bool is_false(const Step *step)
{
    return step->value.kind == VALUE_BOOL && step->value.tri == TRI_F;
}

// Whether acts could make the step, which is F, another: what makes it F reads them.
static bool waits(Making *m, const Step *step)
{
    const Trace *trace = &m->eval->trace;
    size_t waiting = 0, met = 0;
    for (uint32_t i = 0; i < step->n_kids && step->expr->op != CORE_CALL; i++) {
        const Step *kid = trace_kid(trace, step, i);
        met += !is_false(kid);
        waiting += is_false(kid) && waits(m, kid);
    }
    switch (step->expr->op) {
    case CORE_CALL: {
        const Step *body = trace_kid(trace, step, step->n_kids - 1);
        return is_false(body) ? waits(m, body) : expr_reads_act(m, step->expr);
    }
    case CORE_ALL: return waiting > 0 && waiting + met == step->n_kids;
    case CORE_ANY: return waiting > 0;
    case CORE_SOME: return waiting > 0 || expr_reads_act(m, step->expr->kids[0]);
    case CORE_AT_LEAST: return waiting + met >= step->expr->index;
    default: return expr_reads_act(m, step->expr);
    }
}

// The part of a limb that makes it F: within an `and`, what no act could meet, else what is F.
static const Step *failing_part(Making *m, const Step *step)
{
    const Trace *trace = &m->eval->trace;
    while (step->expr->op == CORE_ALL) {
        const Step *found = NULL;
        bool stuck = false, several = false;
        for (uint32_t i = 0; i < step->n_kids; i++) {
            const Step *kid = trace_kid(trace, step, i);
            bool stays = is_false(kid) && !waits(m, kid);
            if (!is_false(kid) || (stuck && !stays)) {
                continue;
            }
            several = found != NULL && stuck == stays;
            stuck = stays;
            found = kid;
        }
        if (found == NULL || several) {
            return step;
        }
        step = found;
    }
    return step;
}

// A limb as a lawyer would say it; another provision by its title.
static Str limb_text(Fails *fails, const Expr *expr)
{
    const Core *core = fails->m->core;
    if (expr->op == CORE_NOT && expr->kids[0]->op == CORE_ACT) {
        return core->rules[expr->kids[0]->index].title;
    }
    return expr->node != NULL   ? words_of(fails->m->arena, core->checked, expr->node)
           : expr->said.len > 0 ? expr->said
                                : texts_source(fails->m, expr->span);
}

// `waiting`: for an act, which would meet it.
static void add_limb(Fails *fails, Str limb, const Expr *expr, bool waiting)
{
    push_text(fails->m->arena, fails->list, limb);
    Str place = str_format(fails->m->arena, "%.*s %.*s", STR_ARG(fails->rule->label),
                           STR_ARG(limb));
    texts_set(fails->m, "limb:", place, limb_text(fails, expr));
    if (!waiting) {
        push_text(fails->m->arena, fails->others, limb);
    }
}

static Str limb_name(Fails *fails, Str label, size_t index, const char *prefix)
{
    if (label.len > 0) {
        return str_format(fails->m->arena, "%s%.*s", prefix, STR_ARG(label));
    }
    return str_format(fails->m->arena, "%s#%zu", prefix, index + 1);
}

static void add_condition(Fails *fails, const Step *step)
{
    const Trace *trace = &fails->m->eval->trace;
    if (!is_false(step)) {
        return;
    }
    if (step->expr->op != CORE_ALL) {
        add_limb(fails, STR("#1"), step->expr, waits(fails->m, step));
        return;
    }
    for (uint32_t i = 0; i < step->n_kids; i++) {
        const Step *kid = trace_kid(trace, step, i);
        if (is_false(kid)) {
            Str label = expr_part_label(step->expr, i);
            add_limb(fails, limb_name(fails, label, i, ""), failing_part(fails->m, kid)->expr,
                     waits(fails->m, kid));
        }
    }
}

static void add_part(Fails *fails, const Step *part, size_t index)
{
    const CoreRule *rule = fails->rule;
    size_t before = 1 + (rule->when != NULL ? 1 : 0);
    if (index == 0) {
        return;
    }
    if (index < before) {
        add_condition(fails, part);
        return;
    }
    if (!is_false(part)) {
        return;
    }
    if (index - before < rule->n_exceptions) {
        const Exception *except = &rule->exceptions[index - before];
        add_limb(fails, limb_name(fails, except->label, index - before, "except "),
                 except->when, expr_reads_act(fails->m, except->when));
    } else {
        RuleId beater = part->expr->kids[0]->index; // beaters that are dead are left out
        add_limb(fails, limb_name(fails, fails->m->core->rules[beater].label, 0, "beaten by "),
                 part->expr, expr_reads_act(fails->m, part->expr));
        texts_rule(fails->m, &fails->m->core->rules[beater]);
    }
}

static void add_fails(Fails *fails, StepId act)
{
    const Trace *trace = &fails->m->eval->trace;
    if (act == 0 || trace->steps[act].n_kids == 0) {
        return;
    }
    const Step *step = &trace->steps[act];
    const Step *body = trace_kid(trace, step, step->n_kids - 1);
    if (body->expr->op != CORE_ALL) {
        return;
    }
    for (uint32_t i = 0; i < body->n_kids; i++) {
        add_part(fails, trace_kid(trace, body, i), i);
    }
}

// With the date unknown, what fails in every era in which the rule lives.
static void keep_common(Fails *fails, const RuleState *state)
{
    for (uint32_t e = 0; e < state->n_eras; e++) {
        Fails other = *fails;
        other.list = json_list(fails->m->arena);
        add_fails(&other, state->eras[2 * e]);
        Json *both = json_list(fails->m->arena);
        for (const Json *at = fails->list->first; at != NULL; at = at->next) {
            if (json_has_text(other.list, at->text)) {
                push_text(fails->m->arena, both, at->text);
            }
        }
        fails->list = both;
    }
}

static const char *applies(Tri act, const Fails *fails)
{
    if (act != TRI_F) {
        return act == TRI_T ? "yes" : "unknown";
    }
    for (const Json *at = fails->list->first; at != NULL; at = at->next) {
        if (json_has_text(fails->others, at->text)) {
            return "no";
        }
    }
    return fails->list->n > 0 ? "unclaimed" : "no";
}

static void put_exception(Making *m, const Line *line, const CoreRule *demand,
                          const CoreRule *rule, Json *list)
{
    const RuleState *state = &line->rules[rule->id];
    Json *out = push_object(m->arena, list);
    put_provision(m, out, rule);
    put_text(m->arena, out, "title", rule->title);
    put_text(m->arena, out, "cite", rule->cites);
    put_plain(m->arena, out, "of", demand->label);
    Fails fails = {.m = m, .rule = rule, .list = json_list(m->arena),
                   .others = json_list(m->arena)};
    if (state->act == TRI_F) {
        add_fails(&fails, state->act_step);
        keep_common(&fails, state);
    }
    put_plain(m->arena, out, "applies", str_of(applies(state->act, &fails)));
    json_set(out, STR("fails"), fails.list);
    texts_rule(m, demand);
}

void exceptions_put(Making *m, const Line *line, Json *out)
{
    Json *list = put_list(m->arena, out, "exceptions");
    for (size_t r = 0; r < m->core->n_rules; r++) {
        const CoreRule *demand = &m->core->rules[r];
        if (!answer_is_demand(demand) || line->rules[r].dead || line->rules[r].act == TRI_F) {
            continue;
        }
        for (size_t a = 0; a < demand->n_authorized_by; a++) {
            RuleId id = demand->authorized_by[a];
            if (!line->rules[id].dead) {
                put_exception(m, line, demand, &m->core->rules[id], list);
            }
        }
    }
}
