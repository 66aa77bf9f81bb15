// Rules and scenarios as canonical text.
//
// In:  nodes. Out: pieces of a layout. A rule has its label, title and subject on the first
// line, its heads below, then the effect with its condition, each exception and duty.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/tree/print_part.h"

// -- rules

static void put_effect(Layout *out, const Node *effect)
{
    static const char *const WORDS[] = {
        "classifies ", "requires ", "prohibits", "excludes ", "authorizes ", "reviews ",
        "obliges ", "flags ", "suspends ", "unenforces ",
    };
    const Node *what = node_kid(effect, EFFECT_WHAT), *as = node_kid(effect, EFFECT_AS);
    layout_word(out, WORDS[effect->op], effect->span.start);
    if (what != NULL && effect->op == EFFECT_PROHIBITS) {
        layout_word(out, " ", LAYOUT_NOWHERE);
    }
    if (what != NULL && what->kind == NODE_TERM) {
        print_term(out, what);
    } else if (what != NULL && what->kind == NODE_LIST) {
        print_labels(out, what);
    } else if (what != NULL) {
        print_label(out, what);
    }
    if (what == NULL && effect->op == EFFECT_AUTHORIZES) {
        layout_word(out, as == NULL ? "all" : "all not in [", LAYOUT_NOWHERE);
        if (as != NULL) {
            print_labels(out, as);
            layout_word(out, "]", LAYOUT_NOWHERE);
        }
    } else if (as != NULL) {
        layout_word(out, effect->op == EFFECT_REVIEWS ? " under " : " as ", LAYOUT_NOWHERE);
        print_label(out, as);
    }
}

// A line of its own: first words, then 'when' and the condition.
static void put_when(Layout *out, const Node *when)
{
    if (when != NULL) {
        layout_break(out, BREAK_SPACE);
        layout_word(out, "when ", when->span.start);
        print_expr(out, when);
    }
}

static void put_except(Layout *out, const Node *except)
{
    const Node *label = except->kids[EXCEPT_LABEL];
    layout_break(out, BREAK_HARD);
    layout_word(out, "except ", except->span.start);
    if (label != NULL) {
        print_label(out, label);
        layout_word(out, " ", LAYOUT_NOWHERE);
    }
    layout_word(out, "when ", except->kids[EXCEPT_WHEN]->span.start);
    print_expr(out, except->kids[EXCEPT_WHEN]);
}

static void put_duty(Layout *out, const Node *duty)
{
    layout_break(out, BREAK_HARD);
    layout_word(out, "with duty ", duty->span.start);
    print_term(out, duty->kids[DUTY_TERM]);
    if (duty->op != DUTY_PLAIN) {
        layout_word(out, " ", LAYOUT_NOWHERE);
        print_expr(out, duty->kids[DUTY_AMOUNT]);
        layout_word(out, duty->op == DUTY_BEFORE ? " before " : " after ", LAYOUT_NOWHERE);
        print_label(out, duty->kids[DUTY_ANCHOR]);
    }
}

static void put_subject(Layout *out, const Node *rule)
{
    const Node *subject = rule->kids[RULE_SUBJECT];
    if (subject == NULL) {
        return;
    }
    layout_in(out);
    layout_break(out, BREAK_FILL);
    layout_word(out, "for each ", subject->span.start);
    print_label(out, subject);
    layout_word(out, " in ", LAYOUT_NOWHERE);
    print_label(out, rule->kids[RULE_LIST]);
    layout_out(out);
}

void print_rule(Layout *out, const Node *rule)
{
    const Node *effect = rule->kids[RULE_EFFECT], *when = rule->kids[RULE_WHEN];
    layout_word(out, "rule ", rule->span.start);
    print_label(out, rule->kids[RULE_LABEL]);
    print_title(out, rule->kids[RULE_TITLE]);
    put_subject(out, rule);
    layout_in(out);
    print_heads(out, rule->kids[RULE_HEADS]);
    layout_break(out, BREAK_HARD);
    layout_begin(out, when == NULL ? effect->span : span_join(effect->span, when->span));
    put_effect(out, effect);
    put_when(out, when);
    layout_end(out);
    const Node *excepts = rule->kids[RULE_EXCEPTS], *duties = rule->kids[RULE_DUTIES];
    for (uint32_t i = 0; i < node_count(excepts); i++) {
        put_except(out, excepts->kids[i]);
    }
    for (uint32_t i = 0; i < node_count(duties); i++) {
        put_duty(out, duties->kids[i]);
    }
    layout_out(out);
}

// -- scenarios

static void put_clause(Layout *out, const Node *clause)
{
    static const char *const WORDS[] = {
        "because ", "review ", "missing ", "flags ", "duties ", "gate ", "class ", "of ",
    };
    layout_word(out, WORDS[clause->op], clause->span.start);
    print_labels(out, clause->kids[0]);
}

static void put_expect(Layout *out, const Node *expect)
{
    const Node *high = expect->kids[EXPECT_HIGH], *clauses = expect->kids[EXPECT_CLAUSES];
    layout_begin(out, expect->span);
    layout_word(out, "expect ", expect->span.start);
    print_label(out, expect->kids[EXPECT_LOW]);
    if (high != NULL) {
        layout_word(out, " .. ", LAYOUT_NOWHERE);
        print_label(out, high);
    }
    layout_word(out, expect->op == WORLD_TEXT ? " in text" : "", LAYOUT_NOWHERE);
    layout_in(out);
    for (uint32_t i = 0; i < node_count(clauses); i++) {
        layout_break(out, BREAK_FILL);
        put_clause(out, clauses->kids[i]);
    }
    layout_out(out);
    layout_end(out);
}

static void put_given(Layout *out, const Node *given)
{
    layout_word(out, "given ", given->span.start);
    print_braces(out, given, given->span, print_bind);
}

static void put_as_of(Layout *out, const Node *date)
{
    layout_word(out, "as of ", date->span.start);
    layout_text(out, date->text, LAYOUT_NOWHERE);
}

// What a group changes; false when nothing.
static bool put_prefix(Layout *out, const Node *group)
{
    const Node *assume = group->kids[GROUP_ASSUME], *date = group->kids[GROUP_DATE];
    const Node *given = group->kids[GROUP_GIVEN];
    if (assume != NULL) {
        layout_word(out, group->op == 1 ? "assuming proposed " : "assuming ",
                    assume->span.start);
        print_labels(out, assume);
    }
    if (date != NULL) {
        layout_word(out, assume != NULL ? " " : "", LAYOUT_NOWHERE);
        put_as_of(out, date);
    }
    if (given != NULL) {
        layout_word(out, assume != NULL || date != NULL ? " " : "", LAYOUT_NOWHERE);
        put_given(out, given);
    }
    return assume != NULL || date != NULL || given != NULL;
}

static void put_group(Layout *out, const Node *group)
{
    const Node *expects = group->kids[GROUP_EXPECTS];
    layout_begin(out, group->span);
    bool prefixed = put_prefix(out, group);
    if (prefixed) {
        layout_in(out);
    }
    for (uint32_t i = 0; i < node_count(expects); i++) {
        if (i > 0 || prefixed) {
            layout_break(out, node_count(expects) > 1 ? BREAK_HARD : BREAK_SPACE);
        }
        put_expect(out, expects->kids[i]);
    }
    if (prefixed) {
        layout_out(out);
    }
    layout_end(out);
}

void print_scenario(Layout *out, const Node *scenario)
{
    const Node *heads = scenario->kids[SCENARIO_HEADS];
    const Node *date = scenario->kids[SCENARIO_DATE];
    const Node *groups = scenario->kids[SCENARIO_GROUPS];
    layout_word(out, "scenario ", scenario->span.start);
    print_string(out, scenario->kids[SCENARIO_TITLE]);
    layout_in(out);
    print_heads(out, heads);
    if (date != NULL) {
        layout_break(out, node_count(heads) > 0 ? BREAK_FILL : BREAK_HARD);
        put_as_of(out, date);
    }
    layout_break(out, BREAK_HARD);
    put_given(out, scenario->kids[SCENARIO_GIVEN]);
    for (uint32_t i = 0; i < node_count(groups); i++) {
        layout_break(out, BREAK_HARD);
        put_group(out, groups->kids[i]);
    }
    layout_out(out);
}
