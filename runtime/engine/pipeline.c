// The passes in order: text, trees, names and types, core, analyses, code.
//
// In:  the names of the root modules and the host's loader.
// Out: each product by itself, and one queue of diagnostics. A pass is skipped when an
//      earlier one found errors, so that no message is a mere consequence of another.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/engine/pipeline.h"

#include "runtime/core/lint.h"

static void check(Pipeline *p)
{
    const Module **modules = arena_array(p->arena, const Module *, p->loaded->modules.n + 1);
    for (size_t i = 0; i < p->loaded->modules.n; i++) {
        modules[i] = p->loaded->modules.items[i];
    }
    p->checked = check_modules(p->arena, &p->loaded->sources, modules, p->loaded->modules.n,
                               p->loaded->files.items, p->loaded->files.n, &p->diags);
}

Pipeline *pipeline_run(Arena *arena, LoadFn load, void *host, const Str *roots, size_t n)
{
    Pipeline *p = arena_make(arena, Pipeline);
    p->arena = arena;
    diag_init(&p->diags, arena);
    p->loaded = load_modules(arena, load, host, roots, n, &p->diags);
    if (p->diags.n_errors == 0) {
        check(p);
    }
    if (p->diags.n_errors == 0) {
        p->core = core_lower(arena, p->checked, &p->diags);
    }
    if (p->diags.n_errors == 0) {
        lint_core(p->core, &p->diags);
    }
    p->clean = p->diags.n_errors == 0;
    if (p->clean) {
        p->code = code_emit(arena, p->core);
    }
    return p;
}
