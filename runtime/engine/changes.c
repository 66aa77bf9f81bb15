// What has changed between two policies: rules by label and version, tables by rows, the rest as a whole.
//
// In:  two Cores. Out: JSON, see changes.h. What is compared is what the passes made of a text,
//      and the text itself where that says no more; so layout within a condition is no change.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/engine/changes.h"

#include <stdlib.h>

#include "runtime/base/json.h"
#include "runtime/base/map.h"

// One policy while it is compared.
typedef struct Side {
    const Core *core;
    Map rules;    // label, version and count -> CoreRule *
    Map defines;  // name -> Str *: what it is
    Map tables;   // name -> CoreTable *
    uint32_t *seen; // by Expr id: marks of walk `walks`
    uint32_t walks;
} Side;

typedef struct Changes {
    Arena *arena;
    Side then, now;
    Map defines; // names of definitions that are others, or are only in one
} Changes;

static void *keep(Changes *c, Str text)
{
    Str *kept = arena_make(c->arena, Str);
    *kept = text;
    return kept;
}

static bool same(const Str *a, const Str *b)
{
    return a != NULL && b != NULL && str_eq(*a, *b);
}

static Str slice(const Core *core, const Node *node)
{
    const SourceFile *file = node != NULL ? source_get(core->checked->sources, node->span.file) : NULL;
    return file != NULL ? str_sub(file->text, node->span.start, node->span.end) : STR_NONE;
}

static Json *day_json(Arena *arena, Day day)
{
    return day <= DAY_MIN || day > DAY_MAX ? json_null(arena) : json_string(arena, date_text(arena, day));
}

// -- vocabulary ---------------------------------------------------------------------------

static bool is_compared_by_itself(NodeKind kind)
{
    return kind == NODE_RULE || kind == NODE_DEFINE || kind == NODE_TABLE || kind == NODE_SCENARIO;
}

static int by_name(const void *a, const void *b)
{
    const Module *const *x = a, *const *y = b;
    return str_cmp((*x)->name, (*y)->name);
}

// The lists that lines are made of, whichever day it is.
static void add_subject_lists(Changes *c, const Core *core, Buf *out)
{
    Str *paths = arena_array(c->arena, Str, core->n_subject_lists + 1);
    for (size_t i = 0; i < core->n_subject_lists; i++) {
        paths[i] = core->subject_lists[i].path;
    }
    qsort(paths, core->n_subject_lists, sizeof *paths, str_order);
    for (size_t i = 0; i < core->n_subject_lists; i++) {
        buf_str(out, paths[i]);
        buf_char(out, '\n');
    }
}

// Everything that is declared besides rules, definitions, tables and scenarios.
static Str vocabulary(Changes *c, const Core *core)
{
    size_t n = core->checked->n_modules;
    const Module **modules = arena_array(c->arena, const Module *, n + 1);
    memcpy(modules, core->checked->modules, n * sizeof *modules);
    qsort(modules, n, sizeof *modules, by_name);
    Buf out;
    buf_init(&out, c->arena);
    add_subject_lists(c, core, &out);
    for (size_t i = 0; i < n; i++) {
        const Node *root = modules[i]->tree->root, *decls = node_kid(root, MODULE_DECLS);
        buf_str(&out, modules[i]->name);
        buf_char(&out, '\n');
        buf_str(&out, slice(core, node_kid(root, MODULE_HEADS)));
        for (uint32_t d = 0; d < node_count(decls); d++) {
            if (decls->kids[d] != NULL && !is_compared_by_itself(decls->kids[d]->kind)) {
                buf_str(&out, slice(core, decls->kids[d]));
                buf_char(&out, '\n');
            }
        }
    }
    return buf_done(&out);
}

// -- definitions --------------------------------------------------------------------------

static Str define_text(Changes *c, const Core *core, const Func *func)
{
    Buf out;
    buf_init(&out, c->arena);
    buf_addf(&out, "%u\n", func->n_params);
    for (size_t v = 0; v < func->n_versions; v++) {
        buf_addf(&out, "%lld %lld\n", (long long)func->versions[v].from, (long long)func->versions[v].until);
        core_dump_expr(&out, core, func->versions[v].body);
    }
    return buf_done(&out);
}

static void list_defines(Changes *c, Side *side)
{
    map_init(&side->defines, c->arena);
    for (size_t i = 0; i < side->core->n_funcs; i++) {
        const Func *func = side->core->funcs[i];
        if (func->kind == FUNC_DEFINE) {
            map_put(&side->defines, func->name, keep(c, define_text(c, side->core, func)));
        }
    }
}

static void compare_defines(Changes *c, const Map *of, const Map *with)
{
    for (size_t i = 0; i < of->n; i++) {
        if (!same(of->entries[i].value, map_find(with, of->entries[i].key))) {
            map_put(&c->defines, of->entries[i].key, c);
        }
    }
}

typedef struct Waiting {
    VEC(const Expr *) list;
} Waiting;

static void wait_for(Changes *c, Side *side, Waiting *waiting, const Expr *expr)
{
    if (expr != NULL && side->seen[expr->id] != side->walks) {
        side->seen[expr->id] = side->walks;
        vec_push(c->arena, &waiting->list, expr);
    }
}

static void wait_for_func(Changes *c, Side *side, Waiting *waiting, const Func *func)
{
    for (size_t v = 0; func != NULL && v < func->n_versions; v++) {
        wait_for(c, side, waiting, func->versions[v].body);
    }
}

// Whether the rule reaches a definition that is another one now; other rules speak for themselves.
static bool reaches_changed(Changes *c, Side *side, const CoreRule *rule)
{
    Waiting waiting = {0};
    side->walks++;
    wait_for_func(c, side, &waiting, rule->act);
    wait_for_func(c, side, &waiting, rule->open);
    for (size_t i = 0; i < rule->term.n; i++) {
        wait_for_func(c, side, &waiting, rule->term.args[i].computed);
    }
    while (waiting.list.n > 0) {
        const Expr *expr = waiting.list.items[--waiting.list.n];
        for (uint32_t i = 0; i < expr->n; i++) {
            wait_for(c, side, &waiting, expr->kids[i]);
        }
        if (expr->op == CORE_CALL) {
            const Func *func = side->core->funcs[expr->index];
            if (map_find(&c->defines, func->name) != NULL) {
                return true;
            }
            wait_for_func(c, side, &waiting, func);
        }
    }
    return false;
}

// -- rules --------------------------------------------------------------------------------

// All that is declared of a rule but its condition.
static Str declared(Changes *c, const Core *core, const CoreRule *rule)
{
    static const uint32_t SLOTS[] = {RULE_SUBJECT, RULE_LIST, RULE_HEADS, RULE_EFFECT, RULE_DUTIES};
    Buf out;
    buf_init(&out, c->arena);
    buf_addf(&out, "%d %lld %lld\n", (int)rule->effect, (long long)rule->from, (long long)rule->until);
    for (size_t i = 0; i < countof(SLOTS); i++) {
        buf_str(&out, slice(core, node_kid(rule->node, SLOTS[i])));
        buf_char(&out, '\n');
    }
    return buf_done(&out);
}

static Str condition(Changes *c, const Core *core, const CoreRule *rule)
{
    Buf out;
    buf_init(&out, c->arena);
    core_dump_condition(&out, core, rule);
    return buf_done(&out);
}

static Str rule_key(Changes *c, const CoreRule *rule, size_t count)
{
    return str_format(c->arena, "%.*s\n%.*s\n%lld\n%zu", STR_ARG(rule->regime->name), STR_ARG(rule->label),
                      (long long)rule->from, count);
}

// Several rules may have one label and version: they are told apart by their order.
static void list_rules(Changes *c, Side *side)
{
    map_init(&side->rules, c->arena);
    for (size_t i = 0; i < side->core->n_rules; i++) {
        CoreRule *rule = &side->core->rules[i];
        size_t count = 0;
        while (map_find(&side->rules, rule_key(c, rule, count)) != NULL) {
            count++;
        }
        map_put(&side->rules, rule_key(c, rule, count), rule);
    }
}

static void push_span(Changes *c, Json *list, const CoreRule *rule)
{
    Json *span = json_list(c->arena);
    json_push(span, day_json(c->arena, rule->from));
    json_push(span, day_json(c->arena, rule->until));
    json_push(list, span);
}

static void put_rule(Changes *c, Json *list, const CoreRule *then, const CoreRule *now, const char *change)
{
    Json *out = json_object(c->arena), *spans = json_list(c->arena);
    const CoreRule *rule = now != NULL ? now : then;
    // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): one of the two is given
    json_set(out, STR("label"), json_string(c->arena, rule->label));
    json_set(out, STR("version"), day_json(c->arena, rule->from));
    json_set(out, STR("change"), json_string(c->arena, str_of(change)));
    json_set(out, STR("spans"), spans);
    if (then != NULL) {
        push_span(c, spans, then);
    }
    if (now != NULL) {
        push_span(c, spans, now);
    }
    json_push(list, out);
}

static void compare_rule(Changes *c, Json *list, CoreRule *then, CoreRule *now)
{
    const Core *a = c->then.core, *b = c->now.core;
    if (now == NULL) {
        put_rule(c, list, then, NULL, "removed");
    } else if (!str_eq(declared(c, a, then), declared(c, b, now))) {
        put_rule(c, list, then, now, "declared");
    } else if (!str_eq(condition(c, a, then), condition(c, b, now)) ||
               (c->defines.n > 0 && (reaches_changed(c, &c->then, then) || reaches_changed(c, &c->now, now)))) {
        put_rule(c, list, then, now, "condition");
    }
}

static Json *compare_rules(Changes *c)
{
    Json *list = json_list(c->arena);
    const Map *then = &c->then.rules, *now = &c->now.rules;
    for (size_t i = 0; i < then->n; i++) {
        compare_rule(c, list, then->entries[i].value, map_find(now, then->entries[i].key));
    }
    for (size_t i = 0; i < now->n; i++) {
        if (map_find(then, now->entries[i].key) == NULL) {
            put_rule(c, list, NULL, now->entries[i].value, "added");
        }
    }
    return list;
}

// -- tables -------------------------------------------------------------------------------

static void list_tables(Changes *c, Side *side)
{
    map_init(&side->tables, c->arena);
    for (size_t i = 0; i < side->core->n_tables; i++) {
        map_put(&side->tables, side->core->tables[i].name, &side->core->tables[i]);
    }
}

static Str table_head(Changes *c, const CoreTable *table)
{
    Buf out;
    buf_init(&out, c->arena);
    buf_addf(&out, "%d %lld\n", (int)table->hit, (long long)table->complete_through);
    for (size_t i = 0; i < table->row->record->n; i++) {
        buf_addf(&out, "%.*s %d\n", STR_ARG(table->row->record->fields[i].name), table->key[i]);
    }
    return buf_done(&out);
}

static Str row_text(Changes *c, const CoreTable *table, size_t index)
{
    CoreRow row = core_row(c->arena, table, index);
    Buf out;
    buf_init(&out, c->arena);
    buf_addf(&out, "%lld %lld", (long long)row.from, (long long)row.until);
    for (size_t i = 0; i < row.record->n; i++) {
        buf_char(&out, '\n');
        fact_print(&out, row.record->kids[i]);
    }
    return buf_done(&out);
}

// A key as the look-ups of a decision write it; null: it may be any.
static Json *key_json(Arena *arena, const Fact *cell)
{
    Buf out;
    buf_init(&out, arena);
    if (cell->state != FACT_KNOWN) {
        return json_null(arena);
    }
    switch (cell->type->kind) {
    case TYPE_TEXT: case TYPE_COUNTRY: case TYPE_ECCN: case TYPE_ENUM:
        return json_string(arena, cell->text);
    case TYPE_NUM: rat_print(&out, cell->number); break;
    case TYPE_BOOL: case TYPE_DATE: fact_print(&out, cell); break;
    case TYPE_RECORD: case TYPE_LIST: case TYPE_ERROR: case TYPE_NONE: case TYPE_UNKNOWN: case TYPE_DOUBLE:
        return json_null(arena);
    }
    return json_string(arena, buf_done(&out));
}

static void push_keys(Changes *c, Json *list, const CoreTable *table, size_t index)
{
    CoreRow row = core_row(c->arena, table, index);
    Json *keys = json_list(c->arena);
    for (size_t i = 0; i < row.record->n; i++) {
        if (table->key[i]) {
            json_push(keys, key_json(c->arena, row.record->kids[i]));
        }
    }
    json_push(list, keys);
}

// Rows of one table that the other has not; as often as they stand there.
static void push_missing_rows(Changes *c, const CoreTable *of, const CoreTable *in, Json *rows, Json *keys)
{
    Map there; // text -> size_t *: how often
    map_init(&there, c->arena);
    for (size_t i = 0; i < in->n; i++) {
        ++*map_count(&there, row_text(c, in, i));
    }
    for (size_t i = 0; i < of->n; i++) {
        size_t *n = map_find(&there, row_text(c, of, i));
        if (n != NULL && *n > 0) {
            --*n;
            continue;
        }
        push_keys(c, keys, of, i);
        if (rows != NULL) {
            json_push(rows, json_string(c->arena, str_format(c->arena, "%.*s/%zu", STR_ARG(of->name), i)));
        }
    }
}

static void compare_table(Changes *c, Json *list, const CoreTable *then, const CoreTable *now)
{
    const CoreTable *any = then != NULL ? then : now;
    bool both = then != NULL && now != NULL;
    bool whole = !both || !str_eq(table_head(c, then), table_head(c, now));
    if (both && !whole && str_eq(then->digest, now->digest)) {
        return;
    }
    Json *out = json_object(c->arena), *rows = json_list(c->arena), *keys = json_list(c->arena);
    if (!whole) {
        push_missing_rows(c, then, now, rows, keys);
        push_missing_rows(c, now, then, NULL, keys);
    }
    json_set(out, STR("name"), json_string(c->arena, any->name));
    json_set(out, STR("whole"), json_bool(c->arena, whole));
    json_set(out, STR("rows"), rows);
    json_set(out, STR("keys"), keys);
    json_push(list, out);
}

static Json *compare_tables(Changes *c)
{
    Json *list = json_list(c->arena);
    const Map *then = &c->then.tables, *now = &c->now.tables;
    for (size_t i = 0; i < then->n; i++) {
        compare_table(c, list, then->entries[i].value, map_find(now, then->entries[i].key));
    }
    for (size_t i = 0; i < now->n; i++) {
        if (map_find(then, now->entries[i].key) == NULL) {
            compare_table(c, list, NULL, now->entries[i].value);
        }
    }
    return list;
}

// -- all of it ----------------------------------------------------------------------------

static void take(Changes *c, Side *side, const Core *core)
{
    side->core = core;
    side->seen = arena_array(c->arena, uint32_t, core->n_exprs + 1);
    list_defines(c, side);
    list_rules(c, side);
    list_tables(c, side);
}

void changes_put(Buf *out, const Core *then, const Core *now)
{
    Changes c = {.arena = out->arena};
    take(&c, &c.then, then);
    take(&c, &c.now, now);
    map_init(&c.defines, c.arena);
    compare_defines(&c, &c.then.defines, &c.now.defines);
    compare_defines(&c, &c.now.defines, &c.then.defines);
    Json *json = json_object(c.arena);
    bool same_words = str_eq(vocabulary(&c, then), vocabulary(&c, now));
    json_set(json, STR("vocabulary"), json_bool(c.arena, !same_words));
    json_set(json, STR("rules"), compare_rules(&c));
    json_set(json, STR("tables"), compare_tables(&c));
    json_print(out, json);
    buf_char(out, '\n');
}
