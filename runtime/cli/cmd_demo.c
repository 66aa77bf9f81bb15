// licet demo: decides the cases of many files, prints their table, writes one report.
//
// In:  files whose scenarios name a case. Out: a table, and with -o the HTML report with the
//      full proof of each. Policies live until the report is written.
// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>

#include "runtime/base/map.h"
#include "runtime/base/os.h"
#include "runtime/cli/cli.h"
#include "runtime/proof/to_table.h"

static const Option OPTIONS[] = {
    {"output", 'o', "FILE", "write the HTML report there"},
    {"title", 0, "TEXT", "first words of the table"},
    {"header", 0, "TEXT", "first line of each page of the report"},
    OPTION_LIBRARY,
    OPTION_HELP,
};

static const Bond BONDS[] = {
    {"header", BOND_WITH, "output", NULL},
    {0},
};

static const char MORE[] =
    "Decides every scenario with a 'case' in the files, by the date and facts it gives, and\n"
    "once more with each of the proposed provisions that the files assume most often.\n"
    "\n"
    "exit status: 0; 2 usage; 3 a policy does not check; 6 a case differs from what its\n"
    "scenario expects; 5 a limit.\n";

enum { PROPOSALS_SHOWN = 2 };

// One case of one file.
typedef struct Entry {
    const licet_policy *policy;
    size_t scenario;
    licet_scenario about;
    licet_decision *decision;
} Entry;

typedef struct Demo {
    Cli *cli;
    VEC(licet_policy *) policies;
    VEC(Entry) entries;
    Map proposals; // label -> how many cases assume it
    const char *chosen[PROPOSALS_SHOWN];
    size_t n_chosen;
} Demo;

static void count_proposals(Demo *demo, const licet_policy *policy, size_t scenario)
{
    licet_group group;
    for (size_t i = 0; licet_scenario_group(policy, scenario, i, &group); i++) {
        for (size_t j = 0; j < group.assume_count; j++) {
            ++*map_count(&demo->proposals, str_of(group.assume[j]));
        }
    }
}

static int load_file(Demo *demo, const char *path)
{
    int status = EXIT_OK;
    licet_policy *policy = cli_policy(demo->cli, &path, 1, &status);
    if (policy == NULL) {
        return status;
    }
    vec_push(demo->cli->arena, &demo->policies, policy);
    Entry entry = {.policy = policy};
    for (size_t i = 0; licet_scenario_at(policy, i, &entry.about); i++) {
        if (entry.about.case_id[0] != 0) {
            entry.scenario = i;
            vec_push(demo->cli->arena, &demo->entries, entry);
            count_proposals(demo, policy, i);
        }
    }
    return EXIT_OK;
}

static int compare_entries(const void *a, const void *b)
{
    return strcmp(((const Entry *)a)->about.case_id, ((const Entry *)b)->about.case_id);
}

static void choose_proposals(Demo *demo)
{
    while (demo->n_chosen < PROPOSALS_SHOWN) {
        size_t most = 0, best = 0;
        for (size_t i = 0; i < demo->proposals.n; i++) {
            size_t n = *(size_t *)demo->proposals.entries[i].value;
            if (n > most) {
                most = n;
                best = i;
            }
        }
        if (most == 0) {
            return;
        }
        demo->chosen[demo->n_chosen++] = demo->proposals.entries[best].key.at;
        *(size_t *)demo->proposals.entries[best].value = 0;
    }
}

// Decides with one proposal assumed, or with none. NULL: the policy has no such proposal.
static licet_decision *decide(const Entry *entry, const char *assumed)
{
    licet_facts *facts = NULL;
    licet_decision *decision = NULL;
    licet_options options;
    licet_options_init(&options);
    options.as_of = entry->about.as_of[0] != 0 ? entry->about.as_of : NULL;
    options.as_of_from = "scenario";
    options.assume = &assumed;
    options.assume_count = assumed != NULL ? 1 : 0;
    options.case_id = entry->about.case_id;
    options.case_title = entry->about.title;
    cli_must(licet_scenario_facts(entry->policy, entry->scenario, SIZE_MAX, &facts));
    licet_status status = licet_decide(entry->policy, facts, &options, &decision);
    if (status == LICET_REJECTED) {
        licet_decision_free(decision);
        decision = NULL;
    } else {
        cli_must(status);
    }
    licet_facts_free(facts);
    return decision;
}

static const Json *document_of(Arena *arena, const licet_decision *decision)
{
    licet_buffer *buffer = NULL;
    if (decision == NULL) {
        return NULL;
    }
    cli_must(licet_decision_json(decision, "", false, &buffer));
    return cli_json(arena, buffer);
}

static bool differs(const Entry *entry)
{
    licet_outcome *outcome = NULL;
    cli_must(licet_scenario_run(entry->policy, entry->scenario, NULL, &outcome));
    bool differs = licet_outcome_failures(outcome) > 0;
    licet_outcome_free(outcome);
    return differs;
}

static bool fill_case(Demo *demo, Entry *entry, TableCase *c)
{
    Arena *arena = demo->cli->arena;
    entry->decision = decide(entry, NULL);
    const Json **assumed = arena_array(arena, const Json *, demo->n_chosen + 1);
    *c = (TableCase){
        .case_id = str_of(entry->about.case_id),
        .title = str_of(entry->about.title),
        .certainty = str_of(entry->about.certainty),
        .unverified = str_of(entry->about.unverified),
        .document = document_of(arena, entry->decision),
        .assumed = assumed,
    };
    for (size_t i = 0; i < demo->n_chosen; i++) {
        licet_decision *proposed = decide(entry, demo->chosen[i]);
        assumed[i] = document_of(arena, proposed);
        licet_decision_free(proposed);
    }
    return c->document != NULL;
}

static int write_report(const Demo *demo)
{
    Cli *cli = demo->cli;
    const char *path = args_get(&cli->args, "output");
    if (path == NULL) {
        return EXIT_OK;
    }
    const licet_decision **decisions =
        arena_array(cli->arena, const licet_decision *, demo->entries.n);
    for (size_t i = 0; i < demo->entries.n; i++) {
        decisions[i] = demo->entries.items[i].decision;
    }
    licet_write_options options = {.header = args_get(&cli->args, "header")};
    licet_buffer *buffer = NULL;
    cli_must(licet_decisions_html(decisions, demo->entries.n, &options, &buffer));
    bool written = cli_write(cli, licet_buffer_text(buffer));
    licet_buffer_free(buffer);
    if (written) {
        printf("full proof of each: %s\n", path);
    }
    return written ? EXIT_OK : EXIT_USAGE;
}

// "H.R. 2683 (119th Cong.), passed ..." -> "if H.R. 2683": what people call the proposal.
static Str proposal_title(const Demo *demo, const TableCase *cases, const char *label)
{
    Str key = str_format(demo->cli->arena, "proposed:%s", label);
    for (size_t i = 0; i < demo->entries.n; i++) {
        for (size_t p = 0; p < demo->n_chosen; p++) {
            const Json *assumed = cases[i].assumed[p];
            const Json *texts = assumed != NULL ? json_get(assumed, STR("texts")) : NULL;
            for (const Json *at = texts != NULL ? texts->first : NULL; at; at = at->next) {
                if (!str_starts(at->key, key)) {
                    continue;
                }
                size_t end = 0;
                while (end < at->text.len && strchr(",(", at->text.at[end]) == NULL) {
                    end++;
                }
                Str name = str_trim(str_sub(at->text, 0, end));
                return str_format(demo->cli->arena, "if %.*s", STR_ARG(name));
            }
        }
    }
    return str_format(demo->cli->arena, "if %s", label);
}

static void print_table(const Demo *demo, const TableCase *cases)
{
    Cli *cli = demo->cli;
    Str titles[PROPOSALS_SHOWN];
    for (size_t i = 0; i < demo->n_chosen; i++) {
        titles[i] = proposal_title(demo, cases, demo->chosen[i]);
    }
    WriteOptions options = {.color = cli_color(stdout), .columns = os_columns(stdout)};
    if (options.columns < 100 || !os_is_terminal(stdout)) {
        options.columns = 160;
    }
    const char *title = args_get(&cli->args, "title");
    Buf out;
    buf_init(&out, cli->arena);
    to_table(&out, cases, demo->entries.n, titles, demo->n_chosen, &options);
    printf("%s%s%s", title != NULL ? title : "", title != NULL ? "\n\n" : "", buf_done(&out).at);
}

static int show(Demo *demo)
{
    Cli *cli = demo->cli;
    TableCase *cases = arena_array(cli->arena, TableCase, demo->entries.n + 1);
    for (size_t i = 0; i < demo->entries.n; i++) {
        if (!fill_case(demo, &demo->entries.items[i], &cases[i])) {
            return cli_fail(cli, EXIT_FAULT, "'%s' could not be decided",
                            demo->entries.items[i].about.title);
        }
    }
    print_table(demo, cases);
    int status = write_report(demo);
    for (size_t i = 0; i < demo->entries.n; i++) {
        if (differs(&demo->entries.items[i])) {
            status = cli_fail(cli, EXIT_TEST, "%s differs from what its scenario expects",
                              demo->entries.items[i].about.case_id);
        }
    }
    return status;
}

static int run(Cli *cli)
{
    Demo demo = {.cli = cli};
    Files files = {0};
    map_init(&demo.proposals, cli->arena);
    if (cli->args.files.n == 0) {
        return cli_usage(cli, "which files?");
    }
    if (!cli_files(cli, cli->args.files.items, cli->args.files.n, &files)) {
        return EXIT_USAGE;
    }
    int status = EXIT_OK;
    for (size_t i = 0; i < files.list.n && status == EXIT_OK; i++) {
        status = load_file(&demo, files.list.items[i]);
    }
    if (status == EXIT_OK && demo.entries.n == 0) {
        status = cli_fail(cli, EXIT_USAGE, "no scenario in these files names a 'case'");
    }
    if (status == EXIT_OK) {
        qsort(demo.entries.items, demo.entries.n, sizeof *demo.entries.items, compare_entries);
        choose_proposals(&demo);
        status = show(&demo);
    }
    for (size_t i = 0; i < demo.entries.n; i++) {
        licet_decision_free(demo.entries.items[i].decision);
    }
    for (size_t i = 0; i < demo.policies.n; i++) {
        licet_policy_free(demo.policies.items[i]);
    }
    return status;
}

const Command command_demo = {
    .name = "demo",
    .usage = "[-o REPORT.html] FILE...",
    .summary = "a table and report of many cases",
    .more = MORE,
    .options = OPTIONS,
    .n_options = countof(OPTIONS),
    .bonds = BONDS,
    .run = run,
};
