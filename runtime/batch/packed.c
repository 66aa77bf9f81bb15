// Reads an evidence pack line by line: memory holds its policy and one case.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/batch/packed.h"

#include "runtime/base/digest.h"
#include "runtime/base/os_stream.h"
#include "runtime/base/utf8.h"

// "licet replay: FILE:LINE: why"; EXIT_FACTS.
static int broken(const Packed *packed, const char *why)
{
    return cli_fail(packed->cli, EXIT_FACTS, "%s:%zu: %s", packed->path, packed->number, why);
}

// Read so far.
static size_t cases(const Packed *packed)
{
    return packed->number > 0 ? packed->number - 1 : 0;
}

// -- lines --------------------------------------------------------------------------------

// The next line as JSON; NULL at the end, or with *status after a message.
static const Json *next_line(Packed *packed, Arena *arena, int *status)
{
    *status = EXIT_OK;
    if (!reader_block(&packed->reader, &packed->block, 1)) {
        *status = packed->reader.why == NULL
                      ? EXIT_OK
                      : cli_fail(packed->cli, EXIT_USAGE, "cannot read '%s': %s", packed->path,
                                 packed->reader.why);
        return NULL;
    }
    packed->number++;
    JsonError error = {"", 0};
    Str text = str_trim(packed->block.text);
    const Json *line = packed->block.overlong ? NULL : json_parse(arena, text, &error);
    if (line == NULL) {
        const char *why = packed->block.overlong ? "the line is longer than 64 MiB" : error.message;
        *status = broken(packed, str_format(arena, "not JSON: %s", why).at);
    }
    return line;
}

// -- the policy ---------------------------------------------------------------------------

static bool load_packed(void *host, const char *path, licet_text *text, const char **shown)
{
    const Packed *packed = host;
    const Json *source = map_find(&packed->texts, str_of(path));
    if (source == NULL) {
        return false;
    }
    const Json *content = json_get(source, STR("text"));
    *text = (licet_text){content->text.at, content->text.len};
    *shown = path;
    return true;
}

static int take_source(Packed *packed, const Json *source)
{
    const Json *path = json_get(source, STR("path")), *text = json_get(source, STR("text"));
    const Json *digest = json_get(source, STR("sha256"));
    if (path == NULL || path->kind != JSON_STRING || text == NULL ||
        text->kind != JSON_STRING || digest == NULL || digest->kind != JSON_STRING) {
        return broken(packed, "a source has 'path', 'sha256' and 'text'");
    }
    Digest found = digest_of(text->text);
    if (!str_is(digest->text, found.hex)) {
        return broken(packed, str_format(packed->cli->arena,
                                         "the text of '%.*s' does not have its digest: the "
                                         "pack was altered",
                                         STR_ARG(path->text)).at);
    }
    map_put(&packed->texts, str_copy(packed->cli->arena, path->text), (void *)(uintptr_t)source);
    return EXIT_OK;
}

static int load_policy(Packed *packed)
{
    Cli *cli = packed->cli;
    licet_config config;
    licet_config_init(&config);
    config.load = load_packed;
    config.load_host = packed;
    config.native_libraries = args_all(&cli->args, cli->arena, "allow-native", &config.native_library_count);
    cli_must(licet_engine_new(&config, &packed->now));
    licet_status status = licet_policy_load(packed->now, packed->roots, packed->n_roots, &packed->policy);
    if (status == LICET_REJECTED) {
        cli_report(licet_policy_report(packed->policy));
        return EXIT_POLICY;
    }
    return status == LICET_OK ? EXIT_OK : cli_fail(cli, EXIT_FAULT, "%s", licet_status_name(status));
}

static int read_policy(Packed *packed, const Json *line)
{
    const Json *schema = json_get(line, STR("schema")), *engine = json_get(line, STR("engine"));
    const Json *roots = json_get(line, STR("roots")), *sources = json_get(line, STR("sources"));
    if (schema == NULL || schema->kind != JSON_STRING) {
        return broken(packed, "expected the policy of an evidence pack, "
                              "{\"schema\": \"licet.pack/1\", ...}");
    }
    if (!str_is(schema->text, "licet.pack/1")) {
        return broken(packed, str_format(packed->cli->arena,
                                         "'%.*s' is another kind of pack than licet.pack/1",
                                         STR_ARG(schema->text)).at);
    }
    if (engine == NULL || engine->kind != JSON_STRING || roots == NULL ||
        roots->kind != JSON_LIST || roots->n == 0 || roots->first->kind != JSON_STRING || sources == NULL || sources->kind != JSON_LIST) {
        return broken(packed, "a pack has 'engine', 'roots' and 'sources'");
    }
    packed->engine = str_copy(packed->cli->arena, engine->text).at;
    packed->roots = arena_array(packed->cli->arena, const char *, roots->n + 1);
    for (const Json *at = roots->first; at != NULL; at = at->next) {
        packed->roots[packed->n_roots++] = str_copy(packed->cli->arena, at->text).at;
    }
    for (const Json *at = sources->first; at != NULL; at = at->next) {
        int status = take_source(packed, at);
        if (status != EXIT_OK) {
            return status;
        }
    }
    return load_policy(packed);
}

int packed_open(Packed *packed, Cli *cli, const char *path)
{
    const char *why;
    int status;
    *packed = (Packed){.cli = cli, .path = path, .file = OS_STDIN};
    cli_guard(&packed->guard);
    cli_guard(&packed->block.guard);
    packed->hold = arena_new(&packed->guard);
    packed->room = arena_new(&packed->guard);
    packed->block.arena = arena_new(&packed->block.guard);
    map_init(&packed->texts, cli->arena);
    if (strcmp(path, "-") != 0) {
        packed->file = os_open(path, OS_READ, &why);
        if (packed->file < 0) {
            return cli_fail(cli, EXIT_USAGE, "cannot read '%s': %s", path, why);
        }
    }
    reader_init(&packed->reader, packed->hold, packed->file, -1, false);
    const Json *line = next_line(packed, cli->arena, &status);
    if (line != NULL) {
        return read_policy(packed, line);
    }
    return status != EXIT_OK ? status : broken(packed, "the pack is empty");
}

void packed_close(Packed *packed)
{
    licet_policy_free(packed->policy);
    licet_engine_free(packed->now);
    arena_free(packed->block.arena);
    arena_free(packed->room);
    arena_free(packed->hold);
    if (packed->file != OS_STDIN) {
        os_close(packed->file);
    }
}

// -- a case -------------------------------------------------------------------------------

// The scenario of that title; their number when there is none.
static size_t find_scenario(const licet_policy *policy, const char *title)
{
    licet_scenario scenario;
    size_t i = 0;
    while (licet_scenario_at(policy, i, &scenario) && strcmp(scenario.title, title) != 0) {
        i++;
    }
    return i;
}

static bool has_scenario(const PackCase *given, const licet_policy *policy)
{
    return given->scenario == NULL ||
           find_scenario(policy, given->scenario) < licet_scenario_count(policy);
}

static int check_statement(const Packed *packed, PackedCase *of)
{
    const Json *decision = json_get(of->line, STR("decision"));
    const Json *id = json_get(decision, STR("id"));
    of->statement = json_get(decision, STR("statement"));
    if (id == NULL || id->kind != JSON_STRING || of->statement == NULL) {
        return broken(packed, "a case has 'decision' with 'id' and 'statement'");
    }
    Buf canonical;
    buf_init(&canonical, packed->room);
    json_canonical(&canonical, of->statement);
    Digest digest = digest_of(buf_done(&canonical));
    of->id = id->text;
    if (!str_is(id->text, str_format(packed->room, "sha256:%s", digest.hex).at)) {
        return broken(packed, "the statement does not have the digest that is its id: the "
                              "pack was altered");
    }
    return EXIT_OK;
}

int packed_next(Packed *packed, PackedCase *out, bool *more)
{
    int status;
    const char *why;
    arena_reset(packed->room);
    out->line = next_line(packed, packed->room, &status);
    *more = out->line != NULL;
    if (!*more) {
        return status != EXIT_OK || cases(packed) > 0
                   ? status
                   : broken(packed, "the pack holds a policy and no case");
    }
    if (!pack_read_case(packed->room, out->line, &out->given, &why)) {
        return broken(packed, why);
    }
    if (!has_scenario(&out->given, packed->policy)) {
        return broken(packed, "the policy of the pack has no scenario of the title that the case names");
    }
    return check_statement(packed, out);
}

Str packed_name(const Packed *packed, const PackedCase *of)
{
    const licet_options *options = &of->given.options;
    return options->case_id != NULL      ? str_of(options->case_id)
           : options->case_title != NULL ? str_of(options->case_title)
                                         : str_format(packed->room, "case %zu", cases(packed));
}

Str packed_shown(const Packed *packed, const PackedCase *of)
{
    return utf8_line(packed->room, packed_name(packed, of));
}

licet_status packed_facts(const PackCase *given, const licet_policy *policy, licet_facts **out)
{
    if (!has_scenario(given, policy)) {
        return LICET_NOT_FOUND;
    }
    licet_status status =
        given->scenario == NULL
            ? licet_facts_new(policy, out)
            : licet_scenario_facts(policy, find_scenario(policy, given->scenario), SIZE_MAX, out);
    for (size_t i = 0; status == LICET_OK && i < given->facts.n; i++) {
        Str text = given->facts.items[i];
        status = licet_facts_read(*out, "facts of the pack", (licet_text){text.at, text.len},
                                  given->extra_ok);
    }
    for (size_t i = 0; status == LICET_OK && i < given->sets.n; i++) {
        status = licet_facts_set(*out, given->sets.items[i]);
    }
    return status;
}

licet_status packed_decide(const PackCase *given, const licet_policy *policy, PackedAnswer *out)
{
    *out = (PackedAnswer){.facts = NULL};
    licet_status status = packed_facts(given, policy, &out->facts);
    if (status != LICET_OK) {
        out->report = status == LICET_REJECTED ? licet_facts_report(out->facts) : NULL;
        return status;
    }
    status = licet_decide(policy, out->facts, &given->options, &out->decision);
    out->report = status == LICET_REJECTED ? licet_decision_report(out->decision) : NULL;
    return status;
}

void packed_answer_free(PackedAnswer *answer)
{
    licet_decision_free(answer->decision);
    licet_facts_free(answer->facts);
}
