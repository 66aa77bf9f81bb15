// Partial values: sets of possible values, with the causes of what is not known.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_EVAL_VALUE_H
#define LICET_EVAL_VALUE_H

#include "runtime/core/core.h"

typedef enum Tri { TRI_F, TRI_U, TRI_T } Tri; // ordered: F < U < T

// Why something is not known. Interned per decision: equal causes have equal ids.
typedef enum CauseKind {
    CAUSE_FACT,      // a place nobody gave
    CAUSE_OPEN_LIST, // a list that may have more elements
    CAUSE_FAULT,     // division by zero, a failed native, a limit of digits
    CAUSE_DOUBT,     // a doubtful day of a rule
    CAUSE_TABLE,     // a table read past its date
    CAUSE_LABEL,     // a label that nothing loaded classifies
    CAUSE_CONFLICT,  // two cases of a define that both hold and differ
} CauseKind;

typedef struct Cause {
    CauseKind kind;
    const Fact *fact;  // FACT, OPEN_LIST
    RuleId rule;       // DOUBT
    uint32_t table;    // TABLE
    Str text;          // FAULT: message; DOUBT: its text; LABEL: the label
    Span span;         // FAULT, CONFLICT: the place
} Cause;

// A sorted set of cause ids; NULL is the empty set. Immutable.
typedef struct Causes {
    uint32_t n;
    uint32_t ids[];
} Causes;

typedef enum ValueKind {
    VALUE_BOOL, // tri
    VALUE_NUM,  // [lo, hi] in base units; dates as day numbers
    VALUE_WORD, // one known word
    VALUE_NONE,
    VALUE_RECORD, // fact
    VALUE_LIST,   // list
    VALUE_TOP,
} ValueKind;

typedef struct List List;

typedef struct Value {
    uint8_t kind, tri;
    bool months;          // moves by months: `grows` is right but for some days
    uint8_t grows[2];    // how lo and hi move with the law date: places in Vm.speeds; 0: not at all
    const Causes *causes; // NULL when exactly known
    union {
        struct { Rat lo, hi; } num;
        Str word;
        const Fact *record;
        const List *list;
    } as;
} Value;

typedef struct Element {
    Value value;
    Tri member;            // T: surely an element, U: possibly
    const Causes *doubt;   // why only possibly
} Element;

struct List {
    Element *items;
    size_t n;
    bool open;
    const Causes *why_open;
};

static inline bool value_moves(const Value *value) // with the law date
{
    return value->grows[0] || value->grows[1] || value->months;
}

bool value_is_exact(const Value *value); // a list: complete, all members sure (elements may be inexact)
bool value_same(const Value *a, const Value *b); // both exact and equal
// For people and dumps: "true", "unknown", "4800 TPP", "[1, inf)".
void value_print(Buf *out, const Type *type, const Value *value);
const char *tri_name(Tri tri); // "true" "false" "unknown"

#endif
