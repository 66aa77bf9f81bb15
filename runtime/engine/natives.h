// Natives of a policy: bound when it is loaded, called by the machine, asked back through it.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_ENGINE_NATIVES_H
#define LICET_ENGINE_NATIVES_H

#include "runtime/engine/pipeline.h"
#include "runtime/eval/evaluate.h"
#include "runtime/ffi/ffi.h"

// NULL when the policy declares none. What is not allowed is a warning and faults when it is
// called; what is allowed and cannot be bound is an error. Close with ffi_close.
Ffi *natives_bind(Arena *arena, const Core *core, const char *const *allow, size_t n_allow, uint32_t milliseconds, Diags *diags);

// A NativeCall whose host is the Ffi.
bool natives_call(void *ffi, size_t index, Arena *arena, const Fact *const *args,
                  const NativeBack *back, Fact *result, Str *why);

#endif
