// What the user wrote: files, their text, and how to point into them.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_SOURCE_SOURCE_H
#define LICET_SOURCE_SOURCE_H

#include "runtime/base/str.h"

typedef uint32_t FileId; // 0 is "no file"

// Bytes [start, end) of a file. {0,0,0} is "nowhere".
typedef struct Span {
    FileId file;
    uint32_t start, end;
} Span;

typedef struct SourceFile {
    Str path;       // as shown to the user
    Str text;       // as read; for literate Markdown the prose is kept, spans count it
    bool literate;  // *.md: only fenced blocks marked licet are scanned
    uint32_t *line_starts;
    size_t n_lines;
    Str digest;     // SHA-256 in hexadecimal, when it was known beforehand: then the text is
                    // one that the library carries, read byte by byte when it was tested
} SourceFile;

typedef struct Sources {
    Arena *arena;
    VEC(SourceFile *) files; // index = FileId - 1
} Sources;

void source_init(Sources *sources, Arena *arena);
// Copies path and text. Literate when the path ends in ".md".
FileId source_add(Sources *sources, Str path, Str text);
// The text is not copied: it lives as long as the sources, in their arena or for good.
FileId source_keep(Sources *sources, Str path, Str text);
void source_set_digest(Sources *sources, FileId file, Str digest);
const SourceFile *source_get(const Sources *sources, FileId id); // NULL for 0
Str source_text(const Sources *sources, Span span);
// 1-based line, 1-based column in code points.
void source_place(const Sources *sources, FileId file, uint32_t at, uint32_t *line, uint32_t *column);
Str source_line(const Sources *sources, FileId file, uint32_t line); // without its end
Span span_join(Span a, Span b); // from the start of a to the end of b; nowhere yields to the other

#endif
