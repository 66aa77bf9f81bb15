// Records, lists, lookups and fields in expressions.
//
// In:  NODE_MAKE, NODE_ELEMENTS, NODE_LOOKUP, NODE_MEMBER. Out: their types; a field that
// is
//      not named in a record is unknown, so partial records are allowed.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/infer.h"
#include "runtime/check/resolve.h"
#include "runtime/check/scope.h"

static const Type *error_type(void)
{
    return type_plain(TYPE_ERROR);
}

// -- records

static void infer_bind_field(Env *env, const Node *bind, const Type *type,
                             const Node **given)
{
    Pass *pass = env->pass;
    const Node *path = node_kid(bind, BIND_PATH), *value = node_kid(bind, BIND_VALUE);
    const Node *name = path && path->kind == NODE_PATH ? node_kid(path, 0) : path;
    size_t index = 0;
    if (!name || !value) {
        return;
    }
    if (path->kind == NODE_PATH && path->n > 1) {
        diag_report(pass->diags, DIAG_L0447, path->span);
        infer(env, value, NULL);
        return;
    }
    if (!type_field(type, name->text, &index)) {
        resolve_no_field(pass, name->span, type->record, name->text);
        infer(env, value, NULL);
        return;
    }
    const Decl *field = resolve_field(type->record, index);
    pass_ref(pass, name, field);
    pass_ref(pass, bind, field);
    pass_type(pass, name, field->type);
    if (given[index]) {
        Diag *diag = diag_report(pass->diags, DIAG_L0537, name->span, STR_ARG(name->text));
        diag_label(pass->diags, diag, given[index]->span, "the first time");
    }
    given[index] = name;
    infer_as(env, value, field->type,
             (Role){"field", field->name, pass_place(field->node)});
}

const Type *infer_make(Env *env, const Node *node)
{
    Pass *pass = env->pass;
    const Decl *other = NULL;
    const Node *binds = node_kid(node, 0);
    const Decl *decl = scope_find(pass, env->module, SPACE_TYPE, node->text, &other);
    if (!decl || decl->kind != DECL_RECORD) {
        const Decl *hidden = scope_hidden(pass, env->module, SPACE_TYPE, node->text);
        if (!decl && hidden) {
            scope_report_hidden(pass, pass_place(node), hidden);
            return error_type();
        }
        Diag *diag =
            diag_report(pass->diags, DIAG_L0342, pass_place(node), STR_ARG(node->text));
        Candidates types = {0};
        scope_candidates(pass, env->module, SPACE_TYPE, &types);
        scope_suggest(pass, diag, node->text, &types);
        return error_type();
    }
    if (other) {
        scope_ambiguous(pass, pass_place(node), decl, other);
    }
    pass_ref(pass, node, decl);
    const Node **given = arena_array(pass->arena, const Node *, decl->type->record->n + 1);
    for (uint32_t i = 0; i < node_count(binds); i++) {
        infer_bind_field(env, binds->kids[i], decl->type, given);
    }
    return decl->type;
}

// -- lists

const Type *infer_elements(Env *env, const Node *node, const Type *want)
{
    Pass *pass = env->pass;
    const Type *expected = want && want->kind == TYPE_LIST ? want->of : NULL;
    const Type *of = type_plain(TYPE_UNKNOWN);
    for (uint32_t i = 0; i < node->n; i++) {
        const Type *hint = expected ? expected : of->kind == TYPE_UNKNOWN ? NULL : of;
        const Type *each = infer(env, node->kids[i], hint);
        const Type *both = infer_unify(pass, of, each);
        if (!both) {
            Str left = pass_show(pass, of), right = pass_show(pass, each);
            Diag *diag = diag_report(pass->diags, DIAG_L0410, node->kids[i]->span,
                                     STR_ARG(left), STR_ARG(right));
            diag_label(pass->diags, diag, node->kids[0]->span, "'%.*s'", STR_ARG(left));
            return error_type();
        }
        of = both;
    }
    if (of->optional || of->kind == TYPE_NONE) {
        diag_report(pass->diags, DIAG_L0451, node->span);
        return error_type();
    }
    // An empty list takes the type that is wanted of it.
    if (node->n == 0 && expected && expected->kind != TYPE_ERROR) {
        of = expected;
    }
    return pass_list(pass, of, node->op == 1);
}

// -- tables

static const Table *table_of(const Pass *pass, const Decl *decl)
{
    return pass->out->tables.items[decl->index];
}

static void infer_keys(Env *env, const Node *node, const Table *table)
{
    const Node *keys = node_kid(node, 1);
    uint32_t at = 0;
    for (size_t i = 0; i < table->row->n; i++) {
        if (table->key[i] && at < node_count(keys)) {
            const Decl *column = resolve_field(table->row, i);
            infer_as(env, keys->kids[at++], column->type,
                     (Role){"key", column->name, pass_place(column->node)});
        }
    }
    for (; at < node_count(keys); at++) {
        infer(env, keys->kids[at], NULL);
    }
}

// The table that is asked; reports what is none.
static const Decl *find_table(Env *env, const Node *node, const Node *name)
{
    Pass *pass = env->pass;
    const Decl *other = NULL;
    if (!name || name->kind != NODE_NAME) {
        diag_report(pass->diags, DIAG_L0333, node->span, STR_ARG(pass_text(name)));
        return NULL;
    }
    const Decl *decl = scope_find(pass, env->module, SPACE_VALUE, name->text, &other);
    const Decl *hidden = scope_hidden(pass, env->module, SPACE_VALUE, name->text);
    if (decl && decl->kind == DECL_TABLE) {
        if (other) {
            scope_ambiguous(pass, name->span, decl, other);
        }
        return decl;
    }
    if (decl) {
        Diag *diag = diag_report(pass->diags, DIAG_L0331, name->span, STR_ARG(name->text),
                                 scope_kind(decl), "a", "table");
        diag_label(pass->diags, diag, pass_place(decl->node), "declared here");
    } else if (hidden) {
        scope_report_hidden(pass, name->span, hidden);
    } else {
        Diag *diag = diag_report(pass->diags, DIAG_L0333, name->span, STR_ARG(name->text));
        Candidates tables = {0};
        for (size_t i = 0; i < pass->out->tables.n; i++) {
            vec_push(pass->arena, &tables.list, pass->out->tables.items[i]->decl->name);
        }
        scope_suggest(pass, diag, name->text, &tables);
    }
    return NULL;
}

const Type *infer_lookup(Env *env, const Node *node)
{
    Pass *pass = env->pass;
    const Node *name = node_kid(node, 0), *keys = node_kid(node, 1);
    const Decl *decl = find_table(env, node, name);
    if (!decl) {
        return error_type();
    }
    const Table *table = table_of(pass, decl);
    pass_ref(pass, node, decl);
    pass_ref(pass, name, decl);
    pass_type(pass, name, decl->type);
    infer_keys(env, node, table);
    size_t want = 0;
    for (size_t i = 0; i < table->row->n; i++) {
        want += table->key[i];
    }
    if (want != node_count(keys)) {
        Diag *diag = diag_report(pass->diags, want == 0 ? DIAG_L0448 : DIAG_L0446,
                                 node->span, STR_ARG(decl->name), want, want == 1 ? "" : "s", node_count(keys));
        diag_label(pass->diags, diag, pass_place(decl->node), "declared here");
        return error_type();
    }
    if (decl->type->kind != TYPE_LIST || table->hit == HIT_COLLECT) {
        return decl->type;
    }
    return pass_optional(pass, decl->type->of, true);
}

// -- fields

const Type *infer_member(Env *env, const Node *node)
{
    Pass *pass = env->pass;
    const Node *of = node_kid(node, 0);
    const Type *record = infer(env, of, NULL);
    size_t index = 0;
    if (record->kind == TYPE_ERROR) {
        return record;
    }
    if (record->kind != TYPE_RECORD) {
        Str shown = pass_show(pass, record);
        Diag *diag = diag_report(pass->diags, DIAG_L0419, pass_place(node), STR_ARG(shown),
                                 STR_ARG(node->text));
        if (record->kind == TYPE_LIST && record->of->kind == TYPE_RECORD &&
            type_field(record->of, node->text, NULL)) {
            diag_hint(pass->diags, diag,
                      "Say of which elements: 'list(x.%.*s for x in …)' or 'some x in … "
                      "satisfies …'.",
                      STR_ARG(node->text));
        }
        return error_type();
    }
    if (!type_field(record, node->text, &index)) {
        resolve_no_field(pass, pass_place(node), record->record, node->text);
        return error_type();
    }
    const Decl *field = resolve_field(record->record, index);
    pass_ref(pass, node, field);
    // A field of nothing is nothing.
    return pass_optional(pass, field->type, field->type->optional || record->optional);
}
