// Cells compared and computed with: 64 bits where they suffice, else by eval/ on Values.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/fast/run.h"

Value cell_value(Run *run, const Cell *cell)
{
    switch ((CellTag)cell->tag) {
    case CELL_BOOL: return value_bool((Tri)cell->tri, NULL);
    case CELL_NUM: {
        Rat number = rat_int(cell->as.num);
        if (cell->den != 1) {
            rat_div(run->arena, number, rat_int(cell->den), &number);
        }
        return value_number(number);
    }
    case CELL_WORD: return (Value){.kind = VALUE_WORD, .as.word = cell_text(cell)};
    case CELL_NONE: return (Value){.kind = VALUE_NONE};
    case CELL_SPAN: return *cell->as.span;
    case CELL_BLANK: case CELL_RECORD: case CELL_LIST: case CELL_TOP: break;
    }
    return value_top(NULL);
}

Cell value_cell(Run *run, const Value *value)
{
    switch ((ValueKind)value->kind) {
    case VALUE_BOOL: return cell_bool((Tri)value->tri);
    case VALUE_NUM: {
        Rat low = value->as.num.lo;
        if (low.den > 0 && low.den <= UINT32_MAX && rat_eq(low, value->as.num.hi)) {
            return (Cell){.tag = CELL_NUM, .as.num = low.num, .den = (uint32_t)low.den};
        }
        Value *span = arena_make(run->arena, Value);
        span->kind = value->kind; // member by member: its hole stays zero (base/image.h)
        span->causes = value->causes;
        span->as.num = value->as.num;
        return (Cell){.tag = CELL_SPAN, .as.span = span};
    }
    case VALUE_NONE: return cell_of(CELL_NONE);
    case VALUE_WORD: case VALUE_RECORD: case VALUE_LIST: case VALUE_TOP: break;
    }
    return cell_of(CELL_TOP);
}

static bool list_exact(const CellList *list)
{
    bool exact = !list->open;
    for (size_t i = 0; i < list->n; i++) {
        exact = exact && list->items[i].member == TRI_T;
    }
    return exact;
}

bool cell_exact(const Cell *cell)
{
    switch ((CellTag)cell->tag) {
    case CELL_BOOL: return cell->tri != TRI_U;
    case CELL_NUM: case CELL_WORD: case CELL_NONE: case CELL_RECORD: return true;
    case CELL_LIST: return list_exact(cell->as.list);
    case CELL_SPAN: return value_is_exact(cell->as.span);
    case CELL_BLANK: case CELL_TOP: break;
    }
    return false;
}

static bool same_words(Run *run, const Cell *a, const Cell *b)
{
    uint32_t left = run_word(run, a), right = run_word(run, b);
    return left == right && (left != WORD_NONE || str_eq(cell_text(a), cell_text(b)));
}

static bool same_lists(Run *run, const CellList *a, const CellList *b)
{
    bool same = a->n == b->n;
    for (size_t i = 0; i < a->n && same; i++) {
        same = cell_same(run, &a->items[i].value, &b->items[i].value);
    }
    return same;
}

static bool is_number(const Cell *cell)
{
    return cell->tag == CELL_NUM || cell->tag == CELL_SPAN;
}

bool cell_same(Run *run, const Cell *a, const Cell *b)
{
    if (!cell_exact(a) || !cell_exact(b) || (a->tag != b->tag && !(is_number(a) && is_number(b)))) {
        return false;
    }
    return a->tag == CELL_LIST ? same_lists(run, a->as.list, b->as.list) : cell_equal(run, a, b) == TRI_T;
}

Tri cell_equal(Run *run, const Cell *a, const Cell *b)
{
    if (a->tag == CELL_TOP || b->tag == CELL_TOP) {
        return TRI_U;
    }
    if (is_number(a) && is_number(b)) {
        if (a->tag == CELL_NUM && b->tag == CELL_NUM) {
            return num_order(a->as.num, a->den, b->as.num, b->den) == 0 ? TRI_T : TRI_F;
        }
        Value left = cell_value(run, a), right = cell_value(run, b);
        return (Tri)op_equal(&run->vm, &left, &right).tri;
    }
    if (a->tag != b->tag) {
        return TRI_F; // none against a value
    }
    switch ((CellTag)a->tag) {
    case CELL_BOOL:
        return a->tri == TRI_U || b->tri == TRI_U ? TRI_U : a->tri == b->tri ? TRI_T : TRI_F;
    case CELL_WORD: return same_words(run, a, b) ? TRI_T : TRI_F;
    case CELL_NONE: return TRI_T;
    case CELL_RECORD: return a->as.record == b->as.record ? TRI_T : TRI_U;
    case CELL_LIST: return cell_same(run, a, b) ? TRI_T : TRI_U;
    case CELL_BLANK: case CELL_NUM: case CELL_SPAN: case CELL_TOP: break;
    }
    return TRI_U;
}

Tri cell_compare(Run *run, CoreOp op, const Cell *a, const Cell *b)
{
    if (a->tag == CELL_NUM && b->tag == CELL_NUM) {
        int order = num_order(a->as.num, a->den, b->as.num, b->den);
        bool holds = op == CORE_LT   ? order < 0
                     : op == CORE_LE ? order <= 0
                     : op == CORE_GT ? order > 0
                                     : order >= 0;
        return holds ? TRI_T : TRI_F;
    }
    Value left = cell_value(run, a), right = cell_value(run, b);
    return (Tri)op_compare(&run->vm, op, &left, &right).tri;
}

Tri cell_in(Run *run, const Cell *value, const Cell *list)
{
    if (list->tag != CELL_LIST) {
        return list->tag == CELL_NONE ? TRI_F : TRI_U;
    }
    Tri tri = TRI_F;
    for (size_t i = 0; i < list->as.list->n && tri != TRI_T; i++) {
        const CellItem *item = &list->as.list->items[i];
        Tri same = cell_equal(run, value, &item->value);
        Tri part = same < item->member ? same : item->member;
        tri = part > tri ? part : tri;
    }
    return list->as.list->open && tri != TRI_T ? TRI_U : tri;
}

Tri cell_within(const Cell *label, const Cell *above)
{
    if (label->tag == CELL_NONE || above->tag == CELL_NONE) {
        return TRI_F;
    }
    if (label->tag != CELL_WORD || above->tag != CELL_WORD) {
        return TRI_U;
    }
    return label_covers(cell_text(above), cell_text(label)) ? TRI_T : TRI_F;
}

Cell cell_hull(Run *run, const Cell *a, const Cell *b)
{
    if (cell_same(run, a, b)) {
        return *a;
    }
    if (a->tag == CELL_BOOL && b->tag == CELL_BOOL) {
        return cell_bool(TRI_U);
    }
    if (!is_number(a) || !is_number(b)) {
        return cell_of(CELL_TOP);
    }
    Value left = cell_value(run, a), right = cell_value(run, b);
    if (rat_cmp(right.as.num.lo, left.as.num.lo) < 0) {
        left.as.num.lo = right.as.num.lo;
    }
    if (rat_cmp(right.as.num.hi, left.as.num.hi) > 0) {
        left.as.num.hi = right.as.num.hi;
    }
    return value_cell(run, &left);
}

// ---- arithmetic

static bool add_small(const Cell *a, const Cell *b, bool minus, Cell *out)
{
    int64_t left = a->as.num, right = b->as.num;
    out->den = a->den;
    if (a->den != b->den &&
        (__builtin_mul_overflow(a->as.num, b->den, &left) ||
         __builtin_mul_overflow(b->as.num, a->den, &right) ||
         __builtin_mul_overflow(a->den, b->den, &out->den))) {
        return false;
    }
    return minus ? !__builtin_sub_overflow(left, right, &out->as.num)
                 : !__builtin_add_overflow(left, right, &out->as.num);
}

static bool divide_small(const Cell *a, const Cell *b, Cell *out)
{
    int64_t num, den;
    if (b->as.num == 0 || __builtin_mul_overflow(a->as.num, b->den, &num) ||
        __builtin_mul_overflow(a->den, b->as.num, &den) || num == INT64_MIN || den == INT64_MIN) {
        return false;
    }
    den = den < 0 ? -den : den;
    out->as.num = b->as.num < 0 ? -num : num;
    out->den = (uint32_t)den;
    return den <= UINT32_MAX;
}

// Of whole numbers, as most are.
static bool arith_whole(CoreOp op, int64_t a, int64_t b, Cell *out)
{
    switch (op) {
    case CORE_ADD: return !__builtin_add_overflow(a, b, &out->as.num);
    case CORE_SUB: return !__builtin_sub_overflow(a, b, &out->as.num);
    case CORE_MUL: return !__builtin_mul_overflow(a, b, &out->as.num);
    default:
        out->as.num = a;
        out->den = (uint32_t)b;
        return b > 0 && b <= UINT32_MAX;
    }
}

static bool arith_small(CoreOp op, const Cell *a, const Cell *b, Cell *out)
{
    out->den = 1;
    if (a->den == 1 && b->den == 1 && arith_whole(op, a->as.num, b->as.num, out)) {
        return true;
    }
    switch (op) {
    case CORE_ADD: return add_small(a, b, false, out);
    case CORE_SUB: return add_small(a, b, true, out);
    case CORE_MUL:
        return !__builtin_mul_overflow(a->as.num, b->as.num, &out->as.num) &&
               !__builtin_mul_overflow(a->den, b->den, &out->den);
    default: return divide_small(a, b, out);
    }
}

Cell cell_arith(Run *run, const Expr *expr, const Cell *a, const Cell *b)
{
    Cell out = {.tag = CELL_NUM};
    if (a->tag == CELL_NUM && b->tag == CELL_NUM && arith_small(expr->op, a, b, &out)) {
        return out;
    }
    Value left = cell_value(run, a), right = cell_value(run, b);
    Value value = op_arith(&run->vm, expr, &left, &right);
    return value_cell(run, &value);
}

Cell cell_number(Run *run, const Expr *expr, const Cell *kids)
{
    Value a = cell_value(run, &kids[0]), b = {.kind = VALUE_TOP}, value;
    if (expr->n > 1) {
        b = cell_value(run, &kids[1]);
    }
    switch (expr->op) {
    case CORE_NEG: value = op_negate(&run->vm, &a); break;
    case CORE_POW: value = op_power(&run->vm, expr, &a, (int32_t)expr->index - 128); break;
    case CORE_WHOLE: value = op_whole(&run->vm, expr, &a); break;
    case CORE_ROUND_DOWN: value = op_round(&run->vm, expr, &a, &b, false); break;
    case CORE_ROUND_UP: value = op_round(&run->vm, expr, &a, &b, true); break;
    case CORE_ADD_MONTHS: value = op_add_months(&run->vm, expr, &a, &b); break;
    default: value = op_absolute(&run->vm, &a); break;
    }
    return value_cell(run, &value);
}
