// Sections 7 to 9 of the HTML report: limits, changes by hand, and the record to replay from.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/html.h"

static void put_list(Html *html, const char *heading, const Json *list)
{
    if (list == NULL || list->n == 0) {
        return;
    }
    buf_addf(html->out, "<h3>%s</h3>\n<ul class=\"plain\">", heading);
    for (const Json *at = list->first; at != NULL; at = at->next) {
        html_element(html, "li", NULL, view_title(html->view, "word:", at->text));
    }
    html_raw(html, "</ul>\n");
}

static void put_marks(Html *html, const char *heading, const Json *list)
{
    if (list == NULL || list->n == 0) {
        return;
    }
    buf_addf(html->out, "<h3>%s (%zu)</h3>\n<ul class=\"plain\">", heading, list->n);
    for (const Json *at = list->first; at != NULL; at = at->next) {
        size_t more;
        if (!view_mark_is_first(list, at, &more)) {
            continue;
        }
        html_raw(html, "<li><b>");
        html_text(html, view_mark_name(html->view, at));
        if (more > 0) {
            buf_addf(html->out, " and %zu more", more);
        }
        html_raw(html, "</b>: ");
        html_text(html, view_text(at, "text"));
        html_raw(html, "</li>");
    }
    html_raw(html, "</ul>\n");
}

static void put_conflicts(Html *html)
{
    const View *view = html->view;
    const Json *list = view_get(view->statement, "conflicts");
    if (list == NULL || list->n == 0) {
        return;
    }
    html_raw(html, "<h3>Provisions that conflict as written</h3>\n<ul class=\"plain\">");
    for (const Json *at = list->first; at != NULL; at = at->next) {
        Str place = view_text(at, "place");
        html_raw(html, "<li>");
        html_text(html, view_text(at, "line"));
        html_raw(html, ": ");
        html_text(html, view_strings(html->arena, view_get(at, "provisions"), ", "));
        html_raw(html, place.len > 0 ? "two cases of " : " (");
        html_text(html, place.len > 0
                            ? place
                            : view_words(view, view_get(at, "policies"), "word:", ", "));
        html_raw(html, place.len > 0 ? " hold and differ</li>" : ")</li>");
    }
    html_raw(html, "</ul>\n");
}

static void put_tables(Html *html)
{
    static const char *const heads[] = {"List", "Complete through", "Digest"};
    const Json *list = view_get(html->view->statement, "law.tables");
    if (list == NULL || list->n == 0) {
        return;
    }
    html_raw(html, "<h3>Lists read</h3>\n");
    html_table(html, "lists", heads, countof(heads));
    for (const Json *at = list->first; at != NULL; at = at->next) {
        html_raw(html, "<tr>");
        html_cell(html, view_title(html->view, "table:", view_text(at, "name")));
        html_raw(html, "<td>");
        html_date(html, view_text(at, "complete_through"));
        html_raw(html, "</td><td><code>");
        html_text(html, view_short_id(html->arena, view_text(at, "digest")));
        html_raw(html, "</code></td></tr>\n");
    }
    html_raw(html, "</tbody></table>\n");
}

void html_limits(Html *html)
{
    const Json *statement = html->view->statement;
    html_section(html, 7, "Limits");
    put_list(html, "Not checked", view_get(statement, "not_checked"));
    put_marks(html, "Unverified points on which this answer rests",
              view_get(statement, "unverified"));
    put_marks(html, "Doubtful days", view_get(statement, "doubts"));
    put_conflicts(html);
    put_tables(html);
    html_raw(html, "</section>\n");
}

static void put_resolution(Html *html, const Json *resolution)
{
    Str why = view_void(resolution), line = view_text(resolution, "line");
    html_raw(html, "<tr><td>");
    html_text(html, view_resolved_flag(resolution));
    html_text(html, line.len > 0 ? STR(" on ") : STR_NONE);
    html_text(html, line);
    html_raw(html, "</td><td>");
    html_text(html, view_text(resolution, "outcome"));
    html_raw(html, why.len > 0 ? "; void: " : "; closes the flag");
    html_text(html, why);
    html_raw(html, "</td>");
    html_cell(html, view_text(resolution, "by"));
    html_cell(html, view_text(resolution, "second_by"));
    html_raw(html, "<td>");
    html_date(html, view_text(resolution, "on"));
    html_raw(html, ", ");
    html_date(html, view_text(resolution, "until"));
    html_raw(html, "</td><td>");
    html_text(html, view_text(resolution, "evidence"));
    html_raw(html, " <span class=\"meta\">facts <code>");
    html_text(html, view_short_id(html->arena, view_text(resolution, "facts")));
    html_raw(html, "</code></span></td></tr>\n");
}

// Rows to be filled in by hand: the flags that are open.
static size_t put_blank_rows(Html *html)
{
    const Json *lines = view_get(html->view->statement, "lines");
    size_t n = 0;
    for (const Json *line = view_first(lines); line != NULL; line = line->next) {
        for (const Json *at = view_first(view_get(line, "flags")); at != NULL; at = at->next) {
            Str code = view_text(at, "code");
            if (view_true(at, "open") && view_is_first(lines, "flags", at)) {
                n++;
                html_raw(html, "<tr>");
                html_cell(html, code.len > 0 ? code : view_text(at, "flag"));
                html_raw(html, "<td></td><td></td><td></td><td></td><td></td></tr>\n");
            }
        }
    }
    return n;
}

void html_changes(Html *html)
{
    static const char *const heads[] = {"Flag", "Outcome", "By", "Second person", "On, until",
                                        "Evidence"};
    const Json *list = view_get(html->view->statement, "resolutions");
    html_section(html, 8, "Changes");
    html_raw(html, list != NULL && list->n > 0
                       ? "<p class=\"meta\">Resolutions given with the facts. Each counts only "
                         "for the facts whose digest it quotes: a change of these facts opens "
                         "the flag again.</p>\n"
                       : "<p class=\"meta\">No resolution was given with the facts. A change of "
                         "the facts makes another decision.</p>\n");
    html_table(html, "blank", heads, countof(heads));
    for (const Json *at = view_first(list); at != NULL; at = at->next) {
        put_resolution(html, at);
    }
    if (put_blank_rows(html) == 0 && (list == NULL || list->n == 0)) {
        html_raw(html, "<tr><td></td><td></td><td></td><td></td><td></td><td></td></tr>\n");
    }
    html_raw(html, "</tbody></table></section>\n");
}

// JSON inside of a script element: '<' is written as an escape, so nothing can end it.
static void put_document(Html *html)
{
    Buf json;
    buf_init(&json, html->arena);
    json_print(&json, html->view->document);
    Str text = buf_done(&json);
    buf_addf(html->out, "<script type=\"application/json\" "
                        "id=\"d%zu-json\">", html->number);
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '<') {
            html_raw(html, "\\u003c");
        } else {
            buf_char(html->out, text.at[i]);
        }
    }
    html_raw(html, "</script>\n");
}

static void put_code_row(Html *html, const char *name, Str text)
{
    if (text.len > 0) {
        buf_addf(html->out, "<div><dt>%s</dt><dd><code>", name);
        html_text(html, text);
        html_raw(html, "</code></dd></div>");
    }
}

static void put_provisions(Html *html)
{
    const Json *list = view_get(html->view->statement, "depends_on.provisions");
    const Json *rows = view_get(html->view->statement, "depends_on.rows");
    if (list != NULL && list->n > 0) {
        html_raw(html, "<p class=\"meta\">Provisions read: ");
        for (const Json *at = list->first; at != NULL; at = at->next) {
            Str version = view_text(at, "version");
            html_raw(html, at != list->first ? " · " : "");
            html_text(html, view_text(at, "label"));
            html_days(html, " of ", version);
        }
        html_raw(html, "</p>\n");
    }
    if (rows != NULL && rows->n > 0) {
        html_raw(html, "<p class=\"meta\">Rows of lists read: ");
        html_text(html, view_strings(html->arena, rows, " · "));
        html_raw(html, "</p>\n");
    }
}

void html_record(Html *html)
{
    const Json *document = html->view->document, *statement = html->view->statement;
    html_section(html, 9, "Record");
    html_raw(html, "<dl class=\"facts\">");
    put_code_row(html, "Decision", view_text(document, "id"));
    put_code_row(html, "Policy", view_text(statement, "law.policy.source"));
    put_code_row(html, "Facts", view_text(statement, "case.facts"));
    html_row(html, "Policy modules",
             view_strings(html->arena, view_get(statement, "law.policy.roots"), ", "));
    html_row(html, "Decided", view_text(document, "record.decided_at"));
    html_row(html, "Engine", view_text(document, "record.engine"));
    html_row(html, "Exit status", view_text(statement, "exit"));
    html_raw(html, "</dl>\n");
    put_provisions(html);
    html_raw(html, "<p>The same facts, policy and date give the same statement, byte for "
                   "byte; its "
                   "SHA-256 in canonical form (RFC 8785) is the decision number above. "
                   "The decision "
                   "document is embedded in this file.</p>\n");
    put_document(html);
    html_raw(html, "</section>\n");
}
