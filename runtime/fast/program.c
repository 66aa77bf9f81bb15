// Program: which rules live in the era, then their code.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/fast/program.h"

Program *program_make(Arena *arena, const Plan *plan, const EvalOptions *options)
{
    const Core *core = plan->core;
    Program *program = arena_make(arena, Program);
    *program = (Program){.plan = plan, .core = core};
    program->live = arena_array(arena, Tri, core->n_rules + 1);
    for (size_t i = 0; i < core->n_rules; i++) {
        program->live[i] = rule_live_on(options, &core->rules[i], options->date);
    }
    program->rows = arena_array(arena, const RowIndex *, core->n_tables + 1);
    program->funcs = arena_array(arena, FuncCode *, core->n_funcs + 1);
    Compiler c = {.arena = arena, .program = program, .plan = plan, .core = core, .day = options->date};
    compile_regimes(&c);
    return c.failed ? NULL : program;
}
