// Chooses the scenario that the user means, or lists what there is to choose from.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/cli/choose.h"

#include <stdlib.h>

#include "runtime/base/utf8.h"

static void list_scenarios(const licet_policy *policy)
{
    licet_scenario scenario;
    for (size_t i = 0; licet_scenario_at(policy, i, &scenario); i++) {
        fprintf(stderr, "  %2zu  %s%s%s\n", i + 1, scenario.case_id,
                scenario.case_id[0] != 0 ? "  " : "", scenario.title);
    }
}

static bool contains(Arena *arena, const char *text, const char *part)
{
    Str whole = utf8_fold(arena, str_of(text)), wanted = utf8_fold(arena, str_of(part));
    for (size_t i = 0; wanted.len > 0 && i + wanted.len <= whole.len; i++) {
        if (memcmp(whole.at + i, wanted.at, wanted.len) == 0) {
            return true;
        }
    }
    return false;
}

static bool find_exact(const licet_policy *policy, const char *name, size_t *out)
{
    licet_scenario scenario;
    for (size_t i = 0; licet_scenario_at(policy, i, &scenario); i++) {
        if (strcmp(scenario.title, name) == 0 ||
            (name[0] != 0 && strcmp(scenario.case_id, name) == 0)) {
            *out = i;
            return true;
        }
    }
    char *end;
    unsigned long number = strtoul(name, &end, 10);
    if (name[0] == 0 || *end != 0 || number < 1 || number > licet_scenario_count(policy)) {
        return false;
    }
    *out = number - 1;
    return true;
}

static bool find_part(const Cli *cli, const licet_policy *policy, const char *name, size_t *out)
{
    licet_scenario scenario;
    size_t n = 0;
    for (size_t i = 0; licet_scenario_at(policy, i, &scenario); i++) {
        if (contains(cli->arena, scenario.title, name)) {
            *out = i;
            n++;
        }
    }
    return n == 1;
}

bool choose_scenario(const Cli *cli, const licet_policy *policy, const char *name, size_t *out)
{
    size_t n = licet_scenario_count(policy);
    if (name == NULL) {
        *out = 0;
        if (n == 1) {
            return true;
        }
        cli_fail(cli, EXIT_USAGE,
                 n == 0 ? "there is no scenario in it"
                        : "it has several scenarios: name one with FILE#NAME or --scenario");
        list_scenarios(policy);
        return false;
    }
    if (find_exact(policy, name, out) || find_part(cli, policy, name, out)) {
        return true;
    }
    cli_fail(cli, EXIT_USAGE, "no scenario, or more than one, goes by '%s'; there are:", name);
    list_scenarios(policy);
    return false;
}
