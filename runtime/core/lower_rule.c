// Rules to Core: heads, effect, condition, exceptions, duties; relations come in relate.c.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/core/lower.h"
#include "runtime/tree/print.h"

#include <stdlib.h>

static const Str *label_list(Lowering *low, const Node *labels, size_t *n)
{
    *n = node_count(labels);
    Str *out = arena_array(low->arena, Str, *n + 1);
    for (size_t i = 0; i < *n; i++)
        out[i] = node_label(low->arena, labels->kids[i]);
    return out;
}

static void add_doubt(Lowering *low, CoreRule *rule, const Node *span, Day from, Day until)
{
    size_t cap = rule->n_doubts;
    Doubt *more = arena_array(low->arena, Doubt, cap + 1);
    if (cap)
        memcpy(more, rule->doubts, cap * sizeof *more);
    const Node *text = node_kid(span, SPAN_TEXT);
    more[rule->n_doubts++] = (Doubt){from, until, text ? text->text : STR_NONE};
    rule->doubts = more;
}

static void lower_span(Lowering *low, CoreRule *rule, const Node *span)
{
    Day from = DAY_MIN, until = DAY_MAX + 1;
    date_parse(node_kid(span, SPAN_FROM)->text, &from);
    const Node *end = node_kid(span, SPAN_UNTIL);
    if (end && date_parse(end->text, &until) && (span->op & 2))
        until += 1;
    if (span->op & 1) {
        add_doubt(low, rule, span, from, until);
    } else {
        rule->from = from;
        rule->until = until;
    }
}

// Several `cites` of one rule are read together.
static Str joined(Lowering *low, Str old, Str more)
{
    return old.len ? str_format(low->arena, "%.*s; %.*s", STR_ARG(old), STR_ARG(more)) : more;
}

static void lower_head(Lowering *low, CoreRule *rule, const Node *head)
{
    const Node *arg = node_kid(head, 0);
    Str text = arg ? arg->text : STR_NONE;
    switch ((HeadKind)head->op) {
    case HEAD_CITES: rule->cites = joined(low, rule->cites, text); break;
    case HEAD_SOURCE: rule->source = joined(low, rule->source, text); break;
    case HEAD_NOTE: rule->note = joined(low, rule->note, text); break;
    case HEAD_PROPOSED: rule->proposed = text; break;
    case HEAD_UNVERIFIED: rule->unverified = joined(low, rule->unverified, text); break;
    case HEAD_LAPSES: rule->lapses = true; break;
    case HEAD_CASE: case HEAD_CERTAINTY: break;
    }
}

static void lower_heads(Lowering *low, CoreRule *rule, const Node *heads)
{
    rule->from = DAY_MIN;
    rule->until = DAY_MAX + 1;
    for (uint32_t i = 0; i < node_count(heads); i++) {
        const Node *head = heads->kids[i];
        if (head->kind == NODE_SPAN)
            lower_span(low, rule, head);
        else if (head->kind == NODE_HEAD)
            lower_head(low, rule, head);
        else if (head->kind == NODE_PRIORITY && head->op == 0)
            rule->over = label_list(low, node_kid(head, 0), &rule->n_over);
        else if (head->kind == NODE_PRIORITY)
            rule->under = label_list(low, node_kid(head, 0), &rule->n_under);
    }
}

static Str printed(Lowering *low, const Node *node)
{
    if (node->kind == NODE_NAME || node->kind == NODE_STRING || node->kind == NODE_LABEL)
        return node->text;
    Buf out;
    buf_init(&out, low->arena);
    print_node(&out, node);
    return buf_done(&out);
}

// f(item): the definition is asked of the subject when the duty is written down.
static const Func *computed(Lowering *low, const Node *value)
{
    if (value->kind != NODE_CALL)
        return NULL;
    const Expr *call = lower_expr(low, value);
    return call->op == CORE_CALL ? low->funcs.items[call->index] : NULL;
}

static Term lower_term(Lowering *low, const Node *node)
{
    Term term = {0};
    if (!node)
        return term;
    term.word = lower_ref(low, node);
    const Node *args = node_kid(node, 0);
    term.n = node_count(args);
    term.args = arena_array(low->arena, TermArg, term.n + 1);
    for (size_t i = 0; i < term.n; i++) {
        const Node *arg = args->kids[i];
        term.args[i] = (TermArg){arg->text, printed(low, node_kid(arg, 0)),
                                 computed(low, node_kid(arg, 0))};
        if (str_is(arg->text, "reason"))
            term.reason = lower_ref(low, node_kid(arg, 0));
    }
    return term;
}

static uint32_t requirement_verdict(const CoreRule *rule)
{
    const Decl *word = rule->term.word;
    if (word && word->vocabulary == VOCABULARY_OUTCOMES && word->severity < rule->regime->n && word->severity > 0)
        return word->severity;
    return (uint32_t)rule->regime->requirement;
}

static void lower_effect(Lowering *low, CoreRule *rule, const Node *effect)
{
    const Node *what = node_kid(effect, EFFECT_WHAT), *as = node_kid(effect, EFFECT_AS);
    rule->effect = (EffectKind)effect->op;
    switch (rule->effect) {
    case EFFECT_CLASSIFIES:
        rule->classifies = node_label(low->arena, as);
        break;
    case EFFECT_REVIEWS:
        rule->policy = lower_ref(low, as);
        rule->targets = label_list(low, what, &rule->n_targets);
        break;
    case EFFECT_AUTHORIZES:
        rule->all_but = what == NULL;
        rule->targets = label_list(low, what ? what : as, &rule->n_targets);
        break;
    case EFFECT_SUSPENDS: case EFFECT_UNENFORCES:
        rule->targets = label_list(low, what, &rule->n_targets);
        break;
    case EFFECT_REQUIRES:
        rule->term = lower_term(low, what);
        rule->verdict = requirement_verdict(rule);
        break;
    case EFFECT_PROHIBITS:
        rule->term = lower_term(low, what);
        rule->verdict = (uint32_t)rule->regime->prohibition;
        break;
    case EFFECT_EXCLUDES: case EFFECT_OBLIGES: case EFFECT_FLAGS:
        rule->term = lower_term(low, what);
        break;
    }
}

static Str code_of(const Term *term)
{
    if (term->reason && term->reason->code.len > 0)
        return term->reason->code;
    return term->word ? term->word->code : STR_NONE;
}

static Duty lower_duty(Lowering *low, const Node *node)
{
    Duty duty = {.term = lower_term(low, node_kid(node, DUTY_TERM)), .when = (DutyWhen)node->op, .days = RAT_ZERO};
    const Node *amount = node_kid(node, DUTY_AMOUNT), *anchor = node_kid(node, DUTY_ANCHOR), *where;
    if (amount) {
        Fact *time = constant_fold(low, amount, lower_type(low, amount), &where);
        if (time)
            rat_div(low->arena, time->number, low->day_scale, &duty.days);
    }
    if (anchor) {
        duty.anchor = lower_path(low, anchor);
        duty.anchor_path = node_label(low->arena, anchor);
    }
    duty.note = str_starts(code_of(&duty.term), STR("LR-"));
    return duty;
}

static void lower_duties(Lowering *low, CoreRule *rule, const Node *duties)
{
    bool own = rule->effect == EFFECT_OBLIGES;
    rule->n_duties = node_count(duties) + own;
    rule->duties = arena_array(low->arena, Duty, rule->n_duties + 1);
    if (own)
        rule->duties[0] = (Duty){.term = rule->term, .when = DUTY_PLAIN, .days = RAT_ZERO};
    for (uint32_t i = 0; i < node_count(duties); i++)
        rule->duties[i + own] = lower_duty(low, duties->kids[i]);
    for (size_t i = 0; i < rule->n_duties; i++)
        rule->owes = rule->owes || !rule->duties[i].note;
}

static uint32_t subject_list(Lowering *low, const Node *path, const Expr **list)
{
    *list = NULL;
    if (!path)
        return UINT32_MAX;
    *list = lower_path(low, path);
    Str name = node_label(low->arena, path);
    for (size_t i = 0; i < low->subject_lists.n; i++) {
        if (str_eq(low->subject_lists.items[i].path, name))
            return (uint32_t)i;
    }
    const Type *type = (*list)->type;
    SubjectList entry = {*list, str_copy(low->arena, name), type->kind == TYPE_LIST ? type->of : type_plain(TYPE_ERROR)};
    vec_push(low->arena, &low->subject_lists, entry);
    return (uint32_t)low->subject_lists.n - 1;
}

static void lower_conditions(Lowering *low, CoreRule *rule, const Node *node)
{
    const Node *when = node_kid(node, RULE_WHEN), *excepts = node_kid(node, RULE_EXCEPTS);
    rule->when = when ? lower_expr(low, when) : NULL;
    rule->n_exceptions = node_count(excepts);
    rule->exceptions = arena_array(low->arena, Exception, rule->n_exceptions + 1);
    for (size_t i = 0; i < rule->n_exceptions; i++) {
        const Node *except = excepts->kids[i], *label = node_kid(except, EXCEPT_LABEL);
        rule->exceptions[i].label = label ? node_label(low->arena, label) : STR_NONE;
        rule->exceptions[i].when = lower_expr(low, node_kid(except, EXCEPT_WHEN));
    }
}

static CoreRule lower_rule(Lowering *low, const Decl *decl)
{
    const Node *node = decl->node, *title = node_kid(node, RULE_TITLE);
    CoreRule rule = {.label = node_label(low->arena, node_kid(node, RULE_LABEL)),
                     .title = title ? title->text : STR_NONE,
                     .regime = decl->regime, .node = node, .span = node->span};
    low->scope.n = 0;
    low->n_slots = 0;
    rule.subject_list = subject_list(low, node_kid(node, RULE_LIST), &rule.subjects);
    const Node *subject = node_kid(node, RULE_SUBJECT);
    if (subject) {
        LocalSlot local = {subject->text, low->n_slots++};
        vec_push(low->arena, &low->scope, local);
    }
    lower_heads(low, &rule, node_kid(node, RULE_HEADS));
    lower_effect(low, &rule, node_kid(node, RULE_EFFECT));
    lower_conditions(low, &rule, node);
    lower_duties(low, &rule, node_kid(node, RULE_DUTIES));
    Func *act = arena_make(low->arena, Func);
    act->kind = FUNC_ACT;
    act->name = rule.label;
    act->n_params = subject != NULL;
    act->n_slots = low->n_slots;
    act->result = type_plain(TYPE_BOOL);
    rule.act = act;
    return rule;
}

static int rule_order(const void *a, const void *b)
{
    const CoreRule *x = a, *y = b;
    int order = x->regime->index != y->regime->index ? (x->regime->index < y->regime->index ? -1 : 1) : 0;
    order = order ? order : label_compare(x->label, y->label);
    order = order ? order : (x->from > y->from) - (x->from < y->from);
    order = order ? order : str_cmp(x->title, y->title);
    order = order ? order : (x->span.file > y->span.file) - (x->span.file < y->span.file);
    return order ? order : (x->span.start > y->span.start) - (x->span.start < y->span.start);
}

void lower_rules(Lowering *low)
{
    Core *core = low->core;
    core->n_rules = low->checked->rules.n;
    core->rules = arena_array(low->arena, CoreRule, core->n_rules + 1);
    for (size_t i = 0; i < core->n_rules; i++)
        core->rules[i] = lower_rule(low, low->checked->rules.items[i]);
    if (core->n_rules)
        qsort(core->rules, core->n_rules, sizeof(CoreRule), rule_order);
    for (size_t i = 0; i < core->n_rules; i++)
        core->rules[i].id = (RuleId)i;
}
