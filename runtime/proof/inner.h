// Statement making, inner door: what the rooms of proof/ share and nobody else needs.
//
// A Making goes along while one document is made. Each part writes its own members of the
// document; the texts gathered on the way (titles, citations) end up outside the statement.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_PROOF_INNER_H
#define LICET_PROOF_INNER_H

#include "runtime/base/map.h"
#include "runtime/proof/answer.h"
#include "runtime/proof/put.h"
#include "runtime/proof/statement.h"
#include "runtime/proof/support.h"

typedef struct Finding {
    bool undetermined;
    uint32_t verdict, low, high;
} Finding;

// What a proposed rule, or the absence of a stay, would change.
typedef struct Change {
    const CoreRule *rule;
    const char *why;
    Finding would_be;
} Change;

typedef struct Outlook {
    Finding *in_text;     // by regime; NULL: as here, or not known
    VEC(Change) changes;  // in the order of regimes, then rules
    Day result_until;     // DAY_MIN: for good
    bool beyond_unknown;  // what comes after it was not looked at
} Outlook;

typedef struct Making {
    Arena *arena;
    const StatementInput *input;
    const Core *core;
    const Facts *facts;
    const Evaluation *eval;
    const Answer *answer;
    Outlook outlook;
    Repeated *again;   // the same facts, for other questions; made when the first is asked
    Arena *room;       // of the answer to the question that is being asked
    Support support;   // of all act and open values of demands and exclusions
    Map texts;         // key -> Str *
    VEC(StepId) acts;  // of classifying rules, in the order of the trace; margins.c
    bool acts_found;
    bool of_period;    // of more days than one: what moves with the day is no margin
    uint32_t *seen;    // by Expr id: marks of walk `walks`, for static questions
    uint32_t walks;
} Making;

// line.c: one line, with its reasons and classification; the parts below fill the rest.
Json *line_json(Making *m, size_t line);
// sure, possible, asserted, agrees; the field `name` of the line's subject, or empty.
void line_put_classes(Making *m, const Line *line, Json *object);
Str line_name(const Fact *subject);
// exceptions.c
void exceptions_put(Making *m, const Line *line, Json *out);
// duties.c: flags, duties.
void duties_put(Making *m, const Line *line, Json *out, TextSet *codes);
// What a definition says of the line's subject, as text; null when that is not known.
Json *duties_computed(Making *m, const Line *line, const Func *func);
// filing.c: covered_by and filing, from what is written of the line so far.
void filing_put(Making *m, size_t line, Json *out);
// missing.c: undetermined, missing of a line; missing and conflicts of all.
void missing_put_line(Making *m, size_t line, Json *out, TextSet *codes);
void missing_put_all(Making *m, Json *out);
void missing_put_conflicts(Making *m, Json *out);
void missing_put_classes(Making *m, const Line *line, Json *out); // of what classifies alone
// margins.c
void margins_put(Making *m, const Line *line, Json *out);
// outlook.c
void outlook_make(Making *m);
Json *outlook_in_text(Making *m, size_t regime);
void outlook_put_not_in_force(Making *m, Json *out);
// reliance.c: unverified, doubts, attested, depends_on, the tables of `law`.
void reliance_put(Making *m, Json *out);
void reliance_put_tables(Making *m, Json *law);
// lookups.c: the keys that tables were asked for, of depends_on.
void lookups_put(Making *m, Json *out);
// steps.c: the proof.
void steps_put(Making *m, Json *out);
Str steps_number(Making *m, const Type *type, Rat number); // exact; a date as such

// texts.c: what a mentioned thing is called.
void texts_rule(Making *m, const CoreRule *rule);
void texts_cites(Making *m, Str label);
Str texts_source(Making *m, Span span); // what the user wrote, on one line
void texts_word(Making *m, const Decl *word);
void texts_fact(Making *m, const Fact *fact);
void texts_set(Making *m, const char *kind, Str name, Str text);
Json *texts_json(Making *m);

// members.c: what many parts share.
void put_provision(Making *m, Json *out, const CoreRule *rule); // provision, version
void put_cites(Making *m, Json *out, const CoreRule *rule);     // cite, fr
void put_code(Making *m, Json *out, Str code, TextSet *codes);
void put_finding(Making *m, Json *out, const Regime *regime, bool undetermined,
                 uint32_t verdict, uint32_t low, uint32_t high); // finding, low, high

// Static questions on expressions (static.c).
bool expr_reads_act(Making *m, const Expr *expr);  // an act stands in it, also in calls
bool expr_is_constant(Making *m, const Expr *expr); // nothing of facts, rules or tables in it
Str expr_part_label(const Expr *parent, uint32_t part); // "(a)" as printed, or empty

#endif
