// Native functions, inner door: a bound native and the conversions between facts and C.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_FFI_INNER_H
#define LICET_FFI_INNER_H

#include <ffi.h>

#include "runtime/ffi/ffi.h"
#include "runtime/include/licet_native.h"

typedef void (*FfiFunction)(void);

typedef struct FfiNative {
    FfiSignature signature;
    FfiKind *kinds;       // of the parameters
    FfiKind result;
    FfiFunction function; // NULL: not bound
    bool refused;         // the host does not allow its library
    ffi_cif *cif;
} FfiNative;

struct Ffi {
    FfiNative *natives;
    size_t n;
    void **libraries; // opened, one per different path
    Str *paths;
    size_t n_libraries;
};

// convert.c: a C value of any kind.
typedef union FfiSlot {
    licet_number number;
    const licet_number *number_at;
    int64_t integer;
    double real;
    const char *text;
    int boolean;
    int32_t date;
    ffi_arg word;         // small results come widened
    ffi_sarg signed_word;
    void *out;            // where a number or text result goes
} FfiSlot;

// The argument, in slot->number for numbers. False with *why when it cannot cross.
bool convert_argument(Arena *arena, FfiKind kind, const Fact *fact, FfiSlot *slot,
                      Str *why);
// The result into fact's value, checked against its type. False with *why.
bool convert_result(Arena *arena, FfiKind kind, const FfiSlot *slot, Fact *fact, Str *why);
bool convert_number(Arena *arena, const licet_number *number, Rat *out);
bool convert_text(Arena *arena, const char *text, Str *out, Str *why);
licet_number convert_rational(Arena *arena, Rat number);

// signature.c: whether the library's own description agrees; true when it has none.
Str signature_text(Arena *arena, const FfiNative *native); // "integer(date,date)"
bool signature_agrees(Str declared, const char *described);

#endif
