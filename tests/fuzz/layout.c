// Fuzz target: any bytes laid out. What is laid out twice is laid out once, and the tree stays.
//
// The first byte says whether the rest is a plain or a literate file.
// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/fuzz.h"

// The tree as text, or NULL when the text does not check.
static char *tree_of(const char *name, licet_text text)
{
    const FuzzFile files[] = {{name, text}, {NULL, {NULL, 0}}};
    const char *const roots[] = {name};
    licet_engine *engine = fuzz_engine(files);
    licet_policy *policy;
    licet_buffer *buffer = NULL;
    char *tree = NULL;
    licet_policy_load(engine, roots, 1, &policy);
    if (policy != NULL && licet_policy_dump(policy, LICET_STAGE_TREE, &buffer) == LICET_OK) {
        licet_text shown = licet_buffer_text(buffer);
        tree = malloc(shown.len + 1);
        memcpy(tree, shown.at, shown.len + 1);
    }
    licet_buffer_free(buffer);
    licet_policy_free(policy);
    licet_engine_free(engine);
    return tree;
}

static void hold_together(const licet_engine *engine, const char *name, licet_text text,
                          licet_text laid)
{
    licet_buffer *again;
    must(licet_format_source(engine, name, laid, &again) == LICET_OK);
    licet_text twice = licet_buffer_text(again);
    must(twice.len == laid.len && memcmp(twice.at, laid.at, laid.len) == 0);
    licet_buffer_free(again);
    char *before = tree_of(name, text), *after = tree_of(name, laid);
    must((before == NULL) == (after == NULL));
    must(before == NULL || strcmp(before, after) == 0);
    free(before);
    free(after);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const FuzzFile none[] = {{NULL, {NULL, 0}}};
    if (n == 0) {
        return 0;
    }
    const char *name = bytes[0] == '#' ? "fuzz.md" : "fuzz.licet";
    size_t skip = bytes[0] == '#' ? 0 : 1;
    licet_text text = {(const char *)bytes + skip, n - skip};
    licet_engine *engine = fuzz_engine(none);
    licet_buffer *laid;
    licet_status status = licet_format_source(engine, name, text, &laid);
    must(status == LICET_OK || status == LICET_REJECTED || status == LICET_LIMIT);
    if (status == LICET_OK) {
        hold_together(engine, name, text, licet_buffer_text(laid));
    }
    licet_buffer_free(laid);
    licet_engine_free(engine);
    return 0;
}
