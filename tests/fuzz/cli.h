// Fuzzing commands: a Cli without a command line, and files that hold the bytes.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_FUZZ_CLI_H
#define LICET_FUZZ_CLI_H

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "runtime/cli/cli.h"
#include "tests/fuzz/fuzz.h"

static inline void fuzz_cli(Cli *cli, const Command *command)
{
    *cli = (Cli){.command = command};
    guard_init(&cli->guard);
    cli->arena = arena_new(&cli->guard);
}

static inline void fuzz_cli_done(Cli *cli)
{
    licet_engine_free(cli->engine);
    arena_free(cli->arena);
}

// The path of a file with these bytes: one file of the process, in memory, written anew each time.
static inline const char *fuzz_file(Str bytes)
{
    static char path[40];
    static int file;
    if (path[0] == 0) {
        file = memfd_create("licet-fuzz", MFD_CLOEXEC);
        must(file > 0);
        snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    }
    must(ftruncate(file, 0) == 0);
    must(pwrite(file, bytes.at, bytes.len, 0) == (ssize_t)bytes.len);
    return path;
}

#endif
