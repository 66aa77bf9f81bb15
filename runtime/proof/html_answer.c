// Sections 1 and 2 of the HTML report: the answer, and the facts it relies on.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/html.h"

static void put_finding(Html *html, const Json *regime, bool named)
{
    const View *view = html->view;
    const Json *text = view_get(regime, "in_text");
    Str title = view_text(regime, "title");
    html_raw(html, "<p class=\"finding\">");
    html_text(html, view_capitals(view, view_text(regime, "finding")));
    html_raw(html, "</p>\n<p class=\"said\">");
    html_text(html, view_answer(view, regime));
    html_raw(html, "</p>\n");
    if (named) {
        html_element(html, "p", "meta", title.len > 0 ? title : view_text(regime, "name"));
    }
    if (text != NULL && text->kind == JSON_OBJECT) {
        html_raw(html, "<p class=\"meta\">As the text stands, enforcement left aside: ");
        html_text(html, view_verdict(view, text));
        html_raw(html, "</p>\n");
    }
    if (view_true(regime, "open_subjects")) {
        html_raw(html, "<p class=\"meta\">The list of lines may be incomplete.</p>\n");
    }
}

static void put_answer_box(Html *html)
{
    const View *view = html->view;
    const Json *regimes = view_get(view->statement, "regimes");
    bool several = regimes != NULL && regimes->n > 1;
    Str gate = view_gate(view);
    buf_addf(html->out, "<div class=\"answer %.*s\">\n", STR_ARG(gate));
    for (const Json *at = view_first(regimes); at != NULL; at = at->next) {
        put_finding(html, at, several);
    }
    html_raw(html, "<p class=\"gate\">");
    html_badge(html, "", view_capitals(view, gate));
    html_raw(html, " ");
    html_text(html, view_gate_reason(view));
    html_raw(html, "</p>\n</div>\n");
}

static void put_warnings(Html *html)
{
    const Json *law = view_get(html->view->statement, "law");
    if (view_true(law, "what_if")) {
        html_raw(html, "<p class=\"warn\">What if: the facts give another date than the "
                       "law asked "
                       "for.</p>\n");
    }
    if (view_true(law, "past_known")) {
        html_raw(html, "<p class=\"warn\">Not verified: the text was not read as far as "
                       "this "
                       "date.</p>\n");
    }
    if (view_count(law, "assumed") > 0) {
        html_raw(html, "<p class=\"warn\">Assumed, though not law: ");
        html_text(html, view_strings(html->arena, view_get(law, "assumed"), ", "));
        html_raw(html, "</p>\n");
    }
}

// What the words of the column mean to who reads the report alone.
void html_gate_legend(Html *html)
{
    html_raw(html, "<p class=\"meta\">Gate: <b>proceed</b>, nothing stands in the way; "
                   "<b>hold</b>, not before open questions, red flags and duties are "
                   "settled; "
                   "<b>stop</b>, not without a license, or not at all.</p>\n");
}

static void put_lines(Html *html)
{
    static const char *const heads[] = {"Line", "Regime", "Class", "Finding", "Gate",
                                        "Reason codes"};
    const View *view = html->view;
    const Json *lines = view_get(view->statement, "lines");
    if (lines == NULL || lines->n == 0) {
        return;
    }
    html_table(html, "lines", heads, countof(heads));
    for (const Json *at = lines->first; at != NULL; at = at->next) {
        Str sure = view_strings(html->arena, view_get(at, "classification.sure"), ", ");
        html_raw(html, "<tr>");
        html_element(html, "th", "row", html_line_name(html, at));
        html_cell(html, view_title(view, "regime:", view_text(at, "regime")));
        html_cell(html, sure.len > 0 ? sure : STR("–"));
        html_cell(html, view_capitals(view, view_text(at, "finding")));
        html_raw(html, "<td>");
        html_badge(html, str_is(view_text(at, "gate"), "stop")   ? "stop"
                         : str_is(view_text(at, "gate"), "hold") ? "hold"
                                                                 : "proceed",
                   view_text(at, "gate"));
        html_raw(html, "</td>");
        html_cell(html, view_strings(html->arena, view_get(at, "codes"), ", "));
        html_raw(html, "</tr>\n");
    }
    html_raw(html, "</tbody></table>\n");
    html_gate_legend(html);
}

void html_answer(Html *html)
{
    const Json *statement = html->view->statement, *law = view_get(statement, "law");
    Str until = view_text(statement, "valid.result_until");
    html_section(html, 1, "Answer");
    put_answer_box(html);
    put_warnings(html);
    html_raw(html, "<dl class=\"facts\">");
    html_row(html, "Law as of", view_text(law, "as_of").len > 0 ? view_text(law, "as_of")
                                                                : STR("a day that is "
                                                                      "not known"));
    html_row(html, "Date taken from", view_text(law, "as_of_from"));
    html_row(html, "Text read to", view_text(law, "known_to"));
    html_row(html, "Law applied", view_is(law, "world", "text") ? STR("as written")
                                                                : STR("as enforced"));
    html_row(html, "Same result through", until.len > 0 ? until : STR("no later change "
                                                                      "known"));
    html_raw(html, "</dl>\n");
    put_lines(html);
    html_raw(html, "</section>\n");
}

// -- facts --------------------------------------------------------------------------------

enum { FOR_MOST = 12 }; // provisions that a missing fact decides for

static Str attested_by(Html *html, Str pointer, Str value)
{
    const Json *packs = view_get(html->view->statement, "attested");
    for (const Json *at = view_first(packs); at != NULL; at = at->next) {
        const Json *facts = view_get(at, "facts");
        for (const Json *fact = view_first(facts); fact != NULL; fact = fact->next) {
            if (str_eq(fact->text, pointer)) {
                Str until = view_text(at, "until");
                return str_format(html->arena, "%.*s, by %.*s on %.*s%s%.*s",
                                  STR_ARG(view_text(at, "pack")), STR_ARG(view_text(at, "by")),
                                  STR_ARG(view_text(at, "on")), until.len > 0 ? ", until " : "",
                                  STR_ARG(until));
            }
        }
    }
    return str_is(value, "not done") ? STR("–") : STR("as given");
}

static void put_fact(Html *html, Str pointer)
{
    Str title = view_told(html->view, "fact:", pointer);
    Str value = view_told(html->view, "value:", pointer);
    html_raw(html, "<tr><td>");
    html_text(html, title);
    html_raw(html, title.len > 0 ? "<br>" : "");
    html_element(html, "code", NULL, pointer);
    html_raw(html, "</td>");
    html_cell(html, value.len > 0 ? value : STR("not known"));
    html_cell(html, value.len > 0 ? attested_by(html, pointer, value) : STR("–"));
    html_raw(html, "</tr>\n");
}

static void put_missing(Html *html)
{
    static const char *const heads[] = {"Asked", "Unit", "State", "Decides for"};
    const Json *missing = view_get(html->view->statement, "missing");
    if (missing == NULL || missing->n == 0) {
        return;
    }
    html_raw(html, "<h3>Not given, and what it would settle</h3>\n");
    html_table(html, "missing", heads, countof(heads));
    for (const Json *at = missing->first; at != NULL; at = at->next) {
        Str ask = view_text(at, "ask"), unit = view_text(at, "unit");
        html_raw(html, "<tr><td>");
        html_text(html, ask);
        html_raw(html, ask.len > 0 ? "<br>" : "");
        html_element(html, "code", NULL, view_text(at, "fact"));
        html_raw(html, "</td>");
        html_cell(html, unit.len > 0 ? unit : STR("–"));
        html_cell(html, view_state(html->view, at));
        html_cell(html, view_cited_list(html->view, view_get(at, "for"), FOR_MOST));
        html_raw(html, "</tr>\n");
    }
    html_raw(html, "</tbody></table>\n");
}

void html_facts(Html *html)
{
    static const char *const heads[] = {"Fact", "Value", "Who said so"};
    const Json *facts = view_get(html->view->statement, "depends_on.facts");
    html_section(html, 2, "Relied on");
    if (facts != NULL && facts->n > 0) {
        html_raw(html, "<p class=\"meta\">Only these facts can change the answer.</p>\n");
        html_table(html, "relied", heads, countof(heads));
        for (const Json *at = facts->first; at != NULL; at = at->next) {
            put_fact(html, at->text);
        }
        html_raw(html, "</tbody></table>\n");
    } else {
        html_raw(html, "<p>No fact was needed.</p>\n");
    }
    put_missing(html);
    html_raw(html, "</section>\n");
}
