// Sections 3 and 4 of the HTML report: the reasoning by line, and the exceptions tried.
//
// Left: label, version, citation, link to the text of the day. Right: the condition as
// enumerated in the law, each limb marked; margins with bars.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/html.h"

static void put_span(Html *html, const Json *item)
{
    Str version = view_text(item, "version");
    Str until = view_told(html->view, "until:", view_text(item, "provision"));
    if (version.len > 0 || until.len > 0) {
        html_raw(html, "<span>");
        html_days(html, "from ", version);
        html_days(html, " until ", until);
        html_raw(html, "</span>");
    }
}

// The left column of a provision.
static void put_aside(Html *html, const Json *item)
{
    Str label = view_text(item, "provision"), cite = view_text(item, "cite");
    Str source = view_text(item, "fr"), code = view_text(item, "code");
    cite = cite.len > 0 ? cite : view_told(html->view, "cites:", label);
    source = source.len > 0 ? source : view_told(html->view, "source:", label);
    html_raw(html, "<div class=\"prov\"><aside>");
    html_element(html, "span", "label", label.len > 0 ? label : STR("No provision"));
    put_span(html, item);
    if (cite.len > 0) {
        html_raw(html, "<span>");
        html_cite(html, cite);
        html_raw(html, "</span>");
    }
    if (source.len > 0) {
        html_element(html, "span", NULL, source);
    }
    if (code.len > 0) {
        html_badge(html, "plain", code);
    }
    html_raw(html, "</aside><div>");
}

static void put_title(Html *html, const Json *item, Str reason)
{
    Str title = view_told(html->view, "", view_text(item, "provision"));
    html_raw(html, "<p class=\"title\">");
    html_text(html, title);
    html_raw(html, title.len > 0 && reason.len > 0 ? ": " : "");
    html_text(html, reason);
    html_raw(html, "</p>\n");
}

static void put_note(Html *html, const Json *item)
{
    Str note = view_told(html->view, "note:", view_text(item, "provision"));
    if (note.len > 0) {
        html_element(html, "p", "meta", note);
    }
}

static void put_reason(Html *html, const Json *line, const Json *reason)
{
    const View *view = html->view;
    Str word = view_text(reason, "for"), review = view_text(reason, "review");
    put_aside(html, reason);
    put_title(html, reason, word.len > 0 ? view_title(view, "word:", word) : word);
    html_raw(html, view_is(reason, "effect", "prohibits") ? "<p>Prohibits" : "<p>Requires");
    html_raw(html, view_true(reason, "certain") ? ", and nothing lifts it."
                                                : ", if what is unknown turns out so.");
    if (view_true(line, "review.conflict")) {
        html_raw(html, " As written, the provisions on the review of an application conflict.");
    } else if (review.len > 0) {
        html_raw(html, " An application is reviewed under a ");
        html_text(html, view_title(view, "word:", review));
        html_raw(html, ".");
    }
    html_raw(html, "</p>\n");
    html_proof(html, line, reason, "act");
    put_note(html, reason);
    html_raw(html, "</div></div>\n");
}

static void put_allowance(Html *html, const Json *line, const Json *allowance)
{
    Str word = view_text(allowance, "word");
    put_aside(html, allowance);
    if (view_is(allowance, "what", "not_required")) {
        html_raw(html, "<p>No provision that was looked at requires a license or prohibits.</p>\n");
    } else {
        put_title(html, allowance,
                  word.len > 0 ? view_title(html->view, "word:", word) : word);
        html_proof(html, line, allowance, "act");
        put_note(html, allowance);
    }
    html_raw(html, "</div></div>\n");
}

static void put_class(Html *html, const Json *line, Str label, bool sure)
{
    Json *item = json_object(html->arena);
    json_set(item, STR("provision"), json_string(html->arena, label));
    put_aside(html, item);
    put_title(html, item, sure ? STR("the item is classified here")
                               : STR("the item may be classified here"));
    html_proof(html, line, item, "act");
    html_raw(html, "</div></div>\n");
}

static void put_classes(Html *html, const Json *line)
{
    const Json *sure = view_get(line, "classification.sure");
    const Json *possible = view_get(line, "classification.possible");
    for (const Json *at = view_first(sure); at != NULL; at = at->next) {
        put_class(html, line, at->text, true);
    }
    for (const Json *at = view_first(possible); at != NULL; at = at->next) {
        put_class(html, line, at->text, false);
    }
    Str asserted = view_text(line, "classification.asserted");
    const Json *agrees = view_get(line, "classification.agrees");
    if (asserted.len > 0 && agrees != NULL && agrees->kind == JSON_FALSE) {
        html_raw(html, "<p class=\"warn\">The facts state the class ");
        html_text(html, asserted);
        html_raw(html, "; the encoded entries say otherwise.</p>\n");
    }
}

static void put_margins(Html *html, const Json *line)
{
    static const char *const heads[] = {"Test", "Value", "Limit and margin", ""};
    const View *view = html->view;
    const Json *margins = view_get(line, "margins");
    if (margins == NULL || margins->n == 0) {
        return;
    }
    html_raw(html, "<h3>Margins to each threshold</h3>\n");
    html_table(html, "margins", heads, countof(heads));
    for (const Json *at = margins->first; at != NULL; at = at->next) {
        const Json *same = margins->first;
        while (same != at && !view_same_margin(same, at)) {
            same = same->next;
        }
        if (same != at) {
            continue;
        }
        Str unit = view_text(at, "unit");
        html_raw(html, "<tr><td>");
        html_text(html, view_text(at, "provision"));
        html_raw(html, " ");
        html_text(html, view_text(at, "limb"));
        html_raw(html, "</td><td style=\"white-space:nowrap\">");
        html_text(html, view_amount(html->arena, view_text(at, "value"), unit));
        html_raw(html, "</td><td>");
        html_text(html, view_margin(view, at));
        html_raw(html, "</td><td style=\"width:30%\">");
        html_margin_bar(html, at);
        html_raw(html, "</td></tr>\n");
    }
    html_raw(html, "</tbody></table>\n");
}

static void put_unsettled(Html *html, const Json *line)
{
    const Json *list = view_get(line, "undetermined");
    if (list == NULL || list->n == 0) {
        return;
    }
    html_raw(html, "<h3>What keeps it from being settled</h3>\n<ul class=\"plain\">");
    for (const Json *at = list->first; at != NULL; at = at->next) {
        html_raw(html, "<li>");
        html_text(html, view_undetermined(html->view, at));
        html_raw(html, "</li>");
    }
    html_raw(html, "</ul>\n");
}

static void put_line_head(Html *html, const Json *line)
{
    html_raw(html, "<h3>");
    html_text(html, html_line_name(html, line));
    html_raw(html, " <span class=\"id\">· ");
    html_text(html, view_title(html->view, "regime:", view_text(line, "regime")));
    html_raw(html, " · ");
    html_text(html, view_capitals(html->view, view_text(line, "finding")));
    html_raw(html, "</span></h3>\n");
}

static void put_line(Html *html, const Json *line)
{
    const Json *same = html_same_line(html, line);
    put_line_head(html, line);
    if (same != NULL) {
        html_raw(html, "<p>The same provisions as for ");
        html_text(html, html_line_name(html, same));
        html_raw(html, ".</p>\n");
        put_margins(html, line);
        return;
    }
    const Json *reasons = view_get(line, "reasons"), *allowed = view_get(line, "allowed_by");
    put_classes(html, line);
    for (const Json *at = view_first(reasons); at != NULL; at = at->next) {
        put_reason(html, line, at);
    }
    for (const Json *at = view_first(allowed); at != NULL; at = at->next) {
        put_allowance(html, line, at);
    }
    put_margins(html, line);
    put_unsettled(html, line);
}

void html_reasons(Html *html)
{
    const Json *lines = view_get(html->view->statement, "lines");
    html_section(html, 3, "Reasoning");
    for (const Json *at = view_first(lines); at != NULL; at = at->next) {
        put_line(html, at);
    }
    html_raw(html, "</section>\n");
}

// -- exceptions ---------------------------------------------------------------------------

static void put_exception(Html *html, const Json *line, const Json *exception)
{
    Str title = view_text(exception, "title"), fails = view_fails(html->view, exception);
    put_aside(html, exception);
    html_raw(html, "<p class=\"title\">");
    html_text(html, title);
    html_raw(html, " ");
    html_badge(html, view_is(exception, "applies", "yes") ? "proceed" : "plain",
               str_of(view_applies(view_text(exception, "applies"))));
    html_raw(html, "</p>\n<p class=\"meta\">for the requirement of ");
    html_text(html, view_text(exception, "of"));
    html_raw(html, "</p>\n");
    if (!html_proof(html, line, exception, "act") && fails.len > 0) {
        html_element(html, "p", NULL, fails);
    }
    html_raw(html, "</div></div>\n");
}

void html_exceptions(Html *html)
{
    const Json *lines = view_get(html->view->statement, "lines");
    bool any = false;
    html_section(html, 4, "Exceptions, each tried");
    for (const Json *line = view_first(lines); line != NULL; line = line->next) {
        const Json *list = view_get(line, "exceptions");
        if (list == NULL || list->n == 0 || html_same_line(html, line) != NULL) {
            continue;
        }
        any = true;
        put_line_head(html, line);
        for (const Json *at = list->first; at != NULL; at = at->next) {
            put_exception(html, line, at);
        }
    }
    html_raw(html, any ? "</section>\n"
                       : "<p>No requirement is active that an exception could meet.</p>\n"
                         "</section>\n");
}
