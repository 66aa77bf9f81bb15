// JSON: the tree built from the offsets of tokens.
//
// In:  text, and where its tokens start (json_read.cpp, or index_slowly when that refuses).
// Out: a tree whose strings point into one copy of the text, or the first error in the
//      order of reading, with its byte offset.
// Grammar: RFC 8259; a leading byte order mark is skipped. Recursion ends at
// JSON_DEPTH_MAX.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/json.h"
#include "runtime/base/json_read.h"
#include "runtime/base/map.h"
#include "runtime/base/utf8.h"

enum {
    KEYS_LINEAR = 8,  // objects with more keys get a map against duplicates
    NODES_AT_ONCE = 16,
};

typedef struct Reader {
    Arena *arena;
    const char *text; // our copy: a zero byte stands at text[len]
    size_t len;
    const uint32_t *tokens;
    size_t n, i;
    int depth;
    Json *spare; // zeroed nodes not used yet
    size_t n_spare;
    JsonError *error;
} Reader;

static bool is_mark(char c)
{
    return c == '{' || c == '}' || c == '[' || c == ']' || c == ':' || c == ',';
}

// The offset behind the string that opens at i, or len when it is not closed.
static size_t skip_string(const char *text, size_t len, size_t i)
{
    for (i++; i < len && text[i] != '"'; i++) {
        if (text[i] == '\\') {
            i++;
        }
    }
    return i < len ? i + 1 : len;
}

// What json_index does, for texts it refuses: there the error must still be found.
static size_t index_slowly(const char *text, size_t len, uint32_t *out, size_t cap)
{
    size_t n = 0;
    for (size_t i = 0; i < len;) {
        if (is_blank(text[i])) {
            i++;
            continue;
        }
        if (n < cap) {
            out[n] = (uint32_t)i;
        }
        n++;
        if (text[i] == '"') {
            i = skip_string(text, len, i);
        } else if (is_mark(text[i])) {
            i++;
        } else {
            while (i < len && !is_blank(text[i]) && !is_mark(text[i]) && text[i] != '"') {
                i++;
            }
        }
    }
    return n;
}

static bool refuse(Reader *reader, const char *message, size_t at)
{
    *reader->error = (JsonError){message, at};
    return false;
}

static Json *fail(Reader *reader, const char *message, size_t at)
{
    refuse(reader, message, at);
    return NULL;
}

// Offset of the next token; the end of the text when there is none.
static size_t peek(const Reader *reader)
{
    return reader->i < reader->n ? reader->tokens[reader->i] : reader->len;
}

static bool take(Reader *reader, char mark)
{
    if (reader->i < reader->n && reader->text[peek(reader)] == mark) {
        reader->i++;
        return true;
    }
    return false;
}

static bool hex_value(const char *digits, uint32_t *out)
{
    *out = 0;
    for (int i = 0; i < 4; i++) {
        char c = digits[i];
        char low = (char)(c | 0x20);
        if (!is_digit(c) && (low < 'a' || low > 'f')) {
            return false; // also at the zero byte behind the text
        }
        *out = *out * 16 + (uint32_t)(is_digit(c) ? c - '0' : low - 'a' + 10);
    }
    return true;
}

static char *put_point(char *to, uint32_t point)
{
    if (point < 0x80) {
        *to++ = (char)point;
    } else if (point < 0x800) {
        *to++ = (char)(0xC0 | point >> 6);
        *to++ = (char)(0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
        *to++ = (char)(0xE0 | point >> 12);
        *to++ = (char)(0x80 | (point >> 6 & 0x3F));
        *to++ = (char)(0x80 | (point & 0x3F));
    } else {
        *to++ = (char)(0xF0 | point >> 18);
        *to++ = (char)(0x80 | (point >> 12 & 0x3F));
        *to++ = (char)(0x80 | (point >> 6 & 0x3F));
        *to++ = (char)(0x80 | (point & 0x3F));
    }
    return to;
}

// Reads "uXXXX", with a second half when it is the first of a surrogate pair. Returns the
// number of bytes read, 0 on error.
static size_t read_unicode(const char *at, uint32_t *point)
{
    uint32_t low;
    if (!hex_value(at + 1, point)) {
        return 0;
    }
    if (*point < 0xD800 || *point > 0xDFFF) {
        return 5;
    }
    bool paired = *point < 0xDC00 && at[5] == '\\' && at[6] == 'u' &&
                  hex_value(at + 7, &low) && low >= 0xDC00 && low <= 0xDFFF;
    if (!paired) {
        return 0;
    }
    *point = 0x10000 + ((*point - 0xD800) << 10) + (low - 0xDC00);
    return 11;
}

// Reads one escape behind its backslash. Returns the bytes read, 0 on error.
static size_t read_escape(const char *at, char **to)
{
    static const char names[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    if (*at == 'u') {
        uint32_t point;
        size_t n = read_unicode(at, &point);
        *to = n == 0 ? *to : put_point(*to, point);
        return n;
    }
    const char *name = *at == '\0' ? NULL : strchr(names, *at);
    if (name == NULL) {
        return 0;
    }
    *(*to)++ = meanings[name - names];
    return 1;
}

// The decoded content of the string from `start` up to the quote at `end`.
static bool decode(Reader *reader, size_t start, size_t end, Str *out)
{
    char *text = arena_alloc(reader->arena, end - start + 1), *to = text;
    for (size_t i = start; i < end;) {
        if (reader->text[i] != '\\') {
            *to++ = reader->text[i++];
            continue;
        }
        size_t n = read_escape(reader->text + i + 1, &to);
        if (n == 0) {
            return refuse(reader, "unknown escape in text", i);
        }
        i += 1 + n;
    }
    *out = (Str){text, (size_t)(to - text)};
    return true;
}

// The next byte that a string cannot simply hold; the zero byte behind the text is one.
static size_t skip_plain(const char *text, size_t i)
{
    while ((unsigned char)text[i] >= 0x20 && text[i] != '"' && text[i] != '\\') {
        i++;
    }
    return i;
}

// The string whose quote stands at the next token; *end is behind its closing quote.
static bool read_string(Reader *reader, Str *out, size_t *end)
{
    size_t start = peek(reader) + 1, i = skip_plain(reader->text, start);
    bool escaped = false;
    reader->i++;
    while (i < reader->len && reader->text[i] == '\\') {
        escaped = true;
        // What is escaped is looked at by decode; here it only must not end the text.
        i = i + 1 < reader->len ? skip_plain(reader->text, i + 2) : reader->len;
    }
    if (i >= reader->len) {
        return refuse(reader, "text without a closing '\"'", start - 1);
    }
    if (reader->text[i] != '"') {
        return refuse(reader, "control character in text; write it as an escape", i);
    }
    *end = i + 1;
    if (escaped) {
        return decode(reader, start, i, out);
    }
    *out = (Str){reader->text + start, i - start};
    return true;
}

static size_t skip_digits(const char *text, size_t i)
{
    while (is_digit(text[i])) {
        i++;
    }
    return i;
}

// The offset behind the number at i, or i when it is not well-formed.
static size_t skip_number(const char *text, size_t i)
{
    size_t at = i + (text[i] == '-'), end = skip_digits(text, at);
    if (end == at || (text[at] == '0' && end > at + 1)) {
        return i;
    }
    if (text[end] == '.') {
        at = end + 1;
        end = skip_digits(text, at);
        if (end == at) {
            return i;
        }
    }
    if ((text[end] | 0x20) == 'e') {
        at = end + 1;
        at += text[at] == '+' || text[at] == '-';
        end = skip_digits(text, at);
        if (end == at) {
            return i;
        }
    }
    return end;
}

static bool ends_scalar(const Reader *reader, size_t i)
{
    return i == reader->len || is_blank(reader->text[i]) || is_mark(reader->text[i]);
}

static Json *make(Reader *reader, JsonKind kind, size_t start, size_t end)
{
    if (reader->n_spare == 0) {
        reader->spare = arena_array(reader->arena, Json, NODES_AT_ONCE);
        reader->n_spare = NODES_AT_ONCE;
    }
    Json *value = reader->spare++;
    reader->n_spare--;
    value->kind = kind;
    value->start = (uint32_t)start;
    value->end = (uint32_t)end;
    return value;
}

static Json *read_number(Reader *reader)
{
    size_t start = peek(reader), end = skip_number(reader->text, start);
    if (end == start || !ends_scalar(reader, end)) {
        return fail(reader, "not a number as JSON writes it", start);
    }
    reader->i++;
    Json *value = make(reader, JSON_NUMBER, start, end);
    value->text = (Str){reader->text + start, end - start};
    return value;
}

static Json *read_word(Reader *reader)
{
    static const struct {
        Str word;
        JsonKind kind;
    } words[] = {
        {{"null", 4}, JSON_NULL}, {{"true", 4}, JSON_TRUE}, {{"false", 5}, JSON_FALSE},
    };
    size_t start = peek(reader);
    Str rest = {reader->text + start, reader->len - start};
    for (size_t i = 0; i < countof(words); i++) {
        size_t end = start + words[i].word.len;
        if (str_starts(rest, words[i].word) && ends_scalar(reader, end)) {
            reader->i++;
            return make(reader, words[i].kind, start, end);
        }
    }
    return fail(reader, "expected a value", start);
}

static Json *read_value(Reader *reader);

static void append(Json *parent, Json *child)
{
    if (parent->last == NULL) {
        parent->first = child;
    } else {
        parent->last->next = child;
    }
    parent->last = child;
    parent->n++;
}

static Json *read_list(Reader *reader)
{
    Json *list = make(reader, JSON_LIST, peek(reader), 0);
    reader->i++;
    if (reader->i < reader->n && reader->text[peek(reader)] != ']') {
        do {
            Json *item = read_value(reader);
            if (item == NULL) {
                return NULL;
            }
            append(list, item);
        } while (take(reader, ','));
    }
    list->end = (uint32_t)(peek(reader) + 1);
    return take(reader, ']') ? list : fail(reader, "expected ',' or ']'", peek(reader));
}

static bool is_duplicate(Reader *reader, const Json *object, Map *keys, Str key)
{
    if (object->n < KEYS_LINEAR) {
        return json_get(object, key) != NULL;
    }
    if (object->n == KEYS_LINEAR) {
        map_init(keys, reader->arena);
        for (Json *member = object->first; member != NULL; member = member->next) {
            map_put(keys, member->key, member);
        }
    }
    return map_find(keys, key) != NULL;
}

static Json *read_member(Reader *reader, Json *object, Map *keys)
{
    size_t at = peek(reader), end;
    Str key;
    if (at == reader->len || reader->text[at] != '"') {
        return fail(reader, "expected a key in double quotes", at);
    }
    if (!read_string(reader, &key, &end)) {
        return NULL;
    }
    if (is_duplicate(reader, object, keys, key)) {
        Str message = str_format(reader->arena, "key '%.*s' stands here a second time",
                                 STR_ARG(key));
        return fail(reader, message.at, at);
    }
    if (!take(reader, ':')) {
        return fail(reader, "expected ':'", peek(reader));
    }
    Json *value = read_value(reader);
    if (value != NULL) {
        value->key = key;
        append(object, value);
        if (object->n > KEYS_LINEAR) {
            map_put(keys, key, value);
        }
    }
    return value;
}

static Json *read_object(Reader *reader)
{
    Json *object = make(reader, JSON_OBJECT, peek(reader), 0);
    Map keys;
    reader->i++;
    if (reader->i < reader->n && reader->text[peek(reader)] != '}') {
        do {
            if (read_member(reader, object, &keys) == NULL) {
                return NULL;
            }
        } while (take(reader, ','));
    }
    object->end = (uint32_t)(peek(reader) + 1);
    return take(reader, '}') ? object : fail(reader, "expected ',' or '}'", peek(reader));
}

static Json *read_container(Reader *reader, Json *(*read)(Reader *))
{
    if (reader->depth == JSON_DEPTH_MAX) {
        return fail(reader, "nested deeper than 128 levels", peek(reader));
    }
    reader->depth++;
    Json *value = read(reader);
    reader->depth--;
    return value;
}

static Json *read_text(Reader *reader)
{
    size_t start = peek(reader), end;
    Str text;
    if (!read_string(reader, &text, &end)) {
        return NULL;
    }
    Json *value = make(reader, JSON_STRING, start, end);
    value->text = text;
    return value;
}

static Json *read_value(Reader *reader)
{
    size_t at = peek(reader);
    if (at == reader->len) {
        return fail(reader, "expected a value", at);
    }
    switch (reader->text[at]) {
    case '{': return read_container(reader, read_object);
    case '[': return read_container(reader, read_list);
    case '"': return read_text(reader);
    case '-': return read_number(reader);
    default: return is_digit(reader->text[at]) ? read_number(reader) : read_word(reader);
    }
}

typedef size_t Indexer(const char *text, size_t len, uint32_t *out, size_t cap);

// Room for a token every four bytes is nearly always enough; else it is done again.
static size_t index_with(Reader *reader, Indexer *indexer, size_t from)
{
    size_t cap = reader->len / 4 + 16;
    uint32_t *tokens = arena_array(reader->arena, uint32_t, cap);
    size_t n = indexer(reader->text + from, reader->len - from, tokens, cap);
    if (n > cap) {
        tokens = arena_array(reader->arena, uint32_t, n);
        n = indexer(reader->text + from, reader->len - from, tokens, n); // 0: no memory for it now
    }
    for (size_t i = 0; from != 0 && i < n; i++) {
        tokens[i] += (uint32_t)from;
    }
    reader->tokens = tokens;
    reader->n = n;
    return n;
}

Json *json_parse(Arena *arena, Str text, JsonError *error)
{
    Reader reader = {.arena = arena, .len = text.len, .error = error};
    *error = (JsonError){NULL, 0};
    if (text.len >= UINT32_MAX - 1) {
        return fail(&reader, "longer than four gigabytes", 0);
    }
    reader.text = arena_copy(arena, text.at, text.len);
    size_t from = str_starts(text, STR("\xEF\xBB\xBF")) ? 3 : 0, bad;
    if (index_with(&reader, json_index, from) == 0) {
        if (!utf8_valid(text, &bad)) {
            return fail(&reader, "not valid UTF-8", bad);
        }
        index_with(&reader, index_slowly, from);
    }
    Json *value = read_value(&reader);
    if (value != NULL && reader.i < reader.n) {
        value = fail(&reader, "expected nothing more after the value", peek(&reader));
    }
    // Without vector instructions simdjson looks at the texts alone.
    return value == NULL && !utf8_valid(text, &bad) ? fail(&reader, "not valid UTF-8", bad) : value;
}
