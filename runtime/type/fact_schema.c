// The facts a policy asks for, as JSON Schema 2020-12 and as a blank form.
//
// In:  the declarations. Out: a schema in which every record and enum has its definition,
//      and a document of nulls that facts_read accepts.
// The schema is the shape only: it cannot know whether a day exists, nor what a product of
// units measures.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/type/country.h"
#include "runtime/type/fact_inner.h"

// A definition is made when first spoken of, so that records may hold lists of themselves.
typedef struct Writer {
    Arena *arena;
    const FactSchema *schema;
    Json *defs;
} Writer;

static Json *value_schema(Writer *writer, const Type *type);

static void set_text(Writer *writer, Json *json, const char *key, Str text)
{
    json_set(json, str_of(key), json_string(writer->arena, text));
}

static void set_title(Writer *writer, Json *json, const char *key, Str title)
{
    if (title.len > 0) {
        set_text(writer, json, key, title);
    }
}

static Json *typed(Writer *writer, const char *type)
{
    Json *json = json_object(writer->arena);
    set_text(writer, json, "type", str_of(type));
    return json;
}

static Json *reference(Writer *writer, Str name)
{
    Buf buf;
    buf_init(&buf, writer->arena);
    buf_text(&buf, "#/$defs/");
    for (size_t i = 0; i < name.len; i++) { // RFC 3986: a fragment is ASCII
        unsigned char c = (unsigned char)name.at[i];
        c < 0x80 ? buf_char(&buf, (char)c) : buf_addf(&buf, "%%%02X", c);
    }
    Json *json = json_object(writer->arena);
    set_text(writer, json, "$ref", buf_done(&buf));
    return json;
}

static Str type_text(Writer *writer, const Type *type)
{
    Buf buf;
    buf_init(&buf, writer->arena);
    type_print(&buf, type);
    return buf_done(&buf);
}

static void set_types(Writer *writer, Json *json, const char *one, const char *other)
{
    Json *types = json_list(writer->arena);
    json_push(types, json_string(writer->arena, str_of(one)));
    json_push(types, json_string(writer->arena, str_of(other)));
    json_set(json, STR("type"), types);
}

static void set_bounds(Writer *writer, Json *json, const Type *type)
{
    const struct {
        const char *key;
        Rat bound;
    } bounds[] = {{"minimum", type->low}, {"maximum", type->high}};
    for (size_t i = 0; i < countof(bounds); i++) {
        Buf buf;
        buf_init(&buf, writer->arena);
        rat_print(&buf, bounds[i].bound);
        Str literal = buf_done(&buf);
        bool decimal = memchr(literal.at, '/', literal.len) == NULL;
        if (!rat_is_inf(bounds[i].bound) && decimal) {
            json_set(json, str_of(bounds[i].key), json_number(writer->arena, literal));
        }
    }
}

#define NUMERAL "-?[0-9][0-9_]*(\\.[0-9][0-9_]*)?([eE][+-]?[0-9]+)?"
#define FRACTION "-?[0-9][0-9_]*/[0-9][0-9_]*"

static void add_choice(Buf *out, Str word)
{
    buf_char(out, out->len > 0 ? '|' : '(');
    buf_str(out, word);
}

static bool measures(const Unit *unit, int power, const Dim *wanted)
{
    Dim dim;
    bool plain = power == 1 || !(unit->affine || unit->logarithmic);
    return plain && dim_power(&unit->dim, power, &dim) && dim_same(&dim, wanted);
}

// The units of the type's dimension, powers such as cm2, and any product.
static Str unit_pattern(Writer *writer, const Type *type)
{
    Buf buf;
    buf_init(&buf, writer->arena);
    for (size_t i = 0; i < writer->schema->n_units; i++) {
        const Unit *unit = writer->schema->units[i];
        for (int power = 1; power <= 9; power++) {
            if (measures(unit, power, &type->dim)) {
                add_choice(&buf, power == 1 ? unit->name
                                            : str_format(writer->arena, "%.*s\\^?%d",
                                                         STR_ARG(unit->name), power));
            }
        }
    }
    add_choice(&buf, STR("[^ /*]+([/*][^ /*]+)+)"));
    return buf_done(&buf);
}

static Json *number_schema(Writer *writer, const Type *type)
{
    Json *json = json_object(writer->arena);
    if (type->dim.n > 0 || type->unit.len > 0) {
        set_text(writer, json, "type", STR("string"));
        Str units = unit_pattern(writer, type);
        set_text(writer, json, "pattern",
                 str_format(writer->arena, "^ *(" NUMERAL "|" FRACTION ") +%.*s *$", STR_ARG(units)));
        Json *examples = json_list(writer->arena);
        Str example = str_format(writer->arena, "12.5 %.*s", STR_ARG(type->unit));
        json_push(examples, json_string(writer->arena, example));
        json_set(json, STR("examples"), examples);
    } else {
        set_types(writer, json, type->whole ? "integer" : "number", "string");
        set_text(writer, json, "pattern", STR("^ *(" NUMERAL "|" FRACTION ") *$"));
        set_bounds(writer, json, type);
    }
    set_text(writer, json, "description", type_text(writer, type));
    return json;
}

static Json *pattern_schema(Writer *writer, const char *pattern, const char *description)
{
    Json *json = typed(writer, "string");
    set_text(writer, json, "pattern", str_of(pattern));
    set_text(writer, json, "description", str_of(description));
    return json;
}

static Json *date_schema(Writer *writer)
{
    Json *json = pattern_schema(writer, "^ *[0-9]{4}-[0-9]{2}-[0-9]{2} *$", "date");
    set_text(writer, json, "format", STR("date"));
    return json;
}

static Json *text_schema(Writer *writer)
{
    Json *json = typed(writer, "string");
    Str most = str_format(writer->arena, "%d", FACT_TEXT_MAX);
    json_set(json, STR("maxLength"), json_number(writer->arena, most));
    return json;
}

// By two letters or three.
static Json *country_schema(Writer *writer)
{
    if (json_get(writer->defs, STR("licet.country")) == NULL) {
        Buf buf;
        buf_init(&buf, writer->arena);
        for (size_t i = 0; i < country_count(); i++) {
            add_choice(&buf, country_at(i));
            add_choice(&buf, country_alpha3_at(i));
        }
        Str codes = buf_done(&buf);
        Str pattern = str_format(writer->arena, "^ *%.*s) *$", STR_ARG(codes));
        json_set(writer->defs, STR("licet.country"),
                 pattern_schema(writer, pattern.at, "country by its ISO 3166-1 code"));
    }
    return reference(writer, STR("licet.country"));
}

static Json *enum_schema(Writer *writer, const EnumType *words)
{
    if (json_get(writer->defs, words->name) == NULL) {
        Json *json = json_object(writer->arena), *choices = json_list(writer->arena);
        json_set(writer->defs, words->name, json);
        set_title(writer, json, "title", words->title);
        for (size_t i = 0; i < words->n; i++) {
            Json *choice = json_object(writer->arena);
            set_text(writer, choice, "const", words->values[i]);
            set_title(writer, choice, "title",
                      words->titles == NULL ? STR_NONE : words->titles[i]);
            json_push(choices, choice);
        }
        json_set(json, STR("oneOf"), choices);
    }
    return reference(writer, words->name);
}

static Json *record_schema(Writer *writer, const RecordType *record)
{
    if (json_get(writer->defs, record->name) == NULL) {
        Json *json = json_object(writer->arena), *properties = json_object(writer->arena);
        json_set(writer->defs, record->name, json);
        set_title(writer, json, "title", record->title);
        set_text(writer, json, "type", STR("object"));
        for (size_t i = 0; i < record->n; i++) {
            Json *field = value_schema(writer, record->fields[i].type);
            set_title(writer, field, "title", record->fields[i].title);
            json_set(properties, record->fields[i].name, field);
        }
        json_set(json, STR("properties"), properties);
        json_set(json, STR("additionalProperties"), json_bool(writer->arena, false));
    }
    return reference(writer, record->name);
}

// An array, or an object that says whether it is complete.
static Json *list_schema(Writer *writer, const Type *type)
{
    Json *array = typed(writer, "array");
    json_set(array, STR("items"), value_schema(writer, type->of));
    Json *complete = typed(writer, "boolean");
    if (!type->open) {
        complete = json_object(writer->arena);
        json_set(complete, STR("const"), json_bool(writer->arena, true));
    }
    Json *marked = typed(writer, "object"), *properties = json_object(writer->arena);
    Json *items = typed(writer, "array");
    json_set(items, STR("items"), value_schema(writer, type->of));
    json_set(properties, STR("list"), items);
    json_set(properties, STR("complete"), complete);
    json_set(marked, STR("properties"), properties);
    Json *required = json_list(writer->arena);
    json_push(required, json_string(writer->arena, STR("list")));
    json_set(marked, STR("required"), required);
    json_set(marked, STR("additionalProperties"), json_bool(writer->arena, false));
    Json *json = json_object(writer->arena), *forms = json_list(writer->arena);
    json_push(forms, array);
    json_push(forms, marked);
    json_set(json, STR("anyOf"), forms);
    set_text(writer, json, "description", type_text(writer, type));
    return json;
}

static Json *known_schema(Writer *writer, const Type *type)
{
    switch (type->kind) {
    case TYPE_BOOL: return typed(writer, "boolean");
    case TYPE_NUM: return number_schema(writer, type);
    case TYPE_DATE: return date_schema(writer);
    case TYPE_TEXT: return text_schema(writer);
    case TYPE_COUNTRY: return country_schema(writer);
    case TYPE_ECCN:
        return pattern_schema(writer, "^ *([0-9][A-Z][0-9]{3}(\\.[a-z0-9]+)*|EAR99) *$",
                              "classification");
    case TYPE_ENUM: return enum_schema(writer, type->enumeration);
    case TYPE_RECORD: return record_schema(writer, type->record);
    case TYPE_LIST: return list_schema(writer, type);
    case TYPE_ERROR:
    case TYPE_NONE:
    case TYPE_UNKNOWN:
    case TYPE_DOUBLE: break; // never the type of a fact
    }
    return json_object(writer->arena);
}

// The value, or why there is none.
static Json *value_schema(Writer *writer, const Type *type)
{
    Json *json = json_object(writer->arena), *forms = json_list(writer->arena);
    json_push(forms, known_schema(writer, type));
    json_push(forms, reference(writer, STR("licet.unknown")));
    if (type->optional) {
        json_push(forms, reference(writer, STR("licet.none")));
    }
    json_set(json, STR("anyOf"), forms);
    return json;
}

// Acts are done or not done: there is no unknown.
static Json *act_schema(Writer *writer, const Type *type)
{
    Json *json = json_object(writer->arena), *forms = json_list(writer->arena);
    json_push(forms, known_schema(writer, type));
    json_push(forms, reference(writer, STR("licet.none")));
    json_push(forms, typed(writer, "null"));
    json_set(json, STR("anyOf"), forms);
    return json;
}

static Json *state_schema(Writer *writer, const char *const *words, size_t n)
{
    Json *json = typed(writer, "object"), *properties = json_object(writer->arena);
    Json *state = json_object(writer->arena), *choices = json_list(writer->arena);
    for (size_t i = 0; i < n; i++) {
        json_push(choices, json_string(writer->arena, str_of(words[i])));
    }
    json_set(state, STR("enum"), choices);
    json_set(properties, STR("state"), state);
    json_set(json, STR("properties"), properties);
    Json *required = json_list(writer->arena);
    json_push(required, json_string(writer->arena, STR("state")));
    json_set(json, STR("required"), required);
    json_set(json, STR("additionalProperties"), json_bool(writer->arena, false));
    return json;
}

static void define_states(Writer *writer)
{
    const char *none[] = {"none"};
    const char *unknown[4];
    for (int i = 0; i < 4; i++) {
        unknown[i] = fact_state_name((FactState)(FACT_NOT_SUPPLIED + i));
    }
    Json *json = json_object(writer->arena), *forms = json_list(writer->arena);
    json_push(forms, typed(writer, "null"));
    json_push(forms, state_schema(writer, unknown, countof(unknown)));
    json_set(json, STR("anyOf"), forms);
    set_text(writer, json, "description", STR("not known, and why"));
    json_set(writer->defs, STR("licet.unknown"), json);
    json = state_schema(writer, none, countof(none));
    set_text(writer, json, "description", STR("known that there is none"));
    json_set(writer->defs, STR("licet.none"), json);
}

static void define_facts(Writer *writer, const FactSchema *schema)
{
    Json *json = typed(writer, "object"), *properties = json_object(writer->arena);
    json_set(writer->defs, STR("licet.facts"), json);
    for (size_t i = 0; i < schema->n; i++) {
        const FactDecl *decl = &schema->decls[i];
        Json *value = decl->act ? act_schema(writer, decl->type)
                                : value_schema(writer, decl->type);
        set_title(writer, value, "title", decl->title);
        json_set(properties, decl->name, value);
    }
    json_set(json, STR("properties"), properties);
    json_set(json, STR("additionalProperties"), json_bool(writer->arena, false));
}

static void define_pack(Writer *writer)
{
    static const char *const names[] = {"id", "by", "on"};
    Json *json = typed(writer, "object"), *properties = json_object(writer->arena);
    Json *required = json_list(writer->arena);
    for (size_t i = 0; i < countof(names); i++) {
        json_set(properties, str_of(names[i]),
                 i < 2 ? typed(writer, "string") : date_schema(writer));
        json_push(required, json_string(writer->arena, str_of(names[i])));
    }
    Json *until = json_object(writer->arena), *forms = json_list(writer->arena);
    json_push(forms, date_schema(writer));
    json_push(forms, typed(writer, "null"));
    json_set(until, STR("anyOf"), forms);
    json_set(properties, STR("until"), until);
    json_set(json, STR("properties"), properties);
    json_set(json, STR("required"), required);
    json_set(json, STR("additionalProperties"), json_bool(writer->arena, false));
    set_text(writer, json, "description", STR("who attests the facts, and until when"));
    json_set(writer->defs, STR("licet.pack"), json);
}

// The facts themselves, a pack of them, or resolutions.
static Json *document_forms(Writer *writer)
{
    Json *forms = json_list(writer->arena), *packed = typed(writer, "object");
    Json *properties = json_object(writer->arena), *required = json_list(writer->arena);
    json_set(properties, STR("pack"), reference(writer, STR("licet.pack")));
    json_set(properties, STR("facts"), reference(writer, STR("licet.facts")));
    json_push(required, json_string(writer->arena, STR("pack")));
    json_push(required, json_string(writer->arena, STR("facts")));
    json_set(packed, STR("properties"), properties);
    json_set(packed, STR("required"), required);
    json_set(packed, STR("additionalProperties"), json_bool(writer->arena, false));
    json_push(forms, reference(writer, STR("licet.facts")));
    json_push(forms, packed);
    json_push(forms, reference(writer, STR("licet.resolutions")));
    return forms;
}

Json *facts_schema(Arena *arena, const FactSchema *schema)
{
    Writer writer = {.arena = arena, .schema = schema, .defs = json_object(arena)};
    Json *json = json_object(arena);
    set_text(&writer, json, "$schema",
             STR("https://json-schema.org/draft/2020-12/schema"));
    set_text(&writer, json, "title", STR("Facts"));
    define_states(&writer);
    define_facts(&writer, schema);
    define_pack(&writer);
    json_set(writer.defs, STR("licet.resolutions"), resolutions_schema(arena));
    json_set(json, STR("anyOf"), document_forms(&writer));
    json_set(json, STR("$defs"), writer.defs);
    return json;
}

// Records around the place, so that a list of the same record stays blank.
typedef struct Around {
    const struct Around *up;
    const RecordType *record;
} Around;

static Json *blank_value(Arena *arena, const Type *type, const Around *around)
{
    const Type *of = type->kind == TYPE_LIST ? type->of : type;
    for (const Around *up = around; up != NULL; up = up->up) {
        if (of->kind == TYPE_RECORD && up->record == of->record) {
            return json_null(arena);
        }
    }
    if (of->kind != TYPE_RECORD || of->optional || type->optional) {
        return json_null(arena);
    }
    Around here = {around, of->record};
    Json *json = json_object(arena);
    for (size_t i = 0; i < of->record->n; i++) {
        const Field *field = &of->record->fields[i];
        json_set(json, field->name, blank_value(arena, field->type, &here));
    }
    if (type->kind == TYPE_RECORD) {
        return json;
    }
    Json *list = json_list(arena);
    json_push(list, json);
    if (!type->open) {
        return list;
    }
    Json *open = json_object(arena);
    json_set(open, STR("list"), list);
    json_set(open, STR("complete"), json_bool(arena, false));
    return open;
}

// One element stands in each list of records, so that its fields can be seen. Acts are
// null: a form laid over nothing must not do anything.
Json *facts_template(Arena *arena, const FactSchema *schema)
{
    Json *json = json_object(arena);
    for (size_t i = 0; i < schema->n; i++) {
        const FactDecl *decl = &schema->decls[i];
        json_set(json, decl->name,
                 decl->act ? json_null(arena) : blank_value(arena, decl->type, NULL));
    }
    return json;
}
