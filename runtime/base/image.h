// Image: what an arena holds, as bytes that can be laid down again in another process.
//
// Nobody describes the structures. The same work is done twice, in two arenas that keep a
// log: of what was allocated alike, a word that differs is a pointer (to the same place of
// both), and a word that does not is data, or a pointer to constants of the program, whose
// bytes are taken along. What the root does not reach is left out.
//
// So every byte must come of the work. A hole between the members of a structure that is
// copied whole gets what lay on the stack: structures that are built aside and then kept in a
// policy have a member `zero` there, or are filled member by member in arena memory, which is
// zero. `tests/sanitize holes` finds the others.
//
// An image belongs to the build that wrote it: structures are laid down as they were. It is
// checked against damage and mistaking, not against malice: whoever can write it can make
// the program do anything, as with the program itself.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_BASE_IMAGE_H
#define LICET_BASE_IMAGE_H

#include "runtime/base/buf.h"

// Work that was done once: the arena it filled, the log of that, and what came of it.
typedef struct ImageRun {
    const Arena *arena;
    const ArenaLog *log;
    const void *root;
} ImageRun;

// Static data that the work may point to, besides literals of texts (Str). Holds no pointers.
typedef struct ImageConstant {
    const void *at;
    size_t size;
} ImageConstant;

// Appends the image to `out`. Pointers to the arenas themselves become NULL. On failure
// false with *why: the two runs differ.
bool image_write(Buf *out, const ImageRun *one, const ImageRun *two,
                 const ImageConstant *constants, size_t n_constants, const char **why);

typedef enum ImageFault {
    IMAGE_GOOD,
    IMAGE_FOREIGN,     // no image at all
    IMAGE_OTHER_BUILD, // of another version, build or kind of machine
    IMAGE_SHORT,       // ends early
    IMAGE_DAMAGED,
} ImageFault;

// Checks every byte, then gives the root. An image that lies at image_address is used as it
// lies; any other keeps its data in place and has what holds pointers copied into the arena.
// So `bytes` must stay as long as the arena; nothing is written to them.
ImageFault image_open(Arena *arena, Str bytes, const void **root);

// Where an image wants to lie, of its first IMAGE_HEAD bytes; NULL: anywhere, or no image.
enum { IMAGE_HEAD = 128 };
void *image_address(Str head);

#endif
