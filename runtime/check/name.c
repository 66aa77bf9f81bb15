// Names in expressions: what a bare word means where it stands.
//
// In order: a variable, a value of the expected enum, a fact, definition or table, a
// country, a classification, a value of the only enum that has it. Everything else is a
// message that says what the word is instead, or which word was probably meant.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/infer.h"
#include "runtime/check/scope.h"

static const Decl *find_local(const Env *env, Str name)
{
    for (const Local *local = env->locals; local; local = local->up) {
        if (str_eq(local->decl->name, name)) {
            return local->decl;
        }
    }
    return NULL;
}

// The value of that enum which a visible declaration of it has.
static const Decl *enum_value(const Pass *pass, const EnumType *of, Str name)
{
    const Names *names = scope_names(pass, SPACE_ENUM_VALUE, name);
    for (size_t i = 0; names && i < names->list.n; i++) {
        if (names->list.items[i]->type->enumeration == of) {
            return names->list.items[i];
        }
    }
    return NULL;
}

bool infer_is_word(const Env *env, const Node *node)
{
    const Decl *other = NULL;
    return node->kind == NODE_NAME && !find_local(env, node->text) &&
           scope_names(env->pass, SPACE_ENUM_VALUE, node->text) &&
           !scope_find(env->pass, env->module, SPACE_VALUE, node->text, &other);
}

// -- declared values

static const Type *use_fact(Env *env, const Node *node, const Decl *decl)
{
    if (env->no_facts) {
        Diag *diag = diag_report(env->pass->diags, DIAG_L0341, node->span, env->no_facts,
                                 STR_ARG(decl->name));
        diag_label(env->pass->diags, diag, pass_place(decl->node), "%s", scope_kind(decl));
        return type_plain(TYPE_ERROR);
    }
    return decl->type;
}

static const Type *use_value(Env *env, const Node *node, const Decl *decl)
{
    pass_ref(env->pass, node, decl);
    if (decl->kind == DECL_FACT) {
        return use_fact(env, node, decl);
    }
    if (decl->kind == DECL_TABLE) {
        return decl->type;
    }
    return infer_use(env, node, decl, 0);
}

// -- values of enums without an expected type

static const Type *lone_enum_value(Env *env, const Node *node)
{
    Pass *pass = env->pass;
    const Names *names = scope_names(pass, SPACE_ENUM_VALUE, node->text);
    const Decl *found = NULL;
    for (size_t i = 0; names && i < names->list.n; i++) {
        const Decl *decl = names->list.items[i];
        if (!scope_sees(pass, env->module, decl->module)) {
            continue;
        }
        if (found) {
            Diag *diag =
                diag_report(pass->diags, DIAG_L0325, node->span, STR_ARG(node->text));
            diag_label(pass->diags, diag, pass_place(found->node), "a value of '%.*s'",
                       STR_ARG(found->type->enumeration->name));
            diag_label(pass->diags, diag, pass_place(decl->node), "a value of '%.*s'",
                       STR_ARG(decl->type->enumeration->name));
            return type_plain(TYPE_ERROR);
        }
        found = decl;
    }
    if (!found) {
        return NULL;
    }
    pass_ref(pass, node, found);
    return found->type;
}

// -- messages for what is no value

// The word is something else in this module. True when that was reported.
static bool report_other_kind(Env *env, const Node *node)
{
    static const Space OTHERS[] = {SPACE_UNIT, SPACE_TYPE, SPACE_WORD, SPACE_VERDICT};
    Pass *pass = env->pass;
    const Decl *other = NULL;
    for (size_t i = 0; i < countof(OTHERS); i++) {
        const Decl *decl = scope_find(pass, env->module, OTHERS[i], node->text, &other);
        if (!decl) {
            continue;
        }
        if (OTHERS[i] == SPACE_UNIT) {
            Diag *diag = diag_report(pass->diags, DIAG_L0316, node->span,
                                     STR_ARG(node->text), scope_kind(decl));
            diag_hint(pass->diags, diag, "Write it directly after a number: '1 %.*s'.",
                      STR_ARG(node->text));
            return true;
        }
        Diag *diag = diag_report(pass->diags, DIAG_L0318, node->span, STR_ARG(node->text),
                                 scope_kind(decl));
        diag_label(pass->diags, diag, pass_place(decl->node), "declared here");
        return true;
    }
    if (scope_builtin(pass, node->text)) {
        diag_report(pass->diags, DIAG_L0318, node->span, STR_ARG(node->text),
                    "a built-in function");
        return true;
    }
    return false;
}

// A field of the variable in sight was probably meant.
static bool suggest_field(Env *env, const Node *node, Diag *diag)
{
    for (const Local *local = env->locals; local; local = local->up) {
        if (type_field(local->decl->type, node->text, NULL)) {
            diag_note(env->pass->diags, diag, "'%.*s' is a field of '%.*s'",
                      STR_ARG(node->text), STR_ARG(local->decl->type->record->name));
            diag_hint(env->pass->diags, diag, "Write '%.*s.%.*s'.",
                      STR_ARG(local->decl->name), STR_ARG(node->text));
            return true;
        }
    }
    return false;
}

static void suggest_names(Env *env, const Node *node, const Type *want, Diag *diag)
{
    Candidates names = {0};
    for (const Local *local = env->locals; local; local = local->up) {
        vec_push(env->pass->arena, &names.list, local->decl->name);
    }
    if (want && want->kind == TYPE_ENUM) {
        for (size_t i = 0; i < want->enumeration->n; i++) {
            vec_push(env->pass->arena, &names.list, want->enumeration->values[i]);
        }
    }
    scope_candidates(env->pass, env->module, SPACE_VALUE, &names);
    scope_candidates(env->pass, env->module, SPACE_ENUM_VALUE, &names);
    scope_suggest(env->pass, diag, node->text, &names);
}

// All values of a small enum, as a hint.
static void list_values(Pass *pass, Diag *diag, const EnumType *of)
{
    enum { SHOWN_MAX = 8 };
    if (of->n == 0 || of->n > SHOWN_MAX) {
        return;
    }
    Buf text;
    buf_init(&text, pass->arena);
    for (size_t i = 0; i < of->n; i++) {
        buf_text(&text, i == 0 ? "" : i + 1 == of->n ? " and " : ", ");
        buf_str(&text, of->values[i]);
    }
    Str values = str_copy(pass->arena, buf_done(&text));
    diag_hint(pass->diags, diag, "Its values are %.*s.", STR_ARG(values));
}

static bool two_capitals(Str name)
{
    return name.len == 2 && name.at[0] >= 'A' && name.at[0] <= 'Z' && name.at[1] >= 'A' &&
           name.at[1] <= 'Z';
}

// 'yes' as a form would have it. True when a word was suggested.
static bool suggest_truth(Env *env, const Node *node, Diag *diag)
{
    static const struct {
        const char *word, *meant;
    } words[] = {{"yes", "true"},   {"Yes", "true"},   {"True", "true"}, {"TRUE", "true"},
                 {"False", "false"}, {"FALSE", "false"}, {"No", "false"}};
    for (size_t i = 0; i < countof(words); i++) {
        if (str_is(node->text, words[i].word)) {
            diag_note(env->pass->diags, diag, "did you mean %s?", words[i].meant);
            return true;
        }
    }
    return false;
}

static const Type *report_unknown(Env *env, const Node *node, const Type *want)
{
    Pass *pass = env->pass;
    const Decl *hidden = scope_hidden(pass, env->module, SPACE_VALUE, node->text);
    if (!hidden) {
        hidden = scope_hidden(pass, env->module, SPACE_ENUM_VALUE, node->text);
    }
    if (hidden) {
        scope_report_hidden(pass, node->span, hidden);
    } else if (want && want->kind == TYPE_ENUM) {
        const EnumType *of = want->enumeration;
        Diag *diag = diag_report(pass->diags, DIAG_L0324, node->span, STR_ARG(of->name),
                                 STR_ARG(node->text));
        suggest_names(env, node, want, diag);
        list_values(pass, diag, of);
    } else if (!report_other_kind(env, node)) {
        if (two_capitals(node->text)) {
            diag_report(pass->diags, DIAG_L0328, node->span, STR_ARG(node->text));
            return type_plain(TYPE_ERROR);
        }
        Diag *diag = diag_report(pass->diags, DIAG_L0315, node->span, STR_ARG(node->text));
        if (!suggest_field(env, node, diag) && !suggest_truth(env, node, diag)) {
            suggest_names(env, node, want, diag);
        }
    }
    return type_plain(TYPE_ERROR);
}

// EAR99 and its like: a label in capitals with a digit, where a classification is wanted.
static bool looks_like_label(Str name)
{
    bool digit = false;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.at[i];
        digit = digit || (c >= '0' && c <= '9');
        if (!(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9')) {
            return false;
        }
    }
    return digit;
}

// A classification that is a single word is a value like that of an enum.
static const Type *label_word(Pass *pass, const Node *node)
{
    Decl *decl = arena_make(pass->arena, Decl);
    decl->kind = DECL_ENUM_VALUE;
    decl->name = node->text;
    decl->type = type_plain(TYPE_ECCN);
    pass_ref(pass, node, decl);
    return decl->type;
}

const Type *infer_name(Env *env, const Node *node, const Type *want)
{
    Pass *pass = env->pass;
    const Decl *other = NULL;
    const Decl *decl = find_local(env, node->text);
    if (decl) {
        pass_ref(pass, node, decl);
        return decl->type;
    }
    if (want && want->kind == TYPE_ENUM) {
        decl = enum_value(pass, want->enumeration, node->text);
        if (decl) {
            pass_ref(pass, node, decl);
            return decl->type;
        }
    }
    decl = scope_find(pass, env->module, SPACE_VALUE, node->text, &other);
    if (decl) {
        if (other) {
            scope_ambiguous(pass, node->span, decl, other);
        }
        return use_value(env, node, decl);
    }
    decl = scope_country(pass, node->text);
    if (decl) {
        pass_ref(pass, node, decl);
        return decl->type;
    }
    if (label_is_eccn(node->text) ||
        (want && want->kind == TYPE_ECCN && looks_like_label(node->text))) {
        return label_word(pass, node);
    }
    const Type *type = want && want->kind == TYPE_ENUM ? NULL : lone_enum_value(env, node);
    return type ? type : report_unknown(env, node, want);
}
