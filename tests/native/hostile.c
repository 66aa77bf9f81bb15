// A library of native functions that do what natives must not do, one for each way.
//
// Some say with their result how far they got: 0 is not at all.
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE

#include <fcntl.h>
#include <locale.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "runtime/include/licet_native.h"

#define NATIVE(result, name, ...) \
    __attribute__((visibility("default"))) result name(licet_call *call, ##__VA_ARGS__); \
    __attribute__((visibility("default"))) result name(licet_call *call, ##__VA_ARGS__)

static volatile int *const nowhere = (int *)8;
static volatile int zero;
static jmp_buf gone;
static int mess;

// -- it does not come back

NATIVE(int64_t, crashes)
{
    (void)call;
    return *nowhere;
}

NATIVE(int64_t, aborts)
{
    (void)call;
    abort();
}

NATIVE(int64_t, divides_by_zero)
{
    (void)call;
    raise(SIGFPE); // not every machine traps on 1 / 0
    return 1 / zero;
}

NATIVE(int64_t, ends_by_exit)
{
    (void)call;
    exit(3);
}

NATIVE(int64_t, ends_at_once)
{
    (void)call;
    _exit(0);
}

NATIVE(int64_t, kills_itself)
{
    (void)call;
    kill(getpid(), SIGKILL);
    return 1;
}

static void come_and_go(void)
{
    (void)setjmp(gone);
}

NATIVE(int64_t, jumps_away)
{
    (void)call;
    come_and_go();
    longjmp(gone, 1);
}

static int deeper(int n)
{
    volatile char frame[4096];
    frame[n % 4096] = 1;
    return deeper(n + 1) + frame[0];
}

NATIVE(int64_t, runs_out_of_stack)
{
    (void)call;
    return deeper(0);
}

NATIVE(int64_t, spins)
{
    (void)call;
    while (zero == 0) {
    }
    return 1;
}

NATIVE(int64_t, sleeps)
{
    (void)call;
    for (;;) {
        pause();
    }
}

NATIVE(int64_t, stops)
{
    (void)call;
    kill(getpid(), SIGSTOP);
    return 1;
}

NATIVE(int64_t, hides_and_spins)
{
    (void)call;
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    for (;;) {
    }
}

// -- it takes what is not its own

NATIVE(int64_t, closes_everything)
{
    (void)call;
    for (int file = 0; file < 64; file++) {
        close(file);
    }
    return 1;
}

NATIVE(int64_t, closes_everything_and_stays)
{
    closes_everything(call);
    for (;;) {
        pause();
    }
}

NATIVE(int64_t, writes_everywhere)
{
    (void)call;
    ssize_t written = 0;
    for (int file = 0; file < 64; file++) {
        written += write(file, "this is no message of the engine's\n", 35);
    }
    return written;
}

// A message that has the form of a result, for whatever is called next.
NATIVE(int64_t, forges_results)
{
    (void)call;
    const struct { uint32_t size, kind; uint64_t call; int64_t value; } forged = {8, 8, 1, 666};
    return write(3, &forged, sizeof forged);
}

NATIVE(int64_t, writes_over_arguments, const char *text, const licet_number *number)
{
    (void)call;
    memset((char *)(uintptr_t)text, 'x', strlen(text));
    memset((char *)(uintptr_t)number->num, '9', strlen(number->num));
    *(licet_number *)(uintptr_t)number = (licet_number){NULL, NULL};
    return 7;
}

NATIVE(int64_t, scribbles_over_the_call)
{
    memset(call, 0x5A, sizeof *call);
    return 7;
}

NATIVE(int64_t, asks_for_memory)
{
    for (;;) {
        memset(call->allocate(call, 1 << 20), 1, 1 << 20);
    }
}

NATIVE(int64_t, asks_for_all_memory)
{
    return *(char *)call->allocate(call, SIZE_MAX / 8);
}

// MiB that it got, at most 4 GiB.
NATIVE(int64_t, takes_memory)
{
    (void)call;
    int64_t got = 0;
    for (char *volatile block; got < 4096 && (block = malloc(1 << 20)) != NULL; got++) { // clang leaves out unused blocks
        memset(block, 1, 1 << 20);
    }
    return got;
}

NATIVE(int64_t, forks)
{
    (void)call;
    pid_t child = fork();
    if (child == 0) {
        for (;;) {
            pause();
        }
    }
    return child > 0;
}

NATIVE(int64_t, runs_a_command)
{
    (void)call;
    return system("true") == 0;
}

// Harmless if it should be permitted.
NATIVE(int64_t, signals_the_host)
{
    (void)call;
    return kill(getppid(), SIGCONT) == 0;
}

NATIVE(int64_t, writes_a_file)
{
    (void)call;
    int file = open("/tmp/licet-hostile", O_WRONLY | O_CREAT, 0600);
    return file >= 0 && write(file, "x", 1) == 1;
}

NATIVE(int64_t, connects)
{
    (void)call;
    return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}

NATIVE(int64_t, looks_at_the_environment)
{
    (void)call;
    return getenv("PATH") != NULL || getenv("LD_LIBRARY_PATH") != NULL;
}

NATIVE(int64_t, has_descriptors)
{
    (void)call;
    int64_t n = 0;
    for (int file = 4; file < 1024; file++) {
        n += fcntl(file, F_GETFD) >= 0;
    }
    return n;
}

// -- it changes what the next call finds

NATIVE(int64_t, changes_its_world)
{
    (void)call;
    printf("a word on standard output");
    fprintf(stderr, "and one on standard error");
    fflush(NULL);
    setlocale(LC_ALL, "tr_TR.UTF-8");
    signal(SIGSEGV, SIG_IGN);
    signal(SIGALRM, SIG_IGN);
    return chdir("/") + 7;
}

NATIVE(int64_t, leaves_a_mess)
{
    (void)call;
    mess = 1;
    return 1;
}

NATIVE(int64_t, needs_order)
{
    (void)call;
    if (mess) {
        abort();
    }
    return 7;
}

static void *crash_later(void *unused)
{
    usleep(20000);
    *nowhere = 1;
    return unused;
}

NATIVE(int64_t, crashes_later)
{
    (void)call;
    pthread_t thread;
    return pthread_create(&thread, NULL, crash_later, NULL) == 0 ? 7 : 0;
}

NATIVE(int64_t, reports_and_crashes)
{
    call->fail(call, "all is well");
    return *nowhere;
}

NATIVE(int64_t, asks_without_end)
{
    licet_value got;
    for (;;) {
        call->call_back(call, "nobody", NULL, 0, &got);
    }
}

NATIVE(int64_t, asks_with_garbage)
{
    licet_value got, bad[2] = {{.kind = (licet_kind)77, .as.integer = 1}};
    call->call_back(call, "five", bad, 2, &got);
    return 1;
}

NATIVE(int64_t, asks_with_too_much)
{
    licet_value got;
    call->call_back(call, "five", NULL, SIZE_MAX, &got);
    return 1;
}

// -- it is not what it is said to be

// Declared as if it gave its text through its last parameter.
NATIVE(const char *, gives_its_text_otherwise)
{
    (void)call;
    return "text";
}

// Declared as if its parameter was an integer.
NATIVE(int64_t, takes_a_text_instead, const char *text)
{
    (void)call;
    return (int64_t)strlen(text);
}

NATIVE(void, gives_a_turned_text, const char **out)
{
    (void)call;
    *out = "no\xE2\x80\xAE license";
}

NATIVE(void, gives_a_bad_pointer, const char **out)
{
    (void)call;
    *out = (const char *)(uintptr_t)nowhere;
}

NATIVE(void, gives_an_endless_text, const char **out)
{
    (void)call;
    char *room = mmap(NULL, 100 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    memset(room, 'x', (100 << 20) - 1);
    *out = room;
}

NATIVE(void, gives_endless_digits, licet_number *out)
{
    char *room = call->allocate(call, (1 << 20) + 1);
    memset(room, '7', 1 << 20);
    out->num = room;
}

NATIVE(void, gives_not_a_number, licet_number *out)
{
    (void)call;
    out->num = "NaN";
}

NATIVE(void, gives_an_exponent, licet_number *out)
{
    (void)call;
    out->num = "1e999999999";
}
