// Runs a fuzz target on files, without a fuzzer: what was found once is tried in every test run.
//
//     build/asan/fuzz/policy FILE...        ends with N passed, 0 failed, or with the crash
//
// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/fuzz.h"

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        licet_text text = fuzz_read(argv[i]);
        fprintf(stderr, "%s\n", argv[i]);
        LLVMFuzzerTestOneInput((const uint8_t *)text.at, text.len);
        free((void *)(uintptr_t)text.at);
    }
    printf("%d passed, 0 failed\n", argc - 1);
    return 0;
}
