// Entries of a table that no rule classifies, counted for a word of `not checked`.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_CHECK_COUNT_H
#define LICET_CHECK_COUNT_H

#include "runtime/check/pass.h"

// Titles of the words say how many of the keys are left, and `left` holds them.
void count_entries(Pass *pass);

#endif
