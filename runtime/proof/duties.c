// Flags and duties of the rules that act or may act, with due dates.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/inner.h"

#include <stdlib.h>

static int by_word(const void *a, const void *b)
{
    const CoreRule *x = *(const CoreRule *const *)a, *y = *(const CoreRule *const *)b;
    int order = str_cmp(x->term.word->name, y->term.word->name);
    return order != 0 ? order : (x->id > y->id) - (x->id < y->id);
}

// Whether it is open, what it rests on, and who closed it.
static void put_resolved(Making *m, const Line *line, const CoreRule *rule, Json *flag)
{
    const Resolved *resolved = m->answer->resolved;
    size_t index = (size_t)(line - m->eval->lines);
    const RaisedFlag *raised =
        resolved == NULL ? NULL : resolved_find(resolved, index, rule->id);
    const Resolution *closed_by = raised == NULL ? NULL : raised->closed_by;
    put_truth(m->arena, flag, "open", closed_by == NULL);
    put_text(m->arena, flag, "basis", raised == NULL ? STR_NONE : raised->basis);
    Json *persons = put_list(m->arena, flag, "resolved_by");
    if (closed_by != NULL) {
        push_text(m->arena, persons, closed_by->by);
        push_text(m->arena, persons, closed_by->second_by);
    }
}

static void put_flags(Making *m, const Line *line, Json *out, TextSet *codes)
{
    VEC(const CoreRule *) flags = {0};
    for (size_t r = 0; r < m->core->n_rules; r++) {
        const CoreRule *rule = &m->core->rules[r];
        if (rule->effect == EFFECT_FLAGS && !line->rules[r].dead &&
            line->rules[r].act != TRI_F && rule->term.word != NULL) {
            vec_push(m->arena, &flags, rule);
        }
    }
    if (flags.n > 1) {
        qsort(flags.items, flags.n, sizeof *flags.items, by_word);
    }
    Json *list = put_list(m->arena, out, "flags");
    for (size_t i = 0; i < flags.n; i++) {
        const CoreRule *rule = flags.items[i];
        Json *flag = push_object(m->arena, list);
        put_plain(m->arena, flag, "flag", rule->term.word->name);
        put_code(m, flag, term_code(&rule->term), codes);
        put_provision(m, flag, rule);
        put_truth(m->arena, flag, "certain", line->rules[rule->id].act == TRI_T);
        put_resolved(m, line, rule, flag);
        texts_word(m, rule->term.word);
    }
}

// The place an anchor names: a fact, or a field of one or of the subject.
static const Fact *anchor_place(Making *m, const Line *line, const Expr *anchor)
{
    if (anchor == NULL) {
        return NULL;
    }
    if (anchor->op == CORE_FACT) {
        return m->facts->top[anchor->index];
    }
    if (anchor->op == CORE_SLOT) {
        return line->subject;
    }
    if (anchor->op != CORE_FIELD) {
        return NULL;
    }
    const Fact *record = anchor_place(m, line, anchor->kids[0]);
    return record != NULL && anchor->index < record->n ? record->kids[anchor->index] : NULL;
}

static bool anchor_day(Making *m, const Line *line, const Duty *duty, Day *out)
{
    const Fact *place = anchor_place(m, line, duty->anchor);
    int64_t day = 0;
    if (place != NULL && place->state == FACT_KNOWN && place->type->kind == TYPE_DATE &&
        rat_to_int64(place->number, &day)) {
        *out = (Day)day;
        return true;
    }
    const FactSchema *schema = m->core->schema;
    bool law_date = duty->anchor != NULL && duty->anchor->op == CORE_FACT &&
                    duty->anchor->index == schema->law_date;
    if (law_date && m->eval->options.has_date && place != NULL && fact_is_unknown(place)) {
        *out = m->eval->options.date;
        return true;
    }
    return false;
}

static void put_due(Making *m, const Line *line, const Duty *duty, Json *out)
{
    Day day = 0;
    int64_t days = 0;
    if (duty->when == DUTY_PLAIN || !anchor_day(m, line, duty, &day) ||
        !rat_to_int64(duty->days, &days)) {
        put_null(m->arena, out, "due");
        return;
    }
    int64_t due = duty->when == DUTY_BEFORE ? day - days : day + days;
    if (due <= DAY_MIN || due > DAY_MAX) {
        put_null(m->arena, out, "due");
    } else {
        put_day(m->arena, out, "due", (Day)due);
    }
}

static const char *when_name(DutyWhen when)
{
    switch (when) {
    case DUTY_PLAIN: return "plain";
    case DUTY_BEFORE: return "before";
    case DUTY_AFTER: return "after";
    }
    return "";
}

// A value as documents write it: texts bare, numbers exact, the elements of a list in order.
static void print_value(Buf *out, const Fact *fact)
{
    if (fact->state != FACT_KNOWN) {
        return;
    }
    if (fact->type->kind == TYPE_NUM) {
        type_print_number(out, fact->type, fact->number);
    } else if (fact->type->kind == TYPE_TEXT) {
        buf_str(out, fact->text);
    } else if (fact->type->kind != TYPE_LIST) {
        fact_print(out, fact);
    }
    for (size_t i = 0; fact->type->kind == TYPE_LIST && i < fact->n; i++) {
        buf_text(out, i > 0 ? ", " : "");
        print_value(out, fact->kids[i]);
    }
}

Json *duties_computed(Making *m, const Line *line, const Func *func)
{
    const Fact *fact = evaluation_ask(m->eval, func, line->subject);
    if (fact == NULL || fact->state != FACT_KNOWN) {
        return json_null(m->arena);
    }
    Buf buf;
    buf_init(&buf, m->arena);
    print_value(&buf, fact);
    return json_string(m->arena, buf_done(&buf));
}

static void put_args(Making *m, const Line *line, const Term *term, Json *out)
{
    Json *args = put_object(m->arena, out, "args");
    for (size_t i = 0; i < term->n; i++) {
        const TermArg *arg = &term->args[i];
        Str key = arg->name.len > 0 ? arg->name : str_format(m->arena, "%zu", i);
        if (arg->computed != NULL) {
            json_set(args, key, duties_computed(m, line, arg->computed));
            continue;
        }
        json_set(args, key, json_string(m->arena, arg->value));
        for (size_t w = 0; w < m->core->checked->words.n; w++) {
            const Decl *word = m->core->checked->words.items[w];
            if (str_eq(word->name, arg->value)) {
                texts_word(m, word);
            }
        }
    }
}

static void put_duty(Making *m, const Line *line, const CoreRule *rule, const Duty *duty,
                     Json *list, TextSet *codes)
{
    Tri act = line->rules[rule->id].act;
    Json *out = push_object(m->arena, list);
    put_plain(m->arena, out, "duty", duty->term.word->name);
    put_args(m, line, &duty->term, out);
    put_code(m, out, term_code(&duty->term), codes);
    put_provision(m, out, rule);
    put_truth(m->arena, out, "certain", act == TRI_T);
    put_plain(m->arena, out, "when", str_of(when_name(duty->when)));
    Buf days;
    buf_init(&days, m->arena);
    if (duty->when != DUTY_PLAIN) {
        rat_print(&days, duty->days);
    }
    put_text(m->arena, out, "days", buf_done(&days));
    put_text(m->arena, out, "anchor", duty->anchor_path);
    put_due(m, line, duty, out);
    put_truth(m->arena, out, "open", answer_duty_open(rule, duty, act));
    texts_word(m, duty->term.word);
}

void duties_put(Making *m, const Line *line, Json *out, TextSet *codes)
{
    put_flags(m, line, out, codes);
    Json *list = put_list(m->arena, out, "duties");
    for (size_t r = 0; r < m->core->n_rules; r++) {
        const CoreRule *rule = &m->core->rules[r];
        if (line->rules[r].dead || line->rules[r].act == TRI_F) {
            continue;
        }
        for (size_t d = 0; d < rule->n_duties; d++) {
            bool shown = !rule->duties[d].note || line->regime->chain[line->high].blocks;
            if (rule->duties[d].term.word != NULL && shown) {
                put_duty(m, line, rule, &rule->duties[d], list, codes);
            }
        }
    }
}
