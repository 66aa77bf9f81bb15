// Fuzz target: any bytes as a CSV file of cases; before a zero byte, any bytes as the map of its
// columns. Each record is answered by one line of JSON, or was blank.
//
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE // memfd_create, pwrite
#include "runtime/batch/batch.h"
#include "tests/fuzz/cli.h"

static const char MAP[] =
    "{\"id\": \"id\", \"as_of\": \"day\", \"facts\": {\"destination\": \"to\", \"items[0].units\": \"units\","
    "\"items[0].name\": \"item\", \"items[0].price\": {\"column\": \"price\", \"unit\": \"USD\"},"
    "\"items[0].operations[0].rate\": {\"column\": \"rate\", \"unit\": \"op/s\"}, \"certified\": {\"column\": "
    "\"signed\", \"values\": {\"yes\": \"true\", \"no\": \"false\"}}, \"activity\": {\"value\": \"export\"}}}";

// The end of a record: a line end outside of quotation marks.
static size_t record_end(Str text, size_t from)
{
    bool quoted = false;
    size_t at = from;
    for (; at < text.len && (quoted || text.at[at] != '\n'); at++) {
        quoted = quoted != (text.at[at] == '"');
    }
    return at;
}

static void answer(Worker *worker, Str record, size_t number)
{
    JsonError error;
    Str said = worker_answer(worker, record, number);
    must(said.len > 0 || str_trim(record).len == 0);
    if (said.len > 0) {
        const Json *json = json_parse(worker->arena, said, &error);
        must(json != NULL && json->kind == JSON_OBJECT);
        must(json_get(json, STR("error")) != NULL || json_get(json, STR("gate")) != NULL);
    }
}

static void answer_all(const Columns *columns, Str rows)
{
    BatchPlan plan = {.policy = fuzz_orders(), .columns = columns};
    Worker worker;
    size_t number = 1;
    licet_options_init(&plan.options);
    plan.options.compact = true;
    worker_init(&worker, &plan);
    for (size_t from = 0; from < rows.len && number < 16;) {
        size_t to = record_end(rows, from);
        answer(&worker, str_sub(rows, from, to), ++number);
        from = to + 1;
    }
    worker_free(&worker);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    Cli cli;
    Columns columns = {.file = ""};
    const uint8_t *zero = memchr(bytes, 0, n);
    size_t split = zero != NULL ? (size_t)(zero - bytes) : 0;
    Str map = zero != NULL ? (Str){(const char *)bytes, split} : STR(MAP);
    Str csv = {(const char *)bytes + (zero != NULL ? split + 1 : 0), zero != NULL ? n - split - 1 : n};
    fuzz_cli(&cli, &command_batch);
    if (columns_read(&cli, fuzz_file(map), "", &columns)) {
        size_t end = record_end(csv, 0);
        if (columns_bind(&cli, &columns, str_sub(csv, 0, end))) {
            answer_all(&columns, str_sub(csv, end < csv.len ? end + 1 : end, csv.len));
        }
    }
    fuzz_cli_done(&cli);
    return 0;
}
