// Fuzz target: a whole policy and a case, made from the bytes. All ways to one answer agree.
//
// The policy laid out, as a literate file, in another order or as three modules says the same;
// so do the long and the short way, the facts printed and read, and in another order. Fewer
// facts widen, acts withdrawn never ease, what is whole lies within.
// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/answer.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/generate.h"

typedef struct Whole {
    Guard guard;
    Arena *arena;
    Parts parts;
    Draw policy, facts;
    Json *given;
    licet_options options;
    FuzzFile files[FILES_MOST];
} Whole;

// The messages that a generated policy may be refused with: what only the whole can show.
static bool may_be_refused_for(const char *code)
{
    static const char *const CODES[] = {
        "L0602", "L0603", "L0604", "L0605", "L0606", // labels that name what does not fit
        "L0610",                            // a circle of rules
        "L0640", "L0641", "L0644", "L0645", "L0646", // acts that would not only ease
    };
    for (size_t i = 0; i < countof(CODES); i++) {
        if (strcmp(CODES[i], code) == 0) {
            return true;
        }
    }
    return false;
}

static void complain(const licet_policy *policy, Str text)
{
    licet_diagnostic diag;
    for (size_t i = 0; licet_report_at(licet_policy_report(policy), i, &diag); i++) {
        if (diag.severity == LICET_ERROR && !may_be_refused_for(diag.code)) {
            licet_buffer *buffer;
            licet_report_render(licet_policy_report(policy), LICET_FORMAT_TEXT, &buffer);
            fprintf(stderr, "%.*s\n%s\n", STR_ARG(text), licet_buffer_text(buffer).at);
            abort();
        }
    }
}

static licet_policy *load(Whole *w, const char *const *roots, size_t n, licet_engine **engine)
{
    licet_policy *policy;
    *engine = fuzz_engine(w->files);
    licet_status status = licet_policy_load(*engine, roots, n, &policy);
    must(status == LICET_OK || status == LICET_REJECTED);
    if (status == LICET_REJECTED) {
        complain(policy, (Str){w->files[0].text.at, w->files[0].text.len});
        licet_policy_free(policy);
        licet_engine_free(*engine);
        return NULL;
    }
    return policy;
}

static licet_text text_of(Str s)
{
    return (licet_text){s.at, s.len};
}

static void give_files(Whole *w, const char *path, Str text)
{
    w->files[0] = (FuzzFile){path, text_of(text)};
    w->files[1] = (FuzzFile){"watch.csv", text_of(w->parts.csv)};
    w->files[2] = (FuzzFile){NULL, {NULL, 0}};
}

static licet_text printed(Whole *w, const Json *facts)
{
    Buf out;
    buf_init(&out, w->arena);
    json_print(&out, facts);
    return text_of(buf_done(&out));
}

static void hold(Whole *w, const char *why, const Json *other)
{
    if (why != NULL) {
        fprintf(stderr, "%.*s\nwatch.csv:\n%.*s\nfacts %s\nother %s\nas of %s: %s\n", (int)w->files[0].text.len,
                w->files[0].text.at, STR_ARG(w->parts.csv), printed(w, w->given).at, printed(w, other).at,
                w->options.as_of != NULL ? w->options.as_of : "the facts", why);
        abort();
    }
}

// -- decisions --------------------------------------------------------------------------

static licet_decision *decide(Whole *w, const licet_policy *policy, const Json *given)
{
    licet_facts *facts;
    licet_decision *decision;
    must(licet_facts_new(policy, &facts) == LICET_OK);
    if (licet_facts_read(facts, "facts", printed(w, given), false) != LICET_OK) {
        licet_buffer *buffer;
        licet_report_render(licet_facts_report(facts), LICET_FORMAT_TEXT, &buffer);
        hold(w, licet_buffer_text(buffer).at, given);
    }
    must(licet_decide(policy, facts, &w->options, &decision) == LICET_OK);
    licet_facts_free(facts);
    return decision;
}

static void same_words(Whole *w, const licet_decision *a, const licet_decision *b, const char *what)
{
    const char *first = answer_words(w->arena, a), *second = answer_words(w->arena, b);
    if (strcmp(first, second) != 0) {
        fprintf(stderr, "%s\n%s\n", first, second);
        hold(w, what, w->given);
    }
}

// -- one policy, other facts ------------------------------------------------------------

static Answer answer(Whole *w, const licet_policy *policy, const Json *given)
{
    Answer out;
    licet_decision *decision = decide(w, policy, given);
    must(answer_of_decision(decision, &out));
    licet_decision_free(decision);
    return out;
}

static void short_way(Whole *w, const licet_policy *policy, const Json *given, const Answer *wanted)
{
    licet_decider *decider;
    licet_case *of;
    Answer got;
    must(licet_decider_new(policy, &decider) == LICET_OK);
    must(licet_case_new(policy, &of) == LICET_OK);
    must(licet_case_read(of, decider, printed(w, given), false, false) == LICET_OK);
    must(licet_decider_decide(decider, of, &w->options) == LICET_OK);
    must(answer_of_decider(decider, &got));
    hold(w, answer_same(w->arena, wanted, &got), given);
    licet_case_free(of);
    licet_decider_free(decider);
}

static void laws(Whole *w, const licet_policy *policy, const Answer *base)
{
    Json *less = given_copy(w->arena, w->given), *whole = given_copy(w->arena, w->given);
    for (unsigned n = 1 + draw(&w->facts, 3); n > 0 && given_forget(w->arena, &w->facts, &generated_names, less); n--) {
    }
    Answer other = answer(w, policy, less);
    hold(w, answer_wider(w->arena, base, &other), less);
    short_way(w, policy, less, &other);
    given_complete(w->arena, &w->facts, whole);
    if (w->options.as_of != NULL) { // it filled the law date: another one would be another question
        json_set(whole, STR("ship_date"), json_string(w->arena, str_of(w->options.as_of)));
    }
    other = answer(w, policy, whole);
    hold(w, answer_within(w->arena, base, &other), whole);
    short_way(w, policy, whole, &other);
    Json *claim = given_copy(w->arena, w->given);
    if (given_withdraw(w->arena, &w->facts, &generated_names, claim)) {
        other = answer(w, policy, claim);
        hold(w, answer_no_easier(w->arena, base, &other), claim);
    }
}

static void printed_and_read(Whole *w, const licet_policy *policy, const licet_decision *decision)
{
    licet_facts *facts;
    licet_buffer *buffer, *again;
    JsonError error;
    Json *other = given_copy(w->arena, w->given);
    given_shuffle(&w->facts, other);
    licet_decision *second = decide(w, policy, other);
    hold(w, strcmp(licet_decision_id(decision), licet_decision_id(second)) == 0 ? NULL
            : "the order of the facts counts", other);
    licet_decision_free(second);
    must(licet_facts_new(policy, &facts) == LICET_OK);
    must(licet_facts_read(facts, "facts", printed(w, other), false) == LICET_OK);
    must(licet_facts_json(facts, &buffer) == LICET_OK);
    licet_text text = licet_buffer_text(buffer);
    Json *read = json_parse(w->arena, (Str){text.at, text.len}, &error);
    must(read != NULL);
    second = decide(w, policy, read);
    hold(w, strcmp(licet_decision_id(decision), licet_decision_id(second)) == 0 ? NULL
            : "the facts printed and read say something else", read);
    licet_decision_free(second);
    licet_buffer_free(buffer);
    licet_facts_free(facts);
    must(licet_decision_json(decision, "", false, &again) == LICET_OK);
    text = licet_buffer_text(again);
    Buf out;
    buf_init(&out, w->arena);
    read = json_parse(w->arena, str_trim((Str){text.at, text.len}), &error);
    must(read != NULL);
    json_print(&out, read);
    must(str_eq(str_trim((Str){text.at, text.len}), str_trim(buf_done(&out))));
    licet_buffer_free(again);
}

// -- one policy, other texts ------------------------------------------------------------

// Laid out: a fixed point, and the same tree.
static licet_text laid_out(Whole *w, const licet_policy *policy, licet_engine *engine)
{
    licet_buffer *laid, *twice, *tree, *tree_again;
    const char *const roots[] = {"fuzz.licet"};
    must(licet_format_source(engine, "fuzz.licet", w->files[0].text, &laid) == LICET_OK);
    Str text = str_copy(w->arena, (Str){licet_buffer_text(laid).at, licet_buffer_text(laid).len});
    must(licet_format_source(engine, "fuzz.licet", text_of(text), &twice) == LICET_OK);
    must(strcmp(text.at, licet_buffer_text(twice).at) == 0);
    FuzzFile before = w->files[0];
    licet_engine *other;
    w->files[0].text = text_of(text);
    licet_policy *again = load(w, roots, 1, &other);
    must(again != NULL);
    must(licet_policy_dump(policy, LICET_STAGE_TREE, &tree) == LICET_OK);
    must(licet_policy_dump(again, LICET_STAGE_TREE, &tree_again) == LICET_OK);
    must(strcmp(licet_buffer_text(tree).at, licet_buffer_text(tree_again).at) == 0);
    licet_buffer_free(laid);
    licet_buffer_free(twice);
    licet_buffer_free(tree);
    licet_buffer_free(tree_again);
    licet_policy_free(again);
    licet_engine_free(other);
    w->files[0] = before;
    return text_of(text);
}

// The same law in another form, one of four; the roots of it.
static size_t another_text(Whole *w, licet_text laid, const char **roots)
{
    roots[0] = "fuzz.licet";
    switch (draw(&w->facts, 4)) {
    case 0:
        give_files(w, "fuzz.licet", (Str){laid.at, laid.len});
        return 1;
    case 1:
        give_files(w, "fuzz.md", parts_literate(w->arena, &w->parts));
        roots[0] = "fuzz.md";
        return 1;
    case 2:
        give_files(w, "fuzz.licet", parts_text(w->arena, &w->parts, &w->facts));
        return 1;
    default: {
        PartModules modules = parts_modules(w->arena, &w->parts, &w->facts);
        give_files(w, "first.licet", modules.first);
        w->files[2] = (FuzzFile){"second.licet", text_of(modules.second)};
        w->files[3] = (FuzzFile){"common.licet", text_of(modules.common)};
        w->files[4] = (FuzzFile){NULL, {NULL, 0}};
        bool turned = draw_once_in(&w->facts, 2);
        roots[turned ? 1 : 0] = "first.licet";
        roots[turned ? 0 : 1] = "second.licet";
        return 2;
    }
    }
}

static void other_texts(Whole *w, const licet_decision *decision, licet_text laid)
{
    const char *roots[2];
    licet_engine *engine;
    FuzzFile before[FILES_MOST];
    memcpy(before, w->files, sizeof before);
    size_t n = another_text(w, laid, roots);
    licet_policy *policy = load(w, roots, n, &engine);
    must(policy != NULL);
    licet_decision *second = decide(w, policy, w->given);
    memcpy(w->files, before, sizeof before);
    same_words(w, decision, second, n == 2 ? "as modules it says something else"
                                           : "as another text it says something else");
    licet_decision_free(second);
    licet_policy_free(policy);
    licet_engine_free(engine);
}

// -- all of it --------------------------------------------------------------------------

static void try_policy(Whole *w, const licet_policy *policy, licet_engine *engine)
{
    Answer base;
    licet_decision *decision = decide(w, policy, w->given);
    must(answer_of_decision(decision, &base));
    short_way(w, policy, w->given, &base);
    laws(w, policy, &base);
    printed_and_read(w, policy, decision);
    other_texts(w, decision, laid_out(w, policy, engine));
    licet_decision_free(decision);
}

static void choose_options(Whole *w)
{
    const Json *day = json_get(w->given, STR("ship_date"));
    licet_options_init(&w->options);
    w->options.text_world = draw_once_in(&w->facts, 6);
    if ((day == NULL || day->kind != JSON_STRING) && draw_once_in(&w->facts, 2)) {
        w->options.as_of = generate_day(&w->facts);
    }
    if (w->parts.proposed != NULL && draw_once_in(&w->facts, 2)) {
        w->options.assume = &w->parts.proposed;
        w->options.assume_count = 1;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    Whole w = {.policy = {bytes, n - n / 3, false}};
    w.facts = (Draw){bytes + w.policy.n, n / 3, true};
    guard_init(&w.guard);
    w.arena = arena_new(&w.guard);
    generate_policy(w.arena, &w.policy, &w.parts);
    w.given = generate_facts(w.arena, &w.facts);
    choose_options(&w);
    give_files(&w, "fuzz.licet", parts_text(w.arena, &w.parts, NULL));
    const char *const roots[] = {"fuzz.licet"};
    licet_engine *engine;
    licet_policy *policy = load(&w, roots, 1, &engine);
    if (policy != NULL) {
        try_policy(&w, policy, engine);
        licet_policy_free(policy);
        licet_engine_free(engine);
    }
    arena_free(w.arena);
    return 0;
}
