// licet compile: a checked policy as a bundle, which loads without being read again.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/date.h"
#include "runtime/cli/cli.h"

static const Option OPTIONS[] = {
    OPTION_POLICY,
    {"output", 'o', "FILE", "the bundle to write; its name ends in .lcb"},
    {"as-of", 0, "DATE", "make ready the law of this day (default: of the latest); may be given again"},
    OPTION_LIBRARY,
    OPTION_HELP,
};

static int write_bundle(Cli *cli, const licet_policy *policy)
{
    licet_buffer *buffer = NULL;
    int status = EXIT_OK;
    size_t n;
    const char *const *days = args_all(&cli->args, cli->arena, "as-of", &n);
    if (n > LICET_BUNDLE_DAYS) {
        return cli_usage(cli, "expected at most %d times '--as-of'", LICET_BUNDLE_DAYS);
    }
    for (size_t i = 0; i < n; i++) {
        Day day;
        if (!date_parse(str_of(days[i]), &day)) {
            return cli_usage(cli, "expected a date such as 2024-03-15 for '--as-of', not '%s'", days[i]);
        }
    }
    licet_status made = licet_policy_bundle(policy, days, n, &buffer);
    licet_text text = licet_buffer_text(buffer);
    if (made == LICET_REJECTED) {
        status = cli_fail(cli, EXIT_FAULT, "this program cannot write a bundle: %.*s", (int)text.len, text.at);
    } else if (made != LICET_OK) {
        status = cli_fail(cli, EXIT_FAULT, "%s", licet_status_name(made));
    } else if (!cli_write(cli, text)) {
        status = EXIT_USAGE;
    }
    licet_buffer_free(buffer);
    return status;
}

static int run(Cli *cli)
{
    const char *output = args_get(&cli->args, "output");
    if (cli->args.files.n > 0) {
        return cli_usage(cli, "unexpected '%s'; a policy is named with -p", cli->args.files.items[0]);
    }
    if (output == NULL) {
        return cli_usage(cli, "expected -o FILE: where the bundle goes");
    }
    if (!cli_is_bundle(output)) {
        return cli_usage(cli, "expected a name that ends in .lcb for '--output', not '%s'", output);
    }
    size_t n;
    const char *const *roots = cli_roots(cli, &n);
    int status = EXIT_OK;
    licet_policy *policy = cli_policy(cli, roots, n, &status);
    if (policy == NULL) {
        return status;
    }
    status = write_bundle(cli, policy);
    licet_policy_free(policy);
    return status;
}

const Command command_compile = {
    .name = "compile",
    .usage = "[-p POLICY]... -o FILE.lcb",
    .summary = "a policy as a bundle, which loads at once",
    .more = "Every command takes the bundle with -p. It holds the checked policy, its tables and\n"
            "its texts, and serves the build of licet that wrote it and no other: keep the sources.\n"
            "Scenarios are not in it. A bundle is checked against damage, not against malice: open\n"
            "what you would run.\n"
            "\n"
            "exit status: 0; 2 usage; 3 the policy does not check; 5 a fault or a limit.\n",
    .options = OPTIONS,
    .n_options = countof(OPTIONS),
    .again = " as-of ",
    .run = run,
};
