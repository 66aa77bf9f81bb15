// The public door, cases: facts of many cases, read one after the other into the same room.
//
// In:  JSON. Out: cells when all of it is plain (fast/read.c); else licet_facts, which know
//      every spelling and what to say about a mistake.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/engine/door_case.h"

// What a case of the usual size needs lies behind it in one piece: cells, then the text, then
// lists. Cases that are kept for long are so decided with few visits to memory.
enum { ROOM_FOR_TEXT = 2048 };

typedef struct NewCase {
    licet_case *of;
    size_t room;
} NewCase;

static void begin(void *job)
{
    NewCase *fresh = job;
    arena_lend(fresh->of->door.arena, fresh->of + 1, fresh->room);
}

licet_status licet_case_new(const licet_policy *policy, licet_case **out)
{
    *out = NULL;
    if (policy == NULL || !policy->pipeline->clean) {
        return LICET_MISUSE;
    }
    const PlanBox *plan = programs_plan(policy);
    size_t n_cells = plan != NULL && plan->plan != NULL ? plan->plan->top.n_cells : 0;
    NewCase fresh = {.room = n_cells * sizeof(Cell) + ROOM_FOR_TEXT};
    fresh.of = door_new(policy->door.engine, sizeof *fresh.of + fresh.room);
    if (fresh.of == NULL || door_run(&fresh.of->door, begin, &fresh) != LICET_OK) {
        door_free(fresh.of);
        return LICET_NO_MEMORY;
    }
    fresh.of->policy = policy;
    *out = fresh.of;
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

typedef unsigned char Bytes __attribute__((vector_size(16)));

static inline Bytes odd_bytes(const char *at)
{
    Bytes part;
    memcpy(&part, at, sizeof part);
    return part | (Bytes)(part == '\\') | (Bytes)(part == 0x7f);
}

// Copies the text, behind which there is room for more; whether all of it is ASCII without
// escapes.
static bool copy_text(char *to, const char *from, size_t len)
{
    Bytes odd = {0};
    size_t i = 0, whole = len - len % sizeof odd;
    for (; i < whole; i += sizeof odd) {
        memcpy(to + i, from + i, sizeof odd);
        odd |= odd_bytes(from + i);
    }
    memcpy(to + i, from + i, len - i);
    memset(to + len, 0, JSON_PADDING);
    odd |= odd_bytes(to + i);
    uint64_t halves[2];
    memcpy(halves, &odd, sizeof odd);
    return ((halves[0] | halves[1]) & 0x8080808080808080u) == 0;
}

static void keep_text(licet_case *of, const Plan *plan, Str text)
{
    Arena *arena = of->door.arena;
    arena_reset(arena);
    of->top = arena_alloc_raw(arena, (plan != NULL ? plan->top.n_cells : 0) * sizeof(Cell));
    char *copy = arena_alloc_raw(arena, text.len + JSON_PADDING);
    of->text = (CaseText){copy, text.len, copy_text(copy, text.at, text.len)};
    of->lists = copy + text.len + JSON_PADDING;
}

typedef const uint32_t *Token; // behind the last one stand two more, where the text has a zero

static char mark(const licet_case *of, Token t)
{
    return of->text.at[*t];
}

// The value at a token as it stands, when it is a plain string or a whole number.
static Str plain_value(const licet_case *of, Token t)
{
    const char *text = of->text.at;
    size_t from = t[0], to = t[1];
    while (to > from && strchr(" \t\r\n", text[to - 1]) != NULL) {
        to--;
    }
    bool string = text[from] == '"', good = to > from;
    for (size_t i = from + string; !(string && of->text.ascii) && i + string < to && good; i++) {
        unsigned char c = (unsigned char)text[i];
        good = string ? c >= 0x20 && c < 0x7f && c != '\\' && c != '"' : c >= '0' && c <= '9';
    }
    good = good && (!string || (to > from + 1 && text[to - 1] == '"')) &&
           (string || to == from + 1 || text[from] != '0');
    return good ? (Str){text + from, to - from} : STR_NONE;
}

static bool key_is(const licet_case *of, Token t, const char *key)
{
    size_t len = strlen(key);
    const char *at = of->text.at + *t;
    return at[0] == '"' && memcmp(at + 1, key, len) == 0 && at[1 + len] == '"';
}

static bool take(const licet_case *of, Token *t, char c)
{
    bool there = mark(of, *t) == c;
    *t += there;
    return there;
}

// A plain value without its quotes; empty for any other.
static Str take_value(const licet_case *of, Token *t)
{
    Str value = mark(of, *t) != 0 ? plain_value(of, (*t)++) : STR_NONE;
    bool string = value.len > 1 && value.at[0] == '"';
    return string ? str_sub(value, 1, value.len - 1) : STR_NONE;
}

static bool read_world(licet_case *of, Str word)
{
    of->has_world = true;
    of->text_world = str_is(word, "text");
    return of->text_world || str_is(word, "enforced");
}

static bool read_cells_at(ReadJob *read, Token *t, Token *id)
{
    licet_case *of = read->of;
    const Plan *plan = read->decider->plan->plan;
    Token behind = read_case(plan, of->door.arena, &of->text, *t, read->extra_ok, of->top, id);
    if (behind != NULL) { // the object ends at its last token
        of->given = (Str){of->text.at + **t, behind[-1] + 1 - **t};
        *t = behind;
    }
    return behind != NULL;
}

static bool read_assume(licet_case *of, Token *t)
{
    bool list = take(of, t, '[');
    if (of->n_assume > 0 || (list && take(of, t, ']'))) {
        return of->n_assume == 0;
    }
    do {
        Str label = take_value(of, t);
        if (label.len == 0 || of->n_assume == ASSUME_MAX) {
            return false;
        }
        of->assume[of->n_assume++] = str_copy(of->door.arena, label).at;
    } while (list && take(of, t, ','));
    return !list || take(of, t, ']');
}

static bool read_id(licet_case *of, Token *t)
{
    bool twice = of->id.len > 0;
    of->id = mark(of, *t) != 0 ? plain_value(of, (*t)++) : STR_NONE;
    return of->id.len > 0 && !twice;
}

static bool read_member(ReadJob *read, Token *t, bool *has_facts)
{
    licet_case *of = read->of;
    Token id;
    if (key_is(of, *t, "facts") && !*has_facts) {
        ++*t;
        *has_facts = take(of, t, ':') && read_cells_at(read, t, &id);
        return *has_facts;
    }
    bool is_id = key_is(of, *t, "id"), is_day = key_is(of, *t, "as_of");
    bool is_world = key_is(of, *t, "world"), is_assume = key_is(of, *t, "assume");
    if (!(is_id || is_day || is_world || is_assume)) {
        return false;
    }
    ++*t;
    if (!take(of, t, ':')) {
        return false;
    }
    if (is_id || is_assume) {
        return is_id ? read_id(of, t) : read_assume(of, t);
    }
    Str word = take_value(of, t);
    if (is_world) {
        return !of->has_world && read_world(of, word);
    }
    bool twice = of->has_day;
    of->as_of = str_copy(of->door.arena, word);
    of->has_day = word.len > 0;
    return of->has_day && !twice;
}

// {"id": ..., "facts": {...}, "as_of": DATE, "world": WORLD, "assume": [LABEL...]}
static bool read_envelope(ReadJob *read, Token t)
{
    bool has_facts = false;
    if (!take(read->of, &t, '{')) {
        return false;
    }
    do {
        if (!read_member(read, &t, &has_facts)) {
            return false;
        }
    } while (take(read->of, &t, ','));
    return has_facts && take(read->of, &t, '}') && *t == read->of->text.len;
}

static bool read_bare(ReadJob *read, Token t)
{
    Token id = NULL;
    if (!read_cells_at(read, &t, &id) || *t != read->of->text.len) {
        return false;
    }
    if (id != NULL) {
        read->of->id = plain_value(read->of, id);
    }
    return id == NULL || read->of->id.len > 0 || !read->line;
}

static void forget(licet_case *of)
{
    of->plain = of->has_world = of->text_world = of->has_day = false;
    of->id = of->as_of = of->given = STR_NONE;
    of->n_assume = 0;
}

static void read_cells(void *job)
{
    ReadJob *read = job;
    licet_case *of = read->of;
    const Plan *plan = read->decider->plan->plan;
    Token tokens;
    forget(of);
    keep_text(of, plan, read->text);
    if (json_indexer_run(read->decider->indexer, of->text.at, of->text.len, &tokens) == 0 || plan == NULL) {
        return;
    }
    bool line = read->line && shape_find(&plan->top, STR("facts")) == NULL;
    if (line && read_envelope(read, tokens)) {
        of->plain = true;
        return;
    }
    forget(of);
    of->plain = (line || !read->line) && read_bare(read, tokens);
}

// ---- the long way

// What was given in another spelling lies in cells, too, unless it is attested (what has ended
// is only known with the day) or comes with resolutions of flags.
static void lay_cells(licet_case *of, const licet_facts *given)
{
    of->lists = NULL;
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
    status = read_facts(of, extra_ok, (Str){of->text.at, of->text.len});
    return status == LICET_OK ? door_run(&of->door, lay_own_cells, of) : status;
}

licet_text licet_case_id(const licet_case *of)
{
    return of == NULL ? (licet_text){"", 0} : (licet_text){of->id.at, of->id.len};
}
