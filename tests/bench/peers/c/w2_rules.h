// W2 by hand in C: rules put into buckets by destination, then tested in turn.
// SPDX-License-Identifier: Apache-2.0
#ifndef BENCH_W2_RULES_H
#define BENCH_W2_RULES_H
#include "w1_rules.h"

typedef struct Rule {
    int link, die, value, id;
} Rule;

typedef struct Bucket {
    Rule *rules;
    int n, room;
} Bucket;

static Bucket buckets[676];

static inline int w2_number(const char **at, const char *key)
{
    *at = strstr(*at, key);
    if (*at == NULL) {
        serve_die(key);
    }
    *at += strlen(key);
    return (int)strtol(*at, NULL, 10);
}

static inline void w2_add(const char *code, Rule rule)
{
    Bucket *bucket = &buckets[place_of(code)];
    if (bucket->n == bucket->room) {
        bucket->room = bucket->room > 0 ? 2 * bucket->room : 8;
        bucket->rules = (Rule *)realloc(bucket->rules, (size_t)bucket->room * sizeof(Rule));
    }
    bucket->rules[bucket->n++] = rule;
}

// [{"id":"W00000","link":1,"die":1,"value":1,"dest":["CN","RU"]},...] as rules.py writes it.
static inline void w2_load(const char *path)
{
    size_t len;
    char *text = serve_file(path, &len);
    const char *at = text;
    Rule rule = {0, 0, 0, 0};
    for (; strstr(at, "\"link\":") != NULL; rule.id++) {
        rule.link = w2_number(&at, "\"link\":");
        rule.die = w2_number(&at, "\"die\":");
        rule.value = w2_number(&at, "\"value\":");
        for (at = strchr(at, '['); at != NULL && *at != ']'; at += 5) {
            w2_add(at + 2, rule);
            if (at[5] == ']') {
                break;
            }
        }
    }
    free(text);
}

// The rules that fired, in order.
static inline int w2_decide(const Fact *f, int *fired)
{
    const Bucket *bucket = &buckets[f->place];
    const int link = (int)f->link, die = (int)f->die, value = (int)f->value;
    int n = 0;
    for (int i = 0; i < bucket->n; i++) {
        const Rule *rule = &bucket->rules[i];
        if (link >= rule->link && die < rule->die && value >= rule->value) {
            fired[n++] = rule->id;
        }
    }
    return n;
}
#endif
