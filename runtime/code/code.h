// Code: Core as linear instructions of a stack machine, tagged with their expressions.
//
// In:  Core. Out: one array of instructions, with an entry for each version of each function.
// Immutable and shared by threads. Every operand is evaluated: nothing short-circuits.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_CODE_CODE_H
#define LICET_CODE_CODE_H

#include "runtime/core/core.h"

typedef enum CodeOp {
#define X(op, name, operands) CODE_##op,
#include "runtime/core/core_op.def"
#include "runtime/code/code_op.def"
#undef X
    CODE_OP_COUNT
} CodeOp;

typedef struct Instr {
    CodeOp op;
    uint32_t a;        // target of a jump; number of operands of an operation
    const Expr *expr;  // what it computes; NULL for RETURN
} Instr;

typedef struct Code {
    Instr *instrs;
    uint32_t **entries; // [func id][version]
} Code;

Code *code_emit(Arena *arena, const Core *core);
void code_dump(Buf *out, const Core *core, const Code *code);

#endif
