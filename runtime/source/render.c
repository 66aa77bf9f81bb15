// Diagnostics as text: the message, the lines it speaks of with marks below, the hint.
//
// In:  the queue and the sources. Out: text for people, coloured on request.
// What the user wrote never reaches the terminal raw: control characters and invisible
// direction marks are shown as U+FFFD. render_data.c writes the forms for machines.
//
//   error[L0421]: cannot compare 'EUR' with 'USD'
//     benefits.licet:12:18
//      12 |     if income < ceiling
//         |        ^^^^^^   ~~~~~~~ declared at benefits.licet:3:1
//     hint: Write ...
// SPDX-License-Identifier: Apache-2.0
#include "runtime/source/render.h"

#include "runtime/base/utf8.h"

enum {
    LINE_COLUMNS = 100, // of a source line; longer ones are cut around the first mark
    LEAD_COLUMNS = 30,  // kept before the first mark of a cut line
    PLACES_MAX = 1 + DIAG_LABELS_MAX,
};

// One thing to mark: the span of the message itself, or of a label.
typedef struct Place {
    Span span;
    Str text;
    bool primary, shown;
    uint32_t line;
    size_t from, to; // columns within the shown line, once laid out
} Place;

typedef struct Shown {
    Buf *out;
    const Sources *sources;
    const Diag *diag;
    bool color;
    Place places[PLACES_MAX];
    size_t n_places;
    int gutter; // columns of the line number
} Shown;

// A line of source cut to columns [left, right).
typedef struct Window {
    Str text;
    size_t width, left, right;
} Window;

static void paint(const Shown *shown, const char *code)
{
    if (shown->color) {
        buf_text(shown->out, code);
    }
}

static const char *severity_paint(Severity severity)
{
    switch (severity) {
    case SEVERITY_NOTE: return "\033[1;36m";
    case SEVERITY_WARNING: return "\033[1;33m";
    case SEVERITY_ERROR: return "\033[1;31m";
    }
    return "";
}

static const char *severity_word(Severity severity)
{
    switch (severity) {
    case SEVERITY_NOTE: return "note";
    case SEVERITY_WARNING: return "warning";
    case SEVERITY_ERROR: return "error";
    }
    return "";
}

// How the code point at the start of s is shown. Returns its length in bytes.
static size_t cell(Str s, Str *as)
{
    size_t n;
    *as = utf8_shown(s, &n);
    if (s.at[0] == '\t') {
        *as = STR(" ");
    } else if ((unsigned char)s.at[0] < 0x20) {
        *as = STR("\xEF\xBF\xBD");
    }
    return n;
}

static void put_clean(Buf *out, Str s)
{
    for (size_t i = 0; i < s.len;) {
        Str as;
        i += cell((Str){s.at + i, s.len - i}, &as);
        buf_str(out, as);
    }
}

static size_t clean_width(Str s)
{
    size_t width = 0;
    for (size_t i = 0; i < s.len;) {
        Str as;
        i += cell((Str){s.at + i, s.len - i}, &as);
        width += utf8_width(as);
    }
    return width;
}

static void put_place(const Shown *shown, Span span)
{
    const SourceFile *file = source_get(shown->sources, span.file);
    uint32_t line, column;
    source_place(shown->sources, span.file, span.start, &line, &column);
    buf_text(shown->out, "  ");
    put_clean(shown->out, file->path);
    buf_addf(shown->out, ":%u:%u\n", line, column);
}

static void put_gutter(const Shown *shown, uint32_t line)
{
    paint(shown, "\033[36m");
    if (line == 0) {
        buf_addf(shown->out, "%*s |", shown->gutter, "");
    } else {
        buf_addf(shown->out, "%*u |", shown->gutter, line);
    }
    paint(shown, "\033[0m");
}

static size_t clamp(size_t x, size_t low, size_t high)
{
    return x < low ? low : x > high ? high : x;
}

static Window window_of(Str line, const Place *first)
{
    Window window = {.text = line, .width = clean_width(line)};
    window.right = window.width;
    if (window.width <= LINE_COLUMNS) {
        return window;
    }
    if (first->to >= LINE_COLUMNS) {
        size_t last_left = window.width - LINE_COLUMNS;
        size_t wanted = first->from < LEAD_COLUMNS ? 0 : first->from - LEAD_COLUMNS;
        window.left = clamp(wanted, 0, last_left);
    }
    window.right = window.left + LINE_COLUMNS;
    return window;
}

// The line, with "…" in the place of the first and last column where it is cut.
static void put_line(Buf *out, const Window *window)
{
    bool cut_left = window->left > 0, cut_right = window->right < window->width;
    size_t from = window->left + cut_left, to = window->right - cut_right, column = 0;
    if (window->text.len > 0) {
        buf_char(out, ' ');
    }
    if (cut_left) {
        buf_text(out, "…");
    }
    for (size_t i = 0; i < window->text.len;) {
        Str as;
        i += cell((Str){window->text.at + i, window->text.len - i}, &as);
        size_t width = utf8_width(as);
        if (column >= from && column + width <= to) {
            buf_str(out, as);
        } else if (column < from && column + width > from) {
            buf_char(out, ' '); // the right half of a wide character
        } else if (column < to && column + width > to) {
            buf_char(out, ' ');
        }
        column += width;
    }
    if (cut_right) {
        buf_text(out, "…");
    }
    buf_char(out, '\n');
}

static bool is_on(const Place *place, FileId file, uint32_t line)
{
    return place->span.file == file && place->line == line;
}

// Columns of a place on its first line, before cutting.
static void measure(const Shown *shown, Place *place, Str line)
{
    const SourceFile *file = source_get(shown->sources, place->span.file);
    size_t start = file->line_starts[place->line - 1];
    size_t from = place->span.start - start, to = place->span.end - start;
    place->from = clean_width(str_sub(line, 0, from));
    place->to = clean_width(str_sub(line, 0, to));
    // An empty span, and one on the line's end, still gets one mark.
    place->to = place->to > place->from ? place->to : place->from + 1;
}

// The mark furthest right, if it is a label's: its text may stand behind it.
static Place *trailing(Shown *shown, FileId file, uint32_t line)
{
    Place *best = NULL;
    for (size_t i = 0; i < shown->n_places; i++) {
        Place *place = &shown->places[i];
        if (is_on(place, file, line) && (best == NULL || place->from >= best->from)) {
            best = place;
        }
    }
    return best == NULL || best->text.len == 0 ? NULL : best;
}

static void put_marks(const Shown *shown, const char *row, size_t n)
{
    char before = ' ';
    for (size_t i = 0; i < n; i++) {
        if (row[i] != before && before != ' ') {
            paint(shown, "\033[0m");
        }
        if (row[i] != before && row[i] != ' ') {
            bool primary = row[i] == '^';
            paint(shown, primary ? severity_paint(shown->diag->severity) : "\033[36m");
        }
        before = row[i];
        buf_char(shown->out, row[i]);
    }
    if (before != ' ') {
        paint(shown, "\033[0m");
    }
}

// The row of marks below a line, with the text of the last one.
static void put_row(Shown *shown, FileId file, uint32_t line)
{
    char row[LINE_COLUMNS + 1];
    size_t n = 0;
    memset(row, ' ', sizeof row);
    for (size_t i = shown->n_places; i-- > 0;) { // the message's own marks win: drawn last
        const Place *place = &shown->places[i];
        if (is_on(place, file, line)) {
            memset(row + place->from, place->primary ? '^' : '~', place->to - place->from);
            n = place->to > n ? place->to : n;
        }
    }
    put_gutter(shown, 0);
    buf_char(shown->out, ' ');
    put_marks(shown, row, n);
    Place *last = trailing(shown, file, line);
    if (last != NULL) {
        buf_char(shown->out, ' ');
        put_clean(shown->out, last->text);
        last->shown = true;
    }
    buf_char(shown->out, '\n');
}

// The texts that did not fit behind the marks: each on its own row below its mark.
static void put_texts(Shown *shown, FileId file, uint32_t line)
{
    for (size_t i = 0; i < shown->n_places; i++) {
        Place *place = &shown->places[i];
        if (is_on(place, file, line) && place->text.len > 0 && !place->shown) {
            put_gutter(shown, 0);
            buf_fill(shown->out, ' ', 1 + place->from);
            put_clean(shown->out, place->text);
            buf_char(shown->out, '\n');
        }
    }
}

static void put_excerpt(Shown *shown, FileId file, uint32_t line)
{
    Str text = source_line(shown->sources, file, line);
    const Place *first = NULL;
    for (size_t i = 0; i < shown->n_places; i++) {
        Place *place = &shown->places[i];
        if (is_on(place, file, line)) {
            measure(shown, place, text);
            first = first == NULL ? place : first;
        }
    }
    Window window = window_of(text, first);
    size_t last = window.right > window.left ? window.right - window.left : 0;
    for (size_t i = 0; i < shown->n_places; i++) {
        Place *place = &shown->places[i];
        if (is_on(place, file, line)) {
            place->from = clamp(place->from, window.left, window.left + last) - window.left;
            place->to = clamp(place->to, window.left, window.left + last) - window.left;
            if (place->from == LINE_COLUMNS && window.width > LINE_COLUMNS) {
                place->from--; // beyond the cut: point at the "…"
            }
            place->to = place->to > place->from ? place->to : place->from + 1;
        }
    }
    put_gutter(shown, line);
    put_line(shown->out, &window);
    put_row(shown, file, line);
    put_texts(shown, file, line);
}

// The next line of the file after `line` that has a place on it; 0 when none.
static uint32_t next_line(const Shown *shown, FileId file, uint32_t line)
{
    uint32_t next = 0;
    for (size_t i = 0; i < shown->n_places; i++) {
        const Place *place = &shown->places[i];
        if (place->span.file == file && place->line > line &&
            (next == 0 || place->line < next)) {
            next = place->line;
        }
    }
    return next;
}

static void put_excerpts(Shown *shown)
{
    for (size_t i = 0; i < shown->n_places; i++) {
        FileId file = shown->places[i].span.file;
        bool before = false;
        for (size_t j = 0; j < i; j++) {
            before = before || shown->places[j].span.file == file;
        }
        if (before) {
            continue;
        }
        put_place(shown, shown->places[i].span);
        for (uint32_t line = next_line(shown, file, 0); line != 0;
             line = next_line(shown, file, line)) {
            put_excerpt(shown, file, line);
        }
    }
}

static void add_place(Shown *shown, Span span, Str text, bool primary)
{
    const SourceFile *file = source_get(shown->sources, span.file);
    if (file == NULL) {
        return;
    }
    Place *place = &shown->places[shown->n_places++];
    *place = (Place){.span = span, .text = text, .primary = primary};
    uint32_t most = (uint32_t)file->text.len, column;
    place->span.start = span.start < most ? span.start : most;
    place->span.end = span.end < place->span.start ? place->span.start : span.end;
    source_place(shown->sources, span.file, place->span.start, &place->line, &column);
    for (uint32_t line = place->line, digits = 1; line >= 10; line /= 10) {
        digits++;
        shown->gutter = (int)digits > shown->gutter ? (int)digits : shown->gutter;
    }
}

// A note or hint may have several lines; each is indented.
static void put_paragraph(Buf *out, Str text)
{
    while (text.len > 0) {
        const char *end = memchr(text.at, '\n', text.len);
        size_t n = end == NULL ? text.len : (size_t)(end - text.at);
        put_clean(out, (Str){text.at, n});
        buf_char(out, '\n');
        text = str_sub(text, n + 1, text.len);
        if (text.len > 0) {
            buf_text(out, "  ");
        }
    }
}

static void put_diag(Shown *shown)
{
    const Diag *diag = shown->diag;
    paint(shown, severity_paint(diag->severity));
    buf_addf(shown->out, "%s[%s]", severity_word(diag->severity), diag_name(diag->code));
    paint(shown, "\033[0m\033[1m");
    buf_text(shown->out, ": ");
    put_clean(shown->out, diag->message);
    paint(shown, "\033[0m");
    buf_char(shown->out, '\n');
    if (diag->pointer.len > 0) {
        buf_text(shown->out, "  at ");
        put_clean(shown->out, diag->pointer);
        buf_char(shown->out, '\n');
    }
    put_excerpts(shown);
    if (diag->note.len > 0) {
        buf_text(shown->out, "  ");
        put_paragraph(shown->out, diag->note);
    }
    if (diag->hint.len > 0) {
        buf_text(shown->out, "  ");
        paint(shown, "\033[36m");
        buf_text(shown->out, "hint:");
        paint(shown, "\033[0m");
        buf_char(shown->out, ' ');
        put_paragraph(shown->out, diag->hint);
    }
}

void render_text(Buf *out, const Sources *sources, const Diags *diags, bool color)
{
    Diag **sorted = diag_sorted(diags, out->arena);
    size_t n = diags->list.n < DIAG_SHOWN_MAX ? diags->list.n : DIAG_SHOWN_MAX;
    for (size_t i = 0; i < n; i++) {
        Shown shown = {
            .out = out, .sources = sources, .diag = sorted[i], .color = color, .gutter = 5,
        };
        add_place(&shown, sorted[i]->span, STR_NONE, true);
        for (size_t j = 0; j < sorted[i]->n_labels; j++) {
            add_place(&shown, sorted[i]->labels[j].span, sorted[i]->labels[j].text, false);
        }
        if (i > 0) {
            buf_char(out, '\n');
        }
        put_diag(&shown);
    }
    if (diags->list.n + diags->n_dropped > n) {
        buf_addf(out, "\n… and %zu more\n", diags->list.n + diags->n_dropped - n);
    }
}
