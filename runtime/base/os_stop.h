// Being asked to stop: SIGTERM, SIGINT and SIGHUP are taken by a thread of their own.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_BASE_OS_STOP_H
#define LICET_BASE_OS_STOP_H

#include <stdbool.h>

typedef struct OsStop OsStop;

// Before other threads are made, so that none of them gets the signals. A second signal ends
// the program at once. A signal that was ignored stays so. A closed pipe is an error of the
// write from here on. NULL when the system has no room for it.
OsStop *os_stop_begin(void);
void os_stop_end(OsStop *stop);

bool os_stop_asked(const OsStop *stop);
void os_stop_ask(OsStop *stop);       // as a signal would
int os_stop_wake(const OsStop *stop); // for os_read_some

#endif
