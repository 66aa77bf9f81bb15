// Arguments of a command: options with and without values, and the rest.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_CLI_ARGS_H
#define LICET_CLI_ARGS_H

#include "runtime/base/str.h"

typedef struct Option {
    const char *name;  // "as-of", without dashes
    char letter;       // 'f', or 0
    const char *value; // "DATE"; NULL: takes none
    const char *help;
} Option;

typedef struct ArgValue {
    const Option *option;
    const char *value; // NULL when the option takes none
} ArgValue;

typedef struct Args {
    VEC(ArgValue) given;     // in order
    VEC(const char *) files; // what is no option
} Args;

// Understands -f VALUE, -fVALUE, --name VALUE, --name=VALUE, and -- before the rest. False
// after *why was set ("unknown option '--formt'; did you mean '--format'?").
bool args_parse(Args *args, Arena *arena, const Option *options, size_t n, int argc,
                char **argv, Str *why);

bool args_has(const Args *args, const char *name);
const char *args_get(const Args *args, const char *name); // the last one, or NULL
size_t args_count(const Args *args, const char *name);
const char *args_nth(const Args *args, const char *name, size_t index);
// All values of an option, in order, with room for one more.
const char **args_all(const Args *args, Arena *arena, const char *name, size_t *n);

#endif
