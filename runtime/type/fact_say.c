// What the readers of facts say: the place, the literal as given, what was probably meant.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/utf8.h"
#include "runtime/type/fact_inner.h"

Str reader_pointer(const FactReader *reader)
{
    size_t depth = 0;
    for (const FactStep *step = reader->step; step != NULL; step = step->up) {
        depth++;
    }
    const FactStep **way = arena_array(reader->arena, const FactStep *, depth + 1);
    size_t at = depth;
    for (const FactStep *step = reader->step; step != NULL; step = step->up) {
        way[--at] = step;
    }
    Buf buf;
    buf_init(&buf, reader->arena);
    for (size_t i = 0; i < depth; i++) {
        buf_char(&buf, '/');
        if (way[i]->key.len == 0) {
            buf_addf(&buf, "%zu", way[i]->index);
        }
        for (size_t j = 0; j < way[i]->key.len; j++) { // RFC 6901
            char c = way[i]->key.at[j];
            c == '~'   ? buf_text(&buf, "~0")
            : c == '/' ? buf_text(&buf, "~1")
                       : buf_char(&buf, c);
        }
    }
    return buf_done(&buf);
}

// What cannot be seen, as the sign for what cannot be shown; control characters are escaped
// by the quoting.
static Str visible(Arena *arena, Str text)
{
    Buf buf;
    buf_init(&buf, arena);
    for (size_t i = 0, n; i < text.len; i += n) {
        Str shown = utf8_shown(str_sub(text, i, text.len), &n);
        buf_str(&buf, (unsigned char)text.at[i] < 0x80 ? str_sub(text, i, i + n) : shown);
    }
    return buf_done(&buf);
}

Str reader_quote(const FactReader *reader, FactGiven given)
{
    enum { QUOTED_MAX = 40 };
    size_t end = 0;
    for (size_t n = 0; end < given.text.len && n < QUOTED_MAX; n++) {
        end += utf8_step(str_sub(given.text, end, given.text.len));
    }
    Str text = visible(reader->arena, str_sub(given.text, 0, end));
    if (end < given.text.len) {
        text = str_format(reader->arena, "%.*s…", STR_ARG(text));
    }
    if (given.bare) {
        return text;
    }
    Buf buf;
    buf_init(&buf, reader->arena);
    json_quote(&buf, text);
    return buf_done(&buf);
}

Str reader_quote_json(const FactReader *reader, const Json *json)
{
    switch (json->kind) {
    case JSON_NULL: return STR("null");
    case JSON_TRUE: return STR("true");
    case JSON_FALSE: return STR("false");
    case JSON_NUMBER: return reader_quote(reader, (FactGiven){json->text, true});
    case JSON_STRING: return reader_quote(reader, (FactGiven){json->text, false});
    case JSON_LIST: return STR("a list");
    case JSON_OBJECT: return STR("an object");
    }
    return STR_NONE;
}

Diag *reader_mark(const FactReader *reader, Diag *diag)
{
    if (reader->file != 0 && reader->json != NULL) {
        diag->span = (Span){reader->file, reader->json->start, reader->json->end};
    }
    return diag;
}

// Backwards from the value: blanks, the colon, blanks, and the name in its quotes.
Diag *reader_mark_key(const FactReader *reader, Diag *diag)
{
    if (reader->file == 0 || reader->json == NULL) {
        return diag;
    }
    size_t at = reader->json->start;
    const char *text = reader->source.at;
    while (at > 0 && strchr(" \t\r\n:", text[at - 1]) != NULL) {
        at--;
    }
    size_t end = at--;
    while (at > 0 && (text[at - 1] != '"' || (at > 1 && text[at - 2] == '\\'))) {
        at--;
    }
    diag->span = (Span){reader->file, at > 0 ? (uint32_t)at - 1 : 0, (uint32_t)end};
    return diag;
}

void reader_suggest(const FactReader *reader, Diag *diag, Str word, const Str *candidates,
                    size_t n)
{
    Str near = n == 1 ? candidates[0] : diag_nearest(word, candidates, n);
    if (near.len > 0) {
        diag_note(reader->diags, diag, "did you mean '%.*s'?", STR_ARG(near));
    }
}

Str reader_type(const FactReader *reader, const Type *type)
{
    Buf buf;
    buf_init(&buf, reader->arena);
    type_print(&buf, type);
    return buf_done(&buf);
}

bool reader_only(FactReader *reader, const Json *json, const char *const *names, size_t n,
                 DiagCode code)
{
    bool good = true;
    Str *words = arena_array(reader->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) {
        words[i] = str_of(names[i]);
    }
    for (const Json *member = json->first; member != NULL; member = member->next) {
        size_t i = 0;
        while (i < n && !str_eq(member->key, words[i])) {
            i++;
        }
        if (i == n) {
            FactVisit visit;
            reader_enter(reader, &visit, member, 0);
            Diag *diag =
                diag_report_at(reader->diags, code, reader_pointer(reader), STR_ARG(member->key));
            reader_mark_key(reader, diag);
            reader_suggest(reader, diag, member->key, words, n);
            reader_leave(reader, &visit);
            good = false;
        }
    }
    return good;
}

bool reader_refuse_none(const FactReader *reader, const Type *type)
{
    Str name = reader_type(reader, type);
    Diag *diag = diag_report_at(reader->diags, DIAG_F0125, reader_pointer(reader),
                                STR_ARG(name));
    reader_mark(reader, diag);
    return false;
}
