// Versions of a label or a definition: those that overlap, and the days between them.
//
// In:  rules sorted by label and first day; definitions whose versions the checker has
//      sorted and found apart.
// Out: an error for days on which a label means two rules, warnings for days without any.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/core/lint_inner.h"

static Day later(Day a, Day b)
{
    return a > b ? a : b;
}

static Day earlier(Day a, Day b)
{
    return a < b ? a : b;
}

static bool is_dated(const CoreRule *rule)
{
    return rule->from > DAY_MIN || rule->until <= DAY_MAX;
}

static void report_overlap(Lint *lint, const CoreRule *a, const CoreRule *b)
{
    Diags *diags = lint->diags;
    Diag *diag = diag_report(diags, DIAG_L0620, lint_force_site(b), STR_ARG(b->label));
    diag_label(diags, diag, lint_force_site(a), "the other version");
    Str days = lint_days(lint, later(a->from, b->from), earlier(a->until, b->until));
    if (is_dated(a) || is_dated(b))
        diag_note(diags, diag, "both are in force %.*s", STR_ARG(days));
    if ((a->proposed.len > 0) != (b->proposed.len > 0))
        diag_hint(diags, diag, "Give the proposal a label of its own.");
    else if (!is_dated(a) && !is_dated(b))
        diag_hint(diags, diag,
                  "Give one of them another label, or say of each when it is in force.");
}

static void report_gap(Lint *lint, DiagCode code, Str name, Day from, Day until,
                       Span before, Span after)
{
    Str days = lint_days(lint, from, until);
    Diag *diag = diag_report(lint->diags, code, after, STR_ARG(name), STR_ARG(days));
    diag_label(lint->diags, diag, before, "the version before");
}

// The rules [first, end) carry one label. A proposal may overlap no other version either,
// but it fills no gap and leaves none.
static void check_label(Lint *lint, size_t first, size_t end)
{
    const CoreRule *rules = lint->core->rules, *last = NULL;
    for (size_t i = first; i < end; i++) {
        for (size_t j = first; j < i; j++) {
            if (lint_meet(&rules[i], &rules[j])) {
                report_overlap(lint, &rules[j], &rules[i]);
                break;
            }
        }
        if (rules[i].proposed.len)
            continue;
        if (last && last->until < rules[i].from && !last->lapses)
            report_gap(lint, DIAG_L0621, last->label, last->until, rules[i].from,
                       lint_force_site(last), lint_force_site(&rules[i]));
        if (!last || last->until < rules[i].until)
            last = &rules[i];
    }
}

// -- definitions

static Span version_site(const Node *version)
{
    const Node *heads = node_kid(version, DEFINE_HEADS);
    for (uint32_t i = 0; i < node_count(heads); i++) {
        if (heads->kids[i]->kind == NODE_SPAN)
            return heads->kids[i]->span;
    }
    return version->name_span.file ? version->name_span : version->span;
}

static bool version_lapses(const Node *version)
{
    const Node *heads = node_kid(version, DEFINE_HEADS);
    for (uint32_t i = 0; i < node_count(heads); i++) {
        if (heads->kids[i]->kind == NODE_HEAD && heads->kids[i]->op == HEAD_LAPSES)
            return true;
    }
    return false;
}

static void check_definition(Lint *lint, const Decl *decl, const Func *func)
{
    for (size_t v = 1; v < func->n_versions; v++) {
        const Node *before = decl->versions[v - 1], *after = decl->versions[v];
        Day from = func->versions[v - 1].until, until = func->versions[v].from;
        if (from < until && !version_lapses(before))
            report_gap(lint, DIAG_L0622, func->name, from, until, version_site(before),
                       version_site(after));
    }
}

// -- calls of definitions on days before their first or after their last version

typedef struct Caller {
    Lint *lint;
    Str name;
    Day from, until;
} Caller;

static void check_call(void *to, const Expr *expr)
{
    const Caller *caller = to;
    Lint *lint = caller->lint;
    if (expr->op != CORE_CALL)
        return;
    const Func *func = lint->core->funcs[expr->index];
    if (func->n_versions == 0)
        return;
    Day from = func->versions[0].from, until = func->versions[func->n_versions - 1].until;
    if (caller->from >= from && caller->until <= until)
        return;
    Diag *diag = diag_report(lint->diags, DIAG_L0623, expr->span, STR_ARG(func->name),
                             STR_ARG(caller->name));
    Str days = lint_days(lint, from, until);
    diag_note(lint->diags, diag, "'%.*s' has versions %.*s", STR_ARG(func->name),
              STR_ARG(days));
}

static void check_rule_calls(Lint *lint, const CoreRule *rule)
{
    Caller caller = {lint, rule->label, rule->from, rule->until};
    lint_walk(rule->when, check_call, &caller);
    for (size_t i = 0; i < rule->n_exceptions; i++)
        lint_walk(rule->exceptions[i].when, check_call, &caller);
}

static void check_func_calls(Lint *lint, const Func *func)
{
    for (size_t v = 0; v < func->n_versions; v++) {
        Caller caller = {lint, func->name, func->versions[v].from, func->versions[v].until};
        lint_walk(func->versions[v].body, check_call, &caller);
    }
}

void lint_versions(Lint *lint)
{
    const Core *core = lint->core;
    for (size_t first = 0, end; first < core->n_rules; first = end) {
        const CoreRule *rule = &core->rules[first];
        for (end = first + 1; end < core->n_rules; end++) {
            const CoreRule *next = &core->rules[end];
            if (next->regime != rule->regime || !str_eq(next->label, rule->label))
                break;
        }
        check_label(lint, first, end);
    }
    const Checked *checked = core->checked;
    for (size_t i = 0; i < checked->defines.n; i++)
        check_definition(lint, checked->defines.items[i], core->funcs[i]);
    for (size_t i = 0; i < core->n_rules; i++)
        check_rule_calls(lint, &core->rules[i]);
    for (size_t i = 0; i < core->n_funcs; i++) {
        if (core->funcs[i]->kind == FUNC_DEFINE)
            check_func_calls(lint, core->funcs[i]);
    }
}
