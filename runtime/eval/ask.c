// Asking an evaluation afterwards: the value of a definition, for what duties say.
//
// The machine that decided is asked, so that what it remembers is not computed again.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/eval/vm.h"

// A known value as a place of its own; NULL when something in it is not known.
static Fact *known_fact(Vm *vm, const Type *type, const Value *value)
{
    if (!value_is_exact(value) || value->kind == VALUE_RECORD || value->kind == VALUE_TOP)
        return NULL;
    Fact *fact = fact_of_value(vm, type, value);
    if (value->kind != VALUE_LIST)
        return fact;
    const List *list = value->as.list;
    fact->n = list->n;
    fact->kids = arena_array(vm->arena, Fact *, list->n + 1);
    for (size_t i = 0; i < list->n; i++) {
        fact->kids[i] = known_fact(vm, type->of, &list->items[i].value);
        if (!fact->kids[i])
            return NULL;
    }
    return fact;
}

const Fact *evaluation_ask(const Evaluation *eval, const Func *func, const Fact *subject)
{
    Vm *vm = eval->machine;
    if (!vm || eval->status != EVAL_OK || func->n_params != (subject != NULL))
        return NULL;
    Evaluation *work = vm->work;
    bool trace = work->options.trace;
    Value argument;
    if (subject)
        argument = value_of_fact(vm, subject);
    work->options.trace = false;
    Value value = vm_run(vm, func, subject ? &argument : NULL, func->n_params).value;
    work->options.trace = trace;
    bool stopped = work->status != EVAL_OK;
    work->status = EVAL_OK; // the decision stands: only what was asked is not known
    return stopped ? NULL : known_fact(vm, func->result, &value);
}
