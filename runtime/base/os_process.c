// The room that touches the system: a process of one's own, started from bytes, and its socket.
//
// Not fork: in a host with threads only exec is safe after it, so the program is started by
// posix_spawn from memory (memfd). No signal of ours: a peer that went away is a result.
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE // memfd_create

#include "runtime/base/os.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "runtime/base/os_stream.h"

enum { PROGRAM_FROM = 10, GRACE = 50 /* milliseconds to see how it ended */ };

#ifndef MFD_EXEC
#define MFD_EXEC 0x0010U // since Linux 6.3; without it newer kernels complain
#endif

// Above the descriptors that the started process is given, so that none of these covers it.
int os_program_make(const char *image, size_t size, const char **why)
{
    int file = memfd_create("licet-native", MFD_CLOEXEC | MFD_EXEC);
    if (file < 0 && errno == EINVAL) {
        file = memfd_create("licet-native", MFD_CLOEXEC);
    }
    int program = file < 0 ? -1 : fcntl(file, F_DUPFD_CLOEXEC, PROGRAM_FROM);
    if (program < 0 || !os_write_all(program, (Str){image, size}, why)) {
        *why = os_reason(errno);
        os_program_close(program);
        program = -1;
    }
    if (file >= 0) {
        close(file);
    }
    return program;
}

void os_program_close(int program)
{
    if (program >= 0) {
        close(program);
    }
}

// Its socket first: that may be one of the descriptors that are replaced.
static int prepare(posix_spawn_file_actions_t *actions, posix_spawnattr_t *attributes, int socket)
{
    static const short flags =
        POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_adddup2(actions, socket, OS_PROCESS_SOCKET);
    posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_setpgroup(attributes, 0);
    posix_spawnattr_setsigmask(attributes, &none);
    posix_spawnattr_setsigdefault(attributes, &all);
    return posix_spawnattr_setflags(attributes, flags);
}

static int spawn(int program, int socket, pid_t *id)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    char path[32], name[] = "licet-native";
    char *arguments[] = {name, NULL}, *environment[] = {NULL};
    snprintf(path, sizeof path, "/proc/self/fd/%d", program);
    int error = posix_spawn_file_actions_init(&actions);
    if (error != 0) {
        return error;
    }
    error = posix_spawnattr_init(&attributes);
    if (error == 0) {
        error = prepare(&actions, &attributes, socket);
        if (error == 0) {
            error = posix_spawn(id, path, &actions, &attributes, arguments, environment);
        }
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

bool os_process_start(int program, OsProcess *out, const char **why)
{
    int ends[2];
    pid_t id = 0;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        *why = os_reason(errno);
        return false;
    }
    int error = spawn(program, ends[1], &id);
    close(ends[1]);
    if (error != 0) {
        close(ends[0]);
        *why = os_reason(error);
        return false;
    }
    *out = (OsProcess){.id = (int)id, .socket = ends[0], .parent = (int)getpid()};
    return true;
}

bool os_process_is_ours(const OsProcess *process)
{
    return process->parent == (int)getpid();
}

// -- how it ended

static const char *signal_name(int number)
{
    switch (number) {
    case SIGABRT: return "SIGABRT";
    case SIGALRM: return "SIGALRM";
    case SIGBUS: return "SIGBUS";
    case SIGFPE: return "SIGFPE";
    case SIGILL: return "SIGILL";
    case SIGKILL: return "SIGKILL";
    case SIGPIPE: return "SIGPIPE";
    case SIGSEGV: return "SIGSEGV";
    case SIGSYS: return "SIGSYS";
    case SIGTERM: return "SIGTERM";
    case SIGTRAP: return "SIGTRAP";
    case SIGXCPU: return "SIGXCPU";
    default: return "a signal";
    }
}

// What waitpid says of it; 0 while it lives; -1 when the host has taken its status.
static pid_t look(const OsProcess *process, int options, int *status)
{
    pid_t got;
    do {
        got = waitpid(process->id, status, options);
    } while (got < 0 && errno == EINTR);
    return got;
}

// A dying process closes its socket before it can be waited for.
static pid_t look_a_while(const OsProcess *process, int *status)
{
    static const struct timespec pause = {0, 1000000};
    pid_t got = look(process, WNOHANG, status);
    for (int i = 0; got == 0 && i < GRACE; i++) {
        nanosleep(&pause, NULL);
        got = look(process, WNOHANG, status);
    }
    return got;
}

void os_process_end(OsProcess *process, bool alive, char how[64])
{
    int status = 0;
    how[0] = '\0';
    bool ours = os_process_is_ours(process);
    pid_t got = ours && alive ? look(process, WNOHANG, &status) : 0; // before it hears that we go
    close(process->socket);
    if (!ours) {
        return;
    }
    got = alive ? got : look_a_while(process, &status);
    if (got == 0) {
        kill(-process->id, SIGKILL);
        kill(process->id, SIGKILL);
        look(process, 0, &status);
    } else if (got > 0 && WIFSIGNALED(status)) {
        snprintf(how, 64, "it crashed (%s)", signal_name(WTERMSIG(status)));
    } else if (got > 0) {
        snprintf(how, 64, "it ended its process (exit status %d)", WEXITSTATUS(status));
    }
}

// -- its socket

// Of all its threads; 0 when it is gone.
static uint64_t processor_time(const OsProcess *process)
{
    clockid_t clock;
    struct timespec time;
    if (clock_getcpuclockid(process->id, &clock) != 0 || clock_gettime(clock, &time) != 0) {
        return 0;
    }
    return (uint64_t)time.tv_sec * 1000000 + (uint64_t)time.tv_nsec / 1000;
}

OsPatience os_patience(const OsProcess *process, uint64_t limit)
{
    return (OsPatience){
        .left = limit, .most = 4 * limit, .limit = limit,
        .begun = processor_time(process), .process = process,
    };
}

static bool renew(OsPatience *patience)
{
    uint64_t used = patience->limit == 0 ? 0 : processor_time(patience->process);
    if (patience->most == 0 || used >= patience->begun + patience->limit) {
        return false;
    }
    uint64_t more = patience->begun + patience->limit - used;
    patience->left = more > patience->most ? patience->most : more;
    patience->most -= patience->left;
    return true;
}

// Until it is ready, or the time is up; false then.
static bool wait_for(int socket, short events, OsPatience *patience)
{
    struct pollfd poll_for = {.fd = socket, .events = events};
    for (;;) {
        uint64_t begun = os_micros(), wait = patience->left / 1000 + 1;
        int n = poll(&poll_for, 1, wait > INT32_MAX ? -1 : (int)wait);
        uint64_t took = os_micros() - begun;
        patience->left = took >= patience->left ? 0 : patience->left - took;
        if (n > 0) {
            return true;
        }
        if ((patience->left == 0 && !renew(patience)) || (n < 0 && errno != EINTR)) {
            return false;
        }
    }
}

OsTransfer os_send(int socket, const void *bytes, size_t n, OsPatience *patience)
{
    for (const char *at = bytes; n > 0;) {
        ssize_t done = send(socket, at, n, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (done >= 0) {
            at += done;
            n -= (size_t)done;
        } else if (errno == EAGAIN) {
            if (!wait_for(socket, POLLOUT, patience)) {
                return OS_LATE;
            }
        } else if (errno != EINTR) {
            return OS_ENDED;
        }
    }
    return OS_DONE;
}

OsTransfer os_receive(int socket, void *bytes, size_t n, OsPatience *patience)
{
    for (char *at = bytes; n > 0;) {
        if (!wait_for(socket, POLLIN, patience)) {
            return OS_LATE;
        }
        ssize_t done = recv(socket, at, n, MSG_DONTWAIT);
        if (done == 0 || (done < 0 && errno != EINTR && errno != EAGAIN)) {
            return OS_ENDED;
        }
        at += done < 0 ? 0 : done;
        n -= done < 0 ? 0 : (size_t)done;
    }
    return OS_DONE;
}
