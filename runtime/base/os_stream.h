// Files kept open: read and written piece by piece, cut, and put down on the disk.
//
// A file is a descriptor, -1 for none. Failures give *why, a lower-case reason.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_BASE_OS_STREAM_H
#define LICET_BASE_OS_STREAM_H

#include "runtime/base/str.h"

enum { OS_STDIN = 0, OS_STDOUT = 1 };

typedef enum OsOpen {
    OS_READ,     // what is there
    OS_CREATE,   // to write, emptied
    OS_NEW,      // to read and write; fails when it exists
    OS_CONTINUE, // to read and write what is there
} OsOpen;

int os_open(const char *path, OsOpen how, const char **why);
void os_close(int file);     // -1 is allowed
bool os_remove(const char *path, const char **why);
int64_t os_size(int file);   // of a regular file from where it is read; -1: not known
bool os_lock(int file);      // false when another process holds it

// Waits until something can be read. The bytes read, 0 at the end; OS_WOKEN when `wake` (a
// descriptor, or -1) can be read instead, OS_FAILED with *why.
enum { OS_FAILED = -1, OS_WOKEN = -2 };
int64_t os_read_some(int file, int wake, char *to, size_t n, const char **why);
// Exactly n bytes, unless the file ends before; -1 with *why.
int64_t os_read_all(int file, char *to, size_t n, const char **why);
// All of it; false with *why, which errno says, too.
bool os_write_all(int file, Str bytes, const char **why);
// Drops what stands behind `size`, and goes on writing there.
bool os_cut(int file, uint64_t size, const char **why);
bool os_sync(int file, const char **why); // pipes and devices have nothing to put down

#endif
