// The passes in order, stoppable after any stage: the function to read first.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_ENGINE_PIPELINE_H
#define LICET_ENGINE_PIPELINE_H

#include "runtime/code/code.h"
#include "runtime/engine/load.h"

// What the passes made. A product is NULL when an earlier pass found errors.
typedef struct Pipeline {
    Arena *arena;
    Diags diags;
    Loaded *loaded;    // sources, trees
    Checked *checked;  // names and types
    Core *core;        // rules, priority, eras
    Code *code;        // instructions
    bool clean;        // no errors: ready to decide
} Pipeline;

Pipeline *pipeline_run(Arena *arena, LoadFn load, void *host, const Str *roots, size_t n);

#endif
