// SHA-256 by the processor's own instructions, where it has them.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_BASE_SHA_H
#define LICET_BASE_SHA_H

#include "runtime/base/str.h"

// False when the processor cannot: then libsodium does it.
bool sha_of(Str bytes, unsigned char hash[32]);

#endif
