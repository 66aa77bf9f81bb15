// Frames: which parameters the value of a called definition rests on.
//
// In:  the trace. Out: for the body of each call a set of parameter numbers, as bits. A
//      body's steps stand before the call's step, so bodies are looked at in that order and
//      a nested call already has its answer. Calls are remembered by their arguments'
//      values, so one body may serve several calls with different argument steps.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/support.h"

typedef struct Frames {
    Arena *arena;
    const Trace *trace;
    uint64_t *uses;
    uint32_t *seen, stamp; // by StepId
    VEC(StepId) waiting;
} Frames;

static void frame_push(Frames *frames, StepId id)
{
    if (id != 0 && frames->seen[id] != frames->stamp) {
        frames->seen[id] = frames->stamp;
        vec_push(frames->arena, &frames->waiting, id);
    }
}

// The kids that belong to the same frame: arguments that a nested call uses, not its body.
static void frame_push_kids(Frames *frames, const Step *step)
{
    const StepId *kids = &frames->trace->kids[step->first_kid];
    if (step->expr->op == CORE_ACT) {
        return;
    }
    bool call = step->expr->op == CORE_CALL && step->n_kids > 0;
    uint64_t used = call ? frames->uses[kids[step->n_kids - 1]] : 0;
    for (uint32_t k = 0; k < step->n_kids; k++) {
        bool body = call && k + 1 == step->n_kids;
        bool wanted = call ? k >= 64 || (used >> k & 1) != 0
                           : kids[k] != 0 && support_keeps(frames->trace, step, k);
        if (!body && wanted) {
            frame_push(frames, kids[k]);
        }
    }
}

// The variables below 64 that the value of the step rests on, as bits.
static uint64_t frame_slots(Frames *frames, StepId root)
{
    uint64_t out = 0;
    frames->stamp++;
    frame_push(frames, root);
    while (frames->waiting.n > 0) {
        const Step *step = &frames->trace->steps[frames->waiting.items[--frames->waiting.n]];
        if (step->expr->op == CORE_SLOT && step->expr->index < 64) {
            out |= UINT64_C(1) << step->expr->index;
        }
        frame_push_kids(frames, step);
    }
    return out;
}

uint64_t frames_uses(const Frames *frames, StepId body)
{
    return frames->uses[body];
}

bool frames_reads(Frames *frames, StepId root, uint32_t slot)
{
    return slot >= 64 || (frame_slots(frames, root) >> slot & 1) != 0;
}

Frames *frames_new(Arena *arena, const Evaluation *eval)
{
    const Trace *trace = &eval->trace;
    Frames *out = arena_make(arena, Frames);
    *out = (Frames){.arena = arena, .trace = trace};
    out->uses = arena_array(arena, uint64_t, trace->n + 1);
    out->seen = arena_array(arena, uint32_t, trace->n + 1);
    bool *known = arena_array(arena, bool, trace->n + 1);
    for (size_t i = 1; i < trace->n; i++) {
        const Step *step = &trace->steps[i];
        if (step->expr->op != CORE_CALL || step->n_kids == 0 || step->call == NULL) {
            continue;
        }
        StepId body = trace->kids[step->first_kid + step->n_kids - 1];
        if (!known[body]) {
            known[body] = true;
            out->uses[body] = frame_slots(out, body);
        }
    }
    return out;
}
