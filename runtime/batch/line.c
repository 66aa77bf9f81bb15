// One line of a batch: read, decided, answered; errors are answered in place.
//
// In:  {"id", "facts", "as_of", "assume", "world"} or the bare facts of one case; to classify
//      "item" for "facts", or the bare item; of CSV a row, read by a map of columns.
// Out: one line of JSON: the compact answer, with --full the whole document, or the error.
// Memory: the worker's arena, reset by the caller.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/json.h"
#include "runtime/batch/batch.h"
#include "runtime/cli/pack.h"
#include "runtime/source/diag.h"

// One line being worked on.
typedef struct Case {
    Worker *worker;
    Str line;
    size_t number;
    const Json *id;      // or NULL
    const Json *facts;   // one object, or a list of layers; NULL: the whole line
    bool item;           // facts, or the whole line, are one item to classify
    RowCase row;         // of CSV
    licet_options options;
    Diags diags;         // of the line itself
} Case;

void worker_init(Worker *worker, const BatchPlan *plan)
{
    *worker = (Worker){.plan = plan};
    cli_guard(&worker->guard);
    worker->arena = arena_new(&worker->guard);
    worker_begin(worker, worker->arena);
    quick_init(worker);
}

void worker_begin(Worker *worker, Arena *keep)
{
    worker->tally = (Tally){0};
    map_init(&worker->tally.findings, keep);
    map_init(&worker->tally.causes, keep);
}

void worker_free(Worker *worker)
{
    quick_free(worker);
    arena_free(worker->arena);
}

// -- writing ----------------------------------------------------------------------------

static void put_member(Buf *out, const char *name, const char *text)
{
    buf_addf(out, ",\"%s\":", name);
    json_quote(out, str_of(text));
}

static void put_id(Buf *out, const Case *c)
{
    buf_text(out, "{\"id\":");
    if (c->row.id.len > 0) {
        json_quote(out, c->row.id);
    } else if (c->id != NULL) {
        json_print(out, c->id);
    } else {
        buf_text(out, "null");
    }
}

static void put_document(Buf *out, const char *name, licet_buffer *buffer)
{
    licet_text text = licet_buffer_text(buffer);
    buf_addf(out, ",\"%s\":", name);
    buf_str(out, str_trim((Str){text.at, text.len}));
    licet_buffer_free(buffer);
}

// Fails before anything is put.
static licet_status put_decision(Buf *out, const Case *c, const licet_decision *decision)
{
    licet_buffer *buffer = NULL;
    licet_status status =
        c->worker->plan->full ? licet_decision_json(decision, "", false, &buffer) : LICET_OK;
    if (status != LICET_OK) {
        return status;
    }
    put_id(out, c);
    if (c->worker->plan->full) {
        put_document(out, "decision", buffer);
    } else {
        short_put(out, (Answered){.decision = decision});
    }
    buf_char(out, '}');
    return LICET_OK;
}

static void put_error(Buf *out, const Case *c, const licet_diagnostic *diag)
{
    put_id(out, c);
    buf_addf(out, ",\"line\":%zu,\"error\":{\"code\":", c->number);
    json_quote(out, str_of(diag->code));
    put_member(out, "message", diag->message);
    put_member(out, "pointer", diag->pointer);
    buf_text(out, "}}");
    c->worker->tally.unreadable++;
}

static void put_own_error(Buf *out, const Case *c)
{
    const Diag *diag = c->diags.list.items[0];
    licet_diagnostic shown = {
        .code = diag_name(diag->code),
        .message = diag->message.at,
        .pointer = diag->pointer.len > 0 ? diag->pointer.at : "",
    };
    put_error(out, c, &shown);
}

static void put_report(Buf *out, const Case *c, const licet_report *report)
{
    licet_diagnostic diag;
    for (size_t i = 0; licet_report_at(report, i, &diag); i++) {
        if (diag.severity == LICET_ERROR) {
            put_error(out, c, &diag);
            return;
        }
    }
}

// -- reading ----------------------------------------------------------------------------

static void wrong(Case *c, const char *expected, const char *name)
{
    Str pointer = str_format(c->worker->arena, "/%s", name);
    diag_report_at(&c->diags, DIAG_R0504, pointer, expected, name);
}

static const char *read_text(Case *c, const Json *value, const char *expected, const char *name)
{
    if (value->kind != JSON_STRING) {
        wrong(c, expected, name);
        return NULL;
    }
    return str_copy(c->worker->arena, value->text).at;
}

static void read_assume(Case *c, const Json *value)
{
    bool one = value->kind == JSON_STRING;
    if (!one && value->kind != JSON_LIST) {
        wrong(c, "a list of labels", "assume");
        return;
    }
    const char **labels = arena_array(c->worker->arena, const char *, value->n + 2);
    size_t n = 0;
    for (const Json *at = one ? value : value->first; at != NULL; at = one ? NULL : at->next) {
        const char *label = read_text(c, at, "a list of labels", "assume");
        if (label != NULL) {
            labels[n++] = label;
        }
    }
    c->options.assume = labels;
    c->options.assume_count = n;
}

static void read_member(Case *c, const Json *value)
{
    if (str_is(value->key, "id")) {
        c->id = value;
        Buf text;
        buf_init(&text, c->worker->arena);
        if (value->kind == JSON_STRING) {
            buf_str(&text, value->text);
        } else if (value->kind != JSON_NULL) {
            json_print(&text, value);
        }
        c->options.case_id = buf_done(&text).at;
    } else if (str_is(value->key, "facts") || str_is(value->key, "item")) {
        c->facts = value;
        c->item = str_is(value->key, "item");
        bool good = value->kind == JSON_OBJECT ||
                    value->kind == (c->item ? JSON_STRING : JSON_LIST);
        if (!good) {
            wrong(c, c->item ? "an object of facts, or a name," : "an object of facts, or a list of them",
                  c->item ? "item" : "facts");
        }
    } else if (str_is(value->key, "as_of")) {
        c->options.as_of = read_text(c, value, "a date, such as \"2024-03-15\",", "as_of");
        c->options.as_of_from = "--as-of";
    } else if (str_is(value->key, "assume")) {
        read_assume(c, value);
    } else if (str_is(value->key, "world")) {
        const char *world = read_text(c, value, "\"enforced\" or \"text\"", "world");
        c->options.text_world = world != NULL && strcmp(world, "text") == 0;
        if (world != NULL && strcmp(world, "text") != 0 && strcmp(world, "enforced") != 0) {
            wrong(c, "\"enforced\" or \"text\"", "world");
        }
    } else {
        diag_report_at(&c->diags, DIAG_R0503, STR_NONE, STR_ARG(value->key));
    }
}

static bool is_envelope(const Case *c, const Json *json)
{
    bool item = c->worker->plan->list != NULL && json_get(json, STR("item")) != NULL;
    return (item || json_get(json, STR("facts")) != NULL) && json_get(json, STR("pack")) == NULL;
}

static void read_json(Case *c)
{
    JsonError error = {"", 0};
    const char *list = c->worker->plan->list;
    const Json *json = json_parse(c->worker->arena, c->line, &error);
    if (json == NULL) {
        diag_report_at(&c->diags, DIAG_R0505, STR_NONE, error.message);
    } else if (json->kind != JSON_OBJECT) {
        diag_report_at(&c->diags, DIAG_R0506, STR_NONE);
    } else if (is_envelope(c, json)) {
        for (const Json *at = json->first; at != NULL; at = at->next) {
            read_member(c, at);
        }
    } else {
        c->id = json_get(json, STR("id")); // to be found again, should it be no fact
        c->item = list != NULL && json_get(json, str_of(list)) == NULL &&
                  json_get(json, STR("pack")) == NULL;
    }
}

static void read_row(Case *c)
{
    Arena *arena = c->worker->arena;
    if (!columns_row(arena, c->worker->plan->columns, c->line, &c->row, &c->diags)) {
        return;
    }
    if (c->row.id.len > 0) {
        c->options.case_id = str_copy(arena, c->row.id).at;
    }
    if (c->row.as_of.len > 0) {
        c->options.as_of = str_copy(arena, c->row.as_of).at;
        c->options.as_of_from = "--as-of";
    }
}

static void read_line(Case *c)
{
    if (c->worker->plan->columns != NULL) {
        read_row(c);
    } else {
        read_json(c);
    }
}

// One document of facts; NULL: the whole line.
static Str layer_text(const Case *c, const Json *layer)
{
    Str text = layer == NULL ? c->line : str_sub(c->line, layer->start, layer->end);
    return !c->item ? text
                    : str_format(c->worker->arena, "{\"%s\":[%.*s]}", c->worker->plan->list,
                                 STR_ARG(text));
}

static licet_status read_layer(const Case *c, licet_facts *facts, const Json *layer)
{
    Str text = layer_text(c, layer);
    return licet_facts_read(facts, "line", (licet_text){text.at, text.len},
                            c->worker->plan->extra_ok);
}

static licet_status read_settings(const Case *c, licet_facts *facts)
{
    licet_status status = LICET_OK;
    for (size_t i = 0; i < c->row.settings.n && status == LICET_OK; i++) {
        status = licet_facts_set(facts, c->row.settings.items[i].at);
    }
    return status;
}

static licet_status read_facts(const Case *c, licet_facts *facts)
{
    if (c->worker->plan->columns != NULL) {
        return read_settings(c, facts);
    }
    if (c->facts == NULL || c->facts->kind != JSON_LIST) {
        return read_layer(c, facts, c->facts);
    }
    licet_status status = LICET_OK;
    for (const Json *at = c->facts->first; at != NULL && status == LICET_OK; at = at->next) {
        status = read_layer(c, facts, at);
    }
    return status;
}

// -- deciding ---------------------------------------------------------------------------

static void put_failure(Case *c, licet_status status, Buf *out)
{
    diag_report_at(&c->diags, DIAG_R0507, STR_NONE, licet_status_name(status));
    put_own_error(out, c);
    c->worker->tally.limit = true;
}

// What the line was decided from, and the statement, for the evidence pack.
static void keep_evidence(const Case *c, const licet_decision *decision)
{
    Arena *arena = c->worker->arena;
    PackCase given = {.options = c->options, .extra_ok = c->worker->plan->extra_ok};
    bool list = c->facts != NULL && c->facts->kind == JSON_LIST;
    if (c->worker->plan->columns == NULL && !list) {
        vec_push(arena, &given.facts, layer_text(c, c->facts));
    }
    for (const Json *at = list ? c->facts->first : NULL; at != NULL; at = at->next) {
        vec_push(arena, &given.facts, layer_text(c, at));
    }
    for (size_t i = 0; i < c->row.settings.n; i++) {
        vec_push(arena, &given.sets, c->row.settings.items[i].at);
    }
    buf_str(c->worker->pack, pack_case(arena, &given, licet_decision_id(decision), pack_statement(arena, decision)));
}

static void decide(Case *c, const licet_facts *facts, Buf *out)
{
    licet_decision *decision = NULL;
    size_t before = out->len;
    put_id(out, c);
    if (quick_decide(c->worker, facts, &c->options, out)) {
        return;
    }
    out->len = before;
    licet_status status =
        licet_decide(c->worker->plan->policy, facts, &c->options, &decision);
    status = status == LICET_OK ? put_decision(out, c, decision) : status;
    if (status == LICET_OK) {
        batch_count_answer(c->worker, (Answered){.decision = decision});
        if (c->worker->pack != NULL) {
            keep_evidence(c, decision);
        }
    } else if (status == LICET_REJECTED) {
        put_report(out, c, licet_decision_report(decision));
    } else {
        put_failure(c, status, out);
    }
    licet_decision_free(decision);
}

static licet_status put_classes(Buf *out, const Case *c, const licet_classification *made)
{
    licet_buffer *buffer = NULL;
    licet_status status = c->worker->plan->full
                              ? licet_classification_json(made, "", false, &buffer)
                              : LICET_OK;
    if (status != LICET_OK) {
        return status;
    }
    put_id(out, c);
    if (c->worker->plan->full) {
        put_document(out, "classification", buffer);
    } else {
        class_put(out, made);
    }
    buf_char(out, '}');
    return LICET_OK;
}

static void classify(Case *c, const licet_facts *facts, Buf *out)
{
    licet_classification *made = NULL;
    licet_status status =
        licet_classify(c->worker->plan->policy, facts, &c->options, false, &made);
    status = status == LICET_OK ? put_classes(out, c, made) : status;
    if (status == LICET_OK) {
        class_count(c->worker, made);
    } else if (status == LICET_REJECTED) {
        put_report(out, c, licet_classification_report(made));
    } else {
        put_failure(c, status, out);
    }
    licet_classification_free(made);
}

// What is taken and yet to be looked at, at the end of the answer.
static void put_warnings(Buf *out, const licet_report *report)
{
    licet_diagnostic diag;
    if (licet_report_warnings(report) == 0) {
        return;
    }
    out->len--; // the bracket
    buf_text(out, ",\"warnings\":[");
    for (size_t i = 0; licet_report_at(report, i, &diag); i++) {
        if (diag.severity == LICET_WARNING) {
            buf_text(out, out->at[out->len - 1] == '[' ? "{\"code\":" : ",{\"code\":");
            json_quote(out, str_of(diag.code));
            put_member(out, "message", diag.message);
            put_member(out, "pointer", diag.pointer);
            buf_char(out, '}');
        }
    }
    buf_text(out, "]}");
}

static void answer(Case *c, licet_facts *facts, Buf *out)
{
    size_t unreadable = c->worker->tally.unreadable;
    licet_status status = read_facts(c, facts);
    if (status == LICET_REJECTED) {
        put_report(out, c, licet_facts_report(facts));
    } else if (status != LICET_OK) {
        put_failure(c, status, out);
    } else if (c->worker->plan->list != NULL) {
        classify(c, facts, out);
    } else {
        decide(c, facts, out);
    }
    if (c->worker->tally.unreadable == unreadable) {
        put_warnings(out, licet_facts_report(facts));
    }
}

static Str answer_line(Worker *worker, Str line, size_t number)
{
    Case c = {.worker = worker, .line = str_trim(line), .number = number};
    if (c.line.len == 0) {
        return STR_NONE;
    }
    Buf out;
    buf_init(&out, worker->arena);
    diag_init(&c.diags, worker->arena);
    c.options = worker->plan->options;
    worker->tally.lines++;
    if (quick_answer(worker, c.line, &out)) {
        return buf_done(&out);
    }
    read_line(&c);
    licet_facts *facts = NULL;
    if (c.diags.n_errors > 0) {
        put_own_error(&out, &c);
    } else {
        cli_must(licet_facts_new(worker->plan->policy, &facts));
        answer(&c, facts, &out);
    }
    licet_facts_free(facts);
    return buf_done(&out);
}

// What is written of an answer: nothing unless it is wanted; itself, or an event of the log.
static Str shown(Worker *worker, const Tally *before, Str line, size_t number, Str said)
{
    unsigned only = worker->plan->only;
    bool error = worker->tally.unreadable > before->unreadable;
    bool wanted = only == 0 || error || (batch_came_to(before, &worker->tally) & only) != 0;
    if (!wanted || said.len == 0) {
        return STR_NONE;
    }
    return worker->plan->log.wanted ? log_event(worker, line, number, said, error) : said;
}

Str worker_answer(Worker *worker, Str line, size_t number)
{
    const Tally before = worker->tally;
    Str said = answer_line(worker, line, number);
    return shown(worker, &before, line, number, said);
}

Str worker_refuse(Worker *worker, Str line, size_t number)
{
    const Tally before = worker->tally;
    Case c = {.worker = worker, .number = number};
    Buf out;
    buf_init(&out, worker->arena);
    diag_init(&c.diags, worker->arena);
    diag_report_at(&c.diags, DIAG_R0509, STR_NONE);
    worker->tally.lines++;
    put_own_error(&out, &c);
    return shown(worker, &before, line, number, buf_done(&out));
}
