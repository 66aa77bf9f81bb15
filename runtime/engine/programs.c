// Programs of a policy: one for each era and world, published once.
//
// Two threads may make the same one; the second throws its own away. What was published never
// changes, so readers need no lock.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/engine/programs.h"

#include <stdatomic.h>

struct Programs {
    _Atomic(PlanBox *) plan;
    size_t n_eras;
    _Atomic(ProgramBox *) *boxes; // [world * n_eras + era]
};

enum { WORLDS = 2 };

void programs_init(licet_policy *policy)
{
    Arena *arena = policy->door.arena;
    Programs *programs = arena_make(arena, Programs);
    programs->n_eras = policy->pipeline->core->n_breaks;
    programs->boxes = arena_alloc(arena, (WORLDS * programs->n_eras + 1) * sizeof *programs->boxes);
    policy->programs = programs;
}

void programs_free(licet_policy *policy)
{
    Programs *programs = policy->programs;
    if (programs == NULL) {
        return;
    }
    for (size_t i = 0; i < WORLDS * programs->n_eras; i++) {
        door_free(atomic_load(&programs->boxes[i]));
    }
    door_free(atomic_load(&programs->plan));
}

// ---- the plan

typedef struct PlanJob {
    const licet_policy *policy;
    PlanBox *box;
} PlanJob;

static void name_regimes(PlanBox *box, const Checked *checked)
{
    Arena *arena = box->door.arena;
    box->verdicts = arena_array(arena, const char **, checked->regimes.n + 1);
    box->regimes = arena_array(arena, const char *, checked->regimes.n + 1);
    box->titles = arena_array(arena, const char *, checked->regimes.n + 1);
    for (size_t i = 0; i < checked->regimes.n; i++) {
        const Regime *regime = checked->regimes.items[i];
        box->regimes[regime->index] = door_text(arena, regime->name);
        box->titles[regime->index] = door_text(arena, regime->title);
        box->verdicts[regime->index] = arena_array(arena, const char *, regime->n + 1);
        for (size_t v = 0; v < regime->n; v++) {
            box->verdicts[regime->index][v] = door_text(arena, regime->chain[v].name);
        }
    }
}

static void make_plan(void *job)
{
    PlanJob *make = job;
    Arena *arena = make->box->door.arena;
    const Core *core = make->policy->pipeline->core;
    make->box->plan = plan_make(arena, core);
    name_regimes(make->box, core->checked);
    make->box->labels = arena_array(arena, const char *, core->n_rules + 1);
    for (size_t i = 0; i < core->n_rules; i++) {
        make->box->labels[i] = door_text(arena, core->rules[i].label);
    }
}

const PlanBox *programs_plan(const licet_policy *policy)
{
    Programs *programs = policy->programs;
    PlanBox *known = atomic_load(&programs->plan), *box;
    if (known != NULL) {
        return known;
    }
    box = door_new(policy->door.engine, sizeof *box);
    PlanJob job = {policy, box};
    if (box == NULL || door_run(&box->door, make_plan, &job) != LICET_OK) {
        door_free(box);
        return NULL;
    }
    if (!atomic_compare_exchange_strong(&programs->plan, &known, box)) {
        door_free(box);
        return known;
    }
    return box;
}

// ---- programs

typedef struct ProgramJob {
    ProgramBox *box;
    const Plan *plan;
    const EvalOptions *options;
} ProgramJob;

static void make_program(void *job)
{
    ProgramJob *make = job;
    Arena *arena = make->box->door.arena;
    Program *program = program_make(arena, make->plan, make->options);
    make->box->program = program;
    if (program != NULL) {
        make->box->codes = arena_array(arena, const char *, program->n_codes + 1);
        for (size_t i = 0; i < program->n_codes; i++) {
            make->box->codes[i] = door_text(arena, program->codes[i]);
        }
    }
}

ProgramBox *programs_make(const licet_policy *policy, const EvalOptions *options)
{
    const PlanBox *plan = programs_plan(policy);
    ProgramBox *box = plan != NULL ? door_new(policy->door.engine, sizeof *box) : NULL;
    if (box == NULL) {
        return NULL;
    }
    ProgramJob job = {box, plan->plan, options};
    if (plan->plan != NULL && door_run(&box->door, make_program, &job) != LICET_OK) {
        door_free(box);
        return NULL;
    }
    return box;
}

static size_t era_of(const Core *core, Day day)
{
    size_t low = 0, high = core->n_breaks;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (core->breaks[middle] <= day) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

const ProgramBox *programs_find(const licet_policy *policy, World world, Day day)
{
    Programs *programs = policy->programs;
    size_t era = era_of(policy->pipeline->core, day);
    _Atomic(ProgramBox *) *at = &programs->boxes[(world == WORLD_TEXT) * programs->n_eras + era];
    ProgramBox *known = atomic_load(at);
    if (known != NULL) {
        return known;
    }
    EvalOptions options = {.world = world, .has_date = true, .date = day, .without = UINT32_MAX};
    ProgramBox *box = programs_make(policy, &options);
    if (box != NULL && !atomic_compare_exchange_strong(at, &known, box)) {
        door_free(box);
        return known;
    }
    return box;
}
