// Fuzz target: any bytes as the CSV file of a table with a column of every type.
//
// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/fuzz.h"

static const char POLICY[] =
    "module fuzz\n"
    "verdicts { outside; free; excused; needed blocks; barred blocks }\n"
    "outcomes { permit raises needed }\nreasons { listed }\n"
    "enum Kind { one; two }\n"
    "table watch columns key name: text, place: country, class: eccn, kind: Kind,\n"
    "  share: number from 0 .. 1, area: quantity in mm2, day: date, mark: boolean, rest: list of text\n"
    "  hit collect from \"list.csv\" complete through 2026-07-31\n"
    "fact buyer: text\nfact day: date\nlaw date = day\n"
    "rule 1 requires permit(reason: listed)\n"
    "  when some row in watch[buyer] satisfies row.mark or row.share more than 1/2\n";

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    const FuzzFile files[] = {
        {"fuzz.licet", {POLICY, sizeof POLICY - 1}},
        {"list.csv", {(const char *)bytes, n}},
        {NULL, {NULL, 0}},
    };
    licet_engine *engine = fuzz_engine(files);
    licet_policy *policy = fuzz_policy(engine, "fuzz.licet");
    if (policy != NULL) {
        licet_facts *facts;
        must(licet_facts_new(policy, &facts) == LICET_OK);
        must(licet_facts_set(facts, "buyer=Acme") == LICET_OK);
        fuzz_decide(policy, facts);
        licet_facts_free(facts);
    }
    licet_policy_free(policy);
    licet_engine_free(engine);
    return 0;
}
