// Support: which steps of a trace suffice to derive a value again.
//
// In:  the trace of an evaluation. Out: a mark for each step. What is not marked can change
//      nothing in the values asked for.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_PROOF_SUPPORT_H
#define LICET_PROOF_SUPPORT_H

#include "runtime/eval/evaluate.h"
#include "runtime/proof/put.h"

typedef enum Mark {
    MARK_NONE,
    MARK_SHOWN, // derives a list of which single elements decide: shown, but not relied on
    MARK_READ,
} Mark;

// A step to be marked as a whole, only to be shown, or a list of which one element counts.
typedef struct SupportTask {
    StepId step;
    enum { TASK_READ, TASK_SHOW, TASK_ELEMENT } kind;
    size_t index; // of the element
} SupportTask;

typedef struct Support {
    Arena *arena;
    const Evaluation *eval;
    uint8_t *marks;            // Mark by StepId
    VEC(Str) elements;         // pointers of single elements that decide
    VEC(StepId) lookups;       // of which a single row decides
    VEC(SupportTask) waiting;
    VEC(StepId) marked;        // all steps with a mark, once each
    struct Frames *frames;
} Support;

void support_init(Support *support, Arena *arena, const Evaluation *eval);
// Marks the step and all that supports it. Step 0 is none.
void support_add(Support *support, StepId root);
// Takes all marks away, for another question on the same trace.
void support_clear(Support *support);
// keep.c. Whether the kid at this position suffices or helps to derive the step's value.
bool support_keeps(const Trace *trace, const Step *step, uint32_t kid);
const Step *trace_kid(const Trace *trace, const Step *step, uint32_t kid);
bool step_is(const Step *step, Tri tri);
Tri step_truth(const Step *step);  // none counts as F, what is no boolean as U
bool op_aggregates(CoreOp op);     // sum and its kin
bool step_settles(const Step *step, Tri *body); // a quantifier that one element decides
bool step_element_settles(const Trace *trace, const Step *step, uint32_t kid, Tri body);

// support.c
// Pointer of the fact that a FACT or FIELD step read, or empty when it is no place of the facts.
Str support_fact(Arena *arena, const Evaluation *eval, const Step *step);
// The pointers of the facts that the marked steps read, each once.
void support_facts(const Support *support, TextSet *out);
// "table/index" of a row record, or empty; *table is its index, unless NULL.
Str support_row(Arena *arena, const Core *core, const Fact *record, size_t *table);
// frames.c: for each body of a called definition, the parameters that its value rests on.
struct Frames *frames_new(Arena *arena, const Evaluation *eval);
uint64_t frames_uses(const struct Frames *frames, StepId body);
// Whether the value of a step rests on a variable of its frame.
bool frames_reads(struct Frames *frames, StepId root, uint32_t slot);
bool support_is_given_place(const Facts *facts, const Fact *fact);

#endif
