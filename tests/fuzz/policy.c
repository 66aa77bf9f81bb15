// Fuzz target: any bytes as a policy. Scanner, parser, checker, lowering, code, explanations, scenarios.
//
// What begins with '#' is a literate file.
// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/fuzz.h"

static void ask(const licet_policy *policy)
{
    licet_buffer *buffer;
    for (licet_stage stage = LICET_STAGE_TREE; stage <= LICET_STAGE_ERAS; stage++) {
        must(licet_policy_dump(policy, stage, &buffer) == LICET_OK);
        licet_buffer_free(buffer);
    }
    must(licet_policy_cost(policy, 3, &buffer) == LICET_OK);
    licet_buffer_free(buffer);
    for (licet_facts_form form = LICET_FACTS_SCHEMA; form <= LICET_FACTS_LIST; form++) {
        must(licet_policy_facts(policy, form, &buffer) == LICET_OK);
        licet_buffer_free(buffer);
    }
    licet_policy_explain(policy, "1", NULL, &buffer);
    licet_buffer_free(buffer);
}

static void run_scenarios(const licet_policy *policy)
{
    licet_coverage *coverage;
    must(licet_coverage_new(policy, &coverage) == LICET_OK);
    for (size_t i = 0; i < licet_scenario_count(policy) && i < 4; i++) {
        licet_outcome *outcome;
        if (licet_scenario_run(policy, i, coverage, &outcome) == LICET_OK) {
            must(licet_outcome_expects(outcome) >= (licet_outcome_failures(outcome) > 0));
            licet_outcome_free(outcome);
        }
    }
    licet_coverage_free(coverage);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    const char *name = n > 0 && bytes[0] == '#' ? "fuzz.md" : "fuzz.licet";
    const FuzzFile files[] = {{name, {(const char *)bytes, n}}, {NULL, {NULL, 0}}};
    licet_engine *engine = fuzz_engine(files);
    licet_policy *policy = fuzz_policy(engine, name);
    if (policy != NULL) {
        licet_facts *facts;
        ask(policy);
        run_scenarios(policy);
        must(licet_facts_new(policy, &facts) == LICET_OK);
        fuzz_decide(policy, facts);
        licet_facts_free(facts);
    }
    licet_policy_free(policy);
    licet_engine_free(engine);
    return 0;
}
