// Evaluating again: what a remembered call rests on, so that on another day only what that
// day changes is computed.
//
// Included by eval/ only. A remembered call rests on its own reads (versions of definitions,
// table rows, the law date, which rules live) and on the calls that it made. A run keeps a
// call whose own reads are the same and whose calls came out as before; without recursion
// and short circuits that is exactly what computing it afresh would give.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_EVAL_AGAIN_H
#define LICET_EVAL_AGAIN_H

#include "runtime/eval/vm.h"

// What a call rests on, itself or with the calls beneath it.
typedef struct Grounds {
    Day from, until;         // what it reads is the same on these days: [from, until)
    Day next_row;            // first later day on which a row that was asked for begins or ends
    uint32_t depth;          // of the calls beneath
    uint64_t rules;          // a bit for each rule that was asked whether it lives, modulo 64
    bool law_date;           // the law date was read among the facts
} Grounds;

// Beside a MemoEntry of the same index.
typedef struct Mark {
    uint32_t verified;       // the last run that found it good; 0: never computed
    uint32_t changed;        // the last run that gave it another value
    Grounds own, all;
    uint64_t operations;     // of its own
    const uint32_t *uses;    // calls, and rules with USES_RULE
    size_t n_uses;
} Mark;

enum { NO_DAY = DAY_MIN - 1 };
#define USES_RULE 0x80000000u

// A frame at work.
typedef struct Watch {
    Grounds own, all;
    size_t uses;             // where its own begin
    uint64_t begun, beneath; // operations when it began, and those of calls since
} Watch;

typedef struct Again {
    uint32_t run;            // from 1
    VEC(Mark) marks;         // by memo
    VEC(Watch) watches;      // by frame
    VEC(uint32_t) uses;      // of the frames at work
    bool *barred;            // by rule: left out whatever the day
    uint32_t *toggled;       // by rule: the last run in which that changed
    VEC(uint64_t) since;     // by run: rules toggled since then, modulo 64
    Day law_date;            // as read among the facts; NO_DAY: as given
    uint32_t law_date_moved; // the last run in which it did
    uint64_t operations;     // of all calls that are remembered: no run afresh takes more
    uint32_t depth;          // of functions that the run would take, at most
    Day next_row;            // of what the run asked for
} Again;

Again *again_new(Vm *vm);
void again_start(Vm *vm, const EvalOptions *options, const Tri *live);
// As vm_run.
Entry again_run(Vm *vm, const Func *func, const Value *args, uint32_t n);

// The machine tells what happens in the function at work. All do nothing in a Vm that is not
// used again.
bool again_holds(const Vm *vm, uint32_t memo); // its result is that of this run
void again_enter(Vm *vm, const FuncVersion *version);
void again_leave(Vm *vm, uint32_t memo, Entry result);
void again_call(Vm *vm, uint32_t memo);
void again_rule(Vm *vm, RuleId rule);
void again_law_date(Vm *vm);
void again_days(Vm *vm, Day from, Day until);
void again_row(Vm *vm, Day from, Day until);

#endif
