// Evaluating again: what a remembered call rests on, so that on another day only what that
// day changes is computed.
//
// Included by eval/ only. A remembered call rests on its own reads (versions of definitions,
// table rows, the law date, which rules live) and on the calls that it made. When its own
// reads change it is computed again; when it comes out otherwise, so are the calls that used
// it. Without recursion and short circuits that gives what computing all afresh would give.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_EVAL_AGAIN_H
#define LICET_EVAL_AGAIN_H

#include "runtime/eval/vm.h"

// What a call reads itself.
typedef struct Grounds {
    Day from, until;         // it is the same on these days: [from, until)
    Day next_row;            // first later day on which a row that was asked for begins or ends,
                             // or a comparison with the law date turns
    bool law_date;           // the law date was read among the facts
    bool rules;              // some rule was asked whether it lives
} Grounds;

typedef VEC(uint32_t) Numbers;

// Beside a MemoEntry of the same index.
typedef struct Mark {
    Grounds own;
    uint32_t depth;          // of the calls beneath
    uint32_t seen;           // by the last walk over what an answer rests on
    bool dirty;              // to be computed before it is used
    uint32_t operations;     // of its own
    Numbers uses;            // calls that it made, and rules with USES_RULE
    Numbers users;           // calls that made it, some perhaps no longer
} Mark;

enum { NO_DAY = DAY_MIN - 1 };
#define USES_RULE 0x80000000u

// A frame at work.
typedef struct Watch {
    Grounds own;
    uint32_t depth;
    size_t uses;             // where its own begin
    uint64_t begun, beneath; // operations when it began, and those of calls since
} Watch;

typedef struct Again {
    uint32_t walk;           // counted
    VEC(Mark) marks;         // by memo
    VEC(Watch) watches;      // by frame
    Numbers uses;            // of the frames at work
    VEC(Numbers) waiting;    // dirty calls by depth
    Numbers asked;           // in this run, from without
    Numbers walking;         // work list of a walk
    size_t first_n;          // calls of the first run
    bool *barred;            // by rule: left out whatever the day
    bool *toggled;           // by rule: that changed in this run
    Day law_date;            // as read among the facts; NO_DAY: as given
    uint64_t operations;     // of all calls that are remembered: no run afresh takes more
    uint32_t depth;          // of functions that any of them takes
} Again;

Again *again_new(Vm *vm);
// Begins a run; lines are then decided by again_run.
void again_start(Vm *vm, const EvalOptions *options, const Tri *live);
// As vm_run; *known, 0 at first, finds the call when it is made once more.
Entry again_run(Vm *vm, const Func *func, const Value *args, uint32_t n, uint32_t *known);
// First later day on which a row that the run asked for begins or ends, if before that day.
Day again_next_row(Vm *vm, Day before);
bool again_is_full(const Vm *vm); // of calls that nobody makes any more, perhaps
// After a run that was left at a limit: nothing is known.
void again_forget(Vm *vm);

// The machine tells what happens in the function at work. All do nothing in a Vm that is not
// used again.
static inline bool again_holds(const Vm *vm, uint32_t memo) // its result is that of this run
{
    return !vm->again || !vm->again->marks.items[memo].dirty;
}
void again_enter(Vm *vm, const FuncVersion *version);
Entry again_leave(Vm *vm, uint32_t memo, Entry result); // what is to be remembered
void again_call(Vm *vm, uint32_t memo);
void again_rule(Vm *vm, RuleId rule);
void again_law_date(Vm *vm);
void again_days(Vm *vm, Day from, Day until);
void again_row(Vm *vm, Day from, Day until);
void again_turn(Vm *vm, Day day); // of a comparison with the law date, on a later day

#endif
