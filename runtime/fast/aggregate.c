// Quantifiers, aggregates and lists, on cells.
//
// An aggregate of numbers that are all known and surely members is worked out in 64 bits;
// any other goes through the loop of eval/.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/fast/run.h"

static bool step(Run *run)
{
    if (++run->steps > RUN_STEPS_MAX) {
        run->declined = true;
    }
    return !run->declined;
}

static void set_variable(Run *run, const Ask *node, const Cell *value)
{
    run->frame[node->expr->slot] = *value;
}

Tri run_some(Run *run, const Ask *node)
{
    CoreOp op = node->expr->op;
    Cell room;
    const Cell *source = run_operand(run, node->kids[0], &room);
    Tri some = TRI_F;
    if (source->tag == CELL_NONE) {
        return op == CORE_SOME ? TRI_F : TRI_T;
    }
    const CellList *list = source->tag == CELL_LIST ? source->as.list : NULL;
    if (list == NULL || list->open) {
        some = TRI_U;
    }
    for (size_t i = 0; list != NULL && i < list->n && some != TRI_T && step(run); i++) {
        set_variable(run, node, &list->items[i].value);
        Tri body = run_tri(run, node->kids[1]);
        Tri part = op == CORE_EVERY ? (Tri)(TRI_T - body) : body;
        part = list->items[i].member < part ? list->items[i].member : part;
        some = part > some ? part : some;
    }
    return op == CORE_SOME ? some : (Tri)(TRI_T - some);
}

// ---- aggregates

// Whether the element counts, with its value: false when it cannot be told in 64 bits.
static bool take(Run *run, const Ask *node, const CellItem *item, bool *counts, Cell *value)
{
    set_variable(run, node, &item->value);
    Tri where = node->kids[1] != NULL ? run_tri(run, node->kids[1]) : TRI_T;
    *counts = where == TRI_T;
    if (where == TRI_U || item->member != TRI_T) {
        return false;
    }
    if (where == TRI_F || node->expr->op == CORE_COUNT) {
        return true;
    }
    *value = *run_operand(run, node->kids[2], value);
    *counts = value->tag != CELL_NONE;
    return value->tag == CELL_NUM || value->tag == CELL_NONE;
}

// How many elements there are, when all are members for sure.
static bool count_all(const CellList *list, Cell *out)
{
    bool sure = true;
    for (size_t i = 0; i < list->n; i++) {
        sure = sure && list->items[i].member == TRI_T;
    }
    *out = cell_int((int64_t)list->n);
    return sure;
}

static bool add_up(Run *run, const Ask *node, const CellList *list, Cell *out)
{
    static const Expr plus = {.op = CORE_ADD};
    CoreOp op = node->expr->op;
    size_t n = 0;
    if (op == CORE_COUNT && node->kids[1] == NULL) {
        return count_all(list, out);
    }
    for (size_t i = 0; i < list->n && step(run); i++) {
        Cell value;
        bool counts;
        if (!take(run, node, &list->items[i], &counts, &value)) {
            return false;
        }
        if (!counts) {
            continue;
        }
        if (op == CORE_SUM) {
            *out = cell_arith(run, &plus, out, &value);
        } else if (op != CORE_COUNT &&
                   (n == 0 || cell_compare(run, op == CORE_GREATEST ? CORE_GT : CORE_LT, &value, out) == TRI_T)) {
            *out = value;
        }
        n++;
    }
    if (op == CORE_COUNT) {
        *out = cell_int((int64_t)n);
    }
    return op == CORE_COUNT || out->tag == CELL_NUM ? op == CORE_SUM || op == CORE_COUNT || n > 0 : false;
}

// The same by the loop of eval/, which knows what may be and what is open.
static Cell by_loop(Run *run, const Ask *node, const Cell *source)
{
    Loop loop;
    Entry entry = {cell_value(run, source), 0};
    const CellList *cells = source->tag == CELL_LIST ? source->as.list : NULL;
    if (cells != NULL) {
        Element *items = arena_array(run->arena, Element, cells->n + 1);
        for (size_t i = 0; i < cells->n; i++) {
            items[i].member = cells->items[i].member;
        }
        entry.value = value_list(&run->vm, items, cells->n, cells->open, NULL);
    }
    loop_begin(&run->vm, &loop, node->expr, &entry);
    for (size_t i = 0; cells != NULL && i < cells->n && step(run); i++) {
        set_variable(run, node, &cells->items[i].value);
        Entry where = {{0}, 0}, value = {{0}, 0};
        if (node->kids[1] != NULL) {
            where.value = value_bool(run_tri(run, node->kids[1]), NULL);
        }
        if (node->kids[2] != NULL) {
            Cell cell = run_cell(run, node->kids[2]);
            value.value = cell_value(run, &cell);
        }
        loop.next = i + 1;
        loop_take(&run->vm, &loop, node->kids[1] != NULL ? &where : NULL, &value);
    }
    Value result = loop_result(&run->vm, &loop);
    return value_cell(run, &result);
}

Cell run_aggregate(Run *run, const Ask *node)
{
    Cell room, out = cell_int(0);
    const Cell *source = run_operand(run, node->kids[0], &room);
    if (source->tag == CELL_LIST && !source->as.list->open && add_up(run, node, source->as.list, &out)) {
        return out;
    }
    return by_loop(run, node, source);
}

// ---- lists

static CellList *new_list(Run *run, size_t most)
{
    CellList *list = arena_make(run->arena, CellList);
    list->items = arena_array(run->arena, CellItem, most + 1);
    return list;
}

static Cell list_cell(const CellList *list)
{
    return (Cell){.tag = CELL_LIST, .as.list = list};
}

Cell run_list(Run *run, const Ask *node)
{
    Cell source = run_cell(run, node->kids[0]);
    const CellList *from = source.tag == CELL_LIST ? source.as.list : NULL;
    if (from == NULL && source.tag != CELL_NONE) {
        return cell_of(CELL_TOP);
    }
    CellList *list = new_list(run, from != NULL ? from->n : 0);
    list->open = from != NULL && from->open;
    for (size_t i = 0; from != NULL && i < from->n && step(run); i++) {
        set_variable(run, node, &from->items[i].value);
        Tri member = node->kids[1] != NULL ? run_tri(run, node->kids[1]) : TRI_T;
        member = from->items[i].member < member ? from->items[i].member : member;
        if (member != TRI_F) {
            list->items[list->n++] = (CellItem){.value = run_cell(run, node->kids[2]), .member = member};
        }
    }
    return list_cell(list);
}

Cell run_union(Run *run, const Ask *node)
{
    Cell parts[32];
    size_t total = 0;
    if (node->n > countof(parts)) {
        run->declined = true;
        return cell_of(CELL_TOP);
    }
    for (uint32_t i = 0; i < node->n; i++) {
        parts[i] = run_cell(run, node->kids[i]);
        total += parts[i].tag == CELL_LIST ? parts[i].as.list->n : 0;
    }
    CellList *list = new_list(run, total);
    for (uint32_t i = 0; i < node->n; i++) {
        const CellList *part = parts[i].tag == CELL_LIST ? parts[i].as.list : NULL;
        list->open = list->open || (part != NULL ? part->open : parts[i].tag != CELL_NONE);
        if (part != NULL && part->n > 0) {
            memcpy(list->items + list->n, part->items, part->n * sizeof *part->items);
            list->n += part->n;
        }
    }
    return list_cell(list);
}

Cell run_elements(Run *run, const Ask *node)
{
    CellList *list = new_list(run, node->n);
    list->open = node->expr->index == 1;
    for (uint32_t i = 0; i < node->n; i++) {
        list->items[list->n++] = (CellItem){.value = run_cell(run, node->kids[i]), .member = TRI_T};
    }
    return list_cell(list);
}
