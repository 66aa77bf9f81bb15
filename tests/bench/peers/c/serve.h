// How a peer in C or C++ answers the benchmark: it gives the functions below, `serve` does the rest.
//
// usage: PEER w1|w2 RULES FACTS stream     one line a fact: id, finding, rules that fired
//        PEER w1|w2 RULES FACTS serve N    passes over the first N facts, on command (README.md)
// SPDX-License-Identifier: Apache-2.0
#ifndef BENCH_SERVE_H
#define BENCH_SERVE_H
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// A line of the facts; 64 readable bytes follow the last one.
typedef struct Line {
    const char *at;
    size_t len;
} Line;

#ifdef __cplusplus
extern "C" {
#endif

static const char *peer_version(void);
static void peer_load(bool w2, const char *rules); // once: compile the rules
static void *peer_room(void);                      // what one thread needs to decide in
static void peer_keep(void *room, const Line *lines, size_t n); // facts into memory
// Decide facts [from, to) and say how many rules fired: those kept, or from their lines.
static size_t peer_memory(void *room, size_t from, size_t to);
static size_t peer_json(void *room, const Line *lines, size_t from, size_t to);
static void peer_answer(void *room, Line line, FILE *out); // one line of output

static inline double serve_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

// Time of the process on processors: compiling is not slowed by other work on the machine.
static inline double serve_busy(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

__attribute__((noreturn)) static inline void serve_die(const char *what)
{
    perror(what);
    exit(2);
}

// A whole file, 64 bytes of room after it.
static inline char *serve_file(const char *path, size_t *len)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        serve_die(path);
    }
    *len = (size_t)ftell(file);
    rewind(file);
    char *text = (char *)calloc(*len + 64, 1);
    if (text == NULL || fread(text, 1, *len, file) != *len) {
        serve_die(path);
    }
    fclose(file);
    return text;
}

typedef struct Work {
    void *room;
    const Line *lines;
    size_t n, count, fired;
    bool json;
    pthread_barrier_t gate; // of the second thread: before and after each of its passes
} Work;

// `count` decisions over the n facts of this thread, from the first one on, round and round.
static inline void serve_work(Work *work)
{
    work->fired = 0;
    for (size_t done = 0; done < work->count;) {
        size_t to = work->count - done < work->n ? work->count - done : work->n;
        work->fired += work->json ? peer_json(work->room, work->lines, 0, to)
                                  : peer_memory(work->room, 0, to);
        done += to;
    }
}

// The second thread lives as long as the program, so that its time can be told from outside.
static inline void *serve_second(void *of)
{
    Work *work = (Work *)of;
    for (;;) {
        pthread_barrier_wait(&work->gate);
        serve_work(work);
        pthread_barrier_wait(&work->gate);
    }
    return NULL;
}

// The main thread decides, alone or half of it all.
static inline void serve_pass(Work *works, size_t n, int threads, bool json, size_t count)
{
    for (int i = 0; i < threads; i++) {
        works[i].n = n / (size_t)threads;
        works[i].json = json;
        works[i].count = count / (size_t)threads;
        works[i].fired = 0;
    }
    double begun = serve_now();
    if (threads > 1) {
        pthread_barrier_wait(&works[1].gate);
    }
    serve_work(&works[0]);
    if (threads > 1) {
        pthread_barrier_wait(&works[1].gate);
    }
    printf("{\"s\":%.9f,\"fired\":%zu}\n", serve_now() - begun,
           works[0].fired + (threads > 1 ? works[1].fired : 0));
}

static inline void serve_latency(const Work *work, size_t n, const char *path, size_t count)
{
    FILE *out = fopen(path, "w");
    if (out == NULL) {
        serve_die(path);
    }
    for (size_t i = 0; i < count; i++) {
        double begun = serve_now();
        peer_json(work->room, work->lines, i % n, i % n + 1);
        fprintf(out, "%.0f\n", 1e9 * (serve_now() - begun));
    }
    fclose(out);
    printf("{}\n");
}

// The second thread has a room of its own and keeps the second half of the facts.
static inline void serve_start(Work *second, const Line *lines, size_t n)
{
    pthread_t thread;
    second->room = peer_room();
    second->lines = lines;
    peer_keep(second->room, lines, n);
    pthread_barrier_init(&second->gate, NULL, 2);
    if (pthread_create(&thread, NULL, serve_second, second) != 0) {
        serve_die("thread");
    }
    pthread_detach(thread);
}

static inline void serve_commands(const char *facts, size_t most, double load_ms)
{
    size_t len, n = 0;
    char *text = serve_file(facts, &len);
    Line *lines = (Line *)calloc(most + 1, sizeof *lines);
    for (char *at = text, *end; n < most && at < text + len; at = end + 1) {
        end = (char *)memchr(at, '\n', len - (size_t)(at - text));
        end = end != NULL ? end : text + len;
        lines[n].at = at;
        lines[n++].len = (size_t)(end - at);
    }
    static Work works[2];
    double begun = serve_busy();
    works[0].room = peer_room();
    peer_json(works[0].room, lines, 0, 1);
    load_ms += 1e3 * (serve_busy() - begun);
    works[0].lines = lines;
    peer_keep(works[0].room, lines, n);
    printf("{\"version\":\"%s\",\"n\":%zu,\"load_ms\":%.3f}\n", peer_version(), n, load_ms);
    fflush(stdout);
    char command[64], path[1024];
    int threads;
    size_t count;
    while (scanf("%63s", command) == 1) {
        if (strcmp(command, "latency") == 0 && scanf("%zu %1023s", &count, path) == 2) {
            serve_latency(&works[0], n, path, count);
        } else if (scanf("%d %zu", &threads, &count) == 2) {
            if (threads > 1 && works[1].room == NULL) {
                serve_start(&works[1], lines + n / 2, n - n / 2);
            }
            serve_pass(works, n, threads, strcmp(command, "json") == 0, count);
        }
        fflush(stdout);
    }
    free(lines);
    free(text);
}

static inline void serve_stream(const char *path)
{
    FILE *in = fopen(path, "rb");
    char *text = NULL;
    size_t room = 0;
    ssize_t len;
    void *of = peer_room();
    if (in == NULL) {
        serve_die(path);
    }
    while ((len = getline(&text, &room, in)) > 0) {
        if (room < (size_t)len + 64) {
            text = (char *)realloc(text, room = (size_t)len + 256);
        }
        Line line = {text, (size_t)len - (text[len - 1] == '\n')};
        peer_answer(of, line, stdout);
    }
    free(text);
    fclose(in);
}

static inline int serve(int argc, char **argv)
{
    if (argc < 5) {
        fprintf(stderr, "usage: %s w1|w2 RULES FACTS stream | serve N\n", argv[0]);
        return 2;
    }
    double begun = serve_busy();
    peer_load(strcmp(argv[1], "w2") == 0, argv[2]);
    double load_ms = 1e3 * (serve_busy() - begun);
    if (strcmp(argv[4], "stream") == 0) {
        serve_stream(argv[3]);
    } else {
        serve_commands(argv[3], argc > 5 ? (size_t)atol(argv[5]) : 20000, load_ms);
    }
    return 0;
}

// The finding of W1 from the rules that fired (bit 1 is R01), for engines that only name rules.
static inline const char *serve_finding(uint32_t fired)
{
    const uint32_t one = 1;
    const uint32_t denial = one << 8 | one << 9 | one << 14 | one << 15 | one << 16 | one << 17 |
        one << 18 | one << 21 | one << 22;
    const uint32_t review = one << 10 | one << 19 | one << 24 | one << 26;
    return fired & (one << 13 | one << 20) ? "PROHIBITED"
        : fired & denial                   ? "DENIAL"
        : fired & review || (fired >> 7 & 1 && !(fired >> 11 & 1)) ? "REVIEW"
        : fired >> 11 & 1 ? "NAC"
        : fired >> 23 & 1 ? "NOT_EXPORT"
                          : "NLR";
}

static inline void serve_write(FILE *out, const char *id, size_t len, const char *finding,
                               uint32_t fired)
{
    const char *before = "";
    fprintf(out, "%.*s\t%s%s\t", (int)len, id, finding, fired >> 25 & 1 ? "+REPORT" : "");
    for (int i = 1; i <= 26; i++) {
        if (fired >> i & 1) {
            fprintf(out, "%sR%02d", before, i);
            before = ",";
        }
    }
    putc('\n', out);
}

#ifdef __cplusplus
}
#endif
#endif
