// What a license held covers, and what an export filing has to report (GRAMMAR.md, 4.11).
//
// In:  a line, with its classification and allowed_by as written so far. Out: `covered_by` and
//      `filing`. The codes are the policy's own, in its table `filing_codes`; nothing is said
//      while anything of the line is open.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/inner.h"

// The rule of an entry of allowed_by that authorizes, or NULL.
static const CoreRule *authority_of(Making *m, const Line *line, const Json *entry)
{
    const Json *what = json_get(entry, STR("what")), *label = json_get(entry, STR("provision"));
    for (size_t r = 0; str_is(what->text, "authorized") && r < m->core->n_rules; r++) {
        const CoreRule *rule = &m->core->rules[r];
        if (rule->effect == EFFECT_AUTHORIZES && !line->rules[r].dead &&
            line->rules[r].act == TRI_T && str_eq(rule->label, label->text)) {
            return rule;
        }
    }
    return NULL;
}

static const Term *license_of(const CoreRule *rule)
{
    for (size_t d = 0; rule != NULL && d < rule->n_duties; d++) {
        if (str_is(term_code(&rule->duties[d].term), "OK-LIC")) {
            return &rule->duties[d].term;
        }
    }
    return NULL;
}

static Json *argument(Making *m, const Line *line, const Term *term, const char *name)
{
    for (size_t i = 0; i < term->n; i++) {
        const TermArg *arg = &term->args[i];
        if (str_is(arg->name, name)) {
            return arg->computed != NULL ? duties_computed(m, line, arg->computed)
                                         : json_string(m->arena, arg->value);
        }
    }
    return json_null(m->arena);
}

static Json *covered_by(Making *m, const Line *line, const Json *allowed)
{
    static const char *const names[] = {"number", "consumes", "leaves"};
    for (const Json *at = allowed->first; at != NULL; at = at->next) {
        const Term *license = license_of(authority_of(m, line, at));
        if (license != NULL) {
            Json *out = json_object(m->arena);
            for (size_t i = 0; i < countof(names); i++) {
                json_set(out, str_of(names[i]), argument(m, line, license, names[i]));
            }
            return out;
        }
    }
    return json_null(m->arena);
}

// -- filing -------------------------------------------------------------------------------

static const CoreTable *code_table(Making *m)
{
    for (size_t t = 0; t < m->core->n_tables; t++) {
        if (str_is(m->core->tables[t].name, "filing_codes") && m->core->tables[t].rows != NULL) {
            return &m->core->tables[t];
        }
    }
    return NULL;
}

static Str cell(const CoreTable *table, const CoreRow *row, const char *column)
{
    size_t index = 0;
    if (type_field(table->row, str_of(column), &index) == NULL) {
        return STR_NONE;
    }
    const Fact *fact = row->record->kids[index];
    return fact->state == FACT_KNOWN && fact->type->kind == TYPE_TEXT ? fact->text : STR_NONE;
}

static const CoreRow *code_row(Making *m, const CoreTable *table, Str provision)
{
    Day day = m->eval->options.date;
    for (size_t r = 0; r < table->n; r++) {
        const CoreRow *row = &table->rows[r];
        if (row->from <= day && day < row->until &&
            str_eq(cell(table, row, "provision"), provision)) {
            return row;
        }
    }
    return NULL;
}

// Whether an export filing is to be made at all: `filing_due`, when the policy defines it.
static bool is_due(Making *m)
{
    for (size_t f = 0; f < m->core->n_funcs; f++) {
        const Func *func = m->core->funcs[f];
        if (func->kind == FUNC_DEFINE && func->n_params == 0 &&
            str_is(func->name, "filing_due")) {
            const Fact *due = evaluation_ask(m->eval, func, NULL);
            return due != NULL && due->state == FACT_KNOWN && due->truth;
        }
    }
    return true;
}

// The row that all of the answer's authorities agree on, or NULL.
static const CoreRow *row_of(Making *m, const CoreTable *table, const Line *line,
                             const Json *allowed)
{
    const CoreRow *row = NULL;
    for (const Json *at = allowed->first; at != NULL; at = at->next) {
        const Json *what = json_get(at, STR("what"));
        if (str_is(what->text, "excluded")) {
            return NULL;
        }
        bool free = str_is(what->text, "not_required");
        const CoreRow *own = code_row(m, table, free ? line->regime->name
                                                     : json_get(at, STR("provision"))->text);
        if (own == NULL || (row != NULL && !str_eq(cell(table, own, "license_code"),
                                                   cell(table, row, "license_code")))) {
            return NULL;
        }
        row = row != NULL ? row : own;
    }
    return row;
}

static Str entry_of(Str label)
{
    size_t end = 0;
    while (end < label.len && label.at[end] != '.') {
        end++;
    }
    return str_sub(label, 0, end);
}

static Str eccn_of(const Json *classification)
{
    const Json *sure = json_get(classification, STR("sure"));
    Str entry = STR_NONE;
    for (const Json *at = sure->first; at != NULL; at = at->next) {
        if (entry.len > 0 && !str_eq(entry, entry_of(at->text))) {
            return STR_NONE;
        }
        entry = entry_of(at->text);
    }
    const Json *asserted = json_get(classification, STR("asserted"));
    return sure->n > 0 || asserted->kind == JSON_NULL ? entry : entry_of(asserted->text);
}

static Json *filing(Making *m, size_t index, const Json *out, const Json *covered)
{
    const CoreTable *table = code_table(m);
    bool open = m->answer->lines[index].gate != GATE_PROCEED || !m->eval->options.has_date;
    const CoreRow *row = table == NULL || open || !is_due(m)
                             ? NULL
                             : row_of(m, table, &m->eval->lines[index],
                                      json_get(out, STR("allowed_by")));
    if (row == NULL) {
        return json_null(m->arena);
    }
    const Json *number = json_get(covered, STR("number"));
    bool numbered = number != NULL && number->kind == JSON_STRING;
    Json *object = json_object(m->arena);
    put_text(m->arena, object, "license_code", cell(table, row, "license_code"));
    put_text(m->arena, object, "license_number", numbered ? number->text : STR_NONE);
    put_text(m->arena, object, "eccn", eccn_of(json_get(out, STR("classification"))));
    put_text(m->arena, object, "waits_for", cell(table, row, "waits_for"));
    return object;
}

void filing_put(Making *m, size_t index, Json *out)
{
    Json *covered = covered_by(m, &m->eval->lines[index], json_get(out, STR("allowed_by")));
    json_set(out, STR("covered_by"), covered);
    json_set(out, STR("filing"), filing(m, index, out, covered));
}
