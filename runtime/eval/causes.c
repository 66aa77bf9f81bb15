// Causes: interned reasons for not knowing, and sets of them.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/eval/vm.h"

static bool same_cause(const Cause *a, const Cause *b)
{
    return a->kind == b->kind && a->fact == b->fact && a->rule == b->rule && a->table == b->table &&
           a->span.file == b->span.file && a->span.start == b->span.start && a->span.end == b->span.end &&
           str_eq(a->text, b->text);
}

// The set of this cause alone, always the same one: so equal sets are mostly one.
static const Causes *intern(Vm *vm, const Cause *cause)
{
    Evaluation *work = vm->work;
    for (size_t i = 0; i < work->n_causes; i++) {
        if (same_cause(&work->causes[i], cause))
            return work->alone[i];
    }
    size_t cap = work->cap_causes;
    work->causes = arena_grow(vm->arena, work->causes, work->n_causes, &cap, sizeof(Cause));
    work->alone = arena_grow(vm->arena, work->alone, work->n_causes, &work->cap_causes, sizeof *work->alone);
    work->cap_causes = cap;
    work->causes[work->n_causes] = *cause;
    Causes *set = arena_alloc(vm->arena, sizeof *set + sizeof(uint32_t));
    set->n = 1;
    set->ids[0] = (uint32_t)work->n_causes;
    work->alone[work->n_causes++] = set;
    return set;
}

const Causes *causes_one(Vm *vm, Cause cause)
{
    bool asked = vm->work != NULL && (!vm->only_conflicts || cause.kind == CAUSE_CONFLICT);
    return asked ? intern(vm, &cause) : NULL;
}

static bool is_subset(const Causes *small, const Causes *big)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < small->n; i++) {
        while (at < big->n && big->ids[at] < small->ids[i])
            at++;
        if (at == big->n || big->ids[at] != small->ids[i])
            return false;
    }
    return true;
}

static const Causes *joined(Vm *vm, const Causes *a, const Causes *b)
{
    if (is_subset(b, a))
        return a;
    if (is_subset(a, b))
        return b;
    Causes *set = arena_alloc(vm->arena, sizeof *set + (a->n + b->n) * sizeof(uint32_t));
    uint32_t i = 0, j = 0;
    while (i < a->n || j < b->n) {
        uint32_t next;
        if (j == b->n || (i < a->n && a->ids[i] <= b->ids[j])) {
            next = a->ids[i];
            j += j < b->n && b->ids[j] == next;
            i++;
        } else {
            next = b->ids[j++];
        }
        set->ids[set->n++] = next;
    }
    return set;
}

// Provisions that ask the same join the same sets: what the last joins gave is kept.
const Causes *causes_join(Vm *vm, const Causes *a, const Causes *b)
{
    if (!a || a == b)
        return b;
    if (!b)
        return a;
    size_t at = (((uintptr_t)a >> 3) * 31 + ((uintptr_t)b >> 3)) % countof(vm->joins);
    Join *join = &vm->joins[at];
    if (join->a != a || join->b != b)
        *join = (Join){a, b, joined(vm, a, b)};
    return join->both;
}

const Causes *cause_fault(Vm *vm, const Expr *expr, const char *message)
{
    return causes_one(vm, (Cause){.kind = CAUSE_FAULT, .text = str_of(message), .span = expr->span});
}
