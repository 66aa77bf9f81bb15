// Files, streams, clock, terminal and libraries: POSIX calls, with reasons instead of errno.
//
// Arena memory may jump away, so it is taken while no file is open wherever the size can
// be known; only pipes and devices, whose size cannot, are read with the arena growing.
// SPDX-License-Identifier: Apache-2.0
#define _DEFAULT_SOURCE // madvise

#include "runtime/base/os.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { CHUNK = 65536, COLUMNS_UNKNOWN = 80 };

// Not strerror: the same words under every locale.
const char *os_reason(int error)
{
    switch (error) {
    case EACCES: return "permission denied";
    case EPERM: return "operation not permitted";
    case EEXIST: return "file exists";
    case EFBIG: return "file too large";
    case EIO: return "input/output error";
    case EISDIR: return "is a directory";
    case ELOOP: return "too many levels of symbolic links";
    case EMFILE: return "too many open files";
    case ENAMETOOLONG: return "file name too long";
    case ENOENT: return "no such file or directory";
    case ENOMEM: return "out of memory";
    case ENOSPC: return "no space left on device";
    case ENOTDIR: return "not a directory";
    case EPIPE: return "broken pipe";
    case EROFS: return "read-only file system";
    default: return "system error";
    }
}

static bool refuse(const char **why, const char *reason_text)
{
    *why = reason_text;
    return false;
}

// Reads until n bytes are there or the file ends; -1 on error.
static ssize_t read_fully(int file, char *to, size_t n)
{
    size_t done = 0;
    while (done < n) {
        ssize_t got = read(file, to + done, n - done);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return -1;
        }
        if (got == 0) {
            break;
        }
        done += (size_t)got;
    }
    return (ssize_t)done;
}

static bool read_stream(Arena *arena, int file, size_t most, Str *out, const char **why)
{
    Buf buf;
    buf_init(&buf, arena);
    char *chunk = arena_alloc(arena, CHUNK);
    for (;;) {
        ssize_t n = read_fully(file, chunk, CHUNK);
        if (n < 0) {
            return refuse(why, os_reason(errno));
        }
        if ((size_t)n > most - buf.len) {
            return refuse(why, "too large");
        }
        buf_add(&buf, chunk, (size_t)n);
        if (n < CHUNK) {
            *out = buf_done(&buf);
            return true;
        }
    }
}

static bool read_pipe(Arena *arena, const char *path, size_t most, Str *out,
                      const char **why)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return refuse(why, os_reason(errno));
    }
    bool good = read_stream(arena, file, most, out, why);
    close(file);
    return good;
}

bool os_read(Arena *arena, const char *path, size_t most, Str *out, const char **why)
{
    struct stat status;
    if (strcmp(path, "-") == 0) {
        return read_stream(arena, STDIN_FILENO, most, out, why);
    }
    if (stat(path, &status) != 0) {
        return refuse(why, os_reason(errno));
    }
    if (S_ISDIR(status.st_mode)) {
        return refuse(why, os_reason(EISDIR));
    }
    // Files in /proc are regular and say 0: they are read like pipes.
    if (!S_ISREG(status.st_mode) || status.st_size == 0) {
        return read_pipe(arena, path, most, out, why);
    }
    size_t size = (size_t)status.st_size;
    if (size > most) {
        return refuse(why, "too large");
    }
    char *text = arena_alloc(arena, size + 1);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return refuse(why, os_reason(errno));
    }
    ssize_t n = read_fully(file, text, size);
    int error = errno;
    close(file);
    if (n < 0) {
        return refuse(why, os_reason(error));
    }
    *out = (Str){text, (size_t)n};
    return true;
}

static bool write_fully(int file, Str bytes)
{
    while (bytes.len > 0) {
        ssize_t n = write(file, bytes.at, bytes.len);
        if (n < 0 && errno != EINTR) {
            return false;
        }
        size_t done = n < 0 ? 0 : (size_t)n;
        bytes = (Str){bytes.at + done, bytes.len - done};
    }
    return true;
}

bool os_write(const char *path, Str bytes, const char **why)
{
    if (strcmp(path, "-") == 0) {
        const char *at = bytes.at == NULL ? "" : bytes.at;
        bool good = fwrite(at, 1, bytes.len, stdout) == bytes.len;
        return (fflush(stdout) == 0 && good) || refuse(why, os_reason(errno));
    }
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0) {
        return refuse(why, os_reason(errno));
    }
    bool good = write_fully(file, bytes);
    int error = errno;
    if (close(file) != 0 && good) {
        return refuse(why, os_reason(errno));
    }
    return good || refuse(why, os_reason(error));
}

bool os_exists(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0;
}

bool os_is_directory(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool os_is_link(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 && S_ISLNK(status.st_mode);
}

static int compare_names(const void *a, const void *b)
{
    const Str *left = a, *right = b;
    return str_cmp(*left, *right);
}

// Bytes of all names with their zero bytes, and their number; false on error.
static bool measure_names(const char *path, size_t *bytes, size_t *n)
{
    DIR *directory = opendir(path);
    *bytes = *n = 0;
    if (directory == NULL) {
        return false;
    }
    for (struct dirent *entry; (entry = readdir(directory)) != NULL; ++*n) {
        *bytes += strlen(entry->d_name) + 1;
    }
    closedir(directory);
    return true;
}

bool os_list(Arena *arena, const char *path, Str **names, size_t *n, const char **why)
{
    size_t bytes, most;
    if (!measure_names(path, &bytes, &most)) {
        return refuse(why, os_reason(errno));
    }
    char *text = arena_alloc(arena, bytes + 1), *end = text + bytes;
    *names = arena_array(arena, Str, most + 1);
    *n = 0;
    DIR *directory = opendir(path);
    if (directory == NULL) {
        return refuse(why, os_reason(errno));
    }
    for (struct dirent *entry; (entry = readdir(directory)) != NULL && *n < most;) {
        size_t len = strlen(entry->d_name);
        bool is_dots = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
        if (is_dots || len >= (size_t)(end - text)) {
            continue; // the second: names that came between the two readings
        }
        memcpy(text, entry->d_name, len + 1);
        (*names)[(*n)++] = (Str){text, len};
        text += len + 1;
    }
    closedir(directory);
    qsort(*names, *n, sizeof **names, compare_names);
    return true;
}

bool os_is_terminal(FILE *stream)
{
    return isatty(fileno(stream)) == 1;
}

size_t os_columns(FILE *stream)
{
    struct winsize size;
    if (ioctl(fileno(stream), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) {
        return COLUMNS_UNKNOWN;
    }
    return size.ws_col;
}

Day os_today(void)
{
    return (Day)(time(NULL) / 86400);
}

void os_time(int64_t seconds, char out[21])
{
    time_t then = (time_t)seconds;
    struct tm parts;
    gmtime_r(&then, &parts);
    strftime(out, 21, "%Y-%m-%dT%H:%M:%SZ", &parts);
}

void os_now(char out[21])
{
    os_time((int64_t)time(NULL), out);
}

uint64_t os_micros(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

const char *os_env(const char *name)
{
    const char *value = getenv(name);
    return value == NULL || value[0] == '\0' ? NULL : value;
}

void *os_library_open(Arena *arena, const char *path, const char **why)
{
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        const char *text = dlerror();
        *why = str_copy(arena, str_of(text == NULL ? "cannot be loaded" : text)).at;
    }
    return library;
}

void *os_library_symbol(void *library, const char *name)
{
    return dlsym(library, name);
}

void os_library_close(void *library)
{
    dlclose(library);
}

void *os_allocate(void *host, void *old, size_t size)
{
    enum { HUGE_PAGE = 2 << 20 };
    (void)host;
    if (size == 0) {
        free(old);
        return NULL;
    }
    if (old != NULL || size < HUGE_PAGE) {
        return realloc(old, size);
    }
    size_t whole = (size + HUGE_PAGE - 1) & ~(size_t)(HUGE_PAGE - 1);
    void *block = whole < size ? NULL : aligned_alloc(HUGE_PAGE, whole);
#ifdef MADV_HUGEPAGE
    if (block != NULL) {
        (void)madvise(block, whole, MADV_HUGEPAGE); // a wish
    }
#endif
    return block;
}
