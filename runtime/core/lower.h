// Inside of lowering: what its files share. Not included outside core/.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_CORE_LOWER_H
#define LICET_CORE_LOWER_H

#include "runtime/core/core.h"

// A variable in scope while a function is lowered.
typedef struct LocalSlot {
    Str name;
    uint32_t slot;
} LocalSlot;

typedef struct Lowering {
    Arena *arena;
    const Checked *checked;
    Diags *diags;
    Core *core;
    VEC(const Expr *) exprs;
    VEC(const Func *) funcs;
    VEC(SubjectList) subject_lists;
    VEC(LocalSlot) scope;   // of the function being lowered
    uint32_t n_slots;
    const Func **define_funcs; // by index of the DECL_DEFINE
    Rat day_scale;          // one day in the base unit of time
} Lowering;

// constant.c: the value of a node that needs no facts, as a place of `type`. NULL when the
// node is no constant; then *where is the part that is not.
Fact *constant_fold(Lowering *low, const Node *node, const Type *type, const Node **where);

// lowering.c
Expr *expr_new(Lowering *low, CoreOp op, const Type *type, const Node *node, uint32_t n);
Expr *expr_constant(Lowering *low, Fact *fact, const Node *node); // takes the fact
const Type *lower_type(const Lowering *low, const Node *node);
const Decl *lower_ref(const Lowering *low, const Node *node);
// The text of the first head of that kind, or empty.
Str head_text(const Node *heads, HeadKind kind);

// lower_expr.c
Expr *lower_expr(Lowering *low, const Node *node);
Expr *lower_path(Lowering *low, const Node *path); // a.b.c of facts and fields
void lower_defines(Lowering *low);

// lower_rule.c: rules without their relations.
void lower_rules(Lowering *low);
// relate.c: ▷, authorizes, reviews; then the act and open functions.
void relate_rules(Lowering *low);
// lower_table.c: rows as constants, natives.
void lower_tables(Lowering *low);
// lower_scenario.c
void lower_scenarios(Lowering *low);
// named.c: records that facts may name.
void name_constants(Lowering *low);
// era.c: the days that cut time.
void find_eras(Lowering *low);

#endif
