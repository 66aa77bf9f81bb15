// Makes the Nth call of one kind fail: preloaded before the command, as tests/faults.py does.
//
// In:  LICET_FAIL="KIND:N:ERRNO:MODE"; KIND open, stat, list, read, write, close, sync, rename,
//      memory or thread; MODE once, always (from the Nth on), short (one byte at a time) or
//      half (the Nth and all later writes first give half of what was asked, then fail).
//      LICET_FAIL_SEEN=FD: a byte is written there when a call was made to fail.
// Out: the process, unharmed but for that. Streams of stdio call the system behind the back
//      of the linker, so stdin, stdout and what fopen gives are made of calls seen here.
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum Kind { OPEN, STAT, LIST, READ, WRITE, CLOSE, SYNC, RENAME, MEMORY, THREAD, KINDS };
static const char *const NAMES[KINDS] = {"open", "stat",  "list",   "read",   "write",
                                         "close", "sync", "rename", "memory", "thread"};
enum Mode { ONCE, ALWAYS, SHORT, HALF };

static struct {
    bool on;
    int kind, error, seen;
    enum Mode mode;
    long nth;
    atomic_long count;
} plan;

// The function that this one stands before.
#define REAL(name) \
    static __typeof__(name) *real; \
    if (real == NULL) { \
        real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name); \
    }

// -- deciding ----------------------------------------------------------------------------

static void tell(void)
{
    if (plan.seen > 0) {
        syscall(SYS_write, plan.seen, "x", 1);
    }
}

// Whether this call fails; errno is set then. `whole`: cannot be cut short.
static bool fails(enum Kind kind)
{
    if (!plan.on || plan.kind != (int)kind || plan.mode == SHORT) {
        return false;
    }
    long n = atomic_fetch_add(&plan.count, 1) + 1;
    long from = plan.mode == HALF ? plan.nth + 1 : plan.nth;
    if (n < from || (plan.mode == ONCE && n > plan.nth)) {
        return false;
    }
    tell();
    errno = plan.error;
    return true;
}

// How much of n bytes a read or write may move.
static size_t shortened(enum Kind kind, size_t n)
{
    if (!plan.on || plan.kind != (int)kind || n < 2) {
        return n;
    }
    if (plan.mode == SHORT) { // large files would take all day
        tell();
        return atomic_fetch_add(&plan.count, 1) < 2000 ? 1 : n;
    }
    if (plan.mode == HALF && atomic_load(&plan.count) == plan.nth) {
        tell();
        return n / 2;
    }
    return n;
}

// -- streams -----------------------------------------------------------------------------

static ssize_t stream_read(void *host, char *to, size_t n)
{
    return read((int)(intptr_t)host, to, n);
}

// As stdio's own files do, until all is written or an error comes.
static ssize_t stream_write(void *host, const char *from, size_t n)
{
    size_t done = 0;
    while (done < n) {
        ssize_t moved = write((int)(intptr_t)host, from + done, n - done);
        if (moved < 0) {
            return (ssize_t)done;
        }
        done += (size_t)moved;
    }
    return (ssize_t)done;
}

static int stream_close(void *host)
{
    return close((int)(intptr_t)host);
}

static FILE *stream_on(int file, const char *mode)
{
    cookie_io_functions_t calls = {stream_read, stream_write, NULL, stream_close};
    return fopencookie((void *)(intptr_t)file, mode, calls);
}

static int error_named(const char *name)
{
    static const struct {
        const char *name;
        int error;
    } ERRORS[] = {{"EIO", EIO},       {"ENOSPC", ENOSPC}, {"EINTR", EINTR}, {"EACCES", EACCES},
                  {"EMFILE", EMFILE}, {"ENOMEM", ENOMEM}, {"EAGAIN", EAGAIN}};
    for (size_t i = 0; i < sizeof ERRORS / sizeof *ERRORS; i++) {
        if (strcmp(ERRORS[i].name, name) == 0) {
            return ERRORS[i].error;
        }
    }
    return EIO;
}

__attribute__((constructor)) static void begin(void)
{
    char kind[16] = "", error[16] = "", mode[16] = "";
    const char *given = getenv("LICET_FAIL"), *seen = getenv("LICET_FAIL_SEEN");
    if (given == NULL ||
        sscanf(given, "%15[^:]:%ld:%15[^:]:%15s", kind, &plan.nth, error, mode) != 4) {
        return;
    }
    plan.seen = seen != NULL ? atoi(seen) : 0;
    plan.error = error_named(error);
    plan.mode = mode[0] == 'o' ? ONCE : mode[0] == 'a' ? ALWAYS : mode[0] == 's' ? SHORT : HALF;
    for (plan.kind = 0; plan.kind < KINDS && strcmp(NAMES[plan.kind], kind) != 0; plan.kind++) {
    }
    if (plan.kind == READ || plan.kind == WRITE) {
        stdin = stream_on(STDIN_FILENO, "r");
        stdout = stream_on(STDOUT_FILENO, "w");
    }
}

// What is made before main, by libraries, is not counted.
static int (*real_main)(int, char **, char **);

static int begin_main(int argc, char **argv, char **env)
{
    plan.on = plan.nth > 0;
    return real_main(argc, argv, env);
}

int __libc_start_main(int (*given)(int, char **, char **), int argc, char **argv,
                      void (*init)(void), void (*fini)(void), void (*late)(void), void *end)
{
    REAL(__libc_start_main)
    real_main = given;
    return real(begin_main, argc, argv, init, fini, late, end);
}

// -- files -------------------------------------------------------------------------------

int open(const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    int mode = (flags & O_CREAT) != 0 ? va_arg(args, int) : 0;
    va_end(args);
    return fails(OPEN) ? -1 : (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...) __attribute__((alias("open")));

int mkstemp(char *template)
{
    REAL(mkstemp)
    return fails(OPEN) ? -1 : real(template);
}

FILE *fopen(const char *path, const char *mode)
{
    int file = open(path, mode[0] == 'r' ? O_RDONLY : O_WRONLY | O_CREAT | O_TRUNC, 0666);
    return file < 0 ? NULL : stream_on(file, mode);
}

ssize_t read(int file, void *to, size_t n)
{
    return fails(READ) ? -1 : syscall(SYS_read, file, to, shortened(READ, n));
}

ssize_t write(int file, const void *from, size_t n)
{
    return fails(WRITE) ? -1 : syscall(SYS_write, file, from, shortened(WRITE, n));
}

// The file is closed all the same, as Linux does.
int close(int file)
{
    int result = (int)syscall(SYS_close, file);
    return fails(CLOSE) ? -1 : result;
}

int fsync(int file)
{
    return fails(SYNC) ? -1 : (int)syscall(SYS_fsync, file);
}

int rename(const char *from, const char *to)
{
    return fails(RENAME) ? -1 : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}


int stat(const char *restrict path, struct stat *restrict out)
{
    REAL(stat)
    return fails(STAT) ? -1 : real(path, out);
}

int lstat(const char *restrict path, struct stat *restrict out)
{
    REAL(lstat)
    return fails(STAT) ? -1 : real(path, out);
}

int fstat(int file, struct stat *out)
{
    REAL(fstat)
    return fails(STAT) ? -1 : real(file, out);
}

DIR *opendir(const char *path)
{
    REAL(opendir)
    return fails(OPEN) ? NULL : real(path);
}

struct dirent *readdir(DIR *directory)
{
    REAL(readdir)
    return fails(LIST) ? NULL : real(directory);
}

int pthread_create(pthread_t *restrict thread, const pthread_attr_t *restrict how,
                   void *(*work)(void *), void *restrict host)
{
    REAL(pthread_create)
    return fails(THREAD) ? EAGAIN : real(thread, how, work, host);
}

// -- memory; what is not built in under a sanitizer, which has an allocator of its own --------

#ifndef SANITIZED
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

static bool starves(void)
{
    bool now = fails(MEMORY);
    if (now) {
        errno = ENOMEM;
    }
    return now;
}

void *malloc(size_t size)
{
    return starves() ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
    return starves() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *old, size_t size)
{
    return starves() ? NULL : __libc_realloc(old, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return starves() ? NULL : __libc_memalign(alignment, size);
}

void *memalign(size_t alignment, size_t size)
{
    return starves() ? NULL : __libc_memalign(alignment, size);
}

int posix_memalign(void **out, size_t alignment, size_t size)
{
    *out = starves() ? NULL : __libc_memalign(alignment, size);
    return *out == NULL ? ENOMEM : 0;
}
#endif
