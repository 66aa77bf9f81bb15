// Page: text for a terminal in columns, wrapped between words, with hanging indents.
//
// Widths are display columns. A word longer than a line stands on a line of its own. Color
// is an addition: nothing is said by it alone.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_PROOF_PAGE_H
#define LICET_PROOF_PAGE_H

#include "runtime/base/buf.h"

typedef enum Ink { INK_PLAIN, INK_BOLD, INK_DIM, INK_RED, INK_YELLOW, INK_GREEN } Ink;

typedef struct Page {
    Buf *out;
    size_t columns;
    bool color;
} Page;

enum { PAGE_LEAST = 60, PAGE_MOST = 200 };

Page page_on(Buf *out, size_t columns, bool color);
void page_break(const Page *page);
// The text, wrapped, each line `indent` in.
void page_text(const Page *page, size_t indent, Str text);
// "  label      text that goes on\n             here": label at `indent`, text at `column`.
void page_entry(const Page *page, size_t indent, Str label, size_t column, Str text, Ink ink);
// Left text and right text on one line; the right one below when both do not fit.
void page_ends(const Page *page, Str left, Str right, Ink ink);
void page_heading(const Page *page, Str text);
// Text in a color, reset after it.
Str page_ink(const Page *page, Str text, Ink ink);
// The widest of the texts, at most `most`.
size_t page_width(const Str *texts, size_t n, size_t most);
Str page_pad(Arena *arena, Str text, size_t width); // blanks up to the width
// The text, cut with "…" when it is wider.
Str page_cut(Arena *arena, Str text, size_t width);

#endif
