// Program: the rules that live on the days of one era, made ready to be decided without a proof.
//
// In:  Core, the plan of its facts, and which law (day, world, what is assumed). Out: a tree of
//      nodes for every function that is asked, the rules that count by regime, and an index of
//      those that can apply at all. What needs no facts is worked out once. Immutable.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_FAST_PROGRAM_H
#define LICET_FAST_PROGRAM_H

#include "runtime/eval/evaluate.h"
#include "runtime/fast/plan.h"

typedef enum AskOp {
    ASK_CONST, ASK_PATH, ASK_RECORD, ASK_SLOT, ASK_FIELD,
    ASK_ALL, ASK_ANY, ASK_NOT, ASK_AT_LEAST,
    ASK_EQ, ASK_NE, ASK_COMPARE, ASK_ARITH, ASK_NUMBER,
    ASK_IN, ASK_IN_SET, ASK_WITHIN, ASK_ENTRY, ASK_FOLDED, ASK_IS, ASK_ASSERTED, ASK_CASES, ASK_CALL, ASK_LOOKUP, ASK_SORTED,
    ASK_SOME, ASK_AGGREGATE, ASK_LIST, ASK_UNION, ASK_ELEMENTS,
} AskOp;

typedef enum LeafOp {
    LEAF_TRUE, LEAF_FALSE, LEAF_LT, LEAF_LE, LEAF_GT, LEAF_GE, LEAF_SAME, LEAF_OTHER,
    LEAF_WORD, LEAF_NOT_WORD, LEAF_IN, LEAF_NOT_IN, LEAF_NONE, LEAF_SOME,
} LeafOp;

enum { TOP_SLOT = 255, CALL_SLOT = 254, NO_ARG = 255, SLOTS_MASKED = 64 };

typedef struct Ask Ask;
typedef struct FuncCode FuncCode;

// Words by number, as bits from `first` on.
typedef struct WordSet {
    uint32_t first, n; // n: bits
    uint64_t bits[];
} WordSet;

// A condition on one cell, settled at a glance when the cell is known; else `full` is asked.
// The cell is among the facts (TOP_SLOT), in the record of a variable, or what a function was
// found to be (CALL_SLOT: memory `at`, of no argument or of the record of variable `arg`).
typedef struct Leaf {
    uint8_t op, slot, arg;
    uint8_t zero;              // no hole (base/image.h)
    uint32_t at;
    int64_t num;               // limit, or word
    union {
        int64_t den;
        const WordSet *set;
    } to;
    const Ask *full;
} Leaf;

static inline bool same_place(const Leaf *a, const Leaf *b)
{
    return a->slot == b->slot && a->at == b->at;
}

// The classes into which values of one place fall (scale.h).
typedef enum ScaleKind { SCALE_WORD, SCALE_FLAG, SCALE_NUMBER, SCALE_PRESENCE } ScaleKind;
typedef struct Scale {
    uint8_t kind;
    uint32_t n_limits, den;    // NUMBER: ascending, over one denominator
    uint32_t first, n_words;   // WORD: those that are named lie in this span
    const uint16_t *class_of;  // of word first + i; 0 stands behind the last
    const int64_t *limits;
    const uint32_t *named;     // WORD: the word of each class from the third on
    size_t n_classes;
} Scale;

// The logic of few roots, as columns: one bit for each junction (grid.h).
enum { GRID_COLUMNS = 64 };
typedef uint64_t Columns;

// What a class tells, as two words at once: the columns that still hold, and those that still may.
enum { TOLD_HOLD, TOLD_MAY };
typedef Columns Told __attribute__((vector_size(2 * sizeof(Columns))));

// One thing looked at: a place, what a function comes to, or a condition asked as a whole.
typedef struct Gauge {
    const Told *told;          // by class; told[SCALE_UNKNOWN]: not known, or not asked
    uint8_t slot;              // TOP_SLOT, 0: the subject; CALL_SLOT: func, else node
    uint32_t at;
    Scale scale;
    const FuncCode *func;
    const Ask *node;
    Columns users, roots;      // of a value: the columns that look at it, and the roots above them
} Gauge;

// What two columns that others look at tell, side by side: by which of them hold (the low bits)
// and which fail (the high bits).
enum { PAIR = 2, PAIR_STATES = 1 << 2 * PAIR };
typedef struct GatePair {
    Told told[PAIR_STATES];
} GatePair;

typedef struct Level {
    uint32_t column;           // of the first gate
    uint32_t n_gates, n_pairs;
} Level;

typedef struct Grid {
    Gauge *places, *values;    // values are asked when a root is left that depends on them
    GatePair *pairs;           // by level: a gate looks only at gates of lower levels
    Level *levels;
    size_t n_places, n_values, n_pairs, n_levels;
    size_t n_words, n_flags;   // of the places: words come first, then flags
    Columns roots;             // the first columns
    Told at_first;             // before anything is known
} Grid;

// The live rows of a table by their first key.
typedef struct RowIndex {
    const Cell *const *rows;   // in order
    const uint32_t *places;    // key column: its cell in the row
    const Place *const *keys;
    size_t n, n_keys;
    uint32_t first, n_words;   // the words of the first key lie in this span
    const uint32_t *starts, *order; // of word first + w: order[starts[w]..starts[w+1])
    bool unique, open;
} RowIndex;

struct FuncCode {
    const Ask *body;
    uint32_t n_params, n_slots, index; // index: of its memory
    bool asks_facts, called, condition; // condition: its body is logic
    uint16_t depth;
};

struct Ask {
    uint8_t op, slot;
    bool asks_facts;           // else it depends on its slots alone
    uint16_t depth;
    uint32_t at;               // cell; count wanted; exponent
    uint32_t n, n_leaves;
    uint64_t slots;            // variables read, as bits
    const Expr *expr;
    const Ask **kids;
    const Leaf *leaves;        // ALL, ANY: looked at before the kids
    const Cell *blank;         // PATH, FIELD: when nobody gave it (NULL: a record within)
    Cell value;                // CONST
    union {
        const WordSet *set;
        const RowIndex *rows;
        FuncCode *func;
    } of;
};

// What a rule asks, for a line that the index has found: leaves first, then the rest.
typedef struct RootTest {
    const Leaf *leaves;
    const Ask *rest;           // NULL: the leaves are all of it
    uint32_t n_leaves;
    bool remembered;           // others ask it, too
} RootTest;

// A rule that authorizes a demand, or reviews it under a policy.
typedef struct Helper {
    const CoreRule *rule;
    const FuncCode *act;
    uint32_t code;             // of an authorization
    uint32_t column;           // in the grid of the set, if there is one
} Helper;

// A rule that counts on a line.
typedef struct Root {
    const CoreRule *rule;
    const FuncCode *act;
    uint32_t open_code;        // when it is open (demands) or excludes; UINT32_MAX: none
    uint32_t *act_codes;       // flags, duties
    uint32_t *note_codes;      // duties that are none: why a license that is held does not cover
    uint32_t n_act_codes, n_note_codes, n_authorizers, n_reviewers;
    Helper *authorizers, *reviewers;
    bool demands, holds_true, holds_maybe; // the gate, when it acts or may act
} Root;

// What the roots of an index ask of whole numbers, four at once: each lane is a place, or its
// negative, that must reach a limit. A root that fails does not act; one that passes is asked.
enum { SCREEN_LANES = 4, SCREEN_LIMIT = 1 << 30 };
typedef int32_t Lanes __attribute__((vector_size(4 * SCREEN_LANES)));
typedef struct Screen {
    struct {
        uint8_t slot;
        uint32_t at;
        bool negative;
    } lanes[SCREEN_LANES];
    size_t n;
    const Lanes *limits;       // as RootIndex.roots
} Screen;

// Roots that need one of some words in one place: found by the word there.
typedef struct RootIndex {
    uint8_t slot;
    uint32_t at;
    uint32_t *starts, *roots;  // by word: roots[starts[w]..starts[w+1])
    Screen screen;
    uint32_t *all;             // when the word is not known
    size_t n_all;
} RootIndex;

// One place that several roots ask of: for each class of what may stand there, which roots are
// still possible, as bits.
typedef struct Sieve {
    uint8_t slot;
    uint32_t at;
    Scale scale;
    const uint64_t *masks;     // [class][words of the set]
} Sieve;
enum { SIEVE_ROOTS_MAX = 1024 };

// The roots of one regime for lines of one subject list.
typedef struct RootSet {
    const Regime *regime;
    Root *roots;
    RootTest *tests;           // without what the index asks
    size_t n;
    uint32_t n_slots;          // the most that one of them needs
    uint32_t *always, *exclusions; // in no index; with the effect to exclude
    size_t n_always, n_exclusions;
    RootIndex *indexes;        // of many roots; of few, sieves
    size_t n_indexes;
    Sieve *sieves;
    const Grid *grid;          // instead of sieves, or NULL
    size_t n_sieves, n_masks;  // n_masks: words of bits, 0 when there are no sieves
} RootSet;

// The lines that a subject list gives to a regime.
typedef struct LineList {
    uint32_t list, zero;       // zero: no hole (base/image.h)
    const Ask *place;          // the list among the facts
    const RootSet *roots;
    Str pointer;               // "/items/"
} LineList;

typedef struct RegimePlan {
    const Regime *regime;
    LineList *lists;           // by their paths
    size_t n_lists;
    const RootSet *whole;      // for a transaction without lines
} RegimePlan;

typedef struct Program {
    const Plan *plan;
    const Core *core;
    Tri *live;                 // by rule
    FuncCode **funcs;          // by function; NULL until asked
    const RowIndex **rows;     // by table; NULL until asked
    VEC(const FuncCode *) memos; // by number of their memory
    Str *codes;                // reason codes, sorted
    size_t n_codes;
    uint32_t ok_nlr;
    RegimePlan *regimes;       // by name
    size_t n_regimes;
} Program;

// NULL when the policy uses something that is only decided the long way.
Program *program_make(Arena *arena, const Plan *plan, const EvalOptions *options);

// compile.c
typedef struct Compiler {
    Arena *arena;
    Program *program;
    const Plan *plan;
    const Core *core;
    Day day;
    uint32_t n_slots;          // of the function being compiled
    bool failed;
    struct Run *run;           // for constants; NULL until then
    VEC(Str) codes;            // reason codes found so far
} Compiler;

FuncCode *compile_func(Compiler *c, const Func *func);
const Ask *compile_expr(Compiler *c, const Expr *expr);
Ask *ask_new(Compiler *c, AskOp op, const Expr *expr, uint32_t n);
const Ask *ask_fold(Compiler *c, Ask *node); // a constant, when it depends on nothing
const Ask *ask_constant(Compiler *c, Cell value);
void ask_add(Ask *node, uint32_t i, const Ask *kid);

// junction.c: ALL and ANY with their leaves.
const Ask *compile_junction(Compiler *c, const Expr *expr, AskOp op);
const Ask *compile_condition(Compiler *c, const Ask *node);
bool leaf_of(Compiler *c, const Ask *node, Leaf *out);

// lookup.c
const Ask *compile_lookup(Compiler *c, const Expr *expr);
const Ask *compile_rows(Compiler *c, const Expr *expr);

// roots.c: which rules count, and the codes they give.
void compile_regimes(Compiler *c);
// root_index.c: how they are found.
void index_roots(Compiler *c, RootSet *set);
void make_test(Compiler *c, RootTest *test, const Root *root, bool (*asked)(const void *, const Leaf *),
               const void *by);
// grid.c: all logic of very few roots at once; NULL when there is too much of it.
const Grid *grid_make(Compiler *c, RootSet *set);
// sieve.c: the same for few roots.
void sieve_roots(Compiler *c, RootSet *set);

#endif
