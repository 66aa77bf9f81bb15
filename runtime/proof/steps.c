// Proof: the supporting steps, numbered densely, kids before parents, with their values.
//
// In:  the trace and the marks of the support. Out: `proof`: steps that a small program can
//      derive again one by one, and the roots that the finding is read from.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/inner.h"

Str steps_number(Making *m, const Type *type, Rat number)
{
    Buf buf;
    buf_init(&buf, m->arena);
    if (type != NULL && type->kind == TYPE_DATE && !rat_is_inf(number)) {
        type_print_number(&buf, type, number);
    } else {
        rat_print(&buf, number);
    }
    return buf_done(&buf);
}

// A place of the facts by its pointer, a row by table and index.
static Str record_name(Making *m, const Fact *record)
{
    if (!support_is_given_place(m->facts, record)) {
        return support_row(m->arena, m->core, record, NULL);
    }
    Buf buf;
    buf_init(&buf, m->arena);
    fact_pointer(&buf, record);
    return buf_done(&buf);
}

static Json *number_json(Making *m, const Type *type, const Value *value)
{
    Str lo = steps_number(m, type, value->as.num.lo);
    if (rat_eq(value->as.num.lo, value->as.num.hi)) {
        return json_string(m->arena, lo);
    }
    Json *out = json_list(m->arena);
    push_text(m->arena, out, lo);
    push_text(m->arena, out, steps_number(m, type, value->as.num.hi));
    return out;
}

// Types nest lists only as deep as the policy declares them.
static Json *value_json(Making *m, const Type *type, const Value *value)
{
    Json *out = NULL;
    switch ((ValueKind)value->kind) {
    case VALUE_BOOL: return json_string(m->arena, str_of(tri_name((Tri)value->tri)));
    case VALUE_NUM: return number_json(m, type, value);
    case VALUE_WORD:
        out = json_object(m->arena);
        put_plain(m->arena, out, "word", value->as.word);
        return out;
    case VALUE_NONE:
        out = json_object(m->arena);
        put_truth(m->arena, out, "none", true);
        return out;
    case VALUE_RECORD:
        out = json_object(m->arena);
        put_plain(m->arena, out, "record", record_name(m, value->as.record));
        return out;
    case VALUE_LIST: {
        out = json_object(m->arena);
        Json *list = put_list(m->arena, out, "list");
        for (size_t i = 0; i < value->as.list->n; i++) {
            json_push(list, value_json(m, type != NULL ? type->of : NULL,
                                       &value->as.list->items[i].value));
        }
        put_truth(m->arena, out, "open", value->as.list->open);
        return out;
    }
    case VALUE_TOP:
        out = json_object(m->arena);
        put_truth(m->arena, out, "unknown", true);
        return out;
    }
    return json_null(m->arena);
}

// All live rows of a long table would drown the proof: its digest stands in `law.tables`.
static Json *rows_json(Making *m, const Step *step)
{
    Json *out = json_object(m->arena);
    bool list = step->value.kind == VALUE_LIST;
    put_plain(m->arena, out, "table", m->core->tables[step->expr->index].name);
    put_count(m->arena, out, "rows", list ? step->value.as.list->n : 0);
    put_truth(m->arena, out, "open", !list || step->value.as.list->open);
    return out;
}

// Made by lowering, not written as `not`: an exception, a rule that beats, authorizations.
static bool is_negation(const Expr *expr)
{
    const Expr *of = expr->kids[0];
    bool same = of->written == expr->written && of->span.file == expr->span.file &&
                of->span.start == expr->span.start && of->span.end == expr->span.end;
    return of->op == CORE_ACT || (same && of->op != CORE_IS);
}

static Str negation_text(Making *m, const Expr *expr)
{
    const Expr *of = expr->kids[0];
    if (of->op == CORE_ACT) {
        return str_format(m->arena, "unless %.*s",
                          STR_ARG(m->core->rules[of->index].label));
    }
    if (of->written == NODE_RULE) {
        return STR("unless authorized");
    }
    Str source = texts_source(m, of->span);
    return str_format(m->arena, "unless %.*s", STR_ARG(source));
}

// A paragraph says only its head: its parts are steps of their own.
static Str step_text(Making *m, const Step *step)
{
    const Expr *expr = step->expr;
    bool paragraph = expr->written == NODE_PARAGRAPH;
    switch (expr->op) {
    case CORE_LIVE: return STR("in force");
    case CORE_ACT: return m->core->rules[expr->index].label;
    case CORE_ALL: case CORE_ANY: case CORE_NONE_OF: case CORE_AT_LEAST:
        if (expr->written == NODE_RULE) {
            return str_of(expr->op == CORE_ALL ? "all of" : "any of");
        }
        if (paragraph && expr->op == CORE_AT_LEAST) {
            return str_format(m->arena, "at least %u of", expr->index);
        }
        if (paragraph) {
            return str_of(expr->op == CORE_ALL ? "all of"
                          : expr->op == CORE_ANY ? "any of" : "none of");
        }
        break;
    case CORE_NOT:
        if (is_negation(expr)) {
            return negation_text(m, expr);
        }
        break;
    default:
        break;
    }
    Str text = texts_source(m, expr->span);
    return text.len > 0 && text.len <= 400 ? text : str_of(core_op_name(expr->op));
}

static void put_details(Making *m, const Step *step, Json *out)
{
    const Expr *expr = step->expr;
    if (expr->op == CORE_FACT || expr->op == CORE_FIELD || expr->op == CORE_IS) {
        Str pointer = support_fact(m->arena, m->eval, step);
        if (pointer.len > 0) {
            put_plain(m->arena, out, "fact", pointer);
        }
        if (expr->op == CORE_IS) {
            put_plain(m->arena, out, "label", expr->label);
        }
    } else if (expr->op == CORE_LIVE || expr->op == CORE_ACT) {
        put_provision(m, out, &m->core->rules[expr->index]);
    } else if (expr->op == CORE_CONST && expr->fact != NULL) {
        Buf buf;
        buf_init(&buf, m->arena);
        fact_print(&buf, expr->fact);
        put_plain(m->arena, out, "const", buf_done(&buf));
    }
}

// Numbers in base units are for machines: the texts keep them as people write them.
static void note_number(Making *m, const Step *step, uint32_t n)
{
    const Type *type = step->expr->type;
    bool exact = step->value.kind == VALUE_NUM &&
                 rat_eq(step->value.as.num.lo, step->value.as.num.hi);
    if (exact && type != NULL && type->kind == TYPE_NUM && step->expr->op != CORE_CONST) {
        Buf buf;
        buf_init(&buf, m->arena);
        type_print_human(&buf, type, step->value.as.num.lo);
        texts_set(m, "step:", str_count(m->arena, n), buf_done(&buf));
    }
}

// Printed labels of the parts of a paragraph belong to the place, not to the value.
static void note_parts(Making *m, const Step *step, const uint32_t *numbers)
{
    const Trace *trace = &m->eval->trace;
    for (uint32_t k = 0; k < step->n_kids && step->n_kids == step->expr->n; k++) {
        StepId kid = trace->kids[step->first_kid + k];
        if (kid != 0 && m->support.marks[kid] != MARK_NONE) {
            texts_set(m, "part:", str_count(m->arena, numbers[kid]),
                      expr_part_label(step->expr, k));
        }
    }
}

static void put_step(Making *m, const Step *step, const uint32_t *numbers, uint32_t n,
                     Json *list)
{
    const Trace *trace = &m->eval->trace;
    Json *out = push_object(m->arena, list);
    put_count(m->arena, out, "n", n);
    put_plain(m->arena, out, "op", str_of(core_op_name(step->expr->op)));
    json_set(out, STR("value"), step->expr->op == CORE_ROWS
                                    ? rows_json(m, step)
                                    : value_json(m, step->expr->type, &step->value));
    Json *from = put_list(m->arena, out, "from");
    for (uint32_t k = 0; k < step->n_kids; k++) {
        StepId kid = trace->kids[step->first_kid + k];
        if (kid != 0 && m->support.marks[kid] != MARK_NONE && support_keeps(trace, step, k)) {
            json_push(from, json_number(m->arena, str_count(m->arena, numbers[kid])));
        }
    }
    put_plain(m->arena, out, "text", step_text(m, step));
    put_details(m, step, out);
    note_parts(m, step, numbers);
    note_number(m, step, n);
}

static void put_root(Making *m, const Line *line, const CoreRule *rule, const char *what,
                     uint32_t step, Json *list)
{
    Json *out = push_object(m->arena, list);
    put_plain(m->arena, out, "regime", line->regime->name);
    put_plain(m->arena, out, "line", line->id);
    put_provision(m, out, rule);
    put_plain(m->arena, out, "what", str_of(what));
    put_count(m->arena, out, "step", step);
}

// A rule's act and what is open of it; each step once.
static void put_pair(Making *m, const Line *line, const CoreRule *rule, const StepId pair[2],
                     const uint32_t *numbers, Json *list)
{
    static const char *const whats[] = {"act", "open"};
    for (size_t i = 0; i < 2; i++) {
        if (pair[i] != 0 && m->support.marks[pair[i]] != MARK_NONE) {
            put_root(m, line, rule, whats[i], numbers[pair[i]], list);
        }
    }
}

static void put_line_roots(Making *m, const Line *line, const uint32_t *numbers, Json *list)
{
    for (size_t r = 0; r < m->core->n_rules; r++) {
        const RuleState *state = &line->rules[r];
        StepId pair[2] = {state->act_step, state->open_step};
        if (!state->dead) {
            put_pair(m, line, &m->core->rules[r], pair, numbers, list);
        }
    }
}

static void put_roots(Making *m, const uint32_t *numbers, Json *list)
{
    for (size_t k = 0; k < m->eval->n_regimes; k++) {
        const RegimeResult *regime = &m->eval->regimes[m->answer->order[k]];
        for (size_t i = regime->first_line; i < regime->first_line + regime->n_lines; i++) {
            put_line_roots(m, &m->eval->lines[i], numbers, list);
        }
    }
}

void steps_put(Making *m, Json *out)
{
    const Trace *trace = &m->eval->trace;
    Json *proof = put_object(m->arena, out, "proof");
    Json *steps = put_list(m->arena, proof, "steps");
    uint32_t *numbers = arena_array(m->arena, uint32_t, trace->n + 1);
    uint32_t n = 0;
    for (size_t i = 1; m->input->with_proof && i < trace->n; i++) {
        if (m->support.marks[i] != MARK_NONE) {
            numbers[i] = n;
            put_step(m, &trace->steps[i], numbers, n++, steps);
        }
    }
    Json *roots = put_list(m->arena, proof, "roots");
    if (m->input->with_proof) {
        put_roots(m, numbers, roots);
    }
}
