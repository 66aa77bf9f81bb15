// licet fmt: source files in canonical layout.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/os.h"
#include "runtime/cli/cli.h"

static const Option OPTIONS[] = {
    {"check", 0, NULL, "only name the files whose layout differs"},
    {"write", 'w', NULL, "write the files instead of standard output"},
    OPTION_HELP,
};

static const Bond BONDS[] = {
    {"check", BOND_APART, "write", NULL},
    {0},
};

static const char MORE[] =
    "Without files, or for '-', reads standard input. Folders stand for the .licet and .md\n"
    "files in them.\n"
    "\n"
    "exit status: 0; 2 usage; 3 a file has errors, or with --check another layout.\n";

static int settle(const Cli *cli, const char *path, Str given, licet_text made)
{
    bool same = given.len == made.len &&
                (made.len == 0 || memcmp(given.at, made.at, made.len) == 0);
    const char *why;
    if (args_has(&cli->args, "check")) {
        if (!same) {
            puts(strcmp(path, "-") == 0 ? "standard input" : path);
        }
        return same ? EXIT_OK : EXIT_POLICY;
    }
    if (!args_has(&cli->args, "write") || strcmp(path, "-") == 0) {
        cli_print(made);
        return EXIT_OK;
    }
    if (!same && !os_write(path, (Str){made.at, made.len}, &why)) {
        return cli_fail(cli, EXIT_USAGE, "cannot write '%s': %s", path, why);
    }
    return EXIT_OK;
}

static int format_file(Cli *cli, const char *path)
{
    Str given;
    licet_buffer *buffer = NULL;
    if (!cli_read(cli, path, &given)) {
        return EXIT_USAGE;
    }
    const char *shown = strcmp(path, "-") == 0 ? "standard input" : path;
    licet_status status = licet_format_source(cli_engine(cli), shown,
                                              (licet_text){given.at, given.len}, &buffer);
    int result = EXIT_POLICY;
    if (status == LICET_OK) {
        result = settle(cli, path, given, licet_buffer_text(buffer));
    } else if (status == LICET_REJECTED) {
        fputs(licet_buffer_text(buffer).at, stderr);
    } else {
        result = cli_fail(cli, EXIT_FAULT, "%s", licet_status_name(status));
    }
    licet_buffer_free(buffer);
    return result;
}

static int run(Cli *cli)
{
    static const char *const INPUT[] = {"-"};
    bool input = cli->args.files.n == 0;
    Files files = {0};
    if (!cli_files(cli, input ? INPUT : cli->args.files.items, input ? 1 : cli->args.files.n,
                   &files)) {
        return EXIT_USAGE;
    }
    int worst = EXIT_OK;
    for (size_t i = 0; i < files.list.n; i++) {
        int status = format_file(cli, files.list.items[i]);
        worst = cli_worse(worst, status);
    }
    return worst;
}

const Command command_fmt = {
    .name = "fmt",
    .usage = "[--check | -w] [FILE]...",
    .summary = "source files in canonical layout",
    .more = MORE,
    .options = OPTIONS,
    .n_options = countof(OPTIONS),
    .bonds = BONDS,
    .run = run,
};
