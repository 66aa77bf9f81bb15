// Evaluation of nodes: recursive, as deep as the compiler allows.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/utf8.h"
#include "runtime/fast/leaf.h"

void run_init(Run *run, Arena *keep, Arena *scratch)
{
    *run = (Run){.arena = scratch, .generation = 1};
    run->slots = arena_array(keep, Cell, RUN_SLOTS);
    run->frame = run->slots;
    run->vm = (Vm){.arena = scratch};
}

void run_program(Run *run, Arena *keep, const Program *program)
{
    if (run->cap_memos < program->memos.n + 1) { // first what may fail
        run->memos = arena_array(keep, Memo, program->memos.n + 1);
        run->cap_memos = program->memos.n + 1;
    }
    run->program = program;
    run->words = &program->plan->words;
    run->generation++; // nothing is remembered of another program
}

uint32_t run_word_asked(const Run *run, const Cell *cell)
{
    uint32_t word = words_find(run->words, cell_text(cell));
    ((Cell *)(uintptr_t)cell)->word = word; // the case's own cell: asked once
    return word;
}

// Rare kinds stay out of the way of the frequent ones.
#define NOINLINE __attribute__((noinline))

// ---- places

// The record that a path starts from; NULL when it is none, then *other is the value.
static const Cell *base_of(Run *run, uint8_t slot, Cell *other)
{
    if (slot == TOP_SLOT) {
        return run->top;
    }
    const Cell *cell = &run->frame[slot];
    if (cell->tag == CELL_RECORD) {
        return cell->as.record;
    }
    *other = cell_of(cell->tag == CELL_NONE ? CELL_NONE : CELL_TOP);
    return NULL;
}

static Cell run_path(Run *run, const Ask *node)
{
    Cell other;
    const Cell *base = base_of(run, node->slot, &other);
    if (base == NULL) {
        return other;
    }
    if (node->op == ASK_RECORD) {
        return (Cell){.tag = CELL_RECORD, .as.record = base + node->at};
    }
    const Cell *cell = base + node->at;
    if (cell->tag == CELL_WORD) {
        run_word(run, cell);
    }
    return cell->tag == CELL_BLANK ? *node->blank : *cell;
}

NOINLINE static Cell run_field(Run *run, const Ask *node)
{
    Cell record = run_cell(run, node->kids[0]);
    if (record.tag != CELL_RECORD) {
        return cell_of(record.tag == CELL_NONE ? CELL_NONE : CELL_TOP);
    }
    const Cell *cell = record.as.record + node->at;
    if (node->blank == NULL) {
        return (Cell){.tag = CELL_RECORD, .as.record = cell};
    }
    if (cell->tag == CELL_WORD) {
        run_word(run, cell);
    }
    return cell->tag == CELL_BLANK ? *node->blank : *cell;
}

// ---- logic

static Tri run_all(Run *run, const Ask *node)
{
    Tri all = TRI_T;
    for (uint32_t i = 0; i < node->n_leaves; i++) {
        Tri part = run_leaf(run, &node->leaves[i]);
        if (part == TRI_F) {
            return TRI_F;
        }
        all = part < all ? part : all;
    }
    for (uint32_t i = 0; i < node->n; i++) {
        Tri part = run_tri(run, node->kids[i]);
        if (part == TRI_F) {
            return TRI_F;
        }
        all = part < all ? part : all;
    }
    return all;
}

static Tri run_any(Run *run, const Ask *node)
{
    Tri any = TRI_F;
    for (uint32_t i = 0; i < node->n_leaves; i++) {
        Tri part = run_leaf(run, &node->leaves[i]);
        if (part == TRI_T) {
            return TRI_T;
        }
        any = part > any ? part : any;
    }
    for (uint32_t i = 0; i < node->n; i++) {
        Tri part = run_tri(run, node->kids[i]);
        if (part == TRI_T) {
            return TRI_T;
        }
        any = part > any ? part : any;
    }
    return any;
}

NOINLINE static Tri run_at_least(Run *run, const Ask *node)
{
    uint32_t sure = 0, possible = 0;
    for (uint32_t i = 0; i < node->n; i++) {
        Tri part = run_tri(run, node->kids[i]);
        sure += part == TRI_T;
        possible += part != TRI_F;
    }
    return sure >= node->at ? TRI_T : possible < node->at ? TRI_F : TRI_U;
}

NOINLINE static Tri run_is(Run *run, const Ask *node)
{
    Cell record = run_cell(run, node->kids[0]);
    if (record.tag != CELL_RECORD) {
        return record.tag == CELL_NONE ? TRI_F : TRI_U;
    }
    Tri any = TRI_F;
    for (uint32_t i = 1; i < node->n && any != TRI_T; i++) {
        Tri part = run_tri(run, node->kids[i]);
        any = part > any ? part : any;
    }
    return any;
}

NOINLINE static Tri run_asserted(Run *run, const Ask *node)
{
    Cell record = run_cell(run, node->kids[0]);
    if (record.tag != CELL_RECORD) {
        return record.tag == CELL_NONE ? TRI_F : TRI_U;
    }
    const Cell *cell = node->at == UINT32_MAX ? NULL : record.as.record + node->at;
    if (cell == NULL || (cell->tag != CELL_WORD && cell->tag != CELL_NONE)) {
        return TRI_U;
    }
    Str label = node->expr->label;
    if (cell->tag == CELL_NONE) {
        return TRI_F;
    }
    if (label_covers(label, cell_text(cell))) {
        return TRI_T;
    }
    return label_covers(cell_text(cell), label) ? TRI_U : TRI_F;
}

// ---- calls

static Cell declined(Run *run)
{
    run->declined = true;
    return cell_of(CELL_TOP);
}

static inline Cell body_value(Run *run, const FuncCode *func)
{
    return func->condition ? cell_bool(run_tri(run, func->body)) : run_cell(run, func->body);
}

// In a frame of its own.
static Cell framed_value(Run *run, const FuncCode *func, const Cell *subject)
{
    size_t base = run->n_slots;
    Cell *outer = run->frame, *frame = run->slots + base;
    if (base + func->n_slots + 1 > RUN_SLOTS) {
        return declined(run);
    }
    run->n_slots += func->n_slots;
    if (subject != NULL) {
        frame[0] = (Cell){.tag = CELL_RECORD, .as.record = subject};
    }
    run->frame = frame;
    Cell value = body_value(run, func);
    run->frame = outer;
    run->n_slots = base;
    return value;
}

const Cell *run_remembered(Run *run, uint32_t index, const Cell *subject)
{
    const FuncCode *func = run->program->memos.items[index];
    Memo *memo = &run->memos[index];
    Cell value = ++run->steps > RUN_STEPS_MAX ? declined(run)
                 : func->n_slots == 0         ? body_value(run, func)
                                              : framed_value(run, func, subject);
    *memo = (Memo){run->generation, subject, value};
    return &memo->value;
}

Cell run_func(Run *run, const FuncCode *func, const Cell *subject)
{
    const Memo *memo = &run->memos[func->index];
    const Cell *of = func->n_params > 0 ? subject : NULL;
    return memo->when == run->generation && memo->subject == of ? memo->value : *run_remembered(run, func->index, of);
}

// With arguments by which nothing is remembered: several, or none that is a record.
static Cell run_anew(Run *run, const Ask *node, const Cell *first)
{
    const FuncCode *func = node->of.func;
    size_t base = run->n_slots;
    Cell *outer = run->frame, *frame = run->slots + base;
    if (base + func->n_slots + 1 > RUN_SLOTS || ++run->steps > RUN_STEPS_MAX) {
        return declined(run);
    }
    run->n_slots += func->n_slots;
    frame[0] = *first;
    for (uint32_t i = 1; i < node->n; i++) {
        frame[i] = run_cell(run, node->kids[i]);
    }
    run->frame = frame;
    Cell value = body_value(run, func);
    run->frame = outer;
    run->n_slots = base;
    return value;
}

static Cell run_call(Run *run, const Ask *node)
{
    const FuncCode *func = node->of.func;
    if (func->n_params == 0) {
        return run_func(run, func, NULL);
    }
    Cell first = run_cell(run, node->kids[0]);
    if (first.tag == CELL_RECORD && func->n_params == 1) {
        return run_func(run, func, first.as.record);
    }
    bool never = node->at != 0 && first.tag != CELL_RECORD;
    return never ? cell_bool(TRI_F) : run_anew(run, node, &first);
}

// ---- cases

// Two cases that hold and differ are a conflict, which is only told the long way.
NOINLINE static Cell run_several(Run *run, const Ask *node)
{
    Cell all = cell_of(CELL_TOP), exact = cell_of(CELL_TOP);
    bool any = false, sure = false, has_exact = false;
    for (uint32_t i = 0; i + 1 < node->n; i += 2) {
        Tri when = run_tri(run, node->kids[i]);
        if (when == TRI_F) {
            continue;
        }
        Cell then = run_cell(run, node->kids[i + 1]);
        sure = sure || when == TRI_T;
        if (when == TRI_T && cell_exact(&then)) {
            if (has_exact && !cell_same(run, &exact, &then)) {
                return declined(run);
            }
            exact = then;
            has_exact = true;
        }
        all = any ? cell_hull(run, &all, &then) : then;
        any = true;
    }
    if (!sure) {
        Cell otherwise = run_cell(run, node->kids[node->n - 1]);
        all = any ? cell_hull(run, &all, &otherwise) : otherwise;
    }
    return all;
}

// The common `if`, and those in its `otherwise`.
NOINLINE static Cell run_cases(Run *run, const Ask *node)
{
    while (node->op == ASK_CASES && node->n == 3) {
        const Ask *condition = node->kids[0];
        bool leaf = condition->op == ASK_ALL && condition->n_leaves == 1 && condition->n == 0;
        Tri when = leaf ? run_leaf(run, condition->leaves) : run_tri(run, condition);
        if (when == TRI_U) {
            break;
        }
        node = node->kids[when == TRI_T ? 1 : 2];
    }
    return node->op == ASK_CASES ? run_several(run, node) : run_cell(run, node);
}

// ---- all nodes

NOINLINE static Tri run_relation(Run *run, const Ask *node)
{
    Cell rooms[2];
    const Cell *a = run_operand(run, node->kids[0], &rooms[0]), *b = run_operand(run, node->kids[1], &rooms[1]);
    switch ((AskOp)node->op) {
    case ASK_EQ: return cell_equal(run, a, b);
    case ASK_NE: return (Tri)(TRI_T - cell_equal(run, a, b));
    case ASK_COMPARE: return cell_compare(run, node->expr->op, a, b);
    case ASK_WITHIN: return cell_within(a, b);
    default: return cell_in(run, a, b);
    }
}

// The entry that a classification belongs to.
NOINLINE static Cell run_entry(Run *run, const Ask *node)
{
    Cell label = run_cell(run, node->kids[0]);
    if (label.tag != CELL_WORD) {
        return cell_of(label.tag == CELL_NONE ? CELL_NONE : CELL_TOP);
    }
    Str first = label_first(cell_text(&label));
    label.len = (uint16_t)first.len;
    label.word = words_find(run->words, first);
    return label;
}

NOINLINE static Cell run_folded(Run *run, const Ask *node)
{
    Cell text = run_cell(run, node->kids[0]);
    if (text.tag != CELL_WORD) {
        return cell_of(text.tag == CELL_NONE ? CELL_NONE : CELL_TOP);
    }
    Str folded = utf8_letters(run->arena, cell_text(&text));
    return folded.len > CELL_TEXT_MAX // one point may become eighteen
               ? declined(run)
               : cell_word(words_find(run->words, folded), folded);
}

NOINLINE static Tri run_in_set(Run *run, const Ask *node)
{
    Cell value = run_cell(run, node->kids[0]);
    return value.tag == CELL_WORD ? tri_of(has_word(node->of.set, run_word(run, &value)))
                                  : cell_in(run, &value, &node->kids[1]->value);
}

Tri run_tri(Run *run, const Ask *node)
{
    switch ((AskOp)node->op) {
    case ASK_ALL: return run_all(run, node);
    case ASK_ANY: return run_any(run, node);
    case ASK_NOT: return (Tri)(TRI_T - run_tri(run, node->kids[0]));
    case ASK_AT_LEAST: return run_at_least(run, node);
    case ASK_EQ: case ASK_NE: case ASK_COMPARE: case ASK_IN: case ASK_WITHIN: return run_relation(run, node);
    case ASK_IN_SET: return run_in_set(run, node);
    case ASK_IS: return run_is(run, node);
    case ASK_ASSERTED: return run_asserted(run, node);
    case ASK_SOME: return run_some(run, node);
    case ASK_CONST: return cell_tri(&node->value);
    case ASK_PATH: case ASK_RECORD: case ASK_SLOT: case ASK_FIELD: case ASK_ARITH:
    case ASK_NUMBER: case ASK_CASES: case ASK_CALL: case ASK_LOOKUP: case ASK_SORTED: case ASK_ENTRY: case ASK_FOLDED:
    case ASK_AGGREGATE:
    case ASK_LIST: case ASK_UNION: case ASK_ELEMENTS: {
        Cell cell = run_cell(run, node);
        return cell_tri(&cell);
    }
    }
    return TRI_U;
}

NOINLINE static Cell run_arith(Run *run, const Ask *node)
{
    Cell rooms[2];
    const Cell *a = run_operand(run, node->kids[0], &rooms[0]), *b = run_operand(run, node->kids[1], &rooms[1]);
    return cell_arith(run, node->expr, a, b);
}

NOINLINE static Cell run_number(Run *run, const Ask *node)
{
    Cell kids[2];
    for (uint32_t i = 0; i < node->n; i++) {
        kids[i] = run_cell(run, node->kids[i]);
    }
    return cell_number(run, node->expr, kids);
}

Cell run_cell(Run *run, const Ask *node)
{
    switch ((AskOp)node->op) {
    case ASK_CONST: return node->value;
    case ASK_PATH: case ASK_RECORD: return run_path(run, node);
    case ASK_SLOT: return run->frame[node->slot];
    case ASK_FIELD: return run_field(run, node);
    case ASK_ARITH: return run_arith(run, node);
    case ASK_NUMBER: return run_number(run, node);
    case ASK_CASES: return run_cases(run, node);
    case ASK_CALL: return run_call(run, node);
    case ASK_LOOKUP: return run_lookup(run, node);
    case ASK_SORTED: return run_sorted(run, node);
    case ASK_ENTRY: return run_entry(run, node);
    case ASK_FOLDED: return run_folded(run, node);
    case ASK_AGGREGATE: return run_aggregate(run, node);
    case ASK_LIST: return run_list(run, node);
    case ASK_UNION: return run_union(run, node);
    case ASK_ELEMENTS: return run_elements(run, node);
    case ASK_ALL: case ASK_ANY: case ASK_NOT: case ASK_AT_LEAST: case ASK_EQ: case ASK_NE:
    case ASK_COMPARE: case ASK_IN: case ASK_IN_SET: case ASK_WITHIN: case ASK_IS: case ASK_ASSERTED:
    case ASK_SOME:
        return cell_bool(run_tri(run, node));
    }
    return cell_of(CELL_TOP);
}
