// Asking back: a native wants the value of a definition while it is being called.
//
// A machine of its own runs the definition on the same facts, day and world, so the asking
// one is left as it stands; its steps are not part of the proof, which cites the native.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/eval/vm.h"

static const Func *find_define(const Core *core, Str name)
{
    for (size_t i = 0; i < core->n_funcs; i++) {
        if (core->funcs[i]->kind == FUNC_DEFINE && str_eq(core->funcs[i]->name, name))
            return core->funcs[i];
    }
    return NULL;
}

// A definition that classifies or reads an act would escape the order and polarity that were
// settled before the run, so natives may not ask for it.
static bool may_be_asked(const Core *core, const Expr *expr, bool *seen)
{
    if (!expr || seen[expr->id])
        return true;
    seen[expr->id] = true;
    if (expr->op == CORE_IS || (expr->op == CORE_FACT && core->schema->decls[expr->index].act))
        return false;
    bool may = true;
    if (expr->op == CORE_CALL) {
        const Func *called = core->funcs[expr->index];
        for (size_t v = 0; v < called->n_versions; v++)
            may = may && may_be_asked(core, called->versions[v].body, seen);
    }
    for (uint32_t i = 0; i < expr->n; i++)
        may = may && may_be_asked(core, expr->kids[i], seen);
    return may;
}

bool native_ask(void *machine, Str define, const Fact *const *args, size_t n, Fact *result, Str *why)
{
    Vm *asking = machine;
    const Func *func = find_define(asking->core, define);
    if (!func || func->n_params != n) {
        *why = str_format(asking->arena, func ? "the definition '%.*s' takes other arguments"
                                              : "the policy has no definition '%.*s'", STR_ARG(define));
        return false;
    }
    bool *seen = arena_array(asking->arena, bool, asking->core->n_exprs + 1);
    for (size_t v = 0; v < func->n_versions; v++) {
        if (!may_be_asked(asking->core, func->versions[v].body, seen)) {
            *why = str_format(asking->arena, "the definition '%.*s' classifies or reads an act", STR_ARG(define));
            return false;
        }
    }
    Vm vm = {.arena = asking->arena, .work = asking->work, .core = asking->core, .code = asking->code,
             .facts = asking->facts, .day = asking->day, .era_first = asking->era_first,
             .era_last = asking->era_last, .date_known = asking->date_known, .live = asking->live,
             .native_depth = asking->native_depth + 1};
    Value *values = arena_array(vm.arena, Value, n + 1);
    for (size_t i = 0; i < n; i++)
        values[i] = value_of_fact(&vm, args[i]);
    bool trace = vm.work->options.trace;
    vm.work->options.trace = false;
    Value value = vm_run(&vm, func, values, (uint32_t)n).value;
    vm.work->options.trace = trace;
    vm.work->untold = vm.work->untold || value_moves(&value);
    const Fact *known = fact_of_value(&vm, func->result, &value);
    result->state = FACT_NOT_SUPPLIED;
    if (value_is_exact(&value) && known->type->kind != TYPE_RECORD && known->type->kind != TYPE_LIST)
        *result = *known;
    return true;
}
