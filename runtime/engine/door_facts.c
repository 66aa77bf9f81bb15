// The public door, facts: given as JSON, place by place, or by a scenario.
//
// In:  a policy, whose declarations type the facts. Out: licet_facts with a report.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/engine/door.h"
#include "runtime/engine/scenario.h"

typedef struct FactsJob {
    licet_facts *facts;
    const char *name;
    Str text;
    bool extra_ok, good;
    const CoreScenario *scenario; // or NULL
    const CoreGroup *group;       // or NULL
    const FactValue *value;       // or NULL
} FactsJob;

static void report(licet_facts *facts)
{
    report_make(&facts->report, facts->door.engine, facts->door.arena, &facts->sources,
                &facts->diags);
}

static void begin(void *job)
{
    FactsJob *begin = job;
    licet_facts *facts = begin->facts;
    Arena *arena = facts->door.arena;
    source_init(&facts->sources, arena);
    diag_init(&facts->diags, arena);
    facts->facts = facts_new(arena, facts->policy->pipeline->core->schema);
    if (begin->scenario != NULL) {
        scenario_lay(facts->facts, begin->scenario, begin->group);
    }
    report(facts);
}

static licet_status facts_begin(const licet_policy *policy, FactsJob *job, licet_facts **out)
{
    licet_facts *facts = door_new(policy->door.engine, sizeof *facts);
    if (facts == NULL) {
        return LICET_NO_MEMORY;
    }
    facts->policy = policy;
    job->facts = facts;
    licet_status status = door_run(&facts->door, begin, job);
    if (status != LICET_OK) {
        door_free(facts);
        return status;
    }
    *out = facts;
    return LICET_OK;
}

licet_status licet_facts_new(const licet_policy *policy, licet_facts **out)
{
    *out = NULL;
    if (policy == NULL || !policy->pipeline->clean) {
        return LICET_MISUSE;
    }
    FactsJob job = {0};
    return facts_begin(policy, &job, out);
}

licet_status licet_scenario_facts(const licet_policy *policy, size_t index, size_t group,
                                  licet_facts **out)
{
    *out = NULL;
    if (policy == NULL || !policy->pipeline->clean || index >= policy->n_scenarios) {
        return LICET_MISUSE;
    }
    const CoreScenario *scenario = policy->of[index];
    if (group != SIZE_MAX && group >= scenario->n_groups) {
        return LICET_MISUSE;
    }
    FactsJob job = {
        .scenario = scenario,
        .group = group == SIZE_MAX ? NULL : &scenario->groups[group],
    };
    return facts_begin(policy, &job, out);
}

void licet_facts_free(licet_facts *facts)
{
    door_free(facts);
}

static void read_facts(void *job)
{
    FactsJob *read = job;
    licet_facts *facts = read->facts;
    FileId file = source_add(&facts->sources, str_of(read->name), read->text);
    read->good = facts_read_file(facts->facts, &facts->sources, file, read->extra_ok,
                                 &facts->diags);
    report(facts);
}

static licet_status facts_change(licet_facts *facts, void (*work)(void *), FactsJob *job)
{
    job->facts = facts;
    licet_status status = door_run(&facts->door, work, job);
    facts->torn = facts->torn || status != LICET_OK;
    return status == LICET_OK && !job->good ? LICET_REJECTED : status;
}

licet_status licet_facts_read(licet_facts *facts, const char *name, licet_text json,
                              bool extra_ok)
{
    if (facts == NULL || name == NULL || (json.at == NULL && json.len > 0)) {
        return LICET_MISUSE;
    }
    FactsJob job = {.name = name, .text = {json.at, json.len}, .extra_ok = extra_ok};
    return facts_change(facts, read_facts, &job);
}

static void set_fact(void *job)
{
    FactsJob *set = job;
    licet_facts *facts = set->facts;
    Str assignment = str_copy(facts->door.arena, set->text);
    set->good = facts_set(facts->facts, assignment, &facts->diags);
    report(facts);
}

licet_status licet_facts_set(licet_facts *facts, const char *assignment)
{
    if (facts == NULL || assignment == NULL) {
        return LICET_MISUSE;
    }
    FactsJob job = {.text = str_of(assignment)};
    return facts_change(facts, set_fact, &job);
}

typedef struct NumberJob {
    licet_facts *facts;
    Rat numerator, denominator, *out;
} NumberJob;

static void divide(void *job)
{
    NumberJob *number = job;
    rat_div(number->facts->door.arena, number->numerator, number->denominator, number->out);
}

static void put_fact(void *job)
{
    FactsJob *put = job;
    licet_facts *facts = put->facts;
    put->good = facts_put(facts->facts, put->text, put->value, &facts->diags);
    report(facts);
}

static licet_status put(licet_facts *facts, const char *path, FactValue value)
{
    if (facts == NULL || path == NULL) {
        return LICET_MISUSE;
    }
    FactsJob job = {.text = str_of(path), .value = &value};
    return facts_change(facts, put_fact, &job);
}

licet_status licet_facts_set_boolean(licet_facts *facts, const char *path, bool value)
{
    return put(facts, path, (FactValue){.kind = FACT_VALUE_BOOLEAN, .truth = value});
}

licet_status licet_facts_set_number(licet_facts *facts, const char *path, int64_t numerator,
                                    int64_t denominator, const char *unit)
{
    if (facts == NULL || denominator <= 0) {
        return LICET_MISUSE;
    }
    FactValue value = {.kind = FACT_VALUE_NUMBER, .unit = str_of(unit)};
    Rat over = rat_int(denominator);
    // Two integers always make a fraction: only big ones need memory, of the facts' arena.
    NumberJob job = {facts, rat_int(numerator), over, &value.number};
    licet_status status = door_run(&facts->door, divide, &job);
    return status == LICET_OK ? put(facts, path, value) : status;
}

licet_status licet_facts_set_date(licet_facts *facts, const char *path, int year, int month,
                                  int day)
{
    Day number;
    if (!date_make(year, month, day, &number)) {
        return LICET_MISUSE;
    }
    return put(facts, path, (FactValue){.kind = FACT_VALUE_DATE, .number = rat_int(number)});
}

licet_status licet_facts_set_text(licet_facts *facts, const char *path, licet_text value)
{
    if (value.at == NULL && value.len > 0) {
        return LICET_MISUSE;
    }
    return put(facts, path,
               (FactValue){.kind = FACT_VALUE_TEXT, .text = {value.at, value.len}});
}

licet_status licet_facts_set_list(licet_facts *facts, const char *path, bool complete)
{
    return put(facts, path, (FactValue){.kind = FACT_VALUE_LIST, .truth = complete});
}

licet_status licet_facts_set_state(licet_facts *facts, const char *path, licet_state state)
{
    static const FactState STATES[] = {
        [LICET_NONE] = FACT_NONE,
        [LICET_NOT_SUPPLIED] = FACT_NOT_SUPPLIED,
        [LICET_REFUSED] = FACT_REFUSED,
        [LICET_COULD_NOT_DETERMINE] = FACT_COULD_NOT_DETERMINE,
    };
    if ((size_t)state >= countof(STATES)) {
        return LICET_MISUSE;
    }
    return put(facts, path, (FactValue){.kind = FACT_VALUE_STATE, .state = STATES[state]});
}

const licet_report *licet_facts_report(const licet_facts *facts)
{
    return facts == NULL ? NULL : &facts->report;
}

bool licet_facts_have_law_date(const licet_facts *facts)
{
    if (facts == NULL) {
        return false;
    }
    const FactSchema *schema = facts->facts->schema;
    return schema->law_date < schema->n &&
           facts->facts->top[schema->law_date]->state == FACT_KNOWN;
}

static void write_json(void *job, Buf *out)
{
    const licet_facts *facts = job;
    json_pretty(out, facts_json(out->arena, facts->facts), 92);
    buf_char(out, '\n');
}

licet_status licet_facts_json(const licet_facts *facts, licet_buffer **out)
{
    *out = NULL;
    if (facts == NULL) {
        return LICET_MISUSE;
    }
    // Writing makes no places in the facts.
    void *job = (void *)(uintptr_t)facts;
    return door_write(facts->door.engine, write_json, job, out);
}
