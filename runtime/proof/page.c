// Page: wrapping, padding and inks.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/page.h"

#include "runtime/base/utf8.h"

Page page_on(Buf *out, size_t columns, bool color)
{
    size_t most = columns == 0 ? 100 : columns;
    most = most < PAGE_LEAST ? PAGE_LEAST : most;
    return (Page){out, most > PAGE_MOST ? PAGE_MOST : most, color};
}

void page_break(const Page *page)
{
    buf_char(page->out, '\n');
}

Str page_ink(const Page *page, Str text, Ink ink)
{
    static const char *codes[] = {[INK_PLAIN] = "", [INK_BOLD] = "1", [INK_DIM] = "2",
                                  [INK_RED] = "1;31", [INK_YELLOW] = "1;33",
                                  [INK_GREEN] = "1;32"};
    if (!page->color || ink == INK_PLAIN) {
        return text;
    }
    return str_format(page->out->arena, "\033[%sm%.*s\033[0m", codes[ink], STR_ARG(text));
}

// Facts may hold line ends; a name with one must not look like a line of the answer.
static Str one_line(const Buf *out, Str text)
{
    char *copy = NULL;
    for (size_t i = 0; i < text.len; i++) {
        if (is_blank(text.at[i]) && text.at[i] != ' ') {
            copy = copy != NULL ? copy : arena_copy(out->arena, text.at, text.len);
            copy[i] = ' ';
        }
    }
    return copy != NULL ? (Str){copy, text.len} : text;
}

// Bytes of the next word; blanks before it are not counted.
static size_t word_length(Str text, size_t at)
{
    size_t n = 0;
    while (at + n < text.len && !is_blank(text.at[at + n])) {
        n++;
    }
    return n;
}

// Goes on at `column` (where the pen already stands) and wraps to it.
static void wrap(const Page *page, size_t column, Str text, Ink ink)
{
    size_t pen = column;
    bool first = true;
    for (size_t at = 0; at < text.len;) {
        if (is_blank(text.at[at])) {
            at++;
            continue;
        }
        size_t n = word_length(text, at);
        Str word = str_sub(text, at, at + n);
        size_t width = utf8_width(word);
        if (!first && pen + 1 + width > page->columns) {
            buf_char(page->out, '\n');
            buf_fill(page->out, ' ', column);
            pen = column;
        } else if (!first) {
            buf_char(page->out, ' ');
            pen++;
        }
        buf_str(page->out, page_ink(page, word, ink));
        pen += width;
        first = false;
        at += n;
    }
    buf_char(page->out, '\n');
}

void page_text(const Page *page, size_t indent, Str text)
{
    buf_fill(page->out, ' ', indent);
    wrap(page, indent, text, INK_PLAIN);
}

void page_entry(const Page *page, size_t indent, Str label, size_t column, Str text, Ink ink)
{
    label = one_line(page->out, label);
    size_t width = utf8_width(label);
    buf_fill(page->out, ' ', indent);
    buf_str(page->out, page_ink(page, label, ink));
    if (text.len == 0) {
        buf_char(page->out, '\n');
        return;
    }
    if (indent + width + 1 > column) {
        buf_char(page->out, '\n');
        buf_fill(page->out, ' ', column);
    } else {
        buf_fill(page->out, ' ', column - indent - width);
    }
    wrap(page, column, text, INK_PLAIN);
}

void page_ends(const Page *page, Str left, Str right, Ink ink)
{
    left = one_line(page->out, left);
    right = one_line(page->out, right);
    size_t used = utf8_width(left) + utf8_width(right);
    if (right.len == 0 || used + 2 > page->columns) {
        wrap(page, 0, left, ink);
        if (right.len > 0) {
            page_text(page, 0, right);
        }
        return;
    }
    buf_str(page->out, page_ink(page, left, ink));
    buf_fill(page->out, ' ', page->columns - used);
    buf_str(page->out, right);
    buf_char(page->out, '\n');
}

void page_heading(const Page *page, Str text)
{
    buf_char(page->out, '\n');
    wrap(page, 0, text, INK_BOLD);
}

size_t page_width(const Str *texts, size_t n, size_t most)
{
    size_t widest = 0;
    for (size_t i = 0; i < n; i++) {
        size_t width = utf8_width(texts[i]);
        widest = width > widest ? width : widest;
    }
    return widest < most ? widest : most;
}

Str page_pad(Arena *arena, Str text, size_t width)
{
    Buf buf;
    buf_init(&buf, arena);
    buf_str(&buf, one_line(&buf, text));
    size_t used = utf8_width(text);
    if (used < width) {
        buf_fill(&buf, ' ', width - used);
    }
    return buf_done(&buf);
}

Str page_cut(Arena *arena, Str text, size_t width)
{
    if (utf8_width(text) <= width || width == 0) {
        return text;
    }
    size_t at = 0;
    while (at < text.len) {
        size_t step = utf8_step(str_sub(text, at, text.len));
        if (utf8_width(str_sub(text, 0, at + step)) > width - 1) {
            break;
        }
        at += step;
    }
    return str_format(arena, "%.*s…", (int)at, text.at);
}
