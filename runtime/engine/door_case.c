// The public door, cases: facts of many cases, read one after the other into the same room.
//
// In:  JSON. Out: cells when all of it is plain (fast/read.c); else licet_facts, which know
//      every spelling and what to say about a mistake.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/engine/door_case.h"

// What a case of the usual size needs lies behind it in one piece: cells, then lists, then the
// text. Cases that are kept for long are so decided with few visits to memory.
enum { ROOM_FOR_LISTS = 1024, ROOM_FOR_TEXT = 1536 };

typedef struct NewCase {
    licet_case *of;
    size_t room;
} NewCase;

static void begin(void *job)
{
    NewCase *fresh = job;
    arena_lend(fresh->of->door.arena, fresh->of + 1, fresh->room);
    fresh->of->own_text = (char *)(fresh->of + 1) + fresh->room;
}

licet_status licet_case_new(const licet_policy *policy, licet_case **out)
{
    *out = NULL;
    if (policy == NULL || !policy->pipeline->clean) {
        return LICET_MISUSE;
    }
    const PlanBox *plan = programs_plan(policy);
    size_t n_cells = plan != NULL && plan->plan != NULL ? plan->plan->top.n_cells : 0;
    NewCase fresh = {.room = n_cells * sizeof(Cell) + ROOM_FOR_LISTS};
    fresh.of = door_new(policy->door.engine, sizeof *fresh.of + fresh.room + ROOM_FOR_TEXT);
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

// The next text mostly lies behind this one: it comes while this one is at work.
static void fetch_next(Str text)
{
    enum { LINE = 64, MOST = 32 * LINE };
    uintptr_t at = (uintptr_t)text.at + text.len;
    for (size_t i = 0; i < text.len && i < MOST; i += LINE) {
        __builtin_prefetch((const void *)(at + i));
    }
}

static void keep_text(licet_case *of, const Plan *plan, Str text)
{
    Arena *arena = of->door.arena;
    arena_reset(arena);
    of->top = arena_alloc_raw(arena, (plan != NULL ? plan->top.n_cells : 0) * sizeof(Cell));
    bool fits = text.len + JSON_PADDING <= ROOM_FOR_TEXT;
    char *copy = fits ? of->own_text : arena_alloc_raw(arena, text.len + JSON_PADDING);
    if (text.len > 0) {
        memcpy(copy, text.at, text.len);
    }
    memset(copy + text.len, 0, JSON_PADDING);
    of->text = (Str){copy, text.len};
    fetch_next(text);
}

static const char *skip(const char *at)
{
    return at + strspn(at, " \t\r\n");
}

// The value that begins here as it stands, when it is a plain string or a whole number.
static Str plain_value(const char *at)
{
    bool string = *at == '"', good = true;
    size_t n = string;
    for (; string ? at[n] != '"' && at[n] != 0 : at[n] >= '0' && at[n] <= '9'; n++) {
        good = good && at[n] >= 0x20 && at[n] < 0x7f;
    }
    good = good && (string ? n > 1 && at[n] == '"' : n > 0 && (n == 1 || *at != '0'));
    return good ? (Str){at, n + string} : STR_NONE;
}

static bool key_is(const char *at, const char *key)
{
    size_t len = strlen(key);
    return at[0] == '"' && strncmp(at + 1, key, len) == 0 && at[1 + len] == '"';
}

// A mark with blanks around it.
static bool take(const char **at, char mark)
{
    const char *found = skip(*at);
    bool there = *found == mark;
    *at = there ? skip(found + 1) : found;
    return there;
}

static Str take_value(const char **at)
{
    Str value = plain_value(*at);
    *at += value.len;
    return value;
}

// A plain string without its quotes; empty for any other value.
static Str take_string(const char **at)
{
    Str value = take_value(at);
    bool string = value.len > 1 && value.at[0] == '"';
    return string ? str_sub(value, 1, value.len - 1) : STR_NONE;
}

static bool read_world(licet_case *of, Str word)
{
    of->has_world = true;
    of->text_world = str_is(word, "text");
    return of->text_world || str_is(word, "enforced");
}

static bool read_cells_at(ReadJob *read, const char **at, const char **id)
{
    licet_case *of = read->of;
    const Plan *plan = read->decider->plan->plan;
    const char *behind = read_case(plan, of->door.arena, of->text, *at, read->extra_ok, of->top, id);
    if (behind != NULL) {
        of->given = (Str){*at, (size_t)(behind - *at)};
        *at = skip(behind);
    }
    return behind != NULL;
}

static bool read_assume(licet_case *of, const char **at)
{
    bool list = take(at, '[');
    if (of->n_assume > 0 || (list && take(at, ']'))) {
        return of->n_assume == 0;
    }
    do {
        Str label = take_string(at);
        if (label.len == 0 || of->n_assume == ASSUME_MAX) {
            return false;
        }
        of->assume[of->n_assume++] = str_copy(of->door.arena, label).at;
    } while (list && take(at, ','));
    return !list || take(at, ']');
}

static bool read_id(licet_case *of, const char **at)
{
    bool twice = of->id.len > 0;
    of->id = take_value(at);
    return of->id.len > 0 && !twice;
}

static bool read_member(ReadJob *read, const char **at, bool *has_facts)
{
    licet_case *of = read->of;
    const char *key = *at, *id;
    *at += *key == '"' ? strcspn(key + 1, "\"") + 2 : 0;
    if (key_is(key, "facts") && !*has_facts) {
        *has_facts = take(at, ':') && read_cells_at(read, at, &id);
        return *has_facts;
    }
    bool is_id = key_is(key, "id"), is_day = key_is(key, "as_of");
    bool is_world = key_is(key, "world"), is_assume = key_is(key, "assume");
    if (!(is_id || is_day || is_world || is_assume) || !take(at, ':')) {
        return false;
    }
    if (is_id || is_assume) {
        return is_id ? read_id(of, at) : read_assume(of, at);
    }
    Str word = take_string(at);
    if (is_world) {
        return !of->has_world && read_world(of, word);
    }
    bool twice = of->has_day;
    of->as_of = str_copy(of->door.arena, word);
    of->has_day = word.len > 0;
    return of->has_day && !twice;
}

static bool at_end(const licet_case *of, const char *at)
{
    return at == of->text.at + of->text.len;
}

// {"id": ..., "facts": {...}, "as_of": DATE, "world": WORLD, "assume": [LABEL...]}
static bool read_envelope(ReadJob *read)
{
    const char *at = read->of->text.at;
    bool has_facts = false;
    if (!take(&at, '{')) {
        return false;
    }
    do {
        if (!read_member(read, &at, &has_facts)) {
            return false;
        }
    } while (take(&at, ','));
    return has_facts && take(&at, '}') && at_end(read->of, at);
}

static bool read_bare(ReadJob *read)
{
    const char *at = skip(read->of->text.at), *id = NULL;
    if (!read_cells_at(read, &at, &id) || !at_end(read->of, at)) {
        return false;
    }
    if (id != NULL) {
        read->of->id = plain_value(id);
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
    forget(of);
    keep_text(of, plan, read->text);
    if (plan == NULL) {
        return;
    }
    bool line = read->line && shape_find(&plan->top, STR("facts")) == NULL;
    if (line && read_envelope(read)) {
        of->plain = true;
        return;
    }
    forget(of);
    of->plain = (line || !read->line) && read_bare(read);
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
    status = read_facts(of, extra_ok, of->text);
    return status == LICET_OK ? door_run(&of->door, lay_own_cells, of) : status;
}

licet_text licet_case_id(const licet_case *of)
{
    return of == NULL ? (licet_text){"", 0} : (licet_text){of->id.at, of->id.len};
}
