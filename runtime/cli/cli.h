// What the commands share: the table of commands, the loader of files, messages.
//
// Everything about decisions goes through the public door (licet.h); this folder only reads
// files, prints and exits.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_CLI_CLI_H
#define LICET_CLI_CLI_H

#include <stdio.h>

#include "runtime/base/json.h"
#include "runtime/base/os.h"
#include "runtime/cli/args.h"
#include "runtime/include/licet.h"

// Exit statuses that are not the decision's own (licet_decision_exit).
enum {
    EXIT_OK = 0,
    EXIT_USAGE = 2,
    EXIT_POLICY = 3, // does not check
    EXIT_FACTS = 4,  // do not fit
    EXIT_FAULT = 5,  // a fault or a limit, or stopped
    EXIT_TEST = 6,   // a scenario failed
};

typedef struct Cli Cli;

// How an option stands to another one. The last of a list has no option.
typedef struct Bond {
    const char *option;
    enum {
        BOND_WITH,  // it goes with the other (and its value), and alone says nothing
        BOND_APART, // one or the other
    } kind;
    const char *other, *value; // value: of the other, or NULL
} Bond;

typedef struct Command {
    const char *name;
    const char *usage;   // "[-p POLICY]... [FILE]"
    const char *summary; // one line
    const char *more;    // paragraphs for --help, or NULL
    const Option *options;
    size_t n_options;
    const char *again;   // " set facts ": what may be given more than once, beside --policy
    const Bond *bonds;   // or NULL
    int (*run)(Cli *cli);
} Command;

struct Cli {
    Guard guard;            // of cli_guard
    Arena *arena;
    const Command *command;
    Args args;
    licet_engine *engine;   // made by the first cli_policy
    bool unread;            // the loader met a file that it could not read, and said so
    VEC(const char *) roots;     // files that the loader may read, and what lies beside them
    VEC(const char *) libraries; // --library, before the standard library
};

// One of each is in the table of main.c.
extern const Command command_decide, command_batch, command_test, command_check, command_fmt,
    command_explain, command_classify, command_facts, command_demo, command_codes, command_replay,
    command_compile, command_recheck;

// Options that stand in several tables.
#define OPTION_POLICY {"policy", 'p', "POLICY", "module (us.ear), .licet file or bundle; may be given again"}
#define OPTION_LIBRARY {"library", 0, "DIR", "look for modules in DIR before the standard library"}
#define OPTION_NATIVE {"allow-native", 0, "LIB", "let the policy call functions of this shared library"}
#define OPTION_EXTRA {"extra-facts", 0, "WHAT", "error (default), or ignore: what to do with facts not declared"}
#define OPTION_HELP {"help", 'h', NULL, "show this help"}

// Whether the options go together and write over nothing that is read; false after a usage
// message. fit.c.
bool cli_options_fit(const Cli *cli);

// "licet decide: message"; returns EXIT_USAGE.
int cli_usage(const Cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));
// The same without the pointer to --help; returns `status`.
int cli_fail(const Cli *cli, int status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// A guard on malloc: running out of memory ends the program with a message and EXIT_FAULT.
void cli_guard(Guard *guard);
// The same for a call of the door that had no other reason to fail.
void cli_must(licet_status status);

// What is wrong with facts that were refused, or the fault; returns the exit status.
int cli_facts_failed(const Cli *cli, const licet_facts *facts, licet_status status);

// Loads a policy and shows its errors. On failure NULL and *status is the exit status.
licet_policy *cli_policy(Cli *cli, const char *const *roots, size_t n, int *status);
// The same, but a rejected policy is returned with EXIT_POLICY and nothing is shown.
licet_policy *cli_policy_quiet(Cli *cli, const char *const *roots, size_t n, int *status);
// The engine, made when first asked for.
licet_engine *cli_engine(Cli *cli);
// What -p names, or us.ear.
const char *const *cli_roots(Cli *cli, size_t *n);
bool cli_is_file(const char *root);   // ends in .licet or .md
bool cli_is_bundle(const char *root); // ends in .lcb
// "FILE#NAME" in two; *name stays as it was without '#'.
const char *cli_split_name(const Cli *cli, const char *given, const char **name);

void cli_report(const licet_report *report); // to standard error
bool cli_color(FILE *stream);

// What a buffer of JSON says; frees it. NULL when it is none.
Json *cli_json(Arena *arena, licet_buffer *buffer);

// What stands there; false after a message, when that cannot be known.
bool cli_look(const Cli *cli, const char *path, OsKind *kind);
// Reads a file or "-"; false after a message.
bool cli_read(const Cli *cli, const char *path, Str *out);
// Writes the text to -o FILE, or to standard output; false after a message.
bool cli_write(const Cli *cli, licet_text text);
// Standard output: when it fails, the program ends with a message and EXIT_FAULT.
void cli_put(Str text);
void cli_print(licet_text text); // at once
void cli_close(void);
// The one that says more of two exit statuses of one command: a file that could not be read
// is told before errors in others.
int cli_worse(int a, int b);
// The files of the arguments, directories replaced by what they hold below them.
typedef struct Files {
    VEC(const char *) list;
} Files;
bool cli_files(const Cli *cli, const char *const *given, size_t n, Files *out);

// Index into the words, or n after a usage message that names them.
size_t cli_choice(const Cli *cli, const char *option, const char *const *words, size_t n);
// --world and --extra-facts; false after a usage message.
bool cli_world(const Cli *cli, bool *text);
bool cli_extra(const Cli *cli, bool *ignore);
const char *cli_today(const Cli *cli); // "2024-03-15"

void cli_help(const Command *command);

#endif
