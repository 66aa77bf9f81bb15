// Whether the options of a command go together, and which outputs may be written, before it runs.
//
// An option that would have no effect is refused, never passed over: one of two values, a
// header for what has none, an output over what is still to be read.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/os.h"
#include "runtime/cli/cli.h"

// -- one option beside another ------------------------------------------------------------

// Those that every command may be given again; a command names its own.
static const char AGAIN[] = " policy library allow-native ";

static bool may_repeat(const Cli *cli, const char *option)
{
    Str word = str_format(cli->arena, " %s ", option);
    return strstr(AGAIN, word.at) != NULL ||
           (cli->command->again != NULL && strstr(cli->command->again, word.at) != NULL);
}

static bool stand_once(const Cli *cli)
{
    for (size_t i = 0; i < cli->args.given.n; i++) {
        const Option *option = cli->args.given.items[i].option;
        if (option->value != NULL && args_count(&cli->args, option->name) > 1 &&
            !may_repeat(cli, option->name)) {
            cli_usage(cli, "'--%s' stands here twice, and only one counts", option->name);
            return false;
        }
    }
    return true;
}

// "--format", or "--format html".
static const char *written(const Cli *cli, const char *option, const char *value)
{
    return str_format(cli->arena, "--%s%s%s", option, value != NULL ? " " : "",
                      value != NULL ? value : "").at;
}

static bool go_together(const Cli *cli)
{
    const Args *args = &cli->args;
    const Bond *bonds = cli->command->bonds;
    for (size_t i = 0; bonds != NULL && bonds[i].option != NULL; i++) {
        const char *option = bonds[i].option, *other = bonds[i].other, *value = bonds[i].value;
        if (!args_has(args, option)) {
            continue;
        }
        const char *given = args_has(args, other) ? args_get(args, other) : NULL;
        bool there = args_has(args, other) && (value == NULL || (given != NULL && strcmp(given, value) == 0));
        if (bonds[i].kind == BOND_WITH && !there) {
            cli_usage(cli, "'--%s' goes with '%s'", option, written(cli, other, value));
            return false;
        }
        bool plain = given != NULL && strcmp(given, "text") == 0; // what it is anyway
        if (bonds[i].kind == BOND_APART && there && !plain) {
            cli_usage(cli, "'--%s' and '--%s' do not go together", option, other);
            return false;
        }
    }
    return true;
}

// -- outputs over inputs ------------------------------------------------------------------

static bool spares(const Cli *cli, const char *option, const char *path, const char *input)
{
    if (input == NULL || !os_is_same(path, input)) {
        return true;
    }
    const char *what = strcmp(input, "-") == 0 ? "standard input" : input;
    cli_usage(cli, "'--%s' would write over '%s', which is read", option, what);
    return false;
}

// The output is none of what the command reads.
static bool spares_inputs(const Cli *cli, const char *option)
{
    static const char *const READ[] = {"facts", "policy", "columns"};
    const Args *args = &cli->args;
    const char *path = args_get(args, option), *name = NULL;
    if (path == NULL || strcmp(path, "-") == 0) {
        return true;
    }
    bool good = spares(cli, option, path, "-");
    for (size_t i = 0; good && i < args->files.n; i++) {
        good = spares(cli, option, path, cli_split_name(cli, args->files.items[i], &name));
    }
    for (size_t i = 0; i < countof(READ); i++) {
        for (size_t n = 0; good && n < args_count(args, READ[i]); n++) {
            good = spares(cli, option, path, args_nth(args, READ[i], n));
        }
    }
    return good;
}

// FILE#NAME and --scenario are two names.
static bool one_scenario(const Cli *cli)
{
    const char *given = args_get(&cli->args, "scenario"), *name = given;
    for (size_t i = 0; given != NULL && i < cli->args.files.n; i++) {
        (void)cli_split_name(cli, cli->args.files.items[i], &name);
        if (name != given) {
            cli_usage(cli, "'#%s' and '--scenario %s' are two names: give one", name, given);
            return false;
        }
    }
    return true;
}

// A folder that is not there would hold no module, and nobody would hear of it.
static bool libraries_are_there(const Cli *cli)
{
    for (size_t i = 0; i < args_count(&cli->args, "library"); i++) {
        OsKind kind;
        const char *path = args_nth(&cli->args, "library", i);
        if (!cli_look(cli, path, &kind)) {
            return false;
        }
        if (kind != OS_FOLDER) {
            cli_usage(cli, "'%s' is no folder for '--library'", path);
            return false;
        }
    }
    return true;
}

bool cli_options_fit(const Cli *cli)
{
    const char *output = args_get(&cli->args, "output"), *pack = args_get(&cli->args, "pack");
    if (!stand_once(cli) || !go_together(cli) || !one_scenario(cli) || !libraries_are_there(cli)) {
        return false;
    }
    if (output != NULL && pack != NULL && (strcmp(output, pack) == 0 || os_is_same(output, pack))) {
        cli_usage(cli, "'%s' cannot be both the answers and the pack", output);
        return false;
    }
    return spares_inputs(cli, "output") && spares_inputs(cli, "pack");
}
