// Syntax tree: the names of kinds and slots, from node.def, and the text of labels.
//
// In:  nodes made by grammar/. Out: words for dumps and messages.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/tree/tree.h"

#include "runtime/base/buf.h"

// The slots stand in one string each, parted by blanks; required ones are marked '!'.
static const struct {
    const char *name, *slots;
} KINDS[NODE_COUNT] = {
#define N(kind, name, kids) {name, kids},
#include "runtime/tree/node.def"
#undef N
};

const char *node_name(NodeKind kind)
{
    return KINDS[kind].name;
}

Str node_kid_name(NodeKind kind, uint32_t slot)
{
    Str rest = str_of(KINDS[kind].slots);
    for (;; slot--) {
        size_t n = 0;
        while (n < rest.len && rest.at[n] != ' ') {
            n++;
        }
        if (slot == 0 || n == rest.len) {
            Str name = slot == 0 ? str_sub(rest, 0, n) : STR_NONE;
            bool marked = name.len > 0 && name.at[name.len - 1] == '!';
            return str_is(name, "*") ? STR_NONE : str_sub(name, 0, name.len - marked);
        }
        rest = str_sub(rest, n + 1, rest.len);
    }
}

Str node_label(Arena *arena, const Node *node)
{
    if (node->kind != NODE_PATH) {
        return node->text;
    }
    if (node->n == 1) {
        return node->kids[0]->text;
    }
    Buf out;
    buf_init(&out, arena);
    for (uint32_t i = 0; i < node->n; i++) {
        buf_text(&out, i == 0 ? "" : ".");
        buf_str(&out, node->kids[i]->text);
    }
    return buf_done(&out);
}
