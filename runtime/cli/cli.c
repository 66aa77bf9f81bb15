// What the commands share: loading policies from files, messages, reading and writing.
//
// The loader reads a file given by name, what lies beside it, and the --library folders;
// everything else comes from the library that the program carries.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/cli/cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>

#include "runtime/base/os.h"
#include "runtime/base/utf8.h"

enum { FILE_MOST = 256 << 20 };

static void say(const Cli *cli, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

static void say(const Cli *cli, const char *format, va_list args)
{
    char text[4096]; // a name may hold anything and be of any length
    size_t step;
    int n = vsnprintf(text, sizeof text, format, args);
    Str rest = {text, n < 0 ? 0 : (size_t)n < sizeof text ? (size_t)n : sizeof text - 1};
    fprintf(stderr, "licet %s: ", cli->command->name);
    for (; rest.len > 0; rest = str_sub(rest, step, rest.len)) {
        Str shown = utf8_shown(rest, &step);
        fwrite(shown.at, 1, shown.len, stderr);
    }
    fputc('\n', stderr);
}

int cli_usage(const Cli *cli, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(cli, format, args);
    va_end(args);
    fprintf(stderr, "Try 'licet %s --help'.\n", cli->command->name);
    return EXIT_USAGE;
}

int cli_fail(const Cli *cli, int status, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(cli, format, args);
    va_end(args);
    return status;
}

// From any thread; what was answered so far is kept.
static _Noreturn void end(licet_status why)
{
    fprintf(stderr, "licet: %s\n", licet_status_name(why));
    fflush(stdout);
    _Exit(EXIT_FAULT);
}

static void end_for_memory(GuardWhy why)
{
    end(why == GUARD_LIMIT ? LICET_LIMIT : LICET_NO_MEMORY);
}

void cli_guard(Guard *guard)
{
    guard_init(guard);
    guard->end = end_for_memory;
}

void cli_must(licet_status status)
{
    if (status != LICET_OK) {
        end(status);
    }
}

// Without another attempt: behind a gap nothing may stand.
static _Noreturn void end_for_output(int error)
{
    fprintf(stderr, "licet: cannot write standard output%s%s\n", error != 0 ? ": " : "",
            error != 0 ? os_reason(error) : "");
    _Exit(EXIT_FAULT);
}

void cli_put(Str text)
{
    if (text.len > 0 && fwrite(text.at, 1, text.len, stdout) != text.len) {
        end_for_output(errno);
    }
}

static void flush_output(void)
{
    errno = 0;
    bool before = ferror(stdout) != 0; // the reason is gone
    if (before || fflush(stdout) != 0) {
        end_for_output(errno);
    }
}

void cli_print(licet_text text)
{
    cli_put((Str){text.at, text.len});
    flush_output();
}

void cli_close(void)
{
    flush_output();
    if (fclose(stdout) != 0) {
        end_for_output(errno);
    }
}

int cli_worse(int a, int b)
{
    static const int ORDER[] = {EXIT_FAULT, EXIT_USAGE, EXIT_POLICY, EXIT_TEST};
    for (size_t i = 0; i < countof(ORDER); i++) {
        if (a == ORDER[i] || b == ORDER[i]) {
            return ORDER[i];
        }
    }
    return a > b ? a : b;
}

void cli_help(const Command *command)
{
    printf("usage: licet %s %s\n\n%s\n\n", command->name, command->usage, command->summary);
    for (size_t i = 0; i < command->n_options; i++) {
        const Option *option = &command->options[i];
        char letter[5] = "    ", left[64];
        if (option->letter != 0) {
            snprintf(letter, sizeof letter, "-%c, ", option->letter);
        }
        snprintf(left, sizeof left, "%s--%s %s", letter, option->name,
                 option->value != NULL ? option->value : "");
        printf("  %-26s %s\n", left, option->help);
    }
    if (command->more != NULL) {
        printf("\n%s", command->more);
    }
}

bool cli_color(FILE *stream)
{
    return os_is_terminal(stream) && os_env("NO_COLOR") == NULL;
}

void cli_report(const licet_report *report)
{
    licet_buffer *buffer;
    licet_format format = cli_color(stderr) ? LICET_FORMAT_COLOR : LICET_FORMAT_TEXT;
    if (licet_report_count(report) > 0) {
        cli_must(licet_report_render(report, format, &buffer));
        fputs(licet_buffer_text(buffer).at, stderr);
        licet_buffer_free(buffer);
    }
}

Json *cli_json(Arena *arena, licet_buffer *buffer)
{
    JsonError error;
    licet_text text = licet_buffer_text(buffer);
    Json *json = json_parse(arena, (Str){text.at, text.len}, &error);
    licet_buffer_free(buffer);
    return json;
}

int cli_facts_failed(const Cli *cli, const licet_facts *facts, licet_status status)
{
    if (status == LICET_REJECTED) {
        cli_report(licet_facts_report(facts));
        return EXIT_FACTS;
    }
    return cli_fail(cli, EXIT_FAULT, "%s", licet_status_name(status));
}

// -- files ------------------------------------------------------------------------------

// Behind a name: an ending alone is none.
static bool has_ending(const char *path, Str ending)
{
    Str s = str_of(path);
    return s.len > ending.len && str_ends(s, ending);
}

bool cli_is_file(const char *root)
{
    return has_ending(root, STR(".licet")) || has_ending(root, STR(".md"));
}

bool cli_is_bundle(const char *root)
{
    return has_ending(root, STR(".lcb"));
}

// "a/b/c.licet" -> "a/b/"; "" without a slash.
static Str folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? STR_NONE : (Str){path, (size_t)(slash - path) + 1};
}

// A file that a policy names, which may come from a stranger, is taken from the folder or
// below (NULL: the user named it, wherever it leads). What is there and cannot be read is never
// taken from elsewhere.
static bool load_from(Cli *cli, const char *folder, const char *path, licet_text *text,
                      const char **shown)
{
    Str bytes;
    OsKind kind;
    const char *why = NULL;
    bool known = os_look(path, &kind, &why);
    if (cli->unread || (known && (kind == OS_FOLDER || (kind == OS_NOTHING && !os_is_link(path))))) {
        return false;
    }
    if (known && kind == OS_NOTHING) {
        why = "the symbolic link leads nowhere";
    } else if (known && kind == OS_OTHER) {
        why = "not a regular file";
    } else if (known && folder != NULL && !os_is_within(path, folder)) {
        why = "a symbolic link leads out of the policy's folder; copy the file, or name its folder "
              "with --library";
    }
    if (why != NULL || !os_read(cli->arena, path, FILE_MOST, &bytes, &why)) {
        cli_fail(cli, EXIT_USAGE, "cannot read '%s': %s", path, why);
        cli->unread = true;
        return false;
    }
    *text = (licet_text){bytes.at, bytes.len};
    *shown = path;
    return true;
}

static bool load(void *host, const char *path, licet_text *text, const char **shown)
{
    Cli *cli = host;
    for (size_t i = 0; i < cli->roots.n; i++) {
        const char *root = cli->roots.items[i];
        Str folder = folder_of(root);
        bool given = strcmp(root, path) == 0; // by the user, wherever it leads
        const char *below = given ? NULL : str_copy(cli->arena, folder).at;
        if (str_starts(str_of(path), folder) && load_from(cli, below, path, text, shown)) {
            return true;
        }
    }
    for (size_t i = 0; i < cli->libraries.n; i++) {
        const char *folder = cli->libraries.items[i];
        Str full = str_format(cli->arena, "%s/%s", folder, path);
        if (load_from(cli, folder, full.at, text, shown)) {
            return true;
        }
    }
    return false;
}

bool cli_read(const Cli *cli, const char *path, Str *out)
{
    const char *why;
    if (!os_read(cli->arena, path, FILE_MOST, out, &why)) {
        cli_fail(cli, EXIT_USAGE, "cannot read '%s': %s", path, why);
        return false;
    }
    return true;
}

bool cli_write(const Cli *cli, licet_text text)
{
    const char *path = args_get(&cli->args, "output");
    if (path == NULL) {
        cli_print(text);
        return true;
    }
    const char *why;
    if (!os_write(path, (Str){text.at, text.len}, &why)) {
        cli_fail(cli, EXIT_USAGE, "cannot write '%s': %s", path, why);
        return false;
    }
    return true;
}

bool cli_look(const Cli *cli, const char *path, OsKind *kind)
{
    const char *why;
    if (!os_look(path, kind, &why)) {
        cli_fail(cli, EXIT_USAGE, "cannot read '%s': %s", path, why);
        return false;
    }
    return true;
}

// Whether something stands there, a message when not.
static bool must_exist(const Cli *cli, const char *path)
{
    OsKind kind;
    if (!cli_look(cli, path, &kind)) {
        return false;
    }
    if (kind == OS_NOTHING) {
        cli_fail(cli, EXIT_USAGE, "cannot read '%s': no such file or directory", path);
    }
    return kind != OS_NOTHING;
}

static bool add_files(const Cli *cli, const char *path, bool given, Files *out)
{
    OsKind kind;
    if (!cli_look(cli, path, &kind)) {
        return false;
    }
    if (kind != OS_FOLDER) {
        bool literate = !str_is(str_of(path), "README.md") && cli_is_file(path);
        if (given || literate) {
            vec_push(cli->arena, &out->list, path);
        }
        return true;
    }
    if (!given && os_is_link(path)) {
        return true; // it may lead back to where we are
    }
    Str *names;
    size_t n;
    const char *why;
    if (!os_list(cli->arena, path, &names, &n, &why)) {
        cli_fail(cli, EXIT_USAGE, "cannot read '%s': %s", path, why);
        return false;
    }
    Str folder = str_of(path);
    const char *joint = folder.len > 0 && folder.at[folder.len - 1] == '/' ? "" : "/";
    for (size_t i = 0; i < n; i++) {
        Str full = str_format(cli->arena, "%s%s%.*s", path, joint, STR_ARG(names[i]));
        bool hidden = names[i].at[0] == '.' || str_is(names[i], "README.md");
        if (!hidden && !add_files(cli, full.at, false, out)) {
            return false;
        }
    }
    return true;
}

bool cli_files(const Cli *cli, const char *const *given, size_t n, Files *out)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(given[i], "-") != 0 && !must_exist(cli, given[i])) {
            return false;
        }
        size_t before = out->list.n;
        if (!add_files(cli, given[i], true, out)) {
            return false;
        }
        if (out->list.n == before) {
            cli_fail(cli, EXIT_USAGE, "no policy in '%s': expected files that end in .licet or .md",
                     given[i]);
            return false;
        }
    }
    return true;
}

const char *cli_split_name(const Cli *cli, const char *given, const char **name)
{
    const char *hash = strrchr(given, '#'), *why;
    OsKind kind;
    if (hash == NULL || (os_look(given, &kind, &why) && kind != OS_NOTHING)) {
        return given;
    }
    *name = hash + 1;
    return str_copy(cli->arena, (Str){given, (size_t)(hash - given)}).at;
}

// -- policies ---------------------------------------------------------------------------

licet_engine *cli_engine(Cli *cli)
{
    if (cli->engine != NULL) {
        return cli->engine;
    }
    licet_config config;
    licet_config_init(&config);
    config.load = load;
    config.load_host = cli;
    config.native_libraries = args_all(&cli->args, cli->arena, "allow-native", &config.native_library_count);
    for (size_t i = 0; i < args_count(&cli->args, "library"); i++) {
        vec_push(cli->arena, &cli->libraries, args_nth(&cli->args, "library", i));
    }
    cli_must(licet_engine_new(&config, &cli->engine));
    return cli->engine;
}

static void *bundle_address(Str head)
{
    return licet_bundle_address((licet_text){head.at, head.len});
}

// The file stays mapped until the program ends: the policy lies in it.
static licet_policy *open_bundle(Cli *cli, const char *path, int *status)
{
    Str bytes;
    const char *why;
    licet_policy *policy = NULL;
    if (!os_map(path, bundle_address, &bytes, &why)) {
        *status = cli_fail(cli, EXIT_USAGE, "cannot read '%s': %s", path, why);
        return NULL;
    }
    licet_status opened = licet_policy_open(cli_engine(cli), (licet_text){bytes.at, bytes.len}, &policy);
    if (policy == NULL) {
        *status = cli_fail(cli, EXIT_FAULT, "%s", licet_status_name(opened));
    } else if (opened != LICET_OK) {
        *status = cli_fail(cli, EXIT_POLICY, "cannot open '%s':", path);
    }
    return policy;
}

licet_policy *cli_policy_quiet(Cli *cli, const char *const *roots, size_t n, int *status)
{
    for (size_t i = 0; i < n; i++) {
        if (cli_is_bundle(roots[i]) && n > 1) {
            *status = cli_usage(cli, "'%s' is a whole policy: it cannot be joined with '%s'", roots[i],
                                roots[i == 0 ? 1 : 0]);
            return NULL;
        }
    }
    *status = EXIT_OK;
    if (n == 1 && cli_is_bundle(roots[0])) {
        return open_bundle(cli, roots[0], status);
    }
    cli->roots.n = 0;
    for (size_t i = 0; i < n; i++) {
        if (cli_is_file(roots[i])) {
            if (!must_exist(cli, roots[i])) {
                *status = EXIT_USAGE;
                return NULL;
            }
            vec_push(cli->arena, &cli->roots, roots[i]);
        }
    }
    licet_engine *engine = cli_engine(cli);
    licet_policy *policy = NULL;
    licet_status result = licet_policy_load(engine, roots, n, &policy);
    if (cli->unread) { // whatever came of it
        licet_policy_free(policy);
        cli->unread = false;
        *status = EXIT_USAGE;
        return NULL;
    }
    if (policy == NULL) {
        *status = cli_fail(cli, EXIT_FAULT, "%s", licet_status_name(result));
        return NULL;
    }
    *status = result == LICET_OK ? EXIT_OK : EXIT_POLICY;
    return policy;
}

// Refused natives make every answer that needs them unknown: that is worth a word.
static void warn_of_natives(const licet_report *report)
{
    licet_diagnostic diag;
    for (size_t i = 0; licet_report_at(report, i, &diag); i++) {
        if (strncmp(diag.code, "R08", 3) == 0) {
            cli_report(report);
            return;
        }
    }
}

licet_policy *cli_policy(Cli *cli, const char *const *roots, size_t n, int *status)
{
    licet_policy *policy = cli_policy_quiet(cli, roots, n, status);
    if (policy != NULL && *status == EXIT_OK) {
        warn_of_natives(licet_policy_report(policy));
    }
    if (policy != NULL && *status != EXIT_OK) {
        cli_report(licet_policy_report(policy));
        licet_policy_free(policy);
        return NULL;
    }
    return policy;
}

const char *const *cli_roots(Cli *cli, size_t *n)
{
    const char **roots = args_all(&cli->args, cli->arena, "policy", n);
    if (*n == 0) {
        roots[(*n)++] = "us.ear";
    }
    return roots;
}

const char *cli_today(const Cli *cli)
{
    return date_text(cli->arena, os_today()).at;
}

size_t cli_choice(const Cli *cli, const char *option, const char *const *words, size_t n)
{
    const char *given = args_get(&cli->args, option);
    for (size_t i = 0; i < n; i++) {
        if (given == NULL || strcmp(given, words[i]) == 0) {
            return i;
        }
    }
    Buf list;
    buf_init(&list, cli->arena);
    for (size_t i = 0; i < n; i++) {
        buf_text(&list, i == 0 ? "" : i + 1 < n ? ", " : " or ");
        buf_text(&list, words[i]);
    }
    cli_usage(cli, "unknown value '%s' for '--%s': expected %s", given, option,
              buf_done(&list).at);
    return n;
}

bool cli_world(const Cli *cli, bool *text)
{
    static const char *const WORDS[] = {"enforced", "text"};
    size_t choice = cli_choice(cli, "world", WORDS, countof(WORDS));
    *text = choice == 1;
    return choice < countof(WORDS);
}

bool cli_extra(const Cli *cli, bool *ignore)
{
    static const char *const WORDS[] = {"error", "ignore"};
    size_t choice = cli_choice(cli, "extra-facts", WORDS, countof(WORDS));
    *ignore = choice == 1;
    return choice < countof(WORDS);
}
