// SHA-256 (FIPS 180-4) by the SHA extensions of x86-64.
//
// In:  bytes. Out: the hash, or false on any other processor.
// Four rounds take one vector of message words; the state stands in the two vectors that the
// instructions want, ABEF and CDGH.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/sha.h"

#if defined(__x86_64__) && defined(__GNUC__)

#include <cpuid.h>
#include <immintrin.h>

#define BY_SHA __attribute__((target("sha,sse4.1")))
enum { BLOCK = 64, SHA_BIT = 29 };

static const uint32_t CONSTANTS[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
    0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
    0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
    0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
    0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
    0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
    0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
    0xc67178f2,
};

typedef struct State {
    __m128i abef, cdgh;
} State;

static bool has_instructions(void)
{
    unsigned a, b, c, d;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b >> SHA_BIT & 1) != 0;
}

BY_SHA static void add_block(State *state, const unsigned char *block)
{
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    __m128i abef = state->abef, cdgh = state->cdgh, words[4];
    for (int i = 0; i < 4; i++) {
        const __m128i *part = (const __m128i *)(const void *)block + i;
        words[i] = _mm_shuffle_epi8(_mm_loadu_si128(part), swap);
    }
    for (int i = 0; i < 16; i++) {
        __m128i now = words[i % 4], next = words[(i + 1) % 4];
        __m128i after = words[(i + 2) % 4], last = words[(i + 3) % 4];
        const __m128i *constants = (const __m128i *)(const void *)CONSTANTS + i;
        __m128i sum = _mm_add_epi32(now, _mm_loadu_si128(constants));
        cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
        abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0E));
        __m128i made = _mm_sha256msg1_epu32(now, next);
        made = _mm_add_epi32(made, _mm_alignr_epi8(last, after, 4));
        words[i % 4] = _mm_sha256msg2_epu32(made, last); // four rounds further on
    }
    state->abef = _mm_add_epi32(state->abef, abef);
    state->cdgh = _mm_add_epi32(state->cdgh, cdgh);
}

// What is left over, a bit, zeros, and the length in bits.
BY_SHA static void add_end(State *state, Str rest, uint64_t bits)
{
    unsigned char block[2 * BLOCK] = {0};
    size_t n = rest.len + 9 > BLOCK ? 2 : 1;
    if (rest.len > 0) {
        memcpy(block, rest.at, rest.len);
    }
    block[rest.len] = 0x80;
    for (size_t i = 0; i < 8; i++, bits >>= 8) {
        block[n * BLOCK - 1 - i] = (unsigned char)bits;
    }
    for (size_t i = 0; i < n; i++) {
        add_block(state, block + i * BLOCK);
    }
}

BY_SHA bool sha_of(Str bytes, unsigned char hash[32])
{
    if (!has_instructions()) {
        return false;
    }
    State state = {_mm_set_epi32(0x6a09e667, (int)0xbb67ae85, 0x510e527f, (int)0x9b05688c),
                   _mm_set_epi32(0x3c6ef372, (int)0xa54ff53a, 0x1f83d9ab, 0x5be0cd19)};
    size_t whole = bytes.len / BLOCK * BLOCK;
    for (size_t at = 0; at < whole; at += BLOCK) {
        add_block(&state, (const unsigned char *)bytes.at + at);
    }
    add_end(&state, str_sub(bytes, whole, bytes.len), (uint64_t)bytes.len * 8);
    uint32_t words[8];
    _mm_storeu_si128((__m128i *)(void *)words, state.abef); // F E B A, then H G D C
    _mm_storeu_si128((__m128i *)(void *)(words + 4), state.cdgh);
    static const unsigned places[8] = {3, 2, 7, 6, 1, 0, 5, 4};
    for (size_t i = 0; i < 8; i++) {
        for (size_t k = 0; k < 4; k++) {
            hash[4 * i + k] = (unsigned char)(words[places[i]] >> (24 - 8 * k));
        }
    }
    return true;
}

#else

bool sha_of(Str bytes, unsigned char hash[32])
{
    (void)bytes;
    (void)hash;
    return false;
}

#endif
