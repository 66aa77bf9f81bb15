// Files kept open: POSIX calls on descriptors, taken up again when a signal came between.
//
// SPDX-License-Identifier: Apache-2.0
#define _DEFAULT_SOURCE // flock

#include "runtime/base/os_stream.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/base/os.h"

static bool refuse(const char **why)
{
    *why = os_reason(errno);
    return false;
}

int os_open(const char *path, OsOpen how, const char **why)
{
    int flags = how == OS_READ     ? O_RDONLY
                : how == OS_CREATE ? O_WRONLY | O_CREAT | O_TRUNC
                : how == OS_NEW    ? O_RDWR | O_CREAT | O_EXCL
                                   : O_RDWR;
    int file = open(path, flags | O_CLOEXEC, 0666);
    struct stat status;
    if (file < 0) {
        (void)refuse(why);
    } else if (fstat(file, &status) == 0 && S_ISDIR(status.st_mode)) {
        *why = os_reason(EISDIR);
        close(file);
        file = -1;
    }
    return file;
}

void os_close(int file)
{
    if (file >= 0) {
        close(file);
    }
}

bool os_remove(const char *path, const char **why)
{
    return unlink(path) == 0 || refuse(why);
}

int64_t os_size(int file)
{
    struct stat status;
    off_t at = lseek(file, 0, SEEK_CUR);
    bool regular = fstat(file, &status) == 0 && S_ISREG(status.st_mode);
    return regular && at >= 0 && status.st_size >= at ? (int64_t)(status.st_size - at) : -1;
}

bool os_lock(int file)
{
    return flock(file, LOCK_EX | LOCK_NB) == 0;
}

int64_t os_read_some(int file, int wake, char *to, size_t n, const char **why)
{
    for (;;) {
        struct pollfd either[] = {{file, POLLIN, 0}, {wake, POLLIN, 0}};
        int ready = poll(either, wake < 0 ? 1 : 2, -1);
        if (ready > 0 && either[1].revents != 0) {
            return OS_WOKEN;
        }
        ssize_t got = ready < 0 ? -1 : read(file, to, n);
        if (got >= 0) {
            return got;
        }
        if (errno != EINTR) {
            (void)refuse(why);
            return OS_FAILED;
        }
    }
}

int64_t os_read_all(int file, char *to, size_t n, const char **why)
{
    size_t done = 0;
    while (done < n) {
        int64_t got = os_read_some(file, -1, to + done, n - done, why);
        if (got <= 0) {
            return got < 0 ? got : (int64_t)done;
        }
        done += (size_t)got;
    }
    return (int64_t)done;
}

bool os_write_all(int file, Str bytes, const char **why)
{
    while (bytes.len > 0) {
        ssize_t n = write(file, bytes.at, bytes.len);
        if (n < 0 && errno == EAGAIN) {
            struct pollfd ready = {file, POLLOUT, 0};
            (void)poll(&ready, 1, -1);
        } else if (n < 0 && errno != EINTR) {
            return refuse(why);
        }
        size_t done = n < 0 ? 0 : (size_t)n;
        bytes = (Str){bytes.at + done, bytes.len - done};
    }
    return true;
}

bool os_cut(int file, uint64_t size, const char **why)
{
    bool good = ftruncate(file, (off_t)size) == 0 && lseek(file, (off_t)size, SEEK_SET) >= 0;
    return good || refuse(why);
}

bool os_sync(int file, const char **why)
{
    bool good = file < 0 || fsync(file) == 0 || errno == EINVAL || errno == EROFS || errno == ENOTSUP;
    return good || refuse(why);
}
