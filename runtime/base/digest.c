// SHA-256 as lower-case hexadecimal: one call of libsodium.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/digest.h"

#include <sodium.h>

Digest digest_of(Str bytes)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    const unsigned char *at = bytes.len == 0 ? hash : (const unsigned char *)bytes.at;
    crypto_hash_sha256(hash, at, bytes.len);
    Digest digest;
    sodium_bin2hex(digest.hex, sizeof digest.hex, hash, sizeof hash);
    return digest;
}
