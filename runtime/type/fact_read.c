// Facts from JSON: every value by the type its place was declared with, packs, complaints.
//
// In:  a JSON document, or the text of one. Out: places filled; each fault is one complaint
//      with the JSON pointer of its place, and the place stays as it was.
// Texts are kept by reference: the document must live as long as the facts.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/utf8.h"
#include "runtime/type/fact_inner.h"

static bool complain(const FactReader *reader, DiagCode code, const Json *json)
{
    Str quoted = reader_quote_json(reader, json);
    reader_mark(reader, diag_report_at(reader->diags, code, reader_pointer(reader),
                                       STR_ARG(quoted)));
    return false;
}

// The same with a second word: what belongs there.
static bool complain_of(const FactReader *reader, DiagCode code, const Json *json, Str word)
{
    Str quoted = reader_quote_json(reader, json);
    reader_mark(reader, diag_report_at(reader->diags, code, reader_pointer(reader),
                                       STR_ARG(quoted), STR_ARG(word)));
    return false;
}

// Another value stands where a list is expected.
static bool expect_list(const FactReader *reader, const Type *type, const Json *json)
{
    Str quoted = reader_quote_json(reader, json), name = reader_type(reader, type);
    Str article = str_starts(name, STR("o")) ? STR("an") : STR("a"); // open, optional
    Diag *diag = diag_report_at(reader->diags, DIAG_F0122, reader_pointer(reader),
                                STR_ARG(quoted), STR_ARG(article), STR_ARG(name));
    reader_mark(reader, diag);
    return false;
}

void reader_enter(FactReader *reader, FactVisit *visit, const Json *json, size_t index)
{
    *visit = (FactVisit){{reader->step, json->key, index}, reader->json};
    reader->step = &visit->step;
    reader->json = json;
}

void reader_leave(FactReader *reader, const FactVisit *visit)
{
    reader->step = visit->step.up;
    reader->json = visit->json;
}

// Reports members other than the one or two that belong there.
static bool only_members(FactReader *reader, const Json *json, const char *one,
                         const char *other)
{
    bool good = true;
    for (const Json *member = json->first; member != NULL; member = member->next) {
        if (str_is(member->key, one) || str_is(member->key, other)) {
            continue;
        }
        FactVisit visit;
        reader_enter(reader, &visit, member, 0);
        Diag *diag = diag_report_at(reader->diags, DIAG_F0126, reader_pointer(reader),
                                    STR_ARG(member->key), one);
        reader_mark_key(reader, diag);
        reader_leave(reader, &visit);
        good = false;
    }
    return good;
}

static bool find_state(Str word, FactState *out)
{
    for (FactState state = FACT_NONE; state <= FACT_STALE; state++) {
        if (str_is(word, fact_state_name(state))) {
            *out = state;
            return true;
        }
    }
    return false;
}

static bool unknown_state(FactReader *reader, const Json *state)
{
    static const char *const names[] = {"none", "not_supplied", "refused",
                                        "could_not_determine"};
    Str words[countof(names)];
    for (size_t i = 0; i < countof(names); i++) {
        words[i] = str_of(names[i]);
    }
    Str quoted = reader_quote_json(reader, state);
    Diag *diag = diag_report_at(reader->diags, DIAG_F0124, reader_pointer(reader),
                                STR_ARG(quoted));
    reader_mark(reader, diag);
    Str unknown = STR("unknown");
    if (str_is(state->text, "not_applicable")) {
        diag_note(reader->diags, diag, "what does not apply is none");
    } else if (diag_nearest(state->text, &unknown, 1).len > 0) {
        diag_note(reader->diags, diag, "what is not known is null");
    } else {
        reader_suggest(reader, diag, state->text, words, countof(words));
    }
    return false;
}

// {"state": …}
static bool read_state(FactReader *reader, Fact *place, const Json *json)
{
    const Json *word = json_get(json, STR("state"));
    FactState state = FACT_NONE;
    FactVisit visit;
    reader_enter(reader, &visit, word, 0);
    bool good = word->kind == JSON_STRING && find_state(word->text, &state);
    if (!good) {
        unknown_state(reader, word);
    } else if (reader->act && state != FACT_NONE) {
        good = complain(reader, DIAG_F0127, word);
    } else if (!reader->act && state == FACT_NONE && !place->type->optional) {
        good = reader_refuse_none(reader, place->type);
    }
    reader_leave(reader, &visit);
    if (!only_members(reader, json, "state", "state") || !good) {
        return false;
    }
    fact_make_unknown(reader, place, state);
    if (reader->act) {
        fact_make_blank(place, true);
    }
    return true;
}

static bool unknown_field(FactReader *reader, const Type *type, Str name)
{
    const RecordType *record = type->record;
    Diag *diag = diag_report_at(reader->diags, DIAG_F0104, reader_pointer(reader),
                                STR_ARG(name), STR_ARG(record->name));
    reader_mark_key(reader, diag);
    Str *names = arena_array(reader->arena, Str, record->n + 1);
    for (size_t i = 0; i < record->n; i++) {
        names[i] = record->fields[i].name;
    }
    names[record->n] = STR_NONE;
    Str near = diag_nearest(name, names, record->n);
    reader_suggest(reader, diag, name, &near, 1);
    return false;
}

static void attest_all(Fact *fact, const Pack *pack)
{
    fact->pack = pack;
    for (size_t i = 0; i < fact->n; i++) {
        if (fact->kids[i] != NULL) {
            attest_all(fact->kids[i], pack);
        }
    }
}

static const Fact *constant_of(const FactReader *reader, const Type *type, Str name)
{
    const Map *constants = reader->schema != NULL ? reader->schema->constants : NULL;
    const Fact *fact = constants != NULL ? map_find(constants, name) : NULL;
    return fact != NULL && fact->type->record == type->record ? fact : NULL;
}

bool reader_constant(FactReader *reader, Fact *place, Str name)
{
    const Fact *constant = constant_of(reader, place->type, name);
    if (constant == NULL) {
        return false;
    }
    fact_replace(reader->arena, place, constant);
    if (reader->pack != NULL) {
        attest_all(place, reader->pack);
    }
    return true;
}

static void suggest_constant(const FactReader *reader, Diag *diag, const Type *type, Str name)
{
    const Map *constants = reader->schema != NULL ? reader->schema->constants : NULL;
    size_t n = 0, most = constants != NULL ? constants->n : 0;
    Str *names = arena_array(reader->arena, Str, most + 1);
    for (size_t i = 0; i < most; i++) {
        if (constant_of(reader, type, constants->entries[i].key) != NULL) {
            names[n++] = constants->entries[i].key;
        }
    }
    if (n > 0) {
        reader_suggest(reader, diag, name, names, n);
    }
}

void reader_no_record(const FactReader *reader, const Type *type, Str quoted, Str name)
{
    Diag *diag = diag_report_at(reader->diags, DIAG_F0121, reader_pointer(reader),
                                STR_ARG(quoted), STR_ARG(type->record->name));
    reader_mark(reader, diag);
    if (name.len > 0) {
        suggest_constant(reader, diag, type, name);
    }
}

// A record written as a text is a constant of the policy: "h100_sxm".
static bool read_constant(FactReader *reader, Fact *place, const Json *json)
{
    if (json->kind == JSON_STRING && reader_constant(reader, place, utf8_nfc(reader->arena, json->text))) {
        return true;
    }
    Str name = json->kind == JSON_STRING ? json->text : STR_NONE;
    reader_no_record(reader, place->type, reader_quote_json(reader, json), name);
    return false;
}

static bool read_record(FactReader *reader, Fact *place, const Json *json)
{
    if (json->kind != JSON_OBJECT) {
        return read_constant(reader, place, json);
    }
    bool good = true, act = reader->act;
    size_t next = 0; // fields mostly come in the order of their declarations
    fact_make_known(reader, place);
    reader->act = false;
    for (const Json *member = json->first; member != NULL; member = member->next) {
        FactVisit visit;
        size_t index = next;
        reader_enter(reader, &visit, member, 0);
        bool guessed = next < place->n &&
                       str_eq(place->type->record->fields[next].name, member->key);
        Str name = guessed ? member->key : utf8_nfc(reader->arena, member->key);
        if (guessed || type_field(place->type, name, &index) != NULL) {
            Fact *kid = fact_field(reader->arena, place, index);
            good = reader_place(reader, kid, member) && good;
            next = index + 1;
        } else if (!reader->extra_ok) {
            good = unknown_field(reader, place->type, member->key);
        }
        reader_leave(reader, &visit);
    }
    reader->act = act;
    return good;
}

static bool read_elements(FactReader *reader, Fact *place, const Json *list, bool open)
{
    Fact **kids = arena_array(reader->arena, Fact *, list->n + 1);
    bool good = true;
    size_t n = 0;
    for (const Json *element = list->first; element != NULL; element = element->next) {
        FactVisit visit;
        reader_enter(reader, &visit, element, n);
        Fact *kid = fact_new(reader->arena, place->type->of);
        good = reader_place(reader, kid, element) && good;
        reader_leave(reader, &visit);
        kids[n++] = kid;
    }
    bool lost = place->state == FACT_KNOWN && place->n > n && !reader->act && reader->file != 0;
    if (good && lost) {
        reader_mark(reader, diag_report_at(reader->diags, DIAG_F0136, reader_pointer(reader), n,
                                           n == 1 ? "" : "s", place->n));
    }
    if (good) {
        fact_make_known(reader, place);
        fact_set_elements(place, kids, n, open);
    }
    return good;
}

// {"list": […], "complete": false}
static bool read_marked_list(FactReader *reader, Fact *place, const Json *json)
{
    const Json *list = json_get(json, STR("list"));
    const Json *complete = json_get(json, STR("complete"));
    bool good = only_members(reader, json, "list", "complete"), open = false;
    if (complete != NULL) {
        FactVisit visit;
        reader_enter(reader, &visit, complete, 0);
        open = complete->kind == JSON_FALSE;
        if (!open && complete->kind != JSON_TRUE) {
            good = complain(reader, DIAG_F0128, complete);
        } else if (open && (reader->act || !place->type->open)) {
            Str type = reader_type(reader, place->type);
            reader_mark(reader, diag_report_at(reader->diags, DIAG_F0123,
                                               reader_pointer(reader), STR_ARG(type)));
            good = false;
        }
        reader_leave(reader, &visit);
    }
    FactVisit visit;
    reader_enter(reader, &visit, list, 0);
    if (list->kind != JSON_LIST) {
        good = expect_list(reader, place->type, list);
    } else if (good) {
        good = read_elements(reader, place, list, open);
    }
    reader_leave(reader, &visit);
    return good;
}

static bool read_list(FactReader *reader, Fact *place, const Json *json)
{
    if (json->kind == JSON_OBJECT && json_get(json, STR("list")) != NULL) {
        return read_marked_list(reader, place, json);
    }
    if (json->kind != JSON_LIST) {
        return expect_list(reader, place->type, json);
    }
    return read_elements(reader, place, json, false);
}

// The words true and false, and what looks like them.
static bool read_bool(FactReader *reader, Fact *value, const Json *json)
{
    if (json->kind == JSON_TRUE || json->kind == JSON_FALSE) {
        value->truth = json->kind == JSON_TRUE;
        value->state = FACT_KNOWN;
        return true;
    }
    bool word = json->kind == JSON_STRING &&
                (str_is(json->text, "true") || str_is(json->text, "false"));
    if (!word) {
        bool bare = json->kind != JSON_STRING;
        Str text = bare ? reader_quote_json(reader, json) : json->text;
        return reader_scalar(reader, value->type, (FactGiven){text, bare}, value);
    }
    Str quoted = reader_quote_json(reader, json);
    Diag *diag = diag_report_at(reader->diags, DIAG_F0105, reader_pointer(reader),
                                STR_ARG(quoted));
    reader_mark(reader, diag);
    diag_note(reader->diags, diag, "write %.*s without quotation marks",
              STR_ARG(json->text));
    return false;
}

static bool read_scalar(FactReader *reader, Fact *place, const Json *json)
{
    const Type *type = place->type;
    Fact value = {.type = type, .state = FACT_NOT_SUPPLIED, .number = RAT_ZERO};
    bool good, bare = json->kind != JSON_STRING;
    if (json->kind == JSON_OBJECT && type->kind != TYPE_ERROR) {
        return complain_of(reader, DIAG_F0132, json, reader_type(reader, type));
    }
    if (type->kind == TYPE_BOOL) {
        good = read_bool(reader, &value, json);
    } else {
        bool has_text = !bare || json->kind == JSON_NUMBER;
        Str text = has_text ? json->text : reader_quote_json(reader, json);
        good = reader_scalar(reader, type, (FactGiven){text, bare}, &value);
    }
    if (good) {
        place->state = value.state;
        place->truth = value.truth;
        place->number = value.number;
        place->text = value.text;
        place->pack = reader->pack;
    }
    return good;
}

// A record may have a field `state` of its own: that is then what it means. An object with
// many members is no state with something beside it.
static bool is_state(const Type *type, const Json *json)
{
    enum { BESIDE_MAX = 3 };
    size_t index;
    return json->kind == JSON_OBJECT && json->n <= BESIDE_MAX &&
           json_get(json, STR("state")) != NULL &&
           !(type->kind == TYPE_RECORD && type_field(type, STR("state"), &index) != NULL);
}

bool reader_place(FactReader *reader, Fact *place, const Json *json)
{
    if (json->kind == JSON_NULL) {
        fact_make_unknown(reader, place, FACT_NOT_SUPPLIED);
        fact_make_blank(place, reader->act);
        return true;
    }
    if (is_state(place->type, json)) {
        return read_state(reader, place, json);
    }
    if (place->type->kind == TYPE_RECORD) {
        return read_record(reader, place, json);
    }
    if (place->type->kind == TYPE_LIST) {
        return read_list(reader, place, json);
    }
    return read_scalar(reader, place, json);
}
