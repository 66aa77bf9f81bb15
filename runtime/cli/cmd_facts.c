// licet facts: what a policy asks for, as a list, JSON Schema or blank form.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/cli/cli.h"

static const Option OPTIONS[] = {
    OPTION_POLICY,
    {"schema", 0, NULL, "JSON Schema (2020-12) of the facts"},
    {"template", 0, NULL, "a blank form to fill in, as JSON"},
    {"decision-schema", 0, NULL, "JSON Schema (2020-12) of the answer"},
    {"output", 'o', "FILE", "write there instead of standard output"},
    OPTION_LIBRARY,
    OPTION_HELP,
};

static const Bond BONDS[] = {
    {"schema", BOND_APART, "template", NULL},
    {"decision-schema", BOND_APART, "schema", NULL},
    {"decision-schema", BOND_APART, "template", NULL},
    {0},
};

static int run(Cli *cli)
{
    const Args *args = &cli->args;
    if (args->files.n > 0) {
        return cli_usage(cli, "unexpected '%s'; a policy is named with -p",
                         args->files.items[0]);
    }
    if (args_has(args, "decision-schema")) {
        return cli_write(cli, licet_decision_schema()) ? EXIT_OK : EXIT_USAGE;
    }
    licet_facts_form form = args_has(args, "schema")     ? LICET_FACTS_SCHEMA
                            : args_has(args, "template") ? LICET_FACTS_TEMPLATE
                                                         : LICET_FACTS_LIST;
    size_t n;
    const char *const *roots = cli_roots(cli, &n);
    int status = EXIT_OK;
    licet_policy *policy = cli_policy(cli, roots, n, &status);
    if (policy == NULL) {
        return status;
    }
    licet_buffer *buffer = NULL;
    cli_must(licet_policy_facts(policy, form, &buffer));
    if (!cli_write(cli, licet_buffer_text(buffer))) {
        status = EXIT_USAGE;
    }
    licet_buffer_free(buffer);
    licet_policy_free(policy);
    return status;
}

const Command command_facts = {
    .name = "facts",
    .usage = "[-p POLICY]... [--schema | --template | --decision-schema]",
    .summary = "the facts that a policy asks for",
    .more = "exit status: 0; 2 usage; 3 the policy does not check.\n",
    .options = OPTIONS,
    .n_options = countof(OPTIONS),
    .bonds = BONDS,
    .run = run,
};
