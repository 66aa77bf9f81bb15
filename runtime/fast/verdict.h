// Verdict: what a case comes to, line by line, without a proof.
//
// In:  a program and the cells of a case. Out: findings, gates, reason codes and the rules that
//      acted, equal to what the statement of the same case says. False when that takes a
//      proof: something decisive is not known, cases or reviews conflict, lists are open.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_FAST_VERDICT_H
#define LICET_FAST_VERDICT_H

#include "runtime/fast/run.h"

typedef struct VerdictLine {
    const Regime *regime;
    Str pointer;          // "/items/", or "/"
    size_t element;       // SIZE_MAX: the whole transaction
    uint32_t low, high, verdict;
    uint8_t gate;         // 0 proceed, 1 hold, 2 stop
    size_t first_code, n_codes;   // in Answered.codes
    size_t first_acted, n_acted;  // in Answered.acted
} VerdictLine;

typedef struct VerdictRegime {
    const Regime *regime;
    uint32_t low, high, verdict;
    uint8_t gate;
} VerdictRegime;

// Used again for each case: its vectors keep their memory, in `keep`.
typedef struct Answered {
    Arena *keep;
    VEC(VerdictLine) lines;
    VEC(VerdictRegime) regimes;
    VEC(uint32_t) codes;          // by number of the program; sorted for each line
    VEC(const CoreRule *) acted;  // that count: demands, exclusions, flags, duties, and what authorizes
    VEC(const Helper *) authorizing; // of the line at work, with those below
    VEC(const Root *) noting;
    uint64_t *code_bits;          // of the line at work
    size_t cap_code_bits;
    uint8_t gate;
    int exit;
} Answered;

bool verdict_decide(Run *run, const Cell *top, Answered *out);

#endif
