// Evaluation: one policy, one set of facts, one date, one world: what every rule says of every line.
//
// In:  Core with its code, Facts. Out: Evaluation with the trace of every step.
// Owns its arena memory; the policy is not written to.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_EVAL_EVALUATE_H
#define LICET_EVAL_EVALUATE_H

#include "runtime/code/code.h"
#include "runtime/eval/value.h"

// What was evaluated, in order: kids stand before their step. Step 0 is "none".
typedef uint32_t StepId;
typedef struct Step {
    const Expr *expr;      // never NULL
    const Func *call;      // for ACT and CALL: the function; its body's step is the last kid
    const Fact *subject;   // ACT of a rule about each element: the element
    Value value;
    uint32_t first_kid, n_kids; // into Trace.kids
} Step;

typedef struct Trace {
    Step *steps;
    size_t n, cap_steps;
    StepId *kids;
    size_t n_kids, cap_kids;
} Trace;
// Kids by op: as the operands of Core, with: SOME/EVERY/NO: the list, then one body step per
// element; SUM and kin: the list, then where step (or 0) and value step per element; ACT: the
// step of the rule's body (ALL of LIVE, condition, NOT exceptions, NOT ACTs); IS: ACT steps,
// or the asserted field; CALL: arguments, then the body; CASES: when, then, ..., otherwise.

typedef struct RuleState {
    Tri act, open;         // open: F unless the rule requires or prohibits
    const Causes *act_causes, *open_causes;
    StepId act_step, open_step; // 0 when the rule is dead
    bool dead;             // not live on that day: not mentioned anywhere
    const StepId *eras;    // unknown date: act and open of each era in turn; else NULL
    uint32_t n_eras;       // pairs
} RuleState;

// One line of a regime: an element of a subject list, or the whole transaction.
typedef struct Line {
    const Regime *regime;
    const Fact *subject;   // NULL: the whole transaction
    uint32_t subject_list; // UINT32_MAX: the whole transaction
    Str id;                // "/items/0", or "/" for the whole
    RuleState *rules;      // by RuleId; rules of other regimes and subject lists are dead
    uint32_t low, high;    // indexes into the chain
    const Causes *missing; // causes of the U contributions above low
    const Causes *open_lists; // the whole transaction: subject lists that may have elements
} Line;

typedef struct RegimeResult {
    const Regime *regime;
    size_t first_line, n_lines;
    uint32_t low, high;
    bool open_subjects;    // a subject list is open: high is the top
    const Causes *missing; // of the lines, and the open subject lists
} RegimeResult;

// How a native asks back: the value of a definition for exact arguments, on the same facts
// and day. False with *why on a fault; true with an unknown *result when it is not known.
typedef bool (*NativeAsk)(void *machine, Str define, const Fact *const *args, size_t n,
                          Fact *result, Str *why);
typedef struct NativeBack {
    NativeAsk ask;
    void *machine;
    uint32_t depth; // natives around this call
} NativeBack;

// Calls native number `index` with exact arguments. False with *why on a fault.
typedef bool (*NativeCall)(void *host, size_t index, Arena *arena, const Fact *const *args,
                           const NativeBack *back, Fact *result, Str *why);

typedef struct EvalOptions {
    World world;
    bool has_date;         // false: the law date is unknown, eras are joined
    Day date;              // which law applies
    const Str *assumed;    // labels
    size_t n_assumed;
    RuleId without;        // evaluate as if this rule did not exist; UINT32_MAX: none
    bool move_law_date;    // the law date fact itself has the value `date` (looking ahead)
    bool trace;            // keep steps
    bool classes_only;     // rules with another effect than to classify are not asked
    uint64_t step_limit;   // 0: EVAL_STEPS_MAX
    const Code *code;      // of the policy; NULL: made for this evaluation
    NativeCall native;     // calls a bound native; NULL: natives fault
    void *native_host;
} EvalOptions;

enum { EVAL_STEPS_MAX = 50000000, EVAL_DEPTH_MAX = 1000 };

typedef enum EvalStatus { EVAL_OK, EVAL_STEP_LIMIT, EVAL_DEPTH_LIMIT } EvalStatus;

typedef struct Evaluation {
    Arena *arena;
    const Core *core;
    const Facts *facts;
    EvalOptions options;
    EvalStatus status;
    Trace trace;
    Cause *causes;         // by id
    const Causes **alone;  // by id: the set of this cause
    size_t n_causes, cap_causes;
    Line *lines;           // by regime, then subject list, then element
    size_t n_lines;
    RegimeResult *regimes;
    size_t n_regimes;
    uint64_t steps_run;
    Day next_row_day;      // first later day on which a row that was asked for begins or ends,
                           // or a comparison with the law date turns; not of a repeated run:
                           // evaluation_next_row
    bool untold;           // a native was given what moves with the law date, or failed: nobody can
                           // tell what it makes of a later day
    void *machine;         // that decided the day, with what it remembers; NULL: eras
} Evaluation;

// The value of a definition of one parameter for a line's subject (or of none: NULL), as
// the evaluation read the facts; nothing is traced. NULL when it is not exactly known: an
// unknown fact, an unknown day, a limit. A list is known when all its elements are.
const Fact *evaluation_ask(const Evaluation *eval, const Func *func, const Fact *subject);

// The first later day on which a row that was asked for begins or ends, or a comparison with
// the law date turns; or `before`.
Day evaluation_next_row(const Evaluation *eval, Day before);

Evaluation *evaluate(Arena *arena, const Core *core, const Facts *facts, const EvalOptions *options);

// The same facts evaluated again and again, on other days, in the other world, under proposals
// or without a rule. Each run computes what may differ from the one before; it says what
// evaluate() says, but with no causes except conflicts, and lasts until the next run. What had to
// be computed afresh (for a trace, without a day, with natives, near a limit) lies in `room`.
typedef struct Repeated Repeated;
Repeated *repeated_new(Arena *arena, const Core *core, const Facts *facts, const EvalOptions *options);
const Evaluation *repeated_run(Repeated *repeated, const EvalOptions *options, Arena *room);

static inline uint64_t steps_most(const EvalOptions *options)
{
    return options->step_limit ? options->step_limit : EVAL_STEPS_MAX;
}

bool rule_assumed(const EvalOptions *options, const CoreRule *rule);
// Left out whatever the day: the one to leave out, proposed and not assumed, not of that world.
bool rule_barred(const EvalOptions *options, const CoreRule *rule);
// Whether the rule counts on that day in that world: U on its doubtful days.
Tri rule_live_on(const EvalOptions *options, const CoreRule *rule, Day day);

#endif
