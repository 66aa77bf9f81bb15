// licet test: runs the scenarios of files against what they expect.
//
// Each file is a policy of its own; its scenarios are those written in it. Ends with
// 'N passed, N failed'.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/map.h"
#include "runtime/base/os.h"
#include "runtime/cli/cli.h"

static const Option OPTIONS[] = {
    {"format", 0, "FORMAT", "text (default), tap or junit"},
    {"coverage", 0, NULL, "list the rules, exceptions and versions that no scenario reached"},
    {"output", 'o', "FILE", "junit: write the report there"},
    OPTION_NATIVE,
    OPTION_LIBRARY,
    OPTION_HELP,
};

static const Bond BONDS[] = {
    {"output", BOND_WITH, "format", "junit"},
    {"coverage", BOND_APART, "format", NULL},
    {0},
};

static const char MORE[] =
    "Folders stand for the .licet and .md files in them; without FILE the current one.\n"
    "\n"
    "exit status: 0; 2 usage; 3 a policy does not check; 6 a scenario failed; 5 a limit.\n";

static const char *const FORMATS[] = {"text", "tap", "junit"};

// What coverage says of one provision, over all policies that contain it.
typedef struct Reached {
    licet_covered covered;
    uint64_t n;
} Reached;

typedef struct Suite {
    Cli *cli;
    size_t format;
    size_t passed, failed, number;
    Buf junit;
    Map reached;
    int status;
} Suite;

static void put_xml(Buf *out, const char *text)
{
    for (; *text != 0; text++) {
        switch (*text) {
        case '<': buf_text(out, "&lt;"); break;
        case '>': buf_text(out, "&gt;"); break;
        case '&': buf_text(out, "&amp;"); break;
        case '"': buf_text(out, "&quot;"); break;
        case '\n': buf_text(out, "&#10;"); break;
        default: buf_char(out, *text);
        }
    }
}

static void show_failures(const Suite *suite, const licet_outcome *outcome)
{
    licet_failure failure;
    for (size_t i = 0; licet_outcome_failure(outcome, i, &failure); i++) {
        printf(suite->format == 1 ? "  # %s:%u:%u: %s\n" : "  %s:%u:%u: %s\n", failure.file,
               failure.line, failure.column, failure.message);
    }
}

static void show_junit(Suite *suite, const licet_scenario *scenario,
                       const licet_outcome *outcome)
{
    licet_failure failure;
    buf_text(&suite->junit, "  <testcase classname=\"");
    put_xml(&suite->junit, scenario->file);
    buf_text(&suite->junit, "\" name=\"");
    put_xml(&suite->junit, scenario->title);
    buf_text(&suite->junit, "\">\n");
    for (size_t i = 0; licet_outcome_failure(outcome, i, &failure); i++) {
        buf_text(&suite->junit, "    <failure message=\"");
        put_xml(&suite->junit, failure.message);
        buf_addf(&suite->junit, "\">%s:%u:%u</failure>\n", failure.file, failure.line,
                 failure.column);
    }
    buf_text(&suite->junit, "  </testcase>\n");
}

static void show_outcome(Suite *suite, const licet_scenario *scenario,
                         const licet_outcome *outcome)
{
    bool passed = licet_outcome_failures(outcome) == 0;
    suite->passed += passed;
    suite->failed += !passed;
    suite->number++;
    switch (suite->format) {
    case 0:
        if (!passed) {
            printf("FAILED %s:%u: %s\n", scenario->file, scenario->line, scenario->title);
            show_failures(suite, outcome);
        }
        return;
    case 1:
        printf("%s %zu - %s: %s\n", passed ? "ok" : "not ok", suite->number, scenario->file,
               scenario->title);
        show_failures(suite, outcome);
        return;
    default:
        show_junit(suite, scenario, outcome);
    }
}

static void add_coverage(Suite *suite, const licet_coverage *coverage)
{
    Arena *arena = suite->cli->arena;
    licet_covered covered;
    for (size_t i = 0; licet_coverage_at(coverage, i, &covered); i++) {
        Str key = str_format(arena, "%s:%u %s", covered.file, covered.line, covered.label);
        Reached *reached = map_find(&suite->reached, key);
        if (reached == NULL) {
            reached = arena_make(arena, Reached);
            covered.file = str_copy(arena, str_of(covered.file)).at;
            covered.label = str_copy(arena, str_of(covered.label)).at;
            covered.from = str_copy(arena, str_of(covered.from)).at;
            reached->covered = covered;
            map_put(&suite->reached, key, reached);
        }
        reached->n += covered.reached;
    }
}

static void run_scenarios(Suite *suite, const licet_policy *policy)
{
    licet_coverage *coverage = NULL;
    licet_scenario scenario;
    if (args_has(&suite->cli->args, "coverage")) {
        cli_must(licet_coverage_new(policy, &coverage));
    }
    for (size_t i = 0; licet_scenario_at(policy, i, &scenario); i++) {
        licet_outcome *outcome = NULL;
        licet_status status = licet_scenario_run(policy, i, coverage, &outcome);
        if (status == LICET_OK) {
            show_outcome(suite, &scenario, outcome);
        } else {
            suite->failed++;
            suite->status = cli_fail(suite->cli, EXIT_FAULT, "%s:%u: %s", scenario.file,
                                     scenario.line, licet_status_name(status));
        }
        licet_outcome_free(outcome);
    }
    if (coverage != NULL) {
        add_coverage(suite, coverage);
    }
    licet_coverage_free(coverage);
}

// Files without the word cannot hold a scenario: the standard library is mostly such.
static bool may_have_scenarios(const Cli *cli, const char *path)
{
    Str text;
    const char *why;
    if (!os_read(cli->arena, path, SIZE_MAX, &text, &why)) {
        return true;
    }
    const char *copy = str_copy(cli->arena, text).at;
    return strlen(copy) != text.len || strstr(copy, "scenario") != NULL;
}

// By name, not as part of a folder.
static bool is_given(const Cli *cli, const char *path)
{
    bool given = false;
    for (size_t i = 0; i < cli->args.files.n; i++) {
        given = given || strcmp(cli->args.files.items[i], path) == 0;
    }
    return given;
}

static void test_file(Suite *suite, const char *path)
{
    int status = EXIT_OK;
    if (!is_given(suite->cli, path) && !may_have_scenarios(suite->cli, path)) {
        return;
    }
    licet_policy *policy = cli_policy(suite->cli, &path, 1, &status);
    if (policy == NULL) {
        suite->failed++;
        suite->status = cli_worse(suite->status, status);
        return;
    }
    size_t passed = suite->passed, failed = suite->failed;
    run_scenarios(suite, policy);
    passed = suite->passed - passed;
    failed = suite->failed - failed;
    if (suite->format == 0 && passed + failed > 0) {
        printf("%-6s %s: %zu passed%s", failed == 0 ? "ok" : "FAILED", path, passed,
               failed == 0 ? "\n" : "");
        if (failed > 0) {
            printf(", %zu failed\n", failed);
        }
    }
    licet_policy_free(policy);
}

// -- reports ----------------------------------------------------------------------------

static void show_coverage(const Suite *suite)
{
    FILE *to = suite->format == 0 ? stdout : stderr; // the other formats are for programs
    size_t all[3] = {0}, reached_of[3] = {0}; // rules, exceptions, tables
    for (size_t i = 0; i < suite->reached.n; i++) {
        const Reached *reached = suite->reached.entries[i].value;
        const licet_covered *covered = &reached->covered;
        size_t kind = covered->table ? 2 : covered->exception ? 1 : 0;
        all[kind]++;
        reached_of[kind] += reached->n > 0;
        if (reached->n == 0) {
            fprintf(to, "not reached: %s%s%s  %s:%u\n", covered->label,
                    covered->from[0] != 0 ? " from " : "", covered->from, covered->file,
                    covered->line);
        }
    }
    fprintf(to, "coverage: %zu of %zu rules and versions, %zu of %zu exception%s, %zu of %zu table%s\n",
            reached_of[0], all[0], reached_of[1], all[1], all[1] == 1 ? "" : "s", reached_of[2],
            all[2], all[2] == 1 ? "" : "s");
}

static void show_junit_report(Suite *suite)
{
    Buf out;
    buf_init(&out, suite->cli->arena);
    buf_addf(&out,
             "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
             "<testsuite name=\"licet\" tests=\"%zu\" failures=\"%zu\">\n",
             suite->passed + suite->failed, suite->failed);
    buf_str(&out, buf_done(&suite->junit));
    buf_text(&out, "</testsuite>\n");
    Str text = buf_done(&out);
    if (!cli_write(suite->cli, (licet_text){text.at, text.len})) {
        suite->status = EXIT_USAGE;
    }
}

static int finish(Suite *suite)
{
    if (args_has(&suite->cli->args, "coverage")) {
        show_coverage(suite);
    }
    if (suite->format == 1) {
        printf("1..%zu\n# ", suite->number);
    } else if (suite->format == 2) {
        show_junit_report(suite);
    }
    if (suite->format != 2 || args_has(&suite->cli->args, "output")) {
        printf("%zu passed, %zu failed\n", suite->passed, suite->failed);
    }
    return suite->status != EXIT_OK ? suite->status : suite->failed > 0 ? EXIT_TEST : EXIT_OK;
}

static int run(Cli *cli)
{
    static const char *const HERE[] = {"."};
    Suite suite = {.cli = cli};
    buf_init(&suite.junit, cli->arena);
    map_init(&suite.reached, cli->arena);
    suite.format = cli_choice(cli, "format", FORMATS, countof(FORMATS));
    if (suite.format == countof(FORMATS)) {
        return EXIT_USAGE;
    }
    bool here = cli->args.files.n == 0;
    for (size_t i = 0; i < cli->args.files.n; i++) {
        if (cli_is_bundle(cli->args.files.items[i])) {
            return cli_usage(cli, "'%s' has no scenarios: test the files that it was compiled of",
                             cli->args.files.items[i]);
        }
    }
    Files files = {0};
    if (!cli_files(cli, here ? HERE : cli->args.files.items, here ? 1 : cli->args.files.n,
                   &files)) {
        return EXIT_USAGE;
    }
    for (size_t i = 0; i < files.list.n; i++) {
        test_file(&suite, files.list.items[i]);
    }
    return finish(&suite);
}

const Command command_test = {
    .name = "test",
    .usage = "[--coverage] [--format FORMAT] [FILE]...",
    .summary = "runs scenarios and compares with what they expect",
    .more = MORE,
    .options = OPTIONS,
    .n_options = countof(OPTIONS),
    .bonds = BONDS,
    .run = run,
};
