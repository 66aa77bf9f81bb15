// Reading: tokens of JSON, in one pass, along the shapes of the policy's records.
//
// Every value is looked at and must be of its declared type, in its plainest spelling; what
// the policy asks of becomes a cell. All else (other spellings, attested packs, lists given as
// incomplete, mistakes) is left to type/fact_read.c: this pass only ever says yes or "not here".
// Every function gets a token and gives the one behind what it read, or NULL.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/fast/scalar.h"

enum { LEVELS_MAX = 64 };

static bool is_word(const Reader *r, Token t, const char *word, size_t len)
{
    return memcmp(r->text + *t, word, len) == 0 && ends(r->text[*t + len]);
}

static inline Token take(const Reader *r, Token t, char c)
{
    return mark(r, t) == c ? t + 1 : NULL;
}

static inline __attribute__((always_inline)) Token read_scalar(const Reader *r, Token t, const Place *place, Form form, const Type *type, Cell *out)
{
    switch (form) {
    case FORM_BOOL: return read_bool(r, t, out);
    case FORM_WHOLE: {
        Token behind = read_whole(r, t, out);
        return behind != NULL ? behind : read_number(r, t, type, out);
    }
    case FORM_NUMBER: return read_number(r, t, type, out);
    case FORM_DATE: return read_date(r, t, out);
    case FORM_TEXT: return read_text(r, t, out);
    case FORM_COUNTRY: return read_country(r, t, out);
    case FORM_ECCN: return read_eccn(r, t, out);
    case FORM_ENUM: return read_enum(r, t, place, type->enumeration, out);
    case FORM_RECORD: case FORM_LIST: case FORM_OTHER: break;
    }
    return NULL;
}

// An object whose first member has this name of at most 6 letters.
static inline bool opens_with(const Reader *r, Token t, const char *name, size_t len)
{
    const char *key = r->text + t[1];
    return mark(r, t) == '{' && key[0] == '"' && memcmp(key + 1, name, len) == 0 && key[1 + len] == '"';
}

// {"state": "none"} and its kin.
static Token read_state(const Reader *r, Token t, const Place *place, Cell *cell)
{
    static const char *const unknown[] = {"not_supplied", "refused", "could_not_determine"};
    Str word;
    if (place->act || (t = take(r, t + 2, ':')) == NULL || !string_at(r, t, &word)) { // { "state"
        return NULL;
    }
    if (str_is(word, "none") && place->type->optional) {
        *cell = cell_of(CELL_NONE);
        return take(r, t + 1, '}');
    }
    for (size_t i = 0; i < countof(unknown); i++) {
        if (str_is(word, unknown[i])) {
            return take(r, t + 1, '}'); // stays blank
        }
    }
    return NULL;
}

// ---- records and lists

static Token read_members(Reader *r, Token t, const Shape *shape, Cell *cells);

// "h100_sxm": a record of the policy. Its cells are copied, because they become the case's.
static Token read_named(const Reader *r, Token t, const Shape *shape, Cell *cells)
{
    Str name;
    const NamedCells *named = string_at(r, t, &name) ? map_find(&r->plan->constants, name) : NULL;
    if (named == NULL || named->shape != shape) {
        return NULL;
    }
    memcpy(cells, named->record.as.record, shape->n_cells * sizeof(Cell));
    return t + 1;
}

static Token read_record(Reader *r, Token t, const Shape *shape, Cell *cells)
{
    if (mark(r, t) != '{') {
        return read_named(r, t, shape, cells);
    }
    Token behind = ++r->level < LEVELS_MAX ? read_members(r, t + 1, shape, cells) : NULL;
    r->level--;
    return behind;
}

static Token read_element(Reader *r, Token t, const Place *place, CellItem *out)
{
    const Type *type = place->type->of;
    out->member = TRI_T;
    if (place->inner != FORM_RECORD) {
        return read_scalar(r, t, place, (Form)place->inner, type, &out->value);
    }
    Cell *cells = arena_array(r->arena, Cell, place->shape->n_cells);
    out->value = (Cell){.tag = CELL_RECORD, .as.record = cells};
    return type->optional ? NULL : read_record(r, t, place->shape, cells);
}

// Few elements are gathered aside, so that a list takes no more room than it needs.
static Token read_elements(Reader *r, Token t, const Place *place, CellList *list)
{
    enum { FEW = 16 };
    CellItem few[FEW];
    struct {
        CellItem *items;
        size_t n, cap;
    } items = {few, 0, FEW};
    if ((t = take(r, t, '[')) == NULL || mark(r, t) == ']') {
        return t == NULL ? NULL : t + 1;
    }
    for (;; t++) {
        CellItem item;
        if ((t = read_element(r, t, place, &item)) == NULL) {
            return NULL;
        }
        vec_push(r->arena, &items, item);
        if (mark(r, t) != ',') {
            break;
        }
    }
    list->n = items.n;
    list->items = items.items;
    if (items.items == few) {
        list->items = arena_alloc_raw(r->arena, items.n * sizeof *few);
        memcpy(list->items, few, items.n * sizeof *few);
    }
    return take(r, t, ']');
}

// {"list": [...], "complete": false}
static Token read_marked(Reader *r, Token t, const Place *place, CellList *list)
{
    Cell complete;
    Str key;
    bool fits = place->type->open && !place->act;
    if (!fits || (t = take(r, t + 2, ':')) == NULL || (t = read_elements(r, t, place, list)) == NULL || // { "list"
        (t = take(r, t, ',')) == NULL || !string_at(r, t, &key) || !str_is(key, "complete") ||
        (t = take(r, t + 1, ':')) == NULL || (t = read_bool(r, t, &complete)) == NULL) {
        return NULL;
    }
    list->open = complete.tri == TRI_F;
    return take(r, t, '}');
}

static Token read_list(Reader *r, Token t, const Place *place, Cell *out)
{
    CellList *list = arena_make(r->arena, CellList);
    *out = (Cell){.tag = CELL_LIST, .as.list = list};
    return opens_with(r, t, "list", 4) ? read_marked(r, t, place, list) : read_elements(r, t, place, list);
}

static Token read_inner(Reader *r, Token t, const Place *place, Cell *cells, Cell *cell)
{
    if (place->within) {
        return read_record(r, t, place->shape, cells + place->at);
    }
    Cell *record = arena_array(r->arena, Cell, place->shape->n_cells);
    *cell = (Cell){.tag = CELL_RECORD, .as.record = record};
    return read_record(r, t, place->shape, record);
}

static inline bool is_state(const Reader *r, Token t, const Place *place)
{
    return opens_with(r, t, "state", 5) &&
           (place->form != FORM_RECORD || shape_find(place->shape, STR("state")) == NULL);
}

// What stands for no value: null, or an object that says so. Leaves the cell as it was.
static Token read_absent(const Reader *r, Token t, const Place *place, Cell *cell)
{
    if (is_word(r, t, "null", 4)) {
        return t + 1;
    }
    return is_state(r, t, place) ? read_state(r, t, place, cell) : NULL;
}

static inline Token read_value(Reader *r, Token t, const Place *place, Cell *cells)
{
    Cell unasked, *cell = place->asked ? cells + place->at : &unasked;
    Form form = (Form)place->form;
    Token behind = NULL;
    if (form < FORM_RECORD) {
        behind = read_scalar(r, t, place, form, place->type, cell);
    } else if (mark(r, t) != 'n' && !is_state(r, t, place)) {
        return form == FORM_LIST ? read_list(r, t, place, cell) : read_inner(r, t, place, cells, cell);
    }
    return behind != NULL ? behind : read_absent(r, t, place, cell);
}

// Whether the member's name, with its quotes, is this. The text is padded.
static inline bool is_name(const Place *place, const char *key)
{
    uint64_t first = eight_bytes(key), second = eight_bytes(key + 8);
    uint64_t differs = ((first ^ place->start[0]) & place->mask[0]) | ((second ^ place->start[1]) & place->mask[1]);
    return differs == 0 && (place->n_tail == 0 || strncmp(place->tail, key + 16, place->n_tail) == 0);
}

// A fact that is not declared and may be passed over: one scalar, of any kind.
static Token skip_scalar(const Reader *r, Token t)
{
    Cell number;
    Str text;
    bool ascii;
    switch (mark(r, t)) {
    case '"': return string_at(r, t, &text) && is_plain(text, &ascii) ? t + 1 : NULL;
    case 't': case 'f': return read_bool(r, t, &number);
    case 'n': return is_word(r, t, "null", 4) ? t + 1 : NULL;
    default: {
        size_t at = read_digits(r->text, *t, r->len, &number);
        return at != 0 && ends(r->text[at]) ? t + 1 : NULL;
    }
    }
}

// A member that comes out of order: its place, or NULL when it may be passed over. False when
// it does not belong here, or so it seems.
static bool other_member(Reader *r, Token t, const Shape *shape, Str *extra, const Place **out)
{
    Str key;
    bool ascii;
    if (!string_at(r, t, &key)) {
        return false;
    }
    *out = shape_find(shape, key);
    if (*out != NULL) {
        return true;
    }
    if (r->level == 1 && (str_is(key, "pack") || str_is(key, "facts") || str_is(key, "resolutions"))) {
        return false; // no facts, but what holds them
    }
    r->id = r->level == 1 && str_is(key, "id") ? t + 2 : r->id;
    // A second one might be the same again.
    bool passes = r->extra_ok && extra->len == 0 && is_plain(key, &ascii);
    *extra = key;
    return passes;
}

// The place of the member, which mostly comes in the order of the declarations.
static inline bool find_member(Reader *r, Token t, const Shape *shape, const Place *next, Str *extra,
                               const Place **out)
{
    const char *key = r->text + *t;
    const Place *end = shape->places + shape->n;
    *out = next;
    if (next < end && is_name(next, key)) {
        return true;
    }
    *out = next + 1;
    return (next + 1 < end && is_name(next + 1, key)) || other_member(r, t, shape, extra, out);
}

static Token read_members(Reader *r, Token t, const Shape *shape, Cell *cells)
{
    uint64_t seen[SHAPE_FIELDS_MAX / 64] = {0};
    const Place *next = shape->places, *id = r->plan->id;
    Str extra = STR_NONE;
    if (mark(r, t) == '}') {
        return t + 1;
    }
    for (;; t++) {
        const Place *place;
        if (!find_member(r, t, shape, next, &extra, &place) || r->text[t[1]] != ':') {
            return NULL;
        }
        t += 2;
        if (place != NULL) {
            uint64_t bit = (uint64_t)1 << place->number % 64, *known = &seen[place->number / 64];
            if ((*known & bit) != 0) {
                return NULL; // twice: a mistake
            }
            *known |= bit;
            next = place + 1;
            if (place == id) {
                r->id = t;
            }
            t = read_value(r, t, place, cells);
        } else {
            t = skip_scalar(r, t);
        }
        if (t == NULL || mark(r, t) != ',') {
            return t == NULL ? NULL : take(r, t, '}');
        }
    }
}

Token read_case(const Plan *plan, Arena *arena, const CaseText *text, Token t, bool extra_ok, Cell *top, Token *id)
{
    Reader r = {.plan = plan, .arena = arena, .text = text->at, .len = text->len, .ascii = text->ascii,
                .extra_ok = extra_ok};
    if (plan->odd_names) {
        return NULL;
    }
    memcpy(top, plan->blank, plan->top.n_cells * sizeof(Cell));
    t = read_record(&r, t, &plan->top, top);
    *id = r.id;
    return t;
}
