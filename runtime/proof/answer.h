// Answer: what an evaluation comes to: findings, gates, conflicts and the exit status.
//
// In:  an Evaluation. Out: per line and regime the finding and the gate, before anything is
//      written down; the statement shows it, the outlook compares two of them.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_PROOF_ANSWER_H
#define LICET_PROOF_ANSWER_H

#include "runtime/eval/evaluate.h"
#include "runtime/proof/resolve.h"

typedef enum Gate { GATE_PROCEED, GATE_HOLD, GATE_STOP } Gate; // ordered

typedef VEC(const Decl *) PolicyList; // mildest first, each once

// Reviews of requirements whose open value is not F.
typedef struct Reviews {
    PolicyList sure, possible;
    const Decl *most_severe; // of the sure; NULL when none
    bool conflict;           // two different sure ones for one requirement
} Reviews;

typedef struct LineAnswer {
    bool undetermined;
    uint32_t verdict;        // of the chain, unless undetermined
    bool duties_same;        // sure and possible duties are the same
    bool case_conflict;      // two cases of a define hold and differ
    Reviews reviews;         // of all requirements together
    Gate gate;
} LineAnswer;

typedef struct RegimeAnswer {
    bool undetermined;
    uint32_t verdict;
    Gate gate;
} RegimeAnswer;

typedef struct Answer {
    const Evaluation *eval;
    LineAnswer *lines;     // as eval->lines
    RegimeAnswer *regimes; // as eval->regimes
    const size_t *order;   // regimes by name
    const Resolved *resolved; // flags with their bases; NULL when not asked for
    Gate gate;
    int exit;
} Answer;

// With `bases`, or when resolutions were given, flags get their bases. Of an evaluation without
// trace they have none, nothing closes them, and its gates are none to go by.
Answer *answer_make(Arena *arena, const Evaluation *eval, bool bases);
Reviews answer_reviews(Arena *arena, const Evaluation *eval, const Line *line,
                       const CoreRule *rule);
// Adds a policy in order of severity, once.
void answer_add_policy(Arena *arena, PolicyList *list, const Decl *policy);
// The rule requires or prohibits.
bool answer_is_demand(const CoreRule *rule);
// Neither after a date, nor before one in an authorization that applies.
bool answer_duty_open(const CoreRule *rule, const Duty *duty, Tri act);
const char *gate_name(Gate gate);

#endif
