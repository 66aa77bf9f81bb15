// Emission: each function of Core becomes a run of instructions that ends with RETURN.
//
// Kids come first, in order, then their operation; a quantifier or aggregate becomes a loop:
//   list  LOOP exit  NEXT exit  body...  TAKE next  (exit:) DONE
// Recursion follows expressions, whose depth the parser limits.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/code/code.h"

typedef struct Emitter {
    Arena *arena;
    VEC(Instr) instrs;
} Emitter;

static uint32_t emit(Emitter *out, CodeOp op, uint32_t a, const Expr *expr)
{
    Instr instr = {op, a, expr};
    vec_push(out->arena, &out->instrs, instr);
    return (uint32_t)out->instrs.n - 1;
}

static void emit_expr(Emitter *out, const Expr *expr);

static void emit_loop(Emitter *out, const Expr *expr)
{
    emit_expr(out, expr->kids[0]);
    uint32_t loop = emit(out, CODE_LOOP, 0, expr);
    uint32_t next = emit(out, CODE_NEXT, 0, expr);
    for (uint32_t i = 1; i < expr->n; i++) {
        if (expr->kids[i])
            emit_expr(out, expr->kids[i]);
    }
    emit(out, CODE_TAKE, next, expr);
    uint32_t done = emit(out, CODE_DONE, 0, expr);
    out->instrs.items[loop].a = done;
    out->instrs.items[next].a = done;
}

// x is L: the record stays below while the act of each classifier is asked of a copy.
static void emit_is(Emitter *out, const Expr *expr)
{
    emit_expr(out, expr->kids[0]);
    for (size_t i = 0; i < expr->n_rules; i++) {
        emit(out, CODE_COPY, (uint32_t)i, expr); // copies the record from below i results
        emit(out, CODE_ACT, expr->rules[i], expr);
    }
    emit(out, CODE_IS, (uint32_t)expr->n_rules, expr);
}

static void emit_expr(Emitter *out, const Expr *expr)
{
    switch (expr->op) {
    case CORE_SOME: case CORE_EVERY: case CORE_NO: case CORE_SUM: case CORE_GREATEST:
    case CORE_LEAST: case CORE_COUNT: case CORE_LIST:
        emit_loop(out, expr);
        return;
    case CORE_IS:
        emit_is(out, expr);
        return;
    default:
        break;
    }
    for (uint32_t i = 0; i < expr->n; i++)
        emit_expr(out, expr->kids[i]);
    emit(out, (CodeOp)expr->op, expr->op == CORE_ACT ? expr->index : expr->n, expr);
}

Code *code_emit(Arena *arena, const Core *core)
{
    Emitter out = {.arena = arena};
    out.instrs.cap = core->n_exprs + core->n_funcs + 1; // mostly just enough
    out.instrs.items = arena_array(arena, Instr, out.instrs.cap);
    Code *code = arena_make(arena, Code);
    code->entries = arena_array(arena, uint32_t *, core->n_funcs + 1);
    for (size_t f = 0; f < core->n_funcs; f++) {
        const Func *func = core->funcs[f];
        code->entries[f] = arena_array(arena, uint32_t, func->n_versions + 1);
        for (size_t v = 0; v < func->n_versions; v++) {
            code->entries[f][v] = (uint32_t)out.instrs.n;
            emit_expr(&out, func->versions[v].body);
            emit(&out, CODE_RETURN, 0, NULL);
        }
    }
    code->instrs = out.instrs.items;
    return code;
}
