// Line breaking in linear time: widths from prefix sums, one pass that writes.
//
// In:  pieces in source order, comments in source order.
// Out: text that ends with a line end (unless it is a single line or empty).
// A line end is only remembered until the next piece is written: so a comment that stood
// at the end of a line can still be written there.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/tree/layout.h"

#include "runtime/base/utf8.h"

typedef enum PieceKind {
    PIECE_TEXT, PIECE_BREAK, PIECE_IN, PIECE_OUT, PIECE_BEGIN, PIECE_END, PIECE_IF_BROKEN,
    PIECE_COMMENTS,
} PieceKind;

struct Piece {
    PieceKind kind;
    LayoutBreak how;    // of a break
    Str text;
    uint32_t at, end;   // source offsets; end of groups only
    uint32_t partner;   // of a group: index of its end
    size_t before;      // flat width of all pieces before this one
    size_t tail;        // width from here to the next break
    uint32_t hards;     // forced line ends before this piece
};

// -- collecting

void layout_init(Layout *layout, Arena *arena)
{
    *layout = (Layout){.arena = arena};
}

static void add(Layout *layout, Piece piece)
{
    vec_push(layout->arena, &layout->pieces, piece);
}

void layout_text(Layout *layout, Str text, uint32_t at)
{
    add(layout, (Piece){.kind = PIECE_TEXT, .text = text, .at = at});
}

void layout_word(Layout *layout, const char *text, uint32_t at)
{
    layout_text(layout, str_of(text), at);
}

void layout_break(Layout *layout, LayoutBreak kind)
{
    add(layout, (Piece){.kind = PIECE_BREAK, .how = kind});
}

void layout_in(Layout *layout)
{
    add(layout, (Piece){.kind = PIECE_IN});
}

void layout_out(Layout *layout)
{
    add(layout, (Piece){.kind = PIECE_OUT});
}

void layout_begin(Layout *layout, Span span)
{
    vec_push(layout->arena, &layout->open, (uint32_t)layout->pieces.n);
    add(layout, (Piece){.kind = PIECE_BEGIN, .at = span.start, .end = span.end});
}

void layout_end(Layout *layout)
{
    uint32_t begin = layout->open.items[--layout->open.n];
    layout->pieces.items[begin].partner = (uint32_t)layout->pieces.n;
    add(layout, (Piece){.kind = PIECE_END});
}

void layout_if_broken(Layout *layout, const char *text)
{
    add(layout, (Piece){.kind = PIECE_IF_BROKEN, .text = str_of(text)});
}

void layout_comments(Layout *layout, uint32_t at)
{
    add(layout, (Piece){.kind = PIECE_COMMENTS, .at = at});
}

// -- measuring

static bool is_hard(const Piece *piece)
{
    return piece->kind == PIECE_BREAK && piece->how >= BREAK_HARD &&
           piece->how != BREAK_ITEM;
}

// Columns of a text; most are ASCII, where columns are bytes.
static size_t text_width(Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.at[i] >= 0x80) {
            return utf8_width(text);
        }
    }
    return text.len;
}

static size_t flat_width(const Piece *piece)
{
    if (piece->kind == PIECE_TEXT) {
        return text_width(piece->text);
    }
    return piece->kind == PIECE_BREAK && piece->how != BREAK_SOFT;
}

static void measure(const Layout *layout)
{
    Piece *pieces = layout->pieces.items;
    size_t width = 0, tail = 0;
    uint32_t hards = 0;
    for (size_t i = 0; i < layout->pieces.n; i++) {
        pieces[i].before = width;
        pieces[i].hards = hards;
        width += flat_width(&pieces[i]);
        hards += is_hard(&pieces[i]);
    }
    for (size_t i = layout->pieces.n; i-- > 0;) {
        tail = pieces[i].kind == PIECE_BREAK ? 0
               : pieces[i].kind == PIECE_TEXT ? tail + flat_width(&pieces[i])
                                              : tail;
        pieces[i].tail = tail;
    }
}

// -- writing

typedef enum Gap { GAP_NONE, GAP_BLANK, GAP_LINE, GAP_KEEP, GAP_EMPTY } Gap;

typedef struct Writer {
    Buf *out;
    const LayoutNotes *notes;
    Arena *arena;
    size_t columns, column, indent;
    size_t comment; // the next one
    Gap gap;        // owed before the next piece
    VEC(bool) broken; // of the open groups
    size_t begun;   // length of out at the start
} Writer;

// An empty line stands before this offset of the source.
static bool has_empty_line(const Writer *w, uint32_t at)
{
    Str source = w->notes->source;
    size_t lines = 0;
    for (size_t i = at; i > 0 && i <= source.len; i--) {
        char c = source.at[i - 1];
        if (c == '\n' && ++lines == 2) {
            return true;
        }
        if (c != '\n' && c != ' ' && c != '\t' && c != '\r') {
            return false;
        }
    }
    return false;
}

static void write_gap(Writer *w, uint32_t at)
{
    bool first = w->out->len == w->begun;
    Gap gap = w->gap;
    w->gap = GAP_NONE;
    if (first || gap == GAP_NONE) {
        return;
    }
    if (gap == GAP_BLANK) {
        buf_char(w->out, ' ');
        w->column++;
        return;
    }
    bool empty = gap == GAP_EMPTY ||
                 (gap == GAP_KEEP && at != LAYOUT_NOWHERE && has_empty_line(w, at));
    buf_text(w->out, empty ? "\n\n" : "\n");
    buf_fill(w->out, ' ', w->indent);
    w->column = w->indent;
}

static void owe(Writer *w, Gap gap)
{
    w->gap = gap > w->gap ? gap : w->gap;
}

static Str comment_text(const Writer *w, const Comment *comment)
{
    return str_trim(str_sub(w->notes->source, comment->span.start, comment->span.end));
}

static void write_comments(Writer *w, uint32_t before)
{
    while (w->comment < w->notes->n) {
        const Comment *comment = &w->notes->comments[w->comment];
        if (comment->span.start >= before) {
            return;
        }
        w->comment++;
        if (!comment->own_line && w->out->len > w->begun) {
            buf_text(w->out, "  ");
            buf_str(w->out, comment_text(w, comment));
            owe(w, GAP_LINE);
            continue;
        }
        bool keeps = w->gap >= GAP_KEEP;
        owe(w, GAP_LINE);
        write_gap(w, comment->span.start);
        buf_str(w->out, comment_text(w, comment));
        w->gap = keeps ? GAP_KEEP : GAP_LINE;
    }
}

static void write_text(Writer *w, Str text, uint32_t at)
{
    if (at != LAYOUT_NOWHERE) {
        write_comments(w, at);
    }
    write_gap(w, at);
    buf_str(w->out, text);
    w->column += text_width(text);
}

static bool is_broken(const Writer *w)
{
    // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): n items
    return w->broken.n == 0 || w->broken.items[w->broken.n - 1];
}

// Where the next piece would begin.
static size_t next_column(const Writer *w)
{
    switch (w->gap) {
    case GAP_NONE: return w->column;
    case GAP_BLANK: return w->column + 1;
    case GAP_LINE: case GAP_KEEP: case GAP_EMPTY: return w->indent;
    }
    return w->column;
}

static void begin_group(Writer *w, const Layout *layout, const Piece *begin)
{
    const Piece *end = &layout->pieces.items[begin->partner];
    write_comments(w, begin->at);
    bool comment = w->comment < w->notes->n &&
                   w->notes->comments[w->comment].span.start < begin->end;
    size_t width = end->before - begin->before + end->tail;
    bool fits = w->columns == 0 || next_column(w) + width <= w->columns;
    bool broken = comment || end->hards > begin->hards || !fits;
    vec_push(w->arena, &w->broken, broken);
}

// `ahead` is the width of what follows, up to the next break.
static void write_break(Writer *w, const Piece *piece, size_t ahead)
{
    bool broken = w->columns > 0 && is_broken(w);
    switch (piece->how) {
    case BREAK_SPACE: owe(w, broken ? GAP_LINE : GAP_BLANK); return;
    case BREAK_SOFT: owe(w, broken ? GAP_LINE : GAP_NONE); return;
    case BREAK_ITEM: owe(w, broken ? GAP_KEEP : GAP_BLANK); return;
    case BREAK_FILL:
        owe(w, broken && w->column + 1 + ahead > w->columns ? GAP_LINE : GAP_BLANK);
        return;
    case BREAK_HARD: owe(w, w->columns == 0 ? GAP_BLANK : GAP_LINE); return;
    case BREAK_DECL: owe(w, GAP_KEEP); return;
    case BREAK_EMPTY: owe(w, GAP_EMPTY); return;
    }
}

static void write_piece(Writer *w, const Layout *layout, const Piece *piece, size_t ahead)
{
    switch (piece->kind) {
    case PIECE_TEXT: write_text(w, piece->text, piece->at); return;
    case PIECE_BREAK: write_break(w, piece, ahead); return;
    case PIECE_IN: w->indent += LAYOUT_INDENT; return;
    case PIECE_OUT: w->indent -= LAYOUT_INDENT; return;
    case PIECE_BEGIN: begin_group(w, layout, piece); return;
    case PIECE_END: w->broken.n--; return;
    case PIECE_IF_BROKEN:
        if (w->columns > 0 && is_broken(w)) {
            write_text(w, piece->text, LAYOUT_NOWHERE);
        }
        return;
    case PIECE_COMMENTS: write_comments(w, piece->at); return;
    }
}

void layout_write(const Layout *layout, Buf *out, const LayoutNotes *notes, size_t columns)
{
    measure(layout);
    Writer w = {
        .out = out,
        .notes = notes,
        .arena = layout->arena,
        .columns = columns,
        .gap = GAP_KEEP,
        .begun = out->len,
    };
    for (size_t i = 0; i < layout->pieces.n; i++) {
        const Piece *piece = &layout->pieces.items[i];
        size_t ahead = i + 1 < layout->pieces.n ? piece[1].tail : 0;
        write_piece(&w, layout, piece, ahead);
    }
    owe(&w, GAP_KEEP);
    write_comments(&w, LAYOUT_NOWHERE);
    if (out->len > w.begun && columns > 0) {
        buf_char(out, '\n');
    }
}
