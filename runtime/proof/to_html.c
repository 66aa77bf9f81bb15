// HTML: one file for one or many decisions, for filing; nine numbered sections each.
//
// In:  documents. Out: a page that needs no script and no network, prints on A4 and Letter,
//      reads in black and white and by a screen reader, and carries the documents themselves.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/html.h"

static Str title_of(const View *view)
{
    Str title = view_text(view->statement, "case.title");
    Str id = view_text(view->statement, "case.id");
    return title.len > 0 ? title : id.len > 0 ? id : STR("Export control decision");
}

static void put_privilege(Html *html)
{
    const WriteOptions *options = html->options;
    if (options->header.len == 0 && options->matter.len == 0) {
        return;
    }
    html_raw(html, "<div class=\"privilege\"><span>");
    html_text(html, options->header);
    html_raw(html, "</span><span>");
    if (options->matter.len > 0) {
        html_raw(html, "Matter ");
        html_text(html, options->matter);
    }
    html_raw(html, "</span></div>\n");
}

static void put_heading(Html *html, size_t n)
{
    const View *view = html->view;
    const char *tag = n == 1 ? "h1" : "h2";
    Str id = view_text(view->statement, "case.id"), title = title_of(view);
    html_raw(html, "<header>\n");
    if (id.len > 0 && !str_eq(id, title)) {
        html_element(html, "p", "meta", id);
    }
    if (n == 1) {
        html_element(html, tag, NULL, title);
    } else {
        html_raw(html, "<h1>");
        html_text(html, title);
        html_raw(html, "</h1>");
    }
    html_raw(html, "\n<p class=\"meta\">Law of ");
    html_date(html, view_text(view->statement, "law.as_of"));
    const Json *regimes = view_get(view->statement, "regimes");
    for (const Json *at = view_first(regimes); at != NULL; at = at->next) {
        html_raw(html, " · ");
        html_text(html, view_title(view, "regime:", view_text(at, "name")));
    }
    html_raw(html, " · decision <code>");
    html_text(html, view_short_id(html->arena, view_text(view->document, "id")));
    html_raw(html, "</code></p>\n</header>\n");
}

static void put_decision(Html *html, size_t n)
{
    buf_addf(html->out, "<article id=\"d%zu\"%s>\n", html->number, n == 1 ? " class=\"only\"" : "");
    put_heading(html, n);
    html_proof_start(html);
    html_answer(html);
    html_facts(html);
    html_reasons(html);
    html_exceptions(html);
    html_duties(html);
    html_time(html);
    html_limits(html);
    html_changes(html);
    html_record(html);
    html_raw(html, "</article>\n");
}

static void put_cover_row(Html *html)
{
    const View *view = html->view;
    const Json *regimes = view_get(view->statement, "regimes");
    html_raw(html, "<tr><td style=\"white-space:nowrap\">");
    html_text(html, view_text(view->statement, "case.id"));
    html_raw(html, "</td>");
    buf_addf(html->out, "<td><a href=\"#d%zu\">", html->number);
    html_text(html, title_of(view));
    html_raw(html, "</a></td><td style=\"white-space:nowrap\">");
    html_date(html, view_text(view->statement, "law.as_of"));
    html_raw(html, "</td><td>");
    for (const Json *at = view_first(regimes); at != NULL; at = at->next) {
        html_raw(html, at != regimes->first ? "<br>" : "");
        html_text(html, view_verdict(view, at));
    }
    html_raw(html, "</td><td>");
    Str gate = view_gate(view);
    html_badge(html, str_is(gate, "stop") ? "stop" : str_is(gate, "hold") ? "hold" : "proceed",
               gate);
    html_raw(html, "</td></tr>\n");
}

// With many decisions a table of them comes first.
static void put_cover(Html *html, const View *views, size_t n)
{
    static const char *const heads[] = {"Case", "Title", "Law as of", "Finding", "Gate"};
    html_raw(html, "<header>\n");
    buf_addf(html->out, "<h1>%zu decisions</h1>\n</header>\n", n);
    html_table(html, "cover", heads, countof(heads));
    for (size_t i = 0; i < n; i++) {
        html->view = &views[i];
        html->number = i + 1;
        put_cover_row(html);
    }
    html_raw(html, "</tbody></table>\n");
    html_gate_legend(html);
}

void to_html(Buf *out, const Json *const *documents, size_t n, const WriteOptions *options)
{
    if (n == 0) {
        return;
    }
    View *views = arena_array(out->arena, View, n);
    for (size_t i = 0; i < n; i++) {
        views[i] = view_of(out->arena, documents[i]);
    }
    Html html = {.out = out, .arena = out->arena, .view = views, .options = options,
                 .number = 1};
    html_head(&html, n == 1 ? title_of(views)
                            : str_format(out->arena, "%zu export control decisions", n), n);
    html_raw(&html, "<body>\n<main>\n");
    put_privilege(&html);
    if (n > 1) {
        put_cover(&html, views, n);
    }
    for (size_t i = 0; i < n; i++) {
        html.view = &views[i];
        html.number = i + 1;
        put_decision(&html, n);
    }
    html_raw(&html, "</main>\n</body>\n</html>\n");
}
