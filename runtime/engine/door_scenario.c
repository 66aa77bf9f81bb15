// The public door, scenarios: shown, run against what they expect, counted for coverage.
//
// In:  the scenarios of a policy's root modules.
// Out: outcomes with their failures. Each group is decided in every world it speaks of.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/engine/coverage.h"
#include "runtime/engine/door.h"
#include "runtime/engine/scenario.h"

struct licet_outcome {
    Door door;
    ScenarioResult result;
    licet_failure *failures;
};

struct licet_coverage {
    Door door;
    const licet_policy *policy;
    Coverage *coverage;
    licet_covered *shown; // all but `reached`, which moves on
};

size_t licet_scenario_count(const licet_policy *policy)
{
    return policy == NULL ? 0 : policy->n_scenarios;
}

bool licet_scenario_at(const licet_policy *policy, size_t index, licet_scenario *out)
{
    if (policy == NULL || index >= policy->n_scenarios) {
        return false;
    }
    *out = policy->scenarios[index];
    return true;
}

bool licet_scenario_group(const licet_policy *policy, size_t index, size_t group,
                          licet_group *out)
{
    if (policy == NULL || index >= policy->n_scenarios ||
        group >= policy->of[index]->n_groups) {
        return false;
    }
    *out = policy->groups[index][group];
    return true;
}

// -- running ----------------------------------------------------------------------------

typedef struct RunJob {
    const licet_policy *policy;
    size_t index;
    licet_outcome *outcome;
    Coverage *coverage;
    Arena *work; // of the decisions of one group, emptied for the next
} RunJob;

static const Statement *decide_group(RunJob *run, size_t group, World world)
{
    const licet_policy *policy = run->policy;
    const CoreScenario *scenario = policy->of[run->index];
    const licet_group *shown = &policy->groups[run->index][group];
    const licet_scenario *about = &policy->scenarios[run->index];
    licet_options options = {
        .compact = true, // nothing that is expected stands in proof or outlook
        .as_of = shown->as_of[0] != 0 ? shown->as_of : NULL,
        .as_of_from = "scenario",
        .text_world = world == WORLD_TEXT,
        .assume = shown->assume,
        .assume_count = shown->assume_count,
        .case_id = about->case_id[0] != 0 ? about->case_id : NULL,
        .case_title = about->title,
    };
    licet_decision decision = {.door.arena = run->work, .policy = policy};
    decision.facts = facts_new(run->work, policy->pipeline->core->schema);
    scenario_lay(decision.facts, scenario, &scenario->groups[group]);
    decision_make(&decision, &options);
    if (decision.statement == NULL) {
        licet_diagnostic diag = {.message = ""};
        licet_report_at(&decision.report, 0, &diag);
        Span span = scenario->groups[group].expects->span;
        Arena *arena = run->outcome->door.arena;
        ScenarioFailure failure = {str_copy(arena, str_of(diag.message)), span};
        vec_push(arena, &run->outcome->result.failures, failure);
    } else if (run->coverage != NULL) {
        coverage_add(run->coverage, decision.statement->evaluation);
    }
    return decision.statement;
}

static void run_group(RunJob *run, size_t index)
{
    const CoreGroup *group = &run->policy->of[run->index]->groups[index];
    const Statement *statements[2] = {NULL, NULL};
    for (size_t i = 0; i < group->n_expects; i++) {
        World world = group->expects[i].world;
        if (statements[world] == NULL) {
            statements[world] = decide_group(run, index, world);
        }
        if (statements[world] == NULL) {
            return;
        }
        scenario_compare(&run->outcome->result, statements[world]->document,
                         &group->expects[i]);
    }
}

static void run_scenario(void *job)
{
    RunJob *run = job;
    licet_outcome *outcome = run->outcome;
    Arena *arena = outcome->door.arena;
    outcome->result.arena = arena;
    run->work = arena_new(&outcome->door.guard);
    for (size_t i = 0; i < run->policy->of[run->index]->n_groups; i++) {
        arena_reset(run->work);
        run_group(run, i);
    }
    size_t n = outcome->result.failures.n;
    outcome->failures = arena_array(arena, licet_failure, n + 1);
    const Sources *sources = &run->policy->pipeline->loaded->sources;
    for (size_t i = 0; i < n; i++) {
        const ScenarioFailure *failure = &outcome->result.failures.items[i];
        licet_failure *shown = &outcome->failures[i];
        const SourceFile *file = source_get(sources, failure->span.file);
        shown->message = door_text(arena, failure->message);
        shown->file = file != NULL ? door_text(arena, file->path) : "";
        source_place(sources, failure->span.file, failure->span.start, &shown->line,
                     &shown->column);
    }
}

licet_status licet_scenario_run(const licet_policy *policy, size_t index,
                                licet_coverage *coverage, licet_outcome **out)
{
    *out = NULL;
    if (policy == NULL || !policy->pipeline->clean || index >= policy->n_scenarios) {
        return LICET_MISUSE;
    }
    licet_outcome *outcome = door_new(policy->door.engine, sizeof *outcome);
    if (outcome == NULL) {
        return LICET_NO_MEMORY;
    }
    RunJob job = {policy, index, outcome, coverage != NULL ? coverage->coverage : NULL, NULL};
    licet_status status = door_run(&outcome->door, run_scenario, &job);
    arena_free(job.work);
    if (status != LICET_OK) {
        door_free(outcome);
        return status;
    }
    *out = outcome;
    return LICET_OK;
}

void licet_outcome_free(licet_outcome *outcome)
{
    door_free(outcome);
}

size_t licet_outcome_expects(const licet_outcome *outcome)
{
    return outcome == NULL ? 0 : outcome->result.n_expects;
}

size_t licet_outcome_failures(const licet_outcome *outcome)
{
    return outcome == NULL ? 0 : outcome->result.failures.n;
}

bool licet_outcome_failure(const licet_outcome *outcome, size_t index, licet_failure *out)
{
    if (outcome == NULL || index >= outcome->result.failures.n) {
        return false;
    }
    *out = outcome->failures[index];
    return true;
}

// -- coverage ---------------------------------------------------------------------------

static licet_covered show_table(const licet_policy *policy, Arena *arena, uint32_t index)
{
    const Sources *sources = &policy->pipeline->loaded->sources;
    const Decl *decl = policy->pipeline->checked->tables.items[index]->decl;
    const SourceFile *file = source_get(sources, decl->node->span.file);
    licet_covered out = {
        .label = door_text(arena, str_format(arena, "table %.*s", STR_ARG(decl->name))),
        .from = "",
        .file = file != NULL ? door_text(arena, file->path) : "",
        .table = true,
    };
    uint32_t column;
    source_place(sources, decl->node->span.file, decl->node->span.start, &out.line, &column);
    return out;
}

static licet_covered show_entry(const licet_policy *policy, Arena *arena,
                                const CoverageEntry *entry, size_t number)
{
    const CoreRule *rule = entry->rule;
    const Sources *sources = &policy->pipeline->loaded->sources;
    Span span = entry->exception != NULL ? entry->exception->when->span : rule->span;
    const SourceFile *file = source_get(sources, span.file);
    Str label = rule->label;
    if (entry->exception != NULL && entry->exception->label.len > 0) {
        label = str_format(arena, "%.*s except %.*s", STR_ARG(label),
                           STR_ARG(entry->exception->label));
    } else if (entry->exception != NULL) {
        label = str_format(arena, "%.*s except #%zu", STR_ARG(label), number);
    }
    licet_covered out = {
        .label = door_text(arena, label),
        .from = rule->from > DAY_MIN ? door_date(arena, rule->from) : "",
        .file = file != NULL ? door_text(arena, file->path) : "",
        .exception = entry->exception != NULL,
    };
    uint32_t column;
    source_place(sources, span.file, span.start, &out.line, &column);
    return out;
}

static void begin_coverage(void *job)
{
    licet_coverage *coverage = job;
    Arena *arena = coverage->door.arena;
    Coverage *made = coverage_new(arena, coverage->policy->pipeline->core);
    coverage->coverage = made;
    coverage->shown = arena_array(arena, licet_covered, made->n + 1);
    size_t number = 0;
    for (size_t i = 0; i < made->n; i++) {
        number = made->entries[i].exception != NULL ? number + 1 : 0;
        const CoverageEntry *entry = &made->entries[i];
        coverage->shown[i] = entry->rule != NULL
                                 ? show_entry(coverage->policy, arena, entry, number)
                                 : show_table(coverage->policy, arena, entry->table);
    }
}

licet_status licet_coverage_new(const licet_policy *policy, licet_coverage **out)
{
    *out = NULL;
    if (policy == NULL || !policy->pipeline->clean) {
        return LICET_MISUSE;
    }
    licet_coverage *coverage = door_new(policy->door.engine, sizeof *coverage);
    if (coverage == NULL) {
        return LICET_NO_MEMORY;
    }
    coverage->policy = policy;
    licet_status status = door_run(&coverage->door, begin_coverage, coverage);
    if (status != LICET_OK) {
        door_free(coverage);
        return status;
    }
    *out = coverage;
    return LICET_OK;
}

void licet_coverage_free(licet_coverage *coverage)
{
    door_free(coverage);
}

bool licet_coverage_at(const licet_coverage *coverage, size_t index, licet_covered *out)
{
    if (coverage == NULL || index >= coverage->coverage->n) {
        return false;
    }
    *out = coverage->shown[index];
    out->reached = coverage->coverage->entries[index].reached;
    return true;
}
