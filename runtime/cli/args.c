// Reads the arguments of a command by its table of options.
//
// In:  argv after the command's name. Out: Args; the strings stay where they are.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/cli/args.h"

#include "runtime/source/diag.h"

typedef struct Reader {
    Args *args;
    Arena *arena;
    const Option *options;
    size_t n;
    int argc, next;
    char **argv;
    Str *why;
} Reader;

static const Option *find_letter(const Reader *reader, char letter)
{
    for (size_t i = 0; i < reader->n; i++) {
        if (reader->options[i].letter == letter) {
            return &reader->options[i];
        }
    }
    return NULL;
}

static const Option *find_name(const Reader *reader, Str name)
{
    for (size_t i = 0; i < reader->n; i++) {
        if (str_is(name, reader->options[i].name)) {
            return &reader->options[i];
        }
    }
    return NULL;
}

static bool refuse_name(const Reader *reader, Str name)
{
    Str *names = arena_array(reader->arena, Str, reader->n + 1);
    for (size_t i = 0; i < reader->n; i++) {
        names[i] = str_of(reader->options[i].name);
    }
    Str near = diag_nearest(name, names, reader->n);
    *reader->why = near.len > 0
                       ? str_format(reader->arena,
                                    "unknown option '--%.*s'; did you mean '--%.*s'?",
                                    STR_ARG(name), STR_ARG(near))
                       : str_format(reader->arena, "unknown option '--%.*s'", STR_ARG(name));
    return false;
}

static bool take(Reader *reader, const Option *option, const char *attached)
{
    const char *value = attached;
    if (option->value == NULL && attached != NULL) {
        *reader->why = str_format(reader->arena, "'--%s' takes no value", option->name);
        return false;
    }
    if (option->value != NULL && value == NULL) {
        if (reader->next >= reader->argc) {
            *reader->why = str_format(reader->arena, "'--%s' needs a value: --%s %s",
                                      option->name, option->name, option->value);
            return false;
        }
        value = reader->argv[reader->next++];
    }
    ArgValue given = {option, value};
    vec_push(reader->arena, &reader->args->given, given);
    return true;
}

static bool read_long(Reader *reader, const char *text)
{
    const char *equals = strchr(text, '=');
    Str name = equals != NULL ? (Str){text, (size_t)(equals - text)} : str_of(text);
    const Option *option = find_name(reader, name);
    if (option == NULL) {
        return refuse_name(reader, name);
    }
    return take(reader, option, equals != NULL ? equals + 1 : NULL);
}

static bool read_short(Reader *reader, const char *text)
{
    const Option *option = find_letter(reader, text[0]);
    if (option == NULL) {
        *reader->why = str_format(reader->arena, "unknown option '-%s'", text);
        return false;
    }
    return take(reader, option, text[1] != 0 ? text + 1 : NULL);
}

bool args_parse(Args *args, Arena *arena, const Option *options, size_t n, int argc,
                char **argv, Str *why)
{
    Reader reader = {args, arena, options, n, argc, 0, argv, why};
    bool rest = false;
    while (reader.next < argc) {
        const char *text = argv[reader.next++];
        bool option = !rest && text[0] == '-' && text[1] != 0;
        if (option && strcmp(text, "--") == 0) {
            rest = true;
        } else if (!option) {
            vec_push(arena, &args->files, text);
        } else if (!(text[1] == '-' ? read_long(&reader, text + 2)
                                    : read_short(&reader, text + 1))) {
            return false;
        }
    }
    return true;
}

const char *args_nth(const Args *args, const char *name, size_t index)
{
    for (size_t i = 0; i < args->given.n; i++) {
        const ArgValue *given = &args->given.items[i];
        if (strcmp(given->option->name, name) == 0 && index-- == 0) {
            return given->value;
        }
    }
    return NULL;
}

size_t args_count(const Args *args, const char *name)
{
    size_t n = 0;
    for (size_t i = 0; i < args->given.n; i++) {
        n += strcmp(args->given.items[i].option->name, name) == 0;
    }
    return n;
}

const char **args_all(const Args *args, Arena *arena, const char *name, size_t *n)
{
    *n = args_count(args, name);
    const char **values = arena_array(arena, const char *, *n + 1);
    for (size_t i = 0; i < *n; i++) {
        values[i] = args_nth(args, name, i);
    }
    return values;
}

bool args_has(const Args *args, const char *name)
{
    return args_count(args, name) > 0;
}

const char *args_get(const Args *args, const char *name)
{
    size_t n = args_count(args, name);
    return n == 0 ? NULL : args_nth(args, name, n - 1);
}
