// Facts (constants of the policy, rows, what was given in another spelling) as cells.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/fast/plan.h"

static Cell span_cell(Arena *arena, Rat low, Rat high)
{
    Value *span = arena_make(arena, Value);
    span->kind = VALUE_NUM; // member by member: its hole stays zero (base/image.h)
    span->as.num.lo = low;
    span->as.num.hi = high;
    return (Cell){.tag = CELL_SPAN, .as.span = span};
}

Cell plan_unknown(Arena *arena, const Type *type)
{
    if (type->optional) {
        return cell_of(CELL_TOP);
    }
    if (type->kind == TYPE_BOOL) {
        return cell_bool(TRI_U);
    }
    if (type->kind == TYPE_LIST) {
        CellList *list = arena_make(arena, CellList);
        list->open = true;
        return (Cell){.tag = CELL_LIST, .as.list = list};
    }
    if (type->kind != TYPE_NUM && type->kind != TYPE_DATE) {
        return cell_of(CELL_TOP);
    }
    bool bound = type->kind == TYPE_NUM;
    return span_cell(arena, bound ? type->low : RAT_NEG_INF, bound ? type->high : RAT_POS_INF);
}

static Cell number_cell(Arena *arena, Rat number)
{
    if (number.den > 0 && number.den <= UINT32_MAX) {
        return (Cell){.tag = CELL_NUM, .as.num = number.num, .den = (uint32_t)number.den};
    }
    return span_cell(arena, number, number);
}

static void fill_record(const Plan *plan, Arena *arena, const Shape *shape, const Fact *fact, Cell *cells)
{
    for (size_t i = 0; i < shape->n && i < fact->n; i++) {
        const Place *place = &shape->places[i];
        const Fact *kid = fact->kids[i];
        if (kid == NULL || fact->state != FACT_KNOWN || !place->asked) {
            continue; // blank
        }
        if (place->within) {
            fill_record(plan, arena, place->shape, kid, cells + place->at);
        } else if (!fact_is_unknown(kid)) {
            cells[place->at] = plan_cell(plan, arena, kid);
        }
    }
}

static Cell list_cell(const Plan *plan, Arena *arena, const Fact *fact)
{
    CellList *list = arena_make(arena, CellList);
    list->n = fact->n;
    list->open = fact->open;
    list->items = arena_array(arena, CellItem, fact->n + 1);
    for (size_t i = 0; i < fact->n; i++) {
        list->items[i] = (CellItem){.value = plan_cell(plan, arena, fact->kids[i]), .member = TRI_T};
    }
    return (Cell){.tag = CELL_LIST, .as.list = list};
}

Cell plan_cell(const Plan *plan, Arena *arena, const Fact *fact)
{
    const Type *type = fact->type;
    bool unknown = fact_is_unknown(fact);
    if (fact->state == FACT_NONE) {
        return cell_of(CELL_NONE);
    }
    if (type->kind == TYPE_RECORD && !(unknown && type->optional)) {
        const Shape *shape = plan_shape(plan, type->record);
        Cell *cells = arena_array(arena, Cell, shape->n_cells + 1);
        fill_record(plan, arena, shape, fact, cells);
        return (Cell){.tag = CELL_RECORD, .as.record = cells};
    }
    if (unknown) {
        return plan_unknown(arena, type);
    }
    if (type->kind == TYPE_LIST) {
        return list_cell(plan, arena, fact);
    }
    if (type->kind == TYPE_BOOL) {
        return cell_bool(fact->truth ? TRI_T : TRI_F);
    }
    if (type->kind == TYPE_NUM || type->kind == TYPE_DATE) {
        return number_cell(arena, fact->number);
    }
    return cell_word(words_find(&plan->words, fact->text), fact->text);
}

void plan_fill(const Plan *plan, Arena *arena, const Facts *facts, Cell *top)
{
    memcpy(top, plan->blank, plan->top.n_cells * sizeof(Cell));
    for (size_t i = 0; i < plan->top.n; i++) {
        const Place *place = &plan->top.places[i];
        const Fact *fact = facts->top[i];
        if (place->within) {
            fill_record(plan, arena, place->shape, fact, top + place->at);
        } else if (place->asked && !fact_is_unknown(fact)) {
            top[place->at] = plan_cell(plan, arena, fact);
        }
    }
}
