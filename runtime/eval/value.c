// Partial values compared and shown.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/eval/value.h"

const char *tri_name(Tri tri)
{
    static const char *const names[] = {"false", "unknown", "true"};
    return names[tri];
}

static bool list_is_exact(const List *list)
{
    bool exact = !list->open;
    for (size_t i = 0; i < list->n; i++)
        exact = exact && list->items[i].member == TRI_T;
    return exact;
}

bool value_is_exact(const Value *value)
{
    switch ((ValueKind)value->kind) {
    case VALUE_BOOL:
        return value->tri != TRI_U;
    case VALUE_NUM:
        return rat_eq(value->as.num.lo, value->as.num.hi);
    case VALUE_WORD: case VALUE_NONE: case VALUE_RECORD:
        return true;
    case VALUE_LIST:
        return list_is_exact(value->as.list);
    case VALUE_TOP:
        return false;
    }
    return false;
}

bool value_same(const Value *a, const Value *b)
{
    if (a->kind != b->kind || !value_is_exact(a) || !value_is_exact(b))
        return false;
    switch ((ValueKind)a->kind) {
    case VALUE_BOOL:
        return a->tri == b->tri;
    case VALUE_NUM:
        return rat_eq(a->as.num.lo, b->as.num.lo);
    case VALUE_WORD:
        return str_eq(a->as.word, b->as.word);
    case VALUE_NONE:
        return true;
    case VALUE_RECORD:
        return a->as.record == b->as.record;
    case VALUE_LIST:
        break;
    case VALUE_TOP:
        return false;
    }
    if (a->as.list->n != b->as.list->n)
        return false;
    for (size_t i = 0; i < a->as.list->n; i++) {
        if (!value_same(&a->as.list->items[i].value, &b->as.list->items[i].value))
            return false;
    }
    return true;
}

static void print_list(Buf *out, const Type *type, const List *list)
{
    const Type *of = type->kind == TYPE_LIST ? type->of : type;
    buf_char(out, '[');
    for (size_t i = 0; i < list->n; i++) {
        if (i)
            buf_text(out, ", ");
        value_print(out, of, &list->items[i].value);
        if (list->items[i].member != TRI_T)
            buf_char(out, '?');
    }
    if (list->open)
        buf_text(out, list->n ? ", ..." : "...");
    buf_char(out, ']');
}

void value_print(Buf *out, const Type *type, const Value *value)
{
    switch ((ValueKind)value->kind) {
    case VALUE_BOOL:
        buf_text(out, tri_name((Tri)value->tri));
        break;
    case VALUE_NUM:
        if (rat_eq(value->as.num.lo, value->as.num.hi)) {
            type_print_number(out, type, value->as.num.lo);
            break;
        }
        buf_char(out, '[');
        type_print_number(out, type, value->as.num.lo);
        buf_text(out, ", ");
        type_print_number(out, type, value->as.num.hi);
        buf_char(out, ']');
        break;
    case VALUE_WORD:
        buf_str(out, value->as.word);
        break;
    case VALUE_NONE:
        buf_text(out, "none");
        break;
    case VALUE_RECORD:
        fact_path(out, value->as.record);
        break;
    case VALUE_LIST:
        print_list(out, type, value->as.list);
        break;
    case VALUE_TOP:
        buf_text(out, "unknown");
        break;
    }
}
