// Run: nodes evaluated on the cells of one case.
//
// In:  a program, the cells of a case. Out: values of nodes. Every function is remembered for
//      its last argument. `declined` says that the long way must be gone.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_FAST_RUN_H
#define LICET_FAST_RUN_H

#include "runtime/base/wide.h"
#include "runtime/eval/vm.h"
#include "runtime/fast/program.h"

enum { RUN_SLOTS = 8192, RUN_STEPS_MAX = 4000000 };

typedef struct Memo {
    uint64_t when;       // generation
    const Cell *subject;
    Cell value;
} Memo;

typedef struct MadeRow {
    uint32_t table;
    size_t index;
    Cell row;
} MadeRow;

typedef struct Run Run;
struct Run {
    const Program *program;
    const Words *words;
    const Cell *top;
    Cell *frame;         // variables of the function at work
    Cell *slots;
    size_t n_slots;
    Memo *memos;
    size_t cap_memos;
    uint64_t generation;
    uint64_t steps;
    Arena *arena;        // of intermediate values
    Vm vm;               // for what eval/ computes
    VEC(MadeRow) made;   // rows of sorted files, each made once
    bool declined;
};

// What stays from one case to the next is made in `keep`.
void run_init(Run *run, Arena *keep, Arena *scratch);
void run_program(Run *run, Arena *keep, const Program *program);

Tri run_tri(Run *run, const Ask *node);
Cell run_cell(Run *run, const Ask *node);
Cell run_func(Run *run, const FuncCode *func, const Cell *subject); // subject NULL: none
// A function by the number of its memory, when what it is is not remembered.
const Cell *run_remembered(Run *run, uint32_t index, const Cell *subject);
uint32_t run_word_asked(const Run *run, const Cell *cell);
static inline uint32_t run_word(const Run *run, const Cell *cell)
{
    return cell->word != WORD_ASK ? cell->word : run_word_asked(run, cell);
}

// The value, in its place when it has one; else in the room.
static inline const Cell *run_operand(Run *run, const Ask *node, Cell *room)
{
    if (node->op == ASK_CONST) {
        return &node->value;
    }
    if (node->op == ASK_PATH) {
        bool top = node->slot == TOP_SLOT, record = top || run->frame[node->slot].tag == CELL_RECORD;
        const Cell *base = top ? run->top : run->frame[node->slot].as.record;
        if (record && base[node->at].tag != CELL_BLANK && base[node->at].tag != CELL_WORD) {
            return &base[node->at];
        }
    }
    *room = run_cell(run, node);
    return room;
}

// value.c: cells compared, and as values of eval/.
Value cell_value(Run *run, const Cell *cell);
Cell value_cell(Run *run, const Value *value);
bool cell_exact(const Cell *cell);
bool cell_same(Run *run, const Cell *a, const Cell *b);
Tri cell_equal(Run *run, const Cell *a, const Cell *b);
Tri cell_compare(Run *run, CoreOp op, const Cell *a, const Cell *b);
Tri cell_in(Run *run, const Cell *value, const Cell *list);
Tri cell_within(const Cell *label, const Cell *above);
Cell cell_hull(Run *run, const Cell *a, const Cell *b);
Cell cell_arith(Run *run, const Expr *expr, const Cell *a, const Cell *b);
Cell cell_number(Run *run, const Expr *expr, const Cell *kids); // the other operations on numbers

// aggregate.c
Tri run_some(Run *run, const Ask *node);
Cell run_aggregate(Run *run, const Ask *node);
Cell run_list(Run *run, const Ask *node);
Cell run_union(Run *run, const Ask *node);
Cell run_elements(Run *run, const Ask *node);
Cell run_lookup(Run *run, const Ask *node);
Cell run_sorted(Run *run, const Ask *node);

static inline int num_order(int64_t a, int64_t a_den, int64_t b, int64_t b_den)
{
    if (a_den == b_den) {
        return (a > b) - (a < b);
    }
    return wide_order(a, b_den, b, a_den);
}

#endif
