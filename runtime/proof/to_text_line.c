// Text of one line: class and margins, what requires or allows, review, exceptions tried.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/utf8.h"
#include "runtime/proof/to_text.h"

enum { WHAT = 4, MOST_LABEL = 34, MARGINS_MOST = 12, CLASSES_MOST = 4 };

// The parts of a line are numbered; a part says its name once.
typedef struct Part {
    const Page *page;
    const View *view;
    unsigned n;
    size_t column; // where provisions' texts begin
} Part;

static void put_what(Part *part, const char *what)
{
    page_entry(part->page, 2, str_format(part->view->arena, "%u %s", ++part->n, what), 0,
               STR_NONE, INK_BOLD);
}

static void put_row(const Part *part, Str label, Str text)
{
    page_entry(part->page, WHAT, label, part->column, text, INK_PLAIN);
}

static void put_margin(const Part *part, const Json *margin)
{
    const View *view = part->view;
    Str unit = view_text(margin, "unit"), limb = view_text(margin, "limb");
    Str label = str_format(view->arena, "%.*s%s%.*s", STR_ARG(view_text(margin, "provision")),
                           limb.len > 0 ? " " : "", STR_ARG(limb));
    put_row(part, label,
            str_format(view->arena, "%.*s, %.*s",
                       STR_ARG(view_amount(view->arena, view_text(margin, "value"), unit)),
                       STR_ARG(view_margin(view, margin))));
}

static void put_classes(const Part *part, const Json *labels, const char *doubt)
{
    for (const Json *at = view_first(labels); at != NULL; at = at->next) {
        Str title = view_told(part->view, "", at->text);
        put_row(part, at->text,
                str_format(part->view->arena, "%s%s%.*s", doubt,
                           *doubt != '\0' && title.len > 0 ? ": " : "", STR_ARG(title)));
    }
}

// Many classes that what is missing may give: how many, and their labels.
static void put_possible_classes(const Part *part, const Json *labels)
{
    if (labels == NULL || labels->n <= CLASSES_MOST) {
        put_classes(part, labels, "perhaps");
        return;
    }
    put_row(part, STR("perhaps"),
            str_format(part->view->arena, "%zu are not ruled out: %.*s", labels->n,
                       STR_ARG(view_strings(part->view->arena, labels, ", "))));
}

static void put_asserted(const Part *part, const Json *line)
{
    Str asserted = view_text(line, "classification.asserted");
    const Json *agrees = view_get(line, "classification.agrees");
    if (asserted.len == 0) {
        return;
    }
    const char *said = agrees == NULL || agrees->kind == JSON_NULL
                           ? "no rule settles whether it is"
                       : agrees->kind == JSON_TRUE ? "agrees" : "DIFFERS";
    put_row(part, STR("as stated"),
            str_format(part->view->arena, "%.*s: %s", STR_ARG(asserted), said));
}

// Once a class is found, the distances to other classes are for the full document only.
static bool margin_matters(const Json *line, const Json *sure, const Json *margin)
{
    bool own = str_eq(view_text(margin, "subject"), view_text(line, "id"));
    bool found = sure == NULL || sure->n == 0 || !own;
    for (const Json *at = view_first(sure); at != NULL; at = at->next) {
        found = found || str_eq(at->text, view_text(margin, "provision"));
    }
    return found;
}

// Those that the answer rests on, as far as a screen bears; all stand in the document.
static void put_margins(const Part *part, const Json *line)
{
    const Json *list = view_get(line, "margins"), *sure = view_get(line, "classification.sure");
    size_t shown = 0, left = 0;
    for (const Json *at = view_first(list); at != NULL; at = at->next) {
        const Json *same = list->first;
        while (same != at && !(margin_matters(line, sure, same) && view_same_margin(same, at))) {
            same = same->next;
        }
        if (!margin_matters(line, sure, at) || same != at) {
            continue;
        }
        if (shown < MARGINS_MOST) {
            put_margin(part, at);
            shown++;
        } else {
            left++;
        }
    }
    if (left > 0) {
        put_row(part, STR_NONE, str_format(part->view->arena, "and %zu more test%s", left, left == 1 ? "" : "s"));
    }
}

static void put_class(Part *part, const Json *line)
{
    const Json *sure = view_get(line, "classification.sure");
    const Json *possible = view_get(line, "classification.possible");
    size_t margins = view_count(line, "margins");
    bool stated = view_text(line, "classification.asserted").len > 0;
    if (sure == NULL || sure->n + possible->n + margins == 0) {
        if (!stated) {
            return;
        }
    }
    put_what(part, "Class");
    put_classes(part, sure, "");
    put_possible_classes(part, possible);
    put_asserted(part, line);
    put_margins(part, line);
}

// "15 CFR 742.6(a)(6)(iii), 88 FR 73458"
static Str cites_of(const View *view, const Json *item)
{
    Str cite = view_text(item, "cite"), fr = view_text(item, "fr");
    return str_format(view->arena, "%.*s%s%.*s", STR_ARG(cite),
                      cite.len > 0 && fr.len > 0 ? ", " : "", STR_ARG(fr));
}

// A provision's words: its title, what it gives as reason, its code, where it stands.
static Str provision_words(const View *view, const Json *item, Str reason)
{
    Str label = view_text(item, "provision"), title = view_told(view, "", label);
    bool cited = !str_eq(view_cited(view, label), label); // in front of the words already
    Str code = view_text(item, "code");
    Str cites = cited ? view_text(item, "fr") : cites_of(view, item);
    Buf buf;
    buf_init(&buf, view->arena);
    buf_str(&buf, title);
    if (reason.len > 0) {
        buf_text(&buf, buf.len > 0 ? ": " : "");
        buf_str(&buf, reason);
    }
    if (cites.len > 0) {
        buf_addf(&buf, "%s%.*s", buf.len > 0 ? "; " : "", STR_ARG(cites));
    }
    buf_addf(&buf, code.len > 0 ? "  [%.*s]" : "%.*s", STR_ARG(code));
    return buf_done(&buf);
}

// "perhaps: what is said", or the lead alone.
static Str led(const View *view, const char *lead, Str said)
{
    return str_format(view->arena, "%s%s%.*s", lead, said.len > 0 ? ": " : "", STR_ARG(said));
}

static void put_reasons(Part *part, const Json *line)
{
    const Json *list = view_get(line, "reasons");
    const View *view = part->view;
    for (const Json *at = view_first(list); at != NULL; at = at->next) {
        if (at == list->first) {
            put_what(part, "Because of");
        }
        Str reason = view_text(at, "for");
        Str said = provision_words(view, at,
                                   reason.len > 0 ? view_title(view, "word:", reason) : reason);
        if (view_is(at, "effect", "prohibits")) {
            said = led(view, "PROHIBITS", said);
        }
        if (!view_true(at, "certain")) {
            said = led(view, "perhaps", said);
        }
        put_row(part, view_version(view, at), said);
        Str review = view_text(at, "review");
        if (review.len > 0 && !view_true(line, "review.conflict")) {
            put_row(part, STR("  review"), view_title(view, "word:", review));
        }
    }
}

static void put_allowed(Part *part, const Json *line)
{
    const Json *list = view_get(line, "allowed_by");
    const View *view = part->view;
    for (const Json *at = view_first(list); at != NULL; at = at->next) {
        if (at == list->first) {
            bool settled = !view_is(line, "finding", "undetermined");
            put_what(part, settled ? "Allowed by" : "Allowed by, as far as is known");
        }
        if (view_is(at, "what", "not_required")) {
            put_row(part, view_text(at, "code"),
                    STR("no provision that was looked at requires a license or prohibits"));
            continue;
        }
        Str word = view_text(at, "word");
        put_row(part, view_version(view, at),
                provision_words(view, at,
                                word.len > 0 ? view_title(view, "word:", word) : word));
    }
}

static void put_review(Part *part, const Json *line)
{
    const View *view = part->view;
    Str most = view_text(line, "review.most_severe");
    Str possible = view_words(view, view_get(line, "review.possible"), "word:", ", ");
    if (most.len == 0 && possible.len == 0) {
        return;
    }
    put_what(part, "Review of an application");
    if (view_true(line, "review.conflict")) {
        put_row(part, STR("CONFLICT"),
                view_words(view, view_get(line, "review.policies"), "word:", ", "));
    } else if (most.len > 0) {
        put_row(part, STR("sure"), view_title(view, "word:", most));
    }
    if (possible.len > 0) {
        put_row(part, STR("perhaps"), possible);
    }
}

// The same provision, for another requirement and with the same outcome.
static bool tried_before(const Json *list, const Json *exception)
{
    for (const Json *at = list->first; at != exception; at = at->next) {
        if (view_same_outcome(at, exception)) {
            return true;
        }
    }
    return false;
}

static void put_exceptions(Part *part, const Json *line)
{
    const Json *list = view_get(line, "exceptions");
    const View *view = part->view;
    for (const Json *at = view_first(list); at != NULL; at = at->next) {
        if (at == list->first) {
            put_what(part, "Exceptions, each tried");
        }
        if (tried_before(list, at)) {
            continue;
        }
        Str fails = view_fails(view, at), title = view_text(at, "title");
        Str said = str_format(view->arena, "%s%s%.*s%s%.*s",
                              view_applies(view_text(at, "applies")), title.len > 0 ? " · " : "",
                              STR_ARG(title), fails.len > 0 ? " · " : "", STR_ARG(fails));
        put_row(part, view_cited(view, view_text(at, "provision")), said);
    }
}

static void put_undetermined(Part *part, const Json *line)
{
    const Json *list = view_get(line, "undetermined");
    for (const Json *at = view_first(list); at != NULL; at = at->next) {
        if (at == list->first) {
            put_what(part, "Not settled, because");
        }
        put_row(part, view_text(at, "code"), view_undetermined(part->view, at));
    }
}

static size_t label_column(const View *view, const Json *line)
{
    static const char *lists[] = {"reasons", "allowed_by"};
    size_t widest = 10;
    for (size_t i = 0; i < countof(lists); i++) {
        const Json *list = view_get(line, lists[i]);
        for (const Json *at = view_first(list); at != NULL; at = at->next) {
            size_t width = utf8_width(view_version(view, at));
            widest = width > widest ? width : widest;
        }
    }
    return WHAT + 2 + (widest < MOST_LABEL ? widest : MOST_LABEL);
}

static Str line_name(const View *view, const Json *line)
{
    Str name = view_text(line, "subject.name"), id = view_text(line, "id");
    Str whole = str_is(id, "/") ? STR("the whole transaction") : id;
    return name.len == 0 ? whole
                         : str_format(view->arena, "%.*s  %.*s", STR_ARG(whole), STR_ARG(name));
}

static void put_filing(Part *part, const Json *line)
{
    Str covered = view_covered(part->view, line), filing = view_filing(part->view, line);
    if (covered.len > 0) {
        put_what(part, "Covered by a license held");
        page_text(part->page, WHAT, covered);
    }
    if (filing.len > 0) {
        put_what(part, "Export filing");
        page_text(part->page, WHAT, filing);
    }
}

void text_put_line(const Page *page, const View *view, const Json *line, const Json *same)
{
    bool several = view_count(view->statement, "regimes") > 1;
    Str finding = view_capitals(view, view_text(line, "finding"));
    Buf head;
    buf_init(&head, view->arena);
    buf_addf(&head, "Why: %.*s", STR_ARG(line_name(view, line)));
    if (several) {
        Str regime = view_text(line, "regime");
        buf_addf(&head, "  (%.*s)", STR_ARG(view_title(view, "regime:", regime)));
    }
    page_break(page);
    page_ends(page, buf_done(&head), finding, INK_BOLD);
    Part part = {page, view, 0, label_column(view, line)};
    if (same != NULL) {
        page_text(page, 2, str_format(view->arena, "as %.*s", STR_ARG(line_name(view, same))));
        put_class(&part, line);
        return;
    }
    put_class(&part, line);
    put_reasons(&part, line);
    put_allowed(&part, line);
    put_review(&part, line);
    put_filing(&part, line);
    put_exceptions(&part, line);
    put_undetermined(&part, line);
}
