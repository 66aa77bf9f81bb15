// Coverage: counts in how many decisions each rule acted and each exception applied.
//
// In:  evaluations with their traces. Out: one counter for each rule and exception.
// An exception is found in the trace by the expression that it is made of.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/engine/coverage.h"

Coverage *coverage_new(Arena *arena, const Core *core)
{
    Coverage *coverage = arena_make(arena, Coverage);
    coverage->core = core;
    for (size_t i = 0; i < core->n_rules; i++) {
        coverage->n += 1 + core->rules[i].n_exceptions;
    }
    coverage->entries = arena_array(arena, CoverageEntry, coverage->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < core->n_rules; i++) {
        const CoreRule *rule = &core->rules[i];
        coverage->entries[n++].rule = rule;
        for (size_t j = 0; j < rule->n_exceptions; j++) {
            coverage->entries[n++] = (CoverageEntry){rule, &rule->exceptions[j], 0};
        }
    }
    return coverage;
}

static bool acted(const Evaluation *evaluation, const CoreRule *rule)
{
    for (size_t i = 0; i < evaluation->n_lines; i++) {
        const RuleState *state = &evaluation->lines[i].rules[rule->id];
        if (!state->dead && state->act == TRI_T) {
            return true;
        }
    }
    return false;
}

// Whether the condition of the exception was true anywhere in the decision.
static bool applied(const Evaluation *evaluation, const Exception *exception)
{
    const Trace *trace = &evaluation->trace;
    for (size_t i = 1; i < trace->n; i++) {
        const Step *step = &trace->steps[i];
        if (step->expr == exception->when && step->value.kind == VALUE_BOOL &&
            step->value.tri == TRI_T) {
            return true;
        }
    }
    return false;
}

void coverage_add(Coverage *coverage, const Evaluation *evaluation)
{
    for (size_t i = 0; i < coverage->n; i++) {
        CoverageEntry *entry = &coverage->entries[i];
        bool reached = entry->exception == NULL ? acted(evaluation, entry->rule)
                                                : applied(evaluation, entry->exception);
        entry->reached += reached;
    }
}
