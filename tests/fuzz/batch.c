// Fuzz target: any bytes as lines of a batch. Each is answered by one line of JSON, or was blank.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/json.h"
#include "runtime/batch/batch.h"
#include "tests/fuzz/fuzz.h"

static BatchPlan *plan(void)
{
    static BatchPlan plan;
    if (plan.policy == NULL) {
        plan.policy = fuzz_orders();
        licet_options_init(&plan.options);
        plan.options.compact = true;
    }
    return &plan;
}

static void answer(Worker *worker, Str line, size_t number)
{
    JsonError error;
    Str said = worker_answer(worker, line, number);
    must(said.len > 0 || str_trim(line).len == 0);
    if (said.len > 0) {
        const Json *json = json_parse(worker->arena, said, &error);
        must(json != NULL && json->kind == JSON_OBJECT);
        must(memchr(said.at, '\n', said.len) == NULL);
        must(json_get(json, STR("error")) != NULL || json_get(json, STR("gate")) != NULL);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    Worker worker;
    Str text = {(const char *)bytes, n};
    size_t from = 0, number = 0;
    worker_init(&worker, plan());
    for (size_t at = 0; at <= n && number < 16; at++) {
        if (at == n || bytes[at] == '\n') {
            answer(&worker, str_sub(text, from, at), ++number);
            from = at + 1;
        }
    }
    worker_free(&worker);
    return 0;
}
