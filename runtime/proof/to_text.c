// Text: a decision document for a terminal: answer first, then why, then what would change it.
//
// In:  one document. Out: lines within the given columns. Everything said stands in the
//      document; color only repeats it. Parts of one line are written by to_text_line.c.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/to_text.h"

#include "runtime/base/utf8.h"

// Provisions that a missing fact is for; missing facts from which on those of one record are folded.
enum { FOR_MOST = 6, MISSING_MOST = 12, FIELDS_MOST = 3 };

// -- head and answer ----------------------------------------------------------------------

static Str law_words(const View *view)
{
    const Json *law = view_get(view->statement, "law");
    Buf buf;
    buf_init(&buf, view->arena);
    Str as_of = view_text(law, "as_of");
    buf_text(&buf, as_of.len > 0 ? "Law of " : "Law of a day that is not known");
    buf_str(&buf, as_of);
    const Json *regimes = view_get(view->statement, "regimes");
    for (const Json *at = view_first(regimes); at != NULL; at = at->next) {
        Str title = view_text(at, "title");
        buf_text(&buf, " · ");
        buf_str(&buf, title.len > 0 ? title : view_text(at, "name"));
    }
    Str known = view_text(law, "known_to");
    if (known.len > 0) {
        buf_addf(&buf, " · text read to %.*s", STR_ARG(known));
    }
    return buf_done(&buf);
}

// What is special about the law asked: another day, the text's world, proposals.
static void put_law_notes(const Page *page, const View *view)
{
    const Json *law = view_get(view->statement, "law");
    if (view_true(law, "what_if")) {
        page_text(page, 0, STR("What if: the facts give another date than the law asked "
                               "for."));
    }
    if (view_true(law, "past_known")) {
        page_text(page, 0, STR("Not verified: the text was not read as far as this date."));
    }
    if (view_is(law, "world", "text")) {
        page_text(page, 0, STR("As written: what is not enforced counts as in force."));
    }
    if (view_count(law, "assumed") > 0) {
        page_text(page, 0,
                  str_format(view->arena, "Assumed, though not law: %.*s",
                             STR_ARG(view_strings(view->arena, view_get(law, "assumed"), ", "))));
    }
}

static void put_head(const Page *page, const View *view)
{
    const Json *about = view_get(view->statement, "case");
    Str title = view_text(about, "title"), id = view_text(about, "id");
    if (title.len > 0 || id.len > 0) {
        page_ends(page, title.len > 0 ? title : id, title.len > 0 ? id : STR_NONE, INK_BOLD);
    }
    page_text(page, 0, law_words(view));
    put_law_notes(page, view);
    page_break(page);
}

static Ink gate_ink(Str gate)
{
    return str_is(gate, "stop") ? INK_RED : str_is(gate, "hold") ? INK_YELLOW : INK_GREEN;
}

// With several regimes each answer says whose it is; they are never merged.
static void put_answer(const Page *page, const View *view)
{
    const Json *regimes = view_get(view->statement, "regimes");
    size_t n = regimes != NULL ? regimes->n : 0, widest = 8;
    for (const Json *at = n > 0 ? regimes->first : NULL; at != NULL; at = at->next) {
        size_t width = utf8_width(view_capitals(view, view_text(at, "finding")));
        widest = width > widest ? width : widest;
    }
    for (const Json *at = n > 0 ? regimes->first : NULL; at != NULL; at = at->next) {
        Str said = view_answer(view, at), title = view_text(at, "title");
        Str name = title.len > 0 ? title : view_text(at, "name");
        if (n > 1) {
            said = str_format(view->arena, "%.*s: %.*s", STR_ARG(name), STR_ARG(said));
        }
        page_entry(page, 2, view_capitals(view, view_text(at, "finding")), widest + 5, said,
                   INK_BOLD);
    }
    Str gate = view_gate(view);
    page_entry(page, 2, view_capitals(view, gate), widest + 5, view_gate_reason(view),
               gate_ink(gate));
    for (const Json *at = n > 0 ? regimes->first : NULL; at != NULL; at = at->next) {
        const Json *text = view_get(at, "in_text");
        if (text != NULL && text->kind == JSON_OBJECT) {
            page_entry(page, 2, STR("as written"), widest + 5,
                       view_verdict(view, text), INK_DIM);
        }
    }
}

// -- lists over the whole order -----------------------------------------------------------

static void put_flag(const Page *page, const View *view, const Json *flag)
{
    Str code = view_text(flag, "code");
    Str said = str_format(view->arena, "%.*s%s  [%.*s]",
                          STR_ARG(view_title(view, "word:", view_text(flag, "flag"))),
                          view_true(flag, "certain") ? "" : " (perhaps)",
                          STR_ARG(view_version(view, flag)));
    page_entry(page, 2, code.len > 0 ? code : view_text(flag, "flag"), 16, said, INK_YELLOW);
}

// Many that what is missing may raise: how many, and their codes.
static void put_possible_flags(const Page *page, const View *view)
{
    page_entry(page, 2, STR("possible"), 16,
               str_format(view->arena, "%zu, as the missing facts turn out: %.*s",
                          view_possible_flags(view), STR_ARG(view_possible_codes(view))),
               INK_YELLOW);
}

// Those that no resolution closes, each once however many lines raise it.
static void put_flags(const Page *page, const View *view)
{
    const Json *lines = view_get(view->statement, "lines");
    bool said = false, fold = view_possible_flags(view) > VIEW_FLAGS_MOST;
    for (const Json *line = view_first(lines); line != NULL; line = line->next) {
        for (const Json *at = view_first(view_get(line, "flags")); at != NULL; at = at->next) {
            if (view_true(at, "open") && view_is_first(lines, "flags", at)) {
                if (!said) {
                    page_heading(page, STR("Red flags to resolve"));
                }
                said = true;
                if (!fold || view_true(at, "certain")) {
                    put_flag(page, view, at);
                }
            }
        }
    }
    if (fold) {
        put_possible_flags(page, view);
    }
}

static const char *what_it_did(const View *view)
{
    Str gate = view_gate(view);
    return str_is(gate, "proceed") ? "hold -> proceed"
           : str_is(gate, "hold")  ? "still on hold"
                                   : "still stopped";
}

static void put_resolutions(const Page *page, const View *view)
{
    const Json *list = view_get(view->statement, "resolutions");
    for (const Json *at = view_first(list); at != NULL; at = at->next) {
        if (at == list->first) {
            page_heading(page, STR("Resolutions"));
        }
        Str why = view_void(at), flag = view_resolved_flag(at);
        Buf buf;
        buf_init(&buf, view->arena);
        if (why.len == 0) {
            buf_addf(&buf, "%s: %.*s resolved", what_it_did(view), STR_ARG(flag));
        } else {
            buf_addf(&buf, "void, %.*s: %.*s", STR_ARG(why), STR_ARG(flag));
        }
        buf_addf(&buf, " by %.*s on %.*s, until %.*s · %.*s", STR_ARG(view_persons(view, at)),
                 STR_ARG(view_text(at, "on")), STR_ARG(view_text(at, "until")),
                 STR_ARG(view_text(at, "evidence")));
        page_text(page, 2, buf_done(&buf));
    }
}

static void put_duty(const Page *page, const View *view, const Json *duty)
{
    Str code = view_text(duty, "code");
    Str said = str_format(view->arena, "%.*s: %.*s, %s  "
                                       "[%.*s]", STR_ARG(view_duty(view, duty)),
                          STR_ARG(view_duty_when(view, duty)),
                          view_true(duty, "open") ? "OPEN" : "does not hold the order",
                          STR_ARG(view_version(view, duty)));
    page_entry(page, 2, code.len > 0 ? code : view_text(duty, "duty"), 16, said, INK_YELLOW);
}

// Each once however many lines ask it.
static void put_duties(const Page *page, const View *view)
{
    const Json *lines = view_get(view->statement, "lines");
    bool said = false;
    for (const Json *line = view_first(lines); line != NULL; line = line->next) {
        for (const Json *at = view_first(view_get(line, "duties")); at != NULL; at = at->next) {
            if (view_is_first(lines, "duties", at)) {
                if (!said) {
                    page_heading(page, STR("Duties"));
                }
                said = true;
                put_duty(page, view, at);
            }
        }
    }
}

// "/plant/" of "/plant/logic_node"
static Str record_of(Str pointer)
{
    size_t len = pointer.len;
    while (len > 0 && pointer.at[len - 1] != '/') {
        len--;
    }
    return str_sub(pointer, 0, len);
}

// Fields of the record that are missing: how many, and their names from the first one on.
static size_t fields_missing(const View *view, const Json *missing, Str record, Str *names)
{
    size_t n = 0;
    Buf buf;
    buf_init(&buf, view->arena);
    for (const Json *at = missing->first; at != NULL; at = at->next) {
        Str pointer = view_text(at, "fact");
        if (str_eq(record_of(pointer), record)) {
            buf_text(&buf, n++ > 0 ? ", " : "");
            buf_str(&buf, view_title(view, "", str_sub(pointer, record.len, pointer.len)));
        }
    }
    *names = buf_done(&buf);
    return n;
}

// Where very much is missing, the fields of one record are one entry, at the first of them.
static bool put_record(const Page *page, const View *view, const Json *missing, const Json *at)
{
    Str record = record_of(view_text(at, "fact")), names;
    size_t n = fields_missing(view, missing, record, &names);
    if (missing->n <= MISSING_MOST || record.len <= 1 || n <= FIELDS_MOST) {
        return false;
    }
    bool first = true;
    for (const Json *before = missing->first; before != at; before = before->next) {
        first = first && !str_eq(record_of(view_text(before, "fact")), record);
    }
    if (first) {
        page_entry(page, 2, str_format(view->arena, "%.*s…", STR_ARG(record)), 30,
                   str_format(view->arena, "%zu facts: %.*s", n, STR_ARG(names)), INK_BOLD);
    }
    return true;
}

static void put_missing(const Page *page, const View *view)
{
    const Json *missing = view_get(view->statement, "missing");
    if (missing == NULL || missing->n == 0) {
        return;
    }
    page_heading(page, STR("Missing"));
    for (const Json *at = missing->first; at != NULL; at = at->next) {
        if (put_record(page, view, missing, at)) {
            continue;
        }
        Str ask = view_text(at, "ask"), unit = view_text(at, "unit");
        Str needed = view_cited_list(view, view_get(at, "for"), FOR_MOST);
        Buf buf;
        buf_init(&buf, view->arena);
        buf_str(&buf, ask);
        buf_addf(&buf, unit.len > 0 ? " (in %.*s)" : "%.*s", STR_ARG(unit));
        buf_text(&buf, buf.len > 0 ? ": " : "");
        buf_str(&buf, view_state(view, at));
        buf_addf(&buf, needed.len > 0 ? "; for %.*s" : "%.*s", STR_ARG(needed));
        page_entry(page, 2, view_text(at, "fact"), 30, buf_done(&buf), INK_BOLD);
    }
}

static void put_not_in_force(const Page *page, const View *view)
{
    const Json *list = view_get(view->statement, "not_in_force");
    if (list == NULL || list->n == 0) {
        return;
    }
    page_heading(page, STR("Not in force, and the result without the stay or under the "
                           "proposal"));
    for (const Json *at = list->first; at != NULL; at = at->next) {
        Str label = view_text(at, "provision");
        Str proposed = view_told(view, "proposed:", label);
        Str what = proposed.len > 0 ? proposed : view_told(view, "", label);
        Str targets = view_cited_list(view, view_get(at, "targets"), FOR_MOST);
        Str said = str_format(view->arena, "%.*s%s%.*s%s%.*s -> %.*s",
                              STR_ARG(view_why(view_text(at, "why"))),
                              targets.len > 0 ? " " : "", STR_ARG(targets),
                              what.len > 0 ? ": " : "", STR_ARG(what),
                              STR_ARG(view_verdict(view, view_get(at, "would_be"))));
        // A proposal is assumed by its label.
        page_entry(page, 2, proposed.len > 0 ? label : view_cited(view, label), 20, said,
                   INK_PLAIN);
    }
}

static void put_turns(const Page *page, const View *view)
{
    Str until = view_text(view->statement, "valid.result_until");
    if (until.len > 0) {
        page_heading(page, STR("Over time"));
        page_text(page, 2, str_format(view->arena,
                                      "The same facts give this result through %.*s; %s",
                                      STR_ARG(until), view_after(view)));
    }
}

static void put_marks(const Page *page, const View *view, const char *list, const char *heading)
{
    const Json *marks = view_get(view->statement, list);
    for (const Json *at = view_first(marks); at != NULL; at = at->next) {
        if (at == marks->first) {
            page_heading(page, str_of(heading));
        }
        size_t more;
        if (!view_mark_is_first(marks, at, &more)) {
            continue;
        }
        Str name = view_mark_name(view, at);
        if (more > 0) {
            name = str_format(view->arena, "%.*s and %zu more", STR_ARG(name), more);
        }
        page_entry(page, 2, name, 20, view_text(at, "text"), INK_PLAIN);
    }
}

static void put_conflicts(const Page *page, const View *view)
{
    const Json *list = view_get(view->statement, "conflicts");
    if (list == NULL || list->n == 0) {
        return;
    }
    page_heading(page, STR("Provisions that conflict as written"));
    for (const Json *at = list->first; at != NULL; at = at->next) {
        Str labels = view_strings(view->arena, view_get(at, "provisions"), ", ");
        Str said = str_format(view->arena, "%.*s: %.*s", STR_ARG(labels),
                              STR_ARG(view_words(view, view_get(at, "policies"), "word:", ", ")));
        if (labels.len == 0) {
            said = str_format(view->arena, "two cases of '%.*s' hold and differ",
                              STR_ARG(view_text(at, "place")));
        }
        page_entry(page, 2, view_text(at, "line"), 20, said, INK_PLAIN);
    }
}

static void put_attested(const Page *page, const View *view)
{
    const Json *list = view_get(view->statement, "attested");
    for (const Json *at = view_first(list); at != NULL; at = at->next) {
        if (at == list->first) {
            page_heading(page, STR("Attested facts"));
        }
        Str until = view_text(at, "until");
        page_entry(page, 2, view_text(at, "pack"), 20,
                   str_format(view->arena, "by %.*s on %.*s%s%.*s: %.*s",
                              STR_ARG(view_text(at, "by")), STR_ARG(view_text(at, "on")),
                              until.len > 0 ? ", until " : "", STR_ARG(until),
                              STR_ARG(view_strings(view->arena, view_get(at, "facts"), ", "))),
                   INK_PLAIN);
    }
}

static void put_not_checked(const Page *page, const View *view)
{
    const Json *list = view_get(view->statement, "not_checked");
    if (list == NULL || list->n == 0) {
        return;
    }
    page_break(page);
    page_entry(page, 0, STR("Not checked"), 14,
               view_words(view, list, "word:", " · "), INK_BOLD);
}

// -- lines --------------------------------------------------------------------------------

// An earlier line with the same answer, or NULL.
static const Json *same_before(const Json *lines, const Json *line)
{
    for (const Json *at = lines->first; at != line; at = at->next) {
        if (view_same_line(at, line)) {
            return at;
        }
    }
    return NULL;
}

static void put_lines(const Page *page, const View *view)
{
    const Json *lines = view_get(view->statement, "lines");
    for (const Json *line = view_first(lines); line != NULL; line = line->next) {
        text_put_line(page, view, line, same_before(lines, line));
    }
}

void to_text(Buf *out, const Json *document, const WriteOptions *options)
{
    View view = view_of(out->arena, document);
    Page page = page_on(out, options->columns, options->color);
    put_head(&page, &view);
    put_answer(&page, &view);
    put_lines(&page, &view);
    put_flags(&page, &view);
    put_resolutions(&page, &view);
    put_duties(&page, &view);
    put_missing(&page, &view);
    put_conflicts(&page, &view);
    put_turns(&page, &view);
    put_not_in_force(&page, &view);
    put_marks(&page, &view, "doubts", "Doubtful days");
    put_marks(&page, &view, "unverified", "Not verified");
    put_attested(&page, &view);
    put_not_checked(&page, &view);
    if (options->full) {
        text_put_proof(&page, &view);
    }
    page_break(&page);
    page_text(&page, 0,
              str_format(out->arena, "exit %.*s · decision %.*s · --format html for the "
                                     "full proof",
                         STR_ARG(view_text(view.statement, "exit")),
                         STR_ARG(view_short_id(out->arena, view_text(document, "id")))));
}
