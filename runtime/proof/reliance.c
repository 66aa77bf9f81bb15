// What the answer rests on: facts, provisions and rows in the support; marks, doubts, packs.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/inner.h"

typedef struct Reliance {
    TextSet facts, rows;
    bool *rules;  // by RuleId
    bool *acting; // by RuleId: acted, or may have, where it was read
    bool *funcs;  // by function: definitions called
    bool *tables; // by table
} Reliance;

static void add_row(Making *m, Reliance *out, const Value *value)
{
    if (value->kind == VALUE_RECORD && !support_is_given_place(m->facts, value->as.record)) {
        size_t table = 0;
        Str row = support_row(m->arena, m->core, value->as.record, &table);
        if (row.len > 0) {
            set_add(m->arena, &out->rows, row);
            out->tables[table] = true;
        }
    }
}

static void add_pointer(Making *m, Reliance *out, Str pointer)
{
    if (pointer.len == 0) {
        return;
    }
    set_add(m->arena, &out->facts, pointer);
    const Fact *fact = facts_find(m->facts, pointer);
    if (fact != NULL) {
        texts_fact(m, fact);
    }
}

// A record that is known to be one says nothing by itself: its fields are what is read.
static void add_fact(Making *m, Reliance *out, const Step *step)
{
    if (step->value.kind == VALUE_RECORD) {
        return;
    }
    add_pointer(m, out, support_fact(m->arena, m->eval, step));
}

static void add_step(Making *m, Reliance *out, const Step *step)
{
    const Expr *expr = step->expr;
    if (expr->op == CORE_FACT || expr->op == CORE_FIELD ||
        (expr->op == CORE_IS && expr->n_rules == 0)) {
        add_fact(m, out, step);
    } else if (expr->op == CORE_LIVE || expr->op == CORE_ACT) {
        out->rules[expr->index] = true;
        out->acting[expr->index] |= expr->op == CORE_ACT && step->value.tri != TRI_F;
    } else if (expr->op == CORE_CALL) {
        out->funcs[expr->index] = true;
    } else if (expr->op == CORE_LOOKUP || expr->op == CORE_ROWS) {
        out->tables[expr->index] = true;
    }
    if (expr->op == CORE_FIELD && step->n_kids > 0) {
        add_row(m, out, &trace_kid(&m->eval->trace, step, 0)->value);
    } else if (expr->op == CORE_LOOKUP) {
        add_row(m, out, &step->value);
    }
    for (size_t i = 0; expr->op == CORE_LOOKUP && step->value.kind == VALUE_LIST &&
                       i < step->value.as.list->n; i++) {
        add_row(m, out, &step->value.as.list->items[i].value);
    }
}

// The lists that lines are made of, and the law date when the facts gave it.
static void add_frame(Making *m, Reliance *out)
{
    for (size_t i = 0; i < m->core->n_subject_lists; i++) {
        Str path = m->core->subject_lists[i].path;
        const Fact *list = facts_find(m->facts, path);
        if (list != NULL) {
            Buf pointer;
            buf_init(&pointer, m->arena);
            fact_pointer(&pointer, list);
            add_pointer(m, out, buf_done(&pointer));
        }
    }
    Str from = m->input->as_of_from;
    const FactSchema *schema = m->core->schema;
    if (schema->law_date < schema->n && !m->input->what_if &&
        (from.len == 0 || str_starts(from, STR("/")))) {
        Buf pointer;
        buf_init(&pointer, m->arena);
        fact_pointer(&pointer, m->facts->top[schema->law_date]);
        add_pointer(m, out, buf_done(&pointer));
    }
}

static Reliance gather(Making *m)
{
    Reliance out = {.rules = arena_array(m->arena, bool, m->core->n_rules + 1),
                    .acting = arena_array(m->arena, bool, m->core->n_rules + 1),
                    .funcs = arena_array(m->arena, bool, m->core->n_funcs + 1),
                    .tables = arena_array(m->arena, bool, m->core->n_tables + 1)};
    for (size_t i = 1; i < m->eval->trace.n; i++) {
        if (m->support.marks[i] == MARK_READ) {
            add_step(m, &out, &m->eval->trace.steps[i]);
        }
    }
    for (size_t i = 0; i < m->support.elements.n; i++) {
        add_pointer(m, &out, m->support.elements.items[i]);
    }
    add_frame(m, &out);
    set_sort(&out.facts);
    set_sort(&out.rows);
    return out;
}

// The key columns of a row as people name it: "CY D:5".
static Str row_keys(Making *m, const CoreTable *table, const CoreRow *row)
{
    Buf out;
    buf_init(&out, m->arena);
    buf_str(&out, table->title.len > 0 ? table->title : table->name);
    for (size_t c = 0; c < row->record->n; c++) {
        if (table->key[c]) {
            buf_char(&out, ' ');
            fact_print(&out, row->record->kids[c]);
        }
    }
    return buf_done(&out);
}

// The row that stands at "table/index".
static const CoreRow *row_named(const Making *m, Str name, const CoreTable **table)
{
    for (size_t t = 0; t < m->core->n_tables; t++) {
        const CoreTable *of = *table = &m->core->tables[t];
        size_t index = 0;
        if (!of->rows || !str_starts(name, of->name) || name.len <= of->name.len ||
            name.at[of->name.len] != '/') {
            continue;
        }
        for (size_t i = of->name.len + 1; i < name.len; i++) {
            index = index * 10 + (size_t)(name.at[i] - '0');
        }
        return index < of->n ? &of->rows[index] : NULL;
    }
    return NULL;
}

static void put_row_marks(Making *m, const Reliance *reliance, Json *list)
{
    for (size_t i = 0; i < reliance->rows.texts.n; i++) {
        Str name = reliance->rows.texts.items[i];
        const CoreTable *table = NULL;
        const CoreRow *row = row_named(m, name, &table);
        if (row == NULL || row->unverified.len == 0) {
            continue;
        }
        Json *out = push_object(m->arena, list);
        texts_set(m, "row:", name, row_keys(m, table, row));
        put_plain(m->arena, out, "provision", name);
        put_day(m->arena, out, "version", row->from);
        put_plain(m->arena, out, "text", row->unverified);
    }
}

static void put_mark(Making *m, Json *list, TextSet *said, Str name, Str text)
{
    if (text.len == 0 || set_has(said, name)) {
        return;
    }
    set_add(m->arena, said, name);
    Json *mark = push_object(m->arena, list);
    put_plain(m->arena, mark, "provision", name);
    put_day(m->arena, mark, "version", DAY_MIN);
    put_plain(m->arena, mark, "text", text);
}

// Definitions that were called, and those that given facts were taken from.
static void put_definition_marks(Making *m, const Reliance *reliance, Json *list)
{
    TextSet said = {0};
    for (size_t f = 0; f < m->core->n_funcs; f++) {
        const Func *func = m->core->funcs[f];
        for (size_t v = 0; reliance->funcs[f] && v < func->n_versions; v++) {
            Day day = m->eval->options.date;
            bool applies = !m->eval->options.has_date ||
                           (func->versions[v].from <= day && day < func->versions[v].until);
            if (applies && func->versions[v].unverified.len > 0) {
                texts_set(m, "row:", func->name, func->title);
                put_mark(m, list, &said, func->name, func->versions[v].unverified);
            }
        }
    }
    for (size_t i = 0; i < reliance->facts.texts.n; i++) {
        const Fact *fact = facts_find(m->facts, reliance->facts.texts.items[i]);
        for (; fact != NULL; fact = fact->parent) {
            put_mark(m, list, &said, fact->origin, fact->unverified);
        }
    }
}

static void put_unverified(Making *m, const Reliance *reliance, Json *out)
{
    Json *list = put_list(m->arena, out, "unverified");
    for (size_t r = 0; r < m->core->n_rules; r++) {
        if (reliance->acting[r] && m->core->rules[r].unverified.len > 0) {
            Json *mark = push_object(m->arena, list);
            put_provision(m, mark, &m->core->rules[r]);
            put_plain(m->arena, mark, "text", m->core->rules[r].unverified);
        }
    }
    put_row_marks(m, reliance, list);
    put_definition_marks(m, reliance, list);
}

static bool is_live_somewhere(Making *m, size_t rule)
{
    for (size_t i = 0; i < m->eval->n_lines; i++) {
        if (!m->eval->lines[i].rules[rule].dead) {
            return true;
        }
    }
    return false;
}

static void put_doubts(Making *m, Json *out)
{
    Json *list = put_list(m->arena, out, "doubts");
    Day day = m->eval->options.date;
    bool any_day = !m->eval->options.has_date;
    for (size_t r = 0; r < m->core->n_rules; r++) {
        const CoreRule *rule = &m->core->rules[r];
        for (size_t d = 0; d < rule->n_doubts; d++) {
            const Doubt *doubt = &rule->doubts[d];
            bool met = any_day || (doubt->from <= day && day < doubt->until);
            if (met && is_live_somewhere(m, r)) {
                Json *object = push_object(m->arena, list);
                put_provision(m, object, rule);
                put_plain(m->arena, object, "text", doubt->text);
            }
        }
    }
}

// Places that the pack gave, without the records that only hold them.
static void add_attested(Making *m, const Pack *pack, TextSet *out)
{
    VEC(const Fact *) waiting = {0};
    for (size_t i = 0; i < m->facts->schema->n; i++) {
        vec_push(m->arena, &waiting, m->facts->top[i]);
    }
    while (waiting.n > 0) {
        const Fact *fact = waiting.items[--waiting.n];
        if (fact->pack == pack && fact->type->kind != TYPE_RECORD) {
            Buf pointer;
            buf_init(&pointer, m->arena);
            fact_pointer(&pointer, fact);
            set_add(m->arena, out, buf_done(&pointer));
        }
        bool inner = fact->type->kind == TYPE_RECORD || fact->type->kind == TYPE_LIST;
        for (size_t i = 0; inner && i < fact->n; i++) {
            if (fact->kids[i] != NULL) {
                vec_push(m->arena, &waiting, fact->kids[i]);
            }
        }
    }
}

static void put_attested(Making *m, Json *out)
{
    size_t n = m->facts->packs.n;
    const Pack **packs = arena_array(m->arena, const Pack *, n + 1);
    for (size_t i = 0; i < n; i++) {
        size_t at = i;
        for (; at > 0 && str_cmp(packs[at - 1]->id, m->facts->packs.items[i]->id) > 0; at--) {
            packs[at] = packs[at - 1];
        }
        packs[at] = m->facts->packs.items[i];
    }
    Json *list = put_list(m->arena, out, "attested");
    for (size_t i = 0; i < n; i++) {
        Json *object = push_object(m->arena, list);
        put_plain(m->arena, object, "pack", packs[i]->id);
        put_plain(m->arena, object, "by", packs[i]->by);
        put_day(m->arena, object, "on", packs[i]->on);
        put_day(m->arena, object, "until", packs[i]->until == DAY_MAX ? DAY_MIN
                                                                      : packs[i]->until);
        TextSet facts = {0};
        add_attested(m, packs[i], &facts);
        put_set(m->arena, object, "facts", &facts);
    }
}

static void put_resolutions(Making *m, Json *out)
{
    Json *list = put_list(m->arena, out, "resolutions");
    for (size_t i = 0; m->answer->resolved != NULL && i < m->facts->resolutions.n; i++) {
        const Resolution *resolution = m->facts->resolutions.items[i];
        const char *why = m->answer->resolved->why[i];
        Json *object = push_object(m->arena, list);
        put_text(m->arena, object, "code", resolution->code);
        put_text(m->arena, object, "flag", resolution->flag);
        put_text(m->arena, object, "line", resolution->line);
        put_plain(m->arena, object, "outcome", resolution->outcome);
        put_plain(m->arena, object, "by", resolution->by);
        put_text(m->arena, object, "second_by", resolution->second_by);
        put_day(m->arena, object, "on", resolution->on);
        put_day(m->arena, object, "until", resolution->until);
        put_plain(m->arena, object, "evidence", resolution->evidence);
        put_plain(m->arena, object, "facts", resolution->facts);
        put_plain(m->arena, object, "state", why == NULL ? STR("applied") : STR("void"));
        put_text(m->arena, object, "why", why == NULL ? STR_NONE : str_of(why));
    }
}

static void put_depends_on(Making *m, Reliance *reliance, Json *out)
{
    Json *object = put_object(m->arena, out, "depends_on");
    put_set(m->arena, object, "facts", &reliance->facts);
    Json *provisions = put_list(m->arena, object, "provisions");
    for (size_t r = 0; r < m->core->n_rules; r++) {
        if (reliance->rules[r]) {
            Json *provision = push_object(m->arena, provisions);
            put_plain(m->arena, provision, "label", m->core->rules[r].label);
            put_day(m->arena, provision, "version", m->core->rules[r].from);
            texts_rule(m, &m->core->rules[r]);
        }
    }
    put_set(m->arena, object, "rows", &reliance->rows);
    lookups_put(m, object);
}

void reliance_put(Making *m, Json *out)
{
    Reliance reliance = gather(m);
    put_unverified(m, &reliance, out);
    put_doubts(m, out);
    missing_put_conflicts(m, out);
    put_resolutions(m, out);
    put_attested(m, out);
    put_depends_on(m, &reliance, out);
}

void reliance_put_tables(Making *m, Json *law)
{
    Reliance reliance = gather(m);
    Json *list = put_list(m->arena, law, "tables");
    TextSet names = {0};
    for (size_t t = 0; t < m->core->n_tables; t++) {
        if (reliance.tables[t]) {
            set_add(m->arena, &names, m->core->tables[t].name);
        }
    }
    set_sort(&names);
    for (size_t i = 0; i < names.texts.n; i++) {
        for (size_t t = 0; t < m->core->n_tables; t++) {
            const CoreTable *table = &m->core->tables[t];
            if (!str_eq(table->name, names.texts.items[i])) {
                continue;
            }
            Json *object = push_object(m->arena, list);
            put_plain(m->arena, object, "name", table->name);
            put_day(m->arena, object, "complete_through",
                    table->complete_through == DAY_MAX ? DAY_MIN : table->complete_through);
            put_digest(m->arena, object, "digest", table->digest);
            texts_set(m, "table:", table->name, table->title);
        }
    }
}
