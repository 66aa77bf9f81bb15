// The system: files, streams, clock, terminal, dynamic libraries, processes. With os_stream.h
// (files kept open) and os_stop.h (being asked to stop) the only room that touches it.
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
// Maps a regular file for reading, all of it. `address` says of its first bytes where it would
// like to lie; it lies there only if that place is free. It stays until the program ends. os_map.c.
bool os_map(const char *path, void *(*address)(Str bytes), Str *out, const char **why);
// Writes all or nothing: a file that is there stays as it was until the new one is whole. "-" is
// standard output. os_write.c.
bool os_write(const char *path, Str bytes, const char **why);
typedef enum OsKind { OS_NOTHING, OS_FILE, OS_FOLDER, OS_OTHER /* pipe, device */ } OsKind;
// What stands there, links followed; false with *why when that cannot be known.
bool os_look(const char *path, OsKind *kind, const char **why);
bool os_is_link(const char *path); // symbolic
// One regular file by two names; "-" is standard input.
bool os_is_same(const char *path, const char *other);
// Where it really lies, links followed, is in the folder or below; "" is the current one.
bool os_is_within(const char *path, const char *folder);
// Names in a directory, sorted, without "." and ".."; false with *why.
bool os_list(Arena *arena, const char *path, Str **names, size_t *n, const char **why);
// For a command, before anything is opened: standard streams that the caller has closed fail
// when they are used, instead of being some other file.
void os_begin(void);
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

// A program of one's own, started from bytes, with a socket to it and nothing else of this
// process: no descriptor, no environment, default signals. os_process.c.
typedef struct OsProcess {
    int id, socket;
    int parent; // the process that started it: a fork of that has no business with it
} OsProcess;
typedef enum OsTransfer { OS_DONE, OS_ENDED, OS_LATE, OS_BROKEN /* by its reader */ } OsTransfer;
enum { OS_PROCESS_SOCKET = 3 }; // there

// The bytes as something that can be started; -1 with *why. Closed by os_program_close.
int os_program_make(const char *image, size_t size, const char **why);
void os_program_close(int program);
bool os_process_start(int program, OsProcess *out, const char **why);
bool os_process_is_ours(const OsProcess *process);
// Kills it with all that it started, waits for it, and says into `how` how it had ended, such
// as "it crashed (SIGSEGV)"; "" when it was alive. `alive`: it is not waited for to end itself.
void os_process_end(OsProcess *process, bool alive, char how[64]);

// How long the other side of a socket is waited for, in microseconds. A process that gets no
// processor on a busy machine is not late: `left` is renewed by what it has not used.
typedef struct OsPatience {
    uint64_t left;              // by the clock, until it is looked at
    uint64_t most;              // by the clock, in all renewals
    uint64_t limit;             // of its processor time; 0: `left` is all
    uint64_t begun;             // its processor time at the beginning
    const OsProcess *process;
} OsPatience;
OsPatience os_patience(const OsProcess *process, uint64_t limit); // five times by the clock
#define OS_FOREVER ((OsPatience){.left = UINT64_MAX})

// All bytes or none.
OsTransfer os_send(int socket, const void *bytes, size_t n, OsPatience *patience);
OsTransfer os_receive(int socket, void *bytes, size_t n, OsPatience *patience);

// For the started process, os_confine.c: closes all but standard streams and the socket, and
// sets limits: no core file, `memory` bytes, no other process started or signaled, no file
// written, no network. What the system does not offer is left out.
void os_confine(size_t memory);
// Ends this process after so many milliseconds, whatever runs in it; 0: no longer.
void os_alarm(uint32_t milliseconds);

#endif
