// licet classify: what an item is under the encoded entries, on a day or over all versions.
//
// In:  an item as JSON, as settings, by the name of a product of the policy, or a scenario.
// Out: class, distances from the limits, missing facts, the stated class compared.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/json.h"
#include "runtime/base/os.h"
#include "runtime/cli/choose.h"
#include "runtime/cli/cli.h"

static const Option OPTIONS[] = {
    OPTION_POLICY,
    {"facts", 'f', "FILE", "an item as JSON, or facts with the list of items; - reads standard input"},
    {"set", 's', "PATH=VALUE", "one field of the item, such as die_area=\"814 mm2\""},
    {"as-of", 0, "DATE", "by the law of this day"},
    {"all-versions", 0, NULL, "over all days: one row for each period with one answer"},
    {"scenario", 0, "NAME", "which scenario: title or part of it, case id, or number"},
    {"format", 0, "FORMAT", "text (default) or json"},
    {"output", 'o', "FILE", "write there instead of standard output"},
    OPTION_LIBRARY,
    OPTION_HELP,
};

static const Bond BONDS[] = {
    {"as-of", BOND_APART, "all-versions", NULL},
    {0},
};

static const char MORE[] =
    "PRODUCT is a name of us.products.accelerators (h20, rtx_4090) or of a policy of yours;\n"
    "FILE a .licet file whose scenario has items. --set is laid over the first item. Without\n"
    "--as-of and without a date among the facts, the law of today counts.\n"
    "\n"
    "exit status: 0 classified or outside the encoded entries, 10 the stated class differs,\n"
    "20 cannot say; 2 usage, 3 the policy does not check, 4 the facts do not fit, 5 a limit.\n";

typedef struct Classify {
    Cli *cli;
    licet_policy *policy;
    licet_facts *facts;
    licet_options options;
    const char *list; // "items"
    size_t format;
    size_t items;     // given so far
} Classify;

static const char *const FORMATS[] = {"text", "json"};

// -p, or us.ear with its products; a file of the user's stands first.
static int load(Classify *classify, const char *file)
{
    Cli *cli = classify->cli;
    size_t given = args_count(&cli->args, "policy"), n = 0;
    const char **roots = arena_array(cli->arena, const char *, given + 4);
    if (file != NULL) {
        roots[n++] = file;
    }
    for (size_t i = 0; i < given; i++) {
        roots[n++] = args_nth(&cli->args, "policy", i);
    }
    if (n == 0) {
        roots[n++] = "us.ear";
        roots[n++] = "us.products.accelerators";
    }
    int status = EXIT_OK;
    classify->policy = cli_policy(cli, roots, n, &status);
    return status;
}

static int set(Classify *classify, const char *assignment)
{
    licet_status status = licet_facts_set(classify->facts, assignment);
    return status == LICET_OK ? EXIT_OK : cli_facts_failed(classify->cli, classify->facts, status);
}

static int add_product(Classify *classify, const char *name)
{
    Str text = str_format(classify->cli->arena, "%s[%zu]=%s", classify->list,
                          classify->items++, name);
    return set(classify, text.at);
}

// An object that has the list is facts; any other is one item.
static Str as_facts(Classify *classify, Str text)
{
    Arena *arena = classify->cli->arena;
    JsonError error;
    const Json *json = json_parse(arena, text, &error);
    bool item = json != NULL && json->kind == JSON_OBJECT &&
                json_get(json, str_of(classify->list)) == NULL &&
                json_get(json, STR("pack")) == NULL;
    return item ? str_format(arena, "{\"%s\":[%.*s]}", classify->list, STR_ARG(text)) : text;
}

static int read_file(Classify *classify, const char *path)
{
    Str text;
    if (!cli_read(classify->cli, path, &text)) {
        return EXIT_USAGE;
    }
    const char *shown = strcmp(path, "-") == 0 ? "standard input" : path;
    Str facts = as_facts(classify, text);
    licet_status status = licet_facts_read(classify->facts, shown,
                                           (licet_text){facts.at, facts.len}, false);
    classify->items = 1;
    return status == LICET_OK ? EXIT_OK : cli_facts_failed(classify->cli, classify->facts, status);
}

static int begin_scenario(Classify *classify, const char *name)
{
    size_t index;
    licet_scenario scenario;
    if (!choose_scenario(classify->cli, classify->policy, name, &index)) {
        return EXIT_USAGE;
    }
    licet_scenario_at(classify->policy, index, &scenario);
    if (scenario.as_of[0] != 0) {
        classify->options.as_of = scenario.as_of;
        classify->options.as_of_from = "scenario";
    }
    cli_must(licet_scenario_facts(classify->policy, index, SIZE_MAX, &classify->facts));
    return EXIT_OK;
}

static int begin(Classify *classify, bool file, const char *name)
{
    if (file && licet_scenario_count(classify->policy) > 0) {
        return begin_scenario(classify, name);
    }
    cli_must(licet_facts_new(classify->policy, &classify->facts));
    return EXIT_OK;
}

// A field of the first item, unless the path starts at the list itself.
static int set_field(Classify *classify, const char *assignment)
{
    Str list = str_of(classify->list), given = str_of(assignment);
    bool whole = str_starts(given, list) && given.len > list.len &&
                 (given.at[list.len] == '[' || given.at[list.len] == '=');
    Str text = whole ? given
                     : str_format(classify->cli->arena, "%s[0].%s", classify->list, assignment);
    return set(classify, text.at);
}

static int gather(Classify *classify, bool file)
{
    const Args *args = &classify->cli->args;
    int status = EXIT_OK;
    for (size_t i = 0; status == EXIT_OK && i < args_count(args, "facts"); i++) {
        status = read_file(classify, args_nth(args, "facts", i));
    }
    for (size_t i = file ? 1 : 0; status == EXIT_OK && i < args->files.n; i++) {
        status = add_product(classify, args->files.items[i]);
    }
    for (size_t i = 0; status == EXIT_OK && i < args_count(args, "set"); i++) {
        status = set_field(classify, args_nth(args, "set", i));
    }
    return status;
}

static void settle_date(Classify *classify)
{
    const Args *args = &classify->cli->args;
    licet_options *options = &classify->options;
    if (args_has(args, "as-of")) {
        options->as_of = args_get(args, "as-of");
        options->as_of_from = "--as-of";
    }
    if (options->as_of == NULL && !args_has(args, "all-versions") &&
        !licet_facts_have_law_date(classify->facts)) {
        options->as_of = cli_today(classify->cli);
        fprintf(stderr, "no date given: classified by the law of today, %s\n", options->as_of);
    }
}

// The last period of each item counts: what holds now.
static int exit_of(const licet_classification *made)
{
    bool differs = false, open = false;
    const licet_node *items = licet_classification_node(made, "/items");
    for (const licet_node *at = licet_node_first(items); at; at = licet_node_next(at)) {
        const licet_node *period = licet_node_first(licet_node_member(at, "periods"));
        while (period != NULL && licet_node_next(period) != NULL) {
            period = licet_node_next(period);
        }
        licet_text stated = licet_node_text(licet_node_member(period, "stated"));
        licet_text result = licet_node_text(licet_node_member(period, "result"));
        differs = differs || str_is((Str){stated.at, stated.len}, "differs");
        open = open || str_is((Str){result.at, result.len}, "cannot_say");
    }
    return differs ? 10 : open ? 20 : EXIT_OK;
}

static int answer(Classify *classify)
{
    Cli *cli = classify->cli;
    licet_classification *made = NULL;
    licet_buffer *buffer = NULL;
    bool periods = args_has(&cli->args, "all-versions"), screen = !args_has(&cli->args, "output");
    licet_write_options write = {.color = screen && cli_color(stdout),
                                 .columns = screen && os_is_terminal(stdout) ? os_columns(stdout)
                                                                             : 100};
    int status = EXIT_OK;
    licet_status made_status =
        licet_classify(classify->policy, classify->facts, &classify->options, periods, &made);
    if (made_status == LICET_REJECTED) {
        cli_report(licet_classification_report(made));
        status = EXIT_USAGE;
    } else if (made_status != LICET_OK ||
               (made_status = classify->format == 0
                                  ? licet_classification_text(made, &write, &buffer)
                                  : licet_classification_json(made, "", true, &buffer)) !=
                   LICET_OK) {
        status = cli_fail(cli, EXIT_FAULT, "%s", licet_status_name(made_status));
    } else {
        status = cli_write(cli, licet_buffer_text(buffer)) ? exit_of(made) : EXIT_USAGE;
    }
    licet_buffer_free(buffer);
    licet_classification_free(made);
    return status;
}

static int classify_with_policy(Classify *classify, bool file, const char *name)
{
    classify->list = licet_policy_items(classify->policy);
    if (classify->list[0] == 0) {
        return cli_fail(classify->cli, EXIT_POLICY, "the policy classifies nothing: no rule has "
                                                    "'classifies'");
    }
    int status = begin(classify, file, name);
    if (status == EXIT_OK) {
        status = gather(classify, file);
    }
    if (status == EXIT_OK) {
        settle_date(classify);
        status = answer(classify);
    }
    licet_facts_free(classify->facts);
    return status;
}

static int run(Cli *cli)
{
    Classify classify = {.cli = cli};
    const Args *args = &cli->args;
    licet_options_init(&classify.options);
    classify.format = cli_choice(cli, "format", FORMATS, countof(FORMATS));
    if (classify.format == countof(FORMATS)) {
        return EXIT_USAGE;
    }
    if (args->files.n + args_count(args, "facts") + args_count(args, "set") == 0) {
        return cli_usage(cli, "which item? Name a product, or give its facts with -f or --set");
    }
    const char *name = args_get(args, "scenario"), *file = NULL;
    if (args->files.n > 0) {
        file = cli_split_name(cli, args->files.items[0], &name);
        file = cli_is_file(file) ? file : NULL;
    }
    if (name != NULL && file == NULL) {
        return cli_usage(cli, "'--scenario' names one of a FILE, and there is none");
    }
    int status = load(&classify, file);
    if (classify.policy != NULL) {
        status = classify_with_policy(&classify, file != NULL, name);
        licet_policy_free(classify.policy);
    }
    return status;
}

const Command command_classify = {
    .name = "classify",
    .usage = "[-p POLICY]... [--all-versions] [-f ITEM] [--set PATH=VALUE]... [PRODUCT|FILE[#NAME]]...",
    .summary = "what an item is under the encoded entries, and how far from the limits",
    .more = MORE,
    .options = OPTIONS,
    .n_options = countof(OPTIONS),
    .again = " facts set ",
    .bonds = BONDS,
    .run = run,
};
