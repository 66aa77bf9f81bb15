// A host that gives memory so many times and then never again, for tests of every allocation.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_TESTS_UNIT_MISER_H
#define LICET_TESTS_UNIT_MISER_H

#include <stddef.h>
#include <stdlib.h>

typedef struct Miser {
    size_t left, held; // times it still gives; blocks that were not given back
} Miser;

static inline void *miser_allocate(void *host, void *old, size_t size)
{
    Miser *miser = host;
    if (size == 0) {
        miser->held -= old != NULL;
        free(old);
        return NULL;
    }
    if (miser->left == 0) {
        return NULL;
    }
    miser->left--;
    miser->held += old == NULL;
    return realloc(old, size);
}

#endif
