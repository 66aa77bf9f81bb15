// Types of declarations: facts, fields, parameters, columns, results.
//
// In:  declarations by name (scope.c), units worked out (unit.c).
// Out: a type for each of them, the schema of facts, the row records of tables.
// Expressions come after: infer.c needs all of these.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/resolve.h"

#include "runtime/check/scope.h"
#include "runtime/check/unit.h"

// Where a type stands decides what it may be.
typedef enum Place { PLACE_PLAIN, PLACE_FIELD, PLACE_NATIVE } Place;

static const Type *resolve_type(Pass *pass, size_t module, const Node *node, Place place);

// -- types as written

// A bound of a range, in base units: a plain number counts in the type's own unit.
static bool read_bound(Pass *pass, size_t module, const Node *node, const Type *type,
                       Rat *out)
{
    Type given = *type_plain(TYPE_NUM);
    if (!unit_constant(pass, module, node, &given, out)) {
        diag_report(pass->diags, DIAG_L0457, node->span);
        return false;
    }
    if (given.unit.len == 0 && given.dim.n == 0) {
        return rat_mul(pass->arena, *out, type->unit_scale, out) &&
               rat_add(pass->arena, *out, type->unit_offset, out);
    }
    if (!dim_same(&given.dim, &type->dim)) {
        Str have = pass_show(pass, &given), want = pass_show(pass, type);
        diag_report(pass->diags, DIAG_L0408, node->span, STR_ARG(want), STR_ARG(have));
        return false;
    }
    return true;
}

static void read_range(Pass *pass, size_t module, const Node *node, Type *type)
{
    const Node *low = node_kid(node, TYPE_LOW), *high = node_kid(node, TYPE_HIGH);
    if (!low && !high) {
        return;
    }
    if (type->kind != TYPE_NUM) {
        diag_report(pass->diags, DIAG_L0455, node->span);
        return;
    }
    if (low && !read_bound(pass, module, low, type, &type->low)) {
        type->low = RAT_NEG_INF;
    }
    if (high && !read_bound(pass, module, high, type, &type->high)) {
        type->high = RAT_POS_INF;
    }
    if (rat_cmp(type->low, type->high) > 0) {
        diag_report(pass->diags, DIAG_L0456, node->span);
        type->low = RAT_NEG_INF;
    }
}

static bool plain_kind(Str name, TypeKind *kind)
{
    static const struct {
        const char *name;
        TypeKind kind;
    } PLAINS[] = {
        {"boolean", TYPE_BOOL}, {"number", TYPE_NUM},    {"integer", TYPE_NUM},
        {"text", TYPE_TEXT},    {"date", TYPE_DATE},     {"country", TYPE_COUNTRY},
        {"eccn", TYPE_ECCN},    {"double", TYPE_DOUBLE},
    };
    for (size_t i = 0; i < countof(PLAINS); i++) {
        if (str_is(name, PLAINS[i].name)) {
            *kind = PLAINS[i].kind;
            return true;
        }
    }
    return false;
}

static void report_unknown_type(Pass *pass, size_t module, const Node *node)
{
    static const char *const KNOWN[] = {"boolean", "number",  "integer", "text",
                                        "date",    "country", "eccn"};
    Span span = pass_place(node);
    const Decl *hidden = scope_hidden(pass, module, SPACE_TYPE, node->text);
    if (hidden) {
        scope_report_hidden(pass, span, hidden);
        return;
    }
    Diag *diag = diag_report(pass->diags, DIAG_L0319, span, STR_ARG(node->text));
    const Decl *other = NULL;
    if (scope_find(pass, module, SPACE_UNIT, node->text, &other)) {
        diag_hint(pass->diags, diag, "Write 'quantity in %.*s'.", STR_ARG(node->text));
        return;
    }
    Candidates types = {0};
    for (size_t i = 0; i < countof(KNOWN); i++) {
        vec_push(pass->arena, &types.list, str_of(KNOWN[i]));
    }
    scope_candidates(pass, module, SPACE_TYPE, &types);
    scope_suggest(pass, diag, node->text, &types);
}

static const Type *named_type(Pass *pass, size_t module, const Node *node, Place place)
{
    TypeKind kind = TYPE_ERROR;
    if (plain_kind(node->text, &kind)) {
        if (kind == TYPE_DOUBLE && place != PLACE_NATIVE) {
            diag_report(pass->diags, DIAG_L0453, node->span);
            return type_plain(TYPE_ERROR);
        }
        Type *type = pass_new_type(pass, kind);
        type->whole = str_is(node->text, "integer");
        read_range(pass, module, node, type);
        return type;
    }
    const Decl *other = NULL;
    const Decl *decl = scope_find(pass, module, SPACE_TYPE, node->text, &other);
    if (!decl) {
        report_unknown_type(pass, module, node);
        return type_plain(TYPE_ERROR);
    }
    if (other) {
        scope_ambiguous(pass, node->span, decl, other);
    }
    pass_ref(pass, node, decl);
    if (node_kid(node, TYPE_LOW) || node_kid(node, TYPE_HIGH)) {
        diag_report(pass->diags, DIAG_L0455, node->span);
    }
    return decl->type;
}

static const Type *quantity_type(Pass *pass, size_t module, const Node *node)
{
    Type *type = pass_new_type(pass, TYPE_NUM);
    const Decl *unit = NULL;
    if (!unit_read(pass, module, node->text, pass_place(node), type, &unit)) {
        return type_plain(TYPE_ERROR);
    }
    pass_ref(pass, node, unit);
    if (node->op == 1 && (!unit || !unit->unit->currency)) {
        Diag *diag =
            diag_report(pass->diags, DIAG_L0454, pass_place(node), STR_ARG(node->text));
        diag_hint(pass->diags, diag, "Write 'quantity in %.*s', or a code such as USD.",
                  STR_ARG(node->text));
        return type_plain(TYPE_ERROR);
    }
    read_range(pass, module, node, type);
    return type;
}

static const Type *wrapped_type(Pass *pass, size_t module, const Node *node, Place place)
{
    const Type *of = resolve_type(pass, module, node_kid(node, 0),
                                  node->kind == NODE_TYPE_ASSERTED ? PLACE_PLAIN : place);
    if (of->kind == TYPE_ERROR) {
        return of;
    }
    if (node->kind != NODE_TYPE_ASSERTED && of->optional) {
        diag_report(pass->diags, node->kind == NODE_TYPE_LIST ? DIAG_L0451 : DIAG_L0464,
                    node->span);
        return of;
    }
    if (node->kind == NODE_TYPE_LIST) {
        return pass_list(pass, of, node->op == 1);
    }
    if (node->kind == NODE_TYPE_OPTIONAL) {
        return pass_optional(pass, of, true);
    }
    if (of->kind != TYPE_ECCN || place != PLACE_FIELD) {
        diag_report(pass->diags, DIAG_L0452, node->span);
        return of;
    }
    Type *type = pass_new_type(pass, TYPE_ECCN);
    type->asserted = true;
    return type;
}

static const Type *resolve_type(Pass *pass, size_t module, const Node *node, Place place)
{
    const Type *type = type_plain(TYPE_ERROR);
    if (!node) {
        return type;
    }
    if (node->kind == NODE_TYPE_NAME) {
        type = named_type(pass, module, node, place);
    } else if (node->kind == NODE_TYPE_QUANTITY) {
        type = quantity_type(pass, module, node);
    } else if (node->kind == NODE_TYPE_LIST || node->kind == NODE_TYPE_OPTIONAL ||
               node->kind == NODE_TYPE_ASSERTED) {
        type = wrapped_type(pass, module, node, place);
    }
    return pass_type(pass, node, type);
}

// -- records

static Decl *member(Pass *pass, const Decl *of, DeclKind kind, const Node *node,
                    size_t index, const Type *type)
{
    Decl *decl = arena_make(pass->arena, Decl);
    decl->kind = kind;
    decl->name = node->text;
    decl->node = node;
    decl->module = of->module;
    decl->index = (uint32_t)index;
    decl->type = type;
    pass_ref(pass, node, decl);
    return decl;
}

// Fills the fields of a record from FIELD or COLUMN nodes; twice-named ones are left out.
static void fill_record(Pass *pass, Record *record, const Node *list, DeclKind kind)
{
    size_t module = scope_index(pass, record->decl->module);
    size_t most = node_count(list);
    record->type.fields = arena_array(pass->arena, Field, most + 1);
    record->fields = arena_array(pass->arena, Decl *, most + 1);
    size_t asserted = most;
    for (size_t i = 0; i < most; i++) {
        const Node *node = list->kids[i];
        const Type *type =
            resolve_type(pass, module, node_kid(node, FIELD_TYPE), PLACE_FIELD);
        size_t at = 0;
        while (at < record->type.n && !str_eq(record->type.fields[at].name, node->text)) {
            at++;
        }
        if (at < record->type.n) {
            Diag *diag =
                diag_report(pass->diags, DIAG_L0310, pass_place(node), STR_ARG(node->text));
            diag_label(pass->diags, diag, pass_place(record->fields[at]->node),
                       "the first time");
            continue;
        }
        if (type->asserted && asserted < most) {
            Diag *diag = diag_report(pass->diags, DIAG_L0409, node->span);
            diag_label(pass->diags, diag, record->fields[asserted]->node->span,
                       "the first one");
        } else if (type->asserted) {
            asserted = at;
        }
        Decl *decl = member(pass, record->decl, kind, node, at, type);
        decl->title =
            kind == DECL_FIELD ? pass_text(node_kid(node, FIELD_TITLE)) : STR_NONE;
        record->type.fields[at] = (Field){node->text, decl->title, type};
        record->fields[at] = decl;
        record->type.n++;
    }
    record->type.asserted = asserted < most ? asserted : record->type.n;
}

static Record *record_of(Pass *pass, const RecordType *type)
{
    for (size_t i = 0; i < pass->records.n; i++) {
        if (&pass->records.items[i]->type == type) {
            return pass->records.items[i];
        }
    }
    return NULL;
}

// A record must not contain itself except in a list: facts of it would have no end.
static void search_record(Pass *pass, Record *record)
{
    record->inside = true;
    for (size_t i = 0; i < record->type.n; i++) {
        const Type *type = record->type.fields[i].type;
        Record *inner = type->kind == TYPE_RECORD ? record_of(pass, type->record) : NULL;
        if (inner && inner->inside) {
            Diag *diag = diag_report(pass->diags, DIAG_L0418, record->fields[i]->node->span,
                                     STR_ARG(inner->type.name));
            diag_label(pass->diags, diag, pass_place(inner->decl->node), "declared here");
        } else if (inner && !inner->searched) {
            search_record(pass, inner);
        }
    }
    record->inside = false;
    record->searched = true;
}

const Decl *resolve_field(const RecordType *record, size_t index)
{
    // Every record type handed out is the first member of a Record.
    return ((const Record *)(const void *)record)->fields[index];
}

void resolve_no_field(Pass *pass, Span span, const RecordType *record, Str name)
{
    Diag *diag =
        diag_report(pass->diags, DIAG_L0323, span, STR_ARG(record->name), STR_ARG(name));
    const Decl *decl = ((const Record *)(const void *)record)->decl;
    diag_label(pass->diags, diag, pass_place(decl->node), "declared here");
    Candidates fields = {0};
    for (size_t i = 0; i < record->n; i++) {
        vec_push(pass->arena, &fields.list, record->fields[i].name);
    }
    scope_suggest(pass, diag, name, &fields);
    for (size_t i = 0; i < record->n; i++) {
        if (type_field(record->fields[i].type, name, NULL)) {
            diag_hint(pass->diags, diag, "Its '%.*s' has one: write '%.*s.%.*s'.",
                      STR_ARG(record->fields[i].name), STR_ARG(record->fields[i].name),
                      STR_ARG(name));
            return;
        }
    }
}

// -- facts

// Facts may be given in any unit that the policy declares.
static void list_units(Pass *pass, FactSchema *schema)
{
    const Unit **units = arena_array(pass->arena, const Unit *, pass->units.n + 1);
    for (size_t i = 0; i < pass->units.n; i++) {
        if (pass->units.items[i]->state == 2) {
            units[schema->n_units++] = &pass->units.items[i]->unit;
        }
    }
    schema->units = units;
}

static void resolve_facts(Pass *pass)
{
    FactSchema *schema = &pass->out->schema;
    list_units(pass, schema);
    schema->n = pass->facts.n;
    schema->law_date = schema->n;
    schema->decls = arena_array(pass->arena, FactDecl, schema->n + 1);
    for (size_t i = 0; i < schema->n; i++) {
        Decl *decl = pass->facts.items[i];
        bool act = decl->node->op == 1;
        const Type *type = resolve_type(pass, scope_index(pass, decl->module),
                                        node_kid(decl->node, FIELD_TYPE), PLACE_PLAIN);
        // An act that was not done has no date, no number: reading it gives none.
        if (act && type->kind != TYPE_BOOL && type->kind != TYPE_LIST) {
            type = pass_optional(pass, type, true);
        }
        decl->type = type;
        schema->decls[i] = (FactDecl){.name = decl->name, .title = decl->title, .type = type,
                                      .act = act, .span = pass_place(decl->node)};
    }
}

static void resolve_law_date(Pass *pass)
{
    if (!pass->law_date) {
        return;
    }
    const Node *name = node_kid(pass->law_date, 0);
    Candidates facts = {0};
    for (size_t i = 0; name && i < pass->facts.n; i++) {
        const Decl *decl = pass->facts.items[i];
        if (!str_eq(decl->name, name->text)) {
            vec_push(pass->arena, &facts.list, decl->name);
            continue;
        }
        pass_ref(pass, name, decl);
        if (decl->type->kind == TYPE_DATE && decl->node->op == 0 && !decl->type->optional) {
            pass->out->schema.law_date = i;
        } else if (decl->type->kind != TYPE_ERROR) {
            Diag *diag =
                diag_report(pass->diags, DIAG_L0463, name->span, STR_ARG(name->text));
            diag_label(pass->diags, diag, pass_place(decl->node), "%s", scope_kind(decl));
        }
        return;
    }
    if (name) {
        Diag *diag = diag_report(pass->diags, DIAG_L0329, name->span, STR_ARG(name->text));
        scope_suggest(pass, diag, name->text, &facts);
    }
}

// -- definitions and natives

// Declares the parameters of one version.
static const Decl **resolve_params(Pass *pass, const Decl *decl, const Node *list,
                                   Place place)
{
    size_t n = node_count(list), module = scope_index(pass, decl->module);
    const Decl **params = arena_array(pass->arena, const Decl *, n + 1);
    for (size_t i = 0; i < n; i++) {
        const Node *node = list->kids[i];
        const Type *type = resolve_type(pass, module, node_kid(node, 0), place);
        params[i] = member(pass, decl, DECL_PARAM, node, i, type);
        for (size_t j = 0; j < i; j++) {
            if (str_eq(params[j]->name, node->text)) {
                Diag *diag = diag_report(pass->diags, DIAG_L0327, pass_place(node),
                                         STR_ARG(node->text), "a parameter");
                diag_label(pass->diags, diag, pass_place(params[j]->node), "the first one");
            }
        }
    }
    return params;
}

static void resolve_define(Pass *pass, Decl *decl)
{
    size_t module = scope_index(pass, decl->module);
    for (size_t i = 0; i < decl->n_versions; i++) {
        const Node *node = decl->versions[i];
        const Node *list = node_kid(node, DEFINE_PARAMS);
        const Type *type =
            resolve_type(pass, module, node_kid(node, DEFINE_TYPE), PLACE_PLAIN);
        const Decl **params = resolve_params(pass, decl, list, PLACE_PLAIN);
        if (i == 0) {
            decl->params = params;
            decl->n_params = node_count(list);
            decl->type = type;
            continue;
        }
        bool same = node_count(list) == decl->n_params && type_same(type, decl->type);
        for (size_t j = 0; same && j < decl->n_params; j++) {
            same = type_same(params[j]->type, decl->params[j]->type) &&
                   str_eq(params[j]->name, decl->params[j]->name);
        }
        if (!same && type->kind != TYPE_ERROR && decl->type->kind != TYPE_ERROR) {
            Diag *diag =
                diag_report(pass->diags, DIAG_L0514, pass_place(node), STR_ARG(decl->name));
            diag_label(pass->diags, diag, pass_place(decl->versions[0]), "another version");
        }
    }
}

// Exact plain values only: what crosses to C has a fixed form.
static bool native_type(const Type *type, bool result)
{
    switch (type->kind) {
    case TYPE_ERROR: return true;
    case TYPE_BOOL:
    case TYPE_TEXT:
    case TYPE_DATE: return !type->optional;
    case TYPE_NUM: return !type->optional && type->dim.n == 0 && type->unit.len == 0;
    case TYPE_DOUBLE: return !result && !type->optional;
    case TYPE_COUNTRY:
    case TYPE_ECCN:
    case TYPE_ENUM:
    case TYPE_RECORD:
    case TYPE_LIST:
    case TYPE_NONE:
    case TYPE_UNKNOWN: return false;
    }
    return false;
}

static bool is_symbol(Str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        if (!letter && !(i > 0 && c >= '0' && c <= '9')) {
            return false;
        }
    }
    return name.len > 0;
}

static void check_native(Pass *pass, const Decl *decl)
{
    const Node *type = node_kid(decl->node, NATIVE_TYPE);
    const Node *symbol = node_kid(decl->node, NATIVE_SYMBOL);
    const Node *library = node_kid(decl->node, NATIVE_LIBRARY);
    for (size_t i = 0; i < decl->n_params; i++) {
        if (!native_type(decl->params[i]->type, false)) {
            Str shown = pass_show(pass, decl->params[i]->type);
            diag_report(pass->diags, DIAG_L0801, decl->params[i]->node->span,
                        STR_ARG(shown), STR_ARG(decl->params[i]->name));
        }
    }
    if (type && decl->type->kind == TYPE_DOUBLE) {
        diag_report(pass->diags, DIAG_L0802, type->span, STR_ARG(decl->name));
    } else if (type && !native_type(decl->type, true)) {
        Str shown = pass_show(pass, decl->type);
        diag_report(pass->diags, DIAG_L0803, type->span, STR_ARG(shown),
                    STR_ARG(decl->name));
    }
    if (symbol && !is_symbol(symbol->text)) {
        diag_report(pass->diags, DIAG_L0804, symbol->span, STR_ARG(symbol->text));
    }
    if (library &&
        (library->text.len == 0 || memchr(library->text.at, '/', library->text.len))) {
        diag_report(pass->diags, DIAG_L0805, library->span, STR_ARG(library->text));
    }
}

static void resolve_native(Pass *pass, Decl *decl)
{
    const Node *list = node_kid(decl->node, NATIVE_PARAMS);
    decl->params = resolve_params(pass, decl, list, PLACE_NATIVE);
    decl->n_params = node_count(list);
    decl->type = resolve_type(pass, scope_index(pass, decl->module),
                              node_kid(decl->node, NATIVE_TYPE), PLACE_NATIVE);
    check_native(pass, decl);
}

// -- tables

static void resolve_table(Pass *pass, Table *table)
{
    Decl *decl = NULL;
    const Names *names = scope_names(pass, SPACE_VALUE, table->decl->name);
    for (size_t i = 0; i < names->list.n; i++) {
        if (names->list.items[i] == table->decl) {
            decl = names->list.items[i];
        }
    }
    if (decl == NULL) {
        return; // never: every table was declared under its name
    }
    const Node *columns = node_kid(decl->node, TABLE_COLUMNS);
    Record *record = arena_make(pass->arena, Record);
    record->decl = decl;
    record->type.name = decl->name;
    record->type.title = decl->title;
    fill_record(pass, record, columns, DECL_COLUMN);
    Type *row = pass_new_type(pass, TYPE_RECORD);
    row->record = &record->type;
    decl->type = pass_list(pass, row, false);
    table->row = &record->type;
    table->key = arena_array(pass->arena, bool, record->type.n + 1);
    bool any = false;
    for (size_t i = 0; i < record->type.n; i++) {
        table->key[i] = record->fields[i]->node->op == 1;
        any = any || table->key[i];
    }
    if (table->hit == HIT_UNIQUE && !any) {
        diag_report(pass->diags, DIAG_L0712, pass_place(decl->node), STR_ARG(decl->name));
    }
}

void resolve_declarations(Pass *pass)
{
    for (size_t i = 0; i < pass->records.n; i++) {
        Record *record = pass->records.items[i];
        fill_record(pass, record, node_kid(record->decl->node, RECORD_FIELDS), DECL_FIELD);
    }
    for (size_t i = 0; i < pass->records.n; i++) {
        if (!pass->records.items[i]->searched) {
            search_record(pass, pass->records.items[i]);
        }
    }
    resolve_facts(pass);
    resolve_law_date(pass);
    for (size_t i = 0; i < pass->out->defines.n; i++) {
        resolve_define(pass, pass->out->defines.items[i]);
    }
    for (size_t i = 0; i < pass->out->natives.n; i++) {
        resolve_native(pass, pass->out->natives.items[i]);
    }
    for (size_t i = 0; i < pass->out->tables.n; i++) {
        resolve_table(pass, pass->out->tables.items[i]);
    }
}

// -- paths

static const Decl *path_start(Pass *pass, size_t module, const Node *name)
{
    const Decl *other = NULL;
    const Decl *decl = scope_find(pass, module, SPACE_VALUE, name->text, &other);
    if (decl && decl->kind == DECL_FACT) {
        if (other) {
            scope_ambiguous(pass, name->span, decl, other);
        }
        return decl;
    }
    const Decl *hidden = decl ? NULL : scope_hidden(pass, module, SPACE_VALUE, name->text);
    if (hidden) {
        scope_report_hidden(pass, name->span, hidden);
        return NULL;
    }
    if (decl) {
        Diag *diag = diag_report(pass->diags, DIAG_L0331, name->span, STR_ARG(name->text),
                                 scope_kind(decl), "a", "fact");
        diag_label(pass->diags, diag, pass_place(decl->node), "declared here");
        return NULL;
    }
    Diag *diag = diag_report(pass->diags, DIAG_L0329, name->span, STR_ARG(name->text));
    Candidates facts = {0};
    for (size_t i = 0; i < pass->facts.n; i++) {
        if (scope_sees(pass, module, pass->facts.items[i]->module)) {
            vec_push(pass->arena, &facts.list, pass->facts.items[i]->name);
        }
    }
    scope_suggest(pass, diag, name->text, &facts);
    return NULL;
}

const Type *resolve_path(Pass *pass, size_t module, const Node *path, bool through_lists)
{
    const Node *first = path->kind == NODE_PATH ? node_kid(path, 0) : path;
    const Decl *decl = first ? path_start(pass, module, first) : NULL;
    if (!decl) {
        return pass_type(pass, path, type_plain(TYPE_ERROR));
    }
    const Type *type = decl->type;
    pass_ref(pass, first, decl);
    pass_type(pass, first, type);
    for (uint32_t i = 1; path->kind == NODE_PATH && i < path->n; i++) {
        const Node *name = path->kids[i];
        while (through_lists && type->kind == TYPE_LIST) {
            type = type->of;
        }
        size_t index = 0;
        if (type->kind == TYPE_ERROR) {
            break;
        }
        if (type->kind != TYPE_RECORD) {
            Str shown = pass_show(pass, type);
            diag_report(pass->diags, DIAG_L0419, name->span, STR_ARG(shown),
                        STR_ARG(name->text));
            return pass_type(pass, path, type_plain(TYPE_ERROR));
        }
        if (!type_field(type, name->text, &index)) {
            resolve_no_field(pass, name->span, type->record, name->text);
            return pass_type(pass, path, type_plain(TYPE_ERROR));
        }
        decl = resolve_field(type->record, index);
        type = pass_optional(pass, decl->type, decl->type->optional || type->optional);
        pass_ref(pass, name, decl);
        pass_type(pass, name, type);
    }
    pass_ref(pass, path, decl);
    return pass_type(pass, path, type);
}
