// Short answers of a batch, by a decider: no document is made for what it settles.
//
// In:  a line of JSON as it stands. Out: the answer, counted, or false: then line.c reads the line
//      itself, which also knows what to say about a mistake.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/batch/batch.h"

void quick_init(Worker *worker)
{
    const BatchPlan *plan = worker->plan;
    bool wanted = !plan->full && !plan->pack && plan->columns == NULL && plan->list == NULL;
    if (wanted && licet_decider_new(plan->policy, &worker->decider) == LICET_OK) {
        (void)licet_case_new(plan->policy, &worker->of);
    }
}

void quick_free(Worker *worker)
{
    licet_case_free(worker->of);
    licet_decider_free(worker->decider);
}

static bool finish(Worker *worker, const licet_options *options, Str id, Buf *out)
{
    if (licet_decider_decide(worker->decider, worker->of, options) != LICET_OK) {
        return false;
    }
    if (id.len > 0) {
        buf_text(out, "{\"id\":");
        buf_str(out, id);
    }
    short_put(out, (Answered){.decider = worker->decider});
    buf_char(out, '}');
    batch_count_answer(worker, (Answered){.decider = worker->decider});
    return true;
}

bool quick_answer(Worker *worker, Str line, Buf *out)
{
    if (worker->of == NULL || licet_case_read(worker->of, worker->decider, (licet_text){line.at, line.len},
                                              worker->plan->extra_ok, true) != LICET_OK) {
        return false;
    }
    licet_text id = licet_case_id(worker->of);
    return finish(worker, &worker->plan->options, id.len > 0 ? (Str){id.at, id.len} : STR("null"), out);
}

bool quick_decide(Worker *worker, const licet_facts *facts, const licet_options *options, Buf *out)
{
    bool taken = worker->of != NULL && licet_case_take(worker->of, facts) == LICET_OK;
    return taken ? finish(worker, options, STR_NONE, out) : false;
}
