// Documents of facts: the object of facts itself, and packs that say who attests them.
//
// In:  {"name": value, …}, or {"pack": {"id","by","on","until"}, "facts": {…}}, or
//      {"resolutions": […]} (fact_resolution.c).
// Out: the facts laid over those given before. A pack that is not well attested is an
//      error, and its facts are read all the same, so that all faults show at once.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/utf8.h"
#include "runtime/type/fact_inner.h"

static size_t find_decl(const FactSchema *schema, Str name)
{
    size_t i = 0;
    while (i < schema->n && !str_eq(schema->decls[i].name, name)) {
        i++;
    }
    return i;
}

static bool unknown_fact(FactReader *reader, Str name)
{
    const FactSchema *schema = reader->schema;
    Diag *diag = diag_report_at(reader->diags, DIAG_F0103, reader_pointer(reader),
                                STR_ARG(name));
    reader_mark_key(reader, diag);
    Str *names = arena_array(reader->arena, Str, schema->n + 1);
    for (size_t i = 0; i < schema->n; i++) {
        names[i] = schema->decls[i].name;
    }
    Str near = diag_nearest(name, names, schema->n);
    reader_suggest(reader, diag, name, &near, 1);
    return false;
}

static bool not_an_object(FactReader *reader, const Json *json)
{
    Str quoted = reader_quote_json(reader, json);
    reader_mark(reader, diag_report_at(reader->diags, DIAG_F0102, reader_pointer(reader),
                                       STR_ARG(quoted)));
    return false;
}

static bool read_facts(FactReader *reader, Facts *facts, const Json *json)
{
    const FactSchema *schema = facts->schema;
    bool good = true;
    size_t next = 0; // facts mostly come in the order of their declarations
    if (json->kind != JSON_OBJECT) {
        return not_an_object(reader, json);
    }
    for (const Json *member = json->first; member != NULL; member = member->next) {
        FactVisit visit;
        reader_enter(reader, &visit, member, 0);
        bool guessed = next < schema->n && str_eq(schema->decls[next].name, member->key);
        size_t index = guessed ? next : find_decl(schema, utf8_nfc(reader->arena, member->key));
        if (index < schema->n) {
            reader->act = schema->decls[index].act;
            good = reader_place(reader, facts->top[index], member) && good;
            next = index + 1;
        } else if (!reader->extra_ok) {
            good = unknown_fact(reader, member->key);
        }
        reader_leave(reader, &visit);
    }
    return good;
}

static bool pack_text(FactReader *reader, const Json *pack, const char *name, Str *out)
{
    const Json *member = json_get(pack, str_of(name));
    if (member == NULL) {
        Diag *diag = diag_report_at(reader->diags, DIAG_F0301, reader_pointer(reader),
                                    name);
        reader_mark(reader, diag);
        return false;
    }
    *out = member->text;
    FactVisit visit;
    reader_enter(reader, &visit, member, 0);
    bool good = member->kind == JSON_STRING && str_trim(member->text).len > 0;
    if (good) {
        good = reader_clear(reader, (FactGiven){member->text, false});
    } else {
        Str quoted = reader_quote_json(reader, member);
        reader_mark(reader, diag_report_at(reader->diags, DIAG_F0303, reader_pointer(reader),
                                           STR_ARG(quoted), name));
    }
    reader_leave(reader, &visit);
    return good;
}

// An absent or null `until` is open.
static bool pack_date(FactReader *reader, const Json *pack, const char *name, bool needed,
                      Day *out)
{
    const Json *member = json_get(pack, str_of(name));
    if (member == NULL || (!needed && member->kind == JSON_NULL)) {
        if (needed) {
            reader_mark(reader, diag_report_at(reader->diags, DIAG_F0301,
                                               reader_pointer(reader), name));
        }
        return !needed;
    }
    if (member->kind == JSON_STRING && date_parse(member->text, out)) {
        return true;
    }
    FactVisit visit;
    reader_enter(reader, &visit, member, 0);
    Str quoted = reader_quote_json(reader, member);
    reader_mark(reader, diag_report_at(reader->diags, DIAG_F0304, reader_pointer(reader),
                                       STR_ARG(quoted), name));
    reader_leave(reader, &visit);
    return false;
}

static bool pack_members(FactReader *reader, const Json *json)
{
    static const char *const names[] = {"id", "by", "on", "until"};
    return reader_only(reader, json, names, countof(names), DIAG_F0302);
}

static void complain_order(FactReader *reader, const Pack *pack)
{
    Str last = date_text(reader->arena, pack->until), first = date_text(reader->arena, pack->on);
    reader_mark(reader, diag_report_at(reader->diags, DIAG_F0305, reader_pointer(reader),
                                       STR_ARG(last), STR_ARG(first)));
}

static bool read_pack(FactReader *reader, const Json *json, Pack *pack)
{
    if (json->kind != JSON_OBJECT) {
        Str quoted = reader_quote_json(reader, json);
        Diag *diag = diag_report_at(reader->diags, DIAG_F0309, reader_pointer(reader),
                                    STR_ARG(quoted), "pack");
        reader_mark(reader, diag);
        return false;
    }
    bool good = pack_members(reader, json);
    pack->until = DAY_MAX;
    good = pack_text(reader, json, "id", &pack->id) && good;
    good = pack_text(reader, json, "by", &pack->by) && good;
    bool on = pack_date(reader, json, "on", true, &pack->on);
    bool until = pack_date(reader, json, "until", false, &pack->until);
    if (on && until && pack->until < pack->on) {
        complain_order(reader, pack);
        return false;
    }
    return good && on && until;
}

static bool pack_neighbours(FactReader *reader, const Json *json)
{
    bool good = true;
    for (const Json *member = json->first; member != NULL; member = member->next) {
        if (str_is(member->key, "pack") || str_is(member->key, "facts")) {
            continue;
        }
        FactVisit visit;
        reader_enter(reader, &visit, member, 0);
        Diag *diag = diag_report_at(reader->diags, DIAG_F0308, reader_pointer(reader),
                                    STR_ARG(member->key));
        reader_mark_key(reader, diag);
        reader_leave(reader, &visit);
        good = false;
    }
    return good;
}

static bool read_packed(FactReader *reader, Facts *facts, const Json *json)
{
    const Json *pack = json_get(json, STR("pack")), *inside = json_get(json, STR("facts"));
    Pack *attested = arena_make(facts->arena, Pack);
    bool good = pack_neighbours(reader, json);
    FactVisit visit;
    reader_enter(reader, &visit, pack, 0);
    good = read_pack(reader, pack, attested) && good;
    if (inside == NULL) {
        Diag *diag = diag_report_at(reader->diags, DIAG_F0306, reader_pointer(reader));
        reader_mark(reader, diag);
    }
    reader_leave(reader, &visit);
    if (inside == NULL) {
        return false;
    }
    vec_push(facts->arena, &facts->packs, attested);
    reader->pack = attested;
    reader_enter(reader, &visit, inside, 0);
    good = read_facts(reader, facts, inside) && good;
    reader_leave(reader, &visit);
    return good;
}

// A policy may declare facts called `pack` and `facts`, or `resolutions`: then there are no
// packs, or no resolutions.
static bool has(const FactSchema *schema, const Json *json, const char *name)
{
    return json_get(json, str_of(name)) != NULL &&
           find_decl(schema, str_of(name)) == schema->n;
}

static bool read_resolutions(FactReader *reader, Facts *facts, const Json *json)
{
    bool good = true;
    for (const Json *member = json->first; member != NULL; member = member->next) {
        FactVisit visit;
        reader_enter(reader, &visit, member, 0);
        if (str_is(member->key, "resolutions")) {
            good = reader_resolutions(reader, facts, member) && good;
        } else {
            Diag *diag = diag_report_at(reader->diags, DIAG_F0501, reader_pointer(reader),
                                        STR_ARG(member->key));
            reader_mark_key(reader, diag);
            good = false;
        }
        reader_leave(reader, &visit);
    }
    return good;
}

static bool read_document(FactReader *reader, Facts *facts, const Json *json)
{
    reader->json = json;
    if (json->kind == JSON_OBJECT && has(facts->schema, json, "pack")) {
        return read_packed(reader, facts, json);
    }
    if (json->kind == JSON_OBJECT && has(facts->schema, json, "resolutions")) {
        return read_resolutions(reader, facts, json);
    }
    if (json->kind == JSON_OBJECT && json->n == 1 && has(facts->schema, json, "facts")) {
        FactVisit visit;
        reader_enter(reader, &visit, json->first, 0);
        Diag *diag = diag_report_at(reader->diags, DIAG_F0307, reader_pointer(reader));
        reader_mark_key(reader, diag);
        reader_leave(reader, &visit);
        return false;
    }
    return read_facts(reader, facts, json);
}

bool facts_read(Facts *facts, const Json *json, bool extra_ok, Diags *diags)
{
    FactReader reader = {
        .arena = facts->arena, .schema = facts->schema, .diags = diags,
        .extra_ok = extra_ok,
    };
    return read_document(&reader, facts, json);
}

bool facts_read_file(Facts *facts, const Sources *sources, FileId file, bool extra_ok,
                     Diags *diags)
{
    JsonError error;
    Str text = source_get(sources, file)->text;
    const Json *json = json_parse(facts->arena, text, &error);
    if (json == NULL) {
        uint32_t at = error.at < text.len ? (uint32_t)error.at : (uint32_t)text.len;
        diag_report(diags, DIAG_F0101, (Span){file, at, at < text.len ? at + 1 : at},
                    error.message);
        return false;
    }
    FactReader reader = {
        .arena = facts->arena, .schema = facts->schema, .diags = diags, .file = file,
        .source = text, .extra_ok = extra_ok,
    };
    return read_document(&reader, facts, json);
}
