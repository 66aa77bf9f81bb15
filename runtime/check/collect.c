// Collecting: makes a Decl of every declaration and files it under its name.
//
// In:  the sorted modules. Out: the name tables of the pass, declarations without types
// yet. Names declared twice are reported here, with both places. SPDX-License-Identifier:
// Apache-2.0
#include "runtime/check/collect.h"

#include "runtime/check/scope.h"
#include "runtime/type/country.h"

static Decl *declare(Pass *pass, const Module *module, DeclKind kind, const Node *node)
{
    Decl *decl = arena_make(pass->arena, Decl);
    decl->kind = kind;
    decl->name = node->text;
    decl->node = node;
    decl->module = module;
    decl->type = type_plain(TYPE_ERROR);
    pass_ref(pass, node, decl);
    return decl;
}

// -- one kind of declaration each

static void collect_fact(Pass *pass, const Module *module, const Node *node)
{
    Decl *decl = declare(pass, module, DECL_FACT, node);
    decl->title = pass_text(node_kid(node, FIELD_TITLE));
    decl->index = (uint32_t)pass->facts.n;
    vec_push(pass->arena, &pass->facts, decl);
    scope_add(pass, SPACE_VALUE, decl);
}

// Versions of one name share one Decl; they must stand in one module.
static void collect_define(Pass *pass, const Module *module, const Node *node)
{
    Names *names = scope_names(pass, SPACE_VALUE, node->text);
    Decl *decl = NULL;
    for (size_t i = 0; names && i < names->list.n; i++) {
        Decl *known = names->list.items[i];
        if (known->kind == DECL_DEFINE && known->module == module) {
            decl = known;
        }
    }
    if (!decl) {
        decl = declare(pass, module, DECL_DEFINE, node);
        decl->title = pass_text(node_kid(node, DEFINE_TITLE));
        decl->index = (uint32_t)pass->out->defines.n;
        vec_push(pass->arena, &pass->out->defines, decl);
        scope_add(pass, SPACE_VALUE, decl);
        Uses *uses = arena_make(pass->arena, Uses);
        uses->owner = decl;
        vec_push(pass->arena, &pass->uses, uses);
    }
    pass_ref(pass, node, decl);
    const Node **versions = arena_array(pass->arena, const Node *, decl->n_versions + 1);
    for (size_t i = 0; i < decl->n_versions; i++) {
        versions[i] = decl->versions[i];
    }
    versions[decl->n_versions++] = node;
    decl->versions = versions;
}

static void collect_native(Pass *pass, const Module *module, const Node *node)
{
    Decl *decl = declare(pass, module, DECL_NATIVE, node);
    decl->title = pass_text(node_kid(node, NATIVE_TITLE));
    decl->index = (uint32_t)pass->out->natives.n;
    vec_push(pass->arena, &pass->out->natives, decl);
    scope_add(pass, SPACE_VALUE, decl);
}

static void collect_table(Pass *pass, const Module *module, const Node *node)
{
    Table *table = arena_make(pass->arena, Table);
    Decl *decl = declare(pass, module, DECL_TABLE, node);
    decl->title = pass_text(node_kid(node, TABLE_TITLE));
    decl->index = (uint32_t)pass->out->tables.n;
    table->decl = decl;
    table->hit = (HitPolicy)node->op;
    table->complete_through = DAY_MAX;
    vec_push(pass->arena, &pass->out->tables, table);
    scope_add(pass, SPACE_VALUE, decl);
}

static void collect_record(Pass *pass, const Module *module, const Node *node)
{
    Record *record = arena_make(pass->arena, Record);
    Decl *decl = declare(pass, module, DECL_RECORD, node);
    decl->title = pass_text(node_kid(node, RECORD_TITLE));
    decl->index = (uint32_t)pass->records.n;
    record->decl = decl;
    record->type.name = decl->name;
    record->type.title = decl->title;
    Type *type = pass_new_type(pass, TYPE_RECORD);
    type->record = &record->type;
    decl->type = type;
    vec_push(pass->arena, &pass->records, record);
    scope_add(pass, SPACE_TYPE, decl);
}

static void collect_enum(Pass *pass, const Module *module, const Node *node)
{
    const Node *words = node_kid(node, RECORD_FIELDS);
    Decl *decl = declare(pass, module, DECL_ENUM, node);
    decl->title = pass_text(node_kid(node, RECORD_TITLE));
    EnumType *of = arena_make(pass->arena, EnumType);
    of->name = decl->name;
    of->title = decl->title;
    of->values = arena_array(pass->arena, Str, node_count(words) + 1);
    of->titles = arena_array(pass->arena, Str, node_count(words) + 1);
    Type *type = pass_new_type(pass, TYPE_ENUM);
    type->enumeration = of;
    decl->type = type;
    scope_add(pass, SPACE_TYPE, decl);
    const Node **nodes = arena_array(pass->arena, const Node *, node_count(words) + 1);
    for (uint32_t i = 0; i < node_count(words); i++) {
        const Node *word = words->kids[i];
        size_t at = 0;
        while (at < of->n && !str_eq(of->values[at], word->text)) {
            at++;
        }
        if (at < of->n) {
            Diag *diag =
                diag_report(pass->diags, DIAG_L0310, pass_place(word), STR_ARG(word->text));
            diag_label(pass->diags, diag, pass_place(nodes[at]), "the first time");
            continue;
        }
        nodes[at] = word;
        of->values[at] = word->text;
        of->titles[at] = pass_text(node_kid(word, WORD_TITLE));
        of->n++;
        Decl *value = declare(pass, module, DECL_ENUM_VALUE, word);
        value->title = of->titles[at];
        value->type = type;
        value->index = (uint32_t)at;
        scope_add(pass, SPACE_ENUM_VALUE, value);
    }
}

// Scenarios write `flags nothing` and `duties nothing` where there are none.
static void refuse_nothing(Pass *pass, const Decl *word)
{
    bool flag = word->vocabulary == VOCABULARY_FLAGS;
    if ((flag || word->vocabulary == VOCABULARY_DUTIES) && str_is(word->name, "nothing")) {
        diag_report(pass->diags, DIAG_L0546, pass_place(word->node), flag ? "flag" : "duty");
    }
}

static void collect_words(Pass *pass, const Module *module, const Node *node)
{
    const Node *words = node_kid(node, 0);
    for (uint32_t i = 0; i < node_count(words); i++) {
        Decl *decl = declare(pass, module, DECL_WORD, words->kids[i]);
        decl->title = pass_text(node_kid(words->kids[i], WORD_TITLE));
        decl->code = pass_text(node_kid(words->kids[i], WORD_CODE));
        decl->vocabulary = (VocabularyKind)node->op;
        decl->index = (uint32_t)pass->out->words.n;
        decl->severity = i;
        refuse_nothing(pass, decl);
        vec_push(pass->arena, &pass->out->words, decl);
        scope_add(pass, SPACE_WORD, decl);
    }
}

static void collect_unit(Pass *pass, const Module *module, const Node *node)
{
    Decl *decl = declare(pass, module, DECL_UNIT, node);
    decl->title = pass_text(node_kid(node, UNIT_TITLE));
    decl->index = (uint32_t)pass->out->units.n;
    vec_push(pass->arena, &pass->out->units, decl);
    scope_add(pass, SPACE_UNIT, decl);
}

static void collect_rule(Pass *pass, const Module *module, const Node *node)
{
    Decl *decl = arena_make(pass->arena, Decl);
    decl->kind = DECL_RULE;
    decl->name = node_label(pass->arena, node_kid(node, RULE_LABEL));
    decl->title = pass_text(node_kid(node, RULE_TITLE));
    decl->node = node;
    decl->module = module;
    decl->type = type_plain(TYPE_ERROR);
    decl->index = (uint32_t)pass->out->rules.n;
    vec_push(pass->arena, &pass->out->rules, decl);
}

static void collect_scenario(Pass *pass, const Module *module, const Node *node)
{
    Decl *decl = declare(pass, module, DECL_SCENARIO, node);
    decl->name = pass_text(node_kid(node, SCENARIO_TITLE));
    decl->title = decl->name;
    decl->index = (uint32_t)pass->out->scenarios.n;
    for (size_t i = 0; i < pass->out->scenarios.n; i++) {
        const Decl *known = pass->out->scenarios.items[i];
        if (known->module == module && str_eq(known->name, decl->name)) {
            Diag *diag =
                diag_report(pass->diags, DIAG_L0310, node_kid(node, SCENARIO_TITLE)->span,
                            STR_ARG(decl->name));
            diag_label(pass->diags, diag, node_kid(known->node, SCENARIO_TITLE)->span,
                       "the first time");
        }
    }
    vec_push(pass->arena, &pass->out->scenarios, decl);
}

static void collect_law_date(Pass *pass, const Node *node)
{
    if (pass->law_date) {
        Diag *diag = diag_report(pass->diags, DIAG_L0523, node->span);
        diag_label(pass->diags, diag, pass->law_date->span, "the first time");
        return;
    }
    pass->law_date = node;
}

static void collect_one(Pass *pass, const Module *module, const Node *node)
{
    switch ((int)node->kind) {
    case NODE_FACT: collect_fact(pass, module, node); break;
    case NODE_DEFINE: collect_define(pass, module, node); break;
    case NODE_NATIVE: collect_native(pass, module, node); break;
    case NODE_TABLE: collect_table(pass, module, node); break;
    case NODE_RECORD: collect_record(pass, module, node); break;
    case NODE_ENUM: collect_enum(pass, module, node); break;
    case NODE_VOCABULARY: collect_words(pass, module, node); break;
    case NODE_UNIT: collect_unit(pass, module, node); break;
    case NODE_RULE: collect_rule(pass, module, node); break;
    case NODE_SCENARIO: collect_scenario(pass, module, node); break;
    case NODE_LAW_DATE: collect_law_date(pass, node); break;
    default: // imports, verdicts and what belongs to a regime: elsewhere
        break;
    }
}

// -- names declared twice

static void report_pair(Pass *pass, const Decl *first, const Decl *again)
{
    if (!first->module) {
        diag_report(pass->diags, DIAG_L0326, pass_place(again->node), STR_ARG(again->name),
                    "the code of a currency");
        return;
    }
    bool facts = first->kind == DECL_FACT && again->kind == DECL_FACT;
    size_t a = scope_index(pass, first->module), b = scope_index(pass, again->module);
    Diag *diag = NULL;
    if (a == b) {
        diag = diag_report(pass->diags, DIAG_L0310, pass_place(again->node),
                           STR_ARG(again->name));
    } else if (facts) {
        diag = diag_report(pass->diags, DIAG_L0313, pass_place(again->node),
                           STR_ARG(again->name), STR_ARG(first->module->name),
                           STR_ARG(again->module->name));
    } else if (scope_sees(pass, b, first->module)) {
        diag = diag_report(pass->diags, DIAG_L0311, pass_place(again->node),
                           STR_ARG(again->name), STR_ARG(first->module->name));
    } else if (scope_sees(pass, a, again->module)) {
        const Decl *swapped = first;
        first = again;
        diag = diag_report(pass->diags, DIAG_L0311, pass_place(swapped->node),
                           STR_ARG(swapped->name), STR_ARG(first->module->name));
    } else {
        return; // private to two modules that do not see each other
    }
    diag_label(pass->diags, diag, pass_place(first->node), "%s",
               a == b ? "the first time" : scope_kind(first));
}

static void report_twice(Pass *pass, Space space)
{
    const Map *map = &pass->spaces[space];
    for (size_t i = 0; i < map->n; i++) {
        const Names *names = map->entries[i].value;
        for (size_t j = 1; j < names->list.n; j++) {
            const Decl *again = names->list.items[j];
            size_t k = 0;
            while (k < j && space == SPACE_WORD &&
                   names->list.items[k]->vocabulary != again->vocabulary) {
                k++;
            }
            if (k < j) {
                report_pair(pass, names->list.items[k], again);
            }
        }
    }
}

// Names that belong to the language.
static void report_reserved(Pass *pass)
{
    static const char *const TYPES[] = {"boolean", "number",  "integer", "double", "text",
                                        "date",    "country", "eccn",    "money"};
    const Map *values = &pass->spaces[SPACE_VALUE];
    for (size_t i = 0; i < values->n; i++) {
        const Names *names = values->entries[i].value;
        const Decl *decl = names->list.items[0];
        const char *what = scope_builtin(pass, decl->name) ? "a built-in function"
                           : country_exists(decl->name)    ? "the code of a country"
                                                           : NULL;
        if (what) {
            diag_report(pass->diags, DIAG_L0326, pass_place(decl->node),
                        STR_ARG(decl->name), what);
        }
    }
    for (size_t i = 0; i < countof(TYPES); i++) {
        Names *names = scope_names(pass, SPACE_TYPE, str_of(TYPES[i]));
        if (names) {
            const Decl *decl = names->list.items[0];
            diag_report(pass->diags, DIAG_L0326, pass_place(decl->node),
                        STR_ARG(decl->name), "a type");
        }
    }
}

void collect_declarations(Pass *pass)
{
    for (size_t i = 0; i < pass->n_modules; i++) {
        const Module *module = pass->modules[i];
        const Node *decls = node_kid(module->tree->root, MODULE_DECLS);
        for (uint32_t j = 0; j < node_count(decls); j++) {
            collect_one(pass, module, decls->kids[j]);
        }
    }
    report_twice(pass, SPACE_VALUE);
    report_twice(pass, SPACE_TYPE);
    report_twice(pass, SPACE_UNIT);
    report_twice(pass, SPACE_WORD);
    report_reserved(pass);
}
