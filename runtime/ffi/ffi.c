// Binding natives: libraries the host allowed, symbols in them, and how each is called.
//
// In:  the natives a policy declares, and what the host allows.
// Out: Ffi, or complaints at the declarations. A native that could not be bound stays in
//      its place and faults when called, so that indexes hold.
// The workers are the only thing that is no arena memory: ffi_close ends them.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/utf8.h"
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

// What of a native has to be known before anything is opened.
static void look_at(Binder *binder, FfiNative *native)
{
    const FfiSignature *signature = &native->signature;
    if (!find_kinds(binder->arena, native)) {
        return; // check/ has reported the types
    }
    Str path = allowed_path(binder, signature->library);
    native->refused = path.len == 0;
    if (native->refused) {
        diag_report(binder->diags, DIAG_R0801, signature->span, STR_ARG(signature->name),
                    STR_ARG(signature->library));
        return;
    }
    native->path = str_copy(binder->arena, path).at;
}

// A file name without a folder is the system's to find, by its own list: the environment of
// the host, LD_LIBRARY_PATH too, does not reach the process that opens it.
static void report(Binder *binder, FfiNative *native, WireBound went, Str text)
{
    const FfiSignature *signature = &native->signature;
    Str declared = signature_text(binder->arena, native);
    size_t bad;
    if (!utf8_valid(text, &bad)) {
        text = STR("something that is not UTF-8");
    }
    switch (went) {
    case WIRE_NO_LIBRARY:
        diag_report(binder->diags, DIAG_R0802, signature->span, STR_ARG(signature->library),
                    STR_ARG(text));
        return;
    case WIRE_NO_SYMBOL:
        diag_report(binder->diags, DIAG_R0803, signature->span, STR_ARG(signature->library),
                    STR_ARG(signature->symbol));
        return;
    case WIRE_IS_BOUND:
        native->bound = text.len == 0 || signature_agrees(declared, text);
        if (!native->bound) {
            diag_report(binder->diags, DIAG_R0804, signature->span, STR_ARG(signature->name),
                        STR_ARG(declared), STR_ARG(signature->library), STR_ARG(text));
        }
        return;
    case WIRE_NOT_CALLABLE:
        diag_report(binder->diags, DIAG_R0805, signature->span, STR_ARG(signature->name));
        return;
    }
}

// The natives that have a path, as a worker is told of them; the others keep their index.
static Str bind_message(Arena *arena, const Ffi *ffi)
{
    Buf body;
    buf_init(&body, arena);
    wire_put_number(&body, 30 * (uint64_t)ffi->milliseconds); // the engine gives up at five, if it gets to
    wire_put_number(&body, FACT_TEXT_MAX);
    wire_put_number(&body, ffi->n);
    for (size_t i = 0; i < ffi->n; i++) {
        const FfiNative *native = &ffi->natives[i];
        const char *path = native->path;
        wire_put_text(&body, path, path == NULL ? 0 : strlen(path));
        wire_put_text(&body, native->signature.symbol.at, native->signature.symbol.len);
        wire_put_number(&body, native->result);
        size_t n = path == NULL ? 0 : native->signature.n_params;
        wire_put_number(&body, n);
        for (size_t k = 0; k < n; k++) {
            wire_put_number(&body, native->kinds[k]);
        }
    }
    return buf_done(&body);
}

// All natives of a library that ended the process that opened it.
static void give_up(Binder *binder, size_t at, Str why)
{
    Ffi *ffi = binder->ffi;
    Str path = str_of(ffi->natives[at].path);
    for (size_t i = 0; i < ffi->n; i++) {
        FfiNative *native = &ffi->natives[i];
        if (native->path != NULL && str_eq(str_of(native->path), path)) {
            report(binder, native, WIRE_NO_LIBRARY, why);
            native->path = NULL;
        }
    }
}

static bool any_to_open(const Ffi *ffi)
{
    for (size_t i = 0; i < ffi->n; i++) {
        if (ffi->natives[i].path != NULL) {
            return true;
        }
    }
    return false;
}

// Has the libraries opened, once more without the one at which it ended.
static void open_libraries(Binder *binder)
{
    Ffi *ffi = binder->ffi;
    CrewBound *bound = arena_array(binder->arena, CrewBound, ffi->n + 1);
    while (any_to_open(ffi)) {
        Str why = STR_NONE;
        ffi->crew = crew_new(binder->arena, bind_message(binder->arena, ffi), ffi->n);
        size_t done = crew_first(ffi->crew, binder->arena, bound, &why);
        if (done == ffi->n) {
            break;
        }
        crew_close(ffi->crew);
        ffi->crew = NULL;
        while (done < ffi->n && ffi->natives[done].path == NULL) {
            done++; // those before were not opened
        }
        if (done == ffi->n) {
            break;
        }
        give_up(binder, done, why);
    }
    if (ffi->crew == NULL) {
        return;
    }
    bool *wanted = arena_array(binder->arena, bool, ffi->n + 1);
    for (size_t i = 0; i < ffi->n; i++) {
        if (ffi->natives[i].path != NULL) {
            report(binder, &ffi->natives[i], bound[i].went, bound[i].text);
        }
        wanted[i] = ffi->natives[i].bound;
        ffi->natives[i].path = wanted[i] ? ffi->natives[i].path : NULL;
    }
    crew_settle(ffi->crew, bind_message(binder->arena, ffi), wanted);
}

// Should memory run out on the way.
typedef struct Held {
    GuardHold hold; // first
    Ffi *ffi;
} Held;

static void close_held(GuardHold *hold)
{
    ffi_close(((Held *)hold)->ffi);
}

Ffi *ffi_bind(Arena *arena, const FfiSignature *sigs, size_t n, const Str *allow,
              size_t n_allow, uint32_t milliseconds, Diags *diags)
{
    Ffi *ffi = arena_make(arena, Ffi);
    ffi->natives = arena_array(arena, FfiNative, n + 1);
    ffi->n = n;
    ffi->milliseconds = milliseconds != 0 ? milliseconds : FFI_MILLISECONDS;
    Binder binder = {arena, ffi, allow, n_allow, diags};
    for (size_t i = 0; i < n; i++) {
        ffi->natives[i].signature = sigs[i];
        look_at(&binder, &ffi->natives[i]);
    }
    Held held = {{NULL, close_held}, ffi};
    arena_hold(arena, &held.hold);
    open_libraries(&binder);
    arena_let_go(arena, &held.hold);
    return ffi;
}

void ffi_close(Ffi *ffi)
{
    if (ffi != NULL) {
        crew_close(ffi->crew);
        ffi->crew = NULL;
        for (size_t i = 0; i < ffi->n; i++) {
            ffi->natives[i].bound = false;
        }
    }
}
