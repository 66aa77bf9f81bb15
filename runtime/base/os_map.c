// Files mapped for reading: bytes that are used where they lie.
//
// SPDX-License-Identifier: Apache-2.0
#define _DEFAULT_SOURCE // MAP_POPULATE

#include "runtime/base/os.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HEAD = 4096 };

// At the address if it is free, all pages at once.
static bool map_file(int file, size_t size, void *address, Str *out, const char **why)
{
#ifdef MAP_POPULATE
    int flags = MAP_PRIVATE | MAP_POPULATE;
#else
    int flags = MAP_PRIVATE;
#endif
    void *at = mmap(address, size, PROT_READ, flags, file, 0);
    *why = os_reason(errno);
    *out = (Str){at, size};
    // cppcheck-suppress memleak // *out holds it
    return at != MAP_FAILED;
}

static bool map_open(int file, void *(*address)(Str bytes), Str *out, const char **why)
{
    struct stat status;
    char head[HEAD];
    if (fstat(file, &status) != 0) {
        *why = os_reason(errno);
        return false;
    }
    if (!S_ISREG(status.st_mode) || status.st_size == 0) {
        *why = S_ISREG(status.st_mode) ? "it is empty" : "not a regular file";
        return false;
    }
    ssize_t n = pread(file, head, HEAD, 0);
    *why = os_reason(errno);
    return n >= 0 && map_file(file, (size_t)status.st_size, address((Str){head, (size_t)n}), out, why);
}

bool os_map(const char *path, void *(*address)(Str bytes), Str *out, const char **why)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); // a FIFO must not keep us waiting
    if (file < 0) {
        *why = os_reason(errno);
        return false;
    }
    bool good = map_open(file, address, out, why);
    close(file);
    return good;
}
