// Resolutions read: who looked at which flag, with whom, until when, for which facts.
//
// In:  {"resolutions": [{"code" or "flag", "line", "outcome", "by", "second_by", "on",
//      "until", "evidence", "facts"}]}. Out: added to the facts in their order. Whether one
//      counts is decided later, by the flags that are raised; here only its form is checked.
// Texts are kept by reference, as those of facts are.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/utf8.h"
#include "runtime/type/fact_inner.h"

static const char *const MEMBERS[] = {"code", "flag",  "line",     "outcome", "by", "second_by",
                                      "on",   "until", "evidence", "facts"};
static const char *const OUTCOMES[] = {"cleared", "confirmed", "pending"};

static const char SCHEMA[] =
    "{\"description\": \"resolutions of flags; 'code' or 'flag' names the flag\","
    " \"type\": \"object\", \"additionalProperties\": false, \"required\": [\"resolutions\"],"
    " \"properties\": {\"resolutions\": {\"type\": \"array\", \"items\": {\"type\": \"object\","
    " \"additionalProperties\": false, \"required\": [\"outcome\", \"by\", \"on\", \"until\","
    " \"evidence\", \"facts\"], \"properties\": {"
    " \"code\": {\"type\": \"string\"}, \"flag\": {\"type\": \"string\"},"
    " \"line\": {\"type\": \"string\", \"pattern\": \"^/\"},"
    " \"outcome\": {\"enum\": [\"cleared\", \"confirmed\", \"pending\"]},"
    " \"by\": {\"type\": \"string\"}, \"second_by\": {\"type\": [\"string\", \"null\"]},"
    " \"on\": {\"type\": \"string\", \"format\": \"date\"},"
    " \"until\": {\"type\": \"string\", \"format\": \"date\"},"
    " \"evidence\": {\"type\": \"string\"},"
    " \"facts\": {\"type\": \"string\", \"pattern\": \"^sha256:[0-9a-f]{64}$\"}}}}}}";

Json *resolutions_schema(Arena *arena)
{
    JsonError error;
    return json_parse(arena, STR(SCHEMA), &error);
}

static bool is_digest(Str text)
{
    enum { HEX = 64 };
    if (!str_starts(text, STR("sha256:")) || text.len != strlen("sha256:") + HEX) {
        return false;
    }
    for (size_t i = strlen("sha256:"); i < text.len; i++) {
        if (strchr("0123456789abcdef", text.at[i]) == NULL) {
            return false;
        }
    }
    return true;
}

// The member, or NULL when it is absent or null; then, if needed, that is said.
static const Json *said(FactReader *reader, const Json *json, const char *name, bool needed,
                        bool *good)
{
    const Json *member = json_get(json, str_of(name));
    if (member != NULL && member->kind != JSON_NULL) {
        return member;
    }
    if (needed) {
        reader_mark(reader, diag_report_at(reader->diags, DIAG_F0504, reader_pointer(reader),
                                           name));
        *good = false;
    }
    return NULL;
}

// Says of the member's value what was expected instead.
static bool unfit(FactReader *reader, const Json *member, DiagCode code, const char *name)
{
    FactVisit visit;
    reader_enter(reader, &visit, member, 0);
    Str quoted = reader_quote_json(reader, member);
    Diag *diag = diag_report_at(reader->diags, code, reader_pointer(reader), STR_ARG(quoted),
                                name);
    reader_mark(reader, diag);
    reader_leave(reader, &visit);
    return false;
}

static Str text_of(FactReader *reader, const Json *json, const char *name, bool needed,
                   bool *good)
{
    const Json *member = said(reader, json, name, needed, good);
    if (member == NULL) {
        return STR_NONE;
    }
    if (member->kind != JSON_STRING || str_trim(member->text).len == 0) {
        *good = unfit(reader, member, DIAG_F0506, name);
        return STR_NONE;
    }
    FactVisit visit; // one person must not pass for two
    reader_enter(reader, &visit, member, 0);
    *good = reader_clear(reader, (FactGiven){member->text, false}) && *good;
    reader_leave(reader, &visit);
    return member->text;
}

// Who signs: names are compared, and one in other letters that look alike is another name.
static Str person_of(FactReader *reader, const Json *json, const char *name, bool needed,
                     bool *good)
{
    Str person = text_of(reader, json, name, needed, good);
    if (person.len > 0 && utf8_masked(person) > 0) {
        *good = unfit(reader, json_get(json, str_of(name)), DIAG_F0513, name);
    }
    return person;
}

static Day date_of(FactReader *reader, const Json *json, const char *name, bool *good)
{
    const Json *member = said(reader, json, name, true, good);
    Day day = DAY_MIN;
    if (member != NULL && (member->kind != JSON_STRING || !date_parse(member->text, &day))) {
        *good = unfit(reader, member, DIAG_F0507, name);
    }
    return day;
}

static void check_name(FactReader *reader, const Resolution *resolution, bool *good)
{
    bool code = resolution->code.len > 0, flag = resolution->flag.len > 0;
    if (code == flag && *good) {
        reader_mark(reader, diag_report_at(reader->diags, DIAG_F0510, reader_pointer(reader),
                                           code ? "both a code and a flag" : "no flag"));
        *good = false;
    }
}

static void check_words(FactReader *reader, const Json *json, const Resolution *resolution,
                        bool *good)
{
    bool known = resolution->outcome.len == 0;
    for (size_t i = 0; i < countof(OUTCOMES); i++) {
        known = known || str_is(resolution->outcome, OUTCOMES[i]);
    }
    if (!known) {
        *good = unfit(reader, json_get(json, STR("outcome")), DIAG_F0511, "outcome");
    }
    if (resolution->line.len > 0 && resolution->line.at[0] != '/') {
        *good = unfit(reader, json_get(json, STR("line")), DIAG_F0512, "line");
    }
    if (resolution->facts.len > 0 && !is_digest(resolution->facts)) {
        *good = unfit(reader, json_get(json, STR("facts")), DIAG_F0509, "facts");
    }
}

static void check_order(FactReader *reader, const Resolution *resolution, bool *good)
{
    if (*good && resolution->until < resolution->on) {
        Str last = date_text(reader->arena, resolution->until);
        Str first = date_text(reader->arena, resolution->on);
        reader_mark(reader, diag_report_at(reader->diags, DIAG_F0508, reader_pointer(reader),
                                           STR_ARG(last), STR_ARG(first)));
        *good = false;
    }
}

static bool read_one(FactReader *reader, Facts *facts, const Json *json)
{
    if (json->kind != JSON_OBJECT) {
        Str quoted = reader_quote_json(reader, json);
        reader_mark(reader, diag_report_at(reader->diags, DIAG_F0503, reader_pointer(reader),
                                           STR_ARG(quoted)));
        return false;
    }
    bool good = reader_only(reader, json, MEMBERS, countof(MEMBERS), DIAG_F0505);
    Resolution *out = arena_make(facts->arena, Resolution);
    out->code = text_of(reader, json, "code", false, &good);
    out->flag = text_of(reader, json, "flag", false, &good);
    out->line = text_of(reader, json, "line", false, &good);
    out->outcome = text_of(reader, json, "outcome", true, &good);
    out->by = person_of(reader, json, "by", true, &good);
    out->second_by = person_of(reader, json, "second_by", false, &good);
    out->on = date_of(reader, json, "on", &good);
    out->until = date_of(reader, json, "until", &good);
    out->evidence = text_of(reader, json, "evidence", true, &good);
    out->facts = text_of(reader, json, "facts", true, &good);
    check_name(reader, out, &good);
    check_words(reader, json, out, &good);
    check_order(reader, out, &good);
    if (good) {
        vec_push(facts->arena, &facts->resolutions, out);
    }
    return good;
}

bool reader_resolutions(FactReader *reader, Facts *facts, const Json *list)
{
    if (list->kind != JSON_LIST) {
        Str quoted = reader_quote_json(reader, list);
        reader_mark(reader, diag_report_at(reader->diags, DIAG_F0502, reader_pointer(reader),
                                           STR_ARG(quoted)));
        return false;
    }
    bool good = true;
    size_t index = 0;
    for (const Json *at = list->first; at != NULL; at = at->next) {
        FactVisit visit;
        reader_enter(reader, &visit, at, index++);
        good = read_one(reader, facts, at) && good;
        reader_leave(reader, &visit);
    }
    return good;
}
