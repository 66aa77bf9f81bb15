// Being asked to stop: a thread waits for the signals, so nothing is global and no handler runs.
//
// SPDX-License-Identifier: Apache-2.0
#define _POSIX_C_SOURCE 200809L

#include "runtime/base/os_stop.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

struct OsStop {
    pthread_t thread;
    sigset_t signals, before; // taken; the mask as it was
    int ends[2];              // of a pipe: the first can be read once a stop was asked for
    atomic_bool asked;
};

static const int SIGNALS[] = {SIGTERM, SIGINT, SIGHUP};
enum { N_SIGNALS = 3 };

// Those that are not ignored.
static void choose(sigset_t *out)
{
    sigemptyset(out);
    for (int i = 0; i < N_SIGNALS; i++) {
        struct sigaction now;
        if (sigaction(SIGNALS[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN) {
            sigaddset(out, SIGNALS[i]);
        }
    }
}

static void *wait_for(void *host)
{
    OsStop *stop = host;
    int got;
    if (sigwait(&stop->signals, &got) == 0) {
        os_stop_ask(stop);
        pthread_sigmask(SIG_UNBLOCK, &stop->signals, NULL); // the second one ends the program
    }
    for (;;) {
        pause();
    }
    return NULL;
}

OsStop *os_stop_begin(void)
{
    OsStop *stop = malloc(sizeof *stop);
    if (stop == NULL) {
        return NULL;
    }
    *stop = (OsStop){0};
    atomic_init(&stop->asked, false);
    signal(SIGPIPE, SIG_IGN);
    choose(&stop->signals);
    if (pipe(stop->ends) != 0) {
        free(stop);
        return NULL;
    }
    fcntl(stop->ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(stop->ends[1], F_SETFD, FD_CLOEXEC);
    pthread_sigmask(SIG_BLOCK, &stop->signals, &stop->before);
    if (pthread_create(&stop->thread, NULL, wait_for, stop) != 0) {
        close(stop->ends[0]);
        close(stop->ends[1]);
        free(stop);
        return NULL;
    }
    return stop;
}

// The thread stays until the process ends, with what it looks at: to cancel it the C library loads
// code, and ends the process when there is no memory for that.
void os_stop_end(OsStop *stop)
{
    pthread_sigmask(SIG_SETMASK, &stop->before, NULL);
}

bool os_stop_asked(const OsStop *stop)
{
    return atomic_load_explicit(&stop->asked, memory_order_relaxed);
}

void os_stop_ask(OsStop *stop)
{
    if (!atomic_exchange(&stop->asked, true)) {
        ssize_t done = write(stop->ends[1], "s", 1);
        (void)done;
    }
}

int os_stop_wake(const OsStop *stop)
{
    return stop->ends[0];
}
