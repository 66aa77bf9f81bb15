// The public door, deciders: many cases answered in one room, without proofs.
//
// In:  a policy, cases, options. Out: verdicts; what takes a proof is decided as
//      licet_decide does, with the same getters on top.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/engine/door_case.h"

#include <stddef.h>

static void begin(void *job)
{
    licet_decider *decider = job;
    decider->keep = arena_new(&decider->door.guard);
    decider->answer.keep = decider->keep;
    run_init(&decider->run, decider->keep, decider->door.arena);
}

licet_status licet_decider_new(const licet_policy *policy, licet_decider **out)
{
    *out = NULL;
    if (policy == NULL || !policy->pipeline->clean) {
        return LICET_MISUSE;
    }
    const PlanBox *plan = programs_plan(policy);
    licet_decider *decider = plan != NULL ? door_new(policy->door.engine, sizeof *decider) : NULL;
    if (decider == NULL) {
        return LICET_NO_MEMORY;
    }
    decider->policy = policy;
    decider->plan = plan;
    licet_status status = door_run(&decider->door, begin, decider);
    if (status != LICET_OK) {
        licet_decider_free(decider);
        return status;
    }
    *out = decider;
    return LICET_OK;
}

void licet_decider_free(licet_decider *decider)
{
    if (decider != NULL) {
        licet_decision_free(decider->decision);
        door_free(decider->assuming);
        arena_free(decider->keep);
        door_free(decider);
    }
}

// ---- the short way

typedef struct QuickJob {
    licet_decider *decider;
    licet_case *of;
    const ProgramBox *box;
    bool done;
} QuickJob;

static const char *line_id(Arena *arena, const VerdictLine *line)
{
    if (line->element == SIZE_MAX) {
        return "/";
    }
    char *id = arena_alloc(arena, line->pointer.len + 24), digits[20];
    size_t n = 0, left = line->element;
    memcpy(id, line->pointer.at, line->pointer.len);
    do {
        digits[n++] = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    for (size_t k = 0; k < n; k++) {
        id[line->pointer.len + k] = digits[n - 1 - k];
    }
    return id;
}

// The texts of the answer, as the getters give them.
static void name_lines(licet_decider *decider)
{
    decider->ids.n = decider->codes.n = 0;
    for (size_t i = 0; i < decider->answer.lines.n; i++) {
        vec_push(decider->keep, &decider->ids, line_id(decider->door.arena, &decider->answer.lines.items[i]));
    }
    for (size_t i = 0; i < decider->answer.codes.n; i++) {
        vec_push(decider->keep, &decider->codes, decider->program->codes[decider->answer.codes.items[i]]);
    }
}

static void decide_quickly(void *job)
{
    QuickJob *quick = job;
    licet_decider *decider = quick->decider;
    if (decider->program != quick->box) {
        decider->program = NULL; // until there is room for it
        run_program(&decider->run, decider->keep, quick->box->program);
        decider->program = quick->box;
    }
    arena_reset(decider->door.arena);
    quick->done = verdict_decide(&decider->run, quick->of->top, &decider->answer);
    if (quick->done) {
        name_lines(decider);
    }
}

// Which law applies; false when that is not known, or not said rightly.
static bool find_day(const licet_decider *decider, licet_case *of, const licet_options *options, Cell **law,
                     Day *day)
{
    const FactSchema *schema = decider->policy->pipeline->core->schema;
    if (!decider->policy->decides) {
        return false; // the long way says so
    }
    if (schema->law_date >= schema->n) {
        *law = NULL;
    } else {
        *law = &of->top[decider->plan->plan->top.places[schema->law_date].at];
    }
    if (options->as_of != NULL) {
        return date_parse(str_of(options->as_of), day);
    }
    if (*law == NULL || (*law)->tag != CELL_NUM) {
        return false;
    }
    *day = (Day)(*law)->as.num;
    return true;
}

// With assumed labels: the last such program is kept.
typedef struct AssumeJob {
    licet_decider *decider;
    const licet_options *options;
    EvalOptions eval;
    Str key;
    bool good;
} AssumeJob;

static void read_assumed(void *job)
{
    AssumeJob *read = job;
    Arena *arena = read->decider->door.arena;
    Str *labels = arena_array(arena, Str, read->options->assume_count);
    Buf key;
    buf_init(&key, arena);
    read->good = true;
    for (size_t i = 0; i < read->options->assume_count; i++) {
        labels[i] = str_of(read->options->assume[i]);
        read->good = read->good && decision_is_proposed(read->decider->policy->pipeline->core, labels[i]);
        buf_str(&key, labels[i]);
        buf_char(&key, '\n');
    }
    read->eval.assumed = labels;
    read->eval.n_assumed = read->options->assume_count;
    read->key = buf_done(&key);
}

static void keep_key(void *job)
{
    AssumeJob *keep = job;
    keep->decider->assumed = str_copy(keep->decider->assuming->door.arena, keep->key);
}

static const ProgramBox *find_assuming(licet_decider *decider, const licet_options *options, World world, Day day)
{
    AssumeJob job = {.decider = decider, .options = options,
                     .eval = {.world = world, .has_date = true, .date = day, .without = UINT32_MAX}};
    if (door_run(&decider->door, read_assumed, &job) != LICET_OK || !job.good) {
        return NULL;
    }
    bool same = decider->assuming != NULL && decider->assumed_on == day && str_eq(decider->assumed, job.key) &&
                decider->assumed_text == (world == WORLD_TEXT);
    if (same) {
        return decider->assuming;
    }
    if (decider->program == decider->assuming) {
        decider->program = NULL;
    }
    door_free(decider->assuming);
    decider->assuming = programs_make(decider->policy, &job.eval);
    decider->assumed_on = day;
    decider->assumed_text = world == WORLD_TEXT;
    if (decider->assuming != NULL && door_run(&decider->assuming->door, keep_key, &job) != LICET_OK) {
        door_free(decider->assuming);
        decider->assuming = NULL;
    }
    return decider->assuming;
}

static void fetch(uintptr_t at, size_t bytes)
{
    enum { LINE = 64, MOST = 24 * LINE };
    for (uintptr_t end = at + (bytes < MOST ? bytes : MOST); at < end; at += LINE) {
        __builtin_prefetch((const void *)at);
    }
}

// Cases that were read long ago lie far from the processor: what is asked of them comes all
// at once. Cases that were made one after the other mostly lie so: the next one comes while
// this one is at work.
static void fetch_case(licet_decider *decider, const licet_case *of)
{
    enum { LISTS = 320 };
    uintptr_t at = (uintptr_t)&of->policy, next = at + (at - decider->last);
    size_t cells = decider->plan->plan != NULL ? decider->plan->plan->top.n_cells * sizeof(Cell) : 0;
    size_t bytes = sizeof *of - offsetof(licet_case, policy) + cells + LISTS;
    if (at == decider->last) {
        return;
    }
    fetch(at, at == decider->next ? 0 : bytes);
    fetch(next, bytes);
    decider->last = at;
    decider->next = next;
}

static bool try_quickly(licet_decider *decider, licet_case *of, const licet_options *options)
{
    QuickJob job = {.decider = decider, .of = of};
    Cell *law, before;
    Day day;
    if (!of->plain || decider->policy->door.engine->config.step_limit != 0 ||
        !find_day(decider, of, options, &law, &day)) {
        return false;
    }
    decider->day = day;
    decider->supposed = (licet_supposed){
        .what_if = law != NULL && law->tag == CELL_NUM && law->as.num != day,
        .text_world = options->text_world,
        .assume = options->assume,
        .assume_count = options->assume_count,
    };
    World world = options->text_world ? WORLD_TEXT : WORLD_ENFORCED;
    job.box = options->assume_count > 0 ? find_assuming(decider, options, world, day)
                                        : programs_find(decider->policy, world, day);
    if (job.box == NULL || job.box->program == NULL) {
        return false;
    }
    if (law != NULL) { // not given: filled in, so that rules that compare with it see it
        before = *law;
        *law = law->tag == CELL_NUM ? *law : cell_int(day);
    }
    bool good = door_run(&decider->door, decide_quickly, &job) == LICET_OK && job.done;
    if (law != NULL) {
        *law = before;
    }
    return good;
}

// ---- the door

static const licet_options COMPACT = {.compact = true};

// What a line says of its own goes before what is asked of all.
static licet_options options_of(const licet_case *of, const licet_options *asked)
{
    licet_options options = asked != NULL ? *asked : COMPACT;
    options.compact = true;
    if (of->n_assume > 0) {
        options.assume = of->assume;
        options.assume_count = of->n_assume;
    }
    if (of->has_day) {
        options.as_of = of->as_of.at;
        options.as_of_from = "--as-of";
    }
    options.text_world = of->has_world ? of->text_world : options.text_world;
    return options;
}

licet_status licet_decider_decide(licet_decider *decider, licet_case *of, const licet_options *options)
{
    licet_options compact;
    if (decider != NULL && of != NULL) {
        fetch_case(decider, of);
    }
    if (decider == NULL || of == NULL || decider->policy != of->policy || !door_options_fit(options) ||
        (!of->plain && of->taken == NULL && (of->facts == NULL || !facts_good(of->facts)))) {
        return LICET_MISUSE;
    }
    if (options != NULL || of->n_assume > 0 || of->has_day || of->has_world) {
        compact = options_of(of, options);
        options = &compact;
    } else {
        options = &COMPACT;
    }
    licet_decision_free(decider->decision);
    decider->decision = NULL;
    decider->quick = try_quickly(decider, of, options);
    if (decider->quick) {
        return LICET_OK;
    }
    const licet_facts *facts;
    licet_status status = case_facts(of, &facts);
    return status == LICET_OK ? decision_short(decider->policy, facts, options, &decider->decision) : status;
}

const licet_report *licet_decider_report(const licet_decider *decider)
{
    return decider == NULL || decider->decision == NULL ? NULL : licet_decision_report(decider->decision);
}

const licet_decision *licet_decider_decision(const licet_decider *decider)
{
    return decider == NULL ? NULL : decider->decision;
}

licet_gate licet_decider_gate(const licet_decider *decider)
{
    if (decider == NULL || !decider->quick) {
        return decider == NULL ? LICET_STOP : licet_decision_gate(decider->decision);
    }
    return (licet_gate)decider->answer.gate;
}

int licet_decider_exit(const licet_decider *decider)
{
    if (decider == NULL || !decider->quick) {
        return decider == NULL ? 5 : licet_decision_exit(decider->decision);
    }
    return decider->answer.exit;
}

const char *licet_decider_unverified(const licet_decider *decider)
{
    if (decider == NULL || !decider->quick) {
        return decider == NULL ? "" : licet_decision_unverified(decider->decision);
    }
    return decider->day > decider->policy->read_through ? decider->policy->read_text : "";
}

void licet_decider_supposed(const licet_decider *decider, licet_supposed *out)
{
    if (decider == NULL || !decider->quick) {
        licet_decision_supposed(decider == NULL ? NULL : decider->decision, out);
    } else {
        *out = decider->supposed;
    }
}

size_t licet_decider_regime_count(const licet_decider *decider)
{
    if (decider == NULL || !decider->quick) {
        return decider == NULL ? 0 : licet_decision_regime_count(decider->decision);
    }
    return decider->answer.regimes.n;
}

size_t licet_decider_line_count(const licet_decider *decider)
{
    if (decider == NULL || !decider->quick) {
        return decider == NULL ? 0 : licet_decision_line_count(decider->decision);
    }
    return decider->answer.lines.n;
}

bool licet_decider_regime(const licet_decider *decider, size_t index, licet_regime *out)
{
    if (decider == NULL || !decider->quick) {
        return decider != NULL && licet_decision_regime(decider->decision, index, out);
    }
    if (index >= decider->answer.regimes.n) {
        return false;
    }
    const VerdictRegime *result = &decider->answer.regimes.items[index];
    uint32_t regime = result->regime->index;
    const char *const *verdicts = decider->plan->verdicts[regime];
    *out = (licet_regime){
        .name = decider->plan->regimes[regime],
        .title = decider->plan->titles[regime],
        .finding = verdicts[result->verdict],
        .low = verdicts[result->low],
        .high = verdicts[result->high],
        .gate = (licet_gate)result->gate,
    };
    return true;
}

bool licet_decider_line(const licet_decider *decider, size_t index, licet_line *out)
{
    if (decider == NULL || !decider->quick) {
        return decider != NULL && licet_decision_line(decider->decision, index, out);
    }
    if (index >= decider->answer.lines.n) {
        return false;
    }
    const VerdictLine *line = &decider->answer.lines.items[index];
    uint32_t regime = line->regime->index;
    const char *const *verdicts = decider->plan->verdicts[regime];
    *out = (licet_line){
        .id = decider->ids.items[index],
        .regime = decider->plan->regimes[regime],
        .subject = "",
        .finding = verdicts[line->verdict],
        .low = verdicts[line->low],
        .high = verdicts[line->high],
        .gate = (licet_gate)line->gate,
        .codes = decider->codes.n > 0 ? decider->codes.items + line->first_code : NULL,
        .code_count = line->n_codes,
    };
    return true;
}

// ---- provisions of an answer that went the long way

static bool weighs(const CoreRule *rule)
{
    return rule->effect == EFFECT_REQUIRES || rule->effect == EFFECT_PROHIBITS ||
           rule->effect == EFFECT_EXCLUDES || rule->effect == EFFECT_FLAGS || rule->n_duties > 0;
}

static bool met_a_demand(const Core *core, const Line *line, RuleId id)
{
    for (size_t i = 0; i < core->n_rules; i++) {
        const CoreRule *rule = &core->rules[i];
        if (line->rules[i].dead || line->rules[i].act != TRI_T) {
            continue;
        }
        for (size_t k = 0; k < rule->n_authorized_by; k++) {
            if (rule->authorized_by[k] == id) {
                return true;
            }
        }
    }
    return false;
}

static const char *long_provision(const licet_decider *decider, size_t index, size_t nth)
{
    const licet_decision *decision = decider->decision;
    if (decision == NULL || decision->statement == NULL || decision->statement->status != EVAL_OK) {
        return NULL;
    }
    const Evaluation *eval = decision->statement->evaluation;
    const Line *line = index < eval->n_lines ? &eval->lines[index] : NULL;
    for (size_t i = 0; line != NULL && i < eval->core->n_rules; i++) {
        const CoreRule *rule = &eval->core->rules[i];
        bool acted = !line->rules[i].dead && line->rules[i].act == TRI_T &&
                     (weighs(rule) || (rule->effect == EFFECT_AUTHORIZES && met_a_demand(eval->core, line, rule->id)));
        if (acted && nth-- == 0) {
            return decider->plan->labels[i];
        }
    }
    return NULL;
}

const char *licet_decider_provision(const licet_decider *decider, size_t line, size_t index)
{
    if (decider == NULL || !decider->quick) {
        return decider == NULL ? NULL : long_provision(decider, line, index);
    }
    bool good = line < decider->answer.lines.n && index < decider->answer.lines.items[line].n_acted;
    return good ? decider->plan->labels[decider->answer.acted.items[decider->answer.lines.items[line].first_acted + index]->id] : NULL;
}
