// Writes a file whole or not at all: into a second file beside it, which then takes its place.
//
// What cannot be replaced is written in place: pipes, devices and descriptors, links to nothing,
// files with several names or another owner, folders where no second file may stand. There a
// failure leaves the file empty, so that a part never looks whole.
// SPDX-License-Identifier: Apache-2.0
#define _XOPEN_SOURCE 700 // realpath
#include "runtime/base/os.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/base/os_stream.h"

// Room for what is added to a path.
enum { ENDING = 32 };

// Whether a write went well; why not is in errno.
static bool write_fully(int file, Str bytes)
{
    const char *why;
    return os_write_all(file, bytes, &why);
}

static bool write_in_place(const char *path, Str bytes)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0) {
        return false;
    }
    bool good = write_fully(file, bytes);
    int error = errno;
    if (!good && ftruncate(file, 0) != 0) {
        good = false; // a pipe or a device
    }
    if (close(file) != 0 && good) {
        return false;
    }
    errno = error;
    return good;
}

// The bytes in a new file with the owner and rights of the old one; false with errno, and it
// is gone. ENOTSUP: it cannot be made like the old one.
static bool write_beside(const char *path, const struct stat *old, Str bytes)
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0) {
        return false;
    }
    bool good = true;
    if (old != NULL && (fchown(file, old->st_uid, old->st_gid) != 0 ||
                        fchmod(file, old->st_mode & 07777) != 0)) {
        errno = ENOTSUP;
        good = false;
    }
    good = good && write_fully(file, bytes) && (fsync(file) == 0 || errno == EINVAL);
    int error = errno;
    if (close(file) != 0 && good) {
        error = errno;
        good = false;
    }
    if (!good) {
        unlink(path);
        errno = error;
    }
    return good;
}

// Where no second file may stand or take the place, and the file itself may be written.
static bool may_write_in_place(int error)
{
    return error == EACCES || error == EPERM || error == EROFS || error == ENAMETOOLONG ||
           error == ENOTSUP || error == EBUSY;
}

static bool replace(const char *path, const struct stat *old, Str bytes)
{
    char beside[PATH_MAX + ENDING];
    snprintf(beside, sizeof beside, "%s.%ld~", path, (long)getpid());
    if (write_beside(beside, old, bytes)) {
        if (rename(beside, path) == 0) {
            return true;
        }
        int error = errno;
        unlink(beside);
        errno = error;
    }
    return may_write_in_place(errno) && write_in_place(path, bytes);
}

// "/dev/stdout" may be a file, but what was written to it before must stay.
static bool is_special(const char *path)
{
    return strncmp(path, "/dev/", 5) == 0 || strncmp(path, "/proc/", 6) == 0;
}

static bool write_file(const char *path, Str bytes)
{
    struct stat old;
    char real[PATH_MAX];
    if (stat(path, &old) != 0) {
        if (errno != ENOENT) {
            return false;
        }
        bool plain = !os_is_link(path) && strlen(path) < PATH_MAX;
        return plain ? replace(path, NULL, bytes) : write_in_place(path, bytes);
    }
    bool plain = S_ISREG(old.st_mode) && old.st_nlink == 1 && !is_special(path) &&
                 access(path, W_OK) == 0 && realpath(path, real) != NULL;
    return plain ? replace(real, &old, bytes) : write_in_place(path, bytes);
}

bool os_write(const char *path, Str bytes, const char **why)
{
    bool good;
    if (strcmp(path, "-") == 0) {
        const char *at = bytes.at == NULL ? "" : bytes.at;
        errno = 0;
        good = fwrite(at, 1, bytes.len, stdout) == bytes.len;
        good = fflush(stdout) == 0 && good;
    } else {
        good = write_file(path, bytes);
    }
    if (!good) {
        *why = os_reason(errno);
    }
    return good;
}
