// Does it make sense: the passes over names and types, in order.
//
// In:  the trees of all modules, imports resolved (engine/load.c).
// Out: Checked, with every declaration and the side tables by node. Each pass goes on after
//      an error: what is not understood gets TYPE_ERROR and stays silent from there on.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/check.h"

#include "runtime/check/collect.h"
#include "runtime/check/count.h"
#include "runtime/check/infer.h"
#include "runtime/check/regime.h"
#include "runtime/check/resolve.h"
#include "runtime/check/rule.h"
#include "runtime/check/scenario.h"
#include "runtime/check/scope.h"
#include "runtime/check/shape.h"
#include "runtime/check/table.h"
#include "runtime/check/unit.h"

// A tree that the parser could not finish has its message; names in it would only add
// noise.
static bool has_hole(const Node *node)
{
    if (!node) {
        return false;
    }
    if (node->kind == NODE_ERROR) {
        return true;
    }
    for (uint32_t i = 0; i < node->n; i++) {
        if (has_hole(node->kids[i])) {
            return true;
        }
    }
    return false;
}

static bool any_hole(const Module *const *modules, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (has_hole(modules[i]->tree->root)) {
            return true;
        }
    }
    return false;
}

static void check_shapes(Pass *pass)
{
    for (size_t i = 0; i < pass->out->defines.n; i++) {
        shape_versions(pass, pass->out->defines.items[i]);
    }
    for (size_t i = 0; i < pass->out->natives.n; i++) {
        shape_heads(pass, node_kid(pass->out->natives.items[i]->node, NATIVE_HEADS),
                    ON_NATIVE);
    }
}

static void run(Pass *pass, const Module *const *modules, size_t n)
{
    scope_open(pass, modules, n);
    unit_currencies(pass);
    collect_declarations(pass);
    regime_collect(pass);
    regime_attach(pass);
    unit_define_all(pass);
    resolve_declarations(pass);
    check_shapes(pass);
    rule_subjects(pass);
    infer_defines(pass);
    table_check_all(pass);
    rule_check_all(pass);
    scenario_check_all(pass);
    count_entries(pass);
    pass->out->modules = pass->modules;
    pass->out->n_modules = pass->n_modules;
}

Checked *check_modules(Arena *arena, const Sources *sources, const Module *const *modules,
                       size_t n_modules, const TableFile *files, size_t n_files,
                       Diags *diags)
{
    Checked *checked = arena_make(arena, Checked);
    Pass pass = {.arena = arena, .diags = diags, .out = checked};
    checked->arena = arena;
    checked->sources = sources;
    checked->modules = modules;
    checked->n_modules = n_modules;
    for (size_t i = 0; i < n_modules; i++) {
        size_t end = modules[i]->tree->end_id;
        checked->n_nodes = end > checked->n_nodes ? end : checked->n_nodes;
    }
    pass.types = arena_array(arena, const Type *, checked->n_nodes + 1);
    pass.refs = arena_array(arena, const Decl *, checked->n_nodes + 1);
    pass.files = files;
    pass.n_files = n_files;
    checked->types = pass.types;
    checked->refs = pass.refs;
    if (diags->n_errors == 0 || !any_hole(modules, n_modules)) {
        run(&pass, modules, n_modules);
    }
    return checked;
}
