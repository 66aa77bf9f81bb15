// The processes that call natives for one policy: taken for a call, given back, replaced.
//
// Any number of threads may take at once. Memory is the policy's arena; the processes are
// ended by crew_close.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_FFI_CREW_H
#define LICET_FFI_CREW_H

#include "runtime/ffi/wire.h"

typedef struct Crew Crew;

enum { CREW_MOST = 256 }; // calls at one time

// How binding one native went; the text is not trusted.
typedef struct CrewBound {
    WireBound went;
    Str text;
} CrewBound;

// A worker that is held by one call; lets itself go when memory runs out.
typedef struct CrewMember {
    GuardHold hold; // first
    Crew *crew;
    size_t slot;
    const OsProcess *process;
    bool used;      // it has been called before; set by who calls
} CrewMember;

// `message` is the body of WIRE_BIND, with n natives.
Crew *crew_new(Arena *arena, Str message, size_t n);
// Starts the first one, which stays. How many natives it got through; less than n: *why.
size_t crew_first(Crew *crew, Arena *arena, CrewBound *bound, Str *why);
// From now on this is the message, and each new worker must bind the natives that are wanted.
void crew_settle(Crew *crew, Str message, const bool *wanted);
void crew_close(Crew *crew); // NULL allowed

// False with *why when none can be started. Between taking and giving back or ending, the
// member hangs on the arena's guard.
bool crew_take(Crew *crew, Arena *arena, CrewMember *out, Str *why);
void crew_give_back(CrewMember *member, Arena *arena);
// Ends it; how it had ended. `alive`: it is ended for being late.
Str crew_end(CrewMember *member, Arena *arena, bool alive);

#endif
