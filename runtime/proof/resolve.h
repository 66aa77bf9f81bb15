// Resolve: which flags are raised, on which facts, and which resolutions close them.
//
// In:  an evaluation with its trace; the resolutions given beside the facts. Out: for each
//      raised flag its basis and what closes it; for each resolution why it is void, if it is
//      (GRAMMAR.md, section 4.10). A resolution closes nothing but flags.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_PROOF_RESOLVE_H
#define LICET_PROOF_RESOLVE_H

#include "runtime/eval/evaluate.h"

typedef struct RaisedFlag {
    size_t line;               // of the evaluation
    RuleId rule;
    Str basis;                 // "sha256:…" of the facts it rests on
    bool of_the_day;           // the law date is one of them
    const Resolution *closed_by; // the first that does, or NULL: open
} RaisedFlag;

typedef struct Resolved {
    VEC(RaisedFlag) flags;     // by line, then rule
    const char **why;          // by resolution: why it is void; NULL: applied
    bool of_the_day;           // one that counts on this day speaks of a flag that is of the day
} Resolved;

const Resolved *resolve_flags(Arena *arena, const Evaluation *eval);
// NULL when it is not raised there.
const RaisedFlag *resolved_find(const Resolved *resolved, size_t line, RuleId rule);

#endif
