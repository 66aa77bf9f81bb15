// Plan: how the facts of a policy lie in memory, and the words its constants use.
//
// In:  Core. Out: a shape for each record, the cells of a case of which nothing is known, and
//      a number for every word of the policy. Made once for a policy; immutable.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_FAST_PLAN_H
#define LICET_FAST_PLAN_H

#include "runtime/base/map.h"
#include "runtime/fast/cell.h"

enum { SHAPE_FIELDS_MAX = 256 };

typedef struct Shape Shape;

// How a value is mostly written, by its type.
typedef enum Form {
    FORM_BOOL, FORM_WHOLE, FORM_NUMBER, FORM_DATE, FORM_TEXT, FORM_COUNTRY, FORM_ECCN, FORM_ENUM,
    FORM_RECORD, FORM_LIST, FORM_OTHER, // WHOLE: a number without unit, in any range
} Form;

// A word of an enumeration: its first eight bytes, what is left, its length, its number.
typedef struct EnumWord {
    uint64_t start, mask;
    const char *rest;
    uint32_t len, word;
} EnumWord;

// A field of a record, or a fact. A record lies within the one it belongs to, unless it is
// optional: then its cell points to it. What no expression of the policy asks has no cell.
typedef struct Place {
    uint64_t start[4], mask[4]; // the first 32 bytes of "name":, to be compared at once
    const char *tail;   // what is left of it, and how much
    uint32_t n_tail;
    uint32_t at;        // cell, from the start of the record
    uint8_t form, inner; // inner: form of the elements of the list
    bool within;        // a record laid out here
    bool act, asked;
    uint8_t number;     // in its shape
    const Type *type;
    Str name;
    const Shape *shape; // of the record, or of the elements of the list
    const Cell *blank;  // what it is when nobody gave it; NULL for a record within
    const EnumWord *words; // enumeration, also of the elements
} Place;

struct Shape {
    const RecordType *record; // NULL: the facts
    Place *places;
    size_t n, n_cells;
    uint16_t *slots;    // by hash of the name: index + 1 into places
    size_t n_slots;     // a power of two
    bool begun, ready;
};

typedef struct Words {
    Str *items;         // by number; 0 is no word
    size_t n;
    uint32_t *slots;
    size_t n_slots;     // a power of two
} Words;

enum { COUNTRY_CODES = 26 * 26 };

// A record of the policy that facts may name.
typedef struct NamedCells {
    const Shape *shape;
    Cell record;
} NamedCells;

typedef struct Plan {
    Arena *arena;
    const Core *core;
    Shape top;
    Cell *blank;        // of top: nothing known, nothing done
    Words words;
    uint32_t country[COUNTRY_CODES]; // word by both letters; 0 where there is no such country
    VEC(Shape *) shapes;
    Cell **rows;        // [table]: record of row i at rows[table][i]; none of a sorted file
    Map constants;      // name -> NamedCells
    const Place *id;    // the fact "id", or NULL
    bool long_words;    // a constant is longer than a cell can tell
    bool odd_names;     // a fact is called as what holds facts
} Plan;

// NULL when the facts have a form that is only decided the long way.
Plan *plan_make(Arena *arena, const Core *core);

// The number of a word, or WORD_NONE.
uint32_t words_find(const Words *words, Str text);
const Shape *plan_shape(const Plan *plan, const RecordType *record);
const Place *shape_find(const Shape *shape, Str name);
bool plan_holds_facts(Str name); // "facts", "pack", "resolutions": no fact where facts are read
// What was given, as cells over blank ones.
void plan_fill(const Plan *plan, Arena *arena, const Facts *facts, Cell *top);
// A constant of the policy as a cell.
Cell plan_cell(const Plan *plan, Arena *arena, const Fact *fact);
// What a place of the type is when nobody gave it.
Cell plan_unknown(Arena *arena, const Type *type);

#endif
