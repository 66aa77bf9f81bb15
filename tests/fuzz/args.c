// Fuzz target: any words, parted by zero bytes, as the arguments of every kind of option.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/cli/args.h"
#include "tests/fuzz/fuzz.h"

static const Option OPTIONS[] = {
    {"policy", 'p', "POLICY", "a value, often"},
    {"output", 'o', "FILE", "a value"},
    {"full", 0, NULL, "none"},
    {"help", 'h', NULL, "none"},
};
enum { WORDS = 32 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    Guard guard;
    Args args = {0};
    Str why = STR_NONE;
    char *text = malloc(n + 1), *words[WORDS + 1];
    int count = 0;
    memcpy(text, bytes, n);
    text[n] = 0;
    for (char *word = text; word < text + n && count < WORDS; word += strlen(word) + 1) {
        words[count++] = word;
    }
    guard_init(&guard);
    Arena *arena = arena_new(&guard);
    if (args_parse(&args, arena, OPTIONS, countof(OPTIONS), count, words, &why)) {
        must(args.given.n + args.files.n <= (size_t)count);
        must(args_count(&args, "policy") == 0 || args_get(&args, "policy") != NULL);
    } else {
        must(why.len > 0);
    }
    arena_free(arena);
    free(text);
    return 0;
}
