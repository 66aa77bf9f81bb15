// Heads: which may stand where, how often, and which days they name.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_CHECK_SHAPE_H
#define LICET_CHECK_SHAPE_H

#include "runtime/check/pass.h"

typedef enum Construct {
    ON_RULE,
    ON_DEFINITION,
    ON_NATIVE,
    ON_TABLE,
    ON_SCENARIO,
} Construct;

// What the heads of one construct say about days.
typedef struct Shape {
    Day from, until;   // [from, until); DAY_MIN and DAY_MAX + 1 when not said
    const Node *force; // `in force`, or NULL
    bool proposed;
} Shape;

// Reports heads that do not belong, are repeated, or name no time at all.
Shape shape_heads(Pass *pass, const Node *heads, Construct on);
// Definitions: versions in order of days, without overlap.
void shape_versions(Pass *pass, Decl *define);

#endif
