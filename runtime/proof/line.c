// One line of the statement: finding, classification, reasons, what allows it, review.
//
// In:  a line of the evaluation and its answer. Out: the JSON object of DOCUMENT's `line`;
//      exceptions, duties, missing facts and margins are written by their own rooms.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/inner.h"

static const Fact *field_of(const Fact *subject, size_t index)
{
    return index < subject->n ? subject->kids[index] : NULL;
}

// The field `name` of the subject, or the asserted classification: text when known.
static Str known_text(const Fact *fact)
{
    bool known = fact != NULL && fact->state == FACT_KNOWN &&
                 (fact->type->kind == TYPE_TEXT || fact->type->kind == TYPE_ECCN);
    return known ? fact->text : STR_NONE;
}

Str line_name(const Fact *subject)
{
    size_t index = 0;
    if (subject == NULL || subject->type->kind != TYPE_RECORD ||
        type_field(subject->type, STR("name"), &index) == NULL) {
        return STR_NONE;
    }
    return known_text(field_of(subject, index));
}

static Str asserted_class(const Fact *subject)
{
    if (subject == NULL || subject->type->kind != TYPE_RECORD) {
        return STR_NONE;
    }
    const RecordType *record = subject->type->record;
    return record->asserted < record->n ? known_text(field_of(subject, record->asserted))
                                        : STR_NONE;
}

// Whether some rule surely gives the label.
static bool is_given(Making *m, const Line *line, Str label)
{
    for (size_t r = 0; r < m->core->n_rules; r++) {
        const CoreRule *rule = &m->core->rules[r];
        if (rule->effect == EFFECT_CLASSIFIES && !line->rules[r].dead &&
            line->rules[r].act == TRI_T && str_eq(rule->classifies, label)) {
            return true;
        }
    }
    return false;
}

// Labels given by rules whose act has the value, without those that cover another.
static TextSet labels_given(Making *m, const Line *line, Tri act)
{
    TextSet all = {0}, out = {0};
    for (size_t r = 0; r < m->core->n_rules; r++) {
        const CoreRule *rule = &m->core->rules[r];
        if (rule->effect == EFFECT_CLASSIFIES && !line->rules[r].dead &&
            line->rules[r].act == act && !set_has(&all, rule->classifies) &&
            !(act == TRI_U && is_given(m, line, rule->classifies))) {
            set_add(m->arena, &all, rule->classifies);
        }
    }
    for (size_t i = 0; i < all.texts.n; i++) {
        bool covers = false;
        for (size_t k = 0; k < all.texts.n; k++) {
            covers |= k != i && label_covers(all.texts.items[i], all.texts.items[k]);
        }
        if (!covers) {
            set_add(m->arena, &out, all.texts.items[i]);
        }
    }
    return out;
}

static void put_labels(Making *m, Json *out, const char *key, TextSet *labels)
{
    Str *items = labels->texts.items;
    for (size_t i = 1; i < labels->texts.n; i++) {
        for (size_t at = i; at > 0 && label_compare(items[at - 1], items[at]) > 0; at--) {
            Str swap = items[at];
            items[at] = items[at - 1];
            items[at - 1] = swap;
        }
    }
    Json *list = put_list(m->arena, out, key);
    for (size_t i = 0; i < labels->texts.n; i++) {
        push_text(m->arena, list, items[i]);
    }
}

// The stated class against the computed ones: F differs, as does an entry that is encoded and
// whose rules all say no, now or at another time; U cannot be said.
static Tri compare_stated(Making *m, const Line *line, Str stated, const TextSet *sure)
{
    for (size_t i = 0; i < sure->texts.n; i++) {
        if (label_covers(stated, sure->texts.items[i]) || label_covers(sure->texts.items[i], stated)) {
            return TRI_T;
        }
    }
    bool encoded = sure->texts.n > 0;
    for (size_t r = 0; r < m->core->n_rules; r++) {
        const CoreRule *rule = &m->core->rules[r];
        if (rule->effect != EFFECT_CLASSIFIES || (line->regime != NULL && rule->regime != line->regime) ||
            !(label_covers(stated, rule->classifies) || label_covers(rule->classifies, stated))) {
            continue;
        }
        encoded = true;
        if (!line->rules[r].dead && line->rules[r].act == TRI_U) {
            return TRI_U;
        }
    }
    return encoded ? TRI_F : TRI_U;
}

void line_put_classes(Making *m, const Line *line, Json *object)
{
    TextSet sure = labels_given(m, line, TRI_T), possible = labels_given(m, line, TRI_U);
    put_labels(m, object, "sure", &sure);
    put_labels(m, object, "possible", &possible);
    Str asserted = asserted_class(line->subject);
    put_text(m->arena, object, "asserted", asserted);
    Tri agrees = asserted.len > 0 ? compare_stated(m, line, asserted, &sure) : TRI_U;
    if (agrees == TRI_U) {
        put_null(m->arena, object, "agrees");
    } else {
        put_truth(m->arena, object, "agrees", agrees == TRI_T);
    }
}

static void put_word(Making *m, Json *out, const char *key, const Decl *word)
{
    if (word == NULL) {
        put_null(m->arena, out, key);
        return;
    }
    put_plain(m->arena, out, key, word->name);
    texts_word(m, word);
}

static void put_reason(Making *m, const Line *line, const CoreRule *rule, Json *list,
                       TextSet *codes)
{
    Json *out = push_object(m->arena, list);
    put_code(m, out, term_code(&rule->term), codes);
    put_provision(m, out, rule);
    put_cites(m, out, rule);
    put_plain(m->arena, out, "effect",
              rule->effect == EFFECT_PROHIBITS ? STR("prohibits") : STR("requires"));
    put_word(m, out, "for", rule->term.reason);
    put_truth(m->arena, out, "certain", line->rules[rule->id].open == TRI_T);
    put_word(m, out, "review", answer_reviews(m->arena, m->eval, line, rule).most_severe);
}

static void put_reasons(Making *m, const Line *line, Json *out, TextSet *codes)
{
    Json *list = put_list(m->arena, out, "reasons");
    for (size_t r = 0; r < m->core->n_rules; r++) {
        const RuleState *state = &line->rules[r];
        if (answer_is_demand(&m->core->rules[r]) && !state->dead && state->open != TRI_F) {
            put_reason(m, line, &m->core->rules[r], list, codes);
        }
    }
}

// OK-EXC, unless a duty that comes with the authorization says otherwise: OK-LIC.
static Str authority_code(const CoreRule *rule)
{
    for (size_t d = 0; d < rule->n_duties; d++) {
        Str code = term_code(&rule->duties[d].term);
        if (str_starts(code, STR("OK-"))) {
            return code;
        }
    }
    return STR("OK-EXC");
}

static void put_allowance(Making *m, const CoreRule *rule, Json *list, TextSet *codes)
{
    bool excludes = rule->effect == EFFECT_EXCLUDES;
    Str code = excludes ? term_code(&rule->term) : authority_code(rule);
    Json *out = push_object(m->arena, list);
    put_code(m, out, code.len > 0 ? code : STR("OK-NOEXP"), codes);
    put_provision(m, out, rule);
    put_cites(m, out, rule);
    put_plain(m->arena, out, "what", excludes ? STR("excluded") : STR("authorized"));
    put_word(m, out, "word", excludes ? rule->term.word : NULL);
}

// A requirement that acts but is not open was met by an authorization: which ones?
static bool authorizes_something(Making *m, const Line *line, const CoreRule *rule)
{
    for (size_t r = 0; r < m->core->n_rules; r++) {
        const CoreRule *demand = &m->core->rules[r];
        const RuleState *state = &line->rules[r];
        if (!answer_is_demand(demand) || state->dead || state->act != TRI_T ||
            state->open != TRI_F) {
            continue;
        }
        for (size_t a = 0; a < demand->n_authorized_by; a++) {
            if (demand->authorized_by[a] == rule->id) {
                return true;
            }
        }
    }
    return false;
}

static void put_not_required(Making *m, Json *list, TextSet *codes)
{
    Json *out = push_object(m->arena, list);
    put_code(m, out, STR("OK-NLR"), codes);
    put_null(m->arena, out, "provision");
    put_null(m->arena, out, "version");
    put_null(m->arena, out, "cite");
    put_null(m->arena, out, "fr");
    put_plain(m->arena, out, "what", STR("not_required"));
    put_null(m->arena, out, "word");
}

static void put_allowed_by(Making *m, const Line *line, Json *out, TextSet *codes)
{
    Json *list = put_list(m->arena, out, "allowed_by");
    if (line->regime->chain[line->low].blocks || m->eval->status != EVAL_OK) {
        return;
    }
    bool excluded = false, demanded = false;
    for (size_t r = 0; r < m->core->n_rules; r++) {
        const CoreRule *rule = &m->core->rules[r];
        const RuleState *state = &line->rules[r];
        if (state->dead || state->act == TRI_F) {
            continue;
        }
        demanded |= answer_is_demand(rule);
        bool excludes = rule->effect == EFFECT_EXCLUDES && state->act == TRI_T;
        excluded |= excludes;
        if (excludes || (rule->effect == EFFECT_AUTHORIZES && state->act == TRI_T &&
                         authorizes_something(m, line, rule))) {
            put_allowance(m, rule, list, codes);
        }
    }
    bool determined = !line->regime->chain[line->high].blocks;
    if (!excluded && !demanded && determined) {
        put_not_required(m, list, codes);
    }
}

static void push_policies(Making *m, Json *list, const PolicyList *policies)
{
    for (size_t i = 0; i < policies->n; i++) {
        push_text(m->arena, list, policies->items[i]->name);
        texts_word(m, policies->items[i]);
    }
}

static void put_review(Making *m, const Reviews *reviews, Json *out)
{
    Json *object = put_object(m->arena, out, "review");
    push_policies(m, put_list(m->arena, object, "policies"), &reviews->sure);
    push_policies(m, put_list(m->arena, object, "possible"), &reviews->possible);
    put_word(m, object, "most_severe", reviews->most_severe);
    put_truth(m->arena, object, "conflict", reviews->conflict);
}

// The codes stand before the parts that they are gathered from.
static void fill_parts(Making *m, size_t index, Json *out, TextSet *codes)
{
    const Line *line = &m->eval->lines[index];
    line_put_classes(m, line, put_object(m->arena, out, "classification"));
    put_reasons(m, line, out, codes);
    put_allowed_by(m, line, out, codes);
    put_review(m, &m->answer->lines[index].reviews, out);
    if (!m->input->short_form) {
        exceptions_put(m, line, out);
        filing_put(m, index, out);
    }
    duties_put(m, line, out, codes);
    missing_put_line(m, index, out, codes);
    if (!m->input->short_form) {
        margins_put(m, line, out);
    }
}

Json *line_json(Making *m, size_t index)
{
    const Line *line = &m->eval->lines[index];
    const LineAnswer *answer = &m->answer->lines[index];
    Json *out = json_object(m->arena);
    put_plain(m->arena, out, "id", line->id);
    put_plain(m->arena, out, "regime", line->regime->name);
    put_text(m->arena, put_object(m->arena, out, "subject"), "name",
             line_name(line->subject));
    put_finding(m, out, line->regime, answer->undetermined, answer->verdict, line->low,
                line->high);
    put_plain(m->arena, out, "gate", str_of(gate_name(answer->gate)));
    Json *codes_at = put_list(m->arena, out, "codes");
    TextSet codes = {0};
    fill_parts(m, index, out, &codes);
    set_sort(&codes);
    for (size_t i = 0; i < codes.texts.n; i++) {
        push_text(m->arena, codes_at, codes.texts.items[i]);
    }
    return out;
}
