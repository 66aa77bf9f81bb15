// Frames: which parameters the value of a called definition rests on.
//
// In:  the trace. Out: for the body of each call a set of parameter numbers, as bits. A
//      body's steps stand before the call's step, so bodies are looked at in that order and
//      a nested call already has its answer. Calls are remembered by their arguments'
//      values, so one body may serve several calls with different argument steps.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/support.h"

typedef struct FrameWalk {
    Arena *arena;
    const Trace *trace;
    uint64_t *uses;
    uint32_t *seen, stamp; // by StepId
    VEC(StepId) waiting;
} FrameWalk;

static void frame_push(FrameWalk *walk, StepId id)
{
    if (id != 0 && walk->seen[id] != walk->stamp) {
        walk->seen[id] = walk->stamp;
        vec_push(walk->arena, &walk->waiting, id);
    }
}

// The kids that belong to the same frame: arguments that a nested call uses, not its body.
static void frame_push_kids(FrameWalk *walk, const Step *step)
{
    const StepId *kids = &walk->trace->kids[step->first_kid];
    if (step->expr->op == CORE_ACT) {
        return;
    }
    bool call = step->expr->op == CORE_CALL && step->n_kids > 0;
    uint64_t used = call ? walk->uses[kids[step->n_kids - 1]] : 0;
    for (uint32_t k = 0; k < step->n_kids; k++) {
        bool body = call && k + 1 == step->n_kids;
        bool wanted = call ? k >= 64 || (used >> k & 1) != 0
                           : kids[k] != 0 && support_keeps(walk->trace, step, k);
        if (!body && wanted) {
            frame_push(walk, kids[k]);
        }
    }
}

static uint64_t frame_uses(FrameWalk *walk, const Func *func, StepId body)
{
    uint64_t out = 0;
    walk->stamp++;
    frame_push(walk, body);
    while (walk->waiting.n > 0) {
        const Step *step = &walk->trace->steps[walk->waiting.items[--walk->waiting.n]];
        if (step->expr->op == CORE_SLOT && step->expr->index < func->n_params &&
            step->expr->index < 64) {
            out |= UINT64_C(1) << step->expr->index;
        }
        frame_push_kids(walk, step);
    }
    return out;
}

uint64_t *frames_find_uses(Arena *arena, const Evaluation *eval)
{
    const Trace *trace = &eval->trace;
    FrameWalk walk = {.arena = arena, .trace = trace};
    walk.uses = arena_array(arena, uint64_t, trace->n + 1);
    walk.seen = arena_array(arena, uint32_t, trace->n + 1);
    bool *known = arena_array(arena, bool, trace->n + 1);
    for (size_t i = 1; i < trace->n; i++) {
        const Step *step = &trace->steps[i];
        if (step->expr->op != CORE_CALL || step->n_kids == 0 || step->call == NULL) {
            continue;
        }
        StepId body = trace->kids[step->first_kid + step->n_kids - 1];
        if (!known[body]) {
            known[body] = true;
            walk.uses[body] = frame_uses(&walk, step->call, body);
        }
    }
    return walk.uses;
}
