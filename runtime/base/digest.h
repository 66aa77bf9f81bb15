// SHA-256 as lower-case hexadecimal.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_BASE_DIGEST_H
#define LICET_BASE_DIGEST_H

#include "runtime/base/str.h"

typedef struct Digest {
    char hex[65]; // terminated
} Digest;

Digest digest_of(Str bytes);

// The same of bytes that come in pieces.
typedef struct DigestState {
    _Alignas(16) unsigned char room[128];
} DigestState;
void digest_begin(DigestState *state);
void digest_add(DigestState *state, Str bytes);
Digest digest_end(DigestState *state);

#endif
