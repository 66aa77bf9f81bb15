// licet codes: the closed registry of reason codes, and what other systems call them.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/json.h"
#include "runtime/cli/cli.h"

static const Option OPTIONS[] = {
    {"format", 0, "FORMAT", "text (default) or json"},
    OPTION_HELP,
};

static const char *const FORMATS[] = {"text", "json"};

static void show_text(void)
{
    licet_code code;
    printf("%-12s %-8s %-46s %-22s %-19s %s\n", "code", "gate", "means", "SAP GTS service",
           "AEB result", "Oracle status");
    for (size_t i = 0; licet_code_at(i, &code); i++) {
        printf("%-12s %-8s %-46s %-22s %-19s %s\n", code.code, code.gate, code.meaning,
               code.sap, code.aeb, code.oracle);
    }
    puts("RF-...       hold     red flag open: the second part is the policy's own");
}

static void show_json(Arena *arena)
{
    licet_code code;
    Json *list = json_list(arena);
    for (size_t i = 0; licet_code_at(i, &code); i++) {
        Json *item = json_object(arena);
        json_set(item, STR("code"), json_string(arena, str_of(code.code)));
        json_set(item, STR("gate"), json_string(arena, str_of(code.gate)));
        json_set(item, STR("means"), json_string(arena, str_of(code.meaning)));
        json_set(item, STR("sap_gts"), json_string(arena, str_of(code.sap)));
        json_set(item, STR("aeb"), json_string(arena, str_of(code.aeb)));
        json_set(item, STR("oracle_gtm"), json_string(arena, str_of(code.oracle)));
        json_push(list, item);
    }
    Buf out;
    buf_init(&out, arena);
    json_pretty(&out, list, 100);
    buf_char(&out, '\n');
    cli_put(buf_done(&out));
}

static int run(Cli *cli)
{
    size_t format = cli_choice(cli, "format", FORMATS, countof(FORMATS));
    if (format == countof(FORMATS)) {
        return EXIT_USAGE;
    }
    if (cli->args.files.n > 0) {
        return cli_usage(cli, "unexpected '%s'", cli->args.files.items[0]);
    }
    if (format == 0) {
        show_text();
    } else {
        show_json(cli->arena);
    }
    return EXIT_OK;
}

const Command command_codes = {
    .name = "codes",
    .usage = "[--format text|json]",
    .summary = "the registry of reason codes",
    .more = "A code is never reused and never changes its meaning. exit status: 0; 2 usage.\n",
    .options = OPTIONS,
    .n_options = countof(OPTIONS),
    .run = run,
};
