// SHA-256 as lower-case hexadecimal: at once, by the processor where it can, or in pieces.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/digest.h"

#include <sodium.h>

#include "runtime/base/sha.h"

static Digest in_hex(const unsigned char hash[crypto_hash_sha256_BYTES])
{
    Digest digest;
    sodium_bin2hex(digest.hex, sizeof digest.hex, hash, crypto_hash_sha256_BYTES);
    return digest;
}

Digest digest_of(Str bytes)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    const unsigned char *at = bytes.len == 0 ? hash : (const unsigned char *)bytes.at;
    if (!sha_of(bytes, hash)) {
        crypto_hash_sha256(hash, at, bytes.len);
    }
    return in_hex(hash);
}

_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(DigestState), "room for the state");

static crypto_hash_sha256_state *within(DigestState *state)
{
    return (crypto_hash_sha256_state *)(void *)state->room;
}

void digest_begin(DigestState *state)
{
    crypto_hash_sha256_init(within(state));
}

void digest_add(DigestState *state, Str bytes)
{
    if (bytes.len > 0) {
        crypto_hash_sha256_update(within(state), (const unsigned char *)bytes.at, bytes.len);
    }
}

Digest digest_end(DigestState *state)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_final(within(state), hash);
    return in_hex(hash);
}
