// Grids: all the logic of few roots at once, as columns of bits.
//
// A column is a junction: what a place, a function or another column is found to be tells of
// each column whether it may still hold and whether it does not. So conditions are neither
// asked one after the other nor branched on; only what is worked out (numbers, lists) waits
// until a root is left that depends on it.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_FAST_GRID_H
#define LICET_FAST_GRID_H

#include "runtime/fast/run.h"

// Of the subject (NULL: the transaction) at frame[0]: columns that hold, and that may. What may
// and is not said to hold must be asked.
Told grid_ask(Run *run, const Grid *grid, const Cell *subject);

#endif
