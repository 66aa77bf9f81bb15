// The public door, classifications: what classifying rules say of items, by periods or a day.
//
// In:  a policy, facts with the list of items, options. Out: licet_classification, which
//      inside is a decision whose document has another schema.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/engine/door.h"
#include "runtime/proof/classification.h"
#include "runtime/proof/writers.h"

struct licet_classification {
    licet_decision inside;
};

typedef struct ClassifyJob {
    licet_decision *decision;
    const licet_facts *facts;
    const licet_options *options;
    bool periods;
} ClassifyJob;

const char *licet_policy_items(const licet_policy *policy)
{
    bool clean = policy != NULL && policy->pipeline->clean;
    Str path = clean ? classification_list(policy->pipeline->core) : STR_NONE;
    return path.len > 0 ? path.at : "";
}

static void classify(void *job)
{
    ClassifyJob *classify = job;
    licet_decision *decision = classify->decision;
    decision->facts = facts_copy(decision->door.arena, classify->facts->facts);
    StatementInput input = decision_input(decision, classify->options);
    if (classify->periods) { // what is attested ends when it ends, not on the day of the case
        input.facts = decision->facts = facts_copy(decision->door.arena, classify->facts->facts);
    }
    if (decision->diags.n_errors == 0) {
        Json *document = classification_make(decision->door.arena, &input, classify->periods);
        decision->exit_status = document == NULL ? 5 : 0;
        decision->statement = arena_make(decision->door.arena, Statement);
        decision->statement->document = document;
    }
    decision_report(decision);
}

licet_status licet_classify(const licet_policy *policy, const licet_facts *facts,
                            const licet_options *options, bool periods,
                            licet_classification **out)
{
    licet_options defaults;
    licet_options_init(&defaults);
    *out = NULL;
    if (policy == NULL || facts == NULL || facts->policy != policy ||
        !facts_good(facts) || !door_options_fit(options)) {
        return LICET_MISUSE;
    }
    licet_classification *made = door_new(policy->door.engine, sizeof *made);
    if (made == NULL) {
        return LICET_NO_MEMORY;
    }
    made->inside.policy = policy;
    ClassifyJob job = {&made->inside, facts, options != NULL ? options : &defaults, periods};
    licet_status status = door_run(&made->inside.door, classify, &job);
    bool limit = status == LICET_OK && made->inside.statement != NULL &&
                 made->inside.statement->document == NULL;
    if (status != LICET_OK || limit) {
        door_free(made);
        return limit ? LICET_LIMIT : status;
    }
    *out = made;
    return made->inside.statement == NULL ? LICET_REJECTED : LICET_OK;
}

void licet_classification_free(licet_classification *classification)
{
    door_free(classification);
}

static const licet_decision *inside_of(const licet_classification *classification)
{
    return classification == NULL ? NULL : &classification->inside;
}

const licet_report *licet_classification_report(const licet_classification *classification)
{
    return licet_decision_report(inside_of(classification));
}

licet_status licet_classification_json(const licet_classification *classification,
                                       const char *pointer, bool pretty, licet_buffer **out)
{
    return licet_decision_json(inside_of(classification), pointer, pretty, out);
}

const licet_node *licet_classification_node(const licet_classification *classification,
                                            const char *pointer)
{
    return licet_decision_node(inside_of(classification), pointer);
}

typedef struct WriteJob {
    const Json *document;
    WriteOptions options;
} WriteJob;

static void write_text(void *job, Buf *out)
{
    const WriteJob *write = job;
    to_text_classification(out, write->document, &write->options);
}

licet_status licet_classification_text(const licet_classification *classification,
                                       const licet_write_options *options, licet_buffer **out)
{
    const licet_decision *inside = inside_of(classification);
    *out = NULL;
    if (inside == NULL || inside->statement == NULL) {
        return LICET_MISUSE;
    }
    WriteJob job = {.document = inside->statement->document, .options = {.columns = 100}};
    if (options != NULL) {
        job.options.color = options->color;
        job.options.columns = options->columns != 0 ? options->columns : 100;
    }
    return door_write(inside->door.engine, write_text, &job, out);
}
