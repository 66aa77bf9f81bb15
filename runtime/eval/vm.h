// Inside of the machine: its state, and the operations on partial values by kind.
//
// Included by eval/ and fast/ only. One Vm evaluates one policy on one set of facts in one era
// and world; the trace and the causes belong to the Evaluation it works for.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_EVAL_VM_H
#define LICET_EVAL_VM_H

#include "runtime/base/map.h"
#include "runtime/eval/evaluate.h"

typedef struct Entry {
    Value value;
    StepId step; // 0: not traced, or not to be mentioned
} Entry;

// A function being evaluated.
typedef struct Frame {
    const Func *func;
    const Expr *call;      // the expression that called; NULL at the bottom
    uint32_t return_to;
    uint32_t slot_base;
    uint32_t kid_base;     // steps of the arguments stand in kid_stack from here
    uint32_t memo;         // where to keep the result
} Frame;

// A quantifier or aggregate being evaluated.
typedef struct Loop {
    const Expr *expr;
    const List *list;      // NULL: the list itself is unknown
    Value source;          // the list value
    size_t next;           // index of the element after the one at work
    uint32_t slot_base;
    uint32_t kid_base;     // steps so far
    size_t sure, possible; // members taken
    bool some_t, some_u;
    const Causes *causes;
    bool started;          // greatest, least: lo/hi hold something
    Rat lo, hi;
    uint8_t grows[2];     // of these
    bool months;
    bool top;              // the result cannot be an interval
    bool fault;
    Element *elements;     // list(...)
    size_t n_elements;
} Loop;

// Two sets of causes, and both.
typedef struct Join {
    const Causes *a, *b, *both;
} Join;
enum { JOINS_KEPT = 512 };

typedef struct MemoKey {
    uint32_t func;
    uint32_t n;
    const Value *args;
} MemoKey;

typedef struct MemoEntry {
    MemoKey key;
    uint32_t hash;
    bool done;
    Entry result;
} MemoEntry;

typedef struct Vm {
    Arena *arena;
    Evaluation *work;        // NULL: only operations are wanted, and no causes
    const Core *core;
    const Code *code;
    const Facts *facts;
    Day day;                 // which law applies
    Day era_first, era_last; // with an unknown law date: its interval
    bool date_known;
    const Tri *live;         // by rule
    VEC(Entry) stack;
    VEC(Frame) frames;
    VEC(Loop) loops;
    VEC(Value) slots;
    VEC(StepId) kid_stack;   // steps of operands waiting for their step
    VEC(MemoEntry) memos;
    uint32_t *memo_slots;
    size_t n_memo_slots;
    uint32_t native_depth;   // natives around this machine
    struct Again *again;     // evaluated on other days, too (again.h); NULL: once
    bool only_conflicts;     // no other causes are asked for
    Join joins[JOINS_KEPT];  // by the places of the sets
    Map lists;               // of facts, by their places, each made once
    VEC(Rat) speeds;         // at which values grow, each once; the first is Value.grows 1
    Map made;                // rows of sorted files by "table/index", each made once: a record is a place
} Vm;

// causes.c
const Causes *causes_one(Vm *vm, Cause cause);
const Causes *causes_join(Vm *vm, const Causes *a, const Causes *b);
const Causes *cause_fault(Vm *vm, const Expr *expr, const char *message);

// facts.c: facts and rows as values.
Value value_of_fact(Vm *vm, const Fact *fact);
Value value_of_rows(Vm *vm, uint32_t table);
Value value_of_field(Vm *vm, const Value *record, const Expr *expr);
Value value_lookup(Vm *vm, const Expr *expr, const Entry *keys);
Fact *fact_of_value(Vm *vm, const Type *type, const Value *value); // exact scalars, for natives

// logic.c
Value value_bool(Tri tri, const Causes *causes);
Value value_top(const Causes *causes);
Value op_all(Vm *vm, const Entry *parts, uint32_t n);
Value op_any(Vm *vm, const Entry *parts, uint32_t n);
Value op_not(Value a);
Value op_at_least(Vm *vm, const Entry *parts, uint32_t n, uint32_t wanted);
Value op_equal(Vm *vm, const Value *a, const Value *b);
Value op_in(Vm *vm, const Value *value, const Value *list);
Value op_within(Vm *vm, const Value *label, const Value *above);
Value op_entry(const Value *label);
Value op_folded(Vm *vm, const Value *text);
Value op_is(Vm *vm, const Expr *expr, const Value *record, const Entry *acts, uint32_t n, const Fact **asserted);
Value op_cases(Vm *vm, const Expr *expr, const Entry *parts, uint32_t n);

// number.c: interval arithmetic.
Value value_number(Rat number);
Value op_arith(Vm *vm, const Expr *expr, const Value *a, const Value *b);
Value op_negate(Vm *vm, const Value *a);
Value op_power(Vm *vm, const Expr *expr, const Value *a, int32_t exponent);
Value op_whole(Vm *vm, const Expr *expr, const Value *a);
Value op_compare(Vm *vm, CoreOp op, const Value *a, const Value *b);
Value op_round(Vm *vm, const Expr *expr, const Value *a, const Value *step, bool up);
Value op_absolute(Vm *vm, const Value *a);
Value op_add_months(Vm *vm, const Expr *expr, const Value *date, const Value *months);

// turn.c: how values move with the law date, and the days on which that tells.
Value grow_date(Vm *vm, Value date);                    // the law date itself
void grow_arith(Vm *vm, CoreOp op, const Value *a, const Value *b, Value *out); // of + - * /
uint8_t grow_mirrored(Vm *vm, uint8_t grows);           // of -x
void note_turn(Vm *vm, const Value *a, const Value *b); // of a comparison
void note_whole(Vm *vm, const Value *number);           // of what must be whole
// Where something is made of a value whose growth is not known: if it moves, the next day is tried.
void note_unfollowed(Vm *vm, const Value *value);
// A bound is the greatest (sign 1) or the least (-1) of several: whether the other one is it,
// or, where they meet, will be. The days of their meeting are noted. by_months: how many of
// them move so, as far as it matters (0, 1, 2).
bool grow_beyond(Vm *vm, Rat at, uint8_t grows, Rat other, uint8_t others, int sign, int by_months);

// list.c: lists, quantifiers, aggregates.
Value value_list(Vm *vm, Element *items, size_t n, bool open, const Causes *why_open);
Value op_union(Vm *vm, const Entry *parts, uint32_t n);
Value op_elements(Vm *vm, const Entry *parts, uint32_t n, bool open);
void loop_begin(Vm *vm, Loop *loop, const Expr *expr, const Entry *list);
void loop_take(Vm *vm, Loop *loop, const Entry *where, const Entry *value);
Value loop_result(Vm *vm, Loop *loop);

// back.c: what natives ask.
bool native_ask(void *machine, Str define, const Fact *const *args, size_t n, Fact *result, Str *why);

// machine.c: runs one function to its result.
Entry vm_run(Vm *vm, const Func *func, const Value *args, uint32_t n);
uint32_t vm_memo(Vm *vm, uint32_t func, const Value *args, uint32_t n); // of a call, made when it is new
bool vm_same(const Value *a, const Value *b); // but for causes; lists and records by their place
void vm_init(Vm *vm, Evaluation *work, const Code *code);
void vm_start_era(Vm *vm, const Tri *live);

#endif
