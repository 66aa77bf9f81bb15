// Resolve: bases of raised flags, and the resolutions that quote them (GRAMMAR.md, 4.10).
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/resolve.h"

#include "runtime/base/digest.h"
#include "runtime/base/utf8.h"
#include "runtime/proof/inner.h"

typedef struct Resolving {
    Arena *arena;
    const Evaluation *eval;
    Support support;   // of one flag at a time
    Resolved *out;
} Resolving;

// "/items/0" of "/items/0/die_area": the element of a subject list that the place lies in.
static Str element_of(const Resolving *r, Str pointer)
{
    for (size_t i = 0; i < r->eval->core->n_subject_lists; i++) {
        Buf buf;
        buf_init(&buf, r->arena);
        fact_pointer(&buf, facts_find(r->eval->facts, r->eval->core->subject_lists[i].path));
        buf_char(&buf, '/');
        Str list = buf_done(&buf);
        if (str_starts(pointer, list)) {
            size_t end = list.len;
            while (end < pointer.len && pointer.at[end] != '/') {
                end++;
            }
            return str_sub(pointer, 0, end);
        }
    }
    return STR_NONE;
}

// The whole that a fact belongs to: an element of a subject list, or the fact at the top.
static Str whole_of(const Resolving *r, Str pointer)
{
    Str element = element_of(r, pointer);
    size_t end = 1;
    while (end < pointer.len && pointer.at[end] != '/') {
        end++;
    }
    return element.len > 0 ? element : str_sub(pointer, 0, end);
}

static bool is_law_date(const Facts *facts, Str pointer)
{
    return facts->schema->law_date < facts->schema->n &&
           facts_find(facts, pointer) == facts->top[facts->schema->law_date];
}

// What is given of the place; the law date as the evaluation read it.
static Json *value_of(const Resolving *r, Str pointer)
{
    const Facts *facts = r->eval->facts;
    const Fact *fact = facts_find(facts, pointer);
    if (r->eval->options.move_law_date && is_law_date(facts, pointer)) {
        return json_string(r->arena, date_text(r->arena, r->eval->options.date));
    }
    return fact != NULL ? fact_json(r->arena, fact) : json_null(r->arena);
}

static Str digest_of_wholes(const Resolving *r, const TextSet *wholes)
{
    Json *object = json_object(r->arena);
    for (size_t i = 0; i < wholes->texts.n; i++) {
        json_set(object, wholes->texts.items[i], value_of(r, wholes->texts.items[i]));
    }
    Buf buf;
    buf_init(&buf, r->arena);
    json_canonical(&buf, object);
    Digest digest = digest_of(buf_done(&buf));
    return str_format(r->arena, "sha256:%s", digest.hex);
}

static void find_basis(Resolving *r, const RuleState *state, RaisedFlag *flag)
{
    support_clear(&r->support);
    support_add(&r->support, state->act_step);
    for (uint32_t e = 0; e < 2 * state->n_eras; e++) {
        support_add(&r->support, state->eras[e]);
    }
    TextSet facts = {0}, wholes = {0};
    support_facts(&r->support, &facts);
    for (size_t i = 0; i < facts.texts.n; i++) {
        Str whole = whole_of(r, facts.texts.items[i]);
        if (!set_has(&wholes, whole)) {
            set_add(r->arena, &wholes, whole);
            flag->of_the_day = flag->of_the_day || is_law_date(r->eval->facts, whole);
        }
    }
    flag->basis = digest_of_wholes(r, &wholes);
}

// A flag of the whole transaction is one value for all lines.
static const RaisedFlag *same_value(const Resolving *r, const RuleState *state, RuleId rule)
{
    for (size_t i = 0; i < r->out->flags.n; i++) {
        const RaisedFlag *flag = &r->out->flags.items[i];
        const RuleState *other = &r->eval->lines[flag->line].rules[rule];
        if (flag->rule == rule && state->n_eras == 0 && state->act_step != 0 &&
            other->act_step == state->act_step) {
            return flag;
        }
    }
    return NULL;
}

static void raise_flags(Resolving *r)
{
    const Evaluation *eval = r->eval;
    for (size_t i = 0; i < eval->n_lines; i++) {
        for (size_t k = 0; k < eval->core->n_rules; k++) {
            const CoreRule *rule = &eval->core->rules[k];
            const RuleState *state = &eval->lines[i].rules[k];
            if (rule->effect != EFFECT_FLAGS || state->dead || state->act == TRI_F) {
                continue;
            }
            const RaisedFlag *same = same_value(r, state, rule->id);
            RaisedFlag flag = {.line = i, .rule = rule->id};
            if (same != NULL) {
                flag.basis = same->basis;
                flag.of_the_day = same->of_the_day;
            } else {
                find_basis(r, state, &flag);
            }
            vec_push(r->arena, &r->out->flags, flag);
        }
    }
}

static bool names(const Resolution *resolution, const CoreRule *rule)
{
    if (rule->effect != EFFECT_FLAGS || rule->term.word == NULL) {
        return false;
    }
    return resolution->flag.len > 0 ? str_eq(resolution->flag, rule->term.word->name)
                                    : str_eq(resolution->code, term_code(&rule->term));
}

static bool is_known(const Core *core, const Resolution *resolution)
{
    for (size_t r = 0; r < core->n_rules; r++) {
        if (names(resolution, &core->rules[r])) {
            return true;
        }
    }
    return false;
}

static bool same_person(Arena *arena, Str a, Str b)
{
    return str_eq(utf8_fold(arena, str_trim(a)), utf8_fold(arena, str_trim(b)));
}

// What stands against it whatever flags are raised; NULL: nothing.
static const char *void_by_form(const Resolving *r, const Resolution *resolution)
{
    const EvalOptions *options = &r->eval->options;
    if (!is_known(r->eval->core, resolution)) {
        return "unknown_flag";
    }
    if (!str_is(resolution->outcome, "cleared")) {
        return "not_cleared";
    }
    if (resolution->second_by.len == 0) {
        return "no_second_person";
    }
    if (same_person(r->arena, resolution->by, resolution->second_by)) {
        return "same_person";
    }
    if (!options->has_date) {
        return "no_date";
    }
    return options->date < resolution->on      ? "not_yet"
           : options->date > resolution->until ? "ended"
                                               : NULL;
}

// Closes the flags whose basis it quotes.
static const char *apply(Resolving *r, const Resolution *resolution)
{
    const char *why = "not_raised";
    for (size_t i = 0; i < r->out->flags.n; i++) {
        RaisedFlag *flag = &r->out->flags.items[i];
        Str line = r->eval->lines[flag->line].id;
        if (!names(resolution, &r->eval->core->rules[flag->rule]) ||
            (resolution->line.len > 0 && !str_eq(resolution->line, line))) {
            continue;
        }
        r->out->of_the_day = r->out->of_the_day || flag->of_the_day;
        if (!str_eq(flag->basis, resolution->facts)) {
            why = why != NULL ? "facts_changed" : NULL;
            continue;
        }
        why = NULL;
        flag->closed_by = flag->closed_by != NULL ? flag->closed_by : resolution;
    }
    return why;
}

const Resolved *resolve_flags(Arena *arena, const Evaluation *eval)
{
    size_t n = eval->facts->resolutions.n;
    Resolving r = {.arena = arena, .eval = eval, .out = arena_make(arena, Resolved)};
    support_init(&r.support, arena, eval);
    raise_flags(&r);
    r.out->why = arena_array(arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++) {
        const Resolution *resolution = eval->facts->resolutions.items[i];
        r.out->why[i] = void_by_form(&r, resolution);
        if (r.out->why[i] == NULL) {
            r.out->why[i] = apply(&r, resolution);
        }
    }
    return r.out;
}

const RaisedFlag *resolved_find(const Resolved *resolved, size_t line, RuleId rule)
{
    size_t low = 0, high = resolved->flags.n;
    while (low < high) {
        size_t at = low + (high - low) / 2;
        const RaisedFlag *flag = &resolved->flags.items[at];
        if (flag->line == line && flag->rule == rule) {
            return flag;
        }
        if (flag->line < line || (flag->line == line && flag->rule < rule)) {
            low = at + 1;
        } else {
            high = at;
        }
    }
    return NULL;
}
