// licet replay: decides the cases of an evidence pack again, from nothing but the pack.
//
// In:  the lines that `licet decide --pack` and `licet batch --pack` wrote. Out: for each case
//      whether the same comes out, byte for byte, or the places where it differs.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/batch/packed.h"

static const Option OPTIONS[] = {
    OPTION_NATIVE,
    OPTION_HELP,
};

static const char MORE[] =
    "PACK is what 'licet decide --pack' or 'licet batch --pack' wrote: policy, facts and\n"
    "statement of each case. The policy is taken from the pack, never from the library, and\n"
    "checked against its digests.\n"
    "\n"
    "exit status: 0 every case comes out as it did; 6 some differ; 2 usage; 3 the policy of the\n"
    "pack no longer checks; 4 the pack cannot be read, or was altered; 5 a fault or a limit.\n";

enum { DIFFERENCES_SHOWN = 10 };

typedef struct Replay {
    Packed packed;
    size_t same, differ;
} Replay;

static void compare(Replay *replay, const PackedCase *of, const licet_decision *decision)
{
    Arena *arena = replay->packed.room;
    Buf out;
    buf_init(&out, arena);
    size_t n = pack_differences(&out, of->statement, pack_statement(arena, decision), DIFFERENCES_SHOWN);
    Str name = packed_shown(&replay->packed, of);
    if (n == 0) {
        printf("%.*s: same result, byte for byte · %s\n", STR_ARG(name), licet_decision_id(decision));
        replay->same++;
        return;
    }
    Str listed = buf_done(&out);
    printf("%.*s: differs in %zu place%s\n%.*s", STR_ARG(name), n, n == 1 ? "" : "s", STR_ARG(listed));
    if (n > DIFFERENCES_SHOWN) {
        printf("  ... and %zu more\n", n - DIFFERENCES_SHOWN);
    }
    replay->differ++;
}

static int replay_case(Replay *replay, const PackedCase *of)
{
    PackedAnswer answer;
    licet_status status = packed_decide(&of->given, replay->packed.policy, &answer);
    int exit_status = EXIT_OK;
    if (status == LICET_OK) {
        compare(replay, of, answer.decision);
    } else if (answer.report != NULL) {
        cli_report(answer.report);
        exit_status = EXIT_FACTS;
    } else {
        exit_status = cli_fail(replay->packed.cli, EXIT_FAULT, "%s", licet_status_name(status));
    }
    packed_answer_free(&answer);
    return exit_status;
}

static int run(Cli *cli)
{
    Replay replay = {.same = 0};
    PackedCase of = {0};
    bool more = true;
    if (cli->args.files.n != 1) {
        return cli_usage(cli, "expected one evidence pack");
    }
    int status = packed_open(&replay.packed, cli, cli->args.files.items[0]);
    while (status == EXIT_OK && more) {
        status = packed_next(&replay.packed, &of, &more);
        if (status == EXIT_OK && more) {
            status = replay_case(&replay, &of);
        }
    }
    if (status == EXIT_OK) {
        printf("%zu same, %zu differ%s · policy from the pack: %zu text%s · %s then, licet %s now\n",
               replay.same, replay.differ, replay.differ == 1 ? "s" : "", replay.packed.texts.n,
               replay.packed.texts.n == 1 ? "" : "s", replay.packed.engine, licet_version());
        status = replay.differ > 0 ? EXIT_TEST : EXIT_OK;
    }
    packed_close(&replay.packed);
    return status;
}

const Command command_replay = {
    .name = "replay",
    .usage = "PACK",
    .summary = "decides the cases of an evidence pack again",
    .more = MORE,
    .options = OPTIONS,
    .n_options = countof(OPTIONS),
    .run = run,
};
