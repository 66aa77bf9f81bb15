// Facts of a case, from JSON straight into cells.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_FAST_READ_H
#define LICET_FAST_READ_H

#include "runtime/fast/plan.h"

enum { JSON_PADDING = 64 };

// Reads the object at `at` in the text, behind which are JSON_PADDING zeros, over blank cells;
// `arena` gives room for lists and records. Texts are kept by reference. The place behind the
// object when all of it is plain, with *id at the value of a member "id", or NULL; else NULL:
// then the long way must read it, which also knows what to say about a mistake.
const char *read_case(const Plan *plan, Arena *arena, Str text, const char *at, bool extra_ok,
                      Cell *top, const char **id);

#endif
