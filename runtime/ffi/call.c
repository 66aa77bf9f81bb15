// Calling a native: arguments over, the call, its result back; and natives asking back.
//
// In:  a bound native and exact known arguments. Out: a checked result, or why there is
//      none.
// All memory is the evaluation's arena. A native that did not get an answer to a question
// has no result whatever it returns: so nothing can rest on what is not known.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/utf8.h"
#include "runtime/ffi/inner.h"

enum { MESSAGE_MAX = 400 }; // bytes of a native's message that are shown

// The engine's side of a licet_call, which stands first so that one leads to the other.
typedef struct Call {
    licet_call outer;
    Arena *arena;
    const FfiBack *back; // NULL: nobody answers
    bool failed;
    Str message;
} Call;

static Call *inner(licet_call *outer)
{
    return (Call *)outer->engine;
}

static void fail_with(Call *call, Str message)
{
    if (!call->failed) {
        call->failed = true;
        call->message = message;
    }
}

static void fail(licet_call *outer, const char *message)
{
    Call *call = inner(outer);
    size_t bad, end = 0;
    Str text = str_trim(str_of(message));
    if (text.len == 0) {
        text = STR("no reason given");
    } else if (!utf8_valid(text, &bad)) {
        text = STR("a reason that is not UTF-8");
    }
    while (end < text.len && end + utf8_step(str_sub(text, end, text.len)) <= MESSAGE_MAX) {
        end += utf8_step(str_sub(text, end, text.len));
    }
    fail_with(call, str_format(call->arena, "it reports: %.*s", (int)end, text.at));
}

static void *allocate(licet_call *outer, size_t size)
{
    return arena_alloc(inner(outer)->arena, size);
}

static const Type *type_of(licet_kind kind)
{
    switch (kind) {
    case LICET_NUMBER:
    case LICET_INTEGER: return type_plain(TYPE_NUM);
    case LICET_TEXT: return type_plain(TYPE_TEXT);
    case LICET_BOOLEAN: return type_plain(TYPE_BOOL);
    case LICET_DATE: return type_plain(TYPE_DATE);
    }
    return NULL; // the kind comes from outside
}

// A value that a native hands over, as the argument of a definition.
static Fact *take_argument(Call *call, const licet_value *value, Str *why)
{
    const Type *type = type_of(value->kind);
    if (type == NULL) {
        *why = STR("an argument is of no kind");
        return NULL;
    }
    Fact *fact = fact_new(call->arena, type);
    bool good = true;
    fact->state = FACT_KNOWN;
    *why = STR("an argument has no value of its kind");
    switch (value->kind) {
    case LICET_NUMBER:
        good = convert_number(call->arena, &value->as.number, &fact->number);
        break;
    case LICET_INTEGER: fact->number = rat_int(value->as.integer); break;
    case LICET_TEXT:
        good = convert_text(call->arena, value->as.text, &fact->text, why);
        break;
    case LICET_BOOLEAN: fact->truth = value->as.boolean != 0; break;
    case LICET_DATE:
        fact->number = rat_int(value->as.date);
        good = value->as.date >= DAY_MIN && value->as.date <= DAY_MAX;
        break;
    }
    return good ? fact : NULL;
}

static bool give_answer(Call *call, const Fact *fact, licet_value *out)
{
    switch (fact->type->kind) {
    case TYPE_NUM:
        *out = (licet_value){.kind = LICET_NUMBER};
        out->as.number = convert_rational(call->arena, fact->number);
        return true;
    case TYPE_BOOL:
        *out = (licet_value){.kind = LICET_BOOLEAN, .as.boolean = fact->truth};
        return true;
    case TYPE_DATE:
        *out = (licet_value){.kind = LICET_DATE, .as.date = (int32_t)fact->number.num};
        return true;
    case TYPE_TEXT:
    case TYPE_COUNTRY:
    case TYPE_ECCN:
    case TYPE_ENUM:
        *out = (licet_value){.kind = LICET_TEXT};
        out->as.text = str_copy(call->arena, fact->text).at;
        return true;
    case TYPE_RECORD:
    case TYPE_LIST:
    case TYPE_NONE:
    case TYPE_UNKNOWN:
    case TYPE_ERROR:
    case TYPE_DOUBLE: break;
    }
    return false;
}

static licet_answer no_answer(Call *call, licet_answer answer, const char *define, Str why)
{
    Str message = str_format(call->arena, "it asked for '%s': %.*s", define, STR_ARG(why));
    fail_with(call, message);
    return answer;
}

static bool take_arguments(Call *call, const licet_value *args, size_t n, Fact **facts,
                           Str *why)
{
    for (size_t i = 0; i < n; i++) {
        facts[i] = take_argument(call, &args[i], why);
        if (facts[i] == NULL) {
            return false;
        }
    }
    return true;
}

static licet_answer call_back(licet_call *outer, const char *define,
                              const licet_value *args, size_t n, licet_value *result)
{
    Call *call = inner(outer);
    const FfiBack *back = call->back;
    size_t bad;
    Str why = STR("nothing can be asked here");
    if (define == NULL || !utf8_valid(str_of(define), &bad)) {
        return no_answer(call, LICET_FAILED, "?", STR("no name was given"));
    }
    if (back == NULL || back->ask == NULL) {
        return no_answer(call, LICET_FAILED, define, why);
    }
    if (back->depth >= FFI_DEPTH_MAX) {
        why = str_format(call->arena, "natives ask each other more than %d deep",
                         FFI_DEPTH_MAX);
        return no_answer(call, LICET_FAILED, define, why);
    }
    Fact **facts = arena_array(call->arena, Fact *, n + 1), fact = {0};
    fact.state = FACT_NOT_SUPPLIED; // until somebody says otherwise
    fact.number = RAT_ZERO;
    const Fact *const *given = (const Fact *const *)facts;
    if (!take_arguments(call, args, n, facts, &why) ||
        !back->ask(back->host, str_of(define), given, n, &fact, &why)) {
        return no_answer(call, LICET_FAILED, define, why);
    }
    if (fact.state != FACT_KNOWN) {
        return no_answer(call, LICET_UNKNOWN, define, STR("it is not known"));
    }
    if (!give_answer(call, &fact, result)) {
        return no_answer(call, LICET_FAILED, define, STR("its value cannot cross to C"));
    }
    return LICET_ANSWERED;
}

// Where libffi finds each argument: the address of the value that is passed.
static bool fill(const FfiNative *native, Arena *arena, const Fact *const *args,
                 FfiSlot *slots, void **values, Str *why)
{
    for (size_t i = 0; i < native->signature.n_params; i++) {
        if (args[i]->state != FACT_KNOWN) {
            *why = STR("an argument is not known");
            return false;
        }
        if (!convert_argument(arena, native->kinds[i], args[i], &slots[i], why)) {
            return false;
        }
        values[i] = &slots[i];
        if (native->kinds[i] == FFI_NUMBER) {
            licet_number *number = arena_make(arena, licet_number);
            *number = slots[i].number;
            slots[i].number_at = number;
        }
    }
    return true;
}

// Small results come back widened to a register, numbers and texts through their address.
static FfiSlot invoke(const FfiNative *native, licet_call *outer, void **values, size_t n)
{
    FfiSlot returned = {.integer = 0}, out = {.number = {NULL, NULL}}, result;
    void *call_at = outer, *out_at = &out;
    values[0] = &call_at;
    values[n + 1] = &out_at;
    ffi_call(native->cif, native->function, &returned, values);
    switch (native->result) {
    case FFI_NUMBER:
    case FFI_TEXT: return out;
    case FFI_BOOLEAN: result.boolean = (int)returned.signed_word; return result;
    case FFI_DATE: result.date = (int32_t)returned.signed_word; return result;
    case FFI_INTEGER:
    case FFI_DOUBLE: break;
    }
    return returned;
}

static bool explain(const FfiNative *native, Arena *arena, Str reason, Str *why)
{
    *why = str_format(arena, "the native function '%.*s' failed: %.*s",
                      STR_ARG(native->signature.name), STR_ARG(reason));
    return false;
}

bool ffi_invoke_with(const Ffi *ffi, size_t index, Arena *arena, const Fact *const *args,
                     const FfiBack *back, Fact *result, Str *why)
{
    const FfiNative *native = &ffi->natives[index];
    size_t n = native->signature.n_params;
    Str reason = STR_NONE;
    if (native->function == NULL) {
        Str refused = str_format(arena, "the host does not allow the library '%.*s'",
                                 STR_ARG(native->signature.library));
        return explain(native, arena,
                       native->refused ? refused : STR("it was not found in its library"), why);
    }
    FfiSlot *slots = arena_array(arena, FfiSlot, n + 1);
    void **values = arena_array(arena, void *, n + 2);
    if (!fill(native, arena, args, slots, values + 1, &reason)) {
        return explain(native, arena, reason, why);
    }
    Call call = {
        .outer = {LICET_NATIVE_VERSION, fail, allocate, call_back, NULL},
        .arena = arena, .back = back,
    };
    call.outer.engine = &call;
    FfiSlot returned = invoke(native, &call.outer, values, n);
    if (call.failed) {
        return explain(native, arena, call.message, why);
    }
    if (!convert_result(arena, native->result, &returned, result, &reason)) {
        return explain(native, arena, reason, why);
    }
    result->state = FACT_KNOWN;
    return true;
}

bool ffi_invoke(const Ffi *ffi, size_t index, Arena *arena, const Fact *const *args,
                Fact *result, Str *why)
{
    return ffi_invoke_with(ffi, index, arena, args, NULL, result, why);
}
