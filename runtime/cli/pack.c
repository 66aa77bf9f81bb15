// Evidence packs: the lines of one written, and its cases read back; what differs between two.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/cli/pack.h"

#include "runtime/base/digest.h"

// -- writing ----------------------------------------------------------------------------

static void put_text(Arena *arena, Json *object, const char *name, const char *text)
{
    json_set(object, str_of(name), text == NULL ? json_null(arena)
                                                : json_string(arena, str_of(text)));
}

static Json *put_list(Arena *arena, Json *object, const char *name)
{
    Json *list = json_list(arena);
    json_set(object, str_of(name), list);
    return list;
}

static bool has_read(const Json *statement, Str table)
{
    const Json *tables = json_first(json_get(statement, STR("law")), STR("tables"));
    for (const Json *at = tables; at != NULL; at = at->next) {
        if (str_eq(json_get(at, STR("name"))->text, table)) {
            return true;
        }
    }
    return false;
}

static Str first_line(Str text)
{
    size_t end = 0;
    while (end < text.len && text.at[end] != '\n') {
        end++;
    }
    return str_sub(text, 0, end < text.len ? end + 1 : end);
}

static void put_source(Arena *arena, Json *list, const licet_source *source,
                       const Json *statement)
{
    Json *object = json_object(arena);
    Str text = {source->text.at, source->text.len}, table = str_of(source->table);
    if (table.len > 0 && statement != NULL && !has_read(statement, table)) {
        text = first_line(text);
    }
    Digest digest = digest_of(text);
    put_text(arena, object, "path", source->path);
    json_set(object, STR("sha256"), json_string(arena, str_copy(arena, str_of(digest.hex))));
    json_set(object, STR("text"), json_string(arena, text));
    json_push(list, object);
}

static Str ended(Arena *arena, const Json *json)
{
    Buf line;
    buf_init(&line, arena);
    json_print(&line, json);
    buf_char(&line, '\n');
    return buf_done(&line);
}

Str pack_policy(Arena *arena, const licet_policy *policy, const Args *args,
                const Json *statement)
{
    Json *pack = json_object(arena), *list;
    licet_source source;
    put_text(arena, pack, "schema", "licet.pack/1");
    put_text(arena, pack, "engine", str_format(arena, "licet %s", licet_version()).at);
    list = put_list(arena, pack, "roots");
    for (size_t i = 0; licet_policy_root(policy, i) != NULL; i++) {
        json_push(list, json_string(arena, str_of(licet_policy_root(policy, i))));
    }
    list = put_list(arena, pack, "natives");
    for (size_t i = 0; i < args_count(args, "allow-native"); i++) {
        json_push(list, json_string(arena, str_of(args_nth(args, "allow-native", i))));
    }
    list = put_list(arena, pack, "sources");
    for (size_t i = 0; licet_policy_source(policy, i, &source); i++) {
        put_source(arena, list, &source, statement);
    }
    return ended(arena, pack);
}

Json *pack_statement(Arena *arena, const licet_decision *decision)
{
    licet_buffer *buffer = NULL;
    cli_must(licet_decision_json(decision, "/statement", false, &buffer));
    return cli_json(arena, buffer);
}

Str pack_case(Arena *arena, const PackCase *given, const char *id, Json *statement)
{
    const licet_options *options = &given->options;
    Json *json = json_object(arena), *decision = json_object(arena), *list;
    JsonError error;
    put_text(arena, json, "scenario", given->scenario);
    list = put_list(arena, json, "facts");
    for (size_t i = 0; i < given->facts.n; i++) {
        json_push(list, json_parse(arena, given->facts.items[i], &error));
    }
    list = put_list(arena, json, "set");
    for (size_t i = 0; i < given->sets.n; i++) {
        json_push(list, json_string(arena, str_of(given->sets.items[i])));
    }
    put_text(arena, json, "as_of", options->as_of);
    put_text(arena, json, "as_of_from", options->as_of_from);
    list = put_list(arena, json, "assume");
    for (size_t i = 0; i < options->assume_count; i++) {
        json_push(list, json_string(arena, str_of(options->assume[i])));
    }
    put_text(arena, json, "world", options->text_world ? "text" : "enforced");
    put_text(arena, json, "case_id", options->case_id);
    put_text(arena, json, "case_title", options->case_title);
    json_set(json, STR("compact"), json_bool(arena, options->compact));
    json_set(json, STR("extra_facts"), json_bool(arena, given->extra_ok));
    put_text(arena, decision, "id", id);
    json_set(decision, STR("statement"), statement);
    json_set(json, STR("decision"), decision);
    return ended(arena, json);
}

// -- reading ----------------------------------------------------------------------------

static const char *get_text(Arena *arena, const Json *object, const char *name)
{
    const Json *value = json_get(object, str_of(name));
    return value == NULL || value->kind != JSON_STRING ? NULL
                                                       : str_copy(arena, value->text).at;
}

// The list, or NULL unless every member is of the kind.
static const Json *get_list(const Json *line, const char *name, JsonKind of)
{
    const Json *list = json_get(line, str_of(name));
    if (list == NULL || list->kind != JSON_LIST) {
        return NULL;
    }
    for (const Json *at = list->first; at != NULL; at = at->next) {
        if (at->kind != of) {
            return NULL;
        }
    }
    return list;
}

static void read_options(Arena *arena, const Json *line, const Json *labels,
                         licet_options *out)
{
    licet_options_init(out);
    const char **assume = arena_array(arena, const char *, labels->n + 1);
    for (const Json *at = labels->first; at != NULL; at = at->next) {
        assume[out->assume_count++] = str_copy(arena, at->text).at;
    }
    const char *world = get_text(arena, line, "world");
    out->assume = assume;
    out->as_of = get_text(arena, line, "as_of");
    out->as_of_from = get_text(arena, line, "as_of_from");
    out->case_id = get_text(arena, line, "case_id");
    out->case_title = get_text(arena, line, "case_title");
    out->text_world = world != NULL && strcmp(world, "text") == 0;
    out->compact = json_true(line, STR("compact"));
}

bool pack_read_case(Arena *arena, const Json *line, PackCase *out, const char **why)
{
    const Json *facts = get_list(line, "facts", JSON_OBJECT);
    const Json *sets = get_list(line, "set", JSON_STRING);
    const Json *assume = get_list(line, "assume", JSON_STRING);
    *why = facts == NULL    ? "expected a list of objects for 'facts'"
           : sets == NULL   ? "expected a list of texts for 'set'"
           : assume == NULL ? "expected a list of texts for 'assume'"
                            : NULL;
    if (*why != NULL) {
        return false;
    }
    *out = (PackCase){
        .scenario = get_text(arena, line, "scenario"),
        .extra_ok = json_true(line, STR("extra_facts")),
    };
    for (const Json *at = facts->first; at != NULL; at = at->next) {
        Buf text;
        buf_init(&text, arena);
        json_print(&text, at);
        vec_push(arena, &out->facts, buf_done(&text));
    }
    for (const Json *at = sets->first; at != NULL; at = at->next) {
        vec_push(arena, &out->sets, str_copy(arena, at->text).at);
    }
    read_options(arena, line, assume, &out->options);
    return true;
}

// -- comparing --------------------------------------------------------------------------

typedef struct Comparison {
    Buf *out;
    size_t most, n;
} Comparison;

static void put_short(Buf *out, const Json *json)
{
    enum { SHOWN = 60 };
    Buf text;
    if (json == NULL) {
        buf_text(out, "nothing");
        return;
    }
    buf_init(&text, out->arena);
    json_print(&text, json);
    Str shown = buf_done(&text);
    buf_str(out, shown.len > SHOWN ? str_sub(shown, 0, SHOWN) : shown);
    buf_text(out, shown.len > SHOWN ? "..." : "");
}

static void differ(Comparison *c, Str pointer, const Json *then, const Json *now)
{
    if (c->n++ < c->most) {
        buf_addf(c->out, "  %.*s: then ", STR_ARG(pointer));
        put_short(c->out, then);
        buf_text(c->out, ", now ");
        put_short(c->out, now);
        buf_char(c->out, '\n');
    }
}

static void compare(Comparison *c, Str pointer, const Json *then, const Json *now);

static void compare_members(Comparison *c, Str pointer, const Json *then, const Json *now)
{
    Arena *arena = c->out->arena;
    for (const Json *at = then->first; at != NULL; at = at->next) {
        Str below = str_format(arena, "%.*s/%.*s", STR_ARG(pointer), STR_ARG(at->key));
        compare(c, below, at, json_get(now, at->key));
    }
    for (const Json *at = now->first; at != NULL; at = at->next) {
        if (json_get(then, at->key) == NULL) {
            Str below = str_format(arena, "%.*s/%.*s", STR_ARG(pointer), STR_ARG(at->key));
            differ(c, below, NULL, at);
        }
    }
}

static void compare(Comparison *c, Str pointer, const Json *then, const Json *now)
{
    if (then == NULL || now == NULL || then->kind != now->kind) {
        differ(c, pointer, then, now);
    } else if (then->kind == JSON_OBJECT) {
        compare_members(c, pointer, then, now);
    } else if (then->kind == JSON_LIST && then->n == now->n) {
        size_t index = 0;
        for (const Json *a = then->first, *b = now->first; a != NULL; a = a->next, b = b->next) {
            compare(c, str_format(c->out->arena, "%.*s/%zu", STR_ARG(pointer), index++), a, b);
        }
    } else if (then->kind == JSON_LIST || !str_eq(then->text, now->text)) {
        differ(c, pointer, then, now);
    }
}

size_t pack_differences(Buf *out, const Json *then, const Json *now, size_t most)
{
    Comparison c = {out, most, 0};
    compare(&c, STR_NONE, then, now);
    return c.n;
}
