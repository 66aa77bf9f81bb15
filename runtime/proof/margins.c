// Margins: how far a number stands from the limit that a classification sets.
//
// In:  the trace of the conditions of classifying rules, of the line's subject and of the
//      records within it that were classified on the way (the chips on a board).
// Out: comparisons of an exact number with a constant: number, relation, limit, distance.
// Goes down through paragraphs, `not` and calls; the way is kept as printed labels.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/inner.h"

typedef struct Spot {
    StepId step;
    Str limb; // "(i)(1)"
} Spot;

static bool is_exact_number(const Step *step)
{
    return step->expr->type != NULL && step->expr->type->kind == TYPE_NUM &&
           step->value.kind == VALUE_NUM && !rat_is_inf(step->value.as.num.lo) &&
           rat_eq(step->value.as.num.lo, step->value.as.num.hi);
}

// The relation read with the number on the left: flipped when the constant stood there.
static const char *relation_name(CoreOp op, bool flipped)
{
    if (op == CORE_GE) {
        return flipped ? "at_most" : "at_least";
    }
    if (op == CORE_LE) {
        return flipped ? "at_least" : "at_most";
    }
    if (op == CORE_GT) {
        return flipped ? "less_than" : "more_than";
    }
    return flipped ? "more_than" : "less_than";
}

// A number in base units, in the unit of the type; a difference has no offset.
static Str in_unit(Making *m, const Type *type, Rat base, bool difference)
{
    Rat out = base;
    if (!difference) {
        rat_sub(m->arena, base, type->unit_offset.den == 0 ? RAT_ZERO : type->unit_offset,
                &out);
    }
    if (type->unit_scale.den != 0 && rat_sign(type->unit_scale) != 0) {
        rat_div(m->arena, out, type->unit_scale, &out);
    }
    Buf buf;
    buf_init(&buf, m->arena);
    rat_print(&buf, out);
    return buf_done(&buf);
}

static Str subject_pointer(Making *m, const Fact *subject)
{
    Buf pointer;
    buf_init(&pointer, m->arena);
    if (subject != NULL) {
        fact_pointer(&pointer, subject);
    }
    return subject != NULL ? buf_done(&pointer) : STR("/");
}

static void put_margin(Making *m, const CoreRule *rule, const Spot *spot, const Fact *subject,
                       Json *list)
{
    const Trace *trace = &m->eval->trace;
    const Step *step = &trace->steps[spot->step];
    const Step *left = trace_kid(trace, step, 0), *right = trace_kid(trace, step, 1);
    bool left_constant = expr_is_constant(m, left->expr);
    bool right_constant = expr_is_constant(m, right->expr);
    bool moves = value_moves(&left->value) || value_moves(&right->value);
    if (left_constant == right_constant || !is_exact_number(left) || !is_exact_number(right) ||
        (m->of_period && moves)) {
        return;
    }
    const Step *number = left_constant ? right : left;
    const Step *constant = left_constant ? left : right;
    const Type *type =
        constant->expr->type->unit.len > 0 ? constant->expr->type : number->expr->type;
    Rat value = number->value.as.num.lo, limit = constant->value.as.num.lo, over = RAT_ZERO;
    rat_sub(m->arena, value, limit, &over);
    Json *out = push_object(m->arena, list);
    put_plain(m->arena, out, "provision", rule->label);
    put_plain(m->arena, out, "subject", subject_pointer(m, subject));
    put_plain(m->arena, out, "limb", spot->limb);
    put_plain(m->arena, out, "value", in_unit(m, type, value, false));
    put_plain(m->arena, out, "relation",
              str_of(relation_name(step->expr->op, left_constant)));
    put_plain(m->arena, out, "limit", in_unit(m, type, limit, false));
    put_plain(m->arena, out, "unit", type->unit);
    put_plain(m->arena, out, "over", in_unit(m, type, over, true));
    put_truth(m->arena, out, "holds", step->value.tri == TRI_T);
    texts_rule(m, rule);
}

static bool is_comparison(CoreOp op)
{
    return op == CORE_LT || op == CORE_LE || op == CORE_GT || op == CORE_GE;
}

static bool is_paragraph(CoreOp op)
{
    return op == CORE_ALL || op == CORE_ANY || op == CORE_NONE_OF || op == CORE_AT_LEAST ||
           op == CORE_NOT;
}

// In the order of the text: the last part waits longest.
static void walk_condition(Making *m, const CoreRule *rule, StepId root, const Fact *subject,
                           Json *list)
{
    const Trace *trace = &m->eval->trace;
    VEC(Spot) waiting = {0};
    Spot first = {root, STR("")};
    vec_push(m->arena, &waiting, first);
    while (waiting.n > 0) {
        Spot spot = waiting.items[--waiting.n];
        const Step *step = &trace->steps[spot.step];
        if (is_comparison(step->expr->op) && step->n_kids == 2) {
            put_margin(m, rule, &spot, subject, list);
        }
        if (step->expr->op == CORE_CALL && step->n_kids > 0) {
            Spot body = {trace->kids[step->first_kid + step->n_kids - 1], spot.limb};
            vec_push(m->arena, &waiting, body);
        }
        for (uint32_t i = is_paragraph(step->expr->op) ? step->n_kids : 0; i > 0; i--) {
            Str label = expr_part_label(step->expr, i - 1);
            Spot part = {trace->kids[step->first_kid + i - 1], spot.limb};
            if (label.len > 0) {
                part.limb = str_format(m->arena, "%.*s%.*s", STR_ARG(spot.limb),
                                       STR_ARG(label));
            }
            vec_push(m->arena, &waiting, part);
        }
    }
}

// The condition's step: the second part of the body of an act.
static StepId condition_of(const Trace *trace, const CoreRule *rule, StepId act)
{
    if (act == 0 || rule->when == NULL || trace->steps[act].n_kids == 0) {
        return 0;
    }
    const Step *step = &trace->steps[act];
    const Step *body = trace_kid(trace, step, step->n_kids - 1);
    return body->expr->op == CORE_ALL && body->n_kids > 1
               ? trace->kids[body->first_kid + 1] : 0;
}

static void put_margins(Making *m, const CoreRule *rule, StepId act, Json *list)
{
    StepId root = condition_of(&m->eval->trace, rule, act);
    if (root != 0) {
        walk_condition(m, rule, root, m->eval->trace.steps[act].subject, list);
    }
}

// A part of the line's item, at any depth.
static bool is_within(const Fact *part, const Fact *whole)
{
    for (part = part != NULL ? part->parent : NULL; part != NULL; part = part->parent) {
        if (part == whole) {
            return true;
        }
    }
    return false;
}

// All that was asked of the line's item; of the items it contains, what classified them.
static bool is_told(const Making *m, const Line *line, StepId act)
{
    const Step *step = &m->eval->trace.steps[act];
    return act == line->rules[step->expr->index].act_step ||
           (step->value.tri == TRI_T && is_within(step->subject, line->subject));
}

// Found once for all lines: the trace grows with their number.
static void find_acts(Making *m)
{
    const Trace *trace = &m->eval->trace;
    for (StepId step = 1; !m->acts_found && step < trace->n; step++) {
        const Expr *expr = trace->steps[step].expr;
        if (expr->op == CORE_ACT &&
            m->core->rules[expr->index].effect == EFFECT_CLASSIFIES) {
            vec_push(m->arena, &m->acts, step);
        }
    }
    m->acts_found = true;
}

void margins_put(Making *m, const Line *line, Json *out)
{
    Json *list = put_list(m->arena, out, "margins");
    find_acts(m);
    VEC(StepId) told = {0};
    for (size_t i = 0; i < m->acts.n; i++) {
        if (is_told(m, line, m->acts.items[i])) {
            vec_push(m->arena, &told, m->acts.items[i]);
        }
    }
    for (RuleId r = 0; r < m->core->n_rules; r++) {
        for (size_t i = 0; i < told.n; i++) {
            if (m->eval->trace.steps[told.items[i]].expr->index == r) {
                put_margins(m, &m->core->rules[r], told.items[i], list);
            }
        }
    }
}
