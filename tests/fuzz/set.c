// Fuzz target: lines of PATH=VALUE, one after the other into the same facts, then decided.
//
// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    licet_policy *policy = fuzz_orders();
    licet_facts *facts;
    bool good = true;
    char *text = malloc(n + 1);
    memcpy(text, bytes, n);
    text[n] = 0;
    must(licet_facts_new(policy, &facts) == LICET_OK);
    for (char *line = text, *end; good && line < text + n; line = end + 1) {
        end = line + strcspn(line, "\n");
        *end = 0;
        licet_status status = licet_facts_set(facts, line);
        must(status == LICET_OK || status == LICET_REJECTED || status == LICET_LIMIT);
        good = status == LICET_OK;
    }
    if (good) {
        fuzz_decide(policy, facts);
    }
    licet_facts_free(facts);
    free(text);
    return 0;
}
