// Places by path: finding them, and --set path=value.
//
// In:  paths "a.b[0].c", or pointers "/a/b/0/c" when finding. Out: the place; for --set
//      also its new value, from text of the place's type or from JSON.
// A place that --set makes is joined to the tree only when its value was understood.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/utf8.h"
#include "runtime/type/fact_inner.h"

// The rest of a path, front to back.
typedef struct Path {
    Str rest;
    bool pointer; // RFC 6901 form
    bool first;
} Path;

typedef enum PathKind { PATH_END, PATH_NAME, PATH_INDEX, PATH_BAD } PathKind;

typedef struct PathStep {
    PathKind kind; // of a pointer always PATH_NAME: what it is depends on the place
    Str text;
} PathStep;

static Path path_of(Str text)
{
    bool pointer = text.len > 0 && text.at[0] == '/';
    return (Path){.rest = text, .pointer = pointer, .first = true};
}

static size_t up_to(Str text, const char *stops)
{
    size_t at = 0;
    while (at < text.len && strchr(stops, text.at[at]) == NULL) {
        at++;
    }
    return at;
}

static PathStep take(Path *path, PathKind kind, size_t from, size_t to, size_t next)
{
    PathStep step = {to > from ? kind : PATH_BAD, str_sub(path->rest, from, to)};
    path->rest = str_sub(path->rest, next, path->rest.len);
    return step;
}

static PathStep next_step(Path *path)
{
    Str rest = path->rest;
    bool first = path->first;
    path->first = false;
    if (rest.len == 0) {
        return (PathStep){first ? PATH_BAD : PATH_END, STR_NONE};
    }
    if (path->pointer) {
        size_t end = 1 + up_to(str_sub(rest, 1, rest.len), "/");
        return take(path, PATH_NAME, 1, end, end);
    }
    if (rest.at[0] == '[' && !first) {
        size_t end = up_to(rest, "]");
        return end == rest.len ? (PathStep){PATH_BAD, rest}
                               : take(path, PATH_INDEX, 1, end, end + 1);
    }
    size_t from = first ? 0 : 1;
    if (!first && rest.at[0] != '.') {
        return (PathStep){PATH_BAD, rest};
    }
    size_t end = from + up_to(str_sub(rest, from, rest.len), ".[]/");
    return take(path, PATH_NAME, from, end, end);
}

static bool to_index(Str text, size_t *out)
{
    size_t value = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] < '0' || text.at[i] > '9' || i > 8) {
            return false;
        }
        value = value * 10 + (size_t)(text.at[i] - '0');
    }
    *out = value;
    return text.len > 0;
}

static Fact *find_top(const Facts *facts, Str name)
{
    for (size_t i = 0; i < facts->schema->n; i++) {
        if (str_eq(facts->schema->decls[i].name, name)) {
            return facts->top[i];
        }
    }
    return NULL;
}

// The place one step down, or NULL. Fields are made, elements are not.
static Fact *step_down(Arena *arena, const Fact *place, PathStep step)
{
    size_t index;
    if (place->type->kind == TYPE_RECORD && step.kind == PATH_NAME &&
        type_field(place->type, step.text, &index) != NULL) {
        return fact_field(arena, place, index);
    }
    if (place->type->kind == TYPE_LIST && to_index(step.text, &index) && index < place->n) {
        return place->kids[index];
    }
    return NULL;
}

Fact *facts_find(const Facts *facts, Str text)
{
    Path path = path_of(text);
    PathStep step = next_step(&path);
    Fact *place = step.kind == PATH_NAME ? find_top(facts, step.text) : NULL;
    while (place != NULL && (step = next_step(&path)).kind != PATH_END) {
        bool wrong = step.kind == PATH_BAD ||
                     (!path.pointer &&
                      (step.kind == PATH_INDEX) != (place->type->kind == TYPE_LIST));
        place = wrong ? NULL : step_down(facts->arena, place, step);
    }
    return place;
}

static Str path_text(const FactReader *reader, const Fact *place)
{
    Buf buf;
    buf_init(&buf, reader->arena);
    fact_path(&buf, place);
    return buf_done(&buf);
}

static Str type_text(const FactReader *reader, const Type *type)
{
    Buf buf;
    buf_init(&buf, reader->arena);
    type_print(&buf, type);
    return buf_done(&buf);
}

static Fact *no_field(const FactReader *reader, const Fact *place, Str name)
{
    Str path = path_text(reader, place), type = type_text(reader, place->type);
    if (place->type->kind == TYPE_LIST) {
        diag_report_at(reader->diags, DIAG_F0204, reader_pointer(reader), STR_ARG(path),
                       STR_ARG(name));
        return NULL;
    }
    if (place->type->kind != TYPE_RECORD) {
        diag_report_at(reader->diags, DIAG_F0203, reader_pointer(reader), STR_ARG(path),
                       STR_ARG(type), STR_ARG(name));
        return NULL;
    }
    const RecordType *record = place->type->record;
    Diag *diag = diag_report_at(reader->diags, DIAG_F0104, reader_pointer(reader),
                                STR_ARG(name), STR_ARG(record->name));
    Str *names = arena_array(reader->arena, Str, record->n + 1);
    for (size_t i = 0; i < record->n; i++) {
        names[i] = record->fields[i].name;
    }
    Str near = diag_nearest(name, names, record->n);
    reader_suggest(reader, diag, name, &near, 1);
    return NULL;
}

static Fact *element(const FactReader *reader, Fact *place, size_t index)
{
    if (place->type->kind != TYPE_LIST) {
        Str path = path_text(reader, place), type = type_text(reader, place->type);
        diag_report_at(reader->diags, DIAG_F0205, reader_pointer(reader), STR_ARG(path),
                       STR_ARG(type));
        return NULL;
    }
    if (index > place->n) {
        Str path = path_text(reader, place);
        diag_report_at(reader->diags, DIAG_F0206, reader_pointer(reader), STR_ARG(path),
                       place->n, place->n == 1 ? "" : "s", index);
        return NULL;
    }
    if (index < place->n) {
        return place->kids[index];
    }
    Fact *added = fact_new(reader->arena, place->type->of);
    added->parent = place;
    added->index = index;
    return added;
}

static Fact *bad_path(const FactReader *reader, Str text)
{
    diag_report_at(reader->diags, DIAG_F0202, reader_pointer(reader), STR_ARG(text));
    return NULL;
}

static void push_step(FactReader *reader, Str key, size_t index)
{
    FactStep *step = arena_make(reader->arena, FactStep);
    *step = (FactStep){reader->step, key, index};
    reader->step = step;
}

static Fact *go_down(FactReader *reader, Fact *place, PathStep step, Str whole)
{
    size_t index;
    if (step.kind == PATH_BAD ||
        (step.kind == PATH_INDEX && !to_index(step.text, &index))) {
        return bad_path(reader, whole);
    }
    if (step.kind == PATH_INDEX) {
        Fact *found = element(reader, place, index);
        push_step(reader, STR_NONE, index);
        return found;
    }
    bool record = place->type->kind == TYPE_RECORD;
    if (!record || type_field(place->type, step.text, &index) == NULL) {
        return no_field(reader, place, step.text);
    }
    push_step(reader, step.text, 0);
    return fact_field(reader->arena, place, index);
}

Fact *reader_find(FactReader *reader, const Facts *facts, Str given)
{
    Str text = utf8_nfc(reader->arena, given); // as the names of a policy
    Path path = path_of(text);
    path.pointer = false;
    PathStep step = next_step(&path);
    if (step.kind != PATH_NAME) {
        return bad_path(reader, text);
    }
    Fact *place = find_top(facts, step.text);
    if (place == NULL) {
        Diag *diag = diag_report_at(reader->diags, DIAG_F0103, reader_pointer(reader),
                                    STR_ARG(step.text));
        diag_hint(reader->diags, diag, "Correct the name or leave it out.");
        Str *names = arena_array(reader->arena, Str, facts->schema->n + 1);
        for (size_t i = 0; i < facts->schema->n; i++) {
            names[i] = facts->schema->decls[i].name;
        }
        Str near = diag_nearest(step.text, names, facts->schema->n);
        reader_suggest(reader, diag, step.text, &near, 1);
        return NULL;
    }
    push_step(reader, step.text, 0);
    reader->act = facts->schema->decls[place->index].act;
    while (place != NULL && (step = next_step(&path)).kind != PATH_END) {
        place = go_down(reader, place, step, text);
        reader->act = false;
    }
    return place;
}

// JSON when it looks like it and, for a text, is a string or a state; else NULL, with
// *good false when it should have been JSON.
static const Json *value_json(const FactReader *reader, const Type *type, Str value,
                              bool *good)
{
    JsonError error;
    bool text = type->kind == TYPE_TEXT;
    bool looks = value.len > 0 && strchr("{[\"", value.at[0]) != NULL;
    *good = true;
    if (!looks && (text || !str_is(value, "null"))) {
        return NULL;
    }
    const Json *json = json_parse(reader->arena, value, &error);
    if (json == NULL && !text) {
        diag_report_at(reader->diags, DIAG_F0207, reader_pointer(reader), error.message);
        *good = false;
    }
    if (json != NULL && text && json->kind != JSON_STRING &&
        json_get(json, STR("state")) == NULL) {
        return NULL;
    }
    return json;
}

static bool set_text(FactReader *reader, Fact *place, Str text)
{
    Fact *value = fact_new(reader->arena, place->type);
    if (reader->act && str_is(str_trim(text), "none")) {
        fact_make_unknown(reader, place, FACT_NONE);
        fact_make_blank(place, true);
        return true;
    }
    Str name = utf8_nfc(reader->arena, str_trim(text));
    bool absent = str_is(name, "none") || str_is(name, "unknown");
    if (place->type->kind == TYPE_RECORD && !absent) {
        if (!reader_constant(reader, place, name)) {
            reader_no_record(reader, place->type, reader_quote(reader, (FactGiven){name, false}),
                             name);
            return false;
        }
        return true;
    }
    if (!reader_text(reader, place->type, text, value)) {
        return false;
    }
    fact_make_unknown(reader, place, value->state);
    place->truth = value->truth;
    place->number = value->number;
    place->text = value->text;
    if (place->type->kind == TYPE_LIST) {
        fact_set_elements(place, value->kids, value->n, value->open);
    }
    return true;
}

bool facts_set(Facts *facts, Str assignment, Diags *diags)
{
    FactReader reader = {.arena = facts->arena, .schema = facts->schema, .diags = diags};
    size_t equals = up_to(assignment, "=");
    if (equals == assignment.len) {
        diag_report_at(diags, DIAG_F0201, STR_NONE, STR_ARG(assignment));
        return false;
    }
    Str path = str_trim(str_sub(assignment, 0, equals));
    Str value = str_sub(assignment, equals + 1, assignment.len);
    Fact *place = reader_find(&reader, facts, path);
    if (place == NULL) {
        return false;
    }
    bool good;
    const Json *json = value_json(&reader, place->type, str_trim(value), &good);
    good = good && (json != NULL ? reader_place(&reader, place, json)
                                 : set_text(&reader, place, value));
    if (good) {
        fact_open_way(&reader, place);
    }
    return good;
}
