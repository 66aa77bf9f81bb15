// The formatter's door: a whole module, or one node, as canonical text.
//
// In:  a tree without errors, and its source for comments, empty lines and prose.
// Out: the canonical layout. What takes several lines stands between empty lines; other
// empty lines are kept, one at a time. A literate file keeps its prose byte by byte.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/tree/print.h"

#include "runtime/tree/fence.h"
#include "runtime/tree/print_part.h"

static bool is_long(const Node *decl)
{
    return decl->kind == NODE_RULE || decl->kind == NODE_SCENARIO ||
           decl->kind == NODE_TABLE;
}

static void put_header(Layout *layout, const Node *module)
{
    const Node *heads = module->kids[MODULE_HEADS];
    if (module->kids[MODULE_NAME] == NULL) {
        return;
    }
    layout_word(layout, "module ", module->span.start);
    print_label(layout, module->kids[MODULE_NAME]);
    print_title(layout, module->kids[MODULE_TITLE]);
    for (uint32_t i = 0; i < node_count(heads); i++) {
        layout_break(layout, BREAK_HARD);
        print_head(layout, heads->kids[i]);
    }
}

// The declarations that begin in [from, to), with the comments there.
static void put_part(Buf *out, Str source, const Tree *tree, size_t from, size_t to)
{
    const Node *module = tree->root, *decls = module->kids[MODULE_DECLS], *last = NULL;
    Layout layout;
    layout_init(&layout, out->arena);
    const Node *name = module->kids[MODULE_NAME];
    bool header = name != NULL && name->span.start >= from && name->span.start < to;
    if (header) {
        put_header(&layout, module);
    }
    for (uint32_t i = 0; i < decls->n; i++) {
        const Node *decl = decls->kids[i];
        if (decl->span.start < from || decl->span.start >= to) {
            continue;
        }
        if (last != NULL || header) {
            bool apart = last == NULL || is_long(decl) || is_long(last);
            layout_break(&layout, apart ? BREAK_EMPTY : BREAK_DECL);
        }
        print_decl(&layout, decl);
        last = decl;
    }
    LayoutNotes notes = {.source = source, .comments = tree->comments.items};
    size_t n = tree->comments.n, first = 0;
    while (first < n && notes.comments[first].span.start < from) {
        first++;
    }
    while (first + notes.n < n && notes.comments[first + notes.n].span.start < to) {
        notes.n++;
    }
    notes.comments = n > 0 ? notes.comments + first : NULL;
    layout_write(&layout, out, &notes, LAYOUT_COLUMNS);
}

void print_tree(Buf *out, const Sources *sources, const Tree *tree)
{
    const SourceFile *file = source_get(sources, tree->file);
    if (!file->literate) {
        put_part(out, file->text, tree, 0, file->text.len + 1);
        return;
    }
    size_t at = 0, from = 0;
    Fence fence;
    while (fence_next(file->text, &at, &fence)) {
        buf_str(out, str_sub(file->text, from, fence.start));
        put_part(out, file->text, tree, fence.start, fence.end);
        from = fence.end;
    }
    buf_str(out, str_sub(file->text, from, file->text.len));
}

void print_node(Buf *out, const Node *node)
{
    LayoutNotes none = {.source = STR_NONE};
    Layout layout;
    layout_init(&layout, out->arena);
    switch (node->kind) {
    case NODE_RULE: case NODE_SCENARIO: case NODE_TABLE: case NODE_DEFINE: case NODE_NATIVE:
    case NODE_RECORD: case NODE_ENUM: case NODE_VERDICTS: case NODE_VOCABULARY:
        print_decl(&layout, node);
        layout_write(&layout, out, &none, LAYOUT_COLUMNS);
        return;
    case NODE_FACT: case NODE_UNIT: case NODE_IMPORT: case NODE_LAW_DATE:
    case NODE_NOT_CHECKED: case NODE_READ_THROUGH: print_decl(&layout, node); break;
    case NODE_TYPE_NAME: case NODE_TYPE_QUANTITY: case NODE_TYPE_LIST:
    case NODE_TYPE_OPTIONAL: case NODE_TYPE_ASSERTED: print_type(&layout, node); break;
    case NODE_HEAD: case NODE_SPAN: case NODE_PRIORITY: print_head(&layout, node); break;
    case NODE_TERM: print_term(&layout, node); break;
    case NODE_BIND: print_bind(&layout, node); break;
    case NODE_LIST: print_labels(&layout, node); break;
    default: print_expr(&layout, node); break;
    }
    layout_write(&layout, out, &none, 0);
}
