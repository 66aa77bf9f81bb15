// Statement: puts the parts of a decision document together and gives it its id.
//
// In:  one evaluation with its trace. Out: schema, id, statement, texts. The id is the
//      SHA-256 of the statement's canonical form (RFC 8785), so it names the content.
// Read this file first: each member of the document is written by the room named here.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/statement.h"

#include "runtime/base/digest.h"
#include "runtime/proof/inner.h"

static Str digest_text(Making *m, const Json *value)
{
    Buf buf;
    buf_init(&buf, m->arena);
    json_canonical(&buf, value);
    Digest digest = digest_of(buf_done(&buf));
    return str_format(m->arena, "sha256:%s", digest.hex);
}

static void put_case(Making *m, Json *out)
{
    Json *object = put_object(m->arena, out, "case");
    put_text(m->arena, object, "id", m->input->case_id);
    put_text(m->arena, object, "title", m->input->case_title);
    put_plain(m->arena, object, "facts", digest_text(m, facts_json(m->arena, m->facts)));
}

// DAY_MIN when no regime says up to when its text was read.
static Day known_to(const Making *m)
{
    Day day = core_read_through(m->core);
    return day == DAY_MAX ? DAY_MIN : day;
}

static void put_roots(Making *m, Json *policy)
{
    TextSet roots = {0};
    for (size_t i = 0; i < m->input->n_roots; i++) {
        set_add(m->arena, &roots, m->input->roots[i]);
    }
    put_set(m->arena, policy, "roots", &roots);
}

static void put_law(Making *m, Json *out)
{
    Json *law = put_object(m->arena, out, "law");
    const EvalOptions *options = &m->eval->options;
    if (options->has_date) {
        put_plain(m->arena, law, "as_of", date_text(m->arena, options->date));
    } else {
        put_null(m->arena, law, "as_of");
    }
    put_text(m->arena, law, "as_of_from", m->input->as_of_from);
    put_truth(m->arena, law, "what_if", m->input->what_if);
    Day read = known_to(m);
    put_day(m->arena, law, "known_to", read);
    put_truth(m->arena, law, "past_known",
              options->has_date && read != DAY_MIN && options->date > read);
    Json *policy = put_object(m->arena, law, "policy");
    put_roots(m, policy);
    put_digest(m->arena, policy, "source", m->core->digest);
    put_plain(m->arena, law, "world",
              options->world == WORLD_TEXT ? STR("text") : STR("enforced"));
    TextSet assumed = {0};
    for (size_t i = 0; i < options->n_assumed; i++) {
        set_add(m->arena, &assumed, options->assumed[i]);
    }
    put_set(m->arena, law, "assumed", &assumed);
    reliance_put_tables(m, law);
}

static void put_valid(Making *m, Json *out)
{
    Json *valid = put_object(m->arena, out, "valid");
    put_day(m->arena, valid, "result_until", m->outlook.result_until);
    put_day(m->arena, valid, "unverified_after", known_to(m));
    if (m->outlook.beyond_unknown) {
        json_set(valid, STR("beyond"), json_string(m->arena, STR("unknown")));
    }
}

static void put_regimes(Making *m, Json *out)
{
    Json *list = put_list(m->arena, out, "regimes");
    for (size_t k = 0; k < m->eval->n_regimes; k++) {
        size_t i = m->answer->order[k];
        const RegimeResult *result = &m->eval->regimes[i];
        const RegimeAnswer *answer = &m->answer->regimes[i];
        Json *object = push_object(m->arena, list);
        put_plain(m->arena, object, "name", result->regime->name);
        put_text(m->arena, object, "title", result->regime->title);
        put_finding(m, object, result->regime, answer->undetermined, answer->verdict,
                    result->low, result->high);
        put_plain(m->arena, object, "gate", str_of(gate_name(answer->gate)));
        json_set(object, STR("in_text"), outlook_in_text(m, i));
        put_truth(m->arena, object, "open_subjects", result->open_subjects);
    }
}

static void put_lines(Making *m, Json *out)
{
    Json *list = put_list(m->arena, out, "lines");
    for (size_t k = 0; k < m->eval->n_regimes; k++) {
        const RegimeResult *result = &m->eval->regimes[m->answer->order[k]];
        for (size_t i = 0; i < result->n_lines; i++) {
            json_push(list, line_json(m, result->first_line + i));
        }
    }
}

static void put_not_checked(Making *m, Json *out)
{
    TextSet words = {0};
    for (size_t i = 0; i < m->core->checked->regimes.n; i++) {
        const Regime *regime = m->core->checked->regimes.items[i];
        for (size_t k = 0; k < regime->n_not_checked; k++) {
            set_add(m->arena, &words, regime->not_checked[k]->name);
            texts_word(m, regime->not_checked[k]);
        }
    }
    put_set(m->arena, out, "not_checked", &words);
}

// What every answer rests on: acts that speak of the result, what is open, flagged or owed.
static bool is_root(const CoreRule *rule)
{
    switch (rule->effect) {
    case EFFECT_REQUIRES: case EFFECT_PROHIBITS: case EFFECT_EXCLUDES: case EFFECT_REVIEWS:
    case EFFECT_OBLIGES: case EFFECT_FLAGS:
        return true;
    case EFFECT_AUTHORIZES: case EFFECT_CLASSIFIES: case EFFECT_SUSPENDS:
    case EFFECT_UNENFORCES:
        return rule->n_duties > 0 && rule->effect == EFFECT_AUTHORIZES;
    }
    return false;
}

// A review speaks of the result where something that it reviews is open.
static bool reviews_something(const Making *m, const Line *line, RuleId review)
{
    for (size_t r = 0; r < m->core->n_rules; r++) {
        const CoreRule *rule = &m->core->rules[r];
        bool open = !line->rules[r].dead && line->rules[r].open != TRI_F;
        for (size_t i = 0; open && i < rule->n_reviewed_by; i++) {
            if (rule->reviewed_by[i] == review) {
                return true;
            }
        }
    }
    return false;
}

static bool speaks(const Making *m, const Line *line, size_t r)
{
    const CoreRule *rule = &m->core->rules[r];
    bool review = rule->effect == EFFECT_REVIEWS && rule->n_duties == 0;
    return !line->rules[r].dead && is_root(rule) &&
           (!review || reviews_something(m, line, (RuleId)r));
}

static void find_support(Making *m)
{
    support_init(&m->support, m->arena, m->eval);
    for (size_t i = 0; i < m->eval->n_lines; i++) {
        const Line *line = &m->eval->lines[i];
        for (size_t r = 0; r < m->core->n_rules; r++) {
            if (!speaks(m, line, r)) {
                continue;
            }
            support_add(&m->support, line->rules[r].act_step);
            support_add(&m->support, line->rules[r].open_step);
            for (uint32_t e = 0; e < 2 * line->rules[r].n_eras; e++) {
                support_add(&m->support, line->rules[r].eras[e]);
            }
        }
    }
}

static Json *statement_json(Making *m)
{
    Json *out = json_object(m->arena);
    outlook_make(m);
    put_case(m, out);
    put_law(m, out);
    put_plain(m->arena, out, "gate", str_of(gate_name(m->answer->gate)));
    put_count(m->arena, out, "exit", (size_t)m->answer->exit);
    put_valid(m, out);
    put_regimes(m, out);
    put_lines(m, out);
    missing_put_all(m, out);
    outlook_put_not_in_force(m, out);
    put_not_checked(m, out);
    reliance_put(m, out);
    steps_put(m, out);
    return out;
}

// After a limit nothing is known: each regime has one line, open from end to end, that says so.
static Evaluation limit_evaluation(Arena *arena, const Evaluation *eval)
{
    const Core *core = eval->core;
    size_t n = core->checked->regimes.n;
    Evaluation out = {.arena = arena, .core = core, .facts = eval->facts,
                      .options = eval->options, .status = eval->status,
                      .n_causes = 1, .n_lines = n, .n_regimes = n};
    out.causes = arena_make(arena, Cause);
    *out.causes = (Cause){.kind = CAUSE_FAULT,
                          .text = eval->status == EVAL_STEP_LIMIT
                                      ? STR("the limit of evaluated steps was reached")
                                      : STR("the limit of nested calls was reached")};
    Causes *causes = arena_alloc(arena, sizeof(Causes) + sizeof(uint32_t));
    causes->n = 1;
    out.lines = arena_array(arena, Line, n + 1);
    out.regimes = arena_array(arena, RegimeResult, n + 1);
    for (size_t i = 0; i < n; i++) {
        const Regime *regime = core->checked->regimes.items[i];
        uint32_t top = (uint32_t)regime->n - 1;
        RuleState *rules = arena_array(arena, RuleState, core->n_rules + 1);
        for (size_t r = 0; r < core->n_rules; r++) {
            rules[r].dead = true;
        }
        out.lines[i] = (Line){.regime = regime, .subject_list = UINT32_MAX, .id = STR("/"),
                              .rules = rules, .high = top, .missing = causes};
        out.regimes[i] = (RegimeResult){.regime = regime, .first_line = i, .n_lines = 1,
                                        .high = top, .missing = causes};
    }
    return out;
}

// What a short answer is made of.
static Json *short_json(Making *m)
{
    Json *out = json_object(m->arena);
    put_plain(m->arena, out, "gate", str_of(gate_name(m->answer->gate)));
    put_count(m->arena, out, "exit", (size_t)m->answer->exit);
    put_regimes(m, out);
    put_lines(m, out);
    missing_put_all(m, out);
    return out;
}

static Making making_of(Arena *arena, const StatementInput *input)
{
    EvalOptions options = input->options;
    options.trace = !input->short_form;
    if (options.code == NULL) { // shared with the runs of the outlook
        options.code = code_emit(arena, input->core);
    }
    Making m = {.arena = arena, .input = input, .core = input->core, .facts = input->facts};
    m.eval = evaluate(arena, input->core, input->facts, &options);
    m.seen = arena_array(arena, uint32_t, input->core->n_exprs + 1);
    map_init(&m.texts, arena);
    return m;
}

Statement *statement_make(Arena *arena, const StatementInput *input)
{
    Making m = making_of(arena, input);
    Evaluation stopped;
    const Evaluation *whole = m.eval;
    if (whole->status != EVAL_OK) {
        stopped = limit_evaluation(arena, whole);
        m.eval = &stopped;
    }
    m.answer = answer_make(arena, m.eval, input->with_proof);
    if (!input->short_form) {
        find_support(&m);
    }
    Json *statement = input->short_form ? short_json(&m) : statement_json(&m);
    Statement *out = arena_make(arena, Statement);
    out->document = json_object(arena);
    put_plain(arena, out->document, "schema", STR("licet.decision/1"));
    put_plain(arena, out->document, "id", input->short_form ? STR("") : digest_text(&m, statement));
    json_set(out->document, STR("statement"), statement);
    json_set(out->document, STR("texts"), texts_json(&m));
    out->exit_status = m.answer->exit;
    out->status = whole->status;
    out->evaluation = whole;
    return out;
}
