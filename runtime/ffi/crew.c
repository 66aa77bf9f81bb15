// The processes that call natives for one policy: taken for a call, given back, replaced.
//
// Each has a slot that says whether it is there and who has it; whoever changes the slot from
// idle or empty to busy owns it until it is changed back. Nothing else is shared.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/ffi/crew.h"

#include <stdatomic.h>

typedef enum SlotState { SLOT_EMPTY, SLOT_IDLE, SLOT_BUSY } SlotState;

typedef struct Slot {
    atomic_int state;
    OsProcess process;
    bool used;
} Slot;

struct Crew {
    int program; // what is started; -1: it could not be made
    const char *why;
    Str message;
    size_t n;
    const bool *wanted; // of the natives: each new process must bind it
    Slot slots[CREW_MOST];
};

// The program worker.c, linked in.
extern const char ffi_worker_image[], ffi_worker_image_end[];

Crew *crew_new(Arena *arena, Str message, size_t n)
{
    Crew *crew = arena_make(arena, Crew);
    crew->message = message;
    crew->n = n;
    // cppcheck-suppress comparePointers // the assembler puts one behind the other
    size_t size = (size_t)(ffi_worker_image_end - ffi_worker_image);
    crew->program = os_program_make(ffi_worker_image, size, &crew->why);
    return crew;
}

void crew_settle(Crew *crew, Str message, const bool *wanted)
{
    crew->message = message;
    crew->wanted = wanted;
}

static bool claim(Slot *slot, SlotState from)
{
    int expected = (int)from;
    return atomic_compare_exchange_strong(&slot->state, &expected, SLOT_BUSY);
}

static void end_process(Slot *slot, bool alive, char how[64])
{
    os_process_end(&slot->process, alive, how);
    atomic_store(&slot->state, SLOT_EMPTY);
}

void crew_close(Crew *crew)
{
    char how[64];
    for (size_t i = 0; crew != NULL && i < CREW_MOST; i++) {
        if (atomic_load(&crew->slots[i].state) != SLOT_EMPTY) {
            end_process(&crew->slots[i], true, how);
        }
    }
    if (crew != NULL) {
        os_program_close(crew->program);
        crew->program = -1;
    }
}

// What is heard of each native in turn, until all are through or something is wrong.
static size_t hear(const Crew *crew, const OsProcess *process, Arena *arena, CrewBound *bound,
                   OsTransfer *went)
{
    OsPatience patience = os_patience(process, (uint64_t)WIRE_BIND_TIME * 1000);
    *went = wire_send(process->socket, WIRE_BIND, 0, crew->message, &patience);
    for (size_t i = 0; i < crew->n && *went == OS_DONE; i++) {
        WireHead head;
        Str body = STR_NONE;
        *went = wire_receive(process->socket, arena, WIRE_MOST, &head, &body, &patience);
        if (*went != OS_DONE) {
            return i;
        }
        WireReader reader = {arena, body, head.kind != WIRE_BOUND};
        bound[i].went = (WireBound)wire_get_number(&reader);
        bound[i].text = str_of(wire_get_text(&reader));
        if (reader.bad || bound[i].went > WIRE_NOT_CALLABLE) {
            *went = OS_BROKEN;
            return i;
        }
    }
    return *went == OS_DONE ? crew->n : 0;
}

static Str how_text(Arena *arena, const char *how)
{
    return how[0] != '\0' ? str_copy(arena, str_of(how))
                          : STR("it broke its connection to the engine");
}

// Starts a process in a slot that is ours; the number of natives that it got through.
static size_t start(Crew *crew, CrewMember *member, Arena *arena, CrewBound *bound, Str *why)
{
    Slot *slot = &crew->slots[member->slot];
    const char *system = crew->why;
    if (crew->program < 0 || !os_process_start(crew->program, &slot->process, &system)) {
        atomic_store(&slot->state, SLOT_EMPTY);
        *why = str_format(arena, "no process can be started for it: %s", system);
        return 0;
    }
    member->process = &slot->process;
    arena_hold(arena, &member->hold);
    OsTransfer went;
    size_t done = hear(crew, member->process, arena, bound, &went);
    if (done < crew->n) {
        Str how = crew_end(member, arena, went != OS_ENDED);
        *why = went == OS_LATE ? str_format(arena, "opening it took longer than %d seconds",
                                 WIRE_BIND_TIME / 1000) : how;
    }
    return done;
}

static void drop(GuardHold *hold)
{
    CrewMember *member = (CrewMember *)hold;
    char how[64];
    end_process(&member->crew->slots[member->slot], true, how);
}

size_t crew_first(Crew *crew, Arena *arena, CrewBound *bound, Str *why)
{
    CrewMember member = {.hold = {NULL, drop}, .crew = crew};
    claim(&crew->slots[0], SLOT_EMPTY);
    size_t done = start(crew, &member, arena, bound, why);
    if (done == crew->n) {
        crew_give_back(&member, arena);
    }
    return done;
}

// Idle ones first. A fork of the host must not talk to the processes of its parent.
static bool find_slot(Crew *crew, size_t *at, bool *started)
{
    for (size_t i = 0; i < CREW_MOST; i++) {
        if (claim(&crew->slots[i], SLOT_IDLE)) {
            char how[64];
            *at = i;
            *started = os_process_is_ours(&crew->slots[i].process);
            if (!*started) {
                os_process_end(&crew->slots[i].process, false, how);
            }
            return true;
        }
    }
    for (size_t i = 0; i < CREW_MOST; i++) {
        if (claim(&crew->slots[i], SLOT_EMPTY)) {
            *at = i;
            *started = false;
            return true;
        }
    }
    return false;
}

bool crew_take(Crew *crew, Arena *arena, CrewMember *out, Str *why)
{
    bool started;
    *out = (CrewMember){.hold = {NULL, drop}, .crew = crew};
    CrewBound *bound = arena_array(arena, CrewBound, crew->n + 1);
    if (!find_slot(crew, &out->slot, &started)) {
        *why = str_format(arena, "more than %d native functions are called at once", CREW_MOST);
        return false;
    }
    if (started) {
        out->process = &crew->slots[out->slot].process;
        out->used = crew->slots[out->slot].used;
        arena_hold(arena, &out->hold);
        return true;
    }
    if (start(crew, out, arena, bound, why) < crew->n) {
        return false;
    }
    for (size_t i = 0; i < crew->n; i++) {
        if (crew->wanted[i] && bound[i].went != WIRE_IS_BOUND) {
            crew_end(out, arena, true);
            *why = STR("its library is not what it was when the policy was loaded");
            return false;
        }
    }
    return true;
}

void crew_give_back(CrewMember *member, Arena *arena)
{
    Slot *slot = &member->crew->slots[member->slot];
    arena_let_go(arena, &member->hold);
    slot->used = member->used;
    atomic_store(&slot->state, SLOT_IDLE);
}

Str crew_end(CrewMember *member, Arena *arena, bool alive)
{
    char how[64];
    arena_let_go(arena, &member->hold);
    end_process(&member->crew->slots[member->slot], alive, how);
    return how_text(arena, how);
}
