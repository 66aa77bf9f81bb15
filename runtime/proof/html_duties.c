// Sections 5 and 6 of the HTML report: flags and duties with boxes to tick, and time.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/html.h"

typedef void (*PutItem)(Html *html, const Json *item);

// Each item of a list on the lines once.
static size_t each_item(Html *html, const char *list, PutItem put)
{
    const Json *lines = view_get(html->view->statement, "lines");
    size_t n = 0;
    for (const Json *line = view_first(lines); line != NULL; line = line->next) {
        const Json *items = view_get(line, list);
        for (const Json *at = view_first(items); at != NULL; at = at->next) {
            if (view_is_first(lines, list, at)) {
                n++;
                if (put != NULL) {
                    put(html, at);
                }
            }
        }
    }
    return n;
}

static void put_box(Html *html)
{
    html_raw(html, "<li><span class=\"box\" role=\"img\" aria-label=\"to be ticked\">"
                   "</span>");
}

static void put_flag(Html *html, const Json *flag)
{
    Str code = view_text(flag, "code");
    bool open = view_true(flag, "open");
    if (open) {
        put_box(html);
    } else {
        html_raw(html, "<li>");
    }
    html_raw(html, "<b>");
    html_text(html, view_title(html->view, "word:", view_text(flag, "flag")));
    html_raw(html, "</b> ");
    html_badge(html, open ? "hold" : "plain", code.len > 0 ? code : view_text(flag, "flag"));
    html_raw(html, view_true(flag, "certain") ? "" : " <span class=\"meta\">"
                                                     "perhaps</span>");
    html_raw(html, " <span class=\"meta\">");
    html_text(html, view_version(html->view, flag));
    html_raw(html, open ? " · facts <code>" : "</span> resolved by ");
    html_text(html, open ? view_text(flag, "basis")
                         : view_strings(html->arena, view_get(flag, "resolved_by"), ", "));
    html_raw(html, open ? "</code></span></li>\n" : "</li>\n");
}

static void put_certain_flag(Html *html, const Json *flag)
{
    if (!view_true(flag, "open") || view_true(flag, "certain")) {
        put_flag(html, flag);
    }
}

// Many that what is missing may raise are said in one line.
static void put_flags(Html *html)
{
    size_t possible = view_possible_flags(html->view);
    bool fold = possible > VIEW_FLAGS_MOST;
    html_raw(html, "<h3>Red flags</h3>\n<ul class=\"check\">\n");
    each_item(html, "flags", fold ? put_certain_flag : put_flag);
    if (fold) {
        html_raw(html, "<li>");
        html_text(html, str_format(html->arena, "%zu are possible, as the missing facts turn "
                                                "out: %.*s", possible,
                                   STR_ARG(view_possible_codes(html->view))));
        html_raw(html, "</li>\n");
    }
    html_raw(html, "</ul>\n");
}

static void put_duty(Html *html, const Json *duty)
{
    Str code = view_text(duty, "code");
    bool open = view_true(duty, "open");
    put_box(html);
    html_raw(html, "<b>");
    html_text(html, view_duty(html->view, duty));
    html_raw(html, "</b>: ");
    html_text(html, view_duty_when(html->view, duty));
    html_raw(html, " ");
    html_badge(html, open ? "hold" : "plain", code.len > 0 ? code : view_text(duty, "duty"));
    html_raw(html, open ? " open" : " does not hold the order");
    html_raw(html, " <span class=\"meta\">");
    html_text(html, view_version(html->view, duty));
    html_raw(html, "</span></li>\n");
}

// What a license held covers, and what the export filing of each line reports.
static void put_filings(Html *html)
{
    const Json *lines = view_get(html->view->statement, "lines");
    bool said = false;
    for (const Json *line = view_first(lines); line != NULL; line = line->next) {
        Str covered = view_covered(html->view, line), filing = view_filing(html->view, line);
        if (covered.len == 0 && filing.len == 0) {
            continue;
        }
        html_raw(html, said ? "" : "<h3>Licenses held and export filing</h3>\n"
                                   "<ul class=\"plain\">\n");
        said = true;
        html_raw(html, "<li><b>");
        html_text(html, html_line_name(html, line));
        html_raw(html, "</b>: ");
        html_text(html, covered.len > 0 ? STR("license ") : STR_NONE);
        html_text(html, covered);
        html_raw(html, covered.len > 0 && filing.len > 0 ? "; " : "");
        html_text(html, filing.len > 0 ? STR("filing ") : STR_NONE);
        html_text(html, filing);
        html_raw(html, "</li>\n");
    }
    html_raw(html, said ? "</ul>\n" : "");
}

void html_duties(Html *html)
{
    size_t flags = each_item(html, "flags", NULL);
    size_t duties = each_item(html, "duties", NULL);
    html_section(html, 5, "Duties and red flags");
    if (flags > 0) {
        put_flags(html);
    }
    if (duties > 0) {
        html_raw(html, "<h3>Duties</h3>\n<ul class=\"check\">\n");
        each_item(html, "duties", put_duty);
        html_raw(html, "</ul>\n<p class=\"meta\">Days are calendar days, counted from the "
                       "day "
                       "named.</p>\n");
    }
    put_filings(html);
    if (flags + duties == 0) {
        html_raw(html, "<p>None.</p>\n");
    } else {
        html_raw(html, "<div class=\"sign\"><div>Name and function</div><div>"
                       "Signature</div>"
                       "<div>Date</div></div>\n");
    }
    html_raw(html, "</section>\n");
}

// -- time ---------------------------------------------------------------------------------

static void put_not_in_force(Html *html)
{
    static const char *const heads[] = {"Provision", "What it is", "Speaks of", "Result"};
    const View *view = html->view;
    const Json *list = view_get(view->statement, "not_in_force");
    if (list == NULL || list->n == 0) {
        return;
    }
    html_raw(html, "<h3>Suspended, not enforced or proposed, and the result without the "
                   "stay or "
                   "under the proposal</h3>\n");
    html_table(html, "notinforce", heads, countof(heads));
    for (const Json *at = list->first; at != NULL; at = at->next) {
        Str label = view_text(at, "provision");
        Str proposed = view_told(view, "proposed:", label);
        Str targets = view_cited_list(view, view_get(at, "targets"), SIZE_MAX);
        html_raw(html, "<tr><td>");
        html_text(html, view_version(html->view, at));
        html_raw(html, "</td><td>");
        html_text(html, view_is(at, "why", "proposed") ? STR("not law: ") : STR_NONE);
        html_text(html, proposed.len > 0 ? proposed : view_told(view, "", label));
        html_raw(html, "</td>");
        html_cell(html, targets.len > 0 ? targets : STR("–"));
        html_cell(html, view_verdict(view, view_get(at, "would_be")));
        html_raw(html, "</tr>\n");
    }
    html_raw(html, "</tbody></table>\n");
}

void html_time(Html *html)
{
    const Json *statement = html->view->statement;
    Str until = view_text(statement, "valid.result_until");
    Str after = view_text(statement, "valid.unverified_after");
    html_section(html, 6, "Time");
    html_time_line(html);
    html_raw(html, "<p class=\"meta\">Filled: in force. Dashed outline: not in force. "
                   "Hatched: after "
                   "the day to which the text was read. A point at the end: no end is "
                   "said.</p>\n");
    html_raw(html, "<p>");
    if (until.len > 0) {
        html_days(html, "The same facts give this result through ", until);
        html_raw(html, "; ");
        html_raw(html, view_after(html->view));
    } else {
        html_raw(html, "No later change of this result is known from the text read.");
    }
    html_days(html, " Nothing is verified after ", after);
    html_raw(html, after.len > 0 ? "." : "");
    html_raw(html, "</p>\n");
    put_not_in_force(html);
    html_raw(html, "</section>\n");
}
