// Native functions: those that policies declare, found in shared libraries and called.
//
// A native is strangers' code: it may crash, hang, scribble over memory. So no library is ever
// opened in the host's process. A program that the library carries (worker.c) is started from
// memory when a policy that has allowed natives is loaded; it opens the libraries, calls, and
// answers on a socket. There is no mode within the process: a call costs some microseconds, and
// what asks natives is decided the long way, which takes a hundred times as much.
//   Not fork without exec: hosts have threads, and a child of a thread may not even allocate.
//   Not one process for a policy behind a lock: a native may ask back, and what it asks may
// need a native. So each call takes an idle worker or a new one (crew.c).
//   A worker that dies is replaced at the next call. A call that fails with one that has been
// used before is tried once more with a new one, so that it never answers for the call before.
//   A time limit needs a clock, the only one in a decision: a native that comes near it may
// answer today and fail tomorrow. So it is the processor's time that counts, which a busy
// machine does not stretch, and failing is an unknown with its reason, never a guess.
//
// Only worker.c uses libffi. Nothing is opened that the host did not allow. What natives must
// keep to stands in runtime/include/licet_native.h.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_FFI_FFI_H
#define LICET_FFI_FFI_H

#include "runtime/ffi/wire.h"
#include "runtime/source/diag.h"
#include "runtime/type/fact.h"

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

enum { FFI_DEPTH_MAX = 16, FFI_MILLISECONDS = 2000 };

// What crosses for a type. False when nothing can: then nothing is bound either.
bool ffi_kind(const Type *type, FfiKind *out);

// Opens the libraries and finds the symbols; never NULL. An allowed library is written as
// policies name it ("liblaw.so"), as its path ("/opt/liblaw.so"), or as name=path. What
// cannot be bound is reported at the signature's span (codes R08xx) and faults when called.
// A call may take so many milliseconds of processor time, five times as many by the clock;
// 0: FFI_MILLISECONDS.
Ffi *ffi_bind(Arena *arena, const FfiSignature *sigs, size_t n, const Str *allow,
              size_t n_allow, uint32_t milliseconds, Diags *diags);
// Ends what was started; NULL is allowed. The memory is the arena's.
void ffi_close(Ffi *ffi);

// Exact known values only. False with *why, a sentence for people, when the native reports
// a failure or its result is none of its type. *result keeps its place; its value is set.
bool ffi_invoke(const Ffi *ffi, size_t native, Arena *arena, const Fact *const *args,
                Fact *result, Str *why);
// The same for natives that may ask back.
bool ffi_invoke_with(const Ffi *ffi, size_t native, Arena *arena, const Fact *const *args,
                     const FfiBack *back, Fact *result, Str *why);

#endif
