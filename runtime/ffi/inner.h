// Native functions, inner door: a bound native and the conversions between facts and C.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_FFI_INNER_H
#define LICET_FFI_INNER_H

#include "runtime/ffi/crew.h"
#include "runtime/ffi/ffi.h"

typedef struct FfiNative {
    FfiSignature signature;
    FfiKind *kinds;  // of the parameters
    FfiKind result;
    const char *path; // of its library; NULL: not to be opened
    bool bound;
    bool refused;    // the host does not allow its library
} FfiNative;

struct Ffi {
    FfiNative *natives;
    size_t n;
    uint32_t milliseconds; // of processor time that a call may take
    Crew *crew;            // NULL: nothing is bound
};

// convert.c. The argument, in *slot. False with *why when it cannot cross.
bool convert_argument(Arena *arena, FfiKind kind, const Fact *fact, FfiSlot *slot,
                      Str *why);
// The result into fact's value, checked against its type. False with *why.
bool convert_result(Arena *arena, FfiKind kind, const FfiSlot *slot, Fact *fact, Str *why);
bool convert_number(Arena *arena, const licet_number *number, Rat *out);
bool convert_text(Arena *arena, const char *text, Str *out, Str *why);
licet_number convert_rational(Arena *arena, Rat number);

// signature.c
Str signature_text(Arena *arena, const FfiNative *native); // "integer(date,date)"
bool signature_agrees(Str declared, Str described);        // blanks do not count

#endif
