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
    const uint32_t *codes;         // into Program.codes, sorted
    size_t n_codes;
    const CoreRule **acted;        // that count: demands, exclusions, flags, duties, and what authorizes
    size_t n_acted;
} VerdictLine;

typedef struct VerdictRegime {
    const Regime *regime;
    uint32_t low, high, verdict;
    uint8_t gate;
} VerdictRegime;

typedef struct Answered {
    VEC(VerdictLine) lines;
    VEC(VerdictRegime) regimes;
    uint8_t gate;
    int exit;
} Answered;

// Everything lives in run->arena.
bool verdict_decide(Run *run, const Cell *top, Answered *out);

#endif
