// Facts shown: their places as pointers and paths, their values for people and as JSON.
//
// In:  places. Out: text, or JSON that facts_read takes back with the same meaning.
// Numbers are written as strings, exact, in the unit their type was declared with.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/type/fact_inner.h"

void fact_pointer(Buf *out, const Fact *fact)
{
    if (fact->parent != NULL) {
        fact_pointer(out, fact->parent);
    }
    buf_char(out, '/');
    if (fact->key.len == 0) {
        buf_addf(out, "%zu", fact->index);
    }
    for (size_t i = 0; i < fact->key.len; i++) { // names have no '~' or '/'
        buf_char(out, fact->key.at[i]);
    }
}

void fact_path(Buf *out, const Fact *fact)
{
    if (fact->parent != NULL) {
        fact_path(out, fact->parent);
    }
    if (fact->key.len == 0) {
        buf_addf(out, "[%zu]", fact->index);
    } else {
        buf_text(out, fact->parent == NULL ? "" : ".");
        buf_str(out, fact->key);
    }
}

static void print_list(Buf *out, const Fact *list)
{
    buf_char(out, '[');
    for (size_t i = 0; i < list->n; i++) {
        buf_text(out, i == 0 ? "" : ", ");
        fact_print(out, list->kids[i]);
    }
    if (list->open) {
        buf_text(out, list->n == 0 ? "..." : ", ...");
    }
    buf_char(out, ']');
}

static bool is_said(const Fact *fact)
{
    return fact != NULL && fact->state != FACT_NOT_SUPPLIED;
}

static void print_record(Buf *out, const Fact *record)
{
    bool first = true;
    buf_str(out, record->type->record->name);
    buf_text(out, " {");
    for (size_t i = 0; i < record->n; i++) {
        if (is_said(record->kids[i])) {
            buf_text(out, first ? " " : "; ");
            first = false;
            buf_str(out, record->kids[i]->key);
            buf_text(out, " = ");
            fact_print(out, record->kids[i]);
        }
    }
    buf_text(out, first ? "}" : " }");
}

static void print_state(Buf *out, FactState state)
{
    switch (state) {
    case FACT_KNOWN: break;
    case FACT_NONE: buf_text(out, "none"); break;
    case FACT_NOT_SUPPLIED: buf_text(out, "not given"); break;
    case FACT_REFUSED: buf_text(out, "refused"); break;
    case FACT_COULD_NOT_DETERMINE: buf_text(out, "could not be determined"); break;
    case FACT_STALE: buf_text(out, "no longer attested"); break;
    }
}

void fact_print(Buf *out, const Fact *fact)
{
    if (fact->state != FACT_KNOWN) {
        print_state(out, fact->state);
        return;
    }
    switch (fact->type->kind) {
    case TYPE_BOOL: buf_text(out, fact->truth ? "true" : "false"); break;
    case TYPE_NUM: type_print_human(out, fact->type, fact->number); break;
    case TYPE_DATE: date_print(out, (Day)fact->number.num); break;
    case TYPE_TEXT: json_quote(out, fact->text); break;
    case TYPE_COUNTRY:
    case TYPE_ECCN:
    case TYPE_ENUM: buf_str(out, fact->text); break;
    case TYPE_RECORD: print_record(out, fact); break;
    case TYPE_LIST: print_list(out, fact); break;
    case TYPE_ERROR:
    case TYPE_NONE:
    case TYPE_UNKNOWN:
    case TYPE_DOUBLE: break; // never the type of a known fact
    }
}

static Json *state_json(Arena *arena, FactState state)
{
    if (state == FACT_NOT_SUPPLIED) {
        return json_null(arena);
    }
    Json *json = json_object(arena);
    json_set(json, STR("state"), json_string(arena, str_of(fact_state_name(state))));
    return json;
}

static Json *list_json(Arena *arena, const Fact *list)
{
    Json *elements = json_list(arena);
    for (size_t i = 0; i < list->n; i++) {
        json_push(elements, fact_json(arena, list->kids[i]));
    }
    if (!list->open) {
        return elements;
    }
    Json *json = json_object(arena);
    json_set(json, STR("list"), elements);
    json_set(json, STR("complete"), json_bool(arena, false));
    return json;
}

static Json *record_json(Arena *arena, const Fact *record)
{
    Json *json = json_object(arena);
    for (size_t i = 0; i < record->n; i++) {
        if (is_said(record->kids[i])) {
            json_set(json, record->kids[i]->key, fact_json(arena, record->kids[i]));
        }
    }
    return json;
}

static Json *number_json(Arena *arena, const Fact *fact)
{
    Buf buf;
    buf_init(&buf, arena);
    type_print_number(&buf, fact->type, fact->number);
    return json_string(arena, buf_done(&buf));
}

static Json *date_json(Arena *arena, const Fact *fact)
{
    return json_string(arena, date_text(arena, (Day)fact->number.num));
}

Json *fact_json(Arena *arena, const Fact *fact)
{
    if (fact->state != FACT_KNOWN) {
        return state_json(arena, fact->state);
    }
    switch (fact->type->kind) {
    case TYPE_BOOL: return json_bool(arena, fact->truth);
    case TYPE_NUM: return number_json(arena, fact);
    case TYPE_DATE: return date_json(arena, fact);
    case TYPE_TEXT:
    case TYPE_COUNTRY:
    case TYPE_ECCN:
    case TYPE_ENUM: return json_string(arena, fact->text);
    case TYPE_RECORD: return record_json(arena, fact);
    case TYPE_LIST: return list_json(arena, fact);
    case TYPE_ERROR:
    case TYPE_NONE:
    case TYPE_UNKNOWN:
    case TYPE_DOUBLE: break; // never the type of a known fact
    }
    return json_null(arena);
}

// An act is given when it was done.
static bool is_given(const FactDecl *decl, const Fact *fact)
{
    if (!decl->act) {
        return fact->state != FACT_NOT_SUPPLIED;
    }
    bool blank_bool = fact->type->kind == TYPE_BOOL && !fact->truth;
    bool blank_list = fact->type->kind == TYPE_LIST && fact->n == 0;
    return fact->state == FACT_KNOWN && !blank_bool && !blank_list;
}

Json *facts_json(Arena *arena, const Facts *facts)
{
    Json *json = json_object(arena);
    for (size_t i = 0; i < facts->schema->n; i++) {
        const FactDecl *decl = &facts->schema->decls[i];
        if (is_given(decl, facts->top[i])) {
            json_set(json, decl->name, fact_json(arena, facts->top[i]));
        }
    }
    return json;
}
