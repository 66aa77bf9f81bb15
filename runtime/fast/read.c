// Reading: tokens of JSON, in one pass, along the shapes of the policy's records.
//
// Every value is looked at and must be of its declared type, in its plainest spelling. All
// else (other spellings, attested packs, lists given as incomplete, mistakes) is left to
// type/fact_read.c: this pass only ever says yes or "not here".
// SPDX-License-Identifier: Apache-2.0
#include "runtime/fast/read.h"

#include "runtime/base/utf8.h"
#include "runtime/type/fact.h"

enum { LEVELS_MAX = 64 };

typedef struct Reader {
    const Plan *plan;
    Arena *arena;
    const char *text;
    size_t len;
    const uint32_t *tokens;
    size_t n, i;
    int level;
    bool extra_ok;
    size_t id; // token of the value of "id" among the facts
} Reader;

static inline char peek(const Reader *r)
{
    return r->i < r->n ? r->text[r->tokens[r->i]] : 0;
}

static inline bool take(Reader *r, char mark)
{
    if (peek(r) != mark) {
        return false;
    }
    r->i++;
    return true;
}

static inline bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static inline bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// Behind a number or word there is a mark or a blank.
static inline bool ends(const Reader *r, size_t at)
{
    char c = at < r->len ? r->text[at] : ' ';
    return c == ',' || c == '}' || c == ']' || is_blank(c);
}

// ---- strings

// The string at the token, between its quotes; false when it has escapes. The next token
// stands behind it, with only blanks between.
static inline bool string_at(const Reader *r, Str *out)
{
    size_t from = r->tokens[r->i];
    if (r->text[from] != '"') {
        return false;
    }
    size_t to = r->i + 1 < r->n ? r->tokens[r->i + 1] : r->len;
    do {
        to--;
    } while (to > from && is_blank(r->text[to]));
    *out = (Str){r->text + from + 1, to - from - 1};
    return to > from && r->text[to] == '"';
}

// The first n < 8 bytes, the others zero. Eight are readable: the text is padded.
static inline uint64_t first_bytes(const char *at, size_t n)
{
    uint64_t bytes, part = 0;
    memcpy(&bytes, at, 8);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    part = bytes & (((uint64_t)1 << 8 * n) - 1);
#else
    memcpy(&part, at, n);
#endif
    return part;
}

// Plain: ASCII without escapes and control characters.
static inline bool is_plain(Str s, bool *ascii)
{
    const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
    uint64_t escape = 0, high = 0;
    for (size_t i = 0; i < s.len; i += 8) {
        uint64_t bytes;
        if (s.len - i >= 8) {
            memcpy(&bytes, s.at + i, 8);
        } else {
            bytes = first_bytes(s.at + i, s.len - i);
        }
        uint64_t slash = bytes ^ (ones * '\\');
        escape |= (slash - ones) & ~slash & tops;
        high |= (bytes | (bytes + ones)) & tops; // 0x7f and above
    }
    *ascii = high == 0;
    return escape == 0;
}

static bool read_text(Reader *r, Cell *out)
{
    Str text;
    bool ascii;
    if (!string_at(r, &text) || text.len > FACT_TEXT_MAX || !is_plain(text, &ascii)) {
        return false;
    }
    if (!ascii) {
        if (utf8_hidden(text) < text.len) {
            return false;
        }
        text = utf8_nfc(r->arena, text);
    }
    *out = (Cell){.tag = CELL_WORD, .word = WORD_ASK, .as.at = text.at, .to.len = text.len};
    r->i++;
    return true;
}

static bool put_word(Reader *r, Str text, uint32_t word, Cell *out)
{
    *out = (Cell){.tag = CELL_WORD, .word = word, .as.at = text.at, .to.len = text.len};
    r->i++;
    return true;
}

static bool read_country(Reader *r, Cell *out)
{
    Str text;
    if (!string_at(r, &text) || text.len != 2) {
        return false;
    }
    unsigned first = (unsigned char)text.at[0] - 'A', second = (unsigned char)text.at[1] - 'A';
    uint32_t word = first < 26 && second < 26 ? r->plan->country[first * 26 + second] : WORD_NONE;
    return word != WORD_NONE && put_word(r, text, word, out);
}

static bool read_enum(Reader *r, const Place *place, const Type *type, Cell *out)
{
    Str text;
    if (!string_at(r, &text)) {
        return false;
    }
    const EnumType *words = type->enumeration;
    for (size_t i = 0; i < words->n; i++) {
        if (words->values[i].len == text.len && memcmp(words->values[i].at, text.at, text.len) == 0) {
            return put_word(r, text, place->words[i], out);
        }
    }
    return false;
}

static bool read_eccn(Reader *r, Cell *out)
{
    Str text;
    return string_at(r, &text) && fact_is_eccn(text) && put_word(r, text, WORD_ASK, out);
}

static bool read_date(Reader *r, Cell *out)
{
    Str text;
    Day day;
    if (!string_at(r, &text) || text.len != 10 || !date_parse(text, &day)) {
        return false;
    }
    *out = cell_int(day);
    r->i++;
    return true;
}

// ---- numbers

// Digits with at most one point, of at most 18 places; the offset behind, or 0.
static size_t read_digits(const char *text, size_t at, size_t end, Cell *out)
{
    bool minus = at < end && text[at] == '-';
    size_t from = at += minus, places = 0;
    int64_t num = 0, den = 1;
    for (; at < end && is_digit(text[at]) && places < 19; at++, places++) {
        num = num * 10 + (text[at] - '0');
        if (places == 18) {
            return 0;
        }
    }
    if (at == from || (text[from] == '0' && at > from + 1)) {
        return 0;
    }
    if (at < end && text[at] == '.') {
        size_t point = at++;
        for (; at < end && is_digit(text[at]); at++, places++) {
            if (places >= 18) {
                return 0;
            }
            num = num * 10 + (text[at] - '0');
            den *= 10;
        }
        if (at == point + 1) {
            return 0;
        }
    }
    *out = (Cell){.tag = CELL_NUM, .as.num = minus ? -num : num, .to.den = den};
    return at;
}

static bool within(const Type *type, const Cell *number)
{
    if (number->to.den != 1 && type->whole && number->as.num % number->to.den != 0) {
        return false;
    }
    if (rat_is_inf(type->low) && rat_is_inf(type->high)) {
        return true;
    }
    Rat value = {number->as.num, number->to.den}; // not reduced: only compared
    return (rat_is_inf(type->low) || rat_cmp(value, type->low) >= 0) &&
           (rat_is_inf(type->high) || rat_cmp(value, type->high) <= 0);
}

// In the unit of the type, whose scale is a small whole number or fraction.
static bool scale(const Type *type, Cell *number)
{
    Rat by = type->unit_scale;
    if (type->unit_offset.num != 0 || by.den <= 0) {
        return false;
    }
    return !__builtin_mul_overflow(number->as.num, by.num, &number->as.num) &&
           !__builtin_mul_overflow(number->to.den, by.den, &number->to.den);
}

// "15832 TPP"
static bool read_quantity(Reader *r, const Type *type, Cell *out)
{
    Str text;
    if (!string_at(r, &text) || type->unit.len == 0) {
        return false;
    }
    size_t end = text.len, at = read_digits(text.at, 0, end, out);
    if (at == 0 || end - at != type->unit.len + 1 || text.at[at] != ' ' ||
        memcmp(text.at + at + 1, type->unit.at, type->unit.len) != 0) {
        return false;
    }
    r->i++;
    return scale(type, out) && within(type, out);
}

// "12", "5/2": a number as a text.
static bool read_numeral(Reader *r, const Type *type, Cell *out)
{
    Str text;
    Cell below = cell_int(1);
    if (!string_at(r, &text)) {
        return false;
    }
    size_t at = read_digits(text.at, 0, text.len, out);
    if (at != 0 && at < text.len && text.at[at] == '/' && out->to.den == 1) {
        size_t from = at + 1;
        at = read_digits(text.at, from, text.len, &below);
        if (at == 0 || below.as.num <= 0 || below.to.den != 1) {
            return false;
        }
    }
    out->to.den *= below.as.num; // one of them is 1
    r->i++;
    return at == text.len && at != 0 && within(type, out);
}

// Plain digits, as most numbers are; behind the text stands a zero.
static inline bool read_whole(Reader *r, Cell *out)
{
    const char *from = r->text + r->tokens[r->i], *at = from;
    int64_t num = 0;
    for (; (unsigned)(*at - '0') < 10 && at - from < 18; at++) {
        num = num * 10 + (*at - '0');
    }
    if (at == from || (*from == '0' && at > from + 1) || !ends(r, (size_t)(at - r->text))) {
        return false;
    }
    *out = cell_int(num);
    r->i++;
    return true;
}

static bool read_number(Reader *r, const Place *place, const Type *type, Cell *out)
{
    if (place->unbounded && type->unit.len == 0 && type->dim.n == 0 && read_whole(r, out)) {
        return true;
    }
    if (type->dim.n > 0 || type->unit.len > 0) {
        return read_quantity(r, type, out);
    }
    if (peek(r) == '"') {
        return read_numeral(r, type, out);
    }
    size_t at = read_digits(r->text, r->tokens[r->i], r->len, out);
    r->i++;
    return at != 0 && ends(r, at) && within(type, out);
}

// ---- words of JSON

static bool is_word(const Reader *r, const char *word, size_t len)
{
    size_t at = r->tokens[r->i];
    return at + len <= r->len && memcmp(r->text + at, word, len) == 0 && ends(r, at + len);
}

static inline bool read_bool(Reader *r, Cell *out)
{
    size_t at = r->tokens[r->i];
    const char *word = r->text + at;
    bool yes = memcmp(word, "true", 4) == 0;
    if (!(yes ? ends(r, at + 4) : memcmp(word, "fals", 4) == 0 && word[4] == 'e' && ends(r, at + 5))) {
        return false;
    }
    *out = cell_bool(yes ? TRI_T : TRI_F);
    r->i++;
    return true;
}

static inline bool read_scalar(Reader *r, const Place *place, const Type *type, Cell *out)
{
    switch (type->kind) {
    case TYPE_BOOL: return read_bool(r, out);
    case TYPE_NUM: return read_number(r, place, type, out);
    case TYPE_DATE: return read_date(r, out);
    case TYPE_TEXT: return read_text(r, out);
    case TYPE_COUNTRY: return read_country(r, out);
    case TYPE_ECCN: return read_eccn(r, out);
    case TYPE_ENUM: return read_enum(r, place, type, out);
    case TYPE_ERROR: case TYPE_RECORD: case TYPE_LIST: case TYPE_NONE: case TYPE_UNKNOWN:
    case TYPE_DOUBLE: break;
    }
    return false;
}

// {"state": "none"} and its kin.
static bool read_state(Reader *r, const Place *place, Cell *cells)
{
    static const char *const unknown[] = {"not_supplied", "refused", "could_not_determine"};
    Str word;
    r->i += 2; // { "state"
    if (place->act || !take(r, ':') || peek(r) != '"' || !string_at(r, &word)) {
        return false;
    }
    r->i++;
    if (str_is(word, "none") && place->type->optional) {
        cells[place->at] = cell_of(CELL_NONE);
        return take(r, '}');
    }
    for (size_t i = 0; i < countof(unknown); i++) {
        if (str_is(word, unknown[i])) {
            return take(r, '}'); // stays blank
        }
    }
    return false;
}

// An object whose first member has this name.
static bool opens_with(const Reader *r, const char *name)
{
    size_t len = strlen(name), at = r->i + 1 < r->n ? r->tokens[r->i + 1] : r->len;
    return peek(r) == '{' && at + len + 2 <= r->len && r->text[at] == '"' &&
           memcmp(r->text + at + 1, name, len) == 0 && r->text[at + 1 + len] == '"';
}

static bool is_state(const Reader *r, const Place *place)
{
    bool own = place->type->kind == TYPE_RECORD && shape_find(place->shape, STR("state")) != NULL;
    return !own && opens_with(r, "state");
}

// ---- records and lists

static bool read_members(Reader *r, const Shape *shape, Cell *cells);

// "h100_sxm": a record of the policy. Its cells are copied, because they become the case's.
static bool read_named(Reader *r, const Shape *shape, Cell *cells)
{
    Str name;
    const NamedCells *named = string_at(r, &name) ? map_find(&r->plan->constants, name) : NULL;
    if (named == NULL || named->shape != shape) {
        return false;
    }
    memcpy(cells, named->record.as.record, shape->n_cells * sizeof(Cell));
    r->i++;
    return true;
}

static bool read_record(Reader *r, const Shape *shape, Cell *cells)
{
    if (peek(r) == '"') {
        return read_named(r, shape, cells);
    }
    bool good = ++r->level < LEVELS_MAX && take(r, '{') && read_members(r, shape, cells);
    r->level--;
    return good;
}

static bool read_element(Reader *r, const Place *place, CellItem *out)
{
    const Type *type = place->type->of;
    out->member = TRI_T;
    if (type->kind != TYPE_RECORD) {
        return read_scalar(r, place, type, &out->value);
    }
    Cell *cells = arena_array(r->arena, Cell, place->shape->n_cells);
    out->value = (Cell){.tag = CELL_RECORD, .as.record = cells};
    return !type->optional && read_record(r, place->shape, cells);
}

static bool read_elements(Reader *r, const Place *place, CellList *list)
{
    VEC(CellItem) items = {0};
    bool good = take(r, '[');
    if (good && !take(r, ']')) {
        do {
            CellItem item = {0};
            good = read_element(r, place, &item);
            vec_push(r->arena, &items, item);
        } while (good && take(r, ','));
        good = good && take(r, ']');
    }
    list->items = items.items;
    list->n = items.n;
    return good;
}

// {"list": [...], "complete": false}
static bool read_marked(Reader *r, const Place *place, CellList *list)
{
    Cell complete;
    r->i += 2; // { "list"
    if (!place->type->open || place->act || !take(r, ':') || r->i >= r->n || !read_elements(r, place, list) ||
        !take(r, ',') || r->i + 2 >= r->n) {
        return false;
    }
    Str key;
    bool good = peek(r) == '"' && string_at(r, &key) && str_is(key, "complete");
    r->i++;
    if (!good || !take(r, ':') || r->i >= r->n || !read_bool(r, &complete)) {
        return false;
    }
    list->open = complete.tri == TRI_F;
    return take(r, '}');
}

static bool read_list(Reader *r, const Place *place, Cell *out)
{
    CellList *list = arena_make(r->arena, CellList);
    *out = (Cell){.tag = CELL_LIST, .as.list = list};
    return opens_with(r, "list") ? read_marked(r, place, list) : read_elements(r, place, list);
}

static bool read_value(Reader *r, const Place *place, Cell *cells)
{
    char c = peek(r);
    Cell *cell = cells + place->at;
    if (c == 'n') {
        bool null = is_word(r, "null", 4);
        r->i++;
        return null; // stays blank
    }
    if (c == '{' && is_state(r, place)) {
        return read_state(r, place, cells);
    }
    if (place->type->kind == TYPE_LIST) {
        return read_list(r, place, cell);
    }
    if (place->type->kind == TYPE_RECORD) {
        if (place->within) {
            return read_record(r, place->shape, cell);
        }
        Cell *record = arena_array(r->arena, Cell, place->shape->n_cells);
        *cell = (Cell){.tag = CELL_RECORD, .as.record = record};
        return read_record(r, place->shape, record);
    }
    return read_scalar(r, place, place->type, cell);
}

// Whether the bytes behind a quote are the name and another quote. The text is padded.
static inline bool is_name(const Place *place, const char *key)
{
    enum { LONG = 40 };
    uint64_t bytes[2];
    memcpy(bytes, key, 16);
    return ((bytes[0] ^ place->start[0]) & place->mask[0]) == 0 &&
           ((bytes[1] ^ place->start[1]) & place->mask[1]) == 0 && place->name.len <= LONG &&
           key[place->name.len] == '"' &&
           (place->name.len <= 16 || memcmp(place->name.at + 16, key + 16, place->name.len - 16) == 0);
}

// Members mostly come in the order of their declarations. Moves behind the colon.
static inline const Place *expected(Reader *r, const Shape *shape, size_t *next)
{
    if (r->i + 2 >= r->n || r->text[r->tokens[r->i]] != '"' || r->text[r->tokens[r->i + 1]] != ':') {
        return NULL;
    }
    const char *key = r->text + r->tokens[r->i] + 1;
    for (size_t i = *next; i < shape->n && i < *next + 2; i++) {
        if (is_name(&shape->places[i], key)) {
            *next = i + 1;
            r->i += 2;
            return &shape->places[i];
        }
    }
    return NULL;
}

// A fact that is not declared and may be passed over: one scalar, of any kind.
static bool skip_scalar(Reader *r)
{
    Cell number;
    Str text;
    bool ascii;
    switch (peek(r)) {
    case '"': {
        bool good = string_at(r, &text) && is_plain(text, &ascii);
        r->i++;
        return good;
    }
    case 't': case 'f': return read_bool(r, &number);
    case 'n': {
        bool null = is_word(r, "null", 4);
        r->i++;
        return null;
    }
    default: {
        size_t at = read_digits(r->text, r->tokens[r->i], r->len, &number);
        r->i++;
        return at != 0 && ends(r, at);
    }
    }
}

// A member that comes out of order: its place, or NULL when it was passed over. False when
// it does not belong here, or so it seems.
static bool other_member(Reader *r, const Shape *shape, size_t *next, Str *extra, const Place **out)
{
    Str key;
    bool ascii;
    if (peek(r) != '"' || !string_at(r, &key)) {
        return false;
    }
    r->i++;
    if (!take(r, ':') || r->i >= r->n) {
        return false;
    }
    *out = shape_find(shape, key);
    if (*out != NULL) {
        *next = (size_t)(*out - shape->places) + 1;
        return true;
    }
    if (r->level == 1 && (str_is(key, "pack") || str_is(key, "facts") || str_is(key, "resolutions"))) {
        return false; // no facts, but what holds them
    }
    r->id = r->level == 1 && str_is(key, "id") ? r->i : r->id;
    // A second one might be the same again.
    bool passed = r->extra_ok && extra->len == 0 && is_plain(key, &ascii) && skip_scalar(r);
    *extra = key;
    return passed;
}

static bool read_members(Reader *r, const Shape *shape, Cell *cells)
{
    uint64_t seen[SHAPE_FIELDS_MAX / 64] = {0};
    size_t next = 0;
    Str extra = STR_NONE;
    if (take(r, '}')) {
        return true;
    }
    do {
        const Place *place = expected(r, shape, &next);
        if (place == NULL && !other_member(r, shape, &next, &extra, &place)) {
            return false;
        }
        if (place == NULL) {
            continue;
        }
        size_t index = (size_t)(place - shape->places);
        uint64_t bit = (uint64_t)1 << index % 64;
        if ((seen[index / 64] & bit) != 0) {
            return false; // twice: a mistake
        }
        seen[index / 64] |= bit;
        if (place == r->plan->id && r->level == 1) {
            r->id = r->i;
        }
        if (!read_value(r, place, cells)) {
            return false;
        }
    } while (take(r, ','));
    return take(r, '}');
}

bool read_case(const Plan *plan, Arena *arena, const char *text, size_t len, const uint32_t *tokens,
               size_t n_tokens, size_t *at, bool extra_ok, Cell *top, size_t *id)
{
    Reader r = {.plan = plan, .arena = arena, .text = text, .len = len, .tokens = tokens,
                .n = n_tokens, .i = *at, .extra_ok = extra_ok};
    if (plan->odd_names) {
        return false;
    }
    memcpy(top, plan->blank, plan->top.n_cells * sizeof(Cell));
    bool good = read_record(&r, &plan->top, top);
    *at = r.i;
    *id = r.id;
    return good;
}
