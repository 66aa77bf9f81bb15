// The public door, walking: the decision document as nodes, without text to be read.
//
// In:  a decision. Out: licet_node, which is the Json of the document under another name; it
//      is never written to, so any number of threads may walk it.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/engine/door.h"

static const licet_node *node_of(const Json *json)
{
    return (const licet_node *)json;
}

static const Json *json_of(const licet_node *node)
{
    return (const Json *)node;
}

const licet_node *licet_decision_node(const licet_decision *decision, const char *pointer)
{
    if (decision == NULL || decision->statement == NULL || pointer == NULL) {
        return NULL;
    }
    return node_of(json_pointer(decision->statement->document, str_of(pointer)));
}

licet_node_kind licet_node_kind_of(const licet_node *node)
{
    if (node == NULL) {
        return LICET_NODE_NULL;
    }
    switch (json_of(node)->kind) {
    case JSON_NULL: return LICET_NODE_NULL;
    case JSON_TRUE:
    case JSON_FALSE: return LICET_NODE_BOOLEAN;
    case JSON_NUMBER: return LICET_NODE_NUMBER;
    case JSON_STRING: return LICET_NODE_TEXT;
    case JSON_LIST: return LICET_NODE_LIST;
    case JSON_OBJECT: return LICET_NODE_OBJECT;
    }
    return LICET_NODE_NULL;
}

bool licet_node_boolean(const licet_node *node)
{
    return node != NULL && json_of(node)->kind == JSON_TRUE;
}

int64_t licet_node_integer(const licet_node *node)
{
    int64_t value = 0;
    Str digits = node == NULL ? STR_NONE : json_of(node)->text;
    bool negative = digits.len > 0 && digits.at[0] == '-';
    if (licet_node_kind_of(node) != LICET_NODE_NUMBER || digits.len > 18) {
        return 0;
    }
    for (size_t i = negative; i < digits.len; i++) {
        if (digits.at[i] < '0' || digits.at[i] > '9') {
            return 0;
        }
        value = value * 10 + (digits.at[i] - '0');
    }
    return negative ? -value : value;
}

static licet_text text_of(Str text)
{
    return (licet_text){text.len == 0 ? "" : text.at, text.len};
}

licet_text licet_node_text(const licet_node *node)
{
    return text_of(node == NULL ? STR_NONE : json_of(node)->text);
}

licet_text licet_node_name(const licet_node *node)
{
    return text_of(node == NULL ? STR_NONE : json_of(node)->key);
}

size_t licet_node_count(const licet_node *node)
{
    return node == NULL ? 0 : json_of(node)->n;
}

const licet_node *licet_node_member(const licet_node *node, const char *name)
{
    return node == NULL || name == NULL ? NULL : node_of(json_get(json_of(node), str_of(name)));
}

const licet_node *licet_node_first(const licet_node *node)
{
    return node == NULL ? NULL : node_of(json_of(node)->first);
}

const licet_node *licet_node_next(const licet_node *node)
{
    return node == NULL ? NULL : node_of(json_of(node)->next);
}
