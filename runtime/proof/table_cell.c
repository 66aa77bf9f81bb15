// Cells of the case table.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/table_cell.h"

bool cell_is_provider(const Json *regime)
{
    return str_starts(view_text(regime, "name"), STR("provider."));
}

const Json *cell_main_regime(const View *view)
{
    const Json *regimes = view_get(view->statement, "regimes");
    for (const Json *at = view_first(regimes); at != NULL; at = at->next) {
        if (!cell_is_provider(at)) {
            return at;
        }
    }
    return NULL;
}

// The next line of the regime after `line`; the first when `line` is NULL.
static const Json *next_line(const View *view, const Json *regime, const Json *line)
{
    const Json *lines = view_get(view->statement, "lines");
    const Json *at = line != NULL ? line->next : view_first(lines);
    while (at != NULL && !str_eq(view_text(at, "regime"), view_text(regime, "name"))) {
        at = at->next;
    }
    return at;
}

// "license_required" -> "LICENSE" when it stops, "no_license_required" -> "no license".
static Str short_verdict(const View *view, const Json *regime)
{
    Str name = view_text(regime, "finding");
    Str tail = STR("_required");
    if (name.len > tail.len && str_eq(str_sub(name, name.len - tail.len, name.len), tail)) {
        name = str_sub(name, 0, name.len - tail.len);
    }
    return view_is(regime, "gate", "stop") ? view_capitals(view, name)
                                           : view_title(view, "short:", name);
}

typedef VEC(Str) TextList;

// Different names in a list that stands on each line of the regime.
static TextList names_of(const View *view, const Json *regime, const char *list,
                         const char *name)
{
    TextList names = {0};
    for (const Json *line = next_line(view, regime, NULL); line != NULL;
         line = next_line(view, regime, line)) {
        const Json *items = view_get(line, list);
        for (const Json *at = view_first(items); at != NULL; at = at->next) {
            Str text = view_text(at, name);
            bool known = text.len == 0;
            for (size_t i = 0; i < names.n; i++) {
                known |= str_eq(names.items[i], text);
            }
            if (!known) {
                vec_push(view->arena, &names, text);
            }
        }
    }
    return names;
}

static Str last_segment(Str pointer)
{
    size_t at = pointer.len;
    while (at > 0 && pointer.at[at - 1] != '/') {
        at--;
    }
    return str_sub(pointer, at, pointer.len);
}

static bool is_determination(Str pointer)
{
    Str name = last_segment(pointer);
    for (size_t i = 0; i + 9 <= name.len; i++) {
        if (memcmp(name.at + i, "determine", 9) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_missing(const View *view, Str fact)
{
    const Json *missing = view_get(view->statement, "missing");
    for (const Json *at = view_first(missing); at != NULL; at = at->next) {
        if (str_eq(view_text(at, "fact"), fact)) {
            return true;
        }
    }
    return false;
}

// What is asked: "cannot say: die area". `base` names what was missing anyway.
static Str cannot_say(const View *view, const View *base)
{
    const Json *missing = view_get(view->statement, "missing");
    bool waits = false;
    Str asked = STR_NONE;
    size_t more = 0;
    for (const Json *at = view_first(missing); at != NULL; at = at->next) {
        Str fact = view_text(at, "fact");
        if (base != NULL && is_missing(base, fact)) {
            continue;
        }
        if (base != NULL && is_determination(fact)) {
            waits = true;
        } else if (asked.len == 0) {
            asked = last_segment(fact);
        } else {
            more++;
        }
    }
    if (asked.len == 0) {
        return waits ? STR("authority; not yet") : STR("cannot say");
    }
    asked = view_title(view, "short:", asked);
    Str said = more == 0 ? str_format(view->arena, "%.*s?", STR_ARG(asked))
                         : str_format(view->arena, "%.*s? and %zu "
                                                   "more", STR_ARG(asked), more);
    return str_format(view->arena, waits ? "authority; not yet: %.*s" : "cannot say: %.*s",
                      STR_ARG(said));
}

Str cell_finding(const View *view, const Json *regime)
{
    Str review = STR_NONE;
    if (regime == NULL) {
        return STR("–");
    }
    if (view_is(regime, "finding", "undetermined")) {
        return cannot_say(view, NULL);
    }
    for (const Json *line = next_line(view, regime, NULL); line != NULL && review.len == 0;
         line = next_line(view, regime, line)) {
        review = view_text(line, "review.most_severe");
    }
    Buf buf;
    buf_init(&buf, view->arena);
    buf_str(&buf, short_verdict(view, regime));
    if (review.len > 0) {
        buf_addf(&buf, " · %.*s", STR_ARG(view_title(view, "word:", review)));
    }
    size_t flags = names_of(view, regime, "flags", "flag").n;
    if (flags > 0) {
        buf_addf(&buf, " · %zu red flag%s", flags, flags == 1 ? "" : "s");
    }
    return buf_done(&buf);
}

// Where nothing requires and nothing excludes, what is suspended or not enforced decides.
static TextList stays_of(const View *view, const Json *regime)
{
    TextList out = {0};
    const Json *list = view_get(view->statement, "not_in_force");
    for (const Json *at = view_first(list); at != NULL; at = at->next) {
        if (!view_is(at, "why", "proposed") &&
            str_eq(view_text(at, "regime"), view_text(regime, "name"))) {
            vec_push(view->arena, &out, view_text(at, "by"));
        }
    }
    return out;
}

Str cell_decided_by(const View *view, const Json *regime)
{
    if (regime == NULL) {
        return STR("–");
    }
    TextList labels = names_of(view, regime, "reasons", "provision");
    labels = labels.n > 0 ? labels : names_of(view, regime, "allowed_by", "provision");
    labels = labels.n > 0 ? labels : stays_of(view, regime);
    Buf buf;
    buf_init(&buf, view->arena);
    for (size_t i = 0; i < labels.n && i < 3; i++) {
        buf_text(&buf, i > 0 ? ", " : "");
        buf_str(&buf, view_cited(view, labels.items[i]));
    }
    buf_text(&buf, labels.n > 3 ? " …" : "");
    return buf.len > 0 ? buf_done(&buf) : STR("–");
}

Str cell_provider(const View *view)
{
    const Json *regimes = view_get(view->statement, "regimes");
    Buf buf;
    buf_init(&buf, view->arena);
    for (const Json *at = view_first(regimes); at != NULL; at = at->next) {
        if (cell_is_provider(at)) {
            Str name = view_text(at, "name");
            buf_text(&buf, buf.len > 0 ? "; " : "");
            buf_addf(&buf, "%.*s · %.*s", STR_ARG(cell_finding(view, at)),
                     STR_ARG(str_sub(name, 9, name.len)));
        }
    }
    return buf_done(&buf);
}

static bool has_duty(const View *view, Str duty)
{
    const Json *lines = view_get(view->statement, "lines");
    for (const Json *line = view_first(lines); line != NULL; line = line->next) {
        const Json *duties = view_get(line, "duties");
        for (const Json *at = view_first(duties); at != NULL; at = at->next) {
            if (str_eq(view_text(at, "duty"), duty)) {
                return true;
            }
        }
    }
    return false;
}

// Duties that the assumed document has and the other has not: "identify customer; report?".
static void add_new_duties(Buf *buf, const View *base, const View *assumed, const Json *regime)
{
    TextList known = {0};
    for (const Json *line = next_line(assumed, regime, NULL); line != NULL;
         line = next_line(assumed, regime, line)) {
        const Json *duties = view_get(line, "duties");
        for (const Json *at = view_first(duties); at != NULL; at = at->next) {
            Str duty = view_text(at, "duty");
            bool seen = has_duty(base, duty);
            for (size_t i = 0; i < known.n; i++) {
                seen |= str_eq(known.items[i], duty);
            }
            if (seen) {
                continue;
            }
            vec_push(buf->arena, &known, duty);
            buf_text(buf, buf->len > 0 ? "; " : "");
            buf_str(buf, view_title(assumed, "short:", duty));
            buf_text(buf, view_true(at, "certain") ? "" : "?");
        }
    }
}

Str cell_change(const View *base, const View *assumed)
{
    const Json *before = cell_main_regime(base), *after = cell_main_regime(assumed);
    Buf buf;
    buf_init(&buf, base->arena);
    if (before == NULL || after == NULL) {
        return STR("–");
    }
    if (!str_eq(view_text(before, "low"), view_text(after, "low")) ||
        !str_eq(view_text(before, "high"), view_text(after, "high"))) {
        bool open = view_is(after, "finding", "undetermined");
        buf_str(&buf, open ? cannot_say(assumed, base) : cell_finding(assumed, after));
    }
    add_new_duties(&buf, base, assumed, after);
    return buf.len > 0 ? buf_done(&buf) : STR("same");
}

bool cell_is_doubtful(const View *view)
{
    const Json *marks = view_get(view->statement, "unverified");
    bool marked = false;
    for (const Json *at = view_first(marks); at != NULL; at = at->next) {
        marked = marked || view_mark_is_provision(at);
    }
    return marked || view_count(view->statement, "doubts") > 0 ||
           view_true(view->statement, "law.past_known");
}
