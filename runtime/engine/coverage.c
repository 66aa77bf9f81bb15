// Coverage: counts in how many decisions each rule acted, each exception applied, and each
// table gave a row.
//
// In:  evaluations with their traces. Out: one counter for each rule, exception and table.
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
    coverage->n += core->n_tables;
    coverage->entries = arena_array(arena, CoverageEntry, coverage->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < core->n_rules; i++) {
        const CoreRule *rule = &core->rules[i];
        coverage->entries[n++].rule = rule;
        for (size_t j = 0; j < rule->n_exceptions; j++) {
            coverage->entries[n++] = (CoverageEntry){rule, &rule->exceptions[j], 0, 0};
        }
    }
    for (uint32_t i = 0; i < core->n_tables; i++) {
        coverage->entries[n++] = (CoverageEntry){.table = i};
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

// Whether a row was found, or the table was run over.
static bool gave_a_row(const Evaluation *evaluation, uint32_t table)
{
    const Trace *trace = &evaluation->trace;
    for (size_t i = 1; i < trace->n; i++) {
        const Step *step = &trace->steps[i];
        bool read = step->expr->op == CORE_LOOKUP || step->expr->op == CORE_ROWS;
        if (read && step->expr->index == table &&
            (step->value.kind == VALUE_RECORD ||
             (step->value.kind == VALUE_LIST && step->value.as.list->n > 0))) {
            return true;
        }
    }
    return false;
}

static bool reaches(const Evaluation *evaluation, const CoverageEntry *entry)
{
    return entry->rule == NULL        ? gave_a_row(evaluation, entry->table)
           : entry->exception == NULL ? acted(evaluation, entry->rule)
                                      : applied(evaluation, entry->exception);
}

void coverage_add(Coverage *coverage, const Evaluation *evaluation)
{
    for (size_t i = 0; i < coverage->n; i++) {
        coverage->entries[i].reached += reaches(evaluation, &coverage->entries[i]);
    }
}
