// Native functions: those that policies declare, found in shared libraries and called.
//
// The only user of libffi, whose own names begin with ffi_ too (ffi_call is taken). Nothing
// is opened that the host did not allow. What natives must keep to stands in
// runtime/include/licet_native.h.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_FFI_FFI_H
#define LICET_FFI_FFI_H

#include "runtime/source/diag.h"
#include "runtime/type/fact.h"

// What crosses to C for a type; see ffi_kind.
typedef enum FfiKind {
    FFI_NUMBER,
    FFI_INTEGER,
    FFI_DOUBLE,
    FFI_TEXT,
    FFI_BOOLEAN,
    FFI_DATE,
} FfiKind;

typedef struct FfiSignature {
    Str name, symbol, library;
    const Type *const *params;
    size_t n_params;
    const Type *result;
    Span span;
} FfiSignature;

typedef struct Ffi Ffi; // the bound natives of one policy; immutable, for all threads

// How natives ask back: the value of a definition. False with *why on a fault; true with an
// unknown *result when the facts do not say. `depth` counts the natives around this call.
typedef bool (*FfiAsk)(void *host, Str define, const Fact *const *args, size_t n,
                       Fact *result, Str *why);
typedef struct FfiBack {
    FfiAsk ask; // NULL: natives cannot ask
    void *host;
    uint32_t depth;
} FfiBack;

enum { FFI_DEPTH_MAX = 16 };

// What crosses for a type. False when nothing can: then nothing is bound either.
bool ffi_kind(const Type *type, FfiKind *out);
const char *ffi_kind_name(FfiKind kind); // "number"

// Opens the libraries and finds the symbols; never NULL. An allowed library is written as
// policies name it ("liblaw.so"), as its path ("/opt/liblaw.so"), or as name=path. What
// cannot be bound is reported at the signature's span (codes R08xx) and faults when called.
Ffi *ffi_bind(Arena *arena, const FfiSignature *sigs, size_t n, const Str *allow,
              size_t n_allow, Diags *diags);
// Closes the libraries; NULL is allowed. The memory is the arena's.
void ffi_close(Ffi *ffi);

// Exact known values only. False with *why, a sentence for people, when the native reports
// a failure or its result is none of its type. *result keeps its place; its value is set.
bool ffi_invoke(const Ffi *ffi, size_t native, Arena *arena, const Fact *const *args,
                Fact *result, Str *why);
// The same for natives that may ask back.
bool ffi_invoke_with(const Ffi *ffi, size_t native, Arena *arena, const Fact *const *args,
                     const FfiBack *back, Fact *result, Str *why);

#endif
