// Types of facts and results: exact numbers with dimensions, dates, words, records, lists.
//
// Types are built by check/ and live in the policy's arena; equal structure does not imply
// equal pointers: compare with type_same. No floating point exists in decisions; TYPE_DOUBLE
// is a parameter type of natives only.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_TYPE_TYPE_H
#define LICET_TYPE_TYPE_H

#include "runtime/base/date.h"
#include "runtime/base/rational.h"

typedef enum TypeKind {
    TYPE_ERROR,   // something already reported; fits everything
    TYPE_BOOL,
    TYPE_NUM,     // number, integer, quantity, money: see dim, whole
    TYPE_DATE,
    TYPE_TEXT,
    TYPE_COUNTRY, // ISO 3166-1 alpha-2
    TYPE_ECCN,    // a printed classification label
    TYPE_ENUM,
    TYPE_RECORD,
    TYPE_LIST,
    TYPE_NONE,    // the literal none before it meets an optional
    TYPE_UNKNOWN, // the literal unknown before it meets a type
    TYPE_DOUBLE,
} TypeKind;
enum { TYPE_KINDS = TYPE_DOUBLE + 1 };

typedef struct Unit Unit;

// A product of powers of base units, sorted by base; n == 0 is a plain number.
enum { DIM_TERMS_MAX = 6 };
typedef struct Dim {
    uint8_t n;
    struct {
        const Unit *base; // base units are their own definition
        int8_t power;
    } terms[DIM_TERMS_MAX];
} Dim;

// value in base = value * scale + offset (offset only for affine scales such as degC).
struct Unit {
    Str name, title;
    uint32_t order;   // dense, by declaration order of the sorted modules: sorts Dim.terms
    Dim dim;
    Rat scale, offset;
    bool affine;      // may be compared and converted, never added or multiplied
    bool logarithmic; // its own dimension; may be compared, never added, multiplied, converted
    bool currency;
};

typedef struct Type Type;

typedef struct Field {
    Str name, title;
    const Type *type;
} Field;

typedef struct RecordType {
    Str name, title;
    Field *fields;
    size_t n;
    size_t asserted; // index of the field of type `asserted eccn`, or n when there is none
} RecordType;

typedef struct EnumType {
    Str name, title;
    Str *values, *titles;
    size_t n;
} EnumType;

struct Type {
    TypeKind kind;
    bool optional;   // the value may be none
    bool open;       // list: may be given incompletely
    bool whole;      // integer
    bool asserted;   // eccn asserted by somebody
    Dim dim;         // TYPE_NUM
    Str unit;        // TYPE_NUM: display unit as written ("TPP/mm2"), or empty
    Rat unit_scale, unit_offset; // display unit to base
    Rat low, high;   // TYPE_NUM: range in base units; infinities when none
    const Type *of;  // TYPE_LIST
    const RecordType *record;
    const EnumType *enumeration;
};

bool dim_same(const Dim *a, const Dim *b);
// False when there are more than DIM_TERMS_MAX bases or a power leaves int8.
bool dim_multiply(const Dim *a, const Dim *b, int sign, Dim *out); // sign +1: a*b, -1: a/b
bool dim_power(const Dim *a, int power, Dim *out);
void dim_print(Buf *out, const Dim *dim); // "GB/s"-like over base unit names; "number" when n == 0

bool type_same(const Type *a, const Type *b);   // ignores range, unit spelling, title, asserted
bool type_fits(const Type *given, const Type *wanted); // e.g. T fits optional T, closed list fits open
int type_beside(const Type *type, Rat base);    // -1 below its range, 1 above, 0 in it
void type_print(Buf *out, const Type *type);    // as a user writes it: "list of Item", "quantity in TPP"
const Field *type_field(const Type *record, Str name, size_t *index); // NULL when absent

// A number in base units shown in the type's display unit: "4,800 TPP", "2024-03-15".
void type_print_number(Buf *out, const Type *type, Rat base);   // exact: "4800 TPP"
void type_print_human(Buf *out, const Type *type, Rat base);    // for people: "4,800 TPP"

// A plain type of that kind in static storage (BOOL, TEXT, DATE, COUNTRY, ECCN, ERROR, NONE,
// UNKNOWN, and NUM as dimensionless number without range).
const Type *type_plain(TypeKind kind);

#endif
