// licet replay: decides the cases of an evidence pack again, from nothing but the pack.
//
// In:  the lines that `licet decide --pack` wrote. Out: for each case whether the same comes
//      out, byte for byte, or the places where it differs.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/digest.h"
#include "runtime/base/map.h"
#include "runtime/cli/pack.h"

static const Option OPTIONS[] = {
    OPTION_NATIVE,
    OPTION_HELP,
};

static const char MORE[] =
    "PACK is what 'licet decide --pack' wrote: policy, facts and statement of each case. The\n"
    "policy is taken from the pack, never from the library, and checked against its digests.\n"
    "\n"
    "exit status: 0 every case comes out as it did; 6 some differ; 2 usage; 3 the policy of the\n"
    "pack no longer checks; 4 the pack cannot be read, or was altered; 5 a fault or a limit.\n";

enum { DIFFERENCES_SHOWN = 10 };

typedef struct Replay {
    Cli *cli;
    const char *path;
    Map texts;          // path -> const Json *: a source
    const char *engine; // that wrote the pack
    licet_engine *now;
    licet_policy *policy;
    size_t number;      // of the line
    size_t same, differ;
} Replay;

static int broken(const Replay *replay, const char *why)
{
    return cli_fail(replay->cli, EXIT_FACTS, "%s:%zu: %s", replay->path, replay->number, why);
}

// -- the policy -------------------------------------------------------------------------

static bool load_packed(void *host, const char *path, licet_text *text, const char **shown)
{
    const Replay *replay = host;
    const Json *source = map_find(&replay->texts, str_of(path));
    if (source == NULL) {
        return false;
    }
    const Json *content = json_get(source, STR("text"));
    *text = (licet_text){content->text.at, content->text.len};
    *shown = path;
    return true;
}

static int take_source(Replay *replay, const Json *source)
{
    const Json *path = json_get(source, STR("path")), *text = json_get(source, STR("text"));
    const Json *digest = json_get(source, STR("sha256"));
    if (path == NULL || path->kind != JSON_STRING || text == NULL ||
        text->kind != JSON_STRING || digest == NULL || digest->kind != JSON_STRING) {
        return broken(replay, "a source has 'path', 'sha256' and 'text'");
    }
    Digest found = digest_of(text->text);
    if (!str_is(digest->text, found.hex)) {
        return broken(replay, str_format(replay->cli->arena,
                                         "the text of '%.*s' does not have its digest: the pack "
                                         "was altered",
                                         STR_ARG(path->text)).at);
    }
    map_put(&replay->texts, str_copy(replay->cli->arena, path->text), (void *)(uintptr_t)source);
    return EXIT_OK;
}

static int load_policy(Replay *replay, const Json *roots)
{
    Cli *cli = replay->cli;
    licet_config config;
    licet_config_init(&config);
    config.load = load_packed;
    config.load_host = replay;
    size_t n = args_count(&cli->args, "allow-native"), n_roots = 0;
    const char **natives = arena_array(cli->arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++) {
        natives[i] = args_nth(&cli->args, "allow-native", i);
    }
    config.native_libraries = natives;
    config.native_library_count = n;
    const char **names = arena_array(cli->arena, const char *, roots->n + 1);
    for (const Json *at = roots->first; at != NULL; at = at->next) {
        names[n_roots++] = str_copy(cli->arena, at->text).at;
    }
    cli_must(licet_engine_new(&config, &replay->now));
    licet_status status = licet_policy_load(replay->now, names, n_roots, &replay->policy);
    if (status == LICET_REJECTED) {
        cli_report(licet_policy_report(replay->policy));
        return EXIT_POLICY;
    }
    return status == LICET_OK ? EXIT_OK : cli_fail(cli, EXIT_FAULT, "%s", licet_status_name(status));
}

static int read_policy(Replay *replay, const Json *line)
{
    const Json *schema = json_get(line, STR("schema")), *engine = json_get(line, STR("engine"));
    const Json *roots = json_get(line, STR("roots")), *sources = json_get(line, STR("sources"));
    if (schema == NULL || schema->kind != JSON_STRING) {
        return broken(replay, "expected the policy of an evidence pack, "
                              "{\"schema\": \"licet.pack/1\", ...}");
    }
    if (!str_is(schema->text, "licet.pack/1")) {
        return broken(replay, str_format(replay->cli->arena,
                                         "'%.*s' is another kind of pack than licet.pack/1",
                                         STR_ARG(schema->text)).at);
    }
    if (engine == NULL || engine->kind != JSON_STRING || roots == NULL ||
        roots->kind != JSON_LIST || sources == NULL || sources->kind != JSON_LIST) {
        return broken(replay, "a pack has 'engine', 'roots' and 'sources'");
    }
    replay->engine = str_copy(replay->cli->arena, engine->text).at;
    for (const Json *at = sources->first; at != NULL; at = at->next) {
        int status = take_source(replay, at);
        if (status != EXIT_OK) {
            return status;
        }
    }
    return load_policy(replay, roots);
}

// -- a case -----------------------------------------------------------------------------

static licet_status gather(const Replay *replay, const PackCase *given, licet_facts **out)
{
    licet_scenario scenario;
    size_t i = 0;
    while (given->scenario != NULL && licet_scenario_at(replay->policy, i, &scenario) &&
           strcmp(scenario.title, given->scenario) != 0) {
        i++;
    }
    licet_status status = given->scenario == NULL
                              ? licet_facts_new(replay->policy, out)
                              : licet_scenario_facts(replay->policy, i, SIZE_MAX, out);
    for (i = 0; status == LICET_OK && i < given->facts.n; i++) {
        Str text = given->facts.items[i];
        status = licet_facts_read(*out, "facts of the pack", (licet_text){text.at, text.len},
                                  given->extra_ok);
    }
    for (i = 0; status == LICET_OK && i < given->sets.n; i++) {
        status = licet_facts_set(*out, given->sets.items[i]);
    }
    return status;
}

static const char *name_of(const Replay *replay, const PackCase *given)
{
    const licet_options *options = &given->options;
    return options->case_id != NULL      ? options->case_id
           : options->case_title != NULL ? options->case_title
                                         : str_format(replay->cli->arena, "case %zu",
                                                      replay->number - 1).at;
}

static void compare(Replay *replay, const PackCase *given, const Json *then,
                    const licet_decision *decision)
{
    Arena *arena = replay->cli->arena;
    licet_buffer *buffer = NULL;
    JsonError error;
    Buf out;
    buf_init(&out, arena);
    cli_must(licet_decision_json(decision, "/statement", false, &buffer));
    licet_text text = licet_buffer_text(buffer);
    const Json *now = json_parse(arena, str_copy(arena, (Str){text.at, text.len}), &error);
    licet_buffer_free(buffer);
    size_t n = pack_differences(&out, then, now, DIFFERENCES_SHOWN);
    const char *name = name_of(replay, given);
    if (n == 0) {
        printf("%s: same result, byte for byte · %s\n", name, licet_decision_id(decision));
        replay->same++;
        return;
    }
    Str listed = buf_done(&out);
    printf("%s: differs in %zu place%s\n%.*s", name, n, n == 1 ? "" : "s", STR_ARG(listed));
    if (n > DIFFERENCES_SHOWN) {
        printf("  ... and %zu more\n", n - DIFFERENCES_SHOWN);
    }
    replay->differ++;
}

static int check_statement(const Replay *replay, const Json *line, const Json **statement)
{
    const Json *decision = json_get(line, STR("decision"));
    const Json *id = json_get(decision, STR("id"));
    *statement = json_get(decision, STR("statement"));
    if (id == NULL || id->kind != JSON_STRING || *statement == NULL) {
        return broken(replay, "a case has 'decision' with 'id' and 'statement'");
    }
    Buf canonical;
    buf_init(&canonical, replay->cli->arena);
    json_canonical(&canonical, *statement);
    Digest digest = digest_of(buf_done(&canonical));
    if (!str_is(id->text, str_format(replay->cli->arena, "sha256:%s", digest.hex).at)) {
        return broken(replay, "the statement does not have the digest that is its id: the pack "
                              "was altered");
    }
    return EXIT_OK;
}

static int replay_case(Replay *replay, const Json *line)
{
    Cli *cli = replay->cli;
    PackCase given;
    const char *why;
    const Json *then;
    if (!pack_read_case(cli->arena, line, &given, &why)) {
        return broken(replay, why);
    }
    int exit_status = check_statement(replay, line, &then);
    if (exit_status != EXIT_OK) {
        return exit_status;
    }
    licet_facts *facts = NULL;
    licet_decision *decision = NULL;
    licet_status status = gather(replay, &given, &facts);
    if (status == LICET_REJECTED) {
        cli_report(licet_facts_report(facts));
        exit_status = EXIT_FACTS;
    } else if (status == LICET_OK) {
        status = licet_decide(replay->policy, facts, &given.options, &decision);
        if (status == LICET_REJECTED) {
            cli_report(licet_decision_report(decision));
            exit_status = EXIT_FACTS;
        }
    }
    if (status == LICET_OK) {
        compare(replay, &given, then, decision);
    } else if (exit_status == EXIT_OK) {
        exit_status = cli_fail(cli, EXIT_FAULT, "%s", licet_status_name(status));
    }
    licet_decision_free(decision);
    licet_facts_free(facts);
    return exit_status;
}

// -- running ----------------------------------------------------------------------------

static int replay_lines(Replay *replay, Str text)
{
    int status = EXIT_OK;
    for (size_t from = 0, to; from < text.len && status == EXIT_OK; from = to + 1) {
        for (to = from; to < text.len && text.at[to] != '\n'; to++) {
        }
        JsonError error = {"", 0};
        replay->number++;
        const Json *line = json_parse(replay->cli->arena, str_sub(text, from, to), &error);
        if (line == NULL) {
            return broken(replay, str_format(replay->cli->arena, "not JSON: %s", error.message).at);
        }
        status = replay->policy == NULL ? read_policy(replay, line) : replay_case(replay, line);
    }
    return status;
}

static int run(Cli *cli)
{
    Replay replay = {.cli = cli};
    Str text;
    if (cli->args.files.n != 1) {
        return cli_usage(cli, "expected one evidence pack");
    }
    replay.path = cli->args.files.items[0];
    map_init(&replay.texts, cli->arena);
    if (!cli_read(cli, replay.path, &text)) {
        return EXIT_USAGE;
    }
    int status = replay_lines(&replay, text);
    if (status == EXIT_OK && replay.number < 2) {
        status = broken(&replay, replay.number == 0 ? "the pack is empty"
                                                    : "the pack holds a policy and no case");
    }
    if (status == EXIT_OK) {
        printf("%zu same, %zu differ · policy from the pack: %zu texts · %s then, licet %s now\n",
               replay.same, replay.differ, replay.texts.n, replay.engine, licet_version());
        status = replay.differ > 0 ? EXIT_TEST : EXIT_OK;
    }
    licet_policy_free(replay.policy);
    licet_engine_free(replay.now);
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
