// Labels by which rules name each other: those that name nothing, or nothing that fits.
//
// In:  labels of notwithstanding, subject to, authorizes, reviews, suspends, unenforces.
// Out: errors. relate.c passes over whatever does not fit, so all of it must be said here.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/core/lint_inner.h"

// One label as a rule names others by it.
typedef struct Naming {
    Lint *lint;
    const CoreRule *rule; // who names
    NamePlace place;
    Str label;
    Span site;
} Naming;

// The rules that a label covers.
typedef struct Named {
    const CoreRule *far;    // one whose time never meets that of the naming rule
    const CoreRule *met;    // one whose time does
    const CoreRule *demand; // one of those that requires or prohibits
    bool itself;
} Named;

// The rules are sorted by regime and label, so that those a label names stand together.
static size_t first_named(const Naming *naming)
{
    const Core *core = naming->lint->core;
    const Regime *regime = naming->rule->regime;
    size_t low = 0, high = core->n_rules;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const CoreRule *rule = &core->rules[middle];
        bool before = rule->regime == regime
                          ? label_compare(rule->label, naming->label) < 0
                          : rule->regime->index < regime->index;
        low = before ? middle + 1 : low;
        high = before ? high : middle;
    }
    return low;
}

static bool is_named(const Naming *naming, size_t at)
{
    const Core *core = naming->lint->core;
    return at < core->n_rules && core->rules[at].regime == naming->rule->regime
        && label_covers(naming->label, core->rules[at].label);
}

static Named find_named(const Naming *naming)
{
    Named named = {0};
    for (size_t at = first_named(naming); is_named(naming, at); at++) {
        const CoreRule *rule = &naming->lint->core->rules[at];
        if (rule == naming->rule) {
            named.itself = true;
        } else if (!lint_meet(rule, naming->rule)) {
            named.far = rule;
        } else {
            named.met = named.met ? named.met : rule;
            if (lint_demands(rule) && !named.demand)
                named.demand = rule;
        }
    }
    return named;
}

// -- labels that name nothing

static bool note_classification(const Naming *naming, Diag *diag)
{
    const Core *core = naming->lint->core;
    for (size_t i = 0; i < core->n_rules; i++) {
        const CoreRule *rule = &core->rules[i];
        bool gives = rule->effect == EFFECT_CLASSIFIES
            && label_covers(naming->label, rule->classifies);
        if (!gives)
            continue;
        diag_note(naming->lint->diags, diag,
                  "'%.*s' is a classification; the rule that gives it is labeled '%.*s'",
                  STR_ARG(naming->label), STR_ARG(rule->label));
        diag_label(naming->lint->diags, diag, node_kid(rule->node, RULE_EFFECT)->span,
                   "given here");
        return true;
    }
    return false;
}

static bool note_other_regime(const Naming *naming, Diag *diag)
{
    const Core *core = naming->lint->core;
    for (size_t i = 0; i < core->n_rules; i++) {
        const CoreRule *rule = &core->rules[i];
        if (!label_covers(naming->label, rule->label))
            continue;
        diag_note(naming->lint->diags, diag,
                  "'%.*s' is a rule of the regime '%.*s'; rules name those of their own",
                  STR_ARG(rule->label), STR_ARG(rule->regime->name));
        diag_label(naming->lint->diags, diag, lint_label_site(rule), "of another regime");
        return true;
    }
    return false;
}

// The rule furthest down of those that stand above the label.
static bool note_above(const Naming *naming, Diag *diag)
{
    const Core *core = naming->lint->core;
    const CoreRule *above = NULL;
    for (size_t i = 0; i < core->n_rules; i++) {
        const CoreRule *rule = &core->rules[i];
        if (rule->regime == naming->rule->regime && rule != naming->rule
            && label_covers(rule->label, naming->label)
            && (!above || label_covers(above->label, rule->label)))
            above = rule;
    }
    if (above)
        diag_note(naming->lint->diags, diag,
                  "the rule '%.*s' stands above it; a label names itself and what is below",
                  STR_ARG(above->label));
    return above != NULL;
}

// 734 does not name 734.13, nor 734.1 the section 734.10: a section number is one piece.
static bool note_section(const Naming *naming, Diag *diag)
{
    const Core *core = naming->lint->core;
    for (size_t i = 0; i < core->n_rules; i++) {
        const CoreRule *rule = &core->rules[i];
        if (rule->regime != naming->rule->regime || rule == naming->rule
            || !str_starts(rule->label, naming->label))
            continue;
        diag_note(naming->lint->diags, diag,
                  "'%.*s' begins like it, but the number of a section is one piece",
                  STR_ARG(rule->label));
        return true;
    }
    return false;
}

static void suggest(const Naming *naming, Diag *diag)
{
    const Core *core = naming->lint->core;
    Str *labels = arena_array(naming->lint->arena, Str, core->n_rules + 1);
    size_t n = 0;
    for (size_t i = 0; i < core->n_rules; i++) {
        const CoreRule *rule = &core->rules[i];
        if (rule->regime == naming->rule->regime && rule != naming->rule)
            labels[n++] = rule->label;
    }
    Str nearest = diag_nearest(naming->label, labels, n);
    if (nearest.len)
        diag_note(naming->lint->diags, diag, "did you mean '%.*s'?", STR_ARG(nearest));
}

static void report_nothing(const Naming *naming)
{
    Diag *diag = diag_report(naming->lint->diags, DIAG_L0601, naming->site,
                             STR_ARG(naming->label));
    bool noted = note_classification(naming, diag) || note_section(naming, diag)
        || note_above(naming, diag) || note_other_regime(naming, diag);
    if (!noted)
        suggest(naming, diag);
}

static void report_never(const Naming *naming, const CoreRule *far)
{
    Lint *lint = naming->lint;
    Diag *diag = diag_report(lint->diags, DIAG_L0602, naming->site, STR_ARG(naming->label),
                             STR_ARG(naming->rule->label));
    Str own = lint_days(lint, naming->rule->from, naming->rule->until);
    Str other = lint_days(lint, far->from, far->until);
    diag_label(lint->diags, diag, lint_force_site(naming->rule), "in force %.*s",
               STR_ARG(own));
    diag_label(lint->diags, diag, lint_force_site(far), "'%.*s' is in force %.*s",
               STR_ARG(far->label), STR_ARG(other));
}

// -- rules named that do not fit

static void report_about(const Naming *naming, const CoreRule *s, const char *verb,
                         const CoreRule *r)
{
    Lint *lint = naming->lint;
    Str by = lint_about(lint, s), of = lint_about(lint, r);
    Diag *diag = diag_report(lint->diags, DIAG_L0605, naming->site, STR_ARG(s->label),
                             STR_ARG(by), verb, STR_ARG(r->label), STR_ARG(of));
    const CoreRule *other = s == naming->rule ? r : s;
    Str about = other == r ? of : by;
    diag_label(lint->diags, diag, lint_label_site(other), "speaks of %.*s", STR_ARG(about));
}

// Whether s can act on r: one value for all subjects, or the same subjects.
static bool reaches(const CoreRule *s, const CoreRule *r)
{
    return s->subject_list == UINT32_MAX || s->subject_list == r->subject_list;
}

static void judge_pair(const Naming *naming, const CoreRule *r)
{
    const CoreRule *s = naming->rule;
    if (naming->place == NAME_UNDER) {
        if (!reaches(r, s))
            report_about(naming, r, "beat", s);
    } else if (naming->place == NAME_OVER) {
        if (!reaches(s, r))
            report_about(naming, s, "beat", r);
    } else if (s->effect == EFFECT_AUTHORIZES) {
        if (!s->all_but && lint_demands(r) && s->subject_list != r->subject_list)
            report_about(naming, s, "authorize", r);
    } else if (s->effect == EFFECT_REVIEWS) {
        if (lint_demands(r) && !reaches(s, r))
            report_about(naming, s, "review", r);
    } else if (!reaches(s, r)) {
        report_about(naming, s, s->effect == EFFECT_SUSPENDS ? "suspend" : "unenforce", r);
    }
}

// A note on a license that does not cover names the authorization it speaks of.
static bool is_note(const CoreRule *rule)
{
    return rule->effect == EFFECT_AUTHORIZES && rule->n_duties > 0 && !rule->owes;
}

static void report_no_demand(const Naming *naming, const CoreRule *met)
{
    Lint *lint = naming->lint;
    if (is_note(naming->rule) && met->effect == EFFECT_AUTHORIZES)
        return;
    const char *verb = naming->rule->effect == EFFECT_AUTHORIZES ? "authorize" : "review";
    Diag *diag = diag_report(lint->diags, DIAG_L0604, naming->site, STR_ARG(naming->label),
                             verb);
    diag_label(lint->diags, diag, node_kid(met->node, RULE_EFFECT)->span, "'%.*s' %s",
               STR_ARG(met->label), lint_verb(met->effect));
}

static void judge(const Naming *naming)
{
    const CoreRule *s = naming->rule;
    Named named = find_named(naming);
    bool of_demands = naming->place == NAME_TARGET
        && (s->effect == EFFECT_AUTHORIZES || s->effect == EFFECT_REVIEWS);
    if (!named.met && !named.far && named.itself)
        diag_report(naming->lint->diags, DIAG_L0603, naming->site, STR_ARG(naming->label));
    else if (!named.met && !named.far)
        report_nothing(naming);
    else if (!named.met)
        report_never(naming, named.far);
    else if (of_demands && !named.demand)
        report_no_demand(naming, named.met);
    for (size_t at = first_named(naming); is_named(naming, at); at++) {
        const CoreRule *r = &naming->lint->core->rules[at];
        if (r != s && lint_meet(s, r))
            judge_pair(naming, r);
    }
}

static void judge_all(Lint *lint, const CoreRule *rule, NamePlace place, const Str *labels,
                      size_t n)
{
    for (size_t i = 0; i < n; i++) {
        Naming naming = {lint, rule, place, labels[i], lint_name_site(rule, place, i)};
        judge(&naming);
    }
}

static void report_both(const Naming *under, const CoreRule *named)
{
    const CoreRule *rule = under->rule;
    for (size_t o = 0; o < rule->n_over; o++) {
        if (!label_covers(rule->over[o], named->label))
            continue;
        Diag *diag = diag_report(under->lint->diags, DIAG_L0606, under->site, STR_ARG(named->label));
        diag_label(under->lint->diags, diag, lint_name_site(rule, NAME_OVER, o), "notwithstanding");
    }
}

// A rule that some label of `notwithstanding` and one of `subject to` both name.
static void check_both(Lint *lint, const CoreRule *rule)
{
    for (size_t u = 0; u < rule->n_under && rule->n_over; u++) {
        Naming under = {lint, rule, NAME_UNDER, rule->under[u], lint_name_site(rule, NAME_UNDER, u)};
        for (size_t at = first_named(&under); is_named(&under, at); at++) {
            if (&lint->core->rules[at] != rule)
                report_both(&under, &lint->core->rules[at]);
        }
    }
}

void lint_labels(Lint *lint)
{
    for (size_t i = 0; i < lint->core->n_rules; i++) {
        const CoreRule *rule = &lint->core->rules[i];
        judge_all(lint, rule, NAME_OVER, rule->over, rule->n_over);
        judge_all(lint, rule, NAME_UNDER, rule->under, rule->n_under);
        judge_all(lint, rule, NAME_TARGET, rule->targets, rule->n_targets);
        check_both(lint, rule);
    }
}
