// licet batch: one decision a line, in the order of the lines, by one or many threads.
//
// In:  the options. Out: the exit status; run.c decides, resume.c opens and closes the files.
// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <stdlib.h>

#include "runtime/base/date.h"
#include "runtime/base/os.h"
#include "runtime/base/os_stream.h"
#include "runtime/batch/run.h"

static const Option OPTIONS[] = {
    OPTION_POLICY,
    {"jobs", 'j', "N", "decide with N threads (default 1)"},
    {"goal", 0, "GOAL", "decide (default), or classify: what each item is, and nothing else"},
    {"columns", 0, "MAP", "read CSV: a JSON file says which column gives which fact"},
    {"full", 0, NULL, "answer with whole decision documents instead of the short form"},
    {"as-of", 0, "DATE", "law of this day, for lines that do not say 'as_of'"},
    {"assume", 0, "LABEL", "count a proposed provision as law, for lines that do not say 'assume'"},
    {"world", 0, "WORLD", "enforced (default), or text, for lines that do not say 'world'"},
    {"fail-on", 0, "LIST", "stop, hold, undetermined: let the exit status say that there were such"},
    {"only", 0, "LIST", "stop, hold, undetermined, proceed: write such answers alone, and errors"},
    OPTION_EXTRA,
    {"output", 'o', "FILE", "write the answers there, and keep beside it, in FILE.resume, how far they are"},
    {"resume", 0, NULL, "go on where the batch that wrote to the output was interrupted"},
    {"pack", 0, "FILE", "write an evidence pack of all lines as well: what 'licet replay' needs"},
    {"no-proof", 0, NULL, "with --full or --pack: leave out proof and outlook, faster and far smaller"},
    {"log", 0, "SHAPE", "opa: write the answers as events of Open Policy Agent's decision log"},
    {"at", 0, "TIME", "the time in the log, such as 2024-03-15T09:00:00Z, or now; else SOURCE_DATE_EPOCH"},
    OPTION_NATIVE,
    OPTION_LIBRARY,
    OPTION_HELP,
};

static const char MORE[] =
    "Reads standard input, or FILE. A line is {\"id\": ..., \"facts\": {...}, \"as_of\": DATE,\n"
    "\"assume\": [LABEL...], \"world\": WORLD}, of which only facts must be there, or the bare\n"
    "facts. The answer has the same id, and gate, finding, codes and lines; by another law\n"
    "than that in force on the law date \"what_if\": true, \"world\": \"text\", \"assumed\": [LABEL...];\n"
    "about a day that the text was not read to \"unverified_after\": DATE; and, when facts draw\n"
    "some, \"warnings\": [{\"code\", \"message\", \"pointer\"}...]. A line that cannot be read is\n"
    "answered by {\"id\", \"line\", \"error\": {\"code\", \"message\", \"pointer\"}}.\n"
    "A summary goes to standard error.\n"
    "With --goal classify a line is {\"id\": ..., \"item\": {...}} or the bare item. A map of\n"
    "columns is {\"id\": COLUMN, \"as_of\": COLUMN, \"facts\": {PATH: COLUMN, PATH: {\"column\":\n"
    "COLUMN, \"unit\": UNIT, \"values\": {CELL: VALUE}}, PATH: {\"value\": VALUE}}}; the paths are\n"
    "those of --set, or fields of the item.\n"
    "\n"
    "A batch that is interrupted (by SIGTERM, SIGINT, a full disk, a crash) with -o FILE is gone\n"
    "on with by the same command and --resume; the file then is what it would have been.\n"
    "\n"
    "exit status: 0 all answered; 2 usage; 3 the policy does not check; 4 some lines could not\n"
    "be read; 5 stopped: by a signal, by an output that takes no more, or by a limit. With\n"
    "--fail-on, when all were answered: 10 some are stopped, 20 some undetermined, 11 some held.\n";

enum { JOBS_MOST = 256 };

static const char *const GOALS[] = {"decide", "classify"};
static const char *const LOGS[] = {"opa"};

static int status_of(const Batch *batch, const Tally *tally)
{
    unsigned fail_on = batch->fail_on;
    if (tally->limit) {
        return EXIT_FAULT;
    }
    if (tally->unreadable > 0) {
        return EXIT_FACTS;
    }
    if ((fail_on & CAME_STOP) != 0 && tally->stopped > 0) {
        return 10;
    }
    if ((fail_on & CAME_UNDETERMINED) != 0 && tally->undetermined > 0) {
        return 20;
    }
    return (fail_on & CAME_HOLD) != 0 && tally->held > 0 ? 11 : EXIT_OK;
}

// -- the options ------------------------------------------------------------------------

typedef struct Came {
    const char *word;
    unsigned bit;
} Came;

static const Came CAME[] = {
    {"stop", CAME_STOP},
    {"hold", CAME_HOLD},
    {"undetermined", CAME_UNDETERMINED},
    {"proceed", CAME_PROCEED},
    {"blocked", CAME_STOP},
};
enum { FAILURES = 3 }; // of these words, for --fail-on

// The words of a list such as "stop,hold", of the first `n_words`, as bits; none when the
// option was not given.
static bool read_came(const Cli *cli, const char *option, size_t n_words, unsigned *bits)
{
    const char *given = args_get(&cli->args, option);
    for (bool more = given != NULL; more;) {
        size_t n = strcspn(given, ","), i = 0;
        Str word = {given, n};
        while (i < n_words && !str_is(word, CAME[i].word)) {
            i++;
        }
        if (i == n_words) {
            cli_usage(cli, "unknown value '%.*s' for '--%s': expected %s", STR_ARG(word), option,
                      n_words == FAILURES ? "stop, hold or undetermined"
                                          : "stop, hold, undetermined or proceed");
            return false;
        }
        *bits |= CAME[i].bit;
        more = given[n] == ',';
        given += more ? n + 1 : n;
    }
    return true;
}

static bool read_options(Batch *batch)
{
    const Cli *cli = batch->cli;
    const Args *args = &cli->args;
    const char *jobs = args_get(args, "jobs");
    licet_options *options = &batch->plan.options;
    licet_options_init(options);
    if (!cli_world(cli, &options->text_world) || !cli_extra(cli, &batch->plan.extra_ok) ||
        !read_came(cli, "fail-on", FAILURES, &batch->fail_on) ||
        !read_came(cli, "only", countof(CAME), &batch->plan.only)) {
        return false;
    }
    char *end = NULL;
    batch->jobs = jobs == NULL ? 1 : (size_t)strtoul(jobs, &end, 10);
    if (batch->jobs < 1 || batch->jobs > JOBS_MOST || (end != NULL && *end != 0)) {
        cli_usage(cli, "'%s' is not a number of threads from 1 to %d", jobs, JOBS_MOST);
        return false;
    }
    Day day;
    options->as_of = args_get(args, "as-of");
    if (options->as_of != NULL && !date_parse(str_of(options->as_of), &day)) {
        cli_usage(cli, "'%s' is not a date for '--as-of', such as 2024-03-15", options->as_of);
        return false;
    }
    options->assume = args_all(args, cli->arena, "assume", &options->assume_count);
    batch->plan.full = args_has(args, "full");
    batch->plan.pack = args_has(args, "pack");
    bool documents = batch->plan.full || batch->plan.pack;
    options->compact = !documents || args_has(args, "no-proof");
    if (args_has(args, "no-proof") && !documents) {
        cli_usage(cli, "'--no-proof' goes with '--full' or '--pack': short answers have none");
        return false;
    }
    return true;
}

// -- the time of the log ------------------------------------------------------------------

static bool is_time(const char *text)
{
    Day day;
    const char *shape = "dddd-dd-ddTdd:dd:ddZ";
    for (size_t i = 0; i < 20; i++) {
        bool digit = text[i] >= '0' && text[i] <= '9';
        if (shape[i] == 'd' ? !digit : text[i] != shape[i]) {
            return false;
        }
    }
    return text[20] == 0 && date_parse((Str){text, 10}, &day) && strncmp(text + 11, "24", 2) < 0 &&
           text[14] < '6' && text[17] < '6';
}

// Of SOURCE_DATE_EPOCH, or NULL.
static const char *epoch_time(const Cli *cli)
{
    const char *epoch = os_env("SOURCE_DATE_EPOCH");
    char *end, out[21];
    errno = 0;
    long long seconds = epoch != NULL ? strtoll(epoch, &end, 10) : -1;
    if (epoch == NULL || *end != 0 || errno != 0 || seconds < 0 || seconds > 253402300799) {
        return NULL;
    }
    os_time(seconds, out);
    return str_copy(cli->arena, str_of(out)).at;
}

static bool say_no_time(const Cli *cli, const char *given)
{
    if (given != NULL) {
        cli_usage(cli, "'%s' is not a time for '--at': write 2024-03-15T09:00:00Z, or now", given);
    } else {
        cli_usage(cli, "the log needs a time: give --at TIME, --at now, or set SOURCE_DATE_EPOCH");
    }
    return false;
}

// The clock is asked only when that is asked for: else equal runs would differ.
static bool read_log(Batch *batch)
{
    const Cli *cli = batch->cli;
    const char *given = args_get(&cli->args, "at");
    char now[21];
    batch->plan.log.wanted = args_has(&cli->args, "log");
    if (cli_choice(cli, "log", LOGS, countof(LOGS)) == countof(LOGS)) {
        return false;
    }
    if (!batch->plan.log.wanted) {
        return given == NULL || cli_usage(cli, "'--at' is the time in the log of '--log'") == 0;
    }
    if (given == NULL) {
        batch->at = epoch_time(cli);
    } else if (strcmp(given, "now") == 0) {
        os_now(now);
        batch->at = str_copy(cli->arena, str_of(now)).at;
    } else {
        batch->at = is_time(given) ? given : NULL;
    }
    if (batch->at == NULL) {
        return say_no_time(cli, given);
    }
    return true;
}

// -- running ------------------------------------------------------------------------------

// The first record of a CSV file names its columns.
static bool read_header(Batch *batch, Str *header)
{
    *header = STR_NONE;
    if (batch->plan.columns == NULL) {
        return true;
    }
    *header = reader_header(&batch->reader, batch->cli->arena);
    if (batch->reader.why != NULL) {
        cli_fail(batch->cli, EXIT_USAGE, "cannot read '%s': %s", batch->input, batch->reader.why);
        return false;
    }
    return columns_bind(batch->cli, &batch->columns, str_trim(*header));
}

// Why it came no further, and what to do about it.
static int say_stopped(const Batch *batch)
{
    const Cli *cli = batch->cli;
    if (batch->failed != NULL) {
        cli_fail(cli, EXIT_FAULT, "cannot write %s: %s", batch->failed, batch->failed_why);
    } else if (batch->reader.why != NULL) {
        cli_fail(cli, EXIT_FAULT, "cannot read '%s' to its end: %s", batch->input, batch->reader.why);
    }
    const char *then = batch_can_resume(batch)             ? "; go on with --resume"
                       : args_has(&cli->args, "output") ? ""
                                                        : "; with -o FILE it could be gone on with";
    return cli_fail(cli, EXIT_FAULT, "stopped after line %zu%s", batch->answered_lines, then);
}

static int run_open(Batch *batch, Str header)
{
    int status;
    if (!batch_open(batch, header, &status)) {
        batch_close(batch, false);
        return status;
    }
    batch->size = os_size(batch->reader.file);
    batch->begun_lines = batch->answered_lines;
    bool whole = batch_lines(batch);
    batch_summarize(batch);
    status = whole ? status_of(batch, &batch->total) : say_stopped(batch);
    return batch_close(batch, whole) ? status : EXIT_FAULT;
}

static int run_lines(Batch *batch, int input)
{
    Cli *cli = batch->cli;
    Str header;
    map_init(&batch->total.findings, cli->arena);
    map_init(&batch->total.causes, cli->arena);
    batch->stop = os_stop_begin();
    if (batch->stop == NULL) {
        return cli_fail(cli, EXIT_FAULT, "the system has no room for another thread");
    }
    reader_init(&batch->reader, arena_new(&cli->guard), input, os_stop_wake(batch->stop),
                batch->plan.columns != NULL);
    batch->progress = os_is_terminal(stderr) &&
                      (args_has(&cli->args, "output") || !os_is_terminal(stdout));
    batch->progress_room = arena_new(&cli->guard);
    batch->started = os_micros();
    int status = read_header(batch, &header) ? run_open(batch, header) : EXIT_USAGE;
    arena_free(batch->progress_room);
    arena_free(batch->reader.arena);
    os_stop_end(batch->stop);
    return status;
}

static bool read_goal(Batch *batch)
{
    const Cli *cli = batch->cli;
    size_t goal = cli_choice(cli, "goal", GOALS, countof(GOALS));
    if (goal == countof(GOALS)) {
        return false;
    }
    const char *list = goal == 1 ? licet_policy_items(batch->plan.policy) : NULL;
    if (list != NULL && list[0] == 0) {
        cli_fail(cli, EXIT_USAGE, "the policy classifies nothing: no rule has 'classifies'");
        return false;
    }
    const char *option = batch->plan.only != 0                 ? "only"
                         : batch->fail_on != 0                 ? "fail-on"
                         : batch->plan.pack                    ? "pack"
                         : args_has(&cli->args, "no-proof") ? "no-proof"
                                                               : NULL;
    if (list != NULL && option != NULL) {
        cli_usage(cli, "'--%s' is for decisions, and the goal is to classify", option);
        return false;
    }
    if (list == NULL && !licet_policy_decides(batch->plan.policy)) {
        cli_fail(cli, EXIT_USAGE, "the policy decides nothing: it has no verdicts, or no rules for them; "
                 "name the module that has the rules, such as us.ear");
        return false;
    }
    batch->plan.list = list;
    const char *columns = args_get(&cli->args, "columns");
    if (columns == NULL) {
        return true;
    }
    batch->plan.columns = &batch->columns;
    return columns_read(cli, columns, list != NULL ? list : "", &batch->columns) &&
           columns_fit(cli, &batch->columns, batch->plan.policy);
}

static int run_policy(Batch *batch, int input)
{
    int status = EXIT_OK;
    size_t n;
    const char *const *roots = cli_roots(batch->cli, &n);
    licet_policy *policy = cli_policy(batch->cli, roots, n, &status);
    if (policy != NULL) {
        batch->plan.policy = policy;
        status = read_goal(batch) ? run_lines(batch, input) : EXIT_USAGE;
        licet_policy_free(policy);
    }
    return status;
}

static int run(Cli *cli)
{
    Batch batch = {.cli = cli, .input = "-"};
    const char *why;
    int input = OS_STDIN;
    if (!read_options(&batch) || !read_log(&batch)) {
        return EXIT_USAGE;
    }
    if (cli->args.files.n > 1) {
        return cli_usage(cli, "one file at a time, and '%s' is a second one",
                         cli->args.files.items[1]);
    }
    if (cli->args.files.n == 1 && strcmp(cli->args.files.items[0], "-") != 0) {
        batch.input = cli->args.files.items[0];
        input = os_open(batch.input, OS_READ, &why);
        if (input < 0) {
            return cli_fail(cli, EXIT_USAGE, "cannot read '%s': %s", batch.input, why);
        }
    }
    int status = run_policy(&batch, input);
    if (input != OS_STDIN) {
        os_close(input);
    }
    return status;
}

const Command command_batch = {
    .name = "batch",
    .usage = "[-p POLICY]... [-j N] [--goal GOAL] [--columns MAP] [--full] [-o FILE [--resume]] [FILE] <in.ndjson",
    .summary = "one decision a line",
    .more = MORE,
    .options = OPTIONS,
    .n_options = countof(OPTIONS),
    .again = " assume ",
    .run = run,
};
