// Scope: which declarations there are, and which of them a module sees.
//
// In:  the modules with their imports. Out: the name tables of the pass, sorted by module,
// so
//      that nothing later depends on the order in which modules were given.
// A module sees itself, what it imports, what those import, and licet.units.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/scope.h"

#include "runtime/type/country.h"

static const char *const BUILTINS[] = {
#define X(function, name, arguments) [BUILTIN_##function] = name,
#include "runtime/check/builtin.def"
#undef X
};

// -- modules

size_t scope_index(const Pass *pass, const Module *module)
{
    const size_t *index = map_find(&pass->module_index, module->name);
    return index ? *index : 0;
}

bool scope_sees(const Pass *pass, size_t from, const Module *module)
{
    return module == NULL || pass->sees[from * pass->n_modules + scope_index(pass, module)];
}

// Same name twice: the one whose file has the smaller path counts, whatever came first.
static bool module_before(const Pass *pass, const Module *a, const Module *b)
{
    int order = str_cmp(a->name, b->name);
    if (order == 0) {
        const SourceFile *left = source_get(pass->out->sources, a->tree->file);
        const SourceFile *right = source_get(pass->out->sources, b->tree->file);
        order = left && right ? str_cmp(left->path, right->path) : 0;
    }
    return order < 0;
}

static void sort_modules(Pass *pass, const Module *const *modules, size_t n)
{
    pass->modules = arena_array(pass->arena, const Module *, n + 1);
    for (size_t i = 0; i < n; i++) {
        size_t at = i;
        while (at > 0 && module_before(pass, modules[i], pass->modules[at - 1])) {
            pass->modules[at] = pass->modules[at - 1];
            at--;
        }
        pass->modules[at] = modules[i];
    }
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        const Module *module = pass->modules[i];
        if (kept > 0 && str_eq(pass->modules[kept - 1]->name, module->name)) {
            Diag *diag = diag_report(pass->diags, DIAG_L0307, module->tree->root->span,
                                     STR_ARG(module->name));
            diag_label(pass->diags, diag, pass->modules[kept - 1]->tree->root->span,
                       "the other one");
        } else {
            pass->modules[kept++] = module;
        }
    }
    pass->n_modules = kept;
}

static void see(Pass *pass, size_t from, const Module *module)
{
    bool *seen = &pass->sees[from * pass->n_modules + scope_index(pass, module)];
    if (*seen) {
        return;
    }
    *seen = true;
    for (size_t i = 0; i < module->n_imports; i++) {
        see(pass, from, module->imports[i]);
    }
}

void scope_open(Pass *pass, const Module *const *modules, size_t n)
{
    sort_modules(pass, modules, n);
    n = pass->n_modules;
    map_init(&pass->module_index, pass->arena);
    pass->numbers = arena_array(pass->arena, size_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        pass->numbers[i] = i;
        map_put(&pass->module_index, pass->modules[i]->name, &pass->numbers[i]);
    }
    pass->sees = arena_array(pass->arena, bool, n *n + 1);
    const size_t *units = map_find(&pass->module_index, STR("licet.units"));
    for (size_t i = 0; i < n; i++) {
        see(pass, i, pass->modules[i]);
        if (units) {
            see(pass, i, pass->modules[*units]);
        }
    }
    for (size_t i = 0; i < SPACE_COUNT; i++) {
        map_init(&pass->spaces[i], pass->arena);
    }
    map_init(&pass->countries, pass->arena);
}

// -- names

Names *scope_names(const Pass *pass, Space space, Str name)
{
    return map_find(&pass->spaces[space], name);
}

void scope_add(Pass *pass, Space space, Decl *decl)
{
    Names *names = scope_names(pass, space, decl->name);
    if (!names) {
        names = arena_make(pass->arena, Names);
        map_put(&pass->spaces[space], decl->name, names);
    }
    vec_push(pass->arena, &names->list, decl);
}

const Decl *scope_find(const Pass *pass, size_t from, Space space, Str name,
                       const Decl **other)
{
    const Names *names = scope_names(pass, space, name);
    const Decl *found = NULL;
    *other = NULL;
    for (size_t i = 0; names && i < names->list.n; i++) {
        const Decl *decl = names->list.items[i];
        if (!scope_sees(pass, from, decl->module)) {
            continue;
        }
        // A name declared twice in one module, or one of the language, has its message
        // already.
        if (!found) {
            found = decl;
        } else if (!*other && found->module && decl->module != found->module) {
            *other = decl;
        }
    }
    return found;
}

const Decl *scope_hidden(const Pass *pass, size_t from, Space space, Str name)
{
    const Names *names = scope_names(pass, space, name);
    for (size_t i = 0; names && i < names->list.n; i++) {
        if (!scope_sees(pass, from, names->list.items[i]->module)) {
            return names->list.items[i];
        }
    }
    return NULL;
}

void scope_candidates(Pass *pass, size_t from, Space space, Candidates *out)
{
    const Map *map = &pass->spaces[space];
    for (size_t i = 0; i < map->n; i++) {
        const Names *names = map->entries[i].value;
        bool seen = false;
        for (size_t j = 0; j < names->list.n && !seen; j++) {
            seen = scope_sees(pass, from, names->list.items[j]->module);
        }
        if (seen) {
            vec_push(pass->arena, &out->list, map->entries[i].key);
        }
    }
}

bool scope_suggest(Pass *pass, Diag *diag, Str word, const Candidates *candidates)
{
    Str near = diag_nearest(word, candidates->list.items, candidates->list.n);
    if (near.len > 0) {
        diag_note(pass->diags, diag, "did you mean '%.*s'?", STR_ARG(near));
    }
    return near.len > 0;
}

const Decl *scope_builtin(Pass *pass, Str name)
{
    for (size_t i = 0; i < countof(BUILTINS); i++) {
        if (str_is(name, BUILTINS[i])) {
            Decl *decl = arena_make(pass->arena, Decl);
            decl->kind = DECL_BUILTIN;
            decl->name = str_of(BUILTINS[i]);
            decl->index = (uint32_t)i;
            decl->type = type_plain(TYPE_ERROR);
            return decl;
        }
    }
    return NULL;
}

const Decl *scope_country(Pass *pass, Str code)
{
    if (!country_exists(code)) {
        return NULL;
    }
    Decl *decl = map_find(&pass->countries, code);
    if (!decl) {
        decl = arena_make(pass->arena, Decl);
        decl->kind = DECL_COUNTRY;
        decl->name = code;
        decl->title = country_name(code);
        decl->type = type_plain(TYPE_COUNTRY);
        map_put(&pass->countries, code, decl);
    }
    return decl;
}

// -- messages

const char *scope_vocabulary(VocabularyKind kind)
{
    switch (kind) {
    case VOCABULARY_OUTCOMES: return "outcome";
    case VOCABULARY_REASONS: return "reason";
    case VOCABULARY_POLICIES: return "policy";
    case VOCABULARY_DUTIES: return "duty";
    case VOCABULARY_FLAGS: return "flag";
    case VOCABULARY_EXCLUSIONS: return "exclusion";
    }
    return "word";
}

const char *scope_kind(const Decl *decl)
{
    switch (decl->kind) {
    case DECL_FACT: return decl->node->op == 1 ? "an act" : "a fact";
    case DECL_DEFINE: return "a definition";
    case DECL_PARAM: return "a parameter";
    case DECL_LOCAL: return "a variable";
    case DECL_NATIVE: return "a native function";
    case DECL_TABLE: return "a table";
    case DECL_COLUMN: return "a column";
    case DECL_FIELD: return "a field";
    case DECL_RECORD: return "a record";
    case DECL_ENUM: return "an enum";
    case DECL_ENUM_VALUE: return "a value of an enum";
    case DECL_COUNTRY: return "a country";
    case DECL_UNIT: return decl->unit && decl->unit->currency ? "a currency" : "a unit";
    case DECL_VERDICT: return "a verdict";
    case DECL_WORD:
        return decl->vocabulary == VOCABULARY_OUTCOMES     ? "an outcome"
               : decl->vocabulary == VOCABULARY_EXCLUSIONS ? "an exclusion"
               : decl->vocabulary == VOCABULARY_REASONS    ? "a reason"
               : decl->vocabulary == VOCABULARY_POLICIES   ? "a policy"
               : decl->vocabulary == VOCABULARY_DUTIES     ? "a duty"
                                                           : "a flag";
    case DECL_RULE: return "a rule";
    case DECL_SCENARIO: return "a scenario";
    case DECL_BUILTIN: return "a built-in function";
    }
    return "a name";
}

void scope_ambiguous(Pass *pass, Span span, const Decl *a, const Decl *b)
{
    Diag *diag = diag_report(pass->diags, DIAG_L0314, span, STR_ARG(a->name));
    diag_label(pass->diags, diag, pass_place(a->node), "%s of module '%.*s'", scope_kind(a),
               STR_ARG(a->module->name));
    diag_label(pass->diags, diag, pass_place(b->node), "%s of module '%.*s'", scope_kind(b),
               STR_ARG(b->module->name));
}

bool scope_report_hidden(Pass *pass, Span span, const Decl *hidden)
{
    Diag *diag = diag_report(pass->diags, DIAG_L0317, span, STR_ARG(hidden->name),
                             STR_ARG(hidden->module->name));
    diag_label(pass->diags, diag, pass_place(hidden->node), "%s", scope_kind(hidden));
    diag_hint(pass->diags, diag, "Write 'import %.*s' at the head of this module.",
              STR_ARG(hidden->module->name));
    return false;
}

const Regime *scope_regime(Pass *pass, size_t module, Span span)
{
    if (pass->second[module]) {
        // Both by name: the first seen and the other one.
        const Regime *a = pass->regime[module], *b = pass->second[module];
        diag_report(pass->diags, DIAG_L0336, span, STR_ARG(a->name), STR_ARG(b->name));
        return NULL;
    }
    if (!pass->regime[module]) {
        diag_report(pass->diags, DIAG_L0335, span);
    }
    return pass->regime[module];
}
