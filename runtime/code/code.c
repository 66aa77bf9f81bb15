// Code shown: one line an instruction, for golden tests.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/code/code.h"

static const char *code_op_name(CodeOp op)
{
    static const char *const names[] = {
#define X(op, name, operands) name,
#include "runtime/core/core_op.def"
#include "runtime/code/code_op.def"
#undef X
    };
    return op < CODE_OP_COUNT ? names[op] : "?";
}

static void dump_constant(Buf *out, const Expr *expr)
{
    buf_char(out, ' ');
    if (expr->type->kind == TYPE_RECORD)
        buf_text(out, "record");
    else
        fact_print(out, expr->fact);
}

static void dump_instr(Buf *out, const Core *core, const Code *code, size_t at)
{
    const Instr *instr = &code->instrs[at];
    buf_addf(out, "%5zu  %s", at, code_op_name(instr->op));
    switch (instr->op) {
    case CODE_LOOP: case CODE_NEXT: case CODE_TAKE:
        buf_addf(out, " %u", instr->a);
        break;
    case CODE_CONST:
        dump_constant(out, instr->expr);
        break;
    case CODE_FACT:
        buf_addf(out, " %.*s", STR_ARG(core->schema->decls[instr->expr->index].name));
        break;
    case CODE_CALL:
        buf_addf(out, " %.*s %u", STR_ARG(core->funcs[instr->expr->index]->name), instr->a);
        break;
    case CODE_ACT: case CODE_LIVE:
        buf_addf(out, " %.*s", STR_ARG(core->rules[instr->op == CODE_ACT ? instr->a : instr->expr->index].label));
        break;
    case CODE_SLOT: case CODE_FIELD: case CODE_ROWS: case CODE_LOOKUP: case CODE_NATIVE: case CODE_AT_LEAST:
        buf_addf(out, " %u", instr->expr->index);
        break;
    case CODE_ALL: case CODE_ANY: case CODE_NONE_OF: case CODE_CASES: case CODE_UNION: case CODE_ELEMENTS:
        buf_addf(out, " %u", instr->a);
        break;
    case CODE_IS:
        buf_addf(out, " %.*s", STR_ARG(instr->expr->label));
        break;
    default:
        break;
    }
    buf_char(out, '\n');
}

static void dump_span(Buf *out, const FuncVersion *version)
{
    if (version->from > DAY_MIN) {
        buf_text(out, " from ");
        date_print(out, version->from);
    }
    if (version->until <= DAY_MAX) {
        buf_text(out, " until ");
        date_print(out, version->until);
    }
}

void code_dump(Buf *out, const Core *core, const Code *code)
{
    static const char *const kinds[] = {"act", "open", "define"};
    for (size_t f = 0; f < core->n_funcs; f++) {
        const Func *func = core->funcs[f];
        for (size_t v = 0; v < func->n_versions; v++) {
            buf_addf(out, "%s %.*s", kinds[func->kind], STR_ARG(func->name));
            dump_span(out, &func->versions[v]);
            buf_addf(out, " params %u slots %u\n", func->n_params, func->n_slots);
            for (size_t at = code->entries[f][v];; at++) {
                dump_instr(out, core, code, at);
                if (code->instrs[at].op == CODE_RETURN)
                    break;
            }
        }
    }
}
