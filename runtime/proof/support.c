// Support: prunes a trace to what suffices (GRAMMAR.md, section 4.7).
//
// Iterative: waiting steps are kept in a list, since a trace is as deep as the facts make it.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/support.h"

void support_init(Support *support, Arena *arena, const Evaluation *eval)
{
    *support = (Support){.arena = arena, .eval = eval};
    support->marks = arena_array(arena, uint8_t, eval->trace.n + 1);
    support->frames = frames_new(arena, eval);
}

void support_clear(Support *support)
{
    for (size_t i = 0; i < support->marked.n; i++) {
        support->marks[support->marked.items[i]] = MARK_NONE;
    }
    support->marked.n = 0;
    support->elements.n = 0;
    support->lookups.n = 0;
}

static void mark(Support *support, StepId id, Mark mark)
{
    if (support->marks[id] == MARK_NONE) {
        vec_push(support->arena, &support->marked, id);
    }
    support->marks[id] = (uint8_t)mark;
}

static void wait_for(Support *support, StepId id)
{
    if (id == 0 || support->marks[id] == MARK_READ) {
        return;
    }
    mark(support, id, MARK_READ);
    SupportTask task = {.step = id};
    vec_push(support->arena, &support->waiting, task);
}

// A step that a proof needs, but that the answer does not rest on.
static void show(Support *support, StepId id)
{
    if (id != 0 && support->marks[id] == MARK_NONE) {
        mark(support, id, MARK_SHOWN);
        SupportTask task = {.step = id, .kind = TASK_SHOW};
        vec_push(support->arena, &support->waiting, task);
    }
}

// One element of a list decides: the list is shown, what made the element is read.
static void wait_for_element(Support *support, StepId id, size_t index)
{
    if (id != 0) {
        show(support, id);
        SupportTask task = {.step = id, .kind = TASK_ELEMENT, .index = index};
        vec_push(support->arena, &support->waiting, task);
    }
}

static const List *list_of(const Step *step)
{
    return step->value.kind == VALUE_LIST ? step->value.as.list : NULL;
}

// An element of a given list is a place of its own; records speak through their fields.
static void add_place(Support *support, const Step *list, size_t index)
{
    Str pointer = support_fact(support->arena, support->eval, list);
    if (pointer.len > 0 && list_of(list)->items[index].value.kind != VALUE_RECORD) {
        vec_push(support->arena, &support->elements,
                 str_format(support->arena, "%.*s/%zu", STR_ARG(pointer), index));
    }
}

// The members of a comprehension are those whose condition is not F, in order; each stands
// for a member of the list it is made from.
static void add_made(Support *support, const Step *list, size_t index)
{
    const Trace *trace = &support->eval->trace;
    const StepId *kids = &trace->kids[list->first_kid];
    size_t at = 0;
    for (uint32_t k = 2; k < list->n_kids; k += 2) {
        bool member = kids[k - 1] == 0 || step_truth(&trace->steps[kids[k - 1]]) != TRI_F;
        if (member && at++ == index) {
            wait_for(support, kids[k - 1]);
            wait_for(support, kids[k]);
            wait_for_element(support, kids[0], k / 2 - 1);
            return;
        }
    }
}

static void add_joined(Support *support, const Step *list, size_t index)
{
    const Trace *trace = &support->eval->trace;
    for (uint32_t k = 0; k < list->n_kids; k++) {
        const List *part = list_of(trace_kid(trace, list, k));
        size_t n = part != NULL ? part->n : 0;
        if (index < n) {
            wait_for_element(support, trace->kids[list->first_kid + k], index);
            return;
        }
        index -= n;
    }
}

// Arguments count only as far as the body's value rests on them.
static void add_arguments(Support *support, const Step *step)
{
    const StepId *kids = support->eval->trace.kids + step->first_kid;
    uint64_t uses = step->n_kids > 0 ? frames_uses(support->frames, kids[step->n_kids - 1]) : 0;
    for (uint32_t i = 0; i + 1 < step->n_kids; i++) {
        if (i >= 64 || (uses >> i & 1) != 0) {
            wait_for(support, kids[i]);
        } else {
            show(support, kids[i]);
        }
    }
}

// A list that conditions choose: these, and the element of each list that may be chosen.
static void add_chosen(Support *support, const Step *step, size_t index)
{
    const Trace *trace = &support->eval->trace;
    for (uint32_t k = 0; k < step->n_kids; k++) {
        StepId kid = trace->kids[step->first_kid + k];
        bool condition = k % 2 == 0 && k + 1 < step->n_kids;
        if (support_keeps(trace, step, k) && condition) {
            wait_for(support, kid);
        } else if (support_keeps(trace, step, k)) {
            wait_for_element(support, kid, index);
        }
    }
}

static void add_element(Support *support, const SupportTask *task)
{
    const Trace *trace = &support->eval->trace;
    const Step *step = &trace->steps[task->step];
    const StepId *kids = &trace->kids[step->first_kid];
    const List *list = list_of(step);
    if (list == NULL || task->index >= list->n) {
        return;
    }
    switch (step->expr->op) {
    case CORE_FACT: case CORE_FIELD: add_place(support, step, task->index); break;
    case CORE_LIST: add_made(support, step, task->index); break;
    case CORE_UNION: add_joined(support, step, task->index); break;
    case CORE_CASES: add_chosen(support, step, task->index); break;
    case CORE_ELEMENTS:
        wait_for(support, task->index < step->n_kids ? kids[task->index] : 0);
        break;
    case CORE_LOOKUP:
        vec_push(support->arena, &support->lookups, task->step);
        for (uint32_t k = 0; k < step->n_kids; k++) {
            wait_for(support, kids[k]);
        }
        break;
    case CORE_CALL:
        add_arguments(support, step);
        wait_for_element(support, step->n_kids > 0 ? kids[step->n_kids - 1] : 0, task->index);
        break;
    case CORE_ROWS: case CORE_CONST: case CORE_SLOT: break;
    default: wait_for(support, task->step); break;
    }
}

// Whether an element of the list of an `in` is surely equal to what is looked for.
static bool is_equal_element(const Trace *trace, const Step *step, size_t index)
{
    const Element *element = &list_of(trace_kid(trace, step, 1))->items[index];
    return element->member == TRI_T &&
           value_same(&element->value, &trace_kid(trace, step, 0)->value);
}

// `x in L`: x, and the equal elements; without one, the list and all its elements.
static void add_membership(Support *support, const Step *step)
{
    const Trace *trace = &support->eval->trace;
    const StepId *kids = &trace->kids[step->first_kid];
    const List *list = list_of(&trace->steps[kids[1]]);
    bool found = step_is(step, TRI_T);
    wait_for(support, kids[0]);
    if (!found) {
        wait_for(support, kids[1]);
    }
    for (size_t i = 0; list != NULL && i < list->n; i++) {
        if (!found || is_equal_element(trace, step, i)) {
            wait_for_element(support, kids[1], i);
        }
    }
}

// Quantifiers: the elements that settle it stand for the list; without one, the list and
// all bodies. An element itself counts where its body speaks of it.
static void add_quantified(Support *support, const Step *step)
{
    const Trace *trace = &support->eval->trace;
    const StepId *kids = &trace->kids[step->first_kid];
    Tri body = TRI_U;
    bool settled = step_settles(step, &body);
    if (!settled) {
        wait_for(support, kids[0]);
    }
    for (uint32_t k = 1; k < step->n_kids; k++) {
        if (settled && !step_element_settles(trace, step, k, body)) {
            continue;
        }
        wait_for(support, kids[k]);
        if (frames_reads(support->frames, kids[k], step->expr->slot)) {
            wait_for_element(support, kids[0], k - 1);
        }
    }
    show(support, kids[0]);
}

// The length of a list asks of no element.
static bool is_length(const Expr *expr)
{
    return expr->op == CORE_COUNT && expr->written == NODE_CALL;
}

// Aggregates: all members; of what a condition leaves out, the condition.
static void add_aggregate(Support *support, const Step *step)
{
    const Trace *trace = &support->eval->trace;
    const StepId *kids = &trace->kids[step->first_kid];
    wait_for(support, kids[0]);
    if (is_length(step->expr)) {
        return;
    }
    for (uint32_t k = 1; k + 1 < step->n_kids; k += 2) {
        bool member = support_keeps(trace, step, k + 1);
        wait_for(support, kids[k]);
        wait_for(support, member ? kids[k + 1] : 0);
        if (member || frames_reads(support->frames, kids[k], step->expr->slot)) {
            wait_for_element(support, kids[0], (k - 1) / 2);
        }
    }
}

static void add_kids(Support *support, const Step *step)
{
    const Trace *trace = &support->eval->trace;
    const StepId *kids = &trace->kids[step->first_kid];
    CoreOp op = step->expr->op;
    if (step->n_kids == 0) {
        return;
    }
    if (op == CORE_SOME || op == CORE_EVERY || op == CORE_NO) {
        add_quantified(support, step);
    } else if (op_aggregates(op)) {
        add_aggregate(support, step);
    } else if (op == CORE_IN && step->n_kids == 2) {
        add_membership(support, step);
    } else if (op == CORE_CALL) {
        add_arguments(support, step);
        wait_for(support, kids[step->n_kids - 1]);
    } else {
        for (uint32_t k = 0; k < step->n_kids; k++) {
            wait_for(support, support_keeps(trace, step, k) ? kids[k] : 0);
        }
    }
}

static void show_kids(Support *support, const Step *step)
{
    const Trace *trace = &support->eval->trace;
    for (uint32_t k = 0; k < step->n_kids; k++) {
        if (support_keeps(trace, step, k)) {
            show(support, trace->kids[step->first_kid + k]);
        }
    }
}

void support_add(Support *support, StepId root)
{
    wait_for(support, root);
    while (support->waiting.n > 0) {
        SupportTask task = support->waiting.items[--support->waiting.n];
        if (task.kind == TASK_ELEMENT) {
            add_element(support, &task);
        } else if (task.kind == TASK_SHOW) {
            show_kids(support, &support->eval->trace.steps[task.step]);
        } else {
            add_kids(support, &support->eval->trace.steps[task.step]);
        }
    }
}

static Str pointer_of(Arena *arena, const Fact *fact)
{
    Buf buf;
    buf_init(&buf, arena);
    fact_pointer(&buf, fact);
    return buf_done(&buf);
}

bool support_is_given_place(const Facts *facts, const Fact *fact)
{
    while (fact->parent != NULL) {
        fact = fact->parent;
    }
    for (size_t i = 0; i < facts->schema->n; i++) {
        if (facts->top[i] == fact) {
            return true;
        }
    }
    return false;
}

// The field's place may not have been made: its pointer is that of the record and the name.
static Str field_pointer(Arena *arena, const Fact *record, size_t field)
{
    if (field < record->n && record->kids[field] != NULL) {
        return pointer_of(arena, record->kids[field]);
    }
    Buf buf;
    buf_init(&buf, arena);
    fact_pointer(&buf, record);
    buf_char(&buf, '/');
    buf_str(&buf, record->type->record->fields[field].name);
    return buf_done(&buf);
}

Str support_fact(Arena *arena, const Evaluation *eval, const Step *step)
{
    if (step->expr->op == CORE_FACT) {
        return pointer_of(arena, eval->facts->top[step->expr->index]);
    }
    bool field = step->expr->op == CORE_FIELD;
    bool asserted = step->expr->op == CORE_IS && step->expr->n_rules == 0;
    if ((!field && !asserted) || step->n_kids == 0) {
        return STR_NONE;
    }
    const Value *value = &trace_kid(&eval->trace, step, 0)->value;
    if (value->kind != VALUE_RECORD || !support_is_given_place(eval->facts, value->as.record)) {
        return STR_NONE;
    }
    const RecordType *record = value->as.record->type->record;
    size_t index = field ? step->expr->index : record->asserted;
    return index < record->n ? field_pointer(arena, value->as.record, index) : STR_NONE;
}

// A record that is known to be one says nothing by itself: its fields are what is read.
void support_facts(const Support *support, TextSet *out)
{
    for (size_t i = 0; i < support->marked.n; i++) {
        StepId id = support->marked.items[i];
        const Step *step = &support->eval->trace.steps[id];
        if (support->marks[id] == MARK_READ && step->value.kind != VALUE_RECORD) {
            Str pointer = support_fact(support->arena, support->eval, step);
            if (pointer.len > 0) {
                set_add(support->arena, out, pointer);
            }
        }
    }
    for (size_t i = 0; i < support->elements.n; i++) {
        set_add(support->arena, out, support->elements.items[i]);
    }
}

// A row's record says where it stands: "table/index".
Str support_row(Arena *arena, const Core *core, const Fact *record, size_t *table)
{
    for (size_t t = 0; t < core->n_tables; t++) {
        if (core->tables[t].row == record->type && record->parent == NULL &&
            str_starts(record->key, core->tables[t].name)) {
            if (table != NULL) {
                *table = t;
            }
            return str_copy(arena, record->key);
        }
    }
    return STR_NONE;
}
