// What a case came to, in ranks that can be compared. See answer.h.
//
// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/answer.h"

#include <stdio.h>
#include <stdlib.h>

// The chains of verdicts that the tests meet, mildest first. The names of one chain have the
// same rank in every chain that has them.
static const char *const CHAIN[] = {
    "not_subject", "no_terms", "offered", "no_license_required", "allowed", "authorized",
    "license_required", "watched", "barred", "refused", "prohibited",
};

static int rank(const char *verdict)
{
    for (size_t i = 0; i < countof(CHAIN); i++) {
        if (strcmp(CHAIN[i], verdict) == 0) {
            return (int)i;
        }
    }
    fprintf(stderr, "answer.c: the verdict '%s' has no rank yet\n", verdict);
    abort();
}

static Bounds *next(Answer *out, const char *regime, const char *id)
{
    if (out->n == ANSWER_LINES) {
        return NULL;
    }
    Bounds *bounds = &out->bounds[out->n++];
    snprintf(bounds->regime, sizeof bounds->regime, "%s", regime);
    snprintf(bounds->id, sizeof bounds->id, "%s", id);
    return bounds;
}

static bool add_regime(Answer *out, const licet_regime *regime)
{
    Bounds *bounds = next(out, regime->name, "");
    if (bounds != NULL) {
        bounds->low = regime->low;
        bounds->high = regime->high;
        bounds->gate = (int)regime->gate;
    }
    return bounds != NULL;
}

static bool add_line(Answer *out, const licet_line *line)
{
    Bounds *bounds = next(out, line->regime, line->id);
    if (bounds != NULL) {
        bounds->low = line->low;
        bounds->high = line->high;
        bounds->gate = (int)line->gate;
    }
    return bounds != NULL;
}

bool answer_of_decision(const licet_decision *decision, Answer *out)
{
    licet_regime regime;
    licet_line line;
    bool good = true;
    *out = (Answer){.gate = (int)licet_decision_gate(decision), .exit = licet_decision_exit(decision)};
    for (size_t i = 0; good && licet_decision_regime(decision, i, &regime); i++) {
        good = add_regime(out, &regime);
    }
    for (size_t i = 0; good && licet_decision_line(decision, i, &line); i++) {
        good = add_line(out, &line);
    }
    return good;
}

bool answer_of_decider(const licet_decider *decider, Answer *out)
{
    licet_regime regime;
    licet_line line;
    bool good = true;
    *out = (Answer){.gate = (int)licet_decider_gate(decider), .exit = licet_decider_exit(decider)};
    for (size_t i = 0; good && licet_decider_regime(decider, i, &regime); i++) {
        good = add_regime(out, &regime);
    }
    for (size_t i = 0; good && licet_decider_line(decider, i, &line); i++) {
        good = add_line(out, &line);
    }
    return good;
}

// -- laws -------------------------------------------------------------------------------

static const Bounds *find(const Answer *in, const Bounds *like)
{
    for (size_t i = 0; i < in->n; i++) {
        if (strcmp(in->bounds[i].id, like->id) == 0 && strcmp(in->bounds[i].regime, like->regime) == 0) {
            return &in->bounds[i];
        }
    }
    return NULL;
}

static const char *became(Arena *arena, const Bounds *a, const Bounds *b, const char *how)
{
    return str_format(arena, "%s %s: %s..%s became %s..%s %s", a->regime, a->id, a->low, a->high,
                      b->low, b->high, how).at;
}

const char *answer_wider(Arena *arena, const Answer *base, const Answer *less)
{
    for (size_t i = 0; i < base->n; i++) {
        const Bounds *a = &base->bounds[i], *b = find(less, a);
        if (b != NULL && (rank(b->low) > rank(a->low) || rank(b->high) < rank(a->high))) {
            return became(arena, a, b, "with fewer facts");
        }
    }
    return NULL;
}

const char *answer_no_easier(Arena *arena, const Answer *base, const Answer *less)
{
    for (size_t i = 0; i < base->n; i++) {
        const Bounds *a = &base->bounds[i], *b = find(less, a);
        if (b != NULL && (rank(b->low) < rank(a->low) || rank(b->high) < rank(a->high))) {
            return became(arena, a, b, "with an act withdrawn");
        }
    }
    return NULL;
}

const char *answer_within(Arena *arena, const Answer *part, const Answer *whole)
{
    for (size_t i = 0; i < part->n; i++) {
        const Bounds *a = &part->bounds[i], *b = find(whole, a);
        if (b != NULL && (rank(b->low) < rank(a->low) || rank(b->high) > rank(a->high))) {
            return became(arena, a, b, "when all was known");
        }
    }
    return NULL;
}

const char *answer_same(Arena *arena, const Answer *a, const Answer *b)
{
    if (a->n != b->n || a->gate != b->gate || a->exit != b->exit) {
        return str_format(arena, "%zu lines, gate %d, exit %d against %zu, %d, %d", a->n, a->gate,
                          a->exit, b->n, b->gate, b->exit).at;
    }
    for (size_t i = 0; i < a->n; i++) {
        const Bounds *x = &a->bounds[i], *y = find(b, x);
        if (y == NULL || strcmp(x->low, y->low) != 0 || strcmp(x->high, y->high) != 0 || x->gate != y->gate) {
            return y == NULL ? "a line is not there" : became(arena, x, y, "on the other way");
        }
    }
    return NULL;
}
