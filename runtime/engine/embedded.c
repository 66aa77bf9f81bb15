// Looks up the files that the library carries with it.
//
// In:  a path such as "us/ear/category3.licet". Out: its bytes, in static storage.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/engine/embedded.h"

Str embedded_find(Str path)
{
    for (const EmbeddedFile *file = embedded_files; file->path != NULL; file++) {
        if (str_is(path, file->path)) {
            return (Str){file->at, (size_t)(file->end - file->at)};
        }
    }
    return STR_NONE;
}

Str embedded_digest(Str text)
{
    for (const EmbeddedFile *file = embedded_files; file->path != NULL; file++) {
        if (file->at == text.at) {
            return str_of(file->digest);
        }
    }
    return STR_NONE;
}
