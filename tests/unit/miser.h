// A host that gives memory so many times and then not, once or ever again, for tests of every allocation.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_TESTS_UNIT_MISER_H
#define LICET_TESTS_UNIT_MISER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

typedef struct Miser {
    size_t left, held, asked; // times it still gives; blocks not given back; times it was asked
    bool once;                // it refuses one time, and gives again
} Miser;

static inline void *miser_allocate(void *host, void *old, size_t size)
{
    Miser *miser = host;
    if (size == 0) {
        miser->held -= old != NULL;
        free(old);
        return NULL;
    }
    miser->asked++;
    if (miser->left == 0) {
        miser->left = miser->once ? SIZE_MAX : 0;
        return NULL;
    }
    miser->left--;
    miser->held += old == NULL;
    return realloc(old, size);
}

#endif
