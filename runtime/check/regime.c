// Regimes: chains of verdicts with their roles, and what belongs to a regime.
//
// In:  `verdicts`, vocabularies, `not checked` and `text read through` of all modules.
// Out: Regimes, the one that each module sees, words with their regime and severity.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/regime.h"

#include "runtime/check/scope.h"

static const char *const ROLES[] = {"exclusion", "default", "exception", "requirement",
                                    "prohibition"};
enum { ROLE_COUNT = countof(ROLES) };

static size_t *role_slot(Regime *regime, size_t role)
{
    size_t *const slots[ROLE_COUNT] = {&regime->exclusion, &regime->fallback,
                                       &regime->exception, &regime->requirement,
                                       &regime->prohibition};
    return slots[role];
}

// -- roles

// False when that was reported.
static bool give_role(Pass *pass, Regime *regime, size_t verdict, const Node *name,
                      const Node *given[ROLE_COUNT])
{
    size_t role = 0;
    while (role < ROLE_COUNT && !str_is(name->text, ROLES[role])) {
        role++;
    }
    if (role == ROLE_COUNT) {
        Diag *diag = diag_report(pass->diags, DIAG_L0521, name->span, STR_ARG(name->text));
        Candidates roles = {0};
        for (size_t i = 0; i < ROLE_COUNT; i++) {
            vec_push(pass->arena, &roles.list, str_of(ROLES[i]));
        }
        scope_suggest(pass, diag, name->text, &roles);
        return false;
    }
    if (given[role]) {
        Diag *diag = diag_report(pass->diags, DIAG_L0518, name->span, ROLES[role]);
        diag_label(pass->diags, diag, given[role]->span, "the first time");
        return false;
    }
    given[role] = name;
    *role_slot(regime, role) = verdict;
    return true;
}

// All five roles are given, and along the chain.
static void check_roles(Pass *pass, Regime *regime, const Node *node,
                        const Node *const given[ROLE_COUNT])
{
    size_t last = ROLE_COUNT;
    for (size_t i = 0; i < ROLE_COUNT; i++) {
        if (!given[i]) {
            diag_report(pass->diags, DIAG_L0517, node->span, ROLES[i]);
            return;
        }
        if (last<ROLE_COUNT && * role_slot(regime, last)> * role_slot(regime, i)) {
            Diag *diag =
                diag_report(pass->diags, DIAG_L0519, given[i]->span, ROLES[i], ROLES[last]);
            diag_label(pass->diags, diag, given[last]->span, "'%s' stands here",
                       ROLES[last]);
            return;
        }
        last = i;
    }
}

static void find_roles(Pass *pass, Regime *regime, const Node *node, const Node *list)
{
    const Node *given[ROLE_COUNT] = {NULL};
    bool any = false, good = true;
    for (uint32_t i = 0; i < list->n; i++) {
        const Node *roles = node_kid(list->kids[i], VERDICT_ROLES);
        for (uint32_t j = 0; j < node_count(roles); j++) {
            any = true;
            good = give_role(pass, regime, i, roles->kids[j], given) && good;
        }
    }
    if (any && good) {
        check_roles(pass, regime, node, given);
    } else if (any) {
        return;
    } else if (list->n == ROLE_COUNT) {
        for (size_t i = 0; i < ROLE_COUNT; i++) {
            *role_slot(regime, i) = i;
        }
    } else {
        diag_report(pass->diags, DIAG_L0516, node->span, list->n, list->n == 1 ? "" : "s");
    }
}

// -- chains

static void add_verdict(Pass *pass, const Module *module, Regime *regime, const Node *node)
{
    Decl *decl = arena_make(pass->arena, Decl);
    decl->kind = DECL_VERDICT;
    decl->name = node->text;
    decl->title = pass_text(node_kid(node, VERDICT_TITLE));
    decl->node = node;
    decl->module = module;
    decl->type = type_plain(TYPE_ERROR);
    decl->regime = regime;
    decl->index = (uint32_t)regime->n;
    pass_ref(pass, node, decl);
    for (size_t i = 0; i < regime->n; i++) {
        if (str_eq(regime->chain[i].name, node->text)) {
            const Names *names = scope_names(pass, SPACE_VERDICT, node->text);
            Diag *diag =
                diag_report(pass->diags, DIAG_L0310, pass_place(node), STR_ARG(node->text));
            diag_label(pass->diags, diag,
                       pass_place(names->list.items[names->list.n - 1]->node),
                       "the first time");
        }
    }
    bool blocks = (node->op & 1) != 0;
    if (regime->n > 0 && regime->chain[regime->n - 1].blocks && !blocks) {
        const Verdict *before = &regime->chain[regime->n - 1];
        diag_report(pass->diags, DIAG_L0520, pass_place(node), STR_ARG(node->text),
                    STR_ARG(before->name));
    }
    regime->chain[regime->n++] = 
        (Verdict){.name = decl->name, .title = decl->title, .blocks = blocks};
    scope_add(pass, SPACE_VERDICT, decl);
}

static Regime *add_regime(Pass *pass, const Module *module, const Node *node)
{
    const Node *name = node_kid(node, VERDICTS_NAME);
    const Node *list = node_kid(node, VERDICTS_LIST);
    Regime *regime = arena_make(pass->arena, Regime);
    regime->name = name ? node_label(pass->arena, name) : module->name;
    regime->title = pass_text(node_kid(node, VERDICTS_TITLE));
    regime->module = module;
    regime->index = (uint32_t)pass->out->regimes.n;
    regime->read_through = DAY_MAX;
    regime->chain = arena_array(pass->arena, Verdict, node_count(list) + 1);
    for (size_t i = 0; i < pass->out->regimes.n; i++) {
        const Regime *known = pass->out->regimes.items[i];
        if (str_eq(known->name, regime->name)) {
            diag_report(pass->diags, DIAG_L0524, name ? name->span : node->span,
                        STR_ARG(regime->name), STR_ARG(known->module->name));
        }
    }
    for (uint32_t i = 0; i < node_count(list); i++) {
        add_verdict(pass, module, regime, list->kids[i]);
    }
    if (list) {
        find_roles(pass, regime, node, list);
    }
    if (regime->n > 1 && !regime->chain[regime->n - 1].blocks) {
        diag_report(pass->diags, DIAG_L0544, pass_place(node));
    }
    vec_push(pass->arena, &pass->out->regimes, regime);
    return regime;
}

void regime_collect(Pass *pass)
{
    for (size_t i = 0; i < pass->n_modules; i++) {
        const Node *decls = node_kid(pass->modules[i]->tree->root, MODULE_DECLS);
        for (uint32_t j = 0; j < node_count(decls); j++) {
            if (decls->kids[j]->kind == NODE_VERDICTS) {
                add_regime(pass, pass->modules[i], decls->kids[j]);
            }
        }
    }
    pass->regime = arena_array(pass->arena, const Regime *, pass->n_modules + 1);
    pass->second = arena_array(pass->arena, const Regime *, pass->n_modules + 1);
    for (size_t i = 0; i < pass->n_modules; i++) {
        for (size_t j = 0; j < pass->out->regimes.n; j++) {
            const Regime *regime = pass->out->regimes.items[j];
            if (!scope_sees(pass, i, regime->module)) {
                continue;
            }
            if (!pass->regime[i]) {
                pass->regime[i] = regime;
            } else if (!pass->second[i]) {
                pass->second[i] = regime;
            }
        }
    }
}

// -- what belongs to a regime

// The regime to be completed: regimes stand in Checked as they were made.
static Regime *regime_here(Pass *pass, size_t module, Span span)
{
    const Regime *seen = scope_regime(pass, module, span);
    return seen ? pass->out->regimes.items[seen->index] : NULL;
}

static void attach_not_checked(Pass *pass, size_t module, const Node *node)
{
    const Node *words = node_kid(node, 0);
    Regime *regime = regime_here(pass, module, node->span);
    if (!regime) {
        return;
    }
    size_t n = regime->n_not_checked + node_count(words);
    const Decl **all = arena_array(pass->arena, const Decl *, n + 1);
    for (size_t i = 0; i < regime->n_not_checked; i++) {
        all[i] = regime->not_checked[i];
    }
    for (uint32_t i = 0; i < node_count(words); i++) {
        const Node *word = words->kids[i];
        Decl *decl = arena_make(pass->arena, Decl);
        decl->kind = DECL_WORD;
        decl->name = word->text;
        decl->title = pass_text(node_kid(word, WORD_TITLE));
        decl->node = word;
        decl->module = pass->modules[module];
        decl->regime = regime;
        all[regime->n_not_checked++] = decl;
    }
    regime->not_checked = all;
}

// Several modules of a regime may each say how far they were read: the earliest counts.
static void attach_read_through(Pass *pass, size_t module, const Node *node)
{
    const Node *date = node_kid(node, 0);
    Regime *regime = regime_here(pass, module, node->span);
    Day day = 0;
    if (regime && date && date_parse(date->text, &day) && day < regime->read_through) {
        regime->read_through = day;
    }
}

static bool code_is_open(Str code)
{
    return str_starts(code, STR("RF-")) && code.len > 3; // red flags number themselves
}

static void check_code(Pass *pass, const Decl *word)
{
    static const char *const CODES[] = {
#define X(code, ...) code,
#include "runtime/check/codes.def"
#undef X
    };
    if (word->code.len == 0 || code_is_open(word->code)) {
        return;
    }
    Candidates known = {0};
    for (size_t i = 0; i < countof(CODES); i++) {
        if (str_is(word->code, CODES[i])) {
            return;
        }
        vec_push(pass->arena, &known.list, str_of(CODES[i]));
    }
    Diag *diag = diag_report(pass->diags, DIAG_L0522, node_kid(word->node, WORD_CODE)->span,
                             STR_ARG(word->code));
    scope_suggest(pass, diag, word->code, &known);
}

// Which verdict an outcome raises: the one named, else the chain's requirement.
static void attach_outcome(Pass *pass, size_t module, Decl *word)
{
    const Node *raises = node_kid(word->node, WORD_RAISES);
    const Regime *regime = raises ? scope_regime(pass, module, raises->span) : word->regime;
    word->severity = regime ? (uint32_t)regime->requirement : 0;
    if (!raises || !regime) {
        return;
    }
    Candidates chain = {0};
    for (size_t i = 0; i < regime->n; i++) {
        if (str_eq(regime->chain[i].name, raises->text)) {
            word->severity = (uint32_t)i;
            if (i <= regime->fallback) {
                diag_report(pass->diags, DIAG_L0543, raises->span, STR_ARG(raises->text),
                            STR_ARG(regime->chain[regime->fallback].name));
            }
            return;
        }
        vec_push(pass->arena, &chain.list, regime->chain[i].name);
    }
    Diag *diag = diag_report(pass->diags, DIAG_L0332, raises->span, STR_ARG(raises->text),
                             STR_ARG(regime->name));
    scope_suggest(pass, diag, raises->text, &chain);
}

void regime_attach(Pass *pass)
{
    for (size_t i = 0; i < pass->n_modules; i++) {
        const Node *decls = node_kid(pass->modules[i]->tree->root, MODULE_DECLS);
        for (uint32_t j = 0; j < node_count(decls); j++) {
            if (decls->kids[j]->kind == NODE_NOT_CHECKED) {
                attach_not_checked(pass, i, decls->kids[j]);
            } else if (decls->kids[j]->kind == NODE_READ_THROUGH) {
                attach_read_through(pass, i, decls->kids[j]);
            }
        }
    }
    for (size_t i = 0; i < pass->out->words.n; i++) {
        Decl *word = pass->out->words.items[i];
        size_t module = scope_index(pass, word->module);
        word->regime = pass->second[module] ? NULL : pass->regime[module];
        check_code(pass, word);
        if (word->vocabulary == VOCABULARY_OUTCOMES) {
            attach_outcome(pass, module, word);
        }
    }
}
