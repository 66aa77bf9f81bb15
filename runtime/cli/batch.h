// Batch, inner door: one line of input decided by one worker.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_CLI_BATCH_H
#define LICET_CLI_BATCH_H

#include "runtime/base/map.h"
#include "runtime/cli/columns.h"

// How many lines came to what.
typedef struct Tally {
    Map findings; // name -> size_t
    Map causes;   // pointer with * for indexes -> size_t
    size_t lines, answered, unreadable, undetermined, stopped, held;
    size_t items, differ; // classified, and with another class stated
    bool limit;   // a decision ran into a limit
} Tally;

// What every line is decided with; shared by the workers, not written to.
typedef struct BatchPlan {
    const licet_policy *policy;
    licet_options options; // where a line does not say otherwise
    const Columns *columns; // of CSV; NULL: lines of JSON
    const char *list;      // goal classify: the list of items; NULL: goal decide
    bool full, extra_ok;
} BatchPlan;

// One thread's room: answers live in `arena` until the block is written, counts in `keep`.
typedef struct Worker {
    const BatchPlan *plan;
    Guard guard;
    Arena *arena, *keep;
    Tally tally;
} Worker;

void worker_init(Worker *worker, const BatchPlan *plan);
void worker_free(Worker *worker);

// The answer to a line, one line of JSON without its end; empty for a blank line.
Str worker_answer(Worker *worker, Str line, size_t number);

void tally_add(Tally *to, const Tally *from, Arena *arena);
void batch_count(Map *map, Arena *arena, Str name); // one more
Str batch_without_indexes(Arena *arena, Str pointer); // "/items/0/x" -> "/items/*/x"

// batch_class.c: the members of a short answer behind its id; what the summary says of it.
void class_put(Buf *out, const licet_classification *made);
void class_count(Worker *worker, const licet_classification *made);

#endif
