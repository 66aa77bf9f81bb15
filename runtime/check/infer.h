// Types and units of every expression.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_CHECK_INFER_H
#define LICET_CHECK_INFER_H

#include "runtime/check/pass.h"

// A variable in sight; the innermost first.
typedef struct Local {
    const Decl *decl;
    const struct Local *up;
} Local;

// An expression that is known not to be none; the latest first.
typedef struct Present {
    const Node *value;
    const struct Present *up;
} Present;

// Where an expression stands.
typedef struct Env {
    Pass *pass;
    size_t module;
    const Local *locals;
    uint32_t n_locals;
    const Present *present;
    Uses *uses;           // of the definition being checked, or NULL
    const char *no_facts; // what may not read facts ("a cell of a table"), or NULL
} Env;

// What an expression is for, in messages: "field 'share'", declared there.
typedef struct Role {
    const char *what;
    Str name;
    Span declared;
} Role;

// The type of an expression; `want` (may be NULL) tells what bare words mean. Reports and
// returns TYPE_ERROR when it makes no sense; the caller then stays silent.
const Type *infer(Env *env, const Node *node, const Type *want);
// The same, and it must fit.
const Type *infer_as(Env *env, const Node *node, const Type *want, Role role);
// A condition: must be boolean. NULL nodes are passed over.
void infer_condition(Env *env, const Node *node, const char *what);
// The type that holds both, or NULL.
const Type *infer_unify(Pass *pass, const Type *a, const Type *b);
// Whether values of both can be the same, apart from none.
bool infer_comparable(const Type *a, const Type *b);
// Adds a hint for one mistake often made where `want` was expected.
void infer_advise(Pass *pass, Diag *diag, const Node *node, const Type *given,
                  const Type *want);
// The environment within which `name` stands for a variable; *decl is that variable.
Env infer_bind(const Env *env, const Node *node, Str name, const Type *type,
               const Decl **decl);
// Bodies of all definitions; then circles among them.
void infer_defines(Pass *pass);

// narrow.c: what is not none where `condition` holds or does not; whether the node is one.
void infer_assume(Env *env, const Node *condition, bool truth);
bool infer_is_present(const Env *env, const Node *node);
// name.c: a bare name; whether it is one that only an expected enum can explain.
const Type *infer_name(Env *env, const Node *node, const Type *want);
bool infer_is_word(const Env *env, const Node *node);
// number.c
const Type *infer_number(Env *env, const Node *node);
const Type *infer_arith(Env *env, const Node *node);
const Type *infer_negate(Env *env, const Node *node);
const Type *infer_power(Env *env, const Node *node);
// call.c
const Type *infer_call(Env *env, const Node *node, const Type *want);
const Type *infer_comprehend(Env *env, const Node *node, const Type *want);
// The definition or native is used here; reports a wrong number of arguments.
const Type *infer_use(Env *env, const Node *node, const Decl *decl, uint32_t n_args);
// make.c: records, lists, lookups, fields
const Type *infer_make(Env *env, const Node *node);
const Type *infer_elements(Env *env, const Node *node, const Type *want);
const Type *infer_lookup(Env *env, const Node *node);
const Type *infer_member(Env *env, const Node *node);

#endif
