// Conditions in plain words: an expression of the tree read back as a lawyer would say it.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_PROOF_WORDS_H
#define LICET_PROOF_WORDS_H

#include "runtime/base/buf.h"
#include "runtime/check/check.h"

// A condition from the current place on: enumerated paragraphs get lines of their own,
// indented by `indent`; everything else is said in one go, ending without line end.
void words_condition(Buf *out, const Checked *checked, const Node *node, size_t indent);

// All of it in one go.
Str words_of(Arena *arena, const Checked *checked, const Node *node);

// "for_datacenters" -> "for datacenters".
void words_name(Buf *out, Str name);

// Breaks lines longer than `columns` at blanks; continued lines keep their indentation.
void words_wrap(Buf *out, Str text, size_t columns);

#endif
