// Answer: findings, gates, conflicts and the exit status (GRAMMAR.md, section 4.5).
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/answer.h"

const char *gate_name(Gate gate)
{
    switch (gate) {
    case GATE_PROCEED: return "proceed";
    case GATE_HOLD: return "hold";
    case GATE_STOP: return "stop";
    }
    return "";
}

bool answer_is_demand(const CoreRule *rule)
{
    return rule->effect == EFFECT_REQUIRES || rule->effect == EFFECT_PROHIBITS;
}

bool answer_duty_open(const CoreRule *rule, const Duty *duty, Tri act)
{
    if (duty->when == DUTY_AFTER || duty->note) {
        return false;
    }
    return !(duty->when == DUTY_BEFORE && rule->effect == EFFECT_AUTHORIZES &&
             act == TRI_T);
}

// A duty belongs to its rule: sure when the rule acts, possible when it may.
static bool duties_same(const Core *core, const Line *line)
{
    for (size_t r = 0; r < core->n_rules; r++) {
        const RuleState *state = &line->rules[r];
        if (!state->dead && state->act == TRI_U && core->rules[r].owes) {
            return false;
        }
    }
    return true;
}

static bool flag_open(const Answer *answer, size_t line, RuleId rule)
{
    const RaisedFlag *flag = answer->resolved == NULL
                                 ? NULL
                                 : resolved_find(answer->resolved, line, rule);
    return flag == NULL || flag->closed_by == NULL;
}

// A flag that no resolution closes, or a duty that is still to be done, of a rule that acts
// or may act.
static bool something_open(const Answer *answer, size_t index)
{
    const Core *core = answer->eval->core;
    const Line *line = &answer->eval->lines[index];
    for (size_t r = 0; r < core->n_rules; r++) {
        const CoreRule *rule = &core->rules[r];
        if (line->rules[r].dead || line->rules[r].act == TRI_F) {
            continue;
        }
        if (rule->effect == EFFECT_FLAGS && flag_open(answer, index, rule->id)) {
            return true;
        }
        for (size_t d = 0; d < rule->n_duties; d++) {
            if (answer_duty_open(rule, &rule->duties[d], line->rules[r].act)) {
                return true;
            }
        }
    }
    return false;
}

// Adds a policy in order of severity, once.
void answer_add_policy(Arena *arena, PolicyList *list, const Decl *policy)
{
    for (size_t i = 0; i < list->n; i++) {
        if (list->items[i] == policy) {
            return;
        }
    }
    vec_push(arena, list, policy);
    for (size_t i = list->n - 1; i > 0; i--) {
        if (list->items[i - 1]->severity <= list->items[i]->severity) {
            break;
        }
        const Decl *swap = list->items[i];
        list->items[i] = list->items[i - 1];
        list->items[i - 1] = swap;
    }
}

Reviews answer_reviews(Arena *arena, const Evaluation *eval, const Line *line,
                       const CoreRule *rule)
{
    Reviews out = {0};
    for (size_t i = 0; i < rule->n_reviewed_by; i++) {
        const RuleState *state = &line->rules[rule->reviewed_by[i]];
        if (state->dead || state->act == TRI_F) {
            continue;
        }
        answer_add_policy(arena, state->act == TRI_T ? &out.sure : &out.possible,
                          eval->core->rules[rule->reviewed_by[i]].policy);
    }
    out.conflict = out.sure.n > 1;
    out.most_severe = out.sure.n > 0 ? out.sure.items[out.sure.n - 1] : NULL;
    return out;
}

static void add_policies(Arena *arena, PolicyList *into, const PolicyList *from)
{
    for (size_t i = 0; i < from->n; i++) {
        answer_add_policy(arena, into, from->items[i]);
    }
}

// Reviews of all demands that are or may be open; they conflict when those of one do.
static Reviews reviews_of_line(Arena *arena, const Evaluation *eval, const Line *line)
{
    Reviews out = {0};
    for (size_t r = 0; r < eval->core->n_rules; r++) {
        const CoreRule *rule = &eval->core->rules[r];
        if (!answer_is_demand(rule) || line->rules[r].dead ||
            line->rules[r].open == TRI_F) {
            continue;
        }
        Reviews reviews = answer_reviews(arena, eval, line, rule);
        out.conflict = out.conflict || reviews.conflict;
        add_policies(arena, &out.sure, &reviews.sure);
        add_policies(arena, &out.possible, &reviews.possible);
    }
    out.most_severe = out.sure.n > 0 ? out.sure.items[out.sure.n - 1] : NULL;
    return out;
}

static bool has_conflict_cause(const Evaluation *eval, const Causes *causes)
{
    for (uint32_t i = 0; causes != NULL && i < causes->n; i++) {
        if (eval->causes[causes->ids[i]].kind == CAUSE_CONFLICT) {
            return true;
        }
    }
    return false;
}

// The finding over [low, high]; false when it cannot be determined.
static bool find(const Regime *regime, uint32_t low, uint32_t high, bool same,
                 uint32_t *verdict)
{
    bool blocks = regime->chain[low].blocks;
    *verdict = blocks ? low : high;
    return blocks || (!regime->chain[high].blocks && same);
}

static LineAnswer answer_line(Arena *arena, const Answer *answer, size_t index)
{
    const Evaluation *eval = answer->eval;
    const Line *line = &eval->lines[index];
    LineAnswer out = {0};
    out.duties_same = duties_same(eval->core, line);
    out.undetermined =
        !find(line->regime, line->low, line->high, out.duties_same, &out.verdict);
    out.reviews = reviews_of_line(arena, eval, line);
    out.case_conflict = has_conflict_cause(eval, line->missing);
    if (line->regime->chain[line->low].blocks) {
        out.gate = GATE_STOP;
    } else if (out.undetermined || out.reviews.conflict || out.case_conflict ||
               something_open(answer, index)) {
        out.gate = GATE_HOLD;
    }
    return out;
}

// An open subject list leaves the regime undetermined although each line known so far
// proceeds: the regime then holds.
static RegimeAnswer answer_regime(const Answer *answer, const RegimeResult *result)
{
    RegimeAnswer out = {.gate = GATE_PROCEED};
    bool same = true;
    for (size_t i = result->first_line; i < result->first_line + result->n_lines; i++) {
        same = same && answer->lines[i].duties_same;
        if (answer->lines[i].gate > out.gate) {
            out.gate = answer->lines[i].gate;
        }
    }
    out.undetermined = !find(result->regime, result->low, result->high, same, &out.verdict);
    if (result->regime->chain[result->low].blocks) {
        out.gate = GATE_STOP;
    } else if (out.undetermined && out.gate == GATE_PROCEED) {
        out.gate = GATE_HOLD;
    }
    return out;
}

// The exit status: the first that fits.
static int exit_of(const Answer *answer)
{
    const Evaluation *eval = answer->eval;
    bool conflict = false, blocked = false, undetermined = false;
    for (size_t i = 0; i < eval->n_lines; i++) {
        conflict |= answer->lines[i].reviews.conflict || answer->lines[i].case_conflict;
    }
    for (size_t i = 0; i < eval->n_regimes; i++) {
        const RegimeResult *result = &eval->regimes[i];
        const Regime *regime = result->regime;
        if (result->low >= regime->prohibition && regime->prohibition > regime->requirement &&
            regime->chain[regime->prohibition].blocks) {
            return 12;
        }
        blocked |= regime->chain[result->low].blocks;
        undetermined |= answer->regimes[i].undetermined;
    }
    if (conflict) {
        return 21;
    }
    if (blocked) {
        return 10;
    }
    if (undetermined) {
        return 20;
    }
    return answer->gate == GATE_HOLD ? 11 : 0;
}

// A handful of regimes: insertion keeps it plain.
static const size_t *order_by_name(Arena *arena, const Evaluation *eval)
{
    size_t *order = arena_array(arena, size_t, eval->n_regimes);
    for (size_t i = 0; i < eval->n_regimes; i++) {
        size_t at = i;
        while (at > 0 && str_cmp(eval->regimes[order[at - 1]].regime->name,
                                 eval->regimes[i].regime->name) > 0) {
            order[at] = order[at - 1];
            at--;
        }
        order[at] = i;
    }
    return order;
}

// Nothing can be said of any line.
static void stop_at_limit(Answer *out)
{
    for (size_t i = 0; i < out->eval->n_lines; i++) {
        out->lines[i] = (LineAnswer){.undetermined = true, .gate = GATE_HOLD};
    }
    for (size_t i = 0; i < out->eval->n_regimes; i++) {
        out->regimes[i] = (RegimeAnswer){.undetermined = true, .gate = GATE_HOLD};
    }
    out->gate = GATE_HOLD;
    out->exit = 5;
}

Answer *answer_make(Arena *arena, const Evaluation *eval, bool bases)
{
    Answer *out = arena_make(arena, Answer);
    out->eval = eval;
    out->order = order_by_name(arena, eval);
    out->lines = arena_array(arena, LineAnswer, eval->n_lines);
    out->regimes = arena_array(arena, RegimeAnswer, eval->n_regimes);
    if (eval->status != EVAL_OK) {
        stop_at_limit(out);
        return out;
    }
    bases = eval->options.trace && (bases || eval->facts->resolutions.n > 0);
    out->resolved = bases ? resolve_flags(arena, eval) : NULL;
    for (size_t i = 0; i < eval->n_lines; i++) {
        out->lines[i] = answer_line(arena, out, i);
    }
    for (size_t i = 0; i < eval->n_regimes; i++) {
        out->regimes[i] = answer_regime(out, &eval->regimes[i]);
        if (out->regimes[i].gate > out->gate) {
            out->gate = out->regimes[i].gate;
        }
    }
    out->exit = exit_of(out);
    return out;
}
