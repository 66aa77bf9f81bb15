// Answers as events of a decision log, in the shape that Open Policy Agent writes.
//
// In:  a line and the answer to it. Out: {"labels", "decision_id", "bundles", "path", "input",
//      "result" or "error", "timestamp", "req_id"}. Nothing of it is taken from the clock: the
//      time is given, and the id comes of the policy, the options, the time and the line.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/digest.h"
#include "runtime/base/json.h"
#include "runtime/batch/batch.h"

static Str without_ending(Str root)
{
    Str ending = STR(".licet");
    return str_ends(root, ending) ? str_sub(root, 0, root.len - ending.len) : root;
}

// "us.ear" -> "us/ear", "examples/library.licet" -> "examples/library".
static Str path_of(Arena *arena, const char *root)
{
    Str path = without_ending(str_of(root));
    char *text = arena_copy(arena, path.at, path.len);
    for (size_t i = 0; i < path.len; i++) {
        text[i] = path.len == strlen(root) && text[i] == '.' ? '/' : text[i];
    }
    return (Str){text, path.len};
}

void log_begin(Log *log, Arena *arena, const licet_policy *of, Str policy, Str begun, const char *at)
{
    Buf out;
    Digest run = digest_of(begun);
    buf_init(&out, arena);
    buf_addf(&out, "{\"labels\":{\"app\":\"licet\",\"version\":\"%s\"},\"decision_id\":\"",
             licet_version());
    log->head = str_copy(arena, buf_done(&out));
    out.len = 0;
    buf_text(&out, "\",\"bundles\":{");
    for (size_t i = 0; licet_policy_root(of, i) != NULL; i++) {
        buf_text(&out, i > 0 ? "," : "");
        json_quote(&out, str_of(licet_policy_root(of, i)));
        buf_addf(&out, ":{\"revision\":\"sha256:%.*s\"}", STR_ARG(policy));
    }
    buf_text(&out, "},\"path\":");
    json_quote(&out, path_of(arena, licet_policy_root(of, 0)));
    buf_text(&out, ",\"input\":");
    log->middle = str_copy(arena, buf_done(&out));
    out.len = 0;
    buf_text(&out, ",\"timestamp\":");
    json_quote(&out, str_of(at));
    buf_text(&out, ",\"req_id\":");
    log->tail = str_copy(arena, buf_done(&out));
    log->run = str_copy(arena, str_of(run.hex));
}

// A UUID of version 8: its bits are a digest's.
static void put_decision_id(Buf *out, const Log *log, Str line, size_t number)
{
    DigestState state;
    char digits[24];
    int n = snprintf(digits, sizeof digits, "\n%zu\n", number);
    digest_begin(&state);
    digest_add(&state, log->run);
    digest_add(&state, (Str){digits, (size_t)n});
    digest_add(&state, line);
    Digest digest = digest_end(&state);
    const char *hex = digest.hex;
    buf_addf(out, "%.8s-%.4s-8%.3s-%c%.3s-%.12s", hex, hex + 8, hex + 12,
             "89ab"[(hex[15] < 'a' ? hex[15] - '0' : hex[15] - 'a' + 10) & 3], hex + 16, hex + 19);
}

static void put_input(Buf *out, const Worker *worker, Str line, bool error)
{
    JsonError why;
    if (worker->plan->columns != NULL && columns_object(worker->arena, worker->plan->columns, line, out)) {
        return;
    }
    bool json = worker->plan->columns == NULL &&
                (!error || json_parse(worker->arena, line, &why) != NULL);
    if (json) {
        buf_str(out, line);
    } else {
        json_quote(out, line);
    }
}

Str log_event(Worker *worker, Str line, size_t number, Str said, bool error)
{
    const Log *log = &worker->plan->log;
    JsonError why;
    Buf out;
    buf_init(&out, worker->arena);
    line = str_trim(line);
    buf_str(&out, log->head);
    put_decision_id(&out, log, line, number);
    buf_str(&out, log->middle);
    put_input(&out, worker, line, error);
    if (error) {
        buf_text(&out, ",\"error\":");
        json_print(&out, json_get(json_parse(worker->arena, said, &why), STR("error")));
    } else {
        buf_text(&out, ",\"result\":");
        buf_str(&out, said);
    }
    buf_str(&out, log->tail);
    buf_addf(&out, "%zu}", number);
    return buf_done(&out);
}
