// Rules: subjects, effects and their words, conditions, duties.
//
// In:  rules, declarations and definitions with their types.
// Out: the variable of each rule, the words its effect and duties use, types of conditions.
// Which rule beats which, labels that no rule has and acts in wrong places: later, on Core.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/rule.h"

#include "runtime/check/infer.h"
#include "runtime/check/resolve.h"
#include "runtime/check/scope.h"
#include "runtime/check/shape.h"

// -- subjects

// The record type of the elements of the subject list; TYPE_ERROR when there is none.
static const Type *subject_type(Pass *pass, size_t module, const Node *path)
{
    const Type *list = resolve_path(pass, module, path, false);
    if (list->kind == TYPE_LIST && list->of->kind == TYPE_RECORD && !list->optional) {
        return list->of;
    }
    if (list->kind != TYPE_ERROR) {
        Str shown = pass_show(pass, list);
        diag_report(pass->diags, DIAG_L0505, path->span, STR_ARG(shown));
    }
    return type_plain(TYPE_ERROR);
}

static void add_classified(Pass *pass, const Node *rule, const Type *subject)
{
    const Node *effect = node_kid(rule, RULE_EFFECT);
    if (!effect || effect->kind != NODE_EFFECT || effect->op != EFFECT_CLASSIFIES) {
        return;
    }
    const Node *label = node_kid(effect, EFFECT_AS);
    Classified classified = {.rule = rule};
    classified.label = label ? node_label(pass->arena, label) : STR_NONE;
    classified.record = subject && subject->kind == TYPE_RECORD ? subject->record : NULL;
    vec_push(pass->arena, &pass->classified, classified);
}

void rule_subjects(Pass *pass)
{
    for (size_t i = 0; i < pass->out->rules.n; i++) {
        const Decl *rule = pass->out->rules.items[i];
        const Node *name = node_kid(rule->node, RULE_SUBJECT);
        const Node *path = node_kid(rule->node, RULE_LIST);
        const Type *type = NULL;
        Env env = {.pass = pass, .module = scope_index(pass, rule->module)};
        if (name && path) {
            const Decl *variable = NULL;
            type = subject_type(pass, env.module, path);
            infer_bind(&env, name, name->text, type, &variable);
            pass_ref(pass, name, variable);
            pass_type(pass, name, type);
            pass_ref(pass, rule->node, variable);
        }
        add_classified(pass, rule->node, type);
    }
}

// -- words of vocabularies

static const Decl *find_word(Pass *pass, size_t module, Str name, VocabularyKind kind,
                             const Decl **other_kind, const Decl **hidden)
{
    const Names *names = scope_names(pass, SPACE_WORD, name);
    *other_kind = NULL;
    *hidden = NULL;
    for (size_t i = 0; names && i < names->list.n; i++) {
        const Decl *word = names->list.items[i];
        if (!scope_sees(pass, module, word->module)) {
            *hidden = word->vocabulary == kind ? word : *hidden;
        } else if (word->vocabulary == kind) {
            return word;
        } else {
            *other_kind = word;
        }
    }
    return NULL;
}

enum { WORDS_LISTED = 8 }; // as many are named when none is near

static Str listed(Arena *arena, const Candidates *words)
{
    Buf out;
    buf_init(&out, arena);
    for (size_t i = 0; i < words->list.n; i++) {
        buf_text(&out, i > 0 ? ", " : "");
        buf_str(&out, words->list.items[i]);
    }
    return buf_done(&out);
}

const Decl *rule_word(Pass *pass, size_t module, const Node *node, VocabularyKind kind)
{
    const Decl *other = NULL, *hidden = NULL;
    const Decl *word = find_word(pass, module, node->text, kind, &other, &hidden);
    Span span = pass_place(node);
    if (word) {
        pass_ref(pass, node, word);
        return word;
    }
    if (other) {
        const char *need = scope_vocabulary(kind);
        bool vowel = kind == VOCABULARY_OUTCOMES || kind == VOCABULARY_EXCLUSIONS;
        Diag *diag = diag_report(pass->diags, DIAG_L0331, span, STR_ARG(node->text),
                                 scope_kind(other), vowel ? "an" : "a", need);
        diag_label(pass->diags, diag, pass_place(other->node), "declared here");
        return NULL;
    }
    if (hidden) {
        scope_report_hidden(pass, span, hidden);
        return NULL;
    }
    Diag *diag = diag_report(pass->diags, DIAG_L0330, span, scope_vocabulary(kind),
                             STR_ARG(node->text));
    Candidates words = {0};
    for (size_t i = 0; i < pass->out->words.n; i++) {
        const Decl *candidate = pass->out->words.items[i];
        if (candidate->vocabulary == kind && scope_sees(pass, module, candidate->module)) {
            vec_push(pass->arena, &words.list, candidate->name);
        }
    }
    const char *all = node_op_word(NODE_VOCABULARY, (uint8_t)kind);
    if (words.list.n == 0) {
        diag_hint(pass->diags, diag, "Declare it: '%s { %.*s }'.", all, STR_ARG(node->text));
    } else if (!scope_suggest(pass, diag, node->text, &words) && words.list.n <= WORDS_LISTED) {
        Str known = listed(pass->arena, &words);
        diag_hint(pass->diags, diag, "Declared as '%s': %.*s.", all, STR_ARG(known));
    }
    return NULL;
}

// -- terms

// f(item): a definition asked of the rule's subject, of a type that can be written down.
static bool is_asked(Env *env, const Node *value)
{
    const Type *type = infer(env, value, NULL);
    const Decl *decl = env->pass->refs[value->id];
    const Node *arg = value->n == 1 ? node_kid(value, 0) : NULL;
    bool subject = arg != NULL && arg->kind == NODE_NAME && env->n_locals == 1 &&
                   str_eq(arg->text, env->locals[0].decl->name);
    return type->kind == TYPE_ERROR ||
           (subject && decl != NULL && decl->kind == DECL_DEFINE && type->kind != TYPE_RECORD);
}

// Arguments of a term are written down: bare words and literals. Those of a duty may ask a
// definition of the subject.
static void check_argument(Env *env, const Node *arg, VocabularyKind kind, bool *reason)
{
    Pass *pass = env->pass;
    const Node *value = node_kid(arg, 0);
    if (!value) {
        return;
    }
    if (str_is(arg->text, "reason")) {
        *reason = true;
        if (value->kind != NODE_NAME) {
            diag_report(pass->diags, DIAG_L0509, value->span);
            return;
        }
        pass_ref(pass, arg, rule_word(pass, env->module, value, VOCABULARY_REASONS));
        pass_type(pass, value, type_plain(TYPE_TEXT));
        return;
    }
    bool plain = value->kind == NODE_NAME || value->kind == NODE_STRING ||
                 value->kind == NODE_LABEL || value->kind == NODE_NUMBER ||
                 value->kind == NODE_QUANTITY || value->kind == NODE_DATE;
    if (kind == VOCABULARY_DUTIES && value->kind == NODE_CALL) {
        if (!is_asked(env, value)) {
            diag_report(pass->diags, DIAG_L0462, value->span);
        }
        return;
    }
    if (!plain) {
        diag_report(pass->diags, DIAG_L0462, value->span);
    }
    pass_type(pass, value, type_plain(TYPE_TEXT));
}

// Checks the word and the arguments; whether a reason is among them.
static bool check_term(Env *env, const Node *term, VocabularyKind kind)
{
    bool reason = false;
    if (!term || term->kind != NODE_TERM) {
        return true;
    }
    rule_word(env->pass, env->module, term, kind);
    const Node *args = node_kid(term, 0);
    for (uint32_t i = 0; i < node_count(args); i++) {
        check_argument(env, args->kids[i], kind, &reason);
        for (uint32_t j = 0; j < i && args->kids[i]->text.len > 0; j++) {
            if (str_eq(args->kids[j]->text, args->kids[i]->text)) {
                Diag *diag = diag_report(env->pass->diags, DIAG_L0537, args->kids[i]->span,
                                         STR_ARG(args->kids[i]->text));
                diag_label(env->pass->diags, diag, args->kids[j]->span, "the first time");
            }
        }
    }
    return reason;
}

// -- effects

static void check_classifies(Env *env, const Node *rule, const Node *name)
{
    const Decl *subject = env->pass->refs[rule->id];
    if (!name) {
        return;
    }
    if (!subject) {
        diag_report(env->pass->diags, DIAG_L0507, name->span);
        return;
    }
    if (!str_eq(subject->name, name->text)) {
        Diag *diag = diag_report(env->pass->diags, DIAG_L0506, name->span,
                                 STR_ARG(subject->name), STR_ARG(name->text));
        diag_label(env->pass->diags, diag, pass_place(subject->node), "the subject");
        return;
    }
    pass_ref(env->pass, name, subject);
    pass_type(env->pass, name, subject->type);
}

static void check_effect(Env *env, const Node *rule, const Node *effect)
{
    const Node *what = node_kid(effect, EFFECT_WHAT), *as = node_kid(effect, EFFECT_AS);
    switch ((EffectKind)effect->op) {
    case EFFECT_CLASSIFIES: check_classifies(env, rule, what); break;
    case EFFECT_REQUIRES:
        if (!check_term(env, what, VOCABULARY_OUTCOMES)) {
            diag_report(env->pass->diags, DIAG_L0508, what->span, STR_ARG(what->text));
        }
        break;
    case EFFECT_PROHIBITS: (void)check_term(env, what, VOCABULARY_OUTCOMES); break;
    case EFFECT_EXCLUDES: (void)check_term(env, what, VOCABULARY_EXCLUSIONS); break;
    case EFFECT_OBLIGES: (void)check_term(env, what, VOCABULARY_DUTIES); break;
    case EFFECT_FLAGS: (void)check_term(env, what, VOCABULARY_FLAGS); break;
    case EFFECT_REVIEWS:
        if (as) {
            rule_word(env->pass, env->module, as, VOCABULARY_POLICIES);
        }
        break;
    case EFFECT_AUTHORIZES:
    case EFFECT_SUSPENDS:
    case EFFECT_UNENFORCES: break; // labels are related on Core
    }
}

// -- duties

static void check_duty(Env *env, const Node *duty)
{
    Pass *pass = env->pass;
    const Node *amount = node_kid(duty, DUTY_AMOUNT), *anchor = node_kid(duty, DUTY_ANCHOR);
    (void)check_term(env, node_kid(duty, DUTY_TERM), VOCABULARY_DUTIES);
    if (amount) {
        const Type *type = infer(env, amount, NULL);
        Rat days = RAT_ZERO;
        bool time = type->kind == TYPE_NUM && pass->days->dim.n > 0 &&
                    dim_same(&type->dim, &pass->days->dim);
        bool whole = time &&
                     rat_div(pass->arena, type->low, pass->days->unit_scale, &days) &&
                     rat_is_whole(days);
        if (type->kind != TYPE_ERROR && !whole) {
            diag_report(pass->diags, DIAG_L0511, amount->span);
        }
    }
    if (anchor) {
        const Type *type = resolve_path(pass, env->module, anchor, false);
        if (type->kind != TYPE_DATE && type->kind != TYPE_ERROR) {
            Str shown = pass_show(pass, type);
            diag_report(pass->diags, DIAG_L0512, anchor->span, STR_ARG(shown));
        }
    }
}

// -- whole rules

static void check_rule(Pass *pass, Decl *rule)
{
    const Node *node = rule->node;
    const Node *effect = node_kid(node, RULE_EFFECT);
    const Node *excepts = node_kid(node, RULE_EXCEPTS),
               *duties = node_kid(node, RULE_DUTIES);
    Env env = {.pass = pass, .module = scope_index(pass, rule->module)};
    Local subject = {.decl = pass->refs[node->id]};
    if (subject.decl) {
        env.locals = &subject;
        env.n_locals = 1;
    }
    rule->regime = scope_regime(pass, env.module, node_kid(node, RULE_LABEL)->span);
    shape_heads(pass, node_kid(node, RULE_HEADS), ON_RULE);
    if (effect && effect->kind == NODE_EFFECT) {
        check_effect(&env, node, effect);
    }
    infer_condition(&env, node_kid(node, RULE_WHEN), "the condition of a rule");
    for (uint32_t i = 0; i < node_count(excepts); i++) {
        infer_condition(&env, node_kid(excepts->kids[i], EXCEPT_WHEN),
                        "the condition of an exception");
    }
    for (uint32_t i = 0; i < node_count(duties); i++) {
        check_duty(&env, duties->kids[i]);
    }
}

void rule_check_all(Pass *pass)
{
    for (size_t i = 0; i < pass->out->rules.n; i++) {
        check_rule(pass, pass->out->rules.items[i]);
    }
}
