// Units: what each measures, and its exact conversion to base units.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_CHECK_UNIT_H
#define LICET_CHECK_UNIT_H

#include "runtime/check/pass.h"

// Declares the currencies of ISO 4217; before the modules' own units.
void unit_currencies(Pass *pass);
// Works out all definitions; reports circles and what is no unit.
void unit_define_all(Pass *pass);
// Reads a spelling such as "GB/s/mm2" into dim, unit, unit_scale and unit_offset of a type.
// Reports and returns false when it is none. *decl is the unit when it is a single word.
bool unit_read(Pass *pass, size_t module, Str spelling, Span span, Type *type,
               const Decl **decl);
// The value of a number, an amount, or arithmetic on them, in base units, with its type.
// False without a report when the node is something else.
bool unit_constant(Pass *pass, size_t module, const Node *node, Type *type, Rat *value);
// Why numbers of the type can be compared only: "affine", "logarithmic", or NULL.
const char *unit_compare_only(const Type *type);

#endif
