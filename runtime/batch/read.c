// Lines of input, in blocks: what is there is given out at once, whole lines at a time.
//
// In:  a descriptor, waited for together with the wish to stop. Out: blocks that own a copy of
//      their lines. Memory: one buffer, that grows to the longest line; a line over LINE_MOST
//      is not kept.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/os_stream.h"
#include "runtime/batch/run.h"

enum { CHUNK = 64 << 10, LINE_MOST = 64 << 20, OVERLONG_KEPT = 4096 };

void reader_init(Reader *reader, Arena *arena, int file, int wake, bool csv)
{
    *reader = (Reader){.file = file, .wake = wake, .csv = csv, .arena = arena, .cap = 2 * CHUNK};
    reader->hold = arena_alloc_raw(arena, reader->cap);
}

// The byte behind the end of the line that goes on at `from`, or 0 when it has no end yet.
static size_t line_end(const char *text, size_t from, size_t n, bool csv, bool *quoted)
{
    if (!csv) {
        const char *end = from < n ? memchr(text + from, '\n', n - from) : NULL;
        return end != NULL ? (size_t)(end - text) + 1 : 0;
    }
    for (size_t i = from; i < n; i++) {
        if (text[i] == '"') {
            *quoted = !*quoted;
        } else if (text[i] == '\n' && !*quoted) {
            return i + 1;
        }
    }
    return 0;
}

static void make_room(Reader *reader)
{
    if (reader->cap - reader->n >= CHUNK) {
        return;
    }
    char *larger = arena_alloc_raw(reader->arena, reader->cap * 2);
    memcpy(larger, reader->hold, reader->n);
    reader->hold = larger;
    reader->cap *= 2;
}

// More bytes; false when there are none.
static bool fill(Reader *reader)
{
    if (reader->end || reader->stopped || reader->why != NULL) {
        return false;
    }
    make_room(reader);
    int64_t got = os_read_some(reader->file, reader->wake, reader->hold + reader->n, CHUNK,
                               &reader->why);
    reader->end = got == 0;
    reader->stopped = got == OS_WOKEN;
    reader->n += got > 0 ? (size_t)got : 0;
    return got > 0;
}

static void drop(Reader *reader, size_t n)
{
    memmove(reader->hold, reader->hold + n, reader->n - n);
    reader->n -= n;
    reader->offset += n;
    reader->scanned = 0;
    reader->quoted = false;
}

// A line that is too long: its beginning is kept for the digest, the rest is passed over.
static bool take_overlong(Reader *reader, Block *block)
{
    size_t end = 0;
    block->text = str_copy(block->arena, (Str){reader->hold, OVERLONG_KEPT});
    block->overlong = true;
    block->n_lines = 1;
    bool quoted = reader->quoted;
    while (end == 0) {
        block->taken += reader->n;
        drop(reader, reader->n);
        if (!fill(reader)) {
            break;
        }
        end = line_end(reader->hold, 0, reader->n, reader->csv, &quoted);
    }
    block->taken += end;
    drop(reader, end);
    reader->lines++;
    return !reader->stopped && reader->why == NULL; // else it is not known where it ends
}

// Counts whole lines among what is held; their bytes.
static size_t whole_lines(Reader *reader, size_t most, size_t *n_lines)
{
    size_t bytes = 0;
    *n_lines = 0;
    while (*n_lines < most) {
        size_t end = line_end(reader->hold, reader->scanned, reader->n, reader->csv,
                              &reader->quoted);
        if (end == 0) {
            reader->scanned = reader->n;
            break;
        }
        bytes = reader->scanned = end;
        ++*n_lines;
    }
    return bytes;
}

bool reader_block(Reader *reader, Block *block, size_t most)
{
    arena_reset(block->arena);
    block->first = reader->lines + 1;
    block->taken = 0;
    block->overlong = block->cut = block->done = false;
    size_t bytes = whole_lines(reader, most, &block->n_lines);
    while (bytes == 0) {
        if (reader->n >= LINE_MOST) {
            return take_overlong(reader, block);
        }
        if (!fill(reader)) {
            break;
        }
        bytes = whole_lines(reader, most, &block->n_lines);
    }
    if (bytes == 0 && reader->end && reader->n > 0) { // the last line has no end
        bytes = reader->n;
        block->n_lines = 1;
    }
    block->text = str_copy(block->arena, (Str){reader->hold, bytes});
    block->taken = bytes;
    drop(reader, bytes);
    reader->lines += block->n_lines;
    return bytes > 0;
}

Str reader_header(Reader *reader, Arena *arena)
{
    size_t n_lines, bytes = whole_lines(reader, 1, &n_lines);
    while (bytes == 0 && reader->n < LINE_MOST && fill(reader)) {
        bytes = whole_lines(reader, 1, &n_lines);
    }
    bytes = bytes == 0 ? reader->n : bytes;
    Str header = str_copy(arena, (Str){reader->hold, bytes});
    drop(reader, bytes);
    reader->lines = 1;
    return header;
}

bool block_line(const Block *block, bool csv, size_t *at, Str *line)
{
    bool quoted = false;
    if (*at >= block->text.len) {
        return false;
    }
    size_t end = line_end(block->text.at, *at, block->text.len, csv, &quoted);
    *line = str_sub(block->text, *at, end == 0 ? block->text.len : end - 1);
    *at = end == 0 ? block->text.len : end;
    return true;
}

bool reader_skip(Reader *reader, uint64_t taken, uint64_t kept, Digest *digest)
{
    DigestState state;
    digest_begin(&state);
    while (taken > 0) {
        if (reader->n == 0 && !fill(reader)) {
            return false;
        }
        size_t n = reader->n < taken ? reader->n : (size_t)taken;
        size_t hashed = n < kept ? n : (size_t)kept;
        digest_add(&state, (Str){reader->hold, hashed});
        drop(reader, n);
        taken -= n;
        kept -= hashed;
    }
    *digest = digest_end(&state);
    return true;
}
