// Evaluations shown: lines, what each rule says, and every step of the trace.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_EVAL_SHOW_H
#define LICET_EVAL_SHOW_H

#include "runtime/eval/evaluate.h"

// Verdicts and rule states of every line; with `steps`, the trace below. For golden tests
// and for people who debug a policy; the decision document is proof/'s.
void show_evaluation(Buf *out, const Evaluation *work, bool steps);
// One cause as text: "/items/0/die_area", "division by zero".
void show_cause(Buf *out, const Evaluation *work, const Cause *cause);

#endif
