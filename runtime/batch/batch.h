// Batch, inner door: one line of input decided by one worker.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_BATCH_BATCH_H
#define LICET_BATCH_BATCH_H

#include "runtime/base/map.h"
#include "runtime/batch/columns.h"

// How many lines came to what.
typedef struct Tally {
    Map findings; // name -> size_t
    Map causes;   // pointer with * for indexes -> size_t
    size_t lines, answered, unreadable, undetermined, stopped, held;
    size_t items, differ; // classified, and with another class stated
    bool limit;   // a decision ran into a limit
} Tally;

// What an answer came to, one bit each; an undetermined one holds as well.
enum { CAME_PROCEED = 1, CAME_HOLD = 2, CAME_STOP = 4, CAME_UNDETERMINED = 8 };

// Parts of an event of the log (log.c), made once.
typedef struct Log {
    bool wanted;
    Str head, middle, tail, run;
} Log;

// What every line is decided with; shared by the workers, not written to.
typedef struct BatchPlan {
    const licet_policy *policy;
    licet_options options; // where a line does not say otherwise
    const Columns *columns; // of CSV; NULL: lines of JSON
    const char *list;      // goal classify: the list of items; NULL: goal decide
    bool full, extra_ok;
    bool pack;             // evidence of every line is kept
    unsigned only;         // CAME_ bits: other answers are left out; 0: none is
    Log log;               // wanted: answers are events
} BatchPlan;

// One thread's room: an answer lives in `arena`, which its caller resets.
typedef struct Worker {
    const BatchPlan *plan;
    Guard guard;
    Arena *arena;
    Tally tally;
    Buf *pack; // evidence goes there; NULL: none is kept
    licet_decider *decider; // with `of`: short answers; NULL: whole documents are wanted
    licet_case *of;
} Worker;

void worker_init(Worker *worker, const BatchPlan *plan);
void worker_free(Worker *worker);
void worker_begin(Worker *worker, Arena *keep); // counts from nothing, in `keep`

// The answer to a line, one line of JSON without its end; empty for a blank line, and for what
// is not wanted.
Str worker_answer(Worker *worker, Str line, size_t number);
// To a line that is too long to be read; `line` is its beginning.
Str worker_refuse(Worker *worker, Str line, size_t number);

// Where an answer is read from: a decision, or a decider that settled a case; one of the two.
typedef struct Answered {
    const licet_decision *decision;
    const licet_decider *decider;
} Answered;

// short.c: the short answer behind its id: gate, finding, codes, lines.
void short_put(Buf *out, Answered answered);
licet_gate short_gate(Answered answered);
bool short_regime(Answered answered, size_t index, licet_regime *regime);

// tally.c: what the lines came to.
void tally_add(Tally *to, const Tally *from);
void batch_count_answer(Worker *worker, Answered answered);
Str batch_without_indexes(Arena *arena, Str pointer); // "/items/0/x" -> "/items/*/x"
// What came of a line, in CAME_ bits, by how the counts have changed since.
unsigned batch_came_to(const Tally *before, const Tally *after);

// log.c: answers as events of a log. `policy` and `begun` are what ids and revisions come of.
void log_begin(Log *log, Arena *arena, const licet_policy *of, Str policy, Str begun, const char *at);
Str log_event(Worker *worker, Str line, size_t number, Str said, bool error);

// class.c: the members of a short answer behind its id; what the summary says of it.
void class_put(Buf *out, const licet_classification *made);
void class_count(Worker *worker, const licet_classification *made);

// quick.c: short answers without documents, where `of` is there.
void quick_init(Worker *worker);
void quick_free(Worker *worker);
// False: line.c must read the line.
bool quick_answer(Worker *worker, Str line, Buf *out);
// The same of facts that were read otherwise: what stands behind the id.
bool quick_decide(Worker *worker, const licet_facts *facts, const licet_options *options, Buf *out);

#endif
