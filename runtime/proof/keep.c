// Keeping: which kids of a step suffice or help to derive its value (GRAMMAR.md, section 4.7).
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/support.h"

const Step *trace_kid(const Trace *trace, const Step *step, uint32_t kid)
{
    return &trace->steps[trace->kids[step->first_kid + kid]];
}

bool step_is(const Step *step, Tri tri)
{
    return step->value.kind == VALUE_BOOL && step->value.tri == tri;
}

// A condition that is none counts as F, one that is anything else as U.
Tri step_truth(const Step *step)
{
    if (step->value.kind == VALUE_BOOL) {
        return (Tri)step->value.tri;
    }
    return step->value.kind == VALUE_NONE ? TRI_F : TRI_U;
}

// The value of an element's body that settles a quantifier, when it is settled so.
bool step_settles(const Step *step, Tri *body)
{
    CoreOp op = step->expr->op;
    if (op == CORE_SOME && step_is(step, TRI_T)) {
        *body = TRI_T;
        return true;
    }
    if ((op == CORE_NO || op == CORE_EVERY) && step_is(step, TRI_F)) {
        *body = op == CORE_NO ? TRI_T : TRI_F;
        return true;
    }
    return false;
}

// Whether an element settles a quantifier: its body has the value, and it is a member.
bool step_element_settles(const Trace *trace, const Step *step, uint32_t kid, Tri body)
{
    if (step_truth(trace_kid(trace, step, kid)) != body) {
        return false;
    }
    const Step *list = trace_kid(trace, step, 0);
    if (list->value.kind != VALUE_LIST || list->value.as.list->n != step->n_kids - 1) {
        return true;
    }
    return list->value.as.list->items[kid - 1].member == TRI_T;
}

// Cases: a value whose condition is F does not count, nor `otherwise` when some case holds.
static bool case_counts(const Trace *trace, const Step *step, uint32_t kid)
{
    if (kid + 1 < step->n_kids) {
        return kid % 2 == 0 || step_truth(trace_kid(trace, step, kid - 1)) != TRI_F;
    }
    for (uint32_t i = 0; i + 1 < step->n_kids; i += 2) {
        if (step_truth(trace_kid(trace, step, i)) == TRI_T) {
            return false;
        }
    }
    return true;
}

// `is`: the classifying acts, those that hold when one does; the record itself only when no
// rule classifies and its asserted field is asked, or when it is not a record at all.
static bool is_kid_counts(const Step *step, const Step *of)
{
    if (of->expr->op != CORE_ACT) {
        return step->expr->n_rules == 0 || of->value.kind != VALUE_RECORD;
    }
    return !step_is(step, TRI_T) || step_truth(of) == TRI_T;
}

bool op_aggregates(CoreOp op)
{
    return op == CORE_SUM || op == CORE_GREATEST || op == CORE_LEAST || op == CORE_COUNT ||
           op == CORE_LIST;
}

// "Not beaten by that rule", among the parts of an act.
static bool is_beater(const Step *step)
{
    return step->expr->op == CORE_NOT && step->expr->kids[0]->op == CORE_ACT;
}

// F of `all of`: its F parts. An act that is F by what its own rule says does not rest on
// the rules that beat it as well.
static bool false_part_counts(const Trace *trace, const Step *step, const Step *of)
{
    if (step_truth(of) != TRI_F || !is_beater(of)) {
        return step_truth(of) == TRI_F;
    }
    for (uint32_t k = 0; k < step->n_kids; k++) {
        const Step *other = trace_kid(trace, step, k);
        if (step_truth(other) == TRI_F && !is_beater(other)) {
            return false;
        }
    }
    return true;
}

bool support_keeps(const Trace *trace, const Step *step, uint32_t kid)
{
    const Step *of = trace_kid(trace, step, kid);
    CoreOp op = step->expr->op;
    Tri body = TRI_U;
    if (op == CORE_ALL && step_is(step, TRI_F)) {
        return false_part_counts(trace, step, of);
    }
    if ((op == CORE_ANY && step_is(step, TRI_T)) ||
        (op == CORE_NONE_OF && step_is(step, TRI_F))) {
        return step_truth(of) == TRI_T;
    }
    if (op == CORE_IS) {
        return is_kid_counts(step, of);
    }
    if (op_aggregates(op) && kid > 0 && kid % 2 == 0) {
        StepId where = trace->kids[step->first_kid + kid - 1];
        return where == 0 || step_truth(&trace->steps[where]) != TRI_F;
    }
    if (op == CORE_CASES) {
        return case_counts(trace, step, kid);
    }
    if (kid > 0 && step_settles(step, &body)) {
        return step_element_settles(trace, step, kid, body);
    }
    return true;
}
