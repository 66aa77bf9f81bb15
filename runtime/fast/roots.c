// Roots: the rules that count on a line of a regime, and the reason codes they give.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/fast/program.h"

#include <stdlib.h>

#define NO_CODE UINT32_MAX

static bool is_demand(const CoreRule *rule)
{
    return rule->effect == EFFECT_REQUIRES || rule->effect == EFFECT_PROHIBITS;
}

static bool counts(const CoreRule *rule)
{
    return is_demand(rule) || rule->effect == EFFECT_EXCLUDES || rule->effect == EFFECT_FLAGS ||
           rule->n_duties > 0;
}

// Codes are numbered as they come and sorted when all are known.
static uint32_t code_number(Compiler *c, Str code)
{
    if (code.len == 0) {
        return NO_CODE;
    }
    for (size_t i = 0; i < c->codes.n; i++) {
        if (str_eq(c->codes.items[i], code)) {
            return (uint32_t)i;
        }
    }
    vec_push(c->arena, &c->codes, code);
    return (uint32_t)c->codes.n - 1;
}

static uint32_t open_code(Compiler *c, const CoreRule *rule)
{
    Str code = term_code(&rule->term);
    if (rule->effect == EFFECT_EXCLUDES) {
        return code_number(c, code.len > 0 ? code : STR("OK-NOEXP"));
    }
    return is_demand(rule) ? code_number(c, code) : NO_CODE;
}

static void add_code(Compiler *c, uint32_t *codes, uint32_t *n, const Term *term)
{
    uint32_t code = term->word != NULL ? code_number(c, term_code(term)) : NO_CODE;
    if (code != NO_CODE) {
        codes[(*n)++] = code;
    }
}

static void add_duty(Compiler *c, Root *root, const Duty *duty)
{
    if (duty->note) {
        add_code(c, root->note_codes, &root->n_note_codes, &duty->term);
        return;
    }
    add_code(c, root->act_codes, &root->n_act_codes, &duty->term);
    if (duty->when != DUTY_AFTER) {
        bool met = duty->when == DUTY_BEFORE && root->rule->effect == EFFECT_AUTHORIZES;
        root->holds_maybe = true;
        root->holds_true = root->holds_true || !met;
    }
}

static void add_act_codes(Compiler *c, Root *root)
{
    const CoreRule *rule = root->rule;
    root->act_codes = arena_array(c->arena, uint32_t, rule->n_duties + 1);
    root->note_codes = arena_array(c->arena, uint32_t, rule->n_duties + 1);
    if (rule->effect == EFFECT_FLAGS) {
        add_code(c, root->act_codes, &root->n_act_codes, &rule->term);
        root->holds_true = root->holds_maybe = true;
    }
    for (size_t i = 0; i < rule->n_duties; i++) {
        add_duty(c, root, &rule->duties[i]);
    }
}

// What an authorization is shown as: a code of its duties, or that it is an exception.
static uint32_t authority_code(Compiler *c, const CoreRule *rule)
{
    for (size_t i = 0; i < rule->n_duties; i++) {
        Str code = term_code(&rule->duties[i].term);
        if (str_starts(code, STR("OK-"))) {
            return code_number(c, code);
        }
    }
    return code_number(c, STR("OK-EXC"));
}

// The act of a rule on lines of the list: NULL when it never acts there.
static const FuncCode *act_on(Compiler *c, const CoreRule *rule, uint32_t list)
{
    if (c->program->live[rule->id] == TRI_F || (rule->subject_list != UINT32_MAX && rule->subject_list != list)) {
        return NULL;
    }
    const FuncCode *act = compile_func(c, rule->act);
    bool never = act->body->op == ASK_CONST && cell_tri(&act->body->value) == TRI_F;
    return never ? NULL : act;
}

static Helper *helpers(Compiler *c, const RuleId *ids, size_t n, uint32_t list, uint32_t *count)
{
    Helper *out = arena_array(c->arena, Helper, n + 1);
    for (size_t i = 0; i < n; i++) {
        const CoreRule *rule = &c->core->rules[ids[i]];
        const FuncCode *act = act_on(c, rule, list);
        if (act != NULL) {
            uint32_t code = rule->effect == EFFECT_AUTHORIZES ? authority_code(c, rule) : NO_CODE;
            out[(*count)++] = (Helper){.rule = rule, .act = act, .code = code};
        }
    }
    return out;
}

static bool reviews_differ(const Root *root)
{
    for (uint32_t i = 1; i < root->n_reviewers; i++) {
        if (root->reviewers[i].rule->policy != root->reviewers[0].rule->policy) {
            return true;
        }
    }
    return false;
}

static void fill_root(Compiler *c, Root *root, uint32_t list)
{
    const CoreRule *rule = root->rule;
    root->demands = is_demand(rule);
    root->open_code = open_code(c, rule);
    add_act_codes(c, root);
    if (!root->demands) {
        return;
    }
    root->authorizers = helpers(c, rule->authorized_by, rule->n_authorized_by, list, &root->n_authorizers);
    root->reviewers = helpers(c, rule->reviewed_by, rule->n_reviewed_by, list, &root->n_reviewers);
    if (!reviews_differ(root)) {
        root->n_reviewers = 0; // no conflict to look for
    }
}

static RootSet *make_set(Compiler *c, const Regime *regime, uint32_t list)
{
    RootSet *set = arena_make(c->arena, RootSet);
    set->regime = regime;
    set->roots = arena_array(c->arena, Root, c->core->n_rules + 1);
    for (size_t i = 0; i < c->core->n_rules; i++) {
        const CoreRule *rule = &c->core->rules[i];
        const FuncCode *act = rule->regime == regime && counts(rule) ? act_on(c, rule, list) : NULL;
        if (act != NULL) {
            set->roots[set->n] = (Root){.rule = rule, .act = act};
            fill_root(c, &set->roots[set->n++], list);
        }
    }
    return set;
}

static bool uses_list(const Core *core, const Regime *regime, uint32_t list)
{
    for (size_t i = 0; i < core->n_rules; i++) {
        if (core->rules[i].regime == regime && core->rules[i].subject_list == list) {
            return true;
        }
    }
    return false;
}

// "a.b" -> "/a/b/"
static Str pointer_of(Compiler *c, Str path)
{
    Buf buf;
    buf_init(&buf, c->arena);
    buf_char(&buf, '/');
    for (size_t i = 0; i < path.len; i++) {
        buf_char(&buf, path.at[i] == '.' ? '/' : path.at[i]);
    }
    buf_char(&buf, '/');
    return buf_done(&buf);
}

static void add_list(Compiler *c, RegimePlan *plan, uint32_t list)
{
    const SubjectList *subjects = &c->core->subject_lists[list];
    size_t at = plan->n_lists++;
    for (; at > 0 && str_cmp(c->core->subject_lists[plan->lists[at - 1].list].path, subjects->path) > 0; at--) {
        plan->lists[at] = plan->lists[at - 1];
    }
    plan->lists[at] = (LineList){.list = list, .place = compile_expr(c, subjects->list),
                                 .roots = make_set(c, plan->regime, list),
                                 .pointer = pointer_of(c, subjects->path)};
}

static void plan_regime(Compiler *c, RegimePlan *plan)
{
    plan->lists = arena_array(c->arena, LineList, c->core->n_subject_lists + 1);
    for (uint32_t i = 0; i < c->core->n_subject_lists; i++) {
        if (uses_list(c->core, plan->regime, i)) {
            add_list(c, plan, i);
        }
    }
    plan->whole = make_set(c, plan->regime, UINT32_MAX);
}

// ---- codes in their order

static uint32_t renumbered(const Compiler *c, uint32_t code)
{
    if (code == NO_CODE) {
        return NO_CODE;
    }
    const Str *found = bsearch(&c->codes.items[code], c->program->codes, c->program->n_codes, sizeof(Str), str_order);
    return (uint32_t)(found - c->program->codes);
}

static void renumber(Compiler *c, const RootSet *set)
{
    for (size_t i = 0; i < set->n; i++) {
        Root *root = &set->roots[i];
        root->open_code = renumbered(c, root->open_code);
        for (uint32_t k = 0; k < root->n_act_codes; k++) {
            root->act_codes[k] = renumbered(c, root->act_codes[k]);
        }
        for (uint32_t k = 0; k < root->n_note_codes; k++) {
            root->note_codes[k] = renumbered(c, root->note_codes[k]);
        }
        for (uint32_t k = 0; k < root->n_authorizers; k++) {
            root->authorizers[k].code = renumbered(c, root->authorizers[k].code);
        }
    }
}

static void sort_codes(Compiler *c)
{
    Program *program = c->program;
    program->ok_nlr = code_number(c, STR("OK-NLR"));
    program->n_codes = c->codes.n;
    program->codes = arena_array(c->arena, Str, c->codes.n + 1);
    memcpy(program->codes, c->codes.items, c->codes.n * sizeof(Str));
    qsort(program->codes, program->n_codes, sizeof(Str), str_order);
    program->ok_nlr = renumbered(c, program->ok_nlr);
}

// The sets are written once more, while nobody else sees them.
static RootSet *own_set(const RootSet *set)
{
    return (RootSet *)(uintptr_t)set;
}

void compile_regimes(Compiler *c)
{
    Program *program = c->program;
    const Checked *checked = c->core->checked;
    program->n_regimes = checked->regimes.n;
    program->regimes = arena_array(c->arena, RegimePlan, program->n_regimes + 1);
    for (size_t i = 0; i < program->n_regimes; i++) {
        size_t at = i;
        for (; at > 0 && str_cmp(program->regimes[at - 1].regime->name, checked->regimes.items[i]->name) > 0; at--) {
            program->regimes[at] = program->regimes[at - 1];
        }
        program->regimes[at] = (RegimePlan){.regime = checked->regimes.items[i]};
        }
    for (size_t i = 0; i < program->n_regimes; i++) {
        plan_regime(c, &program->regimes[i]);
    }
    sort_codes(c);
    for (size_t i = 0; i < program->n_regimes; i++) {
        RegimePlan *plan = &program->regimes[i];
        renumber(c, plan->whole);
        index_roots(c, own_set(plan->whole));
        for (size_t k = 0; k < plan->n_lists; k++) {
            renumber(c, plan->lists[k].roots);
            index_roots(c, own_set(plan->lists[k].roots));
        }
    }
}
