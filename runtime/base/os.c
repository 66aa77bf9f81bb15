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
#include <limits.h>
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
    case EBADF: return "bad file descriptor";
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
    ssize_t n = read_fully(file, text, size + 1);
    int error = errno;
    close(file);
    if (n < 0) {
        return refuse(why, os_reason(error));
    }
    if ((size_t)n != size) {
        return refuse(why, "changed while it was read");
    }
    text[size] = 0;
    *out = (Str){text, size};
    return true;
}

bool os_look(const char *path, OsKind *kind, const char **why)
{
    struct stat status;
    *kind = OS_NOTHING;
    if (stat(path, &status) == 0) {
        *kind = S_ISDIR(status.st_mode) ? OS_FOLDER : S_ISREG(status.st_mode) ? OS_FILE : OS_OTHER;
        return true;
    }
    return errno == ENOENT || errno == ENOTDIR || refuse(why, os_reason(errno));
}

bool os_is_link(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 && S_ISLNK(status.st_mode);
}

bool os_is_same(const char *path, const char *other)
{
    struct stat a, b;
    bool found = stat(path, &a) == 0 &&
                 (strcmp(other, "-") == 0 ? fstat(STDIN_FILENO, &b) : stat(other, &b)) == 0;
    return found && S_ISREG(a.st_mode) && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

bool os_is_within(const char *path, const char *folder)
{
    char file[PATH_MAX], base[PATH_MAX];
    if (realpath(path, file) == NULL || realpath(folder[0] == '\0' ? "." : folder, base) == NULL) {
        return false;
    }
    size_t n = strlen(base);
    return strncmp(file, base, n) == 0 && (n == 1 || file[n] == '/'); // 1: the root of all
}

// The next name; NULL at the end and on an error, which only errno tells apart.
static const char *next_name(DIR *directory)
{
    errno = 0;
    const struct dirent *entry = readdir(directory);
    return entry != NULL ? entry->d_name : NULL;
}

static bool end_list(DIR *directory)
{
    int error = errno;
    closedir(directory);
    errno = error;
    return error == 0;
}

// Bytes of all names with their zero bytes, and their number; false on error.
static bool measure_names(const char *path, size_t *bytes, size_t *n)
{
    DIR *directory = opendir(path);
    *bytes = *n = 0;
    if (directory == NULL) {
        return false;
    }
    for (const char *name; (name = next_name(directory)) != NULL; ++*n) {
        *bytes += strlen(name) + 1;
    }
    return end_list(directory);
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
    for (const char *name; (name = next_name(directory)) != NULL && *n < most;) {
        size_t len = strlen(name);
        bool is_dots = strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
        if (is_dots || len >= (size_t)(end - text)) {
            continue; // the second: names that came between the two readings
        }
        memcpy(text, name, len + 1);
        (*names)[(*n)++] = (Str){text, len};
        text += len + 1;
    }
    if (!end_list(directory)) {
        return refuse(why, os_reason(errno));
    }
    qsort(*names, *n, sizeof **names, str_order);
    return true;
}

// Opened the wrong way round: whoever reads or writes there is told so, and no file that is
// opened later takes the number.
void os_begin(void)
{
    static const int MODES[] = {O_WRONLY, O_RDONLY, O_WRONLY};
    for (int file = 0; file < 3; file++) {
        if (fcntl(file, F_GETFD) < 0 && errno == EBADF) {
            (void)open("/dev/null", MODES[file]);
        }
    }
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
