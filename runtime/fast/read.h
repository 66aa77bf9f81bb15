// Facts of a case, from JSON straight into cells.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_FAST_READ_H
#define LICET_FAST_READ_H

#include "runtime/base/json_read.h"
#include "runtime/fast/plan.h"

// Reads the object at token *at of `text` over blank cells; `arena` gives room for lists and
// records. Texts are kept by reference. True and *at behind the object when all of it is
// plain, with *id the token of a member "id", or 0; else the long way must read it, which also knows what to say about a mistake.
bool read_case(const Plan *plan, Arena *arena, const char *text, size_t len, const uint32_t *tokens,
               size_t n_tokens, size_t *at, bool extra_ok, Cell *top, size_t *id);

#endif
