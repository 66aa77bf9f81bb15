// The public door of Licet: load a policy, give facts, get a decision with its proof.
//
// Order of use: licet_engine_new, licet_policy_load, licet_facts_new and licet_facts_read,
// licet_decide, then the getters and writers; free in any order but an owner last.
//
// Ownership: nothing is consumed. What a function returns through its last parameter belongs
// to the caller, who frees it with the matching ..._free (NULL is allowed). Every other
// pointer handed out lives as long as the object it was asked of.
// Threads: an engine and a loaded policy never change and may be used by many threads at
// once, given that the host's callbacks may; facts and decisions belong to one thread at a
// time. There is no global state. The library never prints, exits, or opens a file: modules
// come from the host's loader and from the standard library it carries with it.
// Memory: all of it comes from the host's allocator, and its end is LICET_NO_MEMORY. One thing
// is not in our hands: numbers that leave 64 bits are worked out by GMP in memory of its own,
// given back at once; a host where malloc may fail says by mp_set_memory_functions what then.
// Pointers: where a result goes is never NULL, and what an init fills neither; any other NULL that
// is not allowed is LICET_MISUSE, or nothing (no text, false, 0) from what has no status.
// Errors: calls return a licet_status. What a user did wrong is data: a licet_report with
// codes, places and hints, which the rejected object carries.
// Texts are UTF-8, dates "2024-03-15", numbers exact decimal or fraction text, never double.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_H
#define LICET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define LICET_API __attribute__((visibility("default")))

// -- 1. Common --------------------------------------------------------------------------

typedef enum licet_status {
    LICET_OK = 0,
    LICET_REJECTED = 1,  // the input has errors: the object returned carries a report
    LICET_LIMIT = 2,     // the memory limit of the configuration was reached
    LICET_NO_MEMORY = 3, // the host's allocator returned NULL
    LICET_MISUSE = 4,    // a NULL that is not allowed, an index out of range, a bad option
    LICET_NOT_FOUND = 5, // nothing goes by that name
} licet_status;

typedef struct licet_engine licet_engine;       // configuration; immutable
typedef struct licet_policy licet_policy;       // checked modules, ready to decide; immutable
typedef struct licet_facts licet_facts;         // what is known of one case
typedef struct licet_decision licet_decision;   // one answer with its proof; immutable
typedef struct licet_outcome licet_outcome;     // how one scenario went
typedef struct licet_coverage licet_coverage;   // what the scenarios run so far have reached
typedef struct licet_report licet_report;       // diagnostics; belongs to what it was asked of
typedef struct licet_buffer licet_buffer;       // text made for the caller

// Bytes that somebody else owns; terminated by a zero byte unless said otherwise.
typedef struct licet_text {
    const char *at;
    size_t len;
} licet_text;

// "0.1.0"; static.
LICET_API const char *licet_version(void);

// "ok", "rejected", ...; static.
LICET_API const char *licet_status_name(licet_status status);

// The text made for the caller; lives until the buffer is freed.
LICET_API licet_text licet_buffer_text(const licet_buffer *buffer);
LICET_API void licet_buffer_free(licet_buffer *buffer);

// -- 2. Engine --------------------------------------------------------------------------

typedef struct licet_config {
    // Like realloc; size 0 frees and returns NULL. Must be safe for as many threads as use
    // the engine. NULL: malloc and free.
    void *(*allocate)(void *host, void *old, size_t size);
    void *allocate_host;

    // Gives the text of a module or of a file beside one. `path` is "us/ear/category3.licet",
    // "us/ear/entities.csv", or a root as it was given. False when there is none: then the
    // standard library is looked in. *text (need not be terminated) and *shown, the path for
    // messages, are copied at once; *shown may be left NULL. NULL: standard library only.
    bool (*load)(void *host, const char *path, licet_text *text, const char **shown);
    void *load_host;

    // Shared libraries that `native ... of "library"` may open, as the policy writes them, or
    // as "name=path" to say where one stands. All others are refused. The strings must live
    // as long as the engine.
    const char *const *native_libraries;
    size_t native_library_count;

    size_t memory_limit; // bytes of one policy, one set of facts, one decision; 0: no limit
    uint64_t step_limit; // evaluated operations of one decision; 0: the built-in limit

    // Processor time that one call of a native may take before it is given up, and five times
    // as much by the clock; 0: 2,000.
    uint32_t native_milliseconds;
} licet_config;

// Fills in the defaults: malloc, standard library only, no natives, 1 GiB, built-in steps.
LICET_API void licet_config_init(licet_config *config);

// `config` is copied; NULL for the defaults. LICET_NO_MEMORY is the only failure.
LICET_API licet_status licet_engine_new(const licet_config *config, licet_engine **out);

// After everything made with it is freed.
LICET_API void licet_engine_free(licet_engine *engine);

// A file of the standard library by path ("us/ear/category3.licet"), or NULL text.
LICET_API licet_text licet_stdlib_find(const char *path);

// The paths it holds, in order; NULL past the end.
LICET_API const char *licet_stdlib_path(size_t index);

// The JSON Schema (2020-12) of the decision document.
LICET_API licet_text licet_decision_schema(void);

// A closed registry of reason codes: what each means and what other systems call it.
typedef struct licet_code {
    const char *code, *meaning, *gate, *sap, *aeb, *oracle;
} licet_code;
LICET_API bool licet_code_at(size_t index, licet_code *out); // false past the end

// -- 3. Reports -------------------------------------------------------------------------

typedef enum licet_severity { LICET_NOTE, LICET_WARNING, LICET_ERROR } licet_severity;

typedef struct licet_diagnostic {
    const char *code; // "L0312"
    licet_severity severity;
    const char *file; // as shown to the user; "" when the message is not about a text
    uint32_t start, end, line, column; // bytes; 1-based line and code point, 0 without file
    const char *pointer;               // JSON pointer into the facts, or ""
    const char *message, *note, *hint; // "" when absent
} licet_diagnostic;

typedef enum licet_format {
    LICET_FORMAT_TEXT,  // with the lines in question and carets
    LICET_FORMAT_COLOR, // the same for a terminal
    LICET_FORMAT_JSON,
    LICET_FORMAT_SARIF, // 2.1.0
    LICET_FORMAT_GITHUB // one ::error line each
} licet_format;

LICET_API size_t licet_report_count(const licet_report *report);
LICET_API size_t licet_report_errors(const licet_report *report);
LICET_API size_t licet_report_warnings(const licet_report *report);

// In the order of the text; false past the end.
LICET_API bool licet_report_at(const licet_report *report, size_t index, licet_diagnostic *out);

// Text shows at most 20 errors and says how many more there are.
LICET_API licet_status licet_report_render(const licet_report *report, licet_format format,
                                           licet_buffer **out);

// -- 4. Policies ------------------------------------------------------------------------

// Loads, checks and compiles. A root is a module ("us.ear") or a file for the loader (ending
// in .licet or .md). LICET_REJECTED: *out has errors in its report and can only be asked for
// that and for dumps. Otherwise *out is NULL on failure.
LICET_API licet_status licet_policy_load(const licet_engine *engine, const char *const *roots,
                                         size_t root_count, licet_policy **out);
LICET_API void licet_policy_free(licet_policy *policy);

LICET_API const licet_report *licet_policy_report(const licet_policy *policy);

// A bundle: the checked policy as bytes that load without being read again. It serves the
// build of the library that wrote it and no other; keep the policy's texts, or an evidence
// pack. Without trees: licet_policy_explain and dumps load the texts, which are in it;
// scenarios are not. `as_of` are days on which the first short answer shall not wait; none:
// those since the law last changed. LICET_REJECTED: *out says why this program cannot write one.
enum { LICET_BUNDLE_DAYS = 64 };
LICET_API licet_status licet_policy_bundle(const licet_policy *policy, const char *const *as_of,
                                           size_t as_of_count, licet_buffer **out);

// Opens a bundle. Its bytes are used where they lie: they must stay, unchanged, until the
// policy is freed. Every byte is checked against damage, a truncated copy or another build
// (LICET_REJECTED, with a report); not against malice: open what you would run.
LICET_API licet_status licet_policy_open(const licet_engine *engine, licet_text bundle,
                                         licet_policy **out);

// Where a bundle would like to be mapped for reading, of its first 128 bytes; there it opens
// without any copy, elsewhere what holds pointers is copied. NULL: anywhere.
LICET_API void *licet_bundle_address(licet_text head);

// The texts that the policy was made of, in the order in which they were read: with a loader
// that gives these by their paths, and nothing else, the same policy is loaded again.
typedef struct licet_source {
    const char *path;  // as the loader was asked for it
    licet_text text;
    const char *table; // the table whose rows it holds, or ""
} licet_source;
LICET_API bool licet_policy_source(const licet_policy *policy, size_t index,
                                   licet_source *out); // false past the end

// The names of its roots as licet_policy_load was given them; of a bundle, as they were when it
// was written. NULL past the end.
LICET_API const char *licet_policy_root(const licet_policy *policy, size_t index);

// Whether it has verdicts, and rules for each regime. Where it has not, as when only facts and
// products were loaded, nothing is decided: licet_decide refuses.
LICET_API bool licet_policy_decides(const licet_policy *policy);

// The name of the fact that is the law date, or "".
LICET_API const char *licet_policy_law_date(const licet_policy *policy);

// The products of the passes as text, of the root modules. LICET_NOT_FOUND when an earlier
// pass found errors.
typedef enum licet_stage {
    LICET_STAGE_TREE,
    LICET_STAGE_NAMES,
    LICET_STAGE_TYPES,
    LICET_STAGE_CORE,
    LICET_STAGE_CODE,
    LICET_STAGE_ERAS,
    LICET_STAGE_PROVISIONS // of all modules, as JSON
} licet_stage;
LICET_API licet_status licet_policy_dump(const licet_policy *policy, licet_stage stage,
                                         licet_buffer **out);

// What a decision can cost at most, in evaluated operations: as a formula over the lengths
// of the lists, and as a number when every list has `list_length` elements.
LICET_API licet_status licet_policy_cost(const licet_policy *policy, uint32_t list_length,
                                         licet_buffer **out);

// The facts the policy asks for.
typedef enum licet_facts_form {
    LICET_FACTS_SCHEMA,   // JSON Schema 2020-12
    LICET_FACTS_TEMPLATE, // a blank form to fill in
    LICET_FACTS_LIST      // one line each for people
} licet_facts_form;
LICET_API licet_status licet_policy_facts(const licet_policy *policy, licet_facts_form form,
                                          licet_buffer **out);

// A provision read back in plain words, with all below its label; as of a date, or every
// version when `as_of` is NULL. LICET_NOT_FOUND: *out names labels that come near.
LICET_API licet_status licet_policy_explain(const licet_policy *policy, const char *label,
                                            const char *as_of, licet_buffer **out);

// What has changed from one policy to another, as JSON, in terms of what decisions depend on:
// {"vocabulary": bool, "rules": [{"label", "version", "change", "spans"}], "tables": [{"name",
// "whole", "rows", "keys"}]}. `then` is asked about by the depends_on of its decisions: GRAMMAR.md,
// section 5.2. Both must have been loaded without errors.
LICET_API licet_status licet_policy_changes(const licet_policy *then, const licet_policy *now,
                                            licet_buffer **out);

// The canonical layout of one source text; `name` ends in .md for a literate one. With
// errors LICET_REJECTED, and *out is the rendered report.
LICET_API licet_status licet_format_source(const licet_engine *engine, const char *name,
                                           licet_text text, licet_buffer **out);

// -- 5. Facts ---------------------------------------------------------------------------

// Nothing known, nothing done. The policy must have been loaded without errors and must
// outlive the facts.
LICET_API licet_status licet_facts_new(const licet_policy *policy, licet_facts **out);
LICET_API void licet_facts_free(licet_facts *facts);

// Lays a JSON object over what was given before; {"pack": {...}, "facts": {...}} attests,
// {"resolutions": [...]} closes flags for the facts it quotes (licet_decision_resolutions).
// `name` stands in messages. LICET_REJECTED: see the report; faulty places stay as they
// were, and deciding is refused. extra_ok passes over facts that the policy does not declare.
// After LICET_NO_MEMORY or LICET_LIMIT, here and below, deciding is LICET_MISUSE: some of the
// facts may be lost.
LICET_API licet_status licet_facts_read(licet_facts *facts, const char *name, licet_text json,
                                        bool extra_ok);

// One place: "items[0].quantity=8", "end_user.located=CN", "destination=null".
LICET_API licet_status licet_facts_set(licet_facts *facts, const char *assignment);

// The same typed, with no text to be read: `path` as above, LICET_REJECTED with a report when
// the place is of another kind or the value out of its range. Nothing is kept of what is
// passed. Texts are for places of text, country, ECCN and the words of enumerations; dates
// have setters of their own.
LICET_API licet_status licet_facts_set_boolean(licet_facts *facts, const char *path,
                                               bool value);
// numerator / denominator, exactly, in `unit` ("TB/s"), or in the declared unit when NULL.
// LICET_MISUSE unless the denominator is positive.
LICET_API licet_status licet_facts_set_number(licet_facts *facts, const char *path,
                                              int64_t numerator, int64_t denominator,
                                              const char *unit);
// LICET_MISUSE for a day that the calendar lacks.
LICET_API licet_status licet_facts_set_date(licet_facts *facts, const char *path, int year,
                                            int month, int day);
LICET_API licet_status licet_facts_set_text(licet_facts *facts, const char *path,
                                            licet_text value);
// A list without elements: complete ([]), or with others that nobody told ([...]). Elements
// are added by setting places in them: "items[0].name" adds the first one.
LICET_API licet_status licet_facts_set_list(licet_facts *facts, const char *path,
                                            bool complete);

typedef enum licet_state {
    LICET_NONE,                // a value: there is none (optional facts, acts)
    LICET_NOT_SUPPLIED,        // the rest are unknown, with the reason
    LICET_REFUSED,
    LICET_COULD_NOT_DETERMINE
} licet_state;
LICET_API licet_status licet_facts_set_state(licet_facts *facts, const char *path,
                                             licet_state state);

LICET_API const licet_report *licet_facts_report(const licet_facts *facts);

// Whether the law date is among them.
LICET_API bool licet_facts_have_law_date(const licet_facts *facts);

// What was given, as JSON that licet_facts_read takes.
LICET_API licet_status licet_facts_json(const licet_facts *facts, licet_buffer **out);

// -- 6. Decisions -----------------------------------------------------------------------

typedef struct licet_options {
    const char *as_of;         // which law applies; NULL: the law date among the facts
    const char *as_of_from;    // who said so; NULL: "--as-of"
    bool text_world;           // the law as written, without non-enforcement
    const char *const *assume; // labels of proposed provisions to count
    size_t assume_count;
    const char *case_id, *case_title; // NULL when there is none; UTF-8, as all texts
    const char *decided_at;    // goes into the record, outside the statement; or NULL
    bool compact;              // without proof steps and outlook: faster, for many decisions
} licet_options;

// All NULL, false, 0.
LICET_API void licet_options_init(licet_options *options);

typedef enum licet_gate { LICET_PROCEED, LICET_HOLD, LICET_STOP } licet_gate;

// Decides. `options` may be NULL. The facts are copied: they may change or go afterwards; the
// policy must outlive the decision. LICET_REJECTED: *out carries only a report (a date that
// is none, a label to assume that no proposed provision has). Faulty facts: LICET_MISUSE.
LICET_API licet_status licet_decide(const licet_policy *policy, const licet_facts *facts,
                                    const licet_options *options, licet_decision **out);
LICET_API void licet_decision_free(licet_decision *decision);

LICET_API const licet_report *licet_decision_report(const licet_decision *decision);

// The most severe of its lines.
LICET_API licet_gate licet_decision_gate(const licet_decision *decision);
LICET_API const char *licet_gate_name(licet_gate gate); // "proceed", "hold", "stop"

// 0 proceed, 10 license required, 11 hold, 12 prohibited, 20 undetermined, 21 provisions
// conflict, 4 the facts or options do not fit, 5 a limit was reached.
LICET_API int licet_decision_exit(const licet_decision *decision);

// "sha256:..." of the canonical statement: equal for equal policy, facts and options.
LICET_API const char *licet_decision_id(const licet_decision *decision);

// Where the law asked for is of a later day than its text was read to: the last day of which
// it was read. Else "".
LICET_API const char *licet_decision_unverified(const licet_decision *decision);

// What was asked that is not the law in force on the day of the case.
typedef struct licet_supposed {
    bool what_if;    // the law of another day than the law date among the facts
    bool text_world; // enforcement by the text
    const char *const *assume; // labels of proposed provisions that count as law
    size_t assume_count;
} licet_supposed;
LICET_API void licet_decision_supposed(const licet_decision *decision, licet_supposed *out);

typedef struct licet_regime {
    const char *name, *title;
    const char *finding, *low, *high; // verdicts; finding may be "undetermined"
    licet_gate gate;
} licet_regime;
LICET_API size_t licet_decision_regime_count(const licet_decision *decision);
LICET_API bool licet_decision_regime(const licet_decision *decision, size_t index,
                                     licet_regime *out);

typedef struct licet_line {
    const char *id;      // "/items/0", or "/" for the whole transaction
    const char *regime;
    const char *subject; // its name when known, or ""
    const char *finding, *low, *high;
    licet_gate gate;
    const char *const *codes; // reason codes, sorted
    size_t code_count;
} licet_line;
LICET_API size_t licet_decision_line_count(const licet_decision *decision);
LICET_API bool licet_decision_line(const licet_decision *decision, size_t index,
                                   licet_line *out);

// Any place of the decision document by JSON pointer (RFC 6901), as JSON: "" is the whole,
// "/statement/lines/0/reasons" what one line rests on. Indented by two when `pretty`.
LICET_API licet_status licet_decision_json(const licet_decision *decision, const char *pointer,
                                           bool pretty, licet_buffer **out);

// The document as a tree to walk without reading text; GRAMMAR.md section 5 and
// licet_decision_schema say what stands where. Nodes live as long as the decision.
typedef struct licet_node licet_node;

typedef enum licet_node_kind {
    LICET_NODE_NULL,
    LICET_NODE_BOOLEAN,
    LICET_NODE_NUMBER, // a count or index; numbers of the domain are texts, exact
    LICET_NODE_TEXT,
    LICET_NODE_LIST,
    LICET_NODE_OBJECT
} licet_node_kind;

// The node at a JSON pointer, such as "/statement/lines/0/duties"; NULL when there is none.
LICET_API const licet_node *licet_decision_node(const licet_decision *decision,
                                                const char *pointer);
// All of these take NULL: a null node, no text, nothing below it.
LICET_API licet_node_kind licet_node_kind_of(const licet_node *node);
LICET_API bool licet_node_boolean(const licet_node *node); // true only for true
LICET_API int64_t licet_node_integer(const licet_node *node); // 0 unless a whole number
LICET_API licet_text licet_node_text(const licet_node *node); // text or digits; else empty
LICET_API licet_text licet_node_name(const licet_node *node); // as a member of an object
LICET_API size_t licet_node_count(const licet_node *node);    // elements or members
LICET_API const licet_node *licet_node_member(const licet_node *node, const char *name);
LICET_API const licet_node *licet_node_first(const licet_node *node); // element or member
LICET_API const licet_node *licet_node_next(const licet_node *node);  // its sibling

// A blank form of resolutions: one entry for each open flag, with the digest of the facts it
// rests on. Filled in by two persons, licet_facts_read takes it beside the same facts.
LICET_API licet_status licet_decision_resolutions(const licet_decision *decision,
                                                  licet_buffer **out);

typedef struct licet_write_options {
    bool color;      // text: escape sequences of a terminal
    size_t columns;  // text: width; 0: 100
    bool full;       // text: with the whole proof
    const char *matter, *header; // HTML: "42/7", "Privileged & Confidential"; or NULL
} licet_write_options;

// For people at a terminal. `options` may be NULL.
LICET_API licet_status licet_decision_text(const licet_decision *decision,
                                           const licet_write_options *options,
                                           licet_buffer **out);

// One HTML file for one or many decisions, without scripts and network, fit to print.
LICET_API licet_status licet_decisions_html(const licet_decision *const *decisions,
                                            size_t count, const licet_write_options *options,
                                            licet_buffer **out);

// -- 6a. Classifications ----------------------------------------------------------------

// What classifying rules say of the items among the facts, and nothing else: no requirement,
// no exception, no list of parties. GRAMMAR.md, section 5.1, is the document.
typedef struct licet_classification licet_classification;

// The list of facts whose elements the policy classifies ("items"); "" when there is none.
LICET_API const char *licet_policy_items(const licet_policy *policy);

// On the day of the options or facts; with `periods` on all days, as periods of one answer.
// As licet_decide for status and ownership; LICET_LIMIT when the step limit was reached.
LICET_API licet_status licet_classify(const licet_policy *policy, const licet_facts *facts,
                                      const licet_options *options, bool periods,
                                      licet_classification **out);
LICET_API void licet_classification_free(licet_classification *classification);
LICET_API const licet_report *
licet_classification_report(const licet_classification *classification);
// The document by JSON pointer, as text or as a tree to walk; or for people at a terminal.
LICET_API licet_status licet_classification_json(const licet_classification *classification,
                                                 const char *pointer, bool pretty,
                                                 licet_buffer **out);
LICET_API const licet_node *
licet_classification_node(const licet_classification *classification, const char *pointer);
LICET_API licet_status licet_classification_text(const licet_classification *classification,
                                                 const licet_write_options *options,
                                                 licet_buffer **out);

// -- 7. Scenarios -----------------------------------------------------------------------

// The scenarios of the root modules, in the order of the files and of their texts.
typedef struct licet_scenario {
    const char *title;
    const char *case_id, *source, *note, *certainty, *unverified; // "" when absent
    const char *file;
    uint32_t line;
    const char *as_of;  // "" when it says none
    size_t group_count; // base case first: each is decided and compared on its own
} licet_scenario;
LICET_API size_t licet_scenario_count(const licet_policy *policy);
LICET_API bool licet_scenario_at(const licet_policy *policy, size_t index, licet_scenario *out);

// One group of expectations: the base case with its own date, assumptions and changes.
typedef struct licet_group {
    const char *as_of; // its own or the scenario's; "" when neither says
    const char *const *assume;
    size_t assume_count;
    bool changes_facts;
    const char *expects; // the finding first expected, "" when none
} licet_group;
LICET_API bool licet_scenario_group(const licet_policy *policy, size_t index, size_t group,
                                    licet_group *out);

// The facts of the scenario, with the changes of a group laid over them; SIZE_MAX: none.
LICET_API licet_status licet_scenario_facts(const licet_policy *policy, size_t index,
                                            size_t group, licet_facts **out);

// Decides each group and compares with what it expects. `coverage` may be NULL.
LICET_API licet_status licet_scenario_run(const licet_policy *policy, size_t index,
                                          licet_coverage *coverage, licet_outcome **out);
LICET_API void licet_outcome_free(licet_outcome *outcome);

typedef struct licet_failure {
    const char *message; // "expected no_license_required, got undetermined ..."
    const char *file;
    uint32_t line, column;
} licet_failure;
// Expectations compared, and those that did not hold: 0 failures is a pass.
LICET_API size_t licet_outcome_expects(const licet_outcome *outcome);
LICET_API size_t licet_outcome_failures(const licet_outcome *outcome);
LICET_API bool licet_outcome_failure(const licet_outcome *outcome, size_t index,
                                     licet_failure *out);

// Counts what scenarios reach of one policy: rules that acted, exceptions that applied. The
// policy must outlive it; one thread at a time.
LICET_API licet_status licet_coverage_new(const licet_policy *policy, licet_coverage **out);
LICET_API void licet_coverage_free(licet_coverage *coverage);

// One provision of the policy that coverage speaks of: each version of a label by itself.
typedef struct licet_covered {
    const char *label;     // "742.6(a)(6)(iii)", "3A090.a except 3A090.note_2", "table NAME"
    const char *from;      // first day in force, "" when not said
    const char *file;
    uint32_t line;
    uint64_t reached;      // decisions in which it acted for some line, or gave a row
    bool exception, table;
} licet_covered;
LICET_API bool licet_coverage_at(const licet_coverage *coverage, size_t index,
                                 licet_covered *out); // false past the end

// -- 8. Many cases ----------------------------------------------------------------------

// For order books: what each case comes to, without a proof. A decider and its cases belong to
// one thread at a time; any number of them may share a policy. Findings, gates, codes and
// exit are those of licet_decide. Where that takes a proof (something decisive is unknown,
// provisions conflict, facts in a spelling of their own), the decider goes that way by itself.
// After the first cases nothing is allocated for those that go the short way.
typedef struct licet_case licet_case;       // the facts of one case; read again and again
typedef struct licet_decider licet_decider; // the room to decide in

LICET_API licet_status licet_decider_new(const licet_policy *policy, licet_decider **out);
LICET_API void licet_decider_free(licet_decider *decider);
// Must be freed before the policy; may be decided by any decider of the policy.
LICET_API licet_status licet_case_new(const licet_policy *policy, licet_case **out);
LICET_API void licet_case_free(licet_case *of);

// Forgets what was there and reads a JSON object of facts, as licet_facts_read does. The text
// is copied. LICET_REJECTED: see the report; the case cannot be decided. With `line`, the
// object may also be {"id": ..., "facts": {...}, "as_of": DATE, "world": WORLD, "assume":
// [LABEL...]}, which win over the options; LICET_NOT_FOUND: it is none of these, or in a form that
// licet_facts_read must be asked for.
LICET_API licet_status licet_case_read(licet_case *of, licet_decider *decider, licet_text json,
                                       bool extra_ok, bool line);
// Facts given in any other way; they must live until the case is read or taken again.
LICET_API licet_status licet_case_take(licet_case *of, const licet_facts *facts);
// The member "id" of what was read, as JSON, not terminated; empty when there is none.
LICET_API licet_text licet_case_id(const licet_case *of);

// `options` may be NULL; `compact` is taken for true. LICET_REJECTED: see the report.
LICET_API licet_status licet_decider_decide(licet_decider *decider, licet_case *of,
                                            const licet_options *options);
LICET_API const licet_report *licet_decider_report(const licet_decider *decider);

// The answer, until the next one. Lines and regimes as in section 6; of a line decided the
// short way `subject` is "".
LICET_API licet_gate licet_decider_gate(const licet_decider *decider);
LICET_API int licet_decider_exit(const licet_decider *decider);
LICET_API const char *licet_decider_unverified(const licet_decider *decider);
// The labels are those of the case or the options, and live as long.
LICET_API void licet_decider_supposed(const licet_decider *decider, licet_supposed *out);
LICET_API size_t licet_decider_regime_count(const licet_decider *decider);
LICET_API bool licet_decider_regime(const licet_decider *decider, size_t index,
                                    licet_regime *out);
LICET_API size_t licet_decider_line_count(const licet_decider *decider);
LICET_API bool licet_decider_line(const licet_decider *decider, size_t index,
                                  licet_line *out);
// Labels of the provisions that acted on a line: demands, exclusions, flags, duties, and
// authorizations that met a demand; in the order of labels; NULL past the end.
LICET_API const char *licet_decider_provision(const licet_decider *decider, size_t line,
                                              size_t index);
// The decision behind the answer when it went the long way, or NULL. Its document has only
// what a short answer is made of: gate, exit, regimes, lines, missing.
LICET_API const licet_decision *licet_decider_decision(const licet_decider *decider);

#ifdef __cplusplus
}
#endif

#endif
