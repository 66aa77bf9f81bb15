// Calling a native: arguments over to a worker, its result back; and natives asking back.
//
// In:  a bound native and exact known arguments. Out: a checked result, or why there is
//      none.
// All memory is the evaluation's arena. A native that did not get an answer to a question
// has no result whatever it returns: so nothing can rest on what is not known.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/base/utf8.h"
#include "runtime/ffi/inner.h"

enum { MESSAGE_MAX = 400 }; // bytes of a native's message that are shown

typedef struct Call {
    const Ffi *ffi;
    const FfiNative *native;
    Arena *arena;
    const FfiBack *back; // NULL: nobody answers
    CrewMember member;
    uint64_t id;         // of the call, told by both sides
    OsPatience patience; // with its worker
    bool failed;
    Str message;
} Call;

// How a call went with one worker.
typedef enum Went { WENT_WELL, WENT_WRONG, WENT_DEAD } Went;

static void fail_with(Call *call, Str message)
{
    if (!call->failed) {
        call->failed = true;
        call->message = message;
    }
}

static void report(Call *call, const char *message)
{
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

// -- asking back

static const Type *type_of(FfiKind kind)
{
    switch (kind) {
    case FFI_NUMBER:
    case FFI_INTEGER: return type_plain(TYPE_NUM);
    case FFI_TEXT: return type_plain(TYPE_TEXT);
    case FFI_BOOLEAN: return type_plain(TYPE_BOOL);
    case FFI_DATE: return type_plain(TYPE_DATE);
    case FFI_DOUBLE: break;
    }
    return NULL; // the kind comes from outside
}

// A value that a native hands over, as the argument of a definition.
static Fact *take_argument(Call *call, FfiKind kind, const FfiSlot *value, Str *why)
{
    const Type *type = type_of(kind);
    if (type == NULL) {
        *why = STR("an argument is of no kind");
        return NULL;
    }
    Fact *fact = fact_new(call->arena, type);
    bool good = true;
    fact->state = FACT_KNOWN;
    *why = STR("an argument has no value of its kind");
    switch (kind) {
    case FFI_NUMBER: good = convert_number(call->arena, &value->number, &fact->number); break;
    case FFI_INTEGER: fact->number = rat_int(value->integer); break;
    case FFI_TEXT: good = convert_text(call->arena, value->text, &fact->text, why); break;
    case FFI_BOOLEAN: fact->truth = value->boolean != 0; break;
    case FFI_DATE:
        fact->number = rat_int(value->date);
        good = value->date >= DAY_MIN && value->date <= DAY_MAX;
        break;
    case FFI_DOUBLE: break;
    }
    return good ? fact : NULL;
}

static bool put_answer(Call *call, const Fact *fact, Buf *body)
{
    FfiSlot slot;
    FfiKind kind = FFI_TEXT;
    Str why;
    switch (fact->type->kind) {
    case TYPE_NUM: kind = FFI_NUMBER; break;
    case TYPE_BOOL: kind = FFI_BOOLEAN; break;
    case TYPE_DATE: kind = FFI_DATE; break;
    case TYPE_TEXT:
    case TYPE_COUNTRY:
    case TYPE_ECCN:
    case TYPE_ENUM: break;
    case TYPE_RECORD:
    case TYPE_LIST:
    case TYPE_NONE:
    case TYPE_UNKNOWN:
    case TYPE_ERROR:
    case TYPE_DOUBLE: return false;
    }
    if (!convert_argument(call->arena, kind, fact, &slot, &why)) {
        return false;
    }
    wire_put_number(body, kind);
    wire_put_value(body, kind, &slot);
    return true;
}

static licet_answer no_answer(Call *call, licet_answer answer, const char *define, Str why)
{
    Str message = str_format(call->arena, "it asked for '%s': %.*s", define, STR_ARG(why));
    fail_with(call, message);
    return answer;
}

static bool take_arguments(Call *call, WireReader *reader, size_t n, Fact **facts, Str *why)
{
    for (size_t i = 0; i < n; i++) {
        FfiSlot slot;
        FfiKind kind = (FfiKind)wire_get_number(reader);
        wire_get_value(reader, kind, &slot);
        facts[i] = take_argument(call, kind, &slot, why);
        if (facts[i] == NULL) {
            return false;
        }
    }
    return true;
}

static licet_answer answer(Call *call, WireReader *question, Buf *body)
{
    const FfiBack *back = call->back;
    const char *define = wire_get_text(question);
    uint64_t n = wire_get_number(question);
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
    if (n > WIRE_ARGUMENTS_MOST) {
        why = str_format(call->arena, "more than %d arguments", WIRE_ARGUMENTS_MOST);
        return no_answer(call, LICET_FAILED, define, why);
    }
    Fact **facts = arena_array(call->arena, Fact *, (size_t)n + 1), fact = {0};
    fact.state = FACT_NOT_SUPPLIED; // until somebody says otherwise
    fact.number = RAT_ZERO;
    const Fact *const *given = (const Fact *const *)facts;
    if (!take_arguments(call, question, (size_t)n, facts, &why) ||
        !back->ask(back->host, str_of(define), given, (size_t)n, &fact, &why)) {
        return no_answer(call, LICET_FAILED, define, why);
    }
    if (fact.state != FACT_KNOWN) {
        return no_answer(call, LICET_UNKNOWN, define, STR("it is not known"));
    }
    if (!put_answer(call, &fact, body)) {
        return no_answer(call, LICET_FAILED, define, STR("its value cannot cross to C"));
    }
    return LICET_ANSWERED;
}

static OsTransfer serve_question(Call *call, WireReader *question)
{
    Buf body;
    buf_init(&body, call->arena);
    licet_answer given = answer(call, question, &body);
    if (given != LICET_ANSWERED) {
        wire_put_number(&body, given); // nothing else is in it
    }
    return wire_send(call->member.process->socket,
                     given == LICET_ANSWERED ? WIRE_ANSWER : WIRE_NO_ANSWER, call->id,
                     buf_done(&body), &call->patience);
}

// -- the call

static bool put_arguments(Call *call, size_t index, const Fact *const *args, Buf *body,
                          Str *why)
{
    wire_put_number(body, index);
    for (size_t i = 0; i < call->native->signature.n_params; i++) {
        FfiSlot slot;
        if (args[i]->state != FACT_KNOWN) {
            *why = STR("an argument is not known");
            return false;
        }
        if (!convert_argument(call->arena, call->native->kinds[i], args[i], &slot, why)) {
            return false;
        }
        wire_put_value(body, call->native->kinds[i], &slot);
    }
    return true;
}

static Str too_late(Call *call)
{
    uint32_t limit = call->ffi->milliseconds;
    return limit % 1000 != 0
               ? str_format(call->arena, "it took longer than a call may (%u milliseconds)", limit)
               : str_format(call->arena, "it took longer than a call may (%u second%s)",
                            limit / 1000, limit == 1000 ? "" : "s");
}

// Its worker is of no use any more.
static Went lost(Call *call, OsTransfer went)
{
    Str how = crew_end(&call->member, call->arena, went != OS_ENDED);
    call->failed = false; // what it had reported is not why
    fail_with(call, went == OS_LATE ? too_late(call) : how);
    return went == OS_LATE ? WENT_WRONG : WENT_DEAD;
}

static Went take_end(Call *call, uint32_t kind, WireReader *reader, Fact *result)
{
    Str why = STR_NONE;
    FfiSlot slot;
    if (kind == WIRE_NO_MEMORY) {
        crew_end(&call->member, call->arena, true);
        fail_with(call, str_format(call->arena, "it asked for more memory than the %d MiB of "
                                   "its process", WIRE_MEMORY >> 20));
        return WENT_WRONG;
    }
    if (kind == WIRE_TOO_LONG) {
        why = str_format(call->arena, "its result has %llu bytes, at most %d are taken",
                         (unsigned long long)wire_get_number(reader), FACT_TEXT_MAX);
    } else {
        wire_get_value(reader, call->native->result, &slot);
    }
    if (reader->bad || reader->rest.len > 0) {
        return lost(call, OS_BROKEN);
    }
    call->member.used = true;
    crew_give_back(&call->member, call->arena);
    if (!call->failed && (kind == WIRE_TOO_LONG || !convert_result(call->arena,
        call->native->result, &slot, result, &why))) {
        fail_with(call, why);
    }
    return call->failed ? WENT_WRONG : WENT_WELL;
}

// With a worker of its own, until that says how it ended.
static Went converse(Call *call, Str body, Fact *result)
{
    int socket = call->member.process->socket;
    OsTransfer went = wire_send(socket, WIRE_CALL, call->id, body, &call->patience);
    while (went == OS_DONE) {
        WireHead head;
        Str said;
        went = wire_receive(socket, call->arena, WIRE_MOST, &head, &said, &call->patience);
        if (went != OS_DONE) {
            break;
        }
        WireReader reader = {call->arena, said, head.call != call->id};
        if (!reader.bad && head.kind == WIRE_REPORT) {
            report(call, wire_get_text(&reader));
        } else if (!reader.bad && head.kind == WIRE_ASK) {
            went = serve_question(call, &reader);
        } else if (!reader.bad && head.kind >= WIRE_RESULT && head.kind <= WIRE_NO_MEMORY) {
            return take_end(call, head.kind, &reader, result);
        } else {
            went = OS_BROKEN; // not of this conversation
        }
    }
    return lost(call, went);
}

static bool explain(const FfiNative *native, Arena *arena, Str reason, Str *why)
{
    *why = str_format(arena, "the native function '%.*s' failed: %.*s",
                      STR_ARG(native->signature.name), STR_ARG(reason));
    return false;
}

// A worker that has been used may carry what an earlier call left behind: then again, anew.
static Went attempt(Call *call, Str body, Fact *result)
{
    Str why = STR_NONE;
    if (!crew_take(call->ffi->crew, call->arena, &call->member, &why)) {
        fail_with(call, why);
        return WENT_WRONG;
    }
    bool used = call->member.used;
    call->patience = os_patience(call->member.process, (uint64_t)call->ffi->milliseconds * 1000);
    call->id = os_micros();
    Went went = converse(call, body, result);
    if (went == WENT_DEAD && used) {
        call->failed = false;
        return attempt(call, body, result);
    }
    return went;
}

bool ffi_invoke_with(const Ffi *ffi, size_t index, Arena *arena, const Fact *const *args,
                     const FfiBack *back, Fact *result, Str *why)
{
    const FfiNative *native = &ffi->natives[index];
    Call call = {.ffi = ffi, .native = native, .arena = arena, .back = back};
    Str reason = STR_NONE;
    if (!native->bound) {
        Str refused = str_format(arena, "the host does not allow the library '%.*s'",
                                 STR_ARG(native->signature.library));
        return explain(native, arena,
                       native->refused ? refused : STR("it was not found in its library"), why);
    }
    Buf body;
    buf_init(&body, arena);
    if (!put_arguments(&call, index, args, &body, &reason)) {
        return explain(native, arena, reason, why);
    }
    if (attempt(&call, buf_done(&body), result) != WENT_WELL) {
        return explain(native, arena, call.message, why);
    }
    result->state = FACT_KNOWN;
    return true;
}

bool ffi_invoke(const Ffi *ffi, size_t index, Arena *arena, const Fact *const *args,
                Fact *result, Str *why)
{
    return ffi_invoke_with(ffi, index, arena, args, NULL, result, why);
}
