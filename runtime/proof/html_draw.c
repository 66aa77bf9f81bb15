// Drawings of the HTML report: margin bars and the time line, as inline SVG with words.
//
// Positions are whole thousandths computed from exact numbers: nothing is rounded that is
// said, only what is drawn. Each drawing has a text that says the same.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/date.h"
#include "runtime/proof/html.h"

enum { BAR = 400, ROW = 26, LEFT = 190, WIDE = 700, ROWS_MOST = 12 };

// part / whole in `steps` steps, between 0 and steps.
static long share(Arena *arena, Rat part, Rat whole, long steps)
{
    Rat out = RAT_ZERO;
    int64_t n = 0;
    if (rat_sign(whole) <= 0 || !rat_div(arena, part, whole, &out) ||
        !rat_mul(arena, out, rat_int(steps), &out) || !rat_to_int64(rat_floor(arena, out), &n)) {
        return 0;
    }
    return n < 0 ? 0 : n > steps ? steps : (long)n;
}

void html_margin_bar(Html *html, const Json *margin)
{
    Rat value, limit, whole;
    if (!rat_parse(html->arena, view_text(margin, "value"), false, &value) ||
        !rat_parse(html->arena, view_text(margin, "limit"), false, &limit)) {
        return;
    }
    Rat longest = rat_cmp(value, limit) > 0 ? value : limit;
    if (!rat_mul(html->arena, longest, (Rat){9, 8}, &whole)) {
        return;
    }
    long at = share(html->arena, value, whole, BAR), mark = share(html->arena, limit, whole, BAR);
    bool holds = view_true(margin, "holds");
    buf_addf(html->out, "<svg class=\"bar\" viewBox=\"0 0 %d 20\" role=\"img\" "
                        "aria-label=\"", BAR + 2);
    html_text(html, view_margin(html->view, margin));
    buf_addf(html->out, "\"><line x1=\"1\" y1=\"13.5\" x2=\"%d\" y2=\"13.5\" "
                        "stroke=\"currentColor\" "
                        "stroke-opacity=\".3\"/>", BAR);
    buf_addf(html->out,
             "<rect x=\"1\" y=\"7\" width=\"%ld\" height=\"6\" fill=\"currentColor\" "
             "fill-opacity=\"%s\" stroke=\"currentColor\" stroke-width=\".8\"/>",
             at, holds ? ".75" : "0");
    buf_addf(html->out,
             "<line x1=\"%ld\" y1=\"1\" x2=\"%ld\" y2=\"19\" stroke=\"currentColor\" "
             "stroke-width=\"2\"/></svg>", mark + 1, mark + 1);
}

typedef struct Bar {
    Str label;
    Day from, until; // DAY_MIN, DAY_MAX: not said
    bool dashed;     // not in force
} Bar;

typedef struct TimeLine {
    Html *html;
    Bar bars[ROWS_MOST];
    size_t n;
    Day first, last; // of the drawing
} TimeLine;

static Day day_or(Str text, Day otherwise)
{
    Day day = otherwise;
    return date_parse(text, &day) ? day : otherwise;
}

static void add_bar(TimeLine *line, Str label, Str from, Str until, bool dashed)
{
    for (size_t i = 0; i < line->n; i++) {
        if (str_eq(line->bars[i].label, label)) {
            return;
        }
    }
    if (line->n < ROWS_MOST) {
        line->bars[line->n++] =
            (Bar){label, day_or(from, DAY_MIN), day_or(until, DAY_MAX), dashed};
    }
}

static void add_provisions(TimeLine *line, const Json *list, bool dashed)
{
    const View *view = line->html->view;
    for (const Json *at = view_first(list); at != NULL; at = at->next) {
        Str label = view_text(at, "provision");
        if (label.len > 0) {
            add_bar(line, label, view_text(at, "version"), view_told(view, "until:", label),
                    dashed);
        }
    }
}

static void widen(TimeLine *line, Day day)
{
    if (day == DAY_MIN || day == DAY_MAX) {
        return;
    }
    line->first = day < line->first ? day : line->first;
    line->last = day > line->last ? day : line->last;
}

// From the first of January before everything to the one after.
static void set_range(TimeLine *line, Day as_of, Day known)
{
    int year, month, day;
    line->first = line->last = as_of;
    widen(line, known);
    for (size_t i = 0; i < line->n; i++) {
        widen(line, line->bars[i].from);
        widen(line, line->bars[i].until);
    }
    date_split(line->first, &year, &month, &day);
    date_make(year, 1, 1, &line->first);
    date_split(line->last, &year, &month, &day);
    date_make(year < 9999 ? year + 1 : year, 1, 1, &line->last);
}

static long x_of(const TimeLine *line, Day day)
{
    Day at = day < line->first ? line->first : day > line->last ? line->last : day;
    long wide = WIDE - LEFT - 10;
    return LEFT + (long)(at - line->first) * wide / (line->last - line->first);
}

static void put_years(TimeLine *line, long bottom)
{
    int first, last, month, day;
    date_split(line->first, &first, &month, &day);
    date_split(line->last, &last, &month, &day);
    int every = last - first > 12 ? 5 : 1;
    for (int year = first; year <= last; year++) {
        Day at;
        date_make(year, 1, 1, &at);
        long x = x_of(line, at);
        buf_addf(line->html->out,
                 "<line x1=\"%ld\" y1=\"16\" x2=\"%ld\" y2=\"%ld\" stroke=\"currentColor\" "
                 "stroke-opacity=\".18\"/>", x, x, bottom);
        if ((year - first) % every == 0 && year < last) {
            buf_addf(line->html->out, "<text x=\"%ld\" y=\"11\" font-size=\"10\">"
                                      "%d</text>", x + 2,
                     year);
        }
    }
}

static void put_bar(TimeLine *line, const Bar *bar, long y)
{
    Html *html = line->html;
    long from = x_of(line, bar->from), until = x_of(line, bar->until);
    buf_addf(html->out, "<text x=\"0\" y=\"%ld\" font-size=\"11\">", y + 11);
    html_text(html, bar->label.len > 30 ? str_format(html->arena, "%.*s…", 28, bar->label.at)
                                        : bar->label);
    buf_addf(html->out,
             "</text><rect x=\"%ld\" y=\"%ld\" width=\"%ld\" height=\"11\" "
             "fill=\"currentColor\" "
             "fill-opacity=\"%s\" stroke=\"currentColor\" stroke-width=\"1\"%s/>",
             from, y + 1, until > from ? until - from : 1, bar->dashed ? "0" : ".55",
             bar->dashed ? " stroke-dasharray=\"4 3\"" : "");
    if (bar->until == DAY_MAX) {
        buf_addf(html->out,
                 "<path d=\"M%ld %ld l8 5.5 l-8 5.5z\" "
                 "fill=\"currentColor\"/>", until, y + 1);
    }
}

static void put_day_line(TimeLine *line, Day day, long bottom, const char *label, bool end)
{
    long x = x_of(line, day);
    buf_addf(line->html->out,
             "<line x1=\"%ld\" y1=\"16\" x2=\"%ld\" y2=\"%ld\" stroke=\"currentColor\" "
             "stroke-width=\"%s\"/><text x=\"%ld\" y=\"%ld\" font-size=\"10\" "
             "text-anchor=\"%s\" font-weight=\"600\">%s</text>",
             x, x, bottom, end ? "1\" stroke-dasharray=\"2 2" : "2", x, bottom + 12,
             x > WIDE - 120 ? "end" : "middle", label);
}

// What lies past the day the text was read to is hatched: nobody looked.
static void put_unread(TimeLine *line, Day known, long bottom)
{
    long x = x_of(line, known);
    if (known == DAY_MIN || x >= WIDE - 10) {
        return;
    }
    buf_addf(line->html->out,
             "<defs><pattern id=\"d%zu-h\" width=\"6\" height=\"6\" "
             "patternUnits=\"userSpaceOnUse\" "
             "patternTransform=\"rotate(45)\"><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\" "
             "stroke=\"currentColor\" stroke-opacity=\".28\"/></pattern></defs>"
             "<rect x=\"%ld\" y=\"16\" width=\"%ld\" height=\"%ld\" "
             "fill=\"url(#d%zu-h)\"/>",
             line->html->number, x, (long)WIDE - 10 - x, bottom - 16, line->html->number);
}

static void gather_bars(TimeLine *line)
{
    const Json *statement = line->html->view->statement;
    add_bar(line, STR("This result"), view_text(statement, "law.as_of"),
            view_text(statement, "valid.result_until"), false);
    const Json *lines = view_get(statement, "lines");
    for (const Json *at = view_first(lines); at != NULL; at = at->next) {
        add_provisions(line, view_get(at, "reasons"), false);
        add_provisions(line, view_get(at, "allowed_by"), false);
    }
    add_provisions(line, view_get(statement, "not_in_force"), true);
}

void html_time_line(Html *html)
{
    const Json *statement = html->view->statement;
    Day as_of = day_or(view_text(statement, "law.as_of"), DAY_MIN);
    Day known = day_or(view_text(statement, "law.known_to"), DAY_MIN);
    if (as_of == DAY_MIN) {
        return;
    }
    TimeLine line = {.html = html};
    gather_bars(&line);
    set_range(&line, as_of, known);
    long bottom = 22 + (long)line.n * ROW;
    buf_addf(html->out, "<figure style=\"margin:0\"><svg class=\"time\" viewBox=\"0 0 %d "
                        "%ld\" "
                        "role=\"img\" aria-label=\"", WIDE, bottom + 16);
    html_text(html, STR("Time line: the spans of the provisions relied on, the law date "
                        "and the "
                        "day to which the text was read; the table below says the same."));
    html_raw(html, "\">");
    put_years(&line, bottom);
    put_unread(&line, known, bottom);
    for (size_t i = 0; i < line.n; i++) {
        put_bar(&line, &line.bars[i], 22 + (long)i * ROW);
    }
    put_day_line(&line, as_of, bottom, "law date", false);
    if (known != DAY_MIN) {
        put_day_line(&line, known, bottom, "text read to", true);
    }
    html_raw(html, "</svg></figure>\n");
}
