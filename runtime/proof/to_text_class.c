// Text of a classification: each item by periods, how far it stands from the limits, what is
// missing, and the stated class against the computed one.
//
// In:  a document licet.classification/1. Out: lines within the given columns.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/to_text.h"

enum { WHEN = 2, WHAT = 28, TESTS_MOST = 8 };

static Str when_words(Arena *arena, const Json *period)
{
    Str from = view_text(period, "from"), through = view_text(period, "through");
    if (from.len == 0 && through.len == 0) {
        return view_get(period, "from") != NULL ? STR("always") : STR_NONE;
    }
    if (from.len == 0) {
        return str_format(arena, "%.*s and before", STR_ARG(through));
    }
    if (through.len == 0) {
        return str_format(arena, "from %.*s", STR_ARG(from));
    }
    return str_format(arena, "%.*s to %.*s", STR_ARG(from), STR_ARG(through));
}

// The entry of a label: "3A090" of "3A090.b".
static Str entry_of(Str label)
{
    size_t at = 0;
    while (at < label.len && label.at[at] != '.') {
        at++;
    }
    return str_sub(label, 0, at);
}

static bool has_entry(const Json *labels, Str entry)
{
    for (const Json *at = view_first(labels); at != NULL; at = at->next) {
        if (str_eq(entry_of(at->text), entry)) {
            return true;
        }
    }
    return false;
}

// ", not 3A090": entries whose numbers were compared and that do not take the item in.
static Str not_words(Arena *arena, const Json *item, const Json *period)
{
    Buf buf;
    buf_init(&buf, arena);
    const Json *list = view_get(period, "margins");
    Str last = STR_NONE; // margins stand in the order of labels
    for (const Json *at = view_first(list); at != NULL; at = at->next) {
        Str entry = entry_of(view_text(at, "provision"));
        bool own = str_eq(view_text(at, "subject"), view_text(item, "id"));
        if (own && !str_eq(entry, last) && !has_entry(view_get(period, "sure"), entry) &&
            !has_entry(view_get(period, "possible"), entry)) {
            buf_addf(&buf, "%s%.*s", buf.len > 0 ? ", " : ", not ", STR_ARG(entry));
            last = entry;
        }
    }
    return buf_done(&buf);
}

static Str class_words(Arena *arena, const Json *period)
{
    Str sure = view_strings(arena, view_get(period, "sure"), ", ");
    Str possible = view_strings(arena, view_get(period, "possible"), ", ");
    if (view_is(period, "result", "outside")) {
        return STR("outside the encoded entries");
    }
    if (view_is(period, "result", "cannot_say")) {
        return possible.len == 0 ? STR("cannot say")
                                 : str_format(arena, "cannot say: perhaps %.*s", STR_ARG(possible));
    }
    return possible.len == 0 ? sure
                             : str_format(arena, "%.*s; perhaps %.*s", STR_ARG(sure),
                                          STR_ARG(possible));
}

// "fails by 32 TPP (2,368 of at least 2,400)", "holds by ...".
static Str test_words(Arena *arena, const Json *margin)
{
    Str over = view_text(margin, "over"), unit = view_text(margin, "unit");
    Str distance = over.len > 0 && over.at[0] == '-' ? str_sub(over, 1, over.len) : over;
    bool holds = view_true(margin, "holds"), exact = str_is(over, "0");
    Str by = exact ? STR(" exactly")
                   : str_format(arena, " by %.*s", STR_ARG(view_amount(arena, distance, unit)));
    return str_format(arena, "%s%.*s (%.*s, %.*s %.*s)", holds ? "holds" : "fails", STR_ARG(by),
                      STR_ARG(view_number(arena, view_text(margin, "value"))),
                      STR_ARG(view_relation(view_text(margin, "relation"))),
                      STR_ARG(view_number(arena, view_text(margin, "limit"))));
}

// Of a class that was found, what holds; of entries that do not take the item in, what fails.
static bool matters(const Json *item, const Json *period, const Json *margin)
{
    if (!str_eq(view_text(margin, "subject"), view_text(item, "id"))) {
        return view_true(margin, "holds"); // a part, told because it was classified
    }
    const Json *sure = view_get(period, "sure");
    Str label = view_text(margin, "provision");
    return view_true(margin, "holds") ? json_has_text(sure, label)
                                      : !has_entry(sure, entry_of(label));
}

static bool same_place(const Json *a, const Json *b)
{
    return str_eq(view_text(a, "provision"), view_text(b, "provision")) &&
           str_eq(view_text(a, "limb"), view_text(b, "limb")) &&
           str_eq(view_text(a, "subject"), view_text(b, "subject"));
}

// The tests of one limb that matter, joined.
static Str limb_words(Arena *arena, const Json *item, const Json *period, const Json *first)
{
    Buf buf;
    buf_init(&buf, arena);
    for (const Json *at = first; at != NULL; at = at->next) {
        if (same_place(first, at) && matters(item, period, at)) {
            buf_text(&buf, buf.len > 0 ? "; " : "");
            buf_str(&buf, test_words(arena, at));
        }
    }
    return buf_done(&buf);
}

static bool told_before(const Json *item, const Json *period, const Json *margin)
{
    for (const Json *at = view_first(view_get(period, "margins")); at != margin; at = at->next) {
        if (same_place(at, margin) && matters(item, period, at)) {
            return true;
        }
    }
    return false;
}

static void put_tests(const Page *page, Arena *arena, const Json *item, const Json *period)
{
    const Json *list = view_get(period, "margins");
    size_t shown = 0, more = 0;
    for (const Json *at = view_first(list); at != NULL; at = at->next) {
        if (!matters(item, period, at) || told_before(item, period, at)) {
            continue;
        }
        if (shown == TESTS_MOST) {
            more++;
            continue;
        }
        Str limb = view_text(at, "limb"), subject = view_text(at, "subject");
        bool part = !str_eq(subject, view_text(item, "id"));
        page_text(page, WHAT,
                  str_format(arena, "%.*s%s%.*s%s%.*s  %.*s", STR_ARG(view_text(at, "provision")),
                             limb.len > 0 ? " " : "", STR_ARG(limb), part ? " in " : "",
                             STR_ARG(part ? subject : STR_NONE),
                             STR_ARG(limb_words(arena, item, period, at))));
        shown++;
    }
    if (more > 0) {
        page_text(page, WHAT, str_format(arena, "and %zu more test%s", more, more == 1 ? "" : "s"));
    }
}

static void put_missing(const Page *page, Arena *arena, const Json *period)
{
    const Json *list = view_get(period, "missing");
    for (const Json *at = view_first(list); at != NULL; at = at->next) {
        Str ask = view_text(at, "ask"), fact = view_text(at, "fact");
        Str labels = view_strings(arena, view_get(at, "for"), ", ");
        page_text(page, WHAT,
                  str_format(arena, "missing: %.*s%s%.*s%s%s%.*s", STR_ARG(fact),
                             ask.len > 0 ? " (" : "", STR_ARG(ask), ask.len > 0 ? ")" : "",
                             labels.len > 0 ? ", for " : view_is(at, "state", "stale") ? ", no longer attested" : "",
                             STR_ARG(labels)));
    }
}

static const char *stated_words(const Json *period)
{
    return view_is(period, "stated", "agrees")    ? "agrees"
           : view_is(period, "stated", "differs") ? "DIFFERS"
                                                  : "cannot say";
}

static void put_item(const Page *page, Arena *arena, const Json *item)
{
    Str name = view_text(item, "name"), stated = view_text(item, "asserted");
    page_text(page, 0, page_ink(page, name.len > 0 ? name : view_text(item, "id"), INK_BOLD));
    for (const Json *at = view_first(view_get(item, "periods")); at != NULL; at = at->next) {
        Str when = when_words(arena, at);
        page_entry(page, WHEN, when.len > 0 ? when : STR("class"), WHAT,
                   str_format(arena, "%.*s%.*s", STR_ARG(class_words(arena, at)),
                              STR_ARG(not_words(arena, item, at))),
                   INK_PLAIN);
        if (stated.len > 0) {
            page_text(page, WHAT, str_format(arena, "as stated, %.*s: %s", STR_ARG(stated),
                                             stated_words(at)));
        }
        put_tests(page, arena, item, at);
        put_missing(page, arena, at);
    }
}

void to_text_classification(Buf *out, const Json *document, const WriteOptions *options)
{
    Arena *arena = out->arena;
    Page page = page_on(out, options->columns, options->color);
    const Json *items = view_get(document, "items");
    Str day = view_text(document, "law.as_of"), known = view_text(document, "law.known_to");
    const Json *period = view_first(view_get(view_first(items), "periods"));
    if (day.len > 0 && view_get(period, "from") == NULL) {
        page_text(&page, 0, str_format(arena, "Law of %.*s", STR_ARG(day)));
    }
    for (const Json *at = view_first(items); at != NULL; at = at->next) {
        if (at != items->first) {
            page_break(&page);
        }
        put_item(&page, arena, at);
    }
    if (items->n == 0) {
        page_text(&page, 0, STR("no item is known"));
    }
    page_break(&page);
    page_text(&page, 0, str_format(arena, "%s%.*s%sWhat is outside the encoded entries is not "
                                   "said to be EAR99.", known.len > 0 ? "Text read to " : "",
                                   STR_ARG(known), known.len > 0 ? ". " : ""));
}
