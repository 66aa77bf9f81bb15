// Fuzzing: what the targets share. A target is one file with LLVMFuzzerTestOneInput.
//
// Targets run under libFuzzer (make fuzz) and, on what was found before, in make test
// (alone.c). Whatever the bytes are, nothing may crash, leak, hang or lie: `must` stops a
// target that sees a promise broken.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_FUZZ_H
#define LICET_FUZZ_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/include/licet.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

#define must(condition) \
    ((condition) ? (void)0 \
                 : (fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition), abort()))

// Files that the engine is given by path; a NULL path ends the list.
typedef struct FuzzFile {
    const char *path;
    licet_text text;
} FuzzFile;

static inline bool fuzz_load(void *host, const char *path, licet_text *text, const char **shown)
{
    for (const FuzzFile *file = host; file->path != NULL; file++) {
        if (strcmp(file->path, path) == 0) {
            *text = file->text;
            *shown = file->path;
            return true;
        }
    }
    return false;
}

// An engine with small limits, so that what is merely large ends soon.
static inline licet_engine *fuzz_engine(const FuzzFile *files)
{
    licet_engine *engine;
    licet_config config;
    licet_config_init(&config);
    config.load = fuzz_load;
    config.load_host = (void *)(uintptr_t)files;
    config.memory_limit = (size_t)256 << 20;
    config.step_limit = 200000;
    must(licet_engine_new(&config, &engine) == LICET_OK);
    return engine;
}

// NULL unless it checks. Every message of a rejected one is rendered in all formats.
static inline licet_policy *fuzz_policy(const licet_engine *engine, const char *root)
{
    const char *const roots[] = {root};
    licet_policy *policy;
    licet_status status = licet_policy_load(engine, roots, 1, &policy);
    if (status == LICET_OK) {
        return policy;
    }
    must(status == LICET_REJECTED || status == LICET_LIMIT);
    must(status == LICET_LIMIT || licet_report_errors(licet_policy_report(policy)) > 0);
    for (licet_format format = LICET_FORMAT_TEXT;
         status == LICET_REJECTED && format <= LICET_FORMAT_GITHUB; format++) {
        licet_buffer *buffer;
        if (licet_report_render(licet_policy_report(policy), format, &buffer) == LICET_OK) {
            must(licet_buffer_text(buffer).len > 0);
            licet_buffer_free(buffer);
        }
    }
    licet_policy_free(policy);
    return NULL;
}

// Decides, writes the answer in every form, and holds the id against a second run.
static inline void fuzz_decide(const licet_policy *policy, const licet_facts *facts)
{
    licet_options options;
    licet_decision *decision, *again;
    licet_buffer *buffer;
    licet_options_init(&options);
    options.as_of = licet_facts_have_law_date(facts) ? NULL : "2024-03-15";
    licet_status status = licet_decide(policy, facts, &options, &decision);
    if (status != LICET_OK) {
        must(status == LICET_REJECTED || status == LICET_LIMIT);
        licet_decision_free(decision);
        return;
    }
    must(licet_decide(policy, facts, &options, &again) == LICET_OK);
    must(strcmp(licet_decision_id(decision), licet_decision_id(again)) == 0);
    licet_decision_free(again);
    must(licet_decision_text(decision, NULL, &buffer) == LICET_OK);
    licet_buffer_free(buffer);
    const licet_decision *all[] = {decision};
    must(licet_decisions_html(all, 1, NULL, &buffer) == LICET_OK);
    licet_buffer_free(buffer);
    licet_decision_free(decision);
}

static inline licet_text fuzz_read(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fprintf(stderr, "cannot read '%s': run from the project's root\n", path);
        exit(2);
    }
    static char text[1 << 20];
    size_t n = fread(text, 1, sizeof text, file);
    fclose(file);
    char *kept = malloc(n + 1); // for the whole run
    memcpy(kept, text, n);
    kept[n] = 0;
    return (licet_text){kept, n};
}

// The policy that facts are fuzzed for; loaded once, kept for the whole run.
static inline licet_policy *fuzz_orders(void)
{
    static licet_policy *policy;
    static FuzzFile files[2];
    if (policy == NULL) {
        files[0] = (FuzzFile){"orders.licet", fuzz_read("tests/fuzz/orders.licet")};
        policy = fuzz_policy(fuzz_engine(files), "orders.licet");
        must(policy != NULL);
    }
    return policy;
}

#endif
