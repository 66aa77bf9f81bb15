// A first program on liblicet: an order in, a gate out, and what to tell the user.
//
//     cc decide.c $(pkg-config --cflags --libs licet) -o decide && ./decide CN 2024-03-15
//
// Facts come as JSON here; `orders.cpp` beside it sets them one by one.
// SPDX-License-Identifier: Apache-2.0
#include <licet.h>
#include <stdio.h>
#include <string.h>

static const char ORDER[] =
    "{\"activity\": \"export\", \"destination\": \"MY\", \"knowledge\": [], \"signs\": [],"
    " \"parties\": [], \"us_person_support\": false,"
    " \"end_user\": {\"name\": \"a cloud company\", \"located\": \"MY\", \"headquartered\": \"MY\","
    "   \"ultimate_parent_headquartered\": {\"state\": \"none\"}, \"entity_list_names\": [],"
    "   \"stakes\": []},"
    " \"items\": [{\"name\": \"accelerator\", \"kind\": \"integrated_circuit\", \"units\": 8,"
    "   \"datacenter\": true, \"contains\": [], \"die_area\": \"814 mm2\","
    "   \"io_rate\": \"900 GB/s\", \"dram_bandwidth\": \"3350 GB/s\","
    "   \"operations\": [{\"tops\": 1979, \"bits\": 8, \"nature\": \"digital_processor\"}]}]}";

// What went wrong, as a person reads it: a report of the policy, the facts or the options.
static int complain(const licet_report *report)
{
    licet_buffer *text;
    if (licet_report_render(report, LICET_FORMAT_TEXT, &text) == LICET_OK) {
        fputs(licet_buffer_text(text).at, stderr);
        licet_buffer_free(text);
    }
    return 4;
}

static void show(const licet_decision *decision)
{
    licet_line line;
    printf("%s\n", licet_gate_name(licet_decision_gate(decision)));
    for (size_t i = 0; licet_decision_line(decision, i, &line); i++) {
        printf("%s %s: %s\n", line.id, line.subject, line.finding);
    }
    const licet_node *missing = licet_decision_node(decision, "/statement/missing");
    for (const licet_node *at = licet_node_first(missing); at != NULL; at = licet_node_next(at)) {
        printf("ask: %s\n", licet_node_text(licet_node_member(at, "ask")).at);
    }
}

static int decide(const licet_policy *policy, const char *destination, const char *date)
{
    licet_facts *facts;
    licet_decision *decision = NULL;
    licet_text order = {ORDER, strlen(ORDER)}, place = {destination, strlen(destination)};
    licet_options options;
    licet_options_init(&options);
    options.as_of = date;
    options.compact = true; // the gate and the reasons, without the proof
    if (licet_facts_new(policy, &facts) != LICET_OK) {
        return 5;
    }
    int exit_status = 5;
    if (licet_facts_read(facts, "the order", order, false) != LICET_OK ||
        licet_facts_set_text(facts, "destination", place) != LICET_OK) {
        exit_status = complain(licet_facts_report(facts));
    } else if (licet_decide(policy, facts, &options, &decision) == LICET_REJECTED) {
        exit_status = complain(licet_decision_report(decision));
    } else if (decision != NULL) {
        show(decision);
        exit_status = licet_decision_exit(decision);
    }
    licet_decision_free(decision);
    licet_facts_free(facts);
    return exit_status;
}

int main(int argc, char **argv)
{
    static const char *const ROOTS[] = {"us.ear"};
    licet_engine *engine;
    licet_policy *policy;
    if (argc != 3) {
        fputs("usage: decide DESTINATION DATE\n", stderr);
        return 2;
    }
    if (licet_engine_new(NULL, &engine) != LICET_OK) {
        return 5;
    }
    int exit_status = 3;
    if (licet_policy_load(engine, ROOTS, 1, &policy) == LICET_OK) {
        exit_status = decide(policy, argv[1], argv[2]);
    } else if (policy != NULL) {
        complain(licet_policy_report(policy));
    }
    licet_policy_free(policy);
    licet_engine_free(engine);
    return exit_status;
}
