// What the files of this folder share while they check: tables by name and by node.
//
// Filled by scope.c (names), unit.c, resolve.c (types of declarations) and infer.c (types
// of expressions), in that order; Checked is what is left of it. Lives in the product's
// arena. SPDX-License-Identifier: Apache-2.0
#ifndef LICET_CHECK_PASS_H
#define LICET_CHECK_PASS_H

#include "runtime/base/map.h"
#include "runtime/check/check.h"

// Names that may be the same without meaning the same.
typedef enum Space {
    SPACE_VALUE, // facts, acts, definitions, natives, tables
    SPACE_TYPE,  // records, enums
    SPACE_UNIT,
    SPACE_ENUM_VALUE, // the enum is known by the decl's type
    SPACE_WORD,       // of vocabularies
    SPACE_VERDICT,
    SPACE_COUNT
} Space;

// All declarations of one name in one space, in order of modules.
typedef struct Names {
    VEC(Decl *) list;
} Names;

// A declared record: the type handed out is its first member.
typedef struct Record {
    RecordType type;
    Decl *decl;
    Decl **fields; // one per field, in order
    bool inside;   // on the path of the search for records that contain themselves
    bool searched;
} Record;

typedef struct Enum {
    EnumType type;
    Decl *decl;
} Enum;

// A unit while its definition is being worked out.
typedef struct UnitSlot {
    Unit unit;
    int state; // 0 not yet, 1 being worked out, 2 done, 3 not usable
} UnitSlot;

// What a definition's body uses, for the search for circles.
typedef struct Uses {
    const Decl *owner;
    struct {
        const Decl *decl;
        Span span;
    } * calls; // definitions, in order of first use
    size_t n, cap;
    int state; // 0 not visited, 1 on the path, 2 done
} Uses;

// A label that some rule gives to the elements of its subject list.
typedef struct Classified {
    Str label;
    const RecordType *record; // NULL when the subject makes no sense
    const Node *rule;
} Classified;

typedef struct Pass {
    Arena *arena;
    Diags *diags;
    Checked *out;
    const Module **modules; // sorted by name
    size_t n_modules;
    bool *sees;            // n x n
    const Regime **regime; // per module: the regime it sees; NULL: none or several
    const Regime **second; // per module: another one it sees, or NULL
    Map module_index;      // name -> index + 1 as pointer-sized entry in `numbers`
    size_t *numbers;
    Map spaces[SPACE_COUNT]; // name -> Names
    Map countries;           // code -> Decl
    const Type **types;
    const Decl **refs;
    const TableFile *files;
    size_t n_files;
    VEC(Decl *) facts;
    VEC(Record *) records;
    VEC(UnitSlot *) units; // by index of the unit
    VEC(Classified) classified;
    VEC(Uses *) uses;     // by index of the definition
    const Node *law_date; // the declaration
    const Type *days;     // quantity in day; a plain number without licet.units
} Pass;

// Types and references of nodes.
const Type *pass_type(Pass *pass, const Node *node, const Type *type);
void pass_ref(Pass *pass, const Node *node, const Decl *decl);
// Text of a STRING, NAME ... node; empty for NULL.
Str pass_text(const Node *node);
// The place that names the node, else its whole span.
Span pass_place(const Node *node);
// A type in a message, without its range.
Str pass_show(Pass *pass, const Type *type);
// A type of its own, to be filled in.
Type *pass_new_type(Pass *pass, TypeKind kind);
const Type *pass_optional(Pass *pass, const Type *type, bool optional);
const Type *pass_list(Pass *pass, const Type *of, bool open);

#endif
