// The public door, cases: facts of many cases, read one after the other into the same room.
//
// In:  JSON. Out: cells when all of it is plain (fast/read.c); else licet_facts, which know
//      every spelling and what to say about a mistake.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/engine/door_case.h"

licet_status licet_case_new(const licet_policy *policy, licet_case **out)
{
    *out = NULL;
    if (policy == NULL || !policy->pipeline->clean) {
        return LICET_MISUSE;
    }
    licet_case *of = door_new(policy->door.engine, sizeof *of);
    if (of == NULL) {
        return LICET_NO_MEMORY;
    }
    of->policy = policy;
    *out = of;
    return LICET_OK;
}

void licet_case_free(licet_case *of)
{
    if (of != NULL) {
        licet_facts_free(of->facts);
        door_free(of);
    }
}

// ---- the text

typedef struct ReadJob {
    licet_case *of;
    licet_decider *decider;
    Str text;
    bool line, extra_ok;
} ReadJob;

static void keep_text(licet_case *of, Str text)
{
    Arena *arena = of->door.arena;
    arena_reset(arena);
    of->text = arena_alloc_raw(arena, text.len + JSON_PADDING);
    memcpy(of->text, text.at, text.len);
    memset(of->text + text.len, 0, JSON_PADDING);
    of->len = text.len;
}

typedef struct Tokens {
    const uint32_t *all;
    size_t n, i;
} Tokens;

// The value at a token as it stands, when it is a plain string or a whole number.
static Str plain_value(const licet_case *of, const uint32_t *tokens, size_t n, size_t at)
{
    size_t from = tokens[at], to = at + 1 < n ? tokens[at + 1] : of->len;
    while (to > from && strchr(" \t\r\n", of->text[to - 1]) != NULL) {
        to--;
    }
    bool string = of->text[from] == '"', good = to > from;
    for (size_t i = from + string; i + string < to && good; i++) {
        unsigned char c = (unsigned char)of->text[i];
        good = string ? c >= 0x20 && c < 0x7f && c != '\\' && c != '"' : c >= '0' && c <= '9';
    }
    good = good && (!string || (to > from + 1 && of->text[to - 1] == '"')) &&
           (string || to == from + 1 || of->text[from] != '0');
    return good ? (Str){of->text + from, to - from} : STR_NONE;
}

static bool key_is(const licet_case *of, const Tokens *tokens, const char *key)
{
    size_t len = strlen(key), at = tokens->i < tokens->n ? tokens->all[tokens->i] : of->len;
    return at + len + 2 <= of->len && of->text[at] == '"' && memcmp(of->text + at + 1, key, len) == 0 &&
           of->text[at + 1 + len] == '"';
}

static bool take(const licet_case *of, Tokens *tokens, char mark)
{
    bool there = tokens->i < tokens->n && of->text[tokens->all[tokens->i]] == mark;
    tokens->i += there;
    return there;
}

// A plain value without its quotes; empty for any other.
static Str take_value(const licet_case *of, Tokens *tokens)
{
    Str value = plain_value(of, tokens->all, tokens->n, tokens->i++);
    bool string = value.len > 1 && value.at[0] == '"';
    return string ? str_sub(value, 1, value.len - 1) : STR_NONE;
}

static bool read_world(licet_case *of, Str word)
{
    of->has_world = true;
    of->text_world = str_is(word, "text");
    return of->text_world || str_is(word, "enforced");
}

static bool read_cells_at(ReadJob *read, Tokens *tokens, size_t *id)
{
    licet_case *of = read->of;
    const Plan *plan = read->decider->plan->plan;
    size_t from = tokens->i < tokens->n ? tokens->all[tokens->i] : 0;
    of->top = arena_alloc_raw(of->door.arena, plan->top.n_cells * sizeof(Cell));
    bool good = read_case(plan, of->door.arena, of->text, of->len, tokens->all, tokens->n, &tokens->i, read->extra_ok,
                          of->top, id);
    if (good) { // the object ends at its last token
        of->given = (Str){of->text + from, tokens->all[tokens->i - 1] + 1 - from};
    }
    return good;
}

static bool read_assume(licet_case *of, Tokens *tokens)
{
    bool list = take(of, tokens, '[');
    if (of->n_assume > 0 || (list && take(of, tokens, ']'))) {
        return of->n_assume == 0;
    }
    do {
        Str label = tokens->i < tokens->n ? take_value(of, tokens) : STR_NONE;
        if (label.len == 0 || of->n_assume == ASSUME_MAX) {
            return false;
        }
        of->assume[of->n_assume++] = str_copy(of->door.arena, label).at;
    } while (list && take(of, tokens, ','));
    return !list || take(of, tokens, ']');
}

static bool read_member(ReadJob *read, Tokens *tokens, bool *has_facts)
{
    licet_case *of = read->of;
    size_t id;
    if (key_is(of, tokens, "facts") && !*has_facts) {
        tokens->i++;
        *has_facts = take(of, tokens, ':') && read_cells_at(read, tokens, &id);
        return *has_facts;
    }
    bool is_id = key_is(of, tokens, "id"), is_day = key_is(of, tokens, "as_of");
    bool is_world = key_is(of, tokens, "world"), is_assume = key_is(of, tokens, "assume");
    tokens->i++;
    if (!(is_id || is_day || is_world || is_assume) || !take(of, tokens, ':') || tokens->i >= tokens->n) {
        return false;
    }
    if (is_id) {
        bool twice = of->id.len > 0;
        of->id = plain_value(of, tokens->all, tokens->n, tokens->i++);
        return of->id.len > 0 && !twice;
    }
    if (is_assume) {
        return read_assume(of, tokens);
    }
    Str word = take_value(of, tokens);
    if (is_world) {
        return !of->has_world && read_world(of, word);
    }
    bool twice = of->as_of.len > 0;
    of->as_of = str_copy(of->door.arena, word);
    return word.len > 0 && !twice;
}

// {"id": ..., "facts": {...}, "as_of": DATE, "world": WORLD, "assume": [LABEL...]}
static bool read_envelope(ReadJob *read, Tokens *tokens)
{
    bool has_facts = false;
    if (!take(read->of, tokens, '{')) {
        return false;
    }
    do {
        if (!read_member(read, tokens, &has_facts)) {
            return false;
        }
    } while (take(read->of, tokens, ','));
    return has_facts && take(read->of, tokens, '}') && tokens->i == tokens->n;
}

static bool read_bare(ReadJob *read, Tokens *tokens)
{
    size_t id = 0;
    if (!read_cells_at(read, tokens, &id) || tokens->i != tokens->n) {
        return false;
    }
    if (id != 0) {
        read->of->id = plain_value(read->of, tokens->all, tokens->n, id);
    }
    return id == 0 || read->of->id.len > 0 || !read->line;
}

static void forget(licet_case *of)
{
    of->plain = of->has_world = of->text_world = false;
    of->id = of->as_of = of->given = STR_NONE;
    of->n_assume = 0;
}

static void read_cells(void *job)
{
    ReadJob *read = job;
    licet_case *of = read->of;
    const Plan *plan = read->decider->plan->plan;
    Tokens tokens = {0};
    forget(of);
    keep_text(of, read->text);
    tokens.n = json_indexer_run(read->decider->indexer, of->text, of->len, &tokens.all);
    if (plan == NULL || tokens.n == 0) {
        return;
    }
    if (read->line && shape_find(&plan->top, STR("facts")) == NULL) {
        of->plain = read_envelope(read, &tokens);
        if (of->plain) {
            return;
        }
        forget(of);
        tokens.i = 0;
    }
    of->plain = (!read->line || shape_find(&plan->top, STR("facts")) == NULL) && read_bare(read, &tokens);
}

// ---- the long way

// What was given in another spelling lies in cells, too, unless it is attested (what has ended
// is only known with the day) or comes with resolutions of flags.
static void lay_cells(licet_case *of, const licet_facts *given)
{
    const PlanBox *box = programs_plan(of->policy);
    const Facts *facts = given->facts;
    if (box != NULL && box->plan != NULL && facts->packs.n == 0 && facts->resolutions.n == 0) {
        of->top = arena_alloc_raw(of->door.arena, box->plan->top.n_cells * sizeof(Cell));
        plan_fill(box->plan, of->door.arena, facts, of->top);
        of->plain = true;
    }
}

static void lay_own_cells(void *job)
{
    licet_case *of = job;
    lay_cells(of, of->facts);
}

static licet_status read_facts(licet_case *of, bool extra_ok, Str text)
{
    licet_facts_free(of->facts);
    of->facts = NULL;
    licet_status status = licet_facts_new(of->policy, &of->facts);
    if (status == LICET_OK) {
        status = licet_facts_read(of->facts, "line", (licet_text){text.at, text.len}, extra_ok);
    }
    if (status != LICET_OK && status != LICET_REJECTED) {
        licet_facts_free(of->facts);
        of->facts = NULL;
    }
    return status;
}

licet_status case_facts(licet_case *of, const licet_facts **out)
{
    licet_status status = LICET_OK;
    if (of->facts == NULL && of->taken == NULL) {
        status = read_facts(of, of->extra_ok, of->given);
    }
    *out = of->taken != NULL ? of->taken : of->facts;
    return status;
}

static void take_cells(void *job)
{
    licet_case *of = job;
    arena_reset(of->door.arena);
    forget(of);
    lay_cells(of, of->taken);
}

licet_status licet_case_take(licet_case *of, const licet_facts *facts)
{
    if (of == NULL || facts == NULL || facts->policy != of->policy || !facts_good(facts)) {
        return LICET_MISUSE;
    }
    licet_facts_free(of->facts);
    of->facts = NULL;
    of->taken = facts;
    return door_run(&of->door, take_cells, of);
}

licet_status licet_case_read(licet_case *of, licet_decider *decider, licet_text json, bool extra_ok,
                             bool line)
{
    if (of == NULL || decider == NULL || decider->policy != of->policy || (json.at == NULL && json.len > 0)) {
        return LICET_MISUSE;
    }
    licet_facts_free(of->facts);
    of->facts = NULL;
    of->extra_ok = extra_ok;
    of->taken = NULL;
    ReadJob job = {.of = of, .decider = decider, .text = {json.at, json.len}, .line = line,
                   .extra_ok = extra_ok};
    licet_status status = door_run(&of->door, read_cells, &job);
    if (status != LICET_OK || of->plain) {
        return status;
    }
    if (line) {
        return LICET_NOT_FOUND;
    }
    status = read_facts(of, extra_ok, (Str){of->text, of->len});
    return status == LICET_OK ? door_run(&of->door, lay_own_cells, of) : status;
}

licet_text licet_case_id(const licet_case *of)
{
    return of == NULL ? (licet_text){"", 0} : (licet_text){of->id.at, of->id.len};
}
