// CLIPS by its C interface: facts asserted for one transaction at a time, then taken back.
// In memory is a cJSON document; the finding comes from the host, by the rules that fired.
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include <cjson/cJSON.h>
#include <clips/clips.h>

#include "serve.h"

typedef struct Room {
    void *env, *tx, *mode, *parent, *fired, *derived;
    cJSON **kept;
} Room;

static bool many_rules;
static const char *rules_path;

static const char *peer_version(void)
{
    return "6.30";
}

static cJSON *get(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

static void put_number(const Room *room, void *fact, const char *slot, const cJSON *value)
{
    DATA_OBJECT o;
    SetType(o, INTEGER);
    SetValue(o, EnvAddLong(room->env, (long)value->valuedouble));
    EnvPutFactSlot(room->env, fact, slot, &o);
}

static void put_word(const Room *room, void *fact, const char *slot, const char *word)
{
    DATA_OBJECT o;
    SetType(o, SYMBOL);
    SetValue(o, EnvAddSymbol(room->env, word));
    EnvPutFactSlot(room->env, fact, slot, &o);
}

static void put_text(const Room *room, void *fact, const char *slot, const cJSON *value)
{
    put_word(room, fact, slot, value->valuestring);
}

static void put_flag(const Room *room, void *fact, const char *slot, const cJSON *value)
{
    put_word(room, fact, slot, cJSON_IsTrue(value) ? "TRUE" : "FALSE");
}

static void put_date(const Room *room, void *fact, const cJSON *date)
{
    const char *s = date->valuestring;
    cJSON day = {.valuedouble = atoi(s) * 10000 + atoi(s + 5) * 100 + atoi(s + 8)};
    put_number(room, fact, "date", &day);
}

static void assert_lists(const Room *room, const cJSON *record)
{
    const cJSON *each;
    cJSON_ArrayForEach(each, get(get(record, "product"), "ic_tops")) {
        void *fact = EnvCreateFact(room->env, room->mode);
        put_number(room, fact, "tops", get(each, "tops"));
        put_number(room, fact, "bits", get(each, "bits"));
        EnvAssert(room->env, fact);
    }
    cJSON_ArrayForEach(each, get(get(record, "end_user"), "parents")) {
        void *fact = EnvCreateFact(room->env, room->parent);
        put_flag(room, fact, "listed", get(each, "listed"));
        put_number(room, fact, "percent", get(each, "percent"));
        EnvAssert(room->env, fact);
    }
}

static void assert_w1(const Room *room, const cJSON *record)
{
    const cJSON *p = get(record, "product"), *e = get(record, "end_user");
    const cJSON *u = get(record, "end_use"), *tpp = get(p, "tpp");
    assert_lists(room, record);
    void *f = EnvCreateFact(room->env, room->tx);
    put_text(room, f, "id", get(record, "id"));
    put_date(room, f, get(record, "date"));
    put_text(room, f, "act", get(record, "activity"));
    put_text(room, f, "kind", get(p, "kind"));
    put_flag(room, f, "dc", get(p, "datacenter_marketed"));
    put_flag(room, f, "np", get(p, "non_planar"));
    put_number(room, f, "die", get(p, "die_area_mm2"));
    put_number(room, f, "link", get(p, "interconnect_gbps"));
    put_number(room, f, "bw", get(p, "memory_bandwidth_gbps"));
    put_number(room, f, "contains", get(p, "contains_count"));
    put_number(room, f, "tpp", cJSON_IsNumber(tpp) ? tpp : &(cJSON){.valuedouble = -1});
    put_text(room, f, "dest", get(record, "destination"));
    put_text(room, f, "country", get(e, "country"));
    put_text(room, f, "hq", get(e, "hq_country"));
    put_flag(room, f, "listed", get(e, "entity_listed"));
    put_number(room, f, "footnote", get(e, "footnote"));
    put_flag(room, f, "wmd", get(u, "wmd"));
    put_flag(room, f, "mil", get(u, "military"));
    put_flag(room, f, "sc", get(u, "supercomputer"));
    put_number(room, f, "train", get(u, "training_exaflop"));
    put_flag(room, f, "fp", get(u, "foreign_person"));
    put_number(room, f, "value", get(record, "value_usd"));
    EnvAssert(room->env, f);
}

static void assert_w2(const Room *room, const cJSON *record)
{
    const cJSON *p = get(record, "product");
    void *f = EnvCreateFact(room->env, room->tx);
    put_number(room, f, "link", get(p, "interconnect_gbps"));
    put_number(room, f, "die", get(p, "die_area_mm2"));
    put_number(room, f, "value", get(record, "value_usd"));
    put_text(room, f, "dest", get(record, "destination"));
    EnvAssert(room->env, f);
}

static void retract(const Room *room, void *template)
{
    void *fact;
    while (template != NULL && (fact = EnvGetNextFactInTemplate(room->env, template, NULL)) != NULL) {
        EnvRetract(room->env, fact);
    }
}

// The numbers of the rules that fired, in no order; `out` may be NULL.
static size_t decide(const Room *room, const cJSON *record, int *out)
{
    size_t n = 0;
    (many_rules ? assert_w2 : assert_w1)(room, record);
    EnvRun(room->env, -1);
    for (void *f = NULL; (f = EnvGetNextFactInTemplate(room->env, room->fired, f)) != NULL; n++) {
        DATA_OBJECT id;
        EnvGetFactSlot(room->env, f, "id", &id);
        if (out != NULL) {
            out[n] = atoi(DOToString(id) + 1);
        }
    }
    retract(room, room->fired);
    retract(room, room->derived);
    retract(room, room->tx);
    retract(room, room->mode);
    retract(room, room->parent);
    return n;
}

static cJSON *read_file(const char *path)
{
    size_t len;
    char *text = serve_file(path, &len);
    cJSON *json = cJSON_ParseWithLength(text, len);
    free(text);
    return json;
}

static void build_w2(const Room *room)
{
    char text[1024];
    const cJSON *rule, *code;
    EnvBuild(room->env, "(deftemplate tx (slot link) (slot die) (slot value) (slot dest))");
    EnvBuild(room->env, "(deftemplate fired (slot id))");
    cJSON *rules = read_file(rules_path);
    cJSON_ArrayForEach(rule, rules) {
        const char *name = get(rule, "id")->valuestring, *before = "";
        int n = sprintf(text, "(defrule %s (tx (dest ", name);
        cJSON_ArrayForEach(code, get(rule, "dest")) {
            n += sprintf(text + n, "%s%s", before, code->valuestring);
            before = "|";
        }
        sprintf(text + n, ") (link ?l&:(>= ?l %d)) (die ?d&:(< ?d %d)) (value ?v&:(>= ?v %d)))"
                " => (assert (fired (id %s))))", get(rule, "link")->valueint,
                get(rule, "die")->valueint, get(rule, "value")->valueint, name);
        if (EnvBuild(room->env, text) != 1) {
            serve_die(name);
        }
    }
    cJSON_Delete(rules);
}

// RULES of W1 is the folder of w1.clp and countries.json.
static void build_w1(const Room *room)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/w1.clp", rules_path);
    if (EnvLoad(room->env, path) != 1) {
        serve_die(path);
    }
    snprintf(path, sizeof path, "%s/countries.json", rules_path);
    cJSON *groups = read_file(path);
    const cJSON *group, *code;
    void *template = EnvFindDeftemplate(room->env, "grp");
    cJSON_ArrayForEach(group, groups) cJSON_ArrayForEach(code, group) {
        void *fact = EnvCreateFact(room->env, template);
        put_word(room, fact, "g", group->string);
        put_text(room, fact, "c", code);
        EnvAssert(room->env, fact);
    }
    cJSON_Delete(groups);
}

static void peer_load(bool w2, const char *rules)
{
    many_rules = w2;
    rules_path = rules;
}

static void *peer_room(void)
{
    Room *room = calloc(1, sizeof *room);
    room->env = CreateEnvironment();
    (many_rules ? build_w2 : build_w1)(room);
    room->tx = EnvFindDeftemplate(room->env, "tx");
    room->mode = EnvFindDeftemplate(room->env, "mode");
    room->parent = EnvFindDeftemplate(room->env, "parent");
    room->fired = EnvFindDeftemplate(room->env, "fired");
    room->derived = EnvFindDeftemplate(room->env, "d");
    return room;
}

static void peer_keep(void *of, const Line *lines, size_t n)
{
    Room *room = of;
    room->kept = calloc(n + 1, sizeof(cJSON *));
    for (size_t i = 0; i < n; i++) {
        room->kept[i] = cJSON_ParseWithLength(lines[i].at, lines[i].len);
    }
}

static size_t peer_memory(void *of, size_t from, size_t to)
{
    const Room *room = of;
    size_t fired = 0;
    for (size_t i = from; i < to; i++) {
        fired += decide(room, room->kept[i], NULL);
    }
    return fired;
}

static size_t peer_json(void *of, const Line *lines, size_t from, size_t to)
{
    size_t fired = 0;
    for (size_t i = from; i < to; i++) {
        cJSON *record = cJSON_ParseWithLength(lines[i].at, lines[i].len);
        fired += decide(of, record, NULL);
        cJSON_Delete(record);
    }
    return fired;
}

static int by_number(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static void peer_answer(void *of, Line line, FILE *out)
{
    static int fired[1 << 16];
    cJSON *record = cJSON_ParseWithLength(line.at, line.len);
    const char *id = get(record, "id")->valuestring;
    size_t n = decide(of, record, fired);
    if (many_rules) {
        qsort(fired, n, sizeof *fired, by_number);
        fprintf(out, "%s\t", id);
        for (size_t i = 0; i < n; i++) {
            fprintf(out, i > 0 ? ",W%05d" : "W%05d", fired[i]);
        }
        putc('\n', out);
    } else {
        uint32_t bits = 0;
        for (size_t i = 0; i < n; i++) {
            bits |= (uint32_t)1 << fired[i];
        }
        serve_write(out, id, strlen(id), serve_finding(bits), bits);
    }
    cJSON_Delete(record);
}

int main(int argc, char **argv)
{
    return serve(argc, argv);
}
