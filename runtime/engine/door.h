// The inside of the public door: what its rooms (engine.c, door_*.c) share.
//
// Every object of the door is one Door: its memory budget and one arena. Work that may run
// out of memory goes through door_run, the one place with a recovery point; outside of it
// nothing is allocated. Objects are made of zeroed memory of the host.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_ENGINE_DOOR_H
#define LICET_ENGINE_DOOR_H

#include "runtime/base/json.h"
#include "runtime/engine/natives.h"
#include "runtime/engine/pipeline.h"
#include "runtime/eval/evaluate.h"
#include "runtime/include/licet.h"
#include "runtime/proof/statement.h"

struct licet_engine {
    licet_config config;
};

typedef struct Door {
    const licet_engine *engine;
    Guard guard;
    Arena *arena; // made by the first door_run
} Door;

struct licet_buffer {
    Door door;
    Str text;
};

struct licet_report {
    const licet_engine *engine;
    const Sources *sources;
    const Diags *diags;
    licet_diagnostic *shown; // sorted
    size_t n;
};

typedef struct Programs Programs;

struct licet_policy {
    Door door;
    Pipeline *pipeline;
    Ffi *natives;           // NULL when the policy declares none
    const Str *given;       // what the roots were called, as the host gave them; terminated
    size_t n_given;
    Str *roots;             // names of the root modules, sorted
    size_t n_roots;
    const char *law_date;   // name of the fact, or NULL
    bool decides;           // each regime has rules, and there is one
    Day read_through;       // up to which the text was read, of the regime that ends first; DAY_MAX
    const char *read_text;  // the same as text, or ""
    licet_source *sources;
    size_t n_sources;
    licet_scenario *scenarios;
    licet_group **groups;   // of each scenario
    const CoreScenario **of; // scenarios[i] as Core has it
    size_t n_scenarios;
    Programs *programs;     // made on demand; NULL when rejected
    bool bundled;           // opened from a bundle: has no trees
    licet_report report;
};

struct licet_facts {
    Door door;
    const licet_policy *policy;
    Sources sources;
    Diags diags;
    Facts *facts;
    licet_report report;
    bool torn;             // memory ended within a change: nothing is decided by them
};

// Whether these facts can be decided by: none was refused, none lost.
static inline bool facts_good(const licet_facts *facts)
{
    return facts->diags.n_errors == 0 && !facts->torn;
}

struct licet_decision {
    Door door;
    const licet_policy *policy;
    Diags diags;
    licet_report report;
    Facts *facts;          // its own copy
    bool short_form;       // for a short answer only
    Statement *statement;  // NULL when rejected
    licet_gate gate;
    int exit_status;
    const char *id;
    const char *unverified; // the day up to which the text was read, when the law is of a later one; ""
    licet_supposed supposed;
    licet_regime *regimes;
    size_t n_regimes;
    licet_line *lines;
    size_t n_lines;
};

// engine.c. An object's struct starts with a Door; NULL when the host has no memory.
void *door_new(const licet_engine *engine, size_t size);
void door_free(void *object); // NULL allowed
// Runs the work with the recovery point set; it allocates from door->arena.
licet_status door_run(Door *door, void (*work)(void *job), void *job);
// Makes a buffer and lets the work write it.
licet_status door_write(const licet_engine *engine, void (*work)(void *job, Buf *out),
                        void *job, licet_buffer **out);
// The labels to assume are there, and what goes into the document is text; NULL fits.
bool door_options_fit(const licet_options *options);
// Terminated; "" for an empty Str.
const char *door_text(Arena *arena, Str s);
const char *door_date(Arena *arena, Day day);

// door_policy.c: what a policy is loaded from.
typedef struct PolicyInput {
    const char *const *roots;
    size_t n_roots;
    LoadFn load;
    void *host;
    ArenaLog *log; // of the passes; its keeper is the caller's, to be freed before the policy
} PolicyInput;
licet_status policy_load(const licet_engine *engine, const PolicyInput *input, licet_policy **out);
// Within door_run, once the products are there: what the getters give.
void policy_ready(licet_policy *policy, bool natives); // natives: to be bound
// door_bundle.c: the same policy from its texts, for what a bundle leaves out.
licet_status policy_again(const licet_policy *policy, ArenaLog *log, licet_policy **out);

// door_report.c: (re)makes the report of what is in the queue, within door_run.
void report_make(licet_report *report, const licet_engine *engine, Arena *arena,
                 const Sources *sources, const Diags *diags);

// door_decision.c: decides facts that belong to the decision already. Within door_run.
void decision_make(licet_decision *decision, const licet_options *options);
// Its parts: options read and the date settled, with complaints in decision->diags; then
// the report of these.
StatementInput decision_input(licet_decision *decision, const licet_options *options);
void decision_report(licet_decision *decision);
// As licet_decide, for a short answer only: StatementInput.short_form.
licet_status decision_short(const licet_policy *policy, const licet_facts *facts,
                            const licet_options *options, licet_decision **out);
// Some proposed provision has the label, or lies below it.
bool decision_is_proposed(const Core *core, Str label);
// There are regimes, and each has a rule.
bool decision_is_possible(const Core *core);

#endif
