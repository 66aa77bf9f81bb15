// The room that touches the system: what a process that runs strangers' code takes from itself.
//
// Limits, and a filter of system calls: it may compute, take memory, start threads of its own
// and read files. It may not start or signal processes, write, rename or remove files, or open
// a socket: these calls fail there as if not permitted. Where the system has no such filter
// the limits stand alone.
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE // close_range

#include "runtime/base/os.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#if defined(__linux__) && __has_include(<linux/seccomp.h>)
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#define HAS_FILTER 1
#endif

enum { FILES_MOST = 64, STACK = 8 << 20 };

static void limit(int resource, rlim_t most)
{
    struct rlimit both = {most, most};
    (void)setrlimit((__rlimit_resource_t)resource, &both);
}

#ifdef HAS_FILTER

enum { STEPS_MOST = 256, NR = offsetof(struct seccomp_data, nr) };

typedef struct Filter {
    struct sock_filter steps[STEPS_MOST];
    unsigned short n;
} Filter;

static void add(Filter *filter, struct sock_filter step)
{
    if (filter->n < STEPS_MOST) {
        filter->steps[filter->n++] = step;
    }
}

// Low half of an argument: flags and process numbers are 32 bits wide.
static uint32_t argument(unsigned index)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    return (uint32_t)offsetof(struct seccomp_data, args) + 8 * index + 4;
#else
    return (uint32_t)offsetof(struct seccomp_data, args) + 8 * index;
#endif
}

static struct sock_filter load(uint32_t offset)
{
    return (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset);
}

static struct sock_filter refuse_with(int error)
{
    return (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (uint32_t)error);
}

// The accumulator holds the number of the call between any two of these.
static void refuse(Filter *filter, long call, int error)
{
    add(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call, 0, 1));
    add(filter, refuse_with(error));
}

// Refused unless (argument & mask) is `want`.
static void refuse_unless(Filter *filter, long call, unsigned index, uint32_t mask, uint32_t want)
{
    add(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call, 0, 5));
    add(filter, load(argument(index)));
    add(filter, (struct sock_filter)BPF_STMT(BPF_ALU | BPF_AND | BPF_K, mask));
    add(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, want, 1, 0));
    add(filter, refuse_with(EPERM));
    add(filter, load(NR));
}

// Not every machine has every call.
static const long REFUSED[] = {
#ifdef SYS_fork
    SYS_fork,
#endif
#ifdef SYS_vfork
    SYS_vfork,
#endif
    SYS_execve, SYS_execveat, SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_tkill,
    SYS_rt_sigqueueinfo, SYS_rt_tgsigqueueinfo, SYS_setpgid, SYS_setsid, SYS_unshare,
#ifdef SYS_pidfd_open
    SYS_pidfd_open, SYS_pidfd_send_signal, SYS_pidfd_getfd,
#endif
    SYS_socket, SYS_truncate, SYS_unlinkat, SYS_renameat2, SYS_mkdirat, SYS_linkat, SYS_symlinkat,
    SYS_fchmodat, SYS_fchownat, SYS_mknodat,
#ifdef SYS_renameat
    SYS_renameat,
#endif
#ifdef SYS_unlink
    SYS_unlink, SYS_rename, SYS_mkdir, SYS_rmdir, SYS_link, SYS_symlink, SYS_chmod, SYS_chown,
    SYS_lchown, SYS_mknod, SYS_creat,
#endif
#ifdef SYS_io_uring_setup
    SYS_io_uring_setup,
#endif
};

static void write_filter(Filter *filter)
{
    uint32_t own = (uint32_t)getpid(), opens = O_ACCMODE | O_CREAT | O_TRUNC;
#ifdef __x86_64__
    add(filter, load(offsetof(struct seccomp_data, arch)));
    add(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0));
    add(filter, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS));
    add(filter, load(NR));
    add(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1)); // x32
    add(filter, refuse_with(EPERM));
#else
    add(filter, load(NR));
#endif
    for (size_t i = 0; i < countof(REFUSED); i++) {
        refuse(filter, REFUSED[i], EPERM);
    }
#ifdef SYS_clone3
    refuse(filter, SYS_clone3, ENOSYS); // its flags cannot be seen; the caller takes clone
#endif
#ifdef SYS_openat2
    refuse(filter, SYS_openat2, ENOSYS);
#endif
#ifdef SYS_open
    refuse_unless(filter, SYS_open, 1, opens, O_RDONLY);
#endif
    refuse_unless(filter, SYS_openat, 2, opens, O_RDONLY);
    refuse_unless(filter, SYS_clone, 0, CLONE_THREAD, CLONE_THREAD);
    refuse_unless(filter, SYS_kill, 0, UINT32_MAX, own);
    refuse_unless(filter, SYS_tgkill, 0, UINT32_MAX, own);
    refuse_unless(filter, SYS_prlimit64, 0, UINT32_MAX, 0);
    add(filter, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
}

static void set_filter(void)
{
    Filter filter = {.n = 0};
    write_filter(&filter);
    struct sock_fprog program = {filter.n, filter.steps};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) {
        (void)prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
    }
}

#else

static void set_filter(void)
{
}

#endif

void os_confine(size_t memory)
{
#ifdef SYS_close_range
    if (syscall(SYS_close_range, OS_PROCESS_SOCKET + 1, ~0U, 0) != 0)
#endif
    {
        for (long file = OS_PROCESS_SOCKET + 1, n = sysconf(_SC_OPEN_MAX); file < n; file++) {
            close((int)file);
        }
    }
    signal(SIGXFSZ, SIG_IGN); // writing fails instead
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_NOFILE, FILES_MOST);
    limit(RLIMIT_STACK, STACK);
    limit(RLIMIT_AS, memory);
    set_filter();
}

void os_alarm(uint32_t milliseconds)
{
    struct itimerval timer = {
        .it_value = {(time_t)(milliseconds / 1000), (suseconds_t)(milliseconds % 1000) * 1000},
    };
    setitimer(ITIMER_REAL, &timer, NULL);
}
