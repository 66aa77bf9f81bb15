// The program that calls natives: a process of its own, so that only this one can crash or hang.
//
// The library carries it as bytes and starts it (crew.c). In: messages on its socket (wire.h).
// Out: results there. It confines itself before the first library is opened, whose
// constructors are strangers' code too. The only user of libffi.
// SPDX-License-Identifier: Apache-2.0
#define _POSIX_C_SOURCE 200809L // strnlen

#include <ffi.h>
#include <unistd.h>

#include "runtime/ffi/wire.h"

typedef void (*Function)(void);

typedef struct Native {
    FfiKind *kinds; // of the parameters
    uint32_t n;
    FfiKind result;
    ffi_cif cif;
    Function function; // NULL: not bound
} Native;

typedef struct Worker {
    Guard guard, call_guard; // of all, of one call
    Arena *arena, *call_arena;
    Native *natives;
    size_t n;
    uint32_t milliseconds; // after which a call ends this: later than the engine gives up
    size_t text_most;      // bytes of a text result
} Worker;

// The worker's side of a licet_call, which stands first so that one leads to the other.
typedef struct Call {
    licet_call outer;
    Worker *worker;
    uint64_t id;
} Call;

// What a native hands back: small results come widened to a register, numbers and texts
// through their address.
typedef struct Returned {
    union {
        int64_t integer;
        ffi_sarg word;
    } in_register;
    FfiSlot out;
} Returned;

// The engine went away, or wants no more: nothing is left to do here.
static void reply(WireKind kind, uint64_t call, Str body)
{
    OsPatience forever = OS_FOREVER;
    if (wire_send(OS_PROCESS_SOCKET, kind, call, body, &forever) != OS_DONE) {
        _exit(0);
    }
}

static Str receive(Arena *arena, WireHead *head)
{
    OsPatience forever = OS_FOREVER;
    Str body;
    if (wire_receive(OS_PROCESS_SOCKET, arena, UINT32_MAX, head, &body, &forever) != OS_DONE) {
        _exit(0);
    }
    return body;
}

// -- what natives may call

static Call *inner(licet_call *outer)
{
    return (Call *)outer->engine;
}

static void fail(licet_call *outer, const char *message)
{
    Buf body;
    buf_init(&body, inner(outer)->worker->call_arena);
    wire_put_text(&body, message, message == NULL ? 0 : strnlen(message, WIRE_TEXT_MOST));
    reply(WIRE_REPORT, inner(outer)->id, buf_done(&body));
}

static void *allocate(licet_call *outer, size_t size)
{
    return arena_alloc(inner(outer)->worker->call_arena, size);
}

_Static_assert(sizeof(FfiSlot) == sizeof(((licet_value *)0)->as), "one holds the other");

// A kind that there is none of goes as it is: the engine refuses it.
static void put_argument(Buf *body, const licet_value *value)
{
    FfiSlot slot;
    memcpy(&slot, &value->as, sizeof slot);
    wire_put_number(body, value->kind);
    wire_put_value(body, (FfiKind)value->kind, &slot);
}

static void take_answer(Call *call, Str body, licet_value *out)
{
    WireReader reader = {call->worker->call_arena, body, false};
    FfiKind kind = (FfiKind)wire_get_number(&reader);
    FfiSlot slot;
    wire_get_value(&reader, kind, &slot);
    memset(out, 0, sizeof *out);
    out->kind = (licet_kind)kind;
    memcpy(&out->as, &slot, sizeof slot);
}

static licet_answer call_back(licet_call *outer, const char *define, const licet_value *args,
                              size_t n, licet_value *result)
{
    Call *call = inner(outer);
    Arena *arena = call->worker->call_arena;
    Buf body;
    WireHead head;
    buf_init(&body, arena);
    wire_put_text(&body, define, define == NULL ? 0 : strnlen(define, WIRE_TEXT_MOST));
    wire_put_number(&body, n);
    for (size_t i = 0; n <= WIRE_ARGUMENTS_MOST && i < n; i++) {
        put_argument(&body, &args[i]);
    }
    os_alarm(0);
    reply(WIRE_ASK, call->id, buf_done(&body));
    Str answer = receive(arena, &head);
    os_alarm(call->worker->milliseconds);
    if (head.kind == WIRE_ANSWER) {
        take_answer(call, answer, result);
        return LICET_ANSWERED;
    }
    WireReader reader = {arena, answer, false};
    return (licet_answer)wire_get_number(&reader);
}

// -- calling

static bool has_out(FfiKind kind)
{
    return kind == FFI_NUMBER || kind == FFI_TEXT;
}

static Returned invoke(Native *native, licet_call *outer, FfiSlot *slots, Arena *arena)
{
    Returned returned = {.in_register = {0}};
    void **values = arena_array(arena, void *, native->n + 2);
    void *out_at = &returned.out;
    const void **numbers = arena_array(arena, const void *, native->n + 1);
    values[0] = &outer;
    for (uint32_t i = 0; i < native->n; i++) {
        numbers[i] = &slots[i].number;
        values[i + 1] = native->kinds[i] == FFI_NUMBER ? (void *)&numbers[i] : &slots[i];
    }
    values[native->n + 1] = &out_at;
    ffi_call(&native->cif, native->function, &returned.in_register, values);
    switch (native->result) {
    case FFI_INTEGER: returned.out.integer = returned.in_register.integer; break;
    case FFI_BOOLEAN: returned.out.boolean = (int)returned.in_register.word; break;
    case FFI_DATE: returned.out.date = (int32_t)returned.in_register.word; break;
    case FFI_NUMBER:
    case FFI_TEXT:
    case FFI_DOUBLE: break;
    }
    return returned;
}

// What is too long to be a number or text is not sent.
static void reply_result(const Worker *worker, const Native *native, const FfiSlot *out,
                         uint64_t id)
{
    Buf body;
    buf_init(&body, worker->call_arena);
    if (native->result == FFI_TEXT && out->text != NULL && strlen(out->text) > worker->text_most) {
        wire_put_number(&body, strlen(out->text));
        reply(WIRE_TOO_LONG, id, buf_done(&body));
        return;
    }
    FfiSlot sent = *out;
    if (native->result == FFI_NUMBER && sent.number.num != NULL &&
        (strlen(sent.number.num) > WIRE_TEXT_MOST ||
         (sent.number.den != NULL && strlen(sent.number.den) > WIRE_TEXT_MOST))) {
        sent.number.num = NULL; // no number of the engine has so many digits
    }
    wire_put_value(&body, native->result, &sent);
    reply(WIRE_RESULT, id, buf_done(&body));
}

static void serve_call(Worker *worker, Str body, uint64_t id)
{
    WireReader reader = {worker->call_arena, body, false};
    uint64_t index = wire_get_number(&reader);
    if (index >= worker->n || worker->natives[index].function == NULL) {
        _exit(1); // the engine does not ask so
    }
    Native *native = &worker->natives[index];
    FfiSlot *slots = arena_array(worker->call_arena, FfiSlot, native->n + 1);
    for (uint32_t i = 0; i < native->n; i++) {
        wire_get_value(&reader, native->kinds[i], &slots[i]);
    }
    Call call = {
        .outer = {LICET_NATIVE_VERSION, fail, allocate, call_back, NULL},
        .worker = worker, .id = id,
    };
    call.outer.engine = &call;
    os_alarm(worker->milliseconds);
    Returned returned = invoke(native, &call.outer, slots, worker->call_arena);
    reply_result(worker, native, &returned.out, id);
    os_alarm(0);
}

// The one recovery point: a call that wants more memory than there is has no result.
static void serve_guarded(Worker *worker, Str body, uint64_t id)
{
    if (setjmp(worker->call_guard.recovery) != 0) {
        reply(WIRE_NO_MEMORY, id, STR_NONE);
        _exit(0); // the engine starts another
    }
    worker->call_guard.armed = true;
    serve_call(worker, body, id);
}

// -- binding

static ffi_type *type_of(FfiKind kind)
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

// The call, the parameters, and where the result goes when it is passed by address.
static bool prepare(Arena *arena, Native *native)
{
    ffi_type **types = arena_array(arena, ffi_type *, native->n + 2);
    unsigned used = 0;
    types[used++] = &ffi_type_pointer;
    for (uint32_t i = 0; i < native->n; i++) {
        types[used++] = type_of(native->kinds[i]);
    }
    if (has_out(native->result)) {
        types[used++] = &ffi_type_pointer;
    }
    ffi_type *result = has_out(native->result) ? &ffi_type_void : type_of(native->result);
    return ffi_prep_cif(&native->cif, FFI_DEFAULT_ABI, used, result, types) == FFI_OK;
}

static WireBound bind(Arena *arena, Native *native, const char *path, const char *symbol,
                      const char **text)
{
    void *library = os_library_open(arena, path, text);
    if (library == NULL) {
        return WIRE_NO_LIBRARY;
    }
    void *found = os_library_symbol(library, symbol);
    if (found == NULL) {
        return WIRE_NO_SYMBOL;
    }
    const char *described =
        os_library_symbol(library, str_format(arena, "%s_signature", symbol).at);
    *text = described != NULL ? described : "";
    if (!prepare(arena, native)) {
        return WIRE_NOT_CALLABLE;
    }
    // ISO C has no cast from an object pointer to a function; POSIX makes them one size.
    memcpy(&native->function, &found, sizeof found);
    return WIRE_IS_BOUND;
}

static void reply_bound(const Worker *worker, WireBound went, const char *text, uint64_t id)
{
    Buf body;
    buf_init(&body, worker->call_arena);
    wire_put_number(&body, went);
    wire_put_text(&body, text, strnlen(text, WIRE_TEXT_MOST));
    reply(WIRE_BOUND, id, buf_done(&body));
}

// One after the other, so that the engine knows which library it was that ended this.
static void serve_bind(Worker *worker, Str body, uint64_t id)
{
    WireReader reader = {worker->arena, body, false};
    worker->milliseconds = (uint32_t)wire_get_number(&reader);
    worker->text_most = (size_t)wire_get_number(&reader);
    worker->n = (size_t)wire_get_number(&reader);
    worker->natives = arena_array(worker->arena, Native, worker->n + 1);
    os_alarm(6 * WIRE_BIND_TIME); // later than the engine gives up, should that be gone
    for (size_t i = 0; i < worker->n && !reader.bad; i++) {
        Native *native = &worker->natives[i];
        const char *path = wire_get_text(&reader), *symbol = wire_get_text(&reader), *text = "";
        native->result = (FfiKind)wire_get_number(&reader);
        native->n = (uint32_t)wire_get_number(&reader);
        native->kinds = arena_array(worker->arena, FfiKind, native->n + 1);
        for (uint32_t k = 0; k < native->n; k++) {
            native->kinds[k] = (FfiKind)wire_get_number(&reader);
        }
        WireBound went = WIRE_NO_LIBRARY; // without a path it is not to be bound
        if (path != NULL && symbol != NULL) {
            went = bind(worker->arena, native, path, symbol, &text);
        }
        reply_bound(worker, went, text, id);
    }
    os_alarm(0);
}

int main(void)
{
    Worker worker = {.n = 0};
    WireHead head;
    guard_init(&worker.guard);
    guard_init(&worker.call_guard);
    worker.arena = arena_new(&worker.guard);
    worker.call_arena = arena_new(&worker.call_guard);
    os_confine(WIRE_MEMORY);
    for (;;) {
        arena_reset(worker.call_arena);
        Str body = receive(worker.call_arena, &head);
        if (head.kind == WIRE_CALL) {
            serve_guarded(&worker, body, head.call);
        } else {
            serve_bind(&worker, body, head.call);
        }
    }
}
