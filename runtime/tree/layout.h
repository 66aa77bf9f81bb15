// Line breaking: pieces of text with the places where a line may end, and comments between.
//
// After Oppen and Wadler: a group is set on one line when it fits, else all its breaks
// become line ends. Pieces know where they stood in the source; a comment that stood before
// a piece is written before it, and a group with a comment inside is always broken.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_TREE_LAYOUT_H
#define LICET_TREE_LAYOUT_H

#include "runtime/base/buf.h"
#include "runtime/tree/tree.h"

enum { LAYOUT_COLUMNS = 92, LAYOUT_INDENT = 2 };
#define LAYOUT_NOWHERE UINT32_MAX

typedef enum LayoutBreak {
    BREAK_SPACE, // a blank, or a line end when the group is broken
    BREAK_SOFT,  // nothing, or a line end when the group is broken
    BREAK_FILL,  // a blank, or a line end when the next piece does not fit
    BREAK_HARD,  // a line end
    BREAK_ITEM,  // like BREAK_SPACE; keeps an empty line of the source
    BREAK_DECL,  // a line end; keeps an empty line of the source
    BREAK_EMPTY, // a line end and an empty line
} LayoutBreak;

typedef struct Piece Piece;

typedef struct Layout {
    Arena *arena;
    VEC(Piece) pieces;
    VEC(uint32_t) open; // indexes of open groups
} Layout;

void layout_init(Layout *layout, Arena *arena);
// Text is kept by reference. `at` is its offset in the source, or LAYOUT_NOWHERE.
void layout_text(Layout *layout, Str text, uint32_t at);
void layout_word(Layout *layout, const char *text, uint32_t at);
void layout_break(Layout *layout, LayoutBreak kind);
void layout_in(Layout *layout);
void layout_out(Layout *layout);
void layout_begin(Layout *layout, Span span);
void layout_end(Layout *layout);
// Text that is written only when the innermost group is broken.
void layout_if_broken(Layout *layout, const char *text);
// Comments before source offset `at` are written here, with the indentation of here.
void layout_comments(Layout *layout, uint32_t at);

typedef struct LayoutNotes {
    Str source;              // for empty lines; may be empty
    const Comment *comments; // in order
    size_t n;
} LayoutNotes;

// Writes all pieces in lines of at most `columns`; 0 means a single line.
void layout_write(const Layout *layout, Buf *out, const LayoutNotes *notes, size_t columns);

#endif
