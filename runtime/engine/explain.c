// A provision read back in plain words.
//
// In:  Core, for priority and spans; the tree, for conditions as they were written.
// Out: text for people, wrapped. What is not in force on the day asked is left out and said.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/engine/explain.h"

#include "runtime/proof/words.h"

enum { COLUMNS = 92 };

typedef struct Teller {
    Buf *out;
    const Core *core;
} Teller;

static const Checked *checked_of(const Teller *t)
{
    return t->core->checked;
}

static void tell_span(Buf *out, Day from, Day until, bool lapses)
{
    buf_text(out, "  in force");
    if (from > DAY_MIN) {
        buf_text(out, " from ");
        date_print(out, from);
    }
    if (until <= DAY_MAX) {
        buf_text(out, " until ");
        date_print(out, until);
    }
    if (from <= DAY_MIN && until > DAY_MAX) {
        buf_text(out, " at all times");
    }
    buf_text(out, lapses ? ", then lapses" : "");
}

static void tell_about(const Teller *t, const CoreRule *rule)
{
    tell_span(t->out, rule->from, rule->until, rule->lapses);
    if (rule->cites.len > 0) {
        buf_addf(t->out, " · %.*s", STR_ARG(rule->cites));
    }
    if (rule->source.len > 0) {
        buf_addf(t->out, " · %.*s", STR_ARG(rule->source));
    }
    const Sources *sources = checked_of(t)->sources;
    const SourceFile *file = source_get(sources, rule->span.file);
    if (file != NULL) {
        uint32_t line, column;
        source_place(sources, rule->span.file, rule->span.start, &line, &column);
        buf_addf(t->out, " · %.*s:%u", STR_ARG(file->path), line);
    }
    buf_char(t->out, '\n');
    if (rule->proposed.len > 0) {
        buf_addf(t->out, "  PROPOSED, not law: %.*s\n", STR_ARG(rule->proposed));
    }
    for (size_t i = 0; i < rule->n_doubts; i++) {
        buf_text(t->out, "  doubtful from ");
        date_print(t->out, rule->doubts[i].from);
        buf_text(t->out, " until ");
        date_print(t->out, rule->doubts[i].until);
        buf_addf(t->out, ": %.*s\n", STR_ARG(rule->doubts[i].text));
    }
}

// -- effects ----------------------------------------------------------------------------

static void tell_word(Buf *out, const Decl *word)
{
    if (word->title.len > 0) {
        buf_str(out, word->title);
    } else {
        words_name(out, word->name);
    }
}

static void tell_term(const Teller *t, const Term *term, const char *otherwise)
{
    if (term->word == NULL) {
        buf_text(t->out, otherwise);
        return;
    }
    tell_word(t->out, term->word);
    if (term->n == 0) {
        return;
    }
    buf_text(t->out, " (");
    for (size_t i = 0; i < term->n; i++) {
        buf_text(t->out, i > 0 ? ", " : "");
        if (term->args[i].name.len > 0) {
            buf_addf(t->out, "%.*s: ", STR_ARG(term->args[i].name));
        }
        buf_str(t->out, term->args[i].value);
    }
    buf_char(t->out, ')');
}

static void tell_labels(const Teller *t, const Str *labels, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        buf_text(t->out, i == 0 ? "" : i + 1 < n ? ", " : " and ");
        buf_str(t->out, labels[i]);
    }
}

static Str subject_name(const CoreRule *rule)
{
    const Node *subject = node_kid(rule->node, RULE_SUBJECT);
    return subject != NULL ? subject->text : STR("it");
}

static void tell_effect(const Teller *t, const CoreRule *rule)
{
    switch (rule->effect) {
    case EFFECT_CLASSIFIES:
        buf_addf(t->out, "%.*s is classified as %.*s", STR_ARG(subject_name(rule)),
                 STR_ARG(rule->classifies));
        return;
    case EFFECT_REQUIRES:
        buf_text(t->out, "required: ");
        tell_term(t, &rule->term, "a license");
        return;
    case EFFECT_PROHIBITS:
        buf_text(t->out, "prohibited");
        if (rule->term.word != NULL) {
            buf_text(t->out, ": ");
            tell_term(t, &rule->term, "");
        }
        return;
    case EFFECT_EXCLUDES:
        buf_text(t->out, "outside of the rules: ");
        tell_term(t, &rule->term, "not subject to them");
        return;
    case EFFECT_AUTHORIZES:
        buf_text(t->out, rule->all_but ? "authorizes all that is required"
                                       : "authorizes what is required by ");
        buf_text(t->out, rule->all_but && rule->n_targets > 0 ? ", but not by " : "");
        if (rule->n_targets > 0) {
            tell_labels(t, rule->targets, rule->n_targets);
        }
        return;
    case EFFECT_REVIEWS:
        buf_text(t->out, "applications under ");
        tell_labels(t, rule->targets, rule->n_targets);
        buf_text(t->out, " are reviewed under: ");
        tell_word(t->out, rule->policy);
        return;
    case EFFECT_OBLIGES:
        buf_text(t->out, "obliges: ");
        tell_term(t, &rule->term, "a duty");
        return;
    case EFFECT_FLAGS:
        buf_text(t->out, "raises a flag: ");
        tell_term(t, &rule->term, "a flag");
        return;
    case EFFECT_SUSPENDS:
        buf_text(t->out, "suspends ");
        tell_labels(t, rule->targets, rule->n_targets);
        return;
    case EFFECT_UNENFORCES:
        buf_text(t->out, "not enforced: ");
        tell_labels(t, rule->targets, rule->n_targets);
        return;
    }
}

// -- the parts of a rule ----------------------------------------------------------------

static void tell_condition(const Teller *t, const CoreRule *rule)
{
    const Node *when = node_kid(rule->node, RULE_WHEN);
    if (when == NULL) {
        buf_text(t->out, ", always.\n");
        return;
    }
    buf_text(t->out, ", when ");
    words_condition(t->out, checked_of(t), when, 4);
    buf_text(t->out, ".\n");
}

static void tell_exceptions(const Teller *t, const CoreRule *rule)
{
    const Node *excepts = node_kid(rule->node, RULE_EXCEPTS);
    for (uint32_t i = 0; i < node_count(excepts); i++) {
        const Node *except = excepts->kids[i];
        const Node *label = node_kid(except, EXCEPT_LABEL);
        buf_text(t->out, "  Except");
        if (label != NULL) {
            Str text = node_label(t->out->arena, label);
            buf_addf(t->out, " (%.*s)", STR_ARG(text));
        }
        buf_text(t->out, " when ");
        words_condition(t->out, checked_of(t), except->kids[EXCEPT_WHEN], 4);
        buf_text(t->out, ".\n");
    }
}

static void tell_duties(const Teller *t, const CoreRule *rule)
{
    for (size_t i = 0; i < rule->n_duties && rule->effect != EFFECT_OBLIGES; i++) {
        const Duty *duty = &rule->duties[i];
        buf_text(t->out, "  With the duty: ");
        tell_term(t, &duty->term, "a duty");
        if (duty->when != DUTY_PLAIN) {
            buf_char(t->out, ' ');
            rat_print_human(t->out, duty->days, 2);
            buf_addf(t->out, " day%s %s ", rat_cmp(duty->days, RAT_ONE) == 0 ? "" : "s",
                     duty->when == DUTY_BEFORE ? "before" : "after");
            words_name(t->out, duty->anchor_path);
        }
        buf_text(t->out, ".\n");
    }
}

static bool meets(const CoreRule *a, const CoreRule *b)
{
    return a->from < b->until && b->from < a->until;
}

static void tell_related(const Teller *t, const char *lead, const CoreRule *of,
                         const RuleId *rules, size_t n)
{
    size_t said = 0;
    Str last = STR_NONE;
    for (size_t i = 0; i < n; i++) {
        const CoreRule *rule = &t->core->rules[rules[i]];
        if (!meets(of, rule) || str_eq(last, rule->label)) {
            continue;
        }
        buf_text(t->out, said++ == 0 ? lead : "; ");
        buf_str(t->out, rule->label);
        if (rule->title.len > 0) {
            buf_addf(t->out, " (%.*s)", STR_ARG(rule->title));
        }
        last = rule->label;
    }
    buf_text(t->out, said > 0 ? "\n" : "");
}

static void tell_rule(const Teller *t, const CoreRule *rule)
{
    buf_str(t->out, rule->label);
    if (rule->title.len > 0) {
        buf_addf(t->out, "  %.*s", STR_ARG(rule->title));
    }
    buf_char(t->out, '\n');
    tell_about(t, rule);
    buf_text(t->out, "  ");
    if (rule->subject_list != UINT32_MAX) {
        Str path = t->core->subject_lists[rule->subject_list].path;
        buf_addf(t->out, "For each %.*s in %.*s: ", STR_ARG(subject_name(rule)), STR_ARG(path));
    } else {
        buf_text(t->out, "For the whole transaction: ");
    }
    tell_effect(t, rule);
    tell_condition(t, rule);
    tell_exceptions(t, rule);
    tell_duties(t, rule);
    tell_related(t, "  Gives way to: ", rule, rule->beaten_by, rule->n_beaten_by);
    tell_related(t, "  Can be authorized by: ", rule, rule->authorized_by,
                 rule->n_authorized_by);
    tell_related(t, "  Reviewed under: ", rule, rule->reviewed_by, rule->n_reviewed_by);
    if (rule->note.len > 0) {
        buf_addf(t->out, "  Note: %.*s\n", STR_ARG(rule->note));
    }
    if (rule->unverified.len > 0) {
        buf_addf(t->out, "  NOT VERIFIED: %.*s\n", STR_ARG(rule->unverified));
    }
}

// -- definitions ------------------------------------------------------------------------

// One version; the time of the only one goes without saying.
static void tell_define(const Teller *t, const Decl *decl, const Node *node, Day from, Day until)
{
    buf_str(t->out, decl->name);
    if (decl->title.len > 0) {
        buf_addf(t->out, "  %.*s", STR_ARG(decl->title));
    }
    if (from > DAY_MIN || until <= DAY_MAX) {
        buf_char(t->out, '\n');
        tell_span(t->out, from, until, false);
    }
    buf_text(t->out, "\n  ");
    for (size_t i = 0; i < decl->n_params; i++) {
        buf_addf(t->out, "%s%.*s", i == 0 ? "Of " : ", ", STR_ARG(decl->params[i]->name));
    }
    buf_text(t->out, decl->n_params > 0 ? ": a " : "A ");
    type_print(t->out, decl->type);
    buf_text(t->out, ", namely ");
    words_condition(t->out, checked_of(t), node->kids[DEFINE_BODY], 4);
    buf_text(t->out, ".\n");
}

// All versions, or those of the day; with none on the day, when they are in force.
static void tell_versions(const Teller *t, const Decl *decl, const Func *func, const Day *day)
{
    bool told = day == NULL;
    for (size_t v = 0; day != NULL && v < func->n_versions; v++) {
        told = told || (func->versions[v].from <= *day && *day < func->versions[v].until);
    }
    for (size_t v = 0, n = 0; v < func->n_versions; v++) {
        Day from = func->versions[v].from, until = func->versions[v].until;
        if (!told) {
            buf_str(t->out, decl->name);
            tell_span(t->out, from, until, false);
            buf_char(t->out, '\n');
        } else if (day == NULL || (from <= *day && *day < until)) {
            buf_text(t->out, n++ > 0 ? "\n" : "");
            tell_define(t, decl, decl->versions[v], from, until);
        }
    }
}

static const Func *func_of(const Teller *t, const Decl *decl)
{
    for (size_t f = 0; f < t->core->n_funcs; f++) {
        const Func *func = t->core->funcs[f];
        if (func->kind == FUNC_DEFINE && str_eq(func->name, decl->name)) {
            return func;
        }
    }
    return NULL;
}

static bool tell_defines(const Teller *t, Str name, const Day *day)
{
    const Checked *checked = checked_of(t);
    bool found = false;
    for (size_t i = 0; i < checked->defines.n; i++) {
        const Decl *decl = checked->defines.items[i];
        const Func *func = str_eq(decl->name, name) ? func_of(t, decl) : NULL;
        if (func != NULL) {
            buf_text(t->out, found ? "\n" : "");
            tell_versions(t, decl, func, day);
            found = true;
        }
    }
    return found;
}

// -- what is not checked ------------------------------------------------------------------

static void tell_left(const Teller *t, const Decl *word)
{
    buf_addf(t->out, "%.*s  %.*s\n", STR_ARG(word->name), STR_ARG(word->title));
    if (word->left == NULL) {
        buf_text(t->out, "  Not checked by any rule.\n");
        return;
    }
    buf_text(t->out, "  No rule classifies anything as: ");
    tell_labels(t, word->left, word->n_left);
    buf_text(t->out, word->n_left > 0 ? ".\n" : "nothing is left.\n");
}

static bool tell_not_checked(const Teller *t, Str name)
{
    const Checked *checked = checked_of(t);
    bool found = false;
    for (size_t i = 0; i < checked->regimes.n; i++) {
        const Regime *regime = checked->regimes.items[i];
        for (size_t k = 0; k < regime->n_not_checked; k++) {
            if (str_eq(regime->not_checked[k]->name, name)) {
                buf_text(t->out, found ? "\n" : "");
                tell_left(t, regime->not_checked[k]);
                found = true;
            }
        }
    }
    return found;
}

// -- finding ----------------------------------------------------------------------------

static void tell_near(const Teller *t, Str label)
{
    Str *candidates = arena_array(t->out->arena, Str, t->core->n_rules + 1);
    size_t n = 0;
    for (size_t i = 0; i < t->core->n_rules; i++) {
        candidates[n++] = t->core->rules[i].label;
    }
    Str near = diag_nearest(label, candidates, n);
    if (near.len > 0) {
        buf_addf(t->out, "did you mean '%.*s'?\n", STR_ARG(near));
    }
}

static void tell_other_days(const Teller *t, Str label, Day day)
{
    buf_addf(t->out, "%.*s is not in force on ", STR_ARG(label));
    date_print(t->out, day);
    buf_text(t->out, "; its versions:\n");
    for (size_t i = 0; i < t->core->n_rules; i++) {
        const CoreRule *rule = &t->core->rules[i];
        if (label_covers(label, rule->label)) {
            buf_addf(t->out, "  %.*s", STR_ARG(rule->label));
            tell_span(t->out, rule->from, rule->until, rule->lapses);
            buf_char(t->out, '\n');
        }
    }
}

bool explain_label(Buf *out, const Core *core, Str label, const Day *day)
{
    Buf draft;
    buf_init(&draft, out->arena);
    Teller t = {&draft, core};
    size_t covered = 0, told = 0;
    for (size_t i = 0; i < core->n_rules; i++) {
        const CoreRule *rule = &core->rules[i];
        if (!label_covers(label, rule->label)) {
            continue;
        }
        covered++;
        if (day == NULL || (rule->from <= *day && *day < rule->until)) {
            buf_text(&draft, told++ > 0 ? "\n" : "");
            tell_rule(&t, rule);
        }
    }
    bool found = covered > 0 || tell_defines(&t, label, day) || tell_not_checked(&t, label);
    if (covered > 0 && told == 0) {
        tell_other_days(&t, label, *day);
    } else if (!found) {
        tell_near(&t, label);
    }
    words_wrap(out, buf_done(&draft), COLUMNS);
    return found;
}
