// What the files of this folder share while they check: tables by node, texts for messages.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/pass.h"

const Type *pass_type(Pass *pass, const Node *node, const Type *type)
{
    pass->types[node->id] = type;
    return type;
}

void pass_ref(Pass *pass, const Node *node, const Decl *decl)
{
    pass->refs[node->id] = decl;
}

Str pass_text(const Node *node)
{
    return node ? node->text : STR_NONE;
}

Span pass_place(const Node *node)
{
    if (!node) {
        return (Span){0};
    }
    return node->name_span.file != 0 ? node->name_span : node->span;
}

Type *pass_new_type(Pass *pass, TypeKind kind)
{
    Type *type = arena_make(pass->arena, Type);
    *type = *type_plain(TYPE_NUM);
    type->kind = kind;
    return type;
}

const Type *pass_optional(Pass *pass, const Type *type, bool optional)
{
    if (type->optional == optional || type->kind == TYPE_ERROR ||
        type->kind == TYPE_UNKNOWN || type->kind == TYPE_NONE) {
        return type;
    }
    Type *other = pass_new_type(pass, type->kind);
    *other = *type;
    other->optional = optional;
    return other;
}

const Type *pass_list(Pass *pass, const Type *of, bool open)
{
    Type *list = pass_new_type(pass, TYPE_LIST);
    list->of = of;
    list->open = open;
    return list;
}

Str pass_show(Pass *pass, const Type *type)
{
    Type shown = *type;
    shown.asserted = false; // says where a value comes from, not what it is
    if (shown.kind == TYPE_NUM) {
        shown.low = RAT_NEG_INF;
        shown.high = RAT_POS_INF;
    }
    if (shown.kind == TYPE_LIST && shown.of->kind == TYPE_UNKNOWN) {
        return STR("list");
    }
    Buf text;
    buf_init(&text, pass->arena);
    type_print(&text, &shown);
    return str_copy(pass->arena, buf_done(&text));
}
