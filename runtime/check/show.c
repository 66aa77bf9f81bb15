// Names and types of a tree as text, for golden tests.
//
// One node a line, in the order of the source, indented by depth: its kind and text, then
// an arrow and what it refers to, or its type. Places are left out, so that a comment more
// or less in the source does not change the file. SPDX-License-Identifier: Apache-2.0
#include "runtime/check/check.h"
#include "runtime/check/scope.h"

static void print_head(Buf *out, const Node *node, uint32_t depth)
{
    buf_fill(out, ' ', 2 * depth);
    buf_text(out, node_name(node->kind));
    if (node->kind == NODE_RULE) {
        Str label = node_label(out->arena, node_kid(node, RULE_LABEL));
        buf_addf(out, " %.*s", STR_ARG(label));
    } else if (node->text.len > 0) {
        buf_addf(out, " %.*s", STR_ARG(node->text));
    }
}

// Rules stand above what they hold, even where nothing is said of them.
static bool is_shown(const Checked *checked, const Node *node, bool types)
{
    return node->kind == NODE_RULE || node->kind == NODE_SCENARIO ||
           node->kind == NODE_DEFINE ||
           (types ? checked->types[node->id] != NULL : checked->refs[node->id] != NULL);
}

static void print_decl(Buf *out, const Decl *decl)
{
    const char *kind = scope_kind(decl);
    kind += str_starts(str_of(kind), STR("an ")) ? 3 : 2;
    if (decl->kind == DECL_ENUM_VALUE) {
        kind = decl->type->kind == TYPE_ENUM ? "value" : "label";
    }
    buf_addf(out, " → %s %.*s", kind, STR_ARG(decl->name));
    if (decl->kind == DECL_ENUM_VALUE && decl->type->kind == TYPE_ENUM) {
        buf_addf(out, " of %.*s", STR_ARG(decl->type->enumeration->name));
    }
    if (decl->kind == DECL_PARAM || decl->kind == DECL_LOCAL) {
        buf_addf(out, " #%u", decl->index);
    }
    if (decl->kind == DECL_BUILTIN && decl->n_params > 0) {
        buf_addf(out, " over %.*s #%u", STR_ARG(decl->params[0]->name),
                 decl->params[0]->index);
    }
    if (decl->regime && (decl->kind == DECL_VERDICT || decl->kind == DECL_WORD)) {
        buf_addf(out, " of %.*s", STR_ARG(decl->regime->name));
    }
}

static void print_node_type(Buf *out, const Node *node, const Type *type)
{
    Type shown = *type;
    // The range of a literal is its value, which stands before.
    if (node->kind == NODE_NUMBER || node->kind == NODE_QUANTITY) {
        shown.low = RAT_NEG_INF;
        shown.high = RAT_POS_INF;
    }
    buf_text(out, " : ");
    type_print(out, &shown);
}

static void show(Buf *out, const Checked *checked, const Node *node, uint32_t depth,
                 bool types)
{
    if (!node) {
        return;
    }
    const Decl *decl = checked->refs[node->id];
    const Type *type = checked->types[node->id];
    bool shown = is_shown(checked, node, types);
    if (shown) {
        print_head(out, node, depth);
        if (types && type) {
            print_node_type(out, node, type);
        } else if (!types && decl) {
            print_decl(out, decl);
        }
        buf_char(out, '\n');
    }
    for (uint32_t i = 0; i < node->n; i++) {
        show(out, checked, node->kids[i], depth + shown, types);
    }
}

void check_dump_names(Buf *out, const Checked *checked, const Module *module)
{
    show(out, checked, module->tree->root, 0, false);
}

void check_dump_types(Buf *out, const Checked *checked, const Module *module)
{
    show(out, checked, module->tree->root, 0, true);
}
