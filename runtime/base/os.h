// The system: files, streams, clock, terminal, dynamic libraries. With os_stream.h (files kept
// open) and os_stop.h (being asked to stop) the only room that touches it.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_BASE_OS_H
#define LICET_BASE_OS_H

#include <stdio.h>

#include "runtime/base/date.h"

const char *os_reason(int error); // of errno, in lower-case words; static

// Reads a whole file, or standard input for "-". On failure returns false and *why is a
// lower-case reason such as "no such file or directory". Refuses files over `most` bytes.
bool os_read(Arena *arena, const char *path, size_t most, Str *out, const char **why);
bool os_write(const char *path, Str bytes, const char **why); // "-" is standard output
bool os_exists(const char *path);
bool os_is_directory(const char *path);
bool os_is_link(const char *path); // symbolic
// Names in a directory, sorted, without "." and ".."; false with *why.
bool os_list(Arena *arena, const char *path, Str **names, size_t *n, const char **why);
bool os_is_terminal(FILE *stream);
size_t os_columns(FILE *stream); // 80 when unknown
Day os_today(void);              // UTC
void os_time(int64_t seconds, char out[21]); // since 1970, as below
void os_now(char out[21]);       // "2024-03-15T09:12:44Z"
uint64_t os_micros(void);        // monotonic
const char *os_env(const char *name); // NULL when unset or empty

// The allocator of whoever brings none, like realloc; size 0 frees. Large blocks are asked for
// in huge pages, which cost the system far less to give.
void *os_allocate(void *host, void *old, size_t size);

// Dynamic libraries. NULL with *why on failure.
void *os_library_open(Arena *arena, const char *path, const char **why);
void *os_library_symbol(void *library, const char *name);
void os_library_close(void *library);

#endif
