// Images, opened: checked from head to end, then used as they lie or laid down anew.
//
// In:  bytes that stay. Out: the root of the structures in them.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/image_head.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "build_id.h"

const char *image_build(void)
{
    return LICET_BUILD;
}

void image_digest(Str bytes, uint64_t digest[2])
{
    uint64_t seed = XXH3_64bits(bytes.at, offsetof(ImageHead, digest));
    XXH128_hash_t hash =
        XXH3_128bits_withSeed(bytes.at + IMAGE_HEAD, bytes.len - IMAGE_HEAD, seed);
    digest[0] = hash.low64;
    digest[1] = hash.high64;
}

static bool read_head(Str bytes, ImageHead *head)
{
    if (bytes.len < IMAGE_HEAD || memcmp(bytes.at, IMAGE_MAGIC, sizeof head->magic) != 0) {
        return false;
    }
    memcpy(head, bytes.at, IMAGE_HEAD);
    return true;
}

void *image_address(Str bytes)
{
    ImageHead head;
    return read_head(bytes, &head) && head.word == sizeof(Word) ? (void *)(Word)head.address
                                                               : NULL;
}

// The parts follow each other and lie within the file.
static bool is_laid_out(const ImageHead *head)
{
    uint64_t objects = head->data - IMAGE_HEAD;
    return head->data >= IMAGE_HEAD && objects % sizeof(Word) == 0 && head->map >= head->data &&
           head->map <= head->size && head->root >= IMAGE_HEAD && head->root < head->data &&
           head->root % sizeof(Word) == 0 &&
           (head->size - head->map) / sizeof(uint64_t) >= objects / sizeof(Word) / WORD_BITS + 1;
}

static ImageFault check(Str bytes, ImageHead *head)
{
    size_t known = sizeof head->magic < bytes.len ? sizeof head->magic : bytes.len;
    if (known == 0 || memcmp(bytes.at, IMAGE_MAGIC, known) != 0) {
        return IMAGE_FOREIGN;
    }
    if (!read_head(bytes, head)) {
        return IMAGE_SHORT;
    }
    if (head->format != IMAGE_FORMAT || head->word != sizeof(Word) ||
        memcmp(head->build, image_build(), IMAGE_BUILD) != 0) {
        return IMAGE_OTHER_BUILD;
    }
    if (bytes.len < head->size) {
        return IMAGE_SHORT;
    }
    uint64_t digest[2];
    image_digest(bytes, digest);
    bool whole = bytes.len == head->size && digest[0] == head->digest[0] &&
                 digest[1] == head->digest[1];
    return whole && is_laid_out(head) ? IMAGE_GOOD : IMAGE_DAMAGED;
}

// Where the parts lie now, and where the image says they lie.
typedef struct Places {
    const ImageHead *head;
    Word objects, data; // of the first object and the first datum
} Places;

// False when the pointer leads out of the image.
static bool lead(const Places *places, Word *pointer)
{
    const ImageHead *head = places->head;
    uint64_t offset = *pointer - head->address;
    if (offset >= IMAGE_HEAD && offset < head->data) {
        *pointer = places->objects + (Word)(offset - IMAGE_HEAD);
        return true;
    }
    if (offset >= head->data && offset <= head->map) {
        *pointer = places->data + (Word)(offset - head->data);
        return true;
    }
    return false;
}

// Copies the objects; their pointers lead to where things lie now.
static bool lay_down(const Places *places, const char *bytes, Word *to)
{
    const ImageHead *head = places->head;
    size_t n = (size_t)(head->data - IMAGE_HEAD) / sizeof(Word);
    memcpy(to, bytes + IMAGE_HEAD, n * sizeof(Word));
    for (size_t i = 0; i < n; i += WORD_BITS) {
        uint64_t bits;
        memcpy(&bits, bytes + head->map + i / WORD_BITS * sizeof bits, sizeof bits);
        for (; bits != 0; bits &= bits - 1) {
            size_t at = i + (size_t)__builtin_ctzll(bits);
            if (at >= n || !lead(places, &to[at])) {
                return false;
            }
        }
    }
    return true;
}

ImageFault image_open(Arena *arena, Str bytes, const void **root)
{
    ImageHead head;
    ImageFault fault = check(bytes, &head);
    if (fault != IMAGE_GOOD) {
        return fault;
    }
    if (head.address != 0 && (Word)bytes.at == head.address) {
        *root = bytes.at + head.root;
        return IMAGE_GOOD;
    }
    if ((Word)bytes.at % 16 != 0) {
        bytes.at = arena_copy(arena, bytes.at, bytes.len);
    }
    Word *objects = arena_alloc_raw(arena, (size_t)(head.data - IMAGE_HEAD));
    Places places = {&head, (Word)objects, (Word)bytes.at + (Word)head.data};
    if (!lay_down(&places, bytes.at, objects)) {
        return IMAGE_DAMAGED;
    }
    *root = (const char *)objects + (head.root - IMAGE_HEAD);
    return IMAGE_GOOD;
}
