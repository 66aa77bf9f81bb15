// Core: rules with subjects, spans and priority, without syntax.
//
// Made by lower.c from Checked; priority, polarity and dependency order are settled by
// order.c and friends before any code is made of it. The meaning of each operation is
// section 4 of grammar/GRAMMAR.md. Immutable once made.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_CORE_CORE_H
#define LICET_CORE_CORE_H

#include "runtime/check/check.h"
#include "runtime/type/label.h"

typedef enum CoreOp {
#define X(op, name, operands) CORE_##op,
#include "runtime/core/core_op.def"
#undef X
    CORE_OP_COUNT
} CoreOp;

typedef uint32_t RuleId;

typedef struct Expr Expr;
struct Expr {
    CoreOp op;
    uint32_t id;        // dense over the Core, from 0
    uint32_t index;     // by op: fact, slot, field, function, table, rule, native, N
    uint32_t slot;      // variable of a quantifier or aggregate
    const Type *type;
    const Fact *fact;   // CONST: the value
    Str label;          // IS: the label asked; parts of a paragraph: printed label "(a)", else empty
    const Str *parts;   // paragraph: the printed label of each kid, or empty; else NULL
    const RuleId *rules; // IS: the live-at-some-time rules that classify as label or below
    size_t n_rules;
    const Node *node;   // what the user wrote, for messages of analyses; NULL: nobody did
    Str said;           // a limb of an authorization without its node: plain words; else empty
    NodeKind written;   // its kind; NODE_LIST when nobody wrote it
    Span span;          // its place
    uint32_t n;
    const Expr **kids;
};

typedef enum FuncKind { FUNC_ACT, FUNC_OPEN, FUNC_DEFINE } FuncKind;

// A function of the policy: the act or open of a rule (parameter: the subject, if any), or
// one define with its versions by date.
typedef struct FuncVersion {
    Day from, until;    // [from, until)
    const Expr *body;
    Str unverified;     // mark of a definition, or empty
} FuncVersion;

typedef struct Func {
    FuncKind kind;
    uint32_t id;
    Str name, title;    // of the define, or the label of the rule and no title
    uint32_t n_params, n_slots; // slots include params
    FuncVersion *versions;
    size_t n_versions;  // 1 for ACT and OPEN
    const Type *result;
    const Expr *site;   // ACT: an expression that asks it of its own subject
} Func;

// The version in force on the day, or NULL.
static inline const FuncVersion *func_on(const Func *func, Day day)
{
    for (size_t i = 0; i < func->n_versions; i++) {
        if (func->versions[i].from <= day && day < func->versions[i].until)
            return &func->versions[i];
    }
    return NULL;
}

typedef struct Doubt {
    Day from, until;    // [from, until)
    Str text;
} Doubt;

typedef struct Exception {
    Str label;          // may be empty
    const Expr *when;
} Exception;

// A word of the vocabulary with its arguments: license(reason: RS), notify(BIS, via: "SNAP-R").
typedef struct TermArg {
    Str name, value;    // name may be empty; value printed
    const struct Func *computed; // definition asked of the line's subject; NULL: as written
} TermArg;

typedef struct Term {
    const Decl *word;   // NULL when the effect has no term
    const Decl *reason; // the word of `reason:`, or NULL
    TermArg *args;
    size_t n;
} Term;

typedef struct Duty {
    Term term;
    DutyWhen when;
    bool note;          // says why a license held does not cover: owed by nobody
    uint8_t zero[3];    // no hole (base/image.h)
    Rat days;           // amount in days, when before or after
    const Expr *anchor; // date
    Str anchor_path;
} Duty;

typedef struct CoreRule {
    RuleId id;
    Str label;                 // as printed
    Str title;
    const Regime *regime;
    const Node *node;
    Span span;
    EffectKind effect;
    Day from, until;           // [from, until); DAY_MIN and DAY_MAX+1 when not said
    Doubt *doubts;
    size_t n_doubts;
    Str cites, source, note, proposed, unverified; // empty when absent
    bool lapses;
    const Expr *subjects;      // the subject list (FACT or FIELD of FACT), NULL: whole transaction
    uint32_t subject_list;     // index into Core.subject_lists; UINT32_MAX: whole transaction
    const Expr *when;          // condition; NULL: true
    Exception *exceptions;
    size_t n_exceptions;
    const Str *targets;        // labels of authorizes, reviews, suspends, unenforces
    size_t n_targets;
    bool owes;                 // has a duty that is no note
    bool all_but;              // authorizes all requirements but those of the targets
    const Str *over, *under;   // labels of notwithstanding, subject to
    size_t n_over, n_under;
    Str classifies;            // label given
    const Decl *policy;        // reviews
    Term term;                 // requires, prohibits, excludes, obliges, flags
    uint32_t verdict;          // requires, prohibits: index into the regime's chain
    Duty *duties;              // of `with duty`; for obliges: one plain duty
    size_t n_duties;
    const RuleId *beaten_by;   // s ▷ this
    size_t n_beaten_by;
    const RuleId *authorized_by;
    size_t n_authorized_by;
    const RuleId *reviewed_by;
    size_t n_reviewed_by;
    const Func *act, *open;    // open only for requires and prohibits
} CoreRule;

typedef struct CoreRow {
    Day from, until;
    const Fact *record;        // of the table's row type
    Str unverified;
} CoreRow;

typedef struct CoreTable {
    Str name, title;
    const Type *row;           // TYPE_RECORD
    const bool *key;
    HitPolicy hit;
    CoreRow *rows;             // NULL when they stay in a sorted file
    const CsvSorted *sorted;
    const uint32_t *by_key;    // indexes of the rows in the order of their keys; NULL: keys are no words
    size_t n;
    Day complete_through;
    Str digest;                // sha256 of the file, or over the rows as JSON
} CoreTable;

typedef struct CoreNative {
    Str name, symbol, library;
    const Type **params;
    size_t n_params;
    const Type *result;
    Span span;
} CoreNative;

typedef struct SubjectList {
    const Expr *list;
    Str path;                  // "items"
    const Type *element;
} SubjectList;

// One `expect` of a scenario, ready to compare.
typedef struct CoreExpect {
    Str low, high;             // verdict names, "undetermined" or "conflict"; high empty unless given
    World world;
    Str regime;                // empty: the only one
    struct { ClauseKind kind; Str *items; size_t n; } *clauses;
    size_t n_clauses;
    Span span;
} CoreExpect;

typedef struct CoreGiven {
    Str path;                  // a.b.c
    const Fact *value;
} CoreGiven;

typedef struct CoreGroup {
    Str *assume;
    size_t n_assume;
    bool has_date;
    Day date;
    CoreGiven *givens;
    size_t n_givens;
    CoreExpect *expects;
    size_t n_expects;
} CoreGroup;

typedef struct CoreScenario {
    Str title, case_id, source, note, certainty, unverified;
    const Module *module;
    bool has_date;
    Day date;
    CoreGiven *givens;
    size_t n_givens;
    CoreGroup *groups;
    size_t n_groups;
    Span span;
} CoreScenario;

// Days that cut time: sorted, the first is DAY_MIN.
typedef struct Breaks {
    const Day *days;
    size_t n;
} Breaks;

typedef struct Core {
    Arena *arena;
    const Checked *checked;
    const FactSchema *schema;
    CoreRule *rules;           // sorted by (regime, label segments, from, title)
    size_t n_rules;
    const Func **funcs;
    size_t n_funcs;
    CoreTable *tables;
    size_t n_tables;
    CoreNative *natives;
    size_t n_natives;
    SubjectList *subject_lists;
    size_t n_subject_lists;
    CoreScenario *scenarios;
    size_t n_scenarios;
    const Expr *const *exprs;  // by id
    size_t n_exprs;
    Breaks breaks;             // the days on which an era begins
    Breaks law_breaks;         // those of them that are no days of table rows
    Breaks text_breaks;        // those that are no days of comparisons with the law date alone
    Str digest;                // sha256 over module names and texts
} Core;

Core *core_lower(Arena *arena, const Checked *checked, Diags *diags);
// The day up to which the text was read, of the regime whose reading ends first; DAY_MAX when
// none says.
Day core_read_through(const Core *core);
void core_dump(Buf *out, const Core *core);
// Parts of it, without anything that other declarations move: an expression; what beats a rule
// and allows it, and when it acts.
void core_dump_expr(Buf *out, const Core *core, const Expr *expr);
void core_dump_condition(Buf *out, const Core *core, const CoreRule *rule);
void core_provisions(Buf *out, const Core *core); // as JSON: what each cites, its days and marks
const char *core_op_name(CoreOp op);
// The reason code: of its reason, else of its word; may be empty.
Str term_code(const Term *term);

// table.c
// The row of a table; one that stays in its file is made in the arena.
CoreRow core_row(Arena *arena, const CoreTable *table, size_t index);
// The rows whose keys are these words, as by_key[*first] to by_key[*first + count - 1].
size_t core_rows_of(const CoreTable *table, const Str *keys, size_t *first);
// The index of the row of a sorted file, or n.
size_t core_sorted_row(const CoreTable *table, Str key);

#endif
