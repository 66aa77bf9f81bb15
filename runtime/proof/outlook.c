// Outlook: the same facts in the text's world, without a stay, under a proposal, on later days.
//
// In:  the evaluator, run again for each question. Out: `in_text`, `not_in_force` and
//      `valid.result_until`. Each run keeps only what its answer needs.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/inner.h"

static const Answer *run_on(Making *m, const Facts *facts, EvalOptions options)
{
    options.trace = facts->resolutions.n > 0; // they ask what a flag rests on
    return answer_make(m->arena, evaluate(m->arena, m->core, facts, &options), false);
}

static const Answer *run(Making *m, EvalOptions options)
{
    return run_on(m, m->facts, options);
}

const Answer *outlook_text(Making *m)
{
    EvalOptions options = m->eval->options;
    if (options.world == WORLD_TEXT) {
        return NULL;
    }
    options.world = WORLD_TEXT;
    const Answer *answer = run(m, options);
    return answer->eval->status == EVAL_OK ? answer : NULL;
}

Json *outlook_in_text(Making *m, size_t regime, const Answer *text)
{
    if (text == NULL) {
        return json_null(m->arena);
    }
    const RegimeResult *here = &m->eval->regimes[regime], *there = &text->eval->regimes[regime];
    if (here->low == there->low && here->high == there->high) {
        return json_null(m->arena);
    }
    Json *out = json_object(m->arena);
    put_finding(m, out, here->regime, text->regimes[regime].undetermined,
                text->regimes[regime].verdict, there->low, there->high);
    return out;
}

static bool policies_differ(const PolicyList *a, const PolicyList *b)
{
    bool differ = a->n != b->n;
    for (size_t i = 0; i < a->n && !differ; i++) {
        differ = a->items[i] != b->items[i];
    }
    return differ;
}

static bool lines_differ(const Answer *a, const Answer *b)
{
    if (a->eval->n_lines != b->eval->n_lines || b->eval->status != EVAL_OK) {
        return true;
    }
    for (size_t i = 0; i < a->eval->n_lines; i++) {
        const Line *x = &a->eval->lines[i], *y = &b->eval->lines[i];
        if (x->low != y->low || x->high != y->high || a->lines[i].gate != b->lines[i].gate ||
            a->lines[i].reviews.conflict != b->lines[i].reviews.conflict ||
            policies_differ(&a->lines[i].reviews.sure, &b->lines[i].reviews.sure) ||
            policies_differ(&a->lines[i].reviews.possible, &b->lines[i].reviews.possible)) {
            return true;
        }
    }
    return false;
}

// What is still attested on the day: the facts themselves when no pack has ended since.
static const Facts *facts_on(Making *m, Day day)
{
    for (size_t i = 0; i < m->facts->packs.n; i++) {
        Day until = m->facts->packs.items[i]->until;
        if (until >= m->eval->options.date && until < day) {
            Facts *later = facts_copy(m->arena, m->facts);
            facts_expire(later, day);
            return later;
        }
    }
    return m->facts;
}

static Day sooner(Day next, Day day, Day at)
{
    return at > day && at < next ? at : next;
}

// The first day after `day`, which was looked at, on which the law changes, a row that was
// asked for begins or ends, a resolution begins or has ended, or a
// pack has ended; DAY_MIN when none follows.
static Day next_day(Making *m, const Evaluation *seen, Day day)
{
    Day next = sooner(DAY_MAX + 1, day, seen->next_row_day);
    for (size_t i = 0; i < m->core->n_law_breaks; i++) {
        next = sooner(next, day, m->core->law_breaks[i]);
    }
    for (size_t i = 0; i < m->facts->resolutions.n; i++) {
        next = sooner(next, day, m->facts->resolutions.items[i]->on);
        next = sooner(next, day, m->facts->resolutions.items[i]->until + 1);
    }
    for (size_t i = 0; i < m->facts->packs.n; i++) {
        Day until = m->facts->packs.items[i]->until;
        next = until < DAY_MAX ? sooner(next, day, until + 1) : next;
    }
    return next > DAY_MAX ? DAY_MIN : next;
}

void outlook_put_result_until(Making *m, Json *out)
{
    const EvalOptions *now = &m->eval->options;
    Day until = DAY_MIN;
    bool asked = m->input->with_outlook && m->eval->status == EVAL_OK && now->has_date;
    const Evaluation *seen = m->eval;
    for (Day day = asked ? next_day(m, seen, now->date) : DAY_MIN; day != DAY_MIN;
         day = next_day(m, seen, day)) {
        EvalOptions later = *now;
        later.date = day;
        later.move_law_date = !m->input->what_if;
        const Answer *then = run_on(m, facts_on(m, day), later);
        seen = then->eval;
        if (lines_differ(m->answer, then)) {
            until = day - 1;
            break;
        }
    }
    put_day(m->arena, out, "result_until", until);
}

// Low or high of a line of the regime differs.
static bool regime_differs(const Answer *a, const Answer *b, const Regime *regime)
{
    for (size_t i = 0; i < a->eval->n_lines && i < b->eval->n_lines; i++) {
        const Line *x = &a->eval->lines[i], *y = &b->eval->lines[i];
        if (x->regime == regime && (x->low != y->low || x->high != y->high)) {
            return true;
        }
    }
    return false;
}

static void put_would_be(Making *m, const Answer *other, const Regime *regime, Json *out)
{
    for (size_t i = 0; i < other->eval->n_regimes; i++) {
        const RegimeResult *result = &other->eval->regimes[i];
        if (result->regime == regime) {
            put_finding(m, put_object(m->arena, out, "would_be"), regime,
                        other->regimes[i].undetermined, other->regimes[i].verdict,
                        result->low, result->high);
        }
    }
}

static void put_entry(Making *m, const CoreRule *rule, const char *why, const Answer *other,
                      Json *list)
{
    if (other->eval->status != EVAL_OK || !regime_differs(m->answer, other, rule->regime)) {
        return;
    }
    Json *out = push_object(m->arena, list);
    put_provision(m, out, rule);
    put_plain(m->arena, out, "why", str_of(why));
    put_plain(m->arena, out, "by", rule->label);
    Json *targets = put_list(m->arena, out, "targets");
    for (size_t i = 0; i < rule->n_targets; i++) {
        push_text(m->arena, targets, rule->targets[i]);
    }
    put_plain(m->arena, out, "regime", rule->regime->name);
    put_would_be(m, other, rule->regime, out);
}

static bool is_assumed(const EvalOptions *options, Str label)
{
    for (size_t i = 0; i < options->n_assumed; i++) {
        if (label_covers(options->assumed[i], label)) {
            return true;
        }
    }
    return false;
}

static void put_proposal(Making *m, const CoreRule *rule, Json *list)
{
    EvalOptions options = m->eval->options;
    if (is_assumed(&options, rule->label) ||
        (options.has_date && (options.date < rule->from || options.date >= rule->until))) {
        return;
    }
    Str *assumed = arena_array(m->arena, Str, options.n_assumed + 1);
    for (size_t i = 0; i < options.n_assumed; i++) {
        assumed[i] = options.assumed[i];
    }
    assumed[options.n_assumed++] = rule->label;
    options.assumed = assumed;
    put_entry(m, rule, "proposed", run(m, options), list);
}

static void put_stay(Making *m, const CoreRule *rule, Json *list)
{
    bool acts = false;
    for (size_t i = 0; i < m->eval->n_lines; i++) {
        const RuleState *state = &m->eval->lines[i].rules[rule->id];
        acts |= !state->dead && state->act != TRI_F;
    }
    if (acts) {
        EvalOptions options = m->eval->options;
        options.without = rule->id;
        put_entry(m, rule, rule->effect == EFFECT_SUSPENDS ? "suspended" : "not_enforced",
                  run(m, options), list);
    }
}

void outlook_put_not_in_force(Making *m, Json *out)
{
    Json *list = put_list(m->arena, out, "not_in_force");
    bool asked = m->input->with_outlook && m->eval->status == EVAL_OK;
    for (size_t k = 0; asked && k < m->eval->n_regimes; k++) {
        const Regime *regime = m->eval->regimes[m->answer->order[k]].regime;
        for (size_t r = 0; r < m->core->n_rules; r++) {
            const CoreRule *rule = &m->core->rules[r];
            if (rule->regime != regime) {
                continue;
            }
            if (rule->proposed.len > 0 && !is_assumed(&m->eval->options, rule->label)) {
                put_proposal(m, rule, list);
            } else if (rule->effect == EFFECT_SUSPENDS || rule->effect == EFFECT_UNENFORCES) {
                put_stay(m, rule, list);
            }
        }
    }
}
