// Benchmark driver: a policy over lines of facts, in one process, by licet.h alone.
//
// usage: driver POLICY FACTS [N [REPS]]     rates from JSON and with facts in memory, one JSON line
//        driver POLICY FACTS lines          one line a case: id, finding, provisions that acted
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "runtime/include/licet.h"

// Of this thread: other work on the machine does not count.
static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *rates, int n)
{
    qsort(rates, (size_t)n, sizeof *rates, by_value);
    return rates[n / 2];
}

static char *read_all(const char *path, size_t *len)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        perror(path);
        exit(2);
    }
    *len = (size_t)ftell(file);
    rewind(file);
    char *text = malloc(*len + 1);
    if (text == NULL || fread(text, 1, *len, file) != *len) {
        perror(path);
        exit(2);
    }
    text[*len] = 0;
    fclose(file);
    return text;
}

// Allocations, counted: none is expected after the first cases.
static size_t allocations;

static void *counting(void *host, void *old, size_t size)
{
    (void)host;
    if (size == 0) {
        free(old);
        return NULL;
    }
    allocations++;
    return realloc(old, size);
}

static bool load(void *host, const char *path, licet_text *text, const char **shown)
{
    static char *kept;
    (void)host;
    (void)shown;
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return false;
    }
    fclose(file);
    kept = read_all(path, &text->len);
    text->at = kept;
    return true;
}

static licet_text *split(char *text, size_t len, size_t most, size_t *n)
{
    licet_text *lines = calloc(most + 1, sizeof *lines);
    for (char *at = text; at < text + len && *n < most; (*n)++) {
        char *end = memchr(at, '\n', len - (size_t)(at - text));
        end = end != NULL ? end : text + len;
        lines[*n] = (licet_text){at, (size_t)(end - at)};
        at = end + 1;
    }
    return lines;
}

typedef struct Bench {
    licet_policy *policy;
    licet_decider *decider;
    licet_text *lines;
    size_t n;
} Bench;

static void answer_lines(const Bench *bench)
{
    licet_case *of;
    licet_case_new(bench->policy, &of);
    for (size_t i = 0; i < bench->n; i++) {
        licet_regime regime;
        const char *label;
        if (licet_case_read(of, bench->decider, bench->lines[i], true, false) != LICET_OK ||
            licet_decider_decide(bench->decider, of, NULL) != LICET_OK) {
            printf("%zu\trejected\n", i);
            continue;
        }
        licet_decider_regime(bench->decider, 0, &regime);
        licet_text id = licet_case_id(of);
        printf("%.*s\t%s\t", (int)id.len, id.at, regime.finding);
        for (size_t k = 0; (label = licet_decider_provision(bench->decider, 0, k)) != NULL; k++) {
            printf(k > 0 ? ",%s" : "%s", label);
        }
        printf("%s\n", licet_decider_decision(bench->decider) != NULL ? "\tlong" : "");
    }
    licet_case_free(of);
}

static size_t fired(const licet_decider *decider)
{
    size_t n = 0;
    while (licet_decider_provision(decider, 0, n) != NULL) {
        n++;
    }
    return n;
}

static double from_json(const Bench *bench, licet_case *of, size_t *acted)
{
    double start = now();
    *acted = 0;
    for (size_t i = 0; i < bench->n; i++) {
        if (licet_case_read(of, bench->decider, bench->lines[i], true, false) == LICET_OK &&
            licet_decider_decide(bench->decider, of, NULL) == LICET_OK) {
            *acted += fired(bench->decider);
        }
    }
    return (double)bench->n / (now() - start);
}

static double in_memory(const Bench *bench, licet_case **cases, size_t *acted)
{
    double start = now();
    *acted = 0;
    for (size_t i = 0; i < bench->n; i++) {
        if (licet_decider_decide(bench->decider, cases[i], NULL) == LICET_OK) {
            *acted += fired(bench->decider);
        }
    }
    return (double)bench->n / (now() - start);
}

static void measure(const Bench *bench, int reps, double load_ms)
{
    double json[99], memory[99];
    size_t acted = 0, acted_too = 0, longs = 0, before;
    licet_case *of, **cases = calloc(bench->n + 1, sizeof *cases);
    licet_case_new(bench->policy, &of);
    double start = now();
    for (size_t i = 0; i < bench->n; i++) {
        licet_case_new(bench->policy, &cases[i]);
        licet_case_read(cases[i], bench->decider, bench->lines[i], true, false);
        licet_decider_decide(bench->decider, cases[i], NULL);
        longs += licet_decider_decision(bench->decider) != NULL;
        if (i == 0) {
            load_ms += 1e3 * (now() - start);
        }
    }
    from_json(bench, of, &acted);
    before = allocations;
    for (int i = 0; i < reps; i++) {
        json[i] = from_json(bench, of, &acted);
        memory[i] = in_memory(bench, cases, &acted_too);
    }
    printf("{\"peer\":\"licet\",\"n\":%zu,\"with_json_per_s\":%.0f,\"eval_per_s\":%.0f,\"load_and_first_ms\":%.2f,"
           "\"fired\":%zu,\"fired_too\":%zu,\"long_way\":%zu,\"allocations\":%zu}\n",
           bench->n, median(json, reps), median(memory, reps), load_ms, acted, acted_too, longs,
           allocations - before);
    for (size_t i = 0; i < bench->n; i++) {
        licet_case_free(cases[i]);
    }
    free(cases);
    licet_case_free(of);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: driver POLICY FACTS [N [REPS] | lines]\n");
        return 2;
    }
    bool lines = argc > 3 && strcmp(argv[3], "lines") == 0;
    size_t most = argc > 3 && !lines ? (size_t)atol(argv[3]) : 100000, len;
    int reps = argc > 4 ? atoi(argv[4]) : 7;
    licet_config config;
    licet_engine *engine;
    Bench bench = {0};
    char *text = read_all(argv[2], &len);
    bench.lines = split(text, len, most, &bench.n);
    licet_config_init(&config);
    config.allocate = counting;
    config.load = load;
    licet_engine_new(&config, &engine);
    const char *roots[] = {argv[1]};
    double start = now();
    if (licet_policy_load(engine, roots, 1, &bench.policy) != LICET_OK ||
        licet_decider_new(bench.policy, &bench.decider) != LICET_OK) {
        fprintf(stderr, "%s does not check\n", argv[1]);
        return 3;
    }
    double load_ms = 1e3 * (now() - start);
    if (lines) {
        answer_lines(&bench);
    } else {
        measure(&bench, reps > 99 ? 99 : reps, load_ms);
    }
    licet_decider_free(bench.decider);
    licet_policy_free(bench.policy);
    licet_engine_free(engine);
    free(bench.lines);
    free(text);
    return 0;
}
