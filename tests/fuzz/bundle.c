// Fuzz target: any bytes opened as a bundle, or a whole bundle with some of its bytes changed.
//
// The first byte chooses: odd, the rest is the bundle; even, the rest are changes to a good one,
// four bytes each (three say where, one what is turned), and a last odd rest says how much is
// cut off. Whatever was changed must be refused; what was not must decide as the policy does.
// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/fuzz.h"

static licet_text good_bundle(void)
{
    static licet_buffer *buffer;
    if (buffer == NULL) {
        must(licet_policy_bundle(fuzz_orders(), NULL, 0, &buffer) == LICET_OK);
    }
    return licet_buffer_text(buffer);
}

static bool open_bundle(licet_text bundle)
{
    static const FuzzFile none[] = {{NULL, {NULL, 0}}};
    licet_engine *engine = fuzz_engine(none);
    licet_policy *policy = NULL;
    licet_status status = licet_policy_open(engine, bundle, &policy);
    must(status == LICET_OK || status == LICET_REJECTED || status == LICET_LIMIT);
    must(status != LICET_REJECTED || licet_report_errors(licet_policy_report(policy)) > 0);
    if (status == LICET_OK) {
        licet_facts *facts;
        must(licet_facts_new(policy, &facts) == LICET_OK);
        must(licet_facts_set(facts, "destination=CN") == LICET_OK);
        fuzz_decide(policy, facts);
        licet_facts_free(facts);
    }
    licet_policy_free(policy);
    licet_engine_free(engine);
    return status == LICET_OK;
}

// The good one with changes; false when nothing came to be changed.
static bool change(char *bundle, size_t *len, const uint8_t *bytes, size_t n)
{
    licet_text good = good_bundle();
    while (n >= 4) {
        size_t at = ((size_t)bytes[0] << 16 | (size_t)bytes[1] << 8 | bytes[2]) % *len;
        bundle[at] = (char)(bundle[at] ^ bytes[3]);
        bytes += 4;
        n -= 4;
    }
    if (n == 3) {
        *len -= ((size_t)bytes[0] << 8 | bytes[1]) % *len;
    }
    return *len != good.len || memcmp(bundle, good.at, good.len) != 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    licet_text good = good_bundle();
    size_t len = n > 0 && bytes[0] % 2 == 1 ? n - 1 : good.len;
    char *bundle = aligned_alloc(4096, (len / 4096 + 1) * 4096);
    if (n > 0 && bytes[0] % 2 == 1) {
        memcpy(bundle, bytes + 1, len);
        open_bundle((licet_text){bundle, len});
    } else {
        memcpy(bundle, good.at, len);
        bool changed = n > 0 && change(bundle, &len, bytes + 1, n - 1);
        must(open_bundle((licet_text){bundle, len}) == !changed);
    }
    free(bundle);
    return 0;
}
