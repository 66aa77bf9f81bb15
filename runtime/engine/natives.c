// Natives of a policy: bound when it is loaded, called by the machine, asked back through it.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/engine/natives.h"

Ffi *natives_bind(Arena *arena, const Core *core, const char *const *allow, size_t n_allow, uint32_t milliseconds, Diags *diags)
{
    if (core->n_natives == 0)
        return NULL;
    FfiSignature *signatures = arena_array(arena, FfiSignature, core->n_natives);
    for (size_t i = 0; i < core->n_natives; i++) {
        const CoreNative *native = &core->natives[i];
        signatures[i] = (FfiSignature){.name = native->name, .symbol = native->symbol,
                                       .library = native->library, .params = native->params,
                                       .n_params = native->n_params, .result = native->result,
                                       .span = native->span};
    }
    Str *allowed = arena_array(arena, Str, n_allow + 1);
    for (size_t i = 0; i < n_allow; i++)
        allowed[i] = str_of(allow[i]);
    return ffi_bind(arena, signatures, core->n_natives, allowed, n_allow, milliseconds, diags);
}

// What the native asks goes to the machine that called it.
static bool ask_machine(void *host, Str define, const Fact *const *args, size_t n, Fact *result, Str *why)
{
    const NativeBack *back = host;
    return back->ask(back->machine, define, args, n, result, why);
}

bool natives_call(void *ffi, size_t index, Arena *arena, const Fact *const *args,
                  const NativeBack *back, Fact *result, Str *why)
{
    FfiBack ask = {ask_machine, (void *)(uintptr_t)back, back->depth};
    return ffi_invoke_with(ffi, index, arena, args, &ask, result, why);
}
