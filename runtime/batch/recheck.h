// Rechecking, inner door: what has changed, whether a decision rests on it, what came of it.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_BATCH_RECHECK_H
#define LICET_BATCH_RECHECK_H

#include "runtime/batch/packed.h"

// What licet_policy_changes said, to be asked by name.
typedef struct PolicyChanges {
    bool any, vocabulary;
    Map rules;      // label, version -> const Json *: one of them
    const Json *first_rule; // of all
    Map rows;       // "table/index" -> itself: gone
    Map tables;     // name -> const Json *
} PolicyChanges;

// Why a case is decided again.
typedef enum WhyKind {
    WHY_NOTHING, WHY_ENGINE, WHY_VOCABULARY, WHY_DATE, WHY_PACK, WHY_FACT, WHY_PROVISION, WHY_TABLE,
    WHY_KINDS
} WhyKind;
typedef struct Why {
    WhyKind kind;
    Str name; // of the fact, provision or table
    Str how;  // of a provision: "has changed", "is new", "is gone"
} Why;

// touched.c
void changes_read(PolicyChanges *changes, Arena *arena, const Json *json);
// The first thing that a decision depends on and that has changed in the policy.
Why touched_by_policy(Arena *arena, const PolicyChanges *changes, const Json *statement);
// The first fact that it depends on and that has another value; the facts as JSON.
Why touched_by_facts(Arena *arena, const Json *statement, const Json *then, const Json *now);

// differ.c: [{"at", "what": "gate"|"finding"|"reasons", "then", "now"}]; of reasons those that
// the other has not. Empty: finding, gate and reasons are the same.
Json *differ_list(Arena *arena, const Json *then, const Json *now);
void differ_print(Buf *out, const Json *list); // "gate proceed -> stop; /items/0 ..."

#endif
