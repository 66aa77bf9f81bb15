// Modules: finds, reads and parses a policy's modules through the host's loader.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_ENGINE_LOAD_H
#define LICET_ENGINE_LOAD_H

#include "runtime/check/check.h"

// Gives the text of a module ("us.ear.category3") or of a file beside one. The engine asks
// for paths such as "us/ear/category3.licet", "us/ear/category3.md", "us/ear/entities.csv";
// false when there is none. The text stays where it is: in the arena, or in place for good.
// `shown` is the path for messages.
typedef bool (*LoadFn)(void *host, Arena *arena, Str path, Str *text, Str *shown);

// A text as it was asked for: the path given to the loader, not the one shown.
typedef struct LoadedText {
    Str path;
    Str table; // whose rows it holds; empty: a module
    FileId file;
    uint32_t zero; // no hole (base/image.h)
} LoadedText;

typedef struct Loaded {
    Sources sources;
    VEC(LoadedText) texts; // in the order in which they were read
    VEC(Module *) modules; // sorted by name
    VEC(TableFile) files;
} Loaded;

// A root is a module name, or a path ending in .licet or .md (its imports are looked for
// beside it first, then through the loader). licet.units is always added.
Loaded *load_modules(Arena *arena, LoadFn load, void *host, const Str *roots, size_t n, Diags *diags);

#endif
