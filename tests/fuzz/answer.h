// What a case came to, in ranks that can be compared; and the laws as checks of two answers.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_FUZZ_ANSWER_H
#define LICET_FUZZ_ANSWER_H

#include "runtime/base/buf.h"
#include "runtime/include/licet.h"

enum { ANSWER_LINES = 64 };

typedef struct Bounds {
    char regime[40], id[56];   // id "" for the regime as a whole
    int low, high;             // places in the chain of verdicts
    int gate;
} Bounds;

typedef struct Answer {
    Bounds bounds[ANSWER_LINES];
    size_t n;
    int gate, exit;
} Answer;

// False when there are more lines than fit.
bool answer_of_decision(const licet_decision *decision, Answer *out);
bool answer_of_decider(const licet_decider *decider, Answer *out);

// Each gives NULL, or what is wrong in words, in the arena.
// Law 3: with fewer facts the bounds are wider, for the regimes and the lines both have.
const char *answer_wider(Arena *arena, const Answer *base, const Answer *less);
// Law 3 for acts: with one act less nothing eases.
const char *answer_no_easier(Arena *arena, const Answer *base, const Answer *less);
// Law 4: what is whole lies within what was known in part.
const char *answer_within(Arena *arena, const Answer *part, const Answer *whole);
const char *answer_same(Arena *arena, const Answer *a, const Answer *b);

// All that the statement says but the proof, the digest of the policy, and margins, which stand
// in the order of the text.
const char *answer_words(Arena *arena, const licet_decision *decision);

#endif
