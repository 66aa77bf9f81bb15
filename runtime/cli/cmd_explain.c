// licet explain: a provision read back in plain words.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/date.h"
#include "runtime/cli/cli.h"

static const Option OPTIONS[] = {
    OPTION_POLICY,
    {"as-of", 0, "DATE", "only the versions in force on this day"},
    OPTION_LIBRARY,
    OPTION_HELP,
};

static const char MORE[] =
    "LABEL is a provision as it is printed, such as '742.6(a)(6)(iii)' or 3A090.a (quote the\n"
    "brackets for the shell); all below it are told too. The name of a definition works too.\n"
    "\n"
    "exit status: 0; 2 when nothing goes by the label; 3 the policy does not check.\n";

static int explain(Cli *cli, const licet_policy *policy, const char *label)
{
    licet_buffer *buffer = NULL;
    licet_status status =
        licet_policy_explain(policy, label, args_get(&cli->args, "as-of"), &buffer);
    licet_text text = licet_buffer_text(buffer);
    int result = EXIT_OK;
    if (status == LICET_OK) {
        cli_print(text);
    } else if (status == LICET_NOT_FOUND) {
        result = cli_fail(cli, EXIT_USAGE, "no provision is labeled '%s'", label);
        fputs(text.at, stderr);
    } else {
        result = cli_fail(cli, EXIT_FAULT, "%s", licet_status_name(status));
    }
    licet_buffer_free(buffer);
    return result;
}

static int run(Cli *cli)
{
    const char *as_of = args_get(&cli->args, "as-of");
    Day day;
    if (cli->args.files.n == 0 || cli->args.files.items[0][0] == 0) {
        return cli_usage(cli, "which label?");
    }
    if (as_of != NULL && !date_parse(str_of(as_of), &day)) {
        return cli_usage(cli, "'%s' is not a date, such as 2024-03-15", as_of);
    }
    size_t n;
    const char *const *roots = cli_roots(cli, &n);
    int status = EXIT_OK;
    licet_policy *policy = cli_policy(cli, roots, n, &status);
    for (size_t i = 0; policy != NULL && status == EXIT_OK && i < cli->args.files.n; i++) {
        if (i > 0) {
            putchar('\n');
        }
        status = explain(cli, policy, cli->args.files.items[i]);
    }
    licet_policy_free(policy);
    return status;
}

const Command command_explain = {
    .name = "explain",
    .usage = "[-p POLICY]... [--as-of DATE] LABEL...",
    .summary = "a provision read back in plain words",
    .more = MORE,
    .options = OPTIONS,
    .n_options = countof(OPTIONS),
    .run = run,
};
