// Linear memory: blocks from the host's allocator, handed out front to back.
//
// In:  the guard with the host's allocator, the budget and the recovery point.
// Out: zeroed memory, aligned to 16 bytes, freed together with its arena.
// A block is filled and never shrunk; reset only forgets what is in it.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/os.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ALIGNMENT = 16,
#ifdef ARENA_GRAIN
    BLOCK_FIRST = 1, BLOCK_MOST = 1, // every request gets a block of its own
#else
    BLOCK_FIRST = 4096,    // bytes of the first block, doubled for each further one
    BLOCK_MOST = 4 << 20,  // until this; a larger request gets a block of its own
#endif
    BLOCKS_TRIED = 8,      // kept blocks looked at before a new one is taken
};

typedef struct Block Block;
struct Block {
    Block *next;
    size_t size, used;
    alignas(ALIGNMENT) unsigned char bytes[];
};

struct Arena {
    Guard *guard;
    Block *first, *current;
    Block *lent;       // the caller's, or NULL
    size_t block_size; // of the next new block
    size_t handed_out;
    ArenaLog *log; // NULL: none is kept
};

void guard_init(Guard *guard)
{
    memset(guard, 0, sizeof *guard);
    guard->allocate = os_allocate;
}

static _Noreturn void fail(Guard *guard, GuardWhy why)
{
    guard->why = why;
    while (guard->holds != NULL) {
        GuardHold *hold = guard->holds;
        guard->holds = hold->next;
        hold->give_back(hold);
    }
    if (guard->armed) {
        longjmp(guard->recovery, 1);
    }
    if (guard->end != NULL) {
        guard->end(why);
    }
    fputs(why == GUARD_LIMIT ? "licet: memory limit reached\n" : "licet: out of memory\n",
          stderr);
    abort();
}

static void *take(Guard *guard, size_t size)
{
    if (guard->limit != 0 &&
        (guard->used > guard->limit || size > guard->limit - guard->used)) {
        fail(guard, GUARD_LIMIT);
    }
    void *memory = guard->allocate(guard->host, NULL, size);
    if (memory == NULL) {
        fail(guard, GUARD_NO_MEMORY);
    }
    guard->used += size;
    return memory;
}

static void give_back(Guard *guard, void *memory, size_t size)
{
    guard->allocate(guard->host, memory, 0);
    guard->used -= size;
}

Arena *arena_new(Guard *guard)
{
    Arena *arena = take(guard, sizeof *arena);
    *arena = (Arena){.guard = guard, .block_size = BLOCK_FIRST};
    return arena;
}

void arena_lend(Arena *arena, void *room, size_t size)
{
    arena->lent = room;
    *arena->lent = (Block){.size = size - sizeof(Block), .next = arena->first};
    arena->first = arena->current = arena->lent;
}

static bool block_fits(const Block *block, size_t size)
{
    return block != NULL && block->size - block->used >= size;
}

// A block kept by arena_reset behind the current one, or NULL.
static Block *kept_block(const Arena *arena, size_t size)
{
    Block *block = arena->current == NULL ? arena->first : arena->current->next;
    for (int tried = 0; block != NULL && tried < BLOCKS_TRIED; tried++) {
        if (block_fits(block, size)) {
            return block;
        }
        block = block->next;
    }
    return NULL;
}

// Linked behind the current block, so that kept blocks stay reachable.
static Block *new_block(Arena *arena, size_t size)
{
    size_t room = size > arena->block_size ? size : arena->block_size;
    Block *block = take(arena->guard, sizeof *block + room);
    block->size = room;
    block->used = 0;
    if (arena->current == NULL) {
        block->next = arena->first;
        arena->first = block;
    } else {
        block->next = arena->current->next;
        arena->current->next = block;
    }
    if (arena->block_size < BLOCK_MOST) {
        arena->block_size *= 2;
    }
    return block;
}

static Block *block_for(Arena *arena, size_t size)
{
    if (block_fits(arena->current, size)) {
        return arena->current;
    }
    Block *block = kept_block(arena, size);
    if (block == NULL) {
        block = new_block(arena, size);
    }
    // A block of its own for one large thing must not end the use of a half-empty one.
    if (arena->current == NULL || block->size - size >= arena->current->size -
                                                          arena->current->used) {
        arena->current = block;
    }
    return block;
}

static size_t rounded_up(size_t size)
{
    size_t rounded = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    return rounded == 0 ? ALIGNMENT : rounded;
}

void *arena_alloc_raw(Arena *arena, size_t size)
{
    if (size > SIZE_MAX / 4) {
        fail(arena->guard, GUARD_LIMIT);
    }
    size_t rounded = rounded_up(size);
    Block *block = block_for(arena, rounded);
    void *memory = block->bytes + block->used;
    block->used += rounded;
    arena->handed_out += rounded;
    if (arena->log != NULL) {
        memset(memory, 0, rounded); // what is logged is compared, unused bytes and all
        vec_push(arena->log->keeper, arena->log, ((ArenaUnit){memory, rounded}));
    }
    return memory;
}

void *arena_alloc(Arena *arena, size_t size)
{
    enum { SMALL = 256 };
    Block *block = arena->current;
    if (size > SMALL || arena->log != NULL || !block_fits(block, SMALL)) {
        return memset(arena_alloc_raw(arena, size), 0, rounded_up(size));
    }
    unsigned char *memory = block->bytes + block->used;
    size_t rounded = rounded_up(size);
    block->used += rounded;
    arena->handed_out += rounded;
    for (size_t i = 0; i < rounded; i += ALIGNMENT) {
        memset(memory + i, 0, ALIGNMENT);
    }
    return memory;
}

char *arena_copy(Arena *arena, const char *bytes, size_t n)
{
    char *copy = arena_alloc_raw(arena, n + 1);
    if (n != 0) {
        memcpy(copy, bytes, n);
    }
    copy[n] = '\0';
    return copy;
}

void arena_free(Arena *arena)
{
    if (arena == NULL) {
        return;
    }
    Guard *guard = arena->guard;
    for (Block *block = arena->first, *next; block != NULL; block = next) {
        next = block->next;
        if (block == arena->lent) {
            continue;
        }
        give_back(guard, block, sizeof *block + block->size);
    }
    give_back(guard, arena, sizeof *arena);
}

void arena_log(Arena *arena, ArenaLog *log)
{
    arena->log = log;
}

size_t arena_used(const Arena *arena)
{
    return arena->handed_out;
}

void arena_reset(Arena *arena)
{
    for (Block *block = arena->first; block != NULL; block = block->next) {
        block->used = 0;
    }
    arena->current = arena->first;
    arena->handed_out = 0;
}

void arena_hold(Arena *arena, GuardHold *hold)
{
    hold->next = arena->guard->holds;
    arena->guard->holds = hold;
}

void arena_let_go(Arena *arena, GuardHold *hold)
{
    arena->guard->holds = hold->next;
}

static void free_scratch(GuardHold *hold)
{
    arena_free(((Scratch *)hold)->arena);
}

void scratch_begin(Scratch *scratch, Arena *beside)
{
    *scratch = (Scratch){{NULL, free_scratch}, arena_new(beside->guard)};
    arena_hold(beside, &scratch->hold);
}

void scratch_end(Scratch *scratch)
{
    arena_let_go(scratch->arena, &scratch->hold);
    arena_free(scratch->arena);
}

// The last thing handed out of its block grows where it stands, when there is room.
static bool grows_in_place(Arena *arena, const void *items, size_t had, size_t wanted)
{
    Block *block = arena->current;
    size_t old = rounded_up(had), more = rounded_up(wanted) - old;
    bool last = had != 0 && block != NULL &&
                (const unsigned char *)items + old == block->bytes + block->used;
    if (!last || block->size - block->used < more || arena->log != NULL) {
        return false;
    }
    block->used += more;
    arena->handed_out += more;
    return true;
}

void *arena_grow(Arena *arena, void *items, size_t n, size_t *cap, size_t item_size)
{
    if (n < *cap) {
        return items;
    }
    size_t larger = *cap < 4 ? 8 : *cap * 2;
    if (larger > SIZE_MAX / 4 / item_size) {
        fail(arena->guard, GUARD_LIMIT);
    }
    bool stays = grows_in_place(arena, items, *cap * item_size, larger * item_size);
    char *copy = stays ? items : arena_alloc_raw(arena, larger * item_size);
    if (n != 0 && !stays) {
        memcpy(copy, items, n * item_size);
    }
    memset(copy + n * item_size, 0, (larger - n) * item_size);
    *cap = larger;
    return copy;
}
