// Scenarios: what they give as facts, and whether a decision is what they expect.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_ENGINE_SCENARIO_H
#define LICET_ENGINE_SCENARIO_H

#include "runtime/base/json.h"
#include "runtime/core/core.h"

typedef struct ScenarioFailure {
    Str message; // "expected no_license_required, got undetermined ..."
    Span span;
} ScenarioFailure;

typedef struct ScenarioResult {
    Arena *arena;
    VEC(ScenarioFailure) failures;
    size_t n_expects;
} ScenarioResult;

// Lays what the scenario gives over the facts, then the changes of the group (NULL: none).
void scenario_lay(Facts *facts, const CoreScenario *scenario, const CoreGroup *group);

// Compares one decision document, made in the world of the expectation.
void scenario_compare(ScenarioResult *result, const Json *document, const CoreExpect *expect);

#endif
