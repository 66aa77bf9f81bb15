// licet check: names, types, priority and analyses of policies, without deciding anything.
//
// Each file is a policy of its own. What several of them import is reported once.
// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>

#include "runtime/base/json.h"
#include "runtime/base/map.h"
#include "runtime/cli/cli.h"

static const Option OPTIONS[] = {
    {"strict", 0, NULL, "warnings count as errors"},
    {"format", 0, "FORMAT", "text (default), json, sarif or github"},
    {"dump", 0, "STAGE", "print a product instead: tree, names, types, core, code, eras or provisions"},
    {"list-length", 0, "N", "length of every list in the printed cost bound (default 10)"},
    OPTION_NATIVE,
    OPTION_LIBRARY,
    OPTION_HELP,
};

static const Bond BONDS[] = {
    {"dump", BOND_APART, "format", NULL},
    {0},
};

static const char MORE[] =
    "FILE is a .licet or literate .md file, a folder of them, or a module such as us.ear.\n"
    "The summary names an upper bound of the operations that one evaluation can take (a\n"
    "decision makes several).\n"
    "\n"
    "exit status: 0; 2 usage; 3 there are errors, or with --strict warnings; 5 a limit.\n";

static const char *const FORMATS[] = {"text", "json", "sarif", "github"};
static const char *const STAGES[] = {"tree", "names", "types", "core", "code", "eras",
                                     "provisions"};
static const licet_format RENDERED[] = {LICET_FORMAT_TEXT, LICET_FORMAT_JSON,
                                        LICET_FORMAT_SARIF, LICET_FORMAT_GITHUB};

typedef struct Check {
    Cli *cli;
    size_t format;
    uint32_t list_length;
    Map seen;        // diagnostics shown already
    Json *collected; // json: all records; sarif: one log with a run for each policy
} Check;

// Whether the report says anything that no report before it said.
static bool is_news(Check *check, const licet_report *report)
{
    licet_diagnostic diag;
    bool news = false;
    for (size_t i = 0; licet_report_at(report, i, &diag); i++) {
        Str key = str_format(check->cli->arena, "%s %s:%u %s", diag.code, diag.file, diag.start,
                             diag.message);
        if (map_find(&check->seen, key) == NULL) {
            map_put(&check->seen, key, check);
            news = true;
        }
    }
    return news;
}

static void collect(Check *check, Json *made)
{
    if (made == NULL) {
        return;
    }
    if (check->collected == NULL) {
        check->collected = made;
        return;
    }
    bool sarif = made->kind == JSON_OBJECT;
    Json *to = sarif ? json_get(check->collected, STR("runs")) : check->collected;
    Json *from = sarif ? json_get(made, STR("runs")) : made;
    for (Json *at = from->first, *next; at != NULL; at = next) {
        next = at->next;
        at->next = NULL;
        json_push(to, at);
    }
}

static void show(Check *check, const licet_report *report)
{
    bool news = is_news(check, report);
    if (check->format == 0 && news) {
        cli_report(report);
    }
    licet_buffer *buffer = NULL;
    if (check->format == 0 || (check->format == 3 && !news)) {
        return;
    }
    cli_must(licet_report_render(report, RENDERED[check->format], &buffer));
    if (check->format == 3) {
        cli_print(licet_buffer_text(buffer));
        licet_buffer_free(buffer);
    } else {
        collect(check, cli_json(check->cli->arena, buffer));
    }
}

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

static void summarize(const Check *check, const licet_policy *policy, const char *name,
                      bool clean)
{
    const licet_report *report = licet_policy_report(policy);
    size_t errors = licet_report_errors(report), warnings = licet_report_warnings(report);
    printf("%s: %zu error%s, %zu warning%s", name, errors, plural(errors), warnings,
           plural(warnings));
    licet_buffer *cost = NULL;
    if (clean) {
        size_t n = licet_scenario_count(policy);
        printf(", %zu scenario%s", n, plural(n));
        cli_must(licet_policy_cost(policy, check->list_length, &cost));
        printf("\n  %s", licet_buffer_text(cost).at);
    }
    if (cost == NULL) {
        putchar('\n');
    }
    licet_buffer_free(cost);
}

static int dump(const Check *check, const licet_policy *policy)
{
    size_t stage = cli_choice(check->cli, "dump", STAGES, countof(STAGES));
    licet_buffer *buffer = NULL;
    licet_status status = licet_policy_dump(policy, (licet_stage)stage, &buffer);
    if (status == LICET_NOT_FOUND) { // the policy did not come so far
        return EXIT_POLICY;
    }
    cli_must(status);
    cli_print(licet_buffer_text(buffer));
    licet_buffer_free(buffer);
    return EXIT_OK;
}

static int check_one(Check *check, const char *name)
{
    int status = EXIT_OK;
    licet_policy *policy = cli_policy_quiet(check->cli, &name, 1, &status);
    if (policy == NULL) {
        return status;
    }
    const licet_report *report = licet_policy_report(policy);
    show(check, report);
    if (args_has(&check->cli->args, "dump")) {
        int dumped = dump(check, policy);
        status = dumped > status ? dumped : status;
    } else if (check->format == 0) {
        summarize(check, policy, name, status == EXIT_OK);
    }
    if (args_has(&check->cli->args, "strict") && licet_report_warnings(report) > 0) {
        status = EXIT_POLICY;
    }
    licet_policy_free(policy);
    return status;
}

static void write_collected(const Check *check)
{
    if (check->collected == NULL) {
        return;
    }
    Buf out;
    buf_init(&out, check->cli->arena);
    json_pretty(&out, check->collected, 92);
    buf_char(&out, '\n');
    Str text = buf_done(&out);
    cli_print((licet_text){text.at, text.len});
}

// Modules stay as they are; files and folders become files.
static bool expand(const Cli *cli, Files *out)
{
    for (size_t i = 0; i < cli->args.files.n; i++) {
        const char *given = cli->args.files.items[i];
        bool module = strchr(given, '/') == NULL && !cli_is_file(given) &&
                      licet_stdlib_path(0) != NULL && given[0] != '.';
        if (module) {
            vec_push(cli->arena, &out->list, given);
        } else if (!cli_files(cli, &given, 1, out)) {
            return false;
        }
    }
    return true;
}

static bool read_length(const char *text, uint32_t *out)
{
    char *end;
    unsigned long value = strtoul(text, &end, 10);
    *out = (uint32_t)value;
    return text[0] >= '0' && text[0] <= '9' && *end == 0 && value <= UINT32_MAX;
}

static int run(Cli *cli)
{
    Check check = {.cli = cli, .list_length = 10};
    const char *length = args_get(&cli->args, "list-length");
    map_init(&check.seen, cli->arena);
    check.format = cli_choice(cli, "format", FORMATS, countof(FORMATS));
    if (check.format == countof(FORMATS) ||
        cli_choice(cli, "dump", STAGES, countof(STAGES)) == countof(STAGES)) {
        return EXIT_USAGE;
    }
    if (length != NULL && !read_length(length, &check.list_length)) {
        return cli_usage(cli, "'%s' is not a length", length);
    }
    if (cli->args.files.n == 0) {
        return cli_usage(cli, "which file?");
    }
    Files files = {0};
    if (!expand(cli, &files)) {
        return EXIT_USAGE;
    }
    int worst = EXIT_OK;
    for (size_t i = 0; i < files.list.n; i++) {
        int status = check_one(&check, files.list.items[i]);
        if (status == EXIT_USAGE || status == EXIT_FAULT) {
            return status; // not all was checked
        }
        worst = cli_worse(worst, status);
    }
    write_collected(&check);
    return worst;
}

const Command command_check = {
    .name = "check",
    .usage = "[--strict] [--format FORMAT] [--dump STAGE] FILE...",
    .summary = "errors, warnings and the cost of policies",
    .more = MORE,
    .options = OPTIONS,
    .n_options = countof(OPTIONS),
    .bonds = BONDS,
    .run = run,
};
