// Evaluations shown: lines, what each rule says, and every step of the trace.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/eval/show.h"

void show_cause(Buf *out, const Evaluation *work, const Cause *cause)
{
    switch (cause->kind) {
    case CAUSE_FACT:
        fact_pointer(out, cause->fact);
        break;
    case CAUSE_OPEN_LIST:
        fact_pointer(out, cause->fact);
        buf_text(out, " incomplete");
        break;
    case CAUSE_FAULT:
        buf_addf(out, "fault: %.*s", STR_ARG(cause->text));
        break;
    case CAUSE_DOUBT:
        buf_addf(out, "doubt: %.*s", STR_ARG(work->core->rules[cause->rule].label));
        break;
    case CAUSE_TABLE:
        buf_addf(out, "past the date of %.*s", STR_ARG(work->core->tables[cause->table].name));
        break;
    case CAUSE_LABEL:
        buf_addf(out, "nothing classifies %.*s", STR_ARG(cause->text));
        break;
    case CAUSE_CONFLICT:
        buf_text(out, "conflicting cases");
        break;
    }
}

static void show_causes(Buf *out, const Evaluation *work, const Causes *causes)
{
    for (uint32_t i = 0; causes && i < causes->n; i++) {
        buf_text(out, i ? ", " : " <- ");
        show_cause(out, work, &work->causes[causes->ids[i]]);
    }
}

static void show_rule(Buf *out, const Evaluation *work, const CoreRule *rule, const RuleState *state)
{
    if (state->dead)
        return;
    buf_addf(out, "  %.*s act %s", STR_ARG(rule->label), tri_name(state->act));
    show_causes(out, work, state->act_causes);
    if (rule->open) {
        buf_addf(out, "; open %s", tri_name(state->open));
        show_causes(out, work, state->open_causes);
    }
    buf_char(out, '\n');
}

static void show_line(Buf *out, const Evaluation *work, const Line *line)
{
    const Verdict *chain = line->regime->chain;
    buf_addf(out, "line %.*s of %.*s: %.*s", STR_ARG(line->id), STR_ARG(line->regime->name),
             STR_ARG(chain[line->low].name));
    if (line->low != line->high)
        buf_addf(out, " .. %.*s", STR_ARG(chain[line->high].name));
    show_causes(out, work, line->missing);
    buf_char(out, '\n');
    for (size_t i = 0; i < work->core->n_rules; i++)
        show_rule(out, work, &work->core->rules[i], &line->rules[i]);
}

static void show_step(Buf *out, const Evaluation *work, size_t id)
{
    const Step *step = &work->trace.steps[id];
    buf_addf(out, "%5zu %s = ", id, core_op_name(step->expr->op));
    value_print(out, step->expr->type, &step->value);
    for (uint32_t i = 0; i < step->n_kids; i++)
        buf_addf(out, "%s%u", i ? " " : " from ", work->trace.kids[step->first_kid + i]);
    show_causes(out, work, step->value.causes);
    buf_char(out, '\n');
}

void show_evaluation(Buf *out, const Evaluation *work, bool steps)
{
    static const char *const statuses[] = {"", "step limit reached\n", "depth limit reached\n"};
    buf_text(out, statuses[work->status]);
    for (size_t i = 0; i < work->n_lines; i++)
        show_line(out, work, &work->lines[i]);
    for (size_t i = 1; steps && i < work->trace.n; i++)
        show_step(out, work, i);
}
