// Scenarios: lays what they give over the facts and compares decisions with expectations.
//
// In:  scenarios as Core has them; the decision document, which is what users see.
// Out: one failure for each thing that is not as expected, with what was found instead.
// Memory: the arena of the result.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/engine/scenario.h"

static void lay(Facts *facts, const CoreGiven *givens, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        Fact *place = facts_find(facts, givens[i].path);
        if (place != NULL) {
            fact_replace(facts->arena, place, givens[i].value);
        }
    }
}

void scenario_lay(Facts *facts, const CoreScenario *scenario, const CoreGroup *group)
{
    lay(facts, scenario->givens, scenario->n_givens);
    if (group != NULL) {
        lay(facts, group->givens, group->n_givens);
    }
}

// -- words found in a document ----------------------------------------------------------

typedef struct Words {
    Arena *arena;
    VEC(Str) list;
} Words;

// One expectation being compared: the document's parts that it speaks of.
typedef struct Comparison {
    ScenarioResult *result;
    const CoreExpect *expect;
    const Json *statement, *regime; // regime: an element of statement.regimes
    Str name;                       // of the regime
} Comparison;

static void words_add(Words *words, Str word)
{
    for (size_t i = 0; i < words->list.n; i++) {
        if (str_eq(words->list.items[i], word)) {
            return;
        }
    }
    if (word.len > 0) {
        vec_push(words->arena, &words->list, word);
    }
}

// The member `name` of each object in the list `list` of the object.
static void words_of(Words *words, const Json *object, const char *list, const char *name)
{
    for (const Json *at = json_first(object, str_of(list)); at != NULL; at = at->next) {
        words_add(words, name == NULL ? at->text : json_text(at, str_of(name)));
    }
}

static Str words_join(const Words *words)
{
    Buf buf;
    buf_init(&buf, words->arena);
    for (size_t i = 0; i < words->list.n; i++) {
        buf_text(&buf, i > 0 ? ", " : "");
        buf_str(&buf, words->list.items[i]);
    }
    if (words->list.n == 0) {
        buf_text(&buf, "none");
    }
    return buf_done(&buf);
}

static void fail(Comparison *c, Str message)
{
    ScenarioFailure failure = {message, c->expect->span};
    vec_push(c->result->arena, &c->result->failures, failure);
}

// Each word must be found; `covers` lets a label stand for all below it.
static void need(Comparison *c, const char *what, const Str *items, size_t n,
                 const Words *found, bool covers)
{
    for (size_t i = 0; i < n; i++) {
        bool has = false;
        for (size_t j = 0; j < found->list.n && !has; j++) {
            Str word = found->list.items[j];
            has = covers ? label_covers(items[i], word) : str_eq(items[i], word);
        }
        if (!has) {
            Str all = words_join(found);
            fail(c, str_format(c->result->arena, "expected %s %.*s, found %.*s", what,
                               STR_ARG(items[i]), STR_ARG(all)));
        }
    }
}

// -- clauses ----------------------------------------------------------------------------

// Runs over the lines of the regime.
static const Json *next_line(const Comparison *c, const Json *line)
{
    line = line == NULL ? json_first(c->statement, STR("lines")) : line->next;
    while (line != NULL && !str_eq(json_text(line, STR("regime")), c->name)) {
        line = line->next;
    }
    return line;
}

static void words_of_lines(const Comparison *c, Words *words, const char *list,
                           const char *name)
{
    for (const Json *line = next_line(c, NULL); line != NULL; line = next_line(c, line)) {
        words_of(words, line, list, name);
    }
}

static Words words_new(const Comparison *c)
{
    return (Words){.arena = c->result->arena};
}

static Words provisions(const Comparison *c)
{
    Words words = words_new(c);
    words_of_lines(c, &words, "reasons", "provision");
    words_of_lines(c, &words, "allowed_by", "provision");
    words_of(&words, c->statement, "not_in_force", "by");
    words_of(&words, c->statement, "doubts", "provision");
    return words;
}

static Words reviews(const Comparison *c)
{
    Words words = words_new(c);
    for (const Json *line = next_line(c, NULL); line != NULL; line = next_line(c, line)) {
        words_add(&words, json_text(json_get(line, STR("review")), STR("most_severe")));
    }
    return words;
}

// The sure classes of every line; "nothing" for a line that no rule can classify.
static Words classes(const Comparison *c)
{
    Words words = words_new(c);
    for (const Json *line = next_line(c, NULL); line != NULL; line = next_line(c, line)) {
        const Json *found = json_get(line, STR("classification"));
        words_of(&words, found, "sure", NULL);
        if (json_first(found, STR("sure")) == NULL && json_first(found, STR("possible")) == NULL) {
            words_add(&words, STR("nothing"));
        }
    }
    return words;
}

// "/items/0/die_area" as a scenario may name it: with indexes, and without.
static Str path_of(Arena *arena, Str pointer, bool indexes)
{
    Buf buf;
    buf_init(&buf, arena);
    for (size_t at = 1; at < pointer.len;) {
        size_t end = at;
        while (end < pointer.len && pointer.at[end] != '/') {
            end++;
        }
        Str part = str_sub(pointer, at, end);
        bool index = part.len > 0 && part.at[0] >= '0' && part.at[0] <= '9';
        if (index && indexes) {
            buf_addf(&buf, "[%.*s]", STR_ARG(part));
        } else if (!index) {
            buf_text(&buf, buf.len > 0 ? "." : "");
            buf_str(&buf, part);
        }
        at = end + 1;
    }
    return buf_done(&buf);
}

static void need_missing(Comparison *c, const Str *items, size_t n)
{
    Words full = words_new(c);
    for (const Json *at = json_first(c->statement, STR("missing")); at != NULL; at = at->next) {
        words_add(&full, path_of(full.arena, json_text(at, STR("fact")), true));
    }
    for (size_t i = 0; i < n; i++) {
        bool has = false;
        for (const Json *at = json_first(c->statement, STR("missing")); at != NULL; at = at->next) {
            Str fact = json_text(at, STR("fact"));
            has = has || str_eq(items[i], path_of(full.arena, fact, true)) ||
                  str_eq(items[i], path_of(full.arena, fact, false));
        }
        if (!has) {
            Str all = words_join(&full);
            fail(c, str_format(full.arena, "expected missing %.*s, found %.*s",
                               STR_ARG(items[i]), STR_ARG(all)));
        }
    }
}

// The most severe policy of a line; two that differ are a conflict, which the outcome has to expect.
static void need_review(Comparison *c, const Str *items, size_t n)
{
    Words severe = reviews(c);
    need(c, "review", items, n, &severe, false);
    for (const Json *at = json_first(c->statement, STR("conflicts")); at != NULL; at = at->next) {
        Words policies = words_new(c);
        words_of(&policies, at, "policies", NULL);
        if (policies.list.n > 0 && !str_is(c->expect->low, "conflict") && str_eq(json_text(at, STR("regime")), c->name)) {
            Str all = words_join(&policies), line = json_text(at, STR("line"));
            fail(c, str_format(severe.arena, "expected one review, found several that conflict for %.*s: %.*s",
                               STR_ARG(line), STR_ARG(all)));
        }
    }
}

// Flags or duties; `nothing`: there are none.
static void need_words(Comparison *c, const char *what, const Str *items, size_t n, const Words *found)
{
    bool nothing = n == 1 && str_is(items[0], "nothing") && found->list.n == 0;
    if (!nothing) {
        need(c, what, items, n, found, false);
    }
}

static void compare_clause(Comparison *c, ClauseKind kind, const Str *items, size_t n)
{
    Words words = words_new(c);
    switch (kind) {
    case CLAUSE_BECAUSE:
        words = provisions(c);
        need(c, "because", items, n, &words, true);
        return;
    case CLAUSE_REVIEW:
        need_review(c, items, n);
        return;
    case CLAUSE_MISSING:
        need_missing(c, items, n);
        return;
    case CLAUSE_FLAGS:
        words_of_lines(c, &words, "flags", "flag");
        need_words(c, "flag", items, n, &words);
        return;
    case CLAUSE_DUTIES:
        words_of_lines(c, &words, "duties", "duty");
        need_words(c, "duty", items, n, &words);
        return;
    case CLAUSE_GATE:
        words_add(&words, json_text(c->regime, STR("gate")));
        need(c, "gate", items, n, &words, false);
        return;
    case CLAUSE_CLASS:
        words = classes(c);
        need(c, "class", items, n, &words, true);
        return;
    case CLAUSE_OF:
        return;
    }
}

// -- findings ---------------------------------------------------------------------------

static bool has_conflict(const Comparison *c)
{
    for (const Json *at = json_first(c->statement, STR("conflicts")); at != NULL; at = at->next) {
        if (str_eq(json_text(at, STR("regime")), c->name)) {
            return true;
        }
    }
    return false;
}

static Str found_finding(const Comparison *c)
{
    Str finding = json_text(c->regime, STR("finding"));
    Str low = json_text(c->regime, STR("low")), high = json_text(c->regime, STR("high"));
    if (str_eq(low, high)) {
        return finding;
    }
    Words missing = words_new(c);
    words_of(&missing, c->statement, "missing", "fact");
    Str all = words_join(&missing);
    return str_format(c->result->arena, "%.*s (%.*s .. %.*s), missing %.*s", STR_ARG(finding),
                      STR_ARG(low), STR_ARG(high), STR_ARG(all));
}

static void compare_finding(Comparison *c)
{
    const CoreExpect *expect = c->expect;
    Str finding = json_text(c->regime, STR("finding"));
    bool same;
    Str wanted = expect->low;
    if (expect->high.len > 0) {
        same = str_eq(json_text(c->regime, STR("low")), expect->low) &&
               str_eq(json_text(c->regime, STR("high")), expect->high);
        wanted = str_format(c->result->arena, "%.*s .. %.*s", STR_ARG(expect->low),
                            STR_ARG(expect->high));
    } else if (str_is(expect->low, "conflict")) {
        same = has_conflict(c);
    } else {
        same = str_eq(finding, expect->low);
    }
    if (!same) {
        Str found = found_finding(c);
        fail(c, str_format(c->result->arena, "expected %.*s, found %.*s", STR_ARG(wanted),
                           STR_ARG(found)));
    }
}

// The regime that the expectation names, or the only one.
static const Json *regime_of(const Json *statement, Str name)
{
    const Json *regimes = json_get(statement, STR("regimes"));
    if (name.len == 0) {
        return regimes->n == 1 ? regimes->first : NULL;
    }
    const Json *at = regimes->first;
    while (at != NULL && !str_eq(json_text(at, STR("name")), name)) {
        at = at->next;
    }
    return at;
}

void scenario_compare(ScenarioResult *result, const Json *document, const CoreExpect *expect)
{
    Comparison c = {.result = result, .expect = expect};
    c.statement = json_get(document, STR("statement"));
    c.regime = regime_of(c.statement, expect->regime);
    c.name = json_text(c.regime, STR("name"));
    result->n_expects++;
    if (c.regime == NULL) {
        fail(&c, STR("the policy has several regimes: write 'of' and the name of one"));
        return;
    }
    compare_finding(&c);
    for (size_t i = 0; i < expect->n_clauses; i++) {
        compare_clause(&c, expect->clauses[i].kind, expect->clauses[i].items,
                       expect->clauses[i].n);
    }
}
