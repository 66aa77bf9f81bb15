// Values from a program: put in their places without a text to be read.
//
// In:  a path as for --set and a typed value. Out: the place filled; a value of another kind
//      than the place was declared with, or out of its range, is a complaint.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/type/fact_inner.h"

static const char *kind_name(FactValueKind kind)
{
    switch (kind) {
    case FACT_VALUE_BOOLEAN: return "boolean";
    case FACT_VALUE_NUMBER: return "number";
    case FACT_VALUE_DATE: return "date";
    case FACT_VALUE_TEXT: return "text";
    case FACT_VALUE_LIST: return "list";
    case FACT_VALUE_STATE: return "state";
    }
    return "value";
}

static bool fits(const Type *type, FactValueKind kind)
{
    switch (type->kind) {
    case TYPE_BOOL: return kind == FACT_VALUE_BOOLEAN;
    case TYPE_NUM: return kind == FACT_VALUE_NUMBER;
    case TYPE_DATE: return kind == FACT_VALUE_DATE;
    case TYPE_TEXT:
    case TYPE_COUNTRY:
    case TYPE_ECCN:
    case TYPE_ENUM: return kind == FACT_VALUE_TEXT;
    case TYPE_LIST: return kind == FACT_VALUE_LIST;
    case TYPE_RECORD:
    case TYPE_NONE:
    case TYPE_UNKNOWN:
    case TYPE_DOUBLE:
    case TYPE_ERROR: break;
    }
    return false;
}

static bool complain(const FactReader *reader, const Fact *place, Str path,
                     FactValueKind kind)
{
    Str type = reader_type(reader, place->type);
    diag_report_at(reader->diags, DIAG_F0208, reader_pointer(reader), STR_ARG(path),
                   STR_ARG(type), kind_name(kind));
    return false;
}

static bool put_state(FactReader *reader, Fact *place, FactState state)
{
    if (reader->act && state != FACT_NONE) {
        diag_report_at(reader->diags, DIAG_F0127, reader_pointer(reader),
                       STR_ARG(str_of(fact_state_name(state))));
        return false;
    }
    if (!reader->act && state == FACT_NONE && !place->type->optional) {
        return reader_refuse_none(reader, place->type);
    }
    fact_make_unknown(reader, place, state);
    if (reader->act) {
        fact_make_blank(place, true);
    }
    return true;
}

static bool put_list(FactReader *reader, Fact *place, bool complete)
{
    if (!complete && !place->type->open) {
        Str name = reader_type(reader, place->type);
        diag_report_at(reader->diags, DIAG_F0123, reader_pointer(reader), STR_ARG(name));
        return false;
    }
    fact_make_unknown(reader, place, FACT_KNOWN);
    fact_set_elements(place, NULL, 0, !complete);
    return true;
}

// The value as a fact of its own first, so that a faulty one changes nothing.
static bool put_scalar(FactReader *reader, Fact *place, const FactValue *value)
{
    Fact read = {.type = place->type, .truth = value->truth, .number = value->number};
    bool good = true;
    if (value->kind == FACT_VALUE_NUMBER) {
        good = reader_measured(reader, place->type, value->number, value->unit, &read.number);
    } else if (value->kind == FACT_VALUE_TEXT) {
        Str text = str_copy(reader->arena, value->text);
        good = reader_scalar(reader, place->type, (FactGiven){text, false}, &read);
    }
    if (good) {
        fact_make_unknown(reader, place, FACT_KNOWN);
        place->truth = read.truth;
        place->number = read.number;
        place->text = read.text;
    }
    return good;
}

bool facts_put(Facts *facts, Str path, const FactValue *value, Diags *diags)
{
    FactReader reader = {.arena = facts->arena, .schema = facts->schema, .diags = diags};
    Fact *place = reader_find(&reader, facts, path);
    if (place == NULL) {
        return false;
    }
    bool good;
    if (value->kind == FACT_VALUE_STATE) {
        good = put_state(&reader, place, value->state);
    } else if (!fits(place->type, value->kind)) {
        good = complain(&reader, place, path, value->kind);
    } else if (value->kind == FACT_VALUE_LIST) {
        good = put_list(&reader, place, value->truth);
    } else {
        good = put_scalar(&reader, place, value);
    }
    if (good) {
        fact_open_way(&reader, place);
    }
    return good;
}
