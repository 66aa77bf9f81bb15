// JSON as text: compact, indented for people, and canonical (RFC 8785).
//
// Numbers are printed as their literal. Canonical documents of ours hold only whole
// numbers as JSON numbers, whose literal is already the form RFC 8785 asks for.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/json.h"

#include <stdlib.h>

#include "runtime/base/utf8.h"

// How containers are laid out; `width` 0 means all on one line.
typedef struct Writer {
    Buf *buf;
    size_t width, column;
    bool sorted, spaced;
} Writer;

static void quote_char(Buf *buf, char c)
{
    switch (c) {
    case '"': buf_text(buf, "\\\""); break;
    case '\\': buf_text(buf, "\\\\"); break;
    case '\b': buf_text(buf, "\\b"); break;
    case '\f': buf_text(buf, "\\f"); break;
    case '\n': buf_text(buf, "\\n"); break;
    case '\r': buf_text(buf, "\\r"); break;
    case '\t': buf_text(buf, "\\t"); break;
    default: buf_addf(buf, "\\u%04x", (unsigned)(unsigned char)c); break;
    }
}

static bool is_plain(unsigned char c)
{
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

static size_t plain_ascii(Str text, size_t i)
{
    while (i < text.len && is_plain((unsigned char)text.at[i])) {
        i++;
    }
    return i;
}

// How many bytes from i on need no escape; bytes that are not UTF-8 do.
static size_t plain_run(Str text, size_t i)
{
    size_t from = i, bad;
    while ((i = plain_ascii(text, i)) < text.len) {
        unsigned char c = (unsigned char)text.at[i];
        if (c < 0x20 || c == '"' || c == '\\') {
            break;
        }
        Str rest = {text.at + i, text.len - i};
        size_t n = c < 0x80 ? 1 : utf8_step(rest);
        if (c >= 0x80 && !utf8_valid((Str){rest.at, n}, &bad)) {
            break;
        }
        i += n;
    }
    return i - from;
}

void json_quote(Buf *buf, Str text)
{
    buf_char(buf, '"');
    for (size_t i = 0; i < text.len;) {
        size_t n = plain_run(text, i);
        buf_add(buf, text.at + i, n);
        i += n;
        if (i < text.len) {
            if ((unsigned char)text.at[i] >= 0x80) {
                buf_text(buf, "\xEF\xBF\xBD"); // JSON must be UTF-8
            } else {
                quote_char(buf, text.at[i]);
            }
            i++;
        }
    }
    buf_char(buf, '"');
}

// Order of UTF-16 code units: as UTF-8's, except that what lies beyond U+FFFF (first
// byte F0 to F4) is written with surrogates D800-DFFF and so sorts before E000-FFFF.
static int compare_utf16(Str a, Str b)
{
    size_t common = a.len < b.len ? a.len : b.len, i = 0;
    while (i < common && a.at[i] == b.at[i]) {
        i++;
    }
    if (i < common) {
        unsigned char x = (unsigned char)a.at[i], y = (unsigned char)b.at[i];
        bool crossed = (x >= 0xF0 && (y == 0xEE || y == 0xEF)) ||
                       (y >= 0xF0 && (x == 0xEE || x == 0xEF));
        return (x < y) != crossed ? -1 : 1;
    }
    return (a.len > b.len) - (a.len < b.len);
}

static int compare_members(const void *a, const void *b)
{
    const Json *const *left = a, *const *right = b;
    return compare_utf16((*left)->key, (*right)->key);
}

enum { FEW = 12 };

static void sort_members(const Json **list, size_t n)
{
    if (n > FEW) {
        qsort(list, n, sizeof *list, compare_members);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        const Json *member = list[i];
        size_t at = i;
        for (; at > 0 && compare_utf16(list[at - 1]->key, member->key) > 0; at--) {
            list[at] = list[at - 1];
        }
        list[at] = member;
    }
}

static const Json **children(const Writer *writer, const Json *value)
{
    const Json **list = arena_alloc_raw(writer->buf->arena, (value->n + 1) * sizeof *list);
    size_t n = 0;
    for (const Json *child = value->first; child != NULL; child = child->next) {
        list[n++] = child;
    }
    if (writer->sorted && value->kind == JSON_OBJECT) {
        sort_members(list, n);
    }
    return list;
}

// Columns of a scalar or key in double quotes; escapes are counted roughly.
static size_t text_width(Str text)
{
    return utf8_width(text) + 2;
}

// Columns of the value on one line; stops counting beyond `most`.
static size_t flat_width(const Json *value, size_t most)
{
    size_t width = 2;
    switch (value->kind) {
    case JSON_NULL: return 4;
    case JSON_TRUE: return 4;
    case JSON_FALSE: return 5;
    case JSON_NUMBER: return value->text.len;
    case JSON_STRING: return text_width(value->text);
    case JSON_LIST:
    case JSON_OBJECT: break;
    }
    const Json *child = value->first;
    for (; child != NULL && width <= most; child = child->next) {
        width += value->kind == JSON_OBJECT ? text_width(child->key) + 2 : 0;
        width += child->next == NULL ? 0 : 2;
        width += flat_width(child, most);
    }
    return width;
}

static void write_value(Writer *writer, const Json *value, size_t indent);

static void break_line(Writer *writer, size_t indent)
{
    buf_char(writer->buf, '\n');
    buf_fill(writer->buf, ' ', indent);
    writer->column = indent;
}

static void write_container(Writer *writer, const Json *value, size_t indent)
{
    Buf *buf = writer->buf;
    bool is_object = value->kind == JSON_OBJECT;
    size_t room = writer->width > writer->column ? writer->width - writer->column : 0;
    // One column is left for the comma behind.
    bool broken = writer->width != 0 && value->n > 0 && flat_width(value, room) + 1 > room;
    const Json **list = children(writer, value);
    buf_char(buf, is_object ? '{' : '[');
    for (size_t i = 0; i < value->n; i++) {
        if (i > 0) {
            buf_char(buf, ',');
        }
        if (broken) {
            break_line(writer, indent + 2);
        } else if (i > 0 && writer->spaced) {
            buf_char(buf, ' ');
        }
        if (is_object) {
            json_quote(buf, list[i]->key);
            buf_text(buf, writer->spaced ? ": " : ":");
            writer->column += writer->width == 0 ? 0 : text_width(list[i]->key) + 2;
        }
        if (broken || writer->width == 0) {
            write_value(writer, list[i], indent + 2);
        } else {
            Writer flat = *writer;
            flat.width = 0;
            write_value(&flat, list[i], indent);
        }
    }
    if (broken) {
        break_line(writer, indent);
    }
    buf_char(buf, is_object ? '}' : ']');
}

static void write_value(Writer *writer, const Json *value, size_t indent)
{
    switch (value->kind) {
    case JSON_NULL: buf_text(writer->buf, "null"); break;
    case JSON_TRUE: buf_text(writer->buf, "true"); break;
    case JSON_FALSE: buf_text(writer->buf, "false"); break;
    case JSON_NUMBER: buf_str(writer->buf, value->text); break;
    case JSON_STRING: json_quote(writer->buf, value->text); break;
    case JSON_LIST:
    case JSON_OBJECT: write_container(writer, value, indent); break;
    }
}

void json_print(Buf *buf, const Json *value)
{
    Writer writer = {.buf = buf};
    write_value(&writer, value, 0);
}

void json_pretty(Buf *buf, const Json *value, int width)
{
    Writer writer = {.buf = buf, .width = width < 1 ? 1 : (size_t)width, .spaced = true};
    write_value(&writer, value, 0);
}

void json_canonical(Buf *buf, const Json *value)
{
    Writer writer = {.buf = buf, .sorted = true};
    write_value(&writer, value, 0);
}
