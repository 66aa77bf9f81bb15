// What the user wrote: keeps files, and turns byte offsets into lines and columns.
//
// In:  path and bytes of each file, from the command line or the module loader.
// Out: copies in the arena, with the start of every line.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/source/source.h"

#include "runtime/base/utf8.h"

void source_init(Sources *sources, Arena *arena)
{
    *sources = (Sources){.arena = arena};
}

static void index_lines(Arena *arena, SourceFile *file)
{
    VEC(uint32_t) starts = {0};
    const char *at = file->text.at, *end = at + file->text.len;
    vec_push(arena, &starts, 0);
    while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        at++;
        vec_push(arena, &starts, (uint32_t)(at - file->text.at));
    }
    file->line_starts = starts.items;
    file->n_lines = starts.n;
}

FileId source_keep(Sources *sources, Str path, Str text)
{
    SourceFile *file = arena_make(sources->arena, SourceFile);
    file->path = str_copy(sources->arena, path);
    file->text = text;
    size_t ending = path.len < 3 ? 0 : path.len - 3;
    file->literate = str_is(str_sub(path, ending, path.len), ".md");
    index_lines(sources->arena, file);
    vec_push(sources->arena, &sources->files, file);
    return (FileId)sources->files.n;
}

FileId source_add(Sources *sources, Str path, Str text)
{
    return source_keep(sources, path, str_copy(sources->arena, text));
}

void source_set_digest(Sources *sources, FileId file, Str digest)
{
    sources->files.items[file - 1]->digest = digest;
}

const SourceFile *source_get(const Sources *sources, FileId id)
{
    return id == 0 || id > sources->files.n ? NULL : sources->files.items[id - 1];
}

Str source_text(const Sources *sources, Span span)
{
    const SourceFile *file = source_get(sources, span.file);
    return file == NULL ? STR_NONE : str_sub(file->text, span.start, span.end);
}

// The number of the last line that starts at or before the offset, from 0.
static size_t line_of(const SourceFile *file, uint32_t at)
{
    size_t low = 0, high = file->n_lines;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (file->line_starts[middle] <= at) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

void source_place(const Sources *sources, FileId id, uint32_t at, uint32_t *line,
                  uint32_t *column)
{
    const SourceFile *file = source_get(sources, id);
    if (file == NULL) {
        *line = *column = 0;
        return;
    }
    size_t i = line_of(file, at);
    *line = (uint32_t)(i + 1);
    *column = (uint32_t)(utf8_count(str_sub(file->text, file->line_starts[i], at)) + 1);
}

Str source_line(const Sources *sources, FileId id, uint32_t line)
{
    const SourceFile *file = source_get(sources, id);
    if (file == NULL || line == 0 || line > file->n_lines) {
        return STR_NONE;
    }
    size_t end = line < file->n_lines ? file->line_starts[line] - 1 : file->text.len;
    Str text = str_sub(file->text, file->line_starts[line - 1], end);
    if (text.len > 0 && text.at[text.len - 1] == '\r') {
        text.len--;
    }
    return text;
}

Span span_join(Span a, Span b)
{
    if (a.file == 0) {
        return b;
    }
    if (b.file != a.file) {
        return a;
    }
    return (Span){a.file, a.start, b.end > a.end ? b.end : a.end};
}
