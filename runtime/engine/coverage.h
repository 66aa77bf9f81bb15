// Coverage: which rules, versions, exceptions and tables the decisions so far have reached.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_ENGINE_COVERAGE_H
#define LICET_ENGINE_COVERAGE_H

#include "runtime/eval/evaluate.h"

// One provision: a rule (each version of a label is one), an exception within it, or a table.
typedef struct CoverageEntry {
    const CoreRule *rule;       // NULL: a table
    const Exception *exception; // NULL: the rule itself
    uint32_t table;             // index in Core, when it is one
    uint64_t reached;           // decisions in which it acted for some line, or gave a row
} CoverageEntry;

typedef struct Coverage {
    const Core *core;
    CoverageEntry *entries;     // rules in order of Core, each followed by its exceptions; then tables
    size_t n;
} Coverage;

Coverage *coverage_new(Arena *arena, const Core *core);
void coverage_add(Coverage *coverage, const Evaluation *evaluation);

#endif
