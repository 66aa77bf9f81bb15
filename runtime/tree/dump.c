// Tree to s-expression: one node a line, for golden tests and 'licet check --stage tree'.
//
// In:  a tree. Out: text in which every op is a word and every slot has its name; spans
// and ids are left out, so that layout does not show.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/tree/dump.h"

typedef struct OpWords {
    NodeKind kind;
    const char *words[10]; // by op; "" for an op that is not worth a word
} OpWords;

static const OpWords OPS[] = {
    {NODE_VERDICT, {"", "blocks"}},
    {NODE_VOCABULARY, {"outcomes", "reasons", "policies", "duties", "flags", "exclusions"}},
    {NODE_UNIT, {"", "logarithmic"}},
    {NODE_FACT, {"fact", "act"}},
    {NODE_NATIVE, {"", "pure"}},
    {NODE_TABLE, {"unique", "collect"}},
    {NODE_COLUMN, {"", "key"}},
    {NODE_ROW, {"", "through"}},
    {NODE_DUTY, {"", "before", "after"}},
    {NODE_GROUP, {"", "proposed"}},
    {NODE_EXPECT, {"", "text"}},
    {NODE_CLAUSE,
     {"because", "review", "missing", "flags", "duties", "gate", "class", "of"}},
    {NODE_HEAD,
     {"cites", "source", "note", "proposed", "unverified", "case", "certainty", "lapses"}},
    {NODE_SPAN, {"", "doubtful", "through", "doubtful through"}},
    {NODE_PRIORITY, {"notwithstanding", "subject to"}},
    {NODE_EFFECT,
     {"classifies", "requires", "prohibits", "excludes", "authorizes", "reviews", "obliges",
      "flags", "suspends", "unenforces"}},
    {NODE_TYPE_QUANTITY, {"", "money"}},
    {NODE_TYPE_LIST, {"", "open"}},
    {NODE_ELEMENTS, {"", "open"}},
    {NODE_ARITH, {"+", "-", "*", "/"}},
    {NODE_COMPARE, {"=", "!=", "<", "<=", ">", ">="}},
    {NODE_IN, {"", "not"}},
    {NODE_IS, {"", "not", "any of", "none of"}},
    {NODE_QUANTIFIED, {"some", "every", "no"}},
    {NODE_PARAGRAPH, {"all", "any", "none", "at least"}},
};

const char *node_op_word(NodeKind kind, uint8_t op)
{
    for (size_t i = 0; i < countof(OPS); i++) {
        if (OPS[i].kind == kind && op < countof(OPS[i].words)) {
            return OPS[i].words[op];
        }
    }
    return "";
}

static void put_text(Buf *out, Str text)
{
    buf_text(out, " \"");
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == '\n') {
            buf_text(out, "\\n");
            continue;
        }
        if (c == '"' || c == '\\') {
            buf_char(out, '\\');
        }
        buf_char(out, c);
    }
    buf_char(out, '"');
}

static void put_node(Buf *out, const Node *node, Str slot, size_t indent)
{
    static const char *const SPELLINGS[] = {"", " words", " exceeding"};
    buf_fill(out, ' ', indent);
    if (slot.len > 0) {
        buf_str(out, slot);
        buf_text(out, ": ");
    }
    buf_addf(out, "(%s", node_name(node->kind));
    const char *word = node_op_word(node->kind, node->op);
    buf_addf(out, "%s%s", *word == '\0' ? "" : " ", word);
    if (node->kind == NODE_COMPARE) {
        buf_text(out, SPELLINGS[node->op2]);
    }
    if (node->text.len > 0 || node->kind == NODE_STRING) {
        put_text(out, node->text);
    }
    if (node->text2.len > 0) {
        put_text(out, node->text2);
    }
    for (uint32_t i = 0; i < node->n; i++) {
        if (node->kids[i] != NULL) {
            buf_char(out, '\n');
            put_node(out, node->kids[i], node_kid_name(node->kind, i), indent + 2);
        }
    }
    buf_char(out, ')');
}

void dump_tree(Buf *out, const Tree *tree)
{
    put_node(out, tree->root, STR_NONE, 0);
    buf_char(out, '\n');
}
