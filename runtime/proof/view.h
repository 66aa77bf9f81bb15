// View: reading a decision document and saying its parts in words, for all writers.
//
// In:  a document as JSON (schema licet.decision/1). Nothing here decides: names become
//      titles, exact numbers get thousands separators, codes become phrases.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_PROOF_VIEW_H
#define LICET_PROOF_VIEW_H

#include "runtime/base/json.h"
#include "runtime/base/rational.h"

typedef struct View {
    Arena *arena;
    const Json *document, *statement, *texts;
} View;

View view_of(Arena *arena, const Json *document);

// Members; path is "a.b.c". NULL, empty, false or 0 when absent or null.
const Json *view_get(const Json *object, const char *path);
Str view_text(const Json *object, const char *path);
bool view_is(const Json *object, const char *path, const char *text);
bool view_true(const Json *object, const char *path);
size_t view_count(const Json *object, const char *path); // of a list
const Json *view_first(const Json *list);             // NULL for NULL
// The first of the flags or duties of the lines that says this is this one: what stands on
// several lines counts once, and as sure when it is sure on one of them.
bool view_is_first(const Json *lines, const char *list, const Json *item);
Str view_strings(Arena *arena, const Json *list, const char *between);

// Titles: of "verdict:NAME", "word:NAME" ...; the name itself, '_' as blank, when untold.
Str view_title(const View *view, const char *kind, Str name);
Str view_told(const View *view, const char *kind, Str name); // empty when untold
// "LICENSE REQUIRED"
Str view_capitals(const View *view, Str name);
// One finding {finding, low, high}: its plain title, or "between ... and ...".
Str view_finding(const View *view, const Json *finding);

// "UNDETERMINED: between ..."; only "LICENSE REQUIRED" when the title says the same.
Str view_verdict(const View *view, const Json *finding);
// A list of names as titles: "presumption of denial, case by case".
Str view_words(const View *view, const Json *list, const char *kind, const char *between);
// The same for a regime; where it stops, with the review of an application or the reason.
Str view_answer(const View *view, const Json *regime);

// "15832" -> "15,832"
Str view_number(Arena *arena, Str exact);
// "15,832 TPP", "1 day": of the unit `days` as much as is said of one.
Str view_amount(Arena *arena, Str exact, Str unit);
// "at least 4,800 TPP: met, over by 11,032 TPP, at 3.3 times the limit"
Str view_margin(const View *view, const Json *margin);
Str view_relation(Str relation);   // "at least"
// Eight circuits of one kind in a server have one margin: it says the same of another subject.
bool view_same_margin(const Json *a, const Json *b);
// "notify BIS in SNAP-R (BIS, via SNAP-R)"; "25 days before export_date, by 2024-05-07"
Str view_duty(const View *view, const Json *duty);
Str view_duty_when(const View *view, const Json *duty);
// Of a missing fact: "not supplied"
Str view_state(const View *view, const Json *missing);
// "fails at (d): not item.datacenter"; empty when it does not fail
Str view_fails(const View *view, const Json *exception);
const char *view_applies(Str applies);
// Flags that may be raised, and that no resolution closes; more than this many are folded.
enum { VIEW_FLAGS_MOST = 4 };
size_t view_possible_flags(const View *view);
Str view_possible_codes(const View *view); // "RF-1 RF-2"
// Why the gate stands where it stands: "3 red flags are open".
Str view_gate_reason(const View *view);
Str view_gate(const View *view);   // "proceed"
// Two tries of one exception, for whatever requirement, came out alike.
bool view_same_outcome(const Json *a, const Json *b);
// All but names and numbers of two lines are the same.
bool view_same_line(const Json *a, const Json *b);
// A label as printed; of a provision without a printed number its citation: "90 FR 50857".
Str view_cited(const View *view, Str label);
// "742.6(a)(6) of 2023-11-17"; without a printed number its citation.
Str view_version(const View *view, const Json *provision);
// Labels of a list as view_cited says them, each once; at most `most`, then how many more.
Str view_cited_list(const View *view, const Json *labels, size_t most);
// "why" of not_in_force in words: "not enforced"
Str view_why(Str why);
// The value of a proof step in words: "true", "15,832 TPP", "CN".
Str view_value(const View *view, const Json *step);
// Whose mark it is: "742.6(b)(10) of 2023-11-17"; a row of a list by its keys.
// Marks with the same words are said once: true for the first, with how many more follow.
bool view_mark_is_first(const Json *marks, const Json *mark, size_t *more);
// A mark of a provision, not of a row of a list or of a definition.
bool view_mark_is_provision(const Json *mark);
Str view_mark_name(const View *view, const Json *mark);
// "D1234567: consumes 8, leaves 12" of covered_by; "C30 · license D1234567 · ECCN 4A090" of
// filing; empty when there is none.
Str view_covered(const View *view, const Json *line);
Str view_filing(const View *view, const Json *line);
// Why a resolution is void: "the facts have changed"; empty when it counts.
Str view_void(const Json *resolution);
// The flag it names: its code, else its word.
Str view_resolved_flag(const Json *resolution);
// "a.chen, m.ortiz"
Str view_persons(const View *view, const Json *resolution);
// What ends on the last day of the result: a pack, a resolution, or the law as it was.
const char *view_after(const View *view);
// Short digest: "sha256:4b0c12ab…e1ff"
Str view_short_id(Arena *arena, Str id);
// What an `undetermined` entry says.
Str view_undetermined(const View *view, const Json *entry);

#endif
