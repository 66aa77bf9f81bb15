// What tables were asked: the keys of each look-up that the answer rests on, found or not.
//
// In:  the marks of the support. Out: `lookups` of depends_on. A row that is added, changed or
//      taken away can matter only when its keys are among them, or the table was run over.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/inner.h"

// The value of a key as text, or null when it is not exactly known.
static Json *key_json(Making *m, const Step *step)
{
    const Value *value = &step->value;
    if (!value_is_exact(value)) {
        return json_null(m->arena);
    }
    switch ((ValueKind)value->kind) {
    case VALUE_BOOL: return json_string(m->arena, str_of(tri_name((Tri)value->tri)));
    case VALUE_NUM:
        return json_string(m->arena, steps_number(m, step->expr->type, value->as.num.lo));
    case VALUE_WORD: return json_string(m->arena, value->as.word);
    case VALUE_NONE: case VALUE_RECORD: case VALUE_LIST: case VALUE_TOP: break;
    }
    return json_null(m->arena);
}

// As text, so that a set of them can be sorted.
static void add(Making *m, TextSet *set, const Step *step)
{
    const Expr *expr = step->expr;
    Json *object = json_object(m->arena), *key = json_null(m->arena);
    put_plain(m->arena, object, "table", m->core->tables[expr->index].name);
    if (expr->op == CORE_LOOKUP) {
        key = json_list(m->arena);
        for (uint32_t i = 0; i < step->n_kids; i++) {
            json_push(key, key_json(m, trace_kid(&m->eval->trace, step, i)));
        }
    }
    json_set(object, STR("key"), key);
    Buf text;
    buf_init(&text, m->arena);
    json_print(&text, object);
    set_add(m->arena, set, buf_done(&text));
}

void lookups_put(Making *m, Json *out)
{
    TextSet asked = {0};
    JsonError error;
    const Step *steps = m->eval->trace.steps;
    for (size_t i = 1; i < m->eval->trace.n; i++) {
        CoreOp op = steps[i].expr->op;
        if (m->support.marks[i] == MARK_READ && (op == CORE_LOOKUP || op == CORE_ROWS)) {
            add(m, &asked, &steps[i]);
        }
    }
    for (size_t i = 0; i < m->support.lookups.n; i++) {
        add(m, &asked, &steps[m->support.lookups.items[i]]);
    }
    set_sort(&asked);
    Json *list = put_list(m->arena, out, "lookups");
    for (size_t i = 0; i < asked.texts.n; i++) {
        json_push(list, json_parse(m->arena, asked.texts.items[i], &error));
    }
}
