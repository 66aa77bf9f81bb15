// Programs of a policy: made when a day of their era is first decided, then shared by threads.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_ENGINE_PROGRAMS_H
#define LICET_ENGINE_PROGRAMS_H

#include "runtime/engine/door.h"
#include "runtime/fast/program.h"

// The plan of a policy's facts, with labels and names as C strings.
typedef struct PlanBox {
    Door door;
    Plan *plan;            // NULL: decided the long way
    const char **labels;   // by rule
    const char ***verdicts, **regimes, **titles; // by index of the regime, and verdict
} PlanBox;

typedef struct ProgramBox {
    Door door;
    Program *program;      // NULL: decided the long way
    const char **codes;    // by number of the program
} ProgramBox;

// NULL without memory. The policy owns what is returned.
const PlanBox *programs_plan(const licet_policy *policy);
const ProgramBox *programs_find(const licet_policy *policy, World world, Day day);
// One with assumed labels, for the caller alone; door_free ends it.
ProgramBox *programs_make(const licet_policy *policy, const EvalOptions *options);

// The plan, and the programs of some days of the law that is enforced, to lie in a bundle.
typedef struct MadePrograms {
    PlanBox *plan;
    size_t n;
    size_t *eras;
    ProgramBox *programs;
} MadePrograms;
// Without days, of the last era.
MadePrograms *programs_beforehand(Arena *arena, const Core *core, const Day *days, size_t n);
void programs_adopt(licet_policy *policy, const MadePrograms *made);

// Room for them, when a policy is loaded; and their end.
void programs_init(licet_policy *policy);
void programs_free(licet_policy *policy);

#endif
