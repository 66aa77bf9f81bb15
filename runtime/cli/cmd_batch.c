// licet batch: one decision a line, in the order of the lines, by one or many threads.
//
// Lines are read in blocks, so memory does not grow with their number. Each worker answers
// into its own arena; blocks are written in order. A line that cannot be read is answered
// in its place and counted.
// SPDX-License-Identifier: Apache-2.0
#define _POSIX_C_SOURCE 200809L // getc_unlocked: one thread reads
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "runtime/base/os.h"
#include "runtime/cli/batch.h"

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
    {"extra-facts", 0, "WHAT", "error (default), or ignore: what to do with facts not declared"},
    OPTION_NATIVE,
    OPTION_LIBRARY,
    OPTION_HELP,
};

static const char MORE[] =
    "Reads standard input, or FILE. A line is {\"id\": ..., \"facts\": {...}, \"as_of\": DATE,\n"
    "\"assume\": [LABEL...], \"world\": WORLD}, of which only facts must be there, or the bare\n"
    "facts. The answer has the same id, and gate, finding, codes and lines; a line that cannot\n"
    "be read is answered by {\"id\", \"line\", \"error\": {\"code\", \"message\", \"pointer\"}}.\n"
    "A summary goes to standard error.\n"
    "With --goal classify a line is {\"id\": ..., \"item\": {...}} or the bare item. A map of\n"
    "columns is {\"id\": COLUMN, \"as_of\": COLUMN, \"facts\": {PATH: COLUMN, PATH: {\"column\":\n"
    "COLUMN, \"unit\": UNIT, \"values\": {CELL: VALUE}}, PATH: {\"value\": VALUE}}}; the paths are\n"
    "those of --set, or fields of the item.\n"
    "\n"
    "exit status: 0 all answered; 2 usage; 3 the policy does not check; 4 some lines could not\n"
    "be read; 5 a limit was reached. With --fail-on, when all were answered: 10 some are\n"
    "stopped, 20 some undetermined, 11 some held.\n";

enum { BLOCK_LINES = 256, LINE_MOST = 64 << 20, JOBS_MOST = 256, CAUSES_SHOWN = 5 };

static const char *const WORLDS[] = {"enforced", "text"};
static const char *const GOALS[] = {"decide", "classify"};
static const char *const EXTRA[] = {"error", "ignore"};

// A block of lines, and the answers to them.
typedef struct Block {
    Str *lines, *answers;
    size_t n, first_number;
    atomic_size_t next;
} Block;

typedef struct Batch {
    Cli *cli;
    FILE *input;
    BatchPlan plan;
    Columns columns;
    Worker *workers;
    size_t jobs;
    Block block;
    Arena *text;      // of the block's lines
    size_t lines;     // read so far
    uint64_t started; // microseconds
    bool progress;
    unsigned fail_on; // CAME_ bits
} Batch;

typedef struct Job {
    Block *block;
    Worker *worker;
} Job;

static void *work(void *host)
{
    Job *job = host;
    Block *block = job->block;
    for (size_t i; (i = atomic_fetch_add(&block->next, 1)) < block->n;) {
        block->answers[i] =
            worker_answer(job->worker, block->lines[i], block->first_number + i);
    }
    return NULL;
}

// Within quotation marks a record of CSV goes on behind the end of the line.
static bool read_line(Batch *batch, Str *line)
{
    char part[4096];
    size_t n = 0;
    Buf text;
    buf_init(&text, batch->text);
    int c;
    bool csv = batch->plan.columns != NULL, quoted = false;
    while ((c = getc_unlocked(batch->input)) != EOF && (c != '\n' || quoted)) {
        quoted = csv && (c == '"' ? !quoted : quoted);
        if (n == sizeof part) {
            buf_add(&text, part, text.len < LINE_MOST ? n : 0);
            n = 0;
        }
        part[n++] = (char)c;
    }
    buf_add(&text, part, text.len < LINE_MOST ? n : 0);
    *line = buf_done(&text);
    return c != EOF || text.len > 0;
}

static bool read_block(Batch *batch)
{
    Block *block = &batch->block;
    arena_reset(batch->text);
    block->n = 0;
    block->first_number = batch->lines + 1;
    atomic_store(&block->next, 0);
    while (block->n < BLOCK_LINES * batch->jobs && read_line(batch, &block->lines[block->n])) {
        block->n++;
    }
    batch->lines += block->n;
    return block->n > 0;
}

static void answer_block(Batch *batch)
{
    pthread_t threads[JOBS_MOST];
    Job jobs[JOBS_MOST];
    size_t started = 0;
    for (size_t i = 0; i < batch->jobs; i++) {
        jobs[i] = (Job){&batch->block, &batch->workers[i]};
    }
    for (size_t i = 1; i < batch->jobs; i++) {
        if (pthread_create(&threads[started], NULL, work, &jobs[i]) != 0) {
            break;
        }
        started++;
    }
    work(&jobs[0]);
    for (size_t i = 0; i < started; i++) {
        pthread_join(threads[i], NULL);
    }
}

static void write_block(Batch *batch)
{
    for (size_t i = 0; i < batch->block.n; i++) {
        Str answer = batch->block.answers[i];
        if (answer.len > 0) {
            fwrite(answer.at, 1, answer.len, stdout);
            putchar('\n');
        }
    }
    for (size_t i = 0; i < batch->jobs; i++) {
        arena_reset(batch->workers[i].arena);
    }
    if (batch->progress) {
        uint64_t took = os_micros() - batch->started + 1;
        fprintf(stderr, "\r%zu lines, %.0f a second ", batch->lines,
                (double)batch->lines * 1e6 / (double)took);
    }
}

// -- the summary ------------------------------------------------------------------------

static int compare_counts(const void *a, const void *b)
{
    const MapEntry *x = a, *y = b;
    size_t n = *(const size_t *)x->value, m = *(const size_t *)y->value;
    return n != m ? (n < m ? 1 : -1) : str_cmp(x->key, y->key);
}

static void list_counts(Arena *arena, const Map *map, size_t most, const char *lead)
{
    MapEntry *sorted = arena_array(arena, MapEntry, map->n + 1);
    for (size_t i = 0; i < map->n; i++) {
        sorted[i] = map->entries[i];
    }
    qsort(sorted, map->n, sizeof *sorted, compare_counts);
    for (size_t i = 0; i < map->n && i < most; i++) {
        fprintf(stderr, "%s%zu %.*s", i == 0 ? lead : ", ", *(const size_t *)sorted[i].value,
                STR_ARG(sorted[i].key));
    }
}

static size_t counted(const Map *map, const char *name)
{
    const size_t *n = map_find(map, str_of(name));
    return n != NULL ? *n : 0;
}

static void summarize_classes(const Batch *batch, const Tally *tally)
{
    fprintf(stderr,
            "%s%zu item%s: %zu outside the encoded entries (not said to be EAR99), %zu "
            "classified, %zu cannot say",
            batch->progress ? "\r\033[K" : "", tally->items, tally->items == 1 ? "" : "s",
            counted(&tally->findings, "outside"), counted(&tally->findings, "classified"),
            counted(&tally->findings, "cannot_say"));
    if (tally->unreadable > 0) {
        fprintf(stderr, "; %zu could not be read", tally->unreadable);
    }
    list_counts(batch->cli->arena, &tally->causes, SIZE_MAX, "\nask suppliers: ");
    fprintf(stderr, "\n%zu differ from the stated classification\n", tally->differ);
}

static void summarize(const Batch *batch, const Tally *tally)
{
    if (batch->plan.list != NULL) {
        summarize_classes(batch, tally);
        return;
    }
    Arena *arena = batch->cli->arena;
    fprintf(stderr, "%s%zu line%s", batch->progress ? "\r\033[K" : "", tally->lines,
            tally->lines == 1 ? "" : "s");
    list_counts(arena, &tally->findings, SIZE_MAX, ": ");
    if (tally->unreadable > 0) {
        fprintf(stderr, "; %zu could not be read", tally->unreadable);
    }
    if (tally->undetermined > 0) {
        size_t tenths = (tally->undetermined * 1000 + tally->answered / 2) / tally->answered;
        fprintf(stderr, "\nundetermined: %zu of %zu (%zu.%zu %%)", tally->undetermined,
                tally->answered, tenths / 10, tenths % 10);
        list_counts(arena, &tally->causes, CAUSES_SHOWN, "; missing: ");
    }
    fputc('\n', stderr);
}

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

// -- running ----------------------------------------------------------------------------

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
    while (given != NULL && *given != 0) {
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
        given += given[n] == ',' ? n + 1 : n;
    }
    return true;
}

static bool read_options(Batch *batch)
{
    const Cli *cli = batch->cli;
    const Args *args = &cli->args;
    const char *jobs = args_get(args, "jobs");
    size_t world = cli_choice(cli, "world", WORLDS, countof(WORLDS));
    size_t extra = cli_choice(cli, "extra-facts", EXTRA, countof(EXTRA));
    if (world == countof(WORLDS) || extra == countof(EXTRA) ||
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
    size_t n = args_count(args, "assume");
    const char **assume = arena_array(cli->arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++) {
        assume[i] = args_nth(args, "assume", i);
    }
    licet_options_init(&batch->plan.options);
    batch->plan.options.as_of = args_get(args, "as-of");
    batch->plan.options.assume = assume;
    batch->plan.options.assume_count = n;
    batch->plan.options.text_world = world == 1;
    batch->plan.full = args_has(args, "full");
    batch->plan.options.compact = !batch->plan.full;
    batch->plan.extra_ok = extra == 1;
    return true;
}

// The first record of a CSV file names its columns.
static bool read_header(Batch *batch)
{
    Str header = STR_NONE;
    if (batch->plan.columns == NULL) {
        return true;
    }
    read_line(batch, &header);
    batch->lines = 1;
    return columns_bind(batch->cli, &batch->columns, header);
}

static int run_lines(Batch *batch)
{
    Arena *arena = batch->cli->arena;
    Tally total = {0};
    map_init(&total.findings, arena);
    map_init(&total.causes, arena);
    batch->text = arena_new(&batch->cli->guard);
    if (!read_header(batch)) {
        arena_free(batch->text);
        return EXIT_USAGE;
    }
    batch->workers = arena_array(arena, Worker, batch->jobs);
    batch->block.lines = arena_array(arena, Str, BLOCK_LINES * batch->jobs);
    batch->block.answers = arena_array(arena, Str, BLOCK_LINES * batch->jobs);
    batch->progress = os_is_terminal(stderr) && !os_is_terminal(stdout);
    batch->started = os_micros();
    for (size_t i = 0; i < batch->jobs; i++) {
        worker_init(&batch->workers[i], &batch->plan);
    }
    while (read_block(batch)) {
        answer_block(batch);
        write_block(batch);
    }
    for (size_t i = 0; i < batch->jobs; i++) {
        tally_add(&total, &batch->workers[i].tally, arena);
        worker_free(&batch->workers[i]);
    }
    arena_free(batch->text);
    fflush(stdout);
    summarize(batch, &total);
    return status_of(batch, &total);
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
    if (list != NULL && batch->plan.only != 0) {
        cli_usage(cli, "'--only' is for decisions, and the goal is to classify");
        return false;
    }
    batch->plan.list = list;
    const char *columns = args_get(&cli->args, "columns");
    if (columns == NULL) {
        return true;
    }
    batch->plan.columns = &batch->columns;
    return columns_read(cli, columns, list != NULL ? list : "", &batch->columns);
}

static int run(Cli *cli)
{
    Batch batch = {.cli = cli, .input = stdin};
    if (!read_options(&batch)) {
        return EXIT_USAGE;
    }
    if (cli->args.files.n > 1) {
        return cli_usage(cli, "one file at a time, and '%s' is a second one",
                         cli->args.files.items[1]);
    }
    if (cli->args.files.n == 1 && strcmp(cli->args.files.items[0], "-") != 0) {
        batch.input = fopen(cli->args.files.items[0], "rb");
        if (batch.input == NULL) {
            return cli_fail(cli, EXIT_USAGE, "cannot read '%s'", cli->args.files.items[0]);
        }
    }
    size_t n;
    const char *const *roots = cli_roots(cli, &n);
    int status = EXIT_OK;
    licet_policy *policy = cli_policy(cli, roots, n, &status);
    if (policy != NULL) {
        batch.plan.policy = policy;
        status = read_goal(&batch) ? run_lines(&batch) : EXIT_USAGE;
        licet_policy_free(policy);
        if (ferror(batch.input)) { // a folder, a broken disk
            status = cli_fail(cli, EXIT_USAGE, "cannot read '%s' to its end",
                              batch.input == stdin ? "-" : cli->args.files.items[0]);
        }
    }
    if (batch.input != stdin) {
        fclose(batch.input);
    }
    return status;
}

const Command command_batch = {
    .name = "batch",
    .usage = "[-p POLICY]... [-j N] [--goal GOAL] [--columns MAP] [--full] [FILE] <in.ndjson >out.ndjson",
    .summary = "one decision a line",
    .more = MORE,
    .options = OPTIONS,
    .n_options = countof(OPTIONS),
    .run = run,
};
