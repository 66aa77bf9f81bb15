// Short answers of a batch, by a decider: no document is made for what it settles.
//
// In:  a line of JSON as it stands. Out: the answer, or NO: then batch_line.c reads the line
//      itself, which also knows what to say about a mistake.
// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>

#include "runtime/base/json.h"
#include "runtime/cli/batch.h"

bool quick_init(Worker *worker)
{
    const BatchPlan *plan = worker->plan;
    bool wanted = !plan->full && plan->columns == NULL && plan->list == NULL;
    if (!wanted || licet_decider_new(plan->policy, &worker->decider) != LICET_OK) {
        return false;
    }
    return licet_case_new(plan->policy, &worker->of) == LICET_OK;
}

void quick_free(Worker *worker)
{
    licet_case_free(worker->of);
    licet_decider_free(worker->decider);
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void batch_sort_texts(const char **texts, size_t n)
{
    qsort(texts, n, sizeof *texts, compare_texts);
}

void batch_put_codes(Buf *out, const char *const *codes, size_t n)
{
    buf_text(out, ",\"codes\":[");
    for (size_t i = 0, put = 0; i < n; i++) {
        if (i == 0 || strcmp(codes[i], codes[i - 1]) != 0) {
            buf_text(out, put++ > 0 ? "," : "");
            json_quote(out, str_of(codes[i]));
        }
    }
    buf_char(out, ']');
}

static void put_member(Buf *out, const char *name, const char *text)
{
    buf_text(out, name);
    json_quote(out, str_of(text));
}

static void put_all_codes(Buf *out, const licet_decider *decider)
{
    licet_line line;
    size_t n = 0, most = 0;
    for (size_t i = 0; licet_decider_line(decider, i, &line); i++) {
        most += line.code_count;
    }
    if (licet_decider_line_count(decider) == 1) { // sorted already
        licet_decider_line(decider, 0, &line);
        batch_put_codes(out, line.codes, line.code_count);
        return;
    }
    const char **codes = arena_array(out->arena, const char *, most + 1);
    for (size_t i = 0; licet_decider_line(decider, i, &line); i++) {
        for (size_t j = 0; j < line.code_count; j++) {
            codes[n++] = line.codes[j];
        }
    }
    batch_sort_texts(codes, n);
    batch_put_codes(out, codes, n);
}

static void put_finding(Buf *out, const licet_decider *decider)
{
    licet_regime regime;
    if (licet_decider_regime_count(decider) == 1) {
        licet_decider_regime(decider, 0, &regime);
        put_member(out, ",\"finding\":", regime.finding);
        return;
    }
    buf_text(out, ",\"finding\":{");
    for (size_t i = 0; licet_decider_regime(decider, i, &regime); i++) {
        put_member(out, i > 0 ? "," : "", regime.name);
        put_member(out, ":", regime.finding);
    }
    buf_char(out, '}');
}

static void put_lines(Buf *out, const licet_decider *decider)
{
    licet_line line;
    buf_text(out, ",\"lines\":[");
    for (size_t i = 0; licet_decider_line(decider, i, &line); i++) {
        put_member(out, i > 0 ? ",{\"id\":" : "{\"id\":", line.id);
        put_member(out, ",\"regime\":", line.regime);
        put_member(out, ",\"finding\":", line.finding);
        put_member(out, ",\"gate\":", licet_gate_name(line.gate));
        batch_put_codes(out, line.codes, line.code_count);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

static void quick_put(Buf *out, const licet_decider *decider)
{
    put_member(out, ",\"gate\":", licet_gate_name(licet_decider_gate(decider)));
    put_finding(out, decider);
    put_all_codes(out, decider);
    put_lines(out, decider);
}

static void count_answer(Worker *worker)
{
    Tally *tally = &worker->tally;
    licet_regime regime;
    for (size_t i = 0; licet_decider_regime(worker->decider, i, &regime); i++) {
        batch_count(&tally->findings, worker->keep, str_of(regime.finding));
    }
    tally->answered++;
    tally->stopped += licet_decider_gate(worker->decider) == LICET_STOP;
    tally->held += licet_decider_gate(worker->decider) == LICET_HOLD;
}

static Quick finish(Worker *worker, const licet_options *options, Str id, Buf *out)
{
    if (licet_decider_decide(worker->decider, worker->of, options) != LICET_OK) {
        return QUICK_NO;
    }
    if (id.len > 0) {
        buf_text(out, "{\"id\":");
        buf_str(out, id);
    }
    quick_put(out, worker->decider);
    buf_char(out, '}');
    if (licet_decider_decision(worker->decider) != NULL) {
        return QUICK_DECISION;
    }
    count_answer(worker);
    return QUICK_DONE;
}

Quick quick_answer(Worker *worker, Str line, Buf *out)
{
    if (worker->of == NULL || licet_case_read(worker->of, worker->decider, (licet_text){line.at, line.len},
                                              worker->plan->extra_ok, true) != LICET_OK) {
        return QUICK_NO;
    }
    licet_text id = licet_case_id(worker->of);
    return finish(worker, &worker->plan->options, id.len > 0 ? (Str){id.at, id.len} : STR("null"), out);
}

Quick quick_decide(Worker *worker, const licet_facts *facts, const licet_options *options, Buf *out)
{
    bool taken = worker->of != NULL && licet_case_take(worker->of, facts) == LICET_OK;
    return taken ? finish(worker, options, STR_NONE, out) : QUICK_NO;
}
