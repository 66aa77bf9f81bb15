// Generating policies, inner door: the state, the words that policies are made of, expressions.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_FUZZ_GENERATE_INNER_H
#define LICET_FUZZ_GENERATE_INNER_H

#include "tests/fuzz/generate.h"

#define ONE_OF(g, list) (list)[draw((g)->choices, countof(list))]

enum { OWN_CLASSES = 5 }; // of these a rule may classify
enum { ORDERINGS = 4, RULES_MOST = 10, VARS_MOST = 6 };

typedef enum Effect {
    CLASSIFIES, EXCLUDES, REQUIRES, PROHIBITS, FLAGS, OBLIGES, AUTHORIZES, REVIEWS, SUSPENDS,
    UNENFORCES, EFFECTS,
} Effect;

// I an item, P a party, S a stake, R a row of names, N a number, C a country.
typedef struct Var {
    char kind, name[8];
} Var;

typedef struct Made {
    const char *label;
    Effect effect;
    bool subject;
} Made;

typedef struct Gen {
    Arena *arena;
    Draw *choices;
    Parts *parts;
    Buf *out;
    Var vars[VARS_MOST];
    size_t n_vars, n_made, n_defines;
    unsigned count;
    char defines[4]; // what each gives: n, b, c
    Made made[RULES_MOST];
    bool classes_open; // `is` may be asked
} Gen;

extern const char *const COUNTRIES[5];
extern const char *const TEXTS[4];
extern const char *const DAYS[7];
extern const char *const CLASSES[8];

void gen_put(Gen *g, const char *text);
bool gen_once_in(Gen *g, unsigned n);
Var *gen_var(Gen *g, char kind);
// level: 0 anything, 1 a part of a chain, 2 what 'not' stands before
void gen_condition(Gen *g, int level, int depth);
// unit: n none, w wob, u USD; level: 0 a sum, 1 a product, 2 a factor, 3 what stands before '^'
void gen_number(Gen *g, char unit, int level, int depth);
void gen_countries(Gen *g, int depth);
void gen_with_act(Gen *g);

#endif
