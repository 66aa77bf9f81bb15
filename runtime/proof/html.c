// HTML elements: escapes, tables, marks, citations with links to the text of the day.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/html.h"

void html_raw(Html *html, const char *markup)
{
    buf_text(html->out, markup);
}

void html_text(Html *html, Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        switch (text.at[i]) {
        case '<': buf_text(html->out, "&lt;"); break;
        case '>': buf_text(html->out, "&gt;"); break;
        case '&': buf_text(html->out, "&amp;"); break;
        case '"': buf_text(html->out, "&quot;"); break;
        case '\'': buf_text(html->out, "&#39;"); break;
        default: buf_char(html->out, text.at[i]); break;
        }
    }
}

void html_element(Html *html, const char *tag, const char *class, Str text)
{
    buf_addf(html->out, class != NULL ? "<%s class=\"%s\">" : "<%s>", tag, class);
    html_text(html, text);
    buf_addf(html->out, "</%s>", tag);
}

void html_cell(Html *html, Str text)
{
    html_element(html, "td", NULL, text);
}

void html_date(Html *html, Str date)
{
    if (date.len == 0) {
        html_raw(html, "<span class=\"none\">–</span>");
    } else {
        html_element(html, "time", NULL, date);
    }
}

void html_days(Html *html, const char *words, Str date)
{
    if (date.len > 0) {
        html_raw(html, words);
        html_text(html, date);
    }
}

void html_section(Html *html, unsigned number, const char *title)
{
    buf_addf(html->out,
             "\n<section aria-labelledby=\"d%zu-s%u\">\n<h2 id=\"d%zu-s%u\"><span "
             "class=\"no\">%u</span> %s</h2>\n",
             html->number, number, html->number, number, number, title);
}

void html_table(Html *html, const char *class, const char *const *heads, size_t n)
{
    buf_addf(html->out, "<table class=\"%s\"><thead><tr>", class);
    for (size_t i = 0; i < n; i++) {
        buf_addf(html->out, "<th scope=\"col\">%s</th>", heads[i]);
    }
    html_raw(html, "</tr></thead><tbody>\n");
}

static void put_mark(Html *html, const char *class, const char *sign, const char *word)
{
    buf_addf(html->out,
             "<span class=\"mark %s\"><span aria-hidden=\"true\">%s </span>"
             "%s</span>", class,
             sign, word);
}

void html_mark(Html *html, Str truth)
{
    if (str_is(truth, "true")) {
        put_mark(html, "met", "✓", "met");
    } else if (str_is(truth, "false")) {
        put_mark(html, "not", "✗", "not met");
    } else {
        put_mark(html, "unk", "?", "unknown");
    }
}

void html_mark_applies(Html *html, Str truth)
{
    if (str_is(truth, "true")) {
        put_mark(html, "not", "●", "applies");
    } else if (str_is(truth, "false")) {
        put_mark(html, "met", "○", "does not apply");
    } else {
        put_mark(html, "unk", "?", "unknown");
    }
}

void html_badge(Html *html, const char *class, Str text)
{
    buf_addf(html->out, "<span class=\"badge %s\">", class);
    html_text(html, text);
    html_raw(html, "</span>");
}

void html_row(Html *html, const char *name, Str text)
{
    if (text.len > 0) {
        buf_addf(html->out, "<div><dt>%s</dt>", name);
        html_element(html, "dd", NULL, text);
        html_raw(html, "</div>");
    }
}

static size_t digits(Str text, size_t at)
{
    size_t n = 0;
    while (at + n < text.len && is_digit(text.at[at + n])) {
        n++;
    }
    return n;
}

// "15 CFR 742.6(a)" -> title-15/section-742.6; "15 CFR part 774", "15 CFR 774 Supp. 1"
// -> title-15/part-774. Empty when the text begins otherwise.
static Str cfr_path(Html *html, Str cite)
{
    size_t title = digits(cite, 0);
    if (title == 0 || !str_starts(str_sub(cite, title, cite.len), STR(" CFR "))) {
        return STR_NONE;
    }
    size_t at = title + 5;
    bool many = str_starts(str_sub(cite, at, cite.len), STR("parts "));
    if (many || str_starts(str_sub(cite, at, cite.len), STR("part "))) {
        at += many ? 6 : 5;
    }
    size_t part = digits(cite, at);
    if (part == 0) {
        return STR_NONE;
    }
    size_t section = at + part < cite.len && cite.at[at + part] == '.'
                         ? digits(cite, at + part + 1) : 0;
    return section > 0
               ? str_format(html->arena, "title-%.*s/section-%.*s", (int)title, cite.at,
                            (int)(part + 1 + section), cite.at + at)
               : str_format(html->arena, "title-%.*s/part-%.*s", (int)title, cite.at, (int)part,
                            cite.at + at);
}

// The day whose text is linked: the law date, but not past the day the text was read to.
static Str link_day(Html *html)
{
    Str as_of = view_text(html->view->statement, "law.as_of");
    Str known = view_text(html->view->statement, "law.known_to");
    return known.len > 0 && as_of.len > 0 && str_cmp(known, as_of) < 0 ? known : as_of;
}

void html_cite(Html *html, Str cite)
{
    Str path = cfr_path(html, cite), day = link_day(html);
    if (path.len == 0 || day.len == 0) {
        html_text(html, cite);
        return;
    }
    buf_addf(html->out, "<a href=\"https://www.ecfr.gov/on/%.*s/%.*s\">", STR_ARG(day),
             STR_ARG(path));
    html_text(html, cite);
    html_raw(html, "</a>");
}

Str html_line_name(Html *html, const Json *line)
{
    Str id = view_text(line, "id"), name = view_text(line, "subject.name");
    if (str_is(id, "/")) {
        return STR("The whole transaction");
    }
    return name.len == 0 ? id
                         : str_format(html->arena, "%.*s (%.*s)", STR_ARG(name), STR_ARG(id));
}

const Json *html_same_line(Html *html, const Json *line)
{
    const Json *lines = view_get(html->view->statement, "lines");
    for (const Json *at = lines->first; at != line; at = at->next) {
        if (view_same_line(at, line)) {
            return at;
        }
    }
    return NULL;
}
