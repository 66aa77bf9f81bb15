// Binding natives: libraries the host allowed, symbols in them, and how each is called.
//
// In:  the natives a policy declares, and what the host allows.
// Out: Ffi, or complaints at the declarations. A native that could not be bound stays in
//      its place and faults when called, so that indexes hold.
// Opened libraries are the only thing that is no arena memory: ffi_close gives them back.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/os.h"
#include "runtime/ffi/inner.h"

typedef struct Binder {
    Arena *arena;
    Ffi *ffi;
    const Str *allow;
    size_t n_allow;
    Diags *diags;
} Binder;

static Str base_name(Str path)
{
    size_t from = path.len;
    while (from > 0 && path.at[from - 1] != '/') {
        from--;
    }
    return str_sub(path, from, path.len);
}

// The path to open for a library, or STR_NONE when the host does not allow it.
static Str allowed_path(const Binder *binder, Str library)
{
    for (size_t i = 0; i < binder->n_allow; i++) {
        Str entry = binder->allow[i];
        const char *equals = entry.len == 0 ? NULL : memchr(entry.at, '=', entry.len);
        size_t at = equals == NULL ? 0 : (size_t)(equals - entry.at);
        Str name = equals == NULL ? base_name(entry) : str_sub(entry, 0, at);
        Str path = equals == NULL ? entry : str_sub(entry, at + 1, entry.len);
        if (path.len > 0 && (str_eq(name, library) || str_eq(entry, library))) {
            return path;
        }
    }
    return STR_NONE;
}

static void *open_library(Binder *binder, const FfiSignature *signature)
{
    Ffi *ffi = binder->ffi;
    Str path = allowed_path(binder, signature->library);
    if (path.len == 0) {
        diag_report(binder->diags, DIAG_R0801, signature->span, STR_ARG(signature->name),
                    STR_ARG(signature->library));
        return NULL;
    }
    for (size_t i = 0; i < ffi->n_libraries; i++) {
        if (str_eq(ffi->paths[i], path)) {
            return ffi->libraries[i];
        }
    }
    const char *why = "";
    void *library = os_library_open(binder->arena, str_copy(binder->arena, path).at, &why);
    if (library == NULL) {
        diag_report(binder->diags, DIAG_R0802, signature->span, STR_ARG(signature->library),
                    why);
        return NULL;
    }
    ffi->paths[ffi->n_libraries] = path;
    ffi->libraries[ffi->n_libraries++] = library;
    return library;
}

static ffi_type *parameter_type(FfiKind kind)
{
    switch (kind) {
    case FFI_NUMBER:
    case FFI_TEXT: return &ffi_type_pointer;
    case FFI_INTEGER: return &ffi_type_sint64;
    case FFI_DOUBLE: return &ffi_type_double;
    case FFI_BOOLEAN: return &ffi_type_sint;
    case FFI_DATE: return &ffi_type_sint32;
    }
    return &ffi_type_pointer;
}

static bool has_out(FfiKind kind)
{
    return kind == FFI_NUMBER || kind == FFI_TEXT;
}

// The call, the parameters, and where the result goes when it is passed by address.
static bool prepare(Arena *arena, FfiNative *native)
{
    size_t n = native->signature.n_params;
    ffi_type **types = arena_array(arena, ffi_type *, n + 2);
    size_t used = 0;
    types[used++] = &ffi_type_pointer;
    for (size_t i = 0; i < n; i++) {
        types[used++] = parameter_type(native->kinds[i]);
    }
    if (has_out(native->result)) {
        types[used++] = &ffi_type_pointer;
    }
    ffi_type *result =
        has_out(native->result) ? &ffi_type_void : parameter_type(native->result);
    native->cif = arena_make(arena, ffi_cif);
    unsigned count = (unsigned)used;
    return ffi_prep_cif(native->cif, FFI_DEFAULT_ABI, count, result, types) == FFI_OK;
}

static bool find_kinds(Arena *arena, FfiNative *native)
{
    const FfiSignature *signature = &native->signature;
    native->kinds = arena_array(arena, FfiKind, signature->n_params + 1);
    bool good =
        ffi_kind(signature->result, &native->result) && native->result != FFI_DOUBLE;
    for (size_t i = 0; i < signature->n_params; i++) {
        good = ffi_kind(signature->params[i], &native->kinds[i]) && good;
    }
    return good;
}

static bool check_description(Binder *binder, const FfiNative *native, void *library)
{
    const FfiSignature *signature = &native->signature;
    Str name = str_format(binder->arena, "%.*s_signature", STR_ARG(signature->symbol));
    const char *described = os_library_symbol(library, name.at);
    Str declared = signature_text(binder->arena, native);
    if (described == NULL || signature_agrees(declared, described)) {
        return true;
    }
    diag_report(binder->diags, DIAG_R0804, signature->span, STR_ARG(signature->name),
                STR_ARG(declared), STR_ARG(signature->library), described);
    return false;
}

static void bind(Binder *binder, FfiNative *native)
{
    const FfiSignature *signature = &native->signature;
    if (!find_kinds(binder->arena, native)) {
        return; // check/ has reported the types
    }
    native->refused = allowed_path(binder, signature->library).len == 0;
    void *library = open_library(binder, signature);
    if (library == NULL) {
        return;
    }
    Str name = str_copy(binder->arena, signature->symbol);
    void *symbol = os_library_symbol(library, name.at);
    if (symbol == NULL) {
        diag_report(binder->diags, DIAG_R0803, signature->span, STR_ARG(signature->library),
                    STR_ARG(signature->symbol));
        return;
    }
    if (!check_description(binder, native, library)) {
        return;
    }
    if (!prepare(binder->arena, native)) {
        diag_report(binder->diags, DIAG_R0805, signature->span, STR_ARG(signature->name));
        return;
    }
    // ISO C has no cast from an object pointer to a function; POSIX makes them one size.
    memcpy(&native->function, &symbol, sizeof symbol);
}

Ffi *ffi_bind(Arena *arena, const FfiSignature *sigs, size_t n, const Str *allow,
              size_t n_allow, Diags *diags)
{
    Ffi *ffi = arena_make(arena, Ffi);
    ffi->natives = arena_array(arena, FfiNative, n + 1);
    ffi->libraries = arena_array(arena, void *, n + 1);
    ffi->paths = arena_array(arena, Str, n + 1);
    ffi->n = n;
    Binder binder = {arena, ffi, allow, n_allow, diags};
    for (size_t i = 0; i < n; i++) {
        ffi->natives[i].signature = sigs[i];
        bind(&binder, &ffi->natives[i]);
    }
    return ffi;
}

void ffi_close(Ffi *ffi)
{
    for (size_t i = 0; ffi != NULL && i < ffi->n_libraries; i++) {
        os_library_close(ffi->libraries[i]);
    }
    if (ffi != NULL) {
        ffi->n_libraries = 0;
        for (size_t i = 0; i < ffi->n; i++) {
            ffi->natives[i].function = NULL;
        }
    }
}
