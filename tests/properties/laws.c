// The laws by the million: fewer facts widen, acts withdrawn never ease, completions lie within.
//
//     build/release/properties/laws generated [--from N] [--policies N] [--cases N] [--tries N]
//     build/release/properties/laws library [--tries N] FILE...   the law, on cases of scenarios
//     build/release/properties/laws days [--orders N] [--step DAYS] FILE...  each day of 2022-2027
//
// Generated policies are those of the fuzzer, from seeds; the cases of the library are changed
// where any fact is known, and completed from what other cases say at the same place. Answers
// come through deciders, so the short way and the long way both stand trial. Counts what was
// tried, shows what does not hold, ends with "N passed, N failed".
// SPDX-License-Identifier: Apache-2.0
#include "runtime/core/core.h"
#include "runtime/base/date.h"
#include "runtime/base/map.h"
#include "runtime/engine/door.h"
#include "runtime/engine/pipeline.h"
#include "tests/fuzz/answer.h"
#include "tests/fuzz/generate.h"

#include <stdio.h>
#include <stdlib.h>

enum { BYTES = 900, NAMES_MOST = 512, SHOWN = 5 };

typedef enum Law { FORGET, WITHDRAW, COMPLETE, TWO_WAYS, PERMUTE, LAWS } Law;
static const char *const LAW_NAMES[LAWS] = {
    "facts deleted, bounds wider", "acts withdrawn, nothing eases", "completions within the bounds",
    "short way and long way alike", "declarations and modules permuted"};

// A policy being tried, and what came of it.
typedef struct Trial {
    Guard guard;
    Arena *keep, *arena;       // for the policy; for one case
    uint64_t random;
    licet_engine *engine;
    licet_policy *policy;
    licet_decider *decider;
    licet_case *of;
    licet_options options;
    Names names;
    const char *what;          // file or seed, for messages
    const Parts *parts;
    Str texts[3], csv;         // files of a generated policy
    const char *paths[3];
    size_t n_texts;
    uint64_t tried[LAWS], broken[LAWS], moved[LAWS], refused;
    size_t policies, cases, tries, from, orders, step;
} Trial;

static uint64_t next_random(Trial *t) // xorshift64*
{
    t->random ^= t->random >> 12;
    t->random ^= t->random << 25;
    t->random ^= t->random >> 27;
    return t->random * 2685821657736338717u;
}

static void seed(Trial *t, uint64_t number)
{
    t->random = number * 0x9e3779b97f4a7c15u + 1;
    for (int i = 0; i < 4; i++) {
        next_random(t);
    }
}

// As many choices as `n` bytes give.
static Draw choices(Trial *t, size_t n)
{
    uint8_t *bytes = arena_alloc(t->arena, n);
    for (size_t i = 0; i < n; i++) {
        bytes[i] = (uint8_t)(next_random(t) >> 40);
    }
    return (Draw){bytes, n, false};
}

static Str printed(Trial *t, const Json *facts)
{
    Buf out;
    buf_init(&out, t->arena);
    json_print(&out, facts);
    return buf_done(&out);
}

static void tried(Trial *t, Law law, const char *why, const Json *base, const Json *other)
{
    t->tried[law]++;
    if (why != NULL && t->broken[law]++ < SHOWN) {
        printf("FAILED %s: %s, as of %s: %s\n  %.*s\n  %.*s\n", LAW_NAMES[law], t->what,
               t->options.as_of != NULL ? t->options.as_of : "the facts", why,
               STR_ARG(printed(t, base)), STR_ARG(printed(t, other)));
    }
}

// -- asking -----------------------------------------------------------------------------

// False when the facts do not fit: a change has made something that is none.
static bool ask(Trial *t, const Json *facts, Answer *out)
{
    Str text = printed(t, facts);
    licet_status status =
        licet_case_read(t->of, t->decider, (licet_text){text.at, text.len}, true, false);
    if (status == LICET_NOT_FOUND) { // in a form that the short way does not read
        licet_facts *given;
        bool good = licet_facts_new(t->policy, &given) == LICET_OK &&
                    licet_facts_read(given, "facts", (licet_text){text.at, text.len}, true) == LICET_OK &&
                    licet_case_take(t->of, given) == LICET_OK &&
                    licet_decider_decide(t->decider, t->of, &t->options) == LICET_OK &&
                    answer_of_decider(t->decider, out);
        licet_facts_free(given);
        return good;
    }
    return status == LICET_OK && licet_decider_decide(t->decider, t->of, &t->options) == LICET_OK &&
           answer_of_decider(t->decider, out);
}

static bool ask_long(Trial *t, const Json *facts, Answer *out)
{
    Str text = printed(t, facts);
    licet_facts *given;
    licet_decision *decision = NULL;
    licet_options options = t->options;
    options.compact = true;
    bool good = licet_facts_new(t->policy, &given) == LICET_OK &&
                licet_facts_read(given, "facts", (licet_text){text.at, text.len}, true) == LICET_OK &&
                licet_decide(t->policy, given, &options, &decision) == LICET_OK &&
                answer_of_decision(decision, out);
    licet_decision_free(decision);
    licet_facts_free(given);
    return good;
}

static void both_ways(Trial *t, const Json *facts)
{
    Answer a, b;
    if (ask(t, facts, &a) && ask_long(t, facts, &b)) {
        tried(t, TWO_WAYS, answer_same(t->arena, &a, &b), facts, facts);
    }
}

// -- laws -------------------------------------------------------------------------------

static bool is_empty(const Json *json)
{
    return json == NULL || json->kind == JSON_NULL || json->kind == JSON_OBJECT;
}

// The law date stays where the options give one: without it the question would be another.
static bool same_question(const Trial *t, const Json *base, const Json *other)
{
    Str day = str_of(licet_policy_law_date(t->policy));
    return t->options.as_of == NULL || is_empty(json_get(base, day)) == is_empty(json_get(other, day));
}

static void forget_some(Trial *t, const Json *base, const Answer *known)
{
    Answer got;
    Json *less = given_copy(t->arena, base);
    Draw how = choices(t, 64);
    bool some = false;
    for (unsigned n = 1 + draw(&how, 4); n > 0; n--) {
        some = given_forget(t->arena, &how, &t->names, less) || some;
    }
    if (!some || !same_question(t, base, less)) {
        return;
    }
    if (!ask(t, less, &got)) {
        t->refused++;
        return;
    }
    t->moved[FORGET] += answer_same(t->arena, known, &got) != NULL;
    tried(t, FORGET, answer_wider(t->arena, known, &got), base, less);
}

static void withdraw_some(Trial *t, const Json *base, const Answer *known)
{
    Answer got;
    Json *less = given_copy(t->arena, base);
    Draw how = choices(t, 8);
    if (given_withdraw(t->arena, &how, &t->names, less) && ask(t, less, &got)) {
        t->moved[WITHDRAW] += answer_same(t->arena, known, &got) != NULL;
        tried(t, WITHDRAW, answer_no_easier(t->arena, known, &got), base, less);
    }
}

static void complete(Trial *t, const Json *base, const Answer *known)
{
    Answer got;
    Json *whole = given_copy(t->arena, base);
    Draw how = choices(t, 400);
    given_complete(t->arena, &how, whole);
    if (same_question(t, base, whole) && ask(t, whole, &got)) {
        t->moved[COMPLETE] += answer_same(t->arena, known, &got) != NULL;
        tried(t, COMPLETE, answer_within(t->arena, known, &got), base, whole);
    }
}

// -- generated policies -----------------------------------------------------------------

static bool load_text(void *host, const char *path, licet_text *text, const char **shown)
{
    const Trial *t = host;
    (void)shown;
    for (size_t i = 0; i < t->n_texts; i++) {
        if (strcmp(path, t->paths[i]) == 0) {
            *text = (licet_text){t->texts[i].at, t->texts[i].len};
            return true;
        }
    }
    *text = (licet_text){t->csv.at, t->csv.len};
    return strcmp(path, "watch.csv") == 0;
}

static bool open_policy(Trial *t, const char *const *roots, size_t n, licet_policy **out)
{
    if (licet_policy_load(t->engine, roots, n, out) != LICET_OK) {
        licet_policy_free(*out);
        *out = NULL;
    }
    return *out != NULL;
}

static bool use_policy(Trial *t, const char *const *roots, size_t n)
{
    return open_policy(t, roots, n, &t->policy) &&
           licet_decider_new(t->policy, &t->decider) == LICET_OK &&
           licet_case_new(t->policy, &t->of) == LICET_OK;
}

static void leave_policy(Trial *t)
{
    licet_case_free(t->of);
    licet_decider_free(t->decider);
    licet_policy_free(t->policy);
    t->of = NULL;
    t->decider = NULL;
    t->policy = NULL;
}

static const char *words_of(Trial *t, licet_policy *policy, Str text)
{
    licet_facts *given;
    licet_decision *decision;
    const char *words = "refused";
    if (licet_facts_new(policy, &given) == LICET_OK &&
        licet_facts_read(given, "facts", (licet_text){text.at, text.len}, false) == LICET_OK &&
        licet_decide(policy, given, &t->options, &decision) == LICET_OK) {
        words = answer_words(t->arena, decision);
        licet_decision_free(decision);
    }
    licet_facts_free(given);
    return words;
}

// The same law as one text in another order, or as modules: the same words.
static void permute(Trial *t, const Json *facts)
{
    Draw how = choices(t, 200);
    licet_policy *other = NULL;
    Str before = t->texts[0], text = printed(t, facts);
    const char *roots[] = {"first.licet", "second.licet"};
    size_t n = 1 + draw(&how, 2);
    if (n == 1) {
        t->texts[0] = parts_text(t->arena, t->parts, &how);
        roots[0] = "fuzz.licet";
    } else {
        PartModules modules = parts_modules(t->arena, t->parts, &how);
        t->texts[0] = modules.first;
        t->texts[1] = modules.second;
        t->texts[2] = modules.common;
        t->paths[0] = "first.licet";
        t->n_texts = 3;
    }
    bool same = open_policy(t, roots, n, &other) &&
                strcmp(words_of(t, t->policy, text), words_of(t, other, text)) == 0;
    t->texts[0] = before;
    t->paths[0] = "fuzz.licet";
    t->n_texts = 1;
    tried(t, PERMUTE, same ? NULL : "another answer", facts, facts);
    licet_policy_free(other);
}

static void choose_options(Trial *t, const Json *facts, Draw *how)
{
    licet_options_init(&t->options);
    t->options.text_world = draw_once_in(how, 6);
    if (is_empty(json_get(facts, STR("ship_date"))) && !draw_once_in(how, 3)) {
        t->options.as_of = generate_day(how);
    }
    if (t->parts->proposed != NULL && draw_once_in(how, 2)) {
        t->options.assume = &t->parts->proposed;
        t->options.assume_count = 1;
    }
}

static void generated_case(Trial *t, size_t completions)
{
    Draw how = choices(t, 400);
    Answer known;
    const Json *facts = generate_facts(t->arena, &how);
    choose_options(t, facts, &how);
    if (!ask(t, facts, &known)) {
        t->refused++;
        return;
    }
    both_ways(t, facts);
    permute(t, facts);
    Arena *whole = t->arena;
    t->arena = arena_new(&t->guard);
    for (size_t i = 0; i < t->tries; i++) {
        forget_some(t, facts, &known);
        withdraw_some(t, facts, &known);
        arena_reset(t->arena);
    }
    for (size_t i = 0; i < completions; i++) {
        complete(t, facts, &known);
        arena_reset(t->arena);
    }
    arena_free(t->arena);
    t->arena = whole;
}

static void generated_policy(Trial *t, size_t number)
{
    const char *const roots[] = {"fuzz.licet"};
    Parts parts;
    char what[40];
    seed(t, number);
    arena_reset(t->arena);
    arena_reset(t->keep);
    Draw how = choices(t, BYTES);
    generate_policy(t->keep, &how, &parts);
    snprintf(what, sizeof what, "generated policy %zu", number);
    t->parts = &parts;
    t->what = what;
    t->paths[0] = "fuzz.licet";
    t->paths[1] = "second.licet";
    t->paths[2] = "common.licet";
    t->texts[0] = parts_text(t->keep, &parts, NULL);
    t->n_texts = 1;
    t->csv = parts.csv;
    if (use_policy(t, roots, 1)) {
        for (size_t i = 0; i < t->cases; i++) {
            arena_reset(t->arena);
            generated_case(t, number % 10 == 0 && i == 0 ? 1000 : t->tries / 4);
        }
    }
    leave_policy(t);
}

static void run_generated(Trial *t)
{
    licet_config config;
    licet_config_init(&config);
    config.load = load_text;
    config.load_host = t;
    if (licet_engine_new(&config, &t->engine) != LICET_OK) {
        abort();
    }
    t->names = generated_names;
    t->keep = arena_new(&t->guard);
    for (size_t i = 0; i < t->policies; i++) {
        generated_policy(t, t->from + i);
    }
    arena_free(t->keep);
    licet_engine_free(t->engine);
}

// -- the library ------------------------------------------------------------------------

static Str read_file(Arena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    Buf out;
    char part[4096];
    buf_init(&out, arena);
    for (size_t n; file != NULL && (n = fread(part, 1, sizeof part, file)) > 0;) {
        buf_add(&out, part, n);
    }
    if (file != NULL) {
        fclose(file);
    }
    return buf_done(&out);
}

static bool load_file(void *host, const char *path, licet_text *text, const char **shown)
{
    Trial *t = host;
    Str read = read_file(t->keep, path);
    *text = (licet_text){read.at, read.len};
    *shown = path;
    return read.len > 0;
}

static void find_open(const Type *type, const char **names, size_t *n, int depth)
{
    if (type->kind == TYPE_LIST) {
        find_open(type->of, names, n, depth);
    }
    for (size_t i = 0; type->kind == TYPE_RECORD && depth < 6 && i < type->record->n; i++) {
        const Type *field = type->record->fields[i].type;
        if (field->kind == TYPE_LIST && field->open && *n + 1 < NAMES_MOST) {
            names[(*n)++] = type->record->fields[i].name.at;
        }
        find_open(field, names, n, depth + 1);
    }
}

static void find_names(Trial *t)
{
    const FactSchema *schema = t->policy->pipeline->core->schema;
    const char **acts = arena_array(t->keep, const char *, NAMES_MOST);
    const char **open = arena_array(t->keep, const char *, NAMES_MOST);
    size_t n_acts = 0, n_open = 0;
    for (size_t i = 0; i < schema->n; i++) {
        const FactDecl *decl = &schema->decls[i];
        const char *name = str_copy(t->keep, decl->name).at;
        if (decl->act && n_acts + 1 < NAMES_MOST) {
            acts[n_acts++] = name;
        } else if (decl->type->kind == TYPE_LIST && decl->type->open && n_open + 1 < NAMES_MOST) {
            open[n_open++] = name;
        }
        find_open(decl->type, open, &n_open, 0);
    }
    t->names = (Names){acts, open};
}

typedef struct Pool {
    VEC(Json *) values;
} Pool;

// What the cases say at each place: "/items/*/units" -> Pool.
static void gather(Trial *t, Map *pools, const Json *json, Str at)
{
    Pool *pool = map_find(pools, at);
    if (pool == NULL) {
        pool = arena_make(t->keep, Pool);
        map_put(pools, str_copy(t->keep, at), pool);
    }
    if (json->kind != JSON_NULL) {
        vec_push(t->keep, &pool->values, given_copy(t->keep, json));
    }
    for (const Json *kid = json->first; kid != NULL; kid = kid->next) {
        Str below = json->kind == JSON_OBJECT ? str_format(t->keep, "%.*s/%.*s", STR_ARG(at), STR_ARG(kid->key))
                                              : str_format(t->keep, "%.*s/*", STR_ARG(at));
        gather(t, pools, kid, below);
    }
}

static Json *from_pool(Trial *t, const Map *pools, Str at, Draw *how)
{
    const Pool *pool = map_find(pools, at);
    if (pool == NULL || pool->values.n == 0) {
        return NULL;
    }
    return given_copy(t->arena, pool->values.items[(draw(how, 255) * 251u + draw(how, 251)) % pool->values.n]);
}

// Fills what is unknown from what other cases say there; closes open lists, now and then longer.
static Json *filled(Trial *t, const Map *pools, Json *json, Str at, Draw *how)
{
    const Json *state = json->kind == JSON_OBJECT ? json_get(json, STR("state")) : NULL;
    Json *list = json->kind == JSON_OBJECT ? json_get(json, STR("list")) : json, *out;
    if (json->kind == JSON_NULL || (state != NULL && !str_is(state->text, "none"))) {
        out = from_pool(t, pools, at, how);
        return out != NULL ? out : json;
    }
    bool open = list != NULL && list != json;
    if (list != NULL && list->kind == JSON_LIST) {
        Str below = str_format(t->arena, "%.*s/*", STR_ARG(at));
        out = json_list(t->arena);
        for (Json *kid = list->first, *next; kid != NULL; kid = next) {
            next = kid->next;
            kid = filled(t, pools, kid, below, how);
            kid->next = NULL;
            json_push(out, kid);
        }
        while (open && draw_once_in(how, 3) && (list = from_pool(t, pools, below, how)) != NULL) {
            json_push(out, list);
        }
        return out;
    }
    if (json->kind != JSON_OBJECT) {
        return json;
    }
    out = json_object(t->arena);
    for (Json *kid = json->first, *next; kid != NULL; kid = next) {
        next = kid->next;
        Str key = kid->key;
        Json *whole = filled(t, pools, kid, str_format(t->arena, "%.*s/%.*s", STR_ARG(at), STR_ARG(key)), how);
        whole->next = NULL;
        json_set(out, key, whole);
    }
    return out;
}

// Forgets, and fills what was forgotten with what others say there.
static void fill_some(Trial *t, const Map *pools, const Json *base)
{
    Answer known, got;
    Draw how = choices(t, 300);
    Json *part = given_copy(t->arena, base);
    for (unsigned n = 2 + draw(&how, 10); n > 0 && given_forget(t->arena, &how, &t->names, part); n--) {
    }
    if (!same_question(t, base, part) || !ask(t, part, &known)) {
        return;
    }
    for (int i = 0; i < 4; i++) {
        Json *whole = filled(t, pools, given_copy(t->arena, part), STR(""), &how);
        if (same_question(t, part, whole) && ask(t, whole, &got)) {
            t->moved[COMPLETE] += answer_same(t->arena, &known, &got) != NULL;
            tried(t, COMPLETE, answer_within(t->arena, &known, &got), part, whole);
        }
    }
}

static Json *scenario_facts(Trial *t, size_t scenario, size_t group)
{
    licet_facts *facts = NULL;
    licet_buffer *buffer = NULL;
    JsonError error;
    Json *json = NULL;
    if (licet_scenario_facts(t->policy, scenario, group, &facts) == LICET_OK &&
        licet_facts_json(facts, &buffer) == LICET_OK) {
        licet_text text = licet_buffer_text(buffer);
        json = json_parse(t->keep, str_copy(t->keep, (Str){text.at, text.len}), &error);
    }
    licet_buffer_free(buffer);
    licet_facts_free(facts);
    return json;
}

typedef struct Order {
    Json *facts;
    const char *as_of;
} Order;
typedef struct Orders {
    VEC(Order) list;
} Orders;

static void gather_orders(Trial *t, Orders *orders, Map *pools)
{
    licet_group group;
    for (size_t i = 0; i < licet_scenario_count(t->policy); i++) {
        for (size_t k = 0; licet_scenario_group(t->policy, i, k, &group); k++) {
            Json *facts = scenario_facts(t, i, k);
            if (facts != NULL && facts->kind == JSON_OBJECT) {
                bool own = !is_empty(json_get(facts, str_of(licet_policy_law_date(t->policy))));
                Order order = {facts, own || group.as_of[0] == 0 ? NULL : str_copy(t->keep, str_of(group.as_of)).at};
                vec_push(t->keep, &orders->list, order);
                gather(t, pools, facts, STR(""));
            }
        }
    }
}

static void try_orders(Trial *t, const Orders *orders, const Map *pools)
{
    for (size_t i = 0; i < t->tries; i++) {
        arena_reset(t->arena);
        const Order *order = &orders->list.items[next_random(t) % orders->list.n];
        Answer known;
        licet_options_init(&t->options);
        t->options.as_of = order->as_of;
        if (!ask(t, order->facts, &known)) {
            t->refused++;
            continue;
        }
        for (int k = 0; k < 8; k++) {
            forget_some(t, order->facts, &known);
        }
        withdraw_some(t, order->facts, &known);
        fill_some(t, pools, order->facts);
    }
}

// Every day of the years in which the law of the library changed most.
static void try_days(Trial *t, const Orders *orders)
{
    Day first, last;
    date_make(2022, 1, 1, &first);
    date_make(2027, 12, 31, &last);
    for (size_t n = 0; n < t->orders && n < orders->list.n; n++) {
        const Json *facts = orders->list.items[n * orders->list.n / t->orders % orders->list.n].facts;
        for (Day day = first; day <= last; day += (Day)t->step) {
            Buf as_of;
            arena_reset(t->arena);
            buf_init(&as_of, t->arena);
            date_print(&as_of, day);
            licet_options_init(&t->options);
            t->options.as_of = buf_done(&as_of).at;
            both_ways(t, facts);
        }
    }
}

static void try_file(Trial *t, const char *path)
{
    const char *const roots[] = {path};
    Orders orders = {0};
    Map pools;
    arena_reset(t->keep);
    map_init(&pools, t->keep);
    t->what = path;
    if (!use_policy(t, roots, 1)) {
        printf("FAILED %s: does not check\n", path);
        exit(1);
    }
    find_names(t);
    gather_orders(t, &orders, &pools);
    if (orders.list.n > 0 && t->orders > 0) {
        try_days(t, &orders);
    } else if (orders.list.n > 0) {
        try_orders(t, &orders, &pools);
    }
    leave_policy(t);
}

static void run_files(Trial *t, char **files, int n)
{
    licet_config config;
    licet_config_init(&config);
    config.load = load_file;
    config.load_host = t;
    if (licet_engine_new(&config, &t->engine) != LICET_OK) {
        abort();
    }
    t->keep = arena_new(&t->guard);
    seed(t, t->from + 1);
    for (int i = 0; i < n; i++) {
        try_file(t, files[i]);
    }
    arena_free(t->keep);
    licet_engine_free(t->engine);
}

// -- running ----------------------------------------------------------------------------

static int report(const Trial *t)
{
    uint64_t passed = 0, failed = 0;
    for (size_t i = 0; i < LAWS; i++) {
        if (t->tried[i] > 0) {
            printf("%-36s %9llu tried %9llu with another answer %3llu broken\n", LAW_NAMES[i],
                   (unsigned long long)t->tried[i], (unsigned long long)t->moved[i],
                   (unsigned long long)t->broken[i]);
        }
        passed += t->tried[i] - t->broken[i];
        failed += t->broken[i];
    }
    printf("(%llu changed cases were no cases)\n", (unsigned long long)t->refused);
    printf("%llu passed, %llu failed\n", (unsigned long long)passed, (unsigned long long)failed);
    return failed > 0 || passed == 0;
}

static void read_number(const char *name, const char *value, Trial *t)
{
    const char *const names[] = {"--policies", "--cases", "--tries", "--from", "--orders", "--step"};
    size_t *const places[] = {&t->policies, &t->cases, &t->tries, &t->from, &t->orders, &t->step};
    for (size_t i = 0; i < countof(names); i++) {
        if (strcmp(names[i], name) == 0) {
            *places[i] = strtoul(value, NULL, 10);
            return;
        }
    }
    fprintf(stderr, "laws: unknown option '%s'\n", name);
    exit(2);
}

int main(int argc, char **argv)
{
    Trial t = {.policies = 100, .cases = 4, .tries = 20, .step = 1};
    int at = 2;
    for (; at + 1 < argc && argv[at][0] == '-'; at += 2) {
        read_number(argv[at], argv[at + 1], &t);
    }
    guard_init(&t.guard);
    t.arena = arena_new(&t.guard);
    if (argc > 1 && strcmp(argv[1], "generated") == 0) {
        run_generated(&t);
    } else if (argc > 1 && strcmp(argv[1], "library") == 0) {
        t.orders = 0;
        run_files(&t, argv + at, argc - at);
    } else if (argc > 1 && strcmp(argv[1], "days") == 0) {
        t.orders = t.orders > 0 ? t.orders : 4;
        run_files(&t, argv + at, argc - at);
    } else {
        fprintf(stderr, "laws: expected generated, library or days\n");
        return 2;
    }
    arena_free(t.arena);
    return report(&t);
}
