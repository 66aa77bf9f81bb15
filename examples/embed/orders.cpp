// Many orders from C++: one policy, two threads, facts set one by one, a policy of the host's own.
//
//     c++ -std=c++17 -pthread orders.cpp $(pkg-config --cflags --libs licet) -o orders && ./orders
//
// SPDX-License-Identifier: Apache-2.0
#include <licet.h>

#include <array>
#include <cstring>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

template <auto Free> struct Freer {
    template <class T> void operator()(T *object) const { Free(object); }
};
using Engine = std::unique_ptr<licet_engine, Freer<licet_engine_free>>;
using Policy = std::unique_ptr<licet_policy, Freer<licet_policy_free>>;
using Facts = std::unique_ptr<licet_facts, Freer<licet_facts_free>>;
using Decision = std::unique_ptr<licet_decision, Freer<licet_decision_free>>;

const char SHOP[] = R"(
module shop "a shop that lends tools"
verdicts { outside; free; excused; permit_needed blocks; barred blocks }
outcomes { permit raises permit_needed }
reasons { strong "strong tools" code "LR-LIST" }
record Tool { name: text; power: quantity in W from 0 W .. }
fact tools: list of Tool
rule 1 for each tool in tools cites "house rule 1"
  requires permit(reason: strong) when tool.power at least 1500 W
)";

void check(licet_status status, const char *what)
{
    if (status != LICET_OK) {
        throw std::runtime_error(std::string(what) + ": " + licet_status_name(status));
    }
}

bool load(void *, const char *path, licet_text *text, const char **shown)
{
    *shown = path;
    *text = {SHOP, std::strlen(SHOP)};
    return std::strcmp(path, "shop.licet") == 0;
}

std::string decide(const licet_policy *policy, int watts)
{
    licet_facts *facts;
    licet_decision *decision;
    check(licet_facts_new(policy, &facts), "facts");
    Facts order(facts);
    check(licet_facts_set_list(facts, "tools", true), "tools");
    check(licet_facts_set_number(facts, "tools[0].power", watts, 1, "W"), "power");
    check(licet_decide(policy, facts, nullptr, &decision), "decide");
    Decision owned(decision);
    licet_regime regime;
    licet_decision_regime(decision, 0, &regime);
    return std::to_string(watts) + " W: " + regime.finding;
}

} // namespace

int main()
try {
    const char *const roots[] = {"shop.licet"};
    licet_config config;
    licet_config_init(&config);
    config.load = load;
    licet_engine *engine;
    licet_policy *policy;
    check(licet_engine_new(&config, &engine), "engine");
    Engine owned_engine(engine);
    check(licet_policy_load(engine, roots, 1, &policy), "policy");
    Policy owned_policy(policy);

    const std::array<int, 4> watts = {20, 1499, 1500, 3000};
    std::array<std::string, 4> answers;
    auto half = [&](size_t from) {
        for (size_t i = from; i < watts.size(); i += 2) {
            answers[i] = decide(policy, watts[i]);
        }
    };
    std::thread other(half, 1);
    half(0);
    other.join();
    for (const std::string &answer : answers) {
        std::cout << answer << '\n';
    }
    return 0;
} catch (const std::exception &problem) {
    std::cerr << problem.what() << '\n';
    return 1;
}
