// licet recheck: decides again only those cases of a pack that rest on what has changed.
//
// In:  an evidence pack; the policy as it is now; new facts, a new date. Out: the cases whose
//      finding, gate or reasons are others now, what they are, and why they were looked at.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/date.h"
#include "runtime/base/utf8.h"
#include "runtime/batch/recheck.h"

static const Option OPTIONS[] = {
    OPTION_POLICY,
    {"facts", 'f', "FILE", "new facts of some cases: lines {\"id\", \"facts\"}, as for licet batch"},
    {"as-of", 0, "DATE", "by the law of this day, for all cases"},
    {"format", 0, "FORMAT", "text (default): cases that differ; json: a line for each case"},
    {"verify", 0, NULL, "decide all cases again, and fail when one that needed it not comes out otherwise"},
    OPTION_NATIVE,
    OPTION_LIBRARY,
    OPTION_HELP,
};

static const char MORE[] =
    "PACK is what 'licet batch --pack' or 'licet decide --pack' wrote. Its policy is compared with\n"
    "the one named by -p, or with what goes by its names now. A case is decided again when a fact,\n"
    "a provision or a row of a table that it depends on has changed, when a provision came, went or\n"
    "was declared otherwise that lives on its day, or when something has changed on which anything\n"
    "may rest. For all others finding, gate and reasons are the same.\n"
    "\n"
    "exit status: 0 no case differs; 6 some do; 2 usage; 3 a policy does not check; 4 the pack or\n"
    "the new facts cannot be read; 5 a fault or a limit.\n";

static const char *const FORMATS[] = {"text", "json"};

typedef struct NewFacts {
    const Json *facts; // an object, or a list of layers
    const Json *as_of; // or NULL
    bool used;
} NewFacts;

typedef struct Recheck {
    Cli *cli;
    Packed packed;
    licet_policy *policy; // now
    PolicyChanges changes;
    Map news;             // id -> NewFacts *
    bool json, verify, other_engine;
    size_t reused, again, differ, failed, wrong;
    bool limit; // a case failed for want of memory
    size_t because[WHY_KINDS];
} Recheck;

// -- new facts ----------------------------------------------------------------------------

static bool add_facts(Recheck *recheck, const char *path, size_t number, Str text)
{
    Cli *cli = recheck->cli;
    JsonError error = {"", 0};
    const Json *line = json_parse(cli->arena, text, &error);
    const Json *id = json_get(line, STR("id")), *facts = json_get(line, STR("facts"));
    const Json *as_of = json_get(line, STR("as_of"));
    bool good = id != NULL && facts != NULL && (facts->kind == JSON_OBJECT || facts->kind == JSON_LIST) &&
                (as_of == NULL || as_of->kind == JSON_STRING);
    if (!good) {
        cli_fail(cli, EXIT_FACTS, "%s:%zu: %s", path, number,
                 line == NULL ? error.message : "expected {\"id\": ..., \"facts\": {...}}");
        return false;
    }
    Buf name;
    buf_init(&name, cli->arena);
    if (id->kind == JSON_STRING) {
        buf_str(&name, id->text);
    } else {
        json_print(&name, id);
    }
    for (const Json *at = line->first; at != NULL; at = at->next) {
        if (at != id && at != facts && at != as_of) {
            cli_fail(cli, EXIT_FACTS, "%s:%zu: '%.*s': expected id, facts or as_of", path, number,
                     STR_ARG(at->key));
            return false;
        }
    }
    Str key = buf_done(&name);
    if (map_find(&recheck->news, key) != NULL) {
        cli_fail(cli, EXIT_FACTS, "%s:%zu: the id '%.*s' stands here a second time", path, number, STR_ARG(key));
        return false;
    }
    NewFacts *news = arena_make(cli->arena, NewFacts);
    *news = (NewFacts){facts, as_of, false};
    map_put(&recheck->news, key, news);
    return true;
}

static int read_news(Recheck *recheck)
{
    const char *path = args_get(&recheck->cli->args, "facts");
    Str text;
    map_init(&recheck->news, recheck->cli->arena);
    if (path == NULL) {
        return EXIT_OK;
    }
    if (!cli_read(recheck->cli, path, &text)) {
        return EXIT_USAGE;
    }
    size_t number = 1;
    for (size_t from = 0, to; from < text.len; from = to + 1, number++) {
        for (to = from; to < text.len && text.at[to] != '\n'; to++) {
        }
        Str line = str_trim(str_sub(text, from, to));
        if (line.len > 0 && !add_facts(recheck, path, number, line)) {
            return EXIT_FACTS;
        }
    }
    return EXIT_OK;
}

// What the case is decided from now: other facts, when there are such.
static PackCase as_now(Recheck *recheck, const PackedCase *of, NewFacts **news)
{
    Arena *arena = recheck->packed.room;
    PackCase now = of->given;
    const char *id = now.options.case_id, *as_of = args_get(&recheck->cli->args, "as-of");
    *news = id != NULL ? map_find(&recheck->news, str_of(id)) : NULL;
    if (*news != NULL) {
        const Json *facts = (*news)->facts;
        bool list = facts->kind == JSON_LIST;
        (*news)->used = true;
        now = (PackCase){.options = now.options, .extra_ok = now.extra_ok};
        for (const Json *at = list ? facts->first : facts; at != NULL; at = list ? at->next : NULL) {
            Buf text;
            buf_init(&text, arena);
            json_print(&text, at);
            vec_push(arena, &now.facts, buf_done(&text));
        }
        if ((*news)->as_of != NULL) {
            now.options.as_of = str_copy(arena, (*news)->as_of->text).at;
        }
    }
    if (as_of != NULL) {
        now.options.as_of = as_of;
        now.options.as_of_from = "--as-of";
    }
    now.options.compact = true; // finding, gate and reasons need no proof
    return now;
}

// -- whether it is touched ----------------------------------------------------------------

static const Json *facts_json(Arena *arena, const PackCase *given, const licet_policy *policy)
{
    licet_facts *facts = NULL;
    licet_buffer *buffer = NULL;
    const Json *json = NULL;
    if (packed_facts(given, policy, &facts) == LICET_OK) {
        cli_must(licet_facts_json(facts, &buffer));
        json = cli_json(arena, buffer);
    }
    licet_facts_free(facts);
    return json;
}

// Documents that attest or resolve: who says so counts beside the values.
static Str attested(Arena *arena, const PackCase *given)
{
    Buf out;
    JsonError error;
    buf_init(&out, arena);
    for (size_t i = 0; i < given->facts.n; i++) {
        const Json *json = json_parse(arena, given->facts.items[i], &error);
        if (json_get(json, STR("pack")) != NULL || json_get(json, STR("resolutions")) != NULL) {
            json_canonical(&out, json);
            buf_char(&out, '\n');
        }
    }
    return buf_done(&out);
}

static bool same_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static Why touched(Recheck *recheck, const PackedCase *of, const PackCase *now, bool news)
{
    Arena *arena = recheck->packed.room;
    if (recheck->other_engine) {
        return (Why){.kind = WHY_ENGINE, .name = str_of(recheck->packed.engine)};
    }
    Why why = touched_by_policy(arena, &recheck->changes, of->statement);
    if (why.kind != WHY_NOTHING) {
        return why;
    }
    const Json *day = json_get(json_get(of->statement, STR("law")), STR("as_of"));
    bool dated = day != NULL && day->kind == JSON_STRING;
    if (!same_text(of->given.options.as_of, now->options.as_of) &&
        !(now->options.as_of != NULL && dated && str_is(day->text, now->options.as_of))) {
        return (Why){.kind = WHY_DATE, .name = str_of(now->options.as_of)};
    }
    if (!news && !recheck->changes.any) {
        return why;
    }
    if (news && !str_eq(attested(arena, &of->given), attested(arena, now))) {
        return (Why){.kind = WHY_PACK};
    }
    const Json *a = facts_json(arena, &of->given, recheck->packed.policy);
    const Json *b = facts_json(arena, now, recheck->policy);
    if (a == NULL || b == NULL) {
        return (Why){.kind = WHY_FACT};
    }
    return touched_by_facts(arena, of->statement, a, b);
}

static Str why_text(Arena *arena, Why why)
{
    switch (why.kind) {
    case WHY_NOTHING: return STR("nothing that it depends on has changed");
    case WHY_ENGINE: return str_format(arena, "it was decided by %.*s", STR_ARG(why.name));
    case WHY_VOCABULARY: return STR("declarations have changed on which anything may rest");
    case WHY_DATE: return str_format(arena, "the law date is another one: %.*s", STR_ARG(why.name));
    case WHY_PACK: return STR("what is attested or resolved has changed");
    case WHY_FACT:
        return why.name.len > 0 ? str_format(arena, "the fact %.*s has changed", STR_ARG(why.name))
                                : STR("the facts do not fit as they did");
    case WHY_PROVISION: return str_format(arena, "the provision %.*s %.*s", STR_ARG(why.name), STR_ARG(why.how));
    case WHY_TABLE: return str_format(arena, "rows of %.*s have changed", STR_ARG(why.name));
    case WHY_KINDS: break;
    }
    return STR_NONE;
}

// -- deciding again -----------------------------------------------------------------------

// The statement of the case as it is now; NULL after a message.
static const Json *decide(Recheck *recheck, const PackedCase *of, const PackCase *now)
{
    PackedAnswer answer;
    const Json *statement = NULL;
    licet_status status = packed_decide(now, recheck->policy, &answer);
    const licet_report *report = answer.report;
    if (status == LICET_OK) {
        statement = pack_statement(recheck->packed.room, answer.decision);
    } else {
        bool gone = status == LICET_NOT_FOUND;
        Str name = packed_shown(&recheck->packed, of);
        fprintf(stderr, "licet recheck: %.*s cannot be decided now%s%s\n", STR_ARG(name), report != NULL ? "" : ": ",
                report != NULL ? "" : gone ? "its scenario is in the policy no more" : licet_status_name(status));
        if (report != NULL) {
            cli_report(report);
        }
        recheck->limit = recheck->limit || (report == NULL && !gone);
    }
    packed_answer_free(&answer);
    return statement;
}

// -- saying so ----------------------------------------------------------------------------

static void write_json(Arena *arena, Str name, const char *state, Str why, Json *changes)
{
    Json *out = json_object(arena);
    json_set(out, STR("id"), json_string(arena, name));
    json_set(out, STR("state"), json_string(arena, str_of(state)));
    json_set(out, STR("why"), json_string(arena, why));
    json_set(out, STR("changes"), changes != NULL ? changes : json_list(arena));
    Buf line;
    buf_init(&line, arena);
    json_print(&line, out);
    Str text = buf_done(&line);
    printf("%.*s\n", STR_ARG(text));
}

static void write_text(Arena *arena, Str name, const char *state, Str why, const Json *changes)
{
    Buf out;
    buf_init(&out, arena);
    differ_print(&out, changes);
    Str text = buf_done(&out);
    printf("%.*s: %s, as %.*s\n%.*s", STR_ARG(name), state, STR_ARG(why), STR_ARG(text));
}

static void say(Recheck *recheck, const PackedCase *of, const char *state, Why why, Json *changes)
{
    Arena *arena = recheck->packed.room;
    Str text = why_text(arena, why);
    if (recheck->json) {
        write_json(arena, packed_name(&recheck->packed, of), state, text, changes);
    } else if (changes != NULL && changes->n > 0) {
        write_text(arena, packed_shown(&recheck->packed, of), state, text, changes);
    }
}

static void recheck_case(Recheck *recheck, const PackedCase *of)
{
    NewFacts *news;
    PackCase now = as_now(recheck, of, &news);
    Why why = touched(recheck, of, &now, news != NULL);
    bool reused = why.kind == WHY_NOTHING;
    recheck->reused += reused;
    recheck->again += !reused;
    recheck->because[why.kind]++;
    if (reused && !recheck->verify) {
        say(recheck, of, "reused", why, NULL);
        return;
    }
    const Json *statement = decide(recheck, of, &now);
    if (statement == NULL) {
        recheck->failed++;
        say(recheck, of, "failed", why, NULL);
        return;
    }
    Json *changes = differ_list(recheck->packed.room, of->statement, statement);
    recheck->differ += changes->n > 0 && !reused;
    recheck->wrong += changes->n > 0 && reused;
    say(recheck, of, reused ? (changes->n > 0 ? "WRONGLY REUSED" : "reused")
                              : changes->n > 0 ? "differs" : "same", why, changes);
}

static int summarize(const Recheck *recheck)
{
    static const char *const WORDS[WHY_KINDS] = {
        "", "by another engine", "other declarations", "another date", "attested or resolved",
        "facts", "provisions", "rows of tables",
    };
    size_t n = recheck->reused + recheck->again, lost = 0;
    fflush(stdout); // the cases stand before what is said of all
    fprintf(stderr, "%zu case%s: %zu reused (nothing they depend on has changed), %zu decided again, of which "
                    "%zu differ%s", n, n == 1 ? "" : "s", recheck->reused, recheck->again, recheck->differ,
            recheck->differ == 1 ? "s" : "");
    for (size_t i = 1, put = 0; i < WHY_KINDS; i++) {
        if (recheck->because[i] > 0) {
            fprintf(stderr, "%s%s %zu", put++ > 0 ? ", " : "\ndecided again for: ", WORDS[i], recheck->because[i]);
        }
    }
    fputc('\n', stderr);
    for (size_t i = 0; i < recheck->news.n; i++) {
        const NewFacts *news = recheck->news.entries[i].value;
        if (!news->used && lost++ == 0) {
            Str id = utf8_line(recheck->packed.room, recheck->news.entries[i].key);
            fprintf(stderr, "no case of the pack has the id '%.*s', for which there are new facts\n", STR_ARG(id));
        }
    }
    if (recheck->wrong > 0) {
        return cli_fail(recheck->cli, EXIT_FAULT, "%zu case%s wrongly reused: a fault of the engine", recheck->wrong,
                        recheck->wrong == 1 ? " was" : "s were");
    }
    if (recheck->limit) {
        return EXIT_FAULT;
    }
    return recheck->failed > 0 || lost > 0 ? EXIT_FACTS : recheck->differ > 0 ? EXIT_TEST : EXIT_OK;
}

// -- running ------------------------------------------------------------------------------

// The policy as it is now: what -p names, or the roots of the pack.
static int load_policy(Recheck *recheck)
{
    Cli *cli = recheck->cli;
    int status = EXIT_OK;
    size_t n = recheck->packed.n_roots;
    const char *const *roots = recheck->packed.roots;
    if (args_has(&cli->args, "policy")) {
        roots = cli_roots(cli, &n);
    }
    recheck->policy = cli_policy(cli, roots, n, &status);
    return status;
}

static void compare_policies(Recheck *recheck)
{
    licet_buffer *buffer = NULL;
    Arena *arena = recheck->cli->arena;
    cli_must(licet_policy_changes(recheck->packed.policy, recheck->policy, &buffer));
    changes_read(&recheck->changes, arena, cli_json(arena, buffer));
    const char *now = str_format(arena, "licet %s", licet_version()).at;
    recheck->other_engine = strcmp(recheck->packed.engine, now) != 0;
}

static int recheck_all(Recheck *recheck)
{
    PackedCase of = {0};
    bool more = true;
    int status = load_policy(recheck);
    if (status == EXIT_OK) {
        compare_policies(recheck);
    }
    while (status == EXIT_OK && more) {
        status = packed_next(&recheck->packed, &of, &more);
        if (status == EXIT_OK && more) {
            recheck_case(recheck, &of);
        }
    }
    return status == EXIT_OK ? summarize(recheck) : status;
}

static int run(Cli *cli)
{
    Recheck recheck = {.cli = cli, .verify = args_has(&cli->args, "verify")};
    size_t format = cli_choice(cli, "format", FORMATS, countof(FORMATS));
    const char *as_of = args_get(&cli->args, "as-of");
    Day day;
    if (format == countof(FORMATS)) {
        return EXIT_USAGE;
    }
    if (cli->args.files.n != 1) {
        return cli_usage(cli, "expected one evidence pack");
    }
    if (as_of != NULL && !date_parse(str_of(as_of), &day)) {
        return cli_usage(cli, "'%s' is not a date for '--as-of'", as_of);
    }
    recheck.json = format == 1;
    int status = read_news(&recheck);
    if (status != EXIT_OK) {
        return status;
    }
    status = packed_open(&recheck.packed, cli, cli->args.files.items[0]);
    status = status == EXIT_OK ? recheck_all(&recheck) : status;
    licet_policy_free(recheck.policy);
    packed_close(&recheck.packed);
    return status;
}

const Command command_recheck = {
    .name = "recheck",
    .usage = "[-p POLICY]... [-f FACTS] [--as-of DATE] PACK",
    .summary = "decides again what rests on what has changed",
    .more = MORE,
    .options = OPTIONS,
    .n_options = countof(OPTIONS),
    .run = run,
};
