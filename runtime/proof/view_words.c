// View: duties, exceptions, states, gates and doubts of a decision document as phrases.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/date.h"
#include "runtime/proof/statement.h"
#include "runtime/proof/view.h"

typedef struct Phrase {
    const char *name, *words;
} Phrase;

static Str phrase_of(const Phrase *all, size_t n, Str name)
{
    for (size_t i = 0; i < n; i++) {
        if (str_is(name, all[i].name)) {
            return str_of(all[i].words);
        }
    }
    return name;
}

Str view_state(const View *view, const Json *missing)
{
    Str state = view_text(missing, "state"), day = view_text(view->statement, "law.as_of");
    if (str_is(state, "stale") && day.len == 0) {
        return STR("attested, but whether for this day is not known");
    }
    static const Phrase all[] = {
        {"not_supplied", "not supplied"}, {"refused", "refused"},
        {"could_not_determine", "asked, could not be determined"},
        {"stale", "attestation has ended"}, {"incomplete", "list may be incomplete"}};
    return phrase_of(all, countof(all), state);
}

Str view_why(Str why)
{
    static const Phrase all[] = {{"proposed", "proposed"},
                                 {"suspended", "suspends"},
                                 {"not_enforced", "does not enforce"}};
    return phrase_of(all, countof(all), why);
}

const char *view_applies(Str applies)
{
    static const Phrase all[] = {{"yes", "applies"}, {"no", "no"}, {"unknown", "cannot say"},
                                 {"unclaimed", "not claimed"}};
    return phrase_of(all, countof(all), applies).at;
}

Str view_duty(const View *view, const Json *duty)
{
    Buf buf;
    buf_init(&buf, view->arena);
    buf_str(&buf, view_title(view, "word:", view_text(duty, "duty")));
    const Json *args = view_get(duty, "args");
    for (const Json *arg = view_first(args); arg != NULL; arg = arg->next) {
        buf_text(&buf, arg == args->first ? " (" : ", ");
        bool named = arg->key.len > 0 && (arg->key.at[0] < '0' || arg->key.at[0] > '9');
        if (named) {
            buf_str(&buf, arg->key);
            buf_char(&buf, ' ');
        }
        buf_str(&buf, arg->kind == JSON_NULL ? STR("not known")
                                             : view_title(view, "word:", arg->text));
    }
    buf_text(&buf, args != NULL && args->n > 0 ? ")" : "");
    return buf_done(&buf);
}

Str view_duty_when(const View *view, const Json *duty)
{
    Str days = view_text(duty, "days"), anchor = view_text(duty, "anchor");
    Str due = view_text(duty, "due");
    if (view_is(duty, "when", "plain")) {
        return view_true(duty, "certain") ? STR("applies") : STR("may apply");
    }
    Str when = str_format(view->arena, "%.*s day%s %.*s the %.*s",
                          STR_ARG(view_number(view->arena, days)), str_is(days, "1") ? "" : "s",
                          STR_ARG(view_text(duty, "when")),
                          STR_ARG(view_title(view, "anchor:", anchor)));
    if (due.len > 0) {
        when = str_is(days, "0")
                   ? str_format(view->arena, "by %.*s", STR_ARG(due))
                   : str_format(view->arena, "by %.*s (%.*s)", STR_ARG(due), STR_ARG(when));
    }
    return view_true(duty, "certain")
               ? when
               : str_format(view->arena, "%.*s; may apply", STR_ARG(when));
}

static Str limb_words(const View *view, Str provision, Str limb)
{
    Str said = view_told(view, "limb:",
                         str_format(view->arena, "%.*s %.*s", STR_ARG(provision), STR_ARG(limb)));
    Str name = limb, other = STR("beaten by ");
    if (str_starts(limb, other)) {
        Str label = str_sub(limb, other.len, limb.len);
        return str_format(view->arena, "closed by %.*s%s%.*s", STR_ARG(view_cited(view, label)),
                          said.len > 0 ? ": " : "", STR_ARG(said));
    }
    if (limb.len > 0 && limb.at[0] == '#' && said.len > 0) {
        return said;
    }
    if (str_is(limb, "#1")) {
        name = STR("its condition");
    } else if (limb.len > 1 && limb.at[0] == '#') {
        name = str_format(view->arena, "part %.*s", (int)limb.len - 1, limb.at + 1);
    }
    return said.len == 0
               ? name
               : str_format(view->arena, "%.*s %.*s", STR_ARG(name), STR_ARG(said));
}

Str view_fails(const View *view, const Json *exception)
{
    const Json *fails = view_get(exception, "fails");
    Str provision = view_text(exception, "provision");
    Buf buf;
    buf_init(&buf, view->arena);
    for (const Json *limb = view_first(fails); limb != NULL; limb = limb->next) {
        if (limb == fails->first) {
            buf_text(&buf, view_is(exception, "applies", "unclaimed") ? "would need "
                                                                      : "fails at ");
        } else {
            buf_text(&buf, "; ");
        }
        buf_str(&buf, limb_words(view, provision, limb->text));
    }
    return buf_done(&buf);
}

Str view_gate(const View *view)
{
    return view_text(view->statement, "gate");
}

size_t view_possible_flags(const View *view)
{
    const Json *lines = view_get(view->statement, "lines");
    size_t n = 0;
    for (const Json *line = view_first(lines); line != NULL; line = line->next) {
        for (const Json *at = view_first(view_get(line, "flags")); at != NULL; at = at->next) {
            n += view_true(at, "open") && !view_true(at, "certain") &&
                 view_is_first(lines, "flags", at);
        }
    }
    return n;
}

Str view_possible_codes(const View *view)
{
    const Json *lines = view_get(view->statement, "lines");
    Buf buf;
    buf_init(&buf, view->arena);
    for (const Json *line = view_first(lines); line != NULL; line = line->next) {
        for (const Json *at = view_first(view_get(line, "flags")); at != NULL; at = at->next) {
            if (view_true(at, "open") && !view_true(at, "certain") &&
                view_is_first(lines, "flags", at)) {
                Str code = view_text(at, "code");
                buf_addf(&buf, "%s%.*s", buf.len > 0 ? " " : "",
                         STR_ARG(code.len > 0 ? code : view_text(at, "flag")));
            }
        }
    }
    return buf_done(&buf);
}

typedef struct Tally {
    size_t flags, possible, duties, possible_duties, missing;
    bool conflict, exceptions, some_apply;
} Tally;

static Tally tally_of(const View *view)
{
    Tally out = {.missing = view_count(view->statement, "missing"),
                 .possible = view_possible_flags(view),
                 .conflict = view_count(view->statement, "conflicts") > 0};
    const Json *lines = view_get(view->statement, "lines");
    for (const Json *line = view_first(lines); line != NULL; line = line->next) {
        const Json *flags = view_get(line, "flags"), *duties = view_get(line, "duties");
        for (const Json *at = view_first(flags); at != NULL; at = at->next) {
            out.flags += view_true(at, "open") && view_is_first(lines, "flags", at);
        }
        for (const Json *at = view_first(duties); at != NULL; at = at->next) {
            bool counts = view_true(at, "open") && view_is_first(lines, "duties", at);
            out.duties += counts && view_true(at, "certain");
            out.possible_duties += counts && !view_true(at, "certain");
        }
        const Json *exceptions = view_get(line, "exceptions");
        for (const Json *at = view_first(exceptions); at != NULL; at = at->next) {
            out.exceptions = true;
            out.some_apply |= view_is(at, "applies", "yes") || view_is(at, "applies", "unknown");
        }
    }
    return out;
}

static void add_count(Buf *buf, size_t n, const char *one, const char *many)
{
    if (n > 0) {
        buf_text(buf, buf->len > 0 ? " · " : "");
        buf_addf(buf, "%zu %s", n, n == 1 ? one : many);
    }
}

// Something is said to keep the answer open.
static bool some_cause(const View *view)
{
    bool some = false;
    for (const Json *line = view_first(view_get(view->statement, "lines")); line != NULL; line = line->next) {
        some = some || view_first(view_get(line, "undetermined")) != NULL;
    }
    return some;
}

Str view_gate_reason(const View *view)
{
    Tally tally = tally_of(view);
    if (str_is(view_gate(view), "proceed")) {
        return STR("nothing is open");
    }
    Buf buf;
    buf_init(&buf, view->arena);
    if (str_is(view_gate(view), "stop")) {
        buf_text(&buf, tally.some_apply   ? "no exception lifts all of it"
                       : tally.exceptions ? "no exception applies"
                                          : "nothing lifts it");
    }
    if (tally.conflict) {
        buf_text(&buf, buf.len > 0 ? " · " : "");
        buf_text(&buf, "provisions conflict as written");
    }
    add_count(&buf, tally.flags - tally.possible, "red flag is open", "red flags are open");
    add_count(&buf, tally.possible, "red flag is possible", "red flags are possible");
    add_count(&buf, tally.duties, "duty is open", "duties are open");
    add_count(&buf, tally.possible_duties, "duty is possible", "duties are possible");
    add_count(&buf, tally.missing, "fact is missing", "facts are missing");
    if (buf.len == 0) {
        bool dayless = view_text(view->statement, "law.as_of").len == 0 && !some_cause(view);
        buf_text(&buf, dayless ? "no fact is the law date: name a day with --as-of" : "the answer is not settled");
    }
    return buf_done(&buf);
}

Str view_covered(const View *view, const Json *line)
{
    Str number = view_text(line, "covered_by.number");
    return number.len == 0
               ? STR_NONE
               : str_format(view->arena, "%.*s: consumes %.*s, leaves %.*s", STR_ARG(number),
                            STR_ARG(view_text(line, "covered_by.consumes")),
                            STR_ARG(view_text(line, "covered_by.leaves")));
}

Str view_filing(const View *view, const Json *line)
{
    static const Phrase parts[] = {{"filing.license_number", " · license "},
                                   {"filing.eccn", " · ECCN "},
                                   {"filing.waits_for", " · waits for "}};
    Buf buf;
    buf_init(&buf, view->arena);
    buf_str(&buf, view_text(line, "filing.license_code"));
    for (size_t i = 0; i < countof(parts); i++) {
        Str said = view_text(line, parts[i].name);
        buf_text(&buf, said.len > 0 ? parts[i].words : "");
        buf_str(&buf, said);
    }
    return buf_done(&buf);
}

Str view_void(const Json *resolution)
{
    static const Phrase all[] = {
        {"unknown_flag", "no provision raises such a flag"},
        {"not_cleared", "the flag was not cleared"},
        {"no_second_person", "no second person"},
        {"same_person", "both persons are the same"},
        {"no_date", "the law date is not known"},
        {"not_yet", "given for later days"},
        {"ended", "it has ended"},
        {"not_raised", "no such flag is raised there"},
        {"facts_changed", "the facts are not those it was given for"}};
    Str why = view_text(resolution, "why");
    return why.len == 0 ? STR_NONE : phrase_of(all, countof(all), why);
}

Str view_resolved_flag(const Json *resolution)
{
    Str code = view_text(resolution, "code");
    return code.len > 0 ? code : view_text(resolution, "flag");
}

static bool ends_on(const View *view, const char *list, Str day)
{
    const Json *items = view_get(view->statement, list);
    for (const Json *at = view_first(items); at != NULL; at = at->next) {
        if (str_eq(view_text(at, "until"), day)) {
            return true;
        }
    }
    return false;
}

// Some resolution counts from the day after.
static bool begins_after(const View *view, Str day)
{
    Day last, on;
    const Json *items = view_get(view->statement, "resolutions");
    for (const Json *at = view_first(items); at != NULL; at = at->next) {
        if (date_parse(day, &last) && date_parse(view_text(at, "on"), &on) && on == last + 1) {
            return true;
        }
    }
    return false;
}

const char *view_after(const View *view)
{
    Str until = view_text(view->statement, "valid.result_until");
    if (ends_on(view, "attested", until)) {
        return "what a pack attests ends then.";
    }
    if (ends_on(view, "resolutions", until)) {
        return "a resolution ends then.";
    }
    if (begins_after(view, until)) {
        return "a resolution counts from the next day on.";
    }
    return view_text(view->statement, "valid.beyond").len > 0 ? "a later day may give another." : "the next day gives another.";
}

Str view_persons(const View *view, const Json *resolution)
{
    Str second = view_text(resolution, "second_by");
    return str_format(view->arena, "%.*s%s%.*s", STR_ARG(view_text(resolution, "by")),
                      second.len > 0 ? ", " : "", STR_ARG(second));
}

Str view_undetermined(const View *view, const Json *entry)
{
    static const Phrase all[] = {
        {"UN-FACT", "a fact is missing"}, {"UN-FAULT", "a rule could not be evaluated"},
        {"UN-LAW", "the law of that day is in doubt"},
        {"UN-LIST", "a list is not known to be complete on that day"},
        {"UN-SCOPE", "nothing encoded classifies"}, {"CF-LAW", "provisions conflict as "
                                                               "written"}};
    Str said = phrase_of(all, countof(all), view_text(entry, "code"));
    Str what = view_text(entry, "what");
    return what.len == 0 ? said
                         : str_format(view->arena, "%.*s: %.*s", STR_ARG(said), STR_ARG(what));
}

// "CN, HK, MO": the words of a list of words, as far as a line bears; empty for others.
static Str list_words(const View *view, const Json *value)
{
    enum { WORDS_MOST = 48 };
    const Json *list = view_get(value, "list");
    size_t n = 0;
    Buf buf;
    buf_init(&buf, view->arena);
    for (const Json *at = list->first; at != NULL; at = at->next) {
        Str word = view_text(at, "word");
        if (word.len == 0) {
            return STR_NONE;
        }
        if (n++ < WORDS_MOST) {
            buf_text(&buf, at != list->first ? ", " : "");
            buf_str(&buf, word);
        }
    }
    if (n > WORDS_MOST) {
        buf_addf(&buf, " and %zu more", n - WORDS_MOST);
    }
    if (n > 0 && view_true(value, "open")) {
        buf_text(&buf, ", perhaps others");
    }
    return buf_done(&buf);
}

Str view_value(const View *view, const Json *step)
{
    const Json *value = view_get(step, "value");
    Str fact = view_text(step, "fact"), told = STR_NONE;
    if (fact.len > 0 && view_get(step, "label") == NULL) {
        told = view_told(view, "value:", fact);
    }
    if (told.len == 0) {
        told = view_told(view, "step:", view_text(step, "n"));
    }
    if (value == NULL || told.len > 0) {
        return told;
    }
    if (value->kind == JSON_STRING) {
        return value->text;
    }
    if (value->kind == JSON_LIST && value->n == 2) {
        return str_format(view->arena, "from %.*s to %.*s", STR_ARG(value->first->text),
                          STR_ARG(value->last->text));
    }
    if (view_get(value, "word") != NULL || view_get(value, "record") != NULL) {
        return value->first->text;
    }
    if (view_get(value, "none") != NULL) {
        return STR("none");
    }
    if (view_get(value, "table") != NULL) {
        return str_format(view->arena, "%.*s rows", STR_ARG(view_text(value, "rows")));
    }
    if (view_get(value, "list") != NULL) {
        Str words = list_words(view, value);
        return words.len > 0 ? words
                             : str_format(view->arena, "a list of %zu%s",
                                          view_count(value, "list"),
                                          view_true(value, "open") ? ", perhaps more" : "");
    }
    return STR("unknown");
}
