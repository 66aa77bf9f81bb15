// The public door, decisions: facts and options in, an immutable answer with getters out.
//
// In:  a policy, facts, options. The facts are copied, because evaluation makes places in
//      them for what is asked and nobody gave.
// Out: licet_decision; its texts are made once, in its arena.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/engine/door.h"
#include "runtime/proof/writers.h"

#define ENGINE_NAME "licet " LICET_VERSION

// -- options ----------------------------------------------------------------------------

void licet_options_init(licet_options *options)
{
    *options = (licet_options){0};
}

bool decision_is_proposed(const Core *core, Str label)
{
    for (size_t i = 0; label.len > 0 && i < core->n_rules; i++) {
        if (core->rules[i].proposed.len > 0 && label_covers(label, core->rules[i].label)) {
            return true;
        }
    }
    return false;
}

static void report_assumed(Diags *diags, const Core *core, Str label)
{
    Arena *arena = diags->arena;
    Str *candidates = arena_array(arena, Str, core->n_rules + 1);
    size_t n = 0;
    for (size_t i = 0; i < core->n_rules; i++) {
        if (core->rules[i].proposed.len > 0) {
            candidates[n++] = core->rules[i].label;
        }
    }
    Diag *diag = diag_report(diags, DIAG_R0502, (Span){0}, STR_ARG(label));
    Str near = diag_nearest(label, candidates, n);
    if (near.len > 0) {
        diag_note(diags, diag, "did you mean '%.*s'?", STR_ARG(near));
    }
}

static void read_assumed(licet_decision *decision, const licet_options *options,
                         EvalOptions *eval)
{
    Arena *arena = decision->door.arena;
    const Core *core = decision->policy->pipeline->core;
    Str *labels = arena_array(arena, Str, options->assume_count + 1);
    const char **texts = arena_array(arena, const char *, options->assume_count + 1);
    for (size_t i = 0; i < options->assume_count; i++) {
        texts[i] = door_text(arena, str_of(options->assume[i]));
        labels[i] = str_of(texts[i]);
        if (!decision_is_proposed(core, labels[i])) {
            report_assumed(&decision->diags, core, labels[i]);
        }
    }
    eval->assumed = labels;
    eval->n_assumed = options->assume_count;
    decision->supposed.assume = texts;
    decision->supposed.assume_count = options->assume_count;
}

// Which law applies: --as-of, else the law date among the facts. A date that was not given
// among the facts is filled in, so that rules that compare with it see it.
static void settle_date(licet_decision *decision, const licet_options *options,
                        StatementInput *input)
{
    Arena *arena = decision->door.arena;
    const FactSchema *schema = decision->facts->schema;
    Fact *law = schema->law_date < schema->n ? decision->facts->top[schema->law_date] : NULL;
    bool given = law != NULL && law->state == FACT_KNOWN;
    Str key = law != NULL ? law->key : STR_NONE;
    Day day = 0;
    if (options->as_of != NULL) {
        Str text = str_of(options->as_of);
        if (!date_parse(text, &day)) {
            diag_report(&decision->diags, DIAG_R0501, (Span){0}, STR_ARG(text));
            return;
        }
        input->what_if = given && !rat_eq(law->number, rat_int(day));
        decision->supposed.what_if = input->what_if;
        const char *from = options->as_of_from != NULL ? options->as_of_from : "--as-of";
        input->as_of_from = given && !input->what_if ? str_format(arena, "/%.*s", STR_ARG(key))
                                                     : str_copy(arena, str_of(from));
        if (law != NULL && !given) {
            law->state = FACT_KNOWN;
            law->number = rat_int(day);
        }
    } else if (given) {
        int64_t number = 0;
        rat_to_int64(law->number, &number);
        day = (Day)number;
        input->as_of_from = str_format(arena, "/%.*s", STR_ARG(law->key));
    } else {
        facts_expire(decision->facts, DAY_MAX); // whatever ends may have ended
        return;
    }
    input->options.has_date = true;
    input->options.date = day;
    decision->unverified = day > decision->policy->read_through ? decision->policy->read_text : "";
    facts_expire(decision->facts, day);
}

// -- the answer as records --------------------------------------------------------------

static const char *member(Arena *arena, const Json *object, const char *name)
{
    const Json *value = json_get(object, str_of(name));
    return value == NULL || value->kind != JSON_STRING ? "" : door_text(arena, value->text);
}

static licet_gate gate_of(const Json *object)
{
    const Json *gate = json_get(object, STR("gate"));
    if (gate != NULL && str_is(gate->text, "proceed")) {
        return LICET_PROCEED;
    }
    return gate != NULL && str_is(gate->text, "hold") ? LICET_HOLD : LICET_STOP;
}

static void show_regimes(licet_decision *decision, const Json *regimes)
{
    Arena *arena = decision->door.arena;
    decision->regimes = arena_array(arena, licet_regime, regimes->n + 1);
    for (const Json *at = regimes->first; at != NULL; at = at->next) {
        decision->regimes[decision->n_regimes++] = (licet_regime){
            .name = member(arena, at, "name"),
            .title = member(arena, at, "title"),
            .finding = member(arena, at, "finding"),
            .low = member(arena, at, "low"),
            .high = member(arena, at, "high"),
            .gate = gate_of(at),
        };
    }
}

static licet_line show_line(Arena *arena, const Json *line)
{
    const Json *codes = json_get(line, STR("codes"));
    const char **list = arena_array(arena, const char *, codes->n + 1);
    size_t n = 0;
    for (const Json *code = codes->first; code != NULL; code = code->next) {
        list[n++] = door_text(arena, code->text);
    }
    return (licet_line){
        .id = member(arena, line, "id"),
        .regime = member(arena, line, "regime"),
        .subject = member(arena, json_get(line, STR("subject")), "name"),
        .finding = member(arena, line, "finding"),
        .low = member(arena, line, "low"),
        .high = member(arena, line, "high"),
        .gate = gate_of(line),
        .codes = list,
        .code_count = n,
    };
}

static void show_decision(licet_decision *decision)
{
    Arena *arena = decision->door.arena;
    Json *document = decision->statement->document;
    const Json *statement = json_get(document, STR("statement"));
    const Json *lines = json_get(statement, STR("lines"));
    decision->id = member(arena, document, "id");
    decision->gate = gate_of(statement);
    decision->exit_status = decision->statement->exit_status;
    show_regimes(decision, json_get(statement, STR("regimes")));
    decision->lines = arena_array(arena, licet_line, lines->n + 1);
    for (const Json *at = lines->first; at != NULL; at = at->next) {
        decision->lines[decision->n_lines++] = show_line(arena, at);
    }
}

static Str text_or_none(Arena *arena, const char *text)
{
    return text == NULL ? STR_NONE : str_copy(arena, str_of(text));
}

static void add_record(Arena *arena, Json *document, const licet_options *options)
{
    Json *record = json_object(arena);
    Str at = text_or_none(arena, options->decided_at);
    json_set(record, STR("decided_at"), at.len > 0 ? json_string(arena, at) : json_null(arena));
    json_set(record, STR("engine"), json_string(arena, STR(ENGINE_NAME)));
    json_set(document, STR("record"), record);
}

// A regime without a rule; NULL when each has some.
static const Regime *find_empty(const Core *core)
{
    for (size_t i = 0; i < core->checked->regimes.n; i++) {
        const Regime *regime = core->checked->regimes.items[i];
        bool found = false;
        for (size_t r = 0; r < core->n_rules && !found; r++) {
            found = core->rules[r].regime == regime;
        }
        if (!found) {
            return regime;
        }
    }
    return NULL;
}

bool decision_is_possible(const Core *core)
{
    return core->checked->regimes.n > 0 && find_empty(core) == NULL;
}

// Where no rule could ask for anything, nobody is told that nothing is required.
static void report_empty(Diags *diags, const Core *core)
{
    if (core->checked->regimes.n == 0) {
        diag_report(diags, DIAG_R0510, (Span){0});
    } else {
        diag_report(diags, DIAG_R0511, (Span){0}, STR_ARG(find_empty(core)->name));
    }
}

StatementInput decision_input(licet_decision *decision, const licet_options *options)
{
    Arena *arena = decision->door.arena;
    const licet_policy *policy = decision->policy;
    diag_init(&decision->diags, arena);
    decision->id = "";
    decision->unverified = "";
    decision->supposed = (licet_supposed){.text_world = options->text_world};
    decision->gate = LICET_STOP;
    decision->exit_status = 4;
    StatementInput input = {
        .core = policy->pipeline->core,
        .facts = decision->facts,
        .case_id = text_or_none(arena, options->case_id),
        .case_title = text_or_none(arena, options->case_title),
        .roots = policy->roots,
        .n_roots = policy->n_roots,
        .with_proof = !options->compact,
        .with_outlook = !options->compact,
        .short_form = decision->short_form,
        .options = {
            .world = options->text_world ? WORLD_TEXT : WORLD_ENFORCED,
            .without = UINT32_MAX,
            .trace = true,
            .step_limit = policy->door.engine->config.step_limit,
            .code = policy->pipeline->code,
            .native = policy->natives != NULL ? natives_call : NULL,
            .native_host = policy->natives,
        },
    };
    if (!policy->decides) {
        report_empty(&decision->diags, input.core);
    }
    read_assumed(decision, options, &input.options);
    settle_date(decision, options, &input);
    return input;
}

void decision_make(licet_decision *decision, const licet_options *options)
{
    Arena *arena = decision->door.arena;
    StatementInput input = decision_input(decision, options);
    if (decision->diags.n_errors == 0) {
        decision->statement = statement_make(arena, &input);
        add_record(arena, decision->statement->document, options);
        show_decision(decision);
    }
    decision_report(decision);
}

void decision_report(licet_decision *decision)
{
    const licet_policy *policy = decision->policy;
    report_make(&decision->report, policy->door.engine, decision->door.arena,
                &policy->pipeline->loaded->sources, &decision->diags);
}

// -- door -------------------------------------------------------------------------------

typedef struct DecideJob {
    bool short_form;
    licet_decision *decision;
    const licet_facts *facts;
    const licet_options *options;
} DecideJob;

static void decide(void *job)
{
    DecideJob *decide = job;
    licet_decision *decision = decide->decision;
    decision->short_form = decide->short_form;
    decision->facts = facts_copy(decision->door.arena, decide->facts->facts);
    decision_make(decision, decide->options);
}

static licet_status decide_facts(const licet_policy *policy, const licet_facts *facts,
                                 const licet_options *options, bool short_form, licet_decision **out)
{
    licet_options defaults;
    *out = NULL;
    if (policy == NULL || facts == NULL || facts->policy != policy || !facts_good(facts) ||
        !door_options_fit(options)) {
        return LICET_MISUSE;
    }
    if (options == NULL) {
        licet_options_init(&defaults);
        options = &defaults;
    }
    licet_decision *decision = door_new(policy->door.engine, sizeof *decision);
    if (decision == NULL) {
        return LICET_NO_MEMORY;
    }
    decision->policy = policy;
    DecideJob job = {short_form, decision, facts, options};
    licet_status status = door_run(&decision->door, decide, &job);
    if (status != LICET_OK) {
        door_free(decision);
        return status;
    }
    *out = decision;
    return decision->statement == NULL ? LICET_REJECTED : LICET_OK;
}

licet_status licet_decide(const licet_policy *policy, const licet_facts *facts,
                          const licet_options *options, licet_decision **out)
{
    return decide_facts(policy, facts, options, false, out);
}

licet_status decision_short(const licet_policy *policy, const licet_facts *facts,
                            const licet_options *options, licet_decision **out)
{
    return decide_facts(policy, facts, options, facts->facts->resolutions.n == 0, out);
}

void licet_decision_free(licet_decision *decision)
{
    door_free(decision);
}

const licet_report *licet_decision_report(const licet_decision *decision)
{
    return decision == NULL ? NULL : &decision->report;
}

licet_gate licet_decision_gate(const licet_decision *decision)
{
    return decision == NULL ? LICET_STOP : decision->gate;
}

const char *licet_gate_name(licet_gate gate)
{
    static const char *const NAMES[] = {"proceed", "hold", "stop"};
    return (size_t)gate < countof(NAMES) ? NAMES[gate] : "stop";
}

int licet_decision_exit(const licet_decision *decision)
{
    return decision == NULL ? 5 : decision->exit_status;
}

const char *licet_decision_unverified(const licet_decision *decision)
{
    return decision == NULL || decision->unverified == NULL ? "" : decision->unverified;
}

void licet_decision_supposed(const licet_decision *decision, licet_supposed *out)
{
    *out = (licet_supposed){0};
    if (decision != NULL) {
        *out = decision->supposed;
    }
}

const char *licet_decision_id(const licet_decision *decision)
{
    return decision == NULL ? "" : decision->id;
}

size_t licet_decision_regime_count(const licet_decision *decision)
{
    return decision == NULL ? 0 : decision->n_regimes;
}

bool licet_decision_regime(const licet_decision *decision, size_t index, licet_regime *out)
{
    if (decision == NULL || index >= decision->n_regimes) {
        return false;
    }
    *out = decision->regimes[index];
    return true;
}

size_t licet_decision_line_count(const licet_decision *decision)
{
    return decision == NULL ? 0 : decision->n_lines;
}

bool licet_decision_line(const licet_decision *decision, size_t index, licet_line *out)
{
    if (decision == NULL || index >= decision->n_lines) {
        return false;
    }
    *out = decision->lines[index];
    return true;
}

// -- the document written ---------------------------------------------------------------

typedef struct WriterJob {
    const Json *json;
    bool pretty;
    WriteOptions options;
} WriterJob;

static void write_json(void *job, Buf *out)
{
    const WriterJob *write = job;
    if (write->pretty) {
        json_pretty(out, write->json, 100);
    } else {
        json_print(out, write->json);
    }
    buf_char(out, '\n');
}

licet_status licet_decision_json(const licet_decision *decision, const char *pointer,
                                 bool pretty, licet_buffer **out)
{
    *out = NULL;
    if (decision == NULL || decision->statement == NULL || pointer == NULL) {
        return LICET_MISUSE;
    }
    const Json *place = json_pointer(decision->statement->document, str_of(pointer));
    if (place == NULL) {
        return LICET_NOT_FOUND;
    }
    WriterJob job = {.json = place, .pretty = pretty};
    return door_write(decision->door.engine, write_json, &job, out);
}

static void write_form(void *job, Buf *out)
{
    to_resolutions(out, ((const WriterJob *)job)->json);
}

licet_status licet_decision_resolutions(const licet_decision *decision, licet_buffer **out)
{
    *out = NULL;
    if (decision == NULL || decision->statement == NULL) {
        return LICET_MISUSE;
    }
    WriterJob job = {.json = decision->statement->document};
    return door_write(decision->door.engine, write_form, &job, out);
}

static WriteOptions options_of(const licet_write_options *given)
{
    WriteOptions options = {.columns = 100};
    if (given != NULL) {
        options.color = given->color;
        options.full = given->full;
        options.columns = given->columns != 0 ? given->columns : 100;
        options.matter = str_of(given->matter);
        options.header = str_of(given->header);
    }
    return options;
}

static void write_text(void *job, Buf *out)
{
    const WriterJob *write = job;
    to_text(out, write->json, &write->options);
}

licet_status licet_decision_text(const licet_decision *decision,
                                 const licet_write_options *options, licet_buffer **out)
{
    *out = NULL;
    if (decision == NULL || decision->statement == NULL) {
        return LICET_MISUSE;
    }
    WriterJob job = {.json = decision->statement->document, .options = options_of(options)};
    return door_write(decision->door.engine, write_text, &job, out);
}

typedef struct HtmlJob {
    const licet_decision *const *decisions;
    size_t n;
    WriteOptions options;
} HtmlJob;

static void write_html(void *job, Buf *out)
{
    const HtmlJob *html = job;
    const Json **documents = arena_array(out->arena, const Json *, html->n + 1);
    for (size_t i = 0; i < html->n; i++) {
        documents[i] = html->decisions[i]->statement->document;
    }
    to_html(out, documents, html->n, &html->options);
}

licet_status licet_decisions_html(const licet_decision *const *decisions, size_t count,
                                  const licet_write_options *options, licet_buffer **out)
{
    *out = NULL;
    if (decisions == NULL || count == 0) {
        return LICET_MISUSE;
    }
    for (size_t i = 0; i < count; i++) {
        if (decisions[i] == NULL || decisions[i]->statement == NULL) {
            return LICET_MISUSE;
        }
    }
    HtmlJob job = {decisions, count, options_of(options)};
    return door_write(decisions[0]->door.engine, write_html, &job, out);
}
