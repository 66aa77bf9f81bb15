// View: members, titles and numbers of a decision document.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/view.h"

View view_of(Arena *arena, const Json *document)
{
    return (View){arena, document, json_get(document, STR("statement")),
                  json_get(document, STR("texts"))};
}

const Json *view_get(const Json *object, const char *path)
{
    while (object != NULL) {
        const char *dot = strchr(path, '.');
        size_t len = dot != NULL ? (size_t)(dot - path) : strlen(path);
        object = json_get(object, (Str){path, len});
        if (dot == NULL) {
            break;
        }
        path = dot + 1;
    }
    return object;
}

Str view_text(const Json *object, const char *path)
{
    const Json *found = view_get(object, path);
    bool text = found != NULL && (found->kind == JSON_STRING || found->kind == JSON_NUMBER);
    return text ? found->text : STR_NONE;
}

bool view_is(const Json *object, const char *path, const char *text)
{
    return str_is(view_text(object, path), text);
}

bool view_true(const Json *object, const char *path)
{
    const Json *found = view_get(object, path);
    return found != NULL && found->kind == JSON_TRUE;
}

size_t view_count(const Json *object, const char *path)
{
    const Json *found = view_get(object, path);
    return found != NULL ? found->n : 0;
}

const Json *view_first(const Json *list)
{
    return list != NULL ? list->first : NULL;
}

static bool same_json(const Json *a, const Json *b)
{
    if (a->kind != b->kind || a->n != b->n || !str_eq(a->text, b->text)) {
        return false;
    }
    const Json *x = a->first, *y = b->first;
    while (x != NULL && y != NULL && str_eq(x->key, y->key) && same_json(x, y)) {
        x = x->next;
        y = y->next;
    }
    return x == NULL && y == NULL;
}

static bool same_members(const Json *a, const Json *b, const char *const *members, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const Json *of_a = view_get(a, members[i]), *of_b = view_get(b, members[i]);
        if (of_a == NULL || of_b == NULL ? of_a != of_b : !same_json(of_a, of_b)) {
            return false;
        }
    }
    return true;
}

bool view_is_first(const Json *lines, const char *list, const Json *item)
{
    static const char *const members[] = {"flag", "duty", "provision", "open", "args", "when",
                                          "due"};
    bool certain = view_true(item, "certain"), before = true;
    for (const Json *line = lines->first; line != NULL; line = line->next) {
        const Json *items = view_get(line, list);
        for (const Json *at = view_first(items); at != NULL; at = at->next) {
            before = before && at != item;
            bool surer = view_true(at, "certain") && !certain;
            bool earlier = before && view_true(at, "certain") == certain;
            if ((surer || earlier) && same_members(at, item, members, countof(members))) {
                return false;
            }
        }
    }
    return true;
}

Str view_strings(Arena *arena, const Json *list, const char *between)
{
    Buf buf;
    buf_init(&buf, arena);
    for (const Json *at = view_first(list); at != NULL; at = at->next) {
        buf_text(&buf, at != list->first ? between : "");
        buf_str(&buf, at->text);
    }
    return buf_done(&buf);
}

Str view_told(const View *view, const char *kind, Str name)
{
    const Json *found =
        view->texts == NULL
            ? NULL
            : json_get(view->texts, str_format(view->arena, "%s%.*s", kind, STR_ARG(name)));
    return found != NULL ? found->text : STR_NONE;
}

static Str with_blanks(Arena *arena, Str name, bool upper)
{
    Buf buf;
    buf_init(&buf, arena);
    for (size_t i = 0; i < name.len; i++) {
        char c = name.at[i] == '_' ? ' ' : name.at[i];
        buf_char(&buf, upper && c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
    }
    return buf_done(&buf);
}

Str view_title(const View *view, const char *kind, Str name)
{
    Str told = view_told(view, kind, name);
    return told.len > 0 ? told : with_blanks(view->arena, name, false);
}

Str view_capitals(const View *view, Str name)
{
    return with_blanks(view->arena, name, true);
}

Str view_finding(const View *view, const Json *finding)
{
    Str name = view_text(finding, "finding");
    if (!str_is(name, "undetermined")) {
        return view_title(view, "verdict:", name);
    }
    Str low = with_blanks(view->arena, view_text(finding, "low"), false);
    Str high = with_blanks(view->arena, view_text(finding, "high"), false);
    if (str_eq(low, high)) {
        return str_format(view->arena, "%.*s, but a duty may come with it", STR_ARG(low));
    }
    return str_format(view->arena, "between %.*s and %.*s", STR_ARG(low), STR_ARG(high));
}

Str view_verdict(const View *view, const Json *finding)
{
    Str name = view_text(finding, "finding"), said = view_finding(view, finding);
    Str capitals = with_blanks(view->arena, name, true);
    if (str_eq(said, with_blanks(view->arena, name, false))) {
        return capitals;
    }
    return str_format(view->arena, "%.*s: %.*s", STR_ARG(capitals), STR_ARG(said));
}

Str view_words(const View *view, const Json *list, const char *kind, const char *between)
{
    Buf buf;
    buf_init(&buf, view->arena);
    for (const Json *at = view_first(list); at != NULL; at = at->next) {
        buf_text(&buf, at != list->first ? between : "");
        buf_str(&buf, view_title(view, kind, at->text));
    }
    return buf_done(&buf);
}

static void add_once(const View *view, Json *list, Str word)
{
    for (const Json *at = list->first; at != NULL; at = at->next) {
        if (str_eq(at->text, word)) {
            return;
        }
    }
    if (word.len > 0) {
        json_push(list, json_string(view->arena, word));
    }
}

static bool is_sure(const Json *reason, bool ban)
{
    return view_true(reason, "certain") && view_is(reason, "effect", "prohibits") == ban;
}

// What the lines with the finding of the regime say beyond it: reviews, else a reason. A line
// that is prohibited says nothing of the review of what else is required there.
static Str beyond_finding(const View *view, const Json *regime)
{
    const Json *lines = view_get(view->statement, "lines");
    Json *reviews = json_list(view->arena);
    Str reason = STR_NONE;
    for (const Json *line = view_first(lines); line != NULL; line = line->next) {
        const Json *reasons = view_get(line, "reasons");
        if (!str_eq(view_text(line, "regime"), view_text(regime, "name")) ||
            !str_eq(view_text(line, "finding"), view_text(regime, "finding"))) {
            continue;
        }
        bool ban = false;
        for (const Json *at = view_first(reasons); at != NULL; at = at->next) {
            ban = ban || is_sure(at, true);
        }
        const Json *policies = view_get(line, "review.policies"); // several when they conflict
        for (const Json *at = view_first(policies); at != NULL && !ban; at = at->next) {
            bool counts = view_true(line, "review.conflict") ||
                          str_eq(at->text, view_text(line, "review.most_severe"));
            add_once(view, reviews, counts ? at->text : STR_NONE);
        }
        for (const Json *at = view_first(reasons); at != NULL; at = at->next) {
            bool counts = is_sure(at, ban);
            add_once(view, reviews, counts && ban ? view_text(at, "review") : STR_NONE);
            Str word = counts && reason.len == 0 ? view_text(at, "for") : STR_NONE;
            reason = word.len > 0 ? view_title(view, "word:", word) : reason;
        }
    }
    return reviews->n > 0 ? view_words(view, reviews, "word:", ", ") : reason;
}

Str view_answer(const View *view, const Json *regime)
{
    Str finding = view_finding(view, regime);
    Str name = with_blanks(view->arena, view_text(regime, "finding"), false);
    Str more = beyond_finding(view, regime);
    if (more.len == 0 || !view_is(regime, "gate", "stop")) {
        return finding;
    }
    return str_eq(finding, name) ? more
                                 : str_format(view->arena, "%.*s · %.*s", STR_ARG(finding),
                                              STR_ARG(more));
}

Str view_number(Arena *arena, Str exact)
{
    Rat number;
    if (!rat_parse(arena, exact, false, &number)) {
        return exact;
    }
    Buf buf;
    buf_init(&buf, arena);
    bool small = rat_cmp(number, RAT_ONE) < 0 && rat_cmp(number, rat_int(-1)) > 0;
    rat_print_human(&buf, number, small ? 4 : 2);
    return buf_done(&buf);
}

Str view_relation(Str relation)
{
    static const struct { const char *name, *words; } all[] = {
        {"at_least", "at least"}, {"at_most", "at most"},
        {"more_than", "more than"}, {"less_than", "less than"}};
    for (size_t i = 0; i < countof(all); i++) {
        if (str_is(relation, all[i].name)) {
            return str_of(all[i].words);
        }
    }
    return relation;
}

// Rounded to `places` 0 or 1 decimals, for people.
static Str rounded(Arena *arena, Rat number, bool tenth)
{
    Rat ten = rat_int(tenth ? 10 : 1), half = {1, 2}, out = number;
    rat_mul(arena, number, ten, &out);
    rat_add(arena, out, half, &out);
    out = rat_floor(arena, out);
    rat_div(arena, out, ten, &out);
    Buf buf;
    buf_init(&buf, arena);
    rat_print_human(&buf, out, 1);
    return buf_done(&buf);
}

// " (4%)" or ", at 3.3 times the limit"; empty when the limit is not positive.
static Str share_of(Arena *arena, Str value, Str limit, Str over)
{
    Rat v, l, o, share;
    if (!rat_parse(arena, value, false, &v) || !rat_parse(arena, limit, false, &l) ||
        !rat_parse(arena, over, false, &o) || rat_sign(l) <= 0 || rat_sign(o) == 0) {
        return STR("");
    }
    if (rat_div(arena, v, l, &share) && rat_cmp(share, rat_int(2)) >= 0) {
        return str_format(arena, ", at %.*s times the limit",
                          STR_ARG(rounded(arena, share, true)));
    }
    Rat part = o;
    if (rat_sign(o) < 0) {
        rat_neg(arena, o, &part);
    }
    if (!rat_div(arena, part, l, &share) || !rat_mul(arena, share, rat_int(100), &share)) {
        return STR("");
    }
    Str percent = rounded(arena, share, false);
    return str_is(percent, "0") ? STR(" (under 1%)")
                                : str_format(arena, " (%.*s%%)", STR_ARG(percent));
}

bool view_same_margin(const Json *a, const Json *b)
{
    static const char *members[] = {"provision", "limb", "value", "relation", "limit", "unit"};
    for (size_t i = 0; i < countof(members); i++) {
        if (!str_eq(view_text(a, members[i]), view_text(b, members[i]))) {
            return false;
        }
    }
    return true;
}

Str view_amount(Arena *arena, Str exact, Str unit)
{
    bool one = str_is(unit, "days") && (str_is(exact, "1") || str_is(exact, "-1"));
    return str_format(arena, "%.*s%s%.*s", STR_ARG(view_number(arena, exact)), unit.len > 0 ? " " : "",
                      STR_ARG(one ? STR("day") : unit));
}

Str view_margin(const View *view, const Json *margin)
{
    Arena *arena = view->arena;
    Str over = view_text(margin, "over"), unit = view_text(margin, "unit");
    Str limit = view_text(margin, "limit");
    bool below = over.len > 0 && over.at[0] == '-';
    Str distance = below ? str_sub(over, 1, over.len) : over;
    Str said = str_is(over, "0")
                   ? STR("exactly at the limit")
                   : str_format(arena, "%s by %.*s%.*s", below ? "under" : "over",
                                STR_ARG(view_amount(arena, distance, unit)),
                                STR_ARG(share_of(arena, view_text(margin, "value"), limit, over)));
    return str_format(arena, "%.*s %.*s: %s, %.*s",
                      STR_ARG(view_relation(view_text(margin, "relation"))),
                      STR_ARG(view_amount(arena, limit, unit)), view_true(margin, "holds") ? "met" : "not met",
                      STR_ARG(said));
}

static bool is_printed(Str label)
{
    return label.len == 0 || (label.at[0] >= '0' && label.at[0] <= '9');
}

Str view_cited(const View *view, Str label)
{
    Str cites = is_printed(label) ? STR_NONE : view_told(view, "cites:", label);
    return cites.len > 0 ? cites : label;
}

Str view_version(const View *view, const Json *provision)
{
    Str label = view_text(provision, "provision"), version = view_text(provision, "version");
    Str cited = view_cited(view, label);
    return version.len == 0 || !str_eq(cited, label)
               ? cited
               : str_format(view->arena, "%.*s of %.*s", STR_ARG(label), STR_ARG(version));
}

Str view_cited_list(const View *view, const Json *labels, size_t most)
{
    VEC(Str) said = {0};
    bool printed = true; // citations have commas of their own
    for (const Json *at = view_first(labels); at != NULL; at = at->next) {
        Str cited = view_cited(view, at->text);
        bool again = false;
        printed = printed && str_eq(cited, at->text);
        for (size_t i = 0; i < said.n; i++) {
            again = again || str_eq(said.items[i], cited);
        }
        if (!again) {
            vec_push(view->arena, &said, cited);
        }
    }
    Buf buf;
    buf_init(&buf, view->arena);
    for (size_t i = 0; i < said.n && i < most; i++) {
        buf_text(&buf, i == 0 ? "" : printed ? ", " : "; ");
        buf_str(&buf, said.items[i]);
    }
    if (said.n > most) {
        buf_addf(&buf, " and %zu more", said.n - most);
    }
    return buf_done(&buf);
}

Str view_short_id(Arena *arena, Str id)
{
    if (id.len < 24) {
        return id;
    }
    return str_format(arena, "%.*s…%.*s", 15, id.at, 4, id.at + id.len - 4);
}

bool view_mark_is_first(const Json *marks, const Json *mark, size_t *more)
{
    Str text = view_text(mark, "text");
    *more = 0;
    for (const Json *at = marks->first; at != mark; at = at->next) {
        if (str_eq(view_text(at, "text"), text)) {
            return false;
        }
    }
    for (const Json *at = mark->next; at != NULL; at = at->next) {
        *more += str_eq(view_text(at, "text"), text);
    }
    return true;
}

bool view_mark_is_provision(const Json *mark)
{
    Str name = view_text(mark, "provision");
    return view_text(mark, "version").len > 0 && (name.len == 0 || memchr(name.at, '/', name.len) == NULL);
}

Str view_mark_name(const View *view, const Json *mark)
{
    Str row = view_told(view, "row:", view_text(mark, "provision"));
    return row.len > 0 ? row : view_version(view, mark);
}

bool view_same_outcome(const Json *a, const Json *b)
{
    static const char *const members[] = {"provision", "version", "applies", "fails"};
    return same_members(a, b, members, countof(members));
}

// The lines agree in every member but the subject's name and the numbers.
bool view_same_line(const Json *a, const Json *b)
{
    static const char *const members[] = { // first what differs most often
        "missing", "reasons", "regime", "finding", "low", "high", "gate", "codes",
        "allowed_by", "review", "exceptions", "flags", "duties", "undetermined",
        "covered_by", "filing"};
    return same_members(a, b, members, countof(members));
}
