// Begins the outputs of a batch, or goes on with those of one that was interrupted.
//
// In:  -o FILE, --pack FILE, --resume, and the journal FILE.resume. An interrupted batch is
//      gone on with when policy, options and the lines answered so far are the same; what was
//      written is believed as far as it has its digests, the rest is cut off and made again.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/os.h"
#include "runtime/base/os_stream.h"
#include "runtime/batch/run.h"
#include "runtime/cli/pack.h"

// -- what it was begun with ---------------------------------------------------------------

static Json *text_or_null(Arena *arena, const char *text)
{
    return text != NULL ? json_string(arena, str_of(text)) : json_null(arena);
}

static Json *digest_json(Arena *arena, Str text)
{
    Digest digest = digest_of(text);
    return json_string(arena, str_copy(arena, str_of(digest.hex)));
}

// Of the texts of all modules and tables, in the order in which they were read.
static Digest policy_digest(const Batch *batch)
{
    DigestState state;
    licet_source source;
    digest_begin(&state);
    for (size_t i = 0; licet_policy_source(batch->plan.policy, i, &source); i++) {
        digest_add(&state, str_of(source.path));
        digest_add(&state, STR("\n"));
        digest_add(&state, (Str){source.text.at, source.text.len});
    }
    return digest_end(&state);
}

// All values of an option that may be given again.
static Json *values(const Batch *batch, const char *option)
{
    Arena *arena = batch->cli->arena;
    const Args *args = &batch->cli->args;
    Buf out;
    buf_init(&out, arena);
    for (size_t i = 0; i < args_count(args, option); i++) {
        buf_text(&out, i > 0 ? " " : "");
        buf_text(&out, args_nth(args, option, i) != NULL ? args_nth(args, option, i) : "");
    }
    return args_has(args, option) ? json_string(arena, buf_done(&out)) : json_null(arena);
}

static const char *const OPTIONS[] = {"policy",      "goal",         "full", "no-proof", "as-of", "assume", "world",
                                      "extra-facts", "allow-native", "only", "log"};

static Json *make_header(const Batch *batch, Str csv_header, Str pack_head)
{
    Arena *arena = batch->cli->arena;
    Json *header = json_object(arena), *options = json_object(arena);
    Digest policy = policy_digest(batch);
    json_set(header, STR("schema"), text_or_null(arena, "licet.resume/1"));
    json_set(header, STR("engine"), text_or_null(arena, licet_version()));
    json_set(header, STR("policy"), json_string(arena, str_copy(arena, str_of(policy.hex))));
    for (size_t i = 0; i < countof(OPTIONS); i++) {
        json_set(options, str_of(OPTIONS[i]), values(batch, OPTIONS[i]));
    }
    json_set(header, STR("options"), options);
    json_set(header, STR("columns"), digest_json(arena, batch->columns.text));
    json_set(header, STR("names"), digest_json(arena, csv_header));
    json_set(header, STR("pack"), digest_json(arena, pack_head));
    json_set(header, STR("at"), text_or_null(arena, batch->at));
    return header;
}

// -- whether it is the same batch ---------------------------------------------------------

static bool refuse(const Batch *batch, const char *why)
{
    cli_fail(batch->cli, EXIT_USAGE, "'%s' cannot be gone on with: %s",
             batch->outputs[ANSWERS].path, why);
    return false;
}

static bool same(const Json *then, const Json *now, const char *name)
{
    const Json *a = json_get(then, str_of(name)), *b = json_get(now, str_of(name));
    return a != NULL && a->kind == b->kind && str_eq(a->text, b->text);
}

static const char *shown(const Batch *batch, const Json *options, const char *name)
{
    const Json *value = json_get(options, str_of(name));
    bool given = value != NULL && value->kind == JSON_STRING;
    return !given                 ? "not given"
           : value->text.len == 0 ? "given"
                                  : str_format(batch->cli->arena, "given as '%.*s'", STR_ARG(value->text)).at;
}

static bool check_options(const Batch *batch, const Json *then, const Json *now)
{
    for (size_t i = 0; i < countof(OPTIONS); i++) {
        if (!same(then, now, OPTIONS[i])) {
            return refuse(batch, str_format(batch->cli->arena, "--%s was %s when it was begun, and is %s now",
                                            OPTIONS[i], shown(batch, then, OPTIONS[i]),
                                            shown(batch, now, OPTIONS[i])).at);
        }
    }
    return true;
}

// The time of the log is the one it was begun with, unless another one is asked for.
static bool check_time(Batch *batch, const Json *then)
{
    const Json *at = json_get(then, STR("at"));
    const char *given = args_get(&batch->cli->args, "at");
    Str begun = at != NULL && at->kind == JSON_STRING ? at->text : STR_NONE;
    bool asked = given != NULL && strcmp(given, "now") != 0;
    if (asked && !str_is(begun, given)) {
        return refuse(batch, str_format(batch->cli->arena,
                                        "--at was %.*s when it was begun, and is %s now",
                                        STR_ARG(begun), given).at);
    }
    batch->at = begun.len > 0 ? str_copy(batch->cli->arena, begun).at : NULL;
    return true;
}

static bool check_header(Batch *batch, const Json *now)
{
    const Json *then = batch->journal.header;
    if (!same(then, now, "schema")) {
        return refuse(batch, "its journal is of another kind than licet.resume/1");
    }
    if (!same(then, now, "engine")) {
        const Json *engine = json_get(then, STR("engine"));
        return refuse(batch, str_format(batch->cli->arena, "it was begun by licet %.*s",
                                        STR_ARG(engine != NULL ? engine->text : STR("?"))).at);
    }
    const char *why = !same(then, now, "columns") ? "it was begun with another map of columns"
                      : !same(then, now, "names") ? "the first line of the input names other columns"
                                                  : NULL;
    if (why != NULL) {
        return refuse(batch, why);
    }
    if (!check_options(batch, json_get(then, STR("options")), json_get(now, STR("options")))) {
        return false;
    }
    return !same(then, now, "policy") ? refuse(batch, "the policy has changed since it was begun")
           : !same(then, now, "pack") ? refuse(batch, "--pack was given at one time and not at the other")
                                      : check_time(batch, then);
}

// -- how far it came ----------------------------------------------------------------------

static bool has_digest(int file, uint64_t n, Str digest)
{
    char part[16384];
    const char *why;
    DigestState state;
    digest_begin(&state);
    while (n > 0) {
        size_t most = n < sizeof part ? (size_t)n : sizeof part;
        int64_t got = os_read_all(file, part, most, &why);
        if (got != (int64_t)most) {
            return false;
        }
        digest_add(&state, (Str){part, most});
        n -= most;
    }
    return str_is(digest, digest_end(&state).hex);
}

// Records whose outputs are whole, from the first one on.
static size_t count_whole(const Batch *batch, Str pack_head)
{
    const Json *pack = json_get(batch->journal.header, STR("pack"));
    int pack_file = batch->outputs[PACK].file;
    if (pack_file >= 0 && !has_digest(pack_file, pack_head.len, pack->text)) {
        return 0;
    }
    for (size_t r = 0; r < batch->journal.records.n; r++) {
        const Record *record = &batch->journal.records.items[r];
        for (size_t i = 0; i < OUTPUTS; i++) {
            int file = batch->outputs[i].file;
            if (file >= 0 && !has_digest(file, record->out[i], record->out_digest[i])) {
                return r;
            }
        }
    }
    return batch->journal.records.n;
}

// What is wrong with the input of one record, which is passed over; NULL when it is what it was.
static const char *skip(Batch *batch, const Record *record, size_t first)
{
    Digest digest;
    Arena *arena = batch->cli->arena;
    if (reader_skip(&batch->reader, record->taken, record->kept, &digest)) {
        return str_is(record->in_digest, digest.hex)
                   ? NULL
                   : str_format(arena, "the input is another one: lines %zu to %zu are not those "
                                       "that it answers", first, record->line).at;
    }
    return batch->reader.why != NULL ? batch->reader.why
                                     : str_format(arena, "the input ends before line %zu, which "
                                                           "it answers", record->line).at;
}

static bool pass_over(Batch *batch, size_t n)
{
    size_t last = batch->reader.lines;
    for (size_t r = 0; r < n; r++) {
        const Record *record = &batch->journal.records.items[r];
        const char *why = skip(batch, record, last + 1);
        if (batch->reader.stopped) {
            cli_fail(batch->cli, EXIT_FAULT, "stopped while the input was read again; go on with --resume");
            return false;
        }
        if (why != NULL) {
            return refuse(batch, why);
        }
        last = record->line;
    }
    return true;
}

// Cuts off what stands behind the first n records.
static bool cut(Batch *batch, size_t n, Str pack_head)
{
    Journal *journal = &batch->journal;
    const char *why;
    uint64_t sizes[OUTPUTS] = {0, pack_head.len};
    for (size_t r = 0; r < n; r++) {
        const Record *record = &journal->records.items[r];
        Tally tally;
        tally_read(&tally, batch->cli->arena, record->tally);
        tally_add(&batch->total, &tally);
        batch->reader.lines = batch->answered_lines = record->line;
        for (size_t i = 0; i < OUTPUTS; i++) {
            sizes[i] += record->out[i];
        }
    }
    uint64_t end = n > 0 ? journal->records.items[n - 1].end : journal->header_end;
    bool good = os_cut(journal->file, end, &why);
    for (size_t i = 0; good && i < OUTPUTS; i++) {
        int file = batch->outputs[i].file;
        bool head = i == PACK && n == 0; // written again: it may be torn
        good = file < 0 || os_cut(file, head ? 0 : sizes[i], &why);
        good = good && (file < 0 || !head || os_write_all(file, pack_head, &why));
    }
    return good || refuse(batch, why);
}

// -- opening ------------------------------------------------------------------------------

static bool open_output(Batch *batch, Output *output, OsOpen how)
{
    const char *why = "";
    if (output->path == NULL) {
        return true;
    }
    OsKind kind;
    bool gone = how == OS_CONTINUE && os_look(output->path, &kind, &why) && kind == OS_NOTHING;
    how = gone ? OS_NEW : how;
    output->file = os_open(output->path, how, &why);
    if (output->file < 0) {
        cli_fail(batch->cli, EXIT_USAGE, "cannot write '%s': %s", output->path, why);
    }
    return output->file >= 0;
}

static bool open_both(Batch *batch, OsOpen how)
{
    return open_output(batch, &batch->outputs[ANSWERS], how) &&
           open_output(batch, &batch->outputs[PACK], how);
}

static bool begin(Batch *batch, const Json *header, Str pack_head)
{
    const char *why;
    Journal *journal = &batch->journal;
    if (journal->path != NULL && !journal_create(journal, batch->cli->arena, header, &why)) {
        cli_fail(batch->cli, EXIT_USAGE, "cannot write '%s': %s", journal->path, why);
        return false;
    }
    if (!open_both(batch, OS_CREATE)) {
        if (journal->path != NULL) {
            (void)os_remove(journal->path, &why);
        }
        return false;
    }
    int pack = batch->outputs[PACK].file;
    if (pack >= 0 && !os_write_all(pack, pack_head, &why)) {
        cli_fail(batch->cli, EXIT_FAULT, "cannot write '%s': %s", batch->outputs[PACK].path, why);
        return false;
    }
    return true;
}

static bool go_on(Batch *batch, const Json *header, Str pack_head)
{
    Journal *journal = &batch->journal;
    const char *why;
    if (!journal_read(journal, batch->cli->arena, &why)) {
        cli_fail(batch->cli, EXIT_USAGE, "cannot read '%s': %s", journal->path, why);
        return false;
    }
    journal->file = os_open(journal->path, OS_CONTINUE, &why);
    if (journal->file < 0) {
        cli_fail(batch->cli, EXIT_USAGE, "cannot write '%s': %s", journal->path, why);
        return false;
    }
    if (!os_lock(journal->file)) {
        return refuse(batch, "another batch is writing it");
    }
    if (journal->header == NULL) { // it was interrupted before it began
        os_close(journal->file);
        (void)os_remove(journal->path, &why);
        return begin(batch, header, pack_head);
    }
    if (!check_header(batch, header) || !open_both(batch, OS_CONTINUE)) {
        return false;
    }
    size_t n = count_whole(batch, pack_head);
    if (!pass_over(batch, n) || !cut(batch, n, pack_head)) {
        return false;
    }
    fprintf(stderr, "going on after line %zu\n", batch->answered_lines);
    return true;
}

static void begin_log(Batch *batch, const Json *header)
{
    Buf begun;
    buf_init(&begun, batch->cli->arena);
    json_print(&begun, json_get(header, STR("options")));
    buf_text(&begun, batch->at);
    log_begin(&batch->plan.log, batch->cli->arena, batch->plan.policy,
              json_get(header, STR("policy"))->text, buf_done(&begun), batch->at);
}

// Whether the files stand as the options say.
static bool check_files(Batch *batch, bool resume)
{
    const Cli *cli = batch->cli;
    const char *path = batch->outputs[ANSWERS].path;
    if (resume && path == NULL) {
        cli_usage(cli, "'--resume' goes on with the file of '--output', and there is none");
        return false;
    }
    OsKind kind = OS_NOTHING, journal_kind;
    if (path != NULL && !cli_look(cli, path, &kind)) {
        return false;
    }
    if (path == NULL || (kind != OS_NOTHING && kind != OS_FILE)) {
        if (resume) {
            cli_usage(cli, "'%s' is no file that could be gone on with", path);
        }
        return !resume;
    }
    const char *journal = str_format(cli->arena, "%s.resume", path).at;
    if (!cli_look(cli, journal, &journal_kind)) {
        return false;
    }
    bool unfinished = journal_kind != OS_NOTHING;
    batch->journal.path = journal;
    batch->journal.there = unfinished;
    if (unfinished && !resume) {
        cli_fail(cli, EXIT_USAGE,
                 "'%s' is the unfinished output of a batch: go on with --resume, or remove '%s' to "
                 "begin again", path, journal);
        return false;
    }
    if (resume && !unfinished && kind != OS_NOTHING) {
        cli_fail(cli, EXIT_USAGE,
                 "nothing is left to go on with: there is no '%s'; to begin again, leave out --resume",
                 journal);
        return false;
    }
    return true;
}

bool batch_open(Batch *batch, Str csv_header, int *status)
{
    Cli *cli = batch->cli;
    bool resume = args_has(&cli->args, "resume");
    *status = EXIT_USAGE;
    batch->journal.file = -1;
    const char *path = args_get(&cli->args, "output");
    batch->outputs[ANSWERS] = (Output){path, path != NULL ? -1 : OS_STDOUT};
    batch->outputs[PACK] = (Output){args_get(&cli->args, "pack"), -1};
    if (!check_files(batch, resume)) {
        return false;
    }
    Str pack_head = batch->outputs[PACK].path == NULL
                        ? STR_NONE
                        : pack_policy(cli->arena, batch->plan.policy, &cli->args, NULL);
    bool kept = batch->journal.path != NULL;
    const Json *header =
        kept || batch->plan.log.wanted ? make_header(batch, csv_header, pack_head) : NULL;
    bool opened = batch->journal.there ? go_on(batch, header, pack_head)
                                       : begin(batch, header, pack_head);
    if (batch->reader.stopped) {
        *status = EXIT_FAULT;
    }
    if (opened && batch->plan.log.wanted) {
        begin_log(batch, header);
    }
    return opened;
}

bool batch_can_resume(const Batch *batch)
{
    return batch->journal.file >= 0;
}

// Puts the outputs down before the journal goes: it says how far they are to be believed.
bool batch_close(Batch *batch, bool whole)
{
    Journal *journal = &batch->journal;
    const char *why, *failed = NULL;
    for (size_t i = 0; i < OUTPUTS; i++) {
        if (batch->outputs[i].path != NULL && !os_sync(batch->outputs[i].file, &why)) {
            failed = batch->outputs[i].path;
        }
        if (batch->outputs[i].path != NULL) {
            os_close(batch->outputs[i].file);
        }
    }
    if (failed != NULL) {
        cli_fail(batch->cli, EXIT_FAULT, "cannot write '%s': %s", failed, why);
    } else if (whole && journal->file >= 0 && !os_remove(journal->path, &why)) {
        cli_fail(batch->cli, EXIT_FAULT, "cannot remove '%s': %s", journal->path, why);
        failed = journal->path;
    }
    os_close(journal->file);
    return failed == NULL;
}
