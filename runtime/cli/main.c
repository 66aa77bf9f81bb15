// The command licet: finds the command asked for and runs it.
//
// Messages go to standard error, answers to standard output. A reader that closes the pipe
// early ends the program quietly.
// SPDX-License-Identifier: Apache-2.0
#include <gmp.h>
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>

#include "runtime/base/os.h"
#include "runtime/base/utf8.h"
#include "runtime/cli/cli.h"
#include "runtime/source/diag.h"

static const Command *const COMMANDS[] = {
    &command_decide,  &command_batch, &command_test, &command_check, &command_fmt,
    &command_explain, &command_classify, &command_facts, &command_demo, &command_codes,
    &command_compile, &command_replay, &command_recheck,
};

static const char OVERVIEW[] =
    "licet decides export questions by rules written as law is written, and proves it.\n"
    "\n"
    "usage: licet COMMAND [OPTION]... [FILE]...\n"
    "\n";

static void show_overview(void)
{
    fputs(OVERVIEW, stdout);
    for (size_t i = 0; i < countof(COMMANDS); i++) {
        printf("  %-9s %s\n", COMMANDS[i]->name, COMMANDS[i]->summary);
    }
    fputs("\n'licet COMMAND --help' says more; 'licet --version' names the version.\n", stdout);
}

static const Command *find_command(const char *name)
{
    for (size_t i = 0; i < countof(COMMANDS); i++) {
        if (strcmp(COMMANDS[i]->name, name) == 0) {
            return COMMANDS[i];
        }
    }
    return NULL;
}

// To standard error, without what a terminal would obey.
static void say_word(const char *word)
{
    size_t step;
    for (Str rest = str_of(word); rest.len > 0; rest = str_sub(rest, step, rest.len)) {
        Str shown = utf8_shown(rest, &step);
        fwrite(shown.at, 1, shown.len, stderr);
    }
}

static int refuse_command(const char *name)
{
    Str names[countof(COMMANDS)];
    for (size_t i = 0; i < countof(COMMANDS); i++) {
        names[i] = str_of(COMMANDS[i]->name);
    }
    Str near = diag_nearest(str_of(name), names, countof(COMMANDS));
    fputs("licet: unknown command '", stderr);
    say_word(name);
    fputs("'", stderr);
    if (near.len > 0) {
        fprintf(stderr, "; did you mean '%.*s'?", STR_ARG(near));
    }
    fputs("\nTry 'licet --help'.\n", stderr);
    return EXIT_USAGE;
}

static int run_command(const Command *command, int argc, char **argv)
{
    Cli cli = {.command = command};
    cli_guard(&cli.guard);
    cli.arena = arena_new(&cli.guard);
    Str why;
    int status;
    if (!args_parse(&cli.args, cli.arena, command->options, command->n_options, argc, argv,
                    &why)) {
        status = cli_usage(&cli, "%.*s", STR_ARG(why));
    } else if (args_has(&cli.args, "help")) {
        cli_help(command);
        status = EXIT_OK;
    } else {
        status = cli_options_fit(&cli) ? command->run(&cli) : EXIT_USAGE;
    }
    licet_engine_free(cli.engine);
    arena_free(cli.arena);
    return status;
}

// Decisions come and go: what they used is kept for the next one, not returned to the system.
static void keep_memory(void)
{
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
}

// What stands behind what takes nothing.
static int refuse_more(const char *word)
{
    fputs("licet: unexpected '", stderr);
    say_word(word);
    fputs("'\nTry 'licet --help'.\n", stderr);
    return EXIT_USAGE;
}

static int run(int argc, char **argv)
{
    if (argc < 2) {
        fputs("licet: no command\nTry 'licet --help'.\n", stderr);
        return EXIT_USAGE;
    }
    const char *name = argv[1];
    if (strcmp(name, "--version") == 0 && argc > 2) {
        return refuse_more(argv[2]);
    }
    if (strcmp(name, "--version") == 0) {
        printf("licet %s\n", licet_version());
        return EXIT_OK;
    }
    bool help = strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 ||
                strcmp(name, "help") == 0;
    if (help && argc == 2) {
        show_overview();
        return EXIT_OK;
    }
    const Command *command = find_command(help ? argv[2] : name);
    if (command == NULL) {
        return refuse_command(help ? argv[2] : name);
    }
    if (help && argc > 3) {
        return refuse_more(argv[3]);
    }
    if (help) {
        cli_help(command);
        return EXIT_OK;
    }
    return run_command(command, argc - 2, argv + 2);
}

// GMP would abort.
static void *gmp_take(size_t size)
{
    void *memory = malloc(size);
    cli_must(memory != NULL ? LICET_OK : LICET_NO_MEMORY);
    return memory;
}

static void *gmp_retake(void *old, size_t old_size, size_t size)
{
    (void)old_size;
    void *memory = realloc(old, size);
    cli_must(memory != NULL ? LICET_OK : LICET_NO_MEMORY);
    return memory;
}

static void gmp_give(void *memory, size_t size)
{
    (void)size;
    free(memory);
}

int main(int argc, char **argv)
{
    os_begin();
    keep_memory();
    mp_set_memory_functions(gmp_take, gmp_retake, gmp_give);
    signal(SIGPIPE, SIG_DFL);
    int status = run(argc, argv);
    cli_close();
    return status;
}
