// licet decide: one decision with its proof.
//
// In:  a policy; facts from files, standard input, single settings, or a scenario.
// Out: the answer as text, JSON or HTML; the exit status says what it is.
// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>

#include "runtime/base/os.h"
#include "runtime/cli/choose.h"
#include "runtime/cli/pack.h"
#include "runtime/cli/rows.h"

static const Option OPTIONS[] = {
    OPTION_POLICY,
    {"facts", 'f', "FILE", "facts as JSON; later files are laid over earlier ones; - reads standard input"},
    {"set", 's', "PATH=VALUE", "one fact, such as end_user.located=CN or items[0].quantity=8"},
    {"as-of", 0, "DATE", "decide by the law of this day"},
    {"assume", 0, "LABEL", "count a proposed provision as law"},
    {"world", 0, "WORLD", "enforced (default), or text: the law as written"},
    {"scenario", 0, "NAME", "which scenario: title or part of it, case id, or number"},
    {"format", 0, "FORMAT", "text (default), json, html, or resolutions (a blank form)"},
    {"output", 'o', "FILE", "write there instead of standard output"},
    {"pack", 0, "FILE", "write an evidence pack as well: all that 'licet replay' needs years later"},
    {"over-time", 0, NULL, "instead one row for each period with one answer, by the law of its days"},
    {"from", 0, "DATE", "first day of --over-time"},
    {"until", 0, "DATE", "last day of --over-time"},
    {"alternatives", 0, "FACT", "instead one row for each word of a fact, or FACT=VALUE,VALUE"},
    {"full", 0, NULL, "text: with the whole proof"},
    {"matter", 0, "TEXT", "html: matter number for the header"},
    {"header", 0, "TEXT", "html: first line of each page, such as a privilege mark"},
    OPTION_EXTRA,
    OPTION_NATIVE,
    OPTION_LIBRARY,
    OPTION_HELP,
};

static const Bond BONDS[] = {
    {"matter", BOND_WITH, "format", "html"},
    {"header", BOND_WITH, "format", "html"},
    {"full", BOND_APART, "format", NULL},
    {"full", BOND_APART, "over-time", NULL},
    {"full", BOND_APART, "alternatives", NULL},
    {"as-of", BOND_APART, "over-time", NULL},
    {0},
};

static const char MORE[] =
    "FILE is a .licet file with a scenario, FILE#NAME one of several: it is decided as it\n"
    "stands, with --set laid over it. Without FILE, -f or --set, facts come from standard\n"
    "input. Without a date the answer is undetermined; at a terminal it is today's.\n"
    "\n"
    "exit status: 0 proceed, 10 license required, 11 hold, 12 prohibited, 20 undetermined,\n"
    "21 provisions conflict; 2 usage, 3 the policy does not check, 4 the facts do not fit,\n"
    "5 a fault or a limit.\n";

// What is being decided.
typedef struct Decide {
    Cli *cli;
    licet_policy *policy;
    licet_facts *facts;
    PackCase given; // with the options
    size_t format;
    bool scenario_day; // what counts is the 'as of' of the scenario
    bool rows; // a table of answers instead of one
    char now[21];
} Decide;

static const char *const FORMATS[] = {"text", "json", "html", "resolutions"};

static int load_policy(Decide *decide, const char *file)
{
    Cli *cli = decide->cli;
    size_t n;
    const char *const *roots = cli_roots(cli, &n);
    int status = EXIT_OK;
    if (file != NULL) {
        const char **with = arena_array(cli->arena, const char *, n + 1);
        size_t given = args_count(&cli->args, "policy");
        with[0] = file;
        for (size_t i = 0; i < given; i++) {
            with[i + 1] = roots[i];
        }
        roots = with;
        n = given + 1;
    }
    decide->policy = cli_policy(cli, roots, n, &status);
    return status;
}

// The facts of the scenario asked for, with its date unless --set gives another.
static int begin_scenario(Decide *decide, const char *name)
{
    const Cli *cli = decide->cli;
    size_t index;
    licet_scenario scenario;
    if (!choose_scenario(cli, decide->policy, name, &index)) {
        return EXIT_USAGE;
    }
    licet_scenario_at(decide->policy, index, &scenario);
    cli_must(licet_scenario_facts(decide->policy, index, SIZE_MAX, &decide->facts));
    decide->given.scenario = scenario.title;
    decide->given.options.case_title = scenario.title;
    decide->given.options.case_id = scenario.case_id[0] != 0 ? scenario.case_id : NULL;
    if (scenario.as_of[0] != 0) {
        decide->given.options.as_of = scenario.as_of;
        decide->given.options.as_of_from = "scenario";
        decide->scenario_day = true;
    }
    return EXIT_OK;
}

static int read_facts(Decide *decide, const char *path)
{
    const Cli *cli = decide->cli;
    Str text;
    if (!cli_extra(cli, &decide->given.extra_ok) || !cli_read(cli, path, &text)) {
        return EXIT_USAGE;
    }
    vec_push(cli->arena, &decide->given.facts, text);
    const char *shown = strcmp(path, "-") == 0 ? "standard input" : path;
    licet_status status =
        licet_facts_read(decide->facts, shown, (licet_text){text.at, text.len}, decide->given.extra_ok);
    return status == LICET_OK ? EXIT_OK : cli_facts_failed(decide->cli, decide->facts, status);
}

static int gather_facts(Decide *decide, bool scenario)
{
    const Args *args = &decide->cli->args;
    size_t n_files = args_count(args, "facts"), n_set = args_count(args, "set");
    for (size_t i = 0; i < n_files; i++) {
        int status = read_facts(decide, args_nth(args, "facts", i));
        if (status != EXIT_OK) {
            return status;
        }
    }
    if (!scenario && n_files == 0 && n_set == 0) {
        if (os_is_terminal(stdin)) {
            fputs("reading facts from standard input; Ctrl-D ends them\n", stderr);
        }
        int status = read_facts(decide, "-");
        if (status == EXIT_OK) {
            cli_report(licet_facts_report(decide->facts));
        }
        return status;
    }
    for (size_t i = 0; i < n_set; i++) {
        const char *assignment = args_nth(args, "set", i);
        licet_status status = licet_facts_set(decide->facts, assignment);
        if (status != LICET_OK) {
            return cli_facts_failed(decide->cli, decide->facts, status);
        }
        vec_push(decide->cli->arena, &decide->given.sets, assignment);
    }
    cli_report(licet_facts_report(decide->facts)); // remarks
    return EXIT_OK;
}

static void settle_options(Decide *decide)
{
    const Cli *cli = decide->cli;
    const Args *args = &cli->args;
    licet_options *options = &decide->given.options;
    if (decide->scenario_day && licet_facts_have_law_date(decide->facts)) {
        options->as_of = NULL; // of the scenario, for facts without a day
    }
    if (args_has(args, "as-of")) {
        options->as_of = args_get(args, "as-of");
        options->as_of_from = "--as-of";
        decide->scenario_day = false;
    }
    bool no_date = options->as_of == NULL && !licet_facts_have_law_date(decide->facts);
    if (no_date && os_is_terminal(stdin) && os_is_terminal(stdout)) {
        options->as_of = cli_today(cli);
        fprintf(stderr, "no date given: decided by the law of today, %s\n", options->as_of);
    }
    options->assume = args_all(args, cli->arena, "assume", &options->assume_count);
    os_now(decide->now);
    options->decided_at = decide->now;
}

static licet_status write_answer(const Decide *decide, const licet_decision *decision,
                                 licet_buffer **buffer)
{
    const Args *args = &decide->cli->args;
    bool to_screen = !args_has(args, "output");
    licet_write_options options = {
        .color = to_screen && cli_color(stdout),
        .columns = to_screen && os_is_terminal(stdout) ? os_columns(stdout) : 100,
        .full = args_has(args, "full"),
        .matter = args_get(args, "matter"),
        .header = args_get(args, "header"),
    };
    switch (decide->format) {
    case 0: return licet_decision_text(decision, &options, buffer);
    case 1: return licet_decision_json(decision, "", true, buffer);
    case 3: return licet_decision_resolutions(decision, buffer);
    default: return licet_decisions_html(&decision, 1, &options, buffer);
    }
}

static bool write_pack(const Decide *decide, const licet_decision *decision)
{
    const Cli *cli = decide->cli;
    const char *path = args_get(&cli->args, "pack"), *why;
    if (path == NULL) {
        return true;
    }
    Buf out;
    buf_init(&out, cli->arena);
    Json *statement = pack_statement(cli->arena, decision);
    buf_str(&out, pack_policy(cli->arena, decide->policy, &cli->args, statement));
    buf_str(&out, pack_case(cli->arena, &decide->given, licet_decision_id(decision), statement));
    if (!os_write(path, buf_done(&out), &why)) {
        cli_fail(cli, EXIT_USAGE, "cannot write '%s': %s", path, why);
        return false;
    }
    return true;
}

static int answer(const Decide *decide)
{
    const Cli *cli = decide->cli;
    licet_decision *decision = NULL;
    licet_status status =
        licet_decide(decide->policy, decide->facts, &decide->given.options, &decision);
    int exit_status = EXIT_FAULT;
    if (status == LICET_REJECTED) {
        cli_report(licet_decision_report(decision));
        exit_status = EXIT_USAGE;
    } else if (status != LICET_OK) {
        cli_fail(cli, EXIT_FAULT, "%s", licet_status_name(status));
    } else {
        licet_buffer *buffer = NULL;
        exit_status = licet_decision_exit(decision);
        status = write_answer(decide, decision, &buffer);
        if (status != LICET_OK) {
            exit_status = cli_fail(cli, EXIT_FAULT, "%s", licet_status_name(status));
        } else if (!cli_write(cli, licet_buffer_text(buffer)) || !write_pack(decide, decision)) {
            exit_status = EXIT_USAGE;
        }
        licet_buffer_free(buffer);
    }
    licet_decision_free(decision);
    return exit_status;
}

static int write_rows(const Decide *decide)
{
    RowsInput input = {.cli = decide->cli,
                       .policy = decide->policy,
                       .facts = decide->facts,
                       .options = decide->given.options,
                       .own_day = decide->scenario_day,
                       .json = decide->format == 1};
    return rows_write(&input);
}

static int decide_with_policy(Decide *decide, bool file, const char *name)
{
    bool scenario = name != NULL || (file && licet_scenario_count(decide->policy) > 0 &&
                                     !args_has(&decide->cli->args, "facts"));
    int status = EXIT_OK;
    if (scenario) {
        status = begin_scenario(decide, name);
    } else {
        cli_must(licet_facts_new(decide->policy, &decide->facts));
    }
    if (status == EXIT_OK) {
        status = gather_facts(decide, scenario);
    }
    if (status == EXIT_OK) {
        settle_options(decide);
        status = decide->rows ? write_rows(decide) : answer(decide);
    }
    licet_facts_free(decide->facts);
    return status;
}

static int run(Cli *cli)
{
    Decide decide = {.cli = cli};
    licet_options_init(&decide.given.options);
    decide.format = cli_choice(cli, "format", FORMATS, countof(FORMATS));
    if (decide.format == countof(FORMATS) || !cli_world(cli, &decide.given.options.text_world)) {
        return EXIT_USAGE;
    }
    if (cli->args.files.n > 1) {
        return cli_usage(cli, "one file at a time, and '%s' is a second one",
                         cli->args.files.items[1]);
    }
    const char *name = args_get(&cli->args, "scenario"), *file = NULL;
    if (cli->args.files.n == 1) {
        file = cli_split_name(cli, cli->args.files.items[0], &name);
        if (!cli_is_file(file)) {
            return cli_usage(cli, "'%s' is no .licet file; facts are given with -f", file);
        }
    }
    int status;
    decide.rows = rows_asked(cli, &status);
    if (status != EXIT_OK) {
        return status;
    }
    status = load_policy(&decide, file);
    if (decide.policy != NULL) {
        status = decide_with_policy(&decide, file != NULL, name);
        licet_policy_free(decide.policy);
    }
    return status;
}

const Command command_decide = {
    .name = "decide",
    .usage = "[-p POLICY]... [-f FACTS]... [--set PATH=VALUE]... [FILE[#NAME]]",
    .summary = "one decision with its proof",
    .more = MORE,
    .options = OPTIONS,
    .n_options = countof(OPTIONS),
    .again = " facts set assume ",
    .bonds = BONDS,
    .run = run,
};
