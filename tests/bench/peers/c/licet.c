// Licet by licet.h alone: a policy, a decider for each thread, cases read from lines.
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include <ctype.h>

#include "runtime/include/licet.h"
#include "serve.h"

typedef struct Room {
    licet_decider *decider;
    licet_case *of, **kept;
} Room;

static licet_policy *policy;
static bool many_rules;

static const char *peer_version(void)
{
    return licet_version();
}

static bool load_file(void *host, const char *path, licet_text *text, const char **shown)
{
    (void)host;
    (void)shown;
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return false;
    }
    fclose(file);
    text->at = serve_file(path, &text->len);
    return true;
}

static void peer_load(bool w2, const char *rules)
{
    licet_config config;
    licet_engine *engine;
    many_rules = w2;
    licet_config_init(&config);
    config.load = load_file;
    if (licet_engine_new(&config, &engine) != LICET_OK ||
        licet_policy_load(engine, &rules, 1, &policy) != LICET_OK) {
        fprintf(stderr, "%s does not check\n", rules);
        exit(2);
    }
}

static void *peer_room(void)
{
    Room *room = calloc(1, sizeof *room);
    if (licet_decider_new(policy, &room->decider) != LICET_OK ||
        licet_case_new(policy, &room->of) != LICET_OK) {
        serve_die("decider");
    }
    return room;
}

static bool read_line(const Room *room, licet_case *of, Line line)
{
    licet_text text = {line.at, line.len};
    return licet_case_read(of, room->decider, text, true, false) == LICET_OK;
}

static void peer_keep(void *of, const Line *lines, size_t n)
{
    Room *room = of;
    room->kept = calloc(n + 1, sizeof *room->kept);
    for (size_t i = 0; i < n; i++) {
        if (licet_case_new(policy, &room->kept[i]) != LICET_OK ||
            !read_line(room, room->kept[i], lines[i])) {
            serve_die("case");
        }
    }
}

// Decides and walks the answer.
static size_t decide(const Room *room, licet_case *of)
{
    size_t fired = 0;
    if (licet_decider_decide(room->decider, of, NULL) != LICET_OK) {
        serve_die("decide");
    }
    while (licet_decider_provision(room->decider, 0, fired) != NULL) {
        fired++;
    }
    return fired;
}

static size_t peer_memory(void *of, size_t from, size_t to)
{
    const Room *room = of;
    size_t fired = 0;
    for (size_t i = from; i < to; i++) {
        fired += decide(room, room->kept[i]);
    }
    return fired;
}

static size_t peer_json(void *of, const Line *lines, size_t from, size_t to)
{
    const Room *room = of;
    size_t fired = 0;
    for (size_t i = from; i < to; i++) {
        if (!read_line(room, room->of, lines[i])) {
            serve_die("line");
        }
        fired += decide(room, room->of);
    }
    return fired;
}

static void write_upper(FILE *out, const char *text)
{
    for (; *text != 0; text++) {
        putc(toupper((unsigned char)*text), out);
    }
}

// The exclusion of W1 is the finding NOT_EXPORT, not one of the 26 rules.
static void write_rules(const Room *room, FILE *out)
{
    const char *label, *before = "";
    for (size_t i = 0; (label = licet_decider_provision(room->decider, 0, i)) != NULL; i++) {
        if (strcmp(label, "excluded") != 0) {
            fputs(before, out);
            write_upper(out, label);
            before = ",";
        }
    }
    putc('\n', out);
}

static void peer_answer(void *of, Line line, FILE *out)
{
    const Room *room = of;
    licet_regime regime;
    const char *label;
    bool report = false;
    if (!read_line(room, room->of, line)) {
        serve_die("line");
    }
    decide(room, room->of);
    licet_text id = licet_case_id(room->of);
    fprintf(out, "%.*s\t", (int)id.len - 2, id.at + 1);
    if (!many_rules) {
        licet_decider_regime(room->decider, 0, &regime);
        for (size_t i = 0; (label = licet_decider_provision(room->decider, 0, i)) != NULL; i++) {
            report |= strcmp(label, "r25") == 0;
        }
        write_upper(out, regime.finding);
        fputs(report ? "+REPORT\t" : "\t", out);
    }
    write_rules(room, out);
}

int main(int argc, char **argv)
{
    return serve(argc, argv);
}
