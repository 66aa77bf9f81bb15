// What is not known: causes behind an open end, as facts to ask for and as codes.
//
// In:  the causes of the contributions that are U above the mild end. Out: `undetermined`
//      and `missing` of a line, `missing` and `conflicts` of the whole.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/inner.h"

#include <stdlib.h>

typedef struct Entry {
    Str pointer, state;
    const Fact *fact;
    TextSet labels;     // who asks; sorted by label at the end
} Entry;

typedef struct Entries {
    VEC(Entry) items;
} Entries;

static bool has_cause(const Causes *causes, uint32_t id)
{
    for (uint32_t i = 0; causes != NULL && i < causes->n; i++) {
        if (causes->ids[i] == id) {
            return true;
        }
    }
    return false;
}

// Whether the default verdict is only possible: some exclusion may act, none surely does.
static bool default_is_open(const Core *core, const Line *line)
{
    bool open = false;
    for (size_t r = 0; r < core->n_rules; r++) {
        if (core->rules[r].effect != EFFECT_EXCLUDES || line->rules[r].dead) {
            continue;
        }
        if (line->rules[r].act == TRI_T) {
            return false;
        }
        open |= line->rules[r].act == TRI_U;
    }
    return open;
}

// Whether a contribution of the rule is U, above the mild end, and names the cause.
static bool contributes(const Line *line, const CoreRule *rule, bool default_open, uint32_t id)
{
    const RuleState *state = &line->rules[rule->id];
    if (state->dead) {
        return false;
    }
    if (rule->effect == EFFECT_EXCLUDES) {
        return default_open && line->regime->fallback > line->low && state->act == TRI_U &&
               has_cause(state->act_causes, id);
    }
    bool weighs = rule->effect == EFFECT_FLAGS || rule->owes;
    if (weighs && !line->regime->chain[line->low].blocks && state->act == TRI_U &&
        has_cause(state->act_causes, id)) {
        return true; // a flag or duty that is only possible keeps the gate closed
    }
    if (!answer_is_demand(rule) || state->act == TRI_F) {
        return false;
    }
    bool open = state->open == TRI_U && has_cause(state->open_causes, id);
    if (open && rule->verdict > line->low) {
        return true;
    }
    bool act = state->act == TRI_U && has_cause(state->act_causes, id);
    return line->regime->exception > line->low && act;
}

static Str pointer_of(Making *m, const Fact *fact)
{
    Buf buf;
    buf_init(&buf, m->arena);
    fact_pointer(&buf, fact);
    return buf_done(&buf);
}

// A list that was given may have more elements; one that was not has its own state.
static Str state_of(const Cause *cause)
{
    if (cause->kind == CAUSE_OPEN_LIST && !fact_is_unknown(cause->fact)) {
        return STR("incomplete");
    }
    return str_of(fact_state_name(cause->fact->state));
}

static Entry *entry_of(Making *m, Entries *entries, const Cause *cause)
{
    Str state = state_of(cause);
    for (size_t i = 0; i < entries->items.n; i++) {
        if (entries->items.items[i].fact == cause->fact &&
            str_eq(entries->items.items[i].state, state)) {
            return &entries->items.items[i];
        }
    }
    Entry entry = {.pointer = pointer_of(m, cause->fact), .state = state, .fact = cause->fact};
    vec_push(m->arena, &entries->items, entry);
    return &entries->items.items[entries->items.n - 1];
}

static bool is_fact_cause(const Cause *cause)
{
    return cause->kind == CAUSE_FACT || cause->kind == CAUSE_OPEN_LIST;
}

static void gather_line(Making *m, const Line *line, Entries *entries)
{
    bool default_open = default_is_open(m->core, line);
    for (uint32_t i = 0; line->missing != NULL && i < line->missing->n; i++) {
        uint32_t id = line->missing->ids[i];
        if (!is_fact_cause(&m->eval->causes[id])) {
            continue;
        }
        Entry *entry = entry_of(m, entries, &m->eval->causes[id]);
        for (size_t r = 0; r < m->core->n_rules; r++) {
            const CoreRule *rule = &m->core->rules[r];
            if (contributes(line, rule, default_open, id)) {
                set_add(m->arena, &entry->labels, rule->label);
                texts_rule(m, rule);
            }
        }
    }
}

static int by_pointer(const void *a, const void *b)
{
    const Entry *x = a, *y = b;
    int order = str_cmp(x->pointer, y->pointer);
    return order != 0 ? order : str_cmp(x->state, y->state);
}

static int by_label(const void *a, const void *b)
{
    return label_compare(*(const Str *)a, *(const Str *)b);
}

static Str title_of(Making *m, const Fact *fact)
{
    if (fact->parent != NULL && fact->parent->type->kind == TYPE_RECORD) {
        size_t index = 0;
        const Field *field = type_field(fact->parent->type, fact->key, &index);
        return field != NULL ? field->title : STR_NONE;
    }
    for (size_t i = 0; fact->parent == NULL && i < m->core->schema->n; i++) {
        if (m->facts->top[i] == fact) {
            return m->core->schema->decls[i].title;
        }
    }
    return STR_NONE;
}

static void put_entries(Making *m, Entries *entries, Json *out)
{
    if (entries->items.n > 1) {
        qsort(entries->items.items, entries->items.n, sizeof(Entry), by_pointer);
    }
    Json *list = put_list(m->arena, out, "missing");
    for (size_t i = 0; i < entries->items.n; i++) {
        Entry *entry = &entries->items.items[i];
        Json *object = push_object(m->arena, list);
        put_plain(m->arena, object, "fact", entry->pointer);
        put_plain(m->arena, object, "state", entry->state);
        put_plain(m->arena, object, "ask", title_of(m, entry->fact));
        put_text(m->arena, object, "unit", entry->fact->type->unit);
        set_sort(&entry->labels);
        if (entry->labels.texts.n > 1) {
            qsort(entry->labels.texts.items, entry->labels.texts.n, sizeof(Str), by_label);
        }
        Json *labels = put_list(m->arena, object, "for");
        for (size_t k = 0; k < entry->labels.texts.n; k++) {
            push_text(m->arena, labels, entry->labels.texts.items[k]);
            texts_cites(m, entry->labels.texts.items[k]);
        }
        texts_fact(m, entry->fact);
    }
}

// The define whose body holds the place; empty when it stands in a rule.
static Str place_name(Making *m, Span span)
{
    for (size_t f = 0; f < m->core->n_funcs; f++) {
        const Func *func = m->core->funcs[f];
        for (size_t v = 0; func->kind == FUNC_DEFINE && v < func->n_versions; v++) {
            Span body = func->versions[v].body->span;
            if (body.file == span.file && body.start <= span.start && span.end <= body.end) {
                return func->name;
            }
        }
    }
    return STR_NONE;
}

typedef struct Undetermined {
    Str code, what;
} Undetermined;

static Undetermined undetermined_of(Making *m, const Cause *cause)
{
    switch (cause->kind) {
    case CAUSE_FACT: case CAUSE_OPEN_LIST: return (Undetermined){STR("UN-FACT"), STR("")};
    case CAUSE_FAULT: return (Undetermined){STR("UN-FAULT"), cause->text};
    case CAUSE_DOUBT:
        return (Undetermined){STR("UN-LAW"), m->core->rules[cause->rule].label};
    case CAUSE_TABLE:
        return (Undetermined){STR("UN-LIST"), m->core->tables[cause->table].name};
    case CAUSE_LABEL: return (Undetermined){STR("UN-SCOPE"), cause->text};
    case CAUSE_CONFLICT:
        return (Undetermined){STR("CF-LAW"), place_name(m, cause->span)};
    }
    return (Undetermined){STR("UN-FAULT"), cause->text};
}

static int by_code(const void *a, const void *b)
{
    const Undetermined *x = a, *y = b;
    int order = str_cmp(x->code, y->code);
    return order != 0 ? order : str_cmp(x->what, y->what);
}

// Labels of the rules that review a demand under sure policies that differ.
static TextSet conflict_labels(Making *m, const Line *line, const CoreRule *demand)
{
    TextSet out = {0};
    for (size_t i = 0; i < demand->n_reviewed_by; i++) {
        const RuleState *state = &line->rules[demand->reviewed_by[i]];
        if (!state->dead && state->act == TRI_T) {
            set_add(m->arena, &out, m->core->rules[demand->reviewed_by[i]].label);
        }
    }
    return out;
}

static bool conflicts_on(Making *m, const Line *line, const CoreRule *demand)
{
    return answer_is_demand(demand) && !line->rules[demand->id].dead &&
           line->rules[demand->id].open != TRI_F &&
           answer_reviews(m->arena, m->eval, line, demand).conflict;
}

static Str joined(Making *m, const TextSet *set)
{
    Buf buf;
    buf_init(&buf, m->arena);
    for (size_t i = 0; i < set->texts.n; i++) {
        buf_text(&buf, i > 0 ? ", " : "");
        buf_str(&buf, set->texts.items[i]);
    }
    return buf_done(&buf);
}

void missing_put_line(Making *m, size_t index, Json *out, TextSet *codes)
{
    const Line *line = &m->eval->lines[index];
    VEC(Undetermined) all = {0};
    const Causes *causes = m->answer->lines[index].undetermined ? line->missing : NULL;
    for (uint32_t i = 0; causes != NULL && i < causes->n; i++) {
        Undetermined entry = undetermined_of(m, &m->eval->causes[causes->ids[i]]);
        vec_push(m->arena, &all, entry);
    }
    for (size_t r = 0; r < m->core->n_rules; r++) {
        if (conflicts_on(m, line, &m->core->rules[r])) {
            TextSet labels = conflict_labels(m, line, &m->core->rules[r]);
            Undetermined entry = {STR("CF-LAW"), joined(m, &labels)};
            vec_push(m->arena, &all, entry);
        }
    }
    if (all.n > 1) {
        qsort(all.items, all.n, sizeof(Undetermined), by_code);
    }
    Json *list = put_list(m->arena, out, "undetermined");
    for (size_t i = 0; i < all.n; i++) {
        if (i > 0 && by_code(&all.items[i - 1], &all.items[i]) == 0) {
            continue;
        }
        Json *object = push_object(m->arena, list);
        put_code(m, object, all.items[i].code, codes);
        put_plain(m->arena, object, "what", all.items[i].what);
    }
    Entries entries = {0};
    gather_line(m, line, &entries);
    put_entries(m, &entries, out);
}

void missing_put_all(Making *m, Json *out)
{
    Entries entries = {0};
    for (size_t i = 0; i < m->eval->n_lines; i++) {
        gather_line(m, &m->eval->lines[i], &entries);
    }
    for (size_t i = 0; i < m->eval->n_regimes; i++) {
        const Causes *missing = m->eval->regimes[i].missing;
        for (uint32_t k = 0; missing != NULL && k < missing->n; k++) {
            const Cause *cause = &m->eval->causes[missing->ids[k]];
            if (is_fact_cause(cause)) {
                entry_of(m, &entries, cause);
            }
        }
    }
    put_entries(m, &entries, out);
}

void missing_put_classes(Making *m, const Line *line, Json *out)
{
    Entries entries = {0};
    for (size_t r = 0; r < m->core->n_rules; r++) {
        const CoreRule *rule = &m->core->rules[r];
        const RuleState *state = &line->rules[r];
        bool open = rule->effect == EFFECT_CLASSIFIES && !state->dead && state->act == TRI_U;
        for (uint32_t i = 0; open && state->act_causes != NULL && i < state->act_causes->n; i++) {
            const Cause *cause = &m->eval->causes[state->act_causes->ids[i]];
            if (is_fact_cause(cause)) {
                set_add(m->arena, &entry_of(m, &entries, cause)->labels, rule->label);
            }
        }
    }
    put_entries(m, &entries, out);
}

// Two requirements under the same two reviews are one conflict of the line; so are the cases
// of two versions of a definition.
static void push_once(Making *m, Json *list, Json *object)
{
    Buf mine;
    buf_init(&mine, m->arena);
    json_print(&mine, object);
    for (const Json *at = list->first; at != NULL; at = at->next) {
        Buf other;
        buf_init(&other, m->arena);
        json_print(&other, at);
        if (str_eq(buf_done(&mine), buf_done(&other))) {
            return;
        }
    }
    json_push(list, object);
}

static void put_review_conflict(Making *m, const Line *line, const CoreRule *demand,
                                Json *list)
{
    Json *out = json_object(m->arena);
    put_plain(m->arena, out, "line", line->id);
    put_plain(m->arena, out, "regime", line->regime->name);
    TextSet labels = conflict_labels(m, line, demand);
    Json *provisions = put_list(m->arena, out, "provisions");
    for (size_t i = 0; i < labels.texts.n; i++) {
        push_text(m->arena, provisions, labels.texts.items[i]);
    }
    Reviews reviews = answer_reviews(m->arena, m->eval, line, demand);
    Json *policies = put_list(m->arena, out, "policies");
    for (size_t i = 0; i < reviews.sure.n; i++) {
        push_text(m->arena, policies, reviews.sure.items[i]->name);
        texts_word(m, reviews.sure.items[i]);
    }
    push_once(m, list, out);
}

static void put_case_conflict(Making *m, const Line *line, const Cause *cause, Json *list)
{
    Json *out = json_object(m->arena);
    put_plain(m->arena, out, "line", line->id);
    put_plain(m->arena, out, "regime", line->regime->name);
    put_list(m->arena, out, "provisions");
    put_list(m->arena, out, "policies");
    put_plain(m->arena, out, "place", place_name(m, cause->span));
    push_once(m, list, out);
}

void missing_put_conflicts(Making *m, Json *out)
{
    Json *list = put_list(m->arena, out, "conflicts");
    for (size_t k = 0; k < m->eval->n_regimes; k++) {
        const RegimeResult *regime = &m->eval->regimes[m->answer->order[k]];
        for (size_t i = regime->first_line; i < regime->first_line + regime->n_lines; i++) {
            const Line *line = &m->eval->lines[i];
            for (size_t r = 0; r < m->core->n_rules; r++) {
                if (conflicts_on(m, line, &m->core->rules[r])) {
                    put_review_conflict(m, line, &m->core->rules[r], list);
                }
            }
            for (uint32_t c = 0; line->missing != NULL && c < line->missing->n; c++) {
                const Cause *cause = &m->eval->causes[line->missing->ids[c]];
                if (cause->kind == CAUSE_CONFLICT) {
                    put_case_conflict(m, line, cause, list);
                }
            }
        }
    }
}
