// Scenarios: what is given fits the facts, what is expected can be.
//
// In:  scenarios, the schema of facts, regimes, rules and words.
// Out: refs of an EXPECT is a verdict of the regime it speaks of (the one it names, if
// any). SPDX-License-Identifier: Apache-2.0
#include "runtime/check/scenario.h"

#include "runtime/check/infer.h"
#include "runtime/check/resolve.h"
#include "runtime/check/rule.h"
#include "runtime/check/scope.h"
#include "runtime/check/shape.h"

// -- what is given

static void check_given(Env *env, const Node *binds)
{
    Pass *pass = env->pass;
    for (uint32_t i = 0; i < node_count(binds); i++) {
        const Node *bind = binds->kids[i];
        const Node *path = node_kid(bind, BIND_PATH), *value = node_kid(bind, BIND_VALUE);
        if (!path || !value) {
            continue;
        }
        const Type *type = resolve_path(pass, env->module, path, false);
        Str name = node_label(pass->arena, path);
        const Decl *place = pass->refs[path->id];
        pass_ref(pass, bind,
                 pass->refs[path->kind == NODE_PATH ? path->kids[0]->id : path->id]);
        infer_as(env, value, type,
                 (Role){"fact", name, pass_place(place ? place->node : NULL)});
        for (uint32_t j = 0; j < i; j++) {
            const Node *other = node_kid(binds->kids[j], BIND_PATH);
            if (other && str_eq(node_label(pass->arena, other), name)) {
                Diag *diag =
                    diag_report(pass->diags, DIAG_L0537, path->span, STR_ARG(name));
                diag_label(pass->diags, diag, other->span, "the first time");
            }
        }
    }
}

// -- labels

static const Decl *rule_with_label(const Pass *pass, Str label)
{
    for (size_t i = 0; i < pass->out->rules.n; i++) {
        const Decl *rule = pass->out->rules.items[i];
        const Node *excepts = node_kid(rule->node, RULE_EXCEPTS);
        if (label_covers(label, rule->name) || label_covers(rule->name, label)) {
            return rule;
        }
        for (uint32_t j = 0; j < node_count(excepts); j++) {
            const Node *name = node_kid(excepts->kids[j], EXCEPT_LABEL);
            if (name && str_eq(node_label(pass->arena, name), label)) {
                return rule;
            }
        }
    }
    return NULL;
}

static void suggest_label(Pass *pass, Diag *diag, Str label, bool proposed)
{
    Candidates labels = {0};
    for (size_t i = 0; i < pass->out->rules.n; i++) {
        const Decl *rule = pass->out->rules.items[i];
        const Node *heads = node_kid(rule->node, RULE_HEADS);
        bool fits = !proposed;
        for (uint32_t j = 0; j < node_count(heads); j++) {
            fits = fits || (heads->kids[j]->kind == NODE_HEAD &&
                            heads->kids[j]->op == HEAD_PROPOSED);
        }
        if (fits) {
            vec_push(pass->arena, &labels.list, rule->name);
        }
    }
    scope_suggest(pass, diag, label, &labels);
}

static void check_because(Pass *pass, const Node *labels)
{
    for (uint32_t i = 0; i < node_count(labels); i++) {
        Str label = node_label(pass->arena, labels->kids[i]);
        if (!rule_with_label(pass, label)) {
            Diag *diag =
                diag_report(pass->diags, DIAG_L0527, labels->kids[i]->span, STR_ARG(label));
            suggest_label(pass, diag, label, false);
        }
    }
}

static bool is_proposed(const Decl *rule)
{
    const Node *heads = node_kid(rule->node, RULE_HEADS);
    for (uint32_t i = 0; i < node_count(heads); i++) {
        if (heads->kids[i]->kind == NODE_HEAD && heads->kids[i]->op == HEAD_PROPOSED) {
            return true;
        }
    }
    return false;
}

static void check_assume(Pass *pass, const Node *labels)
{
    for (uint32_t i = 0; i < node_count(labels); i++) {
        Str label = node_label(pass->arena, labels->kids[i]);
        const Decl *settled = NULL;
        bool found = false;
        for (size_t j = 0; j < pass->out->rules.n; j++) {
            const Decl *rule = pass->out->rules.items[j];
            if (!label_covers(label, rule->name)) {
                continue;
            }
            found = found || is_proposed(rule);
            settled = rule;
        }
        if (found) {
            continue;
        }
        Diag *diag =
            diag_report(pass->diags, DIAG_L0530, labels->kids[i]->span, STR_ARG(label));
        if (settled) {
            diag_label(pass->diags, diag, node_kid(settled->node, RULE_LABEL)->span,
                       "not marked 'proposed'");
        } else {
            suggest_label(pass, diag, label, true);
        }
    }
}

// -- the regime of an expectation

static const Regime *named_regime(Env *env, const Node *path)
{
    Pass *pass = env->pass;
    Str name = node_label(pass->arena, path);
    Candidates names = {0};
    for (size_t i = 0; i < pass->out->regimes.n; i++) {
        const Regime *regime = pass->out->regimes.items[i];
        if (!scope_sees(pass, env->module, regime->module)) {
            continue;
        }
        if (str_eq(regime->name, name)) {
            return regime;
        }
        vec_push(pass->arena, &names.list, regime->name);
    }
    Diag *diag = diag_report(pass->diags, DIAG_L0334, path->span, STR_ARG(name));
    scope_suggest(pass, diag, name, &names);
    return NULL;
}

static const Regime *expected_regime(Env *env, const Node *expect)
{
    const Node *clauses = node_kid(expect, EXPECT_CLAUSES);
    const Node *low = node_kid(expect, EXPECT_LOW);
    for (uint32_t i = 0; i < node_count(clauses); i++) {
        const Node *items = node_kid(clauses->kids[i], 0);
        if (clauses->kids[i]->op == CLAUSE_OF && node_count(items) > 0) {
            return named_regime(env, items->kids[0]);
        }
    }
    if (env->pass->second[env->module]) {
        const Regime *a = env->pass->regime[env->module];
        const Regime *b = env->pass->second[env->module];
        Diag *diag = diag_report(env->pass->diags, DIAG_L0525, low->span, STR_ARG(a->name),
                                 STR_ARG(b->name));
        diag_hint(env->pass->diags, diag, "Write 'expect %.*s of %.*s'.",
                  STR_ARG(low->text), STR_ARG(a->name));
        return NULL;
    }
    return scope_regime(env->pass, env->module, expect->span);
}

// The verdict by name; reports what the regime does not have.
static const Decl *find_verdict(Pass *pass, const Regime *regime, const Node *name)
{
    const Names *names = scope_names(pass, SPACE_VERDICT, name->text);
    for (size_t i = 0; names && i < names->list.n; i++) {
        if (names->list.items[i]->regime == regime) {
            pass_ref(pass, name, names->list.items[i]);
            return names->list.items[i];
        }
    }
    Diag *diag = diag_report(pass->diags, DIAG_L0332, name->span, STR_ARG(name->text),
                             STR_ARG(regime->name));
    Candidates chain = {0};
    for (size_t i = 0; i < regime->n; i++) {
        vec_push(pass->arena, &chain.list, regime->chain[i].name);
    }
    vec_push(pass->arena, &chain.list, STR("undetermined"));
    vec_push(pass->arena, &chain.list, STR("conflict"));
    scope_suggest(pass, diag, name->text, &chain);
    return NULL;
}

static bool is_result(const Node *name)
{
    return str_is(name->text, "undetermined") || str_is(name->text, "conflict");
}

static void check_verdicts(Env *env, const Node *expect)
{
    Pass *pass = env->pass;
    const Node *low = node_kid(expect, EXPECT_LOW), *high = node_kid(expect, EXPECT_HIGH);
    const Regime *regime = low ? expected_regime(env, expect) : NULL;
    if (!regime || regime->n == 0) {
        return;
    }
    const Names *first = scope_names(pass, SPACE_VERDICT, regime->chain[0].name);
    for (size_t i = 0; first && i < first->list.n; i++) {
        if (first->list.items[i]->regime == regime) {
            pass_ref(pass, expect, first->list.items[i]);
        }
    }
    if (is_result(low) && !high) {
        return;
    }
    const Decl *from = find_verdict(pass, regime, low);
    const Decl *to = high ? find_verdict(pass, regime, high) : from;
    if (from && to && from->index > to->index) {
        diag_report(pass->diags, DIAG_L0526, span_join(low->span, high->span),
                    STR_ARG(low->text), STR_ARG(high->text));
    }
    if (from) {
        pass_ref(pass, expect, from);
    }
}

// -- clauses

static void check_gate(Pass *pass, const Node *name)
{
    static const char *const GATES[] = {"proceed", "hold", "stop"};
    Candidates gates = {0};
    for (size_t i = 0; i < countof(GATES); i++) {
        if (str_is(name->text, GATES[i])) {
            return;
        }
        vec_push(pass->arena, &gates.list, str_of(GATES[i]));
    }
    Diag *diag = diag_report(pass->diags, DIAG_L0529, name->span, STR_ARG(name->text));
    scope_suggest(pass, diag, name->text, &gates);
}

// `flags nothing`, `duties nothing`: there are none.
static void check_words_or_nothing(Env *env, const Node *items, VocabularyKind kind)
{
    const char *words = kind == VOCABULARY_FLAGS ? "flags" : "duties";
    for (uint32_t i = 0; i < node_count(items); i++) {
        const Node *item = items->kids[i];
        if (!str_is(item->text, "nothing")) {
            rule_word(env->pass, env->module, item, kind);
        } else if (node_count(items) > 1) {
            diag_report(env->pass->diags, DIAG_L0545, item->span, words);
        }
    }
}

static void check_clause(Env *env, const Node *clause)
{
    const Node *items = node_kid(clause, 0);
    if (clause->op == CLAUSE_BECAUSE) {
        check_because(env->pass, items);
    } else if (clause->op == CLAUSE_FLAGS || clause->op == CLAUSE_DUTIES) {
        bool flags = clause->op == CLAUSE_FLAGS;
        check_words_or_nothing(env, items, flags ? VOCABULARY_FLAGS : VOCABULARY_DUTIES);
    }
    for (uint32_t i = 0; i < node_count(items); i++) {
        const Node *item = items->kids[i];
        switch ((ClauseKind)clause->op) {
        case CLAUSE_REVIEW:
            rule_word(env->pass, env->module, item, VOCABULARY_POLICIES);
            break;
        case CLAUSE_MISSING: resolve_path(env->pass, env->module, item, true); break;
        case CLAUSE_GATE: check_gate(env->pass, item); break;
        case CLAUSE_BECAUSE:
        case CLAUSE_FLAGS:
        case CLAUSE_DUTIES:
        case CLAUSE_CLASS: // any label: unclassified items keep their asserted one
        case CLAUSE_OF: break;
        }
    }
}

static void check_expect(Env *env, const Node *expect)
{
    static const char *const WORDS[] = {"because", "review", "missing", "flags",
                                        "duties",  "gate",   "class",   "of"};
    const Node *clauses = node_kid(expect, EXPECT_CLAUSES);
    const Node *seen[countof(WORDS)] = {NULL};
    check_verdicts(env, expect);
    for (uint32_t i = 0; i < node_count(clauses); i++) {
        const Node *clause = clauses->kids[i];
        if (seen[clause->op]) {
            Diag *diag =
                diag_report(env->pass->diags, DIAG_L0535, clause->span, WORDS[clause->op]);
            diag_label(env->pass->diags, diag, seen[clause->op]->span, "the first time");
        }
        seen[clause->op] = clause;
        check_clause(env, clause);
    }
}

void scenario_check_all(Pass *pass)
{
    for (size_t i = 0; i < pass->out->scenarios.n; i++) {
        const Decl *scenario = pass->out->scenarios.items[i];
        const Node *groups = node_kid(scenario->node, SCENARIO_GROUPS);
        Env env = {.pass = pass, .module = scope_index(pass, scenario->module)};
        env.no_facts = "a value given in a scenario";
        shape_heads(pass, node_kid(scenario->node, SCENARIO_HEADS), ON_SCENARIO);
        check_given(&env, node_kid(scenario->node, SCENARIO_GIVEN));
        for (uint32_t j = 0; j < node_count(groups); j++) {
            const Node *group = groups->kids[j];
            const Node *expects = node_kid(group, GROUP_EXPECTS);
            check_assume(pass, node_kid(group, GROUP_ASSUME));
            check_given(&env, node_kid(group, GROUP_GIVEN));
            for (uint32_t k = 0; k < node_count(expects); k++) {
                check_expect(&env, expects->kids[k]);
            }
        }
    }
}
