// Does it make sense: names, types and units of every expression of all modules.
//
// In:  the trees of all modules, imports resolved (engine/load.c).
// Out: Checked: the declarations in dense tables, and for each node its type and what it
//      refers to, as side tables by node id. Trees are not written to.
// Priority, cycles, polarity of acts and analyses come later, on Core.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_CHECK_CHECK_H
#define LICET_CHECK_CHECK_H

#include "runtime/source/diag.h"
#include "runtime/tree/tree.h"
#include "runtime/type/csv.h"
#include "runtime/type/fact.h"
#include "runtime/type/label.h"

typedef struct Module Module;
struct Module {
    Str name;              // "us.ear.category3"; for a bare file its file name without ending
    const Tree *tree;
    const Module **imports; // direct, in source order
    size_t n_imports;
    bool root;             // asked for by the host
};

typedef enum DeclKind {
    DECL_FACT,     // facts and acts: index into schema
    DECL_DEFINE,   // all versions of one name share one Decl; nodes in versions
    DECL_PARAM,    // of a define: index is the slot
    DECL_LOCAL,    // subject of a rule, variable of a quantifier or comprehension
    DECL_NATIVE,
    DECL_TABLE,
    DECL_COLUMN,   // a field of the table's row record
    DECL_FIELD,
    DECL_RECORD,
    DECL_ENUM,
    DECL_ENUM_VALUE,
    DECL_COUNTRY,
    DECL_UNIT,
    DECL_VERDICT,
    DECL_WORD,     // of a vocabulary: kind in node->op of its VOCABULARY
    DECL_RULE,
    DECL_SCENARIO,
    DECL_BUILTIN,  // sum, greatest, union ...: index is a Builtin
} DeclKind;

typedef enum Builtin {
#define X(function, name, arguments) BUILTIN_##function,
#include "runtime/check/builtin.def"
#undef X
} Builtin;

typedef struct Regime Regime;

typedef struct Decl {
    DeclKind kind;
    Str name, title;
    const Node *node;          // where declared; NULL for builtins and countries
    const Module *module;
    const Type *type;          // fact, param, local, field, column: its type; define, native: result;
                               // enum value: the enum type; record, enum: the type itself; table: list of rows
    uint32_t index;            // dense per kind (facts: in schema; fields: in record; rules, defines ...)
    const Node **versions;     // DECL_DEFINE: the nodes, sorted by `in force from`
    size_t n_versions;
    const struct Decl **params; // DECL_DEFINE, DECL_NATIVE: the DECL_PARAMs
    size_t n_params;
    const Unit *unit;          // DECL_UNIT
    const Regime *regime;      // DECL_RULE, DECL_VERDICT, DECL_WORD of that regime (NULL: shared)
    VocabularyKind vocabulary; // DECL_WORD
    Str code;                  // DECL_WORD: reason code, or empty
    uint32_t severity;         // DECL_WORD of policies: position, mildest first; outcomes: verdict raised
    const Str *left;           // DECL_WORD of `not checked ... from`: the keys that no rule classifies
    size_t n_left;
} Decl;

// Roles of the chain of verdicts: index of the verdict an effect gives.
typedef struct Verdict {
    Str name, title;
    bool blocks;
    uint8_t zero[7]; // no hole (base/image.h)
} Verdict;

struct Regime {
    Str name, title;
    uint32_t index;
    Verdict *chain;     // least to most severe
    size_t n;
    size_t exclusion, fallback, exception, requirement, prohibition; // indexes into chain
    const Module *module;
    Day read_through;   // DAY_MAX when not said
    const Decl **not_checked; // words
    size_t n_not_checked;
};

// A table's rows as they stand: source cells are nodes, CSV cells are text.
typedef struct TableRow {
    const Node **cells;      // one per column, or NULL
    const CsvCell *texts;    // one per column, or NULL
    Fact **values;           // of the texts, as they were read
    Day from, until;         // [from, until)
    Str unverified;
    Span span;
} TableRow;

typedef struct Table {
    const Decl *decl;
    const RecordType *row;
    bool *key;               // per column
    HitPolicy hit;
    TableRow *rows;          // NULL when they stay where they lie
    const CsvSorted *sorted; // a long sorted file of texts, or NULL
    FileId file;             // 0 when the rows stand in the source
    size_t n;
    Day complete_through;    // DAY_MAX when not said
} Table;

typedef struct Checked {
    Arena *arena;
    const Sources *sources;
    const Module *const *modules;
    size_t n_modules;
    FactSchema schema;
    const Type *const *types; // by NodeId: type of an expression; of TYPE_* nodes the type itself
    const Decl *const *refs;  // by NodeId: NAME, CALL, COMPREHEND, MAKE, LOOKUP, MEMBER (field), TERM, PARAM,
                              // RULE and QUANTIFIED (their variable), SCENARIO, DEFINE, BIND (first name) ...
                              // COMPREHEND: the builtin, whose params[0] is the variable. EXPECT: a verdict
                              // of the regime it speaks of. PATH: its last part. A bare label such as EAR99:
                              // a DECL_ENUM_VALUE of type eccn. Variables: index counts the enclosing ones.
    size_t n_nodes;
    VEC(Decl *) defines, natives, rules, scenarios, units, words;
    VEC(Table *) tables;
    VEC(Regime *) regimes;
} Checked;

// A file that a table's `from` names, found by the loader.
typedef struct TableFile {
    const Node *table;
    FileId file;
    uint32_t zero; // no hole (base/image.h)
} TableFile;

// Always returns a product; with errors reported it must not be lowered. Modules may come in
// any order: the result does not depend on it.
Checked *check_modules(Arena *arena, const Sources *sources, const Module *const *modules,
                       size_t n_modules, const TableFile *files, size_t n_files, Diags *diags);

// Names and types of a tree as text, for golden tests.
void check_dump_names(Buf *out, const Checked *checked, const Module *module);
void check_dump_types(Buf *out, const Checked *checked, const Module *module);

#endif
