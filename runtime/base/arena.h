// Linear memory: a product's allocations live in one arena and are freed together.
//
// An arena never returns NULL. When the host's allocator fails or the limit of the
// guard is reached, control jumps to the guard's recovery point, which only the public
// door (engine/) sets. So nothing but arena memory may be held between door and jump, and
// what hangs on the guard as a GuardHold, which is given back before the jump.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_BASE_ARENA_H
#define LICET_BASE_ARENA_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Why a guarded call was left early.
typedef enum GuardWhy {
    GUARD_NONE,
    GUARD_NO_MEMORY, // the host's allocator returned NULL
    GUARD_LIMIT,     // the memory limit of the guard was reached
} GuardWhy;

// Something else than memory that is held for a while, and how to give it back. Lives in the
// frame of who holds it.
typedef struct GuardHold {
    struct GuardHold *next;
    void (*give_back)(struct GuardHold *hold);
} GuardHold;

// The recovery point and the memory budget shared by all arenas of one door call.
typedef struct Guard {
    jmp_buf recovery;                                    // set by the door with setjmp
    bool armed;                                          // recovery is valid
    void (*end)(GuardWhy why);                           // unarmed: does not return; else abort()
    GuardWhy why;                                        // set before the jump
    size_t limit, used;                                  // bytes; limit 0 = unlimited
    void *(*allocate)(void *host, void *old, size_t n);  // realloc-like; n 0 frees
    void *host;
    GuardHold *holds;                                    // the last one first
} Guard;

typedef struct Arena Arena;

// A guard on malloc without limit, unarmed.
void guard_init(Guard *guard);

// Both never return NULL (see above). Memory is zeroed and aligned to 16 bytes.
Arena *arena_new(Guard *guard);
void *arena_alloc(Arena *arena, size_t size);
void *arena_alloc_raw(Arena *arena, size_t size); // not zeroed, for what is filled at once

enum { ARENA_LENT_MIN = 256 };
// The arena starts anew in the caller's room (16-aligned, at least ARENA_LENT_MIN bytes), which
// must live as long.
void arena_lend(Arena *arena, void *room, size_t size);

// n+1 bytes copied and terminated by a zero byte.
char *arena_copy(Arena *arena, const char *bytes, size_t n);

// Frees the arena and all its memory; NULL is allowed.
void arena_free(Arena *arena);

// Every allocation of an arena, in order; kept in another one. For image.h.
typedef struct ArenaUnit {
    unsigned char *at;
    size_t size; // rounded up
} ArenaUnit;
typedef struct ArenaLog {
    Arena *keeper;
    ArenaUnit *items;
    size_t n, cap;
} ArenaLog;
void arena_log(Arena *arena, ArenaLog *log); // from now on

// Bytes handed out so far.
size_t arena_used(const Arena *arena);

// Forgets everything allocated but keeps the blocks for the next use.
void arena_reset(Arena *arena);

// Held from here on, until it is let go; the last one first.
void arena_hold(Arena *arena, GuardHold *hold);
void arena_let_go(Arena *arena, GuardHold *hold);

// An arena beside another, on its guard, for what does not last; freed when control jumps, too.
// Begun and ended in one frame, like every hold the last one first.
typedef struct Scratch {
    GuardHold hold;
    Arena *arena;
} Scratch;
void scratch_begin(Scratch *scratch, Arena *beside);
void scratch_end(Scratch *scratch);

#define arena_make(arena, T) ((T *)arena_alloc((arena), sizeof(T)))
#define arena_array(arena, T, n) ((T *)arena_alloc((arena), (n) * sizeof(T)))

// Appends one item to an arena-held vector {items, n, cap}: doubles by copying.
void *arena_grow(Arena *arena, void *items, size_t n, size_t *cap, size_t item_size);
#define VEC(T) \
    struct { \
        T *items; \
        size_t n, cap; \
    }
#define vec_push(arena, v, x) \
    ((void)((v)->n < (v)->cap || \
            ((v)->items = arena_grow((arena), (v)->items, (v)->n, &(v)->cap, sizeof *(v)->items))), \
     (v)->items[(v)->n++] = (x))

#define countof(a) (sizeof(a) / sizeof((a)[0]))

#endif
