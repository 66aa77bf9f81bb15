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
        bounds->low = rank(regime->low);
        bounds->high = rank(regime->high);
        bounds->gate = (int)regime->gate;
    }
    return bounds != NULL;
}

static bool add_line(Answer *out, const licet_line *line)
{
    Bounds *bounds = next(out, line->regime, line->id);
    if (bounds != NULL) {
        bounds->low = rank(line->low);
        bounds->high = rank(line->high);
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
    return str_format(arena, "%s %s: %s..%s became %s..%s %s", a->regime, a->id, CHAIN[a->low],
                      CHAIN[a->high], CHAIN[b->low], CHAIN[b->high], how).at;
}

const char *answer_wider(Arena *arena, const Answer *base, const Answer *less)
{
    for (size_t i = 0; i < base->n; i++) {
        const Bounds *a = &base->bounds[i], *b = find(less, a);
        if (b != NULL && (b->low > a->low || b->high < a->high)) {
            return became(arena, a, b, "with fewer facts");
        }
    }
    return NULL;
}

const char *answer_no_easier(Arena *arena, const Answer *base, const Answer *less)
{
    for (size_t i = 0; i < base->n; i++) {
        const Bounds *a = &base->bounds[i], *b = find(less, a);
        if (b != NULL && (b->low < a->low || b->high < a->high)) {
            return became(arena, a, b, "with an act withdrawn");
        }
    }
    return NULL;
}

const char *answer_within(Arena *arena, const Answer *part, const Answer *whole)
{
    for (size_t i = 0; i < part->n; i++) {
        const Bounds *a = &part->bounds[i], *b = find(whole, a);
        if (b != NULL && (b->low < a->low || b->high > a->high)) {
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
        if (y == NULL || x->low != y->low || x->high != y->high || x->gate != y->gate) {
            return y == NULL ? "a line is not there" : became(arena, x, y, "on the other way");
        }
    }
    return NULL;
}

// -- words ------------------------------------------------------------------------------

static void put_place(Buf *out, const licet_decision *decision, Str pointer)
{
    licet_buffer *buffer = NULL;
    if (licet_decision_json(decision, pointer.at, false, &buffer) == LICET_OK) {
        buf_text(out, licet_buffer_text(buffer).at);
    }
    licet_buffer_free(buffer);
}

const char *answer_words(Arena *arena, const licet_decision *decision)
{
    static const char *const PLACES[] = {"gate", "exit", "valid", "regimes", "missing", "not_in_force",
                                         "unverified", "doubts", "conflicts", "depends_on"};
    Buf out;
    buf_init(&out, arena);
    for (size_t i = 0; i < countof(PLACES); i++) {
        put_place(&out, decision, str_format(arena, "/statement/%s", PLACES[i]));
    }
    const licet_node *line = licet_node_first(licet_decision_node(decision, "/statement/lines"));
    for (size_t i = 0; line != NULL; line = licet_node_next(line), i++) {
        for (const licet_node *at = licet_node_first(line); at != NULL; at = licet_node_next(at)) {
            licet_text name = licet_node_name(at);
            if (name.len != 7 || memcmp(name.at, "margins", 7) != 0) {
                put_place(&out, decision, str_format(arena, "/statement/lines/%zu/%.*s", i, (int)name.len, name.at));
            }
        }
    }
    return buf_done(&out).at;
}
