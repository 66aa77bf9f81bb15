// Outlook: the same facts in the text's world, without a stay, under a proposal, on later days.
//
// In:  the evaluator, run again for each question; it computes only what the question changes.
// Out: an Outlook, from which `in_text`, `not_in_force` and `valid.result_until` are written.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/inner.h"

// An answer to the question, which lasts until the next one is asked.
static const Answer *run(Making *m, Repeated *on, EvalOptions options)
{
    arena_reset(m->room);
    return answer_make(m->room, repeated_run(on, &options, m->room), false);
}

static Repeated *same_facts(Making *m)
{
    if (m->again == NULL) {
        m->again = repeated_new(m->arena, m->core, m->facts, &m->eval->options);
    }
    return m->again;
}

// Some rule that is not in the text may act.
static bool something_unenforced(const Making *m)
{
    for (size_t i = 0; i < m->eval->n_lines; i++) {
        const RuleState *states = m->eval->lines[i].rules;
        for (size_t r = 0; r < m->core->n_rules; r++) {
            if (m->core->rules[r].effect == EFFECT_UNENFORCES && !states[r].dead &&
                states[r].act != TRI_F) {
                return true;
            }
        }
    }
    return false;
}

static Finding finding_of(const Answer *answer, size_t regime)
{
    const RegimeResult *result = &answer->eval->regimes[regime];
    const RegimeAnswer *found = &answer->regimes[regime];
    return (Finding){found->undetermined, found->verdict, result->low, result->high};
}

static void look_at_text(Making *m, Outlook *out)
{
    EvalOptions options = m->eval->options;
    if (options.world == WORLD_TEXT || !something_unenforced(m)) {
        return;
    }
    options.trace = false;
    options.world = WORLD_TEXT;
    const Answer *answer = run(m, same_facts(m), options);
    if (answer->eval->status != EVAL_OK) {
        return;
    }
    out->in_text = arena_array(m->arena, Finding, answer->eval->n_regimes + 1);
    for (size_t i = 0; i < answer->eval->n_regimes; i++) {
        out->in_text[i] = finding_of(answer, i);
    }
}

static void put(Making *m, Json *out, const Regime *regime, Finding finding)
{
    put_finding(m, out, regime, finding.undetermined, finding.verdict, finding.low, finding.high);
}

Json *outlook_in_text(Making *m, size_t regime)
{
    const RegimeResult *here = &m->eval->regimes[regime];
    const Finding *there = m->outlook.in_text;
    if (there == NULL || (here->low == there[regime].low && here->high == there[regime].high)) {
        return json_null(m->arena);
    }
    Json *out = json_object(m->arena);
    put(m, out, here->regime, there[regime]);
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

// The facts as they are still attested on later days, to be evaluated; made anew when a pack has ended.
typedef struct Later {
    Repeated *on;
    Day through; // the last day on which these facts are what is attested
} Later;

static void attest(Making *m, Later *later, Day day)
{
    if (later->on != NULL && day <= later->through) {
        return;
    }
    bool ended = false;
    later->through = DAY_MAX;
    for (size_t i = 0; i < m->facts->packs.n; i++) {
        Day until = m->facts->packs.items[i]->until;
        ended |= until >= m->eval->options.date && until < day;
        later->through = until >= day && until < later->through ? until : later->through;
    }
    if (!ended) {
        later->on = same_facts(m);
        return;
    }
    Facts *facts = facts_copy(m->arena, m->facts);
    facts_expire(facts, day);
    later->on = repeated_new(m->arena, m->core, facts, &m->eval->options);
}

static Day sooner(Day next, Day day, Day at)
{
    return at > day && at < next ? at : next;
}

// The first day after `day`, which was looked at, on which the law changes, a row that was
// asked for begins or ends, a comparison with the law date turns, a resolution begins or has
// ended, or a pack has ended, and the next when a resolution is for one day alone; DAY_MIN when
// none follows.
static Day next_day(Making *m, const Answer *seen, Day day)
{
    Day next = DAY_MAX + 1;
    if (seen->resolved != NULL && seen->resolved->of_the_day && !m->input->what_if) {
        next = sooner(next, day, day + 1);
    }
    for (size_t i = 0; i < m->core->law_breaks.n; i++) {
        next = sooner(next, day, m->core->law_breaks.days[i]);
    }
    for (size_t i = 0; i < m->facts->resolutions.n; i++) {
        next = sooner(next, day, m->facts->resolutions.items[i]->on);
        next = sooner(next, day, m->facts->resolutions.items[i]->until + 1);
    }
    for (size_t i = 0; i < m->facts->packs.n; i++) {
        Day until = m->facts->packs.items[i]->until;
        next = until < DAY_MAX ? sooner(next, day, until + 1) : next;
    }
    next = evaluation_next_row(seen->eval, next);
    return next > DAY_MAX ? DAY_MIN : next;
}

// It is known through the day, and nothing of what comes then.
static Day so_far(Making *m, Day day)
{
    m->outlook.beyond_unknown = true;
    return day;
}

static Day result_until(Making *m)
{
    const EvalOptions *now = &m->eval->options;
    const Answer *seen = m->answer;
    Later attested = {0};
    Day day = now->date;
    if (!now->has_date) {
        return DAY_MIN;
    }
    for (int tried = 0; !seen->eval->untold; tried++) {
        day = next_day(m, seen, day);
        if (day == DAY_MIN) {
            return DAY_MIN;
        }
        if (tried == DAYS_TRIED_MAX) {
            return so_far(m, day - 1);
        }
        EvalOptions later = *now;
        later.date = day;
        later.trace = m->facts->resolutions.n > 0; // they ask what a flag rests on
        later.move_law_date = !m->input->what_if;
        attest(m, &attested, day);
        seen = run(m, attested.on, later);
        if (lines_differ(m->answer, seen)) {
            return day - 1;
        }
    }
    return so_far(m, day);
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

// `regime`: where the rule's is in an evaluation.
static void keep_change(Making *m, Outlook *out, const CoreRule *rule, size_t regime,
                        const char *why, const Answer *other)
{
    if (other->eval->status != EVAL_OK || !regime_differs(m->answer, other, rule->regime)) {
        return;
    }
    Change change = {.rule = rule, .why = why, .would_be = finding_of(other, regime)};
    vec_push(m->arena, &out->changes, change);
}

static void try_proposal(Making *m, Outlook *out, const CoreRule *rule, size_t regime)
{
    EvalOptions options = m->eval->options;
    if (options.has_date && (options.date < rule->from || options.date >= rule->until)) {
        return;
    }
    options.trace = false;
    Str *assumed = arena_array(m->arena, Str, options.n_assumed + 1);
    for (size_t i = 0; i < options.n_assumed; i++) {
        assumed[i] = options.assumed[i];
    }
    assumed[options.n_assumed++] = rule->label;
    options.assumed = assumed;
    keep_change(m, out, rule, regime, "proposed", run(m, same_facts(m), options));
}

static void try_without(Making *m, Outlook *out, const CoreRule *rule, size_t regime)
{
    bool acts = false;
    for (size_t i = 0; i < m->eval->n_lines; i++) {
        const RuleState *state = &m->eval->lines[i].rules[rule->id];
        acts |= !state->dead && state->act != TRI_F;
    }
    if (acts) {
        EvalOptions options = m->eval->options;
        options.trace = false;
        options.without = rule->id;
        keep_change(m, out, rule, regime,
                    rule->effect == EFFECT_SUSPENDS ? "suspended" : "not_enforced",
                    run(m, same_facts(m), options));
    }
}

static void look_at_changes(Making *m, Outlook *out)
{
    for (size_t k = 0; k < m->eval->n_regimes; k++) {
        size_t regime = m->answer->order[k];
        for (size_t r = 0; r < m->core->n_rules; r++) {
            const CoreRule *rule = &m->core->rules[r];
            if (rule->regime != m->eval->regimes[regime].regime) {
                continue;
            }
            if (rule->proposed.len > 0 && !rule_assumed(&m->eval->options, rule)) {
                try_proposal(m, out, rule, regime);
            } else if (rule->effect == EFFECT_SUSPENDS || rule->effect == EFFECT_UNENFORCES) {
                try_without(m, out, rule, regime);
            }
        }
    }
}

// The questions of the day itself come first: later days move on from it.
void outlook_make(Making *m)
{
    Outlook *out = &m->outlook;
    out->result_until = DAY_MIN;
    if (m->eval->status != EVAL_OK) {
        return;
    }
    Scratch scratch;
    scratch_begin(&scratch, m->arena);
    m->room = scratch.arena;
    look_at_text(m, out);
    if (m->input->with_outlook) {
        look_at_changes(m, out);
        out->result_until = result_until(m);
    }
    m->room = NULL;
    scratch_end(&scratch);
}

void outlook_put_not_in_force(Making *m, Json *out)
{
    Json *list = put_list(m->arena, out, "not_in_force");
    for (size_t i = 0; i < m->outlook.changes.n; i++) {
        const Change *change = &m->outlook.changes.items[i];
        const CoreRule *rule = change->rule;
        Json *object = push_object(m->arena, list);
        put_provision(m, object, rule);
        put_plain(m->arena, object, "why", str_of(change->why));
        put_plain(m->arena, object, "by", rule->label);
        Json *targets = put_list(m->arena, object, "targets");
        for (size_t t = 0; t < rule->n_targets; t++) {
            push_text(m->arena, targets, rule->targets[t]);
            texts_cites(m, rule->targets[t]);
        }
        put_plain(m->arena, object, "regime", rule->regime->name);
        put(m, put_object(m->arena, object, "would_be"), rule->regime, change->would_be);
    }
}
