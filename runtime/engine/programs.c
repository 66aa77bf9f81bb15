// Programs of a policy: one for each era and world, published once.
//
// An era lasts here while no provision, version or row begins or ends (Core.text_breaks): what only
// a comparison with the law date parts has the same code on both sides.
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
    programs->n_eras = policy->pipeline->core->text_breaks.n;
    programs->boxes = arena_alloc(arena, (WORLDS * programs->n_eras + 1) * sizeof *programs->boxes);
    policy->programs = programs;
}

// What lies in a bundle was made by no engine, and goes with the policy.
static void free_made(void *box)
{
    door_free(box != NULL && ((Door *)box)->engine != NULL ? box : NULL);
}

void programs_free(licet_policy *policy)
{
    Programs *programs = policy->programs;
    if (programs == NULL) {
        return;
    }
    for (size_t i = 0; i < WORLDS * programs->n_eras; i++) {
        free_made(atomic_load(&programs->boxes[i]));
    }
    free_made(atomic_load(&programs->plan));
}

// ---- the plan

typedef struct PlanJob {
    const licet_policy *policy;
    PlanBox *box;
} PlanJob;

static void name_regimes(Arena *arena, PlanBox *box, const Checked *checked)
{
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

static void fill_plan(Arena *arena, PlanBox *box, const Core *core)
{
    box->plan = plan_make(arena, core);
    name_regimes(arena, box, core->checked);
    box->labels = arena_array(arena, const char *, core->n_rules + 1);
    for (size_t i = 0; i < core->n_rules; i++) {
        box->labels[i] = door_text(arena, core->rules[i].label);
    }
}

static void make_plan(void *job)
{
    PlanJob *make = job;
    fill_plan(make->box->door.arena, make->box, make->policy->pipeline->core);
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

static void fill_program(Arena *arena, ProgramBox *box, const Plan *plan, const EvalOptions *options)
{
    Program *program = program_make(arena, plan, options);
    box->program = program;
    if (program != NULL) {
        box->codes = arena_array(arena, const char *, program->n_codes + 1);
        for (size_t i = 0; i < program->n_codes; i++) {
            box->codes[i] = door_text(arena, program->codes[i]);
        }
    }
}

static void make_program(void *job)
{
    ProgramJob *make = job;
    fill_program(make->box->door.arena, make->box, make->plan, make->options);
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
    size_t low = 0;
    for (size_t n = core->text_breaks.n; n > 1; n -= n / 2) { // without a branch on the day
        low += core->text_breaks.days[low + n / 2] <= day ? n / 2 : 0;
    }
    return low;
}

static EvalOptions law_of(World world, Day day)
{
    return (EvalOptions){.world = world, .has_date = true, .date = day, .without = UINT32_MAX};
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
    EvalOptions options = law_of(world, day);
    ProgramBox *box = programs_make(policy, &options);
    if (box != NULL && !atomic_compare_exchange_strong(at, &known, box)) {
        door_free(box);
        return known;
    }
    return box;
}

// ---- made beforehand

MadePrograms *programs_beforehand(Arena *arena, const Core *core, const Day *days, size_t n)
{
    MadePrograms *made = arena_make(arena, MadePrograms);
    made->plan = arena_make(arena, PlanBox);
    fill_plan(arena, made->plan, core);
    Day last = core->text_breaks.days[core->text_breaks.n - 1];
    made->n = made->plan->plan == NULL ? 0 : n > 0 ? n : 1;
    made->eras = arena_array(arena, size_t, made->n + 1);
    made->programs = arena_array(arena, ProgramBox, made->n + 1);
    for (size_t i = 0; i < made->n; i++) {
        EvalOptions options = law_of(WORLD_ENFORCED, n > 0 ? days[i] : last);
        made->eras[i] = era_of(core, options.date);
        fill_program(arena, &made->programs[i], made->plan->plan, &options);
    }
    return made;
}

void programs_adopt(licet_policy *policy, const MadePrograms *made)
{
    Programs *programs = policy->programs;
    atomic_store(&programs->plan, made->plan);
    for (size_t i = 0; i < made->n; i++) {
        atomic_store(&programs->boxes[made->eras[i]], &made->programs[i]);
    }
}
