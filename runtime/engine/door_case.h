// Cases and deciders, inner door.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_ENGINE_DOOR_CASE_H
#define LICET_ENGINE_DOOR_CASE_H

#include <stdalign.h>

#include "runtime/engine/programs.h"
#include "runtime/fast/read.h"
#include "runtime/fast/verdict.h"

enum { ASSUME_MAX = 8 };

// What each decision looks at stands last, before the cells (door_case.c).
struct licet_case {
    alignas(16) Door door;
    char *own_text;        // room for it, if it is no longer than usual
    Str text;              // its own copy
    Str given;             // the object of facts in it
    Str id, as_of;         // of a line, or empty
    const char *assume[ASSUME_MAX];
    const licet_policy *policy;
    Cell *top;
    licet_facts *facts;    // when they were needed; NULL until then
    const licet_facts *taken; // instead: facts of the caller
    uint8_t n_assume;
    bool plain;            // top holds the facts
    bool has_world, text_world, has_day, extra_ok;
};

struct licet_decider {
    Door door;             // its arena: what one answer needs
    Arena *keep;           // of the same guard: what is kept from one answer to the next
    const licet_policy *policy;
    const PlanBox *plan;
    Run run;
    uintptr_t last, next;  // where the case decided before lies, and the one to come
    const ProgramBox *program; // at work
    ProgramBox *assuming;  // the last one with assumed labels, and what it is for
    Str assumed;
    Day assumed_on;
    bool assumed_text;
    Answered answer;
    VEC(const char *) ids; // of lines
    VEC(const char *) codes; // as answer.codes
    bool quick;            // answer holds; else decision
    Day day;               // of that answer
    licet_supposed supposed;
    licet_decision *decision;
};

// The facts of the case as licet_facts, made when first asked for.
licet_status case_facts(licet_case *of, const licet_facts **out);

#endif
