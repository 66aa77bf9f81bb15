// The first bytes of an image, for image_write.c and image_open.c alone.
//
// A file is this head, the objects (all that holds pointers), the data (all that holds none)
// and a map with one bit for each word of the objects: set where the word is a pointer, given
// as if the file lay at `address`.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_BASE_IMAGE_HEAD_H
#define LICET_BASE_IMAGE_HEAD_H

#include "runtime/base/image.h"

typedef uintptr_t Word;

enum { IMAGE_FORMAT = 1, IMAGE_BUILD = 32, WORD_BITS = 64 };

#define IMAGE_MAGIC "\x89LCB\r\n\x1a\n" // text conversions and stripped high bits destroy it

typedef struct ImageHead {
    char magic[8];
    uint32_t format, word;    // version of this layout; bytes of a pointer
    char build[IMAGE_BUILD];  // of the program's sources and machine
    uint64_t size;            // of the file
    uint64_t address;         // 0: anywhere
    uint64_t data, map;       // offsets; the objects begin after the head
    uint64_t root;            // offset, among the objects
    uint64_t unused[3];
    uint64_t digest[2];       // of all other bytes
} ImageHead;

_Static_assert(sizeof(ImageHead) == IMAGE_HEAD, "the head has no holes");

// Sets what the digest of these bytes should be; `bytes` begin with a head.
void image_digest(Str bytes, uint64_t digest[2]);
// The build that this is.
const char *image_build(void);

#endif
