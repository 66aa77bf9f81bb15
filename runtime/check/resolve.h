// Types of declarations: facts, fields, parameters, columns, results.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_CHECK_RESOLVE_H
#define LICET_CHECK_RESOLVE_H

#include "runtime/check/pass.h"

// Gives every declaration its type and fills the schema of facts; units must be known.
void resolve_declarations(Pass *pass);

// A path a.b.c of facts and fields, with its type; reports and returns TYPE_ERROR when
// there is none. With through_lists a field of a list is that field of its elements.
const Type *resolve_path(Pass *pass, size_t module, const Node *path, bool through_lists);
// The declaration of a field of a record type; `index` from type_field.
const Decl *resolve_field(const RecordType *record, size_t index);
// Reports a field that the record does not have.
void resolve_no_field(Pass *pass, Span span, const RecordType *record, Str name);

#endif
