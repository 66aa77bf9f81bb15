// Reading: JSON in one pass, along the shapes of the policy's records.
//
// A member that is expected is known by one comparison, and its type says how its value is
// written: no index of the text is needed to find either. Every value is looked at and must be
// of its declared type, in its plainest spelling; what the policy asks of becomes a cell. All
// else (other spellings, escapes, attested packs, lists given as incomplete, mistakes) is left
// to type/fact_read.c: this pass only ever says yes or "not here".
// Every function gets the place where its thing begins and gives the one behind it, or NULL.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/fast/scalar.h"

enum { LEVELS_MAX = 64 };

static bool is_word(const char *at, const char *word, size_t len)
{
    return memcmp(at, word, len) == 0 && ends(at[len]);
}

// A mark with blanks around it: the place behind them.
static inline const char *take(const char *at, char mark)
{
    at = skip(at);
    return *at == mark ? skip(at + 1) : NULL;
}

static inline __attribute__((always_inline)) const char *
read_scalar(const Reader *r, const char *at, const Place *place, Form form, const Type *type, Cell *out)
{
    switch (form) {
    case FORM_BOOL: return read_bool(at, out);
    case FORM_WHOLE: {
        const char *behind = read_whole(at, out);
        return behind != NULL ? behind : read_number(r, at, type, out);
    }
    case FORM_NUMBER: return read_number(r, at, type, out);
    case FORM_DATE: return read_date(at, out);
    case FORM_TEXT: return read_text(r, at, out);
    case FORM_COUNTRY: return read_country(r->plan, at, out);
    case FORM_ECCN: return read_eccn(at, out);
    case FORM_ENUM: return read_enum(at, place, type->enumeration, out);
    case FORM_RECORD: case FORM_LIST: case FORM_OTHER: break;
    }
    return NULL;
}

// Of an object whose first member has this name, the place of its value; else NULL.
static inline const char *opens_with(const char *at, const char *name, size_t len)
{
    if (*at != '{') {
        return NULL;
    }
    at = skip(at + 1);
    return *at == '"' && memcmp(at + 1, name, len) == 0 && at[1 + len] == '"' ? take(at + len + 2, ':') : NULL;
}

// The value of {"state": "none"} and its kin.
static const char *read_state(const char *at, const Place *place, Cell *cell)
{
    static const char *const unknown[] = {"not_supplied", "refused", "could_not_determine"};
    Str word;
    bool ascii;
    if (place->act || (at = read_string(at, &word, &ascii)) == NULL || *(at = skip(at)) != '}') {
        return NULL;
    }
    if (str_eq(word, STR("none")) && place->type->optional) {
        *cell = cell_of(CELL_NONE);
        return at + 1;
    }
    for (size_t i = 0; i < countof(unknown); i++) {
        if (str_is(word, unknown[i])) {
            return at + 1; // stays blank
        }
    }
    return NULL;
}

// ---- records and lists

static const char *read_members(Reader *r, const char *at, const Shape *shape, Cell *cells);

// "h100_sxm": a record of the policy. Its cells are copied, because they become the case's.
static const char *read_named(const Reader *r, const char *at, const Shape *shape, Cell *cells)
{
    Str name;
    bool ascii;
    const char *behind = read_string(at, &name, &ascii);
    const NamedCells *named = behind != NULL ? map_find(&r->plan->constants, name) : NULL;
    if (named == NULL || named->shape != shape) {
        return NULL;
    }
    memcpy(cells, named->record.as.record, shape->n_cells * sizeof(Cell));
    return behind;
}

static const char *read_record(Reader *r, const char *at, const Shape *shape, Cell *cells)
{
    if (*at != '{') {
        return read_named(r, at, shape, cells);
    }
    const char *behind = ++r->level < LEVELS_MAX ? read_members(r, skip(at + 1), shape, cells) : NULL;
    r->level--;
    return behind;
}

static const char *read_element(Reader *r, const char *at, const Place *place, CellItem *out)
{
    const Type *type = place->type->of;
    out->member = TRI_T;
    if (place->inner != FORM_RECORD) {
        return read_scalar(r, at, place, (Form)place->inner, type, &out->value);
    }
    Cell *cells = arena_array(r->arena, Cell, place->shape->n_cells);
    out->value = (Cell){.tag = CELL_RECORD, .as.record = cells};
    return type->optional ? NULL : read_record(r, at, place->shape, cells);
}

// Few elements are gathered aside, so that a list takes no more room than it needs.
static const char *read_elements(Reader *r, const char *at, const Place *place, CellList *list)
{
    enum { FEW = 16 };
    CellItem few[FEW];
    struct {
        CellItem *items;
        size_t n, cap;
    } items = {few, 0, FEW};
    if ((at = take(at, '[')) == NULL || *at == ']') {
        return at == NULL ? NULL : at + 1;
    }
    for (;; at = skip(at + 1)) {
        CellItem item;
        if ((at = read_element(r, at, place, &item)) == NULL) {
            return NULL;
        }
        vec_push(r->arena, &items, item);
        at = skip(at);
        if (*at != ',') {
            break;
        }
    }
    list->n = items.n;
    list->items = items.items;
    if (items.items == few) {
        list->items = arena_alloc_raw(r->arena, items.n * sizeof *few);
        memcpy(list->items, few, items.n * sizeof *few);
    }
    return *at == ']' ? at + 1 : NULL;
}

// The rest of {"list": [...], "complete": false}
static const char *read_marked(Reader *r, const char *at, const Place *place, CellList *list)
{
    Cell complete;
    Str key;
    bool ascii, fits = place->type->open && !place->act;
    if (!fits || (at = read_elements(r, at, place, list)) == NULL || (at = take(at, ',')) == NULL ||
        (at = read_string(at, &key, &ascii)) == NULL || !str_is(key, "complete") || (at = take(at, ':')) == NULL ||
        (at = read_bool(at, &complete)) == NULL || *(at = skip(at)) != '}') {
        return NULL;
    }
    list->open = complete.tri == TRI_F;
    return at + 1;
}

static const char *read_list(Reader *r, const char *at, const Place *place, Cell *out)
{
    CellList *list = arena_make(r->arena, CellList);
    const char *marked = opens_with(at, "list", 4);
    *out = (Cell){.tag = CELL_LIST, .as.list = list};
    return marked != NULL ? read_marked(r, marked, place, list) : read_elements(r, at, place, list);
}

static const char *read_inner(Reader *r, const char *at, const Place *place, Cell *cells, Cell *cell)
{
    if (place->within) {
        return read_record(r, at, place->shape, cells + place->at);
    }
    Cell *record = arena_array(r->arena, Cell, place->shape->n_cells);
    *cell = (Cell){.tag = CELL_RECORD, .as.record = record};
    return read_record(r, at, place->shape, record);
}

// The value of an object that says why there is no value, or NULL.
static inline const char *state_of(const char *at, const Place *place)
{
    const char *state = opens_with(at, "state", 5);
    bool own = state != NULL && place->form == FORM_RECORD && shape_find(place->shape, STR("state")) != NULL;
    return own ? NULL : state;
}

// What stands for no value: null, or an object that says so. Leaves the cell as it was.
static const char *read_absent(const char *at, const Place *place, Cell *cell)
{
    if (is_word(at, "null", 4)) {
        return at + 4;
    }
    const char *state = state_of(at, place);
    return state != NULL ? read_state(state, place, cell) : NULL;
}

static inline const char *read_value(Reader *r, const char *at, const Place *place, Cell *cells)
{
    Cell unasked, *cell = place->asked ? cells + place->at : &unasked;
    Form form = (Form)place->form;
    const char *behind = NULL;
    if (form < FORM_RECORD && *at != '{') {
        behind = read_scalar(r, at, place, form, place->type, cell);
    } else if (form >= FORM_RECORD && *at != 'n' && state_of(at, place) == NULL) {
        return form == FORM_LIST ? read_list(r, at, place, cell) : read_inner(r, at, place, cells, cell);
    }
    return behind != NULL ? behind : read_absent(at, place, cell);
}

// ---- members

// A fact that is not declared and may be passed over: one scalar, of any kind.
static const char *skip_scalar(const Reader *r, const char *at)
{
    Cell number;
    Str text;
    bool ascii;
    switch (*at) {
    case '"': return read_string(at, &text, &ascii);
    case 't': case 'f': return read_bool(at, &number);
    case 'n': return is_word(at, "null", 4) ? at + 4 : NULL;
    default: {
        const char *behind = read_digits(at, r->end, &number);
        return behind != NULL && ends(*behind) ? behind : NULL;
    }
    }
}

// A member that comes out of order, or with blanks: its value, and its place, or NULL when it
// may be passed over. NULL when it does not belong here, or so it seems.
static const char *other_member(Reader *r, const char *at, const Shape *shape, Str *extra, const Place **out)
{
    Str key;
    bool ascii;
    if ((at = read_string(at, &key, &ascii)) == NULL || (at = take(at, ':')) == NULL) {
        return NULL;
    }
    *out = shape_find(shape, key);
    if (*out != NULL) {
        return at;
    }
    if (r->level == 1 && plan_holds_facts(key)) {
        return NULL;
    }
    r->id = r->level == 1 && str_eq(key, STR("id")) ? at : r->id;
    // A second one might be the same again.
    bool passes = r->extra_ok && extra->len == 0;
    *extra = key;
    return passes ? at : NULL;
}

// Whether the member's name, with its quotes and its colon, is this. The text is padded.
static inline bool is_name(const Place *place, const char *key)
{
    const uint64_t *start = place->start, *mask = place->mask;
    if ((((eight_bytes(key) ^ start[0]) & mask[0]) | ((eight_bytes(key + 8) ^ start[1]) & mask[1])) != 0) {
        return false;
    }
    return mask[2] == 0 ||
           ((((eight_bytes(key + 16) ^ start[2]) & mask[2]) | ((eight_bytes(key + 24) ^ start[3]) & mask[3])) == 0 &&
            (place->n_tail == 0 || strncmp(place->tail, key + 32, place->n_tail) == 0));
}

// The value and the place of the member, which mostly comes in the order of the declarations.
// Behind the last place stand two that have no name.
static inline const char *find_member(Reader *r, const char *at, const Shape *shape, const Place *next, Str *extra,
                                      const Place **out)
{
    *out = is_name(next, at) ? next : next + 1;
    if (*out == next || is_name(next + 1, at)) {
        return skip(at + (*out)->name.len + 3);
    }
    return other_member(r, at, shape, extra, out);
}

// Places that were seen: the first ones in a register.
typedef struct Seen {
    uint64_t first, more[SHAPE_FIELDS_MAX / 64];
} Seen;

// Marks the place as seen; whether it was.
static inline bool seen_before(Seen *seen, uint32_t number)
{
    uint64_t bit = (uint64_t)1 << number % 64;
    bool before;
    if (number < 64) {
        before = (seen->first & bit) != 0;
        seen->first |= bit;
    } else {
        before = (seen->more[number / 64] & bit) != 0;
        seen->more[number / 64] |= bit;
    }
    return before;
}

static const char *read_members(Reader *r, const char *at, const Shape *shape, Cell *cells)
{
    Seen seen;
    const Place *next = shape->places, *place, *id = r->plan->id;
    Str extra = STR_NONE;
    seen.first = 0;
    if (shape->n > 64) {
        memset(seen.more, 0, sizeof seen.more);
    }
    if (*at == '}') {
        return at + 1;
    }
    for (;;) {
        if ((at = find_member(r, at, shape, next, &extra, &place)) == NULL) {
            return NULL;
        }
        if (place != NULL) {
            if (seen_before(&seen, place->number)) {
                return NULL; // twice: a mistake
            }
            next = place + 1;
            if (place == id) {
                r->id = at;
            }
            at = read_value(r, at, place, cells);
        } else {
            at = skip_scalar(r, at);
        }
        if (at == NULL) {
            return NULL;
        }
        if (at[0] == ',' && at[1] == '"') {
            at++; // without blanks, as most are
            continue;
        }
        at = skip(at);
        if (*at != ',') {
            return *at == '}' ? at + 1 : NULL;
        }
        at = skip(at + 1);
    }
}

const char *read_case(const Plan *plan, Arena *arena, Str text, const char *at, bool extra_ok,
                      Cell *top, const char **id)
{
    Reader r = {.plan = plan, .arena = arena, .end = text.at + text.len, .extra_ok = extra_ok};
    if (plan->odd_names) {
        return NULL;
    }
    memcpy(top, plan->blank, plan->top.n_cells * sizeof(Cell));
    at = read_record(&r, at, &plan->top, top);
    *id = r.id;
    return at;
}
