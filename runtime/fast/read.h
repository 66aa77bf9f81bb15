// Facts of a case, from JSON straight into cells.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_FAST_READ_H
#define LICET_FAST_READ_H

#include "runtime/base/json_read.h"
#include "runtime/fast/plan.h"

// A text with JSON_PADDING zeros behind its end; `ascii`: all of it is, without escapes.
typedef struct CaseText {
    const char *at;
    size_t len;
    bool ascii;
} CaseText;

// Reads the object at the token over blank cells; `arena` gives room for lists and records.
// Texts are kept by reference. The token behind the object when all of it is plain, with *id
// at the value of a member "id", or NULL; else NULL: then the long way must read it, which
// also knows what to say about a mistake. Tokens are those of json_indexer_run.
const uint32_t *read_case(const Plan *plan, Arena *arena, const CaseText *text, const uint32_t *token,
                          bool extra_ok, Cell *top, const uint32_t **id);

#endif
