// Lowering: Checked to Core, in the order that each part needs the one before.
//
// In:  Checked without errors. Out: Core; diagnostics about what only lowering sees.
// Runs before lint.c, which asks whether the relations make sense.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/core/lower.h"

#include "runtime/base/digest.h"

static Rat day_scale(const Checked *checked)
{
    for (size_t i = 0; i < checked->units.n; i++) {
        const Decl *decl = checked->units.items[i];
        if (str_is(decl->name, "day") && decl->unit)
            return decl->unit->scale;
    }
    return rat_int(86400);
}

static Str text_digest(Lowering *low, const SourceFile *file)
{
    return file->digest.len > 0 ? file->digest
                                : str_of(arena_copy(low->arena, digest_of(file->text).hex, 64));
}

// Module names and texts, in the order of their names: the identity of the policy.
static Str policy_digest(Lowering *low)
{
    Buf text;
    buf_init(&text, low->arena);
    for (size_t i = 0; i < low->checked->n_modules; i++) {
        const Module *module = low->checked->modules[i];
        const SourceFile *file = source_get(low->checked->sources, module->tree->file);
        buf_addf(&text, "%.*s %.*s\n", STR_ARG(module->name),
                 STR_ARG(file ? text_digest(low, file) : STR_NONE));
    }
    return str_of(arena_copy(low->arena, digest_of(buf_done(&text)).hex, 64));
}

Core *core_lower(Arena *arena, const Checked *checked, Diags *diags)
{
    Lowering low = {.arena = arena, .checked = checked, .diags = diags};
    Core *core = arena_make(arena, Core);
    low.core = core;
    low.day_scale = day_scale(checked);
    core->arena = arena;
    core->checked = checked;
    core->schema = &checked->schema;
    lower_tables(&low);
    lower_defines(&low);
    lower_rules(&low);
    relate_rules(&low);
    lower_scenarios(&low);
    core->funcs = low.funcs.items;
    core->n_funcs = low.funcs.n;
    core->exprs = low.exprs.items;
    core->n_exprs = low.exprs.n;
    core->subject_lists = low.subject_lists.items;
    core->n_subject_lists = low.subject_lists.n;
    name_constants(&low);
    find_eras(&low);
    core->digest = policy_digest(&low);
    return core;
}
