// Whole policies and cases from bytes: every byte is a choice, so that who changes bytes steers.
//
// Policies are well typed and small, over a fixed vocabulary, so that rules meet: all effects,
// spans, doubtful days, versions, tables, definitions, acts. Facts for them have unknown places
// and open lists. When the bytes are used up the simplest choice is made.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_FUZZ_GENERATE_H
#define LICET_FUZZ_GENERATE_H

#include "runtime/base/json.h"

// Choices, from the front of the bytes or, `back`, from their end.
typedef struct Draw {
    const uint8_t *at;
    size_t n;
    bool back;
} Draw;

unsigned draw(Draw *draw, unsigned below); // 0 .. below-1
bool draw_once_in(Draw *draw, unsigned n); // true one time in n, never without bytes

enum { PARTS_MOST = 64, FILES_MOST = 5 };

// The declarations of one policy; their order means nothing.
typedef struct Parts {
    Str common[PARTS_MOST], rules[PARTS_MOST];
    size_t n_common, n_rules;
    Str csv;               // of the table "watch", beside the modules
    const char *proposed;  // a label that can be assumed, or NULL
    bool flagging, fact_dates;
} Parts;

void generate_policy(Arena *arena, Draw *choices, Parts *out);
// {"ship_date": ..., ...}: what is known of one case.
Json *generate_facts(Arena *arena, Draw *choices);
// A day around which the law changes, "2023-11-17".
const char *generate_day(Draw *choices);

// The parts as one text, in their order or in another.
Str parts_text(Arena *arena, const Parts *parts, Draw *shuffle);
// The same as a literate file, one block for each part.
Str parts_literate(Arena *arena, const Parts *parts);
// The same as three modules: what is common, and the rules in two that import it.
typedef struct PartModules {
    Str common, first, second;
} PartModules;
PartModules parts_modules(Arena *arena, const Parts *parts, Draw *shuffle);

// -- what the laws speak of; all of them change what they are given ----------------------

// Which facts are acts, and the lists that may be open, by name.
typedef struct Names {
    const char *const *acts, *const *open; // each ended by NULL
} Names;
extern const Names generated_names;

// One fact less: a value unknown, or an open list without its last element. False: none left.
bool given_forget(Arena *arena, Draw *choices, const Names *names, Json *facts);
// One act less; false when none was done.
bool given_withdraw(Arena *arena, Draw *choices, const Names *names, Json *facts);
// Everything known: unknown places filled, open lists closed, some with more elements.
void given_complete(Arena *arena, Draw *choices, Json *facts);
// Members of objects in another order, at all depths.
void given_shuffle(Draw *choices, Json *facts);
Json *given_copy(Arena *arena, const Json *facts);

#endif
