// Fuzz target: any bytes as facts of a policy with every type, decided when they fit.
//
// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/fuzz.h"

// What was given comes back, and means the same.
static void hold_together(const licet_policy *policy, const licet_facts *facts)
{
    licet_buffer *first, *second;
    licet_facts *again;
    must(licet_facts_json(facts, &first) == LICET_OK);
    must(licet_facts_new(policy, &again) == LICET_OK);
    must(licet_facts_read(again, "again", licet_buffer_text(first), false) == LICET_OK);
    must(licet_facts_json(again, &second) == LICET_OK);
    must(strcmp(licet_buffer_text(first).at, licet_buffer_text(second).at) == 0);
    licet_buffer_free(first);
    licet_buffer_free(second);
    licet_facts_free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    licet_policy *policy = fuzz_orders();
    licet_facts *facts;
    must(licet_facts_new(policy, &facts) == LICET_OK);
    licet_status status =
        licet_facts_read(facts, "fuzz", (licet_text){(const char *)bytes, n}, n % 2 == 1);
    must(status == LICET_OK || status == LICET_REJECTED || status == LICET_LIMIT);
    if (status == LICET_OK) {
        hold_together(policy, facts);
        fuzz_decide(policy, facts);
    } else if (status == LICET_REJECTED) {
        licet_buffer *buffer;
        must(licet_report_errors(licet_facts_report(facts)) > 0);
        must(licet_report_render(licet_facts_report(facts), LICET_FORMAT_TEXT, &buffer) == LICET_OK);
        licet_buffer_free(buffer);
    }
    licet_facts_free(facts);
    return 0;
}
