// Provisions: every rule, definition and table with what it cites, where it was published,
// its days and its marks, as JSON for tools that watch over a body of law.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/json.h"
#include "runtime/core/lower.h"

static void put(Arena *arena, Json *object, const char *key, Str text)
{
    json_set(object, str_of(key),
             text.len > 0 ? json_string(arena, text) : json_null(arena));
}

static void put_day(Arena *arena, Json *object, const char *key, Day day)
{
    bool said = day > DAY_MIN && day <= DAY_MAX;
    put(arena, object, key, said ? date_text(arena, day) : STR_NONE);
}

// What a reader of the law looks for: numbers (not the 0 and 1 of counting), days, labels,
// places, words in quotes.
static bool has_literals(const Checked *checked, const Node *node)
{
    if (node == NULL) {
        return false;
    }
    switch (node->kind) {
    case NODE_NUMBER:
        return !str_is(node->text, "0") && !str_is(node->text, "1");
    case NODE_QUANTITY: case NODE_DATE: case NODE_STRING: case NODE_LABEL:
        return true;
    default:
        break;
    }
    const Decl *ref = node->id < checked->n_nodes ? checked->refs[node->id] : NULL;
    if (node->kind == NODE_NAME && ref != NULL && ref->kind == DECL_COUNTRY) {
        return true;
    }
    for (uint32_t i = 0; i < node->n; i++) {
        if (has_literals(checked, node->kids[i])) {
            return true;
        }
    }
    return false;
}

static Json *provision(const Core *core, Json *list, const char *kind, Str name, Str title,
                       const Module *module, Span span)
{
    Arena *arena = core->arena;
    Json *out = json_object(arena);
    json_push(list, out);
    put(arena, out, "kind", str_of(kind));
    put(arena, out, "name", name);
    put(arena, out, "title", title);
    put(arena, out, "module", module->name);
    const SourceFile *file = source_get(core->checked->sources, span.file);
    put(arena, out, "file", file != NULL ? file->path : STR_NONE);
    return out;
}

static void put_heads(Arena *arena, Json *out, const Node *heads)
{
    put(arena, out, "cites", head_text(heads, HEAD_CITES));
    put(arena, out, "source", head_text(heads, HEAD_SOURCE));
    put(arena, out, "note", head_text(heads, HEAD_NOTE));
    put(arena, out, "proposed", head_text(heads, HEAD_PROPOSED));
    put(arena, out, "unverified", head_text(heads, HEAD_UNVERIFIED));
}

static const Module *module_of(const Core *core, Span span)
{
    for (size_t i = 0; i < core->checked->n_modules; i++) {
        if (core->checked->modules[i]->tree->file == span.file) {
            return core->checked->modules[i];
        }
    }
    return core->checked->modules[0];
}

static void add_rules(const Core *core, Json *list)
{
    for (size_t i = 0; i < core->n_rules; i++) {
        const CoreRule *rule = &core->rules[i];
        Json *out = provision(core, list, "rule", rule->label, rule->title,
                              module_of(core, rule->span), rule->span);
        put_heads(core->arena, out, node_kid(rule->node, RULE_HEADS));
        put_day(core->arena, out, "from", rule->from);
        put_day(core->arena, out, "until", rule->until);
        put(core->arena, out, "doubtful", rule->n_doubts > 0 ? rule->doubts[0].text : STR_NONE);
    }
}

static void add_defines(const Core *core, Json *list)
{
    const Checked *checked = core->checked;
    for (size_t i = 0; i < checked->defines.n; i++) {
        const Decl *decl = checked->defines.items[i];
        for (size_t v = 0; v < decl->n_versions; v++) {
            const Node *node = decl->versions[v];
            Json *out = provision(core, list, "definition", decl->name, decl->title,
                                  decl->module, node->span);
            put_heads(core->arena, out, node_kid(node, DEFINE_HEADS));
            bool literals = has_literals(checked, node_kid(node, DEFINE_BODY));
            json_set(out, STR("literals"), json_bool(core->arena, literals));
        }
    }
}

static void add_tables(const Core *core, Json *list)
{
    for (size_t i = 0; i < core->n_tables; i++) {
        const CoreTable *table = &core->tables[i];
        const Table *checked = core->checked->tables.items[i];
        Json *out = provision(core, list, "table", table->name, table->title,
                              checked->decl->module, checked->decl->node->span);
        put_heads(core->arena, out, node_kid(checked->decl->node, TABLE_HEADS));
        put_day(core->arena, out, "complete_through", table->complete_through);
        size_t dated = 0, marked = 0;
        for (size_t r = 0; table->rows && r < table->n; r++) {
            dated += table->rows[r].from > DAY_MIN || table->rows[r].until <= DAY_MAX;
            marked += table->rows[r].unverified.len > 0;
        }
        Str n = str_format(core->arena, "%zu", table->n);
        json_set(out, STR("rows"), json_number(core->arena, n));
        n = str_format(core->arena, "%zu", dated);
        json_set(out, STR("dated_rows"), json_number(core->arena, n));
        n = str_format(core->arena, "%zu", marked);
        json_set(out, STR("unverified_rows"), json_number(core->arena, n));
    }
}

void core_provisions(Buf *out, const Core *core)
{
    Core local = *core; // the policy's own arena stays as it is
    local.arena = out->arena;
    Json *list = json_list(out->arena);
    add_rules(&local, list);
    add_defines(&local, list);
    add_tables(&local, list);
    json_pretty(out, list, 92);
    buf_char(out, '\n');
}
